"""A bureau with seals and keepers, and things to seal."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from tongban.agencies.tests.factories import CODE as AGENCY
from tongban.agencies.tests.factories import an_entry
from tongban.agencies.tests.factories import publish as publish_agencies
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.actor import Actor, ActorKind, Assurance, Duty, Post
from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban.seals.api import OwnerKind, Purpose, SealKind, SealView, issue_seal, use_seal
from tongban.seals.views import SealUseView

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PLATFORM = Actor.system("tests")
ARTICLE = ArticleRef.parse("zaixian-zhengwu-guiding/9@2019-04-26")
OTHER_AGENCY = "11990102000102621Q"
PERMIT = Purpose("certificate-type", "permit")
LICENCE = Purpose("certificate-type", "licence")
PAPER = b"digest of a paper"


def a_bureau() -> None:
    """The calendar and the bureau whose seals they are."""
    a_calendar()
    publish_agencies(an_entry())


def a_seal(**changes: Any) -> SealView:
    """A certificate seal for two types, one of which takes two persons."""
    given: dict[str, Any] = {
        "actor": PLATFORM,
        "code": "cgj-certificate",
        "kind": SealKind.CERTIFICATE,
        "owner": OwnerKind.AGENCY,
        "owner_id": AGENCY,
        "name": Text.of(
            "明德区城市管理局证照专用章", "Certificate seal of Mingde Urban Management"
        ),
        "scope": (PERMIT, LICENCE),
        "two_person": (LICENCE,),
        "valid_from": date(2026, 1, 1),
        "valid_until": date(2030, 12, 31),
        "now": NOW,
    }
    return issue_seal(**(given | changes))


def a_keeper(name: str = "a", *, agency: str = AGENCY, duty: Duty = Duty.SEAL_KEEPER) -> Actor:
    """An officer who keeps the seals of an agency."""
    post = Post(f"post-{name}", agency, "urban-management", "990102", frozenset({duty}))
    return Actor(
        kind=ActorKind.OFFICER,
        subject_id=f"subj_officer_{name}",
        account_id=f"acct_{name}",
        posts=(post,),
        assurance=Assurance.L5,
    )


def use(seal: SealView, actor: Actor = PLATFORM, **changes: Any) -> SealUseView:
    """Put the seal on a paper, for a purpose that one person may."""
    given: dict[str, Any] = {
        "actor": actor,
        "seal_id": seal.id,
        "content": PAPER,
        "purpose": PERMIT,
        "document_id": "doc-1",
        "now": NOW,
    }
    return use_seal(**(given | changes))
