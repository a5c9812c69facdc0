from __future__ import annotations

from tongban.kernel.later import Later


def test_it_is_made_once_and_only_when_looked_at():
    made: list[int] = []

    def make() -> tuple[str, ...]:
        made.append(1)
        return ("a", "b", "c")

    later = Later(make)
    assert made == []
    assert (len(later), later[0], later[-1], later[1:]) == (3, "a", "c", ("b", "c"))
    assert [*later] == ["a", "b", "c"]
    assert made == [1]


def test_it_stands_for_its_tuple():
    later = Later(lambda: (1, 2))
    assert later == (1, 2) == later == Later(lambda: (1, 2))
    assert later not in ((2, 1), (1, 2, 3), [1, 2])
    assert hash(later) == hash((1, 2))
    assert repr(later) == "(1, 2)"
