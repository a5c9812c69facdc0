"""Which crypto suite new leaves and sealed values are made with."""

from __future__ import annotations

from django.conf import settings

from tongban_trust.suites import Suite, suite


def suite_in_force() -> Suite:
    """The suite named by the setting TRUST_SUITE (``gm`` unless a deployment says ``intl``)."""
    return suite(settings.TRUST_SUITE)
