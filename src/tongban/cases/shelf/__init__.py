"""The shelves ``flows`` and ``examples`` of a content pack: how cases run, what items decide."""

from __future__ import annotations

from typing import Any

from tongban.cases.domain.flow.definition import flow_to_json
from tongban.cases.models import FlowVersion
from tongban.cases.shelf.examples import check_examples
from tongban.cases.shelf.flow_schema import FlowFile
from tongban.cases.shelf.flows import check_flows
from tongban.cases.shelf.schema import ExampleFile
from tongban.content.api import Shelf, versions_in


def _definition(model: FlowFile) -> dict[str, Any]:
    return flow_to_json(model.flow())


SHELVES = (
    Shelf(
        name="flows",
        schema=FlowFile,
        check=check_flows,
        publish=versions_in(
            FlowVersion, kind="cases.flow-published", about="flow", definition=_definition
        ),
    ),
    Shelf(name="examples", schema=ExampleFile, check=check_examples),
)
