"""A service that may be had by promise, its terms, and the one kind of credit record."""

from __future__ import annotations

from typing import Any

import pytest

from tongban.cases.api import CaseView
from tongban.cases.tests.factories import (
    COMMITTED,
    INSTANT,
    LAW,
    NOW,
    a_house,
    a_resident,
    publish_promised_item,
    submit,
)
from tongban.catalogue.tests.factories import words
from tongban.commitments.models import Published
from tongban.kernel.actor import Actor


def a_promising_house(
    monkeypatch: pytest.MonkeyPatch, *, confirming: list[list[str]] | None = None
) -> None:
    """The working house of cases, whose instant item may be promised for."""
    a_house(monkeypatch)
    publish_promised_item(monkeypatch)
    put_terms(confirming=confirming or [])
    _put(
        "kind:broken",
        name=words("承诺不实", "A broken promise"), article=LAW, stands_for="365 natural-days",
        repair_after="90 natural-days", repair_item=COMMITTED, repair_bundle="repair",
        published=True,
    )  # fmt: skip


def put_terms(**changes: Any) -> None:
    """The terms of the instant item."""
    said: dict[str, Any] = {
        "name": words("告知承诺书", "Promise"), "item": INSTANT, "situation": "promise",
        "told": [{"text": words("条件", "Condition"), "article": LAW}],
        "promised": [words("我都符合", "I meet it")],
        "consequences": words("撤销并记录", "Revoked and recorded"),
        "check_within": "10 working-days", "correct_within": "5 working-days",
        "barring": [], "confirming": [], "credit_kind": "broken", "article": LAW,
    }  # fmt: skip
    _put("terms:permit", **(said | changes))


def exclude(item: str) -> None:
    """The list of matters for which nobody may promise."""
    reason = words("直接关系人身健康", "it bears on health")
    _put("excluded:health", field=words("健康", "Health"), items=[item], reason=reason, article=LAW)


def _put(code: str, **definition: Any) -> None:
    Published.objects.create(
        code=code, version=1, digest="d", definition=definition, release_id="release_test",
        published_at=NOW,
    )  # fmt: skip


def promised_case(actor: Actor | None = None, **changes: Any) -> tuple[Actor, CaseView]:
    """Somebody who promised, and their case."""
    who = actor or a_resident()
    return who, submit(who, item_version=2, situation="promise", **changes)
