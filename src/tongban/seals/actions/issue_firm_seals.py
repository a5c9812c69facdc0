"""Issue the e-seals of a firm 企业电子印章: the result of founding it or of filing its seals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from tongban.identity.api import subject
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban.seals.actions.issue_seal import issue_seal
from tongban.seals.domain.kinds import FIRM_SCOPES, OwnerKind, SealKind
from tongban.seals.domain.standing import LONGEST_TERM
from tongban.seals.views import SealView


def issue_firm_seals(
    *,
    actor: Actor,
    firm_id: str,
    kinds: Sequence[SealKind],
    article: ArticleRef,
    case_id: str,
    today: date,
    now: datetime,
) -> tuple[SealView, ...]:
    """Seals of these kinds for a firm, ten years from ``today``; once per case and kind.

    Each may be put on what its kind is for; ``article`` is cited when one is stopped. Refuses
    SealNotYours (the platform issues), SealDetailsNotRight for a kind that firms have not.
    Source: 优化营商环境条例 19 (企业开办); 国发〔1999〕25号; GB/T 38540-2020.
    """
    firm = subject(actor, firm_id)
    with transaction.atomic():
        return tuple(
            issue_seal(
                actor=actor,
                code=f"{case_id}/{kind.slug}",
                kind=kind,
                owner=OwnerKind.FIRM,
                owner_id=firm_id,
                name=Text.of(f"{firm.name}{kind.label.zh}", f"{kind.label.en}, {firm.name}"),
                scope=FIRM_SCOPES.get(kind, ()),
                articles=(article,),
                around=firm.name,
                valid_from=today,
                valid_until=today + LONGEST_TERM,
                now=now,
            )
            for kind in kinds
        )
