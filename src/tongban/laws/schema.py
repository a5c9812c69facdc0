"""How a statute is written in a pack: one per file, with the articles others cite."""

from __future__ import annotations

from datetime import date

from pydantic import Field, model_validator

from tongban.content.api import LocalText, PackDate, PackFault, PackModel
from tongban.kernel.text import Text
from tongban.laws.domain import ARTICLE_PATTERN
from tongban.laws.views import StatuteRank, TextKind


class ArticleEntry(PackModel):
    """One article; Chinese is the original text when ``text_kind`` is full."""

    article: str = Field(pattern=ARTICLE_PATTERN)
    text_kind: TextKind
    text: LocalText


class VersionEntry(PackModel):
    """One text of the statute, named by the date it was passed or last amended."""

    version: PackDate
    valid_from: PackDate
    valid_until: PackDate | None = None
    articles: tuple[ArticleEntry, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _articles_once_and_dates_in_order(self) -> VersionEntry:
        numbers = [entry.article for entry in self.articles]
        twice = sorted({number for number in numbers if numbers.count(number) > 1})
        if twice:
            raise PackFault(
                Text.of(f"条号重复：{'、'.join(twice)}", f"Written twice: {', '.join(twice)}"),
                Text.of("每条只写一次。", "Write each article once."),
            )
        if self.valid_until is not None and self.valid_until <= self.valid_from:
            raise PackFault(
                Text.of("失效日期不晚于施行日期。", "It ends before it begins."),
                Text.of("核对两个日期。", "Check both dates."),
            )
        return self


class StatuteEntry(PackModel):
    """``laws/<code>.yaml``: a statute and the versions of it that are cited."""

    code: str = Field(pattern=r"^[a-z][a-z0-9-]{1,58}$")
    title: LocalText
    rank: StatuteRank
    issuer: LocalText
    versions: tuple[VersionEntry, ...] = Field(min_length=1)

    def version(self, version: date) -> VersionEntry | None:
        """The text of that date."""
        return next((text for text in self.versions if text.version == version), None)
