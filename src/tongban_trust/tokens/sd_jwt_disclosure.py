"""Disclosures of an SD-JWT (RFC 9901, 4.2): salted values, and the claims they open into."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tongban_trust.canonical import canonical_bytes
from tongban_trust.suites import Suite
from tongban_trust.tokens.strict_json import (
    MOST_DEPTH,
    NotStrict,
    from_base64url,
    parse_json,
    to_base64url,
)

DIGESTS, ELEMENT, HASH_NAME = "_sd", "...", "_sd_alg"
_SALT_BYTES = 16  # 128 bits, as RFC 9901, 9.3 recommends


class BadDisclosure(ValueError):
    """The disclosures do not fit the signed claims; ``code`` is stable, the message says why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One hidden value. ``name`` is None for an element of an array; ``text`` is what is hashed."""

    text: str
    name: str | None
    value: Any

    def digest(self, suite: Suite) -> str:
        """What stands for it in the signed claims: base64url of the hash of its text."""
        return to_base64url(suite.hash(self.text.encode("ascii")))


def hide(name: str, value: object) -> Disclosure:
    """A disclosure of a claim under a fresh salt."""
    salt = to_base64url(os.urandom(_SALT_BYTES))
    return Disclosure(to_base64url(canonical_bytes([salt, name, value])), name, value)


def decoy(suite: Suite) -> str:
    """A digest that nothing opens: it keeps the number of hidden claims to oneself (4.2.5)."""
    return to_base64url(suite.hash(os.urandom(suite.digest_bytes)))


def read_disclosure(text: str) -> Disclosure:
    """One disclosure; BadDisclosure for another shape or a name that is not free to use."""
    try:
        said = parse_json(from_base64url(text))
    except NotStrict as error:
        raise BadDisclosure("unreadable", f"A disclosure is not readable: {error}") from error
    if not isinstance(said, list) or len(said) not in (2, 3):
        raise BadDisclosure("unreadable", "A disclosure is not a list of two or three")
    if not all(isinstance(word, str) for word in said[:-1]):
        raise BadDisclosure("unreadable", "The salt or the name of a disclosure is not text")
    name = said[1] if len(said) == 3 else None
    if name in (DIGESTS, ELEMENT):
        raise BadDisclosure("name_reserved", f"No claim may be called {name}")
    return Disclosure(text, name, said[-1])


def open_claims(
    claims: Mapping[str, Any], disclosures: Sequence[Disclosure], suite: Suite
) -> dict[str, Any]:
    """The claims with what is disclosed put in place and every digest taken out (7.1).

    BadDisclosure when a digest or a disclosure comes twice, when a disclosure fits nowhere, or
    when it would overwrite a claim that is signed in the open.
    """
    opening = _Opening(disclosures, suite)
    opened = opening.members({name: each for name, each in claims.items() if name != HASH_NAME})
    if opening.unused:
        raise BadDisclosure("disclosure_unknown", "A disclosure is not part of what was signed")
    return opened


class _Opening:
    """One walk over the claims; remembers which digests were met."""

    def __init__(self, disclosures: Sequence[Disclosure], suite: Suite) -> None:
        self.unused = {each.digest(suite): each for each in disclosures}
        if len(self.unused) != len(disclosures):
            raise BadDisclosure("disclosure_twice", "A disclosure is there twice")
        self._met: set[str] = set()
        self._depth = 0

    def members(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """An object with its disclosed members."""
        self._deeper()
        if ELEMENT in said:
            raise BadDisclosure("digest_misplaced", "A digest of an element is not in an array")
        opened = {name: self._any(each) for name, each in said.items() if name != DIGESTS}
        digests = said.get(DIGESTS, [])
        if not isinstance(digests, list):
            raise BadDisclosure("digest_misplaced", f"{DIGESTS} is not a list of digests")
        for digest in digests:
            found = self._take(digest)
            if found is None:
                continue
            if found.name is None:
                raise BadDisclosure("disclosure_misplaced", "An element stands for a claim")
            if found.name in opened:
                raise BadDisclosure("claim_overwritten", f"Claim {found.name} is there already")
            opened[found.name] = self._any(found.value)
        self._depth -= 1
        return opened

    def _any(self, said: Any) -> Any:
        if isinstance(said, dict):
            return self.members(said)
        return self._list(said) if isinstance(said, list) else said

    def _list(self, said: list[Any]) -> list[Any]:
        self._deeper()
        opened = []
        for each in said:
            if not (isinstance(each, dict) and ELEMENT in each):
                opened.append(self._any(each))
                continue
            if len(each) != 1:
                raise BadDisclosure("digest_misplaced", "A digest of an element has company")
            found = self._take(each[ELEMENT])
            if found is None:
                continue
            if found.name is not None:
                raise BadDisclosure("disclosure_misplaced", "A claim stands for an element")
            opened.append(self._any(found.value))
        self._depth -= 1
        return opened

    def _deeper(self) -> None:
        """Disclosures nest in disclosures: the JSON of each was bounded, the whole must be too."""
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise BadDisclosure("unreadable", "The claims are nested too deep")

    def _take(self, digest: object) -> Disclosure | None:
        if not isinstance(digest, str):
            raise BadDisclosure("digest_misplaced", "A digest is not text")
        if digest in self._met:
            raise BadDisclosure("digest_twice", "A digest is there twice")
        self._met.add(digest)
        return self.unused.pop(digest, None)
