"""What can be wrong with a bundle: circles, results that never come, questions not asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tongban.bundles.domain.definition import APPLICANT, KEYBOARD, Bundle, Step
from tongban.bundles.domain.order import before, in_circles
from tongban.forms.api import FieldKind, FieldView, FormView
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text

RESULT_PARTS = frozenset({"number", "holder", "identifier"})
"""What every certificate has, beside its own fields: its number, its holder's name and number."""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What a bundle has to know of an item: form, situations, what its result can give."""

    form: FormView | None
    situations: frozenset[str] = frozenset()
    certificate_fields: frozenset[str] | None = None
    founds_firm: bool = False


def faults_of(
    bundle: Bundle, items: Mapping[str, ItemFacts], own: FormView | None
) -> Iterator[Problem]:
    """Every fault at once; ``where`` is the step's code (or ``same``, ``steps``).

    ``items`` by item code: those that are missing from it are told by whoever knows the catalogue.
    """
    codes = [step.code for step in bundle.steps]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield _fault(
            code,
            "step_twice",
            f"环节“{code}”写了两次。",
            f"Step “{code}” is written twice.",
            "改一个代码。",
            "Change one of the codes.",
        )
    for step in bundle.steps:
        yield from _links(step, bundle)
        yield from _questions(step, own)
        if step.item in items:
            yield from _inside(step, bundle, items)
    for code in in_circles(bundle.steps):
        yield _fault(
            code,
            "circle",
            f"环节“{code}”在等自己，永远开始不了。",
            f"Step “{code}” waits for itself and can never begin.",
            "去掉环里的一条 after。",
            "Take one “after” out of the round.",
        )
    yield from _unreachable(bundle)
    yield from _same(bundle, items)


def _links(step: Step, bundle: Bundle) -> Iterator[Problem]:
    for code in (*step.after, *([step.founder] if step.founder else [])):
        if code not in bundle.by_code:
            yield _fault(
                step.code,
                "step_unknown",
                f"“{step.code}”依赖的环节“{code}”不存在。",
                f"“{step.code}” depends on step “{code}”, which is not there.",
                "写 steps 里的代码。",
                "Name a code of steps.",
            )
    if step.party not in (APPLICANT, KEYBOARD) and step.founder is None:
        yield _fault(
            step.code,
            "party_unknown",
            f"party“{step.party}”读不懂。",
            f"Nobody knows the party “{step.party}”.",
            "写 applicant、keyboard 或 firm-of:环节。",
            "Write applicant, keyboard or firm-of:STEP.",
        )


def _questions(step: Step, own: FormView | None) -> Iterator[Problem]:
    known = {field.name: field for field in own.fields} if own else {}
    asked = [step.when.field] if step.when else []
    asked += [step.situation_from] if step.situation_from else []
    for name in asked:
        if name not in known:
            yield _fault(
                step.code,
                "question_missing",
                f"“{step.code}”取决于问题“{name}”，一件事的表单里没有这一问。",
                f"“{step.code}” depends on the question “{name}”, which is not asked.",
                "在 form 指的表单里加上这一问。",
                "Add it to the form that “form” names.",
            )
    if step.when and step.when.field in known:
        offered = _values(known[step.when.field])
        for value in sorted(set(step.when.is_in) - offered) if offered else ():
            yield _fault(
                step.code,
                "answer_unknown",
                f"“{step.when.field}”没有“{value}”这个选项。",
                f"“{step.when.field}” offers no answer “{value}”.",
                "写选项里的值。",
                "Write one of its values.",
            )


def _values(field: FieldView) -> frozenset[str]:
    if field.kind is FieldKind.YES_NO:
        return frozenset({"yes", "no"})
    return frozenset(option.value for option in field.options)


