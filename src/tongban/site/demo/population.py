"""Who lives in the demo province: households and firms from a seed. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from tongban.kernel.codes import resident_id, uscc
from tongban.site.demo import names

_FIRST_SEQUENCE = 100  # below: the cast's own numbers
_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class Place:
    """A county of the demo province: code, full name, and its city's name."""

    code: str
    name: str
    city: str


@dataclass(frozen=True, slots=True)
class Firm:
    """An invented firm."""

    id: str
    name: str
    code: str
    place: Place
    address: str
    representative_id: str
    representative_name: str
    founded: date


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person. ``number`` is None for a newborn and for foreigners."""

    id: str
    name: str
    sex: str
    born: date
    hukou: Place
    hukou_address: str
    home: Place
    home_address: str
    phone: str
    household: int
    head_name: str
    ethnicity: str = "han"
    number: str | None = None
    passport: str | None = None
    spouse_name: str | None = None
    married_on: date | None = None
    mother_name: str | None = None
    father_name: str | None = None
    guardian_id: str | None = None
    employer: Firm | None = None

    def age(self, today: date) -> int:
        """Whole years."""
        early = (today.month, today.day) < (self.born.month, self.born.day)
        return today.year - self.born.year - early

    @property
    def has_moved(self) -> bool:
        """Lives in another county than the one of registration."""
        return self.home.code != self.hukou.code


class Population:
    """Makes households until a number of people is reached; the same seed, the same people."""

    def __init__(self, seed: int, today: date, places: Sequence[Place]) -> None:
        self._random = Random(f"tongban-demo-{seed}")
        self._seed, self._today, self._places = seed, today, places
        self._taken: Counter[tuple[str, date, str]] = Counter()
        self._count = 0
        self._households = 0

    def people(self, number: int) -> Iterator[tuple[Person, ...]]:
        """Households one after another, exactly ``number`` people in all."""
        left = number
        while left > 0:
            household = self._household()[:left]
            left -= len(household)
            yield household

    def firms(self, number: int, owners: Sequence[Person]) -> tuple[Firm, ...]:
        """Firms led by some of the owners."""
        chosen = self._random.sample(owners, min(number, len(owners)))
        return tuple(self._firm(serial, owner) for serial, owner in enumerate(chosen, start=1))

    def _firm(self, serial: int, owner: Person) -> Firm:
        place = owner.home
        return Firm(
            id=f"subj_demo_{self._seed}_f{serial:06d}",
            name=names.firm_name(self._random, place.city, serial),
            code=uscc.make("9", "1", self._issued_in(place), f"MA1{serial:05d}"),
            place=place,
            address=names.street_address(self._random, place.name),
            representative_id=owner.id,
            representative_name=owner.name,
            founded=self._today - timedelta(days=self._random.randint(30, 6000)),
        )

    def _household(self) -> tuple[Person, ...]:
        self._households += 1
        kind = self._random.choices(
            ("alone", "couple", "family", "elders", "abroad"), (22, 20, 40, 17, 1)
        )[0]
        if kind == "abroad":
            return (self._foreigner(),)
        ages = {"alone": (18, 75), "couple": (23, 70), "family": (23, 50), "elders": (60, 99)}
        first = self._adult(*ages[kind], surname=names.surname(self._random))
        if kind == "alone":
            return (first,)
        one, other = self._marry(first)
        if kind != "family":
            return (one, other)
        children = [
            self._child(one, other) for _ in range(self._random.choices((1, 2, 3), (55, 38, 7))[0])
        ]
        return (one, other, *children)

    def _adult(self, youngest: int, oldest: int, surname: str) -> Person:
        random = self._random
        sex = random.choice(("female", "male"))
        born = self._birthday(youngest, oldest)
        name = surname + names.given_name(random, sex, born.year)
        ethnicity = "han"
        if random.random() < 0.02:
            name, ethnicity = names.dotted_name(random)
        hukou = random.choice(self._places)
        home = random.choice(self._places) if random.random() < 0.25 else hukou
        hukou_address = names.street_address(random, hukou.name)
        return self._numbered(
            Person(
                id=self._next_id(),
                name=name,
                sex=sex,
                born=born,
                ethnicity=ethnicity,
                hukou=hukou,
                hukou_address=hukou_address,
                home=home,
                home_address=hukou_address
                if home == hukou
                else names.street_address(random, home.name),
                phone=f"1990000{random.randint(1000, 9999)}",
                household=self._households,
                head_name=name,
            )
        )

    def _marry(self, first: Person) -> tuple[Person, Person]:
        spouse = self._adult(20, 21, names.surname(self._random))
        sex = "male" if first.sex == "female" else "female"
        born = first.born + timedelta(days=self._random.randint(-1500, 1500))
        born = min(born, self._years_ago(23))
        name = spouse.name
        if "·" not in name:
            name = names.surname(self._random) + names.given_name(self._random, sex, born.year)
        earliest = max(first.born, born) + timedelta(days=int(22.5 * _DAYS))
        span = max((self._today - earliest).days, 1)
        married = min(
            earliest + timedelta(days=self._random.randrange(min(span, 4000))), self._today
        )
        second = self._numbered(
            replace(
                spouse,
                name=name,
                sex=sex,
                born=born,
                hukou=first.hukou,
                home=first.home,
                hukou_address=first.hukou_address,
                home_address=first.home_address,
                head_name=first.name,
                spouse_name=first.name,
                married_on=married,
            )
        )
        return replace(first, spouse_name=second.name, married_on=married), second

    def _child(self, one: Person, other: Person) -> Person:
        random = self._random
        mother, father = (one, other) if one.sex == "female" else (other, one)
        oldest = max(min((self._today - (one.married_on or self._today)).days, 6500), 2)
        is_newborn = random.random() < 0.06
        born = self._today - timedelta(days=random.randint(1, 25 if is_newborn else oldest))
        sex = random.choice(("female", "male"))
        family = father.name[0] if "·" not in father.name else mother.name[0]
        child = Person(
            id=self._next_id(), name=family + names.given_name(random, sex, born.year), sex=sex,
            born=born, ethnicity=father.ethnicity, hukou=one.hukou,
            hukou_address=one.hukou_address, home=one.home, home_address=one.home_address,
            phone=mother.phone, household=one.household, head_name=one.name,
            mother_name=mother.name, father_name=father.name, guardian_id=mother.id,
        )  # fmt: skip
        # A newborn's birth is not registered yet: no number, no hukou.
        return child if (self._today - born).days <= 25 else self._numbered(child)

    def _foreigner(self) -> Person:
        place = self._random.choice(self._places)
        address = names.street_address(self._random, place.name)
        name = names.foreign_name(self._random)
        person_id = self._next_id()
        return Person(
            id=person_id, name=name, sex=self._random.choice(("female", "male")),
            born=self._birthday(22, 60), ethnicity="foreign", hukou=place, hukou_address=address,
            home=place, home_address=address, phone=f"1990000{self._random.randint(1000, 9999)}",
            household=self._households, head_name=name,
            passport=f"DEMO{self._seed % 100:02d}{self._count:07d}",
        )  # fmt: skip

    def _numbered(self, person: Person) -> Person:
        """A number free for this place, day and sex; another day when all are taken."""
        born, issued_in = person.born, self._issued_in(person.hukou)
        while True:
            key = (issued_in, born, person.sex)
            sequence = _FIRST_SEQUENCE + 2 * self._taken[key] + (person.sex == "male")
            if sequence <= 999:
                break
            born -= timedelta(days=1)
        self._taken[key] += 1
        number = resident_id.make(issued_in, born, sequence)
        return replace(person, born=born, number=number)

    def _issued_in(self, place: Place) -> str:
        """Digits of the place numbers are issued in; other seeds than 1 have impossible ones of
        their own, so that two crowds can live in one database."""
        return place.code if self._seed == 1 else f"99{20 + self._seed % 80}{place.code[4:]}"

    def _birthday(self, youngest: int, oldest: int) -> date:
        days = self._random.randint(int(youngest * _DAYS) + 1, int((oldest + 1) * _DAYS) - 1)
        return self._today - timedelta(days=days)

    def _years_ago(self, years: int) -> date:
        return self._today - timedelta(days=int(years * _DAYS) + 1)

    def _next_id(self) -> str:
        self._count += 1
        return f"subj_demo_{self._seed}_p{self._count:06d}"
