"""People and officers as the harness plays them: each goes on until the answer says it is done."""

from __future__ import annotations

import http.client
import json
import queue
import random
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from bench._serving import HOST
from bench.faults.effects_world.processes import World
from bench.faults.effects_world.serving import sign

INSTANT = "11990102000102111A4992000010000"
REVIEWED = "11990102000102111A4990700011000"
CHARGED = "11990102000102111A4990700024000"
ARTICLE = "juzhuzheng-tiaoli/10@2015-11-26"
_OFF = (OSError, http.client.HTTPException, json.JSONDecodeError)
_PATIENCE_S = 300.0
_PERSON = {"sex": "male", "hukou_address": "云岭市东岸区滨江路8号", "phone": "19900001002"}
ANSWERS: dict[str, dict[str, Any]] = {
    INSTANT: {"phone": "19900001001", "still_here": True},
    REVIEWED: _PERSON | {"birth_date": "1992-03-04", "registered_on": "2026-03-15",
                         "delivery": "electronic"},
    CHARGED: _PERSON | {"ethnicity": "han", "valid_until": "2026-12-01", "reason": "damaged",
                        "delivery": "window"},
}  # fmt: skip
# What the registers hold of everybody, so that nothing has to be handed in.
ON_RECORD: dict[str, str | int | bool | None] = {
    "person.sex": "male", "person.ethnicity": "han", "person.birth_date": "1992-03-04",
    "person.id_card.valid_until": "2030-12-01", "person.id_card.portrait_on_file": True,
    "person.hukou.address": "云岭市东岸区滨江路8号",
    "person.hukou.household_number": "990202000001",
    "person.residence.registered_on": "2026-03-15", "person.insurance.status": "active",
    "person.insurance.paid_months": 30,
}  # fmt: skip
_SITUATION = {REVIEWED: "work"}


class NotYet(RuntimeError):
    """The step has no answer, or not the one that lets it go on."""


@dataclass
class Tally:
    """What was acknowledged, by the drivers."""

    cases: dict[str, str] = field(default_factory=dict)
    finished: int = 0
    decided: set[str] = field(default_factory=set)
    closing: bool = False
    resent: int = 0
    stuck: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Driver(threading.Thread):
    """Takes applicants from a queue and sees each case through to its end."""

    def __init__(self, world: World, people: Any, officer: Any, tally: Tally, seed: int) -> None:
        super().__init__(daemon=True)
        self._world, self._people, self._officer = world, people, officer
        self._tally, self._chance = tally, random.Random(seed)
        self.versions: dict[str, int] = {}

    def run(self) -> None:
        while not self._tally.closing:
            try:
                number, person = self._people.get_nowait()
            except queue.Empty:
                return
            item = (INSTANT, REVIEWED, INSTANT, CHARGED)[number % 4]
            try:
                self._see_through(item, person, f"effect-{number}")
            except NotYet as fault:
                self._tally.stuck.append(f"effect-{number}: {fault}")
            time.sleep(self._chance.uniform(0.1, 1.0))

    def _see_through(self, item: str, person: Any, key: str) -> None:
        case = self._until(lambda: self._submit(item, person, key))
        with self._tally.lock:
            self._tally.cases[key] = case["id"]
        if item != INSTANT:
            self._until(lambda: self._officer_step(case["id"], person))
        with self._tally.lock:
            self._tally.finished += 1
            self._tally.decided.add(case["id"])

    def _submit(self, item: str, person: Any, key: str) -> dict[str, Any]:
        from tongban.seals.api import STATEMENT_CODE

        said = {
            "item_code": item, "item_version": self.versions[item], "answers": ANSWERS[item],
            "statement": STATEMENT_CODE, "situation": _SITUATION.get(item),
        }  # fmt: skip
        return self._call("POST", "/cases", person, said, {"Idempotency-Key": key})

    def _officer_step(self, case_id: str, person: Any) -> dict[str, Any]:
        """Whatever the case lets be done next, as its own answer tells; done when decided."""
        seen = self._call("GET", f"/cases/{case_id}", self._officer, None)
        if "awaiting-payment" in seen["state"]:
            self._pay(case_id, person)
        elif "approved" in seen["state"]:
            return seen
        elif "accept_case" in seen["available"]:
            self._act(case_id, "claim", seen["version"])
            self._act(case_id, "accept", seen["version"])
        elif "decide_case" in seen["available"]:
            self._act(case_id, "claim", seen["version"])
            self._act(
                case_id, "decide", seen["version"],
                {"approve": True, "opinion": "材料齐全，同意。", "articles": [ARTICLE]},
            )  # fmt: skip
        raise NotYet(f"{seen['state']} {seen['available']}")

    def _act(self, case_id: str, verb: str, version: int, said: Any = None) -> None:
        body = {"version": version, **(said or {})}
        self._call("POST", f"/desk/cases/{case_id}/{verb}", self._officer, body)

    def _pay(self, case_id: str, person: Any) -> None:
        notices = self._call("GET", "/payments", person, None)["items"]
        notice = next((each["id"] for each in notices if each["about"] == case_id), None)
        if notice is None:
            raise NotYet("no notice")
        order = self._call("POST", f"/payments/{notice}/orders", person, {})["id"]
        line = http.client.HTTPConnection(HOST, self._world.ports["payer"], timeout=5)
        try:
            body = b"{}"
            line.request(
                "POST", f"/orders/{order}/pay", body, {"X-Tongban-Signature": sign(body)}
            )  # fmt: skip
            line.getresponse().read()
        finally:
            line.close()

    def _until(self, step: Any) -> dict[str, Any]:
        ends, last = time.monotonic() + _PATIENCE_S, ""
        while time.monotonic() < ends:
            try:
                done: dict[str, Any] = step()
                return done
            except (*_OFF, NotYet) as fault:
                last = f"{type(fault).__name__} {fault}"
                with self._tally.lock:
                    self._tally.resent += 1
                time.sleep(self._chance.uniform(0.1, 0.5))
        raise NotYet(last)

    def _call(
        self, verb: str, path: str, who: Any, said: Any, more: dict[str, str] | None = None
    ) -> dict[str, Any]:
        line = http.client.HTTPConnection(HOST, self._world.ports["web"], timeout=15)
        try:
            told = {"Authorization": f"Bearer {who()}", "Content-Type": "application/json"}
            body = json.dumps(said) if said is not None else None
            line.request(verb, f"/api/v1{path}", body, told | (more or {}))
            answer = line.getresponse()
            data = json.loads(answer.read() or b"{}")
        finally:
            line.close()
        if answer.status >= 300:
            raise NotYet(f"{answer.status} {str(data)[:200]}")
        found: dict[str, Any] = data
        return found
