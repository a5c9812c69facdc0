"""Run a fault harness of ``bench`` on a throw-away database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def told_by(harness: str, *arguments: str, database: str, data: Path) -> dict[str, Any]:
    """What ``bench.faults.<harness>`` says in the end; fails with its complaint when it fails."""
    env = os.environ | {
        "DATABASE_URL": database,
        "TONGBAN_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "tongban.site.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    done = subprocess.run(
        [sys.executable, "-m", f"bench.faults.{harness}", *arguments],
        cwd=ROOT, env=env, capture_output=True, text=True, timeout=380, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told
