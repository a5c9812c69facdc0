"""An import profile 导入配置: how one province's list of items reads, said in data.

Documented for people in ``docs/handbook/catalogue-import.md``; a test keeps both in step.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Annotated

from pydantic import BeforeValidator, Field, field_validator, model_validator

from tongban.catalogue.domain.fields import Part, Words

_UNITS = {
    "工作日": "working-days",
    "个工作日": "working-days",
    "自然日": "natural-days",
    "日": "natural-days",
    "天": "natural-days",
    "小时": "hours",
}


class FileFormat(Enum):
    """How the rows are written."""

    CSV = "csv"
    NDJSON = "ndjson"
    JSON = "json"


class FormatRule(Part):
    """The file: ``kind``, its ``encoding`` and, for CSV, its ``delimiter``.

    ``rows`` names the key under which a JSON document keeps its list, if it is not the list itself.
    """

    kind: FileFormat
    encoding: str = "utf-8-sig"
    delimiter: str = Field(default=",", min_length=1, max_length=1)
    rows: str | None = None


def _as_names(value: object) -> object:
    return (value,) if isinstance(value, str) else value


class FieldRule(Part):
    """Where one field comes from and how it is read.

    ``from`` one column or several (the first that is not null wins); ``value`` a constant instead;
    ``regex`` keeps its first group (a row it does not match has no value); ``table`` translates
    (the name of a table or the table itself; an unknown key refuses the row unless ``else`` is
    given); ``split`` cuts a list; ``unit`` is the unit of bare numbers in time limits.
    """

    columns: Annotated[tuple[str, ...], BeforeValidator(_as_names)] = Field(
        default=(), alias="from"
    )
    value: str | bool | int | tuple[str, ...] | None = None
    regex: str | None = None
    table: str | dict[str, str] | None = None
    otherwise: str | None = Field(default=None, alias="else")
    split: str | None = None
    unit: str | None = None

    @field_validator("regex")
    @classmethod
    def _compiles(cls, value: str | None) -> str | None:
        if value is not None and re.compile(value).groups != 1:
            raise ValueError("正则式要有且只有一个括号组。")
        return value

    @model_validator(mode="after")
    def _has_a_source(self) -> FieldRule:
        if bool(self.columns) == (self.value is not None):
            raise ValueError("写 from（列名）或 value（常数），二者取一。")
        return self


class Profile(Part):
    """One import profile.

    ``nulls`` are spellings of nothing, ``yes``/``no`` of truth, ``units`` of time units;
    ``fields`` maps fields of the item document (and ``basic_name``) to rules, ``extra`` keeps
    other columns by name, ``required`` lists fields a row cannot do without.
    """

    code: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: Words
    format: FormatRule
    nulls: tuple[str, ...] = ("", "无", "null", "NULL", "None", "-", "/")
    yes: tuple[str, ...] = ("是", "支持", "1", "Y", "yes", "true")
    no: tuple[str, ...] = ("否", "不支持", "0", "N", "no", "false")
    units: dict[str, str] = Field(default_factory=lambda: dict(_UNITS))
    immediate: tuple[str, ...] = ("即办", "当场", "当场办结", "即时", "即来即办")
    tables: dict[str, dict[str, str]] = Field(default_factory=dict)
    fields: dict[str, FieldRule]
    extra: dict[str, str] = Field(default_factory=dict)
    required: tuple[str, ...] = ("code", "name")

    @model_validator(mode="after")
    def _tables_exist(self) -> Profile:
        for field, rule in self.fields.items():
            if isinstance(rule.table, str) and rule.table not in self.tables:
                raise ValueError(f"{field} 用的代码表 {rule.table} 没有写在 tables 里。")
        return self
