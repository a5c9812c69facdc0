"""Other platforms that take part in our exchange, and grants between us and them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongban.exchange.models.requests import StepTaken


class OtherPlatform(models.Model):
    """What another platform told of its exchange. ``spki`` is pinned at the first telling.

    ``sequence`` and ``digest`` are what has been seen of it; it speaks for itself until
    ``expires_at``. ``token_keys`` and ``revoked`` as the wire has them.
    """

    code = models.CharField(primary_key=True, max_length=60)
    name_zh = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    url = models.CharField(max_length=512, blank=True)
    spki = models.CharField(max_length=512)
    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField()
    taken_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    token_keys = models.JSONField(default=list)
    resources = models.JSONField(default=list)
    revoked = models.JSONField(default=list)

    class Meta:
        ordering = ("code",)


class OtherNode(models.Model):
    """A node of another platform, as that told of it; ``keys`` as the wire has them."""

    id = models.CharField(primary_key=True, max_length=128)
    platform = models.ForeignKey(OtherPlatform, models.CASCADE, related_name="nodes")
    agency_code = models.CharField(max_length=128)
    url = models.CharField(max_length=512)
    log_spki = models.CharField(max_length=512)
    keys = models.JSONField()

    class Meta:
        ordering = ("id",)


class OtherKey(models.Model):
    """Which platform told of a key first: nobody else may say that it is theirs."""

    key_id = models.CharField(primary_key=True, max_length=128)
    platform = models.ForeignKey(OtherPlatform, models.CASCADE, related_name="keys")

    class Meta:
        ordering = ("key_id",)


class CrossGrant(models.Model):
    """A grant between agencies of two platforms: ``given`` by us, or told by ``platform``.

    Nodes are named, not looked up: the other end has no register of agencies here.
    """

    id = models.CharField(primary_key=True, max_length=100)
    given = models.BooleanField()
    platform = models.CharField(max_length=60)
    provider_node = models.CharField(max_length=128)
    consumer_node = models.CharField(max_length=128)
    provider_code = models.CharField(max_length=18)
    consumer_code = models.CharField(max_length=18)
    provider_zh = models.CharField(max_length=300)
    provider_en = models.CharField(max_length=300)
    resource_code = models.CharField(max_length=40)
    resource_zh = models.CharField(max_length=300)
    resource_en = models.CharField(max_length=300)
    item_code = models.CharField(max_length=60)
    purpose = models.CharField(max_length=80)
    article = models.CharField(max_length=120)
    fields = models.JSONField()
    questions = models.JSONField()
    terms = models.JSONField()
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_reason = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="exchange_one_cross_grant_stands",
                fields=("platform", "consumer_node", "item_code", "resource_code", "article"),
                condition=Q(revoked_at__isnull=True, given=True),
            ),
            models.CheckConstraint(
                name="exchange_cross_grants_end",
                condition=Q(valid_until__gt=models.F("valid_from")),
            ),
        )


class CrossRequest(models.Model):
    """A request across platforms: ``received`` from ``platform``, or asked of it by us.

    ``told``: the platform that asked still tells it. Ids, codes and names of the other side are as
    it told them. ``state``, ``due_at`` and ``version`` are projections of the events.
    """

    id = models.CharField(primary_key=True, max_length=100)
    received = models.BooleanField()
    told = models.BooleanField(default=True)
    platform = models.CharField(max_length=60)
    consumer_node = models.CharField(max_length=128)
    consumer_code = models.CharField(max_length=18)
    consumer_zh = models.CharField(max_length=300)
    consumer_en = models.CharField(max_length=300)
    provider_code = models.CharField(max_length=18, blank=True)
    provider_zh = models.CharField(max_length=300)
    provider_en = models.CharField(max_length=300)
    resource_code = models.CharField(max_length=40)
    resource_zh = models.CharField(max_length=300)
    resource_en = models.CharField(max_length=300)
    item_code = models.CharField(max_length=60)
    item_zh = models.CharField(max_length=300)
    item_en = models.CharField(max_length=300)
    purpose = models.CharField(max_length=80)
    article = models.CharField(max_length=120)
    article_zh = models.CharField(max_length=300)
    article_en = models.CharField(max_length=300)
    fields = models.JSONField()
    state = models.CharField(max_length=12)
    due_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    filed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("due_at", "id")
        constraints = (
            models.UniqueConstraint(
                name="exchange_one_open_cross_request",
                fields=("platform", "item_code", "resource_code", "article"),
                condition=Q(received=False, state="waiting"),
            ),
        )
        indexes = (
            models.Index(name="exchange_cross_provider_queue", fields=("provider_code", "state")),
            models.Index(name="exchange_cross_consumer_queue", fields=("consumer_code", "state")),
        )


class CrossRequestEvent(StepTaken):
    """One thing that happened to a request across platforms; append-only (a trigger)."""

    request = models.ForeignKey(CrossRequest, models.PROTECT, related_name="events")

    class Meta:
        ordering = ("request", "sequence")
        constraints = (
            models.UniqueConstraint(
                name="exchange_cross_events_in_order", fields=("request", "sequence")
            ),
        )
