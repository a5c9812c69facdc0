"""A child ends with the supervisor, also one that was still loading when it was killed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PROGRAM = "from tongban.site.parent_watch import leave_with_parent as l; l(); print('stays')"


def a_dead_process() -> int:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    return gone.pid


@pytest.mark.parametrize(
    ("parent", "said"),
    [(a_dead_process, ""), (lambda: 1, "stays\n"), (os.getpid, "stays\n")],
    ids=["killed-meanwhile", "somebody-elses", "our-own"],
)
def test_who_finds_the_supervisor_gone_does_not_start(parent, said):
    env = {**os.environ, "TONGBAN_PARENT": str(parent())}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=env, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, said), done.stderr
