"""The face of a certificate 证照版面: what stands where on the page, whatever the format.

Every word keeps inside the frame: long texts are set smaller.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import partial

from tongban.certificates.domain.ornament import frame, ground, rosette
from tongban.certificates.domain.wrapping import wrap
from tongban_trust.drawing import (
    BLACK,
    Box,
    Colour,
    Face,
    Page,
    Shape,
    Text,
    Typefaces,
    line_outline,
    oval_outline,
    qr_outline,
)

SEAL_MM = 42.0
SUPERVISED = "监制"
_QR_MM = 30.0
_MARGIN, _TEXT = 26.0, 5.3
_MOST_LABEL = 0.4  # of a table's width; longer labels take more lines
_GREY = Colour(95, 99, 104)
_SEAL_RED = Colour(196, 30, 36)
_WATERMARK = Colour(243, 226, 223)
_WATERMARK_LEAST = 4.2
_WATERMARK_STEP, _WATERMARK_SHARE = 1.5, 0.15  # line to line in sizes; of the height, each


class Paper(Enum):
    """A4, upright or lying."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class Body(Enum):
    """Sentences, or lines of ``label：value`` as a table."""

    STATEMENT = "statement"
    TABLE = "table"


class Frame(Enum):
    """The colour of frame and ornament: its line and its faint ground."""

    RED = "red"
    BLUE = "blue"
    GREEN = "green"


