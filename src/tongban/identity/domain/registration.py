"""What must hold before a person or firm is registered; every fault is told at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tongban.identity.domain.names import NameFault, tidy_name
from tongban.identity.domain.numbers import tidy_number
from tongban.identity.views import Identifier, IdentifierScheme, Sex, SubjectKind
from tongban.kernel.actor import Assurance
from tongban.kernel.codes import CodeFault, resident_id
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class NewSubject:
    """A person or firm to register; ``id`` is given only by repeatable imports."""

    kind: SubjectKind
    name: str
    identifiers: tuple[Identifier, ...]
    region: str
    assurance: Assurance
    birth_date: date | None = None
    sex: Sex | None = None
    id: str | None = None


def tidy(new: NewSubject) -> tuple[NewSubject, tuple[Problem, ...]]:
    """The subject with name and numbers in standard form, and every fault found."""
    problems: list[Problem] = []
    name = _name(new.name, problems)
    identifiers = tuple(_identifiers(new, problems))
    problems.extend(_scheme_faults(new.kind, identifiers))
    problems.extend(_disagreements(new, identifiers))
    tidied = NewSubject(
        new.kind, name, identifiers, new.region, new.assurance, new.birth_date, new.sex, new.id
    )
    return tidied, tuple(problems)


def _name(raw: str, problems: list[Problem]) -> str:
    try:
        return tidy_name(raw)
    except NameFault:
        problems.append(
            Problem(
                "name",
                "identity.name_unreadable",
                Text.of(
                    "姓名是空的，或者含有无法显示的字符。",
                    "The name is empty or holds characters that cannot be shown.",
                ),
                Text.of(
                    "请按证件上的姓名填写；生僻字请用 GB 18030 标准字，不要用造字。",
                    "Write it as on the document; rare characters by their GB 18030 code, "
                    "not a private-use stand-in.",
                ),
            )
        )
        return raw


def _identifiers(new: NewSubject, problems: list[Problem]) -> Iterable[Identifier]:
    for position, entry in enumerate(new.identifiers):
        where = f"identifiers.{position}"
        if entry.valid_from and entry.valid_until and entry.valid_until < entry.valid_from:
            problems.append(
                Problem(
                    where,
                    "identity.validity_backwards",
                    Text.of("有效期的结束早于开始。", "The validity ends before it begins."),
                    Text.of("请核对证件有效期。", "Check the dates on the document."),
                )
            )
        try:
            number = tidy_number(entry.scheme, entry.value)
        except CodeFault as fault:
            problems.append(Problem(where, "identity.number_wrong", fault.message, fault.mend))
        else:
            yield Identifier(entry.scheme, number, entry.valid_from, entry.valid_until)


def _scheme_faults(kind: SubjectKind, identifiers: Sequence[Identifier]) -> Iterable[Problem]:
    schemes = [entry.scheme for entry in identifiers]
    is_firm = kind is SubjectKind.FIRM
    if is_firm and IdentifierScheme.USCC not in schemes:
        yield Problem(
            "identifiers",
            "identity.firm_needs_uscc",
            Text.of("企业没有统一社会信用代码。", "The firm has no unified social credit code."),
            Text.of("请填写 18 位统一社会信用代码。", "Give its 18-character code."),
        )
    for position, scheme in enumerate(schemes):
        if (scheme is IdentifierScheme.USCC) is not is_firm:
            yield Problem(
                f"identifiers.{position}",
                "identity.scheme_not_for_kind",
                Text.of(
                    "这种证件不属于这类主体。",
                    "This kind of number does not belong to this kind of subject.",
                ),
                Text.of("请选择正确的证件种类。", "Choose the right kind of document."),
            )
    if len(set(schemes)) != len(schemes):
        yield Problem(
            "identifiers",
            "identity.scheme_twice",
            Text.of("同一种证件填了两次。", "The same kind of document is given twice."),
            Text.of("每种证件只填现在有效的一个。", "Give only the valid one of each kind."),
        )


def _disagreements(new: NewSubject, identifiers: Sequence[Identifier]) -> Iterable[Problem]:
    for entry in identifiers:
        if entry.scheme is not IdentifierScheme.RESIDENT_ID or new.birth_date is None:
            continue
        if resident_id.parse(entry.value).birth_date != new.birth_date:
            yield Problem(
                "birth_date",
                "identity.birth_date_disagrees",
                Text.of(
                    "出生日期与身份证号码不一致。",
                    "The birth date differs from the one in the resident ID number.",
                ),
                Text.of("请核对两者。", "Check both."),
            )
