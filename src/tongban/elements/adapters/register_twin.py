"""The demo twin of government registers: rows in our own table, sealed per subject."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from django.db import connection

from tongban.elements.domain import RegisterAnswer
from tongban.elements.models import Source
from tongban.elements.ports import AdapterHealth, Question
from tongban.elements.views import Scalar
from tongban.kernel.text import Text
from tongban.ledger.api import seal_many, unseal_many

CHANNEL = "register-twin"
_ROWS = """
    SELECT source_id, sealed_values, as_of FROM elements_registerrow
    WHERE subject_id = %s AND source_id = ANY(%b) ORDER BY source_id
"""


class RegisterTwin:
    """Reads the rows that ``put_register_rows`` wrote: one statement for any number of sources."""

    def fetch(self, question: Question) -> Mapping[str, RegisterAnswer]:
        """Answers by source code; unsealed with the subject's own key."""
        subject_id, source_codes = question.subject_id, question.wanted
        with connection.cursor() as cursor:
            cursor.execute(_ROWS, [subject_id, list(source_codes)])
            rows = cursor.fetchall()
        opened = unseal_many((subject_id, bytes(sealed)) for _, sealed, _ in rows)
        return {
            source_code: RegisterAnswer(json.loads(plain), as_of)
            for (source_code, _, as_of), plain in zip(rows, opened, strict=True)
            if plain is not None
        }

    def check(self) -> AdapterHealth:
        """Works once at least one source of this channel is published."""
        works = Source.objects.filter(channel=CHANNEL, withdrawn=False).exists()
        detail = (
            Text.of("演示登记库可用", "Demo registers are ready")
            if works
            else Text.of("还没有发布数源，请先发布内容包", "No source yet: publish a pack first")
        )
        return AdapterHealth(CHANNEL, works, detail)


def seal_records(records: Iterable[tuple[str, Mapping[str, Scalar]]]) -> tuple[bytes, ...]:
    """Records of subjects as the twin keeps them."""
    return seal_many(
        (subject_id, json.dumps(values, ensure_ascii=False, sort_keys=True).encode())
        for subject_id, values in records
    )
