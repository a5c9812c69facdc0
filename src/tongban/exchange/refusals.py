"""What the room will not do."""

from __future__ import annotations

from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text


class ResourceUnknown(Refusal):
    """No such data resource is published."""

    def __init__(self, code: str) -> None:
        super().__init__(
            "exchange.resource_unknown",
            Text.of(f"没有代码为 {code} 的数据资源。", f"There is no data resource {code}."),
            Text.of("请在政务数据目录中核对。", "Look it up in the catalogue of data resources."),
            RefusalKind.NOT_FOUND,
        )


class RequestUnknown(Refusal):
    """There is no such request, or it is not the reader's to see."""

    def __init__(self) -> None:
        super().__init__(
            "exchange.request_unknown",
            Text.of("没有这项共享申请。", "There is no such request."),
            Text.of("请回到数据共享的列表。", "Go back to the list of requests."),
            RefusalKind.NOT_FOUND,
        )


class GrantUnknown(Refusal):
    """There is no such grant, or it is not the reader's to see."""

    def __init__(self) -> None:
        super().__init__(
            "exchange.grant_unknown",
            Text.of("没有这项共享授权。", "There is no such grant."),
            Text.of("请回到数据共享的列表。", "Go back to the list of grants."),
            RefusalKind.NOT_FOUND,
        )


class NotYoursToShare(Refusal):
    """The step belongs to the provider, the consumer or the coordinator, not to this actor."""

    def __init__(self) -> None:
        super().__init__(
            "exchange.not_yours_to_share",
            Text.of(
                "这一步由数源部门、申请部门或者协调部门的数据管理岗办理。",
                "This step is taken by a steward of the provider, of the agency that asks,"
                " or by the coordinator.",
            ),
            Text.of("请转给有这项职责的同事。", "Hand it to a colleague who has that duty."),
            RefusalKind.NOT_ALLOWED,
        )


class ConsentMissing(Refusal):
    """The grant needs the person's consent, and the person has given none that stands."""

    def __init__(self) -> None:
        super().__init__(
            "exchange.consent_missing",
            Text.of(
                "查询这项数据须先征得本人同意，本人尚未同意或者已经撤回。",
                "This may be looked up only with the person's consent, which is not given or was"
                " withdrawn.",
            ),
            Text.of(
                "请本人在“谁看了我的数据”中决定；也可以不同意，改为自行填写。",
                "The person decides under “Who looked at my data”, or types the details instead.",
            ),
            RefusalKind.NOT_ALLOWED,
        )


class ConsentNotYours(Refusal):
    """Consent is the person's own to give and to withdraw, or of whom acts for the person."""

    def __init__(self) -> None:
        super().__init__(
            "exchange.consent_not_yours",
            Text.of(
                "是否同意，只能由本人或者其代理人决定。",
                "Only the person, or who acts for the person, decides about consent.",
            ),
            Text.of("请本人登录后办理。", "Let the person sign in."),
            RefusalKind.NOT_ALLOWED,
        )


class StepNotPossibleNow(Refusal):
    """The request has moved on, or the step does not follow from where it stands."""

    def __init__(self, state: Text) -> None:
        super().__init__(
            "exchange.step_not_possible",
            Text.of(
                f"申请现在是“{state.zh}”，不能这样办理。",
                f"The request stands at “{state.en}”; this step does not follow.",
            ),
            Text.of("请刷新页面，看看现在可以做什么。", "Reload the page to see what may be done."),
            RefusalKind.CONFLICT,
        )


class ReasonMissing(Refusal):
    """Whoever says no, takes longer or takes back says why."""

    def __init__(self) -> None:
        super().__init__(
            "exchange.reason_missing",
            Text.of("请写明理由。", "A reason is missing."),
            Text.of("用一两句话写清楚原因。", "Say why in a sentence or two."),
        )


class RefusalNeedsBasis(Refusal):
    """Sharing is refused by an article in force, or not at all."""

    def __init__(self) -> None:
        super().__init__(
            "exchange.refusal_needs_basis",
            Text.of(
                "不同意共享必须引用现行有效的法律依据；无条件共享的资源不能拒绝。",
                "Sharing is refused only by an article in force,"
                " and never for a resource that is shared without conditions.",
            ),
            Text.of(
                "写上条文，或者同意共享。",
                "Cite the article, or grant the request.",
            ),
        )


class FieldsNotAsked(Refusal):
    """A grant gives some of what was asked, never more and never nothing."""

    def __init__(self) -> None:
        super().__init__(
            "exchange.fields_not_asked",
            Text.of(
                "授权的信息项要在申请范围之内，至少一项。",
                "A grant holds at least one field, and only fields that were asked for.",
            ),
            Text.of("请在申请的信息项中勾选。", "Tick some of the fields of the request."),
        )


class NodeUnknown(Refusal):
    """No node of this name takes part."""

    def __init__(self) -> None:
        super().__init__(
            "exchange.node_unknown",
            Text.of("没有这个交换节点。", "There is no such node."),
            Text.of("请向平台登记节点。", "Register the node with the platform."),
            RefusalKind.NOT_FOUND,
        )


