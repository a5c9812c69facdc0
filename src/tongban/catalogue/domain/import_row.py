"""One row of a foreign list becomes a draft, or is refused with every reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from tongban.catalogue.domain.digest import stored_form
from tongban.catalogue.domain.document import BasicItemDocument, ItemDocument
from tongban.catalogue.domain.import_profile import FieldRule, Profile
from tongban.catalogue.domain.import_values import READERS, Reader, ValueFault, plain
from tongban.kernel.canonical_json import canonical_json, digest_of_text
from tongban.kernel.codes import uscc
from tongban.kernel.codes.fault import CodeFault
from tongban.kernel.text import ZH

_USCC_LENGTH = 18
_VALUE_LIMIT = 20_000
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LearnedBasic:
    """What a row tells of its basic item; ``document`` and all else as text, ready to store."""

    code: str
    item_type: str
    document: str
    digest: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A row that can be stored, as the texts that are stored; ``flags`` tell what looks odd.

    No nested objects are kept: a chunk holds thousands of drafts, and the collector of cycles
    would walk all of them again and again.
    """

    code: str
    basic_code: str
    agency_code: str
    agency_name: str
    region: str
    level: str
    document: str
    digest: str
    basic: LearnedBasic | None
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot be stored, with every reason in plain words."""

    code: str
    reasons: tuple[str, ...]


class RowReader:
    """Reads rows by a profile; made once per import, holds the compiled rules."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._nulls = frozenset(profile.nulls)
        self._rules = [
            (field, rule, READERS[field], self._getter(rule))
            for field, rule in profile.fields.items()
        ]
        self._patterns = {
            rule.regex: re.compile(rule.regex) for rule in profile.fields.values() if rule.regex
        }
        self._valid_agencies: dict[str, str | None] = {}
        self._basics: dict[tuple[str, str, str, str], LearnedBasic] = {}

    def read(self, row: Row) -> Draft | Refused:
        """The draft a row gives, or all reasons why it gives none."""
        fields: dict[str, Any] = {}
        reasons: list[str] = []
        for field, rule, reader, get in self._rules:
            try:
                value = self._value(rule, reader, get(row))
            except ValueFault as fault:
                reasons.append(f"{field}：{fault}")
                continue
            if value is not None:
                fields[field] = value
        reasons += [
            f"{field}：没有值（{'、'.join(self._profile.fields[field].columns)}）"
            for field in self._profile.required
            if field not in fields and not any(reason.startswith(field) for reason in reasons)
        ]
        code = str(fields.get("code", ""))
        if reasons:
            return Refused(code, tuple(reasons))
        try:
            extra = self._extra(row)
        except ValueFault as fault:
            return Refused(code, (f"extra：{fault}",))
        return self._draft(code, fields | ({"extra": extra} if extra else {}))

    def _draft(self, code: str, fields: dict[str, Any]) -> Draft | Refused:
        basic_name = fields.pop("basic_name", None)
        try:
            document = ItemDocument.model_validate(fields)
            basic = self._basic(document, basic_name)
        except ValidationError as error:
            return Refused(code, tuple(_reason(problem) for problem in error.errors()))
        fault = self._agency_fault(document.agency)
        text = canonical_json(stored_form(document))
        name = document.agency_name
        return Draft(
            code=code,
            basic_code=document.basic or "",
            agency_code=document.agency,
            agency_name=canonical_json(name.to_mapping() if name else {}),
            region=document.region,
            level=document.level.value if document.level else "",
            document=text,
            digest=digest_of_text(text),
            basic=basic,
            flags=(f"agency：{fault}",) if fault else (),
        )

    def _basic(self, item: ItemDocument, name: dict[str, str] | None) -> LearnedBasic | None:
        """What the row says of its basic item; remembered, because every region repeats it."""
        if item.basic is None or item.type is None or item.name is None:
            return None
        words = name or item.name.to_mapping()
        key = (item.basic, item.type.value, item.line, words[ZH])
        if key not in self._basics:
            document = BasicItemDocument.model_validate(
                {"code": item.basic, "name": words, "type": item.type, "line": item.line}
            )
            text = canonical_json(stored_form(document))
            self._basics[key] = LearnedBasic(
                item.basic, item.type.value, text, digest_of_text(text)
            )
        return self._basics[key]

    def _value(self, rule: FieldRule, reader: Reader, raw: Any) -> Any:
        if raw is None:
            return None
        if rule.regex is not None:
            found = self._patterns[rule.regex].search(str(raw))
            if found is None:
                return None
            raw = found[1]
        value = reader(raw, rule, self._profile)
        if rule.table is None:
            return value
        table = self._profile.tables[rule.table] if isinstance(rule.table, str) else rule.table
        if isinstance(value, list):
            return list(dict.fromkeys(_translated(rule, table, entry) for entry in value))
        return _translated(rule, table, value)

    def _getter(self, rule: FieldRule) -> Callable[[Row], Any]:
        if rule.value is not None:
            constant = rule.value
            return lambda row: constant  # noqa: ARG005
        nulls, columns = self._nulls, rule.columns

        def get(row: Row) -> Any:
            for column in columns:
                value = row.get(column)
                if isinstance(value, str):
                    value = value.strip()
                    if len(value) > _VALUE_LIMIT:
                        raise ValueFault(f"列“{column}”超过{_VALUE_LIMIT}字")
                    if value in nulls:
                        continue
                if value is not None and value != []:
                    return value
            return None

        return get

    def _extra(self, row: Row) -> dict[str, str]:
        kept = {}
        for name, column in self._profile.extra.items():
            value = row.get(column)
            if value is not None and plain(value) not in self._nulls:
                kept[name] = plain(value)
        return kept

    def _agency_fault(self, code: str) -> str | None:
        """Why the agency code fails GB 32100; remembered, because agencies have many items."""
        if code not in self._valid_agencies:
            try:
                uscc.parse(code)
                fault = None
            except CodeFault as found:
                fault = found.message.zh
            self._valid_agencies[code] = fault
        return self._valid_agencies[code]


def _translated(rule: FieldRule, table: Mapping[str, str], value: Any) -> str:
    found = table.get(str(value), rule.otherwise)
    if found is None:
        raise ValueFault(f"代码表里没有“{value}”")
    return found


def _reason(problem: Any) -> str:
    where = ".".join(str(part) for part in problem["loc"])
    return f"{where}：{problem['msg']}"
