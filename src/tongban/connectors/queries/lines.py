"""How every line is: health, backlog, the oldest that waits, and whether fields were typed."""

from __future__ import annotations

from django.db.models import Count, Min, Q, Sum

from tongban.connectors.domain.definition import Connector
from tongban.connectors.models import ConnectorLine, Referral, ReferralMessage
from tongban.connectors.policies import may_run
from tongban.connectors.ports import LineDown, NotTaken, line_to
from tongban.connectors.published import connectors
from tongban.connectors.refusals import LinesNotYours
from tongban.connectors.views import Finding, LineView
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text


def lines(actor: Actor) -> tuple[LineView, ...]:
    """Every connector, by code. Refuses LinesNotYours."""
    if not may_run(actor):
        raise LinesNotYours
    return tuple(_line(each) for each in connectors())


def check_connectors(actor: Actor) -> tuple[Finding, ...]:
    """Reach every system and compare what it says of itself with its connector; in sentences.

    Asks the network: open no transaction. Refuses LinesNotYours.
    """
    if not may_run(actor):
        raise LinesNotYours
    return tuple(finding for each in connectors() for finding in _findings(each))


def _line(connector: Connector) -> LineView:
    code = connector.code
    health = ConnectorLine.objects.filter(code=code).order_by("code").first()
    waiting = ReferralMessage.objects.filter(
        referral__connector_code=code, done_at__isnull=True
    ).aggregate(count=Count("id"), oldest=Min("queued_at"))
    told = Referral.objects.filter(connector_code=code).aggregate(
        there=Count("id", filter=Q(ended="") & ~Q(number="")),
        stuck=Count("id", filter=~Q(problem_code="")),
        ended=Count("id", filter=~Q(ended="")),
        sent=Sum("fields_sent"),
        typed=Sum("fields_typed"),
    )
    return LineView(
        code=code,
        name=connector.name,
        version=connector.version,
        agency_code=connector.agency_code,
        connected=line_to(connector) is not None,
        answered_at=health.answered_at if health else None,
        failures=health.failures if health else 0,
        fault=Text.from_mapping(health.fault) if health and health.fault else None,
        backlog=waiting["count"],
        oldest_at=waiting["oldest"],
        there=told["there"],
        stuck=told["stuck"],
        ended=told["ended"],
        fields_sent=told["sent"] or 0,
        fields_typed=told["typed"] or 0,
    )


def _findings(connector: Connector) -> list[Finding]:
    line = line_to(connector)
    if line is None:
        return [Finding(connector.code, good=False, message=_NOWHERE)]
    try:
        about = line.about()
    except LineDown as down:
        return [Finding(connector.code, good=False, message=down.said)]
    except NotTaken:
        return [_bad(connector, "系统拒绝了查询。", "The system refused to be asked.")]
    ours = {rule.theirs for rule in connector.fields}
    filled = {rule.theirs for rule in connector.fields if rule.origin is not None}
    known = {rule.theirs for rule in connector.states}
    pairs = (
        (
            about.required - filled,
            "对方必填、我方没有来源的字段",
            "Required by them, filled by nothing",
        ),
        (ours - about.fields, "对方没有的字段", "Fields they do not have"),
        (about.states - known, "对方有、配置里没有含义的状态", "States of theirs not explained"),
        (known - about.states, "对方没有的状态", "States they do not have"),
    )
    found = [
        _bad(connector, f"{zh}：{'、'.join(sorted(names))}。", f"{en}: {', '.join(sorted(names))}.")
        for names, zh, en in pairs
        if names
    ]
    return found or [Finding(connector.code, good=True, message=_GOOD)]


_NOWHERE = Text.of(
    "没有设置地址（TONGBAN_CONNECTORS），办件会排队等待。",
    "No address is set (TONGBAN_CONNECTORS): its cases wait in the queue.",
)
_GOOD = Text.of(
    "能连通，字段和状态都对得上。", "It answers; its fields and states agree with the connector."
)


def _bad(connector: Connector, zh: str, en: str) -> Finding:
    return Finding(connector.code, good=False, message=Text.of(zh, en))
