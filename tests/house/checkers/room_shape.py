"""One floor plan for every room: the same file names, a README of one screen, no junk drawers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.house.readmes import section
from tests.house.violation import Violation

_ONE_SCREEN = 60
_HEADINGS = ("Nouns", "Verbs", "Events", "Invariants", "Anchor tables")
_FILES = {
    "README.md", "__init__.py", "admin.py", "api.py", "apps.py", "domain.py", "events.py",
    "handlers.py", "models.py", "policies.py", "ports.py", "queries.py", "refusals.py", "shelf.py",
    "views.py",
}  # fmt: skip
_FOLDERS = {
    "actions",
    "adapters",
    "domain",
    "migrations",
    "models",
    "queries",
    "shelf",
    "tests",
    "views",
}
_DATA_FOLDERS = {"data", "locale", "profiles", "static", "templates"}
# Django finds a database backend by this name.
_ASKED_FOR = {"src/tongban/site/postgres/backend/base.py"}
_JUNK = {"utils", "util", "helpers", "helper", "common", "misc", "core", "base", "exceptions"}
# These have a plan of their own: values only, pages, and the composition root.
_OTHER_PLAN = {"kernel", "site", "web"}


def check(root: Path) -> list[Violation]:
    """Rooms that a newcomer could not find her way in."""
    rooms = [p for p in sorted((root / "src/tongban").glob("*")) if (p / "__init__.py").exists()]
    found = list(_junk(root))
    for room in rooms:
        if room.name not in _OTHER_PLAN:
            found += [*_readme(root, room), *_names(root, room)]
    return found


def _readme(root: Path, room: Path) -> Iterator[Violation]:
    readme = room / "README.md"
    where = str(readme.relative_to(root))
    if not readme.exists():
        mend = "Write one screen: purpose, " + ", ".join(_HEADINGS).lower() + "."
        yield Violation(where, "The room has no README.", mend)
        return
    lines = len(readme.read_text(encoding="utf-8").splitlines())
    if lines > _ONE_SCREEN:
        mend = f"Keep it to {_ONE_SCREEN}; put the rest in docstrings or docs/."
        yield Violation(where, f"The README has {lines} lines, more than one screen.", mend)
    for heading in _HEADINGS:
        if section(readme, heading) is None:
            mend = f"Add “## {heading}”, with “none” where there are none."
            yield Violation(where, f"The README says nothing under {heading}.", mend)


def _names(root: Path, room: Path) -> Iterator[Violation]:
    readme = room / "README.md"
    told = readme.read_text(encoding="utf-8") if readme.exists() else ""
    for path in sorted(room.iterdir()):
        known = _FOLDERS | _DATA_FOLDERS if path.is_dir() else _FILES
        if path.name not in known | {"__pycache__"} and f"`{path.name}`" not in told:
            yield Violation(
                str(path.relative_to(root)),
                "No room has a file of this name, and the README does not say why this one does.",
                f"Put it in one of {', '.join(sorted(_FILES | _FOLDERS))}, or say in the README "
                f"what `{path.name}` is for.",
            )


def _junk(root: Path) -> Iterator[Violation]:
    for path in sorted((root / "src").rglob("*")):
        if path.relative_to(root).as_posix() in _ASKED_FOR:
            continue
        if path.stem in _JUNK and (path.suffix == ".py" or (path / "__init__.py").exists()):
            yield Violation(
                str(path.relative_to(root)),
                f"“{path.stem}” names no noun of the domain.",
                "Name the module after what it knows or does.",
            )
