"""Storing uploads: what is refused, and that nothing is left behind."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tongban.files.actions import store_upload as storing
from tongban.files.api import (
    BlobView,
    FileEmpty,
    FileIsBomb,
    FileNameUnsafe,
    FileTooLarge,
    FileTypeNotAllowed,
    SignInToUpload,
    store_upload,
)
from tongban.files.models import Blob
from tongban.files.tests.factories import PDF, ofd, person
from tongban.kernel.actor import Actor
from tongban.ledger.api import leaves_about

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def blobs(settings, tmp_path) -> Path:
    settings.BLOB_DIR = tmp_path / "blobs"
    return settings.BLOB_DIR


def store(content: bytes = PDF, *, filename="执照.pdf", actor=None, stream=None) -> BlobView:
    return store_upload(
        actor=actor or person(),
        filename=filename,
        stream=stream or io.BytesIO(content),
        declared_type="",
        purpose="case-material",
        now=NOW,
    )


def files_under(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_bytes_row_and_evidence(blobs):
    stored = store()
    assert (stored.size, stored.media_type) == (len(PDF), "application/pdf")
    (kept,) = files_under(blobs)
    assert kept.read_bytes() == PDF
    assert kept.name == stored.sha256
    (leaf,) = leaves_about(person(), stored.id)
    assert leaf.kind == "file.stored"


def test_the_name_is_not_kept_in_the_clear():
    store(filename="阿卜杜拉·艾山.pdf")
    assert "阿卜杜拉".encode() not in bytes(Blob.objects.get().filename)


def test_the_same_upload_twice_is_one(blobs):
    assert store() == store()
    assert Blob.objects.count() == 1
    assert len(leaves_about(person(), Blob.objects.get().id)) == 1


def test_two_owners_share_the_bytes_only(blobs):
    first, second = store(), store(actor=person("person_b"))
    assert first.id != second.id
    assert len(files_under(blobs)) == 1


class Endless:
    """200 MB that counts how much of it was read."""

    def __init__(self, size: int = 200 * 1_048_576) -> None:
        self.left, self.given, self.largest = size, 0, 0

    def read(self, size: int) -> bytes:
        chunk = (PDF if not self.given else b"").ljust(min(size, self.left), b"x")
        self.left -= len(chunk)
        self.given += len(chunk)
        self.largest = max(self.largest, len(chunk))
        return chunk


def test_a_huge_stream_is_refused_early_and_leaves_nothing(blobs, settings):
    stream = Endless()
    with pytest.raises(FileTooLarge):
        store(stream=stream)
    assert stream.given <= settings.UPLOAD_MAX_BYTES + 1_048_576
    assert stream.largest <= 1_048_576
    assert files_under(blobs) == []


def test_a_told_size_over_the_limit_is_refused_unread():
    stream = Endless()
    stream.size = 200 * 1_048_576
    with pytest.raises(FileTooLarge):
        store(stream=stream)
    assert stream.given == 0


@pytest.mark.parametrize(
    ("content", "filename", "refusal"),
    [
        (b"", "x.pdf", FileEmpty),
        (b"MZ", "x.pdf", FileTypeNotAllowed),
        (PDF, "../x.pdf", FileNameUnsafe),
        (ofd(("a.bin", b"\0" * 60_000_000)), "x.ofd", FileIsBomb),
        (ofd(("../../x", b"1")), "x.ofd", FileTypeNotAllowed),
        (b"PK\x03\x04 not really", "x.ofd", FileTypeNotAllowed),
    ],
)
def test_bad_files_are_refused_and_leave_nothing(blobs, content, filename, refusal):
    with pytest.raises(refusal) as told:
        store(content, filename=filename)
    assert told.value.mend.zh
    assert told.value.mend.en
    assert not Blob.objects.exists()
    assert not blobs.exists() or files_under(blobs) == []


def test_anonymous_visitors_sign_in_first():
    with pytest.raises(SignInToUpload):
        store(actor=Actor.anonymous())


def test_a_failing_ledger_leaves_no_row(monkeypatch):
    def broken(**_):
        raise RuntimeError("ledger")

    monkeypatch.setattr(storing, "record", broken)
    with pytest.raises(RuntimeError, match="ledger"):
        store()
    assert not Blob.objects.exists()
