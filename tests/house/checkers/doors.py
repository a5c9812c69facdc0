"""Doors: outsiders import ``<room>.api`` only, and never from inside a function."""

from __future__ import annotations

from pathlib import Path

from tests.house.tree import Import, Module, imports, modules
from tests.house.violation import Violation

# The kernel has no door: all its modules are shared values. Site is the composition root.
_OPEN_ROOMS = {"kernel", "site"}


def check(root: Path) -> list[Violation]:
    """Imports that walk round a room's door."""
    return [
        Violation(
            module.at(found.node),
            f"{module.name} reaches into {found.module}, behind the door of {target}.",
            f"Import from tongban.{target}.api, or ask that room to offer what you need there.",
        )
        for module in modules(root, "src", "bench")
        for found in imports(module)
        if (target := _room_behind(found)) and _is_outsider(module, target, found)
    ]


def check_lazy(root: Path) -> list[Violation]:
    """Imports of our own rooms inside functions, which hide a cycle from the floor plan."""
    return [
        Violation(
            module.at(found.node),
            f"{module.name} imports {found.module} inside a function.",
            "Import it at the top; if that makes a cycle, move the shared value down a floor.",
        )
        for module in modules(root)
        if module.room != "site" and not module.is_test
        for found in imports(module)
        if found.lazy and found.module.split(".")[0].startswith("tongban")
    ]


def _room_behind(found: Import) -> str | None:
    """The room whose inside is imported, None when the import stops at a door."""
    parts = [*found.module.split("."), *([found.name] if found.name else [])]
    if parts[0] != "tongban" or len(parts) < 2:
        return None
    room, inside = parts[1], parts[2:3]
    if room in _OPEN_ROOMS or inside == ["api"]:
        return None
    return room


def _is_outsider(module: Module, room: str, found: Import) -> bool:
    if module.room in (room, "site"):
        return False
    factories = f"tongban.{room}.tests.factories"
    return not (module.is_test and f"{found.module}.{found.name}".startswith(factories))
