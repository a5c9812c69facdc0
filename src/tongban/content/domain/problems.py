"""What is wrong with a pack: where, in plain words, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text


class Severity(Enum):
    """An error stops publication; a warning is advice."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class PackProblem:
    """One fault of a pack.

    ``file`` is the path inside the pack with forward slashes, ``line`` counts from 1,
    ``code`` is stable (``room.what_is_wrong``), ``mend`` says what the author should do.
    """

    file: str
    line: int
    code: str
    message: Text
    mend: Text
    severity: Severity = Severity.ERROR

    @property
    def where(self) -> str:
        """``items/jzz.yaml:12``."""
        return f"{self.file}:{self.line}"

    def as_problem(self) -> Problem:
        """The same fault in the shape every Refusal carries."""
        return Problem(self.where, self.code, self.message, self.mend)
