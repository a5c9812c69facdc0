"""What has to be true before the first request: tables, static files, the demo province."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.management.commands.collectstatic import Command as CollectStatic
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from whitenoise.storage import CompressedManifestStaticFilesStorage

_DIGEST = ".digest"


def migrate_if_needed() -> bool:
    """Apply migrations; False when the tables are already those of this version."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", verbosity=0, interactive=False)
    return True


def collect_static_if_changed(static_root: Path) -> bool:
    """Hash and compress the static files into the data directory, when they differ from it."""
    digest = _static_digest()
    marker = static_root / _DIGEST
    if marker.exists() and marker.read_text() == digest:
        return False
    command = CollectStatic()
    command.storage = CompressedManifestStaticFilesStorage()
    call_command(command, verbosity=0, interactive=False, clear=True)
    marker.write_text(digest)
    return True


def _static_digest() -> str:
    digest = hashlib.sha256()
    for name, size, changed in sorted(_static_files()):
        digest.update(f"{name}:{size}:{changed}\n".encode())
    return digest.hexdigest()


def _static_files() -> Iterator[tuple[str, int, int]]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            yield name, found.st_size, found.st_mtime_ns
