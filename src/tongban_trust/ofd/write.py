"""Write a page as a sealed OFD package."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from tongban_trust.drawing import LaidPage
from tongban_trust.ofd import package
from tongban_trust.ofd.archive import pack
from tongban_trust.ofd.page import font_resources, page_content
from tongban_trust.seals import SealUser, sign_with_seal


def write_ofd(
    laid: LaidPage,
    attachments: Mapping[str, bytes],
    sealer: SealUser,
    *,
    identifier: str,
    author: str,
    at: datetime,
) -> bytes:
    """The sealed package, as bytes. ``at`` is aware and whole seconds are kept.

    ``attachments`` are files by plain name (``record.json``). Only the signature differs between
    two runs with the same input. ValueError for names that cannot be attached, BadSeal when the
    seal may not be used so, NotCanonicalArchive when the whole is too large.
    Source: GB/T 33190-2016, GB/T 38540-2020.
    """
    resources, fonts = font_resources(laid)
    files = {
        "OFD.xml": package.front(
            identifier=identifier, title=laid.page.title, author=author, at=at
        ),
        "Doc_0/Document.xml": package.document(laid, attached=bool(attachments)),
        "Doc_0/PublicRes.xml": resources,
        "Doc_0/Pages/Page_0/Content.xml": page_content(laid),
        **fonts,
        **package.attachment_files(attachments, at),
    }
    signature = package.signature(files, place=laid.page.seal, at=at)
    files |= {
        package.SIGNATURES: package.signature_list(),
        package.SIGNATURE: signature,
        package.SEAL: sealer.seal.der,
        package.SIGNED_VALUE: sign_with_seal(
            sealer, signature, property_info=package.PROPERTY, at=at
        ),
    }
    return pack(files)
