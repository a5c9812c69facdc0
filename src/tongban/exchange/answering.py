"""How a steward answers a request, of our own platform or of another: the same steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tongban.exchange.adapters.settings_in_force import clocks, due_after
from tongban.exchange.domain.requests import Happened, RequestStep
from tongban.exchange.domain.sharing import SharingType
from tongban.exchange.moving import AnyRequest, move, reason_for, require_step
from tongban.exchange.queries.resources import resource
from tongban.exchange.refusals import FieldsNotAsked, RefusalNeedsBasis
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.laws.api import articles


def fields_of(row: AnyRequest, chosen: Sequence[str]) -> tuple[str, ...]:
    """The chosen ones of the fields asked for, sorted. Refuses: FieldsNotAsked, also for none."""
    fields = tuple(sorted(set(chosen)))
    if not fields or not set(fields) <= set(row.fields):
        raise FieldsNotAsked
    return fields


def refuse(
    actor: Actor, row: AnyRequest, version: int, reason: str, article: ArticleRef, now: datetime
) -> None:
    """Refuse a locked request, by an article in force today; none that is open to all is refused.

    Refuses: NotYoursToShare, StepNotPossibleNow, ReasonMissing, RefusalNeedsBasis.
    """
    status = require_step(actor, row, RequestStep.REFUSED, version, now)
    known = articles((article,)).get(article)
    open_to_all = resource(row.resource_code).sharing is SharingType.UNCONDITIONAL
    if open_to_all or known is None or not known.in_force(local_date(now)):
        raise RefusalNeedsBasis
    why = reason_for(RequestStep.REFUSED, reason)
    happened = Happened(RequestStep.REFUSED, now, None)
    move(actor, row, status, happened, reason=why, article=article)


def extend(actor: Actor, row: AnyRequest, version: int, reason: str, now: datetime) -> None:
    """Take longer to answer a locked request. Refuses: as ``refuse``, but for the basis."""
    status = require_step(actor, row, RequestStep.EXTENDED, version, now)
    why = reason_for(RequestStep.EXTENDED, reason)
    due = due_after(status.due_at or now, clocks().extension)
    move(actor, row, status, Happened(RequestStep.EXTENDED, now, due), reason=why)
