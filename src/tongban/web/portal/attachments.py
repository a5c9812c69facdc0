"""Files of an application: uploaded, carried from page to page, or delivered by an institution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from tongban.intermediaries.api import DeliveryView
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Problem
from tongban.web.plumbing.handing_in import keep_material

UPLOAD = "m."
BLOB = "b."
BLOB_NAME = "n."
DELIVERY = "d."


@dataclass(frozen=True, slots=True)
class Attached:
    """A file handed in for a material: the blob it became and the name it came with."""

    blob_id: str
    filename: str


def carried_attached(attached: Mapping[str, Attached]) -> tuple[tuple[str, str], ...]:
    """Stored files as hidden pairs."""
    pairs: list[tuple[str, str]] = []
    for code, one in attached.items():
        pairs += [(BLOB + code, one.blob_id), (BLOB_NAME + code, one.filename)]
    return tuple(pairs)


def read_attached(
    request: HttpRequest, actor: Actor, offered: Mapping[str, Sequence[DeliveryView]]
) -> tuple[dict[str, Attached], tuple[Problem, ...]]:
    """The files a posted page carries, by material; those that cannot be used become problems.

    A file chosen just now goes before what an institution delivered, and both before what a page
    before this one stored. ``offered`` by material what was delivered for it.
    """
    fresh, problems = _stored(request, actor)
    return {**read_chosen(request, _carried(request), offered), **fresh}, problems


def read_chosen(
    request: HttpRequest,
    attached: Mapping[str, Attached],
    offered: Mapping[str, Sequence[DeliveryView]],
) -> dict[str, Attached]:
    """What is attached, with what was chosen on the page among ``offered`` in its place.

    Who chooses another file after all takes the choice back.
    """
    now = dict(attached)
    for name, lines in offered.items():
        said = request.POST.get(DELIVERY + name)
        names = {one.blob_id: one.institution_name for one in lines}
        if said in names:
            now[name] = Attached(said, names[said])
        elif said is not None and name in now and now[name].blob_id in names:
            del now[name]
    return now


def _carried(request: HttpRequest) -> dict[str, Attached]:
    return {
        name.removeprefix(BLOB): Attached(
            str(value), str(request.POST.get(BLOB_NAME + name.removeprefix(BLOB), ""))
        )
        for name, value in request.POST.items()
        if name.startswith(BLOB) and value
    }


def _stored(request: HttpRequest, actor: Actor) -> tuple[dict[str, Attached], tuple[Problem, ...]]:
    stored: dict[str, Attached] = {}
    problems: list[Problem] = []
    for control, uploads in request.FILES.lists():
        kept = keep_material(actor, uploads[-1], control)
        if isinstance(kept, Problem):
            problems.append(kept)
        else:
            stored[control.removeprefix(UPLOAD)] = Attached(kept.id, kept.filename)
    return stored, tuple(problems)
