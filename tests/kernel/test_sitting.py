from __future__ import annotations

import threading

from tongban.kernel.sitting import no_more_notes, noted, one_sitting, struck_out


class Book:
    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self.says = {"a": 1, "b": 2}

    def read(self, wanted):
        self.asked.append(list(wanted))
        return {key: self.says[key] for key in wanted if key in self.says}


def test_outside_a_sitting_every_reading_reads():
    book = Book()
    assert noted("x", ["a"], book.read) == noted("x", ["a"], book.read) == {"a": 1}
    assert len(book.asked) == 2


def test_inside_each_key_is_read_once_and_unknown_ones_again():
    book = Book()
    with one_sitting():
        assert noted("x", ["a", "c"], book.read) == {"a": 1}
        assert noted("x", ["b", "a"], book.read) == {"b": 2, "a": 1}
        noted("x", ["c"], book.read)
        noted("y", ["a"], book.read)
    assert book.asked == [["a", "c"], ["b"], ["c"], ["a"]]


def test_struck_out_is_read_again_and_a_closed_page_always():
    book = Book()
    with one_sitting():
        noted("x", ["a"], book.read)
        book.says["a"] = 3
        struck_out("x", "a")
        assert noted("x", ["a"], book.read) == {"a": 3}
        no_more_notes("x")
        book.says["a"] = 4
        assert noted("x", ["a"], book.read) == {"a": 4}
        struck_out("x", "a")


def test_a_sitting_inside_a_sitting_is_the_same_one_and_threads_have_their_own():
    book = Book()
    with one_sitting():
        noted("x", ["a"], book.read)
        with one_sitting():
            noted("x", ["a"], book.read)
        other = threading.Thread(target=lambda: noted("x", ["a"], book.read))
        other.start()
        other.join()
    assert len(book.asked) == 2
