"""Every two seconds: send what waits, hear what happened, apply it; one system's silence holds up
only its own cases."""

from __future__ import annotations

from datetime import datetime

import structlog

from tongban.connectors.actions.apply_steps import apply_steps
from tongban.connectors.actions.hear_steps import hear_steps
from tongban.connectors.actions.send_messages import send_messages
from tongban.connectors.domain.definition import Connector
from tongban.connectors.domain.waiting import next_try
from tongban.connectors.models import ConnectorLine
from tongban.connectors.ports import Line, LineDown, line_to
from tongban.connectors.published import connectors

_log = structlog.get_logger(__name__)


def keep_going(now: datetime) -> int:
    """Work for every connected system; how many messages were taken and steps applied."""
    done = 0
    for connector in connectors():
        line = line_to(connector)
        if line is not None:
            done += _one(connector, line, now)
    return done


def _one(connector: Connector, line: Line, now: datetime) -> int:
    health, _ = ConnectorLine.objects.get_or_create(code=connector.code)
    if health.next_try_at is not None and health.next_try_at > now:
        return 0
    try:
        sent = send_messages(connector, line, now)
        heard = hear_steps(connector, line, now)
    except LineDown as down:
        _silent(health, down, now)
        return 0
    if sent or heard or health.failures:
        ConnectorLine.objects.filter(code=health.code).update(
            answered_at=now, failures=0, fault=None, next_try_at=None
        )
    return sent + sum(apply_steps(referral_id, now) for referral_id in heard)


def _silent(health: ConnectorLine, down: LineDown, now: datetime) -> None:
    health.failures += 1
    health.fault = down.said.to_mapping()
    health.next_try_at = next_try(now, health.failures)
    health.save(update_fields=["failures", "fault", "next_try_at"])
    _log.warning("connectors.line_down", connector=health.code, failures=health.failures)
