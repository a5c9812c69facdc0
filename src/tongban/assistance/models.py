"""Tables of this room. Private."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

_OVER = ["errand/done", "errand/ended"]


class Helper(models.Model):
    """A helper's appointment 代办员聘任. ``account_id`` is the officer account it is held with."""

    id = models.CharField(primary_key=True, max_length=40)
    account_id = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    agency_code = models.CharField(max_length=18)
    area = models.CharField(max_length=12)
    station = models.JSONField()
    phone = models.CharField(max_length=30, default="")
    valid_from = models.DateField()
    valid_until = models.DateField()
    appointed_by = models.CharField(max_length=40)
    appointed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="helper_term", condition=Q(valid_until__gte=F("valid_from"))
            ),
            models.UniqueConstraint(
                name="helper_appointed_once",
                fields=("account_id",),
                condition=Q(ended_at__isnull=True),
            ),
        )
        indexes = (models.Index(fields=("agency_code", "area"), name="helper_of_agency"),)


class Errand(models.Model):
    """One thing a helper does for a resident; what people wrote is sealed for the resident.

    ``proof`` says what shows the consent: ids, codes and digests. ``prepared`` is what the helper
    typed, ``token`` makes a form sent twice one errand.
    """

    id = models.CharField(primary_key=True, max_length=40)
    helper = models.ForeignKey(Helper, models.PROTECT, related_name="errands")
    subject_id = models.CharField(max_length=40)
    token = models.CharField(max_length=80)
    village = models.CharField(max_length=12)
    item_code = models.CharField(max_length=50)
    purpose = models.BinaryField()
    ends_on = models.DateField()
    way = models.CharField(max_length=40)
    proof = models.JSONField(default=dict)
    mandate_id = models.CharField(max_length=40, null=True)
    state = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=0)
    looked_version = models.PositiveIntegerField(null=True)
    prepared = models.BinaryField(null=True)
    case_id = models.CharField(max_length=40, null=True)
    asked_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("subject_id", "token"), name="errand_asked_once"),
            models.CheckConstraint(
                name="errand_runs_by_mandate",
                condition=Q(mandate_id__isnull=False)
                | Q(state__in=["errand/asked", "errand/ended"]),
            ),
        )
        indexes = (
            models.Index(fields=("subject_id", "-asked_at"), name="errand_mine"),
            models.Index(
                fields=("helper", "ends_on"), condition=~Q(state__in=_OVER), name="errand_duties"
            ),
        )
