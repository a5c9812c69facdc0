"""What a person's words ask for: the words themselves, what they stand for, or pinyin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tongban.catalogue.domain.search_text import (
    cut,
    is_latin,
    name_key,
    normalise,
    quoted,
    words_of,
)
from tongban.catalogue.domain.stop_words import STOP_WORDS

_MAX_WORDS = 12
_MAX_MEANINGS = 12


@dataclass(frozen=True, slots=True)
class Synonym:
    """Phrases people say, as keys, and the words of each meaning; made by :func:`synonym`."""

    say: tuple[str, ...]
    means: tuple[tuple[str, ...], ...]


def synonym(say: Iterable[str], means: Iterable[str]) -> Synonym:
    """Phrases and meanings as packs write them, taken apart once for all searches."""
    keys = filter(None, map(name_key, say))
    words = filter(None, map(words_of, means))
    return Synonym(tuple(dict.fromkeys(keys)), tuple(dict.fromkeys(words)))


@dataclass(frozen=True, slots=True)
class SearchPlan:
    """A search taken apart.

    ``key`` for exact and prefix names, ``words`` that should all be there, ``meanings`` the words
    of each synonym, ``rest`` the words beside the phrase a synonym replaced, ``latin`` what may
    be pinyin.
    """

    key: str
    words: tuple[str, ...]
    meanings: tuple[tuple[str, ...], ...]
    rest: tuple[str, ...]
    latin: str

    @property
    def empty(self) -> bool:
        """Whether nothing was asked."""
        return not self.key

    @property
    def marks(self) -> tuple[str, ...]:
        """What to highlight, longest first."""
        terms = {*self.words, *(word for meaning in self.meanings for word in meaning)}
        if not is_latin(self.key):
            terms.add(self.key)
        return tuple(sorted(terms, key=lambda term: (-len(term), term)))


def plan_search(text: str, synonyms: Iterable[Synonym]) -> SearchPlan:
    """Take a person's words apart. Pure; the length of ``text`` is the caller's to bound."""
    plain = normalise(text)
    key = name_key(text)
    words = words_of(text) or cut(plain)
    said, meanings = _meanings(key, synonyms)
    rest = key
    for phrase in said:
        rest = rest.replace(phrase, " ")
    latin = key if is_latin(key) and len(key) > 1 else ""
    return SearchPlan(
        key=key,
        words=_bounded(words),
        meanings=meanings,
        rest=_bounded(words_of(rest)) if said else (),
        latin=latin,
    )


def _meanings(
    key: str, synonyms: Iterable[Synonym]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The longest phrases said first, and the words each stands for."""
    hits = [(phrase, known.means) for known in synonyms for phrase in known.say if phrase in key]
    hits.sort(key=lambda hit: (-len(hit[0]), hit[0]))
    said: list[str] = []
    meanings: dict[tuple[str, ...], None] = {}
    for phrase, means in hits:
        if any(phrase in longer and phrase != longer for longer in said):
            continue
        said.append(phrase)
        meanings.update(dict.fromkeys(means))
    return tuple(said), tuple(meanings)[:_MAX_MEANINGS]


def _bounded(words: Sequence[str]) -> tuple[str, ...]:
    kept = [word for word in words if word not in STOP_WORDS] or list(words)
    return tuple(dict.fromkeys(kept))[:_MAX_WORDS]


def all_of(words: Sequence[str], prefix: str = "") -> str:
    """A tsquery that wants every word; empty for none."""
    return " & ".join(quoted(prefix + word) for word in words)


def any_of(queries: Sequence[str]) -> str:
    """A tsquery that wants one of the queries; empty for none."""
    return " | ".join(f"({query})" for query in queries if query)


def both(first: str, second: str) -> str:
    """A tsquery that wants both; an empty side asks nothing."""
    return f"({first}) & ({second})" if first and second else first or second
