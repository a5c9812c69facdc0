"""The order of a start: port, tables, demo province, web and worker, health, agencies' nodes."""

from __future__ import annotations

import contextlib
import os
import socket
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException

import psycopg
from rich.console import Console

from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.site.exits import NotAvailable
from tongban.site.hub_places import member_environment
from tongban.site.parent_watch import environment_for_children
from tongban.site.places import data_directory
from tongban.site.signals import Stop
from tongban.site.supervisor.banner import show_banner
from tongban.site.supervisor.children import Child, Children
from tongban.site.supervisor.hub import start_hub
from tongban.site.supervisor.nodes import doors_of_nodes, start_nodes
from tongban.site.supervisor.prepared import Prepared
from tongban.site.supervisor.verticals import door_of_vertical, start_vertical
from tongban.site.supervisor.witnesses import start_witnesses

_HEALTHY_WITHIN_S = 120
_LOOK_EVERY_S = 0.2


class ProcessDied(Refusal):
    """The web or the worker process ended by itself."""

    def __init__(self, child: Child) -> None:
        super().__init__(
            code="site.process_died",
            message=Text.of(
                f"{child.name} 进程意外结束（退出码 {child.exit_code}），其余进程已停止。",
                f"The {child.name} process ended by itself (exit code {child.exit_code});"
                " everything else was stopped.",
            ),
            mend=Text.of(
                "原因见上方日志；修好后重新运行 tongban run，数据不会丢失。",
                "Its last log lines above say why; then start again, no data is lost.",
            ),
            kind=RefusalKind.UNAVAILABLE,
        )


def run_everything(port: int, prepare: Callable[[Console], Prepared]) -> None:
    """Start, say where to click, and stay until a signal or the death of a process.

    DATABASE_URL is set and its server is up. Imports nothing of Django: ``prepare`` does that.
    """
    console = Console(stderr=True, highlight=False)
    started = time.monotonic()
    _refuse_taken_port(port)
    _refuse_unreachable(os.environ["DATABASE_URL"])
    with contextlib.suppress(Stop), Children() as children:
        prepared = prepare(console)
        env = {**environment_for_children(), "PORT": str(port)}
        env.update(start_witnesses(children, data_directory(), env))
        env.update(doors_of_nodes(data_directory()))
        env.update(member_environment(data_directory()))
        door_of_vertical(data_directory())
        start_hub(children, data_directory(), port, env)  # before the worker first asks it
        children.start("web", "tongban.site.serving", env=env)
        children.start("worker", "tongban.site.working", env=env)
        with console.status("waiting until the platform is healthy"):
            _wait_until_healthy(children, port)
        show_banner(port, time.monotonic() - started, prepared.sign_ins)
        start_nodes(children, data_directory(), port, env)
        start_vertical(children, data_directory(), env)
        _watch(children)
    console.print("Stopped.")


def _refuse_unreachable(url: str) -> None:
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        raise NotAvailable(
            "site.database_unavailable",
            Text.of(
                "DATABASE_URL 指向的数据库连不上。",
                "The database of DATABASE_URL cannot be reached.",
            ),
            Text.of(
                "检查地址、账号和库名；或取消设置 DATABASE_URL，由通办自己准备 PostgreSQL。",
                "Check address, account and database name, or unset DATABASE_URL and Tongban"
                " prepares PostgreSQL itself.",
            ),
        ) from None


def _wait_until_healthy(children: Children, port: int) -> None:
    deadline = time.monotonic() + _HEALTHY_WITHIN_S
    while not is_healthy(port):
        _refuse_dead(children)
        if time.monotonic() > deadline:
            raise NotAvailable(
                "site.not_healthy_in_time",
                Text.of("平台没有在限时内就绪。", "The platform did not become healthy in time."),
                Text.of("请看上方日志。", "Look at the log lines above."),
            )
        time.sleep(_LOOK_EVERY_S)


def is_healthy(port: int) -> bool:
    """Whether /healthz answers 200 on this machine."""
    asked = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        asked.request("GET", "/healthz")
        return asked.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()


def _watch(children: Children) -> None:
    while True:
        _refuse_dead(children)
        children.revive()
        time.sleep(_LOOK_EVERY_S)


def _refuse_dead(children: Children) -> None:
    dead = children.first_dead()
    if dead is not None:
        raise ProcessDied(dead)


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise NotAvailable(
                "site.port_taken",
                Text.of(f"端口 {port} 已被占用。", f"Port {port} is already in use."),
                Text.of(
                    "停掉占用它的程序，或换一个端口：PORT=8001 make run。",
                    "Stop the program that uses it, or take another: PORT=8001 make run",
                ),
            ) from None
