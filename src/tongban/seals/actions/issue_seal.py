"""Issue an e-seal 制发电子印章, with a key and a certificate for each kind of document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from tongban.agencies.api import agency
from tongban.identity.api import subject
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.ids import new_id
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban.ledger.api import record
from tongban.seals import events, policies
from tongban.seals.adapters.authority import ALGORITHMS, certify, stand_ready
from tongban.seals.adapters.custody import make_kept_key, make_key
from tongban.seals.domain.kinds import AGENCY_KINDS, FIRM_SCOPES, OwnerKind, SealKind
from tongban.seals.domain.purpose import Purpose, narrower
from tongban.seals.domain.standing import LONGEST_TERM, Standing
from tongban.seals.models import Seal, SealKey
from tongban.seals.queries.seals import seal_view
from tongban.seals.refusals import SealDetailsNotRight, SealNotYours
from tongban.seals.views import SealView
from tongban_trust.signing import Algorithm

_PLATFORM = Actor.system("seals")


def issue_seal(
    *,
    actor: Actor,
    code: str,
    kind: SealKind,
    owner: OwnerKind,
    owner_id: str,
    name: Text,
    scope: Sequence[Purpose],
    two_person: Sequence[Purpose] = (),
    articles: Sequence[ArticleRef] = (),
    around: str = "",
    valid_from: date,
    valid_until: date,
    now: datetime,
) -> SealView:
    """Issue a seal once per ``code`` (its name in a pack, or the case it came from).

    ``owner_id`` is an agency's code (18) or a firm's id; ``scope`` what it may be put on;
    ``two_person`` the sensitive part of it that one person alone may not use;
    ``articles`` what may be cited when it is stopped. Dates are inclusive,
    at most ten years apart. A repeated issue gives back the first. Refuses SealNotYours,
    SealDetailsNotRight, SealKeyNotMade (its place has no such keys), KeysUnusable of ledger,
    AgencyUnknown of agencies. Source: 716 Art 9; 国发〔1999〕25号;
    GB/T 38540-2020.
    """
    if not policies.may_issue(actor):
        raise SealNotYours
    standing = Seal.objects.filter(code=code).order_by("id").first()
    if standing is not None:
        return seal_view(standing)
    problems = tuple(_faults(kind, owner, scope, two_person, valid_from, valid_until))
    if problems:
        raise SealDetailsNotRight(problems)
    organisation, _ = _owner_name(owner, owner_id)
    with transaction.atomic():
        row = Seal.objects.create(
            id=new_id("seal"),
            code=code,
            kind=kind.value,
            name=name.to_mapping(),
            agency_code=owner_id if owner is OwnerKind.AGENCY else None,
            subject_id=owner_id if owner is OwnerKind.FIRM else None,
            scope=[str(entry) for entry in scope],
            two_person=[str(entry) for entry in two_person],
            articles=[str(article) for article in articles],
            around=around or organisation,
            standing=Standing.IN_FORCE.value,
            standing_at=now,
            valid_from=valid_from,
            valid_until=valid_until,
            issued_at=now,
        )
        keys = make_keys(row, ALGORITHMS, now)
        _tell(actor, row, keys, now)
    return seal_view(row)


def _owner_name(owner: OwnerKind, owner_id: str) -> tuple[str, str]:
    if owner is OwnerKind.AGENCY:
        return agency(owner_id).name.zh, owner_id
    firm = subject(_PLATFORM, owner_id)
    return firm.name, firm.masked_identifier  # a firm's code is public and not masked


def make_keys(row: Seal, algorithms: Iterable[Algorithm], now: datetime) -> list[SealKey]:
    """A key for each algorithm, certified in the owner's name, in the caller's transaction.

    An agency's lie in the platform's custody. Refuses SealKeyNotMade, KeysUnusable of ledger.
    """
    organisation, code = _owner_name(row.owner, row.agency_code or row.subject_id or "")
    stand_ready(now)
    until = datetime.combine(row.valid_until + timedelta(days=1), time(), UTC)
    keys = []
    for algorithm in algorithms:
        if row.owner is OwnerKind.AGENCY:
            made = make_kept_key(row.code, algorithm, now)
        else:
            made = make_key(row.id, algorithm)
        certificate = certify(
            made.public,
            name=row.name["zh-Hans"],
            organisation=organisation,
            code=code,
            until=until,
            now=now,
        )
        keys.append(
            SealKey(
                key_id=made.public.key_id,
                seal=row,
                algorithm=algorithm.value,
                spki=made.public.spki,
                custody=made.custody,
                certificate=certificate,
                made_at=now,
            )
        )
    return SealKey.objects.bulk_create(keys)


def _tell(actor: Actor, row: Seal, keys: Sequence[SealKey], now: datetime) -> None:
    facts = {
        "seal": row.id,
        "kind": row.kind,
        "agency": row.agency_code,
        "subject": row.subject_id,
        "scope": row.scope,
        "two_person": row.two_person,
        "valid_from": row.valid_from.isoformat(),
        "valid_until": row.valid_until.isoformat(),
        "keys": [key.key_id for key in keys],
    }
    record(
        kind="seals.issued",
        about=row.id,
        facts=facts,
        actor=actor,
        now=now,
        subject_id=row.subject_id,
    )
    payload = {name: facts[name] for name in ("seal", "kind", "agency", "subject")}
    publish(event=events.SEAL_ISSUED, aggregate=row.id, payload=payload, now=now)


def _faults(
    kind: SealKind,
    owner: OwnerKind,
    scope: Sequence[Purpose],
    two_person: Sequence[Purpose],
    valid_from: date,
    valid_until: date,
) -> Iterator[Problem]:
    allowed = AGENCY_KINDS if owner is OwnerKind.AGENCY else tuple(FIRM_SCOPES)
    if kind not in allowed:
        yield Problem(
            "kind",
            "seals.kind_not_for_owner",
            Text.of("这类印章不能发给这样的主体。", "This kind of seal is not for such an owner."),
            Text.of("请换一种印章。", "Choose another kind."),
        )
    if not scope:
        yield Problem(
            "scope",
            "seals.scope_empty",
            Text.of("没有写印章用在哪里。", "It is not said what the seal may be put on."),
            Text.of("至少写一项使用范围。", "Give at least one purpose."),
        )
    if not narrower(two_person, scope):
        yield Problem(
            "two_person",
            "seals.two_person_outside_scope",
            Text.of(
                "两人用印的范围超出了印章的使用范围。",
                "The two-person purposes go beyond the scope.",
            ),
            Text.of("只写范围之内的。", "Name purposes of the scope only."),
        )
    if not valid_from <= valid_until <= valid_from + LONGEST_TERM:
        yield Problem(
            "valid_until",
            "seals.term_not_right",
            Text.of("印章有效期不对。", "The term of the seal is not right."),
            Text.of(
                "截止日期应晚于起始日期，最长十年。",
                "It must end after it begins, at most ten years later.",
            ),
        )
