"""Published rules, the newest version of each, and who judges what they find."""

from __future__ import annotations

from collections.abc import Iterable

from tongban.agencies.api import AgencyUnknown, AgencyView, agencies, agency, posts_in
from tongban.content.api import standing
from tongban.kernel.actor import Duty
from tongban.kernel.article import ArticleRef
from tongban.kernel.codes.division import covers, region_prefix
from tongban.kernel.text import Text
from tongban.monitoring.domain.rules import Axis, Level, Rule, Sign
from tongban.monitoring.models import RuleVersion
from tongban.monitoring.policies import BLOCK_LINE

_HIGHEST = 8


@standing
def rules() -> tuple[Rule, ...]:
    """Every rule's newest version, by code."""
    newest = RuleVersion.objects.order_by("code", "-version").distinct("code")
    return tuple(map(_rule, newest))


@standing
def rule_version(code: str, version: int) -> Rule:
    """The rule as it stood when it found something."""
    return _rule(RuleVersion.objects.get(code=code, version=version))


def overseer_of(agency_code: str, to: Axis) -> str:
    """The body that watches this agency: of its line, else of its region; empty when nobody does.

    Along the line it is the nearest superior with a supervisor's post, within the region the
    nearest body of the line of government services.
    """
    try:
        own = agency(agency_code)
    except AgencyUnknown:
        return ""
    if to is Axis.LINE:
        for superior in _superiors(own):
            if _supervises(superior.code):
                return superior.code
    near = sorted(
        (
            each
            for each in agencies(line=BLOCK_LINE)
            if covers(each.region, own.region) and each.code != own.code
        ),
        key=lambda each: (-len(region_prefix(each.region)), each.code),
    )
    return next((each.code for each in near if _supervises(each.code)), "")


def _superiors(own: AgencyView) -> Iterable[AgencyView]:
    for _ in range(_HIGHEST):
        if own.parent_code is None:
            return
        own = agency(own.parent_code)
        yield own


def _supervises(agency_code: str) -> bool:
    return any(Duty.SUPERVISOR in post.duties for post in posts_in(agency_code))


def _rule(row: RuleVersion) -> Rule:
    told = row.definition
    return Rule(
        code=row.code,
        version=row.version,
        name=Text.from_mapping(told["name"]),
        sign=Sign(told["sign"]),
        level=Level(told["level"]),
        to=Axis(told["to"]),
        article=ArticleRef.parse(told["article"]),
        todo=Text.from_mapping(told["todo"]),
        answer_days=told["answer_days"],
        most=told["most"],
        days=told["days"],
    )
