"""The graph, the merged form, what runs when and the joint clock, against slow, obvious oracles."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from tongban.bundles.domain.definition import Bundle, Step
from tongban.bundles.domain.joint_clock import Stretch, standstills
from tongban.bundles.domain.order import before, in_circles, waves
from tongban.bundles.domain.progress import BundleState, StepState, plan
from tongban.bundles.domain.stored import bundle_from_json, bundle_to_json
from tongban.bundles.merging import merge
from tongban.forms.api import FieldKind, FieldView, FormView, SectionView, SubjectRole
from tongban.kernel.calendar import Span
from tongban.kernel.text import Text

NAMES = st.sampled_from(["name", "phone", "area", "bank", "child"])
ELEMENTS = st.sampled_from([None, "person.name", "person.contact.phone", "person.birth_date"])


@st.composite
def graphs(draw: st.DrawFn) -> tuple[Step, ...]:
    """Steps that may wait for earlier ones, some optional, for one of the parties."""
    count = draw(st.integers(1, 7))
    steps: list[Step] = []
    for place in range(count):
        earlier = [step.code for step in steps]
        after = draw(st.lists(st.sampled_from(earlier), unique=True)) if earlier else []
        steps.append(
            Step(
                code=f"s{place}",
                item=f"item{place}",
                after=tuple(after),
                party=draw(st.sampled_from(["applicant", "keyboard"])),
            )
        )
    return tuple(draw(st.permutations(steps)))


@st.composite
def fields(draw: st.DrawFn) -> FieldView:
    element = draw(ELEMENTS)
    name = draw(NAMES)
    return FieldView(
        name=name,
        element_id=element,
        label=Text.of(draw(st.sampled_from(["甲", "乙"]))),
        kind=FieldKind.TEXT,
        required=draw(st.booleans()),
        options=(),
        hint=None,
        editable=True,
        shown_when=None,
        subject_role=draw(st.sampled_from(list(SubjectRole))),
    )


@st.composite
def forms_of(draw: st.DrawFn) -> tuple[tuple[Step, ...], dict[str, FormView]]:
    steps = draw(graphs())
    made = {}
    for step in steps:
        asked = {one.name: one for one in draw(st.lists(fields(), min_size=1, max_size=6))}
        section = SectionView(Text.of("信息"), tuple(asked.values()))
        made[step.code] = FormView(step.code, 1, "", Text.of(step.code), (section,))
    return steps, made


def a_bundle(steps: tuple[Step, ...], same: tuple[tuple[str, ...], ...] = ()) -> Bundle:
    return Bundle(
        code="b",
        version=0,
        name=Text.of("一件事", "One thing"),
        summary=Text.of("概要", "Summary"),
        lead="lead",
        committed=Span.parse("5 working-days"),
        steps=steps,
        side="person",
        same=same,
    )


@given(forms_of(), st.booleans())
def test_every_question_of_every_step_has_one_place_and_the_same_fact_is_asked_once(
    made: tuple[tuple[Step, ...], dict[str, FormView]], alone: bool
):
    steps, forms = made
    merged = merge(a_bundle(steps), steps, forms, alone=alone)
    names = [field.name for field in merged.form.fields]
    assert len(names) == len(set(names))
    everything = {(code, field.name) for code, form in forms.items() for field in form.fields}
    assert set(merged.name_of) == everything
    assert set(merged.name_of.values()) == set(names)
    asked_of: set[object] = set()
    by_code = {step.code: step for step in steps}
    for field in merged.form.fields:
        # The oracle: what a question is about, written out once more.
        keys = {
            _about(by_code[code], _field(forms[code], own), alone)
            for code, own in merged.members(field.name)
        }
        assert len(keys) == 1
        assert not keys & asked_of
        asked_of |= keys


@given(forms_of(), st.booleans())
def test_one_answer_reaches_every_step_that_asks_for_it(
    made: tuple[tuple[Step, ...], dict[str, FormView]], alone: bool
):
    steps, forms = made
    merged = merge(a_bundle(steps), steps, forms, alone=alone)
    answers = {field.name: f"answer to {field.name}" for field in merged.form.fields}
    for step in steps:
        got = merged.answers_for(step, answers)
        assert set(got) == {field.name for field in forms[step.code].fields}
        assert all(got[own] == answers[merged.name_of[step.code, own]] for own in got)


def _field(form: FormView, name: str) -> FieldView:
    return next(field for field in form.fields if field.name == name)


def _about(step: Step, field: FieldView, alone: bool) -> tuple[object, ...]:
    if field.element_id is None:
        return (field.name, field.label)
    person = field.subject_role is SubjectRole.APPLICANT or step.party == "keyboard"
    return (field.element_id, "one" if alone else person)


def test_questions_the_bundle_says_are_the_same_are_asked_once():
    steps = (Step("a", "i"), Step("b", "j"))
    forms = {
        code: FormView(code, 1, "", Text.of(code), (SectionView(Text.of("信息"), (field,)),))
        for code, field in {"a": _free("x"), "b": _free("y")}.items()
    }
    assert len(merge(a_bundle(steps), steps, forms, alone=True).form.fields) == 2
    together = merge(a_bundle(steps, (("a.x", "b.y"),)), steps, forms, alone=True)
    assert [field.name for field in together.form.fields] == ["a.x"]


def _free(name: str) -> FieldView:
    return FieldView(
        name, None, Text.of(name), FieldKind.TEXT, True, (), None, True, None, SubjectRole.SUBJECT
    )


@given(graphs())
def test_waves_hold_every_step_once_after_all_it_waits_for(steps: tuple[Step, ...]):
    placed: set[str] = set()
    for wave in waves(steps):
        assert all(set(step.after) <= placed for step in wave)
        assert not placed & {step.code for step in wave}
        placed |= {step.code for step in wave}
    assert placed == {step.code for step in steps}
    assert in_circles(steps) == ()


def test_a_circle_is_found_and_so_is_what_hangs_on_it():
    steps = (Step("a", "i", ("b",)), Step("b", "i", ("a",)), Step("c", "i", ("a",)), Step("d", "i"))
    assert set(in_circles(steps)) == {"a", "b", "c"}


ENDS = st.sampled_from([StepState.DONE, StepState.REFUSED, StepState.WITHDRAWN])


@given(graphs(), st.data())
def test_each_step_starts_once_after_its_predecessors_and_a_failure_hides_nobody_else(
    steps: tuple[Step, ...], data: st.DataObject
):
    """Random ends in random order; the plan is asked after each, as the worker does."""
    by_code = {step.code: step for step in steps}
    states = dict.fromkeys(by_code, StepState.WAITING)
    started: list[str] = []
    while True:
        for code in plan(steps, states).ready:
            assert states[code] is StepState.WAITING
            assert all(states[earlier] is StepState.DONE for earlier in by_code[code].after)
            started.append(code)
            states[code] = StepState.RUNNING
        running = sorted(code for code, state in states.items() if state is StepState.RUNNING)
        if not running:
            break
        states[data.draw(st.sampled_from(running))] = data.draw(ENDS)
    assert len(started) == len(set(started))
    failed = {code for code, state in states.items() if state.failed}
    whole = plan(steps, states)
    for code in by_code:
        hangs = bool(before(by_code, code) & failed)
        assert (code in whole.held_up) == hangs
        assert (code in started) == (not hangs)
    assert (whole.state is BundleState.DONE) == all(s is StepState.DONE for s in states.values())
    assert whole.state is not BundleState.UNDER_WAY


BEGAN = datetime(2026, 11, 23, 1, tzinfo=UTC)
HOURS = st.integers(0, 40)


@st.composite
def stretches(draw: st.DrawFn) -> Stretch:
    start, length = draw(HOURS), draw(HOURS)
    open_still = draw(st.booleans())
    waits = []
    for _ in range(draw(st.integers(0, 3))):
        at, long = draw(HOURS), draw(HOURS)
        waits.append((_at(at), None if draw(st.booleans()) else _at(at + long)))
    return Stretch(_at(start), None if open_still else _at(start + length), tuple(waits))


def _at(hour: int) -> datetime:
    return BEGAN + timedelta(hours=hour)


@given(st.lists(stretches(), max_size=4), st.integers(0, 80))
@example([Stretch(_at(0), _at(5), ((_at(0), _at(5)),))], 1)
def test_the_joint_clock_stands_still_exactly_when_every_open_step_waits(
    known: list[Stretch], now_hour: int
):
    now = _at(now_hour)
    pauses = standstills(known, now)
    for hour in range(82):
        start, end = _at(hour), _at(hour + 1)
        opened = [one for one in known if _holds(one.began_at, one.ended_at, start, end, now)]
        still = bool(opened) and all(
            any(_holds(began, ended, start, end, now) for began, ended in one.waits)
            for one in opened
        )
        assert any(p.began_at <= start and end <= p.ended_at for p in pauses) == still


def _holds(
    began: datetime, ended: datetime | None, start: datetime, end: datetime, now: datetime
) -> bool:
    return began <= start and end <= min(ended or now, now)


@given(graphs())
def test_a_bundle_survives_storage(steps: tuple[Step, ...]):
    built = a_bundle(steps)
    assert bundle_from_json(built.code, built.version, bundle_to_json(built)) == built
