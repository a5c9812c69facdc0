"""One source, many ends 一源五端: every end shows the version published last."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from tests.province import PACK

from tongban.catalogue.api import guide_item
from tongban.content.api import publish_pack
from tongban.kernel.actor import Actor, ActorKind, Duty, Post
from tongban.web.desk.tests.visitors import seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]
ITEM = "11990102000102111A4990700011000"
POLICE = "11990102000102111A"
HALL = "mingde-hall"
PHONE = "Mozilla/5.0 (Linux; Android 14; HallPhone) Mobile"
OLD, NEW = "居住证申领", "居住证首次申领"


def test_every_end_shows_the_version_published_last(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    before = guide_item(ITEM)
    rename(tmp_path / "shili")
    version = guide_item(ITEM).version
    assert version == before.version + 1
    ends = every_end(monkeypatch)
    assert [end for end, text in ends.items() if NEW not in text or OLD in text] == []
    guides = ("web", "phone", "window", "television")
    assert [end for end in guides if f"第 {version} 版" not in ends[end]] == []
    assert f'"version":{version}' in ends["api"].replace(" ", "")


def rename(pack: Path) -> None:
    """Publish the province once more with another name for one item, on one item's own page."""
    shutil.copytree(PACK, pack, ignore=shutil.ignore_patterns("examples"))
    names = pack / "basic-items" / "shili.yaml"
    names.write_text(names.read_text("utf-8").replace(OLD, NEW), "utf-8")
    publish_pack(actor=Actor.system("tests"), path=pack, now=timezone.now())


def every_end(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What each end answers: web, phone, window, terminal, tablet, television, other programs."""
    client = Client(headers={"accept-language": "zh-hans"})
    ends = {
        "web": said(client, f"/items/{ITEM}"),
        "phone": said(client, f"/items/{ITEM}", PHONE),
        "tablet": said(client, f"/places/{HALL}"),
        "television": said(client, f"/tv/items/{ITEM}"),
        "hall on television": said(client, f"/tv/places/{HALL}"),
        "api": said(client, f"/api/v1/items/{ITEM}"),
    }
    post = Post("p", POLICE, "public-security", "990102", frozenset({Duty.WINDOW_CLERK}))
    clerk = Actor(ActorKind.OFFICER, "subj_clerk", "acct_clerk", posts=(post,))
    with monkeypatch.context() as seated:
        window = seat(seated, clerk, language="zh-hans")
        ends["window"] = said(window, f"/items/{ITEM}")
        window.post(f"/desk/halls/{HALL}/terminal")
    ends["terminal"] = said(window, f"/places/{HALL}/kiosk")
    return ends


def said(client: Client, address: str, agent: str = "") -> str:
    answer = client.get(address, headers={"user-agent": agent})
    assert answer.status_code == 200, address
    if address.startswith("/api/"):
        return json.dumps(answer.json(), ensure_ascii=False)
    return answer.content.decode()
