"""Finding a case at the desk: by its number, by who applied, or by item and days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from tongban.cases.models import Case
from tongban.cases.queries.listing import COLUMNS, distinct_posts, rows_of
from tongban.cases.refusals import NothingToFindBy
from tongban.cases.views.lists import CaseRow
from tongban.identity.api import IdentifierScheme, NotYours, find_subject
from tongban.kernel.actor import Actor, Post
from tongban.kernel.codes.division import region_prefix

SHOWN = 50
# Division and day at least: fewer digits would name a whole city's cases of years.
_NUMBER = re.compile(r"\d{14,50}")
_OF_SOMEBODY = re.compile(r"[0-9A-Z]{18}")
_BEARERS = (IdentifierScheme.RESIDENT_ID, IdentifierScheme.USCC)


@dataclass(frozen=True, slots=True)
class Sought:
    """What an officer looks for; ``words``, ``item_code`` or ``subject_id`` must be given.

    ``words`` is a case's number or its beginning (14 digits or more: division and day), a resident
    ID number, or a unified social credit code. ``since`` and ``until`` bound the moment of
    applying, half open; ``subject_id`` is who applied, for whoever knows the id already.
    """

    words: str = ""
    item_code: str = ""
    since: datetime | None = None
    until: datetime | None = None
    subject_id: str = ""


def find_cases(actor: Actor, sought: Sought, now: datetime) -> tuple[CaseRow, ...]:
    """The newest 50 cases that fit, of those the actor's posts may see; names are masked.

    By item alone only cases that are with the actor's agencies now. Refuses NothingToFindBy, also
    for words that are neither a case's number nor a person's or firm's.
    """
    found: dict[str, Case] = {}
    for cases in _searches(actor, sought):
        bounded = _bounded(cases, sought).only(*COLUMNS).order_by("-submitted_at", "-id")
        found |= {case.id: case for case in bounded[:SHOWN]}
    newest = sorted(found.values(), key=lambda case: (case.submitted_at, case.id), reverse=True)
    return rows_of(actor, newest[:SHOWN], now)


def _searches(actor: Actor, sought: Sought) -> Iterator[QuerySet[Case]]:
    posts = distinct_posts(actor.posts)
    words = "".join(sought.words.split()).upper()
    if not (words or sought.item_code or sought.subject_id):
        raise NothingToFindBy
    if not (words or sought.subject_id):
        for post in posts:
            yield Case.objects.filter(_here(post), current_agency=post.agency_code)
        return
    among = _words(actor, words) if words else Case.objects.all()
    if sought.subject_id:
        among = among.filter(applicant_id=sought.subject_id)
    seen = Q(id__in=())
    for post in posts:
        code = post.agency_code
        involved = Q(current_agency=code) | Q(receiving_agency=code) | Q(deciding_agency=code)
        seen |= _here(post) & involved
    yield among.filter(seen)


def _words(actor: Actor, words: str) -> QuerySet[Case]:
    bearer = _bearer(actor, words)
    if bearer is not None:
        return Case.objects.filter(applicant_id=bearer)
    if _NUMBER.fullmatch(words):
        return Case.objects.filter(number__startswith=words)
    if _OF_SOMEBODY.fullmatch(words):
        return Case.objects.none()  # a number nobody here bears
    raise NothingToFindBy


def _bearer(actor: Actor, words: str) -> str | None:
    for scheme in _BEARERS:
        try:
            known = find_subject(actor, scheme, words)
        except NotYours:
            continue
        if known is not None:
            return known.id
    return None


def _here(post: Post) -> Q:
    return Q(region__startswith=region_prefix(post.region))


def _bounded(cases: QuerySet[Case], sought: Sought) -> QuerySet[Case]:
    if sought.item_code:
        cases = cases.filter(item_code=sought.item_code)
    if sought.since is not None:
        cases = cases.filter(submitted_at__gte=sought.since)
    if sought.until is not None:
        cases = cases.filter(submitted_at__lt=sought.until)
    return cases
