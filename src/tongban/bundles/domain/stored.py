"""A bundle as JSON and back: what is stored of a version, and what its digest is of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tongban.bundles.domain.definition import APPLICANT, Bundle, Condition, Step
from tongban.kernel.calendar import Span
from tongban.kernel.text import Text


def bundle_to_json(bundle: Bundle) -> dict[str, Any]:
    """The meaning of a bundle without its version: equal bundles give equal JSON."""
    return {
        "name": bundle.name.to_mapping(),
        "summary": bundle.summary.to_mapping(),
        "lead": bundle.lead,
        "committed": str(bundle.committed),
        "committed_note": _words(bundle.committed_note),
        "side": bundle.side,
        "aliases": list(bundle.aliases),
        "notice": [each.to_mapping() for each in bundle.notice],
        "edge_cases": [[q.to_mapping(), a.to_mapping()] for q, a in bundle.edge_cases],
        "form": bundle.form,
        "same": [list(group) for group in bundle.same],
        "quiet": bundle.quiet,
        "steps": [_step_to_json(step) for step in bundle.steps],
    }


def bundle_from_json(code: str, version: int, body: Mapping[str, Any]) -> Bundle:
    """Read what :func:`bundle_to_json` wrote."""
    return Bundle(
        code=code,
        version=version,
        name=Text.from_mapping(body["name"]),
        summary=Text.from_mapping(body["summary"]),
        lead=body["lead"],
        committed=Span.parse(body["committed"]),
        committed_note=_text(body["committed_note"]),
        side=body["side"],
        aliases=tuple(body["aliases"]),
        notice=tuple(map(Text.from_mapping, body["notice"])),
        edge_cases=tuple(
            (Text.from_mapping(q), Text.from_mapping(a)) for q, a in body["edge_cases"]
        ),
        form=body["form"],
        same=tuple(tuple(group) for group in body["same"]),
        quiet=body["quiet"],
        steps=tuple(_step_from_json(step) for step in body["steps"]),
    )


def _step_to_json(step: Step) -> dict[str, Any]:
    return {
        "code": step.code,
        "item": step.item,
        "after": list(step.after),
        "party": step.party,
        "optional": _words(step.optional),
        "when": [step.when.field, list(step.when.is_in)] if step.when else None,
        "situation": step.situation,
        "situation_from": step.situation_from,
        "given": dict(step.given),
        "filled": dict(step.filled),
        "stage": _words(step.stage),
    }


def _step_from_json(body: Mapping[str, Any]) -> Step:
    when = body["when"]
    return Step(
        code=body["code"],
        item=body["item"],
        after=tuple(body["after"]),
        party=body.get("party", APPLICANT),
        optional=_text(body["optional"]),
        when=Condition(when[0], tuple(when[1])) if when else None,
        situation=body["situation"],
        situation_from=body["situation_from"],
        given=body["given"],
        filled=body["filled"],
        stage=_text(body["stage"]),
    )


def _words(text: Text | None) -> dict[str, str] | None:
    return text.to_mapping() if text else None


def _text(stored: Mapping[str, str] | None) -> Text | None:
    return Text.from_mapping(stored) if stored else None
