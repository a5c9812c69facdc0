"""How articles are numbered and named."""

from __future__ import annotations

import re

from tongban.kernel.text import Text

_DIGITS = "零一二三四五六七八九"
_NUMBER = re.compile(
    r"^(?P<article>[1-9]\d{0,3})(-(?P<inserted>[1-9]\d?))?(\.(?P<paragraph>[1-9]\d?))?$"
)

ARTICLE_PATTERN = _NUMBER.pattern


def chinese_number(number: int) -> str:
    """1 to 9999 in Chinese numerals as statutes print them: 十, 二十, 一百零二, 一千零四十九."""
    words = ""
    pending_zero = False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit == 0:
            pending_zero = bool(words)
            continue
        if pending_zero:
            words += _DIGITS[0]
            pending_zero = False
        words += _DIGITS[digit] + unit
    return words.removeprefix("一") if words.startswith("一十") else words


def article_label(article: str) -> Text:
    """``"42.2"`` → 第四十二条第二款, Article 42(2); ``"17-1"`` → 第十七条之一.

    ValueError when it is not an article number.
    """
    found = _NUMBER.match(article)
    if found is None:
        raise ValueError(f"{article!r} is not the number of an article")
    zh = f"第{chinese_number(int(found['article']))}条"
    en = f"Article {found['article']}"
    if found["inserted"]:
        zh += f"之{chinese_number(int(found['inserted']))}"
        en += f"-{found['inserted']}"
    if found["paragraph"]:
        zh += f"第{chinese_number(int(found['paragraph']))}款"
        en += f"({found['paragraph']})"
    return Text.of(zh, en)
