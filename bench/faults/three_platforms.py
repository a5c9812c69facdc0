"""Three platforms 国家–部委–省 as real processes with three databases, told of one another.

``python -m bench.faults.three_platforms --json``: a nation's hub, a ministry and a province, each
with web, worker, data folder and database of its own in one throw-away cluster. An item changes at
the ministry and is seen in the province by way of the hub; a certificate of the province is
verified at the ministry; the province asks the ministry's node under a grant, a form there fills
itself from it, names the ministry's agency where its node is away, and is refused once the grant is
taken back, and again when the hub lets the province go; a consent given in the province counts at
the ministry until it is withdrawn; rows go up and a spoilt one is
mended; one platform is killed, the others go on, and it catches up. Prints one JSON object; exits
1 unless all of it holds. Brings its own PostgreSQL.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg

from tongban.site.postgres.server import throw_away_cluster
from tongban.site.signals import signals_raise_stop
from tongban.site.supervisor.run import is_healthy
from tongban_wire.asking import Ask
from tongban_wire.case_token import Subject
from tongban_wire.messages import read_response
from tongban_wire.plain import encode

SECRET, PASSPHRASE = "application of the exercise", "passphrase of the exercise"
PROVIDER, GOVERNMENT = "mzt-990000", "zsj-990000"
FIELDS, ARTICLE, PURPOSE = ("person.marriage.status",), "xuke-fa/42@2019-04-23", "handle/abroad"
_PATIENCE_S = 600.0
_CONNECTIONS = 300  # three webs and workers and what is asked beside them


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Platform:
    """One platform: its processes, and a hand inside it."""

    def __init__(self, code: str, name: str, url: str, home: Path) -> None:
        self.code, self.port, self.home = code, _free_port(), home / code
        self.url = f"http://127.0.0.1:{self.port}"
        self.node_ports = {short: (_free_port(), _free_port()) for short in (PROVIDER, GOVERNMENT)}
        self.env = {
            **os.environ, "DATABASE_URL": url, "TONGBAN_DATA": str(self.home),
            "TONGBAN_PLATFORM_CODE": code, "TONGBAN_PLATFORM_NAME": name,
            "TONGBAN_PUBLIC_URL": self.url, "TONGBAN_SUITE": "intl", "TONGBAN_PROFILE": "bare",
            "TONGBAN_WEB_PROCESSES": "1", "PORT": str(self.port),
            "TONGBAN_NODE_PASSPHRASE": PASSPHRASE, "TONGBAN_EXCHANGE_SECRET": SECRET,
            "TONGBAN_EXCHANGE_NODES":
                f"{code}.{GOVERNMENT} http://127.0.0.1:{self.node_ports[GOVERNMENT][1]}",
        }  # fmt: skip
        self.home.mkdir(parents=True)
        self._log = (self.home / "log.txt").open("wb")
        self._running: list[subprocess.Popen[bytes]] = []
        self._nodes: dict[str, subprocess.Popen[bytes]] = {}
        self._hand: subprocess.Popen[bytes] | None = None

    def do(self, command: str, **said: Any) -> dict[str, Any]:
        """One act inside the platform; RuntimeError when it refused."""
        if self._hand is None:
            self._hand = self._start("bench.faults.platform_hand", pipe=True)
        hand = self._hand
        assert hand.stdin is not None
        assert hand.stdout is not None
        hand.stdin.write(f"{command} {json.dumps(said)}\n".encode())
        hand.stdin.flush()
        said_back = hand.stdout.readline()
        if not said_back:
            last = (self.home / "log.txt").read_text("utf-8", "replace").splitlines()[-4:]
            raise RuntimeError(f"{self.code} {command}: {last}")
        answer: dict[str, Any] = json.loads(said_back)
        return answer

    def serve(self) -> None:
        """Web and worker."""
        self._running += [
            self._start("tongban.site.serving"), self._start("tongban.site.working"),
        ]  # fmt: skip
        until(lambda: is_healthy(self.port), f"{self.code} is healthy")

    def start_node(self, config: str) -> None:
        """One of its agencies' nodes."""
        self._nodes[config] = self._start("tongban_node", "run", "--config", config)
        self._running.append(self._nodes[config])

    def stop_node(self, config: str) -> None:
        """That node is away."""
        self._nodes[config].terminate()
        self._nodes[config].wait()

    def kill(self) -> None:
        """All of it at once, as a machine that loses its power."""
        for process in self._running:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, 9)
            process.wait()
        self._running.clear()

    def let_go(self) -> None:
        """The hand leaves the database; the next act starts another."""
        if self._hand is not None:
            self._hand.terminate()
            self._hand.wait()
            self._hand = None

    def close(self) -> None:
        """Nothing of it stays."""
        self.let_go()
        self.kill()
        self._log.close()

    def _start(self, *words: str, pipe: bool = False) -> subprocess.Popen[bytes]:
        ends = subprocess.PIPE if pipe else subprocess.DEVNULL
        return subprocess.Popen(
            [sys.executable, "-m", *words], env=self.env, stdin=ends,
            stdout=subprocess.PIPE if pipe else self._log, stderr=self._log, start_new_session=True,
        )  # fmt: skip


