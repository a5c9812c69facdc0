"""A node with its log, for tests: it registers, writes leaves and sends pages."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime

from tongban.agencies.api import agency_by_short
from tongban.exchange.api import NewNode, register_node
from tongban.kernel.actor import Actor, ActorKind, Duty, Post
from tongban_trust.signing import SoftKey, algorithm_of, generate_key
from tongban_trust.suites import suite
from tongban_trust.tlog import tree
from tongban_trust.tlog.note import Checkpoint, NoteKey, sign
from tongban_wire.evidence import VERSION, Leaf, LeafKind, LeafPage, Side, write_leaf, write_page
from tongban_wire.messages import Outcome
from tongban_wire.statements import sign_statement

SYSTEM = Actor.system("tests")
SUITE = suite("intl")


def officer(short: str, *duties: Duty, account: str = "acct_officer") -> Actor:
    """Somebody with a post of these duties at an agency of the pack."""
    known = agency_by_short(short)
    post = Post(f"{short}-post", known.code, known.line, known.region, frozenset(duties))
    return Actor(ActorKind.OFFICER, subject_id="subj_officer", account_id=account, posts=(post,))


def steward(short: str) -> Actor:
    """The data steward of an agency."""
    return officer(short, Duty.DATA_STEWARD, account=f"acct_steward_{short}")


@dataclass
class FakeNode:
    """A node that keeps its log in memory."""

    id: str
    agency_code: str
    key: SoftKey = field(default_factory=lambda: generate_key(algorithm_of("intl")))
    log_key: SoftKey = field(default_factory=lambda: generate_key(algorithm_of("intl")))
    leaves: list[str] = field(default_factory=list)

    @property
    def note_key(self) -> NoteKey:
        return NoteKey(self.id, self.log_key.public)

    def register(self, now: datetime, *, serves_everybody: bool = False) -> FakeNode:
        register_node(
            actor=SYSTEM,
            new=NewNode(
                id=self.id,
                agency_code=self.agency_code,
                url=f"http://{self.id}.example",
                log_spki=self.log_key.public.spki.hex(),
                keys=(self.key.public.spki.hex(),),
                suite="intl",
                serves_everybody=serves_everybody,
            ),
            now=now,
        )
        return self

    def proof(self, now: datetime, *, node: str = "") -> str:
        """What it signs when it asks for its policy."""
        said = {"node": node or self.id, "at_ms": int(now.timestamp() * 1000)}
        return sign_statement("tongban.node-poll", json.dumps(said).encode(), self.key)

    def write(self, *leaves: Leaf) -> None:
        self.leaves += [write_leaf(leaf).decode() for leaf in leaves]

    def page(self, first: int, end: int | None = None, *, key: SoftKey | None = None) -> bytes:
        """Leaves [first, end) under a checkpoint over the whole log."""
        hashes = tree.leaf_hashes(SUITE, [each.encode() for each in self.leaves])
        size, end = len(hashes), len(self.leaves) if end is None else end
        root = tree.root_over(SUITE, hashes)

        def subtree(level: int, index: int) -> bytes:
            width = 1 << level
            return tree.root_over(SUITE, hashes[index * width : (index + 1) * width])

        proof = tree.consistency_proof(SUITE, end, size, subtree) if 0 < end < size else ()
        bare = Checkpoint(self.id, size, root)
        note = bare.with_signatures([sign(bare, self.id, key or self.log_key)])
        page = LeafPage(
            VERSION,
            self.id,
            first,
            tuple(self.leaves[first:end]),
            tuple(step.hex() for step in proof),
            note.text,
        )
        return write_page(page)


def a_leaf(
    node: FakeNode,
    peer: str,
    *,
    call: str,
    token: str,
    grant: str,
    at: datetime,
    side: Side = Side.PROVIDER,
    kind: LeafKind = LeafKind.RESPONSE,
    outcome: Outcome | None = Outcome.ANSWERED,
    fields: tuple[str, ...] = ("person.name",),
    codes: tuple[str, ...] = (),
) -> Leaf:
    """What a node would write of one message."""
    return Leaf(
        v=VERSION, kind=kind, suite="intl", side=side, node=node.id, peer=peer, call=call,
        at_ms=int(at.timestamp() * 1000), resource="1010101/1", grant=grant, item="item",
        purpose="handle/item", article="xuke-fa/42@2019-04-23", case="case", token=token,
        fields=fields, questions=(), outcome=outcome, codes=codes, digest="00" * 32,
    )  # fmt: skip
