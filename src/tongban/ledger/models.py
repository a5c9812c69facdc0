"""Tables of the ledger. Leaves are append-only: a trigger in the migrations sees to it."""

from __future__ import annotations

from django.db import models


class Leaf(models.Model):
    """An evidence leaf. Only ``sequence``, its place in the log from 0, is written later, once.

    ``arrival`` keeps the order in which one act wrote its leaves (ids of one millisecond do not).
    """

    arrival = models.BigAutoField(primary_key=True)
    leaf_id = models.TextField()
    kind = models.TextField()
    about = models.TextField()
    actor = models.TextField()
    subject_id = models.TextField(null=True)
    at = models.DateTimeField()
    version = models.SmallIntegerField()
    suite = models.TextField()
    content = models.BinaryField()
    digest = models.BinaryField()
    sequence = models.BigIntegerField(null=True, unique=True)

    class Meta:
        indexes = (
            models.Index(fields=["about", "arrival"], name="ledger_leaf_about"),
            models.Index(
                fields=["arrival"],
                condition=models.Q(sequence__isnull=True),
                name="ledger_leaf_unsequenced",
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["leaf_id"], name="ledger_leaf_id_is_unique"),
        )


class EvidenceLog(models.Model):
    """The one log of this database, named at its first use and never again.

    ``placed`` leaves have their place; of those the first ``size`` make ``root`` in the newest
    checkpoint known here (null before the first). The files may be ahead of ``size``, never of
    ``placed``.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    origin = models.TextField()
    suite = models.TextField()
    placed = models.BigIntegerField(default=0)
    size = models.BigIntegerField(default=0)
    root = models.BinaryField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(id=1), name="ledger_log_is_one_row"),
            models.CheckConstraint(
                condition=models.Q(placed__gte=models.F("size"), size__gte=0),
                name="ledger_log_signs_what_is_placed",
            ),
        )


class SealedRow(models.Model):
    """The personal values beside a leaf, with their salts, sealed under the subject's key."""

    leaf = models.OneToOneField(Leaf, on_delete=models.PROTECT, primary_key=True)
    subject_id = models.TextField()
    retention = models.TextField()
    sealed = models.BinaryField()

    class Meta:
        indexes = (models.Index(fields=["subject_id"], name="ledger_sealed_subject"),)


class SubjectKey(models.Model):
    """A subject's data key, wrapped by the master key; null once destroyed (forgotten)."""

    subject_id = models.TextField(primary_key=True)
    wrapped = models.BinaryField(null=True)
    created_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)
