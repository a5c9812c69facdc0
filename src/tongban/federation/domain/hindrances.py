"""Why nothing of a platform was taken, or a part of it left out: kept by code, worded when read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tongban.kernel.text import Text

AWAY = "federation.away"
MOST_KEPT = 20
_LONGEST = 200
_OTHER = Text.of("没有被接受", "not taken")
_WORDS = {
    AWAY: Text.of("连接不上，或者没有正常答复", "it cannot be reached, or gives no proper answer"),
    "federation.platform_unknown": Text.of("平台没有登记", "it is not registered"),
    "federation.rows_not_taken": Text.of("没有接受数据或回执", "rows or receipt were not taken"),
    "snapshot.not_signed": Text.of("签名不符", "it is not signed by that platform"),
    "snapshot.malformed": Text.of("内容读不出来", "it cannot be read"),
    "snapshot.for_another_node": Text.of("不是给本平台的", "it is for somebody else"),
    "snapshot.rolled_back": Text.of("比已收到的旧", "it is older than what was seen"),
    "snapshot.forked": Text.of("同一编号内容不同", "another one has the same number"),
    "snapshot.expired": Text.of("已过期", "it is over"),
    "snapshot.from_the_future": Text.of("签发时间晚于本机时间", "it is ahead of our clock"),
    "snapshot.incomplete": Text.of("内容不全", "parts of it are missing"),
    "bundle.other_key": Text.of("信任包换了签名密钥", "another key signed its trust bundle"),
    "bundle.signature": Text.of("信任包签名后被改动", "its trust bundle was changed after signing"),
    "bundle.rolled_back": Text.of("信任包比已收到的旧", "its trust bundle is older than one seen"),
    "bundle.unreadable": Text.of("信任包读不出来", "its trust bundle cannot be read"),
    "exchange.anothers_key": Text.of("数据共享密钥与别的平台相同", "its key is another's"),
    "exchange.key_changed": Text.of("数据共享密钥变了", "its key for the exchange changed"),
    "exchange.key_odd": Text.of("数据共享密钥不能用", "its key for the exchange cannot be used"),
}


@dataclass(frozen=True, slots=True)
class Hindrance:
    """One reason by its stable ``code``; ``about`` is the platform meant, or what the line said."""

    code: str
    about: str = ""

    def kept(self) -> dict[str, str]:
        """As it is stored."""
        return {"code": self.code, "about": self.about[:_LONGEST]}


def hindrances_of(kept: Iterable[Mapping[str, str]]) -> tuple[Hindrance, ...]:
    """What was stored, back as values."""
    return tuple(Hindrance(one["code"], one["about"]) for one in kept)


def worded(hindrances: Iterable[Hindrance]) -> Text | None:
    """All of them in a row, in both languages, each with its code; None without any."""
    said = [(one, _WORDS.get(one.code, _OTHER)) for one in hindrances]
    if not said:
        return None
    return Text.of(
        "；".join(f"{_about(one, '：')}{words.zh}（{one.code}）" for one, words in said),
        "; ".join(f"{_about(one, ': ')}{words.en} ({one.code})" for one, words in said),
    )


def _about(one: Hindrance, mark: str) -> str:
    return f"{one.about}{mark}" if one.about else ""
