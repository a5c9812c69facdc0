"""Shelf ``agencies`` of a content pack: one organisation with its posts."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from tongban.agencies.views import AgencyLevel
from tongban.kernel.actor import Duty
from tongban.kernel.text import Text


def _text(value: object) -> object:
    return Text.from_mapping(value) if isinstance(value, dict) else value


Words = Annotated[Text, BeforeValidator(_text)]


class PostEntry(BaseModel):
    """A post. ``line`` and ``region`` default to those of the organisation."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{2,60}$")
    title: Words
    duties: list[Duty] = Field(min_length=1)
    line: str | None = None
    region: str | None = None


class AgencyEntry(BaseModel):
    """One organisation: ``agencies/<short>.yaml``.

    ``short`` is the handle other shelves use (``scj-990102``); ``parent`` is another ``short``.
    """

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

    code: str = Field(description="统一社会信用代码, 18 characters, GB 32100 check character")
    short: str = Field(pattern=r"^[a-z][a-z0-9-]{1,40}$")
    name: Words
    line: str = Field(description="条: code of the central business department")
    region: str = Field(pattern=r"^\d{6}(\d{3}(\d{3})?)?$", description="块: division code")
    level: AgencyLevel
    parent: str | None = None
    valid_from: date
    valid_until: date | None = None
    posts: list[PostEntry] = Field(default_factory=list)
