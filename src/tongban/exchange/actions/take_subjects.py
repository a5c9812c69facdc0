"""take_subjects: whom other platforms' case tokens were about, as our own node was asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tongban.exchange.models import CaseToken, CrossGrant, OtherPlatform
from tongban.exchange.queries.crossing import platforms_in_time
from tongban.exchange.queries.nodes import said_signer
from tongban.exchange.refusals import NodeUnknown
from tongban.identity.api import IdentifierScheme, find_subject
from tongban.kernel.actor import Actor
from tongban.kernel.moments import moment_of
from tongban.ledger.api import record
from tongban_trust.signing import PublicKey
from tongban_wire.case_token import CaseToken as ToldToken
from tongban_wire.case_token import Subject, open_token, subject_digest
from tongban_wire.plain import Malformed
from tongban_wire.policy import NodeKey as TokenKey
from tongban_wire.statements import NotSigned
from tongban_wire.subjects import SubjectPage, TokenSubject, open_subjects

_MAKER = Actor.system("exchange")
_LONGEST_CASE = 60
_SCHEMES = {"resident-id": IdentifierScheme.RESIDENT_ID, "uscc": IdentifierScheme.USCC}


def take_subjects(*, text: str, now: datetime) -> int:
    """Keep whose looks will come, for the person's own account of them; how many are new.

    The page is signed by a node of ours; of it counts what the other platform's token says too: a
    grant we gave to be asked at that node, and the very person. The number itself is not kept.
    Nothing is kept of who is not known here. Refuses: NodeUnknown. Source: 个人信息保护法 44, 45.
    """
    page = _opened(text, now)
    keys = {row.code: _keys(row) for row in platforms_in_time(now).values()}
    given = CrossGrant.objects.filter(given=True, provider_node=page.node)
    grants = {row.id: row for row in given.order_by("id")}
    kept = 0
    with transaction.atomic():
        for each in page.subjects:
            found = _vouched(each, grants, keys)
            if found is not None:
                kept += _keep(page.node, *found, each.subject, now)
    return kept


def _opened(text: str, now: datetime) -> SubjectPage:
    node, keys = said_signer(text, now)
    try:
        page = open_subjects(text, keys)
    except (NotSigned, Malformed) as error:
        raise NodeUnknown from error
    if page.node != node:
        raise NodeUnknown
    return page


def _keys(row: OtherPlatform) -> dict[str, PublicKey]:
    return {each["key_id"]: TokenKey(**each).public for each in row.token_keys}


def _vouched(
    told: TokenSubject,
    grants: Mapping[str, CrossGrant],
    keys: Mapping[str, Mapping[str, PublicKey]],
) -> tuple[ToldToken, CrossGrant] | None:
    """The token, when the platform the grant was given to signed it about this very person."""
    for platform, theirs in keys.items():
        try:
            token = open_token(told.token, theirs)
        except (NotSigned, Malformed):
            continue
        grant = grants.get(token.grant)
        same = token.subject == subject_digest(token.id, told.subject)
        if grant is not None and same and token.issuer == grant.platform == platform:
            return token, grant
    return None


def _keep(node: str, token: ToldToken, grant: CrossGrant, subject: Subject, now: datetime) -> int:
    scheme = _SCHEMES.get(subject.scheme)
    known = find_subject(_MAKER, scheme, subject.value) if scheme else None
    if known is None or len(token.case) > _LONGEST_CASE:
        return 0
    _, made = CaseToken.objects.get_or_create(
        id=token.id,
        defaults={
            "grant_id": grant.id, "case_ref": token.case, "subject_id": known.id,
            "acting": token.acting.value, "asked_by": grant.platform,
            "issued_at": moment_of(token.issued_at_ms),
            "expires_at": moment_of(token.expires_at_ms),
        },
    )  # fmt: skip
    if made:
        facts = {"token": token.id, "grant": grant.id, "platform": grant.platform, "node": node}
        record(
            kind="exchange.foreign-token-seen", about=known.id, subject_id=known.id, facts=facts,
            actor=_MAKER, now=now,
        )  # fmt: skip
    return int(made)
