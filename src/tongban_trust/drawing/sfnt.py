"""Writes a minimal TrueType file: the tables a reader of documents needs, and no others."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

MOST_GLYPHS = 16_000
_MAGIC = 0x5F0F3CF5
_EPOCH = 3_600_000_000  # seconds since 1904: any fixed moment, so that the same gives the same
_LAST_BMP = 0xFFFF


def build(
    *,
    name: str,
    units: int,
    bounds: tuple[int, int, int, int],
    ascent: int,
    descent: int,
    outlines: Sequence[bytes],
    metrics: Sequence[tuple[int, int]],
    characters: Mapping[int, int],
) -> bytes:
    """The file: outlines by glyph number, advance and bearing each, code point to glyph number."""
    glyf, loca = _glyf(outlines)
    widest = max(advance for advance, _ in metrics)
    tables = {
        b"OS/2": _os2(units, ascent, descent, characters, metrics),
        b"cmap": _cmap(characters),
        b"glyf": glyf,
        b"head": struct.pack(
            ">HHIIIHHQQhhhhHHhhh", 1, 0, 0x10000, 0, _MAGIC, 3, units, _EPOCH, _EPOCH,
            *bounds, 0, 8, 2, 1, 0,
        ),
        b"hhea": struct.pack(
            ">HHhhhHhhhhhhhhhhhH", 1, 0, ascent, descent, 0, widest,
            0, 0, bounds[2], 1, 0, 0, 0, 0, 0, 0, 0, len(metrics),
        ),
        b"hmtx": b"".join(struct.pack(">Hh", *metric) for metric in metrics),
        b"loca": loca,
        b"maxp": _maxp(outlines),
        b"name": _name(name),
        b"post": struct.pack(">IIhhIIIII", 0x30000, 0, -100, 50, 0, 0, 0, 0, 0),
    }  # fmt: skip
    return _file(tables)


def _glyf(outlines: Sequence[bytes]) -> tuple[bytes, bytes]:
    data, offsets = bytearray(), [0]
    for outline in outlines:
        data += outline + b"\0" * (-len(outline) % 4)
        offsets.append(len(data))
    return bytes(data), struct.pack(f">{len(offsets)}I", *offsets)


def _maxp(outlines: Sequence[bytes]) -> bytes:
    """Largest numbers of points and contours; generous for composites, exact for plain glyphs."""
    points = contours = parts = 0
    for outline in outlines:
        if not outline:
            continue
        (many,) = struct.unpack_from(">h", outline, 0)
        if many > 0:
            (last,) = struct.unpack_from(">H", outline, 8 + 2 * many)
            points, contours = max(points, last + 1), max(contours, many)
        elif many < 0:
            parts = 64
    deep = 8 if parts else 0
    return struct.pack(
        ">IHHHHHHHHHHHHHH", 0x10000, len(outlines), points, contours,
        points * 8 * bool(parts), contours * 8 * bool(parts), 1, 0, 0, 0, 0, 0, 0, parts, deep,
    )  # fmt: skip


def _cmap(characters: Mapping[int, int]) -> bytes:
    codes = sorted(characters)
    groups = b"".join(struct.pack(">III", code, code, characters[code]) for code in codes)
    full = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(codes)) + groups
    basic = _cmap_basic({code: characters[code] for code in codes if code < _LAST_BMP})
    head = struct.pack(">HHHHIHHI", 0, 2, 3, 1, 20, 3, 10, 20 + len(basic))
    return head + basic + full


def _cmap_basic(characters: Mapping[int, int]) -> bytes:
    """Format 4, one segment a character: for readers that know no other."""
    codes = [*sorted(characters), _LAST_BMP]
    deltas = [(characters[code] - code) % 65536 for code in codes[:-1]] + [1]
    count = len(codes)
    power = 1 << (count.bit_length() - 1)
    body = struct.pack(f">{count}H", *codes) + b"\0\0" + struct.pack(f">{count}H", *codes)
    body += struct.pack(f">{count}H", *deltas) + b"\0\0" * count
    search = (2 * count, 2 * power, power.bit_length() - 1, 2 * (count - power))
    return struct.pack(">HHHHHHH", 4, 14 + len(body), 0, *search) + body


def _os2(
    units: int,
    ascent: int,
    descent: int,
    characters: Mapping[int, int],
    metrics: Sequence[tuple[int, int]],
) -> bytes:
    codes = [min(code, _LAST_BMP) for code in characters] or [0]
    mean = sum(advance for advance, _ in metrics) // len(metrics)
    third, tenth = units // 3, units // 10
    return struct.pack(
        ">HhHHHhhhhhhhhhhh10sIIII4sHHHhhhHHIIhhHHH", 4, mean, 400, 5, 0,
        third, third, 0, tenth, third, third, 0, third, units // 20, third, 0,
        bytes(10), 0, 0, 0, 0, b"TONG", 0x40, min(codes), max(codes),
        ascent, descent, 0, max(ascent, 0), max(-descent, 0), 1, 0, units // 2, units * 7 // 10,
        0, 32, 0,
    )  # fmt: skip


def _name(name: str) -> bytes:
    words = ((1, name), (2, "Regular"), (3, name), (4, name), (5, "Version 1.0"), (6, name))
    records, texts = b"", b""
    for number, word in words:
        text = word.encode("utf-16-be")
        records += struct.pack(">HHHHHH", 3, 1, 0x409, number, len(text), len(texts))
        texts += text
    return struct.pack(">HHH", 0, len(words), 6 + len(records)) + records + texts


def _file(tables: Mapping[bytes, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    head = struct.pack(
        ">IHHHH", 0x10000, count, 16 * power, power.bit_length() - 1, 16 * (count - power)
    )
    place = 12 + 16 * count
    body, head_at = bytearray(), 0
    for tag in sorted(tables):
        data = tables[tag]
        if tag == b"head":
            head_at = place + len(body)
        head += struct.pack(">4sIII", tag, _sum(data), place + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    whole = bytearray(head + body)
    struct.pack_into(">I", whole, head_at + 8, (0xB1B0AFBA - _sum(bytes(whole))) & 0xFFFFFFFF)
    return bytes(whole)


def _sum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    return sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
