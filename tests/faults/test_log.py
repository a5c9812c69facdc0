"""A small sample of the log's kill harness: nothing acknowledged is lost, doubled or forked."""

from __future__ import annotations

from pathlib import Path

from tests.faults.harness import told_by


def test_the_log_is_whole_though_its_writer_was_killed(postgres_url: str, tmp_path: Path):
    told = told_by("log", "--kills", "8", "--seed", "3", database=postgres_url, data=tmp_path)
    assert (told["kills"], told["files_lost_or_set_back"]) == (8, 1)
    assert told["leaves_acknowledged"] > 0
    assert told["checkpoints_told"] > 0
    assert (told["lost"], told["doubled"], told["forked"]) == (0, 0, 0)
