"""XML of OFD: written from plain pieces, read with everything dangerous refused."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

NAMESPACE = "http://www.ofdspec.org/2016"
_OURS = f"{NAMESPACE} "  # how the parser begins the name of an element
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MOST_BYTES = 4 * 1024 * 1024
_MOST_ELEMENTS = 50_000
_DEEPEST = 24


class MarkupRefused(ValueError):
    """The XML is malformed or uses what a fixed-layout document has no need of."""


def root(name: str, body: str, attributes: str = "") -> bytes:
    """A whole file with one root element in OFD's namespace."""
    return (f'{HEAD}<ofd:{name} xmlns:ofd="{NAMESPACE}"{attributes}>{body}</ofd:{name}>').encode()


def escape(words: str) -> str:
    """Words as element content or in a double-quoted attribute."""
    return (
        words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


def number(value: float) -> str:
    """A number with at most three decimals, the same on every machine."""
    written = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def check_markup(data: bytes) -> None:
    """MarkupRefused unless ``data`` is plain XML of OFD: one namespace, no DTD, no entities.

    Bounded in bytes, elements and depth. Nothing is kept: this only says that any reader will
    see the same elements.
    """
    if len(data) > _MOST_BYTES:
        raise MarkupRefused(f"{len(data)} bytes of XML are more than {_MOST_BYTES}")
    _Checker().run(data)


class _Checker:
    def __init__(self) -> None:
        self._depth = self._elements = 0
        parser = expat.ParserCreate("UTF-8", " ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._no("a document type")
        parser.EntityDeclHandler = self._no("an entity")
        parser.ProcessingInstructionHandler = self._no("a processing instruction")
        parser.CommentHandler = self._no("a comment")
        parser.StartCdataSectionHandler = self._no("a CDATA section")
        self._parser = parser

    def run(self, data: bytes) -> None:
        try:
            self._parser.Parse(data, True)
        except (expat.ExpatError, UnicodeDecodeError, ValueError) as error:
            raise MarkupRefused(str(error)) from error

    def _start(self, name: str, _attributes: object) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > _DEEPEST or self._elements > _MOST_ELEMENTS:
            raise MarkupRefused("The XML is nested too deeply or has too many elements")
        if not name.startswith(_OURS):
            raise MarkupRefused(f"{name[:80]} is not in the namespace of OFD")

    def _end(self, _name: str) -> None:
        self._depth -= 1

    @staticmethod
    def _no(thing: str) -> Callable[..., None]:
        def refuse(*_: object) -> None:
            raise MarkupRefused(f"The XML holds {thing}")

        return refuse
