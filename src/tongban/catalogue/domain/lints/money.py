"""Lints of fees: what is charged has a line, a basis and a way to pay."""

from __future__ import annotations

from collections.abc import Iterator

from tongban.catalogue.domain.document import ItemDocument
from tongban.catalogue.domain.lints.finding import Fault, LintContext, lint
from tongban.kernel.text import Text


@lint("fee_without_line", "收费要列收费项目", "A charge lists its fees")
def fee_without_line(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """Wenzhou guide rule: fee ⇒ fee item."""
    if document.charged and not document.fees:
        yield (
            ("charged",),
            Text.of("写着收费，却没有收费项目。", "It is charged, but no fee is listed."),
            Text.of("在 fees 里写名称、标准和依据。", "List name, standard and basis in fees."),
        )


@lint("fee_without_basis", "收费要有依据", "A fee has a legal basis")
def fee_without_basis(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """Wenzhou guide rule: fee ⇒ basis; so does a reduction."""
    for index, fee in enumerate(document.fees):
        if fee.article is None:
            yield (
                ("fees", index, "article"),
                Text.of(
                    f"收费项目“{fee.name.zh}”没有依据。",
                    f"The fee “{fee.name.en}” has no legal basis.",
                ),
                Text.of("写上条文（article）。", "Cite the article."),
            )
        if fee.reducible and fee.reduction_article is None:
            yield (
                ("fees", index, "reduction_article"),
                Text.of(
                    f"收费项目“{fee.name.zh}”可以减免，没有写减免依据。",
                    f"The fee “{fee.name.en}” can be reduced, but by which article?",
                ),
                Text.of("写上 reduction_article。", "Cite reduction_article."),
            )


@lint("fee_without_payment_way", "收费要写缴费方式", "A charge says how to pay")
def fee_without_payment_way(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """Wenzhou guide rule: fee ⇒ payment."""
    if document.charged and document.payment_ways is None:
        yield (
            ("payment_ways",),
            Text.of("写着收费，却没有缴费方式。", "It is charged, but not how to pay."),
            Text.of("写 payment_ways。", "Give payment_ways."),
        )


@lint("free_but_pays_online", "不收费就没有网上支付", "What is free is not paid on line")
def free_but_pays_online(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """Wenzhou guide rule: no fee ⇒ no on-line payment; and no fee lines either."""
    if document.charged:
        return
    if document.pays_online:
        yield (
            ("pays_online",),
            Text.of("写着不收费，却开了网上支付。", "It is free, yet paid on line."),
            Text.of("去掉 pays_online，或写 charged: true。", "Drop pays_online, or charge."),
        )
    if document.fees:
        yield (
            ("fees",),
            Text.of("写着不收费，却列了收费项目。", "It is free, yet fees are listed."),
            Text.of("去掉 fees，或写 charged: true。", "Drop fees, or charge."),
        )


@lint("online_payment_without_amount", "网上缴费要有确定金额", "Paid on line, a fee has an amount")
def online_payment_without_amount(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """A payment notice states what is due: one number above nothing."""
    if not document.pays_online:
        return
    for index, fee in enumerate(document.fees):
        if fee.amount is None or fee.amount <= 0:
            yield (
                ("fees", index, "amount"),
                Text.of(
                    f"收费项目“{fee.name.zh}”可以网上缴费，却没有确定的金额。",
                    f"The fee “{fee.name.en}” is paid on line, but has no fixed amount.",
                ),
                Text.of(
                    "写 amount；按情形不同的，分列收费项目并写 charged_when。",
                    "Give amount; where it depends on answers, list several with charged_when.",
                ),
            )
