"""/mandates: every mandate given and received 委托, what it allows, when it was used, its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.assistance.api import ErrandView, my_errands
from tongban.cases.api import mandate_uses
from tongban.certificates.api import LendingView, ShareState, lendings_given, lendings_received
from tongban.exchange.api import ConsentState, ConsentView, my_consents
from tongban.identity.api import (
    MandateKind,
    MandateView,
    in_force,
    mandate_parties,
    mandates_of,
    revoke_mandate,
)
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban.seals.api import EntrustmentState, EntrustmentView, entrusted_to_me
from tongban.web.design.parts import Crumb, Mood
from tongban.web.plumbing.acting import require_actor
from tongban.web.plumbing.sessions import see_other
from tongban.web.present.naming import agency_name, element_names, item_title

HOME = "/mandates"
_KINDS = {
    MandateKind.GUARDIAN: Text.of("监护人（依法）", "Guardian, by law"),
    MandateKind.LEGAL_REPRESENTATIVE: Text.of(
        "法定代表人（依登记）", "Legal representative, by registration"
    ),
    MandateKind.AGENT: Text.of("委托代理人", "Agent"),
    MandateKind.HELPER: Text.of("代办员", "Village helper"),
}
_LENDING = Text.of("授权用证", "Certificate lent")
_SEAL = Text.of("授权用印", "Seal entrusted")
_CONSENT = Text.of("同意查询数据", "Consent to a look-up")
_EVERYTHING = Text.of("全部事项", "every service")
_RUNS = (Text.of("有效", "In force"), Mood.GOOD.value)
_OVER = (Text.of("已结束", "Ended"), Mood.PLAIN.value)
_ENDED = Text.of("已收回或结束", "Taken back or ended")


@dataclass(frozen=True, slots=True)
class MandateLine:
    """A mandate as drawn. ``end`` is where its button posts, with name and value; "" without.

    ``used`` is how often and when last, where that is counted; ``more`` a page with each use.
    """

    kind: Text
    who: str | Text
    allows: tuple[Text | str, ...]
    since: date | None
    until: date | None
    state: tuple[Text, str]
    used: tuple[int, datetime] | None = None
    end: str = ""
    end_pair: tuple[str, str] = ("", "")
    more: str = ""


def show(request: HttpRequest) -> HttpResponse:
    """Given and received by whom one acts for now."""
    actor, now = require_actor(request), timezone.now()
    given, received = _mandates(actor, now)
    given += [_lent(one, given=True) for one in lendings_given(actor, now)]
    given += [_consent(one) for one in my_consents(actor, actor.acts_for or "", now)]
    received += [_lent(one, given=False) for one in lendings_received(actor, now)]
    received += [_entrusted(one) for one in entrusted_to_me(actor, now)]
    context = {
        "given": sorted(given, key=_order),
        "received": sorted(received, key=_order),
        "path": (Crumb(gettext("Mandates")),),
    }
    return render(request, "helping/mandates.html", context)


def end(request: HttpRequest, mandate_id: str) -> HttpResponse:
    """POST: end a mandate that was granted, at once."""
    revoke_mandate(actor=require_actor(request), mandate_id=mandate_id[:60], now=timezone.now())
    messages.success(request, gettext("Ended. It allows nothing from now on."))
    return see_other(HOME)


def _order(line: MandateLine) -> bool:
    return line.state is not _RUNS


def _mandates(actor: Actor, now: datetime) -> tuple[list[MandateLine], list[MandateLine]]:
    me, today = actor.acts_for or "", local_date(now)
    known = mandates_of(actor, me)
    names, uses = mandate_parties(actor, me), mandate_uses(actor, known)
    errands = {one.mandate_id: one for one in my_errands(actor, now)}
    given: list[MandateLine] = []
    received: list[MandateLine] = []
    for each in known:
        mine = each.principal_id == me
        other = names.get(each.agent_id if mine else each.principal_id, "")
        line = _mandate(each, other, uses.get(each.id), errands.get(each.id), today)
        (given if mine else received).append(line)
    return given, received


def _mandate(
    each: MandateView,
    other: str,
    used: tuple[int, datetime] | None,
    errand: ErrandView | None,
    today: date,
) -> MandateLine:
    runs = in_force(each, today)
    where, pair = "", ("", "")
    if runs and each.kind is MandateKind.AGENT:
        where = f"{HOME}/{each.id}/end"
    if runs and errand is not None:
        where, pair = f"/helped/{errand.id}", ("stage", "revoke")
    return MandateLine(
        kind=_KINDS[each.kind],
        who=other,
        allows=tuple(item_title(code) for code in each.scope) or (_EVERYTHING,),
        since=each.valid_from,
        until=each.valid_until,
        state=_RUNS if runs else (_ENDED, Mood.PLAIN.value) if each.revoked else _OVER,
        used=used,
        end=where,
        end_pair=pair,
        more=f"/helped/{errand.id}" if errand else "",
    )


def _lent(one: LendingView, *, given: bool) -> MandateLine:
    open_ = one.state in (ShareState.OPEN, ShareState.AHEAD)
    return MandateLine(
        kind=_LENDING,
        who=one.borrower_name if given else one.lender_name,
        allows=(one.type_name, *(label for _, label in one.fields), one.purpose),
        since=one.valid_from,
        until=one.valid_until,
        state=_RUNS if open_ else (one.state.label, Mood.PLAIN.value),
        end=f"/lendings/{one.id}/revocation" if given and open_ else "",
        more=f"/certificates/{one.certificate_id}" if given else "/lendings",
    )


def _entrusted(one: EntrustmentView) -> MandateLine:
    runs = one.state is EntrustmentState.OPEN
    return MandateLine(
        kind=_SEAL,
        who=one.seal_name,
        allows=(one.purpose,),
        since=one.valid_from,
        until=one.valid_until,
        state=_RUNS if runs else (one.state.label, Mood.PLAIN.value),
        more=f"/seals/entrusted/{one.id}",
    )


def _consent(one: ConsentView) -> MandateLine:
    stands = one.state is ConsentState.STANDS
    return MandateLine(
        kind=_CONSENT,
        who=agency_name(one.grant.consumer_code),
        allows=(item_title(one.grant.item_code), *element_names(one.grant.fields).values()),
        since=local_date(one.given_at) if one.given_at else None,
        until=local_date(one.valid_until),
        state=_RUNS if stands else (one.state.label, Mood.PLAIN.value),
        end="/my-data/consents/withdrawal" if stands else "",
        end_pair=("consent", one.id),
        more="/my-data",
    )
