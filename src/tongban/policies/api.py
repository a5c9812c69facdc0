"""The door of room policies."""

from __future__ import annotations

from tongban.policies.actions.agree_to_matching import agree_to_matching, end_matching
from tongban.policies.actions.find_policies import (
    MATCHING_BASIS,
    PURPOSE_ITEM,
    find_again,
    find_policies,
)
from tongban.policies.actions.set_aside import set_policy_aside, take_policy_back
from tongban.policies.queries import (
    fitting_policies,
    matching,
    policies_in_force,
    policies_set_aside,
    public_policy,
    search_policies,
)
from tongban.policies.refusals import MatchingNotAgreed, MatchingNotForYou, PolicyNotFound
from tongban.policies.views import (
    MatchingView,
    PolicySection,
    PolicySide,
    PublicPolicy,
    SetAside,
    Suggestion,
    UsedFact,
)

__all__ = [
    "MATCHING_BASIS",
    "PURPOSE_ITEM",
    "MatchingNotAgreed",
    "MatchingNotForYou",
    "MatchingView",
    "PolicyNotFound",
    "PolicySection",
    "PolicySide",
    "PublicPolicy",
    "SetAside",
    "Suggestion",
    "UsedFact",
    "agree_to_matching",
    "end_matching",
    "find_again",
    "find_policies",
    "fitting_policies",
    "matching",
    "policies_in_force",
    "policies_set_aside",
    "public_policy",
    "search_policies",
    "set_policy_aside",
    "take_policy_back",
]
