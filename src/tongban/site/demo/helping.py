"""Two villages with a helper each, and an old woman whose request waits."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

from tongban.assistance.api import AlreadyAppointed, HelperView, appoint_helper, ask_help
from tongban.catalogue.api import ItemNotFound
from tongban.identity.api import register_number, subject
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor, ActorKind, Assurance
from tongban.kernel.text import Text
from tongban.reception.api import Presented, SeenBy

CARD = "11990102000102314Y4992000017000"  # 社保卡申领
_MAKER = Actor.system("demo-helping")
_TOWN = "11990102000102103F"
_VILLAGES = (
    ("jiang-yuemei", "990102100201", Text.of("竹溪村便民服务站", "Zhuxi Village Service Station")),
    ("tao-lichun", "990102100202", Text.of("梅湾村便民服务站", "Meiwan Village Service Station")),
)
_OLD_WOMAN = "subj_demo_qin-guiying"


def settle_helpers(now: datetime) -> int:
    """Appoint the helpers for two years and let the old woman ask; a repeat adds nothing."""
    made = [_appointed(*village, local_date(now), now) for village in _VILLAGES]
    fresh = [each for each in made if each is not None]
    if fresh and fresh[0].area == _VILLAGES[0][1]:
        with suppress(ItemNotFound):  # a province without that service has helpers all the same
            _ask(fresh[0], now)
    return len(fresh)


def _appointed(
    slug: str, area: str, station: Text, today: date, now: datetime
) -> HelperView | None:
    try:
        return appoint_helper(
            actor=_MAKER,
            appointee=_card(f"subj_demo_{slug}"),
            agency_code=_TOWN,
            area=area,
            station=station,
            phone="000-88010219",
            valid_from=today,
            valid_until=date(today.year + 2, 12, 31),
            account_id=f"acct_demo_{slug}",
            now=now,
        )
    except AlreadyAppointed:
        return None


def _card(subject_id: str) -> Presented:
    known = register_number(_MAKER, subject_id)
    return Presented(subject(_MAKER, subject_id).name, known.value if known else "", SeenBy.EYE)


def _ask(helper: HelperView, now: datetime) -> None:
    person = Actor(
        kind=ActorKind.PERSON, subject_id=_OLD_WOMAN, account_id="acct_demo_qin-guiying",
        assurance=Assurance.L4, name="秦桂英",
    )  # fmt: skip
    ask_help(
        actor=person,
        helper_id=helper.id,
        item_code=CARD,
        purpose="社保卡丢了，想补一张新的，寄到家里。眼睛不好，手机看不清。",
        until=None,
        token="demo-errand-1",  # noqa: S106  a form's token, no secret
        now=now,
    )
