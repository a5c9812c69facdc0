"""The public verify page: anybody may ask, little is told."""

from __future__ import annotations

import io

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from tongban.certificates.api import publish_bundle
from tongban_trust.bundle import read_bundle

pytestmark = pytest.mark.django_db


def test_the_form_is_open_to_everybody(client: Client):
    assert "核验证照" in client.get("/verify").content.decode()


@pytest.mark.parametrize(
    "typed", ["TOKEN", "http://127.0.0.1:8000/verify/TOKEN", "http://x/verify/TOKEN/"]
)
def test_a_pasted_address_is_as_good_as_its_token(client: Client, typed: str):
    response = client.get("/verify", {"code": typed})
    assert (response.status_code, response["Location"]) == (303, "/verify/TOKEN")


@pytest.mark.parametrize("token", ["nonsense", "%3Cscript%3E", "1.2.156.3005.2", "0" * 190])
def test_an_unknown_code_is_said_plainly(client: Client, token: str):
    response = client.get(f"/verify/{token}")
    text = response.content.decode()
    assert response.status_code == 200
    assert "未查到这张证照" in text
    assert "<script>" not in text.split("<main", 1)[1]


def test_certificates_are_for_those_who_signed_in(client: Client):
    assert client.get("/certificates").status_code == 401
    assert client.get("/certificates/cert_x").status_code == 401
    assert client.get("/certificates/cert_x.pdf").status_code == 401


class TestFile:
    def test_a_file_that_is_none_of_ours_is_said_plainly(self, client: Client):
        for content in (b"", b"%PDF-1.7 nothing", b"PK\x03\x04", b"\x00" * 5000):
            upload = SimpleUploadedFile("zhengzhao.pdf", content)
            response = client.post("/verify", {"file": upload})
            assert response.status_code == 200 or not content
            text = response.content.decode()
            assert "不是本平台的证照文件" in text or not content

    def test_a_picture_is_read_for_its_code(self, client: Client):
        held = io.BytesIO()
        segno.make("http://x/verify/TOKEN#AQ" + "A" * 198).save(held, kind="png", scale=4)
        blank = io.BytesIO()
        Image.new("L", (300, 200), 255).save(blank, "JPEG")
        for content, words in (
            (held.getvalue(), "签发后被改动过"),
            (blank.getvalue(), "图片里没有找到证照二维码"),
            (held.getvalue()[:300], "这张图片已损坏"),
        ):
            upload = SimpleUploadedFile("erweima.png", content)
            assert words in client.post("/verify", {"file": upload}).content.decode()
            upload.seek(0)
            answer = client.post("/api/v1/certificates/verify", {"file": upload}).json()
            assert answer["code"].startswith("verify.")

    def test_no_file_is_asked_for(self, client: Client):
        response = client.post("/verify", {})
        assert response.status_code == 422
        assert "请选择证照文件" in response.content.decode()

    def test_the_api_answers_alike(self, client: Client):
        upload = SimpleUploadedFile("zhengzhao.ofd", b"PK\x03\x04 nothing")
        answer = client.post("/api/v1/certificates/verify", {"file": upload}).json()
        assert (answer["outcome"], answer["code"]) == ("unreadable", "verify.unreadable")
        assert [check["state"] for check in answer["checks"]] == ["failed"]

    def test_only_this_page_may_ask_for_the_camera(self, client: Client):
        assert "camera=(self)" in client.get("/verify")["Permissions-Policy"]
        assert "camera=()" in client.get("/")["Permissions-Policy"]

    def test_the_bundle_is_there_once_it_was_published(self, client: Client):
        assert client.get("/trust/bundle").status_code == 404
        publish_bundle(timezone.now())
        response = client.get("/trust/bundle")
        bundle, pin = read_bundle(response.content)
        assert bundle.sequence == pin.sequence == 1

    @pytest.mark.parametrize("words", ["http://x/verify/TOKEN#AQ" + "A" * 198, "AQ" + "A" * 198])
    def test_a_forged_code_is_altered(self, client: Client, words: str):
        text = client.get("/verify", {"code": words}).content.decode()
        assert "签发后被改动过" in text
