"""What stands published."""

from __future__ import annotations

from pathlib import Path

from tongban.content.checking import load
from tongban.content.domain.bodies import bodies_of
from tongban.content.domain.diff import Bodies, EntryChange, compare
from tongban.content.domain.shelf import ReleaseView
from tongban.content.models import Release, ReleaseEntry
from tongban.content.refusals import ReleaseNotFound
from tongban.kernel.text import Text


def release_view(row: Release) -> ReleaseView:
    """The frozen view of a row."""
    return ReleaseView(
        pack=row.pack,
        version=row.version,
        digest=row.digest,
        number=row.number,
        id=row.id,
        title=Text.from_mapping(row.title),
        published_at=row.published_at,
        entries=row.entry_count,
    )


def current_release(pack: str) -> ReleaseView | None:
    """The newest release of ``pack``; None when it was never published. Public knowledge."""
    row = Release.objects.filter(pack=pack).order_by("-number").first()
    return release_view(row) if row is not None else None


def release_history(pack: str) -> tuple[ReleaseView, ...]:
    """All releases of ``pack``, newest first. Public knowledge."""
    return tuple(release_view(row) for row in Release.objects.filter(pack=pack).order_by("-number"))


def diff_releases(pack: str, old: int, new: int) -> tuple[EntryChange, ...]:
    """What changed from release number ``old`` to ``new``. Refusals: ReleaseNotFound."""
    return compare(_bodies(pack, old), _bodies(pack, new))


def diff_pack(path: Path) -> tuple[EntryChange, ...]:
    """What publishing the folder would change against the current release of the same pack.

    Faulty entries are left out: check the pack first. Refusals: PackNotFound.
    """
    assembly = load(path)[1]
    pack = assembly.view().manifest.code
    standing = current_release(pack)
    old = _bodies(pack, standing.number) if standing is not None else {}
    return compare(old, bodies_of(assembly))


def _bodies(pack: str, number: int) -> Bodies:
    release = Release.objects.filter(pack=pack, number=number).first()
    if release is None:
        raise ReleaseNotFound(pack, number)
    rows = ReleaseEntry.objects.filter(release=release).order_by("shelf", "key")
    return {(row.shelf, row.key): row.body for row in rows}
