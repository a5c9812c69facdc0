"""The judge of the effects harness can say no: a lost, doubled, reordered or changed effect."""

from __future__ import annotations

from dataclasses import replace

from bench.faults.effects_world.judging import Effect, judge
from hypothesis import given, settings
from hypothesis import strategies as st

PLANS = st.lists(
    st.tuples(st.sampled_from(("notices", "registry")), st.integers(1, 4)), min_size=2, max_size=12
)


def due_from(plan: list[tuple[str, int]]) -> list[Effect]:
    """One effect per entry; places count up within a receiver's case."""
    counted: dict[tuple[str, int], int] = {}
    found = []
    for number, (receiver, case) in enumerate(plan):
        counted[receiver, case] = counted.get((receiver, case), 0) + 1
        place = counted[receiver, case]
        found.append(Effect(receiver, f"event_{number}", f"case_{case}", place, "CaseDecided"))
    return found


@settings(max_examples=30)
@given(PLANS, st.randoms())
def test_each_once_in_the_order_of_its_case_is_clean_however_cases_mix(plan, chance):
    due = due_from(plan)
    lines: dict[tuple[str, str], list[Effect]] = {}
    for each in due:
        lines.setdefault((each.receiver, each.about), []).append(each)
    done = []
    while lines:
        line = chance.choice(sorted(lines))
        done.append(lines[line].pop(0))
        if not lines[line]:
            del lines[line]
    assert judge(due, done).is_clean


@settings(max_examples=30)
@given(PLANS, st.data())
def test_a_lost_a_doubled_an_unasked_and_a_changed_effect_are_each_named(plan, data):
    due = due_from(plan)
    at = data.draw(st.integers(0, len(due) - 1))
    key = due[at].key

    def without(field: str, done: list[Effect]) -> None:
        found = judge(due, done)
        assert not found.is_clean
        assert getattr(found, field) == (key,), field

    without("lost", due[:at] + due[at + 1 :])
    without("doubled", [*due, due[at]])
    without("changed", [*due[:at], replace(due[at], what="CaseWithdrawn"), *due[at + 1 :]])
    assert judge(due[:at] + due[at + 1 :], due).unasked == (key,)


@given(st.integers(2, 8), st.data())
def test_two_effects_of_one_case_the_wrong_way_round_are_named(size, data):
    due = due_from([("notices", 1)] * size)
    at = data.draw(st.integers(0, size - 2))
    done = [*due[:at], due[at + 1], due[at], *due[at + 2 :]]
    assert judge(due, done).reordered == (due[at].key,)
