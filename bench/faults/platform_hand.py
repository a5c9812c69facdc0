"""What an operator does inside one platform of ``three_platforms``: ``COMMAND [JSON]``, JSON back.

Runs in the platform's own environment (its database, data folder and code), in its own process.
"""

from __future__ import annotations

import csv
import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tongban.site.places import data_directory
from tongban.site.starting import prepare

RESOURCE, FIELDS, ARTICLE = "1010201/1", ["person.marriage.status"], "xuke-fa/42@2019-04-23"
PROVIDER, GOVERNMENT = "mzt-990000", "zsj-990000"
NUMBER = "resident-id"


def _now() -> datetime:
    return datetime.now(UTC)


def _rows_of(model: str) -> Any:
    """Rows of the federation itself: this hand also does what no door offers, spoiling one."""
    from django.apps import apps

    return apps.get_model("federation", model).objects


def _system() -> Any:
    from tongban.kernel.actor import Actor

    return Actor.system("three-platforms")


def migrate(_: Any) -> Any:
    """Tables only."""
    from tongban.site.supervisor.preparing import migrate_if_needed

    return {"migrated": migrate_if_needed()}


def settle(said: Any) -> Any:
    """Publish the demo pack, put its people on record, and prepare two nodes."""
    from django.conf import settings

    from tongban.site.demo.loading import make_people
    from tongban.site.supervisor.demo import publish_if_changed

    publish_if_changed(settings.PACK_DIR, data_directory())
    make_people(number=0, seed=1, now=_now())
    return {"nodes": [_node(short, said) for short in (PROVIDER, GOVERNMENT)]}


def _node(short: str, said: Any) -> dict[str, Any]:
    """A node of an agency under this platform's name, its folder and its register as CSV."""
    from django.conf import settings

    from tongban.agencies.api import agency_by_short
    from tongban.exchange.api import NewNode, pinned_keys, policy_for, register_node
    from tongban_node.config import read_settings
    from tongban_node.node import make_keys

    name, ports = f"{settings.PLATFORM_CODE}.{short}", said["ports"][short]
    folder = data_directory() / "nodes" / short
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "node.toml"
    source = _source(folder) if short == PROVIDER else ""

    def write() -> None:
        keys = ", ".join(f'"{key.spki.hex()}"' for key in pinned_keys())
        config.write_text(
            f'id = "{name}"\nsuite = "{settings.TRUST_SUITE}"\ndata = "."\nkeystore = "keys"\n'
            f'listen = "127.0.0.1:{ports[0]}"\nlocal_listen = "127.0.0.1:{ports[1]}"\n'
            f'platform_url = "{settings.PUBLIC_URL}/exchange"\nplatform_keys = [{keys}]\n'
            f'poll_s = 2\nleast_free_mb = 16\n[[applications]]\nname = "platform"\n'
            f'secret_sha256 = "{said["secret_sha256"]}"\n{source}',
            "utf-8",
        )

    write()
    made = make_keys(read_settings(config))
    new = NewNode(
        name, agency_by_short(short).code, f"http://127.0.0.1:{ports[0]}",
        made["log"].spki.hex(), (made["node"].spki.hex(),), settings.TRUST_SUITE,
        short == GOVERNMENT,
    )  # fmt: skip
    register_node(actor=_system(), new=new, now=_now())
    policy_for(name, seen=0, now=_now())  # makes the key that nodes pin
    write()
    return {"id": name, "config": str(config)}


def _source(folder: Path) -> str:
    """Everybody of the cast is married in this register."""
    from tongban.elements.api import registered_subjects
    from tongban.exchange.api import register_subject

    drop = folder / "drop"
    drop.mkdir(exist_ok=True)
    numbers = {
        found.value
        for each in registered_subjects(_system())
        if (found := register_subject(each)) is not None and found.scheme == NUMBER
    }
    with (drop / "register.csv").open("w", encoding="utf-8", newline="") as file:
        rows = ([each, "2026-01-01", "married"] for each in sorted(numbers))
        csv.writer(file).writerows([["number", "as_of", FIELDS[0]], *rows])
    return (
        f'[[sources]]\nresource = "{RESOURCE}"\nkind = "csv-folder"\nscheme = "{NUMBER}"\n'
        f'subject_column = "number"\nas_of_column = "as_of"\n'
        f'columns = {{ "{FIELDS[0]}" = "{FIELDS[0]}" }}\noptions = {{ folder = "{drop}" }}\n'
    )


def key(_: Any) -> Any:
    """What others register of us."""
    from tongban.federation.api import platform_key

    return {"spki": platform_key(_now()).public.spki.hex()}


