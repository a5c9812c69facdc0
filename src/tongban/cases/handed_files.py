"""Files that are handed in for materials: one's own upload, or what an institution delivered.

What an institution 中介机构 made for the applicant is kept by the room above cases, asked by a port
when a file is not the sender's own: nobody uploads again what the platform already holds.
"""

from __future__ import annotations

from typing import Protocol

from tongban.cases.views.material import MaterialView, MaterialWay
from tongban.catalogue.api import MaterialView as AskedMaterial
from tongban.files.api import FileNotYours, blob
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text


class Deliveries(Protocol):
    """What the room of intermediary services does for cases."""

    def delivered(
        self, subject_id: str, item_code: str, material_code: str, blob_id: str
    ) -> str | None:
        """The SHA-256 of a file that was delivered to this subject for this material of the item.

        None when it was not.
        """
        ...


_connected: list[Deliveries] = []


def connect_deliveries(deliveries: Deliveries) -> None:
    """Say which room keeps what institutions delivered; called once, while wiring."""
    _connected[:] = [deliveries]


def handed_file(
    actor: Actor, subject_id: str, item_code: str, asked: AskedMaterial, blob_id: str | None
) -> MaterialView | None:
    """The material a file becomes; None without one, or when it is not the applicant's to use."""
    if not blob_id:
        return None
    try:
        file = blob(actor, blob_id)
    except FileNotYours:
        return _delivered(subject_id, item_code, asked, blob_id)
    return MaterialView(asked.code, asked.name, MaterialWay.UPLOAD, file.id, file.sha256)


def unreadable(asked: AskedMaterial) -> Problem:
    """The problem of a file that is not there, or not the applicant's to hand in."""
    return Problem(
        f"material:{asked.code}",
        "cases.material_unreadable",
        Text.of(
            f"没有找到您上传的“{asked.name.zh}”。",
            f"The file you uploaded for “{asked.name.en}” was not found.",
        ),
        Text.of("请重新上传。", "Please upload it again."),
    )


def _delivered(
    subject_id: str, item_code: str, asked: AskedMaterial, blob_id: str
) -> MaterialView | None:
    if not _connected:
        return None
    sha256 = _connected[0].delivered(subject_id, item_code, asked.code, blob_id)
    if sha256 is None:
        return None
    return MaterialView(asked.code, asked.name, MaterialWay.INSTITUTION, blob_id, sha256)
