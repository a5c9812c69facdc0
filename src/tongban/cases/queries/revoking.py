"""The steps of a revocation in words, and how law is cited to people."""

from __future__ import annotations

from collections.abc import Sequence

from tongban.cases.domain.revocation_events import DecisionRevoked, RevocationProposed
from tongban.cases.domain.revocation_terms import RevocationGround
from tongban.cases.dossier import Words
from tongban.cases.queries.remedies import remedies_text
from tongban.catalogue.api import ItemView
from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban.laws.api import articles


def cited_words(refs: Sequence[str]) -> Text:
    """Articles as people read them, 《title》 and number; the bare reference where unknown."""
    parsed = [ArticleRef.parse(ref) for ref in refs]
    known = articles(parsed)
    zh, en = [], []
    for ref in parsed:
        found = known.get(ref)
        zh.append(f"《{found.statute_title.zh}》{found.label.zh}" if found else str(ref))
        en.append(f"{found.statute_title.en}, {found.label.en}" if found else str(ref))
    return Text.of("、".join(zh), "; ".join(en))


def unended(words: Words | None) -> str:
    """What was said, without the full stop that the sentence around it brings."""
    return words.opinion.strip().rstrip("。.") if words else ""


def revocation_proposed(event: RevocationProposed, words: Words | None, item: ItemView) -> Text:
    """Ground, reasons, law, and the right to be heard."""
    del item
    ground, cited = RevocationGround(event.ground).label, cited_words(event.articles)
    said = unended(words)
    return Text.of(
        f"{ground.zh}。{said}。依据：{cited.zh}。自被告知之日起五个工作日内可以陈述、申辩。",
        f"{ground.en}. {said}. Basis: {cited.en}. You may state your case within five working"
        " days.",
    )


def decision_revoked(event: DecisionRevoked, words: Words | None, item: ItemView) -> Text:
    """Ground, reasons, law, who bears the loss, and where it is contested."""
    ground, cited = RevocationGround(event.ground), cited_words(event.articles)
    said, remedies = unended(words), remedies_text(item)
    return Text.of(
        f"{ground.label.zh}。理由：{said}。依据：{cited.zh}。{ground.reliance.zh}{remedies.zh}",
        f"{ground.label.en}. Reason: {said}. Basis: {cited.en}. {ground.reliance.en} {remedies.en}",
    )
