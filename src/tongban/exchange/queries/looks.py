"""Who looked at my data 谁看了我的数据: one list, from the evidence that let each look happen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from tongban.catalogue.api import ItemNotFound, guide_item
from tongban.exchange import policies
from tongban.exchange.models import DayProof, Look
from tongban.exchange.queries.across import across_of
from tongban.exchange.refusals import LooksNotYours, NodesNotYours
from tongban.exchange.views import AcrossView, DayProofView, LookVia, LookView
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.page import Page
from tongban.ledger.api import LeafView, latest_leaves
from tongban_trust.signing import PublicKey
from tongban_trust.tlog.note import NoteKey

_PAGE = 20
_MOST_OF_A_MOMENT = 200
_MOST_PROOFS = 400
_ASKED_ON_PLATFORM = ("elements.looked-up",)


def looks(
    actor: Actor, subject_id: str, now: datetime, *, cursor: str | None = None
) -> Page[LookView]:
    """Every look at somebody's data, newest first, pages of 20 and those of the last moment.

    What the law delays is not yet in it and appears, marked, on the day it opens.

    Looks between nodes come from the nodes' own logs, looks by the platform from its evidence; for
    the person, for whom they act, and the platform. Refuses: LooksNotYours.
    Source: 个人信息保护法 35, 44, 45.
    """
    if not policies.may_see_looks(actor, subject_id):
        raise LooksNotYours
    before = _moment(cursor)
    found = [*_between_nodes(subject_id, before, now), *_by_platform(subject_id, before)]
    found.sort(key=lambda look: (look.at, look.id), reverse=True)
    if len(found) <= _PAGE:
        return Page(tuple(found))
    edge = found[_PAGE - 1].at  # looks of one moment stay on one page, so none falls between two
    return Page(tuple(look for look in found if look.at >= edge), edge.isoformat())


def look(actor: Actor, subject_id: str, look_id: str, now: datetime) -> LookView | None:
    """One look at this person's data between nodes; None when there is none, or not yet.

    Refuses: LooksNotYours.
    """
    if not policies.may_see_looks(actor, subject_id):
        raise LooksNotYours
    rows = Look.objects.filter(call=look_id, subject_id=subject_id, opens_at__lte=now)
    row = rows.order_by("call").first()
    return None if row is None else _views([row])[0]


def _moment(cursor: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(cursor) if cursor else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def _between_nodes(subject_id: str, before: datetime | None, now: datetime) -> list[LookView]:
    rows = Look.objects.filter(subject_id=subject_id, opens_at__lte=now)
    if before is not None:
        rows = rows.filter(at__lt=before)
    return _views(rows.order_by("-at", "call")[:_MOST_OF_A_MOMENT])


def _views(rows: Iterable[Look]) -> list[LookView]:
    found = list(rows)
    crossed = across_of({row.grant_id for row in found if "." in row.grant_id})
    return [_view(row, crossed.get(row.grant_id)) for row in found]


def _view(row: Look, across: AcrossView | None) -> LookView:
    delayed = row.opens_at > row.at
    return LookView(
        id=row.call,
        at=row.at,
        via=LookVia.NODES,
        consumer_code=row.consumer_code,
        provider_code=row.provider_code,
        item_code=row.item_code,
        case_ref=row.case_ref,
        article=ArticleRef.parse(row.article),
        fields=tuple(row.fields),
        questions=tuple(row.questions),
        acting=row.acting,
        outcome=row.outcome,
        both_sides=row.by_provider and row.by_consumer,
        across=across,
        sealed_until=row.opens_at if delayed else None,
        delay_article=ArticleRef.parse(row.delay_article) if row.delay_article else None,
    )


def _by_platform(subject_id: str, before: datetime | None) -> list[LookView]:
    leaves = latest_leaves(
        Actor.system("exchange"),
        subject_id,
        _ASKED_ON_PLATFORM,
        before=before,
        most=_MOST_OF_A_MOMENT,
    )
    return [_platform_view(leaf, subject_id) for leaf in leaves]


def _platform_view(leaf: LeafView, subject_id: str) -> LookView:
    facts = leaf.facts
    silent = {str(each) for each in _list(facts["silent"])}
    seen = tuple(str(each) for each in _list(facts["elements"]) if each not in silent)
    item_code = str(facts["item"])
    return LookView(
        id=leaf.leaf_id,
        at=leaf.at,
        via=LookVia.PLATFORM,
        consumer_code=_agency_of(item_code),
        provider_code="",
        item_code=item_code,
        case_ref=str(facts["case"] or ""),
        article=ArticleRef.parse(str(facts["purpose"])),
        fields=seen,
        questions=(),
        acting=_acting(leaf.actor, subject_id),
        outcome="answered" if seen else "not-found",
        both_sides=True,
    )


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _agency_of(item_code: str) -> str:
    try:
        return guide_item(item_code).agency_code
    except ItemNotFound:
        return ""


def _acting(actor: str, subject_id: str) -> str:
    kind, _, who = actor.partition(":")
    if kind == "officer":
        return "officer"
    return "agent" if " for " in who and subject_id in who else "subject"


def day_proofs(since: datetime) -> tuple[DayProofView, ...]:
    """For each node and day since then: its log is here without a gap, and what proves it.

    Newest day first, at most 400. Public: proofs are about logs, not about people.
    """
    rows = DayProof.objects.filter(day__gte=since.date()).select_related("node")
    return tuple(map(_proof, rows.order_by("-day", "node")[:_MOST_PROOFS]))


def _proof(row: DayProof) -> DayProofView:
    key = NoteKey(row.node_id, PublicKey.from_spki(bytes.fromhex(row.node.log_spki)))
    return DayProofView(
        node=row.node_id,
        agency_code=row.node.agency_code,
        day=row.day,
        first=row.first,
        end=row.end,
        leaves=row.leaves,
        size=row.size,
        checkpoint=row.checkpoint,
        log_key=key.line,
    )


def one_sided_looks(actor: Actor, now: datetime) -> int:
    """How many looks older than an hour only one end has evidence of. Refuses: NodesNotYours."""
    if not policies.may_oversee(actor):
        raise NodesNotYours
    old = Look.objects.filter(at__lt=now - timedelta(hours=1))
    # Of a look across platforms the other end's evidence is with the other platform.
    old = old.exclude(grant_id__contains=".")
    return old.filter(Q(by_provider=False) | Q(by_consumer=False)).count()