class NodeNotRight(Refusal):
    """A node's name, agency, keys or log cannot be taken as they are."""

    def __init__(self, why: Text) -> None:
        super().__init__(
            "exchange.node_not_right",
            Text.of(f"节点没有登记：{why.zh}", f"The node was not registered: {why.en}"),
            Text.of("请核对节点的名称、密钥和证书。", "Check the node's name, agency and keys."),
        )


class NodesNotYours(Refusal):
    """Nodes and resources are looked after by operators."""

    def __init__(self) -> None:
        super().__init__(
            "exchange.nodes_not_yours",
            Text.of("您不能改动交换节点和数据目录。", "You may not change nodes or resources."),
            Text.of("请联系平台运维岗。", "Ask the platform's operators."),
            RefusalKind.NOT_ALLOWED,
        )


class NoRightToAsk(Refusal):
    """No grant in force covers this item and these fields."""

    def __init__(self) -> None:
        super().__init__(
            "exchange.no_right_to_ask",
            Text.of(
                "这个事项没有取得查询这些数据的共享授权。",
                "No grant in force lets this item ask for these data.",
            ),
            Text.of(
                "请先由申请人填写；数据管理岗可以查看共享申请的进展。",
                "Ask the person meanwhile; a data steward can see how the request stands.",
            ),
            RefusalKind.NOT_ALLOWED,
        )


class EvidenceRefused(Refusal):
    """A page of a node's log does not continue what was followed so far."""

    def __init__(self, fault: str) -> None:
        super().__init__(
            "exchange.evidence_refused",
            Text.of(
                f"节点的存证没有接收（{fault}）：与此前接收的日志不连续或者签名不符。",
                f"The node's evidence was not taken ({fault}): it does not continue the log"
                " followed so far, or is not signed by its key.",
            ),
            Text.of(
                "请从平台已接收的位置起重新发送；如日志被改动，请立即报告。",
                "Send it again from where the platform stands; report it when the log was altered.",
            ),
            RefusalKind.CONFLICT,
        )


class LooksNotYours(Refusal):
    """Who looked at somebody's data is for that person alone."""

    def __init__(self) -> None:
        super().__init__(
            "exchange.looks_not_yours",
            Text.of("只能查看本人或者您代办的对象的记录。", "These records are somebody else's."),
            Text.of("请用本人账号登录。", "Sign in as the person they are about."),
            RefusalKind.NOT_ALLOWED,
        )


class CorrectionUnknown(Refusal):
    """There is no such correction, or it is not the reader's to see."""

    def __init__(self) -> None:
        super().__init__(
            "exchange.correction_unknown",
            Text.of("没有这项更正申请。", "There is no such correction."),
            Text.of("请回到列表。", "Go back to the list."),
            RefusalKind.NOT_FOUND,
        )


class CorrectionAnswered(Refusal):
    """Somebody has answered it already."""

    def __init__(self) -> None:
        super().__init__(
            "exchange.correction_answered",
            Text.of("这项更正申请已经答复。", "This correction has been answered."),
            Text.of("请刷新页面。", "Reload the page."),
            RefusalKind.CONFLICT,
        )


class ValueHasNoSource(Refusal):
    """What nobody holds nobody can correct."""

    def __init__(self) -> None:
        super().__init__(
            "exchange.value_has_no_source",
            Text.of(
                "这项信息没有数源部门，由您自己填写。", "No register holds it: you fill it in."
            ),
            Text.of("请在表单上直接修改。", "Change it on the form itself."),
        )


class PlatformNotHere(Refusal):
    """The other platform, or that node of it, takes part in our exchange no longer or not yet."""

    def __init__(self, code: str) -> None:
        super().__init__(
            "exchange.platform_not_here",
            Text.of(
                f"平台 {code} 或者它的这个节点没有参加数据共享。",
                f"Platform {code}, or that node of it, takes no part in the exchange.",
            ),
            Text.of(
                "请等它的联通快照到达后再办；可在平台联通页面查看。",
                "Wait until its snapshot arrives; the page of platforms shows it.",
            ),
            RefusalKind.CONFLICT,
        )


class CrossGrantNotRight(Refusal):
    """A grant across platforms cannot be given so."""

    def __init__(self, why: Text) -> None:
        super().__init__(
            "exchange.cross_grant_not_right",
            Text.of(f"跨平台共享授权不能这样给：{why.zh}", f"It cannot be granted so: {why.en}"),
            Text.of("请改正后再授权。", "Put it right and grant again."),
            RefusalKind.INVALID,
        )


class CrossRequestNotRight(Refusal):
    """A request to another platform cannot be filed so."""

    def __init__(self, why: Text) -> None:
        super().__init__(
            "exchange.cross_request_not_right",
            Text.of(f"跨平台共享申请不能这样提出：{why.zh}", f"It cannot be asked so: {why.en}"),
            Text.of(
                "请回到跨平台共享页面，从可以申请的数据中选择。",
                "Go back to sharing across platforms and choose from what may be asked.",
            ),
            RefusalKind.CONFLICT,
        )
