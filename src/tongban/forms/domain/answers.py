"""Reading one answer: what people type, brought to one form, or the fault in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from tongban.forms.views import Answer, FieldKind, FieldView
from tongban.kernel.codes import CodeFault, resident_id, uscc
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text

_MOBILE = re.compile(r"1\d{10}")
_LANDLINE = re.compile(r"0\d{2,3}\d{7,8}")
_ABROAD = re.compile(r"\+\d{6,15}")
_DATE = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")
_DIVISION = re.compile(r"\d{6}(\d{3}(\d{3})?)?")
_DOCUMENT = re.compile(r"[A-Z0-9]{5,20}")
_BLOB = re.compile(r"[A-Za-z0-9_-]{1,60}")
_WHOLE = re.compile(r"-?\d{1,15}")
_YES = {"yes", "true", "on", "1", "是"}
_NO = {"no", "false", "off", "0", "否"}
_MONEY_CAP = Decimal("1e13")
_Ordered = TypeVar("_Ordered", str, int, Decimal)


class AnswerFault(ValueError):
    """One answer cannot be read: a stable code, what is wrong and what to do."""

    def __init__(self, code: str, message: Text, mend: Text) -> None:
        super().__init__(code)
        self.code, self.message, self.mend = code, message, mend

    def at(self, field: FieldView) -> Problem:
        """The fault placed on its field."""
        label = field.label
        message = Text.of(f"{label.zh}：{self.message.zh}", f"{label.en}: {self.message.en}")
        return Problem(field.name, f"forms.{self.code}", message, self.mend)


def read_answer(field: FieldView, raw: object) -> Answer:
    """The answer in its one form (see :class:`FieldKind`); ``None`` when nothing was answered.

    Raises :class:`AnswerFault`. Whether it is required is judged by the caller.
    """
    if raw is None or isinstance(raw, bool):
        return _read_yes_no(raw, field)
    if not isinstance(raw, str | int):
        raise _fault("wrong_type", "格式不对。", "This is not a single answer.", "请填写文字。",
                     "Give one text or number.")  # fmt: skip
    text = _tidy(str(raw), keep_lines=field.kind is FieldKind.LONG_TEXT)
    if not text:
        return None
    return _READERS[field.kind](text, field)


def _tidy(text: str, *, keep_lines: bool) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    allowed = "\n\t" if keep_lines else "\t"
    if not keep_lines:
        text = text.replace("\n", " ")
    for char in text:
        if unicodedata.category(char) in ("Cc", "Cs") and char not in allowed:
            raise _fault("unreadable", "含有无法显示的字符。", "It holds unreadable characters.",
                         "请重新输入。", "Type it again.")  # fmt: skip
    return text.strip()


def _read_yes_no(raw: bool | None, field: FieldView) -> Answer:
    if raw is not None and field.kind is not FieldKind.YES_NO:
        raise _fault("wrong_type", "格式不对。", "A yes or no does not answer this.",
                     "请按提示填写。", "Answer as the hint says.")  # fmt: skip
    return raw


def _text(text: str, field: FieldView) -> Answer:
    if len(text) > field.max_length:
        over = len(text) - field.max_length
        raise _fault(
            "too_long",
            f"最多 {field.max_length} 个字，超出 {over} 个。",
            f"At most {field.max_length} characters; {over} too many.",
            "请缩短后再填。",
            "Shorten it.",
        )
    return text


def _date(text: str, field: FieldView) -> Answer:
    match = _DATE.fullmatch(_plain(text))
    try:
        if match is None:
            raise ValueError
        value = date(*(int(part) for part in match.groups())).isoformat()
    except ValueError:
        raise _fault("not_a_date", "不是有效的日期。", "This is not a date.",
                     "请写成 2026-01-31 这样。", "Write it like 2026-01-31.") from None  # fmt: skip
    _between(value, field.minimum, field.maximum)
    return value


def _choice(text: str, field: FieldView) -> Answer:
    if text not in {option.value for option in field.options}:
        raise _fault("not_a_choice", "不在可选项中。", "This is not one of the choices.",
                     "请从列表中选择一项。", "Choose one of the list.")  # fmt: skip
    return text


def _phone(text: str, field: FieldView) -> Answer:
    del field
    number = re.sub(r"[\s()-]", "", _plain(text)).removeprefix("+86")
    if not any(shape.fullmatch(number) for shape in (_MOBILE, _LANDLINE, _ABROAD)):
        raise _fault("not_a_phone", "电话号码的位数或开头不对。", "This is not a phone number.",
                     "手机号 11 位；座机加区号；境外号码以 + 和国家代码开头。",
                     "11 digits for a mobile, area code for a landline, + for abroad.")  # fmt: skip
    return number


def _number(text: str, field: FieldView) -> Answer:
    plain = _plain(text).replace(",", "").replace(" ", "")
    if not _WHOLE.fullmatch(plain):
        raise _fault("not_a_number", "不是整数。", "This is not a whole number.",
                     "请只填数字。", "Use digits only.")  # fmt: skip
    value = int(plain)
    _between(
        value,
        int(field.minimum) if field.minimum else None,
        int(field.maximum) if field.maximum else None,
    )
    return value


def _money(text: str, field: FieldView) -> Answer:
    plain = _plain(text).replace(",", "").replace(" ", "").lstrip("¥￥").removesuffix("元")
    try:
        amount = Decimal(plain)
        if not amount.is_finite() or abs(amount) >= _MONEY_CAP or amount != round(amount, 2):
            raise InvalidOperation
    except InvalidOperation:
        raise _fault("not_money", "不是有效的金额。", "This is not an amount of money.",
                     "请填数字，最多两位小数。",
                     "Use digits with at most two decimals.") from None  # fmt: skip
    _between(
        amount,
        Decimal(field.minimum) if field.minimum else None,
        Decimal(field.maximum) if field.maximum else None,
    )
    return str(amount.quantize(Decimal("0.01")) + 0)


def _yes_no(text: str, field: FieldView) -> Answer:
    del field
    word = text.lower()
    if word not in _YES | _NO:
        raise _fault("not_yes_or_no", "请选择“是”或“否”。", "Answer yes or no.",
                     "请选择一项。", "Choose one.")  # fmt: skip
    return word in _YES


def _division(text: str, field: FieldView) -> Answer:
    del field
    if not _DIVISION.fullmatch(text):
        raise _fault("not_a_division", "不是行政区划代码。", "This is not a division code.",
                     "请从地区列表中选择。", "Choose the place from the list.")  # fmt: skip
    return text


def _identifier(text: str, field: FieldView) -> Answer:
    number = re.sub(r"\s", "", _plain(text)).upper()
    if len(number) == 18 and number[:17].isdigit():
        return _resident_id(number, field)
    if not _DOCUMENT.fullmatch(number):
        raise _fault("not_a_document_number", "不是证件号码。", "This is not a document number.",
                     "请照证件输入字母和数字。",
                     "Type the letters and digits of the document.")  # fmt: skip
    return number


def _resident_id(text: str, field: FieldView) -> Answer:
    del field
    try:
        return resident_id.parse(text, lenient=True).number
    except CodeFault as fault:
        raise AnswerFault("number_wrong", fault.message, fault.mend) from None


def _uscc(text: str, field: FieldView) -> Answer:
    del field
    try:
        return uscc.parse(re.sub(r"\s", "", _plain(text)).upper()).code
    except CodeFault as fault:
        raise AnswerFault("number_wrong", fault.message, fault.mend) from None


def _file(text: str, field: FieldView) -> Answer:
    del field
    if not _BLOB.fullmatch(text):
        raise _fault("not_a_file", "没有收到文件。", "No file arrived.",
                     "请重新上传。", "Upload it again.")  # fmt: skip
    return text


def _plain(text: str) -> str:
    """Full-width digits and signs, as some keyboards type them, brought to half width."""
    return unicodedata.normalize("NFKC", text).strip()


def _between(value: _Ordered, low: _Ordered | None, high: _Ordered | None) -> None:
    if low is not None and value < low:
        raise _fault("too_small", f"不能小于 {low}。", f"It must not be below {low}.",
                     "请核对后重新填写。", "Check it and fill it in again.")  # fmt: skip
    if high is not None and value > high:
        raise _fault("too_large", f"不能大于 {high}。", f"It must not be above {high}.",
                     "请核对后重新填写。", "Check it and fill it in again.")  # fmt: skip


def _fault(code: str, zh: str, en: str, mend_zh: str, mend_en: str) -> AnswerFault:
    return AnswerFault(code, Text.of(zh, en), Text.of(mend_zh, mend_en))


_READERS: Mapping[FieldKind, Callable[[str, FieldView], Answer]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _text,
    FieldKind.DATE: _date,
    FieldKind.CHOICE: _choice,
    FieldKind.PHONE: _phone,
    FieldKind.NUMBER: _number,
    FieldKind.MONEY: _money,
    FieldKind.YES_NO: _yes_no,
    FieldKind.DIVISION: _division,
    FieldKind.IDENTIFIER: _identifier,
    FieldKind.RESIDENT_ID: _resident_id,
    FieldKind.USCC: _uscc,
    FieldKind.FILE: _file,
}
