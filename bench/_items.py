"""Made-up items in the shape of Guangdong's list: a fictional province, names of real kinds."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from tongban.kernel.codes import uscc

_OBJECTS_WORDS = """
食品经营 药品经营 医疗器械经营 公共场所卫生 居住证 居民户口簿 居民身份证 机动车驾驶证 机动车
不动产 公司 个体工商户 社会团体 基金会 民办学校 幼儿园 教师资格 医师执业 护士执业 律师执业
公证员执业 会计师事务所 建设工程规划 建筑工程施工 取水 排污 环境影响报告书 林木采伐
野生植物采集 水产养殖 渔业捕捞 农药经营 种子生产经营 兽药经营 动物防疫条件 道路货物运输
道路旅客运输 出租汽车经营 港口经营 船舶营运 互联网上网服务营业场所 娱乐场所 出版物零售
印刷经营 电影放映 旅行社 宗教活动场所 最低生活保障 特困人员供养 残疾人护理补贴 高龄津贴
养老机构 住房公积金 公共租赁住房 失业保险金 养老保险待遇 医疗保险 工伤认定 生育津贴 社会保障卡
就业困难人员 创业担保贷款 退役士兵安置 烈士遗属 婚姻 收养 殡葬 墓地 烟草专卖零售
危险化学品经营 烟花爆竹经营 安全生产 特种设备使用 计量标准 检验检测机构 广告发布 户外招牌
城市道路挖掘 城镇排水 燃气经营 供热经营 房地产开发企业 物业服务 测绘 海域使用 采矿 土地使用权
文物保护 知识产权 高新技术企业
"""
OBJECTS = _OBJECTS_WORDS.split()
_ACTS_WORDS = """
申领 核发 换领 补领 变更 延续 注销 备案 登记 审批 认定 首次申请 遗失补证 迁移 转移登记 年检
签注 撤销 恢复 信息更正 提前终止 跨省转移
"""
ACTS = _ACTS_WORDS.split()
CONDITIONS = [
    "",
    "",
    "",
    "（个人）",
    "（企业）",
    "（新建）",
    "（扩建）",
    "（分支机构）",
    "（外资）",
    "（省外）",
]
_BUREAUS_WORDS = """
公安局 民政局 人力资源和社会保障局 市场监督管理局 卫生健康局 教育局 自然资源局
住房和城乡建设局 交通运输局 水务局 农业农村局 文化广电和旅游局 生态环境局 应急管理局
医疗保障局 税务局 司法局 城市管理局
"""
BUREAUS = _BUREAUS_WORDS.split()
_MATERIALS_WORDS = """
申请表 居民身份证 营业执照 法定代表人身份证明 委托书 经营场所证明 平面布局图 从业人员健康证明
设备清单 管理制度 学历证明 照片 户口簿 无犯罪记录证明 验资报告 环境检测报告 消防合格意见
租赁合同 承诺书 原证件
"""
MATERIALS = _MATERIALS_WORDS.split()
AUDIENCES = (["自然人"], ["企业法人"], ["自然人", "企业法人"], ["企业法人", "社会组织法人"])
_THEMES_WORDS = """
其他 交通出行 职业资格 文化体育 教育科研 规划建设 医疗卫生 证件办理 设立变更 就业创业
"""
THEMES = _THEMES_WORDS.split()


def regions() -> list[tuple[str, str, str]]:
    """(code, name, level) of a fictional province: itself, 12 cities, 8 counties in each."""
    found = [("990000", "示例省", "省级")]
    for city in range(1, 13):
        found.append((f"99{city:02d}00", f"第{city}市", "市级"))
        found += [
            (f"99{city:02d}{county:02d}", f"第{city}市第{county}县", "县级")
            for county in range(1, 9)
        ]
    return found


def item_rows(count: int, seed: int) -> Iterator[dict[str, object]]:
    """``count`` rows; the same basic items turn up in every region, as they do in life."""
    chance = random.Random(seed)
    places = regions()
    agencies = {
        (code, bureau): uscc.make("1", "1", code, f"{index:08d}")
        for code, _, _ in places
        for index, bureau in enumerate(BUREAUS)
    }
    digit = {"省级": "2", "市级": "3", "县级": "4"}
    for number in range(count):
        code, place, level = places[number % len(places)]
        serial = number // len(places)
        thing, act = OBJECTS[serial % len(OBJECTS)], ACTS[serial // len(OBJECTS) % len(ACTS)]
        bureau = BUREAUS[serial % len(BUREAUS)]
        basic = f"9901{serial:08d}"
        name = f"{thing}{act}"
        yield {
            "TASK_CODE": f"{agencies[code, bureau]}{digit[level]}{basic}",
            "ORGCODE": "",
            "TASK_TYPE": chance.choice(("01", "05", "07", "20", "21", "21")),
            "CATANAME": name,
            "subCatalogName": name,
            "DEPT_NAME": f"{place}{bureau}",
            "AREACODE": code,
            "CATAID": basic,
            "TASK_NAME": name + chance.choice(CONDITIONS),
            "URL": None,
            "ONLINECHECK": chance.choice(("1", "1", "1", "0")),
            "matter_daily": "无",
            "matter_code": "无",
            "matter_level": level,
            "visit_number": chance.choice(("0", "0", "0", "1")),
            "co_department": "无",
            "handle_location": f"办理地点：{place}{chance.randint(1, 900)}号政务服务中心",
            "handle_time": f"{chance.choice((20, 30, 60, 15))}(工作日)",
            "handle_time_limit": f"{chance.choice((1, 3, 5, 10))}(工作日)",
            "accept_standard": f"{thing}的条件：有固定的场所；有相应的人员；有健全的制度",
            "consult_phone": f"099-{chance.randint(10**7, 10**8 - 1)}",
            "courier_service": "是",
            "complain_phone": f"099-{chance.randint(10**7, 10**8 - 1)}",
            "online_book": "是",
            "theme_category": chance.sample(THEMES, 1),
            "service_object_name": chance.choice(AUDIENCES),
            "material_intro": chance.sample(MATERIALS, chance.randint(1, 6)),
        }


def write_items(path: Path, count: int, seed: int) -> None:
    """The rows as NDJSON."""
    with path.open("w", encoding="utf-8") as stream:
        for row in item_rows(count, seed):
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
