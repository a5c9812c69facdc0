"""Submit an application 提交申请: once per token, decided at once when the rules allow."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction

from tongban.cases import admission
from tongban.cases.asking import Heard, hear, looks_stand
from tongban.cases.charging import fees_for, is_charged
from tongban.cases.collected_afar import CollectedFor, kept
from tongban.cases.domain.events import (
    APPLICANT,
    RULES,
    Accepted,
    Approved,
    CertificateIssued,
    Submitted,
)
from tongban.cases.domain.follow_events import FollowPromised
from tongban.cases.domain.state import state
from tongban.cases.domain.transit_events import CollectedAfar
from tongban.cases.dossier import Dossier, seal_case
from tongban.cases.gathering import Gathered, gather
from tongban.cases.models import Case
from tongban.cases.promised_materials import promise_of, to_follow
from tongban.cases.promising import (
    Promised,
    PromisingCase,
    admit_promise,
    keep_promise,
    promised_in,
)
from tongban.cases.queries.cases import case as read_case
from tongban.cases.queries.presenting import Opened, case_view
from tongban.cases.refusals import TokenUnusable
from tongban.cases.results import issue_result, last_day_continued
from tongban.cases.signing import evidence_of, signed
from tongban.cases.views.case import CaseView
from tongban.cases.writing import Said, open_task, project, write_events
from tongban.catalogue.api import ItemView, published_item
from tongban.content.api import one_look
from tongban.decisions.api import DecisionReceipt, Outcome, decide
from tongban.jobs.api import published_together
from tongban.jurisdiction.api import calendar as calendar_of
from tongban.kernel.actor import Actor, Channel
from tongban.kernel.calendar import Calendar, Span
from tongban.kernel.ids import new_id
from tongban.ledger.api import recorded_together
from tongban.seals.api import Agreement

_TOKEN = re.compile(r"[A-Za-z0-9_-]{8,80}")
_RESERVE = """
    SELECT nextval('cases_number'),
           (SELECT id FROM cases_case WHERE applicant_id = %s AND idempotency_token = %s)
