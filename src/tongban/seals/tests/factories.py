"""A bureau with seals and keepers, and things to seal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from tongban.agencies.tests.factories import CODE as AGENCY
from tongban.agencies.tests.factories import an_entry
from tongban.agencies.tests.factories import publish as publish_agencies
from tongban.identity.api import (
    Identifier,
    IdentifierScheme,
    MandateKind,
    Sex,
    find_subject,
    grant_mandate,
    register_person,
)
from tongban.identity.tests.factories import a_firm, a_person, resident_number
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.actor import Actor, ActorKind, Assurance, Duty, Post
from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban.seals.api import (
    EntrustmentView,
    OwnerKind,
    Purpose,
    SealKind,
    SealView,
    entrust_seal,
    issue_seal,
    use_seal,
)
from tongban.seals.views import SealUseView

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PLATFORM = Actor.system("tests")
ARTICLE = ArticleRef.parse("zaixian-zhengwu-guiding/9@2019-04-26")
OTHER_AGENCY = "11990102000102621Q"
PERMIT = Purpose("certificate-type", "permit")
LICENCE = Purpose("certificate-type", "licence")
CONTRACT = Purpose("document", "contract")
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


def an_owner() -> Actor:
    """The legal representative of a firm, acting for it."""
    a_calendar()
    firm, person = a_firm(), a_person("周予安")
    grant_mandate(
        actor=PLATFORM, kind=MandateKind.LEGAL_REPRESENTATIVE, principal_id=firm.id,
        agent_id=person.id, valid_from=date(2026, 1, 1), valid_until=None, now=NOW,
    )  # fmt: skip
    return Actor(
        kind=ActorKind.FIRM_AGENT, subject_id=person.id, account_id="acct_owner",
        on_behalf_of=firm.id,
    )  # fmt: skip


def a_firm_seal(owner: Actor) -> SealView:
    """The official seal of the owner's firm."""
    return a_seal(
        code="firm-official", kind=SealKind.OFFICIAL, owner=OwnerKind.FIRM,
        owner_id=owner.on_behalf_of, scope=(Purpose("document", "*"),), two_person=(),
    )  # fmt: skip


def a_named_person() -> dict[str, str]:
    """A person by name and number, as a firm names whom it entrusts."""
    number = resident_number()
    identifier = Identifier(IdentifierScheme.RESIDENT_ID, number)
    register_person(
        actor=PLATFORM, name="林晓禾", identifiers=(identifier,), birth_date=date(1990, 5, 6),
        sex=Sex.FEMALE, region="990102", assurance=Assurance.L4, now=NOW,
    )  # fmt: skip
    return {"person_number": number, "person_name": "林晓禾"}


def entrust(
    owner: Actor, seal: SealView, named: Mapping[str, str], **changes: Any
) -> EntrustmentView:
    """The firm lets that person seal contracts until the end of January."""
    given: dict[str, Any] = {
        "actor": owner, "seal_id": seal.id, "scope": (CONTRACT,), "purpose": "与房东签租赁合同",
        "valid_until": date(2027, 1, 31), "now": NOW, **named,
    }  # fmt: skip
    return entrust_seal(**(given | changes))


def themself(named: Mapping[str, str]) -> Actor:
    """The person that was named, signed in as themself."""
    found = find_subject(PLATFORM, IdentifierScheme.RESIDENT_ID, named["person_number"])
    assert found is not None
    return Actor(kind=ActorKind.PERSON, subject_id=found.id, account_id=f"acct_{found.id}")
