"""The port to promises 告知承诺: what an upper room knows of them, asked where a case is written.

Whoever promises is decided on by rules; the ordinary way of the same item goes to a person. Every
call but ``chosen`` runs in the transaction of the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from tongban.catalogue.api import ItemView
from tongban.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise that was chosen: ``text`` is what is signed with the application.

    ``element_ids`` are asked of their sources, because they may bar it.
    """

    terms_code: str
    terms_version: int
    element_ids: tuple[str, ...]
    text: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PromisingCase:
    """The case a promise belongs to; ``signed`` is the digest of its signature with the text."""

    case_id: str
    number: str
    item_code: str
    subject_id: str
    agency_code: str
    region: str
    signed: str
    decided: bool


class Promises(Protocol):
    """What the room of promises does for cases."""

    def chosen(self, item_code: str, situation: str | None) -> Promised | None:
        """The promise that this situation of the item is; None when it is the ordinary way."""
        ...

    def admit(
        self,
        promised: Promised,
        item_code: str,
        subject_id: str,
        facts: Mapping[str, Any],
        now: datetime,
    ) -> None:
        """Refuse who may not promise, with the reason and the ordinary way."""
        ...

    def keep(self, promised: Promised, case: PromisingCase, actor: Actor, now: datetime) -> None:
        """Write the promise beside its case."""
        ...

    def settle(self, case_id: str, revoked: bool, actor: Actor, now: datetime) -> None:
        """A revocation for a false promise ended: the decision was revoked, or it stands."""
        ...


_connected: list[Promises] = []


def connect_promises(promises: Promises) -> None:
    """Say which room keeps promises; called once, while wiring."""
    _connected[:] = [promises]


def promised_in(item: ItemView, situation: str | None) -> Promised | None:
    """The promise chosen with a situation. Asks nobody for items that allow none."""
    if not item.commitment_allowed or not _connected:
        return None
    return _connected[0].chosen(item.code, situation)


def admit_promise(
    promised: Promised | None,
    item_code: str,
    subject_id: str,
    facts: Mapping[str, Any],
    now: datetime,
) -> None:
    """Refuses what the room of promises refuses."""
    if promised is not None:
        _connected[0].admit(promised, item_code, subject_id, facts, now)


def keep_promise(
    promised: Promised | None, case: PromisingCase, actor: Actor, now: datetime
) -> None:
    """Write the promise, in the transaction of its case."""
    if promised is not None:
        _connected[0].keep(promised, case, actor, now)


def settle_promise(case_id: str, *, revoked: bool, actor: Actor, now: datetime) -> None:
    """Tell how the revocation of a promise's case ended, in its transaction."""
    if _connected:
        _connected[0].settle(case_id, revoked, actor, now)
