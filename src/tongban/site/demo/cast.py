"""The named demo people one can sign in as, each with a role that shows a part of the platform."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.utils import timezone

from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import ActorKind, Assurance
from tongban.kernel.codes import resident_id, uscc
from tongban.kernel.text import Text
from tongban.site.demo.population import Firm, Person, Place
from tongban.site.demo.records import Record

MINGDE = Place("990102", "安和市明德区", "安和市")
DONGAN = Place("990202", "云岭市东岸区", "云岭市")
_HOME = "安和市明德区学府路36号2栋501室"
_COUPLE_HOME = "安和市明德区文昌路18号1栋302室"


@dataclass(frozen=True, slots=True)
class CastMember:
    """One named person. ``facts`` override the made-up record; None takes a fact out of it."""

    person: Person
    kind: ActorKind
    label: Text
    role: Text
    facts: dict[str, str | int | bool | None] = field(default_factory=dict)
    posts: tuple[str, ...] = ()

    @property
    def account_id(self) -> str:
        """The fixed id of the sign-in account."""
        return self.person.id.replace("subj_", "acct_")

    def complete(self, record: Record) -> Record:
        """The made-up record with this person's own facts."""
        merged = record | self.facts
        return {name: value for name, value in merged.items() if value is not None}


def cast(today: date) -> tuple[CastMember, ...]:
    """Everyone with a sign-in card, in the order to show them."""
    return (*_residents(today), *_officers())


def shop(today: date) -> Firm:
    """The shop whose owner is in the cast."""
    owner = _zhou()
    return Firm(
        id="subj_demo_shop",
        name="安和市小满餐饮有限公司",
        code=uscc.make("9", "1", MINGDE.code, "MA000001"),
        place=MINGDE,
        address="安和市明德区文昌路20号",
        representative_id=owner.id,
        representative_name=owner.name,
        founded=today - timedelta(days=500),
    )


def institutions(today: date) -> tuple[Firm, ...]:
    """Firms that offer intermediary services; the owner of the first is in the cast."""
    rows = (
        ("survey", "安和市经纬测绘有限公司", "MA000201", "安和市明德区学府路12号", _su()),
        ("earth", "安和市厚土工程勘测有限公司", "MA000202", "安和市明德区学府路36号", surveyor()),
        ("plans", "安和市明鉴图审有限公司", "MA000203", "安和市明德区文昌路60号", surveyor()),
    )
    return tuple(
        Firm(
            id=f"subj_demo_{slug}",
            name=name,
            code=uscc.make("9", "1", MINGDE.code, number),
            place=MINGDE,
            address=address,
            representative_id=owner.id,
            representative_name=owner.name,
            founded=today - timedelta(days=2000),
        )
        for slug, name, number, address, owner in rows
    )


def surveyor() -> Person:
    """Who represents the other institutions; without an account."""
    return _person("yu-fan", "于帆", "male", date(1980, 2, 2), 41, household=41)


def newborn(today: date) -> Person:
    """The child of two of the cast: twelve days old, no number, no hukou."""
    mother, father = _xu(), _zhou()
    return Person(
        id="subj_demo_newborn", name="周安宁", sex="female", born=today - timedelta(days=12),
        hukou=MINGDE, hukou_address=_COUPLE_HOME, home=MINGDE, home_address=_COUPLE_HOME,
        phone=mother.phone, household=3, head_name=father.name, mother_name=mother.name,
        father_name=father.name, guardian_id=mother.id,
    )  # fmt: skip


def walk_in(today: date) -> Person:
    """An old woman without phone or account: she comes to a window with her card."""
    return _person(
        "tian-guifen", "田桂芬", "female", date(today.year - 78, 1, 20), 16, household=5,
        hukou_address="安和市明德区梧桐里9号", home_address="安和市明德区梧桐里9号",
    )  # fmt: skip


WALK_IN: dict[str, str | int | bool] = {
    "person.low_income.status": "minimum-living",
    "person.low_income.household_members": 1,
}
"""What the register of people on low income knows of her."""


def window_cards() -> list[tuple[str, str]]:
    """Name and number on the identity cards the demo lays on a reader; who has no account first."""
    today = local_date(timezone.now())
    people = [walk_in(today), *(member.person for member in _residents(today))]
    return [(one.name, one.number) for one in people if one.number]


def register_people() -> list[tuple[str, str]]:
    """Name and number of everybody of the cast, as the demo's population register holds them."""
    today = local_date(timezone.now())
    people = [walk_in(today), *(member.person for member in cast(today))]
    return [(one.name, one.number) for one in people if one.number]


