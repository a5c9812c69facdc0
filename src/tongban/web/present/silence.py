"""Sources that might know and were not heard 数源未回应, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tongban.cases.api import Unheard
from tongban.elements.api import NoAnswer, source
from tongban.forms.api import PrefilledField
from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text


def asked_because(known: PrefilledField) -> Text | None:
    """Why a question is put to the person although a source may know; None for any other."""
    if not known.unheard or known.source_name is None:
        return None
    name = known.source_name
    if known.why is NoAnswer.NOT_GRANTED:
        return Text.of(
            f"{name.zh}尚未同意为本事项提供这项信息，请您填写",
            f"Asked because {name.en} has not agreed to share it for this service",
        )
    if known.why is NoAnswer.NOT_CONSENTED:
        return Text.of(
            f"您还没有同意{name.zh}提供这项信息，请您填写",
            f"Asked because you have not agreed that {name.en} shares it",
        )
    return Text.of(
        f"{name.zh}暂时没有回应，请您填写",
        f"Asked because {name.en} does not answer at the moment",
    )


def silent_sources(known: Iterable[PrefilledField]) -> tuple[Text, ...]:
    """Each source that was not heard, once, with what kept it."""
    told = {
        (one.source_code, one.why): _kept_by(one.source_name, one.why)
        for one in known
        if one.unheard and one.source_name
    }
    return tuple(told.values())


def unheard_sources(unheard: Mapping[str, Unheard]) -> tuple[Text, ...]:
    """The same of a case that was sent: how it was then."""
    told = {(one.code, one.why): _kept_by(_name(one), one.why) for one in unheard.values()}
    return tuple(told.values())


def own_word(one: Unheard) -> Text:
    """For an officer: what stands behind an answer whose source was not heard."""
    name = _name(one)
    if one.why is NoAnswer.NOT_GRANTED:
        return Text.of(
            f"申请人自行填写，未经核对：{name.zh}尚未同意提供",
            f"The applicant’s own word, not checked: {name.en} has not agreed to share it",
        )
    if one.why is NoAnswer.NOT_CONSENTED:
        return Text.of(
            f"申请人自行填写，未经核对：本人没有同意{name.zh}提供",
            f"The applicant’s own word, not checked: no consent that {name.en} shares it",
        )
    return Text.of(
        f"申请人自行填写，未经核对：提交时{name.zh}没有回应",
        f"The applicant’s own word, not checked: {name.en} did not answer when it was sent",
    )


def not_heard(one: Unheard) -> Text:
    """Of a fact the rules had to do without."""
    return _kept_by(_name(one), one.why)


def _kept_by(name: Text, why: NoAnswer | None) -> Text:
    if why is NoAnswer.NOT_GRANTED:
        return Text.of(f"{name.zh}：尚未同意提供", f"{name.en}: has not agreed to share")
    if why is NoAnswer.NOT_CONSENTED:
        return Text.of(f"{name.zh}：本人尚未同意提供", f"{name.en}: no consent to share")
    return Text.of(f"{name.zh}：没有回应", f"{name.en}: no answer")


def _name(one: Unheard) -> Text:
    try:
        return source(one.code).name
    except Refusal:
        return Text.of(one.code)
