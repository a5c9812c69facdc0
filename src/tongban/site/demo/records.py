"""What the registers hold on an invented person or firm: element id → value. Pure.

Each person's record depends on the seed and the person alone, not on the order of making.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from tongban.site.demo import names
from tongban.site.demo.population import Firm, Person

Value = str | int | bool
Record = dict[str, Value]
_DUE_WITHIN_DAYS = 31


def record_of(person: Person, today: date) -> Record:
    """Everything the registers know about a person."""
    random = Random(person.id)
    age = person.age(today)
    record = _identity(person, today, age)
    if person.number is not None:
        record |= _household(person, random, today)
    record |= _family(person, random, age, today)
    if person.has_moved:
        record |= _residence(person, random, today, age)
    record |= _property(person, random, age)
    if 6 <= age <= 21:
        record |= _school(person, random, age, today)
    if 20 <= age < 60 and person.number is not None:
        record |= _work(person, random, age, today)
    if age >= 18 and random.random() < 0.4 and age < 75:
        record |= _driving(person, random, today)
    return record | _welfare(person, random, age, today)


def record_of_firm(firm: Firm, today: date) -> Record:
    """Everything the registers know about a firm."""
    random = Random(firm.id)
    record: Record = {
        "firm.name": firm.name,
        "firm.uscc": firm.code,
        "firm.kind": "llc",
        "firm.status": "open",
        "firm.legal_rep": firm.representative_name,
        "firm.address": firm.address,
        "firm.division": firm.place.code,
        "firm.scope": "餐饮服务；食品销售",
        "firm.capital": f"{random.choice((10, 30, 50, 100, 500)) * 10_000}.00",
        "firm.founded_on": firm.founded.isoformat(),
        "firm.contact.phone": f"1990000{random.randint(1000, 9999)}",
        "firm.contact.person": firm.representative_name,
        "firm.credit.broken_promise": random.random() < 0.02,
        "firm.credit.serious_breach": False,
    }
    if random.random() < 0.3:
        until = today + timedelta(days=random.randint(10, 1800))
        record |= {
            "firm.food_permit.number": f"JY2{firm.place.code}{random.randint(0, 9999999):07d}",
            "firm.food_permit.status": "valid",
            "firm.food_permit.valid_until": until.isoformat(),
        }
    if random.random() < 0.15:
        until = today + timedelta(days=random.randint(10, 1400))
        record |= {
            "firm.hygiene_licence.number": f"WS{firm.place.code}{random.randint(0, 99999):05d}",
            "firm.hygiene_licence.valid_until": until.isoformat(),
        }
    return record


def split_by_source(record: Record, source_of: Mapping[str, str]) -> dict[str, Record]:
    """The record as each register keeps its part; facts without a published source are dropped."""
    parts: dict[str, Record] = {}
    for element_id, value in record.items():
        source = source_of.get(element_id)
        if source is not None:
            parts.setdefault(source, {})[element_id] = value
    return parts


def _identity(person: Person, today: date, age: int) -> Record:
    record: Record = {
        "person.contact.phone": person.phone,
        "person.contact.mail_address": person.home_address,
    }
    if person.number is None and person.passport is None:
        return record  # a birth not registered yet: the population register knows nobody
    record |= {
        "person.name": person.name,
        "person.sex": person.sex,
        "person.birth_date": person.born.isoformat(),
        "person.alive": True,
    }
    if person.number is None:
        return record
    issued = max(person.born, today - timedelta(days=365 * (3 + age % 5)))
    years = 20 if age >= 26 else 10
    return record | {
        "person.resident_id": person.number,
        "person.ethnicity": person.ethnicity,
        "person.id_card.valid_until": _years_on(issued, years).isoformat(),
        "person.id_card.issued_by": f"{person.hukou.city}公安局",
        "person.id_card.portrait_on_file": age >= 16,
    }


def _household(person: Person, random: Random, today: date) -> Record:
    since = max(person.born, today - timedelta(days=random.randint(400, 9000)))
    return {
        "person.hukou.address": person.hukou_address,
        "person.hukou.division": person.hukou.code,
        "person.hukou.household_number": f"{person.hukou.code}{person.household:06d}",
        "person.hukou.head_name": person.head_name,
        "person.hukou.registered_since": since.isoformat(),
        "person.hukou.in_province": True,
    }


def _family(person: Person, random: Random, age: int, today: date) -> Record:
    record: Record = {}
    if age >= 20:
        record["person.marriage.status"] = "married" if person.married_on else "never-married"
    if person.married_on:
        serial = random.randint(1, 99999)
        record |= {
            "person.marriage.spouse_name": person.spouse_name or "",
            "person.marriage.registered_on": person.married_on.isoformat(),
            "person.marriage.certificate_number": (
                f"J{person.hukou.code}-{person.married_on.year}-{serial:06d}"
            ),
        }
    if person.mother_name and (today - person.born).days < 3650:
        record |= {
            "person.birth.certificate_number": f"T99{random.randint(0, 9999999):07d}",
            "person.birth.sex": person.sex,
            "person.birth.date": person.born.isoformat(),
            "person.birth.place": f"{person.home.city}妇幼保健院",
            "person.birth.mother_name": person.mother_name,
            "person.birth.father_name": person.father_name or "",
        }
    return record


def _residence(person: Person, random: Random, today: date, age: int) -> Record:
    oldest = max(min((today - person.born).days, 2500), 2)
    registered = today - timedelta(days=random.randint(1, oldest))
    months = _months_between(registered, today)
    record: Record = {
        "person.residence.address": person.home_address,
        "person.residence.division": person.home.code,
        "person.residence.registered_on": registered.isoformat(),
        "person.residence.registered_months": months,
    }
    if months >= 7 and age >= 16 and random.random() < 0.8:
        record |= _permit(person, random, registered, today)
    if random.random() < 0.6:
        until = today + timedelta(days=random.randint(20, 700))
        record |= {
            "person.rental.record_number": f"ZL{person.home.code}{random.randint(0, 999999):06d}",
            "person.rental.address": person.home_address,
            "person.rental.valid_until": until.isoformat(),
        }
    return record


def _permit(person: Person, random: Random, registered: date, today: date) -> Record:
    """A residence permit, endorsed each year; a good part of them is due within a month."""
    issued = min(registered + timedelta(days=190), today)
    due_in = (
        random.randint(1, _DUE_WITHIN_DAYS) if random.random() < 0.25 else random.randint(32, 364)
    )
    until = today + timedelta(days=due_in)
    lapsed = random.random() < 0.03
    if lapsed:
        until = today - timedelta(days=random.randint(1, 200))
    return {
        "person.permit.number": f"JZ{person.home.code}{random.randint(0, 9999999):07d}",
        "person.permit.status": "expired" if lapsed else "valid",
        "person.permit.issued_on": issued.isoformat(),
        "person.permit.valid_until": until.isoformat(),
    }


def _property(person: Person, random: Random, age: int) -> Record:
    if age < 25 or person.has_moved or random.random() > 0.45:
        return {}
    number = f"示({random.randint(2012, 2025)})不动产权第{random.randint(0, 9999999):07d}号"
    return {
        "person.property.certificate_number": number,
        "person.property.address": person.home_address,
    }


def _school(person: Person, random: Random, age: int, today: date) -> Record:
    enrolled = date(today.year - random.randint(1, 3), 9, 1)
    return {
        "person.school.name": names.school(random, person.home.name),
        "person.school.enrolled_on": enrolled.isoformat(),
        "person.school.enrolled": age < 18 or random.random() < 0.5,
    }


def _work(person: Person, random: Random, age: int, today: date) -> Record:
    months = random.randint(1, min((age - 19) * 12, 240))
    card = f"990000{random.randrange(10**13):013d}"
    record: Record = {
        "person.insurance.paid_months": months,
        "person.card.number": f"S{card[:12]}",
        "person.card.status": "active",
        "person.card.bank_account": card,
    }
    if person.employer is not None:
        record |= {
            "person.insurance.employer_name": person.employer.name,
            "person.insurance.employer_code": person.employer.code,
        }
    if random.random() < 0.08:
        ended = today - timedelta(days=random.randint(5, 300))
        return record | {
            "person.insurance.status": "stopped",
            "person.insurance.ended_on": ended.isoformat(),
            "person.insurance.end_reason": random.choice(
                ("dismissed", "resigned", "contract-ended")
            ),
            "person.employment.status": "unemployed",
            "person.employment.registered_on": today.isoformat(),
        }
    started = today - timedelta(days=30 * months)
    return record | {
        "person.insurance.status": "active",
        "person.employment.status": "employed",
        "person.employment.registered_on": started.isoformat(),
    }


def _driving(person: Person, random: Random, today: date) -> Record:
    until = today + timedelta(days=random.randint(-20, 2000))
    return {
        "person.driver.number": f"{person.hukou.code}{random.randint(0, 999999):06d}",
        "person.driver.class": random.choice(("c1", "c1", "c2", "b2")),
        "person.driver.valid_until": until.isoformat(),
        "person.driver.points": random.choice((0, 0, 0, 1, 3, 6)),
        "person.driver.suspended": random.random() < 0.01,
        "person.driver.medical_until": (today + timedelta(days=random.randint(1, 180))).isoformat(),
    }


def _welfare(person: Person, random: Random, age: int, today: date) -> Record:
    record: Record = {
        "person.medical.status": _medical_status(person, age),
        "person.medical.region": person.home.code,
        "person.credit.broken_promise": random.random() < 0.01,
    }
    if random.random() < 0.03:
        record |= {
            "person.low_income.status": "minimum-living",
            "person.low_income.household_members": random.randint(1, 5),
        }
    if age >= 80:
        record["person.allowance.old_age"] = random.random() < 0.8
        card = f"990000{random.randrange(10**13):013d}"
        record |= {
            "person.card.number": f"S{card[:12]}",
            "person.card.status": "active",
            "person.card.bank_account": card,
        }
    if person.number is not None and random.random() < 0.03:
        card = str(
            record.setdefault("person.card.bank_account", f"990000{random.randrange(10**13):013d}")
        )
        record |= {
            "person.card.number": f"S{card[:12]}",
            "person.card.status": "active",
            "person.disability.level": f"level-{random.randint(1, 4)}",
            "person.disability.certificate_valid_until": f"{today.year + 3}-06-30",
            "person.disability.long_care": random.random() < 0.5,
        }
    return record


def _medical_status(person: Person, age: int) -> str:
    if person.number is None:
        return "none"
    return "employee" if person.employer is not None and 20 <= age < 60 else "resident"


def _months_between(start: date, end: date) -> int:
    return max((end.year - start.year) * 12 + end.month - start.month - (end.day < start.day), 0)


def _years_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)
