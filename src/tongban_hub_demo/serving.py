"""Its HTTP door: the snapshot for members, receipts for their rows, one plain page for people."""

from __future__ import annotations

import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote

from tongban_hub_demo.exchanging import asked_before, asked_of, no_evidence, remember
from tongban_hub_demo.keys import PLATFORM, kept_key
from tongban_hub_demo.telling import CODE, NAME_EN, NAME_ZH, NEIGHBOUR, NEIGHBOUR_ZH, Telling
from tongban_trust.signing import BadEncoding, PublicKey
from tongban_trust.whole_file import write_whole
from tongban_wire.across import CrossRequest
from tongban_wire.federation import name_of, since
from tongban_wire.numbered import SnapshotRefused, digest_of
from tongban_wire.rows import MOST_BYTES, VERSION, Receipt, open_batch, sign_receipt

_TEXT, _PAGE = "text/plain; charset=us-ascii", "text/html; charset=utf-8"
_ANEW = timedelta(minutes=5)
_SOON = timedelta(seconds=5)
_KEPT = 5
_ROWS, _EVIDENCE = "/federation/rows/", "/federation/evidence/"


class Server(ThreadingHTTPServer):
    """The running hub: what it tells, and the one member it knows."""

    daemon_threads = True

    def __init__(self, port: int, telling: Telling, member: tuple[str, str, str]) -> None:
        """``member``: its code, key (hex) and address."""
        super().__init__(("127.0.0.1", port), Door)
        self.telling, self.member = telling, member
        self._texts: list[tuple[datetime, str]] = []
        self._alone = threading.Lock()
        self.doors = {_ROWS: self.receipt, _EVIDENCE: self.evidence}
        self.asked = asked_before(telling.folder)
        self._told: tuple[CrossRequest, ...] = ()

    def snapshot(self, has: str) -> tuple[str, str]:
        """Name and text of the newest snapshot for who ``has`` one; no text when it is that."""
        with self._alone:
            now = datetime.now(UTC)
            age = now - self._texts[-1][0] if self._texts else _ANEW
            if age >= (_ANEW if self.asked == self._told else _SOON):
                self._told = self.asked
                text = self.telling.snapshot(now, self.member[0], self._told)
                self._texts = [*self._texts, (now, text)][-_KEPT:]
            known = {name_of(text): text for _, text in self._texts}
            newest = self._texts[-1][1]
        name = name_of(newest)
        if has == name:
            return name, ""
        return name, since(newest, known[has]) if has in known else newest

    def listen_to_member(self, over: threading.Event) -> None:
        """Until ``over``: learn every few seconds what the member asks of the neighbour."""
        while not over.wait(_SOON.total_seconds()):
            with suppress(OSError, SnapshotRefused, ValueError):
                self.asked = remember(self.telling.folder, asked_of(NEIGHBOUR, self.member))

    def evidence(self, code: str, text: str) -> str:
        """What the neighbour's node keeps of messages with the member's: it never had any."""
        if code != self.member[0]:
            raise ValueError("no such member")
        return no_evidence(NEIGHBOUR, self.telling.folder, self.telling.suite_name, text)

    def receipt(self, code: str, text: str) -> str:
        """The receipt for a member's batch, the same for the same; SnapshotRefused, ValueError.

        It accepts whatever is signed and well formed: it keeps no rows and judges no field.
        """
        member, spki, _ = self.member
        if code != member:
            raise ValueError("no such member")
        key, now_ms = PublicKey.from_spki(bytes.fromhex(spki)), _now_ms()
        batch = open_batch(text, {key.key_id: key}, code, CODE, now_ms)
        kept = self.telling.folder / "receipts" / f"{batch.number}-{digest_of(text)}"
        if not kept.exists():
            found = Receipt(
                VERSION, CODE, code, batch.number, digest_of(text), now_ms, len(batch.rows), ()
            )
            signing = kept_key(self.telling.folder, PLATFORM, self.telling.suite_name)
            kept.parent.mkdir(exist_ok=True)
            write_whole(kept, sign_receipt(found, signing).encode())
        return kept.read_text("ascii")


