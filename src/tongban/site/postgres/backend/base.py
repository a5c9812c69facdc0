"""A connection of a request before is asked whether it still works: by its socket, if just used.

Django asks the server with each request, which costs as much as a statement. A server that went
away, or threw the connection out, has said so on the socket.
"""

from __future__ import annotations

import select
import time

from django.db.backends.postgresql import base
from psycopg.pq import ConnStatus

_TRUSTED_S = 1.0


class DatabaseWrapper(base.DatabaseWrapper):
    """As Django's; the server itself is asked once a second at most, and after any error."""

    _asked_at = float("-inf")

    def is_usable(self) -> bool:
        """Whether the connection works."""
        just_asked = time.monotonic() - self._asked_at < _TRUSTED_S
        if just_asked and not self.errors_occurred and self._silent():
            return True
        usable: bool = super().is_usable()
        if usable:
            self._asked_at = time.monotonic()
        return usable

    def _silent(self) -> bool:
        """Nothing has come that nobody asked for: no end, no last word of a server that stops."""
        if self.connection is None or self.connection.pgconn.status != ConnStatus.OK:
            return False
        poll = select.poll()
        poll.register(self.connection.pgconn.socket, select.POLLIN)
        return not poll.poll(0)
