"""What the room shows: frozen values, masked for everyone but the person and who acts for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from tongban.kernel.actor import ActorKind, Assurance
from tongban.kernel.text import Text


class SubjectKind(Enum):
    """Natural person 自然人 or legal person 法人 (any organisation that can be a party)."""

    PERSON = "identity.person"
    FIRM = "identity.firm"


class Sex(Enum):
    """Sex 性别; digits of GB/T 2261.1 are in :data:`tongban.identity.domain.codes.SEX_DIGITS`."""

    MALE = "identity.male"
    FEMALE = "identity.female"
    UNKNOWN = "identity.unknown"


class IdentifierScheme(Enum):
    """Kinds of number a subject can be known by. A newborn has none yet."""

    RESIDENT_ID = "identity.resident-id"  # 居民身份证, GB 11643
    HK_MACAO_PERMIT = "identity.hk-macao-permit"  # 港澳居民来往内地通行证
    HK_MACAO_RESIDENCE = "identity.hk-macao-residence"  # 港澳居民居住证
    TAIWAN_PERMIT = "identity.taiwan-permit"  # 台湾居民来往大陆通行证
    TAIWAN_RESIDENCE = "identity.taiwan-residence"  # 台湾居民居住证
    FOREIGN_PR_CARD = "identity.foreign-pr-card"  # 外国人永久居留身份证
    PASSPORT = "identity.passport"  # 护照
    USCC = "identity.uscc"  # 统一社会信用代码, GB 32100


class MandateKind(Enum):
    """Why one party may act for another."""

    GUARDIAN = "identity.guardian"  # 监护人, by law (民法典 27)
    LEGAL_REPRESENTATIVE = "identity.legal-representative"  # 法定代表人, by registration
    AGENT = "identity.agent"  # 委托代理人, granted, with a term and a scope
    HELPER = "identity.helper"  # 帮办代办员, granted for one task; opens nothing by itself


@dataclass(frozen=True, slots=True)
class Identifier:
    """One number under one scheme, with its own validity (open-ended when ``None``)."""

    scheme: IdentifierScheme
    value: str
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class IdentifierView:
    """A number as it may be shown: ``990***********1234``."""

    scheme: IdentifierScheme
    masked: str
    valid_from: date | None
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class SubjectView:
    """A person or firm as this reader may see it.

    ``name`` is whole for the subject, for who represents it and for services, else masked 张**;
    ``birth_date`` and ``sex`` are ``None`` where the reader sees the masked view.
    ``masked_identifier`` is "" for a newborn; a firm's USCC is public and shown whole.
    """

    id: str
    kind: SubjectKind
    name: str
    masked_identifier: str
    assurance: Assurance
    region: str
    birth_date: date | None
    sex: Sex | None = None
    masked_name: str = ""
    identifiers: tuple[IdentifierView, ...] = ()
    forgotten: bool = False


@dataclass(frozen=True, slots=True)
class MandateView:
    """``agent_id`` may act for ``principal_id`` within ``scope`` from ``valid_from`` on.

    ``scope`` lists item codes (basic or implementing); empty means every item.
    """

    id: str
    kind: MandateKind
    principal_id: str
    agent_id: str
    scope: tuple[str, ...]
    valid_from: date
    valid_until: date | None
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class AccountView:
    """What signed in. ``represents`` and ``mandates`` run side by side, entry for entry."""

    id: str
    kind: ActorKind
    subject_id: str | None
    name: str
    assurance: Assurance
    represents: tuple[SubjectView, ...] = ()
    mandates: tuple[MandateView, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A sign-in card of the demo: ``label`` is the name shown, ``role`` what to try with it."""

    account_id: str
    label: Text
    kind: ActorKind
    role: Text


@dataclass(frozen=True, slots=True)
class AssuranceLevel:
    """One of our five levels in words: what it takes, why a service asks for it, and what other
    platforms call it (profile → their code)."""

    level: Assurance
    name: Text
    requirement: Text
    reason: Text
    elsewhere: tuple[tuple[str, str], ...]
