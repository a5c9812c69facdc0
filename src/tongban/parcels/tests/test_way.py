"""The way of a parcel: whatever order its reports come in, it ends where the courier says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tongban.parcels.domain.way import ParcelState, Report, news, standing

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ROUTE = (
    ParcelState.COLLECTED,
    ParcelState.UNDER_WAY,
    ParcelState.OUT_FOR_DELIVERY,
)
ways = st.builds(
    lambda middle, end: (ParcelState.COLLECTED, *middle, *end),
    st.lists(st.sampled_from(ROUTE), max_size=4).map(tuple),
    st.sampled_from([(), (ParcelState.DELIVERED,), (ParcelState.RETURNED,)]),
)


def walked(reports):
    state, last, heard = ParcelState.HANDED_OVER, 0, []
    for one in reports:
        for fresh in news(heard, [one]):
            heard.append(fresh.seq)
            state, last = standing(state, last, fresh)
    return state, last, sorted(heard)


@given(ways, st.data())
def test_any_order_and_any_repeats_end_the_same(way, data):
    told = [Report(seq, state, AT + timedelta(hours=seq)) for seq, state in enumerate(way, 1)]
    muddled = data.draw(st.permutations(told + data.draw(st.lists(st.sampled_from(told)))))
    assert walked(muddled) == walked(told) == (way[-1], len(way), list(range(1, len(way) + 1)))


@given(st.sampled_from([ParcelState.DELIVERED, ParcelState.RETURNED]), st.sampled_from(ROUTE))
def test_what_is_over_stays_over(end, later):
    assert standing(end, 3, Report(4, later, AT)) == (end, 4)
