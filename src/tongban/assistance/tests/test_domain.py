"""Nothing outside scope, term, area; nothing after the end; whatever happens in whatever order."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tongban.assistance.domain.errand import ErrandState, Step, after
from tongban.assistance.domain.power import (
    LONGEST,
    Appointment,
    Lack,
    Power,
    fits_term,
    lack,
    lives_there,
    serves,
)

DAY = date(2026, 11, 23)
VILLAGES = ("990102100201", "990102100202", "990102200201", "990121100201", "990103001001")
AREAS = (*VILLAGES, "990102100", "990121100")
REGIONS = ("990000", "990100", "990102", "990121", "990103", "990102100")
ITEMS = ("item-a", "item-b", "item-ab")
days = st.integers(-120, 120).map(lambda n: DAY + timedelta(days=n))
appointments = st.builds(Appointment, st.sampled_from(AREAS), days, days, st.booleans())
powers = st.none() | st.builds(
    Power, st.frozensets(st.sampled_from(ITEMS)), days, days, st.booleans()
)


@given(
    appointments, powers, st.sampled_from(ErrandState), st.sampled_from(VILLAGES),
    st.sampled_from(ITEMS), st.sampled_from(REGIONS), days,
)  # fmt: skip
def test_whoever_may_act_lacks_nothing_of_all(appointment, power, state, village, item, region, on):
    """Said a second time, the slow way: all must hold, each for itself."""
    lacking = lack(
        appointment=appointment, power=power, state=state, village=village, item=item,
        item_region=region, on=on,
    )  # fmt: skip
    allowed = (
        not appointment.ended
        and appointment.valid_from <= on <= appointment.valid_until
        and village.startswith(appointment.area)
        and (
            appointment.area[:6].startswith(region.rstrip("0"))
            or region.startswith(appointment.area[:6])
        )
        and power is not None
        and not power.revoked
        and item in power.items
        and power.valid_from <= on <= power.valid_until
        and state not in (ErrandState.DONE, ErrandState.ENDED)
    )
    assert (lacking is None) is allowed
    if power is not None and power.revoked:
        assert lacking is not None


@given(st.lists(st.sampled_from([step for step in Step if step is not Step.ASK]), max_size=12))
def test_after_the_end_nothing_follows(steps):
    for first in (ErrandState.ASKED, ErrandState.AGREED):
        state, sent = first, False
        for step in steps:
            then = after(state, step)
            if state.over:
                assert then is None
            if then is None:
                continue
            assert (then is ErrandState.HANDED_IN) <= (sent or step is Step.HAND_IN)
            assert then is not ErrandState.DONE or sent, "nothing is handed back that was not sent"
            assert state is not ErrandState.ASKED or step in (
                Step.AGREE, Step.REFUSE, Step.REVOKE, Step.DECLINE, Step.HELPER_GONE,
            ), "before the call back nothing is done"  # fmt: skip
            sent = sent or step is Step.HAND_IN
            state = then
        assert after(state, Step.ASK) is None


def test_every_open_errand_can_be_taken_back():
    for state in ErrandState:
        then = after(state, Step.REVOKE)
        assert then is (None if state.over else ErrandState.ENDED)


@given(days, days)
def test_a_term_is_short(begins, ends):
    assert fits_term(begins, ends) is (0 <= (ends - begins).days <= LONGEST.days)


def test_areas():
    assert serves("990102100201", "990102100201", "990102")
    assert serves("990102100201", "990102100201", "990100"), "the city's services too"
    assert not serves("990102100201", "990102100202", "990102"), "the next village"
    assert not serves("990102100201", "990102100201", "990121"), "the next county"
    assert lives_there("990102", "990102100201")
    assert not lives_there("990121", "990102100201")
    assert Lack.TAKEN_BACK.label.zh
