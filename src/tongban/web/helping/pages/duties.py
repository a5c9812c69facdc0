"""/helping: what a helper has to do, and working on one errand, on a phone."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.assistance.api import (
    DutyView,
    ErrandState,
    Prepared,
    asked_of_helper,
    decline,
    duties,
    duty,
    hand_back,
    hand_in_signed,
    look_at,
    prepare,
)
from tongban.catalogue.api import ItemView, published_item
from tongban.forms.api import FilledBy, FormView, form
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Problem, Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.reception.api import Presented, SeenBy
from tongban.seals.api import STATEMENT, STATEMENT_CODE
from tongban.web.design.parts import Choice, Crumb, Fault, Field, FieldKind
from tongban.web.helping.entry import DUTIES, helper_at, navigation
from tongban.web.helping.fields import field, page_of, told
from tongban.web.helping.sheets import file_fields, sheets_of
from tongban.web.plumbing.sessions import see_other
from tongban.web.portal.regions import region_choices
from tongban.web.present.naming import item_title, place_name
from tongban.web.present.questions import Filled, Part, questions_of, read_answers

_HOME = "/helping"
_WORKING = (ErrandState.AGREED, ErrandState.PREPARED)
_UNSIGNED = Problem(
    "page",
    "web.not_signed",
    Text.of("还没有签名，或没有确认已宣读。", "Not signed yet, or not confirmed as read out."),
    Text.of("宣读并请本人签字后拍照上传。", "Read it out, have it signed, attach a picture."),
)


@dataclass(frozen=True, slots=True)
class DutyLine:
    """An errand as drawn in the list."""

    duty: DutyView
    title: Text
    village: Text


def listed(request: HttpRequest) -> HttpResponse:
    """Who asked, what, until when; the first due first."""
    actor, me = helper_at(request)
    context = {
        "nav": navigation(request),
        "path": (Crumb(DUTIES),),
        "me": me,
        "area": place_name(me.area),
        "lines": [
            DutyLine(one, item_title(one.item_code), place_name(one.village))
            for one in duties(actor, timezone.now())
        ],
    }
    return render(request, "helping/duties.html", context)


def show(request: HttpRequest, errand_id: str) -> HttpResponse:
    """One errand; ``stage`` says which button was pressed."""
    actor, _me = helper_at(request)
    known = duty(actor, errand_id, timezone.now())
    if request.method == "POST":
        return _act(request, actor, known)
    if known.lack is None and known.state in _WORKING:
        known = look_at(actor=actor, errand_id=errand_id, now=timezone.now())
    return _page(request, known)


def _act(request: HttpRequest, actor: Actor, known: DutyView) -> HttpResponse:
    stage, now = request.POST.get("stage", ""), timezone.now()
    try:
        if stage == "prepare":
            prepare(actor=actor, errand_id=known.id, prepared=_typed(request, known), now=now)
            messages.success(request, gettext("Prepared. The person was told and confirms it."))
        elif stage == "sign":
            _sign(request, actor, known)
            messages.success(request, gettext("Sent, signed by the person."))
        elif stage == "back":
            hand_back(actor=actor, errand_id=known.id, now=now)
            messages.success(request, gettext("Handed back; the mandate has ended."))
        elif stage == "decline":
            decline(actor=actor, errand_id=known.id, now=now)
            messages.success(request, gettext("You stepped back; the person was told."))
            return see_other(_HOME)
    except Refusal as refused:
        return _page(request, known, told(refused))
    return see_other(f"{_HOME}/{known.id}")


def _typed(request: HttpRequest, known: DutyView) -> Prepared:
    asked = asked_of_helper(known.item_code)
    answers = read_answers(asked, request.POST.dict()) if asked else {}
    sheets = sheets_of(request, helper_at(request)[0], known)
    return Prepared(answers, request.POST.get("situation") or None, sheets)


def _sign(request: HttpRequest, actor: Actor, known: DutyView) -> None:
    page, posted = page_of(request), request.POST
    if page is None or posted.get("truth") != STATEMENT_CODE:
        raise Refusal(_UNSIGNED.code, _UNSIGNED.message, _UNSIGNED.mend, problems=(_UNSIGNED,))
    item = published_item(known.item_code)
    whole = form(item.form_code) if item.form_code else None
    hand_in_signed(
        actor=actor,
        errand_id=known.id,
        presented=Presented(
            posted.get("name", "")[:100], posted.get("number", "")[:30], SeenBy.EYE
        ),
        item_version=item.version,
        answers=read_answers(whole, posted.dict()) if whole else {},
        statement=STATEMENT_CODE,
        signed_page=page,
        now=timezone.now(),
    )


def _page(request: HttpRequest, known: DutyView, faults: tuple[Fault, ...] = ()) -> HttpResponse:
    item, kept = published_item(known.item_code), known.prepared or Prepared()
    working = known.lack is None and known.state in _WORKING
    asked = asked_of_helper(known.item_code) if working else None
    unanswered = _unanswered(item, faults)
    context = {
        "nav": navigation(request),
        "path": (Crumb(DUTIES, _HOME), Crumb(item.title)),
        "duty": known,
        "title": item.title,
        "village": place_name(known.village),
        "working": working,
        "parts": _parts(request, asked, kept),
        "situation": _situation(request, item, kept) if working else None,
        "files": file_fields(item, kept) if working else (),
        "held": _held(item, asked) if working else (),
        "unanswered": unanswered,
        "signing": _signing(request, faults) if known.state is ErrandState.PREPARED else (),
        "statement": STATEMENT,
        "statement_code": STATEMENT_CODE,
        "faults": faults,
    }
    status = RefusalKind.INVALID.value if faults else 200
    if known.lack is not None:
        status = RefusalKind.NOT_ALLOWED.value
    return render(request, "helping/duty.html", context, status=status)


def _parts(request: HttpRequest, asked: FormView | None, kept: Prepared) -> tuple[Part, ...]:
    if asked is None:
        return ()
    typed = read_answers(asked, request.POST.dict()) or kept.answers
    return questions_of(asked, Filled.of((), typed), region_choices())


def _held(item: ItemView, asked: FormView | None) -> tuple[Text, ...]:
    """Names of the questions a source answers: hidden from the helper."""
    if item.form_code is None:
        return ()
    left = {one.name for one in asked.fields} if asked else set()
    return tuple(
        one.label
        for one in form(item.form_code).fields
        if one.filled_by is FilledBy.APPLICANT and one.name not in left
    )


def _unanswered(item: ItemView, faults: tuple[Fault, ...]) -> tuple[Field, ...]:
    """What no source knew after all, asked of the resident who is there."""
    if item.form_code is None:
        return ()
    wanted = {fault.field for fault in faults}
    parts = questions_of(form(item.form_code), Filled.of((), {}), region_choices())
    return tuple(
        one for part in parts for one in part.fields if one.name.removeprefix("a.") in wanted
    )


def _situation(request: HttpRequest, item: ItemView, kept: Prepared) -> Field | None:
    if len(item.situations) < 2:
        return None
    return field(
        request, (), "situation", Text.of("属于哪种情形", "Which situation?"), FieldKind.ONE,
        options=tuple(Choice(one.code, one.name) for one in item.situations),
        given=kept.situation or "",
    )  # fmt: skip


def _signing(request: HttpRequest, faults: tuple[Fault, ...]) -> tuple[Field, ...]:
    as_printed = Text.of("照身份证原件填写。", "As it stands on the card.")
    return (
        field(request, faults, "name", Text.of("本人姓名", "The person's name"), hint=as_printed),
        field(request, faults, "number", Text.of("身份证号码", "Number on the identity card")),
        field(
            request, faults, "page", Text.of("签字页照片", "Picture of the signed page"),
            FieldKind.FILE,
        ),
    )  # fmt: skip
