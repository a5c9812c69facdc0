"""It may push what happened to whoever it was told of, beside answering when asked.

Best effort, one after the other: what is not heard is asked for later anyway.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import queue
import threading
import urllib.request
from urllib.error import URLError

from tongban_vertical_demo.register import Register

_TIMEOUT_S = 5.0
_MOST_WAITING = 1000


class Pusher:
    """Pushes the steps of an application to ``url``, signed for the connector ``code``."""

    def __init__(self, register: Register, url: str, code: str, token: str) -> None:
        self._register, self._url, self._code = register, url, code
        self._token = token.encode()
        self._waiting: queue.Queue[str] = queue.Queue(_MOST_WAITING)
        threading.Thread(target=self._work, daemon=True).start()

    def tell(self, number: str) -> None:
        """Something happened to the application; dropped when too many wait."""
        try:
            self._waiting.put_nowait(number)
        except queue.Full:
            return

    def _work(self) -> None:
        while True:
            self._push(self._waiting.get())

    def _push(self, number: str) -> None:
        body = json.dumps({"bz": self._register.steps([number])}, ensure_ascii=False).encode()
        said = b"push\n" + self._code.encode() + b"\n" + body
        signature = hmac.new(self._token, said, hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/json", "X-Connector-Signature": signature}
        request = urllib.request.Request(self._url, body, headers)  # noqa: S310  from the setting
        try:
            with urllib.request.urlopen(request, timeout=_TIMEOUT_S):  # noqa: S310
                return
        except (URLError, OSError):
            return
