"""The door of room elements."""

from __future__ import annotations

from tongban.elements.actions.ask_sources import Asked, ask_sources
from tongban.elements.actions.look_up import look_up, record_looks
from tongban.elements.actions.publish_elements import publish_elements, publish_sources
from tongban.elements.actions.put_register_rows import put_register_rows
from tongban.elements.adapters.register_twin import RegisterTwin
from tongban.elements.domain import RegisterAnswer
from tongban.elements.ports import (
    AdapterHealth,
    Question,
    RegisterAdapter,
    RegisterUnreachable,
    check_adapters,
    connect_adapter,
    connect_sources_elsewhere,
)
from tongban.elements.queries import (
    element,
    elements,
    elements_of,
    registered_subjects,
    source,
    sources,
    subjects_in,
)
from tongban.elements.refusals import (
    ElementUnknown,
    LookUpNotAllowed,
    RegisterNotYours,
    RegisterRowsNotRight,
    SourceUnknown,
)
from tongban.elements.schema import ElementEntry, SourceEntry
from tongban.elements.views import (
    ElementAbout,
    ElementKind,
    ElementView,
    NoAnswer,
    RegisterRowInput,
    Scalar,
    SourcedValue,
    SourceView,
)

__all__ = [
    "AdapterHealth",
    "Asked",
    "ElementAbout",
    "ElementEntry",
    "ElementKind",
    "ElementUnknown",
    "ElementView",
    "LookUpNotAllowed",
    "NoAnswer",
    "Question",
    "RegisterAdapter",
    "RegisterAnswer",
    "RegisterNotYours",
    "RegisterRowInput",
    "RegisterRowsNotRight",
    "RegisterTwin",
    "RegisterUnreachable",
    "Scalar",
    "SourceEntry",
    "SourceUnknown",
    "SourceView",
    "SourcedValue",
    "ask_sources",
    "check_adapters",
    "connect_adapter",
    "connect_sources_elsewhere",
    "element",
    "elements",
    "elements_of",
    "look_up",
    "publish_elements",
    "publish_sources",
    "put_register_rows",
    "record_looks",
    "registered_subjects",
    "source",
    "sources",
    "subjects_in",
]
