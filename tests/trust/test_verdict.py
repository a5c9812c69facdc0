"""One verdict: valid only when everything holds; every lie and every lapse has its own name."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trust import sealed
from tests.trust.issued import DISCLOSED, ISSUER, NOW, TODAY, World, suspended
from tongban_trust.bundle import LogTrust, Standing, TrustBundle
from tongban_trust.documents import Altered, SealedDocument, open_document
from tongban_trust.record import Disclosure, commit_fields
from tongban_trust.signing import Algorithm, generate_key
from tongban_trust.suites import suite
from tongban_trust.tlog.note import NoteKey
from tongban_trust.verify import (
    Attached,
    CheckState,
    Inclusion,
    Outcome,
    Verdict,
    verify_code,
    verify_file,
    verify_record,
)
from tongban_trust.x509 import Revoked, issue_crl

WORLDS = {name: World(name) for name in ("gm", "intl")}
suites = pytest.mark.parametrize("world", WORLDS.values(), ids=WORLDS)
WORLD = WORLDS["intl"]
WHOLE = WORLD.attached()
FILES = {"ofd": WORLD.ofd(WHOLE), "pdf": WORLD.pdf(WHOLE)}
files = pytest.mark.parametrize("data", FILES.values(), ids=FILES)


def judged(attached: Attached, bundle: TrustBundle | None = None, **moment) -> Verdict:
    """A record's verdict, and the same for both files of it."""
    bundle = bundle or WORLD.bundle()
    when = WORLD.moment(**moment)
    found = verify_record(attached.files(), bundle, when)
    for data in (WORLD.ofd(attached), WORLD.pdf(attached)):
        same = verify_file(data, bundle, when)
        assert (same.outcome, same.code) == (found.outcome, found.code)
    return found


@suites
@pytest.mark.parametrize("form", ["ofd", "pdf"])
def test_what_holds_is_valid_and_says_what_it_says(world, form):
    attached = world.attached()
    data = getattr(world, form)(attached)
    verdict = verify_file(data, world.bundle(), world.moment())
    assert verdict.outcome is Outcome.VALID
    assert all(check.state is CheckState.PASSED for check in verdict.checks)
    assert verdict.facts is not None
    assert (verdict.facts.holder, verdict.facts.issuer) == ("王𬸪", ISSUER)
    assert dict(verdict.facts.values) == {"address": "安和市样板路 99 号"}
    assert verdict.as_of == world.bundle().status.as_of
    assert set(verdict.reason) == {"zh-Hans", "en"}


@files
def test_no_flipped_byte_is_ever_valid(data):
    """A flip at every byte: the answer is never valid, and never an exception."""
    bundle, when = WORLD.bundle(), WORLD.moment()
    slipped = []
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 1 << (place % 8)
        if verify_file(bytes(changed), bundle, when).outcome not in (
            Outcome.ALTERED, Outcome.UNREADABLE,
        ):  # fmt: skip
            slipped.append(place)
    assert slipped == []


@files
@settings(max_examples=200)
@given(noise=st.data())
def test_no_change_of_bytes_is_valid(data, noise):
    start = noise.draw(st.integers(0, len(data)))
    end = noise.draw(st.integers(start, min(len(data), start + 40)))
    other = data[:start] + noise.draw(st.binary(max_size=40)) + data[end:]
    if other != data:
        found = verify_file(other, WORLD.bundle(), WORLD.moment())
        assert found.outcome in (Outcome.ALTERED, Outcome.UNREADABLE)


def test_an_incremental_update_is_altered():
    pdf = (
        FILES["pdf"] + b"\n9 0 obj\n<< >>\nendobj\nxref\n0 0\ntrailer\n<< >>\nstartxref\n0\n%%EOF\n"
    )
    assert isinstance(open_document(pdf), Altered)
    assert verify_file(pdf, WORLD.bundle(), WORLD.moment()).code == "verify.altered"


