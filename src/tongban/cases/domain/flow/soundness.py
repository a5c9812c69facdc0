"""Whether every case that enters a flow comes out of it, decided or withdrawn.

Behaviour is explored, not guessed. In these flows a token is never competed for (they are
free-choice nets), so following one token at a time, in all its choices, meets every way a case can
come to a stop: twenty parallel branches cost twenty, not 2^20. Source: W. van der Aalst,
“Workflow verification” (2000), soundness; A. Valmari, “Stubborn sets” (1990), the order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tongban.cases.domain.flow.definition import ENDS, Flow, Node, NodeKind
from tongban.cases.domain.flow.structure import BROKEN, structural_faults
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text

MOST_STATES = 20_000
_SHOWN = 8

# A token is the node it stands at and, where it waits at a join, the node it came from.
Token = tuple[str, str]
_State = tuple[Token, ...]
_OVER = "\N{END OF TRANSMISSION}"


def faults_of(flow: Flow) -> tuple[Problem, ...]:
    """Everything that is wrong with a flow, in plain words; empty means sound.

    ``where`` of each problem is the code of the node, or ``start``.
    """
    found = list(structural_faults(flow))
    if not any(fault.code in BROKEN for fault in found):
        told = {(fault.code, fault.where) for fault in found}
        behaviour = faults_from(flow, [(flow.start, "")])
        found += [fault for fault in behaviour if (fault.code, fault.where) not in told]
    return tuple(found)


def faults_from(flow: Flow, tokens: Iterable[Token]) -> tuple[Problem, ...]:
    """What can go wrong for a case with these tokens: waits for ever, doubles, leaves behind."""
    return tuple(_Exploration(flow).run(tuple(sorted(set(tokens)))))


class _Exploration:
    """Every stop that can be reached, each with the way that leads there."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.came: dict[_State, tuple[_State, str] | None] = {}
        self.told: dict[tuple[str, str], Problem] = {}

    def run(self, first: _State) -> Iterator[Problem]:
        self.came[first] = None
        todo = [first]
        while todo:
            state = todo.pop()
            moving = self._moving(state)
            if moving is None:
                self._judge(state)
                continue
            for after in self._moves(state, moving):
                if after not in self.came:
                    self.came[after] = (state, moving)
                    todo.append(after)
            if len(self.came) > MOST_STATES:
                yield _too_tangled(self.flow)
                break
        yield from self.told.values()

    def _moving(self, state: _State) -> str | None:
        """The first node whose token can go on; None when nothing moves any more."""
        waiting: dict[str, int] = {}
        for code, source in state:
            if source == _OVER:
                continue
            node = self.flow.by_code[code]
            if node.kind is not NodeKind.JOIN:
                return code
            waiting[code] = waiting.get(code, 0) + 1
            if waiting[code] == len(self.flow.sources[code]):
                return code
        return None

    def _moves(self, state: _State, code: str) -> Iterator[_State]:
        node = self.flow.by_code[code]
        rest = frozenset(token for token in state if token[0] != code or token[1] == _OVER)
        for targets in _ways(node):
            after = set(rest)
            for token in (self._token(code, to) for to in targets):
                if token in after:
                    self._tell(_doubled, token[0], state)
                after.add(token)
            yield tuple(sorted(after))

    def _token(self, code: str, to: str) -> Token:
        if to == _OVER:
            return (code, _OVER)
        return (to, code) if self.flow.by_code[to].kind is NodeKind.JOIN else (to, "")

    def _judge(self, state: _State) -> None:
        over = [code for code, source in state if source == _OVER]
        stuck = sorted({code for code, source in state if source != _OVER})
        if not over:
            for join in stuck:
                self._tell(_deadlock, join, state)
        elif stuck or len(over) > 1:
            for code in stuck or over:
                self._tell(_left_behind, code, state)

    def _tell(self, telling: _Telling, code: str, state: _State) -> None:
        fault = telling(self.flow.by_code[code], self._way_to(state))
        self.told.setdefault((fault.code, code), fault)

    def _way_to(self, state: _State) -> Sequence[Node]:
        way: list[Node] = []
        before = self.came[state]
        while before is not None and len(way) < _SHOWN:
            state, code = before
            way.append(self.flow.by_code[code])
            before = self.came[state]
        return way[::-1]


def _ways(node: Node) -> Iterator[tuple[str, ...]]:
    """Each set of nodes a token may go to together."""
    if node.kind in ENDS:
        yield (_OVER,)
    elif node.kind is NodeKind.CHOICE:
        yield from ((branch.to,) for branch in node.next)
    else:
        yield tuple(branch.to for branch in node.next)
    yield from ((to,) for to in node.returns)


class _Telling:
    """A kind of fault, told of a node and the way to it."""

    def __init__(self, code: str, zh: str, en: str, mend: Text) -> None:
        self.code, self.zh, self.en, self.mend = code, zh, en, mend

    def __call__(self, node: Node, way: Sequence[Node]) -> Problem:
        through_zh = "→".join(each.name.zh or each.code for each in way)
        through_en = " → ".join(each.name.en or each.code for each in way)
        message = Text.of(
            self.zh.format(node=node.name.zh, way=through_zh),
            self.en.format(node=node.name.en, way=through_en),
        )
        return Problem(node.code, self.code, message, self.mend)


_deadlock = _Telling(
    "flow.waits_for_ever",
    "办件走到“{node}”就停住了：要等的分支不会都来。走法：{way}。",
    "A case stops at “{node}”: not all the branches it waits for will come. The way: {way}.",
    Text.of(
        "并行汇合只接同一个并行开始的分支；二选一的分支直接接到下一步。",
        "A join takes the branches of one parallel split; branches of a choice go on without one.",
    ),
)
_doubled = _Telling(
    "flow.comes_twice",
    "“{node}”会同时来两次，变成两份。走法：{way}。",
    "“{node}” would be reached twice at once. The way: {way}.",
    Text.of(
        "并行的分支先汇合，再往下走；退回不要跨出自己的分支。",
        "Join parallel branches before going on; do not return out of one's own branch.",
    ),
)
_left_behind = _Telling(
    "flow.left_behind",
    "办件已经结束，“{node}”还留着没办。走法：{way}。",
    "The case ends while “{node}” is still open. The way: {way}.",
    Text.of(
        "让所有并行分支汇合以后再决定。", "Let every parallel branch join before the decision."
    ),
)


def _too_tangled(flow: Flow) -> Problem:
    return Problem(
        "start",
        "flow.too_tangled",
        Text.of(
            f"“{flow.title.zh}”的走法超过{MOST_STATES}种，无法逐一核对。",
            f"“{flow.title.en}” can stand in more than {MOST_STATES} ways; it cannot be checked.",
        ),
        Text.of("拆成几个流程，或让分支尽早汇合。", "Split it, or let branches join earlier."),
    )
