"""XML of OFD: written from plain pieces, read with everything dangerous refused."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from xml.parsers import expat

NAMESPACE = "http://www.ofdspec.org/2016"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_PREFIX = "ofd"
_HEAD, _OPENS, _CLOSES = HEAD.encode()[1:], b"ofd:", b"/ofd:"
_MOST_BYTES = 4 * 1024 * 1024
_MOST_ELEMENTS = 50_000
_DEEPEST = 24
_SMALL = 4096


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
    """MarkupRefused unless ``data`` is XML as ``root`` writes it.

    No DTD, entities, comments, CDATA; one namespace under one prefix; bounded in bytes, elements
    and depth. Nothing is kept: this only says that any reader will see the same elements.
    """
    if len(data) > _MOST_BYTES:
        raise MarkupRefused(f"{len(data)} bytes of XML are more than {_MOST_BYTES}")
    if len(data) > _SMALL:
        _check(data)
    else:
        _check_once(data)


def _check(data: bytes) -> None:
    _check_tags(data)
    parser = expat.ParserCreate("UTF-8", " ")
    parser.StartNamespaceDeclHandler = _declared
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, UnicodeDecodeError, ValueError) as error:
        raise MarkupRefused(str(error)) from error


_check_once = lru_cache(maxsize=256)(_check)  # all but the page is the same in many documents


def _declared(prefix: str | None, namespace: str) -> None:
    if (prefix, namespace) != (_PREFIX, NAMESPACE):
        raise MarkupRefused(f"{namespace[:80]} is not the namespace of OFD")


def _check_tags(data: bytes) -> None:
    """Whatever begins with ``<`` opens or closes an element of OFD, not too many nor too deep.

    Told from the bytes: a call for each element takes three times as long as all the parsing.
    As no other ``>`` stands anywhere, what is told of well-formed XML is so.
    """
    before, *tags = data.split(b"<")
    if before or not tags or tags[0] != _HEAD:
        raise MarkupRefused("The XML does not begin as ours does")
    if data.count(b">") != len(tags):
        raise MarkupRefused("A text of the XML holds the end of a tag")
    depth = closed = 0
    for tag in islice(tags, 1, None):
        if tag.startswith(_CLOSES):
            depth -= 1
            closed += 1
        elif not tag.startswith(_OPENS):
            raise MarkupRefused(f"{tag[:80]!r} is not in the namespace of OFD")
        elif not tag.endswith(b"/>"):
            depth += 1
            if depth > _DEEPEST:
                raise MarkupRefused("The XML is nested too deeply")
    if len(tags) - closed > _MOST_ELEMENTS:
        raise MarkupRefused("The XML has too many elements")
