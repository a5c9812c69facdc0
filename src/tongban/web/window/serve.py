"""/desk/reception/<id>: the form asked aloud, read back, signed by hand, handed in; the receipt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tongban.catalogue.api import ItemView, published_item
from tongban.commitments.api import promise_offer
from tongban.feedback.api import ask_at_window
from tongban.forms.api import PrefilledField
from tongban.kernel.actor import Actor, Channel
from tongban.kernel.canonical_json import digest_of
from tongban.kernel.refusal import Problem, Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.reception.api import (
    Device,
    HandBackNotWhole,
    SignedOn,
    SittingState,
    SittingView,
    attended_actor,
    break_off,
    connected,
    give_account,
    hand_back,
    hand_back_slip,
    leave_as_draft,
    receipt,
    scan_sheet,
    sitting,
    take_ink,
)
from tongban.relays.api import FormalCheckNotDone
from tongban.seals.api import STATEMENT, STATEMENT_CODE
from tongban.web.design.parts import Crumb
from tongban.web.desk.entry import navigation, officer_of
from tongban.web.plumbing.handing_in import keep_upload
from tongban.web.plumbing.sessions import see_other
from tongban.web.portal.application import (
    Application,
    MaterialLine,
    checked,
    faults_of,
    materials,
    prefilled,
    questions,
    read,
    resume,
    unattached,
)
from tongban.web.portal.attachments import UPLOAD, Attached
from tongban.web.portal.promising import terms_chosen
from tongban.web.portal.site_map import site_map_for
from tongban.web.present.questions import only_asked
from tongban.web.present.silence import silent_sources
from tongban.web.window.begin import TITLE
from tongban.web.window.collecting import collected, collecting_of, taken_in

_SCAN, _INK = "scan:", "ink"
_NOT_SIGNED = Problem(
    _INK,
    "web.not_signed",
    Text.of("还没有签名。", "It is not signed yet."),
    Text.of(
        "请在签名屏上签名，或选择扫描好的签名页。",
        "Have it signed on the tablet, or choose the scan of the signed page.",
    ),
)
_NOT_READ = Problem(
    "read",
    "web.not_read_back",
    Text.of("还没有确认已向本人宣读。", "It is not confirmed that this was read to the person."),
    Text.of("请宣读或打印给本人看，本人同意后勾选。", "Read it out or print it, then tick."),
)


@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, sitting_id: str) -> HttpResponse:
    """One address for the whole sitting; ``stage`` says which button was pressed."""
    clerk = officer_of(request)
    known = sitting(clerk, sitting_id)
    if known.state is not SittingState.OPEN:
        return _over(request, clerk, known)
    person, item = attended_actor(clerk, sitting_id), published_item(known.item_code)
    if request.method != "POST":
        begun = resume(item, request.GET.get("situation"), person)
        return _form(request, clerk, known, begun, person)
    return _act(request, clerk, known, person, item)


def _act(
    request: HttpRequest, clerk: Actor, known: SittingView, person: Actor, item: ItemView
) -> HttpResponse:
    stage, now = request.POST.get("stage", ""), timezone.now()
    if stage == "break":
        break_off(clerk=clerk, sitting_id=known.id, now=now)
        return see_other("/desk/reception")
    if stage == "back":
        return _hand_back(request, clerk, known, person, item)
    pages = request.FILES.getlist(_INK)
    request.FILES.pop(_INK, None)  # no material of the form
    application = read(request, item, person)
    if stage == "save":
        leave_as_draft(
            clerk=clerk,
            sitting_id=known.id,
            answers=application.answers,
            situation=application.situation,
            now=now,
        )
        messages.success(request, gettext("Kept as the person's draft for 30 days."))
        return see_other("/desk/reception")
    if stage.startswith(_SCAN):
        sheet = scan_sheet(clerk=clerk, sitting_id=known.id, now=now)
        more = {stage.removeprefix(_SCAN): Attached(sheet.id, sheet.filename)}
        application = replace(application, attached={**application.attached, **more})
        return _form(request, clerk, known, application, person)
    if stage == "edit" or application.problems or known.channel is Channel.PHONE:
        return _form(request, clerk, known, application, person)
    if stage in ("tablet", "paper"):
        return _hand_in(request, clerk, known, application, person, pages)
    return _review(request, clerk, known, application, person)


def _form(
    request: HttpRequest, clerk: Actor, known: SittingView, application: Application, person: Actor
) -> HttpResponse:
    if application.needs_situation:
        frame = _frame(request, clerk, known)
        frame["offer"] = promise_offer(person, application.item.code, timezone.now())
        return render(request, "desk/serve-situation.html", frame)
    filled = _filled(known, application, person)
    lines = materials(application, person, filled)
    context = {
        **_frame(request, clerk, known),
        "application": application,
        "parts": questions(application, filled),
        "materials": lines,
        "faults": faults_of(application),
        "from_source": sum(1 for one in filled if not one.silent),
        "silent": silent_sources(filled),
        "scanner": Device.SCANNER in connected(),
        "returned": _returned(request, lines),
        "site_map": site_map_for(application.item, application.form),
    }
    status = RefusalKind.INVALID.value if application.problems else 200
    return render(request, "desk/serve-form.html", context, status=status)


def _review(
    request: HttpRequest, clerk: Actor, known: SittingView, application: Application, person: Actor
) -> HttpResponse:
    filled = _filled(known, application, person)
    lines = materials(application, person, filled)
    asked, wrong = checked(application, filled)
    if faults := (*wrong, *unattached(lines)):
        return _form(request, clerk, known, replace(application, problems=faults), person)
    application = replace(application, answers=asked)
    context = {
        **_frame(request, clerk, known),
        "application": application,
        "parts": only_asked(questions(application, filled), asked),
        "materials": lines,
        "terms": terms_chosen(person, application.item.code, application.situation),
        "carried": application.carried(),
        "statement": STATEMENT,
        "statement_code": STATEMENT_CODE,
        "tablet": Device.SIGNATURE_TABLET in connected(),
        "instead": Device.SIGNATURE_TABLET.instead,
        "collecting": collecting_of(request, clerk, known),
        "faults": faults_of(application),
    }
    status = RefusalKind.INVALID.value if application.problems else 200
    return render(request, "desk/serve-review.html", context, status=status)


def _hand_in(
    request: HttpRequest,
    clerk: Actor,
    known: SittingView,
    application: Application,
    person: Actor,
    pages: list[UploadedFile],
) -> HttpResponse:
    on_tablet = request.POST.get("stage") == "tablet"
    read_back = request.POST.get("truth") == STATEMENT_CODE
    lacking = [] if read_back else [_NOT_READ]
    lacking += [] if on_tablet or pages else [_NOT_SIGNED]
    if lacking:
        unsigned = replace(application, problems=tuple(lacking))
        return _review(request, clerk, known, unsigned, person)
    now = timezone.now()
    try:
        ink = (
            take_ink(clerk=clerk, sitting_id=known.id, page_digest=_digest(application), now=now)
            if on_tablet
            else keep_upload(person, pages[-1], "signature", now)
        )
        given = {
            "item_version": application.item.version,
            "answers": application.answers,
            "material_blobs": {code: one.blob_id for code, one in application.attached.items()},
            "situation": application.situation,
            "statement": STATEMENT_CODE,
            "signed_on": SignedOn.TABLET if on_tablet else SignedOn.PAPER,
            "ink": ink.id,
            "now": now,
        }
        taken_in(request, clerk, known, given)
        ask_at_window(clerk=clerk, sitting_id=known.id, now=now)
    except FormalCheckNotDone as refused:
        unchecked = replace(application, problems=refused.every_problem)
        return _review(request, clerk, known, unchecked, person)
    except Refusal as refused:
        if refused.kind is not RefusalKind.INVALID:
            raise
        wrong = replace(application, problems=refused.every_problem)
        return _form(request, clerk, known, wrong, person)
    return see_other(f"/desk/reception/{known.id}")


def _hand_back(
    request: HttpRequest, clerk: Actor, known: SittingView, person: Actor, item: ItemView
) -> HttpResponse:
    """What the person brought goes back to them; the slip is the page of the sitting then."""
    said = request.POST
    try:
        hand_back(
            clerk=clerk,
            sitting_id=known.id,
            materials=said.getlist("back"),
            other=said.get("back_other", ""),
            reason=said.get("back_reason", ""),
            now=timezone.now(),
        )
    except HandBackNotWhole as refused:
        application = replace(read(request, item, person), problems=refused.every_problem)
        return _form(request, clerk, known, application, person)
    return see_other(f"/desk/reception/{known.id}")


def _over(request: HttpRequest, clerk: Actor, known: SittingView) -> HttpResponse:
    """The receipt 受理回执 to print, or what became of it; what was collected has its own."""
    afar = collected(clerk, known, timezone.now())
    if afar is not None:
        return see_other(f"/desk/relays/{afar.id}")
    context = _frame(request, clerk, known)
    context["case"] = receipt(clerk, known.id)
    context["slip"] = hand_back_slip(clerk, known.id)
    return render(request, "desk/serve-receipt.html", context)


def give(request: HttpRequest, sitting_id: str) -> HttpResponse:
    """POST: open an account for who was served."""
    give_account(clerk=officer_of(request), sitting_id=sitting_id, now=timezone.now())
    messages.success(request, gettext("The account is open; the person can sign in."))
    return see_other(f"/desk/reception/{sitting_id}")


def _returned(request: HttpRequest, lines: Iterable[MaterialLine]) -> dict[str, object]:
    """What the person may have brought, and what was typed for a hand-back that was not whole."""
    said = request.POST
    return {
        "brought": [one.holding.material for one in lines if one.asked],
        "open": said.get("stage") == "back",
        "ticked": said.getlist("back"),
        "other": said.get("back_other", ""),
        "reason": said.get("back_reason", ""),
    }


def _filled(
    known: SittingView, application: Application, person: Actor
) -> tuple[PrefilledField, ...]:
    """What sources know; on the phone nobody has shown who they are, so nothing is looked up."""
    return () if known.channel is Channel.PHONE else prefilled(application, person)


def _digest(application: Application) -> str:
    return digest_of({"answers": dict(application.answers), "pairs": application.carried()})


def _frame(request: HttpRequest, clerk: Actor, known: SittingView) -> dict[str, object]:
    item = published_item(known.item_code)
    return {
        "nav": navigation(request, clerk),
        "sitting": known,
        "item": item,
        "upload": UPLOAD,
        "path": (Crumb(TITLE, "/desk/reception"), Crumb(item.title)),
    }
