"""Import profiles: those that ship with the room, and files a province writes."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import ValidationError

from tongban.catalogue.domain.import_profile import Profile
from tongban.catalogue.domain.import_values import READERS
from tongban.catalogue.refusals import ProfileFaulty, ProfileNotFound
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text

_SHIPPED = Path(__file__).parent.parent / "profiles"


def shipped_profiles() -> tuple[str, ...]:
    """Names of the profiles that ship, sorted; each can be given to ``import_catalogue``."""
    return tuple(sorted(path.stem for path in _SHIPPED.glob("*.yaml")))


def load_profile(name: str) -> Profile:
    """The profile of that name, or in the file of that path.

    Refusals: ProfileNotFound, ProfileFaulty (every fault at once).
    """
    path = _SHIPPED / f"{name}.yaml" if name in shipped_profiles() else Path(name)
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileNotFound(name, shipped_profiles()) from error
    except yaml.YAMLError as error:
        raise ProfileFaulty(name, [_problem("", f"不是 YAML：{error}")]) from error
    try:
        profile = Profile.model_validate(found)
    except ValidationError as error:
        problems = [_problem(".".join(map(str, e["loc"])), e["msg"]) for e in error.errors()]
        raise ProfileFaulty(name, problems) from error
    unknown = sorted(set(profile.fields) - set(READERS))
    unfilled = sorted(set(profile.required) - set(profile.fields))
    problems = [_problem(f"fields.{field}", "没有这个字段") for field in unknown]
    problems += [_problem(f"required.{field}", "必填，却没有写从哪一列来") for field in unfilled]
    if "code" not in profile.fields:
        problems.append(_problem("fields.code", "必须写事项编码从哪一列来"))
    if problems:
        raise ProfileFaulty(name, problems)
    return profile


def _problem(where: str, what: str) -> Problem:
    return Problem(
        where,
        "catalogue.profile_faulty",
        Text.of(what, f"{where}: {what}"),
        Text.of(
            "对照 docs/handbook/catalogue-import.md 改正。",
            "Correct it by docs/handbook/catalogue-import.md.",
        ),
    )
