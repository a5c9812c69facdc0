"""Locks pin hashes and name no host."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house.checkers import locks
from tests.house.tree import REPO, plant
from tests.house.violation import assert_caught, assert_kept

HASH = "--hash=sha256:" + "0" * 64


def test_the_locks_of_the_house_name_no_host():
    assert_kept(locks.check(REPO))


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("requirements.lock", "--index-url https://pypi.example.org/simple\n", "names a host"),
        ("requirements.lock", f"a @ https://x.org/a.whl {HASH}\n", "names a host"),
        ("requirements-dev.txt", "django==5.2\n", "django is pinned without a hash"),
        ("package-lock.json", '{"resolved": "https://registry.example.org/a.tgz"}', "names a host"),
    ],
)
def test_a_loose_lock_is_caught(tmp_path: Path, path: str, text: str, said: str):
    assert_caught(locks.check(plant(tmp_path, {path: text})), said)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("requirements.lock", f"# from https://pypi.org\ndjango==5.2 \\\n    {HASH}\n"),
        ("package-lock.json", '{"integrity": "sha512-x",\n"url": "https://fund.example.org"}'),
    ],
)
def test_a_tight_lock_passes(tmp_path: Path, path: str, text: str):
    assert_kept(locks.check(plant(tmp_path, {path: text})))
