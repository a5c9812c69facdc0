"""What `tongban run` prints when the platform is ready."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table

from tongban.site.exits import terminal_language
from tongban.site.hub_places import hub_url, noted_member
from tongban.site.places import data_directory
from tongban.site.rooms import has_module
from tongban.site.supervisor.prepared import SignIn
from tongban.site.supervisor.verticals import door_of_vertical

_PLACES = (
    ("tongban.web.portal.urls", "Portal 门户", "/"),
    ("tongban.web.desk.urls", "Officers' desk 工作台", "/desk/"),
    ("tongban.web.console.urls", "Console 控制台", "/console/"),
    ("tongban.web.api.urls", "JSON API 接口", "/api/v1/docs"),
)
_SHOWN_ACCOUNTS = 12


def show_banner(port: int, took_s: float, accounts: Sequence[SignIn]) -> None:
    """Where to click, and who to sign in as."""
    address = f"http://127.0.0.1:{port}"
    table = Table.grid(padding=(0, 2))
    for module, name, path in _PLACES:
        if has_module(module):
            table.add_row(name, f"[link={address}{path}]{address}{path}[/link]")
    table.add_row("Health 健康", f"{address}/healthz")
    if other := door_of_vertical(data_directory()):
        table.add_row("A department's own system 部门系统", f"[link={other}]{other}[/link]")
    if noted_member(data_directory()):
        hub = hub_url(data_directory())
        table.add_row("Another platform 国家枢纽", f"[link={hub}]{hub}[/link]")
    if accounts:
        table.add_row("", "")
        table.add_row(
            "[bold]Sign in as 演示登录[/bold]", f"[dim]{address}/sign-in, no password[/dim]"
        )
    tag = terminal_language()
    for account in accounts[:_SHOWN_ACCOUNTS]:
        label, role = account.label.in_language(tag), account.role.in_language(tag)
        table.add_row(f"  {escape(label)}", escape(role))
    if len(accounts) > _SHOWN_ACCOUNTS:
        table.add_row(f"  … {len(accounts) - _SHOWN_ACCOUNTS}")
    Console(highlight=False).print(
        Panel(
            table,
            title="[bold]Tongban 通办[/bold]",
            subtitle=f"ready in {took_s:.1f} s · Ctrl-C stops everything",
            expand=False,
            border_style="blue",
        )
    )
