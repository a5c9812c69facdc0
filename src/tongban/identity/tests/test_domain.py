"""Names, numbers, mandates, trust levels: pure rules."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.identity.domain.mandates import comes_of_age, in_force
from tongban.identity.domain.names import NameFault, mask_name, tidy_name
from tongban.identity.domain.numbers import mask_number, tidy_number
from tongban.identity.domain.registration import NewSubject, tidy
from tongban.identity.queries import assurance_from, assurance_levels
from tongban.identity.views import (
    Identifier,
    IdentifierScheme,
    MandateKind,
    MandateView,
    Sex,
    SubjectKind,
)
from tongban.kernel.actor import Assurance
from tongban.kernel.codes import CodeFault, resident_id

# BMP, GB 18030-2022 level 3 (U+2CB73 钅罗, U+37C3 㛃), a compatibility ideograph NFC would change.
RARE = ["王𬭳", "李㛃", "𠮷田·买买提", "金\uf90a", "赵\U000e0100明", "尼玛次仁·旺堆·" + "长" * 60]


@pytest.mark.parametrize("name", RARE)
def test_rare_and_long_names_keep_every_character(name: str) -> None:
    assert tidy_name(name) == name.strip("·")


@pytest.mark.parametrize("dot", "•‧∙⋅・･．●")
def test_every_dot_people_type_becomes_one(dot: str) -> None:
    assert tidy_name(f" 阿卜杜拉{dot}买买提 ") == "阿卜杜拉·买买提"


@pytest.mark.parametrize("name", ["", "  ", "·", "张\x00三", "张\ue000", "张\ud800", "张\u202e三"])
def test_unreadable_names_are_faults(name: str) -> None:
    with pytest.raises(NameFault):
        tidy_name(name)


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),
        ("张三丰", "张**"),
        ("阿卜杜拉·买买提", "阿***·***"),
        ("𠮷田", "𠮷*"),
        ("赵\U000e0100明", "赵\U000e0100*"),
        ("John Smith", "J*** *****"),
        ("安", "安"),
    ],
)
def test_masked_name_shows_the_first_character_only(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@given(st.text("甲乙丙丁·戊 ", min_size=1, max_size=30))
def test_tidying_twice_changes_nothing(raw: str) -> None:
    try:
        once = tidy_name(raw)
    except NameFault:
        return
    assert tidy_name(once) == once


@given(
    st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(0, 999), st.sampled_from(["", " "])
)
def test_resident_number_is_tidied_and_masked(birth: date, sequence: int, space: str) -> None:
    number = resident_id.make("990102", birth, sequence)
    typed = number[:6] + space + number[6:].lower()
    assert tidy_number(IdentifierScheme.RESIDENT_ID, typed) == number
    masked = mask_number(Identifier(IdentifierScheme.RESIDENT_ID, number))
    assert masked == "990" + "*" * 11 + number[-4:]


@pytest.mark.parametrize(
    ("scheme", "number"),
    [
        (IdentifierScheme.HK_MACAO_PERMIT, "H12345678"),
        (IdentifierScheme.HK_MACAO_PERMIT, "m1234567801"),
        (IdentifierScheme.TAIWAN_PERMIT, "12345678"),
        (IdentifierScheme.PASSPORT, "E99999999"),
        (IdentifierScheme.FOREIGN_PR_CARD, "XXX990012345678"),
        (IdentifierScheme.HK_MACAO_RESIDENCE, resident_id.make("810000", date(1990, 1, 1), 7)),
        (IdentifierScheme.TAIWAN_RESIDENCE, resident_id.make("830000", date(1990, 1, 1), 7)),
        (IdentifierScheme.USCC, "11370800MB28559184"),
    ],
)
def test_each_scheme_takes_its_own_numbers(scheme: IdentifierScheme, number: str) -> None:
    assert tidy_number(scheme, number) == number.upper()


@pytest.mark.parametrize(
    ("scheme", "number"),
    [
        (IdentifierScheme.RESIDENT_ID, "990102199005060002"),
        (IdentifierScheme.RESIDENT_ID, "99010219900506"),
        (IdentifierScheme.HK_MACAO_PERMIT, "A12345678"),
        (IdentifierScheme.TAIWAN_PERMIT, "1234567"),
        (IdentifierScheme.PASSPORT, "E-1"),
        (IdentifierScheme.FOREIGN_PR_CARD, "XX990012345678"),
        (IdentifierScheme.HK_MACAO_RESIDENCE, resident_id.make("830000", date(1990, 1, 1), 7)),
        (IdentifierScheme.USCC, "11370800MB28559185"),
    ],
)
def test_malformed_numbers_are_faults_with_a_mend(scheme: IdentifierScheme, number: str) -> None:
    with pytest.raises(CodeFault) as caught:
        tidy_number(scheme, number)
    assert caught.value.mend.zh


def test_every_fault_of_a_registration_is_told_at_once() -> None:
    number = resident_id.make("990102", date(1990, 1, 1), 7)
    new = NewSubject(
        SubjectKind.PERSON,
        "",
        (
            Identifier(IdentifierScheme.RESIDENT_ID, number, date(2026, 1, 2), date(2026, 1, 1)),
            Identifier(IdentifierScheme.PASSPORT, "!"),
            Identifier(IdentifierScheme.USCC, "11370800MB28559184"),
        ),
        "990102",
        Assurance.L2,
        birth_date=date(1990, 1, 2),
        sex=Sex.MALE,
    )
    _, problems = tidy(new)
    assert {(p.where, p.code) for p in problems} == {
        ("name", "identity.name_unreadable"),
        ("identifiers.0", "identity.validity_backwards"),
        ("identifiers.1", "identity.number_wrong"),
        ("identifiers.1", "identity.scheme_not_for_kind"),
        ("birth_date", "identity.birth_date_disagrees"),
    }


def mandate(**changes: object) -> MandateView:
    given: dict = {
        "id": "m", "kind": MandateKind.AGENT, "principal_id": "p", "agent_id": "a", "scope": (),
        "valid_from": date(2026, 1, 1), "valid_until": date(2026, 1, 31),
    }  # fmt: skip
    return MandateView(**(given | changes))


@pytest.mark.parametrize(
    ("day", "runs"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 1, 31), True),
        (date(2026, 2, 1), False),
    ],
)
def test_a_mandate_runs_from_its_first_to_its_last_day(day: date, runs: bool) -> None:
    assert in_force(mandate(), day) is runs
    assert not in_force(mandate(revoked=True), day)


def test_scope_covers_the_item_and_every_agency_that_handles_it() -> None:
    scoped = mandate(scope=("990700010000",))
    day = date(2026, 1, 5)
    assert in_force(scoped, day, "990700010000")
    assert in_force(scoped, day, "11990102000102111A4990700010000")
    assert not in_force(scoped, day, "990700020000")
    assert in_force(mandate(), day, "990700020000")


@given(st.dates(date(1990, 1, 1), date(2020, 12, 31)))
def test_guardianship_ends_the_day_before_eighteen(birth: date) -> None:
    last = comes_of_age(birth)
    following = date.fromordinal(last.toordinal() + 1)
    assert following.year == birth.year + 18
    assert (following.month, following.day) in ((birth.month, birth.day), (3, 1))


def test_trust_levels_are_translated_and_never_guessed_upwards() -> None:
    assert [entry.level for entry in assurance_levels()] == list(Assurance)[1:]
    assert assurance_from("guangdong", "三级") is Assurance.L3
    assert assurance_from("psuser", "3") is Assurance.L5
    assert assurance_from("guangdong", "九级") is Assurance.NONE
    assert assurance_from("unknown", "三级") is Assurance.NONE
