"""A line over HTTP and JSON, as the connector's ``speech`` says; bounded in time and size."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from tongban.connectors.domain.definition import Connector
from tongban.connectors.ports import About, Answer, LineDown, NotTaken
from tongban.kernel.text import Text

_TIMEOUT_S = 10.0
_MOST_BYTES = 4 * 1024 * 1024
_REFUSED = (400, 409, 413, 422)
_NO_ANSWER = Text.of("对方系统没有应答。", "The system does not answer.")
_TOKEN = Text.of(
    "对方系统不认可我们的令牌，请管理员核对。",
    "The system does not accept our token; have it checked.",
)
_GARBLED = Text.of(
    "对方系统的应答不是约定的格式。", "The system's answer is not in the agreed format."
)


class HttpLine:
    """The system of ``connector`` at ``url``, shown ``token``. No redirect is followed."""

    def __init__(self, connector: Connector, url: str, token: str) -> None:
        self._speech, self._token = connector.speech, token
        self._at = urlsplit(url)

    def send(self, call: str, message: dict[str, Any]) -> Answer:
        """See the port."""
        names = self._speech.names
        said = self._ask("POST", self._speech.calls[call], _bytes(message))
        number, wanted = said.get(names["number"]), said.get(names["wanted"], [])
        if not isinstance(number, str) or not 0 < len(number) <= 60 or not _all_text(wanted):
            raise LineDown(_GARBLED)
        return Answer(number, tuple(wanted))

    def attach(self, digest: str, content: bytes) -> None:
        """See the port."""
        self._ask("PUT", f"{self._speech.calls['attach']}/{digest}", content)

    def progress(self, numbers: Sequence[str]) -> Sequence[object]:
        """See the port."""
        names = self._speech.names
        asked = _bytes({names["number"]: list(numbers)})
        steps = self._ask("POST", self._speech.calls["progress"], asked).get(names["steps"])
        if not isinstance(steps, list):
            raise LineDown(_GARBLED)
        return steps

    def about(self) -> About:
        """See the port."""
        names = self._speech.names
        said = self._ask("GET", self._speech.calls["about"], None)
        try:
            fields = {one[names["field_name"]]: one for one in said[names["fields"]]}
            required = {n for n, one in fields.items() if one[names["field_required"]]}
            return About(frozenset(required), frozenset(fields), frozenset(said[names["states"]]))
        except (KeyError, TypeError) as fault:
            raise LineDown(_GARBLED) from fault

    def _ask(self, verb: str, path: str, body: bytes | None) -> Mapping[str, Any]:
        kind = HTTPSConnection if self._at.scheme == "https" else HTTPConnection
        line = kind(self._at.hostname or "", self._at.port, timeout=_TIMEOUT_S)
        headers = {self._speech.token_header: self._token, "Content-Type": "application/json"}
        try:
            line.request(verb, self._at.path.rstrip("/") + path, body, headers)
            answer = line.getresponse()
            data = answer.read(_MOST_BYTES + 1)
        except (OSError, HTTPException) as fault:
            raise LineDown(_NO_ANSWER) from fault
        finally:
            line.close()
        return self._read(answer.status, data)

    def _read(self, status: int, data: bytes) -> Mapping[str, Any]:
        if status in (401, 403):
            raise LineDown(_TOKEN)
        try:
            said = json.loads(data) if len(data) <= _MOST_BYTES else None
        except ValueError:
            said = None
        if status in _REFUSED and isinstance(said, dict):
            reasons = said.get(self._speech.names["errors"], [])
            raise NotTaken(reasons if _all_text(reasons) else [])
        if status != 200 or not isinstance(said, dict):
            raise LineDown(_GARBLED if status == 200 else _NO_ANSWER)
        return said


def _all_text(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _bytes(message: Mapping[str, Any]) -> bytes:
    return json.dumps(message, ensure_ascii=False).encode()
