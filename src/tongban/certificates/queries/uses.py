"""Who used a certificate 用证记录: complete, for a use is written where it happens."""

from __future__ import annotations

from tongban.certificates.domain.sharing import CheckCountView, UseView, UseWay, labels_of
from tongban.certificates.models import AnnotatedCopy, CertificateUse, CheckCount
from tongban.certificates.queries.holding import readable_row
from tongban.certificates.sealing import unseal_words
from tongban.certificates.types import type_version
from tongban.kernel.actor import Actor
from tongban.kernel.page import Page

_MOST = 50
_DAYS = 31


def uses_of(actor: Actor, certificate_id: str, cursor: str | None = None) -> Page[UseView]:
    """Uses of one's certificate, newest first, 50 a page. Refuses CertificateNotFound."""
    row = readable_row(actor, certificate_id)
    listed = CertificateUse.objects.filter(certificate=row).order_by("-id")
    if cursor:
        listed = listed.filter(id__lt=cursor)
    rows = list(listed[: _MOST + 1])
    shown = rows[:_MOST]
    labels = labels_of(type_version(row.type_code, row.type_version))
    opened = unseal_words((row.holder_id, use.sealed) for use in shown)
    views = tuple(
        UseView(
            id=use.id,
            at=use.at,
            way=UseWay(use.way),
            user=words.get("user", ""),
            purpose=words.get("purpose", ""),
            case_id=use.case_id,
            article=use.article,
            fields=tuple(labels[name] for name in use.fields if name in labels),
            share_id=use.share_id,
        )
        for use, words in zip(shown, opened, strict=True)
    )
    return Page(views, shown[-1].id if len(rows) > _MOST else None)


def checks_of(actor: Actor, certificate_id: str) -> tuple[CheckCountView, ...]:
    """How often strangers checked its codes, by day, the last 31 days with any; nobody is named.

    Refuses CertificateNotFound.
    """
    row = readable_row(actor, certificate_id)
    numbers = dict(
        AnnotatedCopy.objects.filter(certificate=row).order_by("id").values_list("id", "number")
    )
    counts = CheckCount.objects.filter(certificate=row).order_by("-day", "copy_id")[:_DAYS]
    return tuple(CheckCountView(c.day, c.times, numbers.get(c.copy_id, "")) for c in counts)


def cases_relying_on(certificate_id: str) -> tuple[str, ...]:
    """Ids of the cases in which this certificate stood in for a material, in order.

    For the room of cases, to flag running ones when the certificate ends 证照失效联动.
    """
    rows = CertificateUse.objects.filter(certificate_id=certificate_id, case_id__isnull=False)
    cases = rows.order_by("case_id").values_list("case_id", flat=True).distinct()
    return tuple(case_id for case_id in cases if case_id)
