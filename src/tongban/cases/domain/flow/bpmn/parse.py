"""XML into plain elements, safely: no document type, no entities, few elements, little depth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text

MOST_BYTES = 2_000_000
_MOST_ELEMENTS = 40_000
_DEEPEST = 24


class NotReadable(ValueError):
    """The document is not taken in at all; ``problem`` says why and what to do."""

    def __init__(self, zh: str, en: str, line: int = 0) -> None:
        super().__init__(zh)
        self.problem = Problem(
            f"line {line}",
            "flow.bpmn_unreadable",
            Text.of(zh, en),
            Text.of(
                "从建模工具重新导出 BPMN 2.0 文件。", "Export BPMN 2.0 from the modeller again."
            ),
        )


@dataclass(slots=True)
class Element:
    """An element: namespace, local name, attributes, children, its text and line."""

    space: str
    name: str
    attributes: Mapping[str, str]
    line: int
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def get(self, name: str, default: str = "") -> str:
        """An attribute by name (``space name`` for one of another namespace)."""
        return self.attributes.get(name, default)


def parse(document: bytes) -> Element:
    """The root element. NotReadable for what is no XML, too much, or dangerous."""
    if len(document) > MOST_BYTES:
        raise NotReadable("文件超过2兆字节。", "The file is larger than 2 MB.")
    reader = expat.ParserCreate(namespace_separator=" ")
    building = _Building(reader)
    reader.StartElementHandler = building.open
    reader.EndElementHandler = building.close
    reader.CharacterDataHandler = building.say
    reader.StartDoctypeDeclHandler = building.refuse_doctype
    try:
        reader.Parse(document, True)
    except expat.ExpatError as fault:
        raise NotReadable(
            f"第{fault.lineno}行不是合格的 XML。",
            f"Line {fault.lineno} is not well-formed XML.",
            fault.lineno,
        ) from None
    return building.root.children[0]


class _Building:
    def __init__(self, reader: expat.XMLParserType) -> None:
        self.reader = reader
        self.root = Element("", "", {}, 0)
        self.stack = [self.root]
        self.count = 0

    def open(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > _MOST_ELEMENTS or len(self.stack) > _DEEPEST:
            raise NotReadable("文件的元素太多或太深。", "Too many elements, or too deep.")
        space, _, local = name.rpartition(" ")
        made = Element(space, local, attributes, self.reader.CurrentLineNumber)
        self.stack[-1].children.append(made)
        self.stack.append(made)

    def close(self, name: str) -> None:
        del name
        self.stack.pop()

    def say(self, words: str) -> None:
        self.stack[-1].text += words

    def refuse_doctype(self, *_: object) -> None:
        raise NotReadable(
            "文件里有 DOCTYPE，不予读取。", "The file declares a DOCTYPE and is not read."
        )
