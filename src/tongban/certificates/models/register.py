"""Types, certificates and what happened to them. Private."""

from __future__ import annotations

from django.db import models

from tongban.certificates.views import CertificateStatus, Operation


class CertificateType(models.Model):
    """One published version of a certificate type; rows are never changed."""

    code = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    definition = models.JSONField()
    release_id = models.CharField(max_length=40)
    published_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("code", "version"), name="certificate_type_version"),
        )


class Certificate(models.Model):
    """An issued certificate. ``sealed`` holds the holder's name and the field values.

    ``status`` is what was recorded last; expiry follows from ``valid_until``. ``operation`` is how
    it began; ``previous_identifier`` and ``next_identifier`` are its place in the renewal chain.
    ``record_digest``, ``issue_leaf`` and ``promise`` prove its issue; empty for older ones.
    """

    id = models.CharField(primary_key=True, max_length=40)
    identifier = models.CharField(max_length=120, unique=True)
    number = models.CharField(max_length=50, unique=True)
    type_code = models.CharField(max_length=64)
    type_version = models.PositiveIntegerField()
    holder_id = models.CharField(max_length=60)
    issuer_code = models.CharField(max_length=18)
    issuer_name = models.JSONField()
    issued_at = models.DateTimeField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    status = models.CharField(max_length=40, choices=[(s.value, s.name) for s in CertificateStatus])
    status_at = models.DateTimeField()
    verify_token = models.CharField(max_length=32, unique=True)
    case_id = models.CharField(max_length=40, null=True)
    sealed = models.BinaryField()
    operation = models.CharField(max_length=40, default=Operation.ISSUE.value)
    previous_identifier = models.CharField(max_length=120, null=True)
    next_identifier = models.CharField(max_length=120, blank=True, default="")
    record_digest = models.CharField(max_length=64, blank=True, default="")
    issue_leaf = models.CharField(max_length=40, blank=True, default="")
    promise = models.JSONField(null=True)
    batch_id = models.CharField(max_length=40, null=True)
    batch_row = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = (
            # A repeated issue for one case gives back the certificate that is already there.
            models.UniqueConstraint(fields=("case_id", "type_code"), name="certificate_per_case"),
            # A row of a batch is issued once, however often the batch is started.
            models.UniqueConstraint(
                fields=("batch_id", "batch_row"),
                condition=models.Q(batch_id__isnull=False),
                name="certificate_per_batch_row",
            ),
            # A renewal chain never forks.
            models.UniqueConstraint(
                fields=("previous_identifier",), name="certificate_one_successor"
            ),
        )
        indexes = (
            models.Index(fields=("holder_id", "-issued_at"), name="certificate_by_holder"),
            models.Index(
                fields=("issuer_code", "type_code", "-issued_at"), name="certificate_by_issuer"
            ),
            models.Index(
                fields=("valid_until", "id"),
                condition=models.Q(status=CertificateStatus.VALID.value),
                name="certificate_ending",
            ),
        )


class StatusChange(models.Model):
    """One change of a certificate's status, kept for good. ``sealed_reason`` is for its holder."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, db_index=False)
    seq = models.PositiveIntegerField()
    operation = models.CharField(max_length=40)
    status = models.CharField(max_length=40)
    effective_date = models.DateField()
    recorded_at = models.DateTimeField()
    article = models.CharField(max_length=120)
    actor = models.CharField(max_length=200)
    related = models.CharField(max_length=120, blank=True, default="")
    sealed_reason = models.BinaryField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("certificate", "seq"), name="certificate_change_in_order"
            ),
        )
