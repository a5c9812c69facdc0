"""What this room hands out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text


class StatuteRank(Enum):
    """Where a text stands in the order of law 效力位阶, highest first."""

    LAW = "law"
    ADMINISTRATIVE_REGULATION = "administrative-regulation"
    LOCAL_REGULATION = "local-regulation"
    DEPARTMENT_RULE = "department-rule"
    LOCAL_RULE = "local-rule"
    NORMATIVE_DOCUMENT = "normative-document"


class TextKind(Enum):
    """Whether the words are the statute's own (Chinese original) or our one-sentence summary."""

    FULL = "full"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article 条文 as it stood in one version of its statute.

    ``text`` in Chinese is the original when ``text_kind`` is full; English is never official.
    ``valid_until`` is the first day on which the version no longer holds, None while it does.
    """

    ref: ArticleRef
    statute_title: Text
    label: Text
    text: Text
    valid_from: date
    valid_until: date | None
    text_kind: TextKind
    rank: StatuteRank

    def in_force(self, on: date) -> bool:
        """Whether this text held on the day ``on``."""
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)