class Door(BaseHTTPRequestHandler):
    """One request."""

    server: Server
    server_version = "hub-demo"
    timeout = 30

    def do_GET(self) -> None:
        """The snapshot, the page, or an item's page."""
        if self.path == "/federation/snapshot":
            has = self.headers.get("If-None-Match", "").strip('"')
            name, text = self.server.snapshot(has)
            self._send(200 if text else 304, _TEXT, text.encode(), {"ETag": f'"{name}"'})
        elif self.path == "/":
            self._send(200, _PAGE, front_page(self.server).encode())
        elif page := item_page(self.server, unquote(self.path)):
            self._send(200, _PAGE, page.encode())
        else:
            self._send(404, _TEXT, b"")

    def do_POST(self) -> None:
        """A batch of rows of a member, or its question for the neighbour's evidence."""
        length = self.headers.get("Content-Length", "")
        door = next((each for each in self.server.doors if self.path.startswith(each)), "")
        if not door or not length.isdecimal():
            self._send(404, _TEXT, b"")
            return
        if int(length) > 2 * MOST_BYTES:
            self._send(413, _TEXT, b"")
            return
        text = self.rfile.read(int(length)).decode("ascii", "replace")
        try:
            answer = self.server.doors[door](self.path.removeprefix(door), text)
        except (SnapshotRefused, BadEncoding, ValueError):
            self._send(409, _TEXT, b"")
            return
        self._send(200, _TEXT, answer.encode())

    def log_message(self, *_arguments: object) -> None:
        """It keeps no log of requests."""

    def _send(
        self, status: int, kind: str, data: bytes, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("X-Frame-Options", "DENY")
        self.end_headers()
        self.wfile.write(data)


def front_page(server: Server) -> str:
    """Who it is, the neighbour's items, and a certificate's code to try elsewhere."""
    words = server.telling.certificate_code()
    verify = f"{server.member[2]}/verify?code={quote(words, safe='')}"
    items = "".join(
        f'<li><a href="/items/{escape(each.code)}">{escape(each.name_zh)}</a> '
        f"{escape(each.agency_zh)}</li>"
        for each in server.telling.offers()
    )
    return _page(
        NAME_ZH,
        f"<p>另一个平台的演示程序：代表{NEIGHBOUR_ZH}向成员平台发布事项和信任清单，"
        f"并为成员汇聚的数据出具回执。</p><p lang=en>{NAME_EN}: another program. It tells members a"
        " neighbour’s items and trust, and gives receipts for their rows.</p>"
        f"<h2>{NEIGHBOUR_ZH}的跨省通办事项</h2><ul>{items}</ul>"
        f"<h2>{NEIGHBOUR_ZH}签发的一张证照</h2><p>二维码里的内容：</p>"
        f"<p><code id=code>{escape(words)}</code></p>"
        f'<p><a id=verify href="{escape(verify)}">到本省平台核验 Verify at the province</a></p>',
    )


def item_page(server: Server, path: str) -> str:
    """An item of the neighbour, "" when there is none at this path."""
    code = path.removeprefix("/items/")
    found = next((each for each in server.telling.offers() if each.code == code), None)
    if found is None or not path.startswith("/items/"):
        return ""
    return _page(
        found.name_zh,
        f"<p>{escape(found.agency_zh)}</p><p>这是演示：邻省的申请页面不在本程序内。</p>"
        f"<p lang=en>{escape(found.name_en)}. A demo: the neighbour’s form is not part of this"
        ' program.</p><p><a href="/">返回 Back</a></p>',
    )


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title></head><body><main><h1>{escape(title)}</h1>{body}"
        "</main></body></html>"
    )


def member_in(folder: Path) -> tuple[str, str, str]:
    """Code, key and address of the member, as the platform wrote them here."""
    code, spki, url = (folder / "member").read_text("utf-8").split()
    return code, spki, url


def _now_ms() -> int:
    return int(datetime.now(UTC).timestamp() * 1000)
