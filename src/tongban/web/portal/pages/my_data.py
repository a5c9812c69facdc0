"""/my-data: who looked at my data 谁看了我的数据, and “this is wrong” beside each value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.exchange.api import (
    CorrectionState,
    CorrectionView,
    DayProofView,
    LookVia,
    LookView,
    ask_correction,
    day_proofs,
    looks,
    my_consents,
    my_corrections,
)
from tongban.kernel.text import Text
from tongban.policies.api import MATCHING_BASIS
from tongban.web.design.parts import Crumb, Fault, Field, FieldKind, Mood
from tongban.web.plumbing.acting import require_actor
from tongban.web.plumbing.forms import token_of
from tongban.web.plumbing.sessions import see_other
from tongban.web.portal.pages.consents import consent_line
from tongban.web.present.naming import agency_name, article_title, element_names, item_title

_HOME = "/my-data"
_LONGEST_ID = 120
_LONGEST_WORDS = 2_000
_OUTCOMES = {
    "answered": (Text.of("已提供", "Given"), Mood.PLAIN),
    "not-found": (Text.of("没有记录", "Nothing on record"), Mood.PLAIN),
    "refused": (Text.of("已拒绝，没有提供", "Refused, nothing given"), Mood.GOOD),
    "silent": (Text.of("数源没有回应", "The register did not answer"), Mood.PLAIN),
}
_NO_OUTCOME = (Text.of("结果待核对", "Outcome not yet known"), Mood.CARE)
_ACTING = {
    "subject": Text.of("您本人办事时", "While you applied yourself"),
    "agent": Text.of("代办人为您办事时", "While somebody applied for you"),
    "officer": Text.of("工作人员办件时", "While an officer handled a case"),
}
_AS_AGREED = Text.of("您同意政策推荐后", "After you agreed to it")
_FOR_A_CASE = Text.of("办件需要时", "For a case")
_MOODS = {
    CorrectionState.OPEN: Mood.CARE,
    CorrectionState.CORRECTED: Mood.GOOD,
    CorrectionState.UPHELD: Mood.PLAIN,
}


@dataclass(frozen=True, slots=True)
class LookLine:
    """One look as drawn."""

    look: LookView
    who: Text
    whose: Text | None
    item: Text
    article: Text | None
    fields: dict[str, Text]
    acting: Text
    outcome: Text
    mood: str
    delay: Text | None

    @property
    def waits_for_a_side(self) -> bool:
        """Whether one of two nodes has not sent its evidence yet."""
        between_ours = self.look.via is LookVia.NODES and self.look.across is None
        return between_ours and not self.look.both_sides


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One contested value as drawn."""

    view: CorrectionView
    name: Text
    agency: Text
    mood: str


@dataclass(frozen=True, slots=True)
class ProofLine:
    """One agency's log on one day as drawn."""

    view: DayProofView
    agency: Text


def show(request: HttpRequest) -> HttpResponse:
    """Every look, newest first; what was contested; and the proof that none is missing."""
    actor, now = require_actor(request), timezone.now()
    subject_id = actor.acts_for or ""
    cursor = request.GET.get("cursor") or None
    page = looks(actor, subject_id, now, cursor=cursor)
    proofs = day_proofs(now - timedelta(days=7))
    context = {
        "lines": [_line(one) for one in page.items],
        "corrections": [_correction(one) for one in my_corrections(actor, subject_id)],
        "consents": [consent_line(one) for one in my_consents(actor, subject_id, now)],
        "proofs": [ProofLine(one, agency_name(one.agency_code)) for one in proofs],
        "next_url": f"{_HOME}?cursor={_escaped(page.next_cursor)}" if page.next_cursor else "",
        "first_url": _HOME if cursor else "",
        "path": (Crumb(gettext("Who looked at my data")),),
    }
    return render(request, "portal/my-data.html", context)


def wrong(request: HttpRequest, element_id: str) -> HttpResponse:
    """“This is wrong”: say what; a POST sends it to the source's steward."""
    actor = require_actor(request)
    element_id = element_id[:_LONGEST_ID]
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        words = request.POST.get("words", "").strip()
        if words:
            ask_correction(
                actor=actor,
                element_id=element_id,
                words=words[:_LONGEST_WORDS],
                token=token_of(request),
                look_id=request.POST.get("look", "")[:32],
                now=timezone.now(),
            )
            messages.success(request, gettext("Sent. The register will check it and answer you."))
            return see_other(_HOME + "#corrections")
        faults = (Fault(gettext("Please say what is wrong"), "", "words"),)
    name = element_names((element_id,))[element_id]
    context = {
        "name": name,
        "look": request.POST.get("look", "") or request.GET.get("look", ""),
        "faults": faults,
        "fields": (_words_field(request, faults),),
        "path": (Crumb(gettext("Who looked at my data"), _HOME), Crumb(gettext("This is wrong"))),
    }
    return render(request, "portal/wrong.html", context, status=422 if faults else 200)


def _words_field(request: HttpRequest, faults: tuple[Fault, ...]) -> Field:
    typed = request.POST.get("words", "")
    return Field(
        "words",
        Text.of("哪里不对？正确的应当是什么？", "What is wrong, and what should it say?"),
        FieldKind.LONG,
        (typed,) if typed else (),
        required=True,
        hint=Text.of("只有数源部门的核对人员能看到。", "Only the register's own steward reads it."),
        error=faults[0].message if faults else "",
        max_length=_LONGEST_WORDS,
    )


def _line(look: LookView) -> LookLine:
    outcome, mood = _OUTCOMES.get(look.outcome, _NO_OUTCOME)
    return LookLine(
        look=look,
        who=_who(look),
        whose=_whose(look),
        item=item_title(look.item_code),
        article=article_title(look.article) if look.article else None,
        fields=element_names(look.fields),
        acting=_acting(look),
        outcome=outcome,
        mood=mood.value,
        delay=article_title(look.delay_article) if look.delay_article else None,
    )


def _who(look: LookView) -> Text:
    if look.across is not None and look.across.asked:
        return look.across.platform
    return agency_name(look.consumer_code) if look.consumer_code else item_title(look.item_code)


def _whose(look: LookView) -> Text | None:
    if look.across is None:
        return agency_name(look.provider_code) if look.provider_code else None
    there, holder = look.across.platform, look.across.holder
    if look.across.asked:
        return holder
    return Text.of(f"{there.zh} {holder.zh}", f"{holder.en}, {there.en}")


def _acting(look: LookView) -> Text:
    if look.article == MATCHING_BASIS:
        return _AS_AGREED
    return _ACTING.get(look.acting, _FOR_A_CASE)


def _correction(view: CorrectionView) -> CorrectionLine:
    name = element_names((view.element_id,))[view.element_id]
    return CorrectionLine(view, name, agency_name(view.provider_code), _MOODS[view.state].value)


def _escaped(cursor: str) -> str:
    return cursor.replace("+", "%2B")
