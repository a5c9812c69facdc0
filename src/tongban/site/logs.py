"""Structured logs: one JSON object per line on standard error, personal numbers masked."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog
from structlog.types import Processor

from tongban.kernel.personal import mask_personal_numbers


def scrub(_logger: Any, _method: str, entry: MutableMapping[str, Any]) -> dict[str, Any]:
    """Mask resident and phone numbers in every value, however deep, keys included."""
    return {mask_personal_numbers(str(key)): _scrubbed(value) for key, value in entry.items()}


def _scrubbed(value: Any) -> Any:
    if isinstance(value, bool | float | None):
        return value
    if isinstance(value, int):
        masked = mask_personal_numbers(str(value))
        return value if masked == str(value) else masked
    if isinstance(value, Mapping):
        return {mask_personal_numbers(str(k)): _scrubbed(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_scrubbed(item) for item in value]
    return mask_personal_numbers(value if isinstance(value, str) else repr(value))


def _shared_processors() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]


def configure_logging(level: str) -> None:
    """Send structlog and the standard library through one masking JSON renderer."""
    shared = _shared_processors()
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(json_formatter(shared))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    # Each request is logged once, by our own middleware; procrastinate tells every job.
    logging.getLogger("django.server").propagate = False
    logging.getLogger("procrastinate").setLevel(logging.WARNING)


def json_formatter(shared: list[Processor] | None = None) -> logging.Formatter:
    """The formatter of every line; tests attach it to a buffer of their own."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared if shared is not None else _shared_processors(),
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            scrub,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
