"""Fixtures of the composition root's tests."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A short path that the account running PostgreSQL can reach; pytest's own are closed to it."""
    with tempfile.TemporaryDirectory(prefix="tb-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)
