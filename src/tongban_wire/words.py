"""The words of each fault: what happened and why, what to do next, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """What happened and why, and what to do next; Chinese and English."""

    zh: str
    en: str
    mend_zh: str
    mend_en: str


_MENDS = {
    "ask-again": ("请在办件中重新发起查询。", "Start the query anew from the case."),
    "clock": ("请校准本机时钟。", "Set this machine's clock right."),
    "grant": (
        "请核对事项的共享授权，必要时重新申请。",
        "Check the item's grant; ask for it anew if need be.",
    ),
    "operator": ("请联系本节点的运行人员。", "Tell the people who run this node."),
    "later": (
        "请稍后再试，或先请当事人自行填写。",
        "Try again later, or ask the person meanwhile.",
    ),
    "token": ("请向平台申请新的办件令牌。", "Ask the platform for a new case token."),
    "consent": ("请先征得本人同意。", "Ask the person for consent first."),
    "respect": ("请尊重本人的决定，或另行征得同意。", "Respect the decision, or ask anew."),
    "mandate": ("请先办理授权委托。", "Have the mandate given first."),
    "mandate-anew": ("请重新办理授权委托。", "Have a new mandate given."),
}

# A code with the name of its mend, and below it the sentence in Chinese and in English.
_TABLE = """
message.malformed operator
  报文不符合交换协议的格式。
  The message has not the form of the protocol.
message.not_authentic operator
  报文的校验码不符，内容可能被改动。
  The message's authentication does not hold; it may have been changed.
message.not_signed operator
  此项授权要求逐条签名，报文没有有效签名。
  This grant wants each message signed, and this one is not.
message.replayed ask-again
  这条请求已经收到过，不能重复使用。
  This request was received before and cannot be used again.
message.clock_skew clock
  请求时间与本节点时钟相差过大。
  The time of the request is too far from this node's clock.
caller.unknown operator
  策略中没有该调用节点。
  The policy knows no such calling node.
caller.mismatch operator
  请求自称的节点与其密钥不符。
  The request names another node than its key belongs to.
caller.key_not_valid operator
  调用方密钥不在有效期内。
  The caller's key is not valid at this time.
caller.key_revoked operator
  调用方密钥已被吊销。
  The caller's key was revoked.
policy.expired operator
  本节点的策略快照已过期，暂停服务。
  This node's policy has expired; it serves nothing.
policy.too_old_for_grant later
  本节点与平台失联过久，此项授权暂停。
  This node has been out of the platform's reach too long for this grant.
grant.unknown grant
  没有这项共享授权。
  There is no such grant.
grant.not_in_force grant
  共享授权不在有效期内。
  The grant is not in force at this time.
grant.revoked grant
  共享授权已被收回。
  The grant was revoked.
grant.of_another_consumer grant
  这项授权属于其他调用方。
  The grant belongs to another caller.
grant.of_another_provider grant
  这项授权不由本节点提供数据。
  The grant is for data of another provider.
grant.of_another_resource grant
  这项授权针对的是其他数据资源。
  The grant is for another data resource.
grant.of_another_item grant
  这项授权针对的是其他政务服务事项。
  The grant is for another service item.
purpose.mismatch grant
  请求的用途与授权的用途不同。
  The purpose is not the one that was granted.
article.mismatch grant
  请求引用的法条与授权依据不同。
  The article cited is not the one the grant rests on.
article.not_in_force grant
  引用的法条在当日不生效。
  The article cited is not in force on that day.
token.malformed token
  缺少办件令牌，或令牌无法读取。
  The case token is missing or cannot be read.
token.not_signed_by_platform token
  办件令牌不是平台签发的。
  The case token was not signed by the platform.
token.not_in_time token
  办件令牌不在有效期内。
  The case token is not valid at this time.
token.revoked token
  办件令牌已作废。
  The case token was revoked.
token.for_another_grant token
  办件令牌用于其他授权。
  The case token is for another grant.
token.for_another_purpose token
  办件令牌用于其他用途或事项。
  The case token is for another purpose or item.
token.for_another_audience token
  办件令牌是发给其他节点的。
  The case token is meant for another node.
token.for_another_consumer token
  办件令牌是签发给其他调用方的。
  The case token was issued to another caller.
token.for_another_case token
  办件令牌属于其他办件。
  The case token belongs to another case.
token.for_another_subject token
  办件令牌针对的是其他人。
  The case token is about somebody else.
case.closed ask-again
  办件已经办结或关闭，不能再查询。
  The case is closed; nothing may be asked for it any more.
fields.none ask-again
  请求没有列出要查询的字段或问题。
  The request names no field and no question.
fields.not_granted grant
  请求的字段超出授权范围。
  A field is asked for that was not granted.
questions.not_granted grant
  请求的核验问题超出授权范围。
  A question is asked that was not granted.
questions.operand_odd ask-again
  核验问题缺少比对值，或多给了比对值。
  A question lacks the value to compare with, or has one it must not have.
consent.missing consent
  此项授权需要本人同意，尚未取得。
  This grant needs the person's consent, and there is none.
consent.withdrawn respect
  本人已撤回同意。
  The person has withdrawn the consent.
mandate.missing mandate
  代他人查询需要有效的授权委托。
  Acting for somebody needs a mandate, and there is none.
mandate.revoked mandate-anew
  授权委托已被撤销。
  The mandate was revoked.
limit.rate later
  调用过于频繁，超出每分钟限额。
  Too many calls: the limit a minute is reached.
limit.volume later
  当日调用或数据量已达限额。
  The limit of calls or values for the day is reached.
node.busy later
  节点正忙，等待的请求已满。
  The node is busy; no more requests can wait.
node.evidence_closed operator
  节点无法留存证据，暂停服务。
  The node cannot keep evidence, so it serves nothing.
source.silent later
  数据源没有应答。
  The source does not answer.
source.odd_answer operator
  数据源的应答不符合约定。
  The source answers something that was not agreed.
"""


def _words() -> Iterator[tuple[str, Words]]:
    lines = [line.strip() for line in _TABLE.strip().splitlines()]
    for heading, zh, en in zip(lines[::3], lines[1::3], lines[2::3], strict=True):
        code, mend = heading.split()
        yield code, Words(zh, en, *_MENDS[mend])


WORDS: dict[str, Words] = dict(_words())
"""By the stable code."""
