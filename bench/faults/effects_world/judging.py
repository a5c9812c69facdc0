"""The judge: what was due against what the receivers did. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effect:
    """One effect at one receiver, under its idempotency key; ``place`` orders those of ``about``.

    ``about`` is what the order counts in (a case, a certificate); ``what`` is compared as well
    (an event's name, an amount).
    """

    receiver: str
    key: str
    about: str
    place: int
    what: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is wrong, by key; all empty when each effect happened exactly once and in order."""

    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    unasked: tuple[str, ...]
    changed: tuple[str, ...]
    reordered: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.lost or self.doubled or self.unasked or self.changed or self.reordered)


def judge(due: Iterable[Effect], done: Sequence[Effect]) -> Judgement:
    """Hold what each receiver did, in the order it did it, against what was due."""
    wanted = {(each.receiver, each.key): each for each in due}
    counted = Counter((each.receiver, each.key) for each in done)
    changed = [
        each.key
        for each in done
        if (each.receiver, each.key) in wanted and wanted[each.receiver, each.key] != each
    ]
    return Judgement(
        lost=tuple(sorted(key for receiver, key in wanted.keys() - counted.keys())),
        doubled=tuple(sorted(key for (_, key), times in counted.items() if times > 1)),
        unasked=tuple(sorted(key for receiver, key in counted.keys() - wanted.keys())),
        changed=tuple(sorted(changed)),
        reordered=tuple(_reordered(done)),
    )


def _reordered(done: Sequence[Effect]) -> Iterable[str]:
    last: dict[tuple[str, str], int] = defaultdict(int)
    seen: set[tuple[str, str]] = set()
    for each in done:
        if (each.receiver, each.key) in seen:
            continue  # doubled, told as such
        seen.add((each.receiver, each.key))
        line = (each.receiver, each.about)
        if each.place <= last[line]:
            yield each.key
        last[line] = max(last[line], each.place)
