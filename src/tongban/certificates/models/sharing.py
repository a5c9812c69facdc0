"""What a holder gives out: lendings, annotated copies, presentations. Private.

``sealed`` holds the words (purpose, names) as one document, encrypted for the holder.
"""

from __future__ import annotations

from typing import TypeVar

from django.db import models
from django.db.models import F, Q

from tongban.certificates.models.register import Certificate


class Lending(models.Model):
    """A holder lets another party use some fields of a certificate, for one purpose and a term."""

    id = models.CharField(primary_key=True, max_length=40)
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT)
    lender_id = models.CharField(max_length=60)
    borrower_kind = models.CharField(max_length=20)
    borrower_id = models.CharField(max_length=60)
    fields = models.JSONField()
    valid_from = models.DateField()
    valid_until = models.DateField()
    sealed = models.BinaryField()
    lent_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="certificate_lent_to_another", condition=~Q(lender_id=F("borrower_id"))
            ),
            models.CheckConstraint(
                name="certificate_lent_for_a_term",
                condition=Q(valid_until__gte=F("valid_from")),
            ),
        )
        indexes = (
            models.Index(fields=("borrower_id", "-lent_at"), name="certificate_borrowed"),
            models.Index(fields=("lender_id", "-lent_at"), name="certificate_lent"),
        )


class AnnotatedCopy(models.Model):
    """An annotated copy 加注件: for one purpose, one user, until a day."""

    id = models.CharField(primary_key=True, max_length=40)
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT)
    number = models.CharField(max_length=60, unique=True)
    verify_token = models.CharField(max_length=32, unique=True)
    valid_until = models.DateField()
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)


class Presentation(models.Model):
    """Selected fields shown to one audience for some minutes 出示.

    ``status_list`` and ``status_index`` are the place of its signed form in the published lists.
    """

    id = models.CharField(primary_key=True, max_length=40)
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT)
    token = models.CharField(max_length=32, unique=True)
    fields = models.JSONField()
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    viewer = models.CharField(max_length=64, blank=True, default="")
    viewed_at = models.DateTimeField(null=True)
    status_list = models.PositiveBigIntegerField(null=True)
    status_index = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = (
            # A place in a status list is for one presentation, for good.
            models.UniqueConstraint(
                fields=("status_list", "status_index"), name="certificate_status_place"
            ),
        )


Shared = TypeVar("Shared", AnnotatedCopy, Lending, Presentation)


def held(model: type[Shared], **by: str) -> Shared | None:
    """One row with its certificate, locked until the transaction ends: it cannot end meanwhile."""
    rows = model.objects.select_for_update(of=("self",)).select_related("certificate")
    return rows.filter(**by).order_by("id").first()
