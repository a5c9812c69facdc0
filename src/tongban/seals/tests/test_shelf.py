"""Who supervises a certificate type 监制 has a seal for it in the pack, that one alone may use."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tongban.content.api import Entry, Manifest, PackView
from tongban.kernel.text import Text
from tongban.seals.shelf import SealFile, check_seals

MANIFEST = Manifest(
    format=1, code="t", version="1", title=Text.of("测试", "Test"), division="990000"
)
RECEIPT = "certificate-type:receipt"
SEAL: dict[str, Any] = {
    "code": "czt", "kind": "business", "agency": "czt", "name": {"zh-Hans": "监制章", "en": "Seal"},
    "scope": [RECEIPT], "articles": ["dianzi-qianming-fa/15@2019-04-23"],
    "valid_from": "2024-01-01", "valid_until": "2030-12-31",
}  # fmt: skip


def entry(key: str, **fields: Any) -> Entry[Any]:
    return Entry(key, SimpleNamespace(**fields), f"{key}.yaml", 1)


def faults(supervised_by: str | None, **seal: Any) -> list[str]:
    shelves = {
        "agencies": {
            "czt": entry("czt", code="FINANCE", short="czt"),
            "other": entry("other", code="OTHER", short="other"),
        },
        "certificate-types": {
            "receipt": entry("receipt", code="receipt", supervised_by=supervised_by),
            "permit": entry("permit", code="permit", supervised_by=None),
        },
    }
    named = {shelf: frozenset(entries) for shelf, entries in shelves.items()}
    file = SealFile.model_validate(SEAL | seal)
    entries = (Entry(file.code, file, "seals.yaml", 1),)
    return [one.code for one in check_seals(entries, PackView(MANIFEST, shelves, named))]


def test_the_seal_of_who_supervises_is_in_the_pack():
    assert faults("FINANCE") == faults(None) == []


@pytest.mark.parametrize(
    ("supervised_by", "seal"),
    [
        ("NOBODY", {}),
        ("FINANCE", {"agency": "other"}),
        ("FINANCE", {"scope": ["certificate-type:permit"]}),
        ("FINANCE", {"two_person": [RECEIPT]}),
    ],
    ids=["unknown body", "another's seal", "for another type", "two persons"],
)
def test_a_pack_whose_supervisor_cannot_seal_is_refused(supervised_by: str, seal: dict[str, Any]):
    assert faults(supervised_by, **seal) == ["seals.supervisor_without_seal"]
