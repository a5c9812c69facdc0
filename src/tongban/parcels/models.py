"""Tables of this room. Private. The last one is the demo courier's own book, not ours."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongban.parcels.domain.way import ParcelState

_OVER = [state.value for state in ParcelState if state.is_over]


class Parcel(models.Model):
    """A result on its way by post; name, telephone and address are sealed for the applicant."""

    id = models.CharField(primary_key=True, max_length=40)
    case_id = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=60)
    agency_code = models.CharField(max_length=18)
    region = models.CharField(max_length=12)
    courier = models.CharField(max_length=40)
    waybill = models.CharField(max_length=40, default="")
    state = models.CharField(max_length=40)
    last_seq = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField()
    asked_at = models.DateTimeField()
    handed_over_at = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("case_id",), condition=~Q(state__in=_OVER), name="parcel_one_under_way"
            ),
        )
        indexes = (
            models.Index(fields=("case_id", "asked_at"), name="parcel_of_case"),
            models.Index(
                fields=("looked_at",), condition=Q(ended_at__isnull=True), name="parcel_open"
            ),
        )


class ParcelStep(models.Model):
    """One report of the courier, by its own count."""

    parcel = models.ForeignKey(Parcel, on_delete=models.PROTECT, related_name="steps")
    seq = models.PositiveIntegerField()
    state = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("parcel", "seq"), name="parcel_step_heard_once"),
        )


class TwinShipment(models.Model):
    """A shipment in the demo courier's own book, with its own codes."""

    waybill = models.CharField(primary_key=True, max_length=40)
    order_no = models.CharField(max_length=40, unique=True)
    scans = models.JSONField(default=list)
