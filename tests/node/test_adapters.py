"""Adapters: the same rows from a folder, a service and a database; odd ones are told."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import replace

import psycopg
import pytest
from aiohttp import web
from django.db import connection as django_connection

from tests.node.apart import run_apart
from tongban_node.adapters import Row, SourceOdd, SourceSilent, open_source
from tongban_node.adapters.csv_folder import CsvFolder
from tongban_node.adapters.source import scalar
from tongban_node.attack.processes import free_port
from tongban_node.config import ConfigWrong, SourceSettings
from tongban_node.serving import listen

SETTINGS = SourceSettings(
    resource="population", kind="", scheme="resident-id", subject_column="sfzh",
    as_of_column="gxrq", columns={"name": "xm", "born": "csrq"}, options={},
)  # fmt: skip
ROWS = [
    {"sfzh": "1", "xm": "某甲", "csrq": "1990-01-02", "gxrq": "2026-01-01"},
    {"sfzh": "2", "xm": "某乙·𠮷", "csrq": None, "gxrq": "2026-01-02"},
]
EXPECTED = {
    "1": Row({"name": "某甲", "born": "1990-01-02"}, "2026-01-01"),
    "2": Row({"name": "某乙·𠮷", "born": None}, "2026-01-02"),
}


def source(kind: str, timeout_ms: int = 60_000, **options):
    return open_source(replace(SETTINGS, kind=kind, options=options), timeout_ms)


def drop(folder, name: str, text: str) -> None:
    (folder / ".new").write_text(text, encoding="utf-8")
    (folder / ".new").rename(folder / name)


def csv_of(rows) -> str:
    lines = [",".join(row[key] or "" for key in ("sfzh", "xm", "csrq", "gxrq")) for row in rows]
    return "\n".join(["sfzh,xm,csrq,gxrq", *lines]) + "\n"


def test_a_folder_answers_from_the_newest_whole_file(tmp_path) -> None:
    async def body() -> None:
        folder = source("csv-folder", folder=str(tmp_path))
        with pytest.raises(SourceSilent):
            await folder.rows(["1"], ["name"])
        assert "no CSV file" in (await folder.check())[0]
        drop(tmp_path, "a.csv", csv_of(ROWS))
        assert await folder.check() == ()
        found = await folder.rows(["1", "2", "3"], ["name", "born", "unknown"])
        assert found == EXPECTED | {"2": Row({"name": "某乙·𠮷", "born": ""}, "2026-01-02")}
        for bad in ("sfzh,xm\n1,x\n", csv_of(ROWS) + "1,twice,,\n", csv_of(ROWS) + "3,uneven\n"):
            drop(tmp_path, "b.csv", bad)
            assert len(await folder.check()) == 1
            assert (await folder.rows(["1"], ["name"]))["1"].values == {"name": "某甲"}

    run_apart(body())


def test_whoever_comes_while_the_first_file_is_read_waits_for_it(tmp_path, monkeypatch) -> None:
    drop(tmp_path, "a.csv", csv_of(ROWS))
    reading = CsvFolder._read_newest

    def slowly(self):
        time.sleep(0.05)
        return reading(self)

    monkeypatch.setattr(CsvFolder, "_read_newest", slowly)

    async def body() -> None:
        folder = source("csv-folder", folder=str(tmp_path))
        found = await asyncio.gather(*(folder.rows(["1"], ["name"]) for _ in range(5)))
        assert [each["1"].values for each in found] == [{"name": "某甲"}] * 5

    run_apart(body())


def test_a_service_is_asked_for_what_is_wanted_only() -> None:
    async def body() -> None:
        asked, said = [], {"rows": ROWS}

        async def service(request: web.BaseRequest) -> web.Response:
            asked.append((await request.json(), request.headers.get("Authorization")))
            return web.Response(body=said if isinstance(said, bytes) else json.dumps(said).encode())

        port = free_port()
        runner = await listen(service, "127.0.0.1", port)
        adapter = source("http-json", url=f"http://127.0.0.1:{port}/x")
        try:
            assert await adapter.check() == ()
            assert await adapter.rows(["1", "2"], ["name", "born"]) == EXPECTED
            wanted = {"numbers": ["1", "2"], "columns": ["sfzh", "xm", "csrq", "gxrq"]}
            assert asked[-1] == (wanted, None)
            for odd in (
                {"rows": [{"xm": "x"}]}, {"rows": [*ROWS, ROWS[0]]}, {"rows": [{"sfzh": "9"}]},
                {"rows": 1}, [], b"no json", b"x" * (4 * 1024 * 1024 + 1),
                {"rows": [{"sfzh": "1", "xm": ["list"]}]}, {"rows": [{"sfzh": "1", "xm": 1.5}]},
            ):  # fmt: skip
                said = odd
                with pytest.raises(SourceOdd):
                    await adapter.rows(["1", "2"], ["name"])
        finally:
            await runner.cleanup()
        with pytest.raises(SourceSilent):
            await adapter.rows(["1"], ["name"])
        assert len(await adapter.check()) == 1
        await adapter.close()

    run_apart(body())


@pytest.fixture
def table(django_db_setup, django_db_blocker):
    """A table with rows, committed, in the throw-away database; its DSN."""
    with django_db_blocker.unblock():
        kept = django_connection.get_connection_params()
    names = ("host", "port", "user", "password", "dbname")
    dsn = psycopg.conninfo.make_conninfo(**{n: kept[n] for n in names if kept.get(n)})
    with psycopg.connect(dsn, autocommit=True) as made:
        made.execute(
            'CREATE TABLE "node_people" (sfzh text, xm text, csrq date, gxrq date, geheim text)'
        )
        for row in ROWS:
            made.execute(
                'INSERT INTO "node_people" VALUES (%(sfzh)s, %(xm)s, %(csrq)s, %(gxrq)s)'.replace(
                    "%(gxrq)s)", "%(gxrq)s, 'x')"
                ),
                row,
            )
    yield dsn
    with psycopg.connect(dsn, autocommit=True) as made:
        made.execute('DROP TABLE "node_people"')


def test_a_database_answers_by_any_driver(table) -> None:
    async def body() -> None:
        adapter = source("sql", driver="psycopg", dsn=table, table="node_people")
        assert await adapter.check() == ()
        found = await adapter.rows(["1", "2", "'; DROP TABLE node_people; --"], ["name", "born"])
        assert found == EXPECTED
        await adapter.close()
        gone = source("sql", driver="psycopg", dsn=table, table="node_nobody")
        assert len(await gone.check()) == 1
        with pytest.raises(SourceSilent):
            await gone.rows(["1"], ["name"])
        await gone.close()

    run_apart(body())


def test_a_database_that_hangs_is_silent(table) -> None:
    async def body() -> None:
        with psycopg.connect(table) as locking:
            locking.execute('LOCK TABLE "node_people"')
            adapter = source(
                "sql", timeout_ms=100, driver="psycopg", dsn=table, table="node_people"
            )
            with pytest.raises(SourceSilent, match="in time"):
                await adapter.rows(["1"], ["name"])
        await adapter.close()

    run_apart(body())


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("ldap", {}),
        ("sql", {"driver": "no_such_driver", "dsn": "", "table": "t"}),
        ("sql", {"driver": "psycopg", "dsn": "x", "table": 't"; DROP'}),
        ("sql", {"driver": "psycopg", "dsn": "x", "table": "t", "quote": "'"}),
        ("sql", {"driver": "psycopg", "dsn": "x"}),
        ("http-json", {}),
        ("csv-folder", {"folder": "x", "foldr": "y"}),
    ],
)
def test_odd_settings_are_refused(kind: str, options: dict) -> None:
    with pytest.raises(ConfigWrong):
        source(kind, **options)


@pytest.mark.parametrize("value", [1.5, b"x", [1], {"a": 1}, "x" * 4097])
def test_a_value_of_no_agreed_kind_is_odd(value) -> None:
    with pytest.raises(SourceOdd):
        scalar(value)
