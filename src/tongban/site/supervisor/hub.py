"""The demo's national hub, started beside web and worker where the province was prepared."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tongban.site.hub_places import hub_folder, hub_port, noted_member
from tongban.site.supervisor.children import Children

_MODULE = "tongban.site.hub_serving"


def start_hub(children: Children, data_dir: Path, port: int, env: Mapping[str, str]) -> None:
    """Start it; ``port`` is the platform's. The platform goes on without it, with what it took."""
    known = noted_member(data_dir)
    if known is None:
        return
    code, spki, suite_name = known
    folder = hub_folder(data_dir)
    (folder / "member").write_text(f"{code} {spki} http://127.0.0.1:{port}\n", "utf-8")
    words = (str(folder), str(hub_port(data_dir)), suite_name)
    children.start("national hub", _MODULE, *words, env=env, essential=False)
