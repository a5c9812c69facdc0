"""Finds the public reference data that may lie beside a checkout."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared_data(relative: str) -> Path:
    """The path of a reference file, or a skip that says what is missing."""
    path = Path(os.environ.get("TONGBAN_SHARED_DATA", _DEFAULT)) / relative
    if not path.exists():
        pytest.skip(f"public reference data not here: {relative} (set TONGBAN_SHARED_DATA)")
    return path
