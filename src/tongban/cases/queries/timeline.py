"""The timeline in words: each event as a title and a detail, by an office, never by a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tongban.agencies.api import agency
from tongban.cases.domain import events as ev
from tongban.cases.domain import flow_events as fl
from tongban.cases.domain import follow_events as fo
from tongban.cases.domain import hearing_events as he
from tongban.cases.domain import review_events as re
from tongban.cases.domain import revocation_events as rv
from tongban.cases.domain import transit_events as tr
from tongban.cases.domain.lateness import DeliveryWay, LateCause
from tongban.cases.domain.terms import Approver
from tongban.cases.dossier import Words
from tongban.cases.queries.remedies import remedies_text
from tongban.cases.queries.revoking import (
    cited_words,
    decision_revoked,
    revocation_proposed,
    unended,
)
from tongban.cases.views.case import CaseStep
from tongban.catalogue.api import ItemView
from tongban.jurisdiction.api import calendar
from tongban.kernel.article import ArticleRef
from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text

_TITLES: dict[type[ev.Event], Text] = {
    ev.Submitted: Text.of("提交申请", "Application received"),
    ev.Accepted: Text.of("受理", "Accepted"),
    ev.CorrectionRequested: Text.of("一次告知补正", "Corrections asked for, all at once"),
    ev.CorrectionSupplied: Text.of("提交补正", "Corrections supplied"),
    ev.AcceptanceRefused: Text.of("不予受理", "Not accepted"),
    ev.SpecialProcedureStarted: Text.of("特别程序开始，停表", "Special procedure, clock stopped"),
    ev.SpecialProcedureEnded: Text.of("特别程序结束，继续计时", "Procedure over, clock goes on"),
    ev.PaymentAsked: Text.of("发出缴款通知书，停表", "Payment asked for, clock stopped"),
    ev.PaymentSettled: Text.of("费用已结清，继续计时", "Payment settled, clock goes on"),
    ev.TermExtended: Text.of("延长办理期限", "The time to decide is extended"),
    ev.OpinionGiven: Text.of("审查意见", "Review opinion"),
    fl.FlowStarted: Text.of("进入办理流程", "The process began"),
    fl.StepDone: Text.of("环节办结", "A step is done"),
    fl.JointOpinionGiven: Text.of("联审意见", "An opinion in the joint review"),
    fl.StepReturned: Text.of("退回环节", "Sent back to an earlier step"),
    fl.StepTransferred: Text.of("转办", "Another agency does this step"),
    fl.CaseHandedOver: Text.of("移交", "Handed over to another agency"),
    fl.FlowMigrated: Text.of("流程改版", "Moved to a new version of the process"),
    ev.Approved: Text.of("准予", "Approved"),
    ev.Denied: Text.of("不予", "Denied"),
    ev.CertificateIssued: Text.of("制证", "Certificate issued"),
    ev.RenewedBySilence: Text.of("视为准予延续", "Renewed by law"),
    ev.Delivered: Text.of("送达", "Handed over"),
    ev.LatenessExplained: Text.of("超期说明", "Why it is late"),
    he.HearingOffered: Text.of("告知听证权利", "You may ask for a hearing"),
    he.HearingAsked: Text.of("申请听证", "A hearing is asked for"),
    he.HearingAnnounced: Text.of("通知听证", "The hearing is announced"),
    he.HearingHeld: Text.of("举行听证", "The hearing was held"),
    re.ReviewAsked: Text.of("申请人工复核", "A person is asked to look again"),
    re.ReviewDrawn: Text.of("抽查", "Drawn for the sample audit"),
    re.ReviewAnswered: Text.of("复核结论", "The review is done"),
    rv.RevocationProposed: Text.of("拟撤销，告知陈述申辩权利", "Revocation proposed"),
    rv.StatementMade: Text.of("陈述申辩", "The holder stated their case"),
    rv.RevocationDropped: Text.of("不予撤销，决定继续有效", "Not revoked, the decision stands"),
    rv.DecisionRevoked: Text.of("撤销决定", "The decision is revoked"),
    fo.FollowPromised: Text.of("容缺受理：承诺补交", "Something will follow, as promised"),
    fo.FollowReminded: Text.of("提醒补交", "Reminded of what was promised"),
    fo.MaterialFollowed: Text.of("补交材料", "What was promised has come"),
    fo.FollowWaived: Text.of("免于补交", "Decided without what was promised"),
    fo.FollowLapsed: Text.of("逾期未补交，终止办理", "Ended: what was promised did not come"),
    tr.CollectedAfar: Text.of("异地代收，转往办理地", "Taken in elsewhere, on its way"),
    tr.AmendedAfar: Text.of("代收地补充材料", "Materials added where it was collected"),
    tr.ArrivedHome: Text.of("办理地收件，开始计时", "With who decides: the clocks begin"),
    ev.Withdrawn: Text.of("撤回申请", "Withdrawn"),
    ev.DeadlineAppended: Text.of("期限已过", "A deadline passed"),
}
DEADLINES = {
    ev.Deadline.TELL_DEFECTS: Text.of(
        "五个工作日内未告知补正，自收到之日起视为受理。",
        "No defects were told within five working days: accepted from the day it was received.",
    ),
    ev.Deadline.PROMISE: Text.of("承诺时限已过。", "The promised time has passed."),
    ev.Deadline.STATUTORY: Text.of("法定时限已过。", "The time set by law has passed."),
    ev.Deadline.PROCEDURE: Text.of(
        "特别程序超过了告知的时长，还没有结束。",
        "The special procedure has run longer than was told and is not over.",
    ),
    ev.Deadline.PAYMENT: Text.of(
        "缴款通知书上的缴费期限已过，还没有缴费。",
        "The time to pay on the payment notice has passed and it is not paid.",
    ),
    ev.Deadline.FOLLOW: Text.of(
        "承诺补交的期限已过，材料还没有交。请尽快补交；仍未补交的，由承办人员决定后告知您。",
        "The day promised for the missing material has passed. Please hand it in; if it does not"
        " come, an officer decides and tells you.",
    ),
    ev.Deadline.DELIVERY: Text.of(
        "作出决定后十个工作日内没有送达。", "Not delivered within ten working days of the decision."
    ),
}
_WHO = {
    ev.APPLICANT: Text.of("申请人", "Applicant"),
    ev.RULES: Text.of("自动办理规则", "Published rules"),
    ev.SYSTEM: Text.of("系统", "The system"),
}
_NOTHING = Text(())
_OF_STEPS = (
    fl.StepDone, fl.JointOpinionGiven, fl.StepReturned, fl.StepTransferred, fl.CaseHandedOver,
    tr.CollectedAfar, tr.AmendedAfar,
)  # fmt: skip


def step_of(event: ev.Event, words: Words | None, agency_name: Text, item: ItemView) -> CaseStep:
    """One line of the timeline, with its words (for readers of the case)."""
    return CaseStep(
        at=event.at,
        kind=type(event).__name__,
        title=_TITLES[type(event)],
        detail=_detail(event, words, item),
        by=_WHO.get(event.by) or _office(event, agency_name),
    )


def _office(event: ev.Event, agency_name: Text) -> Text:
    """Steps of a flow are done by several agencies; everything else by the one that handles it."""
    if type(event) not in _OF_STEPS:
        return agency_name
    try:
        return agency(event.by).name
    except Refusal:
        return agency_name


def _detail(event: ev.Event, words: Words | None, item: ItemView) -> Text:
    telling = _DETAILS.get(type(event))
    if telling is not None:
        return telling(event, words, item)
    return Text.of(words.opinion, words.opinion) if words and words.opinion else _NOTHING


def _defects(event: ev.CorrectionRequested, words: Words | None, item: ItemView) -> Text:
    del item
    said = words.defects if words else ()
    zh, en = [defect.message.zh for defect in said], [defect.message.en for defect in said]
    if event.breach:
        zh.append(f"首次告知时没有提出，已记录；受理之日按首次收到之日计算。{_opinion(words)}")
        en.append(
            "Not told at first; this is recorded, and acceptance counts from the first receipt."
            f" {_opinion(words)}"
        )
    return Text.of("；".join(zh), "; ".join(en)) if zh else _NOTHING


def _opinion(words: Words | None) -> str:
    return words.opinion if words else ""


def _extended(event: ev.TermExtended, words: Words | None, item: ItemView) -> Text:
    del item
    head, added = Approver(event.approver).label, event.added.text
    return Text.of(
        f"经{head.zh}批准，延长{added.zh}（{_cited(event.article)}）。理由：{_opinion(words)}",
        f"Extended by {added.en} with the approval of {head.en} ({_cited(event.article)})."
        f" Reason: {_opinion(words)}",
    )


def _submitted(event: ev.Submitted, words: Words | None, item: ItemView) -> Text:
    del words, item
    span = event.promise.text
    return Text.of(f"承诺时限：{span.zh}。", f"Promised: {span.en}.")


def _procedure(event: ev.SpecialProcedureStarted, words: Words | None, item: ItemView) -> Text:
    names = {procedure.kind.value: procedure.name for procedure in item.special_procedures}
    name = names.get(event.procedure, Text.of("特别程序", "Special procedure"))
    planned, article = event.planned.text, _cited(event.article)
    said = words.opinion if words else ""
    return Text.of(
        f"{name.zh}，预计{planned.zh}，不计入办理时限（{article}）。{said}",
        f"{name.en}, planned {planned.en}, not counted ({article}). {said}",
    )


def _payment(event: ev.PaymentAsked, words: Words | None, item: ItemView) -> Text:
    del words, item
    planned, article = event.planned.text, _cited(event.article)
    zh, en = ("先前缴的已退回，", "What was paid went back. ") if event.again else ("", "")
    return Text.of(
        f"{zh}请在{planned.zh}内缴费，等待缴费的时间不计入办理时限（{article}）。",
        f"{en}Please pay within {planned.en}; the time of waiting is not counted ({article}).",
    )


def _settled(event: ev.PaymentSettled, words: Words | None, item: ItemView) -> Text:
    del words, item
    return Text.of("已免缴。", "Waived.") if event.waived else Text.of("已缴费。", "Paid.")


def _adverse(event: ev.AcceptanceRefused | ev.Denied, words: Words | None, item: ItemView) -> Text:
    said = unended(words)
    cited, remedies = cited_words(event.articles), remedies_text(item)
    return Text.of(
        f"理由：{said}。依据：{cited.zh}。{remedies.zh}",
        f"Reason: {said}. Basis: {cited.en}. {remedies.en}",
    )


def _deadline(event: ev.DeadlineAppended, words: Words | None, item: ItemView) -> Text:
    del words, item
    return DEADLINES[event.deadline]


def _renewed(event: ev.RenewedBySilence, words: Words | None, item: ItemView) -> Text:
    del words, item
    return Text.of(
        f"原证有效期至{event.expired:%Y-%m-%d}，届满前没有作出决定，依法视为准予延续"
        "（行政许可法第五十条）。",
        f"The old licence ran until {event.expired:%Y-%m-%d}; nothing was decided before, so the"
        " law grants the renewal (Licensing Law, article 50).",
    )


def _reviewed(event: re.ReviewAnswered, words: Words | None, item: ItemView) -> Text:
    del item
    zh, en = ("办理无误", "Rightly decided") if event.right else ("办理有误", "Wrongly decided")
    said = _opinion(words)
    return Text.of(f"{zh}。{said}", f"{en}. {said}")


def _delivered(event: ev.Delivered, words: Words | None, item: ItemView) -> Text:
    del item
    way, proof = DeliveryWay(event.way).label, _opinion(words)
    zh, en = (f"。凭证：{proof}", f". Proof: {proof}") if proof else ("。", ".")
    return Text.of(f"{way.zh}{zh}", f"{way.en}{en}")


def _explained(event: ev.LatenessExplained, words: Words | None, item: ItemView) -> Text:
    del item
    missed, cause = DEADLINES[event.deadline], LateCause(event.cause).label
    said = _opinion(words)
    return Text.of(f"{missed.zh}原因：{cause.zh}。{said}", f"{missed.en} {cause.en}. {said}")


def _hearing_offered(event: he.HearingOffered, words: Words | None, item: ItemView) -> Text:
    del event, item
    said = _opinion(words)
    return Text.of(
        f"自被告知之日起五个工作日内可以申请听证，不收费用。{said}",
        f"Ask for it within five working days; it costs nothing. {said}",
    )


def _hearing_announced(event: he.HearingAnnounced, words: Words | None, item: ItemView) -> Text:
    del item
    said = _opinion(words)
    return Text.of(f"{event.on:%Y-%m-%d}。{said}", f"{event.on:%Y-%m-%d}. {said}")


def _hearing_held(event: he.HearingHeld, words: Words | None, item: ItemView) -> Text:
    del item
    zh, en = ("公开举行", "In public") if event.public else ("不公开举行", "Not in public")
    said = _opinion(words)
    return Text.of(f"{zh}。笔录：{said}", f"{en}. Minutes: {said}") if said else Text.of(zh, en)


def _cited(article: ArticleRef | None) -> str:
    return str(article) if article else "—"


def _awaited(
    event: fo.FollowPromised | fo.MaterialFollowed | tr.AmendedAfar,
    words: Words | None,
    item: ItemView,
) -> Text:
    del words
    names = [one.name for one in item.materials if one.code in event.materials]
    zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
    if not isinstance(event, fo.FollowPromised):
        return Text.of(zh, en)
    day = calendar().local_date(event.until)
    return Text.of(f"{zh}，{day:%Y-%m-%d} 前补交。", f"{en}, by {day:%Y-%m-%d}.")


_DETAILS: dict[type[ev.Event], Callable[[Any, Words | None, ItemView], Text]] = {
    ev.Submitted: _submitted,
    ev.CorrectionRequested: _defects,
    ev.SpecialProcedureStarted: _procedure,
    ev.PaymentAsked: _payment,
    ev.PaymentSettled: _settled,
    ev.TermExtended: _extended,
    ev.AcceptanceRefused: _adverse,
    ev.Denied: _adverse,
    ev.DeadlineAppended: _deadline,
    re.ReviewAnswered: _reviewed,
    ev.RenewedBySilence: _renewed,
    ev.Delivered: _delivered,
    ev.LatenessExplained: _explained,
    he.HearingOffered: _hearing_offered,
    he.HearingAnnounced: _hearing_announced,
    he.HearingHeld: _hearing_held,
    rv.RevocationProposed: revocation_proposed,
    rv.DecisionRevoked: decision_revoked,
    fo.FollowPromised: _awaited,
    fo.MaterialFollowed: _awaited,
    tr.AmendedAfar: _awaited,
}
