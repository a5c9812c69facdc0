"""What the room does when others act: a person is forgotten; and daily housekeeping."""

from __future__ import annotations

from django.db.models import Q

from tongban.forms.actions.save_draft import purge_drafts
from tongban.forms.actions.tell_of_end import tell_of_drafts_that_end
from tongban.forms.models import Draft
from tongban.identity.api import SUBJECT_FORGOTTEN
from tongban.jobs.api import OutboxEvent, periodic, subscribe

_DAILY_S = 86_400.0


@subscribe(SUBJECT_FORGOTTEN, "forms.drop_drafts_of_forgotten")
def drop_drafts_of_forgotten(event: OutboxEvent) -> None:
    """Drafts by or for a forgotten person go with their key."""
    subject_id = event.payload["subject_id"]
    Draft.objects.filter(Q(owner_id=subject_id) | Q(acts_for=subject_id)).delete()


periodic("forms.purge_drafts", _DAILY_S)(purge_drafts)
periodic("forms.tell_of_drafts_that_end", 300.0)(tell_of_drafts_that_end)
