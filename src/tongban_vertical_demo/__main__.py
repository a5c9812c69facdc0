"""``python -m tongban_vertical_demo FOLDER PORT``: serve until stopped."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

from tongban_vertical_demo.register import open_register
from tongban_vertical_demo.serving import Server

TOKEN = "VERTICAL_DEMO_TOKEN"  # noqa: S105  the name of it


def main(folder: Path, port: int) -> None:
    """Serve on 127.0.0.1 until SIGTERM or SIGINT."""
    with open_register(folder) as register, Server(port, register, os.environ[TOKEN]) as server:

        def stop(*_: object) -> None:
            threading.Thread(target=server.shutdown).start()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        server.serve_forever(poll_interval=0.2)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
