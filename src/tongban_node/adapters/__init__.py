"""Adapters 适配器 to an agency's real source: SQL, HTTP JSON, a folder for CSV files."""

from __future__ import annotations

from collections.abc import Callable

from tongban_node.adapters.csv_folder import CsvFolder
from tongban_node.adapters.http_json import HttpJson
from tongban_node.adapters.source import Row, Source, SourceOdd, SourceSilent
from tongban_node.adapters.sql import SqlSource
from tongban_node.config import ConfigWrong, SourceSettings

__all__ = ["Row", "Source", "SourceOdd", "SourceSilent", "open_source"]

_KINDS: dict[str, Callable[[SourceSettings, int], Source]] = {
    "sql": SqlSource,
    "http-json": HttpJson,
    "csv-folder": CsvFolder,
}


def open_source(settings: SourceSettings, timeout_ms: int) -> Source:
    """The adapter that ``settings.kind`` names; ConfigWrong for a kind or option that is odd."""
    if settings.kind not in _KINDS:
        raise ConfigWrong(f"{settings.resource}: a source is one of {', '.join(sorted(_KINDS))}")
    return _KINDS[settings.kind](settings, timeout_ms)
