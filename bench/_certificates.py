"""Certificates with all that proves them, without a database, and the bundle that knows them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings

from tongban.certificates.api import Body, FaceContent, Frame, Look, Paper, laid_face
from tongban_trust.bundle import LogTrust, Standing, StatusSnapshot, TrustBundle
from tongban_trust.canonical import canonical_bytes
from tongban_trust.drawing import bold_file
from tongban_trust.ofd import write_ofd
from tongban_trust.pdf import PdfSigner, write_pdf
from tongban_trust.record import CertificateRecord, Disclosure, commit_fields
from tongban_trust.seals import SealShape, SealType, SealUser, draw_seal, make_seal
from tongban_trust.signing import Algorithm, SoftKey, generate_key
from tongban_trust.suites import suite
from tongban_trust.tlog import tree
from tongban_trust.tlog.note import Checkpoint, NoteKey, cosign, sign
from tongban_trust.tlog.promise import promise
from tongban_trust.verify import Attached, Inclusion, read_leaf
from tongban_trust.x509 import (
    Authority,
    Certificate,
    Purpose,
    Subject,
    issue_certificate,
    issue_root,
)

NOW = datetime(2026, 11, 1, 4, tzinfo=UTC)
TODAY = date(2026, 11, 1)
AGENCY, CODE, TYPE = "安和市公安局", "11990000000000015X", "juzhuzheng"
ORIGIN, WITNESS = "log.bench.example", "witness.bench.example"
NAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许晓文思雨嘉禾明远清泉安和"
GM = suite("gm")
LOOK = Look(Paper.PORTRAIT, Body.STATEMENT, Frame.RED)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Maker:
    """An agency with a seal in both suites, a log and its witness, keys in memory."""

    log_key: SoftKey
    witness_key: SoftKey

    @classmethod
    def fresh(cls) -> Maker:
        """With new keys."""
        return cls(generate_key(Algorithm.SM2), generate_key(Algorithm.SM2))

    @cached_property
    def sm2(self) -> tuple[SoftKey, Certificate, Authority]:
        """Key, certificate and root of the OFD's seal."""
        return _certified(Algorithm.SM2)

    @cached_property
    def p256(self) -> tuple[SoftKey, Certificate, Authority]:
        """The same of the PDF's."""
        return _certified(Algorithm.P256)

    @cached_property
    def sealer(self) -> SealUser:
        """Who seals OFD."""
        key, certificate, root = self.sm2
        ours = bold_file(Path(settings.FONT_DIR))
        seal = make_seal(
            identifier=CODE, name=f"{AGENCY}证照专用章", kind=SealType.ORGANISATION,
            picture=draw_seal(SealShape(AGENCY, "证照专用章", CODE[-13:]), ours),
            holders=[certificate], made_at=NOW, valid_from=NOW - _DAY,
            valid_until=NOW + _DAY, maker=root,
        )  # fmt: skip
        return SealUser(seal, key, certificate)

    @cached_property
    def signer(self) -> PdfSigner:
        """Who signs PDF."""
        key, certificate, _ = self.p256
        seal = self.sealer.seal
        return PdfSigner(key, certificate, (), seal.name, seal.picture)

    def certificates(
        self, count: int, per_checkpoint: int, dice: random.Random
    ) -> Iterator[tuple[bytes, str]]:
        """Files, OFD and PDF in turn, each with its record key."""
        for start in range(0, count, per_checkpoint):
            part = [self._record(n, dice) for n in range(start, min(start + per_checkpoint, count))]
            for number, attached in enumerate(self._proven(part), start=start):
                yield self._file(number, attached), attached.record.key

    def bundle(self, changes: Mapping[str, Sequence[tuple[date, Standing]]]) -> TrustBundle:
        """What to verify them with."""
        log = LogTrust(
            ORIGIN, NoteKey(ORIGIN, self.log_key.public),
            (NoteKey(WITNESS, self.witness_key.public, witness=True),), 1, 3600, None,
        )  # fmt: skip
        known = {key: tuple(said) for key, said in changes.items()}
        return TrustBundle(
            1, NOW + _DAY, log, (self.sm2[2].certificate, self.p256[2].certificate), (),
            {CODE: frozenset({TYPE})}, (), StatusSnapshot(NOW + _DAY, known),
        )  # fmt: skip

    def _record(
        self, number: int, dice: random.Random
    ) -> tuple[CertificateRecord, tuple[Disclosure, ...]]:
        shown = (
            Disclosure("holder", "".join(dice.choices(NAMES, k=3)), dice.randbytes(16)),
            Disclosure("address", f"示例省安和市样板路 {number} 号", dice.randbytes(16)),
            Disclosure("purpose", "就业", dice.randbytes(16)),
        )
        holder, fields = commit_fields(GM, shown)
        record = CertificateRecord(
            f"1.2.156.3005.2.{CODE}001.{CODE}.2026{number:010d}.001.A", TYPE, 1, CODE, holder,
            fields, NOW, TODAY, TODAY + 365 * _DAY, "gm", None, "A", ORIGIN,
        )  # fmt: skip
        return record, shown

    def _proven(
        self, part: Sequence[tuple[CertificateRecord, tuple[Disclosure, ...]]]
    ) -> Iterator[Attached]:
        leaves = [
            read_leaf(
                canonical_bytes(
                    {
                        "about": f"cert_{number}", "at": NOW.isoformat(),
                        "kind": "certificates.issued",
                        "facts": {"identifier": record.identifier, "record": record.digest()},
                    }
                )
            )
            for number, (record, _) in enumerate(part)
        ]  # fmt: skip
        hashes = [tree.leaf_hash(GM, leaf.content) for leaf in leaves]

        def subtree(level: int, index: int) -> bytes:
            return tree.root_over(GM, hashes[index << level : (index + 1) << level])

        size, at = len(hashes), int(NOW.timestamp())
        head = Checkpoint(ORIGIN, size, tree.root_of(GM, size, subtree))
        head = head.with_signatures(
            [sign(head, ORIGIN, self.log_key), cosign(head, WITNESS, self.witness_key, at + 1)]
        )
        promises = promise(GM, self.log_key, ORIGIN, hashes, at=at, merge_delay_s=3600)
        for place, (record, shown) in enumerate(part):
            proof = Inclusion(place, tree.inclusion_proof(GM, place, size, subtree), head)
            yield Attached(record, shown, leaves[place], promises[place], proof)

    def _file(self, number: int, attached: Attached) -> bytes:
        holder, address, purpose = (each.value for each in attached.disclosures)
        content = FaceContent(
            title="居住证", subtitle="Residence permit", number=f"编号 2026{number:010d}",
            lines=[f"兹证明 {holder} 居住在{address}，事由：{purpose}。"], issuer=AGENCY,
            issued=TODAY, qr=f"https://portal.example.invalid/verify/{number:016d}",
            scan="扫码核验", notes=["扫描二维码可核验真伪和当前状态，以核验结果为准。"],
            watermark="仅供办理政务服务事项使用",
        )  # fmt: skip
        laid = laid_face(content, LOOK)
        about: dict[str, Any] = {
            "identifier": attached.record.identifier, "author": AGENCY, "at": NOW,
        }  # fmt: skip
        if number % 2:
            return write_pdf(laid, attached.files(), self.signer, **about)
        return write_ofd(laid, attached.files(), self.sealer, **about)


def _certified(algorithm: Algorithm) -> tuple[SoftKey, Certificate, Authority]:
    term = {"not_before": NOW - _DAY, "not_after": NOW + _DAY}
    root = issue_root(Subject("Bench", "Bench"), generate_key(algorithm), **term)
    key = generate_key(algorithm)
    holder = Subject(AGENCY, AGENCY, CODE)
    return key, issue_certificate(holder, key.public, Purpose.SEAL, issuer=root, **term), root
