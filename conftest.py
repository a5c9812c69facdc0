"""What every test gets: a wired house, a throw-away database, no network.

Without DATABASE_URL the suite starts a PostgreSQL of its own, by the same choice `tongban run`
makes, and throws it away at the end.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connections
from django.test import override_settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tongban.ledger.actions.open_evidence_log import kept_names
from tongban.site.database import database_settings
from tongban.site.postgres.server import throw_away_cluster
from tongban.site.wiring import wire

# No test is timed: a busy machine must not fail a property, nor the luck of a seed whose first
# examples do not fit.
_LUCK = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
hypothesis_settings.register_profile("untimed", deadline=None, suppress_health_check=_LUCK)
hypothesis_settings.load_profile("untimed")

# Every test hunts for undefined template variables, unordered rows and personal data in logs.
pytest_plugins = ("tests.strict.logs", "tests.strict.querysets", "tests.strict.templates")


@pytest.hookimpl(tryfirst=True)  # the scheduler reads the marks as soon as its own turn comes
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where several processes share the suite: each file stays whole, set up once.

    The journeys are shared out one by one, so that no process waits for the other at the end. They
    come after all tests that use the database, as pytest-django orders them: the browser's event
    loop stays in its process, where Django's database refuses to work beside it.
    """
    for item in items:
        place = item.path.relative_to(settings.ROOT)
        if "journeys" not in place.parts:
            item.add_marker(pytest.mark.xdist_group(place.as_posix()))


@pytest.fixture(autouse=True, scope="session")
def _wired_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Every room wired, on a data directory and static files of the tests' own."""
    data_dir = tmp_path_factory.mktemp("data")
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        DATA_DIR=data_dir,
        BLOB_DIR=data_dir / "blobs",
        STATIC_ROOT=data_dir / "static",
        LOG_WITNESSES="",  # those of a platform run in this checkout know nothing of tests
        STORAGES={**settings.STORAGES, "staticfiles": plain},
        WHITENOISE_USE_FINDERS=True,
    ):
        settings.STATIC_ROOT.mkdir()  # whitenoise warns without it
        wire()
        yield


@pytest.fixture(autouse=True)
def _no_log_name_of_another_test() -> None:
    """A test that empties its database takes the log's name with it."""
    kept_names.clear()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL where databases may be made: the one given, else one of our own."""
    given = os.environ.get("DATABASE_URL")
    if given:
        yield given
        return
    with throw_away_cluster() as cluster:
        yield cluster.url
        connections.close_all()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, postgres_url: str
) -> None:
    """Point Django at that PostgreSQL before it makes the test database."""
    del django_db_modify_db_settings_parallel_suffix
    database = connections["default"].settings_dict
    for key, value in database_settings(postgres_url).items():
        if key in ("USER", "PASSWORD", "HOST", "PORT", "NAME"):
            database[key] = value
    # Threads of workers and servers must not keep a connection when their work is done.
    database["CONN_MAX_AGE"] = 0
