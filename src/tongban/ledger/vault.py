"""The vault 保险柜: values sealed under one key per subject, so a subject can be forgotten.

A subject's data key is wrapped by the master key. Destroying the wrapped key makes every value
sealed for the subject unreadable, in the database and in every backup of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import connection

from tongban.kernel.sitting import no_more_notes, noted, struck_out
from tongban.kernel.text import Text
from tongban.ledger.adapters.master_key import master_key
from tongban.ledger.adapters.suite_in_force import suite_in_force
from tongban.ledger.refusals import MasterKeyUnusable, SubjectForgotten
from tongban_trust.suites import Tampered, suite, suite_that_sealed

_WRAPPING = "tongban subject keys v1"
_SECRETS = b"tongban subject secrets v1"
_NOTES = "ledger.subject_keys"


def seal(subject_id: str, plaintext: bytes) -> bytes:
    """Encrypt for one subject (a key is made on the first use, in the caller's transaction).

    Refuses with SubjectForgotten. The result opens only for the same subject.
    """
    (sealed,) = seal_many([(subject_id, plaintext)])
    return sealed


def seal_many(rows: Iterable[tuple[str, bytes]]) -> tuple[bytes, ...]:
    """``seal`` for a list of (subject, plaintext), in at most three statements.

    For imports: keys are read, made and read again for all subjects at once. Refuses with
    SubjectForgotten when one of them was forgotten.
    """
    wanted = list(rows)
    keys = _keys_for_sealing({subject_id for subject_id, _ in wanted})
    chosen = suite_in_force()
    return tuple(
        chosen.seal(keys[subject_id], plaintext, _context(subject_id))
        for subject_id, plaintext in wanted
    )


def unseal(subject_id: str, sealed: bytes) -> bytes:
    """Decrypt what ``seal`` made; SubjectForgotten once forgotten, Tampered when changed."""
    (plaintext,) = unseal_many([(subject_id, sealed)])
    if plaintext is None:
        raise SubjectForgotten(subject_id)
    return plaintext


def unseal_many(rows: Iterable[tuple[str, bytes]]) -> tuple[bytes | None, ...]:
    """``unseal`` for a list in one query; None where the subject was forgotten.

    Reads the keys from the database, once in a sitting: forgotten means forgotten at once, in every
    process.
    """
    wanted = [(subject_id, bytes(sealed)) for subject_id, sealed in rows]
    standing = _standing_keys({subject_id for subject_id, _ in wanted})
    keys = {subject_id: key for subject_id, key in standing.items() if key is not None}
    return tuple(
        suite_that_sealed(sealed).open(keys[subject_id], sealed, _context(subject_id))
        if subject_id in keys
        else None
        for subject_id, sealed in wanted
    )


def wrapped_key_of(column: str) -> str:
    """SQL that reads the wrapped key of the subject in ``column`` along with something else.

    NULL for who has none and who was forgotten. For ``key_read``.
    """
    return f"(SELECT wrapped FROM ledger_subjectkey WHERE ledger_subjectkey.subject_id = {column})"  # noqa: S608  a column of ours


def key_read(subject_id: str, wrapped: bytes | memoryview | None) -> None:
    """Note for the sitting what ``wrapped_key_of`` read: who seals and opens next asks no more.

    What was NULL is asked again, because only the row says whether a subject was forgotten.
    """
    if wrapped is not None:
        key = bytes(wrapped)
        noted(_NOTES, (subject_id,), lambda _: {subject_id: _unwrap(subject_id, key)})


def destroy_key(subject_id: str, now: datetime) -> bool:
    """Destroy a subject's key for good; False when there was none left to destroy.

    A subject without a key gets a destroyed one, so nothing can be sealed for them later.
    """
    struck_out(_NOTES, subject_id)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_subjectkey (subject_id, wrapped, created_at, destroyed_at)"
            " VALUES (%s, NULL, %s, %s) ON CONFLICT (subject_id) DO UPDATE"
            " SET wrapped = NULL, destroyed_at = excluded.destroyed_at"
            " WHERE ledger_subjectkey.destroyed_at IS NULL",
            [subject_id, now, now],
        )
        return cursor.rowcount > 0


def blind_index(scheme: str, value: str) -> str:
    """HMAC-SM3 of an identifier, as 64 hex digits: find a number without storing it.

    The same scheme and value always give the same index in one installation, whichever suite is in
    force. Without the master key it cannot be computed, so a stolen table cannot be searched by
    trying all numbers. The value is taken as it is: normalise it first.
    """
    chosen = suite("gm")
    key = chosen.mac(master_key(), f"tongban blind index v1 {scheme}".encode())
    return chosen.mac(key, value.encode()).hex()


def _keys_for_sealing(subject_ids: set[str]) -> dict[str, bytes]:
    keys = _read_keys(subject_ids)
    missing = sorted(subject_ids - keys.keys())
    if missing:
        no_more_notes(_NOTES)
        chosen = suite_in_force()
        wrapping = chosen.derive(master_key(), _WRAPPING)
        wrapped = [chosen.seal(wrapping, chosen.new_key(), _context(each)) for each in missing]
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO ledger_subjectkey (subject_id, wrapped, created_at)"
                " SELECT subject_id, wrapped, now()"
                " FROM unnest(%s::text[], %s::bytea[]) AS made (subject_id, wrapped)"
                " ON CONFLICT DO NOTHING",
                [missing, wrapped],
            )
        # Another process may have made the key first (we waited for its commit): read it back.
        keys |= _read_keys(set(missing))
    return keys


def _read_keys(subject_ids: set[str]) -> dict[str, bytes]:
    keys: dict[str, bytes] = {}
    for subject_id, key in _standing_keys(subject_ids).items():
        if key is None:
            raise SubjectForgotten(subject_id)
        keys[subject_id] = key
    return keys


def _standing_keys(subject_ids: Collection[str]) -> dict[str, bytes | None]:
    """Keys by subject: None for a forgotten one, no entry for one that never had a key."""
    return noted(_NOTES, subject_ids, _read_standing)


def _read_standing(subject_ids: Collection[str]) -> dict[str, bytes | None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT subject_id, wrapped FROM ledger_subjectkey WHERE subject_id = ANY(%b)",
            [sorted(subject_ids)],
        )
        rows = cursor.fetchall()
    return {
        subject_id: None if wrapped is None else _unwrap(subject_id, bytes(wrapped))
        for subject_id, wrapped in rows
    }


def _unwrap(subject_id: str, wrapped: bytes) -> bytes:
    chosen = suite_that_sealed(wrapped)
    try:
        return chosen.open(chosen.derive(master_key(), _WRAPPING), wrapped, _context(subject_id))
    except Tampered as error:
        raise MasterKeyUnusable(
            Text.of(
                "主密钥与数据库不匹配：个人信息不是用这把密钥加密的。",
                "The master key does not fit: personal data was sealed with another one.",
            )
        ) from error


def _context(subject_id: str) -> bytes:
    return f"tongban subject {subject_id}".encode()


def derive_secret(subject_id: str, purpose: str) -> bytes:
    """32 secret bytes of one subject for one purpose, always the same; none are stored.

    They come from the subject's data key (made on the first use), so forgetting the subject
    destroys them with it. Refuses with SubjectForgotten.
    """
    (key,) = _keys_for_sealing({subject_id}).values()
    chosen = suite("gm")
    return chosen.mac(chosen.mac(key, _SECRETS), purpose.encode())
