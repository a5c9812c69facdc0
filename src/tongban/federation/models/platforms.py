"""Platforms this one takes snapshots from, and the snapshots it issued itself."""

from __future__ import annotations

from django.db import models


class Platform(models.Model):
    """A hub or a member. ``sequence`` to ``expires_at`` are what has been seen of it.

    ``failures`` counts fetches since one succeeded; ``due_at`` is when it is asked again.
    ``hindrances`` says by code why something was not taken; it is worded when it is read.
    """

    code = models.CharField(primary_key=True, max_length=60)
    kind = models.CharField(max_length=12)
    name_zh = models.CharField(max_length=100)
    name_en = models.CharField(max_length=200)
    url = models.CharField(max_length=200)
    spki = models.CharField(max_length=400)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    issued_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    hindrances = models.JSONField(default=list)
    failures = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField()

    class Meta:
        ordering = ("code",)


class KnownPart(models.Model):
    """A part of another platform's snapshot by its digest: sent once, named from then on."""

    source = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    data = models.BinaryField()

    class Meta:
        ordering = ("source", "digest")
        constraints = (
            models.UniqueConstraint(name="federation_one_part_each", fields=("source", "digest")),
        )


class IssuedSnapshot(models.Model):
    """A snapshot as others fetch it; its number never gets another text."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    digest = models.CharField(max_length=64)
    shares_digest = models.CharField(max_length=64)
    text = models.TextField()
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ("sequence",)


class IssuedExchange(models.Model):
    """What we told of our exchange under one number: the part of our share others verify."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    told_digest = models.CharField(max_length=64)
    text = models.TextField()
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ("sequence",)