def until(holds: Callable[[], Any], what: str, patience_s: float = _PATIENCE_S) -> float:
    """Seconds until it holds; TimeoutError after ``patience_s``."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > patience_s:
            raise TimeoutError(what)
        time.sleep(0.3)
    return round(time.monotonic() - began, 1)


@contextmanager
def three(home: Path) -> Iterator[dict[str, Platform]]:
    """The three, settled, serving and known to one another."""
    with ExitStack() as open_, throw_away_cluster(_CONNECTIONS) as cluster:
        made = {
            code: Platform(code, name, cluster.url_of(code), home)
            for code, name in (("nation", "国家"), ("ministry", "部委"), ("province", "省"))
        }
        for each in made.values():
            open_.callback(each.close)
        nation, ministry, province = made.values()
        with psycopg.connect(cluster.url_of("postgres"), autocommit=True) as line:
            line.execute("CREATE DATABASE nation")
            nation.do("migrate")
            nation.let_go()  # a database that is copied has nobody in it
            line.execute("CREATE DATABASE ministry TEMPLATE nation")
            line.execute("CREATE DATABASE province TEMPLATE nation")
        digest = hashlib.sha256(SECRET.encode()).hexdigest()
        with ThreadPoolExecutor(2) as threads:
            settled = list(
                threads.map(
                    lambda one: one.do("settle", ports=one.node_ports, secret_sha256=digest),
                    (ministry, province),
                )
            )
        for each in made.values():
            each.serve()
        for each, nodes in zip((ministry, province), settled, strict=True):
            for node in nodes["nodes"]:
                each.start_node(node["config"])
        for member, kind in ((ministry, "department"), (province, "region")):
            spki = member.do("key")["spki"]
            nation.do("join", code=member.code, kind=kind, url=member.url, spki=spki)
            hub = nation.do("key")["spki"]
            member.do("join", code="nation", kind="hub", url=nation.url, spki=hub)
        yield made


def exercise(p: dict[str, Platform]) -> dict[str, Any]:
    """Every step; what each took, in seconds."""
    nation, ministry, province = p["nation"], p["ministry"], p["province"]
    offered = ministry.do("offer")
    found: dict[str, Any] = {"offered": offered["offered"]}

    def sees() -> bool:
        return bool(province.do("sees_item", of="ministry", **one)["seen"])

    one = {"code": offered["code"], "name": offered["name"]}
    found["item_seen_s"] = until(sees, "the item is seen")
    ministry.do("item_state", act="suspend", code=offered["code"])
    found["item_gone_s"] = until(lambda: not sees(), "the suspended item is gone")
    words = province.do("certificate_words")["words"]
    found["certificate_s"] = until(
        lambda: ministry.do("verifies", words=words)["outcome"] in ("valid", "logged-soon"),
        "the certificate is verified",
    )
    found["rows"] = rows(province)
    found["exchange"] = exchange(nation, ministry, province)
    found["killed"] = killed(nation, ministry, province, one)
    return found


def exchange(nation: Platform, ministry: Platform, province: Platform) -> dict[str, Any]:
    """The province asks the ministry's node; afterwards it is refused at each end."""
    node, item = f"province.{GOVERNMENT}", "11990102000102218M4990500027000"
    found: dict[str, Any] = {
        "node_known_s": until(
            lambda: "province" in ministry.do("held")["platforms"], "the province is known"
        )
    }

    def granted(**how: bool) -> str:
        said = {"platform": "province", "node": node, "item": item, **how}
        grant = str(ministry.do("grant", **said)["grant"])
        until(lambda: grant in province.do("held")["grants"], "the grant has arrived")
        return grant

    province.do("forget_record")
    found["form_before"] = province.do("form", item=item)
    began = time.monotonic()
    grant = granted()
    found["grant_arrived_s"] = round(time.monotonic() - began, 1)
    said = province.do("token", item=item, platform="ministry")
    found["answered_s"] = until(lambda: ask(province, said)[0] == "answered", "it is answered")
    found["values"] = ask(province, said)[2]
    found["ledgers_s"] = until(
        lambda: all(each.do("ledger")["looks"] for each in (ministry, province)),
        "both ledgers tell the look",
    )
    found["ledgers"] = {e.code: e.do("ledger")["looks"][0] for e in (ministry, province)}
    other = {**said, "number": "990102199001010019"}
    found["another_person"] = ask(province, other)[1]
    found["form"] = province.do("form", item=item)
    found["form_away"] = without_node(ministry, lambda: province.do("form", item=item))
    until(lambda: ask(province, said)[0] == "answered", "its node is back")
    ministry.do("revoke", grant=grant)
    found["revoked_s"] = until(lambda: ask(province, said)[0] == "refused", "it is refused")
    found["revoked"] = ask(province, said)[1]
    until(lambda: grant not in province.do("held")["grants"], "the province knows it ended")
    found["form_revoked"] = province.do("form", item=item)
    found["consent"] = on_consent(province, item, granted(consent=True))
    granted()
    said = province.do("token", item=item, platform="ministry")
    until(lambda: ask(province, said)[0] == "answered", "it is answered again")
    spki = province.do("key")["spki"]
    nation.do("leave", code="province")
    found["left_s"] = until(lambda: ask(province, said)[0] != "answered", "who left is refused")
    found["left"] = ask(province, said)[1]
    nation.do("join", code="province", kind="region", url=province.url, spki=spki)
    return found


