"""Push one message to a receiver by HTTP; whoever is away is not called for a while."""

from __future__ import annotations

import time
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from tongban.jobs.api import TryAgainLater
from tongban.receivers.domain import Message, signature

_TIMEOUT_S = 5.0
_PAUSE_S = 2.0
_MOST_ANSWER = 4096
_TOO_MANY, _SERVER_FAULT = 429, 500


class ReceiverAway(TryAgainLater):
    """The receiver does not answer, or cannot take anything now; the same message comes again."""


class ReceiverRefused(RuntimeError):
    """The receiver answered that it will not take this message; an operator has to look."""


class HttpReceiver:
    """A receiver at ``url``; messages are POSTed with a signature made with ``secret``."""

    def __init__(self, url: str, secret: str) -> None:
        self._at, self._secret = urlsplit(url), secret
        self._paused_until = 0.0

    def push(self, message: Message) -> None:
        """Have the message taken; safe to repeat. Raises ReceiverAway, ReceiverRefused.

        After a failure nobody calls for two seconds, so that a queue for a receiver that is away
        does not take the workers' time from the others.
        """
        if time.monotonic() < self._paused_until:
            raise ReceiverAway(self._at.netloc)
        try:
            status = self._post(message.to_bytes())
        except (OSError, HTTPException) as fault:
            self._paused_until = time.monotonic() + _PAUSE_S
            raise ReceiverAway(self._at.netloc) from fault
        if status == _TOO_MANY or status >= _SERVER_FAULT:
            self._paused_until = time.monotonic() + _PAUSE_S
            raise ReceiverAway(f"{self._at.netloc} answered {status}")
        if status not in (200, 201, 204):
            raise ReceiverRefused(f"{self._at.netloc} answered {status}")

    def _post(self, body: bytes) -> int:
        line = HTTPConnection(self._at.hostname or "", self._at.port, timeout=_TIMEOUT_S)
        try:
            told = {
                "Content-Type": "application/json",
                "X-Tongban-Signature": signature(self._secret, body),
            }
            line.request("POST", self._at.path or "/", body, told)
            answer = line.getresponse()
            answer.read(_MOST_ANSWER)
            return answer.status
        finally:
            line.close()
