"""A demo receiver: does each effect once and keeps it in a book (message service, register).

``python -m bench.faults.effects_world.sink --port N --book FILE [--skew HOURS]``
"""

from __future__ import annotations

from typing import Any

from bench.faults.effects_world.book import Book
from bench.faults.effects_world.serving import Answer, asked, clock, linger, serve


def main() -> None:
    """Serve until killed."""
    given = asked()
    book = Book(given.book)
    known = {line["key"] for line in book.lines if "again" not in line}

    def answer(verb: str, path: str, said: dict[str, Any]) -> Answer:
        del path
        if verb != "POST":
            return 200, {}
        with book.lock:
            if said["key"] in known:
                book.write({"again": True, "key": said["key"]})
                return 200, {"again": True}
            book.write({**said, "at": clock(given.skew)})
            known.add(said["key"])
        linger()
        return 201, {}

    serve(given.port, answer)


if __name__ == "__main__":
    main()