def join(said: Any) -> Any:
    """Let another platform take part here."""
    from tongban.federation.api import NewPlatform, PlatformKind, register_platform
    from tongban.kernel.text import Text

    code, kind = said["code"], PlatformKind(said["kind"])
    new = NewPlatform(code, kind, Text.of(code, code), said["url"], said["spki"])
    register_platform(actor=_system(), new=new, now=_now())
    return {}


def leave(said: Any) -> Any:
    """A platform takes part no longer."""
    from tongban.federation.api import retire_platform

    retire_platform(actor=_system(), code=said["code"], now=_now())
    return {}


def offer(_: Any) -> Any:
    """Offer the catalogue, and the first of what is offered."""
    from tongban.federation.api import offer_all_items

    offered = offer_all_items()
    rows = _rows_of("OfferedItem").filter(source="").order_by("code")
    return {"offered": offered, "code": rows[0].code, "name": rows[0].name_zh}


def item_state(said: Any) -> Any:
    """Suspend or resume an item, as its editor does."""
    from tongban.catalogue.api import resume_item, suspend_item

    act = {"suspend": suspend_item, "resume": resume_item}[said["act"]]
    act(actor=_system(), item_code=said["code"], reason="exercise of three platforms", now=_now())
    return {}


def sees_item(said: Any) -> Any:
    """Whether an item of another platform is found here."""
    from tongban.federation.api import items_elsewhere

    found = items_elsewhere(said["name"], _now())
    return {"seen": any((f.platform, f.code) == (said["of"], said["code"]) for f in found)}


def certificate_words(_: Any) -> Any:
    """The code printed on a certificate of the cast."""
    from tongban.certificates.api import certificate_code, valid_certificate_of
    from tongban.site.demo.cast import COUPLE

    held = valid_certificate_of(COUPLE[0].id, "jiehun-zheng", _now())
    return {"words": certificate_code(_system(), held, "https://example/verify", _now())}


def verifies(said: Any) -> Any:
    """What is told of a code here."""
    from tongban.federation.api import verify_anywhere

    found = verify_anywhere(said["words"], _now())
    return {"outcome": found.outcome.value, "reason": found.reasons[0].zh if found.reasons else ""}


def grant(said: Any) -> Any:
    """The provider's steward grants a node of another platform, with ``consent`` on consent."""
    from django.db import transaction

    from tongban.agencies.api import agency_by_short
    from tongban.exchange.api import NewCrossGrant, grant_across
    from tongban.kernel.article import ArticleRef
    from tongban.site.demo.sharing import steward_of

    new = NewCrossGrant(
        said["platform"], said["node"], said["item"], "handle/abroad", ArticleRef.parse(ARTICLE),
        RESOURCE, tuple(FIELDS),
    )  # fmt: skip
    steward = steward_of(agency_by_short(PROVIDER).code)
    with transaction.atomic():
        made = grant_across(actor=steward, new=new, now=_now())
        if said.get("consent"):
            _needing_consent(made.id)
    return {"grant": made.id}


def _needing_consent(grant_id: str) -> None:
    """As if the terms of its resource wanted the person's consent; the pack's do not."""
    from django.apps import apps

    row = apps.get_model("exchange", "CrossGrant").objects.get(id=grant_id)
    row.terms = {**row.terms, "needs_consent": True}
    row.save(update_fields=["terms"])
    apps.get_model("exchange", "Node").objects.update(stale=True)


def revoke(said: Any) -> Any:
    """The provider's steward takes it back."""
    from tongban.agencies.api import agency_by_short
    from tongban.exchange.api import revoke_across
    from tongban.site.demo.sharing import steward_of

    steward = steward_of(agency_by_short(PROVIDER).code)
    revoke_across(actor=steward, grant_id=said["grant"], reason="exercise", now=_now())
    return {}


def held(_: Any) -> Any:
    """Grants across as they stand here, and the platforms whose resources are known."""
    from tongban.exchange.api import cross_grants, resources_elsewhere

    standing = [each.id for each in cross_grants(_system()) if each.revoked_at is None]
    platforms = sorted({each.platform for each in resources_elsewhere(_now())})
    return {"grants": standing, "platforms": platforms}


