"""Two keepers seal a certificate at the desk, and its holder reads that it waits for them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tongban.certificates.tests.factories import HOLDER, certificate_seal, issue, publish_type
from tongban.kernel.actor import Duty
from tongban.seals.api import Purpose
from tongban.seals.tests.factories import NOW, a_bureau, a_keeper
from tongban.web.desk.tests.visitors import seat

pytestmark = pytest.mark.django_db
CLERK = a_keeper("clerk", duty=Duty.WINDOW_CLERK)


@pytest.fixture(autouse=True)
def _bureau(monkeypatch: pytest.MonkeyPatch) -> None:
    a_bureau()
    publish_type()
    certificate_seal(two_person=(Purpose("certificate-type", "residence-permit"),))
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(minutes=5))


def read(monkeypatch, actor, address: str) -> str:
    return seat(monkeypatch, actor).get(address).content.decode()


def send(monkeypatch, actor, address: str, **typed):
    client = seat(monkeypatch, actor)
    client.get("/desk/seals/certificates")
    answer = client.post(address, typed)
    return client.get(answer["Location"]) if answer.status_code == 303 else answer


def test_one_proposes_and_only_another_confirms(monkeypatch):
    issued, first, second = issue(), a_keeper("first"), a_keeper("second")
    own = f"/certificates/{issued.id}"
    assert "It waits for two officers to seal it" in read(monkeypatch, HOLDER, own)
    assert issued.identifier in read(monkeypatch, first, "/desk/seals/certificates")
    assert issued.holder_name not in read(monkeypatch, first, "/desk/seals/certificates")

    done = send(monkeypatch, first, f"/desk/seals/certificates/{issued.id}")
    assert "Another keeper must confirm it" in done.content.decode()
    assert "Confirm and seal" not in done.content.decode()
    holder = read(monkeypatch, HOLDER, own)
    assert "It waits for the second seal" in holder
    assert f"{own}.ofd" not in holder

    request = read(monkeypatch, second, "/desk/seals/certificates").split("/desk/seal-requests/")[1]
    answer = "/desk/seal-requests/" + request.partition('"')[0]
    alone = send(monkeypatch, first, answer, answer="approve")
    assert alone.status_code == 403
    assert "cannot be approved by the one who made it" in alone.content.decode()
    done = send(monkeypatch, second, answer, answer="approve")
    assert "Approved and sealed" in done.content.decode()
    assert "sealed by two" in read(monkeypatch, first, "/desk/seals/certificates")
    holder = read(monkeypatch, HOLDER, own)
    assert "waits for" not in holder
    assert f"{own}.ofd" in holder


def test_it_is_no_page_for_who_keeps_no_seal(monkeypatch):
    issued = issue()
    for address in ("/desk/seals/certificates", f"/desk/seals/certificates/{issued.id}"):
        client = seat(monkeypatch, CLERK)
        ask = client.get if address == "/desk/seals/certificates" else client.post
        assert ask(address).status_code == 403
    other = a_keeper("far", agency="11990102000102621Q")
    assert issued.identifier not in read(monkeypatch, other, "/desk/seals/certificates")
    assert send(monkeypatch, other, f"/desk/seals/certificates/{issued.id}").status_code == 404