def _person(
    slug: str, name: str, sex: str, born: date, sequence: int, hukou: Place = MINGDE,
    hukou_address: str = _HOME, home_address: str = _HOME, household: int = 1,
) -> Person:  # fmt: skip
    return Person(
        id=f"subj_demo_{slug}", name=name, sex=sex, born=born, hukou=hukou,
        hukou_address=hukou_address, home=MINGDE, home_address=home_address,
        phone=f"1990000{1000 + sequence}", household=household, head_name=name,
        number=resident_id.make(hukou.code, born, sequence),
    )  # fmt: skip


def _zhou() -> Person:
    return _person(
        "zhou-yuan", "周予安", "male", date(1990, 1, 1), 1, MINGDE, _COUPLE_HOME, _COUPLE_HOME, 3
    )


def _su() -> Person:
    return _person("su-heng", "苏衡", "male", date(1984, 7, 7), 43, household=43)


def _newcomer() -> Person:
    return _person(
        "su-qing", "苏晴", "female", date(1996, 5, 12), 14, DONGAN, "云岭市东岸区滨江路33号",
        "安和市明德区学府路90号", 1,
    )  # fmt: skip


KNOWN_LESS = {"subj_demo_su-qing": Assurance.L2}
"""Whose number was only looked at for its form when they registered; all others were seen."""


def _xu() -> Person:
    made = _person(
        "xu-zhixia", "许知夏", "female", date(1993, 6, 8), 4, MINGDE, _COUPLE_HOME, _COUPLE_HOME, 3
    )
    return replace(made, head_name=_zhou().name)


COUPLE = (_zhou(), _xu())
"""Husband and wife of the cast: each holds a marriage certificate."""


def _married(spouse: Person) -> dict[str, str | int | bool | None]:
    return {
        "person.marriage.status": "married",
        "person.marriage.spouse_name": spouse.name,
        "person.marriage.registered_on": "2020-05-20",
        "person.marriage.certificate_number": "J990102-2020-000520",
    }


def _residents(today: date) -> tuple[CastMember, ...]:
    lin = _person(
        "lin-xiaohe", "林晓禾", "female", date(1994, 9, 17), 2, DONGAN, "云岭市东岸区滨江路8号"
    )
    chen = _person(
        "chen-yifan", "陈一帆", "male", date(1992, 3, 4), 1, DONGAN, "云岭市东岸区滨江路21号",
        "安和市明德区学府路88号", 2,
    )  # fmt: skip
    elder = _person(
        "zhao-changqing", "赵长青", "male", date(today.year - 82, 1, 1), 7, household=4,
        hukou_address="安和市明德区梧桐里5号", home_address="安和市明德区梧桐里5号",
    )  # fmt: skip
    zhou, xu = _zhou(), _xu()
    return (
        CastMember(
            lin, ActorKind.PERSON, Text.of("林晓禾", "Lin Xiaohe"),
            Text.of("居民，居住证快到期了：试试“居住证签注”，当场办结",
                    "Resident whose permit is due: try its endorsement, done at once"),
            _permit_due(today),
        ),
        CastMember(
            xu, ActorKind.PERSON, Text.of("许知夏", "Xu Zhixia"),
            Text.of("刚生了孩子的妈妈：可以替还没有身份证号的宝宝办事",
                    "Mother of a newborn who has no number yet: acts for the child"),
            _married(zhou),
        ),
        CastMember(
            chen, ActorKind.PERSON, Text.of("陈一帆", "Chen Yifan"),
            Text.of("来安和工作八个月：申领居住证，由民警审核",
                    "Came to Anhe for work: applies for a residence permit, an officer decides"),
            _moved_here(today),
        ),
        CastMember(
            elder, ActorKind.PERSON, Text.of("赵长青", "Zhao Changqing"),
            Text.of("82 岁的老人：高龄津贴、护理补贴免申即享，看看长辈版",
                    "82 years old: allowances without applying, and the big-text pages"),
            {"person.medical.status": "resident", "person.medical.region": MINGDE.code,
             "person.allowance.old_age": False, "person.disability.level": "level-2",
             "person.disability.certificate_valid_until": f"{today.year + 3}-06-30",
             "person.disability.long_care": True},
        ),
        CastMember(
            zhou, ActorKind.FIRM_AGENT, Text.of("周予安", "Zhou Yu'an"),
            Text.of("小满餐饮的老板：替企业办事", "Owner of a small restaurant: acts for the firm"),
            _married(xu),
        ),
        *_neighbours(today),
    )  # fmt: skip


