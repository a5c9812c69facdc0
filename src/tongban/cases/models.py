"""Tables of this room. Private. Events are append-only: a trigger in the migration sees to it."""

from __future__ import annotations

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q


class Case(models.Model):
    """A case 办件. State columns are a projection of its events, kept for lists.

    ``next_at`` orders the desk by what is due first; ``watch_at`` is when a clock may run out.
    ``sealed`` is the dossier, ``sealed_row`` only the masked name a list shows; both encrypted.
    """

    id = models.CharField(primary_key=True, max_length=40)
    number = models.CharField(max_length=50, unique=True)
    item_code = models.CharField(max_length=50)
    item_version_id = models.CharField(max_length=60)
    item_version = models.PositiveIntegerField()
    title = models.JSONField()
    situation = models.CharField(max_length=64, null=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, db_index=False)
    applicant_id = models.CharField(max_length=60)
    agent_id = models.CharField(max_length=60, null=True)
    mandate_id = models.CharField(max_length=60, null=True)
    receiving_agency = models.CharField(max_length=18)
    deciding_agency = models.CharField(max_length=18)
    current_agency = models.CharField(max_length=18)
    line = models.CharField(max_length=40)
    region = models.CharField(max_length=12)
    channel = models.CharField(max_length=20)
    platform = models.CharField(max_length=40, default="tongban")
    idempotency_token = models.CharField(max_length=80)
    fees = models.JSONField(default=list)
    delivery = models.CharField(max_length=40, default="")
    sealed = models.BinaryField()
    sealed_row = models.BinaryField()
    state = models.CharField(max_length=40)
    submitted_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    yellow_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField()
    watch_at = models.DateTimeField(null=True)
    paused = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("applicant_id", "idempotency_token"), name="case_once_per_token"
            ),
        )
        indexes = (
            # The desk: open cases of an agency by the moment something is due; keyset order.
            models.Index(
                fields=("current_agency", "next_at", "id"),
                include=("region", "state"),
                condition=Q(closed_at__isnull=True),
                name="case_desk_open",
            ),
            models.Index(
                fields=("current_agency", "state", "next_at", "id"),
                include=("region",),
                name="case_desk_by_state",
            ),
            # Finding at the desk: what an agency has of one item, the newest first.
            models.Index(
                fields=("current_agency", "item_code", "submitted_at", "id"),
                include=("region",),
                name="case_find_by_item",
            ),
            models.Index(fields=("applicant_id", "submitted_at", "id"), name="case_mine"),
            models.Index(
                fields=("watch_at", "id"),
                condition=Q(watch_at__isnull=False),
                name="case_to_watch",
            ),
            # Whose light has turned yellow: only open cases stand in it, none decided at once.
            models.Index(
                fields=("yellow_at", "id"),
                condition=Q(closed_at__isnull=True, yellow_at__isnull=False),
                name="case_nearly_due",
            ),
            # What was closed on a day: rows lie by time, so ranges of pages are enough.
            BrinIndex(fields=("closed_at",), pages_per_range=16, name="case_closed_on"),
        )


class FlowVersion(models.Model):
    """One published version of a flow 办理流程; rows are never changed."""

    code = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    definition = models.JSONField()
    release_id = models.CharField(max_length=40)
    published_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("code", "version"), name="case_flow_version"),
        )


class CaseFlow(models.Model):
    """The flow a case runs on and where it stands: a projection of its events."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.PROTECT)
    code = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    marking = models.JSONField()


class CaseEvent(models.Model):
    """One thing that happened. ``sealed`` holds its words about people, for the applicant's key."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, db_index=False)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    account_id = models.CharField(max_length=60, null=True)
    post_id = models.CharField(max_length=60, null=True)
    facts = models.JSONField()
    sealed = models.BinaryField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "seq"), name="case_event_in_order"),)
        indexes = (
            # What is published of lateness, newest first.
            models.Index(
                fields=("at", "id"),
                condition=Q(kind="DeadlineAppended"),
                name="case_event_late",
            ),
            # What rules decided on a day: the sample is drawn from it.
            models.Index(
                fields=("at",),
                condition=Q(kind="Approved", by="rules"),
                name="case_event_by_rules",
            ),
        )


class Task(models.Model):
    """What a person must do next on a case; ``step`` is the step of its flow, empty without one.

    At most one open per case, step and agency.
    """

    id = models.CharField(primary_key=True, max_length=40)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, db_index=False)
    agency_code = models.CharField(max_length=18)
    region = models.CharField(max_length=12)
    step = models.CharField(max_length=64, default="", db_default="")
    created_at = models.DateTimeField()
    claimed_by = models.CharField(max_length=60, null=True)
    claimed_post = models.CharField(max_length=60, null=True)
    claimed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("case", "step", "agency_code"),
                condition=Q(done_at__isnull=True),
                name="task_one_open",
            ),
        )
        indexes = (
            # The desk of an agency that has a step in another agency's case.
            models.Index(
                fields=("agency_code", "case"),
                condition=Q(done_at__isnull=True) & ~Q(step=""),
                name="task_step_open",
            ),
        )


class Review(models.Model):
    """A decision of rules that a person looks at again 人工复核; a projection of the events.

    ``day`` is the day it was drawn for, empty where the applicant asked.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, db_index=False)
    day = models.CharField(max_length=10)
    opened_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "day"), name="case_review_once"),)
        indexes = (
            models.Index(
                fields=("opened_at", "id"),
                condition=Q(answered_at__isnull=True),
                name="case_review_open",
            ),
        )


class TrackAttempt(models.Model):
    """Failed tries at the tracking door, per number and window; nothing about who tried."""

    key = models.CharField(primary_key=True, max_length=80)
    window_start = models.DateTimeField()
    tries = models.PositiveIntegerField()


class CaseAlert(models.Model):
    """A certificate that the case relied on is no longer valid 证照失效; at most one per event."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, db_index=False)
    certificate_id = models.CharField(max_length=40)
    status = models.CharField(max_length=40)
    event_id = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("case", "event_id"), name="case_alert_once"),
        )
