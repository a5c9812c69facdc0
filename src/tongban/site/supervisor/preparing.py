"""What has to be true before the first request: tables, static files, the demo province."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.management.commands.collectstatic import Command as CollectStatic
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from rich.console import Console
from whitenoise.storage import CompressedManifestStaticFilesStorage

from tongban.identity.api import demo_accounts
from tongban.kernel.refusal import Refusal
from tongban.ledger.api import log_identity
from tongban.site.demo.hub import prepare_hub
from tongban.site.demo.nodes import prepare_nodes
from tongban.site.exits import tell
from tongban.site.supervisor.demo import publish_if_changed, settle_if_empty
from tongban.site.supervisor.prepared import Prepared, SignIn, forget, remember
from tongban.site.supervisor.witnesses import prepare_witnesses

_DIGEST = ".digest"


def prepare_everything(data_dir: Path, console: Console, *, with_demo: bool) -> Prepared:
    """Tables, static files and, for a demo, the province; remembered when all went well."""
    with console.status("bringing the tables up to date"):
        migrate_if_needed()
    collect_static_if_changed(settings.STATIC_ROOT)
    is_whole = True
    if with_demo:
        with console.status("publishing the demo province (when it changed)"):
            is_whole = _publish_demo(data_dir)
        log = log_identity()
        prepare_witnesses(data_dir, log.key, log.suite)
        with console.status("preparing the agencies' nodes"):
            prepare_nodes(data_dir, datetime.now(UTC))
        with console.status("joining the demo's national hub"):
            prepare_hub(data_dir, datetime.now(UTC))
    prepared = Prepared(tuple(SignIn(each.label, each.role) for each in demo_accounts()))
    connections.close_all()
    if is_whole:
        remember(data_dir, prepared, os.environ["DATABASE_URL"])
    else:
        forget(data_dir)
    return prepared


def _publish_demo(data_dir: Path) -> bool:
    try:
        publish_if_changed(settings.PACK_DIR, data_dir)
        settle_if_empty(datetime.now(UTC))
    except Refusal as refusal:
        # A slip in the pack is told in full, and the release that stands goes on serving.
        tell(refusal, as_json=False)
        return False
    return True


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
