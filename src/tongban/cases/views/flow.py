"""What an officer must do now, and the flow a case runs on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tongban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class TaskView:
    """The open task of a case: who must act, and whether somebody has taken it."""

    id: str
    agency_code: str
    region: str
    claimed_by_me: bool
    claimed_by_other: bool
    holder_post: str
    claimed_at: datetime | None


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the flow of a case: ``open`` now, ``done`` before; ``agencies`` who acts.

    ``spoken`` are the bodies that finished it or gave their opinion, with when.
    """

    code: str
    name: Text
    kind: Text
    agencies: tuple[Text, ...]
    open: bool
    done: bool
    spoken: tuple[tuple[Text, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class FlowView:
    """The flow 办理流程 a case runs on, step by step.

    ``step`` is the step the reader's agency has now, with its ``outcomes`` and the steps it may
    be returned to, as (code, name).
    """

    code: str
    version: int
    title: Text
    steps: Sequence[StepRow]
    step: str = ""
    outcomes: tuple[tuple[str, Text], ...] = ()
    returns: tuple[tuple[str, Text], ...] = ()
