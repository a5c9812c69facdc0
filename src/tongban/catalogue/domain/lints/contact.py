"""Lints of audience, contact and places."""

from __future__ import annotations

from collections.abc import Iterator

from tongban.catalogue.domain.codes import HandlingForm
from tongban.catalogue.domain.document import ItemDocument
from tongban.catalogue.domain.lints.finding import Fault, LintContext, lint
from tongban.kernel.text import Text


@lint("audience_missing", "写明服务对象", "Say whom it serves")
def audience_missing(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """服务对象 is required by the national exchange."""
    if not document.audiences:
        yield (
            ("audiences",),
            Text.of("没有写服务对象。", "The audience is missing."),
            Text.of("写 audiences: [person] 等。", "Write audiences: [person] or others."),
        )


@lint("theme_and_audience_disagree", "服务对象与主题对应", "Audience and themes agree")
def theme_and_audience_disagree(document: ItemDocument, context: LintContext) -> Iterator[Fault]:
    """Wenzhou guide rule: target audience ⇔ topic."""
    if context.theme_sides is None or not document.audiences:
        return
    served = {audience.side for audience in document.audiences}
    themed = {context.theme_sides[code] for code in document.themes if code in context.theme_sides}
    for side in served - themed:
        yield (
            ("themes",),
            Text.of(
                f"服务对象有“{side.label.zh}”，却没有对应的主题。",
                f"It serves “{side.label.en}” but is in none of their themes.",
            ),
            Text.of("在 themes 里加一个对应的主题。", "Add such a theme."),
        )
    for side in themed - served:
        yield (
            ("themes",),
            Text.of(
                f"主题里有“{side.label.zh}”的，服务对象却没有。",
                f"It is in a theme of “{side.label.en}”, whom it does not serve.",
            ),
            Text.of("改正服务对象或主题。", "Correct audience or theme."),
        )


@lint("theme_unknown", "主题要存在", "A theme exists")
def theme_unknown(document: ItemDocument, context: LintContext) -> Iterator[Fault]:
    """A theme nobody shows hides the item."""
    for index, code in enumerate(document.themes):
        if context.theme_sides is not None and code not in context.theme_sides:
            yield (
                ("themes", index),
                Text.of(f"没有主题“{code}”。", f"There is no theme “{code}”."),
                Text.of("改成已有的主题，或在 themes/ 里加上它。", "Use a known one, or add it."),
            )


@lint("phone_missing", "咨询和投诉电话要写", "Phones for questions and complaints are given")
def phone_missing(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """咨询方式 and 监督投诉方式 are required by the national exchange."""
    for field, zh, en in (
        ("consult_phone", "咨询电话", "phone for questions"),
        ("complaint_phone", "投诉电话", "phone for complaints"),
    ):
        if not getattr(document, field):
            yield (
                (field,),
                Text.of(f"没有写{zh}。", f"The {en} is missing."),
                Text.of(f"写 {field}。", f"Give {field}."),
            )


@lint("phones_equal", "咨询电话与投诉电话不同", "Complaints go elsewhere than questions")
def phones_equal(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """Wenzhou guide rule: consult phone ≠ complaint phone."""
    if document.consult_phone and document.consult_phone == document.complaint_phone:
        yield (
            ("complaint_phone",),
            Text.of(
                "投诉电话与咨询电话是同一个号码。", "Complaints go to the phone one asks questions."
            ),
            Text.of("投诉电话换成另一个部门的号码。", "Give the number of another body."),
        )


@lint("window_without_place", "窗口办理要写地点和时间", "A window has a place and hours")
def window_without_place(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """办理地点 and 办理时间 are required by the national exchange."""
    if HandlingForm.WINDOW not in document.handling_forms:
        return
    if not any(place.address and place.hours for place in document.places):
        yield (
            ("places",),
            Text.of(
                "可以到窗口办，却没有写地址和办公时间。",
                "One may come to a window, but where and when is not written.",
            ),
            Text.of("在 places 里写 address 和 hours。", "Give address and hours in places."),
        )


@lint("agency_unknown", "实施机关要存在", "The implementing agency exists")
def agency_unknown(document: ItemDocument, context: LintContext) -> Iterator[Fault]:
    """The body must be one the platform knows, or cases have no desk."""
    if context.agencies is not None and document.agency not in context.agencies:
        yield (
            ("agency",),
            Text.of(
                f"没有统一社会信用代码为“{document.agency}”的部门。",
                f"No agency has the code “{document.agency}”.",
            ),
            Text.of("改正代码，或在 agencies/ 里加上这个部门。", "Correct it, or add the agency."),
        )


@lint("region_unknown", "区划要存在", "The region exists")
def region_unknown(document: ItemDocument, context: LintContext) -> Iterator[Fault]:
    """块: an item of no region is found by nobody."""
    if context.regions is not None and document.region not in context.regions:
        yield (
            ("region",),
            Text.of(f"没有区划“{document.region}”。", f"There is no division “{document.region}”."),
            Text.of("改成已有的区划代码。", "Use the code of a known division."),
        )
