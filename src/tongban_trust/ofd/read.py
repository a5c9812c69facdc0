"""Read a sealed OFD package that is byte for byte what the writer makes of its content.

No XML is interpreted here to decide anything: what is fixed is rebuilt and compared, what varies
is covered by the digests that the seal signed. The XML is still checked, so that no other reader
can be shown something else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tongban_trust.drawing import Box
from tongban_trust.ofd import package
from tongban_trust.ofd.archive import NotCanonicalArchive, unpack
from tongban_trust.ofd.markup import MarkupRefused, check_markup
from tongban_trust.seals import BadSeal, SealSignature, read_signature

_BOUNDARY = re.compile(
    rb'<ofd:StampAnnot ID="1" PageRef="1" Boundary="([0-9.]{1,9}) ([0-9.]{1,9}) ([0-9.]{1,9})'
    rb' ([0-9.]{1,9})"/>'
)
_REBUILT = (package.SIGNATURE, package.SIGNATURES)  # compared with what is written anew


class OfdRefused(ValueError):
    """The package is not what its seal covers, or not in our one form; the message says why."""


@dataclass(frozen=True, slots=True)
class OfdContent:
    """The attachments by name and the seal's signature that covers everything."""

    attachments: Mapping[str, bytes]
    signature: SealSignature


def read_ofd(data: bytes) -> OfdContent:
    """The proven content of a package; OfdRefused for anything else, whatever the bytes."""
    try:
        files = unpack(data)
        for name, content in files.items():
            if name.endswith(".xml") and name not in _REBUILT:
                check_markup(content)
        signature = _proven(files)
    except (NotCanonicalArchive, MarkupRefused, BadSeal) as error:
        raise OfdRefused(str(error)) from error
    attached = {
        name.removeprefix(package.ATTACHED): content
        for name, content in files.items()
        if name.startswith(package.ATTACHED) and not name.endswith("/Attachments.xml")
    }
    return OfdContent(attached, signature)


def _proven(files: Mapping[str, bytes]) -> SealSignature:
    for name in sorted(package.UNDIGESTED):
        if name not in files:
            raise OfdRefused(f"{name} is missing: the document is not sealed")
    said = files[package.SIGNATURE]
    signature = read_signature(files[package.SIGNED_VALUE], said)
    found = _BOUNDARY.search(said)
    try:
        place = Box(*map(float, found.groups())) if found else None
    except ValueError:
        place = None
    if place is None:
        raise OfdRefused("The signature does not say where the seal stands")
    if package.signature(files, place=place, at=signature.signed_at) != said:
        raise OfdRefused("A file was added, removed or changed after sealing")
    if files[package.SIGNATURES] != package.signature_list():
        raise OfdRefused("The list of signatures is not the one of a document sealed once")
    if files[package.SEAL] != signature.seal.der or signature.property_info != package.PROPERTY:
        raise OfdRefused("The seal beside the signature is not the one that was used")
    return signature
