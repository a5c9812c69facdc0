"""Words, pinyin and labels: what search writes into the index and looks for in it.

Chinese is cut by rjieba's dictionary, pinyin comes from pypinyin word by word (so 银行 is yinhang).
A lexeme is a word, or a word behind a label: ``n:`` a word of the name, ``p:``/``i:`` pinyin and
initials of the name from some word on, ``r:`` region, ``s:`` side, ``v:`` visibility, ``t:`` theme.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from types import ModuleType

from tongban.catalogue.domain.stop_words import STOP_WORDS

MAX_QUERY_LENGTH = 64
_MAX_LATIN = 40
_MAX_STARTS = 8
_NOT_WORDS = re.compile(r"[^0-9a-z㐀-鿿豈-﫿\U00020000-\U0003ffff]+")
_LATIN = re.compile(r"^[a-z]+$")


def normalise(text: str) -> str:
    """One spelling: full width to half, lower case, everything that is no word a blank."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return _NOT_WORDS.sub(" ", folded).strip()


def name_key(name: str) -> str:
    """A name for exact and prefix comparison: normalised, without blanks."""
    return normalise(name).replace(" ", "")[:200]


def _dictionary() -> ModuleType:
    """Read when first needed: with pypinyin's, half a second no other command should wait for."""
    import rjieba

    return rjieba


@lru_cache(maxsize=65_536)
def cut(text: str) -> tuple[str, ...]:
    """Words of a normalised text, long words also in their parts (许可证 → 许可, 许可证)."""
    found: dict[str, None] = {}
    for word in _dictionary().cut_for_search(text):
        stripped = word.strip()
        if stripped:
            found[stripped] = None
    return tuple(found)


def words_of(text: str) -> tuple[str, ...]:
    """Words worth finding: without stop words."""
    return tuple(word for word in cut(normalise(text)) if word not in STOP_WORDS)


@lru_cache(maxsize=65_536)
def _pinyin(word: str) -> tuple[str, ...]:
    from pypinyin import Style, lazy_pinyin

    return tuple(lazy_pinyin(word, style=Style.NORMAL, errors="default"))


def latin_keys(name: str) -> frozenset[str]:
    """``p:`` and ``i:`` lexemes: full pinyin and initials of the name from each word on."""
    words = [word for word in _dictionary().cut(normalise(name)) if word.strip()]
    syllables = [_pinyin(word) for word in words]
    keys = set()
    for start in range(min(len(words), _MAX_STARTS)):
        rest = [syllable for word in syllables[start:] for syllable in word]
        keys.add("p:" + "".join(rest)[:_MAX_LATIN])
        keys.add("i:" + "".join(syllable[0] for syllable in rest if syllable)[:_MAX_LATIN])
    return frozenset(keys)


def is_latin(word: str) -> bool:
    """Whether a word may be pinyin or initials."""
    return bool(_LATIN.match(word))


def vector(
    *, names: Iterable[str], others: Iterable[str], body: Iterable[str], labels: Iterable[str]
) -> str:
    """The text form of a tsvector: name words (``n:`` and A), other names (B), body (C), labels.

    ``labels`` are written as they are, with their prefix.
    """
    entries: dict[str, set[str]] = {}

    def put(lexeme: str, mark: str) -> None:
        entries.setdefault(lexeme, set()).add(mark)

    for name in names:
        for word in words_of(name):
            put(word, "1A")
            put("n:" + word, "1")
        for key in latin_keys(name):
            put(key, "1")
    for weight, texts in (("2B", others), ("3C", body)):
        for text in texts:
            for word in words_of(text):
                put(word, weight)
    for label in labels:
        put(label, "4")
    return " ".join(f"{quoted(word)}:{','.join(sorted(at))}" for word, at in entries.items())


def quoted(lexeme: str) -> str:
    """A lexeme inside the text form of a tsvector or tsquery."""
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def region_chain(region: str) -> tuple[str, ...]:
    """A division and those above it, nearest first, by the structure of GB/T 2260 codes.

    ``990102003`` → township, county, city, province, and the country (``000000``).
    """
    if not region:
        return ()
    chain = [region]
    if len(region) > 9 and region[:9] not in chain:
        chain.append(region[:9])
    six = region[:6].ljust(6, "0")
    for code in (six, six[:4] + "00", six[:2] + "0000", "000000"):
        if code not in chain:
            chain.append(code)
    return tuple(chain)
