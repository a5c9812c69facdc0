"""Events of this room in the outbox. Payloads: bundle case, number, bundle, step, case, state."""

from __future__ import annotations

BUNDLE_SUBMITTED = "BundleSubmitted"
BUNDLE_STEP_STARTED = "BundleStepStarted"
BUNDLE_STEP_STUCK = "BundleStepStuck"
BUNDLE_STEP_ENDED = "BundleStepEnded"
BUNDLE_CLOSED = "BundleClosed"
STEP_CASE_CLOSED = "BundleStepCaseClosed"
