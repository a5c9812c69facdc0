"""Lints of agreement: locked elements, codes, and the form, table and certificate an item names."""

from __future__ import annotations

from collections.abc import Iterator

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
    declared = _declared(document)
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


@lint("rules_read_undeclared", "规则不得读事项没有申明的字段", "Rules read only what is declared")
def rules_read_undeclared(document: ItemDocument, context: LintContext) -> Iterator[Fault]:
    """A decision table is one more way of looking a person up."""
    if document.decision_table is None or context.table_elements is None:
        return
    declared = _declared(document)
    for element in context.table_elements.get(document.decision_table, ()):
        if element and element not in declared:
            yield (
                ("needs",),
                Text.of(
                    f"决策表“{document.decision_table}”读“{element}”，事项没有申明。",
                    f"Table “{document.decision_table}” reads “{element}”, "
                    "which the item does not declare.",
                ),
                Text.of("在 needs 里申明它，或从决策表里删去。", "Declare it, or drop it."),
            )


@lint("need_not_used", "申明的字段应当用到", "A declared field is used", Severity.WARNING)
def need_not_used(document: ItemDocument, context: LintContext) -> Iterator[Fault]:
    """Data minimisation: a permission nobody uses should not exist."""
    if document.form is None or context.form_elements is None or context.table_elements is None:
        return
    if document.commitment_allowed:  # the terms of its promise, a shelf above, may ask for more
        return
    used = {element for _, element in context.form_elements.get(document.form, ())}
    used.update(context.table_elements.get(document.decision_table or "", ()))
    for index, need in enumerate(document.needs):
        if need.element not in used:
            yield (
                ("needs", index, "element"),
                Text.of(
                    f"申明了“{need.element}”，表单没有问，决策表也没有用。",
                    f"“{need.element}” is declared; neither form nor decision table uses it.",
                ),
                Text.of("删去，或在表单里用上。", "Drop it, or use it."),
            )


@lint("decision_table_unknown", "决策表要存在", "The decision table exists")
def decision_table_unknown(document: ItemDocument, context: LintContext) -> Iterator[Fault]:
    """秒批 without its rules would pass nobody."""
    known = context.table_elements
    if document.decision_table and known is not None and document.decision_table not in known:
        yield (
            ("decision_table",),
            Text.of(
                f"没有决策表“{document.decision_table}”。",
                f"There is no decision table “{document.decision_table}”.",
            ),
            Text.of("改成 decisions/ 里有的代码。", "Use a code of decisions/."),
        )


@lint("flow_unknown", "办理流程要存在", "The flow exists")
def flow_unknown(document: ItemDocument, context: LintContext) -> Iterator[Fault]:
    """A case that is accepted must have a way to go."""
    if document.flow and context.flows is not None and document.flow not in context.flows:
        yield (
            ("flow",),
            Text.of(f"没有办理流程“{document.flow}”。", f"There is no flow “{document.flow}”."),
            Text.of("改成 flows/ 里有的代码。", "Use a code of flows/."),
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


def _declared(document: ItemDocument) -> set[str]:
    declared = {need.element for need in document.needs}
    declared.update(element for material in document.materials for element in material.elements)
    return declared
