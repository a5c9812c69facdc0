"""The graph of steps: circles, waves, what lies before what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tongban.bundles.domain.definition import Step


def waves(steps: Sequence[Step]) -> tuple[tuple[Step, ...], ...]:
    """Steps in the order in which they can run: each wave waits only for earlier ones.

    Predecessors that are not among ``steps`` do not count. Steps of a circle are left out.
    """
    there = {step.code for step in steps}
    placed: set[str] = set()
    order: list[tuple[Step, ...]] = []
    left = list(steps)
    while left:
        wave = tuple(s for s in left if all(c in placed for c in s.after if c in there))
        if not wave:
            break
        order.append(wave)
        placed |= {step.code for step in wave}
        left = [step for step in left if step.code not in placed]
    return tuple(order)


def in_circles(steps: Sequence[Step]) -> tuple[str, ...]:
    """Codes of steps that wait for themselves, directly or in a round."""
    placed = {step.code for wave in waves(steps) for step in wave}
    return tuple(step.code for step in steps if step.code not in placed)


def before(steps: Mapping[str, Step], code: str) -> frozenset[str]:
    """Every step that has to be decided before this one."""
    found: set[str] = set()
    left = list(steps[code].after)
    while left:
        earlier = left.pop()
        if earlier in steps and earlier not in found:
            found.add(earlier)
            left += steps[earlier].after
    return frozenset(found)
