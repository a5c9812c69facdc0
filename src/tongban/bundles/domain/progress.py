"""What runs when: which steps start now, which are held up, how the whole stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from tongban.bundles.domain.definition import Step
from tongban.kernel.text import Text


class StepState(Enum):
    """Where a step of a bundle stands."""

    WAITING = "bundle-step/waiting"
    STUCK = "bundle-step/stuck"  # could not be started: something is needed from the applicant
    RUNNING = "bundle-step/running"
    DONE = "bundle-step/done"
    REFUSED = "bundle-step/refused"
    WITHDRAWN = "bundle-step/withdrawn"

    @property
    def failed(self) -> bool:
        """Whether what waits for it cannot go on unless it is taken up again."""
        return self in (StepState.REFUSED, StepState.WITHDRAWN)

    @property
    def label(self) -> Text:
        """The name people read."""
        return _STEP_LABELS[self]


class BundleState(Enum):
    """Where the whole stands."""

    UNDER_WAY = "bundle-state/under-way"
    DONE = "bundle-state/done"
    PARTLY = "bundle-state/partly-done"  # nothing moves any more, not all is done; may be resumed
    WITHDRAWN = "bundle-state/withdrawn"

    @property
    def label(self) -> Text:
        """The name people read."""
        return _BUNDLE_LABELS[self]


_STEP_LABELS = {
    StepState.WAITING: Text.of("等前面的事项办好", "Waits for the steps before"),
    StepState.STUCK: Text.of("需要您补充", "Needs something from you"),
    StepState.RUNNING: Text.of("在办", "Being handled"),
    StepState.DONE: Text.of("已办好", "Done"),
    StepState.REFUSED: Text.of("没有办成", "Not granted"),
    StepState.WITHDRAWN: Text.of("已撤回", "Withdrawn"),
}
_BUNDLE_LABELS = {
    BundleState.UNDER_WAY: Text.of("办理中", "Under way"),
    BundleState.DONE: Text.of("全部办好", "All done"),
    BundleState.PARTLY: Text.of("部分办好", "Partly done"),
    BundleState.WITHDRAWN: Text.of("已撤回", "Withdrawn"),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """``ready`` start now; ``held_up`` wait for a step that failed; ``state`` of the whole."""

    ready: tuple[str, ...]
    held_up: Mapping[str, tuple[str, ...]]
    state: BundleState


def plan(steps: Sequence[Step], states: Mapping[str, StepState]) -> Plan:
    """What follows from where each taken step stands. ``steps`` are those taken, no others.

    A step is ready when it waits and every taken step before it is done. One that waits, directly
    or through others, for a step that failed is held up: nothing else is touched by that.
    """
    there = {step.code for step in steps}
    held = _held_up(steps, states)
    ready = tuple(
        step.code
        for step in steps
        if states[step.code] is StepState.WAITING
        and all(states[code] is StepState.DONE for code in step.after if code in there)
    )
    return Plan(ready, held, _whole(steps, states, held))


def _held_up(steps: Sequence[Step], states: Mapping[str, StepState]) -> dict[str, tuple[str, ...]]:
    held: dict[str, tuple[str, ...]] = {}
    grown = True
    while grown:
        grown = False
        for step in steps:
            if states[step.code] is not StepState.WAITING or step.code in held:
                continue
            by = tuple(c for c in step.after if c in held or (c in states and states[c].failed))
            if by:
                held[step.code] = by
                grown = True
    return held


def _whole(
    steps: Sequence[Step], states: Mapping[str, StepState], held: Mapping[str, object]
) -> BundleState:
    stand = [states[step.code] for step in steps if step.code not in held]
    if any(s in (StepState.WAITING, StepState.RUNNING, StepState.STUCK) for s in stand):
        return BundleState.UNDER_WAY
    if not held and all(state is StepState.DONE for state in stand):
        return BundleState.DONE
    if all(states[step.code] is not StepState.DONE for step in steps) and all(
        states[step.code] is not StepState.REFUSED for step in steps
    ):
        return BundleState.WITHDRAWN
    return BundleState.PARTLY
