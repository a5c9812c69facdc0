"""Who signed, kept so that the worker can go on in their name, step after step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from tongban.bundles.domain.definition import KEYBOARD, Step
from tongban.bundles.refusals import BundleNotForYou
from tongban.identity.api import mandate_for
from tongban.kernel.actor import Actor, ActorKind, Assurance, Channel
from tongban.seals.api import Agreement, Proof


def signer_to_json(actor: Actor, agreement: Agreement) -> dict[str, Any]:
    """What is kept of the actor and of what they agreed to: ids and codes, no names."""
    return {
        "kind": actor.kind.value,
        "account": actor.account_id,
        "for": actor.on_behalf_of,
        "mandate": actor.mandate_id,
        "assurance": int(actor.assurance),
        "channel": actor.channel.value,
        "agreement": [agreement.statement, agreement.proof.value, agreement.licence],
    }


def signer_of(signer_id: str, stored: Mapping[str, Any]) -> tuple[Actor, Agreement]:
    """The actor and the agreement as they were when the bundle was signed."""
    statement, proof, licence = stored["agreement"]
    actor = Actor(
        kind=ActorKind(stored["kind"]),
        subject_id=signer_id,
        account_id=stored["account"],
        on_behalf_of=stored["for"],
        mandate_id=stored["mandate"],
        assurance=Assurance(stored["assurance"]),
        channel=Channel(stored["channel"]),
    )
    return actor, Agreement(statement, Proof(proof), licence)


def oneself(actor: Actor) -> Actor:
    """The natural person at the keyboard, acting for nobody else."""
    return replace(actor, kind=ActorKind.PERSON, on_behalf_of=None, mandate_id=None)


def party_of(actor: Actor, step: Step, founded: str | None, today: date) -> Actor:
    """Who applies in this step; a mandate that has ended since ends it here too.

    ``founded`` is the firm that the step's founder brought into being. Refuses BundleNotForYou.
    """
    if step.party == KEYBOARD:
        return oneself(actor)
    principal = founded if step.founder else actor.on_behalf_of
    if principal is None:
        return oneself(actor)
    mandate = mandate_for(
        agent_id=actor.subject_id or "", principal_id=principal, on=today, item_code=step.item
    )
    if mandate is None:
        raise BundleNotForYou
    kind = ActorKind.FIRM_AGENT if step.founder else actor.kind
    return replace(actor, kind=kind, on_behalf_of=principal, mandate_id=mandate.id)
