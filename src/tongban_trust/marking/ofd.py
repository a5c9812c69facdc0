"""Words across every page of an OFD 版式文档 (GB/T 33190) that somebody else made.

One layer in the foreground of each page, and no seal any more: a seal over other bytes would
only say *altered*, while this copy says itself that it is one.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

from tongban_trust.marking.limits import (
    MOST_BYTES,
    MOST_PAGES,
    DocumentTooLarge,
    DocumentUnreadable,
)
from tongban_trust.marking.slanted import Stamps, slanted
from tongban_trust.ofd import NAMESPACE, steps

_NS = f"{{{NAMESPACE}}}"
_MOST_FILES, _MOST_XML, _UNPACKED = 2_000, 8 * 1024 * 1024, 128 * 1024 * 1024
_ENTRY = "OFD.xml"
_ODD = (
    zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError, OSError, EOFError,
    OverflowError, zlib.error, struct.error, ElementTree.ParseError, expat.ExpatError,
)  # fmt: skip


def mark_ofd(data: bytes, words: str, font_file: Path) -> bytes:
    """The document with ``words`` slanted over every page. DocumentTooLarge (32 MB, 300 pages, 128
    MB unpacked), DocumentUnreadable; KeyError for a character the font does not draw."""
    if len(data) > MOST_BYTES:
        raise DocumentTooLarge(f"{len(data)} bytes are more than {MOST_BYTES}")
    slanted(words, 210, 297, font_file)  # a missing character is the words' fault, not the file's
    try:
        files = _unpacked(data)
        entry = _tree(files, _ENTRY)
        for body in entry.iter(f"{_NS}DocBody"):
            _mark_body(files, body, words, font_file)
        files[_ENTRY] = _bytes(entry)
        return _packed(files)
    except (DocumentTooLarge, DocumentUnreadable):
        raise
    except _ODD as error:
        raise DocumentUnreadable(str(error)) from error


def _mark_body(
    files: dict[str, bytes], body: ElementTree.Element, words: str, font_file: Path
) -> None:
    for seals in body.findall(f"{_NS}Signatures"):
        body.remove(seals)
    place = _said(body, "DocRoot").lstrip("/")
    document = _tree(files, place)
    area = _box(document.find(f"{_NS}CommonData/{_NS}PageArea"))
    unit = document.find(f"{_NS}CommonData/{_NS}MaxUnitID")
    last = int(unit.text or "0") if unit is not None else 0
    pages = document.findall(f"{_NS}Pages/{_NS}Page")
    if len(pages) > MOST_PAGES:
        raise DocumentTooLarge(f"{len(pages)} pages are more than {MOST_PAGES}")
    for page in pages:
        path = _beside(place, page.attrib["BaseLoc"])
        drawn = _tree(files, path)
        width, height = _box(drawn.find(f"{_NS}Area")) or area or (210.0, 297.0)
        last = _draw(drawn, slanted(words, width, height, font_file), (width, height), last)
        files[path] = _bytes(drawn)
    if unit is not None:
        unit.text = str(last)
    files[place] = _bytes(document)


def _draw(page: ElementTree.Element, stamps: Stamps, size: tuple[float, float], last: int) -> int:
    """One more layer on a page; the last identifier used."""
    content = page.find(f"{_NS}Content")
    if content is None:
        content = ElementTree.SubElement(page, f"{_NS}Content")
    last += 1
    layer = ElementTree.SubElement(content, f"{_NS}Layer", {"ID": str(last), "Type": "Foreground"})
    path, mark = steps(stamps.shape.segments), stamps.shape
    for x, y in stamps.places:
        last += 1
        drawn = ElementTree.SubElement(layer, f"{_NS}PathObject", {
            "ID": str(last), "Boundary": f"0 0 {size[0]:g} {size[1]:g}",
            "CTM": f"1 0 0 1 {x:.2f} {y:.2f}", "LineWidth": f"{mark.width:.3f}",
            "Stroke": "true", "Fill": "false",
        })  # fmt: skip
        if mark.pen is not None:
            value = f"{mark.pen.red} {mark.pen.green} {mark.pen.blue}"
            ElementTree.SubElement(drawn, f"{_NS}StrokeColor", {"Value": value})
        ElementTree.SubElement(drawn, f"{_NS}AbbreviatedData").text = path
    return last


def _unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = [one for one in archive.infolist() if not one.is_dir()]
        if len(entries) > _MOST_FILES or sum(one.file_size for one in entries) > _UNPACKED:
            raise DocumentTooLarge("The archive unpacks to too much")
        if len({one.filename for one in entries}) != len(entries):
            raise DocumentUnreadable("A file is there twice")
        return {one.filename: archive.read(one) for one in entries}


def _packed(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            # One date for all: the same document gives the same bytes.
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _tree(files: dict[str, bytes], name: str) -> ElementTree.Element:
    content = files[name]
    if len(content) > _MOST_XML:
        raise DocumentTooLarge(f"{name} has {len(content)} bytes")
    guard = expat.ParserCreate()
    guard.StartDoctypeDeclHandler = _no_doctype  # no entities, so no bombs of them
    guard.Parse(content, True)
    return ElementTree.fromstring(content)  # noqa: S314 what is dangerous was refused above


def _no_doctype(*_: object) -> None:
    raise DocumentUnreadable("A document type is declared")


def _bytes(tree: ElementTree.Element) -> bytes:
    ElementTree.register_namespace("ofd", NAMESPACE)
    written: bytes = ElementTree.tostring(tree, encoding="UTF-8", xml_declaration=True)
    return written


def _said(element: ElementTree.Element, name: str) -> str:
    found = element.find(f"{_NS}{name}")
    if found is None or not found.text:
        raise DocumentUnreadable(f"{name} is missing")
    return found.text.strip()


def _beside(file: str, place: str) -> str:
    """A place as it is written in ``file``: from the root with a slash, else from its folder."""
    folder = posixpath.dirname(file)
    return posixpath.normpath(place.lstrip("/") if place[:1] == "/" else f"{folder}/{place}")


def _box(area: ElementTree.Element | None) -> tuple[float, float] | None:
    """Width and height in mm of the area's physical box."""
    box = None if area is None else area.find(f"{_NS}PhysicalBox")
    if box is None or not box.text:
        return None
    _, _, width, height = map(float, box.text.split())
    if not (1 <= width <= 5_000 and 1 <= height <= 5_000):
        raise DocumentTooLarge(f"A page of {width:g} by {height:g} mm")
    return width, height
