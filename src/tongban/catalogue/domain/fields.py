"""How the parts of an item document are read: words, citations, spans, codes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, PlainValidator

from tongban.catalogue.domain.codes import Coded
from tongban.kernel.article import ArticleRef
from tongban.kernel.calendar import Span
from tongban.kernel.text import ZH, Text

C = TypeVar("C", bound=Coded)


class Part(BaseModel):
    """Base of every part of a document: frozen, and no key it does not know."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        arbitrary_types_allowed=True,
        coerce_numbers_to_str=True,
        str_strip_whitespace=True,
    )


def parse_span(value: object) -> Span:
    """Read ``20 working-days``, ``15 natural-days``, ``4 hours`` or ``immediate``.

    ValueError for anything else, a number without its unit above all.
    """
    return value if isinstance(value, Span) else _span(str(value))


@lru_cache(maxsize=1_024)
def _span(text: str) -> Span:
    return Span.parse(text)


def _read_text(value: Any) -> Text:
    if isinstance(value, Text):
        return value
    if isinstance(value, dict) and len(value) == 1 and value.get(ZH):  # lists have Chinese only
        return Text(((ZH, str(value[ZH]).strip()),))
    if not isinstance(value, Mapping) or not str(value.get(ZH, "")).strip():
        raise ValueError("这里要写成 {zh-Hans: 中文, en: English}，中文不能空。")
    return Text.from_mapping({str(tag): str(words).strip() for tag, words in value.items()})


def _read_citation(value: Any) -> ArticleRef:
    return value if isinstance(value, ArticleRef) else ArticleRef.parse(str(value))


def _read_date(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


Words = Annotated[Text, PlainValidator(_read_text), PlainSerializer(lambda text: text.to_mapping())]
"""``{zh-Hans: …, en: …}``. Chinese is required; that English is there too is a lint, not a shape,
because a catalogue imported from another system often has Chinese only."""

Citation = Annotated[ArticleRef, PlainValidator(_read_citation), PlainSerializer(str)]
"""``statute/article@version`` 条文引用."""

SpanText = Annotated[Span, PlainValidator(parse_span), PlainSerializer(str)]
"""``20 working-days`` | ``15 natural-days`` | ``4 hours`` | ``immediate``."""

Day = Annotated[date, PlainValidator(_read_date), PlainSerializer(date.isoformat)]
"""An ISO date."""


class CodeOf:
    """Annotation for a field holding a code: reads ``licence`` or ``item-type.licence``."""

    def __init__(self, kind: type[Coded]) -> None:
        self._by_name = {code.short: code for code in kind} | {code.value: code for code in kind}
        self._kind = kind

    def read(self, value: Any) -> Coded:
        """The code called ``value``; ValueError names the choices."""
        if isinstance(value, self._kind):
            return value
        code = self._by_name.get(str(value))
        if code is None:
            choices = "、".join(member.short for member in self._kind)
            raise ValueError(f"{value!r} 不在代码表里，可选：{choices}")
        return code


def code_field(kind: type[C]) -> BeforeValidator:
    """The validator that lets packs write a code without its namespace."""
    return BeforeValidator(CodeOf(kind).read)
