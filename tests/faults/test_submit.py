"""A small sample of the fault harness: killed while submitting, nothing is lost or doubled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.timeout(300)
def test_every_acknowledged_case_exists_once_though_the_servers_were_killed(
    postgres_url: str, tmp_path: Path
):
    env = os.environ | {
        "DATABASE_URL": postgres_url,
        "TONGBAN_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "tongban.site.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    done = subprocess.run(
        [sys.executable, "-m", "bench.faults.submit", "--kills", "2", "--per-round", "6"],
        cwd=ROOT, env=env, capture_output=True, text=True, timeout=280, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert (told["kills"], told["acknowledged"]) == (2, 12)
    assert (told["lost"], told["doubled"]) == (0, 0)
