"""Draws by lot 双随机 and their findings."""

from __future__ import annotations

from datetime import datetime

from tongban.supervision.api import Finding
from tongban.web.api.schemas.shapes import Code, Given, In, Key, Out, Words


class InspectionOut(Out):
    """A drawn business, its inspecting posts, and the finding once it is published."""

    place: int
    candidate: str
    name: str
    inspectors: list[str]
    finding: Code | None
    words: str
    photos: int
    recorded_at: datetime | None


class DrawOut(Out):
    """Everything needed to draw again; root and seed are empty until the log gave them."""

    id: str
    plan_code: str
    plan: Words
    supervisor: str
    region: str
    article: Code
    candidates: list[str]
    inspectors: list[str]
    count: int
    each: int
    announced_at: datetime
    announcement: str
    held_at: datetime | None
    log_size: int | None
    root: str
    seed: str
    inspections: list[InspectionOut]


class DrawnIn(In):
    """The plan a draw is held for."""

    plan_code: Key


class InspectedIn(In):
    """A finding and the words that are published with it."""

    finding: Finding
    words: Given = ""


class NoticeOut(Out):
    """An approval told to its overseer; `promised`: it rests on a promise, to be checked."""

    id: str
    case_number: str
    item_code: str
    plan_code: str
    holder: str
    region: str
    decided_at: datetime
    told_at: datetime
    promised: bool
