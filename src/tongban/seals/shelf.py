"""The shelf ``seals`` of a content pack: the e-seals of agencies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pydantic import Field, field_validator

from tongban.content.api import (
    Citation,
    Entry,
    EntryCode,
    LocalText,
    PackDate,
    PackFault,
    PackModel,
    PackProblem,
    PackView,
    Shelf,
)
from tongban.kernel.text import Text
from tongban.seals.actions.publish_seals import publish_seals
from tongban.seals.domain.kinds import AGENCY_KINDS, FIRM_KINDS
from tongban.seals.domain.purpose import EVERY, Purpose, PurposeKind, narrower, within
from tongban.seals.domain.standing import LONGEST_TERM

_SHELVES = {
    PurposeKind.CERTIFICATE_TYPE.value: "certificate-types",
    PurposeKind.ITEM.value: "items",
}


class SealFile(PackModel):
    """An agency's e-seal 电子印章.

    ``kind``: official, business, approval or certificate; ``agency`` its short; ``scope`` what it
    may be put on (``certificate-type:…``, ``item:…``, ``document:…``, each with ``*`` for every
    one); ``two_person`` the part of it one person alone may not use; ``articles`` what its
    keepers may cite when they stop it or take it into use again; ``around`` the words on the arc of
    its picture, the agency's name when left out. Dates are inclusive.
    """

    code: EntryCode
    kind: str
    agency: str
    name: LocalText
    scope: tuple[str, ...] = Field(min_length=1)
    two_person: tuple[str, ...] = ()
    articles: tuple[Citation, ...] = Field(min_length=1)
    around: str = Field(default="", max_length=60)
    valid_from: PackDate
    valid_until: PackDate

    @field_validator("scope", "two_person")
    @classmethod
    def _are_purposes(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        for text in given:
            try:
                Purpose.parse(text)
            except ValueError:
                raise PackFault(
                    Text.of(f"“{text}”不是用印范围。", f"“{text}” is no purpose of a seal."),
                    Text.of(
                        "写成 certificate-type:代码、item:代码 或 document:代码。",
                        "Write certificate-type:code, item:code or document:code.",
                    ),
                ) from None
        return given

    @property
    def purposes(self) -> tuple[Purpose, ...]:
        """The scope as values."""
        return tuple(map(Purpose.parse, self.scope))


def check_seals(entries: tuple[Entry[SealFile], ...], pack: PackView) -> Iterable[PackProblem]:
    """Unknown kinds, agencies and codes; terms; sensitive parts; certificates nobody can seal."""
    names = Counter(entry.model.name.zh for entry in entries)
    for entry in entries:
        yield from _check_owner(entry, pack, names)
        yield from _check_scope(entry, pack)
    yield from _check_covered(entries, pack)
    yield from _check_supervised(entries, pack)
    yield from _check_results(pack)


def _check_owner(
    entry: Entry[SealFile], pack: PackView, names: Counter[str]
) -> Iterator[PackProblem]:
    model = entry.model
    if model.kind not in [kind.slug for kind in AGENCY_KINDS]:
        yield entry.problem(
            "seals.kind_unknown",
            Text.of(
                f"机关没有“{model.kind}”这种印章。", f"Agencies have no seal of kind {model.kind}."
            ),
            Text.of(
                "写 official、business、approval 或 certificate。",
                "Write official, business, approval or certificate.",
            ),
            "kind",
        )
    if pack.lacks("agencies", model.agency):
        yield entry.problem(
            "seals.agency_unknown",
            Text.of(f"机构 {model.agency} 不在内容包里。", f"The pack has no {model.agency}."),
            Text.of("写机构的 short。", "Write the `short` of an agency of the pack."),
            "agency",
        )
    if not model.valid_from <= model.valid_until <= model.valid_from + LONGEST_TERM:
        yield entry.problem(
            "seals.term_not_right",
            Text.of("有效期不对：最长十年。", "The term is not right: at most ten years."),
            Text.of("改正起止日期。", "Correct the dates."),
            "valid_until",
        )
    if names[model.name.zh] > 1:
        yield entry.problem(
            "seals.name_twice",
            Text.of(f"有两枚“{model.name.zh}”。", f"Two seals are called “{model.name.en}”."),
            Text.of("同名的加编号区分。", "Tell them apart by a number."),
            "name",
        )


def _check_scope(entry: Entry[SealFile], pack: PackView) -> Iterator[PackProblem]:
    for place, purpose in enumerate(entry.model.purposes):
        shelf = _SHELVES.get(purpose.kind)
        if shelf and purpose.code != EVERY and pack.lacks(shelf, purpose.code):
            yield entry.problem(
                "seals.purpose_unknown",
                Text.of(f"内容包里没有 {purpose}。", f"The pack has no {purpose}."),
                Text.of("写已有的代码，或者删去。", "Write a code of the pack, or leave it out."),
                "scope",
                place,
            )
    if not narrower(map(Purpose.parse, entry.model.two_person), entry.model.purposes):
        yield entry.problem(
            "seals.two_person_outside_scope",
            Text.of("双人用印的范围超出了使用范围。", "The two-person part goes beyond the scope."),
            Text.of("只写 scope 之内的。", "Name purposes of the scope only."),
            "two_person",
        )


def _check_covered(entries: tuple[Entry[SealFile], ...], pack: PackView) -> Iterator[PackProblem]:
    """A pack with seals has one for each certificate that its items give."""
    scopes: dict[str, list[Purpose]] = {}
    for entry in entries:
        agency = pack.entry("agencies", entry.model.agency)
        if agency is not None:
            scopes.setdefault(agency.model.code, []).extend(entry.model.purposes)
    for item in pack.entries("items") if entries else ():
        code = item.model.certificate_type
        if code is None or pack.lacks("certificate-types", code):
            continue
        wanted = Purpose(PurposeKind.CERTIFICATE_TYPE.value, code)
        if not within(scopes.get(item.model.agency, []), wanted):
            yield item.problem(
                "seals.certificate_without_seal",
                Text.of(
                    f"签发“{code}”的机构没有可以用在它上面的印章。",
                    f"The agency that issues “{code}” has no seal for it.",
                ),
                Text.of(
                    "在 seals 里给这个机构加一枚印章。", "Give the agency one on the shelf seals."
                ),
                "certificate_type",
            )


def _check_supervised(
    entries: tuple[Entry[SealFile], ...], pack: PackView
) -> Iterator[PackProblem]:
    """Who supervises a certificate type 监制 has a seal for it that needs no second person."""
    owners = {agency.model.code: agency.model.short for agency in pack.entries("agencies")}
    for each in pack.entries("certificate-types"):
        code = each.model.supervised_by
        if code is None:
            continue
        wanted = Purpose(PurposeKind.CERTIFICATE_TYPE.value, each.model.code)
        if not any(
            seal.model.agency == owners.get(code)
            and within(seal.model.purposes, wanted)
            and not within(map(Purpose.parse, seal.model.two_person), wanted)
            for seal in entries
        ):
            yield each.problem(
                "seals.supervisor_without_seal",
                Text.of(
                    f"监制机构 {code} 没有可以单独用在“{each.model.code}”上的印章。",
                    f"The body {code} that supervises “{each.model.code}” has no seal for it that"
                    " one alone may use.",
                ),
                Text.of(
                    "在 agencies 里写明这个机构，在 seals 里给它一枚监制章，不设双人用印。",
                    "Put the body on the shelf agencies, and give it a seal on the shelf seals"
                    " that does not take two persons.",
                ),
                "supervised_by",
            )


def _check_results(pack: PackView) -> Iterator[PackProblem]:
    """Seals and firms that items give: known kinds, what they are stopped by, answers there are."""
    kinds = {kind.slug for kind in FIRM_KINDS}
    for item in pack.entries("items"):
        answers = _answers(pack, item.model.form)
        for place, result in enumerate(item.model.results):
            if set(result.seals) - kinds or (result.seals and result.article is None):
                yield item.problem(
                    "seals.firm_seals_not_right",
                    Text.of(
                        "企业印章只有 official、contract、finance、invoice；要写停用的依据。",
                        "Firms have official, contract, finance and invoice seals, and an article"
                        " to cite when one is stopped.",
                    ),
                    Text.of("改正 seals 和 article。", "Correct seals and article."),
                    "results",
                    place,
                )
            founds = result.founds
            if founds and not {founds.name, founds.representative} <= answers:
                yield item.problem(
                    "seals.founded_firm_unnamed",
                    Text.of(
                        "founds 里的填写项不在表单里。", "The form has no such fields as in founds."
                    ),
                    Text.of(
                        "写表单里企业名称和法定代表人号码的字段名。",
                        "Give the fields with the firm's name and its representative's number.",
                    ),
                    "results",
                    place,
                )


def _answers(pack: PackView, form_code: str | None) -> set[str]:
    form = pack.entry("forms", form_code) if form_code else None
    if form is None:
        return set()
    return {field.name for section in form.model.sections for field in section.fields}


SHELVES = (Shelf(name="seals", schema=SealFile, check=check_seals, publish=publish_seals),)
