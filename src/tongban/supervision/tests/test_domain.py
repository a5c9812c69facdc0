"""The lottery: fair by its numbers, the same for everyone who holds it again."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.supervision.domain.lottery import TooFewInspectors, draw, lot_of, seed_of

seeds = st.binary(min_size=32, max_size=32).map(bytes.hex)
names = st.lists(st.text("abcdef0123", min_size=1, max_size=6), unique=True, max_size=30)
staff = st.lists(st.sampled_from([f"post-{n}" for n in range(9)]), unique=True, min_size=2)


@given(seeds, names, staff, st.integers(0, 12), st.randoms(use_true_random=False))
def test_the_order_of_the_lists_changes_nothing(seed, firms, posts, count, chance):
    lots = draw(seed, firms, posts, count=count, each=2)
    chance.shuffle(firms)
    chance.shuffle(posts)
    assert draw(seed, firms * 2, posts, count=count, each=2) == lots


@given(seeds, names, staff, st.integers(0, 12))
def test_as_many_as_asked_are_drawn_from_the_list_and_each_has_its_inspectors(
    seed, firms, posts, count
):
    lots = draw(seed, firms, posts, count=count, each=2)
    assert len(lots.drawn) == min(count, len(firms))
    assert set(lots.drawn) <= set(firms)
    for team in lots.inspectors_of.values():
        assert len(set(team)) == 2
        assert set(team) <= set(posts)


@given(seeds, names, staff, st.integers(1, 12))
def test_the_work_is_shared_evenly(seed, firms, posts, count):
    lots = draw(seed, firms, posts, count=count, each=2)
    load = Counter(dict.fromkeys(posts, 0))
    for team in lots.inspectors_of.values():
        load.update(team)
    assert max(load.values()) - min(load.values()) <= 1


@given(seeds, names.filter(bool), staff, st.integers(0, 12), st.data())
def test_who_else_is_on_the_list_moves_nobody_past_another(seed, firms, posts, count, data):
    gone = data.draw(st.sampled_from(firms))
    whole = draw(seed, firms, posts, count=len(firms), each=2).drawn
    without = draw(seed, [f for f in firms if f != gone], posts, count=len(firms), each=2).drawn
    assert without == tuple(name for name in whole if name != gone)
    assert draw(seed, firms, posts, count=count, each=2).drawn == whole[:count]


@given(seeds, names, staff, st.data())
def test_who_is_recused_never_inspects_and_too_few_is_refused(seed, firms, posts, data):
    pairs = st.tuples(st.sampled_from(posts), st.sampled_from(firms or ["x"]))
    barred = data.draw(st.lists(pairs, max_size=20))
    short = [f for f in firms if len({p for p in posts if (p, f) not in barred}) < 2]
    if short:
        with pytest.raises(TooFewInspectors):
            draw(seed, firms, posts, count=len(firms), each=2, recusals=barred)
        return
    lots = draw(seed, firms, posts, count=len(firms), each=2, recusals=barred)
    assert not {(p, f) for f, team in lots.inspectors_of.items() for p in team} & set(barred)


def test_every_bit_of_root_and_announcement_makes_another_seed():
    one = seed_of("00" * 32, "leaf_a")
    assert len({one, seed_of("01" + "00" * 31, "leaf_a"), seed_of("00" * 32, "leaf_b")}) == 3
    assert lot_of(one, "candidate", "x") != lot_of(one, "inspector", "x")


def test_over_many_seeds_everyone_is_drawn_about_equally_often():
    firms = [f"firm-{n}" for n in range(10)]
    times = Counter(
        name
        for n in range(2_000)
        for name in draw(seed_of(f"{n:064x}", "a"), firms, ["p", "q"], count=3, each=2).drawn
    )
    # 600 each; five standard deviations of the binomial are 102.
    assert all(abs(times[name] - 600) < 102 for name in firms), times
