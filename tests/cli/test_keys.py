"""The command `keys`, as a shell sees it."""

from __future__ import annotations

import json

import pytest

from tests.softhsm import LIBRARY, PIN, make_token, needs_softhsm
from tongban.site.cli.main import run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings, monkeypatch):
    monkeypatch.delenv("TONGBAN_KEYS_PASSPHRASE", raising=False)
    settings.DATA_DIR, settings.KEYS, settings.DEMO = tmp_path, "file:", True


def told(capsys):
    return json.loads(capsys.readouterr().out)


def test_a_key_is_made_rotated_and_listed_without_its_secret(capsys):
    assert run(["keys", "list"]) == 0
    assert "no keys yet" in capsys.readouterr().out
    assert run(["keys", "create", "log", "--json"]) == 0
    made = told(capsys)
    assert (made["version"], made["algorithm"], made["state"]) == (1, "sm2-sm3", "signs")
    assert run(["keys", "create", "doc", "--algorithm", "p256-sha256"]) == 0
    assert run(["keys", "rotate", "log"]) == 0
    assert "Version 2 of log signs" in capsys.readouterr().out
    assert run(["keys", "list", "--json"]) == 0
    listed = told(capsys)
    assert [(row["name"], row["version"], row["state"]) for row in listed] == [
        ("doc", 1, "signs"), ("log", 1, "verifies-only"), ("log", 2, "signs"),
    ]  # fmt: skip
    assert not any("secret" in row for row in listed)
    assert run(["keys", "destroy", "log", "1", "--yes"]) == 0
    assert run(["keys", "list"]) == 0
    assert "destroyed" in capsys.readouterr().out


def test_check_tells_what_computes_and_exits_by_what_it_finds(capsys, tmp_path):
    assert run(["keys", "create", "log"]) == 0
    assert run(["keys", "check"]) == 0
    out = capsys.readouterr().out
    assert "SM2: " in out
    assert "All is well" in out
    (tmp_path / "keys" / "platform.keys").chmod(0o644)
    assert run(["keys", "check", "--json"]) == 1
    assert "readable by others" in told(capsys)["troubles"][0]
    assert run(["keys", "check"]) == 1
    assert "readable by others" in capsys.readouterr().err


def test_a_demo_twin_says_that_it_is_one(capsys, settings):
    settings.KEYS = "sdf:"
    assert run(["keys", "check"]) == 0
    assert "For demos only: The SDF device is a stand-in" in capsys.readouterr().out


@needs_softhsm
def test_keys_in_a_device_are_looked_after_the_same_way(capsys, settings, tmp_path, monkeypatch):
    label = make_token(tmp_path, monkeypatch)
    settings.KEYS = f"pkcs11:{LIBRARY}?token={label} file:"
    monkeypatch.setenv("TONGBAN_KEYS_PIN", PIN)
    assert run(["keys", "create", "paper", "--algorithm", "p256-sha256"]) == 0
    assert run(["keys", "rotate", "paper"]) == 0
    assert run(["keys", "create", "seal"]) == 0
    assert run(["keys", "check", "--json"]) == 0
    capsys.readouterr()
    settings.KEYS = "file:"
    assert run(["keys", "list", "--json"]) == 0
    assert [row["name"] for row in told(capsys)] == ["seal"]  # what the device cannot sign
    settings.KEYS = f"pkcs11:{LIBRARY}?token={label}"
    monkeypatch.setenv("TONGBAN_KEYS_PIN", "000000000")
    import pkcs11

    pkcs11.lib(LIBRARY).reinitialize()  # a login holds for its whole process
    assert run(["keys", "list", "--json"]) == 3
    assert "PIN is wrong" in told(capsys)["message"]["en"]


def test_what_cannot_be_done_is_told_and_exits_one(capsys, settings):
    assert run(["keys", "rotate", "nothing", "--json"]) == 1
    assert told(capsys)["code"] == "ledger.key_not_changed"
    assert run(["keys", "create", "log", "--algorithm", "rsa"]) == 2
    settings.KEYS = "cloud:"
    assert run(["keys", "list", "--json"]) == 3
    assert "cloud" in told(capsys)["message"]["en"]