def _neighbours(today: date) -> tuple[CastMember, ...]:
    return (
        CastMember(
            _villager(today), ActorKind.PERSON, Text.of("秦桂英", "Qin Guiying"),
            Text.of("竹溪村的老人：请村里的代办员帮办社保卡，看看谁替自己办了什么",
                    "Old woman of Zhuxi village: a helper acts for her, she sees each step"),
            {"person.medical.status": "resident", "person.medical.region": MINGDE.code},
        ),
        CastMember(
            _su(), ActorKind.FIRM_AGENT, Text.of("苏衡", "Su Heng"),
            Text.of("经纬测绘的负责人：接受中介服务委托，交付成果",
                    "Runs a surveying firm: takes commissions and delivers"),
        ),
        CastMember(
            _newcomer(), ActorKind.PERSON, Text.of("苏晴", "Su Qing"),
            Text.of("刚注册的新用户，身份等级二级：先提升身份，再申领居住证",
                    "Just registered, known at level two: steps up, then applies for a permit"),
            _moved_here(today),
        ),
    )  # fmt: skip


def _villager(today: date) -> Person:
    home = "安和市明德区竹溪镇竹溪村3组12号"
    return _person(
        "qin-guiying", "秦桂英", "female", date(today.year - 76, 2, 3), 38, household=38,
        hukou_address=home, home_address=home,
    )  # fmt: skip


def _permit_due(today: date) -> dict[str, str | int | bool | None]:
    return {
        "person.permit.number": "JZ9901020000123",
        "person.permit.status": "valid",
        "person.permit.issued_on": (today - timedelta(days=713)).isoformat(),
        "person.permit.valid_until": (today + timedelta(days=17)).isoformat(),
        "person.residence.address": _HOME,
        "person.residence.division": MINGDE.code,
        "person.residence.registered_on": (today - timedelta(days=800)).isoformat(),
        "person.residence.registered_months": 26,
    }


def _moved_here(today: date) -> dict[str, str | int | bool | None]:
    gone = ("number", "status", "issued_on", "valid_until")
    return {
        **{f"person.permit.{name}": None for name in gone},
        "person.residence.address": "安和市明德区学府路88号",
        "person.residence.division": MINGDE.code,
        "person.residence.registered_on": (today - timedelta(days=253)).isoformat(),
        "person.residence.registered_months": 8,
        "person.insurance.status": "active",
        "person.insurance.paid_months": 8,
    }


_TOGETHER = ("wjj-990102", "rsj-990102", "mzj-990102", "ybj-990100")


# Officers are born a day apart, so that their numbers differ.
_OLDEST = date(1985, 3, 31)
_OF_THE_ZONE = (
    ("shen-jia", "沈佳", "Shen Jia", "female", 38,
     "明德经济开发区代办员：帮企业跟进投资项目，不参与审批",
     "Facilitator of Mingde Development Zone: helps projects along, decides nothing",
     ("kfq-990102-facilitate",)),
    ("he-chuan", "贺川", "He Chuan", "male", 39,
     "明德经济开发区管委会：管理区域评估成果",
     "Mingde Development Zone: looks after the area assessments", ("kfq-990102-approve",)),
)  # fmt: skip


# The helpers' accounts hold no post: they open errands and nothing else.
_OF_THE_VILLAGES: tuple[tuple[str, str, str, str, int, str, str, tuple[str, ...]], ...] = (
    ("yu-qiming", "俞启明", "Yu Qiming", "male", 71,
     "竹溪镇便民服务中心负责人：聘任村代办员、电话回访",
     "Heads the service centre of Zhuxi town: appoints helpers, calls residents back",
     ("zhuxi-990102100-lead",)),
    ("jiang-yuemei", "江月梅", "Jiang Yuemei", "female", 72,
     "竹溪村代办员：用手机替村民办事，只看得到办事用得着的",
     "Helper of Zhuxi village: acts for residents on a phone", ()),
    ("tao-lichun", "陶立春", "Tao Lichun", "male", 73,
     "梅湾村代办员：看不到竹溪村的事",
     "Helper of Meiwan village: sees nothing of Zhuxi", ()),
)  # fmt: skip


