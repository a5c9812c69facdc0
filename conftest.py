"""What every test gets: a wired house, a throw-away database, no network.

Without DATABASE_URL the suite starts a PostgreSQL of its own, by the same choice `tongban run`
makes, and throws it away at the end.
"""

from __future__ import annotations

import pytest

# Every test hunts for undefined template variables, unordered rows and personal data in logs.
pytest_plugins = ("tests.strict.logs", "tests.strict.querysets", "tests.strict.templates")


@pytest.fixture(autouse=True, scope="session")
def _wired_house() -> None:
    """Every room wired, as in production."""
    from tongban.site.wiring import wire

    wire()
