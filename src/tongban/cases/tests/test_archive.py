"""The archive package: exported once closed, verified again, every change found."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.cases.api import (
    ArchiveUnreadable,
    CaseNotClosed,
    CaseNotFound,
    NotYourTask,
    accept_case,
    decide_case,
    export_archive,
    verify_archive,
)
from tongban.cases.archive_zip import packed, unpacked
from tongban.cases.domain import archive
from tongban.cases.tests.factories import (
    COMMITTED,
    INSTANT,
    LAW,
    NOW,
    a_house,
    a_resident,
    an_officer,
    do,
    submit,
)
from tongban.kernel.actor import Actor, Duty
from tongban.kernel.article import ArticleRef

CLI = Actor.system("cli")
US = an_officer()


@pytest.fixture
def exported(monkeypatch: pytest.MonkeyPatch, db: None) -> bytes:
    a_house(monkeypatch)
    return export_archive(actor=US, case_id=submit(a_resident(), INSTANT).id, now=NOW)


def faults(files: dict[str, bytes]) -> set[tuple[str, str]]:
    found = verify_archive(CLI, packed(files)).problems
    return {(each.where, each.code.removeprefix("cases.archive_")) for each in found}


def remade(files: dict[str, bytes], **changed: bytes) -> dict[str, bytes]:
    """A package whose manifest was made anew after the change, as a forger would."""
    files = {name: content for name, content in files.items() if name != archive.MANIFEST}
    files |= {name.replace("_", "."): content for name, content in changed.items()}
    about = {"case": json.loads(files[archive.LEAVES])[0]["content"], "number": "1"}
    about["case"] = json.loads(about["case"])["about"]
    return {archive.MANIFEST: archive.manifest_of(files, about), **files}


def test_what_was_exported_verifies_and_holds_the_whole_case(exported: bytes):
    files = unpacked(exported)
    assert {archive.FORM, archive.SNAPSHOT, archive.RULES, archive.EVENTS} < set(files)
    assert "长住" in files[archive.FORM].decode()
    found = verify_archive(CLI, exported)
    assert found.problems == ()
    assert packed(files) == exported


def test_every_byte_that_changes_is_found(exported: bytes):
    files = unpacked(exported)
    for name in sorted(set(files) - {archive.MANIFEST}):
        assert (name, "altered") in faults(files | {name: files[name] + b" "})
        less = {other: content for other, content in files.items() if other != name}
        assert (name, "missing") in faults(less)
    assert ("more", "unnamed") in faults(files | {"more": b""})
    assert faults({"form.json": b"{}"}) >= {(archive.MANIFEST, "unreadable")}


def test_a_forger_who_makes_the_manifest_anew_is_found_by_evidence_and_rules(exported: bytes):
    files = unpacked(exported)
    assert faults(remade(files)) == {(archive.MANIFEST, "not-ours")}
    events = json.loads(files[archive.EVENTS])
    events[-1]["facts"]["certificate_id"] = "cert_x"
    told = faults(remade(files, events_json=archive.written(events)))
    assert (archive.EVENTS, "event-not-evidenced") in told
    assert (archive.EVENTS, "events-missing") in faults(
        remade(files, events_json=archive.written(json.loads(files[archive.EVENTS])[:-1]))
    )
    leaves = json.loads(files[archive.LEAVES])
    leaves[0]["content"] = leaves[0]["content"].replace("Submitted", "Withdrawn")
    assert (archive.LEAVES, "leaf-altered") in faults(
        remade(files, leaves_json=archive.written(leaves))
    )
    rules = json.loads(files[archive.RULES])
    rules["receipt"]["inputs"][1][2] = 3
    assert (archive.RULES, "rules-differ") in faults(
        remade(files, rules_json=archive.written(rules))
    )


@pytest.mark.django_db
def test_only_a_closed_case_and_only_for_who_may(monkeypatch: pytest.MonkeyPatch):
    a_house(monkeypatch)
    known = do(accept_case, US, submit(a_resident(), COMMITTED))
    with pytest.raises(CaseNotClosed):
        export_archive(actor=US, case_id=known.id, now=NOW)
    do(
        decide_case, US, known, approve=False, opinion="不符合条件",
        articles=[ArticleRef.parse(LAW)],
    )  # fmt: skip
    with pytest.raises(NotYourTask):
        export_archive(actor=an_officer(Duty.WINDOW_CLERK), case_id=known.id, now=NOW)
    stranger = replace(US, posts=an_officer(agency_code="11990000MB0000001X").posts)
    with pytest.raises(CaseNotFound):
        export_archive(actor=stranger, case_id=known.id, now=NOW)
    package = export_archive(actor=CLI, case_id=known.id, now=NOW)
    assert "不符合条件" in unpacked(package)[archive.EVENTS].decode()
    assert archive.RULES not in unpacked(package)
    assert verify_archive(CLI, package).problems == ()


@given(st.binary(max_size=200))
def test_what_is_no_package_is_refused(content: bytes):
    with pytest.raises(ArchiveUnreadable):
        unpacked(content)
