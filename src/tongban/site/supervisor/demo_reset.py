"""Throwing the demo data away; refused wherever that could hurt somebody."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.site.supervisor.demo import forget_published, publish_if_changed, settle_if_empty
from tongban.site.supervisor.prepared import forget
from tongban.site.supervisor.preparing import migrate_if_needed


class NotADemo(Refusal):
    """This installation does not run the demo profile."""

    def __init__(self) -> None:
        super().__init__(
            code="site.not_a_demo",
            message=Text.of(
                "只有演示环境（TONGBAN_PROFILE=demo）可以重置。",
                "Only a demo (TONGBAN_PROFILE=demo) can be reset.",
            ),
            mend=Text.of("真实数据请用备份恢复。", "Restore real data from a backup."),
            kind=RefusalKind.NOT_ALLOWED,
        )


class DatabaseInUse(Refusal):
    """Somebody is connected: most likely the platform is running."""

    def __init__(self, connections: int) -> None:
        super().__init__(
            code="site.database_in_use",
            message=Text.of(
                f"数据库还有 {connections} 个连接在使用。",
                f"The database is in use: {connections} connections.",
            ),
            mend=Text.of(
                "先停止 tongban run（Ctrl-C），再重置。",
                "Stop tongban run (Ctrl-C) first, then reset.",
            ),
            kind=RefusalKind.CONFLICT,
        )


def reset_demo(data_dir: Path, pack_dir: Path) -> None:
    """Empty database, blobs, evidence log and nodes, then tables, demo pack and people afresh.

    The nodes' logs hold what was asked about people who are no more; the next start makes them
    anew. The platform's keys and the chosen cluster stay. Refused with NotADemo or DatabaseInUse,
    nothing changed then.
    """
    if not settings.DEMO:
        raise NotADemo
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        others = cursor.fetchone()[0]
        if others:
            raise DatabaseInUse(others)
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    for folder in ("blobs", "log", "nodes"):
        shutil.rmtree(data_dir / folder, ignore_errors=True)
    forget_published(data_dir)
    forget(data_dir)
    migrate_if_needed()
    publish_if_changed(pack_dir, data_dir)
    settle_if_empty(datetime.now(UTC))
