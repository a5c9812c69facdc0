"""What a helper typed and attached, sealed for the resident and opened again."""

from __future__ import annotations

import json

from tongban.assistance.models import Errand
from tongban.assistance.views import Prepared, Sheet
from tongban.ledger.api import seal, unseal_many


def seal_prepared(subject_id: str, prepared: Prepared) -> bytes:
    """As it is kept."""
    sheets = {code: [one.blob_id, one.filename] for code, one in prepared.sheets.items()}
    said = {"answers": dict(prepared.answers), "situation": prepared.situation, "sheets": sheets}
    return seal(subject_id, json.dumps(said, ensure_ascii=False, sort_keys=True).encode())


def open_words(row: Errand) -> tuple[str | None, Prepared | None]:
    """Purpose, and what was prepared; None each where there is none or the person is forgotten."""
    kept = [row.purpose, *([row.prepared] if row.prepared is not None else [])]
    opened = unseal_many([(row.subject_id, bytes(value)) for value in kept])
    purpose = None if opened[0] is None else opened[0].decode()
    said = opened[1] if len(opened) > 1 else None
    if said is None:
        return purpose, None
    read = json.loads(said)
    sheets = {code: Sheet(*pair) for code, pair in read["sheets"].items()}
    return purpose, Prepared(read["answers"], read["situation"], sheets)
