"""may(actor, verb, case): agency, region and duty for officers; party or mandate for people."""

from __future__ import annotations

from tongban.agencies.api import agency as agency_of
from tongban.cases.models import Case, Task
from tongban.kernel.actor import Actor, ActorKind, Duty, Post
from tongban.kernel.codes.division import covers
from tongban.kernel.text import Text

_CLERKS = frozenset({Duty.WINDOW_CLERK, Duty.REVIEWER, Duty.APPROVER})
# Which duty a verb needs; any one of them is enough.
DUTIES: dict[str, frozenset[Duty]] = {
    "claim_task": _CLERKS,
    "release_task": _CLERKS,
    "accept_case": _CLERKS,
    "request_correction": _CLERKS,
    "refuse_acceptance": frozenset({Duty.REVIEWER, Duty.APPROVER}),
    "start_special_procedure": frozenset({Duty.REVIEWER, Duty.APPROVER}),
    "end_special_procedure": frozenset({Duty.REVIEWER, Duty.APPROVER}),
    "give_opinion": frozenset({Duty.REVIEWER, Duty.APPROVER}),
    "decide_case": frozenset({Duty.APPROVER}),
    "allow_second_notice": frozenset({Duty.APPROVER}),
    "extend_term": frozenset({Duty.APPROVER}),
    "offer_hearing": frozenset({Duty.REVIEWER, Duty.APPROVER}),
    "announce_hearing": frozenset({Duty.REVIEWER, Duty.APPROVER}),
    "hold_hearing": frozenset({Duty.REVIEWER, Duty.APPROVER}),
    "waive_promised": frozenset({Duty.APPROVER}),
    "end_unsupplied": frozenset({Duty.APPROVER}),
    "deliver_result": _CLERKS,
    "export_archive": frozenset({Duty.REVIEWER, Duty.APPROVER}),
    "answer_review": frozenset({Duty.REVIEWER, Duty.APPROVER}),
    "propose_revocation": frozenset({Duty.REVIEWER, Duty.APPROVER, Duty.INSPECTOR}),
    "drop_revocation": frozenset({Duty.APPROVER}),
    "revoke_decision": frozenset({Duty.APPROVER}),
    "explain_lateness": frozenset({Duty.REVIEWER, Duty.APPROVER}),
    "complete_step": _CLERKS,
    "return_step": _CLERKS,
    "transfer_step": _CLERKS,
    "hand_over_case": frozenset({Duty.APPROVER}),
}
STEP_VERBS = frozenset(
    {"claim_task", "release_task", "complete_step", "return_step", "transfer_step"}
)
"""Verbs whose duty is that of the step, where a case runs on a flow."""
BY_ANY_AGENCY = STEP_VERBS | {"hand_over_case", "decide_case"}
"""Verbs for whichever agency has the step; the others are for who handles the case."""
_AGENCY = Text.of(
    "您的岗位不属于承办这个办件的机关。", "Your post is not in the agency that handles this case."
)
_REGION = Text.of("这个办件不在您岗位的辖区内。", "This case is outside the region of your post.")
_DUTY = Text.of("您的岗位没有这一步的职责。", "Your post does not carry the duty for this step.")


def fitting_post(
    actor: Actor,
    verb: str,
    case: Case,
    agency: str | None = None,
    duties: frozenset[Duty] | None = None,
) -> Post | Text:
    """The post under which an officer may do ``verb``, else why not.

    ``agency`` is who has the step of a flow, ``duties`` what that step needs.
    """
    if actor.kind is not ActorKind.OFFICER:
        return _AGENCY
    acting = agency or case.current_agency
    in_agency = [post for post in actor.posts if post.agency_code == acting]
    if not in_agency:
        return _AGENCY
    ground = ground_of(case, acting)
    in_region = [post for post in in_agency if covers(post.region, ground)]
    if not in_region:
        return _REGION
    able = [post for post in in_region if post.duties & (duties or DUTIES[verb])]
    return able[0] if able else _DUTY


def may_see(actor: Actor, case: Case) -> bool:
    """Parties, who acts for the applicant, officers of an involved agency and region, services."""
    if actor.kind is ActorKind.SERVICE:
        return True
    if actor.kind is ActorKind.OFFICER:
        agencies = {case.current_agency, case.receiving_agency, case.deciding_agency}
        here = {post.agency_code for post in actor.posts if covers(post.region, case.region)}
        return bool(here & agencies) or _has_step(actor, case)
    return is_party(actor, case)


def ground_of(case: Case, agency_code: str) -> str:
    """The region in which an agency acts in a case: the case's own.

    A step of the flow may be a body's that is elsewhere 多地联办: it acts in its own region.
    """
    if agency_code in (case.current_agency, case.receiving_agency, case.deciding_agency):
        return case.region
    own = agency_of(agency_code).region
    return case.region if covers(own, case.region) else own


def _has_step(actor: Actor, case: Case) -> bool:
    """Whether an agency of the actor, in the region of the post, had or has a step of its flow."""
    steps = Task.objects.filter(case=case, agency_code__in=actor.agencies).exclude(step="")
    where = set(steps.order_by("id").values_list("agency_code", "region"))
    return any(
        post.agency_code == agency and covers(post.region, region)
        for post in actor.posts
        for agency, region in where
    )


def is_party(actor: Actor, case: Case) -> bool:
    """The applicant, or an agent acting for the applicant now."""
    return actor.acts_for is not None and actor.acts_for == case.applicant_id
