"""Mistakes to plant in the demo pack, one per rule."""

from __future__ import annotations

from tests.packs.planted_bundles import BUNDLES
from tests.packs.planted_demands import DEMANDS
from tests.packs.planted_links import LINKS
from tests.packs.planted_service import SERVICE
from tests.packs.planted_sharing import SHARING

PLANTED = (*BUNDLES, *DEMANDS, *SERVICE, *LINKS, *SHARING)
