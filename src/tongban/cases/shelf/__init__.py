"""The shelves ``flows`` and ``examples`` of a content pack: how cases run, what items decide."""

from __future__ import annotations

from tongban.cases.shelf.examples import check_examples
from tongban.cases.shelf.flow_schema import FlowFile
from tongban.cases.shelf.flows import check_flows, publish_flows
from tongban.cases.shelf.schema import ExampleFile
from tongban.content.api import Shelf

SHELVES = (
    Shelf(name="flows", schema=FlowFile, check=check_flows, publish=publish_flows),
    Shelf(name="examples", schema=ExampleFile, check=check_examples),
)
