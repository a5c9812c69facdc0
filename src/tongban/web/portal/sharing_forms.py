"""The questions of the three ways to share a certificate, and what was wrong with the answers."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, QueryDict

from tongban.certificates.api import BorrowerKind, CertificateView, ShareState
from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text
from tongban.web.design.parts import Choice, Fault, Field, FieldKind

_NAME_HINT = Text.of("授权给个人时要写。", "Needed when you lend to a person.")
_TICK_TO_SHOW = Text.of(
    "一开始都没有勾选，请只勾对方需要看的。",
    "Nothing is ticked at first: tick only what they need.",
)
_TICK_TO_LEND = Text.of(
    "一开始都没有勾选，请只勾对方用得到的；要作为办事材料提交，须全部勾选。",
    "Nothing is ticked at first: tick only what they need. To hand it in as a material, they need "
    "every field.",
)
_KINDS = {
    BorrowerKind.PERSON: Text.of("个人（配偶、亲属等）", "A person (spouse, relative …)"),
    BorrowerKind.FIRM: Text.of("企业", "A firm"),
    BorrowerKind.AGENCY: Text.of("政府部门", "A government body"),
}
STATE_MOODS = {ShareState.OPEN: "good", ShareState.AHEAD: "plain", ShareState.SEEN: "good"}


def faults_of(refused: Refusal) -> tuple[Fault, ...]:
    """Every problem with the field it belongs to; a refusal without any is raised again."""
    if not refused.problems:
        raise refused
    return tuple(Fault(one.message, one.mend, one.where) for one in refused.problems)


def day_of(request: HttpRequest, name: str) -> date:
    """The day somebody chose; the first day there is when it cannot be read, which is refused."""
    try:
        return date.fromisoformat(request.POST.get(name, ""))
    except ValueError:
        return date.min


def lending_fields(
    known: CertificateView, typed: QueryDict, faults: tuple[Fault, ...]
) -> tuple[Field, ...]:
    """To whom, which fields, for what, until when."""
    kinds = tuple(Choice(kind.value, label) for kind, label in _KINDS.items())
    return (
        Field(
            "kind",
            Text.of("授权给谁", "To whom?"),
            FieldKind.ONE,
            (typed.get("kind", BorrowerKind.PERSON.value),),
            required=True,
            options=kinds,
        ),
        one_line(typed, faults, "name", Text.of("对方姓名", "Their name"), hint=_NAME_HINT),
        one_line(
            typed,
            faults,
            "number",
            Text.of("身份证号或统一社会信用代码", "Resident ID or unified social credit code"),
            hint=Text.of("姓名和号码一致才会生效。", "Works only when name and number agree."),
            required=True,
        ),
        _chosen(known, typed, faults, _TICK_TO_LEND),
        _purpose(typed, faults),
        until_day(typed, faults),
    )


def copy_fields(typed: QueryDict, faults: tuple[Fault, ...]) -> tuple[Field, ...]:
    """For what, who may use it, until when."""
    user = Text.of("谁来使用", "Who may use it?")
    hint = Text.of("如单位名称，会印在加注件上。", "Such as a company: it is printed on the copy.")
    return (
        _purpose(typed, faults),
        one_line(typed, faults, "user", user, hint=hint, required=True),
        until_day(typed, faults),
    )


def showing_fields(
    known: CertificateView, typed: QueryDict, faults: tuple[Fault, ...]
) -> tuple[Field, ...]:
    """Which fields, to whom."""
    audience = Text.of("给谁看", "Who will look?")
    hint = Text.of("如酒店前台、图书馆。", "Such as a hotel desk, a library.")
    return (
        _chosen(known, typed, faults, _TICK_TO_SHOW),
        one_line(typed, faults, "audience", audience, hint=hint, required=True),
    )


def _chosen(
    known: CertificateView, typed: QueryDict, faults: tuple[Fault, ...], hint: Text
) -> Field:
    """Least data: nothing is ticked until the holder ticks it."""
    options = (
        Choice("holder", Text.of("持证主体", "Holder"), known.holder_name),
        *(Choice(field.name, field.label, field.value) for field in known.fields),
    )
    return Field(
        "fields",
        Text.of("可以看到哪些信息", "Which fields may be seen?"),
        FieldKind.MANY,
        tuple(typed.getlist("fields")),
        required=True,
        options=options,
        hint=hint,
        error=_error(faults, "fields"),
    )


def _purpose(typed: QueryDict, faults: tuple[Fault, ...]) -> Field:
    return one_line(
        typed,
        faults,
        "purpose",
        Text.of("用途", "Purpose"),
        hint=Text.of("如“给孩子办理出生登记”。", "Such as “registering our child's birth”."),
        required=True,
    )


def until_day(typed: QueryDict, faults: tuple[Fault, ...]) -> Field:
    """Until which day, a year at most."""
    return Field(
        "valid_until",
        Text.of("有效到哪一天", "Until which day?"),
        FieldKind.DATE,
        (typed.get("valid_until", ""),) if typed.get("valid_until") else (),
        required=True,
        hint=Text.of("最长一年，随时可以收回。", "A year at most; you can end it at any time."),
        error=_error(faults, "valid_until"),
    )


def one_line(
    typed: QueryDict,
    faults: tuple[Fault, ...],
    name: str,
    label: Text,
    *,
    hint: Text | str = "",
    required: bool = False,
) -> Field:
    """One line of text."""
    value = typed.get(name, "")
    return Field(
        name,
        label,
        values=(value,) if value else (),
        required=required,
        hint=hint,
        error=_error(faults, name),
    )


def _error(faults: tuple[Fault, ...], name: str) -> Text | str:
    return next((fault.message for fault in faults if fault.field == name), "")
