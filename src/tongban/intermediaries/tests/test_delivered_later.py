"""What an institution delivered serves where a file comes later: promised, or for an errand."""

from __future__ import annotations

import pytest

from tongban.assistance.api import Prepared, ask_help, confirm_errand, errand, prepare
from tongban.assistance.tests.factories import a_helper, villages
from tongban.cases.api import MaterialsMissing, MaterialWay, case, supply_promised
from tongban.cases.tests.factories import (
    AGREED,
    COMMITTED,
    NOW,
    a_house,
    a_resident,
    do,
    publish_following,
    submit,
)
from tongban.intermediaries.tests.factories import a_result, an_institution, publish_services
from tongban.intermediaries.tests.test_deliveries import delivered_to

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)
    publish_following(monkeypatch)
    publish_services(material="plan")


def test_a_promise_is_kept_by_what_was_delivered_to_oneself_alone():
    me, firm = a_resident(), an_institution()
    waiting = submit(me, COMMITTED, item_version=2)
    done = delivered_to(me, firm)
    elsewhere = delivered_to(a_resident(), an_institution())
    for blob in (elsewhere.blob_id, a_result(an_institution())):
        with pytest.raises(MaterialsMissing):
            do(supply_promised, me, waiting, material_blobs={"plan": blob})
    assert case(me, waiting.id, NOW).awaited, "nothing was handed in"
    kept = do(supply_promised, me, waiting, material_blobs={"plan": done.blob_id})
    assert kept.awaited == ()
    (plan,) = kept.materials
    assert (plan.way, plan.digest) == (MaterialWay.INSTITUTION, done.sha256)


def test_who_confirms_an_errand_adds_what_was_delivered_to_them():
    villages()
    me, (known, helper), firm = a_resident(), a_helper(), an_institution()
    begun = ask_help(
        actor=me, helper_id=known.id, item_code=COMMITTED, purpose="我不会用手机", until=None,
        token="once-00000001", now=NOW,
    )  # fmt: skip
    prepare(actor=helper, errand_id=begun.id, prepared=Prepared({"wish": "长住"}), now=NOW)
    done, version = delivered_to(me, firm), errand(me, begun.id, NOW).version

    def confirm(blob: str):
        return confirm_errand(
            actor=me, errand_id=begun.id, version=version, item_version=2,
            answers={"phone": "19900001234"}, material_blobs={"plan": blob}, agreement=AGREED,
            now=NOW,
        )  # fmt: skip

    with pytest.raises(MaterialsMissing):
        confirm(delivered_to(a_resident(), an_institution()).blob_id)
    (plan,) = confirm(done.blob_id).materials
    assert (plan.way, plan.reference) == (MaterialWay.INSTITUTION, done.blob_id)
