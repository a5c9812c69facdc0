"""Invented people with demo accounts, for the tests of every web area."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tongban.identity.api import (
    DemoAccount,
    Identifier,
    IdentifierScheme,
    MandateKind,
    Sex,
    SubjectView,
    grant_mandate,
    open_account,
    register_firm,
    register_person,
)
from tongban.kernel.actor import Actor, ActorKind, Assurance
from tongban.kernel.codes import uscc
from tongban.kernel.text import Text

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SYSTEM = Actor.system("tests")


def somebody(name: str, account_id: str, kind: ActorKind = ActorKind.PERSON) -> SubjectView:
    person = register_person(
        actor=SYSTEM, name=name, identifiers=(), birth_date=date(1990, 3, 2),
        sex=Sex.FEMALE, region="990102", assurance=Assurance.L4, now=NOW,
    )  # fmt: skip
    card = DemoAccount(account_id, Text.of(name, name), kind, Text.of("试用", "Try it"))
    open_account(actor=SYSTEM, subject_id=person.id, kind=kind, now=NOW, demo=card)
    return person


def a_firm_run_by(agent: SubjectView) -> SubjectView:
    code = uscc.make("9", "1", "990102", "MA000001")
    firm = register_firm(
        actor=SYSTEM, name="示例餐饮有限公司", region="990102", assurance=Assurance.L4, now=NOW,
        identifiers=(Identifier(IdentifierScheme.USCC, code),),
    )  # fmt: skip
    grant_mandate(
        actor=SYSTEM, kind=MandateKind.LEGAL_REPRESENTATIVE, principal_id=firm.id,
        agent_id=agent.id, valid_from=NOW.date(), valid_until=None, now=NOW,
    )  # fmt: skip
    return firm
