"""The running demo's nodes: does every agency answer, is every look told, does a refusal arrive?

Run beside ``tongban run`` as ``python -m bench.faults.live_demo`` (with its TONGBAN_DATA). Each
resource is asked through the nodes for somebody its register knows; the person's ledger must show
the look with its article, told by both sides; then one grant is taken back and a token of before
is presented until the agency's node refuses it, and a case is closed likewise. What was taken back
is asked for and granted again. Prints one JSON object; exits 1 unless all of it holds.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from functools import partial
from typing import Any

from tongban.site.node_places import application_secret
from tongban.site.places import data_directory
from tongban.site.starting import prepare
from tongban.site.supervisor.nodes import doors_of_nodes
from tongban_wire.asking import Ask
from tongban_wire.case_token import Acting
from tongban_wire.messages import Outcome, Response, read_response
from tongban_wire.plain import encode

_PATIENCE_S = 30.0


class Walk:
    """One walk; the platform's rooms are imported once they may be."""

    def __init__(self) -> None:
        from tongban.elements import api as elements
        from tongban.exchange import api as exchange
        from tongban.kernel.actor import Actor

        self.elements, self.exchange, self.actor = elements, exchange, Actor.system("live-demo")
        nodes = os.environ["TONGBAN_EXCHANGE_NODES"].splitlines()
        self._doors = dict(line.split() for line in nodes)
        self.people = elements.registered_subjects(self.actor)

    def agencies(self) -> dict[str, dict[str, Any]]:
        """By resource: who was asked about, which fields came, ms, how its look is told."""
        from django.utils import timezone

        standing = self.standing(timezone.now())
        return {
            resource.code: self._agency(standing[resource.code])
            for resource in self.exchange.resources()
            if resource.code in standing
        }

    def standing(self, now: Any) -> dict[str, Any]:
        """A grant in force of each resource, the one with most fields."""
        page = self.exchange.grants(self.actor, now)
        held = [g for g in page.items if g.state is self.exchange.GrantState.IN_FORCE]
        return {each.resource_code: each for each in sorted(held, key=lambda g: len(g.fields))}

    def _agency(self, grant: Any) -> dict[str, Any]:
        from django.utils import timezone

        for subject_id in self.people:
            began, case = time.perf_counter(), f"case_{time.time_ns()}"
            if grant.terms.needs_consent:
                # This walk is the person here: only they can agree.
                self.exchange.give_consent(
                    actor=self._person(subject_id), grant_id=grant.id, now=timezone.now()
                )
            values = self.elements.look_up(
                actor=self.actor, subject_id=subject_id, element_ids=grant.fields,
                item_code=grant.item_code, purpose=grant.article, case_id=case, now=timezone.now(),
            )  # fmt: skip
            took = (time.perf_counter() - began) * 1000
            came = [value.element_id for value in values if not value.silent]
            if came:
                told = _until(partial(self._told, subject_id, case))
                return {"came": came, "ms": round(took), **told}
        return {"came": []}

    def _person(self, subject_id: str) -> Any:
        from tongban.kernel.actor import Actor, ActorKind

        return Actor(ActorKind.PERSON, subject_id=subject_id, account_id="live-demo")

    def _told(self, subject_id: str, case: str) -> dict[str, Any] | None:
        from django.utils import timezone

        for look in self.exchange.looks(self.actor, subject_id, timezone.now()).items:
            if look.case_ref == case and look.via is self.exchange.LookVia.NODES:
                article = str(look.article)
                return {"article": article, "outcome": look.outcome} if look.both_sides else None
        return None

    def refused_after(self, grant: Any, end: Callable[[str], None]) -> float | None:
        """Seconds from ``end(case)`` until the agency's node refuses a token of before."""
        from django.utils import timezone

        now, case = timezone.now(), f"case_{time.time_ns()}"
        whom = next(p for p in self.people if self.exchange.register_subject(p))
        number = self.exchange.register_subject(whom)
        issued = self.exchange.issue_case_token(
            actor=self.actor, now=now,
            wanted=self.exchange.TokenRequest(
                case_ref=case, case_open_at=now, item_code=grant.item_code,
                resource_code=grant.resource_code, fields=grant.fields, subject_id=whom,
                number=number, acting=Acting.OFFICER, asked_by="live-demo",
            ),
        )  # fmt: skip
        asked = Ask(
            issued.grant_id, grant.purpose, str(grant.article), case, number, grant.fields, {},
            issued.text,
        )  # fmt: skip

        def refused() -> dict[str, Any] | None:
            said = _said_at(self._doors[issued.consumer_node], asked)
            return {"refused": True} if said.outcome is Outcome.REFUSED else None

        if refused():
            return None  # it must have been let through before
        end(case)
        began = time.perf_counter()
        return round(time.perf_counter() - began, 2) if _until(refused) else None


def _said_at(door: str, asked: Ask) -> Response:
    """What a node answers its own program, refusals as well."""
    secret = application_secret(data_directory())
    request = urllib.request.Request(
        f"{door}/v1/ask", encode(asked), {"Authorization": f"Bearer {secret}"}
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return read_response(answer.read())
    except urllib.error.HTTPError as refused:
        return read_response(refused.read())


def main() -> int:
    argparse.ArgumentParser(description=__doc__).parse_args()
    os.environ.update(doors_of_nodes(data_directory()))
    prepare()
    from django.utils import timezone

    from tongban.exchange.api import end_case_tokens, file_requests, revoke_grant
    from tongban.site.demo.sharing import settle_sharing, steward_of

    walk = Walk()
    said: dict[str, Any] = {"name": "live-demo", "agencies": walk.agencies()}
    grant = walk.standing(timezone.now())["1010101/1"]
    said["closed_case_refused_s"] = walk.refused_after(
        grant,
        lambda case: (
            end_case_tokens(actor=walk.actor, case_refs=[case], now=timezone.now()) and None
        ),
    )
    steward = steward_of(grant.provider_code)
    said["revoked_grant_refused_s"] = walk.refused_after(
        grant,
        lambda _case: revoke_grant(
            actor=steward, grant_id=grant.id, reason="live_demo", now=timezone.now()
        ),
    )
    file_requests(actor=walk.actor, item_code=grant.item_code, now=timezone.now())
    settle_sharing(timezone.now())
    sys.stdout.write(json.dumps(said, ensure_ascii=False, indent=1) + "\n")
    all_came = all(each.get("article") for each in said["agencies"].values())
    ended = (said["closed_case_refused_s"], said["revoked_grant_refused_s"])
    return 0 if len(said["agencies"]) == 7 and all_came and None not in ended else 1


def _until(found: Callable[[], dict[str, Any] | None]) -> dict[str, Any]:
    ends = time.monotonic() + _PATIENCE_S
    while time.monotonic() < ends:
        if answer := found():
            return answer
        time.sleep(0.1)
    return {}


if __name__ == "__main__":
    sys.exit(main())
