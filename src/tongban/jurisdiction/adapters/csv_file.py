"""A CSV file as numbered rows: UTF-8 with or without BOM, else GB 18030."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from tongban.jurisdiction.domain.files.rows import Header, Row
from tongban.jurisdiction.refusals import CodesFileUnreadable
from tongban.kernel.text import Text

MAX_BYTES = 64 * 1024 * 1024


def read_csv(path: Path) -> tuple[Header, list[Row]]:
    """The header and the rows with cells stripped; line numbers are those of an editor.

    Missing cells are empty. Refuses with CodesFileUnreadable.
    """
    text = _decoded(_bytes(path), path)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    header: Header = ()
    try:
        for cells in reader:
            if not header:
                header = tuple(cell.strip() for cell in cells)
            elif any(cell.strip() for cell in cells):
                padded = [*cells, *[""] * (len(header) - len(cells))]
                pairs = zip(header, (cell.strip() for cell in padded), strict=False)
                rows.append((reader.line_num, dict(pairs)))
    except csv.Error as fault:
        raise CodesFileUnreadable(
            Text.of(
                f"{path.name} 第{reader.line_num}行不是 CSV：{fault}。",
                f"{path.name} is no CSV at line {reader.line_num}: {fault}.",
            )
        ) from None
    return header, rows


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as fault:
        reason = fault.strerror or "error"
        raise CodesFileUnreadable(
            Text.of(f"打不开 {path.name}：{reason}。", f"{path.name} cannot be opened: {reason}.")
        ) from None
    if size > MAX_BYTES:
        raise CodesFileUnreadable(
            Text.of(f"{path.name} 超过64 MB。", f"{path.name} is larger than 64 MB.")
        )
    if not content.strip():
        raise CodesFileUnreadable(Text.of(f"{path.name} 是空的。", f"{path.name} is empty."))
    return content


def _decoded(content: bytes, path: Path) -> str:
    if b"\x00" not in content:
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise CodesFileUnreadable(
        Text.of(
            f"{path.name} 不是 UTF-8 或 GB 18030 文本。",
            f"{path.name} is not text in UTF-8 or GB 18030.",
        )
    )