def _officers() -> tuple[CastMember, ...]:
    clerk = ("scjgj", "gafj", "mzj", "rsj", "wjj", "cgj", "ycj")
    both = ("window", "review", "approve")
    rows = (
        ("wang-min", "王敏", "Wang Min", "female", 22, "明德区政务大厅窗口",
         "Window clerk of Mingde hall", tuple(f"{agency}-990102-window" for agency in clerk)),
        ("ma-xiao", "马骁", "Ma Xiao", "male", 21, "明德公安：审核居住证和出生登记",
         "Mingde police: decides on residence permits and registers births",
         ("gafj-990102-review", "gafj-990102-approve",
          "pcs-990102001-window", "pcs-990102001-review", "pcs-990102001-approve")),
        ("liang-ning", "梁宁", "Liang Ning", "female", 32,
         "一件事联办审批：卫健、医保、人社、民政等",
         "Decides steps of things done together: health, insurance, work, civil affairs",
         tuple(f"{agency}-{post}" for agency in _TOGETHER for post in both)),
        ("chen-siyuan", "陈思远", "Chen Siyuan", "male", 23, "明德区市场监管局审查人员",
         "Reviewer, Mingde market regulation", ("scjgj-990102-review",)),
        ("gao-lan", "高岚", "Gao Lan", "female", 24, "明德区市场监管局审批人员",
         "Approver, Mingde market regulation", ("scjgj-990102-approve",)),
        ("tang-wei", "唐薇", "Tang Wei", "female", 30,
         "明德区市场监管、卫生监督检查人员：双随机抽查，告知承诺事后核查",
         "Inspector, Mingde market regulation and hygiene: draws by lot, checks of commitments",
         (*(f"scjgj-990102-inspect-{n}" for n in (1, 2, 3)),
          *(f"wjj-990102-inspect-{n}" for n in (1, 2)))),
        ("fang-ning", "方宁", "Fang Ning", "female", 20,
         "明德区城市管理局：受理户外招牌，牵头联合审查并决定",
         "Mingde urban management: takes in shop signs, leads the joint review and decides",
         tuple(f"cgj-990102-{post}" for post in both)),
        ("liang-an", "梁安", "Liang An", "male", 27,
         "安和市自然资源和规划局：在联合审查中提意见；明德区用地、规划许可和测绘确认",
         "Anhe planning: speaks in the joint review; decides land and planning in Mingde",
         ("zrzyj-990100-review", *(f"zrzyg-990102-{post}" for post in both))),
        ("gu-yao", "顾遥", "Gu Yao", "female", 18,
         "安和市住房和城乡建设局：在联合审查中提意见；明德区审图、施工许可和验收",
         "Anhe housing: speaks in the joint review; decides on drawings and building in Mingde",
         ("zjj-990100-review", *(f"zjj-990102-{post}" for post in both))),
        *_OF_THE_ZONE,
        ("sun-li", "孙立", "Sun Li", "male", 25,
         "东岸区市场监管局：看不到明德区的办件，替明德区异地代收，决定企业迁入",
         "Officer of another region: sees none of Mingde's cases, collects for it, decides on firms"
         " that move in",
         tuple(f"scjgj-990202-{post}" for post in both)),
        ("he-jing", "何静", "He Jing", "female", 26, "省政数局：管事项目录和数据",
         "Keeps the catalogue and the data, rules on disputes about sharing",
         ("zsj-990000-catalogue", "zsj-990000-steward", "zsj-990000-coordinate")),
        ("luo-qing", "罗青", "Luo Qing", "female", 36,
         "省市场监管局监察人员：看本系统各地的预警，审核督办答复",
         "Supervisor of the provincial market regulator: warnings of the line, answers to judge",
         ("scjgj-990000-supervise",)),
        ("han-bing", "韩冰", "Han Bing", "male", 29,
         "省公安厅：答复数据共享申请，也替交警支队向其他平台申请",
         "Answers who asks the provincial police for data, asks other platforms for the traffic"
         " police", ("gat-990000-steward", "jjzd-990100-steward")),
        *_OF_THE_VILLAGES,
        ("wu-tong", "吴桐", "Wu Tong", "female", 28, "平台运行管理员",
         "Runs the platform", ("zsj-990000-operate", "zsj-990000-supervise")),
    )  # fmt: skip
    return tuple(_officer(*row) for row in rows)


def _officer(
    slug: str, zh: str, en: str, sex: str, sequence: int, role_zh: str, role_en: str,
    posts: tuple[str, ...],
) -> CastMember:  # fmt: skip
    born = _OLDEST + timedelta(days=sequence)
    return CastMember(
        person=_person(slug, zh, sex, born, sequence, household=sequence),
        kind=ActorKind.OFFICER,
        label=Text.of(zh, en),
        role=Text.of(role_zh, role_en),
        posts=posts,
    )
