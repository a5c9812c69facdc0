"""Lints of materials and situations: each is named once and asked in some case."""

from __future__ import annotations

from collections.abc import Iterator

from tongban.catalogue.domain.codes import Necessity
from tongban.catalogue.domain.document import ItemDocument
from tongban.catalogue.domain.lints.finding import Fault, LintContext, Severity, lint
from tongban.kernel.text import Text


@lint("material_twice", "材料编号不重复", "A material code is used once")
def material_twice(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """Situations and uploads name materials by code."""
    seen: set[str] = set()
    for index, material in enumerate(document.materials):
        if material.code in seen:
            yield (
                ("materials", index, "code"),
                Text.of(f"材料编号“{material.code}”重复。", f"“{material.code}” is used twice."),
                Text.of("换一个编号。", "Use another code."),
            )
        seen.add(material.code)


@lint("situation_names_unknown_material", "情形里的材料要存在", "A situation names its materials")
def situation_names_unknown_material(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """A situation chooses from the materials of the item."""
    known = {material.code for material in document.materials}
    for index, situation in enumerate(document.situations):
        for code in situation.materials:
            if code not in known:
                yield (
                    ("situations", index, "materials"),
                    Text.of(f"没有编号为“{code}”的材料。", f"No material has the code “{code}”."),
                    Text.of("改成 materials 里有的编号。", "Use a code of materials."),
                )


@lint("term_without_later", "有补交期限的材料才可容缺", "Only what may follow has a term")
def term_without_later(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """容缺受理: the public list of what may be missing goes with the time it must come in."""
    for index, material in enumerate(document.materials):
        if material.later_within is not None and material.necessity is not Necessity.LATER:
            yield (
                ("materials", index, "later_within"),
                Text.of(
                    f"材料“{material.code}”写了补交期限，却不是可容缺后补的材料。",
                    f"“{material.code}” has a term to follow, but may not follow later.",
                ),
                Text.of(
                    "写 necessity: later，或去掉 later_within。",
                    "Write necessity: later, or take later_within out.",
                ),
            )


@lint("materials_missing", "写材料，或写明不用材料", "Materials, or say that none are needed")
def materials_missing(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """Silence is not “no material”: the guide must say which."""
    if bool(document.materials) == document.no_materials:
        yield (
            ("materials",),
            Text.of(
                "没有写材料，也没有写明不需要材料（或两样都写了）。",
                "Neither materials nor “none needed” is written (or both are).",
            ),
            Text.of("写 materials，或写 no_materials: true。", "Write one of them."),
        )


@lint(
    "optional_material_never_asked", "非必要材料要属于某个情形", "An optional material is asked",
    Severity.WARNING,
)  # fmt: skip
def optional_material_never_asked(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """非必要 without a situation asks everybody to guess."""
    chosen = {code for situation in document.situations for code in situation.materials}
    for index, material in enumerate(document.materials):
        if material.necessity is Necessity.OPTIONAL and material.code not in chosen:
            yield (
                ("materials", index, "necessity"),
                Text.of(
                    f"“{material.name.zh}”是非必要材料，却不属于任何情形。",
                    f"“{material.name.en}” is optional, but no situation asks for it.",
                ),
                Text.of("把它写进一个情形，或删去。", "Put it into a situation, or drop it."),
            )
