"""The personal values of a certificate, sealed for its holder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tongban.certificates.models import Certificate
from tongban.certificates.views import CertificateField
from tongban.kernel.text import Text
from tongban.ledger.api import seal, seal_many, unseal_many

_FORGOTTEN = Text.of("（信息已删除）", "(erased)")


@dataclass(frozen=True, slots=True)
class Personal:
    """What is personal on a certificate; ``seed`` draws the salts of its record."""

    holder_name: str
    fields: tuple[CertificateField, ...]
    seed: bytes = b""


def seal_personal(holder_id: str, personal: Personal) -> bytes:
    """Encrypt for the holder."""
    return seal(holder_id, _plain(personal))


def seal_many_personal(rows: Iterable[tuple[str, Personal]]) -> tuple[bytes, ...]:
    """``seal_personal`` for a list of (holder, values), in at most three statements."""
    return seal_many((holder_id, _plain(personal)) for holder_id, personal in rows)


def _plain(personal: Personal) -> bytes:
    plain = {
        "holder": personal.holder_name,
        "fields": [[f.name, f.label.to_mapping(), f.value] for f in personal.fields],
        "seed": personal.seed.hex(),
    }
    return json.dumps(plain, ensure_ascii=False).encode()


def unseal_personal(rows: Sequence[Certificate]) -> list[Personal]:
    """Decrypt a list in one query; a forgotten holder leaves a certificate without values."""
    opened = unseal_many([(row.holder_id, bytes(row.sealed)) for row in rows])
    return [Personal(_FORGOTTEN.zh, ()) if plain is None else _read(plain) for plain in opened]


def held_fields(row: Certificate) -> tuple[str, ...]:
    """Names of the fields this certificate has a value for, the holder's name first."""
    return ("holder", *(field.name for field in unseal_personal([row])[0].fields))


def seal_words(holder_id: str, words: Mapping[str, str]) -> bytes:
    """Encrypt what was said about a share or a use, for the holder."""
    return seal(holder_id, json.dumps(dict(words), ensure_ascii=False).encode())


def unseal_words(rows: Iterable[tuple[str, bytes | memoryview | None]]) -> list[Mapping[str, str]]:
    """Decrypt a list of (holder, sealed) in one query; nothing said or forgotten opens empty."""
    listed = list(rows)
    asked = [(holder, bytes(sealed)) for holder, sealed in listed if sealed is not None]
    opened = iter(unseal_many(asked))
    return [{} if sealed is None else json.loads(next(opened) or b"{}") for _, sealed in listed]


def _read(plain: bytes) -> Personal:
    stored = json.loads(plain)
    fields = tuple(
        CertificateField(name, Text.from_mapping(label), value)
        for name, label, value in stored["fields"]
    )
    return Personal(stored["holder"], fields, bytes.fromhex(stored.get("seed", "")))
