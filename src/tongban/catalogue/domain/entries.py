"""What packs write for the catalogue: ``basic-items``, ``items``, ``themes`` and ``synonyms``.

The schemas of the first two are the documents of the room itself, so that a pack, an import and a
stored version are one shape. Example of an item, shortened::

    code: 11990102MB00000012499070001000   # USCC + level + basic code
    basic: "990070001000"                  # name, type, line and basis come from it
    region: "990102"
    level: county
    handling_name: {zh-Hans: 居住证签注, en: Renewal of a residence permit}
    summary: {zh-Hans: 居住证每年签注一次。, en: A residence permit is confirmed once a year.}
    audiences: [person]
    themes: [person.residence]
    aliases: [暂住证年审]
    handling: instant
    committed: immediate
    handling_forms: [window, pc, mobile]
    visits: 0
    online: true
    online_depth: [acceptance, handling, result, certificate]
    needs:
      - element: person.residence_permit.address
        source: residence-register
        fallback: {zh-Hans: 登记里没有时由本人填写。, en: Filled in by hand when not on record.}
        dispute: {zh-Hans: 不对时在表上提出异议。, en: Contest it on the form when wrong.}
    conditions:
      - text: {zh-Hans: 持有居住证满一年。, en: A permit held for a year.}
        article: juzhuzheng-tiaoli/10@2015-11-26
    steps: [...]
    form: juzhuzheng-qianzhu
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tongban.catalogue.domain.codes import AudienceSide
from tongban.catalogue.domain.document import BasicItemDocument, ItemDocument
from tongban.catalogue.domain.fields import Part, Words, code_field

BasicItemEntry = BasicItemDocument
ItemEntry = ItemDocument


class ThemeEntry(Part):
    """A theme 主题 of the portal home; ``life_event`` for a moment of life (出生, 开办企业).

    ``order`` sorts the home page, ``icon`` names one of the portal's icons.
    """

    code: str = Field(pattern=r"^(person|firm)\.[a-z][a-z0-9-]*$")
    name: Words
    side: Annotated[AudienceSide, code_field(AudienceSide)]
    life_event: bool = False
    icon: str = ""
    order: int = 100


class SynonymEntry(Part):
    """What people say and what the catalogue calls it.

    ``say``: phrases found inside a query (开个饭馆); ``means``: words of the catalogue that any
    of them stands for (食品经营许可, 餐饮).
    """

    code: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    say: tuple[str, ...] = Field(min_length=1)
    means: tuple[str, ...] = Field(min_length=1)
