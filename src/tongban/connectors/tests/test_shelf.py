"""What a pack may not say of a connector: every fault named, on its line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.province import PACK

from tongban.content.api import check_pack

FILE = "connectors/yancao-guochui.yaml"


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo pack with what the connector rests on, and nothing else that takes long."""
    folder = tmp_path_factory.mktemp("pack") / "shili"
    shutil.copytree(PACK, folder, ignore=shutil.ignore_patterns("examples"))
    return folder


def told(pack: Path, change: Callable[[dict[str, Any]], object]) -> set[str]:
    file = pack / FILE
    kept = file.read_text("utf-8")
    model = yaml.safe_load(kept)
    change(model)
    file.write_text(yaml.safe_dump(model, allow_unicode=True), "utf-8")
    try:
        report = check_pack(pack)
        return {each.code for each in report.problems if FILE in each.file}
    finally:
        file.write_text(kept, "utf-8")


def test_every_fault_of_a_connector_is_told_at_once(pack: Path):
    assert told(pack, lambda model: None) == set()

    def spoil(model: dict[str, Any]) -> None:
        fields = {each["theirs"]: each for each in model["fields"]}
        del fields["qymc"]["source"]
        fields["jydz"]["source"] = {"answer": "nowhere"}
        del fields["sbly"]["codes"]["window"]
        fields["sbly"]["codes"]["pc"] = "7"
        fields["ywlx"]["source"] = {"constant": "ZZ"}
        states = {each["theirs"]: each for each in model["states"]}
        states["15"]["target"] = "nothing"
        del states["91"]["articles"]
        states["30"] |= {"move": "step", "step": "site", "outcome": "done"}
        model["certificate"] = "register-theirs"
        model["post"] = "nobody"
        model["items"] = [*model["items"], "0"]

    assert told(pack, spoil) == {
        "connectors.field_not_mapped",
        "connectors.source_not_asked",
        "connectors.codes_not_mapped",
        "connectors.code_not_theirs",
        "connectors.constant_not_theirs",
        "connectors.target_unknown",
        "connectors.article_missing",
        "connectors.step_unknown",
        "connectors.certificate_unclear",
        "connectors.post_unknown",
        "connectors.item_unknown",
    }
