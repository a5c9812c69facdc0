"""Faults of a flow that can be seen on the page: names, arrows, who acts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from tongban.cases.domain.flow.definition import ENDS, WORKED, Flow, Node, NodeKind
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text

BROKEN = frozenset(
    {"flow.node_twice", "flow.start_unknown", "flow.start_at_join", "flow.next_unknown"}
)
"""After one of these there is no telling how the flow would behave."""
_ONE_NEXT = frozenset({NodeKind.STEP, NodeKind.JOINT, NodeKind.JOIN})
_MOST_NODES = 2_000


def structural_faults(flow: Flow) -> Iterator[Problem]:
    """All of them, node by node, then those of the whole."""
    if len(flow.nodes) > _MOST_NODES:
        yield _fault(
            "start",
            "flow.too_long",
            f"流程有{len(flow.nodes)}个环节，最多{_MOST_NODES}个。",
            f"The flow has {len(flow.nodes)} nodes; {_MOST_NODES} is the most.",
            "拆成几个流程。",
            "Split it into several.",
        )
        return
    for code, times in Counter(node.code for node in flow.nodes).items():
        if times > 1:
            yield _fault(
                code,
                "flow.node_twice",
                f"“{code}”写了{times}次。",
                f"“{code}” is written {times} times.",
                "每个环节用自己的代码。",
                "Give each node a code of its own.",
            )
    for node in flow.nodes:
        for check in _NODE_CHECKS:
            yield from check(flow, node)
    yield from _whole(flow)


def _arrows(flow: Flow, node: Node) -> Iterator[Problem]:
    targets = [branch.to for branch in node.next]
    for to in dict.fromkeys([*targets, *node.returns]):
        if to not in flow.by_code:
            yield _fault(
                node.code,
                "flow.next_unknown",
                f"“{node.name.zh}”指向“{to}”，流程里没有这个环节。",
                f"“{node.name.en}” points to “{to}”, which the flow does not have.",
                "写流程里有的代码。",
                "Name a node of this flow.",
            )
    if node.kind is not NodeKind.CHOICE and len(set(targets)) < len(targets):
        yield _fault(
            node.code,
            "flow.arrow_twice",
            f"“{node.name.zh}”两次指向同一个环节。",
            f"“{node.name.en}” points to one node twice.",
            "删去重复的。",
            "Drop one of them.",
        )
    for to in node.returns:
        if to in flow.by_code and flow.by_code[to].kind in (NodeKind.JOIN, NodeKind.WITHDRAWAL):
            yield _fault(
                node.code,
                "flow.return_impossible",
                f"“{node.name.zh}”不能退回到“{flow.by_code[to].name.zh}”。",
                f"“{node.name.en}” cannot be returned to “{flow.by_code[to].name.en}”.",
                "退回到有人办理的环节，或者并行开始。",
                "Return to a step somebody works on, or to a parallel split.",
            )


def _ways_on(flow: Flow, node: Node) -> Iterator[Problem]:
    del flow
    if node.kind in ENDS and node.next:
        yield _fault(
            node.code,
            "flow.end_goes_on",
            f"“{node.name.zh}”是终点，后面不能再有环节。",
            f"“{node.name.en}” is an end; nothing follows it.",
            "删去 next。",
            "Drop next.",
        )
    if node.kind not in ENDS and not node.next:
        yield _fault(
            node.code,
            "flow.dead_end",
            f"“{node.name.zh}”之后没有下一步，办件会停在这里。",
            f"Nothing follows “{node.name.en}”: a case would stay there.",
            "写上 next，或改成决定或撤回。",
            "Give it a next, or make it a decision or a withdrawal.",
        )
    if node.kind in _ONE_NEXT and len(node.next) > 1:
        yield _fault(
            node.code,
            "flow.next_not_one",
            f"“{node.name.zh}”有{len(node.next)}个下一步，不知道走哪一个。",
            f"“{node.name.en}” has {len(node.next)} next nodes; it is not said which is taken.",
            "同时走用 parallel，选一个走用 choice。",
            "Use a parallel node for all of them, a choice for one of them.",
        )
    if node.kind is NodeKind.PARALLEL and len(node.next) == 1:
        yield _fault(
            node.code,
            "flow.parallel_of_one",
            f"“{node.name.zh}”只有一个分支，不算并行。",
            f"“{node.name.en}” has one branch; that is not parallel.",
            "写上其他分支，或者删去它。",
            "Add branches, or drop it.",
        )


def _choices(flow: Flow, node: Node) -> Iterator[Problem]:
    if node.kind is not NodeKind.CHOICE or not node.next:
        return
    whens = [branch.when for branch in node.next]
    if None not in whens:
        yield _fault(
            node.code,
            "flow.no_otherwise",
            f"“{node.name.zh}”没有“其他情况”的分支，别的结果无路可走。",
            f"“{node.name.en}” has no branch for the other outcomes.",
            "写一个不带 when 的分支。",
            "Add a branch without when.",
        )
    for when in {when for when in whens if whens.count(when) > 1}:
        yield _fault(
            node.code,
            "flow.branch_twice",
            f"“{node.name.zh}”有两个分支都写“{when or '其他情况'}”。",
            f"Two branches of “{node.name.en}” take “{when or 'otherwise'}”.",
            "每种结果写一个分支。",
            "Write one branch for each outcome.",
        )
    given = outcomes_into(flow, node.code)
    for when in dict.fromkeys(when for when in whens if when is not None):
        if when not in given:
            yield _fault(
                node.code,
                "flow.outcome_never_given",
                f"“{node.name.zh}”等的结果“{when}”，前面的环节都给不出。",
                f"“{node.name.en}” waits for “{when}”, which no step before it gives.",
                f"前面能给出的有：{'、'.join(sorted(given)) or '无'}。",
                f"Before it there are: {', '.join(sorted(given)) or 'none'}.",
            )


def outcomes_into(flow: Flow, code: str) -> frozenset[str]:
    """The outcomes with which a token can arrive at a node, through any gateways."""
    seen: set[str] = set()
    given: set[str] = set()
    todo = [code]
    while todo:
        for source in flow.sources.get(todo.pop(), frozenset()) - seen:
            seen.add(source)
            node = flow.by_code[source]
            if node.kind in WORKED:
                given.update(node.outcome_codes)
            else:
                todo.append(source)
    return frozenset(given)


def _who(flow: Flow, node: Node) -> Iterator[Problem]:
    if node.kind is NodeKind.JOIN and len(flow.sources[node.code]) < 2:
        yield _fault(
            node.code,
            "flow.join_of_one",
            f"“{node.name.zh}”只接一个分支，没有可汇合的。",
            f"“{node.name.en}” has fewer than two branches to join.",
            "接上其他分支，或者删去它。",
            "Lead the other branches to it, or drop it.",
        )
    wanted = 2 if node.kind is NodeKind.JOINT else 1
    if node.kind in WORKED and len(set(node.agencies)) < wanted:
        yield _fault(
            node.code,
            "flow.nobody_acts",
            f"“{node.name.zh}”应有{'两个以上不同的机关' if wanted == 2 else '一个办理机关'}。",
            f"“{node.name.en}” needs {'two or more agencies' if wanted == 2 else 'an agency'}.",
            "写上机关代码；deciding 指决定机关。",
            "Name agency codes; “deciding” is the deciding agency.",
        )


_NODE_CHECKS: tuple[Callable[[Flow, Node], Iterable[Problem]], ...] = (
    _arrows, _ways_on, _choices, _who,
)  # fmt: skip


def _whole(flow: Flow) -> Iterator[Problem]:
    if flow.start not in flow.by_code:
        yield _fault(
            "start",
            "flow.start_unknown",
            f"流程从“{flow.start}”开始，但没有这个环节。",
            f"The flow starts at “{flow.start}”, which it does not have.",
            "start 写第一个环节的代码。",
            "Name the first node as start.",
        )
        return
    if flow.by_code[flow.start].kind is NodeKind.JOIN:
        yield _fault(
            "start",
            "flow.start_at_join",
            "流程不能从并行汇合开始。",
            "A flow cannot start at a join.",
            "start 写第一个有人办理的环节，或并行开始。",
            "Start at a step somebody works on, or at a parallel split.",
        )
    reached = _closure([flow.start], lambda node: _targets(flow, node))
    ends = [node.code for node in flow.nodes if node.kind in ENDS]
    behind: dict[str, set[str]] = {}
    for node in flow.nodes:
        for to in _targets(flow, node.code):
            behind.setdefault(to, set()).add(node.code)
    ending = _closure(ends, lambda code: behind.get(code, set()))
    for node in flow.nodes:
        if node.code not in reached:
            yield _fault(
                node.code,
                "flow.unreachable",
                f"没有路走到“{node.name.zh}”。",
                f"No way leads to “{node.name.en}”.",
                "从前面的环节接过来，或者删去它。",
                "Lead a node to it, or drop it.",
            )
        elif node.code not in ending and node.next:
            yield _fault(
                node.code,
                "flow.no_way_out",
                f"从“{node.name.zh}”走不到决定，也走不到撤回。",
                f"From “{node.name.en}” no decision and no withdrawal can be reached.",
                "给它一条通向决定的路。",
                "Give it a way to a decision.",
            )
    if not any(flow.by_code[code].kind is NodeKind.DECISION for code in reached & set(ends)):
        yield _fault(
            "start",
            "flow.no_decision",
            "这个流程没有决定环节。",
            "This flow comes to no decision.",
            "写一个 kind: decision 的环节。",
            "Add a node of kind: decision.",
        )


def _targets(flow: Flow, code: str) -> set[str]:
    node = flow.by_code[code]
    return {to for to in (*(b.to for b in node.next), *node.returns) if to in flow.by_code}


def _closure(first: Iterable[str], onward: Callable[[str], Iterable[str]]) -> set[str]:
    seen = set(first)
    todo = list(seen)
    while todo:
        for code in onward(todo.pop()):
            if code not in seen:
                seen.add(code)
                todo.append(code)
    return seen


def _fault(where: str, code: str, zh: str, en: str, mend_zh: str, mend_en: str) -> Problem:
    return Problem(where, code, Text.of(zh, en), Text.of(mend_zh, mend_en))