def token(said: Any) -> Any:
    """A case token of ours for the husband of the cast, and what goes with it."""
    from tongban.exchange.api import TokenRequest, issue_case_token, register_subject
    from tongban.site.demo.cast import COUPLE
    from tongban_wire.case_token import Acting

    who, case = COUPLE[0].id, f"case_{time.time_ns()}"
    number = register_subject(who)
    wanted = TokenRequest(
        case_ref=case, case_open_at=_now(), item_code=said["item"], resource_code=RESOURCE,
        fields=tuple(FIELDS), subject_id=who, number=number, acting=Acting.OFFICER,
        asked_by="three-platforms", platform=said["platform"],
    )  # fmt: skip
    issued = issue_case_token(actor=_system(), wanted=wanted, now=_now())
    return {"case": case, "token": issued.text, "grant": issued.grant_id, "number": number.value}


def _husband() -> Any:
    """The husband of the cast, at his own keyboard."""
    from tongban.kernel.actor import Actor, ActorKind
    from tongban.site.demo.cast import COUPLE

    return Actor(ActorKind.PERSON, subject_id=COUPLE[0].id, account_id="acct_three")


def forget_record(_: Any) -> Any:
    """Our own register has no record of the husband any more: he married elsewhere."""
    from tongban.elements.api import RegisterRowInput, element, put_register_rows

    source = element(FIELDS[0]).source_code
    row = RegisterRowInput(_husband().subject_id, {}, _now())
    put_register_rows(actor=_system(), source_code=source, rows=(row,), now=_now())
    return {}


def form(said: Any) -> Any:
    """The question as the form of an item shows it to the husband of the cast."""
    from tongban.catalogue.api import published_item
    from tongban.forms.api import prefill

    item, who = published_item(said["item"]), _husband()
    filled = prefill(
        actor=who, form_code=item.form_code, subject_id=who.subject_id, item_code=item.code,
        purpose=item.articles[0], now=_now(),
    )  # fmt: skip
    found = next(each for each in filled if each.element_id == FIELDS[0])
    return {
        "value": found.value, "why": found.why.value if found.why else "",
        "source": found.source_name.zh if found.source_name else "",
    }  # fmt: skip


def agree(said: Any) -> Any:
    """The husband agrees to a grant."""
    from tongban.exchange.api import give_consent

    return {"consent": give_consent(actor=_husband(), grant_id=said["grant"], now=_now()).id}


def withdraw(said: Any) -> Any:
    """The husband withdraws it."""
    from tongban.exchange.api import withdraw_consent

    withdraw_consent(actor=_husband(), consent_id=said["consent"], now=_now())
    return {}


def ledger(_: Any) -> Any:
    """What the husband of the cast sees of looks across platforms here."""
    from tongban.exchange.api import looks
    from tongban.site.demo.cast import COUPLE

    found = looks(_system(), COUPLE[0].id, _now()).items
    return {
        "looks": [
            {"article": str(each.article), "asked": each.across.asked, "outcome": each.outcome,
             "platform": each.across.platform.zh}
            for each in found
            if each.across is not None
        ]
    }  # fmt: skip


def spoil_row(_: Any) -> Any:
    """Spoil a row that was accepted, as a slip at its source would; it goes up again."""
    from django.db.models import F

    kept = _rows_of("GatheredRow")
    row = kept.filter(kind="item", state="accepted").order_by("id")[0]
    changed = {**row.source, "limit_scene_num": "many"}
    kept.filter(id=row.id).update(source=changed, state="waiting", revision=F("revision") + 1)
    return {"row": row.id, "was": row.source["limit_scene_num"]}


def mend(said: Any) -> Any:
    """The operator puts the rejected row right."""
    from tongban.federation.api import mend_row

    told = {"limit_scene_num": said["was"]}
    mend_row(actor=_system(), row_id=said["row"], corrections=told, reason="a slip", now=_now())
    return {}


def rows(_: Any) -> Any:
    """Gather and send now, as the worker does, and how rows stand."""
    from tongban.federation.api import gather_rows, reporting, send_rows

    gather_rows(_now())
    send_rows(_now())
    found = reporting(_system())
    return {
        "gathered": found.gathered, "accepted": found.accepted, "rejected": found.rejected,
        "open": [each.id for each in found.exceptions],
    }  # fmt: skip


_COMMANDS: tuple[Callable[[Any], Any], ...] = (
    migrate, settle, key, join, leave, offer, item_state, sees_item, certificate_words, verifies,
    grant, revoke, held, token, forget_record, form, agree, withdraw, ledger, spoil_row, mend, rows,
)  # fmt: skip

if __name__ == "__main__":
    prepare()
    by_name = {each.__name__: each for each in _COMMANDS}
    # One process serves many: a line "COMMAND JSON" each, an answer line each.
    for line in sys.stdin:
        command, _, given = line.strip().partition(" ")
        answer = by_name[command](json.loads(given or "{}"))
        print(json.dumps(answer, ensure_ascii=False, default=str), flush=True)
