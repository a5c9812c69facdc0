"""What a verification answers: one outcome with its reason, and every check behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from tongban_trust.verify.copy import CopyTerms
from tongban_trust.verify.words import WORDS


class Outcome(Enum):
    """The answers. Only ``VALID`` is a plain yes; the worst that was found is the answer."""

    UNREADABLE = "unreadable"
    ALTERED = "altered"
    UNKNOWN_ISSUER = "unknown-issuer"
    NOT_LOGGED = "not-logged"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    NOT_YET_VALID = "not-yet-valid"
    UNDECIDED = "undecided"
    LOGGED_SOON = "logged-soon"
    VALID = "valid"


_BY_GRAVITY = {outcome: place for place, outcome in enumerate(Outcome)}


class CheckState(Enum):
    """``NOTED`` is nothing wrong but worth knowing."""

    PASSED = "passed"
    NOTED = "noted"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. ``outcome`` is what a failure of it means."""

    code: str
    state: CheckState
    words: Mapping[str, str] = field(hash=False)
    outcome: Outcome | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What was proven about the certificate; ``values`` only as far as they were disclosed.

    From a QR code only identifier, masked holder, dates. ``signed_by`` is the seal's name and
    ``supervised_by`` that of the supervising seal 监制章, where there is one;
    ``copy`` for whom and until when, when it is an annotated copy 加注件.
    """

    identifier: str
    holder: str
    issued_at: datetime
    valid_from: date
    valid_until: date | None
    key: str
    type_code: str = ""
    issuer: str = ""
    values: tuple[tuple[str, str], ...] = ()
    trust_level: str = ""
    previous: str | None = None
    signed_by: str = ""
    supervised_by: str = ""
    copy: CopyTerms | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer. ``as_of`` is the moment up to which the certificate's status is known."""

    outcome: Outcome
    code: str
    reason: Mapping[str, str] = field(hash=False)
    checks: tuple[Check, ...] = ()
    as_of: datetime | None = None
    facts: Facts | None = None


def passed(code: str, detail: str = "") -> Check:
    """A check that found all well."""
    return Check(code, CheckState.PASSED, WORDS[code], None, detail)


def noted(code: str, outcome: Outcome | None = None, detail: str = "") -> Check:
    """A check that found something worth knowing, perhaps short of a plain yes."""
    return Check(code, CheckState.NOTED, WORDS[code], outcome, detail)


def failed(code: str, outcome: Outcome, detail: str = "") -> Check:
    """A check that found what must not be."""
    return Check(code, CheckState.FAILED, WORDS[code], outcome, detail)


def conclude(
    checks: Sequence[Check],
    facts: Facts | None,
    as_of: datetime | None,
    *,
    good: str = "verify.valid",
) -> Verdict:
    """The gravest outcome of the checks and the words of its check; ``good`` when there is none."""
    grave = [check for check in checks if check.outcome is not None]
    if not grave:
        if not checks or facts is None:
            raise ValueError("Nothing is valid by default: there must be checks and facts")
        return Verdict(Outcome.VALID, good, WORDS[good], tuple(checks), as_of, facts)
    worst = min(grave, key=_gravity)
    outcome = worst.outcome or Outcome.UNREADABLE
    return Verdict(outcome, worst.code, worst.words, tuple(checks), as_of, facts)


def _gravity(check: Check) -> int:
    return _BY_GRAVITY[check.outcome or Outcome.UNREADABLE]
