"""From what a source said to what the form shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongban.forms.views import FieldKind, FieldView, PrefilledField
from tongban.kernel.text import Text

if TYPE_CHECKING:
    from tongban.elements.api import SourcedValue

_NOT_OFFERED = Text.of(
    "登记库中的值不在本表的可选项中，请您选择。",
    "The register's value is not among the choices here; please choose.",
)


def as_prefilled(field: FieldView, sourced: SourcedValue) -> PrefilledField:
    """The field as the source answers it.

    Locked when the definition is confirm-only and the source is authoritative and has answered. A
    code that is not among the form's choices counts as silence.
    """
    value, silent, reason = sourced.value, sourced.silent, sourced.reason
    if not silent and field.kind is FieldKind.CHOICE:
        offered = {option.value for option in field.options}
        if value not in offered:
            value, silent, reason = None, True, _NOT_OFFERED
    source = sourced.source
    return PrefilledField(
        name=field.name,
        value=value,
        source_name=source.name if source else None,
        as_of=sourced.as_of,
        silent=silent,
        locked=not silent and not field.editable and bool(source and source.authoritative),
        dispute=source.dispute if source and not silent else None,
        reason=reason,
        element_id=sourced.element_id,
        source_code=source.code if source else None,
        why=sourced.why,
    )
