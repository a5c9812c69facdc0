"""``python -m tongban_vertical_demo FOLDER PORT``: serve until stopped.

VERTICAL_DEMO_TOKEN is what others show and what it signs with; VERTICAL_DEMO_PUSH, where there is
one, an address and a connector's code: it then pushes its steps there.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

from tongban_vertical_demo.pushing import Pusher
from tongban_vertical_demo.register import Register, open_register
from tongban_vertical_demo.serving import Server

TOKEN = "VERTICAL_DEMO_TOKEN"  # noqa: S105  the name of it
PUSH = "VERTICAL_DEMO_PUSH"


def main(folder: Path, port: int) -> None:
    """Serve on 127.0.0.1 until SIGTERM or SIGINT."""
    with (
        open_register(folder) as register,
        Server(port, register, os.environ[TOKEN], _pusher(register)) as server,
    ):

        def stop(*_: object) -> None:
            threading.Thread(target=server.shutdown).start()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        server.serve_forever(poll_interval=0.2)


def _pusher(register: Register) -> Pusher | None:
    url, _, code = os.environ.get(PUSH, "").partition(" ")
    return Pusher(register, url, code, os.environ[TOKEN]) if code else None


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
