"""Who listens to what: filled while the house is wired, read by the relay."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps

from tongban.jobs.domain.events import OutboxEvent

Handler = Callable[[OutboxEvent], object]
ManyHandler = Callable[[Sequence[OutboxEvent]], object]

_handlers: dict[str, dict[str, Handler]] = {}
_swift: set[str] = set()
_apart: set[str] = set()
_many: dict[str, ManyHandler] = {}


def subscribe(
    event: str, handler_name: str, *, swift: bool = False, apart: bool = False
) -> Callable[[Handler], Handler]:
    """Register the decorated function as a receiver of ``event``.

    ``handler_name`` is stable for ever (``notices.tell_applicant``): deliveries are deduplicated by
    (event id, handler name), so renaming one delivers old events again. The handler runs inside a
    transaction that also holds its receipt; raising rolls both back and the delivery is tried
    again. ``swift`` promises that it only writes a few rows here and asks nobody: the relay then
    runs it itself, and the queue is only for what failed. ``apart`` runs it outside any
    transaction, for what asks other agencies' sources: its receipt is written when it has returned,
    so it must bear to be run again after a crash. ValueError when the name is taken by
    another function.
    """

    def register(handler: Handler) -> Handler:
        known = _handlers.setdefault(event, {})
        taken_by = known.get(handler_name)
        if taken_by is not None and _place(taken_by) != _place(handler):
            raise ValueError(f"{handler_name} already listens to {event}: {_place(taken_by)}")
        known[handler_name] = handler
        if swift:
            _swift.add(handler_name)
        if apart:
            _apart.add(handler_name)
        return handler

    return register


def subscribe_many(event: str, handler_name: str) -> Callable[[ManyHandler], ManyHandler]:
    """``subscribe`` for a swift receiver that takes all events of a batch at once, oldest first.

    For what happens often: one statement for hundreds of events instead of one each. After a
    failure it gets them one by one, as any other.
    """

    def register(handler: ManyHandler) -> ManyHandler:
        @wraps(handler)
        def one(event: OutboxEvent) -> object:
            return handler((event,))

        subscribe(event, handler_name, swift=True)(one)
        _many[handler_name] = handler
        return handler

    return register


def unsubscribe(event: str, handler_name: str) -> None:
    """Forget a receiver; only tests need this."""
    _handlers.get(event, {}).pop(handler_name, None)
    _swift.discard(handler_name)
    _apart.discard(handler_name)
    _many.pop(handler_name, None)


def handler_names(event: str) -> tuple[str, ...]:
    """Receivers of ``event``, in a stable order."""
    return tuple(sorted(_handlers.get(event, {})))


def find_handler(event: str, handler_name: str) -> Handler | None:
    """The receiver, or None when this version of the program no longer has it."""
    return _handlers.get(event, {}).get(handler_name)


def is_swift(handler_name: str) -> bool:
    """Whether the relay may run it itself."""
    return handler_name in _swift


def is_apart(handler_name: str) -> bool:
    """Whether it runs outside any transaction."""
    return handler_name in _apart


def takes_many(handler_name: str) -> ManyHandler | None:
    """The receiver of a whole batch, None for one that takes events one by one."""
    return _many.get(handler_name)


def _place(handler: Handler) -> tuple[str, str]:
    return getattr(handler, "__module__", ""), getattr(handler, "__qualname__", repr(handler))
