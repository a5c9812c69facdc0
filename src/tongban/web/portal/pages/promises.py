"""/promises: how written commitments came out, for everybody; reporting one as put right."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.commitments.api import promise, promise_counts, public_records, report_correction
from tongban.web.design.parts import Crumb
from tongban.web.plumbing.acting import require_actor
from tongban.web.plumbing.sessions import see_other
from tongban.web.present.naming import item_title


def listed(request: HttpRequest) -> HttpResponse:
    """The numbers of each service, and the firms that the law lets be named."""
    now = timezone.now()
    context = {
        "counts": [(item_title(one.item_code), one) for one in promise_counts(now)],
        "records": [(item_title(one.item_code), one) for one in public_records(now)],
        "path": (Crumb(gettext("Written commitments and how they came out")),),
    }
    return render(request, "portal/promises.html", context)


def correction(request: HttpRequest, promise_id: str) -> HttpResponse:
    """POST: what was found is put right; the officer looks again."""
    actor, now = require_actor(request), timezone.now()
    known = promise(actor, promise_id, now)
    words = request.POST.get("words", "").strip()[:2000]
    report_correction(actor=actor, promise_id=known.id, words=words, now=now)
    messages.success(request, gettext("Thank you. An officer will look again."))
    return see_other(f"/cases/{known.case_id}")
