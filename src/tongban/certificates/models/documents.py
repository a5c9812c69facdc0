"""Files drawn from certificates. Private."""

from __future__ import annotations

from django.db import models

from tongban.certificates.models.register import Certificate


class DrawnDocument(models.Model):
    """The sealed file of a certificate in one form; drawn again when its address changes."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, db_index=False)
    form = models.CharField(max_length=8)
    verify_url = models.CharField(max_length=500)
    blob_id = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("certificate", "form"), name="certificate_one_file"),
        )
