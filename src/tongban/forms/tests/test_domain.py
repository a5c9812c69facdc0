"""Reading answers and judging forms: pure rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.elements.api import SourcedValue, SourceView
from tongban.forms.domain.answers import AnswerFault, read_answer
from tongban.forms.domain.prefilling import as_prefilled
from tongban.forms.domain.validation import judge
from tongban.forms.tests.factories import a_field, a_form
from tongban.forms.views import (
    Answer,
    FieldKind,
    FilledBy,
    Option,
    PrefilledField,
    ShownWhen,
)
from tongban.kernel.codes import resident_id
from tongban.kernel.text import Text

CHOICES = (Option("own", Text.of("自有", "Own")), Option("rented", Text.of("租用", "Rented")))
NUMBER = resident_id.make("990102", date(1990, 5, 6), 12)
AS_OF = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (FieldKind.TEXT, "  王𬭳 \n", "王𬭳"),
        (FieldKind.LONG_TEXT, "一\r\n二", "一\n二"),
        (FieldKind.DATE, "2026-1-5", "2026-01-05"),
        (FieldKind.DATE, "2026年1月5日", "2026-01-05"),
        (FieldKind.DATE, "２０２６/０１/０５", "2026-01-05"),
        (FieldKind.DATE, "20260105", "2026-01-05"),
        (FieldKind.CHOICE, "own", "own"),
        (FieldKind.PHONE, "+86 199-0000-1234", "19900001234"),
        (FieldKind.PHONE, "(0990) 1234567", "09901234567"),
        (FieldKind.PHONE, "+852 1234 5678", "+85212345678"),
        (FieldKind.NUMBER, "１２，０００", 12000),
        (FieldKind.NUMBER, 7, 7),
        (FieldKind.MONEY, "￥1,200.5元", "1200.50"),
        (FieldKind.MONEY, "-0", "0.00"),
        (FieldKind.YES_NO, "是", True),
        (FieldKind.YES_NO, False, False),
        (FieldKind.DIVISION, "990102001", "990102001"),
        (FieldKind.IDENTIFIER, " h12345678 ", "H12345678"),
        (FieldKind.IDENTIFIER, NUMBER.lower(), NUMBER),
        (FieldKind.RESIDENT_ID, NUMBER[:6] + " " + NUMBER[6:], NUMBER),
        (FieldKind.USCC, "11370800mb28559184", "11370800MB28559184"),
        (FieldKind.FILE, "blob_01", "blob_01"),
        (FieldKind.TEXT, "   ", None),
        (FieldKind.NUMBER, None, None),
    ],
)
def test_what_people_type_is_brought_to_one_form(
    kind: FieldKind, typed: object, kept: Answer
) -> None:
    assert read_answer(a_field("x", kind, options=CHOICES), typed) == kept


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        (FieldKind.TEXT, "字" * 201, "too_long"),
        (FieldKind.TEXT, "a\x00b", "unreadable"),
        (FieldKind.TEXT, "a\ud800", "unreadable"),
        (FieldKind.TEXT, ["a"], "wrong_type"),
        (FieldKind.TEXT, True, "wrong_type"),
        (FieldKind.DATE, "2026-02-30", "not_a_date"),
        (FieldKind.DATE, "明天", "not_a_date"),
        (FieldKind.DATE, "0000-00-00", "not_a_date"),
        (FieldKind.CHOICE, "stolen", "not_a_choice"),
        (FieldKind.PHONE, "12345", "not_a_phone"),
        (FieldKind.NUMBER, "12.5", "not_a_number"),
        (FieldKind.NUMBER, "9" * 40, "not_a_number"),
        (FieldKind.MONEY, "1.005", "not_money"),
        (FieldKind.MONEY, "NaN", "not_money"),
        (FieldKind.MONEY, "1e400", "not_money"),
        (FieldKind.YES_NO, "maybe", "not_yes_or_no"),
        (FieldKind.DIVISION, "9901", "not_a_division"),
        (FieldKind.IDENTIFIER, "!!", "not_a_document_number"),
        (FieldKind.IDENTIFIER, NUMBER[:17] + ("1" if NUMBER[17] != "1" else "2"), "number_wrong"),
        (FieldKind.RESIDENT_ID, "990102", "number_wrong"),
        (FieldKind.USCC, "11370800MB28559185", "number_wrong"),
        (FieldKind.FILE, "../../etc/passwd", "not_a_file"),
    ],
)
def test_faults_have_a_code_and_a_mend(kind: FieldKind, typed: object, code: str) -> None:
    with pytest.raises(AnswerFault) as caught:
        read_answer(a_field("x", kind, options=CHOICES), typed)
    assert caught.value.code == code
    assert caught.value.mend.zh
    assert caught.value.mend.en


@pytest.mark.parametrize(
    ("kind", "low", "high", "inside", "outside"),
    [
        (FieldKind.NUMBER, "1", "10", "10", ("0", "11")),
        (FieldKind.MONEY, "0.50", "9", "0.5", ("0.49", "9.01")),
        (FieldKind.DATE, "2026-01-01", "2026-12-31", "2026-12-31", ("2025-12-31", "2027-01-01")),
    ],
)
def test_bounds_are_inclusive(
    kind: FieldKind, low: str, high: str, inside: str, outside: tuple[str, str]
) -> None:
    field = a_field("x", kind, minimum=low, maximum=high)
    assert read_answer(field, inside) is not None
    for typed, code in zip(outside, ("too_small", "too_large"), strict=True):
        with pytest.raises(AnswerFault) as caught:
            read_answer(field, typed)
        assert caught.value.code == code


@given(st.sampled_from(FieldKind), st.text(max_size=40))
def test_reading_never_fails_otherwise_and_is_stable(kind: FieldKind, typed: str) -> None:
    field = a_field("x", kind, options=CHOICES)
    try:
        once = read_answer(field, typed)
    except AnswerFault:
        return
    assert read_answer(field, once) == once


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_money_is_kept_exactly(amount: Decimal) -> None:
    assert Decimal(str(read_answer(a_field("x", FieldKind.MONEY), str(amount)))) == amount


FORM = a_form(
    a_field("name"),
    a_field("has_child", FieldKind.YES_NO),
    a_field("child", shown_when=ShownWhen("has_child", ("yes",))),
    a_field("school", shown_when=ShownWhen("child", ("小宝",))),
    a_field("opinion", filled_by=FilledBy.OFFICER),
    a_field("note", required=False),
)


def test_every_fault_is_told_at_once_in_form_order() -> None:
    _, problems = judge(FORM, {"has_child": "maybe", "note": "x" * 999})
    assert [(p.where, p.code) for p in problems] == [
        ("name", "forms.missing"),
        ("has_child", "forms.not_yes_or_no"),
        ("note", "forms.too_long"),
    ]
    assert problems[0].message.en.startswith("name: ")


def test_fields_not_asked_are_left_out_and_so_is_what_hangs_on_them() -> None:
    answers = {"name": "甲", "has_child": "no", "child": "小宝", "school": "一小", "evil": "x"}
    clean, problems = judge(FORM, answers)
    assert problems == ()
    assert clean == {"name": "甲", "has_child": False, "note": None}
    clean, problems = judge(FORM, answers | {"has_child": "yes"})
    assert clean == {
        "name": "甲", "has_child": True, "child": "小宝", "school": "一小", "note": None
    }  # fmt: skip


def test_officers_answer_their_own_fields_only() -> None:
    clean, problems = judge(FORM, {"opinion": "同意"}, filled_by=FilledBy.OFFICER)
    assert (clean, problems) == ({"opinion": "同意"}, ())


def prefilled(name: str, value: Answer, **changes: object) -> PrefilledField:
    given: dict = {
        "name": name, "value": value, "source_name": Text.of("库"), "as_of": AS_OF,
        "silent": value is None, "locked": True,
    }  # fmt: skip
    return PrefilledField(**(given | changes))


@given(st.text(max_size=20))
def test_a_tampered_locked_field_takes_the_value_of_its_source(sent: str) -> None:
    clean, problems = judge(
        a_form(a_field("name")), {"name": sent}, prefilled=[prefilled("name", "张三")]
    )
    assert (clean, problems) == ({"name": "张三"}, ())


def test_an_editable_source_value_is_used_unless_something_was_sent() -> None:
    form = a_form(a_field("phone", FieldKind.PHONE))
    known = [prefilled("phone", "19900001111", locked=False)]
    assert judge(form, {}, prefilled=known)[0] == {"phone": "19900001111"}
    assert judge(form, {"phone": "19900002222"}, prefilled=known)[0] == {"phone": "19900002222"}
    assert judge(form, {"phone": ""}, prefilled=known)[1][0].code == "forms.missing"


def test_a_silent_source_leaves_the_field_to_the_person() -> None:
    form = a_form(a_field("name", editable=False))
    silent = [prefilled("name", None, locked=False)]
    assert judge(form, {"name": "李四"}, prefilled=silent)[0] == {"name": "李四"}
    assert judge(form, {}, prefilled=silent)[1][0].code == "forms.missing"


def test_unknown_divisions_are_faults() -> None:
    form = a_form(a_field("place", FieldKind.DIVISION))
    _, problems = judge(form, {"place": "990999"}, known_division=lambda code: code == "990102")
    assert [p.code for p in problems] == ["forms.division_unknown"]
    assert judge(form, {"place": "990102"}, known_division=lambda _: True)[1] == ()


SOURCE = SourceView("s", Text.of("库", "Register"), "x", "twin", True, Text.of("异议", "Contest"))


def sourced(value: Answer, *, authoritative: bool = True) -> SourcedValue:
    source = replace(SOURCE, authoritative=authoritative)
    return SourcedValue("person.x", value, source, AS_OF, value is None, Text.of("因", "why"))


@pytest.mark.parametrize(
    ("editable", "authoritative", "value", "locked"),
    [
        (False, True, "甲", True),
        (False, True, None, False),
        (False, False, "甲", False),
        (True, True, "甲", False),
    ],
)
def test_a_field_locks_only_on_an_authoritative_answer(
    editable: bool, authoritative: bool, value: Answer, locked: bool
) -> None:
    field = a_field("x", editable=editable)
    shown = as_prefilled(field, sourced(value, authoritative=authoritative))
    assert shown.locked is locked
    assert (shown.dispute is None) is (value is None)


def test_a_code_that_is_not_offered_counts_as_silence() -> None:
    field = a_field("x", FieldKind.CHOICE, options=CHOICES, editable=False)
    assert as_prefilled(field, sourced("own")).locked
    odd = as_prefilled(field, sourced("stolen"))
    assert (odd.silent, odd.value, odd.locked) == (True, None, False)
    assert odd.reason is not None