_FRAMES = {
    Frame.RED: (Colour(158, 48, 36), Colour(249, 238, 233)),
    Frame.BLUE: (Colour(32, 78, 124), Colour(233, 241, 248)),
    Frame.GREEN: (Colour(38, 100, 74), Colour(233, 245, 238)),
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a type of certificate is laid out."""

    paper: Paper
    body: Body
    frame: Frame


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where things stand on a paper, mm from the top."""

    width: float
    height: float
    title_at: float
    body_top: float
    body_end: float
    seal_top: float
    code_top: float
    notes_at: float


_PLANS = {
    Paper.PORTRAIT: _Plan(210, 297, 62, 100, 206, 212, 222, 267),
    Paper.LANDSCAPE: _Plan(297, 210, 44, 68, 134, 136, 142, 182),
}


@dataclass(frozen=True, slots=True)
class FaceContent:
    """The words of one certificate, in the language of the issuer.

    ``lines`` are the body, filled; ``qr`` what the code holds; ``watermark`` is repeated across
    the page; ``notes`` stand small at the foot; ``supervisor`` is who supervises 监制, if anybody.
    """

    title: str
    subtitle: str
    number: str
    lines: Sequence[str]
    issuer: str
    issued: date
    qr: str
    scan: str
    notes: Sequence[str]
    watermark: str = ""
    supervisor: str = ""

    @property
    def printed(self) -> str:
        """Everything that will be printed as letters."""
        words = (self.title, self.subtitle, self.number, self.issuer, self.scan, self.watermark)
        over = (self.supervisor, SUPERVISED) if self.supervisor else ()
        return "".join((*words, *over, *self.lines, *self.notes, chinese_date(self.issued)))


def compose(content: FaceContent, look: Look, typefaces: Typefaces) -> Page:
    """The page, A4. NoGlyph when a character cannot be printed."""
    plan = _PLANS[look.paper]
    width, height = plan.width, plan.height
    line, faint = _FRAMES[look.frame]
    seal = Box(width - _MARGIN - 50, plan.seal_top, SEAL_MM, SEAL_MM)
    draw = _statement if look.body is Body.STATEMENT else _table
    marks = (
        *ground(width, height, faint),
        *_watermark(content.watermark, width, height, typefaces),
        *frame(width, height, line),
        *_head(content, width, plan.title_at, line, typefaces),
        *draw(content.lines, plan, line, typefaces),
        *_supervised(content.supervisor, width, plan.title_at, typefaces),
        *_signature(content, seal, typefaces),
        *_foot(content, plan, typefaces),
    )
    return Page(width, height, content.title, marks, seal)


def chinese_date(day: date) -> str:
    """2026年11月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _watermark(words: str, width: float, height: float, typefaces: Typefaces) -> tuple[Text, ...]:
    """The words three times across, inside the frame; long ones twice, on several lines."""
    if not words:
        return ()
    turn = math.radians(24)
    across = (width - 48) / math.cos(turn)
    size, lines = min(9.0, across / typefaces.width(words, 1.0)), [words]
    shares: tuple[float, ...] = (0.3, 0.52, 0.74)
    if size < _WATERMARK_LEAST:
        shares, across = (0.36, 0.66), min(across, height * 1.05)
        for size in (5.0, 4.2, 3.6, 3.0):
            lines = wrap(words, across, partial(typefaces.width, size=size), 0)
            if len(lines) * size * _WATERMARK_STEP <= height * _WATERMARK_SHARE:
                break
    marks = []
    for share in shares:
        for place, line in enumerate(lines):
            half = typefaces.width(line, size) / 2
            down = (place - (len(lines) - 1) / 2) * size * _WATERMARK_STEP
            x = width / 2 - half * math.cos(turn) + down * math.sin(turn)
            y = height * share + half * math.sin(turn) + down * math.cos(turn)
            marks.append(Text(x, y, line, size, ink=_WATERMARK, angle=24))
    return tuple(marks)


def _head(
    content: FaceContent, width: float, top: float, line: Colour, typefaces: Typefaces
) -> tuple[Text | Shape, ...]:
    """Title, wider than written, its English below, a rule with an ornament, the number."""
    size = min(14.0, (width - 90) / (1.35 * max(len(content.title), 1)))
    gap = size * (0.5 if len(content.title) < 6 else 0.22)
    wide = [typefaces.width(each, size, Face.BOLD) for each in content.title]
    x = (width - sum(wide) - gap * (len(wide) - 1)) / 2
    found: list[Text | Shape] = []
    for each, step in zip(content.title, wide, strict=True):
        found.append(Text(x, top, each, size, Face.BOLD, line))
        x += step + gap
    small = 4.2
    found.append(
        Text(
            (width - typefaces.width(content.subtitle, small)) / 2,
            top + 9.5, content.subtitle, small, ink=_GREY,
        )
    )  # fmt: skip
    level = top + 15.5
    for start, end in ((width / 2 - 46, width / 2 - 7), (width / 2 + 7, width / 2 + 46)):
        found.append(Shape(line_outline(start, level, end, level), line, 0.3))
    found.append(Shape(rosette(width / 2, level, 3.2, 0.32, 8), line, 0.3))
    found.append(Shape(rosette(width / 2, level, 1.4, 0.3, 8), line, 0.25, fill=line))
    right = width - _MARGIN - typefaces.width(content.number, 3.6)
    found.append(Text(right, 27, content.number, 3.6, ink=_GREY))
    return tuple(found)


def _supervised(
    name: str, width: float, title_at: float, typefaces: Typefaces
) -> tuple[Text | Shape, ...]:
    """The mark 监制章 above the title: an oval with who supervises; the seal itself is attached."""
    if not name:
        return ()
    x, y = width / 2, title_at - 26
    found: list[Text | Shape] = [
        Shape(oval_outline(x, y, half, high), _SEAL_RED, pen)
        for half, high, pen in ((21.0, 11.0, 0.8), (19.4, 9.4, 0.25))
    ]
    for words, level in ((name, y - 0.8), (SUPERVISED, y + 5.0)):
        size = min(4.2, 33.0 / max(typefaces.width(words, 1.0), 1.0))
        left = x - typefaces.width(words, size) / 2
        found.append(Text(left, level, words, size, ink=_SEAL_RED))
    return tuple(found)


def _statement(
    lines: Sequence[str], plan: _Plan, _: Colour, typefaces: Typefaces
) -> tuple[Text, ...]:
    """Paragraphs, their first line set in by two characters; smaller until they fit."""
    left = _MARGIN + 8
    for size in (6.6, 6.0, 5.4, 4.8, 4.2, 3.6, 3.0):
        measure = partial(typefaces.width, size=size)
        pieces = [
            (place == 0, piece)
            for line in lines
            for place, piece in enumerate(wrap(line, plan.width - 2 * left, measure, 2 * size))
        ]
        if size * 2.0 * len(pieces) <= plan.body_end - plan.body_top:
            break
    return tuple(
        Text(left + (2 * size if first else 0), plan.body_top + size * 2.0 * place, piece, size)
        for place, (first, piece) in enumerate(pieces)
    )


def _table(
    lines: Sequence[str], plan: _Plan, ink: Colour, typefaces: Typefaces
) -> tuple[Text | Shape, ...]:
    """A row for each line, label before the colon, a hairline below; smaller until they fit."""
    left, right = _MARGIN + 6, plan.width - _MARGIN - 6
    room = plan.body_end - plan.body_top
    rows = [tuple(each.partition("：")[::2]) for each in lines]
    for size in (5.2, 4.7, 4.3, 3.9, 3.5, 3.1, 2.7):
        measure = partial(typefaces.width, size=size)
        widest = max((measure(label) for label, value in rows if value), default=0.0)
        value_at = left + min(widest, (right - left) * _MOST_LABEL) + 8
        cells = [
            (
                wrap(label, value_at - 8 - left if value else right - left, measure, 0),
                wrap(value, right - value_at, measure, 0),
            )
            for label, value in rows
        ]
        step, rest = size * 1.4, size * 0.85
        if sum(step * max(map(len, each)) + rest for each in cells) <= room:
            break
    found: list[Text | Shape] = []
    y = plan.body_top
    for label, value in cells:
        for place, piece in enumerate(label):
            found.append(Text(left, y + size + step * place, piece, size, ink=_GREY))
        for place, piece in enumerate(value):
            found.append(Text(value_at, y + size + step * place, piece, size))
        y += step * max(len(label), len(value)) + rest
        rule = y - rest * 0.5
        found.append(Shape(line_outline(left, rule, right, rule), ink, 0.1))
    return tuple(found)


def _signature(content: FaceContent, seal: Box, typefaces: Typefaces) -> tuple[Text, ...]:
    """Issuer and date, their ends under the seal 骑年盖月: covered, yet readable."""
    end, level = seal.x + 13, seal.y + seal.height / 2
    found = []
    for words, y in ((content.issuer, level), (chinese_date(content.issued), level + 10)):
        size = min(_TEXT, 84 / max(typefaces.width(words, 1.0), 1))
        found.append(Text(end - typefaces.width(words, size), y, words, size))
    return tuple(found)


def _foot(content: FaceContent, plan: _Plan, typefaces: Typefaces) -> tuple[Text | Shape, ...]:
    """The code at the left, what it is for below it, the notes under everything."""
    place = Box(_MARGIN, plan.code_top, _QR_MM, _QR_MM)
    under = place.x + (_QR_MM - typefaces.width(content.scan, 3.2)) / 2
    found: list[Text | Shape] = [
        Shape(qr_outline(content.qr, place), fill=BLACK),
        Text(under, place.y + _QR_MM + 4.8, content.scan, 3.2, ink=_GREY),
    ]
    level = plan.notes_at
    measure = partial(typefaces.width, size=2.7)
    for note in content.notes:
        for piece in wrap(note, plan.width - 2 * _MARGIN, measure, 0):
            found.append(Text(_MARGIN, level, piece, 2.7, ink=_GREY))
            level += 4.0
    return tuple(found)
