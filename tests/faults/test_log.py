"""A small sample of the log's kill harness: nothing acknowledged is lost, doubled or forked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.timeout(300)
def test_the_log_is_whole_though_its_writer_was_killed(postgres_url: str, tmp_path: Path):
    env = os.environ | {
        "DATABASE_URL": postgres_url,
        "TONGBAN_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "tongban.site.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    done = subprocess.run(
        [sys.executable, "-m", "bench.faults.log", "--kills", "8", "--seed", "3"],
        cwd=ROOT, env=env, capture_output=True, text=True, timeout=280, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert (told["kills"], told["files_lost_or_set_back"]) == (8, 1)
    assert told["leaves_acknowledged"] > 0
    assert told["checkpoints_told"] > 0
    assert (told["lost"], told["doubled"], told["forked"]) == (0, 0, 0)
