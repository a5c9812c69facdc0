"""/design: every component on one page, with invented words; only in the demo."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tongban.kernel.text import Text
from tongban.web.design.icons import ICONS
from tongban.web.design.parts import (
    Bar,
    Choice,
    Crumb,
    Fault,
    Field,
    FieldKind,
    Light,
    LightColour,
    Source,
    Step,
    StepState,
)

_WHEN = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
_POPULATION = Source(Text.of("公安人口库", "Police population register"), _WHEN)


def show(request: HttpRequest) -> HttpResponse:
    """The gallery of components."""
    if not settings.DEMO:
        raise Http404
    context = {
        "fields": _fields(),
        "faults": _faults(),
        "steps": _steps(),
        "lights": _lights(),
        "path": (Crumb(Text.of("设计", "Design"), "/design"), Crumb(Text.of("组件", "Components"))),
        "bar_rows": _bars(),
        "icons": sorted(ICONS),
        "text": Text.of("居住证签注", "Residence permit endorsement"),
        "only_chinese": Text.from_mapping({"zh-Hans": "只有中文的名称"}),
        "when": _WHEN,
        "source": _POPULATION,
    }
    return render(request, "design/gallery.html", context)


def _fields() -> tuple[Field, ...]:
    kinds = (
        Choice("self", Text.of("本人办理", "Myself")),
        Choice("agent", Text.of("代办", "For another")),
    )
    return (
        Field(
            "name", Text.of("姓名", "Name"), values=("程示例",), editable=False, source=_POPULATION
        ),
        Field(
            "address",
            Text.of("居住地址", "Address"),
            values=("示例路 12 号",),
            required=True,
            source=Source(Text.of("租赁备案库", "Tenancy register"), _WHEN),
        ),
        Field(
            "mobile",
            Text.of("手机号码", "Mobile number"),
            FieldKind.PHONE,
            required=True,
            error=Text.of("请填写 11 位手机号码", "Give an 11-digit mobile number"),
        ),
        Field(
            "who", Text.of("办理方式", "Who applies"), FieldKind.ONE, ("self",), True, options=kinds
        ),
        Field("since", Text.of("居住开始日期", "Living there since"), FieldKind.DATE),
        Field("kind", Text.of("居住方式", "Kind of dwelling"), FieldKind.PICK, options=kinds),
        Field(
            "photo",
            Text.of("照片", "Photo"),
            FieldKind.FILE,
            hint=Text.of("JPG 或 PNG，不超过 2 MB", "JPG or PNG, up to 2 MB"),
        ),
        Field("note", Text.of("补充说明", "Anything to add"), FieldKind.LONG),
    )


def _faults() -> tuple[Fault, ...]:
    return (
        Fault(
            Text.of("手机号码不是 11 位", "The mobile number has not 11 digits"),
            Text.of("请核对后重填", "Check it and type it again"),
            "mobile",
        ),
        Fault(Text.of("还没有确认信息属实", "The truth of it is not confirmed yet")),
    )


def _steps() -> tuple[Step, ...]:
    bureau = Text.of("示里市公安局", "Shili City Public Security Bureau")
    return (
        Step(Text.of("提交申请", "Submitted"), StepState.DONE, _WHEN),
        Step(Text.of("受理", "Accepted"), StepState.DONE, _WHEN, by=bureau),
        Step(
            Text.of("现场核查", "Site check"),
            StepState.PAUSED,
            _WHEN,
            Text.of("特别程序，期间不计时", "A special procedure: the clock stands still"),
            bureau,
        ),
        Step(Text.of("审核", "Review"), StepState.NOW),
        Step(Text.of("办结", "Decision"), StepState.NEXT),
    )


def _lights() -> tuple[Light, ...]:
    return (
        Light(
            LightColour.GREEN, Text.of("正常，还剩 12 个工作日", "On time, 12 working days left")
        ),
        Light(
            LightColour.YELLOW, Text.of("即将到期，还剩 1 个工作日", "Due soon, 1 working day left")
        ),
        Light(LightColour.RED, Text.of("已超期 2 个工作日", "Late by 2 working days")),
        Light(
            LightColour.PAUSED,
            Text.of("特别程序中，暂停计时", "Clock stopped by a special procedure"),
        ),
        Light(LightColour.DONE, Text.of("已办结", "Closed")),
    )


def _bars() -> tuple[Bar, ...]:
    return (
        Bar(Text.of("法定时限", "By law"), 20, "20"),
        Bar(Text.of("承诺时限", "Our promise"), 5, "5"),
        Bar(Text.of("实际平均", "In fact"), 2.3, "2.3"),
    )
