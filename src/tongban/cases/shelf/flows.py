"""Checks a pack's flows for soundness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tongban.cases.domain.flow.definition import DECIDING
from tongban.cases.domain.flow.soundness import faults_of
from tongban.cases.shelf.flow_schema import FlowFile
from tongban.content.api import Entry, PackProblem, PackView
from tongban.kernel.text import Text


def check_flows(entries: tuple[Entry[FlowFile], ...], pack: PackView) -> Iterable[PackProblem]:
    """Every way in which a case could get stuck or lost, on the line of the node it happens at."""
    for entry in entries:
        for fault in faults_of(entry.model.flow()):
            place = _place(entry.model, fault.where)
            yield entry.problem(f"cases.{fault.code}", fault.message, fault.mend, *place)
        yield from _agencies(entry, pack)


def _agencies(entry: Entry[FlowFile], pack: PackView) -> Iterator[PackProblem]:
    known = {DECIDING, *(each.model.code for each in pack.entries("agencies"))}
    if "agencies" in pack.unread:
        return
    for place, node in enumerate(entry.model.nodes):
        for index, code in enumerate(node.agencies):
            if code not in known:
                yield entry.problem(
                    "cases.flow.agency_unknown",
                    Text.of(f"内容包里没有机关“{code}”。", f"The pack has no agency “{code}”."),
                    Text.of(
                        "写 agencies/ 里的代码；deciding 指决定机关。",
                        "Use a code of agencies/; “deciding” is the deciding agency.",
                    ),
                    *("nodes", place, "agencies", index),
                )


def _place(model: FlowFile, where: str) -> tuple[str | int, ...]:
    places = [place for place, node in enumerate(model.nodes) if node.code == where]
    return ("nodes", places[-1], "code") if places else ("start",)