"""


@one_look()
def submit_case(
    *,
    actor: Actor,
    item_code: str,
    item_version: int,
    answers: Mapping[str, Any],
    material_blobs: Mapping[str, str],
    situation: str | None,
    idempotency_token: str,
    channel: Channel,
    agreement: Agreement | None,
    now: datetime,
    collected: CollectedFor | None = None,
    before: Heard | None = None,
) -> CaseView:
    """Hand in an application; the same token of the same applicant gives the same case back.

    ``answers`` by field name, ``material_blobs`` blob ids by material code. Sources are asked
    again, before the transaction opens; locked fields come from them. Whoever sends it signs it
    with their own key; ``agreement`` is the declaration they ticked. When the item's decision table
    passes and every source was heard, the case is accepted, approved and its certificate issued in
    this transaction; else it goes to the agency's queue. A situation that is a promise 告知承诺 is
    signed with its text; who may not promise is refused. What may follow later 容缺 and lacks is
    promised. ``collected`` when a window takes it in for afar 异地代收: nothing is decided and no
    clock runs before ``record_arrival``. ``before`` is what ``hear_before`` heard, for whoever
    calls this with something locked. Refuses TokenUnusable, SignInToApply, ItemNotOpen,
    ItemVersionStale, MaterialsMissing, FormNotComplete of forms, StatementNotAgreed and
    SignerNotFit of seals.
    Source: 行政许可法 29, 32, 34; 716 Art 5; 电子签名法 13.
    """
    if not _TOKEN.fullmatch(idempotency_token):
        raise TokenUnusable
    subject_id = admission.applicant_id(actor)
    serial, standing = _reserve(subject_id, idempotency_token)
    if standing is not None:
        return read_case(actor, standing, now)
    item = admission.open_item(actor, published_item(item_code), item_version, channel)
    promised = promised_in(item, situation)
    heard = before or hear(
        actor=actor, subject_id=subject_id, item=item, promised=promised, now=now
    )
    try:
        with looks_stand(heard), transaction.atomic(), recorded_together(), published_together():
            return _submit(
                actor=actor, item=item, heard=heard, promised=promised,
                answers=answers, material_blobs=material_blobs, situation=situation,
                token=idempotency_token, channel=channel, serial=serial, agreement=agreement,
                collected=collected, now=now,
            )  # fmt: skip
    except IntegrityError:
        # The same form was sent twice at once and the other one was quicker.
        _, standing = _reserve(subject_id, idempotency_token)
        if standing is None:
            raise
    return read_case(actor, standing, now)


def _reserve(subject_id: str, token: str) -> tuple[int, str | None]:
    with connection.cursor() as cursor:
        cursor.execute(_RESERVE, [subject_id, token])
        return cursor.fetchone()


def _submit(
    *,
    actor: Actor,
    item: ItemView,
    heard: Heard,
    promised: Promised | None,
    answers: Mapping[str, Any],
    material_blobs: Mapping[str, str],
    situation: str | None,
    token: str,
    channel: Channel,
    serial: int,
    agreement: Agreement | None,
    collected: CollectedFor | None,
    now: datetime,
) -> CaseView:
    subject_id = admission.applicant_id(actor)
    names = admission.names_of(actor, item)
    gathered = gather(
        actor=actor,
        subject_id=subject_id,
        item=item,
        heard=heard,
        situation=situation,
        answers=answers,
        material_blobs=material_blobs,
        case_id=heard.case_id,
        now=now,
    )
    admit_promise(promised, item.code, subject_id, gathered.facts, now)
    calendar = calendar_of()
    receipt = _decide(gathered, heard, calendar, now)
    dossier = Dossier(
        applicant=names.applicant,
        agent=names.agent,
        answers=gathered.answers,
        materials=gathered.materials,
        receipt=receipt,
        facts=gathered.facts,
        sources=gathered.vouched,
        unheard=gathered.unheard,
    )
    today = calendar.local_date(now)
    case = _new_case(
        actor, heard.case_id, item, situation, token, channel, serial, today, now, gathered.answers
    )
    dossier = signed(actor, case, item, dossier, names, agreement, promised, now)
    case.sealed, case.sealed_row = seal_case(subject_id, dossier, names.masked)
    passed = collected is None and _passed(receipt, gathered, case)
    said = _submitted(item, dossier, heard, collected, now)
    lacking = to_follow(item, situation, gathered.materials)
    if lacking:
        said += _with_promise(case, item, promise_of(lacking, now, calendar), collected)
    elif passed:
        said += _approved_by_rules(case, item, dossier, heard, today, now)
    view = _store(actor, case, item, dossier, said, calendar, now)
    keep_promise(promised, _promising(case, dossier, decided=passed and not lacking), actor, now)
    return kept(collected, view)


def _promising(case: Case, dossier: Dossier, *, decided: bool) -> PromisingCase:
    return PromisingCase(
        case_id=case.id,
        number=case.number,
        item_code=case.item_code,
        subject_id=case.applicant_id,
        agency_code=case.deciding_agency,
        region=case.region,
        signed=evidence_of(dossier),
        decided=decided,
    )


def _passed(receipt: DecisionReceipt | None, gathered: Gathered, case: Case) -> bool:
    # What a source would have vouched for and did not is the applicant's word: a person looks.
    # What costs is not decided before it is paid: it goes to a person, who asks for the payment.
    by_rules = receipt is not None and receipt.outcome is Outcome.PASS
    return by_rules and not gathered.unheard and not is_charged(case)


def _decide(
    gathered: Gathered, heard: Heard, calendar: Calendar, now: datetime
) -> DecisionReceipt | None:
    if heard.table is None:
        return None
    return decide(
        table_code=heard.table.code,
        facts=gathered.facts,
        sources=gathered.sources,
        now=now,
        in_force=heard.table,
        today=calendar.local_date(now),
    )


def _submitted(
    item: ItemView, dossier: Dossier, heard: Heard, collected: CollectedFor | None, now: datetime
) -> list[Said]:
    event = Submitted(
        at=now,
        by=APPLICANT,
        promise=item.committed or item.statutory or Span.immediate(),
        statutory=item.statutory,
        signed=evidence_of(dossier),
        renews_until=last_day_continued(heard.result, dossier),
    )
    afar = [Said(CollectedAfar(at=now, by=collected.by))] if collected else []
    return [Said(event), *afar]


def _with_promise(
    case: Case, item: ItemView, promise: FollowPromised, collected: CollectedFor | None
) -> list[Said]:
    """容缺受理: accepted at once, unless it goes elsewhere first or a fee or a flow begins then."""
    waits = collected is not None or is_charged(case) or item.flow_code is not None
    return [Said(promise), *([] if waits else [Said(Accepted(at=promise.at, by=RULES))])]


def _approved_by_rules(
    case: Case,
    item: ItemView,
    dossier: Dossier,
    heard: Heard,
    today: date,
    now: datetime,
) -> list[Said]:
    reasons = dossier.receipt.reasons if dossier.receipt else ()
    cited = tuple(dict.fromkeys(str(r.article) for r in reasons if r.article))
    said = [
        Said(Accepted(at=now, by=RULES)),
        Said(Approved(at=now, by=RULES, articles=cited)),
    ]
    certificate = issue_result(case, item, dossier, now, today=today, in_force=heard.result)
    if certificate is not None:
        event = CertificateIssued(at=now, by=case.deciding_agency, certificate_id=certificate.id)
        said.append(Said(event))
    return said


def _store(
    actor: Actor,
    case: Case,
    item: ItemView,
    dossier: Dossier,
    said: Sequence[Said],
    calendar: Calendar,
    now: datetime,
) -> CaseView:
    events = [each.event for each in said]
    status = state(events, now, calendar)
    project(case, status, calendar)
    write_events(case, 0, said, actor=actor, post=None, now=now, new=[case])
    task = None if status.state.closed else open_task(case, now, new_id("task"))
    opened = Opened(
        case=case,
        status=status,
        events=events,
        words=[None] * len(events),
        dossier=dossier,
        task=task,
        item=item,
        agency_name=item.agency_name,
        now=now,
    )
    return case_view(actor, opened)


def _new_case(
    actor: Actor,
    case_id: str,
    item: ItemView,
    situation: str | None,
    token: str,
    channel: Channel,
    serial: int,
    today: date,
    now: datetime,
    answers: Mapping[str, Any],
) -> Case:
    return Case(
        id=case_id,
        number=f"{item.region[:6]}{today:%Y%m%d}{serial:08d}",
        item_code=item.code,
        item_version_id=item.version_id,
        item_version=item.version,
        title=item.title.to_mapping(),
        situation=situation,
        applicant_id=admission.applicant_id(actor),
        agent_id=actor.subject_id if actor.on_behalf_of else None,
        mandate_id=actor.mandate_id,
        receiving_agency=item.agency_code,
        deciding_agency=item.agency_code,
        current_agency=item.agency_code,
        line=item.line,
        region=item.region,
        channel=channel.value,
        idempotency_token=token,
        fees=fees_for(item, answers),
        submitted_at=now,
    )
