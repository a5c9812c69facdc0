"""What the pages of an application and of a case say about a promise 告知承诺."""

from __future__ import annotations

from django.utils import timezone

from tongban.commitments.api import PromiseState, TermsView, promise_of_case, promise_offer
from tongban.kernel.actor import Actor
from tongban.web.design.parts import Mood

_MOODS = {
    PromiseState.KEPT: Mood.GOOD,
    PromiseState.CORRECTING: Mood.CARE,
    PromiseState.HEARING: Mood.CARE,
    PromiseState.REVOKED: Mood.BAD,
}


def terms_chosen(actor: Actor, item_code: str, situation: str | None) -> TermsView | None:
    """The promise that the chosen situation is; None when it is the ordinary way."""
    terms = promise_offer(actor, item_code, timezone.now()).terms
    return terms if terms is not None and terms.situation == situation else None


def promise_beside(actor: Actor, case_id: str) -> dict[str, object]:
    """The promise of a case with its colour, for the template; nothing where there is none."""
    known = promise_of_case(actor, case_id, timezone.now())
    return {
        "promise": known,
        "promise_mood": _MOODS.get(known.state, Mood.PLAIN) if known else None,
    }
