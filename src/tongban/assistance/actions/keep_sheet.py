"""Keep a photographed sheet as the resident's own material."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

from tongban.assistance.policies import require_power
from tongban.assistance.recording import errand_row
from tongban.assistance.residents import attended
from tongban.assistance.views import Sheet
from tongban.files.api import store_upload
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor


def keep_sheet(
    *, actor: Actor, errand_id: str, page: tuple[str, str, BinaryIO], now: datetime
) -> Sheet:
    """A file for a material of an errand: (name, media type, bytes) becomes the resident's own.

    The helper cannot read it again. Refuses ErrandNotFound, NotAHelper, NotWithinMandate, and what
    ``store_upload`` refuses.
    """
    row = errand_row(errand_id)
    require_power(actor, row, local_date(now))
    name, media_type, stream = page
    kept = store_upload(
        actor=attended(actor, row), filename=name, stream=stream, declared_type=media_type,
        purpose="case-material", now=now,
    )  # fmt: skip
    return Sheet(kept.id, kept.filename)
