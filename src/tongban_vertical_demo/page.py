"""The page of its own clerks: what came in, and the buttons that move it on."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tongban_vertical_demo import vocabulary as v
from tongban_vertical_demo.register import Application

_HEAD = (
    '<!doctype html><html lang="zh-Hans"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    f"<title>{v.NAME}</title><style>body{{font:16px/1.6 sans-serif;"
    "max-width:60rem;margin:1rem auto;padding:0 1rem}"
    "section{border:1px solid #999;padding:1rem;margin:1rem 0}"
    "form{display:inline-block;margin:.25rem .5rem .25rem 0}button{font:inherit;padding:.3rem 1rem}"
    "dl{display:grid;grid-template-columns:9rem 1fr;gap:.2rem}dd{margin:0}</style>"
)


def page(applications: Sequence[Application], form_word: str) -> str:
    """The whole page."""
    body = "".join(_one(each, form_word) for each in applications) or "<p>还没有申请。</p>"
    return f"{_HEAD}<h1>{v.NAME}</h1><p>这是另一个部门的系统，只用于演示。</p><main>{body}</main>"


def _one(one: Application, form_word: str) -> str:
    rows = "".join(
        f"<dt>{c.label}</dt><dd>{escape(one.fields.get(c.name, ''))}</dd>" for c in v.COLUMNS
    )
    buttons = "".join(_button(one, state, form_word) for state in v.NEXT[one.state])
    missing = [c for c in v.COLUMNS if c.required and not one.fields.get(c.name)]
    typing = "".join(_typing(one, c, form_word) for c in missing)
    return (
        f'<section id="{one.number}"><h2>{one.number} {v.STATES[one.state]}</h2>'
        f"<p>外部单号 {escape(one.outside)}；人工补录 {len(one.typed)} 项</p>"
        f"<dl>{rows}</dl>{typing}{buttons}</section>"
    )


def _button(one: Application, state: str, form_word: str) -> str:
    words = '<input name="words" aria-label="意见" maxlength="200" placeholder="意见"> '
    return (
        f'<form method="post" action="/ban">{_hidden(one, form_word)}{words}'
        f'<button name="state" value="{state}">{v.STATES[state]}</button></form>'
    )


def _typing(one: Application, column: v.Column, form_word: str) -> str:
    return (
        f'<form method="post" action="/ban">{_hidden(one, form_word)}'
        f'<input type="hidden" name="field" value="{column.name}">'
        f'<label>{column.label} <input name="value"></label> <button>补录</button></form>'
    )


def _hidden(one: Application, form_word: str) -> str:
    return (
        f'<input type="hidden" name="word" value="{form_word}">'
        f'<input type="hidden" name="number" value="{one.number}">'
    )
