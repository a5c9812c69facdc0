"""From a case, its item and its form to what the desk draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import QueryDict
from django.utils import timezone

from tongban.cases.api import CaseView, MaterialWay, PartyRole, Unheard
from tongban.catalogue.api import ItemView
from tongban.decisions.api import DecisionInput, DecisionReceipt, Outcome, Reason
from tongban.elements.api import source
from tongban.forms.api import FormView
from tongban.intermediaries.api import DeliveryView, deliveries_in
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text
from tongban.laws.api import articles as read_articles
from tongban.web.design import parts
from tongban.web.present.questions import ANSWER, Filled, Part, questions_of
from tongban.web.present.silence import not_heard, own_word
from tongban.zones.api import AssessmentView, assessment

_TYPED = Text.of("申请人填写", "Typed by the applicant")
_MATERIAL = Text.of("材料", "Material")
_ANSWER = Text.of("填写项", "Answer")


_ROLES = {
    PartyRole.APPLICANT: Text.of("申请人", "Applicant"),
    PartyRole.CO_APPLICANT: Text.of("共同申请人", "Co-applicant"),
    PartyRole.SUBJECT: Text.of("办理对象", "Person concerned"),
    PartyRole.AGENT: Text.of("代理人", "Agent"),
    PartyRole.PAYER: Text.of("缴费人", "Payer"),
}


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A party with its role in words."""

    role: Text
    name: str


def parties_of(known: CaseView) -> tuple[NamedParty, ...]:
    """Who is in the case, in what role."""
    return tuple(NamedParty(_ROLES[party.role], party.name) for party in known.parties)


@dataclass(frozen=True, slots=True)
class Cited:
    """An article with its label and words, ticked when the officer had ticked it."""

    ref: ArticleRef
    title: Text
    text: Text
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """One fact the rules saw: value and where it came from."""

    name: str
    value: str
    source: Text
    as_of: str


@dataclass(frozen=True, slots=True)
class ReceiptParts:
    """A decision receipt in words: passed or not, each reason with its article, the facts."""

    passed: bool
    reasons: tuple[tuple[Reason, Cited | None], ...]
    facts: tuple[Given, ...]
    receipt: DecisionReceipt


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that may have a defect: a material or an answer; ``typed`` what was said of it."""

    name: str
    kind: Text
    label: Text
    typed: str


def areas_of(known: CaseView) -> dict[str, AssessmentView]:
    """The zones' assessments that stand for materials of the case, by number, as they are now."""
    now = timezone.now()
    return {
        one.reference: assessment(one.reference, now)
        for one in known.materials
        if one.way is MaterialWay.ZONE
    }


def deliveries_of(actor: Actor, known: CaseView) -> dict[str, DeliveryView]:
    """What institutions delivered for materials of the case, by the file's id."""
    if not any(one.way is MaterialWay.INSTITUTION for one in known.materials):
        return {}
    return {one.blob_id: one for one in deliveries_in(actor, known.id)}


def answers_of(shape: FormView | None, known: CaseView) -> tuple[Part, ...]:
    """The answers in the order of the form, each with its source, heard or not."""
    if shape is None:
        return ()
    parts_shown = questions_of(shape, Filled.of((), dict(known.answers)))
    bound = {field.name: field.element_id or "" for field in shape.fields}
    return tuple(
        replace(part, fields=tuple(_with_source(field, known, bound) for field in part.fields))
        for part in parts_shown
    )


def _with_source(field: parts.Field, known: CaseView, bound: Mapping[str, str]) -> parts.Field:
    name = field.name.removeprefix(ANSWER)
    said = known.sources.get(name)
    if said is None:
        unheard = known.unheard.get(bound.get(name, ""))
        return replace(field, because=own_word(unheard)) if unheard and field.values else field
    as_of = datetime.fromisoformat(said.as_of) if said.as_of else None
    return replace(field, source=parts.Source(_source_name(said.code), as_of))


def receipt_of(
    receipt: DecisionReceipt | None, unheard: Mapping[str, Unheard]
) -> ReceiptParts | None:
    """The explanation of what the rules did."""
    if receipt is None:
        return None
    refs = tuple(reason.article for reason in receipt.reasons if reason.article)
    cited = _cited(refs, ())
    return ReceiptParts(
        passed=receipt.outcome is Outcome.PASS,
        reasons=tuple(
            (reason, cited.get(reason.article) if reason.article else None)
            for reason in receipt.reasons
        ),
        facts=tuple(
            Given(fact.name, str(fact.value), _source_of(fact, unheard), fact.as_of)
            for fact in receipt.inputs
        ),
        receipt=receipt,
    )


def cited_articles(item: ItemView, ticked: Sequence[str]) -> tuple[Cited, ...]:
    """Every article the item rests on, for an officer to cite."""
    return tuple(_cited(item.article_refs, ticked).values())


def targets_of(
    shape: FormView | None, item: ItemView, known: CaseView, typed: QueryDict, prefix: str
) -> tuple[Target, ...]:
    """Materials first, then answers: the lines of the one notice."""
    materials = (
        (material.code, _MATERIAL, material.name)
        for material in (item.materials_for(known.situation) if known.situation else item.materials)
    )
    answers = (
        (question.name.removeprefix(ANSWER), _ANSWER, question.label)
        for section in answers_of(shape, known)
        for question in section.fields
    )
    return tuple(
        Target(prefix + name, kind, _text(label), typed.get(prefix + name, ""))
        for name, kind, label in (*materials, *answers)
    )


def _text(label: parts.Words) -> Text:
    return label if isinstance(label, Text) else Text.of(str(label))


def _cited(refs: Sequence[ArticleRef], ticked: Sequence[str]) -> dict[ArticleRef, Cited]:
    found = read_articles(refs)
    return {
        ref: Cited(
            ref,
            Text.of(
                f"《{found[ref].statute_title.zh}》{found[ref].label.zh}",
                f"{found[ref].statute_title.en}, {found[ref].label.en}",
            ),
            found[ref].text,
            str(ref) in ticked,
        )
        for ref in refs
        if ref in found
    }


def _source_of(fact: DecisionInput, unheard: Mapping[str, Unheard]) -> Text:
    silent = unheard.get(fact.element_id) if fact.value is None else None
    return not_heard(silent) if silent else _source_name(fact.source)


def _source_name(code: str) -> Text:
    if code in ("", "answer"):
        return _TYPED
    try:
        return source(code).name
    except Refusal:
        return Text.of(code)
