"""Connectors as published, by code, version and item."""

from __future__ import annotations

from tongban.connectors.domain.definition import Connector
from tongban.connectors.models import ConnectorVersion
from tongban.connectors.shelf.schema import ConnectorFile
from tongban.content.api import standing


@standing
def connectors() -> tuple[Connector, ...]:
    """The latest version of every connector, by code."""
    latest = ConnectorVersion.objects.order_by("code", "-version").distinct("code")
    return tuple(_read(row) for row in latest)


@standing
def connector_of_item(item_code: str) -> Connector | None:
    """Where cases of the item go; None when they stay here."""
    return next((each for each in connectors() if item_code in each.items), None)


@standing
def connector_version(code: str, version: int) -> Connector:
    """One version, as it was when a case began on it."""
    return _read(ConnectorVersion.objects.get(code=code, version=version))


def _read(row: ConnectorVersion) -> Connector:
    return ConnectorFile.model_validate(row.definition).connector(row.version)
