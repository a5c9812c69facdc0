"""What outsiders see of helpers and errands: frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from tongban.assistance.domain.errand import ConsentWay, ErrandState, Step
from tongban.assistance.domain.power import Lack
from tongban.forms.api import Answer
from tongban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class HelperView:
    """A helper 代办员, in public. ``area`` is a division code, the term inclusive days."""

    id: str
    account_id: str
    name: str
    agency_code: str
    area: str
    station: Text
    phone: str
    valid_from: date
    valid_until: date
    ended: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file for a material: blob id and the name it came with."""

    blob_id: str
    filename: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a helper typed and attached for an errand, by field name and material code."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    situation: str | None = None
    sheets: Mapping[str, Sheet] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ErrandView:
    """An errand as its resident sees it. ``purpose`` and ``prepared`` are None once forgotten.

    ``ends_on`` is the last day of the mandate; ``expired`` when it ran out before the end.
    """

    id: str
    helper: HelperView
    item_code: str
    village: str
    purpose: str | None
    way: ConsentWay | None
    state: ErrandState
    asked_at: datetime
    ends_on: date
    expired: bool
    mandate_id: str | None
    case_id: str | None
    prepared: Prepared | None
    version: int


@dataclass(frozen=True, slots=True)
class DutyView:
    """An errand as its helper, or who calls back, sees it: the person masked, no data of theirs.

    ``lack`` says why nothing may be done now; then ``purpose`` and ``prepared`` are None. Of the
    case only its number, the name of its state and whether it is closed.
    """

    id: str
    helper: HelperView
    person: str
    number: str
    item_code: str
    village: str
    purpose: str | None
    way: ConsentWay | None
    state: ErrandState
    asked_at: datetime
    ends_on: date
    lack: Lack | None
    prepared: Prepared | None
    case_number: str
    case_state: Text | None
    case_closed: bool


@dataclass(frozen=True, slots=True)
class ActView:
    """One act on an errand, from its leaf: what, when, by whom, under which mandate, for what.

    ``by`` is the helper's name, empty when it was the resident or the platform.
    """

    at: datetime
    step: Step
    errand_id: str
    item_code: str
    mandate_id: str | None
    by: str
    by_officer: bool
    leaf_id: str
