"""A template variable that nobody defined is a failure, not an empty string."""

from __future__ import annotations

import pytest


class UndefinedVariable(Exception):
    """A page asked for a value that its view did not give."""


class Undefined(str):
    """Django's ``string_if_invalid``: refuses to be shown.

    Django formats it with the variable's name whenever it "contains" ``%s``; that is the moment.
    """

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, variable: object) -> str:
        raise UndefinedVariable(
            f"The template uses {{{{ {variable} }}}}, which the view never gave. "
            "Give it in the context, or mend the name."
        )


@pytest.fixture(autouse=True, scope="session")
def _undefined_variables_fail() -> None:
    from django.template import engines

    for engine in engines.all():
        if hasattr(engine, "engine"):
            engine.engine.string_if_invalid = Undefined("undefined")
