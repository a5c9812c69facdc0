"""A service without a basis in law, for an unknown item or with a clock nobody may stop."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tongban.content.api import Entry
from tongban.intermediaries.shelf import ServiceFile, check_services
from tongban.laws.api import StatuteRank

WORDS = {"zh-Hans": "测绘", "en": "Survey"}
ITEM = "11990102000102744Q4992000076000"


class _Pack:
    """The few questions a check asks of a pack."""

    def lacks(self, shelf: str, code: str) -> bool:
        return self.entry(shelf, code) is None

    def entry(self, shelf: str, code: str) -> Any:
        ranks = {"a-law": StatuteRank.LAW, "a-notice": StatuteRank.NORMATIVE_DOCUMENT}
        listed = SimpleNamespace(kind=SimpleNamespace(value="procedure.testing"), article="x")
        known: dict[tuple[str, str], Any] = {
            ("items", ITEM): SimpleNamespace(
                special_procedures=[listed], materials=[SimpleNamespace(code="survey")]
            ),
            **{("laws", name): SimpleNamespace(rank=rank) for name, rank in ranks.items()},
        }
        found = known.get((shelf, code))
        return None if found is None else SimpleNamespace(model=found)


def faults_of(**changes: Any) -> list[str]:
    said = {
        "code": "survey", "name": WORDS, "summary": WORDS,
        "items": [ITEM], "basis": "a-law/27@2017-04-27", "limit": "5 working-days",
        "price": WORDS,
    }  # fmt: skip
    model = ServiceFile.model_validate(said | changes)
    entry = Entry(model.code, model, "intermediary-services/a.yaml", 1)
    pack: Any = _Pack()
    return sorted(problem.code for problem in check_services((entry,), pack))


def test_what_is_whole_passes_and_what_is_not_is_named():
    no_basis, not_whole = "intermediaries.no_lawful_basis", "intermediaries.service_not_whole"
    assert faults_of() == []
    assert faults_of(procedure="testing") == []
    assert faults_of(material="survey") == []
    assert faults_of(material="plan") == [not_whole]
    assert faults_of(basis=None) == [no_basis]
    assert faults_of(basis="a-notice/1@2020-01-01") == [no_basis]
    assert faults_of(items=["nothing"]) == [not_whole]
    assert faults_of(items=[]) == [not_whole]
    assert faults_of(procedure="hearing") == [not_whole]
    assert faults_of(qualification="unknown") == [not_whole]
