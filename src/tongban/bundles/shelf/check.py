"""Checks of a pack's bundles: every fault on the line of the step where it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tongban.bundles.lints import ItemFacts, faults_of
from tongban.bundles.shelf.schema import BundleFile
from tongban.content.api import Entry, PackProblem, PackView
from tongban.forms.api import form_from_pack
from tongban.kernel.text import Text


def check_bundles(entries: tuple[Entry[BundleFile], ...], pack: PackView) -> Iterable[PackProblem]:
    """Unknown items, agencies and forms; circles; results that never come; questions not asked."""
    items = {entry.key: _facts(entry.model, pack) for entry in pack.entries("items")}
    for entry in entries:
        yield from _references(entry, pack)
        own = form_from_pack(pack, entry.model.form) if entry.model.form else None
        for fault in faults_of(entry.model.bundle(), items, own):
            place = _place(entry.model, fault.where)
            yield entry.problem(fault.code, fault.message, fault.mend, *place)


def _references(entry: Entry[BundleFile], pack: PackView) -> Iterator[PackProblem]:
    bundle = entry.model
    for at, step in enumerate(bundle.steps):
        if pack.lacks("items", step.item):
            yield entry.problem(
                "bundles.item_unknown",
                Text.of(f"内容包里没有事项“{step.item}”。", f"The pack has no item “{step.item}”."),
                Text.of("写上 items/ 里的事项编码。", "Name the code of an item under items/."),
                *("steps", at, "item"),
            )
    agencies = {each.model.code for each in pack.entries("agencies")}
    if bundle.lead not in agencies and "agencies" not in pack.unread:
        yield entry.problem(
            "bundles.lead_unknown",
            Text.of(
                f"内容包里没有机关“{bundle.lead}”。", f"The pack has no agency “{bundle.lead}”."
            ),
            Text.of("写 agencies/ 里的代码。", "Use a code of agencies/."),
            "lead",
        )
    if bundle.form and pack.lacks("forms", bundle.form):
        yield entry.problem(
            "bundles.form_unknown",
            Text.of(f"内容包里没有表单“{bundle.form}”。", f"The pack has no form “{bundle.form}”."),
            Text.of("写 forms/ 里的代码。", "Use a code of forms/."),
            "form",
        )


def _facts(item: Any, pack: PackView) -> ItemFacts:
    granted = pack.entry("certificate-types", item.certificate_type or "")
    fields = frozenset(field.name for field in granted.model.fields) if granted else None
    return ItemFacts(
        form=form_from_pack(pack, item.form) if item.form else None,
        situations=frozenset(one.code for one in item.situations or ()),
        certificate_fields=fields,
        founds_firm=any(result.founds for result in item.results or ()),
    )


def _place(bundle: BundleFile, where: str) -> tuple[str | int, ...]:
    places = [at for at, step in enumerate(bundle.steps) if step.code == where]
    return ("steps", places[-1], "code") if places else (where,)
