"""The same rows by pgbench, PostgreSQL's own load program: a peer without any Python."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg
from psycopg import sql

from bench._rows import UNIQUE, Sample, changed, insert

_CLIENTS = 8
_TPS = re.compile(r"^tps = ([\d.]+)", re.MULTILINE)


def pgbench_rate(sample: Sample, count: int) -> float | None:
    """Transactions a second that write one case's rows, eight clients; None without pgbench."""
    program = _program()
    if program is None:
        return None
    url = os.environ["DATABASE_URL"]
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "case.sql")
        script.write_text(_script(sample, url), encoding="utf-8")
        said = subprocess.run(
            [program, "-n", "-f", script, "-c", str(_CLIENTS), "-j", "2",
             "-t", str(count // _CLIENTS), url],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    if said.returncode:
        raise RuntimeError(f"pgbench failed: {said.stderr[-500:]}")
    found = _TPS.search(said.stdout)
    return round(float(found[1]), 1) if found else None


def _program() -> str | None:
    beside = sorted(Path("/usr/lib/postgresql").glob("*/bin/pgbench"), reverse=True)
    return shutil.which("pgbench") or next(map(str, beside), None)


def _script(sample: Sample, url: str) -> str:
    """One transaction; a random number makes every key its own."""
    lines = ["\\set n random(1, 9000000000000000)", "BEGIN;"]
    with psycopg.connect(url) as reader:
        keys = {sample.case_id: "case_~N~", sample.certificate_id: "cert_~N~"}
        for place, (table, row) in enumerate(sample.rows):
            fresh = {
                name: f"b{place}_~N~" if name in UNIQUE else changed(name, value, keys)
                for name, value in row.items()
            }
            values = [sql.Literal(value) for value in fresh.values()]
            statement = insert(table, tuple(fresh), values).as_string(reader)
            lines.append(re.sub(r"~N~", "'||:n||'", statement.replace("\n", " ")) + ";")
    return "\n".join([*lines, "END;"])
