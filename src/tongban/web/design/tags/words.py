"""Words, days and times in the visitor's language."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tongban.kernel.text import Text
from tongban.web.plumbing.days import office_calendar
from tongban.web.plumbing.language import speak, spoken_in, tag

register = template.Library()


@register.filter
def words(text: Text | date | str) -> str | SafeString:
    """``text`` in the visitor's language; a fallback is wrapped so that it is read aloud right."""
    if isinstance(text, date):
        return day(text)
    if isinstance(text, Text) and spoken_in(text) != tag():
        return format_html('<span lang="{}">{}</span>', spoken_in(text), speak(text))
    return speak(text)


@register.filter
def plain_words(text: Text | str) -> str:
    """The same without markup, for attributes and titles."""
    return speak(text)


@register.filter
def day(when: date | datetime | None) -> str | SafeString:
    """A date in the jurisdiction's own time zone: 2026年11月23日 or 23 November 2026."""
    if when is None:
        return "—"
    if isinstance(when, datetime):
        when = office_calendar().local_date(when)
    shown = f"{when.day} {when:%B} {when.year}" if tag() == "en" else _zh_day(when)
    return format_html('<time datetime="{}">{}</time>', when.isoformat(), shown)


@register.filter
def moment(when: datetime | None) -> str | SafeString:
    """A date with hours and minutes."""
    if when is None:
        return "—"
    local = when.astimezone(office_calendar().tz)
    shown = f"{local.day} {local:%b} {local.year}, " if tag() == "en" else _zh_day(local) + " "
    return format_html(
        '<time datetime="{}">{}</time>',
        local.isoformat(timespec="minutes"),
        f"{shown}{local:%H:%M}",
    )


def _zh_day(when: date) -> str:
    return f"{when.year}年{when.month}月{when.day}日"
