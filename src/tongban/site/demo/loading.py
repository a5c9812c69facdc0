"""Put the invented people on record through the rooms' doors; what is there already stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random
from typing import TypeVar

from tongban.agencies.api import AlreadyHolds, assign_post
from tongban.elements.api import RegisterRowInput, elements_of, put_register_rows, sources
from tongban.identity.api import (
    DemoAccount,
    Identifier,
    IdentifierScheme,
    MandateKind,
    NewSubject,
    Sex,
    SubjectKind,
    comes_of_age,
    grant_mandate,
    known_subjects,
    open_account,
    register_subjects,
)
from tongban.jurisdiction.api import DivisionLevel, DivisionView, ancestors, divisions_under
from tongban.kernel.actor import Actor, Assurance
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.site.demo.cast import (
    KNOWN_LESS,
    WALK_IN,
    CastMember,
    cast,
    institutions,
    newborn,
    shop,
    surveyor,
    walk_in,
)
from tongban.site.demo.certificates import give_certificates
from tongban.site.demo.helping import settle_helpers
from tongban.site.demo.market import open_market
from tongban.site.demo.population import Firm, Person, Place, Population
from tongban.site.demo.records import Record, record_of, record_of_firm, split_by_source

T = TypeVar("T")
_MAKER = Actor.system("demo-people")
_BATCH = 400
_PROVINCE = "990000"
_PEOPLE_PER_FIRM = 20


class DemoNeedsPack(Refusal):
    """There are no counties or no registers yet for the people to live in."""

    def __init__(self) -> None:
        super().__init__(
            "demo.needs_pack",
            Text.of("还没有发布示例省的内容包。", "The demo province is not published yet."),
            Text.of(
                "先运行 tongban pack publish packs/shili。",
                "Run tongban pack publish packs/shili first.",
            ),
            RefusalKind.CONFLICT,
        )


@dataclass(frozen=True, slots=True)
class MadePeople:
    """What one run put on record; all zero when everything was there."""

    people: int
    firms: int
    register_rows: int
    accounts: int


@dataclass(frozen=True, slots=True)
class _Loaded:
    subjects: int
    rows: int


def make_people(
    *, number: int, seed: int, now: datetime, on_progress: Callable[[int], None] = lambda _: None
) -> MadePeople:
    """The cast, and ``number`` people with their firms; a repeat with the same seed adds nothing.

    ``on_progress`` hears how many people are done. Refuses: DemoNeedsPack.
    """
    places, source_of = _places(), _source_of()
    if not places or not source_of:
        raise DemoNeedsPack
    accounts, cast_done = _load_cast(now, source_of)
    settle_helpers(now)
    people, firms = _population(number, seed, now.date(), places)
    loaded = _load_people(people, now, source_of, on_progress)
    firms_done = _load_firms(firms, now, source_of)
    return MadePeople(
        people=cast_done.subjects + loaded.subjects,
        firms=firms_done.subjects,
        register_rows=cast_done.rows + loaded.rows + firms_done.rows,
        accounts=accounts,
    )


def invented_people(*, number: int, seed: int, now: datetime) -> list[Person]:
    """The people ``make_people`` puts on record for this number and seed, the cast left out."""
    return _population(number, seed, now.date(), _places())[0]


def _places() -> tuple[Place, ...]:
    counties = [d for d in divisions_under(_PROVINCE) if d.level is DivisionLevel.COUNTY]
    return tuple(_place(county) for county in counties)


def _place(county: DivisionView) -> Place:
    cities = [d for d in ancestors(county.code) if d.level is DivisionLevel.CITY]
    city = cities[0].name.zh if cities else ""
    return Place(county.code, f"{city}{county.name.zh}", city)


def _source_of() -> dict[str, str]:
    return {e.id: register.code for register in sources() for e in elements_of(register.code)}


def _population(
    number: int, seed: int, today: date, places: Sequence[Place]
) -> tuple[list[Person], tuple[Firm, ...]]:
    population = Population(seed, today, places)
    people = [person for household in population.people(number) for person in household]
    owners = [p for p in people if p.number and 25 <= p.age(today) <= 60]
    firms = population.firms(number // _PEOPLE_PER_FIRM, owners)
    random = Random(f"employers-{seed}")
    if firms:
        people = [
            replace(p, employer=random.choice(firms)) if 20 <= p.age(today) < 60 else p
            for p in people
        ]
    return people, firms


def _load_cast(now: datetime, source_of: dict[str, str]) -> tuple[int, _Loaded]:
    today = now.date()
    members, child, firm = cast(today), newborn(today), shop(today)
    known = known_subjects([m.person.id for m in members])
    facts, caller = {m.person.id: m for m in members}, walk_in(today)

    def record(person: Person) -> Record:
        made = record_of(person, today)
        own = WALK_IN if person.id == caller.id else {}
        return facts[person.id].complete(made) if person.id in facts else made | own

    people = [*(m.person for m in members), child, caller, surveyor()]
    done = _load_batch(people, now, source_of, record)
    firms = _load_firms([firm, *institutions(today)], now, source_of)
    for position, member in enumerate(members, start=1):
        _open_account(member, position, now)
    give_certificates(today, now)
    open_market(today, now)
    fresh = sum(m.person.id not in known for m in members)
    return fresh, _Loaded(done.subjects + firms.subjects, done.rows + firms.rows)


def _open_account(member: CastMember, position: int, now: datetime) -> None:
    card = DemoAccount(member.account_id, member.label, member.kind, member.role)
    open_account(
        actor=_MAKER, subject_id=member.person.id, kind=member.kind, now=now, demo=card,
        position=position,
    )  # fmt: skip
    for post_id in member.posts:
        try:
            assign_post(
                actor=_MAKER, post_id=post_id, account_id=card.account_id,
                valid_from=date(2024, 1, 1), now=now,
            )  # fmt: skip
        except AlreadyHolds:
            continue


def _load_people(
    people: Sequence[Person],
    now: datetime,
    source_of: dict[str, str],
    on_progress: Callable[[int], None],
) -> _Loaded:
    today = now.date()
    subjects = rows = 0
    for batch in _batches(people):
        done = _load_batch(batch, now, source_of, lambda person: record_of(person, today))
        subjects, rows = subjects + done.subjects, rows + done.rows
        on_progress(len(batch))
    return _Loaded(subjects, rows)


def _load_batch(
    people: Sequence[Person],
    now: datetime,
    source_of: dict[str, str],
    record: Callable[[Person], Record],
) -> _Loaded:
    known = known_subjects([person.id for person in people])
    fresh = [person for person in people if person.id not in known]
    if not fresh:
        return _Loaded(0, 0)
    register_subjects(actor=_MAKER, new=[_as_new(person) for person in fresh], now=now)
    rows = _put_rows({p.id: record(p) for p in fresh}, now, source_of)
    for person in fresh:
        if person.guardian_id is not None:
            _put_guardian(person, now)
    return _Loaded(len(fresh), rows)


def _load_firms(firms: Sequence[Firm], now: datetime, source_of: dict[str, str]) -> _Loaded:
    known = known_subjects([firm.id for firm in firms])
    fresh = [firm for firm in firms if firm.id not in known]
    rows = 0
    for batch in _batches(fresh):
        register_subjects(actor=_MAKER, new=[_firm_as_new(firm) for firm in batch], now=now)
        rows += _put_rows({f.id: record_of_firm(f, now.date()) for f in batch}, now, source_of)
    for firm in fresh:
        grant_mandate(
            actor=_MAKER, kind=MandateKind.LEGAL_REPRESENTATIVE, principal_id=firm.id,
            agent_id=firm.representative_id, valid_from=firm.founded, valid_until=None, now=now,
        )  # fmt: skip
    return _Loaded(len(fresh), rows)


def _put_rows(records: dict[str, Record], now: datetime, source_of: dict[str, str]) -> int:
    by_source: dict[str, list[RegisterRowInput]] = {}
    for subject_id, record in records.items():
        for source, values in split_by_source(record, source_of).items():
            by_source.setdefault(source, []).append(RegisterRowInput(subject_id, values, now))
    return sum(
        put_register_rows(actor=_MAKER, source_code=source, rows=rows, now=now)
        for source, rows in sorted(by_source.items())
    )


def _put_guardian(child: Person, now: datetime) -> None:
    grant_mandate(
        actor=_MAKER, kind=MandateKind.GUARDIAN, principal_id=child.id,
        agent_id=child.guardian_id or "", valid_from=child.born,
        valid_until=comes_of_age(child.born), now=now,
    )  # fmt: skip


def _as_new(person: Person) -> NewSubject:
    identifiers: tuple[Identifier, ...] = ()
    if person.number is not None:
        identifiers = (Identifier(IdentifierScheme.RESIDENT_ID, person.number),)
    elif person.passport is not None:
        identifiers = (Identifier(IdentifierScheme.PASSPORT, person.passport),)
    return NewSubject(
        kind=SubjectKind.PERSON,
        name=person.name,
        identifiers=identifiers,
        region=person.home.code,
        assurance=KNOWN_LESS.get(person.id, Assurance.L4 if identifiers else Assurance.L1),
        birth_date=person.born,
        sex=Sex(f"identity.{person.sex}"),
        id=person.id,
    )


def _firm_as_new(firm: Firm) -> NewSubject:
    return NewSubject(
        kind=SubjectKind.FIRM,
        name=firm.name,
        identifiers=(Identifier(IdentifierScheme.USCC, firm.code),),
        region=firm.place.code,
        assurance=Assurance.L4,
        id=firm.id,
    )


def _batches(entries: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(entries), _BATCH):
        yield entries[start : start + _BATCH]
