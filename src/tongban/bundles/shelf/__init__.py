"""The shelf ``bundles`` of a content pack: one thing in life, made of several items."""

from __future__ import annotations

from typing import Any

from tongban.bundles.domain.stored import bundle_to_json
from tongban.bundles.models import BundleVersion
from tongban.bundles.shelf.check import check_bundles
from tongban.bundles.shelf.schema import BundleFile
from tongban.content.api import Shelf, versions_in


def _definition(model: BundleFile) -> dict[str, Any]:
    return bundle_to_json(model.bundle())


SHELVES = (
    Shelf(
        name="bundles",
        schema=BundleFile,
        check=check_bundles,
        publish=versions_in(
            BundleVersion, kind="bundles.published", about="bundle", definition=_definition
        ),
    ),
)
