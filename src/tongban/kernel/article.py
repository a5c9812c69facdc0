"""The legal basis 法定依据 every item, clock, rule and notice must cite."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class ArticleRef:
    """Statute, article and version: ``xuke-fa/42@2019-04-23``.

    ``statute`` is the short code of the statute in the pack, ``article`` the article number as
    printed in digits (``"42"``, ``"42.2"`` for a paragraph), ``version`` the ISO date of the text.
    """

    statute: str
    article: str
    version: str

    @classmethod
    def parse(cls, text: str) -> ArticleRef:
        """Read ``statute/article@version``; ValueError when a part is missing."""
        head, at, version = text.partition("@")
        statute, slash, article = head.partition("/")
        if not (at and slash and statute and article and version):
            raise ValueError(f"An article reference reads statute/article@version, got {text!r}")
        return cls(statute, article, version)

    def __str__(self) -> str:
        return f"{self.statute}/{self.article}@{self.version}"
