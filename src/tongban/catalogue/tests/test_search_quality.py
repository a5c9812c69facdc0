"""Do people's own words find the item? hits@3 over the demo province and the list of Guangdong."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from tests.shared_data import shared_data

from tongban.catalogue import api
from tongban.catalogue.domain.digest import stored_form
from tongban.catalogue.domain.inherit import inherit
from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.queries import search
from tongban.catalogue.queries.vocabulary import forget_vocabulary
from tongban.catalogue.tests.factories import NOW, platform
from tongban.content.api import check_pack
from tongban.kernel.actor import Actor
from tongban.kernel.canonical_json import digest_of
from tongban.kernel.ids import new_id

pytestmark = pytest.mark.django_db
PACK = Path(__file__).parents[4] / "packs/shili"
_PUBLISH = "UPDATE catalogue_itemversion SET state = 'item-state.published', published_at = now()"

# What somebody types, and a part of the name that must be among the first three.
SHILI = [
    ("我想开个饭馆", "食品经营许可"),
    ("开奶茶店要办什么证", "食品经营许可"),
    ("餐饮许可证怎么办", "食品经营许可"),
    ("食品证", "食品经营许可"),
    ("卖零食要办证吗", "预包装食品"),
    ("开公司需要什么材料", "公司设立登记"),
    ("怎么注册公司", "公司设立登记"),
    ("办营业执照", "公司设立登记"),
    ("办暂住证", "居住证申领"),
    ("外地人怎么办居住证", "居住证申领"),
    ("暂住证到期了怎么办", "居住证签注"),
    ("居住证年审", "居住证签注"),
    ("刚生了孩子", "出生登记"),
    ("给孩子上户口", "出生登记"),
    ("新生儿落户", "出生登记"),
    ("给宝宝交医保", "医保"),
    ("新农合", "医保"),
    ("办社保卡", "社会保障卡"),
    ("社保卡丢了", "社会保障卡"),
    ("老人补贴怎么领", "高龄津贴"),
    ("80岁老人有什么补贴", "高龄津贴"),
    ("去哪领结婚证", "结婚登记"),
    ("上班摔伤了能赔吗", "工伤认定"),
    ("工伤", "工伤认定"),
    ("开理发店卫生证", "公共场所卫生许可"),
    ("开宾馆", "公共场所卫生许可"),
    ("被裁员了怎么办", "失业登记"),
    ("失业了", "失业登记"),
    ("自己交社保", "灵活就业"),
    ("身份证过期了", "居民身份证换领"),
    ("驾照到期换证", "驾驶证"),
    ("店铺门头招牌", "户外招牌"),
    ("低保怎么申请", "最低生活保障"),
    ("家里困难想吃低保", "最低生活保障"),
    ("juzhuzheng", "居住证"),
    ("gongshang", "工伤认定"),
    ("spjyxk", "食品经营许可"),
    ("jhdj", "结婚登记"),
]
GUANGDONG = [
    ("当律师要办什么", "律师"),
    ("教师资格证怎么考", "教师资格"),
    ("部队驾照换地方驾照", "军警驾驶证"),
    ("成立一个基金会", "基金会"),
    ("办一所技工学校", "技工学校"),
    ("用海域养殖", "海域使用"),
    ("环评", "环境影响"),
    ("外国人签证延期", "外国人"),
    ("砍树要审批吗", "采"),
    ("修路占用公路", "公路"),
    ("建工程规划许可证", "建设工程规划"),
    ("种子证", "种"),
    ("寺庙", "宗教"),
    ("医生执照", "医师"),
]


@pytest.fixture
def shili():
    view = check_pack(PACK).view
    for entry in view.entries("items"):
        basic = view.entry("basic-items", entry.model.basic)
        document = inherit(entry.model, basic.model if basic else None)
        document = document.model_copy(update={"agency": document.code[:18]})
        item = Item.objects.create(code=document.code, region=document.region, latest_version=1)
        stored = stored_form(document)
        ItemVersion.objects.create(
            id=new_id("itemv"), item=item, version=1, state="item-state.published",
            document=stored, digest=digest_of(stored), created_at=NOW, published_at=NOW,
        )  # fmt: skip
    forget_vocabulary()
    api.index_all()


@pytest.fixture
def guangdong():
    path = shared_data("catalogue/guangdong_items_300.ndjson")
    api.import_catalogue(actor=platform(), path=path, profile="guangdong", now=NOW)
    with connection.cursor() as cursor:
        cursor.execute(_PUBLISH)
    api.index_all()


def misses(questions) -> list[str]:
    found = []
    for text, wanted in questions:
        hits = api.search_items(Actor.anonymous(), text=text, size=3).items
        names = [hit.name.zh for hit in hits]
        if not any(wanted in name for name in names):
            found.append(f"{text} → {names}, not {wanted}")
    return found


def told(missed, questions) -> str:
    share = 1 - len(missed) / len(questions)
    return f"hits@3 {share:.0%} of {len(questions)}\n" + "\n".join(missed)


@pytest.mark.usefixtures("shili")
def test_people_find_the_items_of_the_demo_province():
    missed = misses(SHILI)
    assert len(missed) <= len(SHILI) * 0.05, told(missed, SHILI)


@pytest.mark.usefixtures("shili", "guangdong")
def test_people_find_them_among_the_items_of_guangdong_too():
    questions = [*SHILI, *GUANGDONG]
    missed = misses(questions)
    assert len(missed) <= len(questions) * 0.1, told(missed, questions)


@pytest.mark.usefixtures("shili", "guangdong")
def test_without_synonyms_spoken_words_miss_more(monkeypatch):
    """The tests above can fail: synonyms carry part of what people say to the items."""
    questions = [*SHILI, *GUANGDONG]
    with_them = len(misses(questions))
    monkeypatch.setattr(search, "known_synonyms", tuple)
    without = misses(questions)
    assert len(without) > with_them, told(without, questions)
