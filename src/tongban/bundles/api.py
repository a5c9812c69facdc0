"""The door of room bundles."""

from __future__ import annotations

from tongban.bundles.actions.follow_case import follow_case
from tongban.bundles.actions.keep_draft import (
    discard_bundle_draft,
    save_bundle_draft,
)
from tongban.bundles.actions.resume_step import resume_step
from tongban.bundles.actions.submit_bundle import submit_bundle
from tongban.bundles.actions.withdraw_bundle import withdraw_bundle
from tongban.bundles.asking import area_of
from tongban.bundles.domain.definition import Bundle, Step
from tongban.bundles.domain.progress import BundleState, StepState
from tongban.bundles.queries.bundle_cases import (
    bundle_case,
    bundle_of_case,
    bundled,
    my_bundle_cases,
    step_form,
)
from tongban.bundles.queries.bundles import (
    bundle,
    bundle_form,
    bundle_questions,
    bundles,
    check_bundle,
    search_bundles,
)
from tongban.bundles.queries.drafts import bundle_draft, bundle_drafts, kept_bundle
from tongban.bundles.refusals import (
    BundleCaseNotFound,
    BundleChanged,
    BundleNotComplete,
    BundleNotForYou,
    BundleUnknown,
    StepNotOpen,
)
from tongban.bundles.views import (
    AskedMaterial,
    BundleCaseRow,
    BundleCaseView,
    BundleDraftView,
    BundleForm,
    BundleRow,
    BundleView,
    Membership,
    StepForm,
    StepGuide,
    StepView,
)

__all__ = [
    "AskedMaterial",
    "Bundle",
    "BundleCaseNotFound",
    "BundleCaseRow",
    "BundleCaseView",
    "BundleChanged",
    "BundleDraftView",
    "BundleForm",
    "BundleNotComplete",
    "BundleNotForYou",
    "BundleRow",
    "BundleState",
    "BundleUnknown",
    "BundleView",
    "Membership",
    "Step",
    "StepForm",
    "StepGuide",
    "StepNotOpen",
    "StepState",
    "StepView",
    "area_of",
    "bundle",
    "bundle_case",
    "bundle_draft",
    "bundle_drafts",
    "bundle_form",
    "bundle_of_case",
    "bundle_questions",
    "bundled",
    "bundles",
    "check_bundle",
    "discard_bundle_draft",
    "follow_case",
    "kept_bundle",
    "my_bundle_cases",
    "resume_step",
    "save_bundle_draft",
    "search_bundles",
    "step_form",
    "submit_bundle",
    "withdraw_bundle",
]
