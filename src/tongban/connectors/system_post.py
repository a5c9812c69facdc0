"""Who acts when a system's step is applied: its own post in the agency, never a person's."""

from __future__ import annotations

from tongban.agencies.api import posts_in
from tongban.connectors.domain.definition import Connector
from tongban.kernel.actor import Actor, ActorKind, Assurance, Channel, Post

PLATFORM = Actor.system("connectors")


def system_actor(connector: Connector) -> Actor:
    """An officer by the system's post as it stands today; without posts when there is none."""
    found = [each for each in posts_in(connector.agency_code) if each.id == connector.post]
    return Actor(
        kind=ActorKind.OFFICER,
        account_id=f"system:{connector.code}",
        posts=tuple(
            Post(each.id, each.agency_code, each.line, each.region, each.duties) for each in found
        ),
        assurance=Assurance.L5,
        channel=Channel.SYSTEM,
        name=connector.code,
    )
