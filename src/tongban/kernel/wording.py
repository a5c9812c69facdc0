"""Words an officer says for the record: there, not too long, and no number of a person in them."""

from __future__ import annotations

from tongban.kernel.personal import carries_personal_number
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text

MAX_WORDS = 1000


def faults_of_words(
    words: str, *, room: str, missing: tuple[Text, Text] | None, field: str = "words"
) -> list[Problem]:
    """Everything that is wrong with ``words``, which carry no blanks around them.

    ``missing`` is what to say, and the mend, when there are none; None when they may be left out.
    ``room`` leads the codes: ``ROOM.words_missing``, ``ROOM.words_too_long`` (over 1000
    characters), ``ROOM.words_name_a_person``.
    """
    problems = []
    if missing is not None and not words:
        problems.append(Problem(field, f"{room}.words_missing", *missing))
    if len(words) > MAX_WORDS:
        problems.append(
            Problem(
                field,
                f"{room}.words_too_long",
                Text.of(f"超过{MAX_WORDS}个字。", f"Longer than {MAX_WORDS} characters."),
                Text.of("请写短些。", "Shorten it."),
            )
        )
    if carries_personal_number(words):
        problems.append(
            Problem(
                field,
                f"{room}.words_name_a_person",
                Text.of(
                    "里面有个人的号码，这里不写个人信息。",
                    "It holds a person's number; nothing personal is written here.",
                ),
                Text.of("删去号码。", "Leave the number out."),
            )
        )
    return problems
