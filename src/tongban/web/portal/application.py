"""An application while it is being filled in: what the person chose, typed and attached so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.http import HttpRequest
from django.utils import timezone

from tongban.catalogue.api import ItemView, MaterialView
from tongban.forms.api import (
    Answer,
    FormView,
    PrefilledField,
    draft,
    form,
    prefill,
    save_draft,
    validate,
)
from tongban.intermediaries.api import DeliveryView, deliveries_for
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Problem, Refusal
from tongban.kernel.text import Text
from tongban.web.design.parts import Fault
from tongban.web.plumbing.forms import new_token, token_of
from tongban.web.portal.attachments import (
    DELIVERY,
    UPLOAD,
    Attached,
    carried_attached,
    read_attached,
)
from tongban.web.portal.holdings import Holding, Way, holdings_of, in_area
from tongban.web.portal.regions import region_choices
from tongban.web.present.questions import (
    ANSWER,
    Filled,
    Part,
    questions_of,
    read_answers,
    shown_answer,
)
from tongban.zones.api import AssessmentView, assessment_for

MATERIAL = "material:"


@dataclass(frozen=True, slots=True)
class Application:
    """Everything one page of the application passes to the next."""

    item: ItemView
    form: FormView | None
    situation: str | None
    answers: dict[str, Answer] = field(default_factory=dict)
    attached: dict[str, Attached] = field(default_factory=dict)
    token: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def needs_situation(self) -> bool:
        """Whether the person must first say which situation 情形 is theirs."""
        known = {one.code for one in self.item.situations}
        return len(known) > 1 and self.situation not in known

    def carried(self) -> tuple[tuple[str, str], ...]:
        """Hidden pairs that carry the whole application through the review page."""
        said = ((ANSWER + name, shown_answer(value)) for name, value in self.answers.items())
        return (*said, *carried_attached(self.attached))


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """A material on the form: how it comes and, when it is to be attached, what is there."""

    holding: Holding
    control: str
    attached: Attached | None
    error: object = ""
    delivered: tuple[DeliveryView, ...] = ()

    @property
    def chosen(self) -> DeliveryView | None:
        """What an institution delivered and the person chose."""
        attached = self.attached.blob_id if self.attached else ""
        return next((one for one in self.delivered if one.blob_id == attached), None)

    @property
    def asked(self) -> bool:
        """Whether a file is asked for: not when it is held, unless the holder kept silent."""
        if self.holding.way is Way.FORM:
            return False
        return self.holding.holder is None or bool(self.error) or self.attached is not None

    @property
    def control_id(self) -> str:
        """The id of its file control."""
        return "f-" + self.control.replace(".", "-")

    @property
    def delivery_control(self) -> str:
        """The name of the choice among what institutions delivered."""
        return DELIVERY + self.control.removeprefix(UPLOAD)


def begin(item: ItemView, situation: str | None) -> Application:
    """An empty application for an item, its only situation chosen already where there is one."""
    if situation is None and len(item.situations) == 1:
        situation = item.situations[0].code
    found = form(item.form_code) if item.form_code else None
    return Application(item, found, situation, token=new_token())


def resume(item: ItemView, situation: str | None, actor: Actor) -> Application:
    """A fresh application, or the draft 暂存 this actor kept of it."""
    blank = begin(item, situation)
    kept = draft(actor, item.code, timezone.now()) if blank.form else None
    if kept is None:
        return blank
    return replace(blank, situation=blank.situation or kept.situation, answers=dict(kept.answers))


def keep(application: Application, actor: Actor) -> None:
    """Keep the answers on the server, to go on from any device. Refuses as ``forms`` does."""
    if application.form is not None:
        save_draft(
            actor=actor,
            item_code=application.item.code,
            form_code=application.form.code,
            answers=application.answers,
            situation=application.situation,
            now=timezone.now(),
        )


def read(request: HttpRequest, item: ItemView, actor: Actor) -> Application:
    """The application a posted page carries; fresh files are stored, bad ones become problems."""
    blank = begin(item, request.POST.get("situation") or None)
    answers = read_answers(blank.form, request.POST.dict()) if blank.form else {}
    attached, problems = read_attached(request, actor, delivered_by_material(item, actor))
    return replace(
        blank,
        answers=answers,
        attached=attached,
        token=token_of(request),
        problems=problems,
    )


def prefilled(application: Application, actor: Actor) -> tuple[PrefilledField, ...]:
    """What sources already know for the form; each look-up is recorded with its legal purpose."""
    if application.form is None or actor.acts_for is None or not application.item.articles:
        return ()
    return prefill(
        actor=actor,
        form_code=application.form.code,
        subject_id=actor.acts_for,
        item_code=application.item.code,
        purpose=application.item.articles[0],
        now=timezone.now(),
    )


def checked(
    application: Application, known: tuple[PrefilledField, ...]
) -> tuple[dict[str, Answer], tuple[Problem, ...]]:
    """The answers to what is asked, the source's own where nothing was typed; and the faults."""
    if application.form is None:
        return {}, ()
    try:
        return validate(application.form.code, application.answers, prefilled=known), ()
    except Refusal as refused:
        return {}, refused.every_problem


