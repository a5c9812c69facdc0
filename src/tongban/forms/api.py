"""The door of room forms."""

from __future__ import annotations

from tongban.forms.actions.prefill import Prefilled, prefill, prefill_with
from tongban.forms.actions.publish_forms import publish_forms
from tongban.forms.actions.save_draft import discard_draft, purge_drafts, save_draft
from tongban.forms.actions.tell_of_end import tell_of_drafts_that_end
from tongban.forms.domain.validation import is_asked, judge
from tongban.forms.pack_forms import form_from_pack
from tongban.forms.policies import may_keep_drafts
from tongban.forms.ports import connect_kept_forms
from tongban.forms.queries import draft, drafts, form, form_version, validate
from tongban.forms.refusals import (
    DraftChangedElsewhere,
    DraftTooLarge,
    FormNotComplete,
    FormUnknown,
    PublishingFormsNotAllowed,
    SignInToKeepDrafts,
)
from tongban.forms.schema import FormEntry
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
    "DraftChangedElsewhere",
    "DraftTooLarge",
    "DraftView",
    "FieldKind",
    "FieldView",
    "FilledBy",
    "FormEntry",
    "FormNotComplete",
    "FormUnknown",
    "FormView",
    "Option",
    "Prefilled",
    "PrefilledField",
    "PublishingFormsNotAllowed",
    "SectionView",
    "ShownWhen",
    "SignInToKeepDrafts",
    "SubjectRole",
    "connect_kept_forms",
    "discard_draft",
    "draft",
    "drafts",
    "form",
    "form_from_pack",
    "form_version",
    "is_asked",
    "judge",
    "may_keep_drafts",
    "prefill",
    "prefill_with",
    "publish_forms",
    "purge_drafts",
    "save_draft",
    "tell_of_drafts_that_end",
    "validate",
]
