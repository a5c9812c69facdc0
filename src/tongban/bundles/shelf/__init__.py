"""The shelf ``bundles`` of a content pack: one thing in life, made of several items."""

from __future__ import annotations

from tongban.bundles.shelf.check import check_bundles
from tongban.bundles.shelf.publish import publish_bundles
from tongban.bundles.shelf.schema import BundleFile
from tongban.content.api import Shelf

SHELVES = (Shelf(name="bundles", schema=BundleFile, check=check_bundles, publish=publish_bundles),)
