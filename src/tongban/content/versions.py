"""What a release defines, kept as versions: what changed becomes a new one, the rest stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from tongban.content.domain.shelf import Entry, Publish, ReleaseView
from tongban.kernel.actor import Actor
from tongban.kernel.canonical_json import digest_of
from tongban.ledger.api import record


def _as_written(model: Any) -> Any:
    return model.model_dump(mode="json")


def versions_in(
    table: type[Any],
    *,
    kind: str,
    about: str,
    definition: Callable[[Any], Any] = _as_written,
    prefix: str = "",
) -> Publish:
    """How a shelf publishes that keeps its entries as versions: the ``publish`` of a ``Shelf``.

    In one transaction it stores a new version of every definition that is not its code's latest;
    published again nothing changes. ``table`` is a room's own, with ``code``, ``version``,
    ``digest``, ``definition``, ``release_id`` and ``published_at``; ``definition`` makes the JSON
    of an entry's model, as it is written when left out; ``prefix`` goes before each code where
    shelves share a table. Each new version has a leaf of ``kind`` about ``about:code`` with its
    digest.
    """

    def publish(
        *, actor: Actor, entries: tuple[Entry[Any], ...], release: ReleaseView, now: datetime
    ) -> None:
        with transaction.atomic():
            for entry in entries:
                code, said = prefix + entry.key, definition(entry.model)
                made = _put(table, code, said, release, now)
                if made is not None:
                    record(kind=kind, about=f"{about}:{code}", facts=made, actor=actor, now=now)

    return publish


def _put(
    table: type[Any], code: str, definition: Any, release: ReleaseView, now: datetime
) -> dict[str, Any] | None:
    """What there is to say of a new version; None when the latest says the same."""
    digest = digest_of(definition)
    latest = table.objects.filter(code=code).order_by("-version").first()
    if latest is not None and latest.digest == digest:
        return None
    version = latest.version + 1 if latest else 1
    table.objects.create(
        code=code,
        version=version,
        digest=digest,
        definition=definition,
        release_id=release.id,
        published_at=now,
    )
    return {"code": code, "version": version, "digest": digest, "release": release.id}
