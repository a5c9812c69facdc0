"""Tables of this room. Private."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class RuleVersion(models.Model):
    """One published version of a rule 监察规则; rows are never changed."""

    code = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    definition = models.JSONField()
    release_id = models.CharField(max_length=40)
    published_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("code", "version"), name="monitoring_rule_version"),
        )


class AgencyWarning(models.Model):
    """A warning 预警: a rule found what it looks for, once an occasion; rows are never changed.

    ``about`` is a case, or the encounter of a rating; ``agency`` is whose doing it is.
    """

    id = models.CharField(primary_key=True, max_length=40)
    rule_code = models.CharField(max_length=64)
    rule_version = models.PositiveIntegerField()
    level = models.CharField(max_length=40)
    about = models.CharField(max_length=40)
    occasion = models.CharField(max_length=80)
    case_number = models.CharField(max_length=50, default="")
    item_code = models.CharField(max_length=50)
    agency = models.CharField(max_length=18)
    line = models.CharField(max_length=40)
    region = models.CharField(max_length=12)
    occurred_at = models.DateTimeField()
    raised_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("about", "rule_code", "occasion"), name="warning_once_per_occasion"
            ),
        )
        indexes = (
            models.Index(fields=("agency", "raised_at", "id"), name="warning_by_agency"),
            models.Index(fields=("line", "raised_at", "id"), name="warning_by_line"),
            models.Index(fields=("raised_at", "id"), name="warning_newest"),
        )


class Order(models.Model):
    """A supervision order 督办单; ``state`` is a projection of its moves.

    Of one warning, or issued by hand: then it says itself what it is about and under which
    article, and ``token`` keeps a second press from issuing a second one. ``overseer`` is the body
    that judges the answer.
    """

    id = models.CharField(primary_key=True, max_length=40)
    warning = models.OneToOneField(AgencyWarning, on_delete=models.PROTECT, null=True)
    case_id = models.CharField(max_length=40, default="")
    case_number = models.CharField(max_length=50, default="")
    item_code = models.CharField(max_length=50, default="")
    article = models.CharField(max_length=80, default="")
    token = models.CharField(max_length=160, null=True, unique=True)
    level = models.CharField(max_length=40)
    agency = models.CharField(max_length=18)
    line = models.CharField(max_length=40)
    region = models.CharField(max_length=12)
    overseer = models.CharField(max_length=18)
    answer_days = models.PositiveIntegerField()
    todo = models.JSONField()
    state = models.CharField(max_length=40)
    cause = models.CharField(max_length=40, default="")
    escalations = models.PositiveSmallIntegerField(default=0)
    issued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = (
            models.Index(fields=("agency", "due_at", "id"), name="order_by_agency"),
            models.Index(fields=("line", "due_at", "id"), name="order_by_line"),
            models.Index(
                fields=("due_at", "id"),
                condition=Q(state="order-state/open"),
                name="order_to_be_answered",
            ),
        )


class OrderMove(models.Model):
    """One thing that happened to an order; rows are never changed. ``post`` is empty for us."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, db_index=False)
    seq = models.PositiveIntegerField()
    move = models.CharField(max_length=20)
    at = models.DateTimeField()
    post = models.CharField(max_length=60, default="")
    agency = models.CharField(max_length=18, default="")
    cause = models.CharField(max_length=40, default="")
    words = models.CharField(max_length=1000, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("order", "seq"), name="order_move_in_order"),
        )


class BadRating(models.Model):
    """A bad rating that waits to be answered 差评整改: a second round asked for, in time."""

    encounter_id = models.CharField(primary_key=True, max_length=40)
    item_code = models.CharField(max_length=50)
    agency = models.CharField(max_length=18)
    rated_at = models.DateTimeField()
    settled = models.BooleanField(default=False)

    class Meta:
        indexes = (
            models.Index(
                fields=("rated_at",), condition=Q(settled=False), name="bad_rating_waiting"
            ),
        )


class SweepPlace(models.Model):
    """How far the sweep over yellow lights has come; it goes round."""

    name = models.CharField(primary_key=True, max_length=20)
    at = models.DateTimeField(null=True)
    case_id = models.CharField(max_length=40, default="")
