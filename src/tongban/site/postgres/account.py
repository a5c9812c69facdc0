"""Which account runs PostgreSQL, and what that account can reach."""

from __future__ import annotations

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_CANDIDATES = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Account:
    """An account of this machine; ``name`` is empty for our own."""

    name: str
    uid: int
    gid: int

    @property
    def is_ourselves(self) -> bool:
        """Whether programs run as we do."""
        return not self.name

    def subprocess_options(self) -> dict[str, Any]:
        """Arguments for subprocess that make a program run as this account."""
        if self.is_ourselves:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def ourselves() -> Account:
    """The account this program runs as."""
    return Account("", os.geteuid(), os.getegid())


def named(name: str) -> Account:
    """A recorded account; KeyError when the machine no longer knows it."""
    if not name:
        return ourselves()
    entry = pwd.getpwnam(name)
    return Account(name, entry.pw_uid, entry.pw_gid)


def unprivileged() -> Account:
    """Ourselves, or when we are root an account that PostgreSQL accepts to run as."""
    if os.geteuid() != 0:
        return ourselves()
    for name in _CANDIDATES:
        try:
            return named(name)
        except KeyError:
            continue
    raise KeyError("no unprivileged account: neither postgres nor nobody")


def can_reach(account: Account, path: Path) -> bool:
    """Whether ``account`` may pass through every existing directory above ``path``."""
    if account.is_ourselves:
        return True
    return all(
        _may_enter(account, parent.stat()) for parent in path.resolve().parents if parent.exists()
    )


def _may_enter(account: Account, found: os.stat_result) -> bool:
    if found.st_uid == account.uid:
        return bool(found.st_mode & stat.S_IXUSR)
    if found.st_gid == account.gid:
        return bool(found.st_mode & stat.S_IXGRP)
    return bool(found.st_mode & stat.S_IXOTH)
