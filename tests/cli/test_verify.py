"""`tongban verify` and the sample it is tried with: exit 0 for what is valid, for nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.province import province
from tongban.certificates.adapters.fonts import typefaces
from tongban.certificates.api import (
    CertificateStatus,
    change_status,
    my_certificates,
    publish_bundle,
)
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.article import ArticleRef
from tongban.site.cli.main import run
from tongban.site.demo.cast import COUPLE
from tongban.site.demo.sample import write_sample

__all__ = ["province"]
pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("tests")
LAW = ArticleRef("xuke-fa", "70", "2019-04-23")
NAMES = ["certificate.ofd", "certificate.pdf", "qr.txt"]


@pytest.fixture
def sample(province, settings, tmp_path: Path) -> Path:
    if typefaces().missing("结婚证"):
        pytest.skip("no Chinese TrueType font is here: make setup with npm, or fonts-hanazono")
    settings.BLOB_DIR = tmp_path / "blobs"
    now = datetime.now(UTC)
    folder = tmp_path / "sample"
    assert write_sample(folder, "http://127.0.0.1:8000", now) == [
        "certificate.ofd", "certificate.pdf", "qr.png", "qr.txt", "bundle",
    ]  # fmt: skip
    return folder


def told(capsys, *arguments: str) -> tuple[int, dict]:
    code = run(["verify", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def other_letter(letter: int) -> int:
    """Another letter of base64url: with any other byte the text would be no code at all."""
    return ord("B") if letter == ord("A") else ord("A")


def test_the_sample_is_valid_offline_and_online_and_every_change_is_not(sample, capsys):
    bundle = str(sample / "bundle")
    for name in (*NAMES, "qr.png"):
        for more in ((), ("--bundle", bundle)):
            code, answer = told(capsys, str(sample / name), *more)
            assert (code, answer["outcome"]) == (0, "valid"), (name, more, answer)
            assert {check["state"] for check in answer["checks"]} <= {"passed", "noted"}
    words = (sample / "qr.txt").read_text().strip()
    assert told(capsys, words, "--bundle", bundle)[0] == 0
    assert told(capsys, answer["identifier"])[1]["outcome"] == "valid"
    assert told(capsys, "1.2.156.3005.2.X")[1]["outcome"] == "unknown"
    for name in NAMES:
        data = bytearray((sample / name).read_bytes())
        data[-30] = other_letter(data[-30]) if name == "qr.txt" else data[-30] ^ 1
        changed = sample / f"changed-{name}"
        changed.write_bytes(data)
        for more in ((), ("--bundle", bundle)):
            code, answer = told(capsys, str(changed), *more)
            assert (code, answer["outcome"]) == (1, "altered"), (name, more)
    (sample / "blank.png").write_bytes((sample / "qr.png").read_bytes()[:200])
    code, answer = told(capsys, str(sample / "blank.png"), "--bundle", bundle)
    assert (code, answer["code"]) == (1, "verify.picture_unreadable")


def test_a_revoked_one_is_revoked_as_soon_as_the_bundle_knows(sample, capsys):
    holder = Actor(kind=ActorKind.PERSON, subject_id=COUPLE[0].id)
    held = my_certificates(holder)[0]
    change_status(
        actor=SYSTEM, certificate_id=held.id, status=CertificateStatus.RESCINDED, article=LAW,
        now=datetime.now(UTC),
    )  # fmt: skip
    file, bundle = str(sample / "certificate.ofd"), sample / "bundle"
    assert told(capsys, file)[1]["outcome"] == "revoked"
    assert told(capsys, file, "--bundle", str(bundle))[0] == 0  # as of before
    older = bundle.read_bytes()
    bundle.write_bytes(publish_bundle(datetime.now(UTC)))
    assert told(capsys, file, "--bundle", str(bundle))[1]["outcome"] == "revoked"
    bundle.write_bytes(older)
    code, answer = told(capsys, file, "--bundle", str(bundle))
    assert (code, answer["code"]) == (3, "bundle.rolled_back")


def test_offline_needs_neither_database_nor_settings_of_ours(sample, tmp_path):
    environment = {key: value for key, value in os.environ.items() if "DATABASE" not in key}
    environment |= {"TONGBAN_DATA": str(tmp_path / "empty"), "LANG": "en_GB.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-m", "tongban.site.cli", "verify", str(sample / "certificate.pdf"),
         "--bundle", str(sample / "bundle")],
        capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout[:6]) == (0, "valid:"), done.stderr
    assert "compare its key" in done.stderr
    assert not list((tmp_path / "empty").glob("pg*"))


def test_what_cannot_be_answered_is_refused_in_words(sample, capsys):
    bundle = str(sample / "bundle")
    assert told(capsys, "1.2.156.3005.2.X", "--bundle", bundle)[1]["code"] == (
        "site.number_needs_register"
    )
    assert told(capsys, "nowhere.ofd")[1]["code"] == "site.file_unreadable"
    code, answer = told(capsys, str(sample / "qr.txt"), "--bundle", bundle, "--key", "0" * 32)
    assert (code, answer["code"]) == (3, "bundle.other_key")
    (sample / "bundle").write_text("{}")
    code, answer = told(capsys, str(sample / "qr.txt"), "--bundle", bundle)
    assert (code, answer["code"]) == (3, "bundle.unreadable")


def test_another_day_has_another_answer(sample, capsys):
    file = str(sample / "certificate.ofd")
    for more in ((), ("--bundle", str(sample / "bundle"))):
        code, answer = told(capsys, file, "--at", "2020-01-01", *more)
        assert (code, answer["outcome"]) == (1, "not-yet-valid")
