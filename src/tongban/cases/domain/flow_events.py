"""What can happen to a case in its flow. Facts only, like every event of a case."""

from __future__ import annotations

from dataclasses import dataclass

from tongban.cases.domain.events import Event


@dataclass(frozen=True, slots=True)
class FlowStarted(Event):
    """流程开始: the case entered this version of a flow, and stays on it."""

    flow: str
    version: int


@dataclass(frozen=True, slots=True)
class StepDone(Event):
    """环节办结: ``agency`` finished a step, or as lead drew a joint review together."""

    step: str
    agency: str
    outcome: str


@dataclass(frozen=True, slots=True)
class JointOpinionGiven(Event):
    """联审意见: an agency spoke in a joint review (its words are sealed)."""

    step: str
    agency: str
    outcome: str


@dataclass(frozen=True, slots=True)
class StepReturned(Event):
    """退回: the step was sent back to an earlier one (the reason is sealed)."""

    step: str
    agency: str
    to: str


@dataclass(frozen=True, slots=True)
class StepTransferred(Event):
    """转办: another agency does this step."""

    step: str
    agency: str
    to_agency: str


@dataclass(frozen=True, slots=True)
class CaseHandedOver(Event):
    """移交: all that one agency had in the case, now and later, goes to another."""

    from_agency: str
    to_agency: str


@dataclass(frozen=True, slots=True)
class FlowMigrated(Event):
    """流程迁移: the case moved to another version; ``moves`` are ``old>new`` node codes."""

    version: int
    moves: tuple[str, ...]
