"""Checks of a pack's connectors: nothing of theirs is left for a clerk to type or to guess."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tongban.connectors.domain.definition import FieldRule, Move, OriginKind, StateRule
from tongban.connectors.lints import Fault, faults_of
from tongban.connectors.shelf.schema import ConnectorFile
from tongban.content.api import Entry, PackProblem, PackView
from tongban.forms.api import FormView, form_from_pack
from tongban.kernel.actor import Duty
from tongban.kernel.text import Text

_DUTIES = {
    Move.ACCEPT: (Duty.WINDOW_CLERK, Duty.REVIEWER, Duty.APPROVER),
    Move.CORRECT: (Duty.WINDOW_CLERK, Duty.REVIEWER, Duty.APPROVER),
    Move.STEP: (Duty.WINDOW_CLERK, Duty.REVIEWER, Duty.APPROVER),
    Move.OPINION: (Duty.REVIEWER, Duty.APPROVER),
    Move.REFUSE: (Duty.REVIEWER, Duty.APPROVER),
    Move.APPROVE: (Duty.APPROVER,),
    Move.DENY: (Duty.APPROVER,),
}


def check_connectors(
    entries: tuple[Entry[ConnectorFile], ...], pack: PackView
) -> Iterable[PackProblem]:
    """Unknown items, posts and duties; required fields without a source; codes without a map."""
    taken: dict[str, str] = {}
    for entry in entries:
        model = entry.model
        for at, code in enumerate(model.items):
            item = pack.entry("items", code)
            if item is None and pack.lacks("items", code):
                yield _problem(entry, _NO_ITEM, "items", at)
            if code in taken:
                yield _problem(entry, _ITEM_TWICE, "items", at)
            taken[code] = entry.key
            if item is not None:
                yield from _with_item(entry, item.model, pack)
        yield from _post(entry, pack)


def _with_item(entry: Entry[ConnectorFile], item: Any, pack: PackView) -> Iterator[PackProblem]:
    shape = form_from_pack(pack, item.form) if item.form else None
    connector = entry.model.connector()
    asked = frozenset(field.name for field in shape.fields) if shape else frozenset()
    known = asked | {material.code for material in item.materials or ()}
    for fault in faults_of(
        connector, _codes(connector.fields, shape), _asked(shape), known,
        gives_certificate=bool(item.certificate_type), has_flow=bool(getattr(item, "flow", None)),
    ):  # fmt: skip
        yield _problem(entry, fault, *_place(entry.model, fault.where))


def _asked(shape: FormView | None) -> dict[tuple[str, str], bool]:
    """Every origin the form can fill, and whether it always does."""
    found: dict[tuple[str, str], bool] = {}
    for field in shape.fields if shape else ():
        always = field.required and field.shown_when is None
        found[OriginKind.ANSWER.value, field.name] = always
        if field.element_id:
            found[OriginKind.ELEMENT.value, field.element_id] = always
    return found


def _codes(rules: tuple[FieldRule, ...], shape: FormView | None) -> dict[str, tuple[str, ...]]:
    """By field of theirs, the codes our side can hold."""
    fields = shape.fields if shape else ()
    by_origin = {(OriginKind.ANSWER.value, each.name): each for each in fields}
    by_origin |= {(OriginKind.ELEMENT.value, each.element_id or ""): each for each in fields}
    found = {}
    for rule in rules:
        if rule.origin is None:
            continue
        field = by_origin.get((rule.origin.kind.value, rule.origin.name))
        if field is not None and field.options:
            found[rule.theirs] = tuple(option.value for option in field.options)
    return found


def _post(entry: Entry[ConnectorFile], pack: PackView) -> Iterator[PackProblem]:
    model = entry.model
    found = [each.model for each in pack.entries("agencies") if each.model.code == model.agency]
    if not found:
        if "agencies" not in pack.unread:
            yield _problem(entry, _NO_AGENCY, "agency")
        return
    duties = next((post.duties for post in found[0].posts if post.id == model.post), None)
    if duties is None:
        yield _problem(entry, _NO_POST, "post")
        return
    for at, state in enumerate(model.states):
        needed = _DUTIES.get(state.move, ())
        if needed and not set(needed) & set(duties):
            yield _problem(entry, _lacks_duty(state.rule()), "states", at, "move")


def _lacks_duty(rule: StateRule) -> Fault:
    return Fault(
        "post",
        "connectors.post_lacks_duty",
        Text.of(
            f"系统岗位没有办“{rule.says.zh}”的职责。",
            f"The system's post lacks the duty for “{rule.says.en}”.",
        ),
        Text.of("给岗位加上职责，或改用 note。", "Give the post the duty, or use the move note."),
    )


_NO_ITEM = Fault(
    "items", "connectors.item_unknown",
    Text.of("内容包里没有这个事项。", "The pack has no such item."),
    Text.of("写上 items/ 里的事项编码。", "Name the code of an item under items/."),
)  # fmt: skip
_ITEM_TWICE = Fault(
    "items", "connectors.item_twice",
    Text.of("这个事项已经对接到另一个系统。", "Another connector takes this item already."),
    Text.of("一个事项只对接一个系统。", "Let each item go to one system."),
)  # fmt: skip
_NO_AGENCY = Fault(
    "agency", "connectors.agency_unknown",
    Text.of("内容包里没有这个机关。", "The pack has no such agency."),
    Text.of("写 agencies/ 里的代码。", "Use a code of agencies/."),
)  # fmt: skip
_NO_POST = Fault(
    "post", "connectors.post_unknown",
    Text.of("这个机关没有给系统的岗位。", "The agency has no such post for the system."),
    Text.of("在机关文件里加一个系统岗位。", "Add a post for the system to the agency's file."),
)  # fmt: skip


def _place(model: ConnectorFile, where: str) -> tuple[str | int, ...]:
    shelf, _, name = where.partition(":")
    theirs = {
        "fields": [each.theirs for each in model.fields],
        "states": [each.theirs for each in model.states],
    }.get(shelf, [])
    places = [at for at, each in enumerate(theirs) if each == name]
    return (shelf, places[-1], "theirs") if places else (shelf,)


def _problem(entry: Entry[ConnectorFile], fault: Fault, *place: str | int) -> PackProblem:
    return entry.problem(fault.code, fault.message, fault.mend, *place)
