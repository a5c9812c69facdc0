"""Serving somebody: who may, how they are known, whose signature it is, drafts both ways."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tongban.cases.api import CaseView, case, my_cases
from tongban.cases.tests.factories import (
    COMMITTED,
    NOW,
    a_house,
    an_officer,
    publish_following,
    publish_for_firms,
)
from tongban.forms.api import draft, save_draft
from tongban.identity.api import (
    IdentifierScheme,
    SubjectView,
    find_subject,
    register_number,
    subject,
)
from tongban.identity.tests.factories import a_firm, a_mandate, payloads_about
from tongban.kernel.actor import Actor, ActorKind, Assurance, Channel, Duty
from tongban.notices.api import my_messages
from tongban.reception.api import (
    Card,
    CardReaderTwin,
    Device,
    DeviceAbsent,
    DocumentNotReadable,
    HandBackNotWhole,
    NameNotThatOfNumber,
    NotActingForFirm,
    NothingOnTheDevice,
    NotYourWindow,
    Presented,
    ScannerTwin,
    SeenBy,
    SignatureTabletTwin,
    SignedByThePersonOnly,
    SignedOn,
    SittingNotFound,
    SittingOver,
    SittingState,
    SittingView,
    attended_actor,
    break_off,
    connect_device,
    hand_back,
    hand_back_slip,
    hand_in,
    leave_as_draft,
    open_sitting,
    open_sittings,
    read_card,
    receipt,
    scan_sheet,
    sitting,
    take_ink,
)
from tongban.reception.tests.factories import ANSWERS, NAME, NUMBER, a_clerk, seen, sit
from tongban.seals.api import STATEMENT_CODE, Agreement, Proof, SignerNotFit, StatementNotAgreed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)
    _connect(CardReaderTwin(lambda: [Card(NAME, NUMBER)]))


@pytest.fixture(autouse=True)
def _devices_back():
    from tongban.reception import ports

    before = dict(ports._devices)
    yield
    ports._devices.clear()
    ports._devices.update(before)


def _connect(reader: CardReaderTwin) -> None:
    connect_device(Device.CARD_READER, reader)
    connect_device(Device.SCANNER, ScannerTwin())
    connect_device(Device.SIGNATURE_TABLET, SignatureTabletTwin())


def give(clerk: Actor, known: SittingView, **changes) -> CaseView:
    """Sign on the tablet and hand in."""
    ink = take_ink(clerk=clerk, sitting_id=known.id, page_digest="3f" * 32, now=NOW)
    given = {
        "clerk": clerk, "sitting_id": known.id, "item_version": 1, "answers": ANSWERS,
        "material_blobs": {}, "situation": None, "statement": STATEMENT_CODE,
        "signed_on": SignedOn.TABLET, "ink": ink.id, "now": NOW,
    }  # fmt: skip
    return hand_in(**(given | changes))


def herself(known: SittingView, channel: Channel = Channel.MOBILE) -> Actor:
    """The same woman, signed in later with her own account."""
    return Actor(
        kind=ActorKind.PERSON, subject_id=known.subject_id, account_id="account_of_hers",
        assurance=Assurance.L4, channel=channel,
    )  # fmt: skip


def test_who_has_no_account_gets_a_case_of_her_own(monkeypatch):
    publish_following(monkeypatch)
    clerk = a_clerk()
    known = sit(clerk)
    assert (known.name, known.channel) == (NAME, Channel.WINDOW)
    sheet = scan_sheet(clerk=clerk, sitting_id=known.id, now=NOW)
    made = give(clerk, known, item_version=2, material_blobs={"plan": sheet.id})
    assert made.channel is Channel.WINDOW
    assert [one.code for one in made.materials] == ["plan"]
    assert [row.id for row in my_cases(herself(known)).items] == [made.id]
    ended = sitting(clerk, known.id)
    assert (ended.state, ended.case_id) == (SittingState.HANDED_IN, made.id)
    assert ended.name != NAME, "masked once she has gone"
    slip = receipt(clerk, known.id)
    assert slip is not None
    assert slip.query_code


def test_the_clerk_attests_and_never_signs_for_her():
    clerk, officer = a_clerk(), an_officer()
    known = sit(clerk)
    made = give(clerk, known)
    shown = case(officer, made.id).signature
    assert shown is not None
    assert shown.valid
    assert shown.signer == NAME
    assert "见证" in shown.reason.zh
    assert "签名屏" in shown.proof.zh
    told = payloads_about(known.id)
    assert [one["case"] for one in told] == [None, made.id]
    assert NUMBER not in str(told)


def test_sent_twice_it_is_one_case():
    clerk = a_clerk()
    known = sit(clerk)
    ink = take_ink(clerk=clerk, sitting_id=known.id, page_digest="3f" * 32, now=NOW)
    given = {
        "item_version": 1, "answers": ANSWERS, "material_blobs": {}, "situation": None,
        "statement": STATEMENT_CODE, "signed_on": SignedOn.TABLET, "ink": ink.id, "now": NOW,
    }  # fmt: skip
    first = hand_in(clerk=clerk, sitting_id=known.id, **given)
    assert hand_in(clerk=clerk, sitting_id=known.id, **given).id == first.id


def test_nothing_goes_in_unsigned_or_with_her_key_from_the_clerks_keyboard():
    from tongban.cases.api import submit_case

    clerk = a_clerk()
    known = sit(clerk)
    with pytest.raises(StatementNotAgreed):
        give(clerk, known, statement="")
    person = attended_actor(clerk, known.id)
    with pytest.raises(SignerNotFit):
        submit_case(
            actor=person, item_code=COMMITTED, item_version=1, answers=ANSWERS, material_blobs={},
            situation=None, idempotency_token="by-her-key", channel=person.channel,
            agreement=Agreement(STATEMENT_CODE, Proof.DEMO), now=NOW,
        )  # fmt: skip
    assert sitting(clerk, known.id).state is SittingState.OPEN


def test_begun_on_the_phone_finished_at_the_window_and_back():
    clerk = a_clerk()
    called = sit(clerk, seen_by=SeenBy.VOICE)
    with pytest.raises(SignedByThePersonOnly):
        give(clerk, called)
    leave_as_draft(
        clerk=clerk, sitting_id=called.id, answers={"wish": "常住"}, situation=None, now=NOW
    )
    kept = draft(herself(called), COMMITTED, NOW)
    assert kept is not None
    assert kept.answers == {"wish": "常住"}
    save_draft(
        actor=herself(called), item_code=COMMITTED, form_code="qianzhu",
        answers={"wish": "长住"}, now=NOW,
    )  # fmt: skip
    here = sit(clerk)
    taken_up = draft(attended_actor(clerk, here.id), COMMITTED, NOW)
    assert taken_up is not None
    assert taken_up.answers == {"wish": "长住"}
    give(clerk, here)
    assert draft(herself(here), COMMITTED, NOW) is None, "what was handed in is no draft"


def test_a_letter_is_as_good():
    clerk = a_clerk()
    known = sit(clerk, seen_by=SeenBy.LETTER)
    made = give(clerk, known, signed_on=SignedOn.PAPER)
    assert made.channel is Channel.PAPER


@pytest.mark.parametrize(
    "clerk",
    [an_officer(Duty.REVIEWER), an_officer(Duty.WINDOW_CLERK, region="990202")],
    ids=["no window post", "another region"],
)
def test_others_take_nothing_in(clerk):
    with pytest.raises(NotYourWindow):
        sit(clerk)
    with pytest.raises(NotYourWindow):
        open_sitting(clerk=herself_of_nobody(), presented=seen(), item_code=COMMITTED, now=NOW)
    assert find_subject(Actor.system("tests"), IdentifierScheme.RESIDENT_ID, NUMBER) is None


def herself_of_nobody() -> Actor:
    """A person, no officer."""
    return Actor(kind=ActorKind.PERSON, subject_id="subj_x", account_id="account_x")


def test_any_window_of_the_region_takes_in_for_any_agency():
    other = an_officer(Duty.WINDOW_CLERK, agency_code="119901020001026134", name="b")
    clerk = replace(other, subject_id=a_clerk().subject_id)
    made = give(clerk, sit(clerk))
    assert made.agency_code != "119901020001026134"


def test_a_sitting_is_its_clerks_and_ends():
    clerk, colleague = a_clerk(), a_clerk("colleague")
    known = sit(clerk)
    for look in (sitting, attended_actor, receipt):
        with pytest.raises(SittingNotFound):
            look(colleague, known.id)
    assert [one.id for one in open_sittings(clerk)] == [known.id]
    assert open_sittings(colleague) == ()
    break_off(clerk=clerk, sitting_id=known.id, now=NOW)
    assert open_sittings(clerk) == ()
    with pytest.raises(SittingOver):
        attended_actor(clerk, known.id)


def test_the_name_must_be_that_of_the_number():
    clerk = a_clerk()
    sit(clerk)
    with pytest.raises(NameNotThatOfNumber):
        open_sitting(clerk=clerk, presented=seen(name="别人"), item_code=COMMITTED, now=NOW)
    for name, number in ((NAME, "990102194801200160"), ("", NUMBER[:-1] + "?")):
        with pytest.raises(DocumentNotReadable):
            open_sitting(
                clerk=clerk, presented=Presented(name, number, SeenBy.EYE), item_code=COMMITTED,
                now=NOW,
            )  # fmt: skip


def test_devices_answer_or_say_what_to_do_instead():
    clerk, reader = a_clerk(), CardReaderTwin(lambda: [Card(NAME, NUMBER)])
    _connect(reader)
    with pytest.raises(NothingOnTheDevice):
        read_card(clerk=clerk, window="hall/A1")
    reader.lay("hall/A1", reader.cards()[0])
    assert read_card(clerk=clerk, window="hall/A1") == Card(NAME, NUMBER)
    connect_device(Device.CARD_READER, None)
    with pytest.raises(DeviceAbsent) as absent:
        read_card(clerk=clerk, window="hall/A1")
    assert absent.value.mend == Device.CARD_READER.instead
    with pytest.raises(NotYourWindow):
        read_card(clerk=herself_of_nobody(), window="hall/A1")


def test_who_comes_for_a_firm_acts_for_it_by_its_mandate_alone(monkeypatch):
    publish_for_firms(monkeypatch)
    clerk, firm, other = a_clerk(), a_firm(), a_firm("别的示例有限公司")
    came = sit(clerk)
    a_mandate(firm, subject(Actor.system("tests"), came.subject_id))
    given = {"clerk": clerk, "presented": seen(), "item_code": COMMITTED, "now": NOW}
    for code in (code_of(other), "91990102MA0000XX00"):
        with pytest.raises(NotActingForFirm):
            open_sitting(**given, firm=code)
    known = open_sitting(**given, firm=f" {code_of(firm).lower()} ")
    assert (known.name, known.firm) == (NAME, firm.name)
    made = give(clerk, known, item_version=2)
    owner = attended_for(known, firm.id)
    assert [row.id for row in my_cases(owner).items] == [made.id]
    assert my_cases(herself(known)).items == ()
    shown = case(an_officer(), made.id).signature
    assert shown is not None
    assert shown.valid
    assert payloads_about(known.id)[0]["subject"] == known.subject_id
    again = open_sitting(**given, firm=code_of(firm))
    hand_back(clerk=clerk, sitting_id=again.id, materials=(), other="章程", reason="不全", now=NOW)
    assert my_messages(owner).items[0].title.zh == "窗口退回了您的材料"
    assert my_messages(herself(known)).items == (), "it is the firm's affair"


def code_of(firm: SubjectView) -> str:
    """The unified social credit code of a firm of the tests."""
    known = register_number(Actor.system("tests"), firm.id)
    assert known is not None
    return known.value


def attended_for(known: SittingView, firm_id: str) -> Actor:
    """The same woman, signed in later for the firm."""
    return replace(herself(known), kind=ActorKind.FIRM_AGENT, on_behalf_of=firm_id)


def test_materials_handed_back_leave_one_slip_and_nothing_else():
    clerk, colleague = a_clerk(), a_clerk("other")
    known = sit(clerk)
    lacking = {"clerk": clerk, "sitting_id": known.id, "now": NOW}
    with pytest.raises(HandBackNotWhole) as refused:
        hand_back(**lacking, materials=(), other=" ", reason="")
    assert [one.where for one in refused.value.problems] == ["back", "back_reason"]
    with pytest.raises(HandBackNotWhole):
        hand_back(**lacking, materials=("of-another-item",), other="", reason="不全")
    with pytest.raises(SittingNotFound):
        hand_back(**lacking | {"clerk": colleague}, materials=(), other="照片", reason="不全")
    assert hand_back_slip(clerk, known.id) is None
    slip = hand_back(**lacking, materials=(), other="旧照片两张", reason="缺租赁合同")
    assert hand_back(**lacking, materials=(), other="别的", reason="又点了一次") == slip
    assert hand_back_slip(clerk, known.id) == slip
    assert (slip.other, slip.reason, slip.number[:10]) == ("旧照片两张", "缺租赁合同", "TJ20261123")
    over = sitting(clerk, known.id)
    assert (over.state, over.case_id) == (SittingState.HANDED_BACK, None)
    assert [told["sitting"] for told in payloads_about(known.id)].count(known.id) == 2
    (told,) = my_messages(herself(known)).items
    assert (told.link, told.told_at) == (f"/items/{COMMITTED}", NOW)
    assert all(part in told.body.zh for part in (slip.number, "旧照片两张", "原因：缺租赁合同。"))
    with pytest.raises(SittingOver):
        break_off(clerk=clerk, sitting_id=known.id, now=NOW)
    with pytest.raises(SittingNotFound):
        hand_back_slip(colleague, known.id)


def test_on_the_phone_and_after_the_end_nothing_is_handed_back():
    clerk = a_clerk()
    called, over = sit(clerk, seen_by=SeenBy.VOICE), sit(clerk)
    break_off(clerk=clerk, sitting_id=over.id, now=NOW)
    for known in (called, over):
        with pytest.raises(SittingOver):
            hand_back(
                clerk=clerk, sitting_id=known.id, materials=(), other="照片", reason="不全", now=NOW
            )
