"""Why a code is not valid, said for the person who typed it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tongban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: a stable code, what is wrong, what to do."""

    code: str
    message: Text
    mend: Text


class CodeFault(ValueError):
    """A code that fails its standard; ``faults`` holds all of them, never only the first.

    ``message`` and ``mend`` read all faults as one text each.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        self.message = _joined([fault.message for fault in self.faults])
        self.mend = _joined([fault.mend for fault in self.faults])
        super().__init__(self.message.zh)


def refuse_if_any(faults: list[Fault]) -> None:
    """Raise CodeFault when something was found."""
    if faults:
        raise CodeFault(faults)


def _joined(texts: list[Text]) -> Text:
    # Two faults may share their remedy; say it once.
    chinese = "".join(dict.fromkeys(text.zh for text in texts))
    english = " ".join(dict.fromkeys(text.en for text in texts))
    return Text.of(chinese, english)
