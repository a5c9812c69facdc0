"""What this room does by itself: every five minutes it publishes the trust bundle anew."""

from __future__ import annotations

from datetime import datetime

from tongban.certificates.actions.publish_bundle import publish_bundle
from tongban.jobs.api import periodic

PERIOD_S = 300.0


def _publish(now: datetime) -> None:
    publish_bundle(now, older_than_s=int(PERIOD_S) - 5)


periodic("certificates.publish_bundle", PERIOD_S)(_publish)
