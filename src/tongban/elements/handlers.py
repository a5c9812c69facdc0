"""What the room does when others act: a person is forgotten."""

from __future__ import annotations

from tongban.elements.models import RegisterRow
from tongban.identity.api import SUBJECT_FORGOTTEN
from tongban.jobs.api import OutboxEvent, subscribe


@subscribe(SUBJECT_FORGOTTEN, "elements.drop_rows_of_forgotten")
def drop_rows_of_forgotten(event: OutboxEvent) -> None:
    """The key is gone; the unreadable rows of the demo registers go too."""
    RegisterRow.objects.filter(subject_id=event.payload["subject_id"]).delete()
