"""Reading bundles: lists, search, the notice, the one form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from tongban.agencies.api import agency
from tongban.bundles.asking import (
    Asked,
    asked_of,
    checked,
    faults_first,
    judge_all,
    questions_first,
)
from tongban.bundles.domain.definition import QUESTION, TAKE, Bundle, Step
from tongban.bundles.domain.order import waves
from tongban.bundles.published import current_bundle, current_bundles
from tongban.bundles.refusals import BundleNotComplete
from tongban.bundles.views import BundleForm, BundleRow, BundleView, StepGuide
from tongban.catalogue.api import guide_item
from tongban.forms.api import Answer, FormView, form
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text


def bundles(side: str | None = None) -> tuple[BundleRow, ...]:
    """Every published bundle 一件事 (of one side of the portal, ``person`` or ``firm``)."""
    return tuple(_row(one) for one in current_bundles() if side in (None, one.side))


def search_bundles(text: str) -> tuple[BundleRow, ...]:
    """Bundles whose name or other names meet what was typed, in either language."""
    typed = "".join(text.split()).casefold()
    if len(typed) < 2:
        return ()
    return tuple(_row(one) for one in current_bundles() if _meets(one, typed))


def _meets(one: Bundle, typed: str) -> bool:
    names = ["".join(name.split()).casefold() for name in (one.name.zh, one.name.en, *one.aliases)]
    return any(typed in name or (len(name) > 1 and name in typed) for name in names)


def bundle(code: str) -> BundleView:
    """One notice 一次告知: lead, steps by waves with what each waits for. Refuses BundleUnknown.

    Items that are suspended are shown as they are.
    """
    known = current_bundle(code)
    guides = {step.code: guide_item(step.item) for step in known.steps}
    own = form(known.form) if known.form else None
    return BundleView(
        bundle=known,
        lead_name=agency(known.lead).name,
        waves=tuple(
            tuple(
                StepGuide(
                    step=step,
                    item=guides[step.code],
                    after=tuple(guides[c].title for c in step.after if c in guides),
                    condition=_condition(step, own),
                )
                for step in wave
            )
            for wave in waves(known.steps)
        ),
    )


def bundle_questions(code: str) -> FormView:
    """The bundle's own questions, which settle what the one form asks. Refuses BundleUnknown.

    A form without sections when it asks none.
    """
    return questions_first(current_bundle(code))


def bundle_form(
    actor: Actor, code: str, answers: Mapping[str, Answer], now: datetime
) -> BundleForm:
    """The one form 一表 for this actor, given the answers to the bundle's own questions.

    Sources are asked for what they hold, with evidence. Refuses BundleUnknown, BundleNotForYou,
    BundleNotComplete (the bundle's own questions are not answered).
    """
    known = current_bundle(code)
    wrong = faults_first(known, answers)
    if wrong:
        raise BundleNotComplete(wrong)
    return _form(asked_of(actor, known, answers, now))


def check_bundle(
    actor: Actor,
    code: str,
    answers: Mapping[str, Answer],
    material_blobs: Mapping[str, str],
    now: datetime,
) -> dict[str, Answer]:
    """The answers to what is asked, a source's own where it is locked or nothing was typed.

    Nothing is kept. Refuses as ``submit_bundle``, with every problem of every step.
    """
    asked, counted = checked(actor, current_bundle(code), answers, material_blobs, now)
    own = {name: answers[name] for name in answers if name.startswith((QUESTION, TAKE))}
    return own | judge_all(asked, counted)[0]


def _form(asked: Asked) -> BundleForm:
    return BundleForm(
        bundle=asked.bundle,
        form=asked.merged.form,
        known=asked.known_once(),
        materials=asked.materials,
        steps=tuple((step, asked.items[step.code]) for step in asked.steps),
        fields_of_items=asked.fields_of_items,
    )


def _row(one: Bundle) -> BundleRow:
    return BundleRow(
        code=one.code,
        name=one.name,
        summary=one.summary,
        side=one.side,
        steps=len(one.steps),
        committed=one.committed.text,
        quiet=one.quiet,
    )


def _condition(step: Step, own: FormView | None) -> Text | None:
    """When a step runs, in words; None for one that always does."""
    if step.optional is not None:
        return Text.of("由您决定要不要办", "If you want it")
    if step.when is None or own is None:
        return None
    asked = next((field for field in own.fields if field.name == step.when.field), None)
    if asked is None:
        return None
    wanted = step.when.is_in
    labels = [option.label for option in asked.options if option.value in wanted]
    if not labels:
        yes = Text.of("是", "yes") if "yes" in wanted else Text.of("否", "no")
        labels = [yes]
    zh, en = "、".join(one.zh for one in labels), ", ".join(one.en for one in labels)
    return Text.of(f"“{asked.label.zh}”为“{zh}”时", f"when “{asked.label.en}” is “{en}”")
