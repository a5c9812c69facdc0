"""Lints of results and of the flow that leads to them."""

from __future__ import annotations

from collections.abc import Iterator

from tongban.catalogue.domain.codes import ItemType, RemedyKind, ResultKind, StepKind
from tongban.catalogue.domain.document import ItemDocument
from tongban.catalogue.domain.lints.finding import Fault, LintContext, Severity, lint
from tongban.kernel.text import Text

_ENDINGS = {"证": ResultKind.CERTIFICATE, "批复": ResultKind.APPROVAL}
_LICENCE_STEPS = (
    StepKind.ACCEPT,
    StepKind.REVIEW,
    StepKind.APPROVE,
    StepKind.CONCLUDE,
    StepKind.DELIVER,
)
_REMEDIES = (RemedyKind.RECONSIDERATION, RemedyKind.LITIGATION)


@lint("result_kind_and_name_disagree", "结果名称与结果类型一致", "A result is called what it is")
def result_kind_and_name_disagree(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """Wenzhou guide rule: name ends in 证 ⇒ 出证办结, in 批复 ⇒ 审批办结."""
    for index, result in enumerate(document.results):
        for ending, kind in _ENDINGS.items():
            if result.name.zh.endswith(ending) and result.kind is not kind:
                yield (
                    ("results", index, "kind"),
                    Text.of(
                        f"结果“{result.name.zh}”以“{ending}”结尾，应是{kind.label.zh}。",
                        f"A result whose name ends in “{ending}” should be “{kind.label.en}”.",
                    ),
                    Text.of(f"写 kind: {kind.short}。", f"Write kind: {kind.short}."),
                )


@lint("result_missing", "写明办理结果", "Say what comes out")
def result_missing(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """结果名称 and 结果类型."""
    if not document.results:
        yield (
            ("results",),
            Text.of("没有写办理结果。", "The result is missing."),
            Text.of("在 results 里写类型、名称和样本。", "Give kind, name and sample in results."),
        )


@lint("result_without_sample", "结果要有样本", "A result comes with a sample")
def result_without_sample(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """Wenzhou guide rule: result ⇒ sample; a certificate type or seals need none."""
    for index, result in enumerate(document.results):
        if result.sample is None and result.certificate_type is None and not result.seals:
            yield (
                ("results", index, "sample"),
                Text.of(
                    f"结果“{result.name.zh}”没有样本。",
                    f"The result “{result.name.en}” has no sample.",
                ),
                Text.of("写 sample，或写 certificate_type。", "Give sample or certificate_type."),
            )


@lint("certificate_of_another_line", "证照由有权机关签发", "The body may issue what it gives")
def certificate_of_another_line(document: ItemDocument, context: LintContext) -> Iterator[Fault]:
    """行政许可法 22: issuing would be refused, so no case could ever be concluded."""
    line = (context.agency_lines or {}).get(document.agency)
    lines = context.certificate_lines or {}
    named: list[tuple[tuple[str | int, ...], str | None]] = [
        (("certificate_type",), document.certificate_type)
    ]
    named += [
        (("results", i, "certificate_type"), result.certificate_type)
        for i, result in enumerate(document.results)
    ]
    for path, code in named:
        wanted = lines.get(code or "")
        if line is not None and wanted is not None and wanted != line:
            yield (
                path,
                Text.of(
                    f"证照“{code}”由条线“{wanted}”的机关签发，本事项的实施机关属于“{line}”。",
                    f"“{code}” is issued by bodies of the line “{wanted}”; this item's body is of"
                    f" “{line}”.",
                ),
                Text.of(
                    "改事项的证照类型或实施机关，或改证照类型的 issuer_line。",
                    "Change the item's certificate type or agency, or the type's issuer_line.",
                ),
            )


@lint("steps_missing", "写明办理流程", "Say how it is handled")
def steps_missing(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """办理流程 is required by the national exchange."""
    if not document.steps:
        yield (
            ("steps",),
            Text.of("没有写办理流程。", "The steps are missing."),
            Text.of("在 steps 里写各环节。", "List the steps."),
        )


@lint("licence_flow_incomplete", "行政许可五个环节齐全", "A licence has its five steps")
def licence_flow_incomplete(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """Wenzhou guide rule: 受理、审核、审批、办结、送达."""
    if document.type is not ItemType.LICENCE or not document.steps:
        return
    present = {step.kind for step in document.steps}
    missing = [kind for kind in _LICENCE_STEPS if kind not in present]
    if missing:
        zh = "、".join(kind.label.zh for kind in missing)
        en = ", ".join(kind.label.en for kind in missing)
        yield (
            ("steps",),
            Text.of(f"行政许可的流程缺少：{zh}。", f"The licence lacks the steps: {en}."),
            Text.of("补上缺少的环节。", "Add them."),
        )


@lint("remedy_missing", "写明复议和诉讼途径", "Say how to contest the result")
def remedy_missing(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """行政复议 and 行政诉讼 for every exercise of power; public services are exempt."""
    if document.type in (None, ItemType.PUBLIC_SERVICE):
        return
    present = {remedy.kind for remedy in document.remedies}
    for kind in _REMEDIES:
        if kind not in present:
            yield (
                ("remedies",),
                Text.of(f"没有写{kind.label.zh}。", f"{kind.label.en} is missing."),
                Text.of(
                    "写明受理机关、地址、电话。", "Give the body that hears it, address and phone."
                ),
            )


@lint(
    "licence_without_faq", "行政许可至少一个常见问题", "A licence answers a question",
    Severity.WARNING,
)  # fmt: skip
def licence_without_faq(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """Wenzhou guide rule: FAQ ≥ 1 for licences."""
    if document.type is ItemType.LICENCE and not document.faqs:
        yield (
            ("faqs",),
            Text.of("行政许可没有常见问题。", "A licence without a common question."),
            Text.of("写一个最常被问到的问题和回答。", "Add the question people ask most."),
        )


@lint("commitment_without_words", "告知承诺要有承诺内容", "A commitment says what is promised")
def commitment_without_words(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """告知承诺: obligation, content and liability are told in writing."""
    if document.commitment_allowed and document.commitment is None:
        yield (
            ("commitment",),
            Text.of(
                "允许告知承诺，却没有写承诺内容和不实的后果。",
                "Commitment is allowed, but neither its content nor the liability is written.",
            ),
            Text.of("写 commitment。", "Write commitment."),
        )
