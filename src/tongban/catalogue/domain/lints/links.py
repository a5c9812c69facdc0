"""Lints of agreement: locked elements, codes, and the form, table and certificate an item names."""

from __future__ import annotations

from collections.abc import Iterator

from tongban.catalogue.domain.codes import Necessity
from tongban.catalogue.domain.document import ItemDocument
from tongban.catalogue.domain.inherit import drifts
from tongban.catalogue.domain.lints.finding import Fault, LintContext, Severity, lint
from tongban.catalogue.domain.national import to_national
from tongban.kernel.codes import uscc
from tongban.kernel.codes.fault import CodeFault
from tongban.kernel.text import Text

_AGENCY, _LEVEL, _BASIC = slice(0, 18), slice(18, 19), slice(19, 31)


@lint("locked_element_drifts", "统一要素不得走样", "Locked elements do not drift")
def locked_element_drifts(document: ItemDocument, context: LintContext) -> Iterator[Fault]:
    """三级四同: the same name, type, line and basis at every level."""
    if context.basic is None:
        return
    for drift in drifts(document, context.basic):
        yield (
            (drift.field,),
            Text.of(
                f"{drift.label.zh}与基本目录不一致：目录是“{drift.basic}”，这里是“{drift.local}”。",
                f"The {drift.label.en} differs from the basic item: "
                f"“{drift.basic}” there, “{drift.local}” here.",
            ),
            Text.of("删去这一项，由基本目录继承。", "Drop it: it comes from the basic item."),
        )


@lint("basic_unknown", "基本目录事项要存在", "The basic item exists")
def basic_unknown(document: ItemDocument, context: LintContext) -> Iterator[Fault]:
    """An item claims a basic item 认领; inventing one is not claiming."""
    if document.basic is None or (context.basic is None and not context.basic_known):
        yield (
            ("basic",),
            Text.of(
                f"基本目录里没有“{document.basic or ''}”。",
                f"The basic catalogue has no “{document.basic or ''}”.",
            ),
            Text.of("写已有的基本编码，或先把它加进 basic-items/。", "Claim one, or add it first."),
        )


@lint("level_not_allowed", "行使层级在目录之内", "The level is one of the basic item's")
def level_not_allowed(document: ItemDocument, context: LintContext) -> Iterator[Fault]:
    """The basic catalogue says at which levels an item may be exercised."""
    allowed = context.basic.levels if context.basic else ()
    if allowed and document.level not in allowed:
        zh = "、".join(level.label.zh for level in allowed)
        en = ", ".join(level.label.en for level in allowed)
        yield (
            ("level",),
            Text.of(f"基本目录只许在这些层级行使：{zh}。", f"Only these levels may: {en}."),
            Text.of("改正 level。", "Correct level."),
        )


@lint("code_disagrees", "实施编码由代码、层级、基本编码组成", "The item code is made of its parts")
def code_disagrees(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """实施编码 = 统一社会信用代码 (18) + 行使层级 (1) + 基本编码 (12) [+ 业务办理项 (2)]."""
    level = to_national(document.level) if document.level else ""
    for part, expected, zh, en in (
        (_AGENCY, document.agency, "实施机关代码", "agency"),
        (_LEVEL, level, "行使层级", "level"),
        (_BASIC, document.basic or "", "基本编码", "basic code"),
    ):
        if expected and document.code[part] != expected:
            yield (
                ("code",),
                Text.of(
                    f"实施编码里的{zh}是“{document.code[part]}”，应为“{expected}”。",
                    f"The {en} in the item code is “{document.code[part]}”, not “{expected}”.",
                ),
                Text.of("改正编码或对应的字段。", "Correct the code or the field."),
            )


@lint("agency_code_faulty", "机关代码要通过校验", "The agency code passes its check")
def agency_code_faulty(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """GB 32100: a code that fails its check character is a slip of the pen."""
    try:
        uscc.parse(document.agency)
    except CodeFault as fault:
        yield ("agency",), fault.message, fault.mend


@lint("form_unknown", "表单要存在", "The form exists")
def form_unknown(document: ItemDocument, context: LintContext) -> Iterator[Fault]:
    """The guide's button must lead somewhere."""
    known = context.form_elements
    if document.form is not None and known is not None and document.form not in known:
        yield (
            ("form",),
            Text.of(f"没有表单“{document.form}”。", f"There is no form “{document.form}”."),
            Text.of("改成 forms/ 里有的代码。", "Use a code of forms/."),
        )


@lint("form_asks_undeclared", "表单不得问事项没有申明的字段", "The form asks only what is declared")
def form_asks_undeclared(document: ItemDocument, context: LintContext) -> Iterator[Fault]:
    """Guide, form and permission are one definition: what is asked is declared."""
    if document.form is None or context.form_elements is None:
        return
    declared = {need.element for need in document.needs}
    declared.update(element for material in document.materials for element in material.elements)
    for question, element in context.form_elements.get(document.form, ()):
        if element is not None and element not in declared:
            yield (
                ("needs",),
                Text.of(
                    f"表单“{document.form}”的“{question}”问了“{element}”，事项没有申明。",
                    f"“{question}” of form “{document.form}” asks “{element}”, "
                    "which the item does not declare.",
                ),
                Text.of("在 needs 里申明它，或从表单里删去。", "Declare it in needs, or drop it."),
            )


@lint("need_not_asked", "申明的字段应当用到", "A declared field is used", Severity.WARNING)
def need_not_asked(document: ItemDocument, context: LintContext) -> Iterator[Fault]:
    """Data minimisation: a permission nobody uses should not exist."""
    if document.form is None or document.decision_table or context.form_elements is None:
        return
    asked = {element for _, element in context.form_elements.get(document.form, ())}
    for index, need in enumerate(document.needs):
        if need.element not in asked:
            yield (
                ("needs", index, "element"),
                Text.of(
                    f"申明了“{need.element}”，表单没有问，也没有决策表用它。",
                    f"“{need.element}” is declared; neither form nor decision table uses it.",
                ),
                Text.of("删去，或在表单里用上。", "Drop it, or use it."),
            )


@lint("decision_table_unknown", "决策表要存在", "The decision table exists")
def decision_table_unknown(document: ItemDocument, context: LintContext) -> Iterator[Fault]:
    """秒批 without its rules would pass nobody."""
    known = context.decision_tables
    if document.decision_table and known is not None and document.decision_table not in known:
        yield (
            ("decision_table",),
            Text.of(
                f"没有决策表“{document.decision_table}”。",
                f"There is no decision table “{document.decision_table}”.",
            ),
            Text.of("改成 decisions/ 里有的代码。", "Use a code of decisions/."),
        )


@lint("certificate_type_unknown", "证照类型要存在", "The certificate type exists")
def certificate_type_unknown(document: ItemDocument, context: LintContext) -> Iterator[Fault]:
    """Both what the item gives and what stands in for a material."""
    known = context.certificate_names
    if known is None:
        return
    named: list[tuple[tuple[str | int, ...], str | None]] = [
        (("certificate_type",), document.certificate_type)
    ]
    named += [
        (("results", i, "certificate_type"), result.certificate_type)
        for i, result in enumerate(document.results)
    ]
    named += [
        (("materials", i, "satisfied_by"), material.satisfied_by)
        for i, material in enumerate(document.materials)
    ]
    for path, code in named:
        if code is not None and code not in known:
            yield (
                path,
                Text.of(f"没有证照类型“{code}”。", f"There is no certificate type “{code}”."),
                Text.of("改成 certificate-types/ 里有的代码。", "Use a code of that shelf."),
            )


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
