"""The demo's agencies get nodes: a folder each with settings, keys and what the register holds."""

from __future__ import annotations

import csv
import os
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings

from tongban.agencies.api import agency_by_short
from tongban.elements.api import (
    ElementAbout,
    ElementView,
    Question,
    RegisterTwin,
    Scalar,
    elements,
    registered_subjects,
)
from tongban.exchange.api import (
    NewNode,
    ResourceView,
    pinned_keys,
    policy_for,
    register_node,
    register_subject,
    resources,
    retire_node,
)
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.site.node_places import (
    PASSPHRASE_ENV,
    TEMPLATE,
    hub_node,
    node_name,
    passphrase,
    ports_of,
    secret_digest,
)
from tongban_node.config import read_settings
from tongban_node.node import make_keys
from tongban_wire.case_token import Subject

_MAKER = Actor.system("demo-nodes")
_HUB_AGENCY = "zsj-990000"
_PURPOSE = ArticleRef("geren-xinxi-baohu-fa", "34", "2021-08-20")
_SOURCE = """
[[sources]]
resource = "{resource}"
kind = "csv-folder"
scheme = "{scheme}"
subject_column = "number"
as_of_column = "as_of"
columns = {{ {columns} }}
options = {{ folder = "{folder}" }}
"""


def prepare_nodes(data_dir: Path, now: datetime) -> int:
    """A node for each agency that shares, and the platform's own; how many.

    Each register is written out as its agency's drop folder; keys and logs stay as they are.
    """
    os.environ.setdefault(PASSPHRASE_ENV, passphrase(data_dir))
    people = tuple(_numbered())
    hub = hub_node()
    made = {hub: agency_by_short(_HUB_AGENCY).code}
    for resource in resources():
        made[_name(resource)] = resource.provider_code
    _retire_others(data_dir, made, now)
    for name, agency_code in made.items():
        _register(data_dir, name, agency_code, now)
    policy_for(hub, seen=0, now=now)  # makes the key that nodes pin
    _write(data_dir, hub, "")
    for resource in resources():
        name = _name(resource)
        _write(data_dir, name, _drop(data_dir / "nodes" / name, resource, people, now))
    return len(made)


def _name(resource: ResourceView) -> str:
    return node_name("node-" + resource.code.replace("/", "-"))


def _retire_others(data_dir: Path, made: Collection[str], now: datetime) -> None:
    """Nodes of an earlier demo that bear other names: an agency has one."""
    for template in (data_dir / "nodes").glob(f"*/{TEMPLATE}"):
        if template.parent.name not in made:
            template.unlink()
            retire_node(actor=_MAKER, node_id=template.parent.name, now=now)


def _register(data_dir: Path, name: str, agency_code: str, now: datetime) -> None:
    folder = data_dir / "nodes" / name
    _write(data_dir, name, "")
    keys = make_keys(read_settings(folder / TEMPLATE))
    new = NewNode(
        id=name, agency_code=agency_code, url=f"http://127.0.0.1:{ports_of(folder)[0]}",
        log_spki=keys["log"].spki.hex(), keys=(keys["node"].spki.hex(),),
        suite=settings.TRUST_SUITE, serves_everybody=name == hub_node(),
    )  # fmt: skip
    register_node(actor=_MAKER, new=new, now=now)


def _write(data_dir: Path, name: str, source: str) -> None:
    folder = data_dir / "nodes" / name
    folder.mkdir(parents=True, exist_ok=True)
    outer, inner = ports_of(folder)
    keys = ", ".join(f'"{key.spki.hex()}"' for key in pinned_keys())
    (folder / TEMPLATE).write_text(
        f'id = "{name}"\nsuite = "{settings.TRUST_SUITE}"\ndata = "."\nkeystore = "keys"\n'
        f'listen = "127.0.0.1:{outer}"\nlocal_listen = "127.0.0.1:{inner}"\n'
        f'platform_url = "http://127.0.0.1:@PORT@/exchange"\nplatform_keys = [{keys}]\n'
        f'poll_s = 2\n[[applications]]\nname = "platform"\n'
        f'secret_sha256 = "{secret_digest(data_dir)}"\n{source}',
        "utf-8",
    )


def _numbered() -> Iterator[tuple[str, Subject]]:
    for subject_id in registered_subjects(_MAKER):
        number = register_subject(subject_id)
        if number is not None:
            yield subject_id, number


def _drop(
    folder: Path, resource: ResourceView, people: Sequence[tuple[str, Subject]], now: datetime
) -> str:
    """The register written out, a folder for each scheme of numbers it knows people or firms by."""
    views = tuple(elements(resource.fields).values())
    of_firms = views[0].about is ElementAbout.FIRM
    held: dict[str, list[list[str]]] = {"uscc" if of_firms else "resident-id": []}
    for subject_id, number in people:
        if row := _row(subject_id, views, now):
            held.setdefault(number.scheme, []).append([number.value, *row])
    return "".join(
        _dropped(folder / "drop" / scheme, resource.code, scheme, views, rows)
        for scheme, rows in sorted(held.items())
    )


def _dropped(
    folder: Path, resource: str, scheme: str, views: Sequence[ElementView], rows: list[list[str]]
) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / "register.new"
    with fresh.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["number", "as_of", *(v.id for v in views)], *rows])
    fresh.replace(folder / "register.csv")
    columns = ", ".join(f'"{v.id}" = "{v.id}"' for v in views)
    return _SOURCE.format(resource=resource, scheme=scheme, columns=columns, folder=folder)


def _row(subject_id: str, views: Sequence[ElementView], now: datetime) -> list[str]:
    wanted: dict[str, tuple[ElementView, ...]] = {}
    for view in views:
        if view.source_code:
            wanted[view.source_code] = (*wanted.get(view.source_code, ()), view)
    question = Question(_MAKER, subject_id, wanted, "", _PURPOSE, None, now)
    answers = RegisterTwin().fetch(question)
    if not answers:
        return []
    values = {key: value for each in answers.values() for key, value in each.values.items()}
    oldest = min(each.as_of for each in answers.values())
    return [oldest.isoformat(), *(_text(values.get(view.id)) for view in views)]


def _text(value: Scalar) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
