"""What was done with certificates, and how often strangers checked one. Private."""

from __future__ import annotations

from django.db import models

from tongban.certificates.models.register import Certificate


class CertificateUse(models.Model):
    """One use: by whom, for what, which fields. ``sealed`` holds the words, for the holder."""

    id = models.CharField(primary_key=True, max_length=40)
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, db_index=False)
    at = models.DateTimeField()
    way = models.CharField(max_length=40)
    user_kind = models.CharField(max_length=20)
    user_id = models.CharField(max_length=60, blank=True, default="")
    agency_code = models.CharField(max_length=18, blank=True, default="")
    case_id = models.CharField(max_length=40, null=True)
    article = models.CharField(max_length=120, blank=True, default="")
    fields = models.JSONField()
    share_id = models.CharField(max_length=40, blank=True, default="")
    sealed = models.BinaryField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("certificate", "-id"), name="certificate_uses"),
            models.Index(
                fields=("case_id",),
                condition=models.Q(case_id__isnull=False),
                name="certificate_uses_of_case",
            ),
        )


class CheckCount(models.Model):
    """How often a code was checked on a day; nothing about who checked."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, db_index=False)
    copy_id = models.CharField(max_length=40, blank=True, default="")
    day = models.DateField()
    times = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("certificate", "day", "copy_id"), name="certificate_checks_of_a_day"
            ),
        )
