"""The files of a sealed OFD package: where each stands and what the fixed ones say."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime

from tongban_trust.drawing import Box, LaidPage
from tongban_trust.ofd.markup import escape, number, root
from tongban_trust.ofd.page import PAGE_ID, last_object_id
from tongban_trust.seals.signature import SM2_WITH_SM3
from tongban_trust.suites import suite

CREATOR = "Tongban"
SM3 = "1.2.156.10197.1.401"
SIGNATURES = "Doc_0/Signs/Signatures.xml"
SIGNATURE = "Doc_0/Signs/Sign_0/Signature.xml"
SEAL = "Doc_0/Signs/Sign_0/Seal.esl"
SIGNED_VALUE = "Doc_0/Signs/Sign_0/SignedValue.dat"
UNDIGESTED = frozenset({SIGNATURES, SIGNATURE, SEAL, SIGNED_VALUE})
ATTACHED = "Doc_0/Attachs/"
PROPERTY = f"/{SIGNATURE}"
_ATTACHMENT = re.compile(r"[a-z][a-z0-9_]{0,30}(\.[a-z0-9]{1,8})?", re.ASCII)


def front(*, identifier: str, title: str, author: str, at: datetime) -> bytes:
    """``OFD.xml``."""
    document = hashlib.sha256(identifier.encode()).hexdigest()[:32]
    facts = (
        f"<ofd:DocID>{document}</ofd:DocID><ofd:Title>{escape(title)}</ofd:Title>"
        f"<ofd:Author>{escape(author)}</ofd:Author><ofd:Subject>{escape(identifier)}</ofd:Subject>"
        f"<ofd:CreationDate>{at.astimezone(UTC).date().isoformat()}</ofd:CreationDate>"
        f"<ofd:Creator>{CREATOR}</ofd:Creator><ofd:CreatorVersion>1</ofd:CreatorVersion>"
    )
    body = (
        f"<ofd:DocBody><ofd:DocInfo>{facts}</ofd:DocInfo>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        f"<ofd:Signatures>/{SIGNATURES}</ofd:Signatures></ofd:DocBody>"
    )
    return root("OFD", body, ' Version="1.1" DocType="OFD"')


def document(laid: LaidPage, *, attached: bool) -> bytes:
    """``Document.xml``."""
    box = f"0 0 {number(laid.page.width)} {number(laid.page.height)}"
    more = "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>" if attached else ""
    body = (
        f"<ofd:CommonData><ofd:MaxUnitID>{last_object_id(laid)}</ofd:MaxUnitID>"
        f"<ofd:PageArea><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:PageArea>"
        "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages>"
        f'<ofd:Page ID="{PAGE_ID}" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>{more}'
    )
    return root("Document", body)


def attachment_files(attachments: Mapping[str, bytes], at: datetime) -> dict[str, bytes]:
    """The attachments and their list; ValueError for a name that is no plain file name."""
    if not attachments:
        return {}
    files, entries = {}, ""
    for place, name in enumerate(sorted(attachments), start=1):
        if not _ATTACHMENT.fullmatch(name):
            raise ValueError(f"“{name[:60]}” cannot name an attachment")
        kind = name.rpartition(".")[2]
        entries += (
            f'<ofd:Attachment ID="{place}" Name="{name}" Format="{kind}"'
            f' CreationDate="{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" Visible="false">'
            f"<ofd:FileLoc>/{ATTACHED}{name}</ofd:FileLoc></ofd:Attachment>"
        )
        files[ATTACHED + name] = attachments[name]
    files[f"{ATTACHED}Attachments.xml"] = root("Attachments", entries)
    return files


def signature_list() -> bytes:
    """``Signatures.xml``: there is one signature, and never another."""
    body = (
        "<ofd:MaxSignId>1</ofd:MaxSignId>"
        f'<ofd:Signature ID="1" Type="Seal" BaseLoc="/{SIGNATURE}"/>'
    )
    return root("Signatures", body)


def signature(files: Mapping[str, bytes], *, place: Box, at: datetime) -> bytes:
    """``Signature.xml`` (18.2): the SM3 digest of every file but those of the signature."""
    digest = suite("gm").hash
    references = "".join(
        f'<ofd:Reference FileRef="/{name}">'
        f"<ofd:CheckValue>{b64encode(digest(files[name])).decode()}</ofd:CheckValue></ofd:Reference>"
        for name in sorted(files)
        if name not in UNDIGESTED
    )
    box = " ".join(map(number, (place.x, place.y, place.width, place.height)))
    body = (
        f'<ofd:SignedInfo><ofd:Provider ProviderName="{CREATOR}" Version="1" Company="{CREATOR}"/>'
        f"<ofd:SignatureMethod>{SM2_WITH_SM3}</ofd:SignatureMethod>"
        f"<ofd:SignatureDateTime>{at.astimezone(UTC):%Y%m%d%H%M%SZ}</ofd:SignatureDateTime>"
        f'<ofd:References CheckMethod="{SM3}">{references}</ofd:References>'
        f'<ofd:StampAnnot ID="1" PageRef="{PAGE_ID}" Boundary="{box}"/>'
        f"<ofd:Seal><ofd:BaseLoc>/{SEAL}</ofd:BaseLoc></ofd:Seal></ofd:SignedInfo>"
        f"<ofd:SignedValue>/{SIGNED_VALUE}</ofd:SignedValue>"
    )
    return root("Signature", body)
