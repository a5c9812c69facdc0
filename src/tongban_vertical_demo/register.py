"""Its own store: applications, their steps, files; one SQLite file."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from tongban_vertical_demo import vocabulary as v

_BEIJING = timezone(timedelta(hours=8))
_TABLES = """
CREATE TABLE IF NOT EXISTS application (
  number TEXT PRIMARY KEY, outside TEXT UNIQUE NOT NULL, fields TEXT NOT NULL,
  typed TEXT NOT NULL DEFAULT '[]', state TEXT NOT NULL, files TEXT NOT NULL DEFAULT '[]');
CREATE TABLE IF NOT EXISTS message (outside TEXT PRIMARY KEY, answer TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS step (
  number TEXT, seq INTEGER, state TEXT NOT NULL, at TEXT NOT NULL, words TEXT NOT NULL,
  licence TEXT NOT NULL, PRIMARY KEY (number, seq));
CREATE TABLE IF NOT EXISTS file (digest TEXT PRIMARY KEY, content BLOB NOT NULL);
"""


class NotTaken(Exception):
    """It does not take what it was sent; ``said`` why, a line for each fault."""

    def __init__(self, *said: str) -> None:
        super().__init__("; ".join(said))
        self.said = said


@dataclass(frozen=True, slots=True)
class Application:
    """One application as its clerks see it. ``typed`` are the fields they typed themselves."""

    number: str
    outside: str
    fields: Mapping[str, str]
    typed: tuple[str, ...]
    state: str


class Register:
    """The applications in the file at ``path`` (``:memory:`` for a test)."""

    def __init__(self, path: Path | str) -> None:
        self._lock = threading.Lock()
        self._db = sqlite3.connect(str(path), check_same_thread=False, isolation_level=None)
        self._db.executescript("PRAGMA journal_mode=WAL;" + _TABLES)

    def close(self) -> None:
        """Leave the file."""
        with self._lock:
            self._db.close()

    def submit(
        self, outside: str, fields: Mapping[str, str], files: Sequence[Mapping[str, str]]
    ) -> dict[str, Any]:
        """A new application under the sender's own id; the same id again is the same answer."""
        with self._lock:
            known = self._answered(outside)
            if known is None:
                _need_sound(fields)
                count = self._db.execute("SELECT count(*) FROM application").fetchone()[0]
                number = f"YC{datetime.now(_BEIJING).year}{count + 1:06d}"
                self._db.execute("BEGIN")
                self._db.execute(
                    "INSERT INTO application (number, outside, fields, state, files)"
                    " VALUES (?, ?, ?, ?, ?)",
                    (number, outside, _text(fields), v.RECEIVED, _text(files)),
                )
                known = self._keep(outside, {"sqbh": number})
                self._step(number, v.RECEIVED, "")
                self._db.execute("COMMIT")
            wanted = [one["zyz"] for one in files]
            return {**known, "qfj": [each for each in wanted if not self._holds(each)]}

    def supplement(
        self, outside: str, number: str, fields: Mapping[str, str], files: Sequence[Any]
    ) -> dict[str, Any]:
        """What the applicant put right; the application is received once more."""
        with self._lock:
            known = self._answered(outside)
            if known is None:
                before = self._one(number)
                if before.state != v.TO_CORRECT:
                    raise NotTaken(f"申请{number}现在是“{v.STATES[before.state]}”，不能补正")
                _need_sound(fields)
                self._db.execute("BEGIN")
                self._db.execute(
                    "UPDATE application SET fields = ?, files = ? WHERE number = ?",
                    (_text(fields), _text(files), number),
                )
                known = self._keep(outside, {"sqbh": number})
                self._step(number, v.RECEIVED, "")
                self._db.execute("COMMIT")
            wanted = [one["zyz"] for one in files]
            return {**known, "qfj": [each for each in wanted if not self._holds(each)]}

    def take_back(self, outside: str, number: str) -> dict[str, Any]:
        """The applicant withdrew; refused once it is decided."""
        with self._lock:
            known = self._answered(outside)
            if known is None:
                state = self._one(number).state
                if state in v.ENDED:
                    raise NotTaken(f"申请{number}已经“{v.STATES[state]}”，不能撤件")
                self._db.execute("BEGIN")
                known = self._keep(outside, {"sqbh": number})
                self._step(number, v.TAKEN_BACK, "")
                self._db.execute("COMMIT")
            return known

    def attach(self, digest: str, content: bytes) -> None:
        """Keep a file under its SHA-256 (hex)."""
        if hashlib.sha256(content).hexdigest() != digest:
            raise NotTaken("文件与摘要值不符")
        with self._lock:
            self._db.execute("INSERT OR IGNORE INTO file VALUES (?, ?)", (digest, content))

    def advance(self, number: str, state: str, words: str = "") -> None:
        """One of its clerks goes on to the next state; a grant gets a licence number."""
        with self._lock:
            one = self._one(number)
            if state not in v.NEXT[one.state]:
                raise NotTaken(f"“{v.STATES[one.state]}”之后不能“{v.STATES.get(state, state)}”")
            missing = [c.label for c in v.COLUMNS if c.required and not one.fields.get(c.name)]
            if missing and state == v.ACCEPTED:
                raise NotTaken("请先补录：" + "、".join(missing))
            self._db.execute("BEGIN")
            self._step(number, state, words, f"99010{number[2:]}" if state == v.GRANTED else "")
            self._db.execute("COMMIT")

    def type_in(self, number: str, name: str, value: str) -> None:
        """One of its clerks types a field by hand 补录: counted, and told with each step."""
        with self._lock:
            one = self._one(number)
            typed = sorted({*one.typed, name})
            self._db.execute(
                "UPDATE application SET fields = ?, typed = ? WHERE number = ?",
                (_text({**one.fields, name: value}), _text(typed), number),
            )

    def steps(self, numbers: Sequence[str]) -> list[dict[str, Any]]:
        """Every step of the applications; the newest first, as it happens to keep them."""
        marks = ", ".join("?" * len(numbers))
        with self._lock:
            rows = self._db.execute(
                "SELECT s.number, s.seq, s.state, s.at, s.words, s.licence, a.typed FROM step s"  # noqa: S608  only marks
                f" JOIN application a USING (number) WHERE s.number IN ({marks})"
                " ORDER BY s.number, s.seq DESC",
                tuple(numbers),
            ).fetchall()
        return [
            {"sqbh": number, "xh": seq, "zt": state, "sj": at, "yj": words, "xkzh": licence,
             "blzd": len(json.loads(typed))}
            for number, seq, state, at, words, licence, typed in rows
        ]  # fmt: skip

    def applications(self) -> list[Application]:
        """The newest hundred."""
        with self._lock:
            rows = self._db.execute(
                "SELECT number, outside, fields, typed, state FROM application"
                " ORDER BY number DESC LIMIT 100"
            ).fetchall()
        return [_application(row) for row in rows]

    def _step(self, number: str, state: str, words: str, licence: str = "") -> None:
        self._db.execute(
            "INSERT INTO step SELECT ?, coalesce(max(seq), 0) + 1, ?, ?, ?, ? FROM step"
            " WHERE number = ?",
            (number, state, datetime.now(_BEIJING).strftime(v.MOMENT), words, licence, number),
        )
        self._db.execute("UPDATE application SET state = ? WHERE number = ?", (state, number))

    def _one(self, number: str) -> Application:
        row = self._db.execute(
            "SELECT number, outside, fields, typed, state FROM application WHERE number = ?",
            (number,),
        ).fetchone()
        if row is None:
            raise NotTaken(f"没有申请{number}")
        return _application(row)

    def _answered(self, outside: str) -> dict[str, Any] | None:
        row = self._db.execute(
            "SELECT answer FROM message WHERE outside = ?", (outside,)
        ).fetchone()
        return json.loads(row[0]) if row else None

    def _keep(self, outside: str, answer: dict[str, Any]) -> dict[str, Any]:
        self._db.execute("INSERT INTO message VALUES (?, ?)", (outside, _text(answer)))
        return answer

    def _holds(self, digest: str) -> bool:
        found = self._db.execute("SELECT 1 FROM file WHERE digest = ?", (digest,)).fetchone()
        return found is not None


def open_register(folder: Path) -> closing[Register]:
    """The register kept in ``folder``, for ``with``."""
    folder.mkdir(parents=True, exist_ok=True)
    return closing(Register(folder / "register.sqlite"))


def _need_sound(fields: Mapping[str, str]) -> None:
    known = {column.name: column for column in v.COLUMNS}
    said = [f"不认识的字段 {name}" for name in fields if name not in known]
    for name, value in fields.items():
        column = known.get(name)
        if column is None:
            continue
        if column.values and value not in column.values:
            said.append(f"{column.label}的代码“{value}”不在代码表里")
        if len(value) > column.longest:
            said.append(f"{column.label}超过{column.longest}字")
    if said:
        raise NotTaken(*said)


def _application(row: Sequence[str]) -> Application:
    number, outside, fields, typed, state = row
    return Application(number, outside, json.loads(fields), tuple(json.loads(typed)), state)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
