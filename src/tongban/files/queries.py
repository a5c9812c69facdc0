"""What can be asked of the room."""

from __future__ import annotations

from tongban.files.adapters.store import read
from tongban.files.models import Blob
from tongban.files.policies import require_reader
from tongban.files.refusals import FileDamaged, FileNotYours
from tongban.files.views import BlobView
from tongban.kernel.actor import Actor
from tongban.ledger.api import unseal


def blob(actor: Actor, blob_id: str, *, granted: bool = False) -> BlobView:
    """What is known of a file. ``granted`` as in ``read_blob``; refused with FileNotYours."""
    row = _row(actor, blob_id, granted=granted)
    name = unseal(row.owner_id, bytes(row.filename)).decode()
    return BlobView(row.id, row.sha256, row.size, row.media_type, name, row.stored_at)


def read_blob(actor: Actor, blob_id: str, *, granted: bool = False) -> bytes:
    """The file's bytes, compared with their hash.

    The owner may read it. Somebody else only with ``granted=True``: the room that attached the
    file (a case's material, a certificate's picture) asked its own policy first and vouches for
    this actor. Refused with FileNotYours, or FileDamaged when the kept bytes are not those.
    """
    row = _row(actor, blob_id, granted=granted)
    content = read(row.sha256)
    if content is None:
        raise FileDamaged
    return content


def _row(actor: Actor, blob_id: str, *, granted: bool) -> Blob:
    row = Blob.objects.filter(id=blob_id).order_by("id").first()
    if row is None:
        raise FileNotYours
    require_reader(actor, row.owner_id, granted=granted)
    return row
