"""The acts of an officer: what each form sends, and the verb of ``cases`` it becomes.

Every form carries the version its page showed; a page that went stale changes nothing.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from tongban.cases.api import (
    Approver,
    Defect,
    accept_case,
    claim_task,
    complete_step,
    decide_case,
    end_special_procedure,
    extend_term,
    give_opinion,
    hand_over_case,
    refuse_acceptance,
    release_task,
    request_correction,
    return_step,
    start_special_procedure,
    transfer_step,
)
from tongban.kernel.article import ArticleRef
from tongban.kernel.calendar import Span, SpanUnit
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban.web.desk import after_acts, revocation_acts
from tongban.web.desk.gaps import (
    NO_AGENCY,
    NO_ARTICLES,
    NO_DEFECTS,
    NO_HEAD,
    NO_OUTCOME,
    NO_PERIOD,
    NO_PROCEDURE,
    NO_RESULT,
    NO_STEP,
    FormNotWhole,
    refuse_gaps,
)
from tongban.web.desk.ordering import Act, Order, no_words

DEFECT = "defect."


def _claim(order: Order) -> object:
    return claim_task(**order.target)


def _release(order: Order) -> object:
    return release_task(**order.target)


def _accept(order: Order) -> object:
    return accept_case(**order.target)


def _correct(order: Order) -> object:
    """Every filled line is one defect; all of them go out in one notice 一次告知."""
    articles = {material.code: material.article for material in order.item.materials}
    defects = tuple(
        Defect(
            target=name.removeprefix(DEFECT),
            message=Text.of(order.words(name)),
            article=articles.get(name.removeprefix(DEFECT)),
        )
        for name in order.typed
        if name.startswith(DEFECT) and order.words(name)
    )
    refuse_gaps(None if defects else NO_DEFECTS)
    return request_correction(
        **order.target, defects=defects, superior_reason=order.words("superior")
    )


def _refuse(order: Order) -> object:
    reasons, articles = order.words("reasons"), _articles(order)
    refuse_gaps(no_words("reasons", reasons), _no_articles(articles))
    return refuse_acceptance(**order.target, reason=reasons, articles=articles)


def _start(order: Order) -> object:
    allowed = {one.kind.value: one for one in order.item.special_procedures}
    chosen = allowed.get(order.words("procedure"))
    unit = chosen.max_span.unit if chosen and chosen.max_span else SpanUnit.WORKING_DAY
    planned = _span(order.words("planned"), unit)
    why = order.words("why")
    if chosen is None or planned is None or not why:
        raise FormNotWhole(
            None if chosen else NO_PROCEDURE,
            None if planned else NO_PERIOD,
            no_words("why", why),
        )
    return start_special_procedure(
        **order.target, procedure=chosen.kind, planned=planned, reason=why
    )


def _span(given: str, unit: SpanUnit) -> Span | None:
    """A length typed as a whole number, in ``unit``."""
    if not (given.isascii() and given.isdigit() and 0 < int(given[:5]) == int(given)):
        return None
    return Span(int(given), unit)


def _extend(order: Order) -> object:
    added = _span(order.words("added"), SpanUnit.WORKING_DAY)
    head = next((one for one in Approver if one.value == order.words("head")), None)
    grounds = order.words("grounds")
    if added is None or head is None or not grounds:
        raise FormNotWhole(
            None if added else replace(NO_PERIOD, where="added"),
            None if head else NO_HEAD,
            no_words("grounds", grounds),
        )
    return extend_term(**order.target, added=added, approved_by=head, reason=grounds)


def _end(order: Order) -> object:
    found = order.words("found")
    refuse_gaps(no_words("found", found))
    return end_special_procedure(**order.target, result=found)


def _advise(order: Order) -> object:
    advice = order.words("advice")
    refuse_gaps(no_words("advice", advice))
    return give_opinion(**order.target, opinion=advice)


def _complete(order: Order) -> object:
    result, finding = order.words("result"), order.words("finding")
    refuse_gaps(None if result else NO_RESULT, no_words("finding", finding))
    return complete_step(**order.target, outcome=result, opinion=finding)


def _return(order: Order) -> object:
    to, because = order.words("back_to"), order.words("because")
    refuse_gaps(None if to else NO_STEP, no_words("because", because))
    return return_step(**order.target, to=to, reason=because)


def _transfer(order: Order) -> object:
    to, cause = order.words("new_agency"), order.words("cause")
    refuse_gaps(None if to else NO_AGENCY, no_words("cause", cause))
    return transfer_step(**order.target, to_agency=to, reason=cause)


def _hand_over(order: Order) -> object:
    to, motive = order.words("taking_over"), order.words("motive")
    refuse_gaps(None if to else replace(NO_AGENCY, where="taking_over"), no_words("motive", motive))
    return hand_over_case(**order.target, to_agency=to, reason=motive)


def _decide(order: Order) -> object:
    outcome, opinion, articles = order.words("outcome"), order.words("opinion"), _articles(order)
    refuse_gaps(
        None if outcome in ("approve", "deny") else NO_OUTCOME,
        no_words("opinion", opinion),
        _no_articles(articles),
    )
    return decide_case(
        **order.target, approve=outcome == "approve", opinion=opinion, articles=articles
    )


def _articles(order: Order) -> tuple[ArticleRef, ...]:
    """The ticked articles, only those the item itself cites."""
    known = {str(article): article for article in order.item.article_refs}
    return tuple(known[given] for given in order.typed.getlist("articles") if given in known)


def _no_articles(given: tuple[ArticleRef, ...]) -> Problem | None:
    return None if given else NO_ARTICLES


ACTS = (
    Act("claim_task", "claim", _("Claim"), _("The task is yours."), _claim),
    Act("accept_case", "accept", _("Accept"), _("Accepted. The clock has started."), _accept),
    Act("release_task", "release", _("Give back"), _("The task is back in the queue."), _release),
    Act(
        "request_correction",
        "correction",
        _("Ask for corrections"),
        _("The applicant has been told of every defect in one notice."),
        _correct,
    ),
    Act(
        "refuse_acceptance",
        "refuse",
        _("Refuse acceptance"),
        _("Acceptance is refused; the applicant has the reasons and the remedies."),
        _refuse,
    ),
    Act(
        "start_special_procedure",
        "special-start",
        _("Start a special procedure"),
        _("The special procedure has begun; the clock stands still."),
        _start,
    ),
    Act(
        "end_special_procedure",
        "special-end",
        _("End the special procedure"),
        _("The special procedure is over; the clock goes on."),
        _end,
    ),
    Act(
        "extend_term",
        "extend",
        _("Extend the time to decide"),
        _("The time is extended; the applicant has been told why."),
        _extend,
    ),
    Act(
        "offer_hearing",
        "hearing-offer",
        _("Tell of the right to a hearing"),
        _("The applicant has been told and may ask for it within five working days."),
        after_acts.offer,
    ),
    Act(
        "announce_hearing",
        "hearing-announce",
        _("Announce the hearing"),
        _("The hearing is announced; the clock stands still."),
        after_acts.announce,
    ),
    Act(
        "hold_hearing",
        "hearing-hold",
        _("Record the hearing"),
        _("The minutes are kept; the clock goes on."),
        after_acts.hold,
    ),
    Act("give_opinion", "opinion", _("Give an opinion"), _("Your opinion is kept."), _advise),
    Act("complete_step", "step", _("Finish this step"), _("The step is done."), _complete),
    Act("return_step", "return", _("Send back"), _("The step was sent back."), _return),
    Act(
        "transfer_step",
        "transfer",
        _("Let another agency do it"),
        _("The other agency has the step now."),
        _transfer,
    ),
    Act(
        "hand_over_case",
        "hand-over",
        _("Hand over all our steps"),
        _("The other agency has all our steps now."),
        _hand_over,
    ),
    Act("decide_case", "decide", _("Decide"), _("The decision is made and told."), _decide),
    Act(
        "waive_promised",
        "follow-waive",
        _("Go on without what was promised"),
        _("The applicant reads why it is no longer needed."),
        after_acts.waive,
    ),
    Act(
        "end_unsupplied",
        "follow-end",
        _("End: what was promised did not come"),
        _("The case is ended; the applicant reads why and may apply again."),
        after_acts.end_promise,
    ),
    Act(
        "deliver_result",
        "deliver",
        _("Record the handing over"),
        _("The result is handed over; its proof is kept."),
        after_acts.deliver,
    ),
    Act(
        "answer_review",
        "review",
        _("Answer the review"),
        _("The review is answered; the applicant reads it."),
        after_acts.answer,
    ),
    Act(
        "explain_lateness",
        "late",
        _("Say why it is late"),
        _("The reason is published; the applicant reads your words."),
        after_acts.explain,
    ),
    Act(
        "propose_revocation",
        "revocation-propose",
        _("Tell that it is to be revoked"),
        _("The holder is told and may state their case within five working days."),
        revocation_acts.propose,
    ),
    Act(
        "drop_revocation",
        "revocation-drop",
        _("Do not revoke"),
        _("The decision stands; the holder is told."),
        revocation_acts.drop,
    ),
    Act(
        "revoke_decision",
        "revocation",
        _("Revoke the decision"),
        _("The decision and its certificate are revoked; the holder is told."),
        revocation_acts.revoke,
    ),
)
BY_SLUG = {act.slug: act for act in ACTS}
BY_VERB = {act.verb: act for act in ACTS}
