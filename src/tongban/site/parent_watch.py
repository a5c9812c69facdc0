"""A child that was started by `tongban run` ends when its parent is killed outright."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

_VARIABLE = "TONGBAN_PARENT"
_INTERVAL_S = 1.0


def environment_for_children() -> dict[str, str]:
    """What to put into a child's environment so that it watches us."""
    return {_VARIABLE: str(os.getpid())}


def leave_with_parent() -> None:
    """Watch the parent from a thread; a program started by hand has none and watches nothing.

    SystemExit when it was killed while this program was still loading.
    """
    parent = os.environ.get(_VARIABLE)
    if parent is None:
        return
    if str(os.getppid()) != parent:
        _leave_if_gone(int(parent))
        return

    def watch() -> None:
        while str(os.getppid()) == parent:
            time.sleep(_INTERVAL_S)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()


def _leave_if_gone(parent: int) -> None:
    """A parent that lives is somebody's between us and it: they watch."""
    try:
        os.kill(parent, 0)
    except ProcessLookupError:
        sys.exit(0)
    except PermissionError:
        return
