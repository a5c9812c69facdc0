"""How the kernel's values look in JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from tongban.kernel.text import Text


def _mapping(value: Any) -> Any:
    return value.to_mapping() if isinstance(value, Text) else value


def _code(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else None if value is None else str(value)


Words = Annotated[
    dict[str, str],
    BeforeValidator(_mapping),
    Field(description="Words by language tag", examples=[{"zh-Hans": "居住证", "en": "Permit"}]),
]
"""A kernel ``Text``."""

Code = Annotated[str, BeforeValidator(_code)]
"""An enum's namespaced code, a period (``20 working-days``), an article or an amount, as text."""

_NO_NUL = r"^[^\x00]*$"
Given = Annotated[str, StringConstraints(max_length=2_000, pattern=_NO_NUL)]
"""Words somebody typed."""

Key = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[\w.:@/+-]+$")]
"""A code or an id."""

Version = Annotated[int, Field(ge=0, le=2_147_483_647)]
"""The version of a case that the caller saw."""


def as_objects(*names: str) -> BeforeValidator:
    """Rows that are tuples, each as an object with these names."""

    def read(rows: Iterable[Sequence[Any]]) -> list[dict[str, Any]]:
        return [dict(zip(names, row, strict=True)) for row in rows]

    return BeforeValidator(read)


# Not ninja's Schema: it puts a Python wrapper around every object it reads, for querysets and
# resolvers, and reads what forbids unknown keys twice. Our views are frozen and plain.
class Out(BaseModel):
    """Something handed out: read from a frozen view by attribute."""

    model_config = ConfigDict(from_attributes=True)


class In(BaseModel):
    """Something sent in: unknown keys are faults, so that a slip of the pen is told."""

    model_config = ConfigDict(extra="forbid")


class DoneOut(Out):
    """It is done; `done` is false where there was nothing to do."""

    done: bool
