"""Kills everything at random while cases run; each effect must have happened once, in order.

Run: ``tongban faults effects --kills 200 --seed 1`` from a checkout (its own PostgreSQL without
DATABASE_URL). Instant, reviewed and charged cases are driven through the API; a message service, a
register and a payment channel are programs of their own with books on disk. Web, worker and these
three are killed (SIGKILL) at random moments, also while hours pass without a receiver (the waiting
times are moved, nobody sleeps), while no file can grow (RLIMIT_FSIZE: EFBIG, where a full disk
says ENOSPC; PostgreSQL's own disk is not filled), and with receivers' clocks hours astray.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import random
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connections

from bench.faults.effects_world import accounting
from bench.faults.effects_world.driving import CHARGED, INSTANT, ON_RECORD, REVIEWED, Driver, Tally
from bench.faults.effects_world.judging import judge
from bench.faults.effects_world.processes import RECEIVERS, World
from bench.faults.submit import a_cluster

_DRIVERS = 6
_KILLED = ("web", "worker", "worker", *RECEIVERS, *RECEIVERS)
_OUTAGE_EVERY, _FULL_EVERY = 20, 15
_OUTAGE_H, _JUMPS = 3, 12
_SETTLE_S = 420.0
_SKEWS_H = (0.0, 0.0, -6.0, 5.0)
_AGENCY = "gafj-990102"


class Harness:
    """One run."""

    def __init__(self, world: World, kills: int, seed: int) -> None:
        self.world, self.kills = world, kills
        self.chance, self.tally = random.Random(seed), Tally()
        self.count: Counter[str] = Counter()
        self.paid_out: set[str] = set()
        self.refunded: set[str] = set()
        self._people: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._drivers: list[Driver] = []

    def prepare(self, cases: int) -> None:
        """The province, its people, an officer, the processes, the drivers."""
        from bench._applicants import make_applicants, publish_province
        from tongban.catalogue.api import published_item

        publish_province()
        for number, person in enumerate(make_applicants(cases, ON_RECORD)):
            self._people.put((number, person.fresh_token))
        officer = _officer()
        versions = {code: published_item(code).version for code in (INSTANT, REVIEWED, CHARGED)}
        connections.close_all()
        for name in (*RECEIVERS, "web", "worker"):
            self.world.start(name)
        self.world.wait_until_up("web")
        for number in range(_DRIVERS):
            driver = Driver(self.world, self._people, officer, self.tally, number)
            driver.versions = versions
            self._drivers.append(driver)
            driver.start()

    def kill_on(self) -> None:
        """The kills, each followed by a start; now and then hours of absence or a full disk."""
        for number in range(1, self.kills + 1):
            time.sleep(self.chance.uniform(0.1, 1.2))
            name = self.chance.choice(_KILLED)
            if number % _FULL_EVERY == 0:
                self._without_disk(self.chance.choice(tuple(self.world.running)))
            self.world.kill(name)
            self.count[name] += 1
            if name in RECEIVERS and number % _OUTAGE_EVERY < 6 and self.chance.random() < 0.5:
                self._hours_pass()
            self.world.start(name, self.chance.choice(_SKEWS_H) if name in RECEIVERS else 0.0)
            if name == "web":
                self.world.wait_until_up("web")
            self._money()
            if not any(driver.is_alive() for driver in self._drivers):
                self.count["idle"] += 1

    def _hours_pass(self) -> None:
        """A receiver is away for hours: what waits becomes due again and again, in vain."""
        self.count["outages"] += 1
        for _ in range(_JUMPS):
            self.count["minutes_moved"] += 60 * _OUTAGE_H // _JUMPS
            hasten(60 * _OUTAGE_H // _JUMPS)
            time.sleep(0.3)

    def _without_disk(self, name: str) -> None:
        self.count["full_disks"] += 1
        self.world.fill_disk(name, full=True)
        time.sleep(self.chance.uniform(0.5, 2.0))
        self.world.fill_disk(name, full=False)

    def _money(self) -> None:
        """A payout for every fourth case, a refund for every second fee that was paid."""
        from tongban.kernel.actor import Actor
        from tongban.kernel.article import ArticleRef
        from tongban.kernel.money import Money
        from tongban.payments.api import NoticeState, ask_payout, notice_about, refund_notice

        actor, now = Actor.system("faults"), datetime.now(UTC)
        article = ArticleRef.parse("shenfenzheng-fa/20@2011-10-29")
        with self.tally.lock:
            known = list(self.tally.cases.items())
        for key, case in known:
            number = int(key.rpartition("-")[2])
            if number % 4 == 2 and case not in self.paid_out:
                (payee,) = accounting.ask("SELECT applicant_id FROM cases_case WHERE id=%s", [case])
                ask_payout(
                    actor=actor, about=case, payee_id=payee[0], account="6200000000001234",
                    amount=Money.parse("100.00"), agency_code="11990102000102111A",
                    article=article, now=now,
                )  # fmt: skip
                self.paid_out.add(case)
            if number % 8 == 3 and case in self.tally.decided - self.refunded:
                notice = notice_about(actor, case)
                if notice is not None and notice.state is NoticeState.PAID:
                    refund_notice(
                        actor=actor, notice_id=notice.id, article=article,
                        reason="重复办理，退回。", now=now,
                    )  # fmt: skip
                    self.refunded.add(case)

    def settle(self) -> float:
        """No more faults and no new cases: until nothing waits and all money was asked for.

        Seconds it took; what still waits after seven minutes is told as lost.
        """
        began = time.monotonic()
        self.tally.closing = True
        for name in {*RECEIVERS, "web", "worker"} - self.world.running.keys():
            self.world.start(name)
        while time.monotonic() - began < _SETTLE_S:
            self._money()
            if not any(driver.is_alive() for driver in self._drivers) and not waiting():
                self._money()
                if not waiting():
                    break
            hasten(5)
            time.sleep(1.0)
        return time.monotonic() - began

    def figures(self, seconds: float, settled: float) -> dict[str, Any]:
        """Everything counted and judged."""
        from tongban.ledger.api import verify_log
        from tongban.site.wiring import TOLD

        done = accounting.done(self.world)
        found = judge(accounting.due(TOLD), done)
        broken = accounting.broken_cases(self.tally.cases, done)
        now = datetime.now(UTC)
        agree = accounting.books_agree(now.date(), now)
        ((parked,),) = accounting.ask("SELECT count(*) FROM jobs_parked")
        moved = Counter(each.receiver for each in done)
        money = Counter(each.key.partition(" ")[0] for each in done if each.receiver == "payer")
        return {
            "name": "faults-effects",
            "clean": found.is_clean and not broken and agree and not parked
            and not self.tally.stuck and money["payout"] == len(self.paid_out)
            and money["refund"] == len(self.refunded) and verify_log().holds,
            "kills": sum(self.count[name] for name in (*RECEIVERS, "web", "worker")),
            "kills_by_kind": {name: self.count[name] for name in ("web", "worker", *RECEIVERS)},
            "kills_without_a_case_running": self.count["idle"],
            "outages": self.count["outages"],
            "hours_moved": round(self.count["minutes_moved"] / 60, 1),
            "full_disks": self.count["full_disks"],
            "cases": len(self.tally.cases),
            "finished": self.tally.finished,
            "requests_without_answer_or_early": self.tally.resent,
            "effects": dict(moved),
            "money": dict(money),
            "duplicates_attempted_and_absorbed": accounting.absorbed(self.world),
            "lost": len(found.lost), "doubled": len(found.doubled),
            "unasked": len(found.unasked), "changed": len(found.changed),
            "reordered": len(found.reordered),
            "broken_cases": len(broken), "stuck": len(self.tally.stuck), "parked": parked,
            "books_agree": agree,
            "log_verified": verify_log().holds,
            "seconds": round(seconds, 1), "settling_s": round(settled, 1),
            "examples": [*found.lost[:3], *found.reordered[:3], *broken[:3],
                         *self.tally.stuck[:3]],
        }  # fmt: skip


def hasten(minutes: int) -> None:
    """Let ``minutes`` pass for whatever waits: what was to be tried within them is due now."""
    accounting.ask(
        "UPDATE procrastinate_jobs SET scheduled_at = scheduled_at - %s * interval '1 minute'"
        " WHERE status = 'todo' AND scheduled_at IS NOT NULL RETURNING 1",
        [minutes],
    )
    accounting.ask(
        "UPDATE payments_order SET looked_at = looked_at - %s * interval '1 minute'"
        " WHERE state = 'opened' RETURNING 1",
        [minutes],
    )


def waiting() -> int:
    """Events not handed on, deliveries not done."""
    ((events, jobs),) = accounting.ask(
        "SELECT (SELECT count(*) FROM jobs_outbox WHERE relayed_at IS NULL),"
        " (SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing'))"
    )
    return int(events) + int(jobs)


def _officer() -> Any:
    """An officer who holds every post the cases need; called for a token."""
    from tongban.agencies.api import assign_post
    from tongban.identity.api import (
        Identifier,
        IdentifierScheme,
        Sex,
        open_account,
        register_person,
    )
    from tongban.kernel.actor import Actor, ActorKind, Assurance
    from tongban.kernel.codes import resident_id
    from tongban.web.api.auth import demo_token

    now, actor = datetime.now(UTC), Actor.system("faults")
    number = str(resident_id.make("990102", datetime(1980, 1, 1, tzinfo=UTC).date(), 1))
    person = register_person(
        actor=actor, name="示例经办", birth_date=None, sex=Sex.UNKNOWN, region="990102", now=now,
        identifiers=(Identifier(IdentifierScheme.RESIDENT_ID, number),), assurance=Assurance.L4,
    )  # fmt: skip
    account = open_account(actor=actor, subject_id=person.id, kind=ActorKind.OFFICER, now=now)
    for post in ("window", "review", "approve"):
        assign_post(
            actor=actor, post_id=f"{_AGENCY}-{post}", account_id=account.id,
            valid_from=datetime(2026, 1, 1, tzinfo=UTC).date(), now=now,
        )  # fmt: skip
    return lambda: demo_token(account.id)


def run(world: World, kills: int, seed: int) -> dict[str, Any]:
    """``kills`` kills; everything counted and judged."""
    harness = Harness(world, kills, seed)
    began = time.monotonic()
    try:
        harness.prepare(max(kills * 8, 48))
        harness.kill_on()
        settled = harness.settle()
        return harness.figures(time.monotonic() - began, settled)
    finally:
        harness.tally.closing = True
        world.stop_all()


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", dest="as_json")
    given = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongban.site.settings")
    with tempfile.TemporaryDirectory(prefix="tongban-effects-") as folder, a_cluster():
        world = World(Path(folder))
        django.setup()
        from tongban.site.benching import throw_away_database

        os.environ["TONGBAN_SECRET_KEY"] = settings.SECRET_KEY
        with throw_away_database():
            told = run(world, given.kills, given.seed)
    if given.as_json:
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    else:
        for name, value in told.items():
            sys.stdout.write(f"{name:40}{value}\n")
    return 0 if told["clean"] else 1


if __name__ == "__main__":
    sys.exit(main())
