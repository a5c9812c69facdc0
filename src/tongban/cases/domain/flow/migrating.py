"""Moving a running case to another version of its flow, by an explicit map, looked at first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tongban.cases.domain.flow.definition import Flow, NodeKind
from tongban.cases.domain.flow.marking import Held, Marking
from tongban.cases.domain.flow.soundness import faults_from
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Preview:
    """What a migration would do: each open place and where it goes; all that forbids it."""

    moves: tuple[tuple[str, str], ...]
    marking: Marking | None
    problems: tuple[Problem, ...]


def read_moves(moves: Iterable[str]) -> dict[str, str]:
    """``old>new`` lines as a mapping."""
    return dict(move.split(">", 1) for move in moves)


def write_moves(mapping: Mapping[str, str]) -> tuple[str, ...]:
    """A mapping as ``old>new`` lines, in order."""
    return tuple(f"{old}>{new}" for old, new in sorted(mapping.items()))


def preview(old: Flow, new: Flow, mapping: Mapping[str, str], marking: Marking) -> Preview:
    """What would become of a case that stands at ``marking``, without doing it.

    Every open step, every join that waits and every branch that has arrived there must be named
    in the map, and go to a node of the same kind; from where the case then stands the new flow
    must still end well. All problems at once.
    """
    places = places_of(marking)
    problems = list(_refusals(old, new, mapping, places))
    moves = tuple((place, mapping.get(place, "")) for place in places)
    if problems:
        return Preview(moves, None, tuple(problems))
    after = moved_marking(old, new, mapping, marking)
    tokens = [(code, "") for code in after.open]
    tokens += [(join, source) for join, there in after.arrived.items() for source in there]
    return Preview(moves, after, tuple(faults_from(new, tokens)))


def moved_marking(old: Flow, new: Flow, mapping: Mapping[str, str], marking: Marking) -> Marking:
    """The marking in the new version: open steps keep who has them and what was said.

    A joint review asks the agencies of the new version; opinions of those that remain still count.
    """
    del old
    return Marking(
        version=new.version,
        open={
            mapping[code]: _moved_step(new, mapping[code], held, marking)
            for code, held in marking.open.items()
        },
        arrived={
            mapping[join]: frozenset(mapping[source] for source in there)
            for join, there in marking.arrived.items()
        },
        handed=marking.handed,
        ended=marking.ended,
    )


def _moved_step(new: Flow, code: str, held: Held, marking: Marking) -> Held:
    node = new.by_code[code]
    if node.kind is not NodeKind.JOINT:
        return Held(code, held.agencies)
    agencies = tuple(marking.handed.get(agency, agency) for agency in node.agencies)
    given = tuple(pair for pair in held.given if pair[0] in agencies[1:])
    return Held(code, agencies, given)


def places_of(marking: Marking) -> tuple[str, ...]:
    """Where a case stands: open steps, joins that wait, branches that have arrived there."""
    found = [*marking.open, *marking.arrived]
    found += [source for there in marking.arrived.values() for source in sorted(there)]
    return tuple(dict.fromkeys(found))


def _refusals(
    old: Flow, new: Flow, mapping: Mapping[str, str], places: tuple[str, ...]
) -> Iterator[Problem]:
    for place in places:
        was, goes = old.by_code[place], new.by_code.get(mapping.get(place, ""))
        if place not in mapping:
            yield Problem(
                place,
                "flow.not_in_map",
                Text.of(
                    f"办件正停在“{was.name.zh}”，迁移表没有说它去哪里。",
                    f"The case stands at “{was.name.en}”; the map does not say where that goes.",
                ),
                Text.of("在迁移表里写上这个环节。", "Name this step in the map."),
            )
        elif goes is None:
            yield Problem(
                place,
                "flow.map_target_unknown",
                Text.of(
                    f"新版流程里没有“{mapping[place]}”。",
                    f"The new version has no “{mapping[place]}”.",
                ),
                Text.of("写新版流程里有的环节。", "Name a node of the new version."),
            )
        elif goes.kind is not was.kind:
            yield Problem(
                place,
                "flow.map_changes_kind",
                Text.of(
                    f"“{was.name.zh}”是{was.kind.label.zh}，“{goes.name.zh}”是{goes.kind.label.zh}。",
                    f"“{was.name.en}” is a {was.kind.value}, “{goes.name.en}” a {goes.kind.value}.",
                ),
                Text.of("改到同一类环节。", "Choose a node of the same kind."),
            )
    targets = [mapping[place] for place in places if place in mapping]
    for twice in sorted({target for target in targets if targets.count(target) > 1}):
        yield Problem(
            twice,
            "flow.map_target_twice",
            Text.of(
                f"两个环节都迁到“{twice}”，会变成两份。", f"Two places would both go to “{twice}”."
            ),
            Text.of("每个环节写不同的去处。", "Give each its own."),
        )
