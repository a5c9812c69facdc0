"""The door of room forms."""

from __future__ import annotations

from tongban.forms.shelf import FormEntry
from tongban.forms.views import (
    Answer,
    DraftView,
    FieldKind,
    FieldView,
    FilledBy,
    FormView,
    Option,
    PrefilledField,
    SectionView,
    ShownWhen,
    SubjectRole,
)

__all__ = [
    "Answer",
    "DraftView",
    "FieldKind",
    "FieldView",
    "FilledBy",
    "FormEntry",
    "FormView",
    "Option",
    "PrefilledField",
    "SectionView",
    "ShownWhen",
    "SubjectRole",
]
