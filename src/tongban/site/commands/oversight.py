"""`tongban oversight`: hold a published draw again, with nothing but the published file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from tongban.kernel.text import Text
from tongban.site.cli.exits import Exit, NotAvailable, terminal_language
from tongban.supervision.api import Published, differences

_MOST_BYTES = 16 * 1024 * 1024
_SAYS = {
    "root": Text.of("日志根与您给出的不一致", "The root is not the one you gave"),
    "seed": Text.of(
        "种子不是由日志根和公告得出的", "The seed does not follow from root and announcement"
    ),
    "lots": Text.of("名单和种子得不出公示的结果", "Lists and seed give other lots than published"),
}
_SAME = Text.of("重新抽取一次，结果相同。", "Drawn again: the same lots.")


class DrawUnreadable(NotAvailable):
    """The file is not there, too large, or no published draw."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            code="site.draw_unreadable",
            message=Text.of(f"{path} 不是抽取公示文件。", f"{path} is no published draw."),
            mend=Text.of(
                "从 /api/v1/oversight/draws/编号 下载。",
                "Download it from /api/v1/oversight/draws/ID.",
            ),
        )


def register(root: typer.Typer) -> None:
    """Put the group on the root."""
    group = typer.Typer(help="Oversight of approvals: draws by lot.", no_args_is_help=True)
    group.command("replay")(replay)
    root.add_typer(group, name="oversight")


def replay(
    file: Annotated[Path, typer.Argument(help="The draw as /api/v1/oversight/draws/ID gives it.")],
    root: Annotated[
        str, typer.Option(help="The root, hexadecimal, you computed from your copy of the log.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for machines.")] = False,
) -> None:
    """Draw again; exit 0 only when the lots are those published, 1 otherwise."""
    told = _read(file)
    wrong = differences(told)
    if root and root.lower() != told.root:
        wrong = ("root", *wrong)
    if as_json:
        typer.echo(json.dumps({"agrees": not wrong, "differs": list(wrong), "lots": told.lots}))
    else:
        language = terminal_language()
        for line in [_SAYS[each] for each in wrong] or [_SAME]:
            typer.echo(line.in_language(language))
    raise typer.Exit(Exit.DONE if not wrong else Exit.REFUSED)


def _read(file: Path) -> Published:
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise DrawUnreadable(file)
        told = json.loads(file.read_text(encoding="utf-8"))
        if not isinstance(told, dict):
            raise DrawUnreadable(file)
        return Published.of_json(told)
    except (OSError, ValueError) as error:
        raise DrawUnreadable(file) from error
