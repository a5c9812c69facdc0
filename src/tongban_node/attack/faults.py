"""The faults: each breaks a lawful call in exactly one way, with the code it must get."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tongban_node.attack.world import CONSUMER, OTHER, STRANGER, THIRD, Draft, World, number_of
from tongban_wire.case_token import LONGEST_TERM_MS, Acting, Subject, subject_digest
from tongban_wire.faults import Code
from tongban_wire.legal_check import MOST_SKEW_MS

_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Attack:
    """A way to break a call; ``grant`` is the one the lawful call starts from.

    ``wire`` attacks are on bytes, sessions and time of arrival, which the pure legal check never
    sees.
    """

    name: str
    code: Code
    breaks: Callable[[World, Draft], Draft]
    grant: str = "g-good"
    wire: bool = False


def _request(**changes: Any) -> Callable[[World, Draft], Draft]:
    return lambda _, draft: replace(draft, request=replace(draft.request, **changes))


def _token(**changes: Any) -> Callable[[World, Draft], Draft]:
    return lambda _, draft: replace(draft, token=replace(draft.token, **changes))


def _as_it_is(_: World, draft: Draft) -> Draft:
    return draft


def _shift(request_by_ms: int) -> Callable[[World, Draft], Draft]:
    def shifted(_: World, draft: Draft) -> Draft:
        moved = replace(draft.request, at_ms=draft.request.at_ms + request_by_ms)
        return replace(draft, request=moved)

    return shifted


def _widen(_: World, draft: Draft) -> Draft:
    wider = (*draft.request.fields, "religion")
    return replace(draft, request=replace(draft.request, fields=tuple(sorted(wider))))


def _more_questions(_: World, draft: Draft) -> Draft:
    asked = {**draft.request.questions, "is-rich": None}
    return replace(draft, request=replace(draft.request, questions=asked))


def _odd_operand(_: World, draft: Draft) -> Draft:
    asked = {**draft.request.questions, "is-adult": "30"}
    return replace(draft, request=replace(draft.request, questions=asked))


def _swap_subject(_: World, draft: Draft) -> Draft:
    other = int(draft.request.subject.value[2:]) + 1
    swapped = Subject(draft.request.subject.scheme, number_of(other))
    return replace(draft, request=replace(draft.request, subject=swapped))


def _close_case(_: World, draft: Draft) -> Draft:
    token = replace(draft.token, case="case-closed")
    return replace(draft, token=token, request=replace(draft.request, case="case-closed"))


def _revoked_token(_: World, draft: Draft) -> Draft:
    about = subject_digest("token-revoked", draft.request.subject)
    return replace(draft, token=replace(draft.token, id="token-revoked", subject=about))


def _voucher(world: World, draft: Draft) -> Draft:
    """PDND interop-frontend 1056: a token the platform really signed, for a grant of the
    attacker's own service, made out to the victim's audience.
    """
    own = next(each for each in world.grants() if each.id == "g-elsewhere")
    token = replace(draft.token, grant=own.id, consumer=STRANGER, audience=draft.request.provider)
    request = replace(draft.request, grant=own.id, consumer=STRANGER)
    return replace(draft, token=token, request=request, caller=STRANGER)


def _voucher_for_victims_grant(_: World, draft: Draft) -> Draft:
    token = replace(draft.token, grant="g-elsewhere")
    return replace(draft, token=token)


def _impersonate(_: World, draft: Draft) -> Draft:
    return replace(draft, caller=STRANGER)


def _forged_headers(_: World, draft: Draft) -> Draft:
    said = {"X-Road-Client": CONSUMER, "X-Tongban-Node": CONSUMER, "X-Forwarded-For": "127.0.0.1"}
    request = replace(draft.request, consumer=STRANGER)
    token = replace(draft.token, consumer=STRANGER)
    return replace(draft, caller=STRANGER, request=request, token=token, headers=said)


def _late_token(_: World, draft: Draft) -> Draft:
    now = draft.request.at_ms
    old = replace(draft.token, issued_at_ms=now - 900_000, expires_at_ms=now - 300_000)
    return replace(draft, token=old)


def _long_token(_: World, draft: Draft) -> Draft:
    until = draft.token.issued_at_ms + LONGEST_TERM_MS + 1
    return replace(draft, token=replace(draft.token, expires_at_ms=until))


def _early_token(_: World, draft: Draft) -> Draft:
    later = draft.request.at_ms + 2 * MOST_SKEW_MS + 60_000
    return replace(draft, token=replace(draft.token, issued_at_ms=later))


def _changed(**how: Any) -> Callable[[World, Draft], Draft]:
    return lambda _, draft: replace(draft, **how)


ATTACKS: tuple[Attack, ...] = (
    Attack("voucher (PDND 1056)", Code.PROVIDER_MISMATCH, _voucher),
    Attack("voucher on the victim's grant", Code.TOKEN_OTHER_GRANT, _voucher_for_victims_grant),
    Attack("field widening", Code.FIELDS_EXCEED, _widen),
    Attack("question widening", Code.QUESTIONS_EXCEED, _more_questions),
    Attack("operand smuggled in", Code.OPERAND_ODD, _odd_operand),
    Attack("nothing asked", Code.NOTHING_ASKED, _request(fields=(), questions={})),
    Attack("subject swap", Code.TOKEN_OTHER_SUBJECT, _swap_subject),
    Attack("closed case", Code.CASE_CLOSED, _close_case),
    Attack("another case", Code.TOKEN_OTHER_CASE, _request(case="case-other")),
    Attack("expired article", Code.ARTICLE_NOT_IN_FORCE, _as_it_is, "g-lapsed-law"),
    Attack("another article", Code.ARTICLE_MISMATCH, _request(article="jiufa/3@1999-01-01")),
    Attack("another purpose", Code.PURPOSE_MISMATCH, _request(purpose="marketing")),
    Attack("another item", Code.ITEM_MISMATCH, _request(item="item-other")),
    Attack("another resource", Code.RESOURCE_MISMATCH, _request(resource="marriage")),
    Attack("confused audience", Code.TOKEN_OTHER_AUDIENCE, _token(audience=STRANGER)),
    Attack("another's token", Code.TOKEN_OTHER_CONSUMER, _token(consumer=STRANGER)),
    Attack("token for another purpose", Code.TOKEN_OTHER_PURPOSE, _token(purpose="marketing")),
    Attack("impersonation", Code.CALLER_MISMATCH, _impersonate),
    Attack("forged X- headers", Code.GRANT_OF_ANOTHER, _forged_headers, wire=True),
    Attack("clock ahead", Code.CLOCK_SKEW, _shift(MOST_SKEW_MS + 60_000)),
    Attack("clock behind", Code.CLOCK_SKEW, _shift(-MOST_SKEW_MS - 60_000)),
    Attack("grant unknown", Code.GRANT_UNKNOWN, _request(grant="g-nowhere")),
    Attack("grant expired", Code.GRANT_NOT_IN_FORCE, _as_it_is, "g-expired"),
    Attack("grant not yet in force", Code.GRANT_NOT_IN_FORCE, _as_it_is, "g-future"),
    Attack("grant revoked", Code.GRANT_REVOKED, _as_it_is, "g-revoked"),
    Attack("policy too old for the grant", Code.POLICY_TOO_OLD, _as_it_is, "g-stale"),
    Attack("rate", Code.RATE_EXCEEDED, _as_it_is, "g-no-rate"),
    Attack("volume", Code.VOLUME_EXCEEDED, _as_it_is, "g-no-volume"),
    Attack("token forged", Code.TOKEN_FORGED, _changed(forged_token=True)),
    Attack("token missing", Code.TOKEN_MALFORMED, _changed(no_token=True)),
    Attack("token expired", Code.TOKEN_NOT_IN_TIME, _late_token),
    Attack("token good for too long", Code.TOKEN_NOT_IN_TIME, _long_token),
    Attack("token from the future", Code.TOKEN_NOT_IN_TIME, _early_token),
    Attack("token revoked", Code.TOKEN_REVOKED, _revoked_token),
    Attack("consent missing", Code.CONSENT_MISSING, _token(consent=None), "g-consent"),
    Attack("consent withdrawn", Code.CONSENT_WITHDRAWN, _token(consent="consent-withdrawn")),
    Attack("consent abroad missing", Code.CONSENT_MISSING, _token(consent=None), "g-abroad"),
    Attack(
        "consent abroad withdrawn",
        Code.CONSENT_WITHDRAWN,
        _token(consent="consent-ended-other"),
        "g-abroad",
    ),
    Attack("consent abroad for another", Code.TOKEN_OTHER_SUBJECT, _swap_subject, "g-abroad"),
    Attack(
        "consent abroad to another grant",
        Code.TOKEN_OTHER_GRANT,
        _token(grant="g-consent"),
        "g-abroad",
    ),
    Attack("consent abroad expired", Code.TOKEN_NOT_IN_TIME, _late_token, "g-abroad"),
    Attack("consent by a third platform", Code.TOKEN_FORGED, _changed(signer=THIRD), "g-abroad"),
    Attack("consent abroad by ours", Code.TOKEN_FORGED, _changed(signer=""), "g-abroad"),
    Attack("another platform's token at home", Code.TOKEN_FORGED, _changed(signer=OTHER)),
    Attack("mandate missing", Code.MANDATE_MISSING, _token(mandate=None), "g-mandate"),
    Attack(
        "agent without mandate", Code.MANDATE_MISSING, _token(acting=Acting.AGENT, mandate=None)
    ),
    Attack("mandate ended", Code.MANDATE_REVOKED, _token(mandate="mandate-ended")),
    Attack("not signed", Code.NOT_SIGNED, _changed(signed=False), "g-signed"),
    Attack("replay", Code.REPLAYED, _changed(twice=True), wire=True),
    Attack("bytes changed", Code.NOT_AUTHENTIC, _changed(flip=True), wire=True),
    Attack("rubbish", Code.MALFORMED, _changed(rubbish=b'{"v":1}'), wire=True),
)

BY_NAME: Mapping[str, Attack] = {attack.name: attack for attack in ATTACKS}
