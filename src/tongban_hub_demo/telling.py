"""What the hub tells: an invented neighbour's items and trust, signed anew every five minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tongban_hub_demo.exchanging import exchange_of
from tongban_hub_demo.keys import BUNDLE, CODES, LOG, PLATFORM, kept_key
from tongban_hub_demo.keys import NEIGHBOUR as NEIGHBOUR_KEY
from tongban_trust.bundle import LogTrust, StatusSnapshot, TrustBundle, write_bundle
from tongban_trust.record import CertificateRecord, Disclosure, commit_fields
from tongban_trust.suites import suite
from tongban_trust.tlog.note import NoteKey
from tongban_trust.tokens.qr import CodeToken, sign_code
from tongban_wire.across import CrossRequest
from tongban_wire.federation import (
    VERSION,
    FederationSnapshot,
    Offer,
    Share,
    sign_federation,
)

CODE, NAME_ZH, NAME_EN = "guojia", "示范国家枢纽", "Demo national hub"
NEIGHBOUR, NEIGHBOUR_ZH, NEIGHBOUR_EN = "linsheng", "示范邻省", "Demo neighbour province"
_ORIGIN = "log.linsheng.example"
_ISSUER, _OFFICE_ZH, _OFFICE_EN = "11980000000000015X", "示范邻省公安厅", "Police of the neighbour"
_IDENTIFIER = f"1.2.156.3005.2.{_ISSUER}001.{_ISSUER}.20260000000001.001.A"
_LIFE = timedelta(hours=24)
_ITEMS = (
    ("linsheng-yibao", "基本医疗保险关系转移接续（邻省）",
     "Move basic medical insurance (neighbour)", "示范邻省医疗保障局",
     "Medical insurance office of the neighbour"),
    ("linsheng-hukou", "户口迁移（邻省）", "Move a household registration (neighbour)",
     _OFFICE_ZH, _OFFICE_EN),
    ("linsheng-gongjijin", "住房公积金异地转移接续（邻省）", "Move a housing fund (neighbour)",
     "示范邻省住房公积金管理中心", "Housing fund of the neighbour"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Telling:
    """The hub in its folder; ``url`` is where people reach it."""

    folder: Path
    suite_name: str
    url: str

    def spki(self) -> str:
        """The key of its snapshots in hex, as members register it."""
        return kept_key(self.folder, PLATFORM, self.suite_name).public.spki.hex()

    def snapshot(self, now: datetime, member: str, asked: tuple[CrossRequest, ...] = ()) -> str:
        """The whole text of this moment; its number is the clock's.

        ``member`` asked this of the neighbour, which grants it.
        """
        spki = kept_key(self.folder, NEIGHBOUR_KEY, self.suite_name).public.spki.hex()
        said = exchange_of(NEIGHBOUR, member, self.folder, self.suite_name, self.url, asked, now)
        shares = (
            Share(CODE, NAME_ZH, NAME_EN, "", (), self.url, self.spki()),
            Share(NEIGHBOUR, NEIGHBOUR_ZH, NEIGHBOUR_EN, self._bundle(now), self.offers(),
                  self.url, spki, said),
        )  # fmt: skip
        found = FederationSnapshot(
            VERSION, CODE, int(now.timestamp()), _ms(now), _ms(now + _LIFE), shares
        )
        return sign_federation(found, kept_key(self.folder, PLATFORM, self.suite_name))

    def offers(self) -> tuple[Offer, ...]:
        """The neighbour's items."""
        return tuple(
            Offer(code, zh, en, agency_zh, agency_en, "980000", f"{self.url}/items/{code}")
            for code, zh, en, agency_zh, agency_en in _ITEMS
        )

    def certificate_code(self) -> str:
        """What is printed as a code on an invented person's certificate of the neighbour."""
        record = self._record()
        token = CodeToken(
            identifier=record.identifier, holder_masked="测**", issued_at=record.issued_at,
            valid_from=record.valid_from, valid_until=record.valid_until, key=record.key,
        )  # fmt: skip
        return "#" + sign_code(token, kept_key(self.folder, CODES, self.suite_name))

    def _record(self) -> CertificateRecord:
        disclosed = (Disclosure("holder", "测试甲", bytes(range(16))),)
        holder, fields = commit_fields(suite(self.suite_name), disclosed)
        return CertificateRecord(
            identifier=_IDENTIFIER, type_code="residence-permit", type_version=1, issuer=_ISSUER,
            holder=holder, fields=fields, issued_at=datetime(2026, 1, 5, 2, tzinfo=UTC),
            valid_from=date(2026, 1, 5), valid_until=date(2099, 12, 31),
            suite_name=self.suite_name, previous=None, trust_level="A", origin=_ORIGIN,
        )  # fmt: skip

    def _bundle(self, now: datetime) -> str:
        log = kept_key(self.folder, LOG, self.suite_name).public
        found = TrustBundle(
            sequence=int(now.timestamp()), made_at=now,
            log=LogTrust(_ORIGIN, NoteKey(_ORIGIN, log), (), 0, 3600, None), roots=(),
            revocation_lists=(), issuers={_ISSUER: frozenset({"residence-permit"})},
            code_keys=(kept_key(self.folder, CODES, self.suite_name).public,),
            status=StatusSnapshot(now, {}),
        )  # fmt: skip
        return write_bundle(found, kept_key(self.folder, BUNDLE, self.suite_name)).decode()


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
