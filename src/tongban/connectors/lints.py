"""What can be wrong with a connector, pure: fields nobody fills, codes nobody maps, mute states."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from tongban.connectors.domain.definition import (
    Certificate,
    Connector,
    FieldRule,
    Move,
    OriginKind,
    StateRule,
)
from tongban.kernel.actor import Channel
from tongban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; ``where`` is a key of the file, or ``fields:NAME`` and ``states:CODE``."""

    where: str
    code: str
    message: Text
    mend: Text


def faults_of(
    connector: Connector,
    codes: Mapping[str, Collection[str]],
    asked: Mapping[tuple[str, str], bool],
    targets: Collection[str],
    *,
    gives_certificate: bool,
    has_flow: bool,
) -> Iterator[Fault]:
    """Every fault. ``codes``: by field of theirs what ours can hold; ``asked``: by origin whether
    the form always fills it; ``targets``: what may be put right."""
    for rule in connector.fields:
        yield from _field(rule, codes, asked)
    for state in connector.states:
        yield from _state(state, targets, has_flow)
    yield from _twice(connector)
    yield from _certificate(connector, gives_certificate)


def _field(
    rule: FieldRule,
    codes: Mapping[str, Collection[str]],
    asked: Mapping[tuple[str, str], bool],
) -> Iterator[Fault]:
    if rule.origin is None:
        if rule.required:
            yield _of(rule, "field_not_mapped", "必填，却没有来源", "is required and has no source",
                      "写明 source，否则要有人再录一遍。",
                      "Say its source, or somebody will type it again.")  # fmt: skip
        return
    kind, name = rule.origin.kind, rule.origin.name
    if kind in (OriginKind.ANSWER, OriginKind.ELEMENT):
        always = asked.get((kind.value, name))
        if always is None:
            yield _of(rule, "source_not_asked", f"来源“{name}”不在表单里",
                      f"comes from “{name}”, which the form does not ask",
                      "写表单里的字段或数据元。",
                      "Name a field or element of the form.")  # fmt: skip
        elif rule.required and not always:
            yield _of(rule, "source_not_always", f"必填，而“{name}”可能没有填写",
                      f"is required, and “{name}” may be left out",
                      "让表单必填，或把对方字段标为选填。",
                      "Make the form ask for it always, or mark theirs optional.")  # fmt: skip
    if kind is OriginKind.CONSTANT and rule.values and name not in rule.values:
        yield _of(rule, "constant_not_theirs", f"常量“{name}”不在对方的值里",
                  f"is the constant “{name}”, which is not one of theirs",
                  "写 values 里的一个值。", "Use one of its values.")  # fmt: skip
    yield from _mapped(rule, _possible(rule, codes))


def _possible(rule: FieldRule, codes: Mapping[str, Collection[str]]) -> Collection[str]:
    if rule.origin and rule.origin.kind is OriginKind.CASE and rule.origin.name == "channel":
        return [channel.value for channel in Channel]
    return codes.get(rule.theirs, ())


def _mapped(rule: FieldRule, possible: Collection[str]) -> Iterator[Fault]:
    told = {*rule.codes, *rule.refuses}
    missing = sorted({*possible} - told) if rule.codes or rule.refuses or rule.values else []
    if missing and rule.origin and rule.origin.kind is not OriginKind.CONSTANT:
        listed = "、".join(missing)
        yield _of(rule, "codes_not_mapped", f"没有对应这些代码：{listed}",
                  f"maps none of: {', '.join(missing)}",
                  "逐个写进 codes，或写进 refuses（交由人工）。",
                  "Put each under codes, or under refuses (a person looks).")  # fmt: skip
    strange = sorted({*rule.codes.values()} - {*rule.values}) if rule.values else []
    if strange:
        yield _of(rule, "code_not_theirs", f"对方没有这些代码：{'、'.join(strange)}",
                  f"maps to codes they do not have: {', '.join(strange)}",
                  "写 values 里的值。", "Use one of its values.")  # fmt: skip


def _state(rule: StateRule, targets: Collection[str], has_flow: bool) -> Iterator[Fault]:
    if rule.move is Move.CORRECT and rule.target not in targets:
        yield _at(rule, "target_unknown", "没有写明补正哪一项", "does not say what to put right",
                  "target 写表单字段或材料。", "Let target name a field or material.")  # fmt: skip
    if rule.move in (Move.DENY, Move.REFUSE) and not rule.articles:
        yield _at(rule, "article_missing", "不利决定没有依据条文",
                  "is adverse and cites no article",
                  "写明 articles。", "Name the articles.")  # fmt: skip
    if rule.move is Move.STEP and not (rule.step and rule.outcome and has_flow):
        yield _at(rule, "step_unknown", "没有写明办结哪个环节、什么结果",
                  "does not say which step of a flow it finishes, with which outcome",
                  "事项要有流程，并写 step 和 outcome。",
                  "The item needs a flow; say step and outcome.")  # fmt: skip


def _twice(connector: Connector) -> Iterator[Fault]:
    for shelf, names in (
        ("fields", [each.theirs for each in connector.fields]),
        ("states", [each.theirs for each in connector.states]),
    ):
        for name in sorted({each for each in names if names.count(each) > 1}):
            yield Fault(
                f"{shelf}:{name}", "connectors.named_twice",
                Text.of(f"“{name}”写了两次。", f"“{name}” is written twice."),
                Text.of("留一处。", "Leave one."),
            )  # fmt: skip


def _certificate(connector: Connector, gives_certificate: bool) -> Iterator[Fault]:
    ours = connector.certificate is Certificate.OURS
    if ours is not gives_certificate:
        yield Fault(
            "certificate", "connectors.certificate_unclear",
            Text.of(
                "由我方发证的，事项要有证照类型；登记对方证照的，事项不能有。",
                "To issue ours the item needs a certificate type; to register theirs it has none.",
            ),
            Text.of("改 certificate，或改事项。", "Change certificate, or the item."),
        )  # fmt: skip


def _of(rule: FieldRule, code: str, zh: str, en: str, mend_zh: str, mend_en: str) -> Fault:
    return Fault(
        f"fields:{rule.theirs}", f"connectors.{code}",
        Text.of(f"对方字段 {rule.theirs} {zh}。", f"Their field {rule.theirs} {en}."),
        Text.of(mend_zh, mend_en),
    )  # fmt: skip


def _at(rule: StateRule, code: str, zh: str, en: str, mend_zh: str, mend_en: str) -> Fault:
    return Fault(
        f"states:{rule.theirs}", f"connectors.{code}",
        Text.of(f"对方状态 {rule.theirs} {zh}。", f"Their state {rule.theirs} {en}."),
        Text.of(mend_zh, mend_en),
    )  # fmt: skip
