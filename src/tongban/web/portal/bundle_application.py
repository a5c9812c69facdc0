"""An application for a whole bundle while it is filled in: the one form, its files, its faults."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.http import HttpRequest
from django.utils import timezone

from tongban.bundles.api import (
    AskedMaterial,
    BundleDraftView,
    BundleForm,
    area_of,
    bundle_form,
    bundle_questions,
    save_bundle_draft,
)
from tongban.forms.api import Answer, FormView
from tongban.intermediaries.api import DeliveryView
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusal import Problem
from tongban.web.design.parts import Fault
from tongban.web.plumbing.forms import new_token, token_of
from tongban.web.portal.application import (
    MATERIAL,
    MaterialLine,
    delivered_by_material,
)
from tongban.web.portal.attachments import (
    UPLOAD,
    Attached,
    carried_attached,
    read_attached,
)
from tongban.web.portal.holdings import Holding, Way, holdings_of, in_area
from tongban.web.portal.regions import region_choices
from tongban.web.portal.site_map import SiteMap, site_map
from tongban.web.present.questions import (
    ANSWER,
    Filled,
    Part,
    questions_of,
    read_answers,
    shown_answer,
)
from tongban.zones.api import zones


@dataclass(frozen=True, slots=True)
class BundleApplication:
    """Everything one page passes to the next; ``first`` answers the bundle's own questions."""

    first: dict[str, Answer]
    asked: BundleForm
    answers: dict[str, Answer] = field(default_factory=dict)
    attached: dict[str, Attached] = field(default_factory=dict)
    token: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def all_answers(self) -> dict[str, Answer]:
        """The bundle's own questions and the one form together."""
        return {**self.answers, **self.first}

    @property
    def blobs(self) -> dict[str, str]:
        """The uploads by merged material."""
        return {name: one.blob_id for name, one in self.attached.items()}

    def carried(self) -> tuple[tuple[str, str], ...]:
        """Hidden pairs that carry the whole application through the review page."""
        return (*carried_answers(self.all_answers), *carried_attached(self.attached))


@dataclass(frozen=True, slots=True)
class MaterialShown:
    """A material on the page: from an earlier step, or as any material of a form."""

    asked: AskedMaterial
    line: MaterialLine


def carried_answers(answers: dict[str, Answer]) -> tuple[tuple[str, str], ...]:
    """Answers as hidden pairs."""
    return tuple((ANSWER + name, shown_answer(value)) for name, value in answers.items())


def own_answers(
    request: HttpRequest, code: str, kept: BundleDraftView | None = None
) -> tuple[FormView, dict[str, Answer]]:
    """The bundle's own questions and what this request, or the draft, answers to them."""
    own = bundle_questions(code)
    if kept is not None and request.method != "POST" and not request.GET:
        names = {field.name for field in own.fields}
        return own, {name: said for name, said in kept.answers.items() if name in names}
    sent = request.POST if request.method == "POST" else request.GET
    return own, read_answers(own, sent.dict())


def keep_bundle(code: str, application: BundleApplication, actor: Actor) -> BundleDraftView:
    """Keep the answers on the server, to go on from any device. Refuses as ``bundles`` does."""
    said = application.all_answers
    return save_bundle_draft(actor=actor, bundle_code=code, answers=said, now=timezone.now())


def read_bundle(
    request: HttpRequest,
    code: str,
    first: dict[str, Answer],
    actor: Actor,
    kept: BundleDraftView | None = None,
) -> BundleApplication:
    """The application a page carries; the draft, or empty, when it is opened.

    Refuses as ``bundle_form``.
    """
    asked = bundle_form(actor, code, first, timezone.now())
    if request.method != "POST":
        names = {field.name for field in asked.form.fields}
        said = kept.answers if kept is not None else {}
        answers = {name: value for name, value in said.items() if name in names}
        return BundleApplication(first, asked, answers, token=new_token())
    offered = _delivered(asked.materials, actor)
    attached, problems = read_attached(request, as_oneself(actor), offered)
    return BundleApplication(
        first=first,
        asked=asked,
        answers=read_answers(asked.form, request.POST.dict()),
        attached=attached,
        token=token_of(request),
        problems=problems,
    )


def as_oneself(actor: Actor) -> Actor:
    """The person at the keyboard, whose files serve every step, whoever it is for."""
    return replace(actor, kind=ActorKind.PERSON, on_behalf_of=None, mandate_id=None)


def bundle_parts(application: BundleApplication) -> tuple[Part, ...]:
    """The one form as questions, with what is known, typed and wrong."""
    filled = Filled.of(application.asked.known, application.answers, application.problems)
    return questions_of(application.asked.form, filled, region_choices())


def own_parts(
    own: FormView, answers: dict[str, Answer], problems: Iterable[Problem] = ()
) -> tuple[Part, ...]:
    """The bundle's own questions."""
    return questions_of(own, Filled.of((), answers, problems))


def bundle_materials(application: BundleApplication, actor: Actor) -> tuple[MaterialShown, ...]:
    """Every material once: held, coming from an earlier step, or to be attached."""
    wrong = {
        problem.where.removeprefix(MATERIAL).removeprefix(UPLOAD): problem.message
        for problem in application.problems
    }
    delivered = _delivered(application.asked.materials, actor)
    return tuple(
        MaterialShown(
            one,
            MaterialLine(
                _holding(one, actor, application.all_answers),
                UPLOAD + one.name,
                application.attached.get(one.name),
                wrong.get(one.name, ""),
                delivered.get(one.name, ()),
            ),
        )
        for one in application.asked.materials
    )


def bundle_site_map(application: BundleApplication) -> SiteMap | None:
    """The map to pick the site on, where a step asks for one that a zone may have assessed."""
    asked = (one.site_field for one in application.asked.materials if one.site_field)
    control = next(asked, None)
    return site_map(ANSWER + control, zones(timezone.now())) if control else None


def _delivered(asked: Iterable[AskedMaterial], actor: Actor) -> dict[str, tuple[DeliveryView, ...]]:
    """By name of the material what was delivered for it; each item is looked up once."""
    items = {one.item.code: one.item for one in asked}
    known = {code: delivered_by_material(item, actor) for code, item in items.items()}
    return {
        one.name: lines
        for one in asked
        if (lines := known[one.item.code].get(one.material.code, ()))
    }


def _holding(one: AskedMaterial, actor: Actor, answers: dict[str, Answer]) -> Holding:
    if one.must_bring:
        area = area_of(one, answers, timezone.now())
        return in_area(Holding(one.material, Way.BRING), area)
    known = holdings_of(one.item, actor)
    return next(
        (held for held in known if held.material.code == one.material.code),
        Holding(one.material, Way.CHECKED),
    )


def bundle_faults(application: BundleApplication) -> tuple[Fault, ...]:
    """The error summary: each problem with the control it belongs to."""
    fields = {one.name for one in application.asked.form.fields}
    return tuple(
        Fault(one.message, one.mend, _control(one.where, fields)) for one in application.problems
    )


def _control(where: str, fields: set[str]) -> str:
    if where in fields:
        return ANSWER + where
    if where.startswith((MATERIAL, UPLOAD)):
        return UPLOAD + where.removeprefix(MATERIAL).removeprefix(UPLOAD)
    return ""
