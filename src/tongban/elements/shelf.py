"""Shelves ``sources`` and ``elements`` of a content pack."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from tongban.elements.views import ElementAbout, ElementKind
from tongban.kernel.text import Text


def _text(value: object) -> object:
    return Text.from_mapping(value) if isinstance(value, dict) else value


Words = Annotated[Text, BeforeValidator(_text)]


class SourceEntry(BaseModel):
    """One register: ``sources/<code>.yaml``. ``agency`` is the ``short`` of the holding agency."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

    code: str = Field(pattern=r"^[a-z][a-z0-9-]{2,40}$")
    name: Words
    agency: str
    channel: str = Field(default="register-twin", description="which adapter reads it")
    authoritative: bool = True
    dispute: Words = Field(description="异议: where and how a person contests a value")


class ElementEntry(BaseModel):
    """One data element. ``id`` reads ``person.birth_date``; one source at most."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

    id: str = Field(pattern=r"^(person|firm)(\.[a-z][a-z0-9_]*)+$")
    name: Words
    kind: ElementKind
    code_list: str | None = None
    source: str | None = Field(default=None, description="code of the one source, if any")
    sensitive: bool = False

    @property
    def about(self) -> ElementAbout:
        """Whose fact it is: the first word of the id."""
        return ElementAbout(self.id.split(".")[0])

    @model_validator(mode="after")
    def _code_list_goes_with_code(self) -> ElementEntry:
        if (self.kind is ElementKind.CODE) != (self.code_list is not None):
            raise ValueError("code_list is given exactly when kind is code")
        return self
