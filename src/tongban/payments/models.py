"""Tables of this room. Private. The last two are the demo channel's own books, not ours."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Notice(models.Model):
    """A payment notice 缴款通知书; one per thing it is about that was not refunded whole.

    ``paid_amount`` is what its orders took, ``returned_amount`` what of it goes back.
    """

    id = models.CharField(primary_key=True, max_length=40)
    number = models.CharField(max_length=20, unique=True)
    about = models.CharField(max_length=60)
    payer_id = models.CharField(max_length=60)
    agency_code = models.CharField(max_length=18)
    region = models.CharField(max_length=12)
    lines = models.JSONField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=12)
    issued_at = models.DateTimeField()
    pay_by = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    refunded_at = models.DateTimeField(null=True)
    closed_words = models.BinaryField(null=True)
    in_parts = models.BooleanField(default=False)
    paid_amount = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    returned_amount = models.DecimalField(max_digits=14, decimal_places=2, default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(paid_amount__gte=0, paid_amount__lte=F("amount")),
                name="notice_parts_within_whole",
            ),
            models.CheckConstraint(
                condition=Q(returned_amount__gte=0, returned_amount__lte=F("paid_amount")),
                name="notice_returned_within_paid",
            ),
            models.UniqueConstraint(
                fields=("about",), condition=~Q(state="refunded"), name="notice_one_standing"
            ),
        )
        indexes = (
            models.Index(fields=("payer_id", "issued_at", "id"), name="notice_mine"),
            models.Index(fields=("agency_code", "state"), name="notice_of_agency"),
            models.Index(fields=("about", "id"), name="notice_about"),
        )


class Order(models.Model):
    """An attempt to pay a notice, or a part, at a channel.

    ``amount`` is what it asks for, ``paid`` what the channel says was given.
    """

    id = models.CharField(primary_key=True, max_length=40)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT)
    channel = models.CharField(max_length=40)
    channel_ref = models.CharField(max_length=64, default="")
    url = models.CharField(max_length=200, default="")
    state = models.CharField(max_length=10)
    verdict = models.CharField(max_length=20, default="")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    paid = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    opened_at = models.DateTimeField()
    looked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("notice",), condition=Q(state="opened"), name="order_one_open_per_notice"
            ),
        )
        indexes = (
            models.Index(fields=("looked_at",), condition=Q(state="opened"), name="order_open"),
            models.Index(fields=("channel", "ended_at"), name="order_of_day"),
        )


class Receipt(models.Model):
    """The electronic receipt 财政电子票据 that stands; one per notice, void once refunded.

    ``amount`` is what it says was paid, ``certificate_id`` the sealed form of it.
    """

    notice = models.OneToOneField(Notice, primary_key=True, on_delete=models.PROTECT)
    code = models.CharField(max_length=8)
    number = models.CharField(max_length=10, unique=True)
    check_code = models.CharField(max_length=6)
    amount = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    issued_at = models.DateTimeField()
    void_at = models.DateTimeField(null=True)
    certificate_id = models.CharField(max_length=60, default="")


class ReversedReceipt(models.Model):
    """A receipt that was reversed 红冲 by one of ``red_number``; another stands for the rest."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT)
    code = models.CharField(max_length=8)
    number = models.CharField(max_length=10, unique=True)
    check_code = models.CharField(max_length=6)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    issued_at = models.DateTimeField()
    reversed_at = models.DateTimeField()
    red_number = models.CharField(max_length=10, unique=True)
    certificate_id = models.CharField(max_length=60, default="")


class Refund(models.Model):
    """Money of one order sent back, whole or in part; ``words`` are sealed for the payer."""

    id = models.CharField(primary_key=True, max_length=40)
    order = models.ForeignKey(Order, on_delete=models.PROTECT)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    words = models.BinaryField(null=True)
    channel_ref = models.CharField(max_length=64, default="")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)


class Payout(models.Model):
    """Money paid to a person 发放; one per thing it is about. The account is sealed."""

    id = models.CharField(primary_key=True, max_length=40)
    about = models.CharField(max_length=60, unique=True)
    payee_id = models.CharField(max_length=60)
    agency_code = models.CharField(max_length=18)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    article = models.CharField(max_length=80)
    account = models.BinaryField()
    channel = models.CharField(max_length=40)
    channel_ref = models.CharField(max_length=64, default="")
    state = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("channel", "ended_at"), name="payout_of_day"),)


class Reconciliation(models.Model):
    """One day with one channel; doing it again writes over it and counts."""

    channel = models.CharField(max_length=40)
    day = models.DateField()
    totals = models.JSONField()
    differences = models.JSONField()
    done_at = models.DateTimeField()
    runs = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("channel", "day"), name="reconciled_once_per_day"),
        )


class TwinTrade(models.Model):
    """A trade in the demo channel's own books, with its own states."""

    order_id = models.CharField(primary_key=True, max_length=40)
    trade_no = models.CharField(max_length=40, unique=True)
    fen = models.BigIntegerField()
    paid_fen = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    trade_state = models.CharField(max_length=20)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class TwinTransfer(models.Model):
    """A refund or a payout in the demo channel's own books."""

    request_id = models.CharField(primary_key=True, max_length=40)
    transfer_no = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=10)
    fen = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    transfer_state = models.CharField(max_length=20)
    at = models.DateTimeField()
