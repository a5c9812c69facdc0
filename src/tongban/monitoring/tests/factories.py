"""Rules, orders of agencies of two lines in two regions, and who watches them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tongban.agencies.tests.factories import CODE, a_post, an_entry
from tongban.agencies.tests.factories import publish as publish_agencies
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.actor import Actor, ActorKind, Assurance, Duty, Post
from tongban.monitoring.domain.rules import Occasion, Rule
from tongban.monitoring.models import RuleVersion
from tongban.monitoring.published_rules import rules
from tongban.monitoring.raising import Found, raise_warnings

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # Monday, ten in the morning in Beijing
BUREAU = "119900000000014172"
BLOCK = "11990000000001011Q"
LINE = "urban-management"
ITEM = "11990102000102111A4992000010000"


def a_town(*signs: tuple[str, str]) -> None:
    """A county bureau, its provincial superior, the province's body for every line; rules."""
    a_calendar()
    supervise = [a_post("up-supervise", "supervisor")]
    publish_agencies(
        an_entry(parent="up"),
        an_entry(code=BUREAU, short="up", region="990000", level="province", posts=supervise),
        an_entry(
            code=BLOCK, short="block", region="990000", level="province",
            line="government-services", posts=[a_post("block-supervise", "supervisor")],
        ),
    )  # fmt: skip
    for sign, level in signs or (("overdue", "yellow"),):
        a_rule(sign, level)


def a_rule(sign: str, level: str = "yellow", *, to: str = "line", most: int = 1) -> None:
    """One published rule."""
    RuleVersion.objects.create(
        code=f"rule-{sign}", version=1, digest="0" * 64, release_id="release_1", published_at=NOW,
        definition={
            "name": {"zh-Hans": sign, "en": sign}, "sign": sign, "level": f"warning-level/{level}",
            "to": to, "article": "xuke-fa/42@2019-04-23", "answer_days": 3, "most": most,
            "days": 5, "todo": {"zh-Hans": "请办结", "en": "Decide"},
        },
    )  # fmt: skip


def rule_of(sign: str) -> Rule:
    """The published rule that looks for a sign."""
    return next(rule for rule in rules() if rule.sign.value == sign)


def warned(
    about: str = "case_1", *, agency: str = CODE, line: str = LINE, region: str = "990102",
    sign: str = "overdue", key: str = "promise@then", now: datetime = NOW,
) -> int:  # fmt: skip
    """Raise one warning; how many were new."""
    number = f"9901022026{about[-8:]:0>8}"
    occasion = Occasion(key, now - timedelta(minutes=1), "")
    return raise_warnings(
        [Found(rule_of(sign), occasion, about, number, ITEM, agency, line, region)], now
    )


def officer(
    *duties: Duty, agency: str = CODE, line: str = LINE, region: str = "990102", name: str = "a"
) -> Actor:
    """An officer with one post."""
    return Actor(
        kind=ActorKind.OFFICER,
        subject_id=f"person_{name}",
        account_id=f"account_{name}",
        posts=(Post(f"post_{name}", agency, line, region, frozenset(duties)),),
        assurance=Assurance.L5,
    )


APPROVER = officer(Duty.APPROVER, name="approver")
CLERK = officer(Duty.WINDOW_CLERK, name="clerk")
SUPERIOR = officer(Duty.SUPERVISOR, agency=BUREAU, region="990000", name="superior")
BLOCK_SUPERVISOR = officer(
    Duty.SUPERVISOR, agency=BLOCK, line="government-services", region="990000", name="block"
)
OTHER_LINE = officer(Duty.SUPERVISOR, agency=BUREAU, line="health", region="990000", name="other")
OTHER_REGION = officer(Duty.SUPERVISOR, agency=BUREAU, region="990200", name="far")
