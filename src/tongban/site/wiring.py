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

from tongban.site.connector_places import connector_doors, connector_token
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
    _connectors()
    _cases()
    _elements()
    _forms()
    _identity()
    _ledger()
    _notices()
    _parcels()
    _payments()
    _receivers()
    _reception()
    _seals()


def _connectors() -> None:
    """A department's own system is reached where the settings say, by the token they keep."""
    door: Any = import_module("tongban.connectors.api")

    def line(connector: Any) -> Any:
        url = connector_doors(settings.DATA_DIR).get(connector.code)
        if not url:
            return None
        return door.HttpLine(connector, url, connector_token(settings.DATA_DIR, connector.secret))

    door.connect_lines(line)
    door.connect_tokens(lambda known: connector_token(settings.DATA_DIR, known.secret))


def _cases() -> None:
    """Promises beside cases, and what institutions delivered, are kept by the rooms above them."""
    cases: Any = import_module("tongban.cases.api")
    commitments: Any = import_module("tongban.commitments.api")
    cases.connect_promises(commitments.PromiseDesk())
    intermediaries: Any = import_module("tongban.intermediaries.api")
    cases.connect_deliveries(intermediaries.DeliveryDesk())


def _elements() -> None:
    """The demo's registers answer for every source whose channel is the twin; where nodes are
    named, they are asked for all that is shared and whose provider has a node, and through them
    other platforms for what these granted."""
    elements: Any = import_module("tongban.elements.api")
    exchange: Any = import_module("tongban.exchange.api")
    elements.connect_sources_elsewhere(exchange.source_across)
    registers = elements.RegisterTwin()
    if settings.EXCHANGE_NODES:
        registers = exchange.NodeRegisters(
            doors=settings.EXCHANGE_NODES, secret=settings.EXCHANGE_SECRET, otherwise=registers
        )
    elements.connect_adapter("register-twin", registers)


def _forms() -> None:
    """Half-filled forms of bundles are kept as drafts; their room knows what they are called."""
    forms: Any = import_module("tongban.forms.api")
    bundles: Any = import_module("tongban.bundles.api")
    forms.connect_kept_forms(bundles.kept_bundle)


def _identity() -> None:
    """The demo's population register knows the cast; elsewhere nobody checks until connected."""
    if not settings.DEMO:
        return
    identity: Any = import_module("tongban.identity.api")
    cast: Any = import_module("tongban.site.demo.cast")
    identity.connect_checker(identity.IdentityCheckerTwin(cast.register_people))


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
    """The payment channel that is named, else the demo's twin."""
    payments: Any = import_module("tongban.payments.api")
    if settings.PAYMENT_CHANNEL:
        channel = payments.HttpChannel(settings.PAYMENT_CHANNEL, settings.RECEIVER_SECRET)
        payments.connect_channel(payments.HTTP_CHANNEL, channel)
    else:
        payments.connect_channel(payments.CHANNEL, payments.ChannelTwin())


# What each receiver is told of: a message service of the steps of a case, a register of the
# certificates that came of it.
TOLD = {
    "notices": ("CaseSubmitted", "CaseAccepted", "CorrectionRequested", "AcceptanceRefused",
                "CasePaymentAsked", "CasePaymentSettled", "CaseDecided", "CaseWithdrawn",
                "ResultDelivered"),
    "registry": ("CertificateIssued", "CertificateStatusChanged"),
}  # fmt: skip


def _receivers() -> None:
    """The receivers outside that have an address; nobody is told of what nobody waits for."""
    receivers: Any = import_module("tongban.receivers.api")
    for name, url in settings.RECEIVERS.items():
        receivers.connect_receiver(
            name=name,
            receiver=receivers.HttpReceiver(url, settings.RECEIVER_SECRET),
            events=TOLD[name],
        )


def _reception() -> None:
    """The demo's windows have twins of their devices; elsewhere none is there until connected."""
    if not settings.DEMO:
        return
    reception: Any = import_module("tongban.reception.api")
    cast: Any = import_module("tongban.site.demo.cast")
    reader = reception.CardReaderTwin(
        lambda: [reception.Card(name, number) for name, number in cast.window_cards()]
    )
    reception.connect_device(reception.Device.CARD_READER, reader)
    reception.connect_device(reception.Device.SCANNER, reception.ScannerTwin())
    reception.connect_device(reception.Device.SIGNATURE_TABLET, reception.SignatureTabletTwin())
    reception.connect_device(reception.Device.RATING_TABLET, reception.RatingTabletTwin())


def _seals() -> None:
    """Firms sign in with the licence that the register of certificates says is in force."""
    certificates: Any = import_module("tongban.certificates.api")
    seals: Any = import_module("tongban.seals.api")
    seals.connect_licences(certificates.licence_to_sign_in)
