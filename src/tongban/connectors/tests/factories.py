"""A connector for an item people decide, and the demo system in this process, behind a bad line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from tongban.agencies.tests.factories import CODE as AGENCY
from tongban.agencies.tests.factories import a_post, an_entry
from tongban.agencies.tests.factories import publish as publish_agencies
from tongban.cases.api import CaseView, case
from tongban.cases.tests.factories import COMMITTED, NOW, a_house, a_resident, submit
from tongban.connectors.api import (
    About,
    Answer,
    LineDown,
    NotTaken,
    Pushed,
    connect_line,
    keep_going,
    push_signature,
    take_pushed,
)
from tongban.connectors.models import ConnectorVersion
from tongban.connectors.shelf.schema import ConnectorFile
from tongban.jobs.api import drain
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban_vertical_demo import register as theirs
from tongban_vertical_demo.vocabulary import ACCEPTED, GRANTED, VISITED

TOKEN = "shared-with-them"
CODE, SYSTEM_POST = "tobacco", "cgj-system"
ARTICLE = "juzhuzheng-tiaoli/10@2015-11-26"
NAMES = {
    "key": "wbdh", "number": "sqbh", "fields": "zd", "files": "fj", "file_name": "mc",
    "file_digest": "zyz", "wanted": "qfj", "errors": "cw", "steps": "bz", "seq": "xh",
    "state": "zt", "at": "sj", "words": "yj", "certificate": "xkzh", "typed": "blzd",
    "field_name": "m", "field_required": "bt", "states": "zt",
}  # fmt: skip
CALLS = {
    "submit": "/jk/sq", "supplement": "/jk/bz", "withdraw": "/jk/cj", "attach": "/jk/fj",
    "progress": "/jk/jd", "about": "/jk/xt",
}  # fmt: skip


def words(zh: str) -> dict[str, str]:
    return {"zh-Hans": zh, "en": zh}


def field(theirs_name: str, **more: Any) -> dict[str, Any]:
    return {"theirs": theirs_name, "source": {"constant": "示例"}} | more


def connector_file(**changes: Any) -> ConnectorFile:
    """Every field of the demo system from the form, the case or a constant."""
    given: dict[str, Any] = {
        "code": CODE,
        "name": words("烟草系统"),
        "agency": AGENCY,
        "post": SYSTEM_POST,
        "items": [COMMITTED],
        "secret": "tobacco",
        "certificate": "issue-ours",
        "limits": {"ask_every_s": 3, "batch": 50, "file_mb": 1},
        "fields": [
            field("qymc", source={"element": "person.name"}),
            field("lxdh", source={"answer": "phone"}),
            field("tyshxydm"), field("fddbr"), field("zcdz"), field("jydz"), field("jymj"),
            field("lxr"),
            field("sbrq", source={"case": "submitted_on"}, date="%Y/%m/%d"),
            field("sbly", source={"case": "channel"}, codes={"pc": "1", "window": "2"}),
            field("ywlx", source={"constant": "XB"}, values=["XB", "YX"]),
        ],
        "states": [
            {"theirs": "10", "move": "note", "says": words("已登记")},
            {"theirs": "15", "move": "correct", "target": "phone", "says": words("请补正")},
            {"theirs": "20", "move": "accept", "says": words("已受理")},
            {"theirs": "30", "move": "opinion", "says": words("核查合格")},
            {"theirs": "90", "move": "approve", "says": words("准予")},
            {"theirs": "91", "move": "deny", "says": words("不予"), "articles": [ARTICLE]},
            {"theirs": "99", "move": "refuse", "says": words("不予受理"), "articles": [ARTICLE]},
            {"theirs": "00", "move": "note", "says": words("已撤件")},
        ],
        "speech": {
            "calls": CALLS, "names": NAMES, "moment": "%Y/%m/%d %H:%M:%S", "token_header": "X-T",
        },
    }  # fmt: skip
    return ConnectorFile.model_validate(given | changes)


def publish_connector(file: ConnectorFile | None = None, version: int = 1) -> None:
    known = file or connector_file()
    ConnectorVersion.objects.create(
        code=known.code, version=version, digest="d", definition=known.model_dump(mode="json"),
        release_id="release_test", published_at=NOW,
    )  # fmt: skip


class Twin:
    """A line to the demo system in this process.

    ``down``: nothing passes; ``deaf``: it does what it is told, and its answer is lost;
    ``shuffle`` rearranges (and may repeat) what it says.
    """

    def __init__(self) -> None:
        self.register = theirs.Register(":memory:")
        self.down = self.deaf = False
        self.calls: list[str] = []
        self.shuffle = list

    def send(self, call: str, message: dict[str, Any]) -> Answer:
        def act() -> Answer:
            register, key, number = self.register, message["wbdh"], message.get("sqbh", "")
            if call == "submit":
                said = register.submit(key, message["zd"], message["fj"])
            elif call == "supplement":
                said = register.supplement(key, number, message["zd"], message["fj"])
            else:
                said = register.take_back(key, number)
            return Answer(said["sqbh"], tuple(said.get("qfj", ())))

        return self._through(call, act)

    def attach(self, digest: str, content: bytes) -> None:
        self._through("attach", lambda: self.register.attach(digest, content))

    def progress(self, numbers: Sequence[str]) -> Sequence[object]:
        return self._through("progress", lambda: self.shuffle(self.register.steps(list(numbers))))

    def about(self) -> About:
        return About(frozenset({"qymc"}), frozenset({"qymc"}), frozenset({"10"}))

    def _through(self, call: str, act: Any) -> Any:
        self.calls.append(call)
        if self.down:
            raise LineDown(Text.of("没有应答", "silent"))
        try:
            done = act()
        except theirs.NotTaken as refused:
            raise NotTaken(refused.said) from refused
        if self.deaf:
            raise LineDown(Text.of("没有应答", "silent"))
        return done


@pytest.fixture
def twin(monkeypatch: pytest.MonkeyPatch):
    """A house whose committed item goes to the demo system."""
    a_house(monkeypatch)
    publish_agencies(
        an_entry(
            posts=[
                a_post("cgj-window", "window-clerk"),
                a_post("cgj-approve", "approver"),
                a_post(SYSTEM_POST, "window-clerk", "reviewer", "approver"),
            ]
        ),
        release="release_2",
    )
    publish_connector()
    made = Twin()
    connect_line(CODE, made)
    monkeypatch.setattr("tongban.connectors.actions.take_pushed.token_of", lambda known: TOKEN)
    yield made
    connect_line(CODE, None)
    made.register.close()


def applied(**changes: Any) -> tuple[Actor, CaseView]:
    """Somebody applied, and the outbox told of it."""
    person = a_resident()
    sent = submit(person, COMMITTED, **changes)
    drain(NOW)
    return person, sent


def go_on(start: datetime, seconds: int = 6) -> datetime:
    """The worker works for some seconds, the outbox is told each time; returns when it is."""
    now = start
    for _ in range(seconds // 2):
        now += timedelta(seconds=2)
        keep_going(now)
        drain(now)
    return now


def push(steps: Sequence[object], now: datetime, *, code: str = CODE, token: str = TOKEN) -> Pushed:
    """The demo system pushes these steps, signed with the token."""
    body = json.dumps({NAMES["steps"]: list(steps)}, ensure_ascii=False).encode()
    return take_pushed(code=code, body=body, signature=push_signature(code, token, body), now=now)


def their_number(twin: Twin) -> str:
    """Of the newest application."""
    return twin.register.applications()[0].number


def they_grant(twin: Twin, number: str) -> None:
    """Their clerks see it through."""
    twin.register.advance(number, ACCEPTED)
    twin.register.advance(number, VISITED, "店面属实")
    twin.register.advance(number, GRANTED)


def history(actor: Actor, case_id: str) -> list[tuple[str, str, str]]:
    """What happened to the case, in order and words, without the moments."""
    return [(step.kind, step.title.zh, step.detail.zh) for step in case(actor, case_id).steps]
