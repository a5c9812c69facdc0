"""The numbers registers know people and firms by, for the platform's own programs that ask them."""

from __future__ import annotations

from django.db.models import Q

from tongban.identity.models import Mandate, SubjectIdentifier
from tongban.identity.reading import opened_subjects
from tongban.identity.refusals import NotYours
from tongban.identity.views import Identifier, IdentifierScheme, MandateKind
from tongban.kernel.actor import Actor, ActorKind


def register_number(actor: Actor, subject_id: str) -> Identifier | None:
    """The number registers know somebody by, whole; None for a newborn and who was forgotten.

    For the platform's own programs, which ask registers with it. Refuses: NotYours, to all others.
    """
    if actor.kind is not ActorKind.SERVICE:
        raise NotYours
    row = opened_subjects((subject_id,)).get(subject_id)
    numbers = row.numbers if row else ()
    whole = ((number.scheme, number.value) for number in numbers if number.value)
    return next((Identifier(IdentifierScheme(s), v.decode()) for s, v in whole), None)


def guardian_number(actor: Actor, subject_id: str) -> Identifier | None:
    """The resident ID of the guardian of a child who has no number yet 新生儿监护人.

    None when the child has one, and when the guardian has another without one (twins): a register
    could not tell them apart. Refuses: NotYours, to all but the platform's own programs.
    """
    if actor.kind is not ActorKind.SERVICE:
        raise NotYours
    running = Q(kind=MandateKind.GUARDIAN.value, revoked_at__isnull=True)
    numbered = SubjectIdentifier.objects.order_by("id").values("subject_id")
    of_newborns = Mandate.objects.filter(running).exclude(principal_id__in=numbered)
    for mandate in of_newborns.filter(principal_id=subject_id).order_by("id"):
        if of_newborns.filter(agent_id=mandate.agent_id).count() > 1:
            continue
        number = register_number(actor, mandate.agent_id)
        if number is not None and number.scheme is IdentifierScheme.RESIDENT_ID:
            return number
    return None
