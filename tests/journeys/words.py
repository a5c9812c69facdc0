"""What the pages say in each language, as far as the journeys press or read it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Labels in one language."""

    locale: str
    wanted: str
    item: str
    apply: str
    sign_in: str
    person: str
    yes: str
    check: str
    truth: str
    send: str
    approved: str
    law: str
    certificate: str
    genuine: str
    rate: str
    very_satisfied: str
    send_rating: str
    thanks: str
    from_source: str


ZH = Words(
    locale="zh-CN",
    wanted="居住证签注",
    item="居住证签注",
    apply="在线办理",
    sign_in="登录并继续",
    person="林晓禾",
    yes="是",
    check="下一步：核对",
    truth="我已核对以上内容",
    send="签名并提交",
    approved="已办结：准予",
    law="居住证暂行条例",
    certificate="居住证",
    genuine="证照真实有效",
    rate="评价本次服务",
    very_satisfied="非常满意",
    send_rating="提交评价",
    thanks="您的评价已记录",
    from_source="来源：",
)
EN = Words(
    locale="en-US",
    wanted="residence permit",
    item="Endorsement of a residence permit",
    apply="Apply online",
    sign_in="Sign in and go on",
    person="Lin Xiaohe",
    yes="Yes",
    check="Go on to check",
    truth="I have checked the above",
    send="Sign and send",
    approved="Approved",
    law="Residence Permit",
    certificate="Residence permit",
    genuine="Genuine and valid",
    rate="Rate this service",
    very_satisfied="Very satisfied",
    send_rating="Send the rating",
    thanks="your rating has been recorded",
    from_source="Source:",
)
