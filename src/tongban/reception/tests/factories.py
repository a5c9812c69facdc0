"""A clerk, a card and devices for tests of the reception."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tongban.cases.tests.factories import COMMITTED, NOW, an_officer
from tongban.identity.tests.factories import a_person
from tongban.kernel.actor import Actor, Duty
from tongban.kernel.codes import resident_id
from tongban.reception.api import Presented, SeenBy, SittingView, open_sitting

NAME = "田示例"
NUMBER = resident_id.make("990102", date(1948, 1, 20), 16)
ANSWERS = {"name": "别人", "phone": "19900001234", "wish": "长住"}


def a_clerk(name: str = "window", region: str = "990102") -> Actor:
    """A window clerk, on record as a person: their key is their own."""
    officer = an_officer(Duty.WINDOW_CLERK, name=name, region=region)
    return replace(officer, subject_id=a_person("王示例").id)


def seen(seen_by: SeenBy = SeenBy.READER, name: str = NAME) -> Presented:
    """An old woman, as she was seen."""
    return Presented(name, NUMBER, seen_by)


def sit(clerk: Actor, item_code: str = COMMITTED, seen_by: SeenBy = SeenBy.READER) -> SittingView:
    """She sits down before the clerk."""
    return open_sitting(clerk=clerk, presented=seen(seen_by), item_code=item_code, now=NOW)
