"""SIGINT and SIGTERM unwind the program, so that whatever was started is stopped on the way."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stop(BaseException):
    """Somebody asked the program to end."""


@contextmanager
def signals_raise_stop() -> Iterator[None]:
    """Raise Stop at the first signal and ignore further ones: an orderly stop is under way."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        for each in _SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        raise Stop

    before = {each: signal.signal(each, stop) for each in _SIGNALS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
