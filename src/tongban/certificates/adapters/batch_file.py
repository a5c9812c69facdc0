"""Reads a list of certificates to issue from a CSV file."""

from __future__ import annotations

import csv
from pathlib import Path

from tongban.certificates.domain.batches import MOST_ROWS, NAME, NUMBER, BatchRow
from tongban.certificates.refusals import BatchNotReadable
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text


def read_batch(path: Path) -> tuple[tuple[str, ...], tuple[BatchRow, ...]]:
    """Column names and rows of a UTF-8 CSV with a header; reading stops one row past the limit.

    Refuses BatchNotReadable when it is no such file.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, restkey="", strict=True)
            columns = tuple(reader.fieldnames or ())
            rows = []
            for cells in reader:
                rows.append(_row(cells))
                if len(rows) > MOST_ROWS:
                    break
    except (OSError, UnicodeDecodeError, csv.Error):
        raise BatchNotReadable([_NOT_CSV]) from None
    return columns, tuple(rows)


def _row(cells: dict[str, str | None]) -> BatchRow:
    known = {name: str(value or "") for name, value in cells.items() if name}
    number, name = known.pop(NUMBER, ""), known.pop(NAME, "")
    return BatchRow(number.strip(), name.strip(), known)


_NOT_CSV = Problem(
    "file",
    "certificates.batch_file_wrong",
    Text.of("不是可以读取的 CSV 文件。", "It is not a CSV file that can be read."),
    Text.of("请用 UTF-8 编码、带表头的 CSV。", "Use CSV in UTF-8 with a header."),
)
