"""The questions asked when a firm entrusts a seal to a person."""

from __future__ import annotations

from django.http import QueryDict

from tongban.kernel.text import Text
from tongban.seals.api import SealView, definite_purposes
from tongban.web.design.parts import Choice, Fault, Field, FieldKind
from tongban.web.portal.sharing_forms import one_line, until_day
from tongban.web.present.purposes import purpose_words


def entrusting_fields(
    known: SealView, typed: QueryDict, faults: tuple[Fault, ...]
) -> tuple[Field, ...]:
    """Who, what it may be put on, what for, until when."""
    number_hint = Text.of("姓名和号码一致才会生效。", "Works only when name and number agree.")
    scope_hint = Text.of("只勾选对方需要的。", "Tick only what they need.")
    purpose_hint = Text.of("如“与房东签租赁合同”。", "Such as “the lease with our landlord”.")
    choices = tuple(
        Choice(str(each), purpose_words(each)) for each in definite_purposes(known.scope)
    )
    return (
        one_line(typed, faults, "name", Text.of("对方姓名", "Their name"), required=True),
        one_line(
            typed,
            faults,
            "number",
            Text.of("对方身份证号", "Their resident ID"),
            hint=number_hint,
            required=True,
        ),
        Field(
            "scope",
            Text.of("可以盖在什么上", "What may it be put on?"),
            FieldKind.MANY,
            tuple(typed.getlist("scope")),
            required=True,
            options=choices,
            hint=scope_hint,
            error=next((fault.message for fault in faults if fault.field == "scope"), ""),
        ),
        one_line(
            typed, faults, "purpose", Text.of("用途", "Purpose"), hint=purpose_hint, required=True
        ),
        until_day(typed, faults),
    )
