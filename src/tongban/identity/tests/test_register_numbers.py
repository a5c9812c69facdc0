"""The numbers registers are asked with: one's own, a newborn's guardian's, or none."""

from __future__ import annotations

import pytest

from tongban.identity.api import MandateKind, NotYours, guardian_number, register_number
from tongban.identity.tests.factories import SYSTEM, a_mandate, a_person, as_person

pytestmark = pytest.mark.django_db


def newborn(name):
    return a_person(name, numbered=False)


def test_a_newborn_is_known_by_the_guardian_until_there_are_two():
    mother, child = a_person("母亲"), newborn("老大")
    a_mandate(child, mother, kind=MandateKind.GUARDIAN)
    assert register_number(SYSTEM, child.id) is None
    assert guardian_number(SYSTEM, child.id) == register_number(SYSTEM, mother.id)
    twin = newborn("老二")
    a_mandate(twin, mother, kind=MandateKind.GUARDIAN)
    assert guardian_number(SYSTEM, child.id) is None, "a register could not tell them apart"


def test_a_child_with_a_number_is_asked_for_by_it_alone():
    mother, child = a_person("母亲"), a_person("孩子")
    a_mandate(child, mother, kind=MandateKind.GUARDIAN)
    assert guardian_number(SYSTEM, child.id) is None
    assert register_number(SYSTEM, child.id) is not None


def test_whole_numbers_are_for_programs_only():
    person = a_person()
    for ask in (register_number, guardian_number):
        with pytest.raises(NotYours):
            ask(as_person(person), person.id)