def _inside(step: Step, bundle: Bundle, items: Mapping[str, ItemFacts]) -> Iterator[Problem]:
    facts = items[step.item]
    fields = {field.name for field in facts.form.fields} if facts.form else set()
    for name in sorted({*step.given, *step.filled} - fields):
        yield _fault(
            step.code,
            "field_unknown",
            f"“{step.code}”的表单没有“{name}”这一项。",
            f"The form of “{step.code}” has no field “{name}”.",
            "写这个事项表单里的填写项。",
            "Name a field of the item's form.",
        )
    if step.situation and step.situation not in facts.situations:
        yield _fault(
            step.code,
            "situation_unknown",
            f"事项没有情形“{step.situation}”。",
            f"The item has no situation “{step.situation}”.",
            "写这个事项的情形代码。",
            "Write a situation of the item.",
        )
    if facts.situations and not (step.situation or step.situation_from):
        yield _fault(
            step.code,
            "situation_missing",
            f"“{step.code}”的事项分情形，没有写是哪一种。",
            f"The item of “{step.code}” has situations, and none is chosen.",
            "写 situation 或 situation_from。",
            "Write situation or situation_from.",
        )
    yield from _results(step, bundle, items)


def _results(step: Step, bundle: Bundle, items: Mapping[str, ItemFacts]) -> Iterator[Problem]:
    steps = bundle.by_code
    earlier = before(steps, step.code)
    needed = {written.partition(".")[0] for written in step.filled.values()}
    needed |= {step.founder} if step.founder else set()
    for code in sorted(needed & set(steps) - earlier):
        yield _fault(
            step.code,
            "result_too_late",
            f"“{step.code}”要用“{code}”的结果，却没有等它。",
            f"“{step.code}” uses the result of “{code}” without waiting for it.",
            f"在 after 里写上 {code}。",
            f"Put {code} into “after”.",
        )
    for written in step.filled.values():
        code, _, part = written.partition(".")
        giver = items.get(steps[code].item) if code in steps else None
        if code not in steps or (giver is not None and not _gives(giver, part)):
            yield _fault(
                step.code,
                "result_unknown",
                f"没有“{written}”这样的结果。",
                f"There is no result “{written}”.",
                "写 环节.number、holder、identifier 或证照的字段。",
                "Write STEP.number, holder, identifier or a field of its certificate.",
            )
    founder = items.get(steps[step.founder].item) if step.founder in steps else None
    if founder is not None and not founder.founds_firm:
        yield _fault(
            step.code,
            "founds_nothing",
            f"“{step.founder}”不产生企业。",
            f"“{step.founder}” brings no firm into being.",
            "写产生企业的环节。",
            "Name the step that founds the firm.",
        )


def _gives(facts: ItemFacts, part: str) -> bool:
    known = facts.certificate_fields
    return known is not None and (part in RESULT_PARTS or part in known)


def _unreachable(bundle: Bundle) -> Iterator[Problem]:
    """A step that waits only for steps that never run together with it."""
    steps = bundle.by_code
    for step in bundle.steps:
        for code in step.after:
            other = steps.get(code)
            if other is None or other.when is None or step.when is None:
                continue
            if other.when.field == step.when.field and not set(other.when.is_in) & set(
                step.when.is_in
            ):
                yield _fault(
                    step.code,
                    "unreachable",
                    f"“{step.code}”等“{code}”，两者的条件互相排斥。",
                    f"“{step.code}” waits for “{code}”, which never runs together with it.",
                    "改条件或者去掉 after。",
                    "Change a condition or drop the “after”.",
                )


def _same(bundle: Bundle, items: Mapping[str, ItemFacts]) -> Iterator[Problem]:
    for group in bundle.same:
        kinds: set[FieldKind] = set()
        for written in group:
            code, _, name = written.partition(".")
            step = bundle.by_code.get(code)
            facts = items.get(step.item) if step else None
            if step is not None and facts is None:
                continue
            field = (
                next((f for f in facts.form.fields if f.name == name), None)
                if facts and facts.form
                else None
            )
            if field is None:
                yield _fault(
                    "same",
                    "same_unknown",
                    f"没有“{written}”这一项。",
                    f"There is no question “{written}”.",
                    "写成 环节.填写项。",
                    "Write STEP.FIELD.",
                )
            else:
                kinds.add(field.kind)
        if len(kinds) > 1:
            listed = "、".join(group)
            yield _fault(
                "same",
                "same_differs",
                f"{listed} 的类型不同，不能当一个问题。",
                f"{', '.join(group)} are of different kinds and cannot be one question.",
                "只把同类的放在一组。",
                "Group only questions of one kind.",
            )


def _fault(where: str, code: str, zh: str, en: str, mend_zh: str, mend_en: str) -> Problem:
    return Problem(where, f"bundles.{code}", Text.of(zh, en), Text.of(mend_zh, mend_en))