def test_files_that_are_none_of_ours_are_unreadable():
    for data in (b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\x00" * 100, b"{}"):
        found = verify_file(data, WORLD.bundle(), WORLD.moment())
        assert found.outcome is Outcome.UNREADABLE
    bare = sealed.pdf()  # sealed, with other attachments than ours
    assert verify_file(bare, WORLD.bundle(), WORLD.moment()).outcome is Outcome.ALTERED


def test_content_that_is_not_the_record_s_is_altered():
    other = (DISCLOSED[0], replace(DISCLOSED[1], value="安和市样板路 1 号"))
    assert judged(replace(WHOLE, disclosures=other)).code == "verify.other_content"
    more = (*DISCLOSED, Disclosure("title", "教授", bytes(16)))
    assert judged(replace(WHOLE, disclosures=more)).code == "verify.other_content"
    assert judged(replace(WHOLE, disclosures=DISCLOSED[1:])).outcome is Outcome.ALTERED


def test_a_copy_that_shows_less_is_as_valid():
    found = judged(replace(WHOLE, disclosures=DISCLOSED[:1]))
    assert found.outcome is Outcome.VALID
    assert found.facts is not None
    assert found.facts.values == ()


def test_an_issuer_without_a_known_root_is_unknown():
    bundle = WORLD.bundle(roots=())
    for data in FILES.values():
        found = verify_file(data, bundle, WORLD.moment())
        assert (found.outcome, found.code) == (Outcome.UNKNOWN_ISSUER, "verify.unknown_issuer")


def test_a_body_that_seals_for_another_is_named():
    attached = WORLD.attached(issuer="11990000000000099X")
    bundle = WORLD.bundle(issuers={"11990000000000099X": frozenset({"residence-permit"})})
    found = verify_file(WORLD.ofd(attached), bundle, WORLD.moment())
    assert (found.outcome, found.code) == (Outcome.UNKNOWN_ISSUER, "verify.other_issuer")


def test_a_type_the_issuer_may_not_issue_is_named():
    found = judged(WHOLE, WORLD.bundle(issuers={ISSUER: frozenset({"another"})}))
    assert (found.outcome, found.code) == (Outcome.UNKNOWN_ISSUER, "verify.type_not_theirs")


def test_a_seal_out_of_its_term_or_revoked_is_named():
    late = World("intl", now=NOW + 2 * sealed.YEAR, **_keys())
    attached = late.attached(valid_until=None)
    data = late.pdf(attached)  # as OFD it cannot even be sealed then
    found = verify_file(data, late.bundle(), late.moment(on=date(2029, 1, 1)))
    assert found.code == "verify.seal_not_in_force"
    bundle = WORLD.bundle(revocation_lists=tuple(map(_revoked, (Algorithm.SM2, Algorithm.P256))))
    for data in FILES.values():
        found = verify_file(data, bundle, WORLD.moment())
        assert (found.outcome, found.code) == (Outcome.UNKNOWN_ISSUER, "verify.seal_revoked")


def _keys() -> dict:
    return {"log_key": WORLD.log_key, "witness_key": WORLD.witness_key, "code_key": WORLD.code_key}


def _revoked(algorithm: Algorithm):
    issuer = sealed.issuer(algorithm)
    return issue_crl(
        issuer.root, [Revoked(issuer.certificate.serial, NOW - timedelta(days=1))], number=1,
        this_update=NOW, next_update=NOW + timedelta(days=30),
    )  # fmt: skip


@pytest.mark.parametrize(("seconds", "outcome"), [
    (0, Outcome.LOGGED_SOON), (60, Outcome.LOGGED_SOON), (61, Outcome.NOT_LOGGED),
    (10**9, Outcome.NOT_LOGGED),
])  # fmt: skip
def test_a_promise_is_good_until_it_is_due(seconds, outcome):
    attached = WORLD.attached(with_inclusion=False)
    found = judged(attached, after=timedelta(seconds=seconds))
    assert found.outcome is outcome


def test_the_log_itself_may_bring_the_proof():
    attached = WORLD.attached(with_inclusion=False)
    proof = WORLD.inclusion(attached.leaf)
    late = WORLD.moment(after=timedelta(days=9))
    assert verify_record(attached.files(), WORLD.bundle(), late).outcome is Outcome.NOT_LOGGED
    found = verify_record(attached.files(), WORLD.bundle(), late, proof)
    assert found.outcome is Outcome.VALID


@suites
def test_a_promise_or_proof_that_does_not_hold_proves_nothing(world):
    whole = world.attached()
    promised = replace(whole, inclusion=None)
    word, another = promised.promise, world.attached(type_version=2)
    stranger = World(world.suite_name)
    wrong = {
        "no proof at all": replace(whole, inclusion=None, promise=None),
        "no leaf": replace(whole, leaf=None),
        "promise of another log": replace(promised, promise=stranger.attached().promise),
        "promise of another leaf": replace(promised, promise=another.promise),
        "longer delay": replace(promised, promise=replace(word, merge_delay_s=10**6)),
        "other moment": replace(promised, promise=replace(word, at=word.at + 9)),
        "proof of another log": replace(whole, inclusion=stranger.inclusion(whole.leaf)),
        "proof of another leaf": replace(
            whole, inclusion=world.inclusion(another.leaf)
        ),
        "other place": replace(whole, inclusion=_moved(whole.inclusion)),
        "leaf of another record": replace(whole, leaf=another.leaf),
        "another log": world.attached(origin="log.elsewhere.example"),
    }  # fmt: skip
    for name, attached in wrong.items():
        found = verify_record(attached.files(), world.bundle(), world.moment(after=timedelta(0)))
        assert found.outcome is Outcome.NOT_LOGGED, name


def _moved(proof: Inclusion) -> Inclusion:
    return Inclusion(proof.index + 1, proof.path, proof.checkpoint)


def test_the_log_s_own_proof_stands_in_where_too_few_had_seen_the_file_s():
    seen = WHOLE.inclusion.checkpoint
    checkpoint = replace(seen, signatures=seen.signatures[:1])  # the log's own, no witness'
    early = replace(WHOLE, inclusion=replace(WHOLE.inclusion, checkpoint=checkpoint))
    assert judged(early).outcome is Outcome.NOT_LOGGED
    own = WORLD.inclusion(WHOLE.leaf)
    online = verify_file(WORLD.ofd(early), WORLD.bundle(), WORLD.moment(), own)
    assert online.outcome is Outcome.VALID


def test_a_log_without_witnesses_is_not_said_to_have_been_witnessed():
    bundle = WORLD.bundle()
    log = replace(bundle.log, witnesses=(), witnesses_needed=0)
    codes = {check.code for check in judged(WHOLE, replace(bundle, log=log)).checks}
    assert "verify.logged_unwitnessed" in codes
    assert "verify.logged" not in codes


def test_a_log_that_too_few_witnesses_saw_is_not_believed():
    bundle = WORLD.bundle()
    stranger = NoteKey("witness.example", generate_key(Algorithm.ED25519).public, witness=True)
    for log in (
        replace(bundle.log, witnesses=(stranger,)),
        replace(bundle.log, witnesses_needed=2),
        _forked(bundle.log),
    ):
        found = judged(WHOLE, replace(bundle, log=log))
        assert found.outcome is Outcome.NOT_LOGGED


def _forked(log: LogTrust) -> LogTrust:
    """The verifier has seen another log of the same size under the same key."""
    other = WORLD.inclusion(WORLD.attached(type_version=9).leaf).checkpoint
    return replace(log, checkpoint=other)


@pytest.mark.parametrize("hours", [-24, -1, 1, 24])
def test_back_dating_is_named(hours):
    """The record says another moment than leaf and promise, however well it is sealed."""
    record = WORLD.record(issued_at=NOW + timedelta(hours=hours))
    leaf = WORLD.leaf(record)
    attached = replace(WHOLE, record=record, leaf=leaf, inclusion=WORLD.inclusion(leaf))
    found = judged(attached, after=timedelta(days=2))
    assert (found.outcome, found.code) == (Outcome.NOT_LOGGED, "verify.back_dated")


def test_a_witness_that_saw_it_before_it_was_issued_gives_it_away():
    inclusion = WORLD.inclusion(WHOLE.leaf, seen=NOW - timedelta(hours=1))
    found = judged(replace(WHOLE, inclusion=inclusion))
    assert found.code == "verify.back_dated"


def test_a_seal_from_before_the_issue_is_back_dated():
    for data in (
        WORLD.ofd(WHOLE, NOW - timedelta(hours=1)),
        WORLD.pdf(WHOLE, NOW - timedelta(hours=1)),
    ):
        assert verify_file(data, WORLD.bundle(), WORLD.moment()).code == "verify.back_dated"


def test_clocks_that_differ_a_little_are_forgiven_and_a_lot_are_not():
    assert judged(WHOLE, after=timedelta(minutes=-4)).outcome is Outcome.VALID
    found = judged(WHOLE, after=timedelta(minutes=-6))
    assert (found.outcome, found.code) == (Outcome.UNDECIDED, "verify.clock")


@pytest.mark.parametrize(("standing", "outcome"), [
    (Standing.REVOKED, Outcome.REVOKED), (Standing.SUSPENDED, Outcome.SUSPENDED),
    (Standing.EXPIRED, Outcome.EXPIRED),
])  # fmt: skip
def test_the_status_is_that_of_the_day_asked_about(standing, outcome):
    since = date(2026, 11, 20)
    changes = {WHOLE.record.key: ((since, standing), (date(2026, 12, 1), Standing.VALID))}
    bundle = WORLD.bundle(changes=changes)
    assert judged(WHOLE, bundle, on=date(2026, 11, 19)).outcome is Outcome.VALID
    assert judged(WHOLE, bundle, on=since).outcome is outcome
    assert judged(WHOLE, bundle, on=date(2026, 12, 1)).outcome is Outcome.VALID


def test_a_bundle_from_before_the_issue_decides_nothing():
    bundle = WORLD.bundle()
    older = replace(bundle, status=replace(bundle.status, as_of=NOW - timedelta(days=1)))
    found = judged(WHOLE, older)
    assert (found.outcome, found.code) == (Outcome.UNDECIDED, "verify.status_older")


@pytest.mark.parametrize(("day", "outcome"), [
    (TODAY - timedelta(days=1), Outcome.NOT_YET_VALID), (TODAY, Outcome.VALID),
    (date(2027, 10, 31), Outcome.VALID), (date(2027, 11, 1), Outcome.EXPIRED),
])  # fmt: skip
def test_both_ends_of_the_term_count(day, outcome):
    assert judged(WHOLE, on=day).outcome is outcome


def test_the_gravest_fault_answers_and_all_are_listed():
    record = WORLD.record(issuer="11990000000000099X")
    attached = replace(WHOLE, record=record, leaf=WORLD.leaf(record), inclusion=None, promise=None)
    found = verify_file(
        WORLD.ofd(attached), WORLD.bundle(changes=suspended(record)),
        WORLD.moment(on=date(2030, 1, 1)),
    )  # fmt: skip
    assert found.outcome is Outcome.UNKNOWN_ISSUER
    outcomes = {check.outcome for check in found.checks if check.outcome}
    assert outcomes == {
        Outcome.UNKNOWN_ISSUER, Outcome.NOT_LOGGED, Outcome.SUSPENDED, Outcome.EXPIRED,
    }  # fmt: skip


@suites
def test_a_code_says_that_it_exists_and_never_who_shows_it(world):
    record = world.record()
    words = "https://portal.example/verify/abcdefghjkmnpqrs#" + world.code(record)
    found = verify_code(words, world.bundle(), world.moment())
    assert (found.outcome, found.code) == (Outcome.VALID, "verify.valid_code")
    assert found.facts is not None
    assert found.facts.holder == "王*"
    assert [c.state for c in found.checks if c.code == "verify.not_fresh"] == [CheckState.NOTED]
    later = verify_code(words, world.bundle(), world.moment(after=timedelta(days=300)))
    assert later.outcome is Outcome.VALID  # the same code again and again: it is no one-time word
    revoked = world.bundle(changes=suspended(record))
    assert verify_code(words, revoked, world.moment()).outcome is Outcome.SUSPENDED
    assert verify_code(words, world.bundle(code_keys=()), world.moment()).outcome is Outcome.ALTERED
    over = world.moment(on=date(2028, 1, 1))
    assert verify_code(words, world.bundle(), over).outcome is Outcome.EXPIRED
    early = world.moment(after=timedelta(hours=-1))
    assert verify_code(words, world.bundle(), early).code == "verify.clock"
    for nothing in ("", "#", "https://portal.example/verify/abc", "x" * 5000):
        unread = verify_code(nothing, world.bundle(), world.moment())
        assert unread.outcome is Outcome.UNREADABLE


def test_another_suite_s_log_or_record_does_not_pass():
    for one, other in (("gm", "intl"), ("intl", "gm")):
        attached = WORLDS[one].attached()
        found = verify_record(attached.files(), WORLDS[other].bundle(), WORLDS[one].moment())
        assert found.outcome is Outcome.NOT_LOGGED
    holder, fields = commit_fields(suite("gm"), DISCLOSED)
    mixed = WORLD.record(holder=holder, fields=fields)  # digests of one suite, name of another
    found = judged(replace(WHOLE, record=mixed))
    assert found.outcome is Outcome.ALTERED


@settings(max_examples=300)
@given(st.data())
def test_any_attachments_are_answered_and_never_valid(data):
    whole = WHOLE.files()
    name = data.draw(st.sampled_from(sorted(whole)))
    start = data.draw(st.integers(0, len(whole[name])))
    end = data.draw(st.integers(start, min(len(whole[name]), start + 30)))
    changed = whole[name][:start] + data.draw(st.binary(max_size=30)) + whole[name][end:]
    if changed == whole[name]:
        return
    found = verify_record({**whole, name: changed}, WORLD.bundle(), WORLD.moment())
    # Beside a proof of inclusion a promise adds nothing but its moment.
    assert found.outcome is not Outcome.VALID or name == "promise.json"


def test_seeded_noise_over_every_attachment_is_answered():
    dice = random.Random(7)
    whole = WHOLE.files()
    for _ in range(400):
        name = dice.choice(sorted(whole))
        changed = bytearray(whole[name])
        for _ in range(dice.randrange(1, 5)):
            changed[dice.randrange(len(changed))] = dice.randrange(256)
        found = verify_record({**whole, name: bytes(changed)}, WORLD.bundle(), WORLD.moment())
        idle = name == "promise.json" or bytes(changed) == whole[name]
        assert idle or found.outcome is not Outcome.VALID


def test_it_opens_what_it_judges():
    assert all(isinstance(open_document(data), SealedDocument) for data in FILES.values())
