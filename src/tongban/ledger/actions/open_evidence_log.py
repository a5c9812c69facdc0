"""open_evidence_log: the row that names this database's log, made at its first use."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from functools import partial

from django.conf import settings
from django.db import connection, transaction

from tongban.kernel.sitting import noted
from tongban.ledger.adapters.suite_in_force import suite_in_force
from tongban.ledger.models import EvidenceLog

kept_names: dict[str, tuple[str, str]] = {}


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
    """The name of this database's log, as records and promises give it; named if it never was."""
    return log_name()[0]


def log_name() -> tuple[str, str]:
    """Origin and suite of the log, which keeps both: read once in a process.

    Kept only once whoever read it has committed: what names the log may yet be rolled back.
    """
    database = str(connection.settings_dict["NAME"])
    known = kept_names.get(database)
    if known is None:
        known = noted("ledger.log_name", [database], _read_name)[database]
        transaction.on_commit(partial(kept_names.__setitem__, database, known))
    return known


def _read_name(databases: Collection[str]) -> dict[str, tuple[str, str]]:
    log = open_evidence_log()
    return dict.fromkeys(databases, (log.origin, log.suite))
