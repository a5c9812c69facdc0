"""One look from the leaves of both its ends; whichever comes first, the look is the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tongban_wire.evidence import Leaf, LeafKind, Side


@dataclass(frozen=True, slots=True)
class LookFacts:
    """What leaves say of one call. ``at_ms`` is when the first of them was written."""

    call: str
    token: str
    grant: str
    at_ms: int
    fields: tuple[str, ...]
    questions: tuple[str, ...]
    outcome: str
    codes: tuple[str, ...]
    by_provider: bool
    by_consumer: bool


def look_of(leaf: Leaf) -> LookFacts | None:
    """What one leaf says; None for a session, or a message too broken to say whom it was about."""
    if leaf.kind is LeafKind.SESSION or not (leaf.call and leaf.token and leaf.grant):
        return None
    return LookFacts(
        call=leaf.call,
        token=leaf.token,
        grant=leaf.grant,
        at_ms=leaf.at_ms,
        fields=tuple(sorted(leaf.fields)),
        questions=tuple(sorted(leaf.questions)),
        outcome=leaf.outcome.value if leaf.outcome else "",
        codes=tuple(sorted(leaf.codes)),
        by_provider=leaf.side is Side.PROVIDER,
        by_consumer=leaf.side is Side.CONSUMER,
    )


def joined(one: LookFacts, other: LookFacts) -> LookFacts:
    """Both together; ValueError for leaves of different calls, tokens or grants.

    Where the ends disagree on the outcome, the one that says more was given is believed: a look is
    never told smaller than one end admits.
    """
    if (one.call, one.token, one.grant) != (other.call, other.token, other.grant):
        raise ValueError("these leaves are of different looks")
    return replace(
        one,
        at_ms=min(one.at_ms, other.at_ms),
        fields=tuple(sorted({*one.fields, *other.fields})),
        questions=tuple(sorted({*one.questions, *other.questions})),
        outcome=min(one.outcome, other.outcome, key=_OPENNESS.index),
        codes=tuple(sorted({*one.codes, *other.codes})),
        by_provider=one.by_provider or other.by_provider,
        by_consumer=one.by_consumer or other.by_consumer,
    )


# What gave most away first; no outcome yet is believed last.
_OPENNESS = ("answered", "not-found", "refused", "silent", "")


def looks_of(leaves: Iterable[Leaf]) -> dict[str, LookFacts]:
    """The looks in some leaves, by call."""
    found: dict[str, LookFacts] = {}
    for leaf in leaves:
        look = look_of(leaf)
        if look is None:
            continue
        known = found.get(look.call)
        if known is None:
            found[look.call] = look
        elif (known.token, known.grant) == (look.token, look.grant):
            found[look.call] = joined(known, look)
    return found
