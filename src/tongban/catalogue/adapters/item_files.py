"""Files of foreign item lists, read row by row."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tongban.catalogue.domain.import_profile import FileFormat, FormatRule
from tongban.catalogue.refusals import ImportFileUnreadable

_LINE_LIMIT = 2_000_000
_BUFFER = 1 << 20


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row: its line (from 1) and its values, or the fault that keeps it from being read."""

    line: int
    values: dict[str, Any]
    fault: str = ""


def digest_of_file(path: Path) -> str:
    """SHA-256, hex, of the bytes. Refusals: ImportFileUnreadable."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise ImportFileUnreadable(path.name, error.strerror or "") from error


def read_rows(path: Path, rule: FormatRule) -> Iterator[FileRow]:
    """Every row of the file; a row that cannot be read is told, and the next one is read.

    Refusals: ImportFileUnreadable when the file as a whole is not what the rule says.
    """
    reader = {
        FileFormat.CSV: _csv_rows,
        FileFormat.NDJSON: _ndjson_rows,
        FileFormat.JSON: _json_rows,
    }[rule.kind]
    try:
        with path.open(encoding=rule.encoding, newline="", buffering=_BUFFER) as stream:
            yield from reader(stream, rule, path.name)
    except UnicodeDecodeError as error:
        where = f"第{error.start}字节不是 {rule.encoding}"
        raise ImportFileUnreadable(path.name, where) from error
    except LookupError as error:
        raise ImportFileUnreadable(path.name, f"没有编码 {rule.encoding}") from error
    except OSError as error:
        raise ImportFileUnreadable(path.name, error.strerror or "") from error


def _ndjson_rows(stream: IO[str], _: FormatRule, __: str) -> Iterator[FileRow]:
    for line, text in enumerate(stream, 1):
        if not text.strip():
            continue
        if len(text) > _LINE_LIMIT:
            yield FileRow(line, {}, "这一行太长")
            continue
        try:
            values = json.loads(text)
        except (ValueError, RecursionError):
            yield FileRow(line, {}, "这一行不是 JSON")
            continue
        yield _object(line, values)


def _json_rows(stream: IO[str], rule: FormatRule, name: str) -> Iterator[FileRow]:
    try:
        found = json.load(stream)
    except UnicodeDecodeError:
        raise
    except (ValueError, RecursionError) as error:
        raise ImportFileUnreadable(name, "不是 JSON 文件") from error
    rows = found.get(rule.rows) if rule.rows and isinstance(found, dict) else found
    if not isinstance(rows, list):
        raise ImportFileUnreadable(name, "里面没有事项列表")
    for number, values in enumerate(rows, 1):
        yield _object(number, values)


def _object(line: int, values: Any) -> FileRow:
    if isinstance(values, dict):
        return FileRow(line, values)
    return FileRow(line, {}, "这一行不是一个对象")


def _csv_rows(stream: IO[str], rule: FormatRule, name: str) -> Iterator[FileRow]:
    reader = csv.DictReader(stream, delimiter=rule.delimiter, strict=False)
    try:
        if not reader.fieldnames:
            raise ImportFileUnreadable(name, "没有表头")
        for values in reader:
            if None in values:
                yield FileRow(reader.line_num, {}, "这一行的列比表头多")
            else:
                yield FileRow(reader.line_num, values)
    except csv.Error as error:
        raise ImportFileUnreadable(name, f"第{reader.line_num}行：{error}") from error
