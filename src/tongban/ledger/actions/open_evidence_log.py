"""open_evidence_log: the row that names this database's log, made at its first use."""

from __future__ import annotations

import secrets

from django.conf import settings

from tongban.kernel.sitting import noted
from tongban.ledger.adapters.suite_in_force import suite_in_force
from tongban.ledger.models import EvidenceLog


def open_evidence_log() -> EvidenceLog:
    """The one log of this database. Two who name it at once agree on the first one's name.

    The suite of its tree is the one in force at the first use, and stays.
    """
    standing = EvidenceLog.objects.order_by("id").first()
    if standing is not None:
        return standing
    fresh = EvidenceLog(
        origin=f"{settings.LOG_ORIGIN}/{secrets.token_hex(4)}", suite=suite_in_force().name
    )
    EvidenceLog.objects.bulk_create([fresh], ignore_conflicts=True)
    return EvidenceLog.objects.get(id=1)


def log_origin() -> str:
    """The name of this database's log, as records and promises give it; named now if it never was.

    Read once in a sitting.
    """
    return log_name()[0]


def log_name() -> tuple[str, str]:
    """Origin and suite of the log: it keeps both, so they are read once in a sitting."""
    return noted("ledger.log_name", [1], _read_name)[1]


def _read_name(_: object) -> dict[int, tuple[str, str]]:
    log = open_evidence_log()
    return {1: (log.origin, log.suite)}
