"""The shelf ``certificate-types`` of a content pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any, Literal

from pydantic import Field

from tongban.certificates.domain.credential import OWN_CLAIMS
from tongban.certificates.domain.face import Body, Frame, Paper
from tongban.certificates.domain.layout import PLACES, names_used
from tongban.certificates.models import CertificateType
from tongban.certificates.views import Disclosure
from tongban.content.api import (
    Citation,
    Entry,
    EntryCode,
    FactName,
    LocalText,
    PackModel,
    PackProblem,
    PackView,
    Shelf,
    versions_in,
)
from tongban.kernel.codes import CodeFault, uscc
from tongban.kernel.text import Text


class HolderKind(Enum):
    """Who may hold it."""

    PERSON = "person"
    FIRM = "firm"
    ANY = "any"


class TypeField(PackModel):
    """A printed field. Its value comes from a form answer, else from a data element."""

    name: FactName
    label: LocalText
    answer: str | None = None
    element: str | None = None
    disclosure: Disclosure = Disclosure.HIDDEN


class TypeLook(PackModel):
    """How the file looks: ``paper`` portrait or landscape, ``body`` statement (sentences) or
    table (each layout line reads ``label：value``), ``frame`` red, blue or green."""

    paper: Paper = Paper.PORTRAIT
    body: Body = Body.STATEMENT
    frame: Frame = Frame.RED


class TypeFile(PackModel):
    """A certificate type 证照类型.

    ``defined_by`` is the USCC (18) of the body that defines the type, ``type_number`` the 3 digits
    after it (GB/T 36904); ``issuer_line`` the line 条 of bodies that may issue, or
    ``every``; ``validity`` reads
    ``"5 years"``, ``"12 months"``, ``"90 days"`` or ``"long-term"``; ``layout`` are the body lines
    with ``{holder}``, ``{issuer}``, ``{number}``, ``{issued}``, ``{valid_from}``,
    ``{valid_until}`` and field names. ``continues`` names a date element: while that date lies
    ahead, the validity is counted from the day after it, so renewing early loses no day.
    ``levels`` are the trust levels 可信等级 its copies may have: A from the issuer, B checked by a
    clerk, C uploaded, D made by oneself with the ``promise``. ``depends_on`` names types without
    which it loses its ground. ``one_per_holder``: a holder has one at a time, so that a new one
    follows the old 延续. ``signs_in``: whoever acts for its holder signs in with it, as with the
    electronic business licence 电子营业执照. ``supervised_by`` is the USCC of the body whose
    supervising seal 监制章 stands beside the issuer's, as on fiscal receipts.
    """

    code: EntryCode
    name: LocalText
    defined_by: str = Field(pattern=r"^[0-9A-Z]{18}$")
    type_number: str = Field(pattern=r"^\d{3}$")
    holder: HolderKind
    issuer_line: str
    supervised_by: str | None = Field(default=None, pattern=r"^[0-9A-Z]{18}$")
    articles: list[Citation] = Field(min_length=1)
    fields: list[TypeField] = Field(default_factory=list)
    validity: str = Field(pattern=r"^(long-term|[1-9]\d{0,2} (years|months|days))$")
    continues: str | None = None
    one_per_holder: bool = False
    signs_in: bool = False
    levels: list[Literal["A", "B", "C", "D"]] = Field(default=["A"], min_length=1)
    promise: LocalText | None = None
    depends_on: list[str] = Field(default_factory=list)
    layout: list[LocalText] = Field(min_length=1)
    look: TypeLook = TypeLook()

    def canonical(self) -> dict[str, Any]:
        """The JSON form that is digested and stored."""
        said = self.model_dump(mode="json")
        if self.supervised_by is None:
            del said["supervised_by"]  # most types: their versions stay what they were
        return said


def check_types(entries: tuple[Entry[TypeFile], ...], pack: PackView) -> Iterable[PackProblem]:
    """Every fault of the types: bad codes, fields from nowhere, layout names that mean nothing."""
    for entry in entries:
        yield from _check_codes(entry)
        yield from _check_fields(entry, pack)
        yield from _check_layout(entry)
        yield from _check_table(entry)
        yield from _check_levels(entry)
        yield from _check_ground(entry, pack)


def _check_codes(entry: Entry[TypeFile]) -> Iterator[PackProblem]:
    try:
        uscc.parse(entry.model.defined_by)
    except CodeFault as fault:
        yield entry.problem(
            "certificates.definer_not_a_code", fault.message, fault.mend, "defined_by"
        )


def _check_fields(entry: Entry[TypeFile], pack: PackView) -> Iterator[PackProblem]:
    for place, field in enumerate(entry.model.fields):
        if not (field.answer or field.element):
            yield entry.problem(
                "certificates.field_from_nowhere",
                Text.of(
                    f"字段“{field.name}”没有说明取自哪里。",
                    f"The field “{field.name}” does not say where its value comes from.",
                ),
                Text.of("写上 answer 或 element。", "Give it an answer or an element."),
                "fields",
                place,
            )
        if field.name in OWN_CLAIMS:
            yield entry.problem(
                "certificates.field_name_taken",
                Text.of(
                    f"“{field.name}”在签名的出示里另有含义，不能作字段名。",
                    f"“{field.name}” means something else in a signed presentation.",
                ),
                Text.of("换一个字段名。", "Call the field otherwise."),
                "fields",
                place,
            )
        if field.element and pack.lacks("elements", field.element):
            yield _element_unknown(entry, field.element, "fields", place, "element")
    if entry.model.continues and pack.lacks("elements", entry.model.continues):
        yield _element_unknown(entry, entry.model.continues, "continues")


def _element_unknown(entry: Entry[TypeFile], element: str, *place: str | int) -> PackProblem:
    return entry.problem(
        "certificates.element_unknown",
        Text.of(f"数据元“{element}”不在内容包里。", f"The pack has no element “{element}”."),
        Text.of("改成已有的数据元。", "Name an element of the pack."),
        *place,
    )


def _check_table(entry: Entry[TypeFile]) -> Iterator[PackProblem]:
    """A line of a table is a label, a colon and a value."""
    if entry.model.look.body is not Body.TABLE:
        return
    for place, line in enumerate(entry.model.layout):
        if (
            "：" not in Text.from_mapping(line).zh
            if isinstance(line, dict)
            else "：" not in line.zh
        ):
            yield entry.problem(
                "certificates.table_line_without_label",
                Text.of(
                    "表格式版面的每一行要写成“名称：值”。",
                    "Each line of a table reads “label：value”, with the full-width colon.",
                ),
                Text.of(
                    "加上名称和冒号，或把 look.body 改成 statement。",
                    "Add a label and a colon, or make look.body a statement.",
                ),
                "layout",
                place,
            )


def _check_layout(entry: Entry[TypeFile]) -> Iterator[PackProblem]:
    known = PLACES | {field.name for field in entry.model.fields}
    for place, line in enumerate(entry.model.layout):
        for name in sorted(names_used(line) - known):
            yield entry.problem(
                "certificates.layout_name_unknown",
                Text.of(
                    f"版式里的“{{{name}}}”既不是字段也不是固定项。",
                    f"“{{{name}}}” in the layout is neither a field nor a fixed place.",
                ),
                Text.of(
                    f"固定项有：{'、'.join(sorted(PLACES))}。",
                    f"The fixed places are: {', '.join(sorted(PLACES))}.",
                ),
                "layout",
                place,
            )


def _check_levels(entry: Entry[TypeFile]) -> Iterator[PackProblem]:
    """A is what an authority issues and is always there; D stands on words somebody promised."""
    levels = entry.model.levels
    if "A" not in levels or len(set(levels)) < len(levels):
        yield entry.problem(
            "certificates.levels_not_right",
            Text.of("可信等级要含A级，且不能重复。", "The levels include A, and each once."),
            Text.of("写成如 [A, B, C]。", "Write for example [A, B, C]."),
            "levels",
        )
    if ("D" in levels) != (entry.model.promise is not None):
        yield entry.problem(
            "certificates.promise_and_level_differ",
            Text.of(
                "允许D级就要写承诺内容，不允许就不写。",
                "Level D needs the words of its promise, and only level D has any.",
            ),
            Text.of("写上 promise，或去掉D级。", "Write a promise, or take level D out."),
            "levels",
        )


def _check_ground(entry: Entry[TypeFile], pack: PackView) -> Iterator[PackProblem]:
    for place, code in enumerate(entry.model.depends_on):
        if code == entry.model.code or pack.lacks("certificate-types", code):
            yield entry.problem(
                "certificates.ground_unknown",
                Text.of(
                    f"依托的证照类型“{code}”不在内容包里。",
                    f"The pack has no other type “{code}” to depend on.",
                ),
                Text.of("改成已有的证照类型。", "Name another type of the pack."),
                "depends_on",
                place,
            )


SHELVES = (
    Shelf(
        name="certificate-types",
        schema=TypeFile,
        check=check_types,
        publish=versions_in(
            CertificateType,
            kind="certificates.type-published",
            about="certificate-type",
            definition=TypeFile.canonical,
        ),
    ),
)
