"""Reading payments: one's own notices and receipts, an agency's, the reconciliations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from tongban.agencies.api import agency
from tongban.certificates.api import supervisor_of_type
from tongban.identity.api import subject
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.money import Money
from tongban.kernel.page import MAX_PAGE_SIZE, Page
from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text
from tongban.ledger.api import unseal_many
from tongban.payments import policies
from tongban.payments.models import Notice, Order, Payout, Receipt, Reconciliation, ReversedReceipt
from tongban.payments.receipts import RECEIPT_TYPE
from tongban.payments.refusals import NoticeNotFound, PaymentNotForYou
from tongban.payments.views import (
    ChargeLine,
    Difference,
    Lack,
    LineKind,
    NoticeState,
    NoticeView,
    OrderState,
    PayoutState,
    PayoutView,
    ReceiptView,
    ReconciliationView,
    ReversedReceiptView,
    Totals,
)

_MOST_DAYS = 31


def notice(actor: Actor, notice_id: str) -> NoticeView:
    """A payment notice of one's own, of whom one acts for, or of one's agency.

    Refuses NoticeNotFound, also for everybody else.
    """
    return notice_view(_seen(actor, Notice.objects.filter(id=notice_id).order_by("id").first()))


def notice_about(actor: Actor, about: str) -> NoticeView | None:
    """The newest notice about a case or a recovery, where the actor may see one."""
    row = Notice.objects.filter(about=about).order_by("-id").first()
    return notice_view(row) if row is not None and policies.may_see(actor, row) else None


def notice_numbered(actor: Actor, number: str) -> NoticeView:
    """A notice by the 20 digits 缴款码 somebody brings to the window.

    Refuses NoticeNotFound, also when it is of another agency.
    """
    row = Notice.objects.filter(number=number.strip()).order_by("id").first()
    return notice_view(_seen(actor, row))


def my_notices(actor: Actor, after: str | None = None, size: int = 20) -> Page[NoticeView]:
    """Notices of the subject the actor acts for, newest first; ``after`` is a notice id."""
    size = min(max(size, 1), MAX_PAGE_SIZE)
    rows = Notice.objects.filter(payer_id=actor.acts_for or "").order_by("-id")
    if after:
        rows = rows.filter(id__lt=after)
    found = list(rows[: size + 1])
    views = tuple(_views(found[:size]))
    return Page(views, found[size - 1].id if len(found) > size else None)


def receipt(actor: Actor, notice_id: str) -> ReceiptView:
    """The electronic receipt 财政电子票据 of a paid notice, for its payer and its agency.

    Refuses NoticeNotFound when there is none yet.
    """
    row = _seen(actor, Notice.objects.filter(id=notice_id).order_by("id").first())
    made = Receipt.objects.filter(notice=row).order_by("pk").first()
    if made is None:
        raise NoticeNotFound
    return ReceiptView(
        code=made.code,
        number=made.number,
        check_code=made.check_code,
        payer=subject(Actor.system("receipts"), row.payer_id).name,
        notice=notice_view(row),
        issued_at=made.issued_at,
        void_at=made.void_at,
        certificate_id=made.certificate_id,
        total=Money(made.amount, row.currency),
        reversed=tuple(_reversed(row)),
        supervisor=supervisor_of_type(RECEIPT_TYPE),
    )


def _reversed(row: Notice) -> Iterable[ReversedReceiptView]:
    for gone in ReversedReceipt.objects.filter(notice=row).order_by("reversed_at", "number"):
        yield ReversedReceiptView(
            code=gone.code,
            number=gone.number,
            total=Money(gone.amount, row.currency),
            issued_at=gone.issued_at,
            reversed_at=gone.reversed_at,
            red_number=gone.red_number,
            certificate_id=gone.certificate_id,
        )


def payout_about(actor: Actor, about: str) -> PayoutView | None:
    """The payout about a benefit, for its payee, its agency and services; None when none."""
    row = Payout.objects.filter(about=about).order_by("id").first()
    if row is None:
        return None
    mine = row.payee_id == actor.acts_for and not actor.posts
    service = actor.acts_for is None and not actor.posts and actor.account_id is None
    return payout_view(row) if mine or service or row.agency_code in actor.agencies else None


def reconciliations(actor: Actor) -> tuple[ReconciliationView, ...]:
    """The newest reconciled days, at most 31. Refuses PaymentNotForYou."""
    if not policies.may_reconcile(actor):
        raise PaymentNotForYou
    rows = Reconciliation.objects.order_by("-day", "channel")[:_MOST_DAYS]
    return tuple(map(reconciliation_view, rows))


def notice_view(row: Notice) -> NoticeView:
    """One notice as a view (who may see it was asked before)."""
    return _views([row])[0]


def _views(rows: list[Notice]) -> list[NoticeView]:
    ids = [row.id for row in rows]
    stray: dict[str, list[Decimal]] = {}
    orders = Order.objects.filter(notice_id__in=ids, state=OrderState.STRAY.value)
    for notice_id, paid in orders.order_by("id").values_list("notice_id", "paid"):
        stray.setdefault(notice_id, []).append(paid or Decimal(0))
    receipts = set(
        Receipt.objects.filter(notice_id__in=ids).order_by("pk").values_list("notice_id", flat=True)
    )
    words = _words(rows)
    return [
        NoticeView(
            id=row.id,
            number=row.number,
            about=row.about,
            payer_id=row.payer_id,
            agency_code=row.agency_code,
            agency_name=_agency_name(row.agency_code),
            region=row.region,
            lines=tuple(_line(line) for line in row.lines),
            total=Money(row.amount, row.currency),
            state=NoticeState(row.state),
            issued_at=row.issued_at,
            pay_by=row.pay_by,
            paid_at=row.paid_at,
            refunded_at=row.refunded_at,
            returned=tuple(Money(paid, row.currency) for paid in stray.get(row.id, ())),
            closed_words=words.get(row.id, ""),
            has_receipt=row.id in receipts,
            in_parts=row.in_parts,
            paid=Money(row.paid_amount, row.currency),
            going_back=Money(row.returned_amount, row.currency),
        )
        for row in rows
    ]


def _words(rows: Iterable[Notice]) -> dict[str, str]:
    said = [row for row in rows if row.closed_words is not None]
    opened = unseal_many((row.payer_id, bytes(row.closed_words or b"")) for row in said)
    return {
        row.id: plain.decode() for row, plain in zip(said, opened, strict=True) if plain is not None
    }


def payout_view(row: Payout) -> PayoutView:
    """One payout as a view; of the account only the last four digits."""
    (plain,) = unseal_many([(row.payee_id, bytes(row.account))])
    return PayoutView(
        id=row.id,
        about=row.about,
        amount=Money(row.amount, row.currency),
        state=PayoutState(row.state),
        account_end=plain.decode()[-4:] if plain else "",
        asked_at=row.asked_at,
        ended_at=row.ended_at,
    )


def reconciliation_view(row: Reconciliation) -> ReconciliationView:
    """One reconciled day as a view."""
    return ReconciliationView(
        channel=row.channel,
        day=row.day if isinstance(row.day, date) else date.fromisoformat(row.day),
        totals=tuple(
            Totals(
                LineKind(one["kind"]),
                one["our_count"],
                Money(Decimal(one["our_sum"])),
                one["their_count"],
                Money(Decimal(one["their_sum"])),
            )
            for one in row.totals
        ),
        differences=tuple(
            Difference(
                LineKind(one["kind"]),
                one["reference"],
                Lack(one["lack"]),
                Money(Decimal(one["ours"])) if one["ours"] is not None else None,
                Money(Decimal(one["theirs"])) if one["theirs"] is not None else None,
            )
            for one in row.differences
        ),
        done_at=row.done_at,
        runs=row.runs,
    )


def _seen(actor: Actor, row: Notice | None) -> Notice:
    if row is None or not policies.may_see(actor, row):
        raise NoticeNotFound
    return row


def _line(stored: dict[str, object]) -> ChargeLine:
    name, standard = stored["name"], stored["standard"]
    return ChargeLine(
        Text.from_mapping(name if isinstance(name, dict) else {}),
        Text.from_mapping(standard if isinstance(standard, dict) else {}),
        Money(Decimal(str(stored["amount"])), str(stored["currency"])),
        ArticleRef.parse(str(stored["article"])),
    )


def _agency_name(code: str) -> Text:
    try:
        return agency(code).name
    except Refusal:
        return Text.of(code, code)
