"""What happened to promises and records, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tongban.commitments.models import Happening
from tongban.commitments.views import HappeningView
from tongban.identity.api import SubjectKind, subjects
from tongban.kernel.actor import Actor
from tongban.ledger.api import unseal_many

PLATFORM = Actor.system("commitments")
_MOST = 200


def story_of(about: str, subject_id: str, steps: Any) -> tuple[HappeningView, ...]:
    """The story of one promise or record, oldest first; ``steps`` is the enum its steps are of."""
    rows = list(Happening.objects.filter(about=about).order_by("seq")[:_MOST])
    sealed = [(subject_id, bytes(row.sealed)) for row in rows if row.sealed is not None]
    words = iter(unseal_many(sealed) if sealed else ())
    return tuple(
        HappeningView(
            title=steps(row.step).label,
            at=row.at,
            by=row.post_id,
            words=_read(next(words)) if row.sealed is not None else "",
        )
        for row in rows
    )


def firm_names(ids: Iterable[str]) -> dict[str, str]:
    """Firms' public names by id; persons stay unnamed."""
    known = subjects(PLATFORM, ids)
    return {key: view.name for key, view in known.items() if view.kind is SubjectKind.FIRM}


def _read(plain: bytes | None) -> str:
    return plain.decode() if plain is not None else ""
