"""The case page: everything to act on, every act, every refusal in place."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tongban.cases.api import (
    CaseState,
    CaseView,
    append_deadlines,
    case,
    claim_task,
    supply_correction,
    verify_archive,
)
from tongban.cases.tests.factories import (
    COMMITTED,
    INSTANT,
    LAW,
    NOW,
    PLANNING,
    a_house,
    a_resident,
    an_officer,
    flow_item,
    submit,
)
from tongban.kernel.actor import Actor, Duty
from tongban.web.desk.tests.visitors import seat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(minutes=5))


@pytest.fixture
def resident() -> Actor:
    return a_resident()


@pytest.fixture
def given(resident: Actor) -> CaseView:
    return submit(resident, COMMITTED)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Client:
    return seat(monkeypatch, an_officer())


def act(desk: Client, known: CaseView, slug: str, **typed: object):
    fresh = case(an_officer(), known.id)
    return desk.post(f"/desk/cases/{known.id}/{slug}", {"version": fresh.version, **typed})


def now_of(known: CaseView) -> CaseView:
    return case(an_officer(), known.id)


def test_the_page_shows_answers_materials_and_progress(desk, given):
    page = desk.get(f"/desk/cases/{given.id}").content.decode()
    for words in (given.number, "长住", "Waiting for acceptance", "Claim", "Ask for corrections"):
        assert words in page


def test_an_answer_shows_the_source_that_vouches_for_it(desk, given):
    assert given.sources["name"].code == "population"
    assert set(given.sources) == {"name"}, "the phone and the wish were typed"
    answers = desk.get(f"/desk/cases/{given.id}").content.decode().split("Materials</h2>")[0]
    assert answers.count('class="chip"') == 1


def test_every_line_of_the_notice_names_a_material_or_a_field(desk, given):
    page = desk.get(f"/desk/cases/{given.id}").content.decode()
    for target in ("photo", "plan", "name", "phone", "wish"):
        assert f'name="defect.{target}"' in page


def test_claim_accept_and_approve(desk, given):
    assert act(desk, given, "claim").status_code == 303
    assert act(desk, given, "accept").status_code == 303
    assert now_of(given).state is CaseState.ACCEPTED
    done = act(desk, given, "decide", outcome="approve", opinion="符合条件", articles=[LAW])
    assert done.headers["location"] == f"/desk/cases/{given.id}"
    closed = now_of(given)
    assert closed.state is CaseState.APPROVED
    assert closed.certificate_ids
    page = desk.get(f"/desk/cases/{given.id}").content.decode()
    assert "This case is closed." in page


def test_every_defect_goes_out_in_one_notice(desk, given):
    typed = {"defect.photo": "照片模糊，请重拍", "defect.wish": "请写明住址", "defect.plan": "  "}
    assert act(desk, given, "correction", **typed).status_code == 303
    correcting = now_of(given)
    assert correcting.state is CaseState.CORRECTING
    assert {defect.target for defect in correcting.defects} == {"photo", "wish"}


def test_a_notice_without_a_defect_is_refused_in_place(desk, given):
    response = act(desk, given, "correction")
    page = response.content.decode()
    assert response.status_code == 422
    assert "No defect is named" in page
    assert 'href="#f-defects"' in page
    assert '<details class="act" open>' in page
    assert now_of(given).state is CaseState.SUBMITTED


def test_refusing_acceptance_needs_reasons_and_articles_and_keeps_what_was_typed(desk, given):
    response = act(desk, given, "refuse", reasons="不属于本机关职权")
    page = response.content.decode()
    assert response.status_code == 422
    assert "No article is cited" in page
    assert "不属于本机关职权</textarea>" in page
    assert act(desk, given, "refuse", reasons="不属于本机关职权", articles=[LAW]).status_code == 303
    assert now_of(given).state is CaseState.NOT_ACCEPTED


def test_the_clock_stops_only_for_what_the_item_allows(desk, given):
    act(desk, given, "accept")
    allowed = {"procedure": "procedure.inspection", "planned": "5", "why": "须现场核查"}
    refused = act(desk, given, "special-start", **(allowed | {"procedure": "procedure.hearing"}))
    assert refused.status_code == 422
    too_long = act(desk, given, "special-start", **(allowed | {"planned": "11"}))
    assert too_long.status_code in (409, 422)
    assert act(desk, given, "special-start", **allowed).status_code == 303
    assert now_of(given).clock.paused
    assert act(desk, given, "special-end", found="符合要求").status_code == 303
    assert not now_of(given).clock.paused


@pytest.mark.parametrize("planned", ["", "0", "-1", "x", "99999999", "１"])
def test_a_planned_length_is_a_whole_number(desk, given, planned):
    act(desk, given, "accept")
    typed = {"procedure": "procedure.inspection", "planned": planned, "why": "核查"}
    response = act(desk, given, "special-start", **typed)
    assert response.status_code == 422
    assert not now_of(given).clock.paused


def test_a_denial_says_why_and_by_which_article(desk, given):
    act(desk, given, "accept")
    response = act(desk, given, "decide", outcome="deny", opinion="")
    assert response.status_code == 422
    for words in ("No reasons are given", "No article is cited"):
        assert words in response.content.decode()
    assert (
        act(desk, given, "decide", outcome="deny", opinion="不符", articles=[LAW]).status_code
        == 303
    )
    assert now_of(given).state is CaseState.DENIED


def test_a_stale_page_changes_nothing_and_keeps_the_words(desk, given):
    act(desk, given, "accept")
    stale = {"version": given.version, "outcome": "approve", "opinion": "符合", "articles": [LAW]}
    response = desk.post(f"/desk/cases/{given.id}/decide", stale)
    assert response.status_code == 409
    assert "符合</textarea>" in response.content.decode()
    assert now_of(given).state is CaseState.ACCEPTED


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "１"])
def test_a_garbled_version_is_a_stale_one(desk, given, version):
    response = desk.post(f"/desk/cases/{given.id}/accept", {"version": version})
    assert response.status_code == 409
    assert now_of(given).state is CaseState.SUBMITTED


def test_two_officers_one_task(desk, given):
    claim_task(
        actor=an_officer(name="b"), case_id=given.id, expected_version=given.version, now=NOW
    )
    response = act(desk, given, "accept")
    assert response.status_code == 409
    assert now_of(given).state is CaseState.SUBMITTED
    assert "A colleague has taken this task." in response.content.decode()


def test_a_clerk_cannot_decide(monkeypatch, given):
    clerk = seat(monkeypatch, an_officer(Duty.WINDOW_CLERK))
    act(clerk, given, "accept")
    response = act(clerk, given, "decide", outcome="approve", opinion="符合", articles=[LAW])
    assert response.status_code == 403
    assert now_of(given).state is CaseState.ACCEPTED


def test_an_officer_of_another_region_cannot_act(monkeypatch, given):
    elsewhere = seat(monkeypatch, an_officer(region="990202"))
    response = elsewhere.post(f"/desk/cases/{given.id}/accept", {"version": given.version})
    assert response.status_code == 404
    assert now_of(given).state is CaseState.SUBMITTED


def test_an_expired_session_asks_to_sign_in_and_does_nothing(client, given):
    response = client.post(f"/desk/cases/{given.id}/accept", {"version": given.version})
    assert response.status_code == 401
    assert now_of(given).state is CaseState.SUBMITTED


def test_coming_back_from_the_sign_in_door_lands_on_the_case(desk, given):
    response = desk.get(f"/desk/cases/{given.id}/accept")
    assert response.status_code == 303
    assert response.headers["location"] == f"/desk/cases/{given.id}"


def test_an_act_that_does_not_exist_is_not_found(desk, given):
    assert act(desk, given, "burn").status_code == 404


def test_a_form_without_its_token_is_turned_away(monkeypatch, given):
    seat(monkeypatch, an_officer())
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(f"/desk/cases/{given.id}/accept", {"version": given.version})
    assert response.status_code == 403
    assert now_of(given).state is CaseState.SUBMITTED


def test_an_upload_leaves_as_a_file_and_other_materials_do_not(desk, given):
    assert desk.get(f"/desk/cases/{given.id}/papers/photo").status_code == 404


def test_the_next_case_is_one_press_away(desk, resident, given):
    other = submit(a_resident(), COMMITTED)
    page = desk.get(f"/desk/cases/{given.id}").content.decode()
    assert f'href="/desk/cases/{other.id}"' in page


def test_an_extension_is_asked_for_whole_and_told(desk, given):
    act(desk, given, "accept")
    refused = act(desk, given, "extend")
    assert refused.status_code == 422
    words = refused.content.decode()
    for where in ("f-added", "f-head", "f-grounds"):
        assert f'href="#{where}"' in words
    done = act(desk, given, "extend", added="5", head="agency-head", grounds="图纸要再核对")
    assert done.status_code == 303
    assert "图纸要再核对" in desk.get(f"/desk/cases/{given.id}").content.decode()


def test_a_late_defect_goes_out_only_with_a_superiors_reason(desk, given, resident):
    act(desk, given, "correction", **{"defect.photo": "不清楚"})
    seen = case(resident, given.id)
    supply_correction(
        actor=resident, case_id=given.id, expected_version=seen.version, answers={},
        material_blobs={}, now=NOW + timedelta(minutes=6),
    )  # fmt: skip
    late = {"defect.plan": "没有比例尺"}
    assert act(desk, given, "correction", **late).status_code == 409
    done = act(desk, given, "correction", superior="漏看了", **late)
    assert done.status_code == 303
    assert now_of(given).state is CaseState.CORRECTING


def test_a_case_on_a_flow_is_worked_step_by_step(desk, resident, monkeypatch):
    flow_item()
    running = submit(resident, COMMITTED, item_version=2)
    act(desk, running, "accept")
    page = desk.get(f"/desk/cases/{running.id}").content.decode()
    for words in ("Finish this step", "Let another agency do it", "Open now", "To come"):
        assert words in page
    assert "f-outcome" not in page
    refused = act(desk, running, "step")
    assert refused.status_code == 422
    for where in ("f-result", "f-finding"):
        assert f'href="#{where}"' in refused.content.decode()
    assert act(desk, running, "step", result="done", finding="齐全").status_code == 303
    planner = an_officer(Duty.REVIEWER, agency_code=PLANNING, region="990100", name="planner")
    theirs = seat(monkeypatch, planner)
    assert running.number in theirs.get("/desk/").content.decode()
    fresh = case(planner, running.id)
    done = theirs.post(
        f"/desk/cases/{running.id}/step",
        {"version": fresh.version, "result": "done", "finding": "符合规划"},
    )
    assert done.status_code == 303
    assert running.number not in theirs.get("/desk/").content.decode()


def test_a_hearing_and_the_reason_for_lateness_go_through_the_forms(
    desk, given, resident, monkeypatch
):
    act(desk, given, "accept")
    empty = act(desk, given, "hearing-announce")
    assert empty.status_code == 422
    assert b"The day of the hearing is not given" in empty.content
    act(desk, given, "hearing-offer", matter="拟不予许可")
    person = seat(monkeypatch, resident)
    page = person.get(f"/cases/{given.id}").content.decode()
    assert "Ask for a hearing" in page
    version = case(resident, given.id).version
    person.post(f"/cases/{given.id}/hearing", {"version": version})
    desk = seat(monkeypatch, an_officer())
    too_soon = act(desk, given, "hearing-announce", hearing_day="2026-11-26", place="三楼")
    assert too_soon.status_code == 409
    assert b"fewer than seven working days" in too_soon.content
    act(desk, given, "hearing-announce", hearing_day="2026-12-08", place="三楼")
    assert now_of(given).state is CaseState.PAUSED
    append_deadlines(NOW + timedelta(days=40))
    late = {"deadline": "procedure", "late_cause": "hard-facts", "account": "证人在外地"}
    assert act(desk, given, "late", **late).status_code == 303
    public = Client().get("/late", headers={"accept-language": "en"}).content.decode()
    assert "Facts that took long to establish" in public
    assert "证人" not in public


def test_a_closed_case_is_exported_as_a_package_that_verifies(desk, resident):
    known = submit(resident, INSTANT)
    assert "Export the archive package" in desk.get(f"/desk/cases/{known.id}").content.decode()
    package = desk.post(f"/desk/cases/{known.id}/archive")
    assert package["Content-Disposition"] == f'attachment; filename="{known.number}.zip"'
    assert verify_archive(Actor.system("cli"), package.content).problems == ()


def test_a_review_is_asked_for_in_the_portal_and_answered_at_the_desk(desk, resident, monkeypatch):
    known = submit(resident, INSTANT)
    person = seat(monkeypatch, resident)
    assert "What do you think is wrong?" in person.get(f"/cases/{known.id}").content.decode()
    sent = {"version": case(resident, known.id).version, "doubt": "月数不对"}
    assert person.post(f"/cases/{known.id}/review", sent).status_code == 303
    desk = seat(monkeypatch, an_officer())
    assert known.number in desk.get("/desk/reviews").content.decode()
    assert act(desk, known, "review", seen="看过").status_code == 422
    assert act(desk, known, "review", verdict="right", seen="核对无误").status_code == 303
    assert known.number not in desk.get("/desk/reviews").content.decode()
