"""Names, kinds and bombs, without disk or database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.files.domain.bombs import (
    MAX_ENTRIES,
    PackedEntry,
    picture_size,
    refuse_huge_picture,
    refuse_unsafe_archive,
)
from tongban.files.domain.kinds import MediaType, media_type_of
from tongban.files.domain.names import MAX_CHARACTERS, is_safe_name
from tongban.files.refusals import FileIsBomb, FileTypeNotAllowed
from tongban.files.tests.factories import JPEG, PDF, jpeg, png

OFD_ROOT = PackedEntry("OFD.xml", 100, 300)


@pytest.mark.parametrize("name", ["营业执照.pdf", "a b (2).JPEG", "𠮷野·阿卜杜拉.ofd", "x.tar.pdf"])
def test_plain_names_pass(name):
    assert is_safe_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "pdf",
        ".pdf",
        "..pdf",
        "../x.pdf",
        "/etc/x.pdf",
        "a\\b.pdf",
        "c:x.pdf",
        "a\0.pdf",
        "a\n.pdf",
        "invoice\u202efdp.exe.pdf",
        " x.pdf",
        "x.pdf ",
        "x." + "p" * MAX_CHARACTERS,
        "~/.ssh/x.pdf",
        "x.",
    ],
)
def test_names_that_lead_elsewhere_or_deceive_fail(name):
    assert not is_safe_name(name)


@given(st.text(min_size=1, max_size=30))
def test_no_safe_name_leaves_its_folder(name):
    if is_safe_name(name):
        assert "/" not in name
        assert "\\" not in name
        assert name not in (".", "..")


@pytest.mark.parametrize(
    ("head", "name", "declared", "kind"),
    [
        (PDF, "x.pdf", "application/pdf", MediaType.PDF),
        (PDF, "x.PDF", "", MediaType.PDF),
        (png(), "x.png", "image/png; charset=binary", MediaType.PNG),
        (JPEG, "x.jpeg", "application/octet-stream", MediaType.JPEG),
        (b"PK\x03\x04", "x.ofd", "application/zip", MediaType.OFD),
    ],
)
def test_agreeing_files_pass(head, name, declared, kind):
    assert media_type_of(head, name, declared) is kind


@pytest.mark.parametrize(
    ("head", "name", "declared"),
    [
        (b"MZ\x90", "x.pdf", "application/pdf"),
        (b"<html>", "x.pdf", ""),
        (PDF, "x.png", ""),
        (PDF, "x.pdf", "image/png"),
        (b"PK\x03\x04", "x.zip", "application/zip"),
        (b" %PDF-1.7", "x.pdf", ""),
    ],
)
def test_disagreeing_files_are_refused(head, name, declared):
    with pytest.raises(FileTypeNotAllowed):
        media_type_of(head, name, declared)


def test_pictures_tell_their_size():
    assert picture_size(MediaType.PNG, png(640, 480)) == (640, 480)
    assert picture_size(MediaType.JPEG, jpeg(640, 480)) == (640, 480)
    assert picture_size(MediaType.JPEG, JPEG) is None


@pytest.mark.parametrize(
    ("kind", "head"), [(MediaType.PNG, png(60_000, 60_000)), (MediaType.JPEG, jpeg(65_000, 65_000))]
)
def test_huge_pictures_are_bombs(kind, head):
    with pytest.raises(FileIsBomb):
        refuse_huge_picture(kind, head)


@given(st.binary(max_size=200))
def test_no_bytes_confuse_the_jpeg_reader(tail):
    picture_size(MediaType.JPEG, b"\xff\xd8" + tail)


@pytest.mark.parametrize(
    "entries",
    [
        [OFD_ROOT, PackedEntry("a", 1_000, 200_000_000)],
        [OFD_ROOT, *(PackedEntry(f"f{n}", 9_000_000, 10_000_000) for n in range(25))],
        [OFD_ROOT, *(PackedEntry(f"f{n}", 1, 1) for n in range(MAX_ENTRIES))],
    ],
)
def test_archives_that_unpack_too_far_are_bombs(entries):
    with pytest.raises(FileIsBomb):
        refuse_unsafe_archive(entries)


@pytest.mark.parametrize(
    "entry",
    [
        PackedEntry("../../etc/cron.d/x", 1, 1),
        PackedEntry("/abs", 1, 1),
        PackedEntry("a\\b", 1, 1),
        PackedEntry("inner.zip", 1, 1),
        PackedEntry("secret", 1, 1, flags=1),
    ],
)
def test_archives_that_lead_out_are_refused(entry):
    with pytest.raises(FileTypeNotAllowed):
        refuse_unsafe_archive([OFD_ROOT, entry])


def test_a_zip_without_ofd_root_is_no_ofd():
    with pytest.raises(FileTypeNotAllowed):
        refuse_unsafe_archive([PackedEntry("word/document.xml", 1, 1)])


def test_an_ordinary_ofd_passes():
    refuse_unsafe_archive([OFD_ROOT, PackedEntry("Doc_0/Document.xml", 400, 9_000)])
