"""Delete messages whose time to be kept is over 保存期限."""

from __future__ import annotations

from datetime import datetime, timedelta

from tongban.notices.models import Message
from tongban.notices.queries import rules_in_force

_BATCH = 500


def clear_old(now: datetime) -> int:
    """Delete up to 500 messages older than the rules keep them, documents later; how many.

    The leaves that say that they were told, served and opened stay. Source: 个人信息保护法 19, 47.
    """
    rules = rules_in_force()
    old = Message.objects.none()
    for is_document, days in ((False, rules.keep_days), (True, rules.keep_document_days)):
        old |= Message.objects.filter(
            is_document=is_document, told_at__lt=now - timedelta(days=days)
        )
    ids = list(old.order_by("told_at", "id").values_list("id", flat=True)[:_BATCH])
    Message.objects.filter(id__in=ids).delete()
    return len(ids)
