"""Tables, the demo province and its people in the database DATABASE_URL names, in one process."""

from __future__ import annotations

import django


def build() -> None:
    """What `tongban migrate`, `pack publish` and `demo people` do, without three starts."""
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from tests.province import PACK
    from tongban.benefits.api import advance_runs
    from tongban.content.api import publish_pack
    from tongban.kernel.actor import Actor
    from tongban.site.demo.loading import make_people
    from tongban.site.demo.sharing import settle_sharing
    from tongban.site.wiring import wire

    wire()
    call_command("migrate", verbosity=0, interactive=False)
    publish_pack(actor=Actor.system("journeys"), path=PACK, now=timezone.now())
    make_people(number=0, seed=1, now=timezone.now())
    settle_sharing(timezone.now())
    while advance_runs(timezone.now()):  # no worker runs in the town
        pass


if __name__ == "__main__":
    build()
