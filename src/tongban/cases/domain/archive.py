"""The archive package 归档包: what must agree inside one, checked without a database.

A package is files by name; ``manifest.json`` names each with its SHA-256. Events must be the ones
that the evidence leaves tell of, and each leaf must hash to its digest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban_trust.suites import suite
from tongban_trust.tlog.tree import leaf_hash

MANIFEST, FORM, SNAPSHOT = "manifest.json", "form.json", "snapshot.json"
RULES, EVENTS, LEAVES = "rules.json", "events.json", "leaves.json"
NEEDED = (FORM, SNAPSHOT, EVENTS, LEAVES)
FORMAT = "tongban-archive/1"
_ASK = Text.of("请向归档机关重新索取。", "Ask the agency that keeps it for another copy.")


def written(value: Any) -> bytes:
    """JSON for people and machines: the same value gives the same bytes."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def manifest_of(files: Mapping[str, bytes], about: Mapping[str, str]) -> bytes:
    """The manifest of the other files; ``about`` says of what case, by whom, when."""
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return written({"format": FORMAT, **about, "files": hashes})


def faults_of_package(files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Everything inside a package that does not agree; empty when it is whole.

    Rules are run again elsewhere. ``where`` of each problem is a file of the package.
    """
    try:
        manifest = json.loads(files[MANIFEST])
        named = dict(manifest["files"])
        if manifest["format"] != FORMAT:
            raise ValueError(manifest["format"])
    except (KeyError, ValueError, TypeError):
        return (
            _problem(MANIFEST, "unreadable", "没有可读的清单", "There is no readable manifest"),
        )
    found = [*_hashes(files, named)]
    missing = [name for name in NEEDED if name not in files]
    found += [_problem(name, "missing", "缺少这个文件", "This file is missing") for name in missing]
    if missing:
        return tuple(found)
    try:
        found += _leaves(json.loads(files[EVENTS]), json.loads(files[LEAVES]), manifest["case"])
    except (KeyError, ValueError, TypeError, IndexError):
        found.append(_problem(LEAVES, "unreadable", "存证读不懂", "The evidence cannot be read"))
    return tuple(found)


def _hashes(files: Mapping[str, bytes], named: Mapping[str, str]) -> Iterator[Problem]:
    for name in sorted({*files, *named} - {MANIFEST}):
        if name not in files:
            yield _problem(
                name, "missing", "清单里有，包里没有", "In the manifest, not in the package"
            )
        elif name not in named:
            yield _problem(
                name, "unnamed", "包里有，清单里没有", "In the package, not in the manifest"
            )
        elif hashlib.sha256(files[name]).hexdigest() != named[name]:
            yield _problem(name, "altered", "内容被改动过", "It was altered")


def _leaves(events: list[Any], leaves: list[Any], case_id: str) -> Iterator[Problem]:
    told: dict[int, Any] = {}
    for leaf in leaves:
        content = leaf["content"].encode()
        if leaf_hash(suite(leaf["suite"]), content).hex() != leaf["digest"]:
            yield _problem(LEAVES, "leaf-altered", "存证被改动过", "A leaf was altered")
        said = json.loads(content)
        if said["about"] == case_id:
            told |= {each["seq"]: each for each in said["facts"].get("events", ())}
    for place, event in enumerate(events, start=1):
        known = told.get(place)
        mine = {"seq": event["seq"], "kind": event["kind"], "facts": event["facts"]}
        if known is None or event["seq"] != place or mine != known:
            yield _problem(
                EVENTS,
                "event-not-evidenced",
                f"第{place}个事件与存证不一致",
                f"Event {place} is not what the evidence says",
            )
    if len(told) > len(events):
        yield _problem(EVENTS, "events-missing", "缺少有存证的事件", "Evidenced events are missing")


def _problem(where: str, code: str, zh: str, en: str) -> Problem:
    return Problem(where, f"cases.archive_{code}", Text.of(f"{zh}。", f"{en}."), _ASK)
