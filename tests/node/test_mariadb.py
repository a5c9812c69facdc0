"""The database adapter beside a real MariaDB: quoting, dates, odd numbers, a restart."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import time
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec

import pytest

from tests.node.apart import run_apart
from tests.node.test_adapters import EXPECTED, ROWS, source
from tongban_node.adapters import SourceOdd, SourceSilent
from tongban_node.attack.processes import free_port

_SERVER = os.environ.get("TONGBAN_MARIADBD") or shutil.which("mariadbd") or shutil.which("mysqld")
pytestmark = pytest.mark.skipif(
    not _SERVER or not find_spec("pymysql"),
    reason="no MariaDB here: apt-get install mariadb-server-core, pip install pymysql",
)
_STARTS_WITHIN_S = 60


@contextmanager
def server(folder, port: int):
    """A MariaDB on ``port`` with its data in ``folder``; a connection to it."""
    folder.mkdir(exist_ok=True)
    messages = os.path.join(os.path.dirname(_SERVER), "../share/mysql")
    options = [
        "--no-defaults", "--skip-grant-tables", "--skip-networking=0", "--bind-address=127.0.0.1",
        f"--port={port}", f"--datadir={folder}", f"--socket={folder}/s",
        f"--user={getpass.getuser()}",
        f"--pid-file={folder}/pid", f"--lc-messages-dir={messages}",
    ]  # fmt: skip
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen([_SERVER, *options], stdout=log, stderr=log)
    try:
        yield _connected(process, port)
    finally:
        process.terminate()
        process.wait(60)


def _connected(process, port: int):
    driver = import_module("pymysql")
    deadline = time.monotonic() + _STARTS_WITHIN_S
    while process.poll() is None and time.monotonic() < deadline:
        try:
            return driver.connect(host="127.0.0.1", port=port, user="root", autocommit=True)
        except driver.Error:
            time.sleep(0.1)
    raise RuntimeError("MariaDB does not start")


def adapter_for(port: int):
    return source(
        "sql", driver="pymysql", host="127.0.0.1", port=port, user="root", database="rk",
        table="v_person", quote="`",
    )  # fmt: skip


def test_a_mariadb_answers_refuses_and_comes_back(tmp_path) -> None:
    port = free_port()
    with server(tmp_path / "db", port) as made:
        cursor = made.cursor()
        cursor.execute("CREATE DATABASE rk CHARACTER SET utf8mb4")
        cursor.execute("CREATE TABLE rk.v_person (sfzh varchar(40), xm text, csrq date, gxrq date)")
        for row in ROWS:
            cursor.execute(
                "INSERT INTO rk.v_person VALUES (%(sfzh)s, %(xm)s, %(csrq)s, %(gxrq)s)", row
            )
        cursor.execute("INSERT INTO rk.v_person (sfzh, xm) VALUES ('9x', '同音'), ('9x', '重号')")

        async def body() -> None:
            adapter = adapter_for(port)
            assert await adapter.check() == ()
            found = await adapter.rows(["1", "2", "'; DROP TABLE v_person; --"], ["name", "born"])
            assert found == EXPECTED
            # The database takes letters of either case for the same: nobody is mistaken by it.
            cursor.execute("DELETE FROM rk.v_person WHERE xm = '重号'")
            assert "9X" not in await adapter.rows(["9X"], ["name"])
            cursor.execute("INSERT INTO rk.v_person (sfzh, xm) VALUES ('9x', '重号')")
            with pytest.raises(SourceOdd):
                await adapter.rows(["9x"], ["name"])
            await adapter.close()

        run_apart(body())

    async def gone_and_back() -> None:
        adapter = adapter_for(port)
        with server(tmp_path / "db", port):
            assert len(await adapter.rows(["1"], ["name"])) == 1
        with pytest.raises(SourceSilent):
            await adapter.rows(["1"], ["name"])
        with server(tmp_path / "db", port):
            assert len(await adapter.rows(["1"], ["name"])) == 1
        await adapter.close()

    run_apart(gone_and_back())
