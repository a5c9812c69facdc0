"""A node with its log, for tests: it registers, writes leaves and sends pages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from tongban.agencies.api import agency_by_short
from tongban.catalogue.api import published_item
from tongban.exchange import api as exchange
from tongban.exchange.api import NewNode, register_node
from tongban.exchange.models import Grant
from tongban.exchange.tests.abroad import MARRIED as MARRIED
from tongban.exchange.tests.abroad import OFFER as OFFER
from tongban.exchange.tests.abroad import Abroad as Abroad
from tongban.exchange.tests.abroad import NodeOfA as NodeOfA
from tongban.exchange.tests.abroad import from_abroad as from_abroad
from tongban.exchange.tests.abroad import made_key as made_key
from tongban.exchange.tests.abroad import ms as ms
from tongban.kernel.actor import Actor, ActorKind, Duty, Post
from tongban.kernel.article import ArticleRef
from tongban_trust.signing import SoftKey, algorithm_of, generate_key
from tongban_trust.suites import suite
from tongban_trust.tlog import tree
from tongban_trust.tlog.note import Checkpoint, NoteKey, sign
from tongban_wire.case_token import Acting, Subject
from tongban_wire.evidence import VERSION, Leaf, LeafKind, LeafPage, Side, write_leaf, write_page
from tongban_wire.messages import Outcome
from tongban_wire.polling import Poll, sign_poll

SYSTEM = Actor.system("tests")
ITEM = "11990102000102218M4990500027000"  # the minimum living allowance
LAW = ArticleRef("geren-xinxi-baohu-fa", "34", "2021-08-20")
SUITE = suite("intl")


def officer(short: str, *duties: Duty, account: str = "acct_officer") -> Actor:
    """Somebody with a post of these duties at an agency of the pack."""
    known = agency_by_short(short)
    post = Post(f"{short}-post", known.code, known.line, known.region, frozenset(duties))
    return Actor(ActorKind.OFFICER, subject_id="subj_officer", account_id=account, posts=(post,))


def steward(short: str) -> Actor:
    """The data steward of an agency."""
    return officer(short, Duty.DATA_STEWARD, account=f"acct_steward_{short}")


def editor() -> Actor:
    """Who edits the catalogue of the agency that handles the item."""
    code = published_item(ITEM).agency_code
    someone = officer("mzt-990000", Duty.CATALOGUE_EDITOR)
    return replace(someone, posts=tuple(replace(each, agency_code=code) for each in someone.posts))


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
        return sign_poll(Poll(node or self.id, int(now.timestamp() * 1000)), self.key)

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


def filed(now, resource="1010201/1", item=ITEM):
    exchange.file_requests(actor=SYSTEM, item_code=item, now=now)
    page = exchange.request_queue(SYSTEM, now)
    (found,) = [r for r in page.items if (r.resource_code, r.item_code) == (resource, item)]
    return found


def granted(now, resource="1010201/1", short="mzt-990000", item=ITEM):
    asked = filed(now, resource, item)
    exchange.grant_request(
        actor=steward(short), request_id=asked.id, expected_version=asked.version,
        fields=asked.fields, now=now,
    )  # fmt: skip
    return next(
        g for g in exchange.grants(SYSTEM, now, item_code=item).items if g.resource_code == resource
    )


def needing_consent(now):
    """A grant of the province, on terms that need consent."""
    made = granted(now)
    row = Grant.objects.get(id=made.id)
    row.terms = {**row.terms, "needs_consent": True}
    row.save(update_fields=["terms"])
    return made


def nodes_of(now):
    provider = FakeNode("mzt-node", agency_by_short("mzt-990000").code).register(now)
    hub = FakeNode("hub-node", agency_by_short("zsj-990000").code)
    return provider, hub.register(now, serves_everybody=True)


def wanted(now, **changed):
    told = {
        "case_ref": "case_1", "case_open_at": now, "item_code": ITEM, "resource_code": "1010201/1",
        "fields": ("person.marriage.status",), "subject_id": "subj_1",
        "number": Subject("resident-id", "990102199001010019"), "acting": Acting.SUBJECT,
        "asked_by": "acct_1",
    }  # fmt: skip
    return exchange.TokenRequest(**{**told, **changed})


def token_for(now, subject_id, **changed):
    told = wanted(now, subject_id=subject_id, **changed)
    return exchange.issue_case_token(actor=SYSTEM, wanted=told, now=now)


def send(node, now, first=0, end=None):
    return exchange.take_evidence(page=node.page(first, end), now=now)
