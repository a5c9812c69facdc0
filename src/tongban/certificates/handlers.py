"""What this room does by itself: the trust bundle anew, and telling holders of what ends soon."""

from __future__ import annotations

from datetime import datetime

from tongban.certificates.actions.publish_bundle import publish_bundle
from tongban.certificates.actions.remind_of_expiry import remind_of_expiry
from tongban.jobs.api import periodic

PERIOD_S = 300.0


def _publish(now: datetime) -> None:
    publish_bundle(now, older_than_s=int(PERIOD_S) - 5)


periodic("certificates.publish_bundle", PERIOD_S)(_publish)
periodic("certificates.remind_of_expiry", 300.0)(remind_of_expiry)
