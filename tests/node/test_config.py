"""Settings: a slip of the pen is told with its place, never passed over."""

from __future__ import annotations

import pytest

from tongban_node.config import ConfigWrong, host_and_port, read_settings

GOOD = """
id = "node-register"
data = "var"
listen = "127.0.0.1:9301"
platform_url = "http://127.0.0.1:8000/exchange/nodes/node-register"
platform_keys = []

[[sources]]
resource = "population"
kind = "csv-folder"
scheme = "resident-id"
subject_column = "sfzh"
columns = { name = "xm" }
options = { folder = "drop" }
"""


def read(tmp_path, text: str):
    (tmp_path / "node.toml").write_text(text, encoding="utf-8")
    return read_settings(tmp_path / "node.toml")


def test_what_is_left_out_has_a_default_and_folders_start_at_the_file(tmp_path) -> None:
    found = read(tmp_path, GOOD)
    assert (found.suite, found.anchor_ms) == ("gm", 500)
    assert found.data == str(tmp_path / "var")
    assert found.sources[0].columns == {"name": "xm"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("id =", "idd ="), "id"),
        (('listen = "127.0.0.1:9301"', "listen = 9301"), "listen"),
        (("kind =", "knd ="), "kind"),
        (("platform_keys = []", "platform_keys = []\nanker_ms = 5"), "anker_ms"),
        (('kind = "csv-folder"', 'kind = "csv-folder"\nkindd = "x"'), "kindd"),
        (("[[sources]]", "[[sources"), "TOML"),
    ],
)
def test_a_slip_is_told_with_its_place(tmp_path, change, told) -> None:
    text = GOOD.replace(*change)
    with pytest.raises(ConfigWrong, match=told):
        read(tmp_path, text)


@pytest.mark.parametrize("listen", ["", "9301", ":9301", "host:", "host:x"])
def test_an_address_has_host_and_port(listen: str) -> None:
    with pytest.raises(ConfigWrong):
        host_and_port(listen)
