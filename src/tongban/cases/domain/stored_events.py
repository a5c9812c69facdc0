"""Events as rows: the kind, and the facts as JSON; read back as they were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from enum import Enum
from typing import Any

from tongban.cases.domain import (
    events,
    flow_events,
    follow_events,
    hearing_events,
    review_events,
    revocation_events,
    transit_events,
)
from tongban.cases.domain.events import Deadline, Event
from tongban.kernel.article import ArticleRef
from tongban.kernel.calendar import Span

_MODULES = (
    events,
    flow_events,
    follow_events,
    hearing_events,
    review_events,
    revocation_events,
    transit_events,
)
EVENT_TYPES: dict[str, type[Event]] = {
    kind.__name__: kind
    for module in _MODULES
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Event) and kind is not Event
}


def facts_of(event: Event) -> dict[str, Any]:
    """The JSON facts of an event, without ``at`` and ``by``."""
    return {
        field.name: _plain(getattr(event, field.name))
        for field in fields(event)
        if field.name not in ("at", "by")
    }


def event_from(kind: str, at: datetime, by: str, facts: Mapping[str, Any]) -> Event:
    """The event a stored row describes."""
    event_type = EVENT_TYPES[kind]
    values = {
        field.name: _READERS[str(field.type)](facts[field.name])
        for field in fields(event_type)
        if field.name in facts
    }
    return event_type(at=at, by=by, **values)


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Span | ArticleRef):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


_READERS: dict[str, Any] = {
    "str": str,
    "int": int,
    "bool": bool,
    "tuple[str, ...]": tuple,
    "Span": Span.parse,
    "Span | None": lambda value: Span.parse(value) if value else None,
    "ArticleRef | None": lambda value: ArticleRef.parse(value) if value else None,
    "Deadline": Deadline,
    "datetime": datetime.fromisoformat,
    "datetime | None": lambda value: datetime.fromisoformat(value) if value else None,
    "date": date.fromisoformat,
    "date | None": lambda value: date.fromisoformat(value) if value else None,
}
