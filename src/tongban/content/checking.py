"""Check a pack on disk: every fault of every file in one run, nothing written anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tongban.content.adapters.folder import read_folder
from tongban.content.domain.assemble import Assembly, assemble
from tongban.content.domain.problems import PackProblem, Severity
from tongban.content.domain.shelf import Manifest, PackView
from tongban.content.refusals import PackNotFound
from tongban.content.registry import shelves


@dataclass(frozen=True, slots=True)
class PackReport:
    """What a check found: faults by file and line, and how many entries each shelf holds."""

    manifest: Manifest | None
    problems: tuple[PackProblem, ...]
    counts: tuple[tuple[str, int], ...]
    view: PackView

    @property
    def errors(self) -> tuple[PackProblem, ...]:
        """The faults that stop publication."""
        return tuple(fault for fault in self.problems if fault.severity is Severity.ERROR)

    @property
    def publishable(self) -> bool:
        """Whether the pack may be published: no errors (warnings are advice)."""
        return not self.errors


def check_pack(path: Path) -> PackReport:
    """Read and check the pack in folder ``path``.

    Reports all faults at once (unreadable files, unknown keys, broken references, the lints of
    every room); never stops at the first. Refusals: PackNotFound when there is no such folder.
    """
    return report_on(load(path)[1])


def load(path: Path) -> tuple[dict[str, bytes], Assembly]:
    """The files of a pack and the pack made of them, with all its problems."""
    if not path.is_dir():
        raise PackNotFound(str(path))
    folder = read_folder(path)
    assembly = assemble(folder.files, shelves())
    assembly.problems = sorted(
        [*folder.problems, *assembly.problems],
        key=lambda fault: (fault.file, fault.line, fault.code),
    )
    return folder.files, assembly


def report_on(assembly: Assembly) -> PackReport:
    """The report of an assembled pack."""
    counts = tuple((name, len(entries)) for name, entries in assembly.entries.items())
    return PackReport(assembly.manifest, tuple(assembly.problems), counts, assembly.view())
