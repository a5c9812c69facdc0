"""A case handed in elsewhere or handled by several places: its duty log as pages show it."""

from __future__ import annotations

from django.utils import timezone

from tongban.cases.api import CaseView
from tongban.kernel.actor import Actor
from tongban.relays.api import joint_duties, relay_of_case
from tongban.web.present.naming import place_name


def relaying_of(actor: Actor, known: CaseView) -> dict[str, object]:
    """``relay`` with its log, and ``joint`` steps with the names of their regions."""
    steps = joint_duties(known)
    return {
        "relay": relay_of_case(actor, known.id, timezone.now()),
        "joint": [(step, [place_name(one) for one in step.regions]) for step in steps],
    }
