"""The building blocks of every shelf's schema: texts, citations, dates, spans."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, PlainValidator

from tongban.kernel.article import ArticleRef
from tongban.kernel.calendar import Span
from tongban.kernel.text import EN, ZH, Text

_TAG = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")


class PackFault(ValueError):
    """A fault found while reading one value: says what is wrong and how to mend it."""

    def __init__(self, message: Text, mend: Text) -> None:
        super().__init__(message.zh)
        self.message = message
        self.mend = mend


class PackModel(BaseModel):
    """Base of every pack schema: unknown keys are faults, entries cannot change.

    Numbers are read as text where text is asked for, so codes need no quotes.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        coerce_numbers_to_str=True,
        arbitrary_types_allowed=True,
        str_strip_whitespace=True,
    )


def _read_text(value: Any) -> Text:
    if isinstance(value, Text):
        return value
    if not isinstance(value, Mapping):
        raise PackFault(
            Text.of(
                "这里要写成中英文两种文字。",
                "This must be given in both languages.",
            ),
            Text.of(
                "写成 {zh-Hans: 中文, en: English}。",
                "Write {zh-Hans: Chinese words, en: English words}.",
            ),
        )
    for tag, words in value.items():
        if not _TAG.match(str(tag)) or not isinstance(words, str):
            raise PackFault(
                Text.of(
                    f"“{tag}”不是语言标签，或者它的内容不是文字。",
                    f"“{tag}” is not a language tag, or its content is not words.",
                ),
                Text.of("用 zh-Hans、en 等标签，内容加引号。", "Use tags such as zh-Hans and en."),
            )
    missing = [tag for tag in (ZH, EN) if not str(value.get(tag, "")).strip()]
    if missing:
        names = "、".join(missing)
        raise PackFault(
            Text.of(f"缺少 {names} 的文字。", f"The words for {', '.join(missing)} are missing."),
            Text.of("补上这一种语言的文字。", "Add the words in that language."),
        )
    return Text.from_mapping({tag: words.strip() for tag, words in value.items()})


def _read_citation(value: Any) -> ArticleRef:
    if isinstance(value, ArticleRef):
        return value
    try:
        ref = ArticleRef.parse(str(value))
        date.fromisoformat(ref.version)
    except ValueError:
        raise PackFault(
            Text.of(
                f"“{value}”不是条文引用。",
                f"“{value}” is not a citation of an article.",
            ),
            Text.of(
                "写成 法规代码/条号@文本日期，例如 xuke-fa/42@2019-04-23。",
                "Write statute/article@version-date, for example xuke-fa/42@2019-04-23.",
            ),
        ) from None
    return ref


def _read_date(value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise PackFault(
            Text.of(f"“{value}”不是日期。", f"“{value}” is not a date."),
            Text.of("写成 2026-01-31 这样。", "Write it like 2026-01-31."),
        ) from None


def _read_span(value: Any) -> Span:
    if isinstance(value, Span):
        return value
    try:
        return Span.parse(str(value))
    except ValueError:
        raise PackFault(
            Text.of(f"“{value}”不是时限。", f"“{value}” is not a period."),
            Text.of(
                "写成 20 working-days、15 natural-days、4 hours 或 immediate。",
                "Write 20 working-days, 15 natural-days, 4 hours or immediate.",
            ),
        ) from None


EntryCode = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{1,63}$")]
"""What an entry is called in its pack: ``stay-permit``, at most 64 characters."""

FactName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
"""What conditions and templates call a value: ``stay_days``, at most 64 characters."""

LocalText = Annotated[
    Text, PlainValidator(_read_text), PlainSerializer(lambda text: text.to_mapping())
]
"""``{zh-Hans: …, en: …}``; both are required."""

Citation = Annotated[ArticleRef, PlainValidator(_read_citation), PlainSerializer(str)]
"""``statute/article@version`` 条文引用."""

PackDate = Annotated[date, PlainValidator(_read_date), PlainSerializer(date.isoformat)]
"""An ISO date; numbers and other shapes are refused."""

SpanText = Annotated[Span, PlainValidator(_read_span), PlainSerializer(str)]
"""``20 working-days``, ``15 natural-days``, ``4 hours`` or ``immediate``."""
