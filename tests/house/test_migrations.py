"""The models and the migrations say the same, and a history has one end."""

from __future__ import annotations

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState
from django.utils import translation


def missing(written: ProjectState, models: ProjectState) -> dict[str, list[str]]:
    """What ``makemigrations`` would add, by room."""
    with translation.override(None):  # labels of Django's own tables would differ by language
        changes = MigrationAutodetector(
            written, models, NonInteractiveMigrationQuestioner(specified_apps=set(), dry_run=True)
        ).changes(graph=MigrationLoader(None, ignore_no_migrations=True).graph)
    return {
        label: [str(operation) for migration in migrations for operation in migration.operations]
        for label, migrations in changes.items()
    }


def written_state() -> ProjectState:
    return MigrationLoader(None, ignore_no_migrations=True).project_state()


def test_no_migration_is_missing():
    with translation.override(None):
        models = ProjectState.from_apps(apps)
    lost = missing(written_state(), models)
    assert not lost, f"Run tongban manage makemigrations: {lost}"


def test_a_missing_migration_is_caught():
    written = written_state()
    written.remove_model("contenttypes", "contenttype")
    assert "contenttypes" in missing(written, ProjectState.from_apps(apps))


def test_histories_have_one_end():
    assert not MigrationLoader(None, ignore_no_migrations=True).detect_conflicts()
