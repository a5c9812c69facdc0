"""What values look like, and what silence means."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.elements.domain import RegisterAnswer, fits, sourced
from tongban.elements.views import ElementAbout, ElementKind, ElementView, NoAnswer, SourceView
from tongban.kernel.codes import resident_id
from tongban.kernel.text import Text

AS_OF = datetime(2026, 1, 1, tzinfo=UTC)
SOURCE = SourceView("s", Text.of("人口库", "Register"), "x", "twin", True, Text.of("异议"))


def element(kind: ElementKind = ElementKind.TEXT) -> ElementView:
    return ElementView("person.x", Text.of("甲"), kind, ElementAbout.PERSON, None, "s", False)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (ElementKind.TEXT, "张", ""),
        (ElementKind.DATE, "2026-02-28", "2026-02-30"),
        (ElementKind.DATE, "2026-02-28", "20260228"),
        (ElementKind.NUMBER, 12, True),
        (ElementKind.NUMBER, 0, "12"),
        (ElementKind.MONEY, "12.50", "12.505"),
        (ElementKind.MONEY, "0", "NaN"),
        (ElementKind.YES_NO, False, "no"),
        (ElementKind.PHONE, "19900001234", "123"),
        (ElementKind.DIVISION, "990102001", "9901"),
        (ElementKind.RESIDENT_ID, resident_id.make("990102", date(1990, 1, 1), 1), "990102"),
        (ElementKind.USCC, "11370800MB28559184", "11370800MB28559185"),
        (ElementKind.CODE, "married", None),
    ],
)
def test_values_fit_their_kind(kind: ElementKind, good: object, bad: object) -> None:
    assert fits(kind, good)  # type: ignore[arg-type]
    assert not fits(kind, bad)  # type: ignore[arg-type]


@given(st.sampled_from(ElementKind), st.none() | st.booleans() | st.integers() | st.text())
def test_a_handed_out_value_always_fits(kind: ElementKind, value: object) -> None:
    answer = RegisterAnswer({"person.x": value}, AS_OF)  # type: ignore[dict-item]
    told = sourced(element(kind), SOURCE, answer)
    assert told.silent is (told.value is None)
    assert told.silent or fits(kind, told.value)
    assert told.as_of == AS_OF


@pytest.mark.parametrize("why", NoAnswer)
def test_silence_has_a_reason_in_both_languages(why: NoAnswer) -> None:
    told = sourced(element(), SOURCE, why)
    assert told.silent
    assert told.value is None
    assert told.reason.zh
    assert told.reason.en
    assert told.reason.zh != told.reason.en


def test_no_source_is_told_apart_from_no_record() -> None:
    without = sourced(element(), None, NoAnswer.NO_SOURCE)
    assert without.source is None
    assert without.reason != sourced(element(), SOURCE, NoAnswer.NO_RECORD).reason