def without_node(ministry: Platform, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What the act comes to while the provider's node is away."""
    config = str(ministry.home / "nodes" / PROVIDER / "node.toml")
    ministry.stop_node(config)
    try:
        return act()
    finally:
        ministry.start_node(config)


def on_consent(province: Platform, item: str, grant: str) -> dict[str, Any]:
    """The person's consent, given here: wanted, given, good at the ministry, withdrawn."""
    found: dict[str, Any] = {"form_wanted": province.do("form", item=item)}
    given = province.do("agree", grant=grant)["consent"]
    said = province.do("token", item=item, platform="ministry")
    found["answered_s"] = until(lambda: ask(province, said)[0] == "answered", "consent counts")
    found["form_agreed"] = province.do("form", item=item)
    province.do("withdraw", consent=given)
    found["withdrawn_s"] = until(lambda: ask(province, said)[0] == "refused", "it is withdrawn")
    found["withdrawn"] = ask(province, said)[1]
    found["form_withdrawn"] = province.do("form", item=item)
    return found


def ask(province: Platform, said: dict[str, Any]) -> tuple[str, list[str], dict[str, Any]]:
    """One question at the province's own node: outcome, codes, values."""
    number = Subject("resident-id", said["number"])
    body = Ask(said["grant"], PURPOSE, ARTICLE, said["case"], number, FIELDS, {}, said["token"])
    url = f"http://127.0.0.1:{province.node_ports[GOVERNMENT][1]}/v1/ask"
    told = {"Authorization": f"Bearer {SECRET}"}
    try:
        with urllib.request.urlopen(
            urllib.request.Request(url, encode(body), told),
            timeout=15,
        ) as answer:
            data = answer.read()
    except urllib.error.HTTPError as refused:
        data = refused.read()
    except OSError:
        return "silent", [], {}
    response = read_response(data)
    codes = [fault.code for fault in response.faults]
    return response.outcome.value, codes, dict(response.values)


def rows(province: Platform) -> dict[str, Any]:
    """Rows up to the nation; one spoilt, told as an exception, mended and accepted."""

    def stand(good: Callable[[dict[str, Any]], bool], what: str) -> dict[str, Any]:
        until(lambda: good(province.do("rows")), what, 400)
        return province.do("rows")

    sent = stand(lambda r: r["gathered"] > 0 and r["accepted"] == r["gathered"], "rows are in")
    spoilt = province.do("spoil_row")
    rejected = stand(lambda r: r["rejected"] == 1, "the spoilt row came back")
    province.do("mend", **spoilt)
    mended = stand(lambda r: r["accepted"] == r["gathered"], "the mended row is in")
    return {"accepted": sent["accepted"], "rejected": rejected["rejected"],
            "open_after": mended["rejected"]}  # fmt: skip


def killed(
    nation: Platform, ministry: Platform, province: Platform, one: dict[str, str]
) -> dict[str, Any]:
    """The province falls; the ministry changes meanwhile; the province finds it afterwards."""
    province.kill()
    began = time.monotonic()
    ministry.do("item_state", act="resume", code=one["code"])
    onward = until(lambda: nation.do("sees_item", of="ministry", **one)["seen"], "the hub goes on")
    healthy = is_healthy(nation.port) and is_healthy(ministry.port)
    province.serve()
    caught = until(
        lambda: province.do("sees_item", of="ministry", **one)["seen"], "it has caught up"
    )
    return {"others_healthy": healthy, "hub_has_it_s": onward, "caught_up_s": caught,
            "away_s": round(time.monotonic() - began - caught, 1)}  # fmt: skip


def _passed(found: dict[str, Any]) -> bool:
    said = found["exchange"]
    both = {each["article"] for each in said["ledgers"].values()} == {ARTICLE}
    return bool(
        both
        and said["values"] == {FIELDS[0]: "married"}
        and said["another_person"] == ["token.for_another_subject"]
        and "grant.unknown" in said["revoked"]
        and said["left"]
        and forms_right(said)
        and found["rows"]["open_after"] == 0
        and found["killed"]["others_healthy"]
    )


def forms_right(said: dict[str, Any]) -> bool:
    """Whether the form in the province was filled when it should be, and named who was silent."""
    consent = said["consent"]
    filled = (said["form"], consent["form_agreed"])
    silent = {
        "no-record": [said["form_before"]],
        "unreachable": [said["form_away"]],
        "not-granted": [said["form_revoked"]],
        "not-consented": [consent["form_wanted"], consent["form_withdrawn"]],
    }
    named = [form for why, forms in silent.items() for form in forms if why != "no-record"]
    return (
        all(form["value"] == "married" for form in filled)
        and all(form["why"] == why for why, forms in silent.items() for form in forms)
        and all("（部委）" in form["source"] for form in (*filled, *named))
        and consent["withdrawn"] == ["consent.withdrawn"]
    )


def main() -> None:
    """Run it once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="One JSON object.")
    as_json = parser.parse_args().json
    home = Path(tempfile.mkdtemp(prefix="tongban-three-"))
    began = time.monotonic()
    try:
        with signals_raise_stop(), three(home) as platforms:
            settled = round(time.monotonic() - began, 1)
            found = {"settled_s": settled, **exercise(platforms)}
    finally:
        shutil.rmtree(home, ignore_errors=True)
    found["whole_s"] = round(time.monotonic() - began, 1)
    found["passed"] = _passed(found)
    print(json.dumps(found, ensure_ascii=False, indent=None if as_json else 1))
    sys.exit(0 if found["passed"] else 1)


if __name__ == "__main__":
    main()
