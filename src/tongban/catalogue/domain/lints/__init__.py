"""Lints of item documents: pure rules, each with a code, plain words and the mend.

Every rule of the Wenzhou guide inspection is here, and our own: promise within the law, an article
behind every demand, no catch-all, collect once, no drift. All run on a document that has already
inherited its locked elements; drift is looked for in what was written.
"""

from __future__ import annotations

from tongban.catalogue.domain.document import ItemDocument
from tongban.catalogue.domain.inherit import inherit
from tongban.catalogue.domain.lints import (
    collect_once,
    contact,
    law,
    links,
    materials,
    money,
    results,
    time_limits,
    ways,
    wording,
)
from tongban.catalogue.domain.lints.finding import (
    REGISTER,
    ArticleState,
    Finding,
    Lint,
    LintContext,
    Severity,
)

# Importing a module puts its rules into the register; the tuple keeps the imports used.
_MODULES = (
    collect_once, contact, law, links, materials, money, results, time_limits, ways, wording,
)  # fmt: skip

LINTS: tuple[Lint, ...] = tuple(REGISTER[code] for code in sorted(REGISTER))


def lint_item(document: ItemDocument, context: LintContext) -> tuple[Finding, ...]:
    """Every finding of every lint in one document, by code; never stops at the first."""
    whole = inherit(document, context.basic)
    return tuple(finding for rule in LINTS for finding in rule.findings(whole, context))


__all__ = ["LINTS", "ArticleState", "Finding", "Lint", "LintContext", "Severity", "lint_item"]
