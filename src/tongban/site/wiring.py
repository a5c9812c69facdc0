"""Wiring: what each room offers the others is connected here, once, after Django is ready.

Found by name in every built room, so nothing needs to be added for them:
- ``<room>/handlers.py`` is imported: its ``@subscribe`` and ``@periodic`` register themselves;
- ``<room>/shelf.py``: every shelf in its ``SHELVES`` tuple (or its one ``SHELF``) is registered
  with ``content``.

Ports (a lower room asks, an upper room answers) are filled by name in ``_fill_ports`` below:
one function per room, in alphabetical order.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.conf import settings

from tongban.site.rooms import built_rooms, has_module

_wired = False


def wire() -> None:
    """Connect the rooms. Called by wsgi, the CLI and the tests; a second call does nothing."""
    global _wired
    if _wired:
        return
    _wired = True
    for room in built_rooms():
        _register_shelves(room)
    for room in built_rooms():
        if has_module(f"tongban.{room}.handlers"):
            import_module(f"tongban.{room}.handlers")
    _fill_ports()


def _register_shelves(room: str) -> None:
    if not (has_module(f"tongban.{room}.shelf") and has_module("tongban.content.api")):
        return
    content: Any = import_module("tongban.content.api")
    module = import_module(f"tongban.{room}.shelf")
    one = getattr(module, "SHELF", None)
    for shelf in getattr(module, "SHELVES", (one,) if one else ()):
        content.register_shelf(shelf)


def _fill_ports() -> None:
    _elements()
    _ledger()
    _notices()
    _parcels()
    _payments()
    _seals()


def _elements() -> None:
    """The demo's registers answer for every source whose channel is the twin; where nodes are
    named, they are asked for all that is shared and whose provider has a node."""
    elements: Any = import_module("tongban.elements.api")
    registers = elements.RegisterTwin()
    if settings.EXCHANGE_NODES:
        exchange: Any = import_module("tongban.exchange.api")
        registers = exchange.NodeRegisters(
            doors=settings.EXCHANGE_NODES, secret=settings.EXCHANGE_SECRET, otherwise=registers
        )
    elements.connect_adapter("register-twin", registers)


def _ledger() -> None:
    """Leaves are placed and signed twice a second and shown to the witnesses each second, in
    whichever worker is first."""
    if not has_module("tongban.ledger.api"):
        return
    jobs: Any = import_module("tongban.jobs.api")
    ledger: Any = import_module("tongban.ledger.api")
    jobs.periodic("ledger.sequence_leaves", 0.5)(ledger.sequence_leaves)
    jobs.periodic("ledger.gather_cosignatures", 1.0)(ledger.gather_cosignatures)


def _notices() -> None:
    """The demo's text gateway and voice line are their twins."""
    notices: Any = import_module("tongban.notices.api")
    for name in notices.NoticeChannel:
        notices.connect_message_channel(name, notices.MessageTwin(name))


def _parcels() -> None:
    """The demo's courier is its twin."""
    parcels: Any = import_module("tongban.parcels.api")
    parcels.connect_courier(parcels.CourierTwin())


def _payments() -> None:
    """The demo's payment channel is its twin."""
    payments: Any = import_module("tongban.payments.api")
    payments.connect_channel(payments.CHANNEL, payments.ChannelTwin())


def _seals() -> None:
    """Firms sign in with the licence that the register of certificates says is in force."""
    certificates: Any = import_module("tongban.certificates.api")
    seals: Any = import_module("tongban.seals.api")
    seals.connect_licences(certificates.licence_to_sign_in)
