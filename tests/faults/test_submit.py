"""A small sample of the fault harness: killed while submitting, nothing is lost or doubled."""

from __future__ import annotations

from pathlib import Path

from tests.faults.harness import told_by


def test_every_acknowledged_case_exists_once_though_the_servers_were_killed(
    postgres_url: str, tmp_path: Path
):
    told = told_by(
        "submit", "--kills", "2", "--per-round", "6", database=postgres_url, data=tmp_path
    )
    assert (told["kills"], told["acknowledged"]) == (2, 12)
    assert (told["lost"], told["doubled"]) == (0, 0)
