"""Natural invented names, the hard ones among them: ``·``, rare characters, long names."""

from __future__ import annotations

from random import Random

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡"
    "贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷"
    "钱汤尹黎易常武乔贺赖龚文"
)
_COMPOUND = ("欧阳", "上官", "司马", "诸葛", "慕容", "令狐")
_FEMALE = (
    "芳娟敏静丽艳娜秀英华慧巧美洁梅琳素云莲真环雪荣爱霞香月莺媛瑞凡佳嘉琼桂娣叶璧璐娅琦晶妍茜"
    "秋珊莎锦黛青倩婷姣婉娴瑾颖露瑶怡婵雁蓓"
)
_MALE = (
    "伟刚勇毅俊峰强军平保东文辉力明永健世广志义兴良海山仁波宁贵福生龙元全国胜学祥才发武新利清"
    "飞彬富顺信子杰涛昌成康星光天达安岩中茂进林有坚和彪博诚"
)
_YOUNG = "梓涵宇轩欣怡子墨一诺浩然雨桐思远语嫣沐辰若曦星河知夏予安景行书瑶"
_RARE = "𬎆㛃𬭳䶮𬱖𫖯𬍛𬘭"
_DOTTED = (
    ("uygur", "阿依努尔·买买提"), ("uygur", "古丽娜尔·艾尔肯"), ("uygur", "艾力·吐尔逊"),
    ("kazak", "叶尔江·哈德尔别克"), ("tibetan", "旺堆·次仁"), ("tibetan", "卓玛·央金"),
    ("mongol", "巴特尔·额尔德尼"), ("uygur", "米热古丽·阿卜杜热合曼·伊敏江"),
    ("tajik", "沙迪克江·买买提热依木·伊斯拉木别克·库尔班尼亚孜"),
)  # fmt: skip
_ABROAD = ("ANNA LINDQVIST", "JEAN-PAUL MOREAU", "OLUWASEUN ADEYEMI-JOHNSON", "MARÍA DEL CARMEN")
_TRADES = (
    "餐饮", "食品", "商贸", "物流", "科技", "装饰", "纺织", "家政", "文化", "园艺", "汽车服务",
)  # fmt: skip
_WORDS = "小满谷雨清和长乐云上青禾远山南枝拾光大同春晓一方麦田海棠"
_STREETS = ("学府路", "文昌路", "滨江路", "青年街", "解放巷", "梧桐里", "望山路", "长宁街")
_SCHOOLS = ("实验小学", "第一小学", "第二中学", "外国语学校", "职业技术学院")


def surname(random: Random) -> str:
    """A family name, once in fifty a compound one."""
    return random.choice(_COMPOUND if random.random() < 0.02 else _SURNAMES)


def given_name(random: Random, sex: str, birth_year: int) -> str:
    """One or two characters after the fashion of the time; once in sixty a rare one."""
    fashion = _YOUNG if birth_year >= 2005 else (_FEMALE if sex == "female" else _MALE)
    length = 1 if random.random() < 0.15 else 2
    name = "".join(random.choice(fashion) for _ in range(length))
    if random.random() < 1 / 60:
        name = name[:-1] + random.choice(_RARE)
    return name


def dotted_name(random: Random) -> tuple[str, str]:
    """A name with ``·`` and the ethnicity it goes with."""
    ethnicity, name = random.choice(_DOTTED)
    return name, ethnicity


def foreign_name(random: Random) -> str:
    """A name as a passport prints it."""
    return random.choice(_ABROAD)


def firm_name(random: Random, city: str, serial: int) -> str:
    """The name of a company; ``serial`` keeps two from sharing one."""
    mark = "".join(random.sample(_WORDS, 2)) + _numeral(serial)
    return f"{city}{mark}{random.choice(_TRADES)}有限公司"


def street_address(random: Random, place: str) -> str:
    """A door in a place."""
    number, block, room = random.randint(1, 300), random.randint(1, 20), random.randint(1, 6)
    return f"{place}{random.choice(_STREETS)}{number}号{block}栋{room}0{random.randint(1, 4)}室"


def school(random: Random, place: str) -> str:
    """A school in a place."""
    return f"{place}{random.choice(_SCHOOLS)}"


def _numeral(serial: int) -> str:
    return "".join("零一二三四五六七八九"[int(digit)] for digit in str(serial))
