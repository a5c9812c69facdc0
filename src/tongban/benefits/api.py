"""The door of room benefits."""

from __future__ import annotations

from tongban.benefits.actions.answer_offer import answer_offer, take_part_again
from tongban.benefits.actions.appeal import answer_appeal, lodge_appeal
from tongban.benefits.actions.recover_benefit import recover_benefit
from tongban.benefits.actions.run_policies import advance_runs, end_waiting, run_policy_again
from tongban.benefits.published_policies import policies_in_force, policy
from tongban.benefits.queries import (
    agency_benefits,
    benefit,
    declined_policies,
    my_appeals,
    my_benefits,
    open_appeals,
    policy_runs,
)
from tongban.benefits.refusals import (
    AppealOpen,
    BenefitNotForYou,
    BenefitNotFound,
    StepNotOpen,
    WordsNeeded,
)
from tongban.benefits.views import (
    AppealView,
    BenefitState,
    BenefitView,
    PolicyView,
    RunView,
    Way,
)

__all__ = [
    "AppealOpen",
    "AppealView",
    "BenefitNotForYou",
    "BenefitNotFound",
    "BenefitState",
    "BenefitView",
    "PolicyView",
    "RunView",
    "StepNotOpen",
    "Way",
    "WordsNeeded",
    "advance_runs",
    "agency_benefits",
    "answer_appeal",
    "answer_offer",
    "benefit",
    "declined_policies",
    "end_waiting",
    "lodge_appeal",
    "my_appeals",
    "my_benefits",
    "open_appeals",
    "policies_in_force",
    "policy",
    "policy_runs",
    "recover_benefit",
    "run_policy_again",
    "take_part_again",
]
