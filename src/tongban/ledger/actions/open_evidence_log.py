"""open_evidence_log: the row that names this database's log, made at its first use."""

from __future__ import annotations

import secrets
from functools import partial

from django.conf import settings
from django.db import connection, transaction

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
        log = open_evidence_log()
        known = log.origin, log.suite
        transaction.on_commit(partial(kept_names.__setitem__, database, known))
    return known
