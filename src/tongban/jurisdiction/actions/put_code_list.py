"""put_code_list: write a code list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from tongban.jurisdiction.actions.announce import announce
from tongban.jurisdiction.domain.records import Changes, CodeRecord
from tongban.jurisdiction.events import CODE_LIST_CHANGED
from tongban.jurisdiction.models import Code, CodeList
from tongban.jurisdiction.policies import may_change_codes
from tongban.jurisdiction.refusals import CodesNotYours
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text

_FIELDS = ("place", "name", "also", "valid_from", "valid_until")


def put_code_list(
    *,
    actor: Actor,
    scheme: str,
    title: Text,
    records: Sequence[CodeRecord],
    source: str,
    now: datetime,
    dry_run: bool = False,
) -> Changes:
    """Add and correct the codes of a list; a code no longer named stays, because records use it.

    A repeat writes nothing. Refuses with CodesNotYours.
    """
    if not may_change_codes(actor):
        raise CodesNotYours
    with transaction.atomic():
        CodeList.objects.get_or_create(scheme=scheme, defaults={"title": title.to_mapping()})
        row = CodeList.objects.select_for_update().get(scheme=scheme)
        retitled = row.title != title.to_mapping()
        rows = row.codes.order_by("place", "id")
        standing = {code.code: tuple(getattr(code, name) for name in _FIELDS) for code in rows}
        wanted = {entry.code: _values(place, entry) for place, entry in enumerate(records)}
        new = [code for code in wanted if code not in standing]
        differ = [code for code in wanted if code in standing and wanted[code] != standing[code]]
        changes = Changes(len(new), len(differ), len(wanted) - len(new) - len(differ))
        if dry_run:
            transaction.set_rollback(True)
            return changes
        if changes.any or retitled:
            row.title = title.to_mapping()
            row.save()
            _write(row, {code: wanted[code] for code in (*new, *differ)})
            announce(
                event=CODE_LIST_CHANGED,
                about=f"code-list:{scheme}",
                source=source,
                changes=changes,
                actor=actor,
                now=now,
            )
        return changes


def _values(place: int, entry: CodeRecord) -> tuple[Any, ...]:
    name = entry.name.to_mapping()
    return (place, name, dict(entry.also), entry.valid_from, entry.valid_until)


def _write(code_list: CodeList, wanted: dict[str, tuple[Any, ...]]) -> None:
    Code.objects.bulk_create(
        (
            Code(code_list=code_list, code=code, **dict(zip(_FIELDS, values, strict=True)))
            for code, values in wanted.items()
        ),
        update_conflicts=True,
        unique_fields=("code_list", "code"),
        update_fields=_FIELDS,
    )
