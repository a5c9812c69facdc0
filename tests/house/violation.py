"""What a checker hands back, and how a test says it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One broken law: where, what, and the mend, all in plain sentences."""

    where: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.mend}"


def assert_kept(violations: Iterable[Violation]) -> None:
    """Fail with every violation at once, one per line."""
    found = sorted(set(violations))
    assert not found, f"{len(found)} broken:\n" + "\n".join(str(each) for each in found)


def assert_caught(violations: Iterable[Violation], *fragments: str) -> None:
    """The planted violation was seen, and said with these words."""
    found = [str(each) for each in violations]
    assert found, "the planted violation went unseen"
    for fragment in fragments:
        assert any(fragment in each for each in found), f"{fragment!r} not said in {found}"
