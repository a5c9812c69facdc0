"""Files drawn from certificates. Private."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongban.certificates.models.register import Certificate
from tongban.certificates.models.sharing import AnnotatedCopy


class DrawnDocument(models.Model):
    """The sealed file of a certificate, or of an annotated ``copy`` of it, in one form.

    It is drawn again when its address changes.

    ``is_logged`` once it carries the proof of inclusion; until then it is drawn anew.
    """

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, db_index=False)
    copy = models.ForeignKey(AnnotatedCopy, on_delete=models.PROTECT, null=True, db_index=False)
    form = models.CharField(max_length=8)
    verify_url = models.CharField(max_length=500)
    blob_id = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    drawn_at = models.DateTimeField()
    is_logged = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("certificate", "form"),
                condition=Q(copy__isnull=True),
                name="certificate_one_file",
            ),
            models.UniqueConstraint(fields=("copy", "form"), name="certificate_copy_one_file"),
        )


class PublishedBundle(models.Model):
    """The trust bundle that is published now; one row, whose ``sequence`` only grows."""

    sequence = models.PositiveBigIntegerField()
    made_at = models.DateTimeField()
    content = models.BinaryField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(id=1), name="certificates_one_bundle"),
        )
