"""What the outside sees of bundles: frozen, already filtered for the reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tongban.bundles.domain.definition import Bundle, Step
from tongban.bundles.domain.progress import BundleState, StepState
from tongban.cases.api import CaseState, Light
from tongban.catalogue.api import ItemView, MaterialView
from tongban.forms.api import Answer, FormView, PrefilledField
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class StepGuide:
    """A step as the notice shows it: the item, what it waits for, when it is done."""

    step: Step
    item: ItemView
    after: tuple[Text, ...]
    condition: Text | None


@dataclass(frozen=True, slots=True)
class BundleView:
    """A bundle 一件事 as its notice shows it; ``waves`` are its steps in the order they can run."""

    bundle: Bundle
    lead_name: Text
    waves: tuple[tuple[StepGuide, ...], ...]

    @property
    def steps(self) -> tuple[StepGuide, ...]:
        """Every step, in order."""
        return tuple(step for wave in self.waves for step in wave)


@dataclass(frozen=True, slots=True)
class BundleRow:
    """A bundle in a list; a ``quiet`` one is found, never offered."""

    code: str
    name: Text
    summary: Text
    side: str
    steps: int
    committed: Text
    quiet: bool


@dataclass(frozen=True, slots=True)
class AskedMaterial:
    """A material of the bundle, asked once: ``name`` is what its upload is called.

    ``comes_from`` is the step whose result it is, ``step`` the first that asks. ``must_bring``:
    nobody in government holds it, or the source that should has just been silent. ``site_field`` is
    the question that says where the project lies, where a zone's assessment may do; else empty.
    """

    name: str
    material: MaterialView
    item: ItemView
    step: Step
    comes_from: Text | None
    must_bring: bool
    site_field: str = ""


@dataclass(frozen=True, slots=True)
class BundleForm:
    """The one form 一表: its questions, what the sources know, the materials, each once.

    ``steps`` are those taken; ``fields_of_items`` counts what the items would ask one by one.
    """

    bundle: Bundle
    form: FormView
    known: tuple[PrefilledField, ...]
    materials: tuple[AskedMaterial, ...]
    steps: tuple[tuple[Step, ItemView], ...]
    fields_of_items: int


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of a bundle case. ``case_id`` is its own case; ``mine``: open to this reader.

    ``held_up_by`` names the steps that failed before it, ``problems`` why it could not begin.
    """

    code: str
    name: Text
    agency_name: Text
    item_code: str
    state: StepState
    label: Text
    wave: int
    stage: Text | None
    attempt: int
    case_id: str | None
    case_number: str | None
    case_state: CaseState | None
    certificate_ids: tuple[str, ...]
    mine: bool
    needs_you: bool
    resumable: bool
    held_up_by: tuple[Text, ...]
    problems: tuple[Problem, ...]
    started_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class BundleCaseView:
    """One application for a whole bundle, as whom it is for sees it. Instants in UTC.

    ``due_at`` is the joint clock; ``version`` goes back with each verb as ``expected_version``.
    """

    id: str
    number: str
    bundle_code: str
    name: Text
    quiet: bool
    state: BundleState
    steps: tuple[StepView, ...]
    submitted_at: datetime
    closed_at: datetime | None
    due_at: datetime
    light: Light
    waits_for_you: bool
    version: int

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.state is StepState.DONE for step in self.steps)


@dataclass(frozen=True, slots=True)
class BundleCaseRow:
    """A line of a list of bundle cases."""

    id: str
    number: str
    name: Text
    state: BundleState
    done: int
    steps: int
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class Membership:
    """To which bundle case a case belongs, and how its sisters stand; nobody's data."""

    bundle_case_id: str
    number: str
    name: Text
    step: Text
    sisters: tuple[tuple[Text, StepState], ...]


@dataclass(frozen=True, slots=True)
class StepForm:
    """What a step that could not go on asks: its item, its answers so far, its problems."""

    step: StepView
    item: ItemView
    situation: str | None
    answers: Mapping[str, Answer]
    blobs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BundleDraftView:
    """A half-filled form 暂存: ``answers`` by merged name, kept until ``expires_at`` (UTC)."""

    bundle_code: str
    name: Text
    answers: Mapping[str, Any]
    version: int
    saved_at: datetime
    expires_at: datetime
