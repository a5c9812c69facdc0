"""The demo province: its pack, and people to sign in as."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from tongban.content.api import current_release, publish_pack
from tongban.identity.api import demo_accounts
from tongban.kernel.actor import Actor
from tongban.site.demo.lives import live
from tongban.site.demo.loading import invented_people, make_people
from tongban.site.demo.sharing import settle_sharing

PACK = "shili"
_NEIGHBOURS = 120
_CASES, _FORGOTTEN = 26, 2
_PUBLISHER = Actor.system("pack-publisher")


def publish_if_changed(pack_dir: Path, data_dir: Path) -> bool:
    """Publish the demo pack unless its files are those of the current release.

    The fingerprint of the files published last is kept in the data directory, beside the
    database it speaks of. Refused with PackHasProblems, all problems at once.
    """
    path = pack_dir / PACK
    if not path.is_dir():
        return False
    marker = _marker(data_dir)
    fingerprint = _fingerprint(path)
    is_same = marker.exists() and marker.read_text() == fingerprint
    if is_same and current_release(PACK) is not None:
        return False
    publish_pack(actor=_PUBLISHER, path=path, now=datetime.now(UTC))
    marker.write_text(fingerprint)
    return True


def settle_if_empty(now: datetime) -> bool:
    """Put the cast and some neighbours on record where nobody lives yet, and let them apply.

    Refused with DemoNeedsPack when no pack has been published.
    """
    if demo_accounts():
        return False
    make_people(number=_NEIGHBOURS, seed=1, now=now)
    settle_sharing(now)
    people = invented_people(number=_NEIGHBOURS, seed=1, now=now)
    live(people=people, number=_CASES, forgotten=_FORGOTTEN, seed=1, now=now)
    return True


def forget_published(data_dir: Path) -> None:
    """The database is new: publish at the next start whatever the files say."""
    _marker(data_dir).unlink(missing_ok=True)


def _marker(data_dir: Path) -> Path:
    return data_dir / f"pack-{PACK}.fingerprint"


def _fingerprint(path: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(path.rglob("*")):
        if file.is_file():
            digest.update(str(file.relative_to(path)).encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
