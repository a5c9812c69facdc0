"""The demo's nodes: one for each agency that shares, with what its register holds."""

from __future__ import annotations

import csv

import pytest
from django.utils import timezone
from tests.province import province, settle

from tongban.agencies.api import agency_by_short
from tongban.exchange.api import nodes, resources
from tongban.exchange.tests.factories import FakeNode
from tongban.kernel.actor import Actor
from tongban.site.demo.nodes import prepare_nodes
from tongban.site.node_places import PASSPHRASE_ENV, TEMPLATE, hub_node, node_name, ports_of
from tongban.site.supervisor.children import Children, next_rest_s
from tongban.site.supervisor.nodes import doors_of_nodes, start_nodes
from tongban_node.config import read_settings

__all__ = ["province"]


@pytest.mark.django_db
@pytest.mark.usefixtures("province")
def test_every_agency_that_shares_has_a_node_that_holds_its_register(tmp_path, monkeypatch):
    monkeypatch.delenv(PASSPHRASE_ENV, raising=False)
    monkeypatch.delenv("TONGBAN_EXCHANGE_NODES", raising=False)
    now = timezone.now()
    settle(now)
    older = FakeNode("node-1010101-1", agency_by_short("gat-990000").code).register(now)
    (tmp_path / "nodes" / older.id).mkdir(parents=True)
    (tmp_path / "nodes" / older.id / TEMPLATE).write_text("", "utf-8")
    assert prepare_nodes(tmp_path, now) == len(resources()) + 1 == 8
    known = {node.id: node for node in nodes(Actor.system("tests"))}
    assert known[hub_node()].serves_everybody
    assert prepare_nodes(tmp_path, now) == 8, "again: the same keys, ports and logs"
    assert {node.id: node.url for node in nodes(Actor.system("tests"))} == {
        name: node.url for name, node in known.items()
    }
    held: dict[str, int] = {}
    for resource in resources():
        folder = tmp_path / "nodes" / node_name(f"node-{resource.code.replace('/', '-')}")
        for file in (folder / "drop").glob("*/register.csv"):
            heading, *rows = csv.reader(file.read_text("utf-8").splitlines())
            assert set(resource.fields) <= set(heading)
            held[f"{resource.code} by {file.parent.name}"] = len(rows)
    assert held["1010101/1 by resident-id"] > 0
    assert held["1010201/1 by resident-id"] > 0
    assert held["1020101/1 by uscc"] > 0
    assert held["1010301/1 by guardian-resident-id"] == 1, "the newborn who has no number yet"
    said = read_settings(tmp_path / "nodes" / node_name("node-1010301-1") / TEMPLATE)
    assert {each.scheme for each in said.sources} == {"resident-id", "guardian-resident-id"}
    with Children() as family:
        assert len(doors_of_nodes(tmp_path)["TONGBAN_EXCHANGE_NODES"].splitlines()) == 8
        start_nodes(family, tmp_path, 9, {})
        said = read_settings(tmp_path / "nodes" / hub_node() / "node.toml")
        assert said.platform_url == "http://127.0.0.1:9/exchange"
        assert said.local_listen.endswith(f":{ports_of(tmp_path / 'nodes' / hub_node())[1]}")
        assert family.first_dead() is None, "the platform goes on without its nodes"
        alive = [child.process for child in family._children]
    assert all(process.poll() is not None for process in alive)


def test_a_deployment_that_names_its_own_nodes_gets_none_of_ours(tmp_path, monkeypatch):
    (tmp_path / "nodes" / "x").mkdir(parents=True)
    (tmp_path / "nodes" / "x" / "node.toml.prepared").write_text("")
    monkeypatch.setenv("TONGBAN_EXCHANGE_NODES", "x http://127.0.0.1:1")
    with Children() as family:
        assert doors_of_nodes(tmp_path) == {}
        start_nodes(family, tmp_path, 9, {})
        assert family._children == []


def test_what_ends_again_and_again_is_started_less_and_less_often_until_it_runs_well():
    rests = [10.0]
    while len(rests) < 8:
        rests.append(next_rest_s(rests[-1], since_start_s=rests[-1] + 0.2))
    assert rests == [10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 320.0, 320.0]
    assert next_rest_s(320.0, since_start_s=400.0) == 10.0
