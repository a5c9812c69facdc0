"""Tables, the demo province and its people in the database DATABASE_URL names, in one process."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import django


def build() -> None:
    """What `tongban migrate`, `pack publish` and `demo people` do, without three starts."""
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from tests.province import publish_province
    from tongban.benefits.api import advance_runs
    from tongban.site.demo.loading import make_people
    from tongban.site.demo.sharing import settle_sharing
    from tongban.site.wiring import wire

    wire()
    call_command("migrate", verbosity=0, interactive=False)
    with TemporaryDirectory() as folder:
        publish_province(Path(folder) / "shili")
    make_people(number=0, seed=1, now=timezone.now())
    settle_sharing(timezone.now())
    _silent_police(timezone.now())
    while advance_runs(timezone.now()):  # no worker runs in the town
        pass


def _silent_police(now: datetime) -> None:
    """Nodes nobody runs: a platform told of their doors finds the population register silent."""
    from tongban.agencies.api import agency_by_short
    from tongban.exchange.api import NewNode, register_node
    from tongban.kernel.actor import Actor
    from tongban_trust.signing import algorithm_of, generate_key

    for name, agency in (("shili.hub", "zsj-990000"), ("shili.police", "gat-990000")):
        log, key = (generate_key(algorithm_of("intl")).public.spki.hex() for _ in range(2))
        new = NewNode(
            id=name, agency_code=agency_by_short(agency).code, url="http://127.0.0.1:9",
            log_spki=log, keys=(key,), suite="intl", serves_everybody=name == "shili.hub",
        )  # fmt: skip
        register_node(actor=Actor.system("journeys"), new=new, now=now)


if __name__ == "__main__":
    build()
