"""The shelf ``examples`` of a content pack: runnable examples of what an item decides."""

from __future__ import annotations

from tongban.cases.shelf.examples import check_examples
from tongban.cases.shelf.schema import ExampleFile
from tongban.content.api import Shelf

SHELVES = (Shelf(name="examples", schema=ExampleFile, check=check_examples),)
