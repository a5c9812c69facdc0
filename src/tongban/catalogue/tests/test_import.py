"""Foreign lists in: what lands, what is refused and why, what a second import does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.shared_data import shared_data

from tongban.catalogue import api
from tongban.catalogue.actions import import_catalogue as action
from tongban.catalogue.adapters.profile_files import load_profile
from tongban.catalogue.domain.import_row import Draft, RowReader
from tongban.catalogue.domain.import_values import READERS
from tongban.catalogue.models import BasicItem, ImportRun, Item, ItemVersion
from tongban.catalogue.tests.factories import NOW, editor, platform
from tongban.kernel.codes import uscc
from tongban.ledger.api import leaves_about

HANDBOOK = Path(__file__).parents[4] / "docs/handbook/catalogue-import.md"
AGENCY = uscc.make("1", "1", "990100", "MB000011")


def guangdong_row(number: int = 1, **changes) -> dict:
    """A row of the shape Guangdong publishes, of a fictional city."""
    basic = f"9901{number:08d}"
    return {
        "TASK_CODE": f"{AGENCY}3{basic}",
        "ORGCODE": "MB0000110",
        "TASK_TYPE": "01",
        "LIMIT_SCENE_NUM": "0",
        "CATANAME": "示例许可",
        "subCatalogName": "示例许可（首次）",
        "DEPT_NAME": "示例市示例局",
        "AREACODE": "990100",
        "CATAID": basic,
        "TASK_NAME": f"示例许可第{number}项",
        "URL": None,
        "ONLINECHECK": "1",
        "matter_daily": "示例，例子",
        "matter_code": "无",
        "matter_level": "市级",
        "visit_number": "0",
        "co_department": "无",
        "handle_location": "办理地点：示例路1号",
        "handle_time": "180(工作日)",
        "handle_time_limit": "91(自然日)",
        "accept_standard": "无",
        "consult_phone": "099-00000001",
        "courier_service": "不支持",
        "complain_phone": "099-00000002",
        "online_book": "是",
        "theme_category": ["其他", "交通出行"],
        "service_object_name": ["自然人", "企业法人"],
        "material_intro": ["申请表", "身份证明"],
    } | changes


def write(folder: Path, rows: list, name: str = "items.ndjson") -> Path:
    path = folder / name
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def take(path: Path, profile: str = "guangdong", **options):
    return api.import_catalogue(actor=platform(), path=path, profile=profile, now=NOW, **options)


def example(name: str, language: str) -> str:
    found = re.search(
        rf"<!-- example: {name} -->\n```{language}\n(.*?)```", HANDBOOK.read_text("utf-8"), re.S
    )
    assert found, f"The handbook has lost its example {name}"
    return found[1]


@pytest.mark.django_db
class TestGuangdongShape:
    def test_a_row_lands_as_a_draft_with_its_values_read(self, tmp_path):
        report = take(write(tmp_path, [guangdong_row()]))
        assert (report.landed, report.rejected, report.flagged) == (1, (), ())
        view = api.draft_item_view(platform(), guangdong_row()["TASK_CODE"])
        assert (str(view.statutory), str(view.committed)) == ("180 working-days", "91 natural-days")
        assert view.item_type is api.ItemType.LICENCE
        assert view.level is api.UseLevel.CITY
        assert [material.name.zh for material in view.materials] == ["申请表", "身份证明"]
        assert view.themes == ("person.other", "person.driving")
        assert view.places[0].address.zh == "示例路1号"
        assert (view.posts_result, view.bookable, view.co_agencies) == (False, True, None)
        assert view.aliases == ("示例", "例子")

    def test_an_import_is_not_public(self, tmp_path):
        take(write(tmp_path, [guangdong_row()]))
        with pytest.raises(api.ItemNotFound):
            api.published_item(guangdong_row()["TASK_CODE"])

    def test_a_second_import_changes_nothing(self, tmp_path):
        path = write(tmp_path, [guangdong_row(n) for n in range(1, 8)])
        take(path)
        before = list(ItemVersion.objects.order_by("id").values_list("id", "state"))
        again = take(path)
        assert (again.created, again.changed, again.unchanged) == (0, 0, 7)
        assert list(ItemVersion.objects.order_by("id").values_list("id", "state")) == before

    def test_a_changed_row_makes_a_new_version_with_a_readable_diff(self, tmp_path):
        take(write(tmp_path, [guangdong_row(1), guangdong_row(2)]))
        changed = guangdong_row(1, handle_time_limit="30(工作日)", material_intro=["申请表"])
        report = take(write(tmp_path, [changed, guangdong_row(2)]))
        assert (report.changed, report.unchanged) == (1, 1)
        (item,) = report.changed_items
        assert (item.old, item.new) == (1, 2)
        changes = {c.field: c for c in api.item_diff(item.code, 1, 2, platform()).changes}
        assert changes["committed"].old.zh == "91个自然日"
        assert changes["committed"].new.en == "30 working days"
        assert changes["materials[m2]"].new.zh == "（无）"
        states = Item.objects.get(code=item.code).versions.order_by("version")
        assert [v.state for v in states] == ["item-state.superseded", "item-state.draft"]

    def test_a_bad_agency_code_is_flagged_not_refused(self, tmp_path):
        wrong = guangdong_row()["TASK_CODE"].replace(AGENCY, AGENCY[:-1] + "0")
        report = take(write(tmp_path, [guangdong_row(TASK_CODE=wrong)]))
        assert report.landed == 1
        assert "agency" in report.flagged[0].reasons[0]
        assert Item.objects.get(code=wrong).flags

    def test_every_refused_row_is_listed_with_every_reason(self, tmp_path):
        rows = [
            guangdong_row(1),
            guangdong_row(2, TASK_TYPE="77", handle_time="很久"),
            guangdong_row(3, TASK_CODE=None),
            guangdong_row(1, TASK_NAME="又一次"),
            "{not json",
            "[1, 2]",
            guangdong_row(4, handle_time="20"),
            guangdong_row(5, TASK_NAME={"zh": "对象"}),
            guangdong_row(6, TASK_CODE="9" * 51),
            guangdong_row(7, material_intro=["\x00"]),
            guangdong_row(8, visit_number="-1"),
            guangdong_row(9, visit_number="21"),
        ]
        report = take(write(tmp_path, rows))
        assert report.created == 1
        assert [note.line for note in report.rejected] == list(range(2, 13))
        reasons = {note.line: "；".join(note.reasons) for note in report.rejected}
        assert "type" in reasons[2]
        assert "statutory" in reasons[2]
        assert "TASK_CODE" in reasons[3]
        assert "第1行" in reasons[4]
        assert "JSON" in reasons[5]
        assert "单位" in reasons[7]

    def test_a_dry_run_tells_the_same_and_writes_nothing(self, tmp_path):
        path = write(tmp_path, [guangdong_row(1), guangdong_row(2, TASK_TYPE="77")])
        dry = take(path, dry_run=True)
        assert (Item.objects.count(), ImportRun.objects.count()) == (0, 0)
        wet = take(path)
        assert (dry.created, dry.rejected) == (wet.created, wet.rejected)

    def test_an_authoritys_basic_item_is_not_touched(self, tmp_path):
        document = api.BasicItemDocument.model_validate(
            {
                "code": "990100000001",
                "name": {"zh-Hans": "权威名称"},
                "type": "licence",
                "line": "example",
            }
        )
        api.define_basic_item(actor=platform(), document=document, now=NOW)
        take(write(tmp_path, [guangdong_row(1), guangdong_row(2)]))
        assert api.basic_item("990100000001").name.zh == "权威名称"
        assert not BasicItem.objects.get(code="990100000002").locked

    def test_a_broken_run_continues_after_its_last_chunk(self, tmp_path, monkeypatch):
        monkeypatch.setattr(action, "CHUNK_ROWS", 3)
        path = write(tmp_path, [guangdong_row(n) for n in range(1, 9)])

        def pulled_plug(rows):
            if rows == 6:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            take(path, progress=pulled_plug)
        assert Item.objects.count() == 6
        report = take(path)
        assert (report.resumed_at, report.created, report.rows) == (6, 2, 8)
        assert Item.objects.filter(latest_version=1).count() == 8
        kinds = [leaf.kind for leaf in leaves_about(platform(), report.run_id)]
        assert sorted(kinds) == ["catalogue.chunk_imported"] * 3 + ["catalogue.imported"]

    def test_imported_items_are_found_by_their_editors_once_indexed(self, tmp_path):
        take(write(tmp_path, [guangdong_row(1)]))
        assert api.index_all() == 1
        found = api.search_items(platform(), text="示例许可", drafts=True).items
        assert [hit.code for hit in found] == [guangdong_row(1)["TASK_CODE"]]
        assert api.search_items(editor(), text="示例许可").items == ()


@pytest.mark.django_db
def test_the_real_list_of_guangdong_lands(tmp_path):
    path = shared_data("catalogue/guangdong_items_300.ndjson")
    report = take(path)
    assert report.landed >= 0.99 * report.rows
    assert report.landed + len(report.rejected) == report.rows
    assert len(report.flagged) == 1
    again = take(path)
    assert (again.created, again.changed, again.unchanged) == (0, 0, report.landed)


@pytest.mark.django_db
def test_the_handbooks_example_works_as_written(tmp_path):
    text = example("profile", "yaml")
    assert len(text.splitlines()) < 30
    profile, file = tmp_path / "flat.yaml", tmp_path / "flat.csv"
    profile.write_text(text, encoding="utf-8")
    file.write_text(example("file", "csv"), encoding="utf-8")
    report = take(file, str(profile))
    assert (report.created, len(report.flagged), len(report.rejected)) == (2, 2, 1)
    assert "42" in report.rejected[0].reasons[0]
    view = api.draft_item_view(platform(), "SL-0002")
    assert (view.name.zh, view.region, view.item_type) == (
        "高龄津贴发放",
        "990100",
        api.ItemType.PAYMENT,
    )


def test_the_handbook_names_every_field_a_profile_can_fill():
    told = set(re.findall(r"`([a-z_]+)`", HANDBOOK.read_text("utf-8")))
    assert set(READERS) <= told


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "profile", "refusal"),
    [
        (b"\xff\xfe\x00bad", "guangdong", api.ImportFileUnreadable),
        (None, "guangdong", api.ImportFileUnreadable),
        (b"{}", "no-such-profile", api.ProfileNotFound),
    ],
)
def test_what_cannot_be_read_at_all_is_refused_with_nothing_written(
    tmp_path, content, profile, refusal
):
    path = tmp_path / "items"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(refusal):
        take(path, profile)
    assert Item.objects.count() == 0


def test_only_the_platform_and_operators_import(tmp_path):
    with pytest.raises(api.ImportingNotAllowed):
        api.import_catalogue(actor=editor(), path=tmp_path, profile="guangdong", now=NOW)


def test_all_faults_of_a_profile_are_told_at_once(tmp_path):
    path = tmp_path / "p.yaml"
    path.write_text(
        "code: p\ntitle: {zh-Hans: 甲}\nformat: {kind: csv}\n"
        "fields: {nonsense: {from: a}, name: {from: b}}\nrequired: [code, type]\n",
        encoding="utf-8",
    )
    with pytest.raises(api.ProfileFaulty) as refused:
        load_profile(str(path))
    where = {problem.where for problem in refused.value.problems}
    assert where == {"fields.nonsense", "fields.code", "required.code", "required.type"}


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.just("\ud800\0"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(sorted(guangdong_row())), _ANY, max_size=6))
def test_no_row_breaks_the_reader(changes):
    outcome = RowReader(load_profile("guangdong")).read(guangdong_row() | changes)
    assert outcome.code is not None
    if isinstance(outcome, Draft):
        assert json.loads(outcome.document)["code"] == outcome.code
        outcome.document.encode()
    else:
        assert all(outcome.reasons)
