"""Publishing: all or nothing, once per content, never changed afterwards."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from tongban.content.api import (
    Change,
    EntryChange,
    PackHasProblems,
    PackNotFound,
    PublishingNotAllowed,
    ReleaseNotFound,
    check_pack,
    current_release,
    diff_pack,
    diff_releases,
    publish_pack,
    release_history,
)
from tongban.content.models import Release, ReleaseEntry
from tongban.content.tests.factories import BALL, Shelves, shelves, write_pack
from tongban.kernel.actor import Actor
from tongban.ledger.api import leaves_about

__all__ = ["shelves"]
pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PUBLISHER = Actor.system("pack-publisher")


def publish(path: Path):
    return publish_pack(actor=PUBLISHER, path=path, now=NOW)


def test_a_release_is_written_told_and_evidenced(shelves: Shelves, tmp_path: Path):
    release = publish(write_pack(tmp_path))
    assert (release.pack, release.number, release.version) == ("toys", 1, "2026.1")
    assert current_release("toys") == release
    assert shelves.published == [("ball",)]
    leaves = leaves_about(PUBLISHER, release.id)
    assert [leaf.kind for leaf in leaves] == ["content.pack_published"]
    assert leaves[0].facts["digest"] == release.digest


def test_the_same_content_again_does_nothing(shelves: Shelves, tmp_path: Path):
    first = publish(write_pack(tmp_path))
    assert publish(tmp_path) == first
    assert shelves.published == [("ball",)]
    assert Release.objects.count() == 1


def test_changed_content_makes_the_next_release_with_a_readable_diff(
    shelves: Shelves, tmp_path: Path
):
    publish(write_pack(tmp_path))
    write_pack(tmp_path, {"toys/ball.yaml": BALL.replace("3", "4"), "toys/kite.yaml": BALL_TO_KITE})
    expected = (
        EntryChange("toys", "ball", Change.CHANGED, ("weight",)),
        EntryChange("toys", "kite", Change.ADDED),
    )
    assert diff_pack(tmp_path) == expected
    second = publish(tmp_path)
    assert second.number == 2
    assert diff_releases("toys", 1, 2) == expected
    assert [release.number for release in release_history("toys")] == [2, 1]


BALL_TO_KITE = BALL.replace("ball", "kite")


def test_a_faulty_pack_is_refused_with_every_fault(shelves: Shelves, tmp_path: Path):
    faulty = {"toys/a.yaml": "code: a\n", "toys/b.yaml": "code: b\n"}
    with pytest.raises(PackHasProblems) as caught:
        publish(write_pack(tmp_path, faulty))
    assert [fault.where for fault in caught.value.problems] == ["toys/a.yaml:1", "toys/b.yaml:1"]
    assert current_release("toys") is None
    assert shelves.published == []


@pytest.mark.django_db(transaction=True)
def test_a_shelf_that_breaks_leaves_nothing_behind(shelves: Shelves, tmp_path: Path):
    shelves.break_on_publish = True
    with pytest.raises(RuntimeError, match="fell down"):
        publish(write_pack(tmp_path))
    assert not Release.objects.exists()
    assert not ReleaseEntry.objects.exists()


def test_only_operators_publish(shelves: Shelves, tmp_path: Path):
    with pytest.raises(PublishingNotAllowed):
        publish_pack(actor=Actor.anonymous(), path=write_pack(tmp_path), now=NOW)


def test_a_missing_folder_and_a_missing_release_are_refused(shelves: Shelves, tmp_path: Path):
    with pytest.raises(PackNotFound):
        publish(tmp_path / "nowhere")
    with pytest.raises(ReleaseNotFound):
        diff_releases("toys", 1, 2)


def test_the_database_refuses_to_change_a_release(shelves: Shelves, tmp_path: Path):
    release = publish(write_pack(tmp_path))
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Release.objects.filter(id=release.id).update(version="other")
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        ReleaseEntry.objects.filter(release=release.id).delete()


def test_links_odd_names_and_other_files_are_problems_not_crashes(shelves: Shelves, tmp_path: Path):
    root = write_pack(
        tmp_path / "pack",
        {"toys/notes.exe": b"MZ", "toys/.hidden.yaml": BALL, "README.md": "# Toys"},
    )
    outside = tmp_path / "secret.yaml"
    outside.write_text("code: secret")
    (root / "toys" / "link.yaml").symlink_to(outside)
    (root / "linked").symlink_to(tmp_path)
    deep = root / "toys" / "a" / "b" / "c" / "d" / "e" / "f"
    deep.mkdir(parents=True)
    codes = {fault.where: fault.code for fault in check_pack(root).problems}
    assert codes == {
        "linked:1": "content.link_found",
        "toys/.hidden.yaml:1": "content.file_name_wrong",
        "toys/a/b/c/d/e:1": "content.folder_too_deep",
        "toys/link.yaml:1": "content.link_found",
        "toys/notes.exe:1": "content.file_not_understood",
    }


def test_a_huge_file_is_not_read_whole(shelves: Shelves, tmp_path: Path):
    root = write_pack(tmp_path)
    with (root / "toys" / "huge.yaml").open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    problems = check_pack(root).problems
    assert [(fault.file, fault.code) for fault in problems] == [
        ("toys/huge.yaml", "content.file_too_large")
    ]


def test_a_pipe_and_a_folder_that_cannot_be_opened_are_told_not_waited_for(
    shelves: Shelves, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    root = write_pack(tmp_path, {"toys/shut/kite.yaml": BALL_TO_KITE})
    os.mkfifo(root / "toys" / "pipe.yaml")
    real = os.scandir

    def scandir(path: Path):
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr("tongban.content.adapters.folder.os.scandir", scandir)
    found = {(fault.file, fault.code) for fault in check_pack(root).problems}
    assert found == {
        ("toys/pipe.yaml", "content.file_unreadable"),
        ("toys/shut", "content.file_unreadable"),
    }
