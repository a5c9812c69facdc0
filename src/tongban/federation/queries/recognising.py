"""What is known of other platforms' items, and whether their certificates hold here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime

from django.db.models import Q

from tongban.agencies.api import agencies
from tongban.certificates.api import VerifyCheck, VerifyOutcome, VerifyVerdict, verify, verify_file
from tongban.federation.models import OfferedItem, Platform, TrustedPlatform
from tongban.federation.views import OfferView
from tongban.identity.api import mask_name
from tongban.jurisdiction.api import local_date
from tongban.kernel.text import Text
from tongban_trust.bundle import BundleRefused, TrustBundle, read_bundle
from tongban_trust.tokens.qr import token_in
from tongban_trust.verify import Moment, Outcome, Verdict, verify_code
from tongban_trust.verify import verify_file as prove_file

_MOST_FOUND = 20
_LONGEST = 60
# What our own register answers about a certificate it does not know.
_STRANGE = (
    VerifyOutcome.UNKNOWN,
    VerifyOutcome.UNKNOWN_ISSUER,
    VerifyOutcome.ALTERED,
    VerifyOutcome.NOT_LOGGED,
)
# What only somebody's own trust can say of a file: another's would not get so far.
_OF_THEIRS = (
    Outcome.VALID, Outcome.LOGGED_SOON, Outcome.NOT_YET_VALID, Outcome.EXPIRED,
    Outcome.SUSPENDED, Outcome.REVOKED,
)  # fmt: skip


def items_elsewhere(text: str, now: datetime) -> tuple[OfferView, ...]:
    """Items that other platforms decide and people here may apply for 跨省通办, at most 20.

    Every word of ``text`` must be in the name or the agency. Only from snapshots in their time.
    Public.
    """
    words = text[:_LONGEST].split()
    if not words:
        return ()
    known = Q(source__in=_in_time(now))
    for word in words:
        known &= (
            Q(name_zh__icontains=word) | Q(name_en__icontains=word)
            | Q(agency_zh__icontains=word) | Q(agency_en__icontains=word)
        )  # fmt: skip
    return _told_once(known, now)


def offers_elsewhere(now: datetime) -> tuple[OfferView, ...]:
    """The first twenty items other platforms offer, by platform and code. Public."""
    return _told_once(Q(source__in=_in_time(now)), now)


def verify_anywhere(words: str, now: datetime, on: date | None = None) -> VerifyVerdict:
    """``certificates.verify``, and by the trust list when our own register does not know it.

    Only a signed code can be proven without the register that issued it. Public.
    """
    ours = verify(words, now, on)
    token = token_in(words)
    if token is None or ours.outcome not in _STRANGE:
        return ours

    def judge(trust: TrustBundle, moment: Moment) -> Verdict | None:
        found = verify_code(token, trust, moment)
        return found if found.facts is not None else None

    return _elsewhere(judge, now, on) or ours


def verify_file_anywhere(data: bytes, now: datetime, on: date | None = None) -> VerifyVerdict:
    """``certificates.verify_file``, and by the trust list when our register does not know it."""
    ours = verify_file(data, now, on)
    if ours.outcome not in _STRANGE:
        return ours

    def judge(trust: TrustBundle, moment: Moment) -> Verdict | None:
        found = prove_file(data, trust, moment)
        return found if found.outcome in _OF_THEIRS else None

    return _elsewhere(judge, now, on) or ours


def _told_once(known: Q, now: datetime) -> tuple[OfferView, ...]:
    """Offers that are wanted, each once though a hub and its platform told of it."""
    rows = OfferedItem.objects.filter(known).order_by("platform", "code", "source")
    names = {row.platform: Text.of(row.name_zh, row.name_en) for row in _trusted(now)}
    once = {(row.platform, row.code): row for row in rows[: 2 * _MOST_FOUND]}
    return tuple(_offer(row, names) for row in list(once.values())[:_MOST_FOUND])


def _elsewhere(
    judge: Callable[[TrustBundle, Moment], Verdict | None], now: datetime, on: date | None
) -> VerifyVerdict | None:
    moment = Moment(now, on or local_date(now))
    for name, trust in _bundles(now):
        found = judge(trust, moment)
        if found is not None:
            return _told(found, name)
    return None


def _bundles(now: datetime) -> Iterator[tuple[Text, TrustBundle]]:
    """Trust of each platform, without agencies of ours: nobody elsewhere speaks for them."""
    own = {each.code for each in agencies()}
    for row in _trusted(now):
        try:
            trust, _ = read_bundle(row.bundle.encode())
        except BundleRefused:
            continue
        theirs = {code: types for code, types in trust.issuers.items() if code not in own}
        yield Text.of(row.name_zh, row.name_en), replace(trust, issuers=theirs)


def _trusted(now: datetime) -> list[TrustedPlatform]:
    rows = TrustedPlatform.objects.filter(source__in=_in_time(now), expires_at__gt=now)
    return list(rows.order_by("platform", "source"))


def _in_time(now: datetime) -> list[str]:
    rows = Platform.objects.filter(left_at__isnull=True, expires_at__gt=now)
    return list(rows.order_by("code").values_list("code", flat=True))


def _told(found: Verdict, name: Text) -> VerifyVerdict:
    where = Text.of(
        f"由“{name.zh}”签发，依据联通的信任清单核验。",
        f"Issued at “{name.en}”; verified by the trust list of the federation.",
    )
    return VerifyVerdict(
        outcome=VerifyOutcome(found.outcome.value),
        reasons=(where, Text.from_mapping(dict(found.reason)), *_holder(found)),
        certificate=None,
        code=found.code,
        checks=tuple(
            VerifyCheck(each.code, each.state.value, Text.from_mapping(dict(each.words)))
            for each in found.checks
        ),
        as_of=found.as_of,
    )


def _holder(found: Verdict) -> tuple[Text, ...]:
    """Whose it is, masked, so that whoever checks can compare it with the person."""
    if found.facts is None or not found.facts.holder:
        return ()
    name = mask_name(found.facts.holder)
    return (Text.of(f"持证主体（已脱敏）：{name}。", f"Held by (masked): {name}."),)


def _offer(row: OfferedItem, names: dict[str, Text]) -> OfferView:
    return OfferView(
        row.platform,
        names.get(row.platform, Text.of(row.platform, row.platform)),
        row.code,
        Text.of(row.name_zh, row.name_en),
        Text.of(row.agency_zh, row.agency_en),
        row.region,
        row.url,
    )
