"""The worker process."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tongban.site.parent_watch import leave_with_parent
from tongban.site.starting import prepare


def work() -> None:
    """Deliver events and run the periodic tasks until SIGINT or SIGTERM."""
    leave_with_parent()
    prepare()
    jobs: Any = import_module("tongban.jobs.api")  # models want Django to be ready first
    jobs.run_worker()


if __name__ == "__main__":
    work()
