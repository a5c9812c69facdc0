"""Sharing a certificate: to whom, which fields, for how long; and how each use is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

from tongban.certificates.views import CertificateStatus
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text

LONGEST_TERM_DAYS = 366
LONGEST_WORDS = 200
MOST_SHARES = 100
SHOWN_FOR = timedelta(minutes=5)
MOST_MINUTES = 60


class BorrowerKind(Enum):
    """Who may be lent a certificate."""

    PERSON = "person"
    FIRM = "firm"
    AGENCY = "agency"


class UseWay(Enum):
    """How a certificate was used 用证方式."""

    CASE = "certificate-use/case"
    LENT = "certificate-use/lent"
    OPENED = "certificate-use/opened"
    SHOWN = "certificate-use/shown"
    COPY = "certificate-use/copy"

    @property
    def label(self) -> Text:
        """In words."""
        return _WAYS[self]


_WAYS = {
    UseWay.CASE: Text.of("作为办件材料", "As a material of a case"),
    UseWay.LENT: Text.of("经授权查看", "Read under an authorisation"),
    UseWay.OPENED: Text.of("工作人员调阅", "Opened by an officer"),
    UseWay.SHOWN: Text.of("出示部分信息", "Selected fields shown"),
    UseWay.COPY: Text.of("制作加注件", "Annotated copy made"),
}


class ShareState(Enum):
    """Whether a lending, a copy or a presentation still works."""

    OPEN = "share/open"
    AHEAD = "share/ahead"
    EXPIRED = "share/expired"
    ENDED = "share/ended"
    SEEN = "share/seen"

    @property
    def label(self) -> Text:
        """In words."""
        return _STATES[self]


_STATES = {
    ShareState.OPEN: Text.of("使用中", "In force"),
    ShareState.AHEAD: Text.of("未开始", "Not yet begun"),
    ShareState.EXPIRED: Text.of("已到期", "Expired"),
    ShareState.ENDED: Text.of("已收回", "Ended by the holder"),
    ShareState.SEEN: Text.of("已出示", "Shown"),
}


@dataclass(frozen=True, slots=True)
class Borrower:
    """Whom a holder names: ``number`` is a resident ID (person) or a USCC (firm, agency).

    ``name`` must fit the number for a person, so that a slip lends to nobody.
    """

    kind: BorrowerKind
    number: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class LendingView:
    """A lending 授权用证 as lender or borrower sees it. Days are inclusive civil days."""

    id: str
    certificate_id: str
    type_code: str
    type_name: Text
    lender_name: str
    borrower_kind: BorrowerKind
    borrower_name: str
    fields: tuple[tuple[str, Text], ...]
    purpose: str
    valid_from: date
    valid_until: date
    lent_at: datetime
    state: ShareState


@dataclass(frozen=True, slots=True)
class UseView:
    """One use. ``fields`` are labels; ``purpose`` and ``user`` as they were said then."""

    id: str
    at: datetime
    way: UseWay
    user: str
    purpose: str
    case_id: str | None
    article: str
    fields: tuple[Text, ...]
    share_id: str


@dataclass(frozen=True, slots=True)
class CheckCountView:
    """How often strangers checked the code on a day; ``copy_number`` when it was a copy's."""

    day: date
    times: int
    copy_number: str


@dataclass(frozen=True, slots=True)
class CopyView:
    """An annotated copy 加注件 as its holder sees it."""

    id: str
    certificate_id: str
    number: str
    verify_token: str
    type_name: Text
    purpose: str
    user: str
    valid_until: date
    watermark: Text
    made_at: datetime
    state: ShareState


@dataclass(frozen=True, slots=True)
class PresentationView:
    """A presentation 出示: who may look, until when; never the values."""

    id: str
    certificate_id: str
    token: str
    type_name: Text
    audience: str
    fields: tuple[Text, ...]
    expires_at: datetime
    state: ShareState


@dataclass(frozen=True, slots=True)
class ShownFields:
    """What the audience sees: the selected fields only, the verdict, the signed form if any."""

    type_name: Text
    issuer_name: Text
    holder_name: str
    audience: str
    fields: tuple[tuple[Text, str], ...]
    status: CertificateStatus
    expires_at: datetime
    signed: str = ""


def term_state(
    valid_from: date, valid_until: date, ended_at: datetime | None, today: date
) -> ShareState:
    """Whether a share of civil days works today; ended by its holder before all else."""
    if ended_at is not None:
        return ShareState.ENDED
    if today < valid_from:
        return ShareState.AHEAD
    return ShareState.EXPIRED if today > valid_until else ShareState.OPEN


def labels_of(definition: Mapping[str, Any]) -> dict[str, Text]:
    """Labels of a type's fields by name; ``holder`` is the holder's own name."""
    labels = {"holder": Text.of("持证主体", "Holder")}
    return labels | {f["name"]: Text.from_mapping(f["label"]) for f in definition["fields"]}


def field_faults(fields: Sequence[str], held: Iterable[str]) -> Iterator[Problem]:
    """Nobody shares nothing, or more than the certificate holds."""
    known = set(held)
    if not fields:
        yield Problem(
            "fields",
            "certificates.no_field_chosen",
            Text.of("没有选择任何信息项。", "No field was chosen."),
            Text.of("请至少选择一项。", "Choose at least one."),
        )
    for name in fields:
        if name not in known:
            yield Problem(
                "fields",
                "certificates.field_not_held",
                Text.of(f"证照上没有“{name}”这一项。", f"The certificate has no field “{name}”."),
                Text.of("请从证照上的信息项里选择。", "Choose among the fields it has."),
            )


def term_faults(
    valid_from: date, valid_until: date, today: date, last_day: date | None
) -> Iterator[Problem]:
    """A share begins today or later, ends some day, and never outlives the certificate."""
    latest = min(valid_from + timedelta(days=LONGEST_TERM_DAYS), last_day or date.max)
    if valid_from < today or valid_until < valid_from:
        yield Problem(
            "valid_until",
            "certificates.term_backwards",
            Text.of("截止日期早于开始日期或今天。", "It ends before it begins, or in the past."),
            Text.of("请选择今天或以后的日期。", "Choose today or a later day."),
        )
    elif valid_until > latest:
        yield Problem(
            "valid_until",
            "certificates.term_too_long",
            Text.of(
                f"最晚只能到{latest.isoformat()}（不超过一年，也不超过证照有效期）。",
                f"It can last until {latest.isoformat()} at most: a year, and no longer than the "
                "certificate itself.",
            ),
            Text.of("请选择更早的日期。", "Choose an earlier day."),
        )


def word_faults(where: str, words: str) -> Iterator[Problem]:
    """A purpose and a user are stated, in a line."""
    if not words.strip():
        yield Problem(
            where,
            "certificates.word_missing",
            Text.of("这里必须写明。", "This must be stated."),
            Text.of("请写明用途或使用人。", "State the purpose or who may use it."),
        )
    elif len(words) > LONGEST_WORDS:
        yield Problem(
            where,
            "certificates.words_too_long",
            Text.of(f"超过了{LONGEST_WORDS}字。", f"It is longer than {LONGEST_WORDS} characters."),
            Text.of("请写得简短一些。", "Please shorten it."),
        )


def copy_watermark(purpose: str, user: str, valid_until: date) -> Text:
    """The line printed across an annotated copy."""
    day = valid_until.isoformat()
    return Text.of(
        f"仅供{user}用于{purpose}，有效期至{day}，再次复制无效",
        f"For {user} only, for: {purpose}. Valid until {day}; not valid when copied again",
    )
