"""Components: each tag draws one view value of ``design.parts``, with typed arguments only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from tongban.kernel.text import Text
from tongban.web.design.icons import ICONS
from tongban.web.design.parts import Crumb, Fault, Field, Light, Mood, Source, Step
from tongban.web.design.tags.words import words
from tongban.web.plumbing.forms import TOKEN_FIELD, new_token
from tongban.web.plumbing.shell import NavEntry

register = template.Library()

_LIGHT_ICONS = {
    "green": "clock",
    "yellow": "alert",
    "red": "alert",
    "paused": "pause",
    "done": "check",
}
_MOOD_ICONS = {Mood.PLAIN: "info", Mood.GOOD: "check", Mood.CARE: "alert", Mood.BAD: "alert"}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A decorative icon (a sheet of paper for an unknown name); words beside it say the same."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<path d="{}"/></svg>',
        ICONS.get(name, ICONS["doc"]),
    )


@register.simple_tag
def once_token(token: str = "") -> SafeString:
    """The hidden idempotency token of a form; every form that acts carries one."""
    return format_html(
        '<input type="hidden" name="{}" value="{}">', TOKEN_FIELD, token or new_token()
    )


@register.simple_tag
def tag(label: Text | date | str, mood: str = "plain") -> SafeString:
    """A small label: state, type, audience."""
    return format_html('<span class="tag tag-{}">{}</span>', Mood(mood).value, words(label))


@register.inclusion_tag("design/source.html")
def source_chip(name: Text | str, as_of: date | datetime | None = None) -> dict[str, object]:
    """来源 chip: which register a value came from and the time it spoke for."""
    return {"source": Source(name, as_of)}


@register.inclusion_tag("design/field.html")
def field(field: Field) -> dict[str, object]:
    """One question with label, hint, source, control and error, tied together for a reader."""
    return {"field": field}


@register.inclusion_tag("design/answer.html")
def answer(field: Field) -> dict[str, object]:
    """One answered question in a review list: label, value, source."""
    return {"field": field}


@register.inclusion_tag("design/errors.html")
def errors(faults: Iterable[Fault]) -> dict[str, object]:
    """The error summary: all faults at once, each a link to its field."""
    return {"faults": tuple(faults)}


@register.inclusion_tag("design/timeline.html")
def timeline(steps: Iterable[Step]) -> dict[str, object]:
    """What happened, what happens now and what comes next, in order."""
    return {"steps": tuple(steps)}


@register.inclusion_tag("design/light.html")
def light(light: Light) -> dict[str, object]:
    """The clock light: icon, colour and words together."""
    return {"light": light, "icon_name": _LIGHT_ICONS[light.colour.value]}


@register.inclusion_tag("design/crumbs.html")
def crumbs(path: Iterable[Crumb]) -> dict[str, object]:
    """The path back to the home page."""
    return {"path": tuple(path)}


@register.inclusion_tag("design/nav.html")
def nav_bar(entries: Iterable[NavEntry]) -> dict[str, object]:
    """The main navigation of an area other than the portal; see ``plumbing.shell.nav_of``."""
    return {"entries": tuple(entries)}


@register.inclusion_tag("design/pager.html")
def pager(next_url: str = "", first_url: str = "") -> dict[str, object]:
    """Further pages of a list: the next one, and back to the beginning."""
    return {"next_url": next_url, "first_url": first_url}


@register.inclusion_tag("design/empty.html")
def nothing_here(
    title: Text | str, detail: object = "", icon_name: str = "search"
) -> dict[str, object]:
    """What a list says when there is nothing in it."""
    return {"title": title, "detail": detail, "icon_name": icon_name}


@register.simple_block_tag
def notice(content: SafeString, mood: str = "plain", title: Text | str = "") -> SafeString:
    """A block that must be noticed, with an icon and, where given, a title."""
    chosen = Mood(mood)
    head = format_html('<p class="notice-title">{}</p>', words(title)) if title else ""
    return format_html(
        '<div class="notice notice-{}">{}<div class="notice-body">{}{}</div></div>',
        chosen.value,
        icon(_MOOD_ICONS[chosen]),
        head,
        content,
    )


@register.simple_block_tag
def card(content: SafeString, title: Text | str = "", level: int = 2) -> SafeString:
    """A white panel, with a heading where given."""
    head = format_html('<h{0} class="card-title">{1}</h{0}>', level, words(title)) if title else ""
    return format_html('<section class="card">{}{}</section>', head, content)


@register.simple_tag
def hidden_fields(pairs: Iterable[tuple[str, str]]) -> SafeString:
    """Pairs carried along unseen: what was typed before a sign-in."""
    inputs = (
        format_html('<input type="hidden" name="{}" value="{}">', name, value)
        for name, value in pairs
    )
    return mark_safe("".join(inputs))  # noqa: S308 (each part is escaped above)


@register.filter
def at(table: Mapping[str, object], key: object) -> object:
    """``table[key]``, empty when missing: for tables keyed by codes or article references."""
    return table.get(str(key), "")
