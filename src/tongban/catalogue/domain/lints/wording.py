"""Lints of words: names, languages, and no catch-all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tongban.catalogue.domain.document import ItemDocument
from tongban.catalogue.domain.fields import Part
from tongban.catalogue.domain.lints.finding import Fault, LintContext, Path, Severity, lint
from tongban.kernel.text import Text

_NAME_LIMIT = 200
_CATCH_ALL = re.compile(
    r"(其他|其它|其余|相关|有关|必要)的?(相关|有关|必要|需要|应当提交|应提供|规定)?的?"
    r"(申请|申报|证明)?(材料|资料|文件|证件|证明|手续|条件)"
    r"|(规定|要求|需要|认为)的?(其他|其它)"
    r"|等(相关|有关)?(材料|资料|文件|证明)$"
)


@lint("name_missing", "事项要有名称", "An item has a name")
def name_missing(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """It comes from the basic item, or is written."""
    if document.name is None:
        yield (
            ("name",),
            Text.of("没有名称，也没有可继承的基本目录事项。", "No name, and no basic item."),
            Text.of("写 basic 或 name。", "Give basic or name."),
        )


@lint("name_too_long", "名称不超过200字", "A name has at most 200 characters")
def name_too_long(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """GB/T 39046-2020 table 4."""
    for field in ("name", "handling_name"):
        name = getattr(document, field)
        if name is not None and len(name.zh) > _NAME_LIMIT:
            yield (
                (field,),
                Text.of(
                    f"名称有{len(name.zh)}字，超过{_NAME_LIMIT}字。",
                    f"The name has {len(name.zh)} characters, more than {_NAME_LIMIT}.",
                ),
                Text.of("缩短名称，细节写进 summary。", "Shorten it; details go to summary."),
            )


@lint("summary_missing", "用一句话说明", "One plain sentence says what it is", Severity.WARNING)
def summary_missing(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """People search and choose by it."""
    if document.summary is None:
        yield (
            ("summary",),
            Text.of("没有一句话说明。", "There is no plain summary."),
            Text.of("写 summary：谁、为什么、办成什么。", "Write summary: who, why, what for."),
        )


@lint("catch_all", "不得有兜底材料或条件", "No catch-all material or condition")
def catch_all(document: ItemDocument, _: LintContext) -> Iterator[Fault]:
    """Regulation 722 art. 44: no law, no proof; “其他材料” asks for anything."""
    for group, words_of in (("materials", "name"), ("conditions", "text")):
        for index, part in enumerate(getattr(document, group)):
            words = getattr(part, words_of).zh
            found = _CATCH_ALL.search(words)
            if found:
                yield (
                    (group, index, words_of),
                    Text.of(
                        f"“{words}”里的“{found.group()}”是兜底说法，申请人无法知道要交什么。",
                        f"“{found.group()}” is a catch-all: nobody can know what to bring.",
                    ),
                    Text.of("写出材料或条件的具体名称，或删去。", "Name each one, or drop it."),
                )


@lint("language_missing", "每种语言都要有", "Words in every required language")
def language_missing(document: ItemDocument, context: LintContext) -> Iterator[Fault]:
    """Which languages are required is the profile's choice."""
    for path, text in texts_of(document):
        present = {tag for tag, words in text.entries if words}
        missing = [tag for tag in context.languages if tag not in present]
        if missing:
            yield (
                path,
                Text.of(
                    f"“{text.zh[:40]}”缺少 {'、'.join(missing)} 的文字。",
                    f"“{text.zh[:40]}” lacks the words for {', '.join(missing)}.",
                ),
                Text.of("补上这种语言。", "Add that language."),
            )


def texts_of(part: Part, prefix: Path = ()) -> Iterator[tuple[Path, Text]]:
    """Every text of a document with its path."""
    for field in type(part).model_fields:
        value = getattr(part, field)
        if isinstance(value, Text):
            yield (*prefix, field), value
        elif isinstance(value, Part):
            yield from texts_of(value, (*prefix, field))
        elif isinstance(value, tuple):
            for index, entry in enumerate(value):
                if isinstance(entry, Part):
                    yield from texts_of(entry, (*prefix, field, index))
