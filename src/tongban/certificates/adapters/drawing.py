"""Draws the first page of a certificate: A4, upright, with a QR code to the verify page."""

from __future__ import annotations

import io
from collections.abc import Sequence

import segno
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tongban.certificates.adapters import fonts

_WIDTH, _HEIGHT = A4
_MARGIN = 64.0
_INK = HexColor("#1c2a3a")
_SOFT = HexColor("#5b6b7b")
_FRAME = HexColor("#9a3b2e")
_LINE = 26.0
_QR = 104.0
_LONGEST = 24


def draw(
    *,
    title: str,
    subtitle: str,
    lines: Sequence[str],
    rows: Sequence[tuple[str, str]],
    issuer: str,
    issued: str,
    notes: Sequence[str],
    verify_url: str,
    identifier: str,
) -> bytes:
    """The PDF as bytes; the same input gives the same bytes."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    canvas.setSubject(identifier)
    _frame(canvas)
    _centred(canvas, title, _HEIGHT - 150, 28, _INK)
    _centred(canvas, subtitle, _HEIGHT - 178, 11, _SOFT)
    y = _HEIGHT - 230
    for line in lines:
        for piece in _wrap(line, 13, _WIDTH - 2 * _MARGIN - 24):
            _words(canvas, piece, _MARGIN + 12, y, 13, _INK)
            y -= _LINE
    y -= 8
    for label, value in rows:
        y = _row(canvas, label, value, y)
    _foot(canvas, issuer, issued, notes, verify_url)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _frame(canvas: Canvas) -> None:
    canvas.setStrokeColor(_FRAME)
    for inset, weight in ((36, 2.0), (42, 0.6)):
        canvas.setLineWidth(weight)
        canvas.rect(inset, inset, _WIDTH - 2 * inset, _HEIGHT - 2 * inset)


def _row(canvas: Canvas, label: str, value: str, y: float) -> float:
    _words(canvas, label, _MARGIN + 12, y, 11, _SOFT)
    left = _MARGIN + 150
    for piece in _wrap(value, 13, _WIDTH - _MARGIN - 12 - left):
        _words(canvas, piece, left, y, 13, _INK)
        y -= 20
    return y - 6


def _foot(canvas: Canvas, issuer: str, issued: str, notes: Sequence[str], verify_url: str) -> None:
    right = _WIDTH - _MARGIN - 12
    for offset, words in ((206, issuer), (184, issued)):
        _words(canvas, words, right - fonts.width(words, 13), offset, 13, _INK)
    _qr(canvas, verify_url, _MARGIN + 4, 84)
    y = 168.0
    for note in notes:
        for piece in _wrap(note, 8.5, right - (_MARGIN + _QR + 24)):
            _words(canvas, piece, _MARGIN + _QR + 24, y, 8.5, _SOFT)
            y -= 13


def _qr(canvas: Canvas, url: str, x: float, y: float) -> None:
    code = segno.make(url, error="m", micro=False)
    matrix = [list(row) for row in code.matrix]
    dot = _QR / len(matrix)
    canvas.setFillColor(_INK)
    for line, modules in enumerate(matrix):
        for place, dark in enumerate(modules):
            if dark:
                canvas.rect(x + place * dot, y + _QR - (line + 1) * dot, dot, dot, stroke=0, fill=1)


def _centred(canvas: Canvas, words: str, y: float, size: float, ink: Color) -> None:
    _words(canvas, words, (_WIDTH - fonts.width(words, size)) / 2, y, size, ink)


def _words(canvas: Canvas, words: str, x: float, y: float, size: float, ink: Color) -> None:
    canvas.setFillColor(ink)
    text = canvas.beginText(x, y)
    for font, piece in fonts.runs(words):
        text.setFont(font, size)
        text.textOut(piece)
    canvas.drawText(text)


def _wrap(words: str, size: float, room: float) -> list[str]:
    """Lines that fit: broken at spaces where there are some, else between characters."""
    lines, line = [], ""
    for token in _tokens(words):
        if line and fonts.width(line + token, size) > room:
            lines.append(line.rstrip())
            line = ""
        line += token
    return [*lines, line]


def _tokens(words: str) -> list[str]:
    """Runs of ASCII stay together, up to 24: a code without spaces must break somewhere."""
    tokens: list[str] = []
    for character in words:
        if tokens and _solid(character) and _solid(tokens[-1][-1]) and len(tokens[-1]) < _LONGEST:
            tokens[-1] += character
        else:
            tokens.append(character)
    return tokens


def _solid(character: str) -> bool:
    return character.isascii() and not character.isspace()
