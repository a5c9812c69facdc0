"""Sums add up in any pieces; a case is counted as a slow reader would; few cases give no figure."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.cases.api import MaterialWay
from tongban.insight.domain.counting import (
    BY_HAND,
    Asked,
    Life,
    Service,
    Why,
    count,
    handed_over,
    served_beyond,
    total,
    visits,
)
from tongban.insight.domain.indicators import BY_CODE, INDICATORS, LEAST, figure_of
from tongban.insight.domain.sums import NAMES, Sums

T0 = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
D0 = date(2026, 3, 2)
ASKED = (
    Asked("identity", "population", ("person.name",), "", "a/1@2020-01-01"),
    Asked("licence", "", (), "yingye-zhizhao", "a/2@2020-01-01"),
    Asked("original", "", (), "", "a/3@2020-01-01"),
)
WAYS = st.sampled_from(["source", "certificate", "kept", "upload", "paper"])


def lives() -> st.SearchStrategy[Life]:
    days = st.integers(0, 9).map(lambda n: D0 + timedelta(days=n))
    return st.builds(
        Life,
        channel=st.sampled_from(["pc", "mobile", "window", "kiosk", "phone", "helper"]),
        decided=st.booleans(), granted=st.booleans(), by_rules=st.booleans(),
        submitted_at=st.just(T0),
        closed_at=st.integers(0, 20_000).map(lambda n: T0 + timedelta(minutes=n)),
        submitted_on=days,
        due_at=st.none() | st.integers(0, 20_000).map(lambda n: T0 + timedelta(minutes=n)),
        notices=st.integers(0, 3),
        ways=st.dictionaries(st.sampled_from(["identity", "licence", "original", "own"]), WAYS),
        heard=st.integers(0, 9),
        unheard=st.frozensets(st.sampled_from(["person.name", "person.alive"])),
        kept=st.frozensets(days, max_size=3), collected_on=st.none() | days,
        fees=st.integers(0, 900).map(Decimal), bundled=st.booleans(),
    )  # fmt: skip


def services() -> st.SearchStrategy[Service]:
    return st.builds(
        Service, issued=st.just(ASKED), in_person=st.sampled_from(["", "a/4@2020-01-01"]),
        founding=st.booleans(), founds=st.booleans(),
    )  # fmt: skip


@given(st.lists(st.tuples(lives(), services()), max_size=8), st.integers(0, 8))
def test_sums_of_pieces_are_the_sum_of_the_whole(told, cut):
    counted = [count(*each) for each in told]
    assert total([total(counted[:cut]), total(counted[cut:])]) == total(counted[::-1])


@given(lives(), services())
def test_every_visit_and_every_material_has_its_cause_and_none_is_left_out(life, service):
    sums = count(life, service)
    came = {life.submitted_on} if life.channel in ("window", "kiosk") else set()
    came |= life.kept | ({life.collected_on} if life.collected_on else set())
    assert len(visits(life, service)) == len(came)
    assert sums.visits == (len(came) if life.decided else 0)
    listed = handed_over(life, service)
    by_hand = {code for code, way in life.ways.items() if way in ("upload", "paper")}
    assert {each.code for each in listed} == by_hand - {"own"}
    assert sums.handed == len(listed) <= sums.issued
    for each in listed:
        silent = "person.name" in life.unheard
        assert each.why is {
            "identity": Why.SOURCE_SILENT if silent else Why.NOT_ON_RECORD,
            "licence": Why.NO_CERTIFICATE, "original": Why.ORIGINAL_NEEDED,
        }[each.code]  # fmt: skip
        assert each.reference
    assert sums.in_time <= sums.timed <= sums.decided <= sums.closed == 1
    assert sums.told_once <= sums.corrected


def test_only_what_a_person_uploads_or_brings_on_paper_is_handed_over():
    handed = {one for one in MaterialWay if one.value in BY_HAND}
    assert handed == {MaterialWay.UPLOAD, MaterialWay.PAPER}


@given(st.integers(0, 50), st.integers(0, 50))
def test_numbers_at_counters_are_not_counted_twice(served, at_counter):
    assert served_beyond(served, at_counter) + min(served, at_counter) == served


@given(st.builds(Sums, **{name: st.integers(0, 10_000) for name in NAMES if name != "fees"}))
def test_a_figure_is_the_exact_quotient_or_none_at_all(sums):
    for each in INDICATORS:
        above, below = each.take(sums)
        figure = figure_of(each, sums)
        assert figure.behind == below
        assert (figure.value is None) == (below < LEAST)
        if figure.value is not None:
            assert abs(figure.value * below - above) <= Decimal("0.005") * below


@pytest.mark.parametrize(("handed", "met"), [(5, True), (6, False)])
def test_a_goal_is_met_by_the_exact_value_not_by_the_rounded_one(handed, met):
    assert figure_of(BY_CODE["handed-over"], Sums(issued=100, handed=handed)).met is met
    near = Sums(issued=1_000_000, handed=50_001)
    figure = figure_of(BY_CODE["handed-over"], near)
    assert (figure.value, figure.met) == (Decimal("0.0500"), False)
