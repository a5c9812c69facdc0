"""Lints of the way of handling: visits, window, net, post. Nobody may be forced on line."""

from __future__ import annotations

from collections.abc import Iterator

from tongban.catalogue.domain.codes import HandlingForm, OnlineDepth
from tongban.catalogue.domain.document import ItemDocument
from tongban.catalogue.domain.lints.finding import Fault, LintContext, lint
from tongban.kernel.text import Text

_ON_THE_NET = frozenset({HandlingForm.PC, HandlingForm.MOBILE})
_ALL_THE_WAY = frozenset({OnlineDepth.ACCEPTANCE, OnlineDepth.HANDLING, OnlineDepth.RESULT})
_PERSONAL_ACTS = ("结婚登记", "离婚登记")
"""Acts the Civil Code wants done in person (art. 1049, 1076)."""


@lint("visits_missing", "写明到现场次数", "Say how many visits it takes")
def visits_missing(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """到办事现场次数 is what people ask first."""
    if document.visits is None:
        yield (
            ("visits",),
            Text.of("没有写到办事现场次数。", "The number of visits is missing."),
            Text.of("写 visits: 0（不用跑）或实际次数。", "Write visits: 0 or the real number."),
        )


@lint("visits_without_reason", "到场要有原因", "A visit needs a reason")
def visits_without_reason(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """Wenzhou guide rule: visits ≠ 0 ⇒ 必须现场原因."""
    if document.visits and document.in_person_reason is None:
        yield (
            ("in_person_reason",),
            Text.of(
                f"要到现场{document.visits}次，却没有说原因。",
                f"It takes {document.visits} visit(s) and does not say why.",
            ),
            Text.of("写明 in_person_reason，或把次数降到 0。", "Give the reason, or ask none."),
        )


@lint("no_visit_no_net_no_post", "不跑又不上网，就要收快递", "No visit, not on line: accept post")
def no_visit_no_net_no_post(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """Wenzhou guide rule: visits = 0 and not on line ⇒ must accept mail."""
    by_post = document.posts_materials or HandlingForm.MAIL in document.handling_forms
    if document.visits == 0 and not document.online and not by_post:
        yield (
            ("visits",),
            Text.of(
                "写着不用到现场，却不能网办，也不收快递。",
                "No visit is needed, yet it is neither on line nor by post.",
            ),
            Text.of(
                "开通网办或快递收件，或写明要到现场的次数和原因。",
                "Offer the net or the post, or state the visits and why.",
            ),
        )


@lint("fully_online_with_visits", "全程网办就不用跑", "Fully on line means no visit")
def fully_online_with_visits(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """Wenzhou guide rule: depth 全程网办 ⇒ visits = 0."""
    if document.visits and set(document.online_depth) >= _ALL_THE_WAY:
        yield (
            ("visits",),
            Text.of(
                f"网办深度是全程，却要到现场{document.visits}次。",
                f"The net carries the whole case, yet {document.visits} visit(s) are asked.",
            ),
            Text.of("把次数改成 0，或如实降低网办深度。", "Ask no visit, or state less depth."),
        )


@lint("handling_forms_missing", "写明办理形式", "Say how one can apply")
def handling_forms_missing(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """办理形式 is required by the national exchange."""
    if not document.handling_forms:
        yield (
            ("handling_forms",),
            Text.of("没有写办理形式。", "The ways to apply are missing."),
            Text.of("写 handling_forms: [window, pc, mobile]。", "Write handling_forms."),
        )


@lint("net_only", "不得只许网办", "It may not be on the net only")
def net_only(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """Beijing business regulation art. 36, accessibility law art. 39: keep manual handling."""
    if not is_net_only(document) or is_in_person(document):
        return
    if document.net_only_article is None:
        yield (
            ("handling_forms",),
            Text.of(
                "只能网上办，没有窗口也没有邮寄：不会上网的人办不成。",
                "It can be done on the net only; whoever is not on line is shut out.",
            ),
            Text.of(
                "加上 window；法律明文只许网办的，写 net_only_article。",
                "Add window; where a law demands net only, cite it in net_only_article.",
            ),
        )


@lint("in_person_but_net_only", "必须本人到场的，不能只在网上办", "In person is never net only")
def in_person_but_net_only(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """Such as 结婚登记; no article can make it net only."""
    if is_net_only(document) and is_in_person(document):
        yield (
            ("handling_forms",),
            Text.of(
                "这个事项要本人到场，办理形式却只有网上。",
                "The item must be done in person, yet only the net is offered.",
            ),
            Text.of("加上 window。", "Add window."),
        )


@lint("in_person_without_visit", "法律要求到场的，至少跑一次", "In person is at least a visit")
def in_person_without_visit(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """The guide must not promise what the law forbids."""
    if document.in_person_article is not None and document.visits == 0:
        yield (
            ("visits",),
            Text.of(
                f"依 {document.in_person_article} 必须本人到场，到场次数却写 0。",
                f"{document.in_person_article} demands presence, yet visits is 0.",
            ),
            Text.of("写 visits: 1 或更多。", "Write visits: 1 or more."),
        )


@lint("in_person_law_not_cited", "婚姻登记写明到场依据", "Marriage registration cites the law")
def in_person_law_not_cited(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """Civil Code art. 1049 and 1076: both sides come in person."""
    names = [text.zh for text in (document.handling_name, document.name) if text is not None]
    act = next((act for act in _PERSONAL_ACTS for name in names if act in name), None)
    if act and document.in_person_article is None:
        yield (
            ("in_person_article",),
            Text.of(
                f"{act}须双方亲自到场，没有写依据。",
                "Both sides must come in person; the article is not cited.",
            ),
            Text.of("写 in_person_article（民法典第1049、1076条）。", "Cite in_person_article."),
        )


@lint("online_without_entry", "网办要有入口", "On line needs a way in")
def online_without_entry(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """Our own form, or the address of the system that takes the application."""
    has_entry = document.form or document.online_url or document.mobile_url
    if document.online and not has_entry and not document.no_application:
        yield (
            ("online",),
            Text.of("写着可以网办，却没有表单也没有网址。", "On line, but no form and no address."),
            Text.of("写 form 或 online_url。", "Give form or online_url."),
        )


def is_net_only(document: ItemDocument) -> bool:
    """Whether the net is the only way in."""
    return bool(document.handling_forms) and set(document.handling_forms) <= _ON_THE_NET


def is_in_person(document: ItemDocument) -> bool:
    """Whether the person has to come."""
    return document.in_person_article is not None or bool(document.visits)
