"""A certificate with all that proves it: a small log with a witness, an issuer, a bundle."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from tests.trust import sealed
from tongban_trust.bundle import LogTrust, Standing, StatusSnapshot, TrustBundle
from tongban_trust.canonical import canonical_bytes
from tongban_trust.ofd import write_ofd
from tongban_trust.pdf import write_pdf
from tongban_trust.record import CertificateRecord, Disclosure, commit_fields
from tongban_trust.signing import Algorithm, SoftKey, algorithm_of, generate_key
from tongban_trust.suites import suite
from tongban_trust.tlog import tree
from tongban_trust.tlog.note import Checkpoint, NoteKey, cosign, sign
from tongban_trust.tlog.promise import promise
from tongban_trust.tokens.qr import CodeToken, sign_code
from tongban_trust.verify import Attached, Inclusion, IssueLeaf, Moment, read_leaf

NOW = sealed.NOW
TODAY = date(2026, 11, 1)
ORIGIN, WITNESS = "log.shili.example", "witness.example"
ISSUER = "11990000000000015X"
IDENTIFIER = "1.2.156.3005.2.11990000000000015X001.11990000000000015X.20260000000001.001.A"
DELAY = 60
DISCLOSED = (
    Disclosure("holder", "王𬸪", bytes(range(16))),
    Disclosure("address", "安和市样板路 99 号", bytes(range(1, 17))),
)


@dataclass
class World:
    """What is true in one test; change a part and everything after it follows."""

    suite_name: str = "gm"
    now: datetime = NOW
    log_key: SoftKey = field(default=None)  # type: ignore[assignment]
    witness_key: SoftKey = field(default=None)  # type: ignore[assignment]
    code_key: SoftKey = field(default=None)  # type: ignore[assignment]

    def __post_init__(self) -> None:
        algorithm = algorithm_of(self.suite_name)
        self.log_key = self.log_key or generate_key(algorithm)
        self.witness_key = self.witness_key or generate_key(algorithm)
        self.code_key = self.code_key or generate_key(algorithm)

    def record(self, **changed) -> CertificateRecord:
        holder, fields = commit_fields(suite(self.suite_name), DISCLOSED)
        said = {
            "identifier": IDENTIFIER, "type_code": "residence-permit", "type_version": 1,
            "issuer": ISSUER, "holder": holder, "fields": fields, "issued_at": self.now,
            "valid_from": TODAY, "valid_until": date(2027, 10, 31),
            "suite_name": self.suite_name, "previous": None, "trust_level": "A",
            "origin": ORIGIN,
        }  # fmt: skip
        return CertificateRecord(**{**said, **changed})

    def leaf(self, record: CertificateRecord, **changed) -> IssueLeaf:
        facts = {"identifier": record.identifier, "record": record.digest()}
        said = {"kind": "certificates.issued", "at": self.now.isoformat(), "facts": facts}
        return read_leaf(canonical_bytes({**said, **changed}))

    def hash_of(self, leaf: IssueLeaf) -> bytes:
        return tree.leaf_hash(suite(self.suite_name), leaf.content)

    def inclusion(self, leaf: IssueLeaf, *, seen: datetime | None = None, others: int = 4):
        """The leaf as third of a small log, signed and cosigned."""
        hashing = suite(self.suite_name)
        leaves = [hashing.hash(b"%d" % n) for n in range(others)]
        leaves.insert(2, self.hash_of(leaf))

        def subtree(level: int, index: int) -> bytes:
            return tree.root_over(hashing, leaves[index << level : (index + 1) << level])

        size = len(leaves)
        found = Checkpoint(ORIGIN, size, tree.root_of(hashing, size, subtree))
        at = int((seen or self.now + timedelta(seconds=1)).timestamp())
        found = found.with_signatures(
            [sign(found, ORIGIN, self.log_key), cosign(found, WITNESS, self.witness_key, at)]
        )
        return Inclusion(2, tree.inclusion_proof(hashing, 2, size, subtree), found)

    def attached(self, *, with_inclusion: bool = True, **changed) -> Attached:
        record = self.record(**changed)
        leaf = self.leaf(record)
        (promised,) = promise(
            suite(self.suite_name), self.log_key, ORIGIN, [self.hash_of(leaf)],
            at=int(self.now.timestamp()), merge_delay_s=DELAY,
        )  # fmt: skip
        inclusion = self.inclusion(leaf) if with_inclusion else None
        return Attached(record, DISCLOSED, leaf, promised, inclusion)

    def ofd(self, attached: Attached, at: datetime | None = None) -> bytes:
        return self._written(write_ofd, sealed.sealer(), attached.files(), at)

    def pdf(self, attached: Attached, at: datetime | None = None) -> bytes:
        return self._written(write_pdf, sealed.signer(), attached.files(), at)

    def _written(self, write, by, files, at) -> bytes:
        about = {"identifier": IDENTIFIER, "author": "安和市公安局"}
        return write(sealed.laid(), files, by, at=at or self.now, **about)

    def bundle(self, *, changes=None, **changed) -> TrustBundle:
        log = LogTrust(
            ORIGIN, NoteKey(ORIGIN, self.log_key.public),
            (NoteKey(WITNESS, self.witness_key.public, witness=True),), 1, DELAY, None,
        )  # fmt: skip
        found = TrustBundle(
            sequence=1,
            made_at=self.now + timedelta(minutes=1),
            log=log,
            roots=tuple(sealed.issuer(each).root.certificate
                        for each in (Algorithm.SM2, Algorithm.P256)),
            revocation_lists=(),
            issuers={ISSUER: frozenset({"residence-permit"})},
            code_keys=(self.code_key.public,),
            status=StatusSnapshot(self.now + timedelta(minutes=1), changes or {}),
        )  # fmt: skip
        return replace(found, **changed)

    def code(self, record: CertificateRecord, **changed) -> str:
        said = {
            "identifier": record.identifier, "holder_masked": "王*", "issued_at": self.now,
            "valid_from": record.valid_from, "valid_until": record.valid_until,
            "key": record.key,
        }  # fmt: skip
        return sign_code(CodeToken(**{**said, **changed}), self.code_key)

    def moment(self, on: date = TODAY, after: timedelta = timedelta(seconds=90)) -> Moment:
        return Moment(self.now + after, on)


def suspended(record: CertificateRecord, since: date = TODAY) -> dict:
    return {record.key: ((since, Standing.SUSPENDED),)}
