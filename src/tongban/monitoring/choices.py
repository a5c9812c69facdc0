"""What an order by hand 人工督办 can be about, and rest on: the choices a supervisor has."""

from __future__ import annotations

from itertools import islice

from tongban.agencies.api import AgencyView, agencies
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.monitoring.policies import issuing_post, may_issue
from tongban.monitoring.published_rules import rules

_MOST_AGENCIES = 500


def agencies_within(actor: Actor) -> tuple[AgencyView, ...]:
    """Agencies the actor may order by hand 人工督办, by code; at most 500, none for others."""
    if not may_issue(actor):
        return ()
    found = (each for each in agencies() if issuing_post(actor, each.code, each.line, each.region))
    return tuple(islice(found, _MOST_AGENCIES))


def bases() -> tuple[ArticleRef, ...]:
    """The articles that the rules in force rest on: what an order is commonly based on."""
    return tuple(dict.fromkeys(rule.article for rule in rules()))
