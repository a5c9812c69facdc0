"""POST /desk/parcels/<id>: the result is packed and given to the courier."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.parcels.api import send_parcel
from tongban.web.desk.entry import officer_of
from tongban.web.plumbing.sessions import see_other


def send(request: HttpRequest, parcel_id: str) -> HttpResponse:
    """Hand it over, then back to the case."""
    sent = send_parcel(actor=officer_of(request), parcel_id=parcel_id, now=timezone.now())
    messages.success(request, _("Given to the courier; the applicant can follow it."))
    return see_other(f"/desk/cases/{sent.case_id}")
