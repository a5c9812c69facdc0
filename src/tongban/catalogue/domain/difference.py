"""What changed between two versions, in words both readers understand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tongban.catalogue.domain.codes import Coded
from tongban.catalogue.domain.document import ItemDocument
from tongban.catalogue.domain.field_labels import FIELD_LABELS
from tongban.catalogue.domain.fields import Part
from tongban.catalogue.domain.listing_views import Change
from tongban.kernel.calendar import Span
from tongban.kernel.text import Text

NOTHING = Text.of("（无）", "(none)")
_KEYS = ("code", "element", "kind", "name", "question", "text")


def differences(old: ItemDocument, new: ItemDocument) -> Iterator[Change]:
    """Every field that differs; lists of parts are compared part by part, by their code or name."""
    for field in ItemDocument.model_fields:
        before, after = getattr(old, field), getattr(new, field)
        if before == after:
            continue
        label = FIELD_LABELS[field]
        if _is_parts(before) or _is_parts(after):
            yield from _parts(field, label, before, after)
        else:
            yield Change(field, label, show(before), show(after))


def show(value: Any) -> Text:
    """Any value of a document in words."""
    if value in (None, "", (), {}):
        return NOTHING
    if isinstance(value, Text):
        return value
    if isinstance(value, Span):
        return value.text
    if isinstance(value, Coded):
        return value.label
    if isinstance(value, bool):
        return Text.of("是", "yes") if value else Text.of("否", "no")
    if isinstance(value, Part):
        return _part(value)
    if isinstance(value, dict):
        return Text.of("；".join(f"{key}：{words}" for key, words in sorted(value.items())))
    if isinstance(value, tuple):
        shown = [show(entry) for entry in value]
        return Text.of("、".join(text.zh for text in shown), ", ".join(text.en for text in shown))
    return Text.of(str(value))


def _part(part: Part) -> Text:
    """A part by its written fields."""
    zh, en = [], []
    for field in type(part).model_fields:
        value = getattr(part, field)
        if value == type(part).model_fields[field].default:
            continue
        label, words = FIELD_LABELS.get(field, Text.of(field)), show(value)
        zh.append(f"{label.zh}：{words.zh}")
        en.append(f"{label.en}: {words.en}")
    return Text.of("；".join(zh), "; ".join(en))


def _is_parts(value: Any) -> bool:
    return isinstance(value, tuple) and any(isinstance(entry, Part) for entry in value)


def _parts(
    field: str, label: Text, before: tuple[Part, ...], after: tuple[Part, ...]
) -> Iterator[Change]:
    old, new = _by_key(before), _by_key(after)
    for key in (*old, *(key for key in new if key not in old)):
        was, now = old.get(key), new.get(key)
        if was == now:
            continue
        name = Text.of(f"{label.zh}“{_title(was or now).zh}”", f"{label.en} “{key}”")
        if was is None or now is None:
            yield Change(f"{field}[{key}]", name, show(was), show(now))
            continue
        for inner in type(now).model_fields:
            first, second = getattr(was, inner), getattr(now, inner)
            if first != second:
                inner_label = FIELD_LABELS.get(inner, Text.of(inner))
                yield Change(
                    f"{field}[{key}].{inner}",
                    Text.of(f"{name.zh}的{inner_label.zh}", f"{inner_label.en} of {name.en}"),
                    show(first),
                    show(second),
                )


def _title(part: Part | None) -> Text:
    for field in ("name", "text", "question", "element", "code"):
        value = getattr(part, field, None)
        if value:
            return show(value)
    return NOTHING


def _by_key(parts: tuple[Part, ...]) -> dict[str, Part]:
    """Parts by what identifies them; equal keys are told apart by their place."""
    keyed: dict[str, Part] = {}
    for part in parts:
        key = next(
            (show(getattr(part, name)).zh for name in _KEYS if getattr(part, name, None)), "?"
        )
        unique, number = key, 2
        while unique in keyed:
            unique, number = f"{key} {number}", number + 1
        keyed[unique] = part
    return keyed