def questions(application: Application, known: Iterable[PrefilledField]) -> tuple[Part, ...]:
    """The form as questions, with what is known, typed and wrong."""
    if application.form is None:
        return ()
    filled = Filled.of(known, application.answers, application.problems)
    return questions_of(application.form, filled, region_choices())


def materials(
    application: Application, actor: Actor, known: Iterable[PrefilledField]
) -> tuple[MaterialLine, ...]:
    """The materials of the chosen situation; what a source that is not heard holds is brought."""
    unheard = [one for one in known if one.unheard]
    silent = {name for one in unheard for name in (one.source_code, one.element_id) if name}
    wrong = {_material_code(problem.where): problem.message for problem in application.problems}
    delivered = delivered_by_material(application.item, actor)
    return tuple(
        MaterialLine(
            in_area(one.unless_silent(silent), _area_of(one.material, application)),
            UPLOAD + one.material.code,
            application.attached.get(one.material.code),
            wrong.get(one.material.code, ""),
            delivered.get(one.material.code, ()),
        )
        for one in holdings_of(application.item, actor, application.situation)
    )


def delivered_by_material(item: ItemView, actor: Actor) -> dict[str, tuple[DeliveryView, ...]]:
    """What institutions 中介机构 delivered for the materials of an item, newest first."""
    known = deliveries_for(actor, item.code)
    return {
        code: tuple(one for one in known if one.material == code)
        for code in {one.material for one in known}
    }


def _area_of(material: MaterialView, application: Application) -> AssessmentView | None:
    """The zone's assessment that stands for the site as it is typed."""
    if not material.area_kind or application.form is None:
        return None
    asked = (one for one in application.form.fields if one.element_id == material.site_element)
    site = next((application.answers.get(one.name) for one in asked), None)
    return assessment_for(material.area_kind, str(site), timezone.now()) if site else None


def unattached(lines: Iterable[MaterialLine]) -> tuple[Problem, ...]:
    """A problem for each material the person has to bring and has not attached."""
    return tuple(
        Problem(
            MATERIAL + line.holding.material.code,
            "web.material_not_attached",
            Text.of(
                f"还没有上传“{line.holding.material.name.zh}”。",
                f"“{line.holding.material.name.en}” is not attached yet.",
            ),
            Text.of("请选择文件上传，或到窗口提交。", "Choose a file, or hand it in at a window."),
        )
        for line in lines
        if line.holding.must_bring and line.attached is None
    )


def faults_of(application: Application) -> tuple[Fault, ...]:
    """The error summary: each problem with the control it belongs to."""
    fields = {one.name for one in application.form.fields} if application.form else set()
    codes = {one.code for one in application.item.materials}
    return tuple(
        Fault(problem.message, problem.mend, _control(problem.where, fields, codes))
        for problem in application.problems
    )


def _control(where: str, fields: set[str], codes: set[str]) -> str:
    if where in fields:
        return ANSWER + where
    code = _material_code(where)
    return UPLOAD + code if code in codes else ""


def _material_code(where: str) -> str:
    return where.removeprefix(MATERIAL).removeprefix(UPLOAD)
