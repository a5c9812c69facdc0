"""Words that carry no meaning in a search: 我要, 怎么, 办理…"""

from __future__ import annotations

_WORDS = """
的 了 和 与 及 或 等 在 为 对 由 以 于 其 之 是 有 并 将 应 可 也 不 个 一 吗 呢 啊 吧 把 被 给
我 你 他 她
我要 我想 想要 怎么 怎样 如何 怎么办 什么 哪里 哪儿 哪个 去哪 去 要 想 能 能否 可以 需要 多少
办 办理 申请 手续 流程 材料 一下 一个 关于 请问 这个 那个 没有 还 就 都 会 得 刚 该 做 找
"""

STOP_WORDS = frozenset(_WORDS.split())
