"""Searching and reading items, their forms, and what is already known for them."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from tongban.catalogue.api import AudienceSide, ItemHit, ItemView, published_item, search_items
from tongban.forms.api import FormView, PrefilledField, form, prefill
from tongban.kernel.page import MAX_PAGE_SIZE, Page
from tongban.web.api.auth import caller, signed_in
from tongban.web.api.problems import NoSuchAddress
from tongban.web.api.schemas.items import FormOut, HitPageOut, ItemOut, PrefilledOut
from tongban.web.api.schemas.shapes import In

router = Router(tags=["items"])


class SearchIn(In):
    """What to look for."""

    text: Annotated[str, Field(max_length=200)] = ""
    region: Annotated[str, Field(pattern=r"^\d{6,12}$")] | None = None
    audience: AudienceSide | None = None
    cursor: Annotated[str, Field(max_length=500)] | None = None
    size: Annotated[int, Field(ge=1, le=MAX_PAGE_SIZE)] = 20


@router.get("", response=HitPageOut, summary="Search published items")
def search(request: HttpRequest, asked: Query[SearchIn]) -> Page[ItemHit]:
    """Chinese words, pinyin, initials and synonyms; filtered by region and audience."""
    return search_items(
        caller(request),
        text=asked.text,
        region=asked.region,
        audience=asked.audience,
        cursor=asked.cursor,
        size=asked.size,
    )


@router.get("/{code}", response=ItemOut, summary="One item, everything its guide shows")
def read(request: HttpRequest, code: str) -> ItemView:
    """The published version."""
    return published_item(code)


@router.get("/{code}/form", response=FormOut, summary="The form of an item")
def read_form(request: HttpRequest, code: str) -> FormView:
    """The form that applications for the published version fill in."""
    return form(_form_code(published_item(code)))


@router.get("/{code}/prefill", response=list[PrefilledOut], summary="What is already known")
def read_prefilled(request: HttpRequest, code: str) -> tuple[PrefilledField, ...]:
    """Values government sources hold for the caller; each look-up is recorded with its purpose."""
    actor = signed_in(request)
    item = published_item(code)
    if actor.acts_for is None or not item.articles:
        return ()
    return prefill(
        actor=actor,
        form_code=_form_code(item),
        subject_id=actor.acts_for,
        item_code=item.code,
        purpose=item.articles[0],
        now=timezone.now(),
    )


def _form_code(item: ItemView) -> str:
    if item.form_code is None:
        raise NoSuchAddress
    return item.form_code
