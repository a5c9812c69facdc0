"""A real certificate of the demo, written out with all one needs to verify it."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import segno

from tongban.certificates.api import (
    DocumentForm,
    certificate,
    certificate_code,
    certificate_document,
    publish_bundle,
    valid_certificate_of,
)
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.ledger.api import gather_cosignatures, sequence_leaves
from tongban.site.demo.cast import COUPLE
from tongban.site.demo.certificates import give_certificates
from tongban.site.demo.loading import make_people
from tongban_trust.documents import SealedDocument, open_document
from tongban_trust.verify import read_attached

_MAKER = Actor.system("demo-people")
_TYPE = "jiehun-zheng"
_TRIES, _PAUSE_S = 60, 0.5


class DemoNotLogged(Refusal):
    """The evidence log did not take the certificate in time."""

    def __init__(self) -> None:
        super().__init__(
            "demo.not_logged",
            Text.of(
                "证照的签发还没有写入存证日志。", "The certificate's issue is not in the log yet."
            ),
            Text.of(
                "请用 tongban log verify 查看日志，稍后再试。",
                "Look at the log with tongban log verify, and try again.",
            ),
            RefusalKind.UNAVAILABLE,
        )


def write_sample(folder: Path, address: str, now: datetime) -> list[str]:
    """OFD, PDF, the QR code as PNG and text, the trust bundle; the names of the files.

    ``address`` is where the platform is. Refuses DemoNeedsPack, DemoNotLogged.
    """
    shown = certificate(_MAKER, _held(now))
    verify_url = f"{address}/verify/{shown.verify_token}"
    code = certificate_code(_MAKER, shown.id, verify_url, now)
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for form in DocumentForm:
        name = f"certificate.{form.value}"
        (folder / name).write_bytes(_logged(shown.id, form, verify_url))
        names.append(name)
    segno.make(code, error="m", micro=False).save(str(folder / "qr.png"), scale=6)
    (folder / "qr.txt").write_text(code + "\n", "utf-8")
    (folder / "bundle").write_bytes(publish_bundle(datetime.now(UTC)))
    return [*names, "qr.png", "qr.txt", "bundle"]


def _held(now: datetime) -> str:
    """The marriage certificate of the cast; who is not there yet is put on record first."""
    person = COUPLE[0].id
    held = valid_certificate_of(person, _TYPE, now)
    if held is None:
        make_people(number=0, seed=1, now=now)
        give_certificates(local_date(now), now)
        held = valid_certificate_of(person, _TYPE, now)
    if held is None:
        raise DemoNotLogged
    return held


def _logged(certificate_id: str, form: DocumentForm, verify_url: str) -> bytes:
    """The file once it carries the proof of inclusion; helps the log along."""
    for _ in range(_TRIES):
        now = datetime.now(UTC)
        sequence_leaves(now)
        gather_cosignatures(now)
        data = certificate_document(_MAKER, certificate_id, form, verify_url)
        opened = open_document(data)
        if isinstance(opened, SealedDocument) and read_attached(opened.attachments).inclusion:
            return data
        time.sleep(_PAUSE_S)
    raise DemoNotLogged
