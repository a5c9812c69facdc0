"""The shelf ``certificate-types`` of a content pack."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from tongban.certificates.views import Disclosure

Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{1,63}$")]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Words = dict[str, str]


class HolderKind(Enum):
    """Who may hold it."""

    PERSON = "person"
    FIRM = "firm"
    ANY = "any"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TypeField(_Strict):
    """A printed field. Its value comes from a form answer, else from a data element."""

    name: Name
    label: Words
    answer: str | None = None
    element: str | None = None
    disclosure: Disclosure = Disclosure.HIDDEN

    @model_validator(mode="after")
    def _has_origin(self) -> TypeField:
        if not (self.answer or self.element):
            raise ValueError(f"field {self.name!r} names neither an answer nor an element")
        return self


class TypeFile(_Strict):
    """A certificate type 证照类型.

    ``defined_by`` is the USCC (18) of the body that defines the type, ``type_number`` the 3 digits
    after it (GB/T 36904); ``issuer_line`` the line 条 of bodies that may issue; ``validity`` reads
    ``"5 years"``, ``"12 months"``, ``"90 days"`` or ``"long-term"``; ``layout`` are the body lines
    with ``{holder}``, ``{issuer}``, ``{number}``, ``{issued}``, ``{valid_until}`` and field names.
    """

    code: Code
    name: Words
    defined_by: str = Field(pattern=r"^[0-9A-Z]{18}$")
    type_number: str = Field(pattern=r"^\d{3}$")
    holder: HolderKind
    issuer_line: str
    articles: list[str] = Field(min_length=1)
    fields: list[TypeField] = Field(default_factory=list)
    validity: str = Field(pattern=r"^(long-term|[1-9]\d{0,2} (years|months|days))$")
    layout: list[Words] = Field(min_length=1)

    def canonical(self) -> dict[str, Any]:
        """The JSON form that is digested and stored."""
        return self.model_dump(mode="json")
