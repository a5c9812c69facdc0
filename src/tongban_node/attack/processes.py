"""Real nodes for a world: each a process with its own folder, keystore and CSV source."""

from __future__ import annotations

import csv
import hashlib
import os
import random
import socket
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from tongban_node.attack.world import PROVIDER, RESOURCE, SCHEME, World
from tongban_trust.keys import FileKeystore
from tongban_trust.signing import SoftKey, algorithm_of

SECRET = "an application's secret, for this run only"  # noqa: S105
PASSPHRASE = "a passphrase for this run only"  # noqa: S105
_ENVIRONMENT_NAME = "TONGBAN_NODE_PASSPHRASE"
_STARTS_WITHIN_S = 100
# Below those the system gives away by itself: none is taken between the choice and the listening.
_PORTS = range(20_000, 32_000)
_dice = random.SystemRandom()

_TOML = """
id = "{node}"
suite = "{suite}"
data = "."
keystore = "keys"
listen = "127.0.0.1:{port}"
local_listen = "127.0.0.1:{local_port}"
platform_url = "{platform_url}"
platform_keys = ["{platform_key}"]
poll_s = 2
least_free_mb = {least_free_mb}
most_waiting = 4096
source_timeout_ms = 60000
call_timeout_ms = 60000

[[applications]]
name = "attack"
secret_sha256 = "{secret}"
"""
_SOURCE = """
[[sources]]
resource = "{resource}"
kind = "csv-folder"
scheme = "{scheme}"
subject_column = "sfzh"
as_of_column = "gxrq"
columns = {{ name = "xm", birth_date = "csrq", address = "dz" }}
options = {{ folder = "{folder}" }}
"""


class NodeProcess:
    """One node of a world in its own process, in ``folder``."""

    def __init__(self, world: World, name: str, folder: Path, platform_port: int) -> None:
        """Write its settings, keys and source; keys of ``world`` become the node's."""
        folder.mkdir(parents=True)
        self.name, self.folder = name, folder
        self.port, self.local_port = free_port(), free_port()
        world.urls[name] = f"http://127.0.0.1:{self.port}"
        store = FileKeystore(folder / "keys", PASSPHRASE, world.suite_name)
        algorithm, now = algorithm_of(world.suite_name), datetime.now(UTC)
        for kept, key_name in ((world.keys, "node"), (world.log_keys, "log")):
            made = store.create(key_name, algorithm, now)
            if not isinstance(made, SoftKey):
                raise TypeError("The keystore gives no key in memory")
            kept[name] = made
        settings = _TOML.format(
            node=name, suite=world.suite_name, port=self.port, local_port=self.local_port,
            platform_url=f"http://127.0.0.1:{platform_port}/{name}",
            platform_key=world.platform_key.public.spki.hex(), least_free_mb=1,
            secret=hashlib.sha256(SECRET.encode()).hexdigest(),
        )  # fmt: skip
        if name == PROVIDER:
            settings += self._source(world)
        (folder / "node.toml").write_text(settings, encoding="utf-8")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it has a policy. RuntimeError with its last words."""
        with (self.folder / "log.txt").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tongban_node", "run", "--config", "node.toml"],
                cwd=self.folder,
                env={**os.environ, _ENVIRONMENT_NAME: PASSPHRASE},
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + _STARTS_WITHIN_S
        while time.monotonic() < deadline:
            ready = (self.folder / "policy" / "snapshot").exists() and _answers(self.port)
            if ready and self.process.poll() is None:
                return
            time.sleep(0.05)
        said = (self.folder / "log.txt").read_text("utf-8")[-2000:]
        raise RuntimeError(f"Node {self.name} does not start: {said}")

    def stop(self, *, kill: bool = False) -> None:
        """Stop it in order, or as a power cut would."""
        if self.process is not None:
            (self.process.kill if kill else self.process.terminate)()
            self.process.wait(30)
            self.process = None

    def _source(self, world: World) -> str:
        folder = self.folder / "drop"
        folder.mkdir()
        rows = list(world.people())
        with (folder / "people.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, list(rows[0]))
            table.writeheader()
            table.writerows(rows)
        return _SOURCE.format(resource=RESOURCE, scheme=SCHEME, folder=folder)


def free_port() -> int:
    """A port nothing listens on, and that the system gives to nobody who asks for any."""
    while True:
        port = _dice.choice(_PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(("127.0.0.1", port)) == 0
