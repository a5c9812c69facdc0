"""Tables of the ledger. Leaves are append-only: a trigger in the first migration sees to it."""

from __future__ import annotations

from django.db import models


class Leaf(models.Model):
    """An evidence leaf. Only ``sequence`` and ``chain_digest`` are ever written later, once.

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
    chain_digest = models.BinaryField(null=True)

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
            models.CheckConstraint(
                condition=models.Q(sequence__isnull=True, chain_digest__isnull=True)
                | models.Q(sequence__isnull=False, chain_digest__isnull=False),
                name="ledger_leaf_chained_when_sequenced",
            ),
        )


class Head(models.Model):
    """The chain's head: one row, moved by the sequencer with the leaves it places."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField()
    digest = models.BinaryField()
    suite = models.TextField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(id=1), name="ledger_head_is_one_row"),
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
