"""The demo's nodes: one for each agency that shares, with what its register holds."""

from __future__ import annotations

import csv

import pytest
from django.utils import timezone
from tests.province import province, settle

from tongban.exchange.api import nodes, resources
from tongban.kernel.actor import Actor
from tongban.site.demo.nodes import prepare_nodes
from tongban.site.node_places import HUB, PASSPHRASE_ENV, ports_of
from tongban.site.supervisor.children import Children
from tongban.site.supervisor.nodes import start_nodes
from tongban_node.config import read_settings

__all__ = ["province"]


@pytest.mark.django_db
@pytest.mark.usefixtures("province")
def test_every_agency_that_shares_has_a_node_that_holds_its_register(tmp_path, monkeypatch):
    monkeypatch.delenv(PASSPHRASE_ENV, raising=False)
    monkeypatch.delenv("TONGBAN_EXCHANGE_NODES", raising=False)
    now = timezone.now()
    settle(now)
    assert prepare_nodes(tmp_path, now) == len(resources()) + 1 == 8
    known = {node.id: node for node in nodes(Actor.system("tests"))}
    assert known[HUB].serves_everybody
    assert prepare_nodes(tmp_path, now) == 8, "again: the same keys, ports and logs"
    assert {node.id: node.url for node in nodes(Actor.system("tests"))} == {
        name: node.url for name, node in known.items()
    }
    held: dict[str, int] = {}
    for resource in resources():
        folder = tmp_path / "nodes" / f"node-{resource.code.replace('/', '-')}"
        with (folder / "drop" / "register.csv").open(encoding="utf-8") as file:
            heading, *rows = csv.reader(file)
        assert set(resource.fields) <= set(heading)
        held[resource.code] = len(rows)
    assert held["1010101/1"] > 0
    assert held["1010201/1"] > 0
    with Children() as family:
        told = start_nodes(family, tmp_path, 9, {})
        assert len(told["TONGBAN_EXCHANGE_NODES"].splitlines()) == 8
        said = read_settings(tmp_path / "nodes" / HUB / "node.toml")
        assert said.platform_url == "http://127.0.0.1:9/exchange"
        assert said.local_listen.endswith(f":{ports_of(tmp_path / 'nodes' / HUB)[1]}")
        assert family.first_dead() is None, "the platform goes on without its nodes"
        alive = [child.process for child in family._children]
    assert all(process.poll() is not None for process in alive)


def test_a_deployment_that_names_its_own_nodes_gets_none_of_ours(tmp_path, monkeypatch):
    (tmp_path / "nodes" / "x").mkdir(parents=True)
    (tmp_path / "nodes" / "x" / "node.toml.prepared").write_text("")
    monkeypatch.setenv("TONGBAN_EXCHANGE_NODES", "x http://127.0.0.1:1")
    with Children() as family:
        assert start_nodes(family, tmp_path, 9, {}) == {}
        assert family._children == []
