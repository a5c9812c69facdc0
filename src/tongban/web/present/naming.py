"""Codes as people read them; a code nobody knows stays a code."""

from __future__ import annotations

from collections.abc import Iterable

from tongban.agencies.api import AgencyUnknown, agency
from tongban.catalogue.api import ItemNotFound, guide_item
from tongban.elements.api import ElementUnknown, elements
from tongban.jurisdiction.api import CodeListUnknown, code_list, division
from tongban.kernel.article import ArticleRef
from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text
from tongban.laws.api import articles
from tongban.policies.api import PURPOSE_ITEM


def agency_name(code: str) -> Text:
    """The agency's name today."""
    try:
        return agency(code).name
    except AgencyUnknown:
        return Text.of(code)


# Looks that belong to no service.
_BESIDE_SERVICES = {
    PURPOSE_ITEM: Text.of("为您查找能享受的政策", "Looking for policies that fit you")
}


def line_names() -> dict[str, Text]:
    """The lines 条 by code, from the code list ``line``; empty where there is none."""
    try:
        return {entry.code: entry.name for entry in code_list("line").entries}
    except CodeListUnknown:
        return {}


def place_name(region: str) -> Text:
    """The name of a division."""
    try:
        return division(region).name
    except Refusal:
        return Text.of(region)


def item_title(code: str) -> Text:
    """What the item's guide is headed with."""
    if code in _BESIDE_SERVICES:
        return _BESIDE_SERVICES[code]
    try:
        return guide_item(code).title
    except ItemNotFound:
        return Text.of(code)


def element_names(element_ids: Iterable[str]) -> dict[str, Text]:
    """The name of each data element, in the order given."""
    wanted = tuple(dict.fromkeys(element_ids))
    try:
        return {key: view.name for key, view in elements(wanted).items()}
    except ElementUnknown:
        return {key: Text.of(key) for key in wanted}


def article_title(ref: ArticleRef) -> Text:
    """Statute and article as people cite them."""
    found = articles((ref,)).get(ref)
    if found is None:
        return Text.of(str(ref))
    return Text.of(
        f"《{found.statute_title.zh}》{found.label.zh}",
        f"{found.statute_title.en}, {found.label.en}",
    )
