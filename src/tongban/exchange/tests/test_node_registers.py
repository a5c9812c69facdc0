"""A form's look-up over the real wire: two node processes, the grant, the token, the leaves."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.utils import timezone
from tests.province import settle

from tongban.agencies.api import agency_by_short
from tongban.elements.api import RegisterTwin, connect_adapter, look_up
from tongban.exchange import api as exchange
from tongban.exchange.models import CaseToken
from tongban.exchange.tests.factories import SYSTEM
from tongban.exchange.tests.test_requests import ITEM, granted
from tongban.identity.api import account, demo_accounts, register_number
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.article import ArticleRef
from tongban.kernel.sitting import one_sitting
from tongban_node.attack.processes import free_port
from tongban_trust.keys import FileKeystore
from tongban_trust.signing import algorithm_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]
SECRET = "for this test only"
PASSPHRASE = "for this test only"
ARTICLE = ArticleRef("geren-xinxi-baohu-fa", "34", "2021-08-20")
STATUS = "person.marriage.status"


@dataclass
class Platform:
    """Hands out policies signed before and keeps the pages nodes send."""

    policies: dict[str, str] = field(default_factory=dict)
    pages: list[bytes] = field(default_factory=list)

    def serve(self) -> ThreadingHTTPServer:
        told = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                node = self.path.split("/")[1]
                self.answer({"snapshot": told.policies[node], "heartbeat": None})

            def do_POST(self) -> None:
                page = self.rfile.read(int(self.headers["Content-Length"]))
                told.pages.append(page)
                said = json.loads(page)
                self.answer({"size": said["first"] + len(said["leaves"])})

            def answer(self, body: object) -> None:
                data = json.dumps(body).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_said: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server


class RealNode:
    """A node in its own process and folder, registered at the platform."""

    def __init__(self, folder: Path, name: str, agency: str, now: datetime, **more: bool) -> None:
        folder.mkdir()
        self.name, self.folder = name, folder
        self.port, self.local = free_port(), free_port()
        store = FileKeystore(folder / "keys", PASSPHRASE, "intl")
        algorithm = algorithm_of("intl")
        key, log = (store.create(each, algorithm, now).public for each in ("node", "log"))
        new = exchange.NewNode(
            id=name, agency_code=agency, url=f"http://127.0.0.1:{self.port}",
            log_spki=log.spki.hex(), keys=(key.spki.hex(),), suite="intl", **more,
        )  # fmt: skip
        exchange.register_node(actor=SYSTEM, new=new, now=now)

    def start(self, platform_port: int, source: str = "") -> None:
        keys = ", ".join(f'"{key.spki.hex()}"' for key in exchange.pinned_keys())
        digest = hashlib.sha256(SECRET.encode()).hexdigest()
        (self.folder / "node.toml").write_text(
            f'id = "{self.name}"\nsuite = "intl"\ndata = "."\nkeystore = "keys"\n'
            f'listen = "127.0.0.1:{self.port}"\nlocal_listen = "127.0.0.1:{self.local}"\n'
            f'platform_url = "http://127.0.0.1:{platform_port}/{self.name}"\n'
            f"platform_keys = [{keys}]\nleast_free_mb = 1\n"
            "source_timeout_ms = 60000\ncall_timeout_ms = 60000\n"
            f'[[applications]]\nname = "platform"\nsecret_sha256 = "{digest}"\n{source}',
            "utf-8",
        )
        self.log = (self.folder / "log.txt").open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tongban_node", "run", "--config", "node.toml"],
            cwd=self.folder,
            env={**os.environ, "TONGBAN_NODE_PASSPHRASE": PASSPHRASE},
            stdout=subprocess.DEVNULL,
            stderr=self.log,
        )

    def until_ready(self) -> None:
        deadline = time.monotonic() + 60
        while not ((self.folder / "policy" / "snapshot").exists() and self.listens()):
            assert self.process.poll() is None, (self.folder / "log.txt").read_text()
            assert time.monotonic() < deadline, (self.folder / "log.txt").read_text()
            time.sleep(0.05)

    def listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.local)) == 0

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(60)
        self.log.close()


@pytest.fixture
def twin():
    yield RegisterTwin()
    connect_adapter("register-twin", RegisterTwin())


def register(folder: Path, number: str) -> str:
    (folder / "drop").mkdir()
    with (folder / "drop" / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["sfzh", "hyzk", "gxrq"], [number, "20", "2026-01-01"]])
    return (
        '[[sources]]\nresource = "1010201/1"\nkind = "csv-folder"\nscheme = "resident-id"\n'
        'subject_column = "sfzh"\nas_of_column = "gxrq"\n'
        f'columns = {{ "{STATUS}" = "hyzk" }}\noptions = {{ folder = "{folder / "drop"}" }}\n'
    )


def is_waited_for_once_a_sitting(ask) -> None:
    """Who was silent is not asked again before the sitting is over."""
    tokens = CaseToken.objects.count()
    with one_sitting():
        assert [ask()[STATUS].silent for _ in range(3)] == [True, True, True]
    assert CaseToken.objects.count() == tokens + 1
    assert ask()[STATUS].silent, "the next sitting asks again"
    assert CaseToken.objects.count() == tokens + 2


def test_a_value_travels_from_the_agencys_node_and_the_person_sees_the_look(tmp_path, twin):
    now = timezone.now()
    settle(now)
    subject = account(demo_accounts()[0].account_id).subject_id
    actor = Actor(ActorKind.PERSON, subject_id=subject, account_id="acct_x")
    number = register_number(SYSTEM, subject)
    held = granted(now)
    provider = RealNode(tmp_path / "p", "mzt-node", agency_by_short("mzt-990000").code, now)
    hub = RealNode(
        tmp_path / "h", "hub-node", agency_by_short("zsj-990000").code, now, serves_everybody=True
    )
    platform = Platform()
    for node in (provider, hub):
        platform.policies[node.name] = exchange.policy_for(node.name, seen=0, now=now).text
    server = platform.serve()
    started = []

    def ask():
        values = look_up(
            actor=actor, subject_id=subject, element_ids=(STATUS, "person.name"), item_code=ITEM,
            purpose=ARTICLE, case_id=None, now=timezone.now(),
        )  # fmt: skip
        return {value.element_id: value for value in values}

    try:
        provider.start(server.server_port, register(provider.folder, number.value))
        hub.start(server.server_port)
        started = [provider, hub]
        for node in started:
            node.until_ready()
        registers = exchange.NodeRegisters(
            doors={"hub-node": f"http://127.0.0.1:{hub.local}"}, secret=SECRET, otherwise=twin,
            timeout_s=60.0,
        )  # fmt: skip
        connect_adapter("register-twin", registers)
        assert registers.check().works
        came = ask()
        assert (came[STATUS].value, came[STATUS].silent) == ("20", False)
        assert came[STATUS].as_of == datetime(2026, 1, 1, tzinfo=UTC)
        assert not came["person.name"].silent, "what no node serves comes from the twin"

        seen = first_look(actor, platform)
        assert (seen.article, seen.fields, seen.acting) == (held.article, (STATUS,), "subject")

        provider.stop()
        started.remove(provider)
        silent = ask()
        assert silent[STATUS].silent
        assert silent[STATUS].value is None
        assert "暂时没有回应" in silent[STATUS].reason.zh
        assert not silent["person.name"].silent

        is_waited_for_once_a_sitting(ask)
    finally:
        for node in started:
            node.stop()
        server.shutdown()
        server.server_close()


def first_look(actor, platform):
    """What the person sees of the look, once the nodes have sent their logs."""
    deadline = time.monotonic() + 60
    while True:
        while platform.pages:
            exchange.take_evidence(page=platform.pages.pop(0), now=timezone.now())
        found = exchange.looks(actor, actor.subject_id, timezone.now()).items
        for each in found:
            if each.via is exchange.LookVia.NODES:
                return each
        assert time.monotonic() < deadline, "the look does not reach the person"
        time.sleep(0.1)
