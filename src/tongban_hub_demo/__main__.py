"""``python -m tongban_hub_demo FOLDER PORT SUITE``: serve until stopped."""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path

from tongban_hub_demo.serving import Server, member_in
from tongban_hub_demo.telling import Telling


def main(folder: Path, port: int, suite_name: str) -> None:
    """Serve on 127.0.0.1 until SIGTERM or SIGINT."""
    telling = Telling(folder, suite_name, f"http://127.0.0.1:{port}")
    with Server(port, telling, member_in(folder)) as server:

        def stop(*_: object) -> None:
            threading.Thread(target=server.shutdown).start()

        over = threading.Event()
        threading.Thread(target=server.listen_to_member, args=(over,), daemon=True).start()
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        server.serve_forever(poll_interval=0.2)
        over.set()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
