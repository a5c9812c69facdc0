"""Acts by which a granted decision is taken back 撤销, or let stand."""

from __future__ import annotations

from tongban.cases.api import (
    RevocationGround,
    drop_revocation,
    propose_revocation,
    revoke_decision,
)
from tongban.kernel.article import ArticleRef
from tongban.web.desk.gaps import NO_ARTICLES, NO_GROUND, refuse_gaps
from tongban.web.desk.ordering import Order, no_words

GROUNDS = (RevocationGround.OFFICE_ERRED, RevocationGround.HOLDER_DECEIVED)
"""What a review may find; an untrue promise is found where promises are checked."""


def propose(order: Order) -> object:
    """Tell the holder that the decision is to be revoked."""
    ground = next((one for one in GROUNDS if one.value == order.words("ground")), None)
    reason, cited = order.words("grounds"), order.typed.getlist("articles")
    known = {str(ref): ref for ref in order.item.article_refs}
    articles: tuple[ArticleRef, ...] = tuple(known[one] for one in cited if one in known)
    refuse_gaps(
        None if ground else NO_GROUND,
        None if articles else NO_ARTICLES,
        no_words("grounds", reason),
    )
    return propose_revocation(
        **order.target, ground=ground or GROUNDS[0], reason=reason, articles=articles
    )


def drop(order: Order) -> object:
    """Let it stand."""
    reason = order.words("grounds")
    refuse_gaps(no_words("grounds", reason))
    return drop_revocation(**order.target, reason=reason)


def revoke(order: Order) -> object:
    """Revoke it with its certificate."""
    reason = order.words("grounds")
    refuse_gaps(no_words("grounds", reason))
    return revoke_decision(**order.target, reason=reason)
