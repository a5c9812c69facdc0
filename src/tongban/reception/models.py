"""Tables of this room. Private."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongban.reception.views import SeenBy, SittingState


class Sitting(models.Model):
    """A clerk serves somebody for one item. Personal values are identity's, not kept here.

    ``clerk_id`` is the clerk's own subject, ``account_id`` the account at the keyboard, ``post_id``
    the post it was done under. ``principal_id`` is the firm the person acts for, by ``mandate_id``.
    """

    id = models.CharField(primary_key=True, max_length=40)
    account_id = models.CharField(max_length=40)
    clerk_id = models.CharField(max_length=40)
    post_id = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    principal_id = models.CharField(max_length=40, null=True)
    mandate_id = models.CharField(max_length=40, null=True)
    item_code = models.CharField(max_length=50)
    channel = models.CharField(max_length=20)
    seen_by = models.CharField(max_length=40, choices=[(s.value, s.name) for s in SeenBy])
    assurance = models.PositiveSmallIntegerField()
    window = models.CharField(max_length=80, default="")
    state = models.CharField(max_length=40, choices=[(s.value, s.name) for s in SittingState])
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    case_id = models.CharField(max_length=40, null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="sitting_ends_with_its_state",
                condition=Q(ended_at__isnull=True, state=SittingState.OPEN.value)
                | Q(ended_at__isnull=False) & ~Q(state=SittingState.OPEN.value),
            ),
        )
        indexes = (
            models.Index(fields=("account_id", "-opened_at"), name="sitting_of_clerk"),
            models.Index(
                fields=("case_id",), condition=Q(case_id__isnull=False), name="sitting_of_case"
            ),
        )


class HandBack(models.Model):
    """What was handed back to the person at the end of a sitting 退件, and why.

    ``materials`` are codes of the item's version; ``words`` (other things, the reason) are sealed
    for the person. Its number counts up with the rows.
    """

    sitting = models.OneToOneField(Sitting, on_delete=models.PROTECT)
    materials = models.JSONField()
    words = models.BinaryField()
    handed_back_at = models.DateTimeField()


class RatingAsk(models.Model):
    """The question for a rating on the tablet of a window; one stands there at a time."""

    id = models.CharField(primary_key=True, max_length=40)
    sitting = models.OneToOneField(Sitting, on_delete=models.PROTECT)
    window = models.CharField(max_length=80)
    agency_code = models.CharField(max_length=18)
    region = models.CharField(max_length=12)
    asked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("window",), condition=Q(closed_at__isnull=True), name="one_ask_at_a_window"
            ),
        )
