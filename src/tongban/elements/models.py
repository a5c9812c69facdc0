"""Tables of the room: the register of elements and sources, and the demo's twin registers."""

from __future__ import annotations

from django.db import models


class Source(models.Model):
    """A register that is the one source of some elements. Withdrawn ones stay, and keep silent."""

    code = models.CharField(primary_key=True, max_length=41)
    name = models.JSONField()
    agency_code = models.CharField(max_length=18)
    channel = models.CharField(max_length=40)
    authoritative = models.BooleanField()
    dispute = models.JSONField()
    withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ("code",)


class Element(models.Model):
    """A data element. The foreign key is nullable and single: at most one source 一数一源."""

    id = models.CharField(primary_key=True, max_length=120)
    name = models.JSONField()
    kind = models.CharField(max_length=16)
    about = models.CharField(max_length=8)
    code_list = models.CharField(max_length=60, null=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="elements")
    sensitive = models.BooleanField()

    class Meta:
        ordering = ("id",)


class RegisterRow(models.Model):
    """One subject's record in a demo register; the values are sealed under the subject's key."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    subject_id = models.CharField(max_length=40)
    sealed_values = models.BinaryField()
    as_of = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="elements_one_row_per_subject", fields=("subject_id", "source")
            ),
        )
