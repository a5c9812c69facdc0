"""The shelf ``connectors`` of a content pack: how cases reach a department's own system."""

from __future__ import annotations

from tongban.connectors.models import ConnectorVersion
from tongban.connectors.shelf.check import check_connectors
from tongban.connectors.shelf.schema import ConnectorFile
from tongban.content.api import Shelf, versions_in

SHELVES = (
    Shelf(
        name="connectors",
        schema=ConnectorFile,
        check=check_connectors,
        publish=versions_in(ConnectorVersion, kind="connectors.published", about="connector"),
    ),
)
