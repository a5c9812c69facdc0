"""Sources that might know and were not heard 数源未回应, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tongban.cases.api import Unheard
from tongban.elements.api import NoAnswer, source
from tongban.forms.api import PrefilledField
from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text

_ASKED_BECAUSE = {
    NoAnswer.NOT_GRANTED: Text.of(
        "{name}尚未同意为本事项提供这项信息，请您填写",
        "Asked because {name} has not agreed to share it for this service",
    ),
    NoAnswer.NOT_CONSENTED: Text.of(
        "您还没有同意{name}提供这项信息，请您填写",
        "Asked because you have not agreed that {name} shares it",
    ),
    NoAnswer.UNREACHABLE: Text.of(
        "{name}暂时没有回应，请您填写",
        "Asked because {name} does not answer at the moment",
    ),
}
_OWN_WORD = {
    NoAnswer.NOT_GRANTED: Text.of(
        "申请人自行填写，未经核对：{name}尚未同意提供",
        "The applicant’s own word, not checked: {name} has not agreed to share it",
    ),
    NoAnswer.NOT_CONSENTED: Text.of(
        "申请人自行填写，未经核对：本人没有同意{name}提供",
        "The applicant’s own word, not checked: no consent that {name} shares it",
    ),
    NoAnswer.UNREACHABLE: Text.of(
        "申请人自行填写，未经核对：提交时{name}没有回应",
        "The applicant’s own word, not checked: {name} did not answer when it was sent",
    ),
}
_KEPT_BY = {
    NoAnswer.NOT_GRANTED: Text.of("{name}：尚未同意提供", "{name}: has not agreed to share"),
    NoAnswer.NOT_CONSENTED: Text.of("{name}：本人尚未同意提供", "{name}: no consent to share"),
    NoAnswer.UNREACHABLE: Text.of("{name}：没有回应", "{name}: no answer"),
}


def asked_because(known: PrefilledField) -> Text | None:
    """Why a question is put to the person although a source may know; None for any other."""
    if not known.unheard or known.source_name is None:
        return None
    return _of(known.source_name, known.why, _ASKED_BECAUSE)


def silent_sources(known: Iterable[PrefilledField]) -> tuple[Text, ...]:
    """Each source that was not heard, once, with what kept it."""
    told = {
        (one.source_code, one.why): _of(one.source_name, one.why, _KEPT_BY)
        for one in known
        if one.unheard and one.source_name
    }
    return tuple(told.values())


def unheard_sources(unheard: Mapping[str, Unheard]) -> tuple[Text, ...]:
    """The same of a case that was sent: how it was then."""
    told = {(one.code, one.why): _of(_name(one), one.why, _KEPT_BY) for one in unheard.values()}
    return tuple(told.values())


def own_word(one: Unheard) -> Text:
    """For an officer: what stands behind an answer whose source was not heard."""
    return _of(_name(one), one.why, _OWN_WORD)


def not_heard(one: Unheard) -> Text:
    """Of a fact the rules had to do without."""
    return _of(_name(one), one.why, _KEPT_BY)


def _of(name: Text, why: NoAnswer | None, words: Mapping[NoAnswer, Text]) -> Text:
    said = words.get(why or NoAnswer.UNREACHABLE, words[NoAnswer.UNREACHABLE])
    return Text.of(said.zh.format(name=name.zh), said.en.format(name=name.en))


def _name(one: Unheard) -> Text:
    try:
        return source(one.code).name
    except Refusal:
        return Text.of(one.code)
