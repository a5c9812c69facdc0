"""Fuzz the readers of sealed documents, guided by coverage.

    pip install atheris segno
    PYTHONPATH=src python -m bench.faults.fuzz_documents --seconds 600

Each input chooses a reader by its first byte. Inputs reach behind the checks that would stop a
plain mutation at once: checksums, tables and lengths are put right around what was mutated. A run
fails on any exception but a reader's own refusal, and on any document accepted that is not the
sealed one byte for byte.
"""

from __future__ import annotations

import atheris

from bench.faults._fuzzing import fuzz

with atheris.instrument_imports(include=["tongban_trust", "asn1crypto"]):
    from tests.trust import sealed

    from tongban_trust.documents import SealedDocument, open_document
    from tongban_trust.ofd import MarkupRefused, NotCanonicalArchive, check_markup, pack, unpack
    from tongban_trust.ofd.package import SIGNATURE, SIGNED_VALUE
    from tongban_trust.pdf.objects import NotCanonicalPdf, assemble, disassemble
    from tongban_trust.pdf.sign import dictionary, facts_in, signed_digest
    from tongban_trust.seals import BadSeal, read_seal, read_signature

OFD, PDF = sealed.ofd(), sealed.pdf()
FILES, BODIES = unpack(OFD), disassemble(PDF)
FACTS, REST = facts_in(BODIES[0]), signed_digest(PDF)[1]


def plain(data: bytes) -> None:
    judge(data)


def signed_value(data: bytes) -> None:
    judge(pack({**FILES, SIGNED_VALUE: data}))


def digest_list(data: bytes) -> None:
    judge(pack({**FILES, SIGNATURE: data}))


def first_object(data: bytes) -> None:
    judge(assemble([data, *BODIES[1:]]))


def catalog(data: bytes) -> None:
    judge(assemble([BODIES[0], data, *BODIES[2:]]))


def container(data: bytes) -> None:
    judge(assemble([dictionary(FACTS.name, FACTS.at, REST, data[:4096]), *BODIES[1:]]))


def seal(data: bytes) -> None:
    read_seal.__wrapped__(data)


def signature(data: bytes) -> None:
    read_signature(data, FILES[SIGNATURE])


READERS = (
    plain, signed_value, digest_list, first_object, catalog, container, seal, signature,
    check_markup,
)  # fmt: skip
SEEDS = (
    (0, OFD), (0, PDF), (1, FILES[SIGNED_VALUE]), (2, FILES[SIGNATURE]), (3, BODIES[0]),
    (4, BODIES[1]), (5, FACTS.contents.rstrip(b"\0")), (6, sealed.sealer().seal.der),
    (7, FILES[SIGNED_VALUE]), (8, FILES["OFD.xml"]),
)  # fmt: skip


def judge(data: bytes) -> None:
    if isinstance(open_document(data), SealedDocument) and data not in (OFD, PDF):
        raise AssertionError("a changed document was accepted")


if __name__ == "__main__":
    fuzz(
        READERS, SEEDS, (BadSeal, MarkupRefused, NotCanonicalArchive, NotCanonicalPdf),
        about=__doc__, name="documents", longest=32768,
    )  # fmt: skip
