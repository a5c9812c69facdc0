"""Lints of collect-once 一次采集: what government holds, nobody brings or types again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tongban.catalogue.domain.codes import MaterialOrigin
from tongban.catalogue.domain.document import ItemDocument
from tongban.catalogue.domain.lints.finding import Fault, LintContext, lint
from tongban.catalogue.domain.parts import FieldNeed, Material
from tongban.kernel.text import Text

_DECORATION = re.compile(r"[（(].*?[）)]|复印件|原件|副本|正本|及|、|《|》|本人|申请人")


@lint("typed_only", "库里已有的字段不得只靠填写", "A field government holds is not typed only")
def typed_only(document: ItemDocument, context: LintContext) -> Iterator[Fault]:
    """Regulation 809: no repeat collection when sharing meets the need."""
    for index, need in enumerate(document.needs):
        holder = (context.element_sources or {}).get(need.element)
        if holder is not None and need.source is None:
            yield (
                ("needs", index, "source"),
                Text.of(
                    f"字段“{need.element}”已由“{holder}”掌握，这里却只让人填写。",
                    f"“{holder}” already holds “{need.element}”, yet it is typed only.",
                ),
                Text.of(
                    f"写 source: {holder}，并写 fallback 和 dispute。",
                    f"Write source: {holder}, with fallback and dispute.",
                ),
            )


@lint("held_material_not_sourced", "政府已有的材料要写来源", "A held material is sourced")
def held_material_not_sourced(document: ItemDocument, context: LintContext) -> Iterator[Fault]:
    """Registered holders: the source of its elements, or a certificate type of the same name."""
    for index, material in enumerate(document.materials):
        if material.source is not None or material.satisfied_by is not None:
            continue
        holder = _holder(material, context)
        if holder is not None:
            zh, en, mend = holder
            yield (
                ("materials", index, "source"),
                Text.of(
                    f"材料“{material.name.zh}”{zh}，不该再让人提交。",
                    f"The material “{material.name.en}” {en}; nobody should bring it again.",
                ),
                Text.of(f"写 {mend}，并写 fallback 和 dispute。", f"Write {mend}, and the rest."),
            )


def _holder(material: Material, context: LintContext) -> tuple[str, str, str] | None:
    for element in material.elements:
        source = (context.element_sources or {}).get(element)
        if source is not None:
            return f"的内容已由“{source}”掌握", f"is held by “{source}”", f"source: {source}"
    core = _DECORATION.sub("", material.name.zh)
    for code, name in (context.certificate_names or {}).items():
        if core == name:
            return (
                f"就是证照“{code}”",
                f"is the certificate “{code}”",
                f"satisfied_by: {code}",
            )
    if material.origin is MaterialOrigin.GOVERNMENT:
        return "由政府部门核发", "is issued by government", "source 或 satisfied_by"
    return None


@lint("source_without_fallback", "有来源就要写查不到时怎么办", "A source has a fallback")
def source_without_fallback(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """A silent source must never stop a person."""
    for path, part in _sourced(document):
        if part.fallback is None:
            yield (
                (*path, "fallback"),
                Text.of(
                    "写了来源，却没有写查不到时怎么办。",
                    "It has a source, but what when the source is silent?",
                ),
                Text.of("写 fallback，例如由本人填写或提交。", "Write fallback."),
            )


@lint("source_without_dispute", "有来源就要写异议途径", "A source can be disputed")
def source_without_dispute(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """PIPL art. 46: a wrong value can be contested where it is seen."""
    for path, part in _sourced(document):
        if part.dispute is None:
            yield (
                (*path, "dispute"),
                Text.of(
                    "写了来源，却没有写数据有误时怎么提异议。",
                    "It has a source, but how is a wrong value contested?",
                ),
                Text.of("写 dispute。", "Write dispute."),
            )


@lint("source_unknown", "来源要存在", "A source exists")
def source_unknown(document: ItemDocument, context: LintContext) -> Iterator[Fault]:
    """A permission compiled from a source nobody runs fetches nothing."""
    if context.sources is None:
        return
    for path, part in _sourced(document):
        if part.source is not None and part.source not in context.sources:
            yield (
                (*path, "source"),
                Text.of(f"没有来源“{part.source}”。", f"There is no source “{part.source}”."),
                Text.of("改成 sources/ 里有的代码。", "Use a code of sources/."),
            )


@lint("source_wrong", "一数一源", "One element, one source")
def source_wrong(document: ItemDocument, context: LintContext) -> Iterator[Fault]:
    """同数同源: the same element comes from the same place in every item."""
    if context.element_sources is None:
        return
    for index, need in enumerate(document.needs):
        holder = context.element_sources.get(need.element)
        if need.source is not None and need.element in context.element_sources:
            if need.source == holder:
                continue
            right = holder or "（无来源）"
            yield (
                ("needs", index, "source"),
                Text.of(
                    f"字段“{need.element}”的来源是“{right}”，不是“{need.source}”。",
                    f"The source of “{need.element}” is “{holder}”, not “{need.source}”.",
                ),
                Text.of("与数据元登记一致。", "Agree with the register of elements."),
            )


@lint("element_unknown", "数据元要存在", "An element exists")
def element_unknown(document: ItemDocument, context: LintContext) -> Iterator[Fault]:
    """Fields are elements of the register, not words of one item."""
    if context.element_sources is None:
        return
    named = [(("needs", i, "element"), need.element) for i, need in enumerate(document.needs)]
    for i, material in enumerate(document.materials):
        named += [(("materials", i, "elements"), element) for element in material.elements]
    for path, element in named:
        if element not in context.element_sources:
            yield (
                path,
                Text.of(f"没有数据元“{element}”。", f"There is no element “{element}”."),
                Text.of("改成 elements/ 里有的，或登记它。", "Use a registered one, or add it."),
            )


def _sourced(
    document: ItemDocument,
) -> Iterator[tuple[tuple[str | int, ...], FieldNeed | Material]]:
    for index, need in enumerate(document.needs):
        if need.source is not None:
            yield ("needs", index), need
    for index, material in enumerate(document.materials):
        held = (material.source, material.satisfied_by, material.area_assessment)
        if any(one is not None for one in held):
            yield ("materials", index), material
