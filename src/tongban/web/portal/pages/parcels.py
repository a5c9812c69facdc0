"""/cases/<id>/post: have a result sent 邮寄送达; the demo courier's own page."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.cases.api import CaseState, CaseView, PartyRole, case
from tongban.catalogue.api import item_by_version
from tongban.forms.api import form
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban.parcels.api import (
    COURIER,
    Addressee,
    AddressNotComplete,
    ParcelState,
    ParcelView,
    ask_for_post,
    follow_parcel,
    parcels_of_case,
    twin_scans,
    twin_shipment,
)
from tongban.web.design.parts import Crumb, Fault, Field, FieldKind
from tongban.web.plumbing.acting import require_actor
from tongban.web.plumbing.sessions import see_other

_NAMES = ("name", "phone", "address")
_LONGEST = 300
# What an application may say already, by data element.
_PHONE, _FIRMS_PHONE = "person.contact.phone", "firm.contact.phone"
_ADDRESS = "person.contact.mail_address"


def may_ask(known: CaseView, parcels: tuple[ParcelView, ...]) -> bool:
    """Whether the page of a case offers post: granted, and nothing on its way."""
    under_way = any(not one.state.is_over and one.waybill for one in parcels)
    arrived = any(one.state is ParcelState.DELIVERED for one in parcels)
    return known.state is CaseState.APPROVED and not under_way and not arrived


def ask(request: HttpRequest, case_id: str) -> HttpResponse:
    """The form; a POST asks for the parcel."""
    actor = require_actor(request)
    known = case(actor, case_id)
    typed = {name: request.POST.get(name, "")[:_LONGEST] for name in _NAMES}
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            to = Addressee(**typed)
            ask_for_post(actor=actor, case_id=case_id, to=to, courier=COURIER, now=timezone.now())
        except AddressNotComplete as refused:
            faults = tuple(Fault(one.message, one.mend, one.where) for one in refused.problems)
        else:
            messages.success(request, gettext("We send it to you; follow it on this page."))
            return see_other(f"/cases/{case_id}")
    else:
        typed = _asked_before(actor, case_id) or _said_in_form(known)
    context = {
        "case": known,
        "faults": faults,
        "fields": _fields(typed, faults),
        "path": (
            Crumb(gettext("My cases"), "/cases"),
            Crumb(known.title, f"/cases/{case_id}"),
            Crumb(gettext("By post")),
        ),
    }
    return render(request, "portal/post.html", context, status=422 if faults else 200)


def courier(request: HttpRequest, waybill: str) -> HttpResponse:
    """The demo courier's own page: one scan more, or back to the sender."""
    known = twin_shipment(waybill) if settings.DEMO else None
    if known is None:
        raise Http404
    parcel_id, state = known
    if request.method == "POST":
        now = timezone.now()
        twin_scans(waybill, returned=request.POST.get("choice") == "return", now=now)
        follow_parcel(parcel_id, now)
        return see_other(f"/demo-courier/{waybill}")
    path = (Crumb(Text.of("演示快递", "Demo courier")),)
    context = {"waybill": waybill, "state": state, "path": path}
    return render(request, "portal/courier.html", context)


def _asked_before(actor: Actor, case_id: str) -> dict[str, str] | None:
    """The address of a parcel that waits to be sent: it may still be changed."""
    for one in parcels_of_case(actor, case_id):
        if one.state is ParcelState.ASKED and one.to is not None:
            return {"name": one.to.name, "phone": one.to.phone, "address": one.to.address}
    return None


def _said_in_form(known: CaseView) -> dict[str, str]:
    """What the application says already: nobody is asked for an address twice."""
    code = item_by_version(known.item_version_id).form_code
    fields = form(code).fields if code else ()
    said = {field.element_id: known.answers.get(field.name) for field in fields}
    return {
        "name": next((p.name for p in known.parties if p.role is PartyRole.APPLICANT), ""),
        "phone": str(said.get(_PHONE) or said.get(_FIRMS_PHONE) or ""),
        "address": str(said.get(_ADDRESS) or ""),
    }


def _fields(typed: dict[str, str], faults: tuple[Fault, ...]) -> tuple[Field, ...]:
    wrong = {fault.field: fault.message for fault in faults}
    asked = (
        ("name", gettext("Name of the addressee"), FieldKind.TEXT),
        ("phone", gettext("Telephone of the addressee"), FieldKind.PHONE),
        ("address", gettext("Full address, down to the house number"), FieldKind.LONG),
    )
    return tuple(
        Field(
            name, label, kind, (typed[name],) if typed[name] else (), required=True,
            error=wrong.get(name, ""),
        )
        for name, label, kind in asked
    )  # fmt: skip
