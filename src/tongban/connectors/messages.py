"""What we tell the other side, made from the case: fields, files, a key that never changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from tongban.cases.api import CaseView, MaterialView
from tongban.catalogue.api import item_by_version
from tongban.connectors.domain.converting import Known, converted
from tongban.connectors.domain.definition import Connector, Origin, OriginKind
from tongban.connectors.models import Referral, ReferralMessage
from tongban.connectors.system_post import PLATFORM
from tongban.files.api import blob, read_blob
from tongban.forms.api import form
from tongban.jurisdiction.api import local_date
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text


class MessageKind(Enum):
    """What is said; the value is the address in the connector's ``speech``."""

    APPLICATION = "submit"
    SUPPLEMENT = "supplement"
    WITHDRAWAL = "withdraw"


@dataclass(frozen=True, slots=True)
class Made:
    """A message ready to send, its files by digest as (blob id), or why it cannot be sent."""

    body: Mapping[str, Any]
    files: Mapping[str, str]
    fields: int
    problems: tuple[Problem, ...]


def queue(row: Referral, kind: MessageKind, now: datetime) -> ReferralMessage:
    """The next message of a locked (or new) referral."""
    seq = ReferralMessage.objects.filter(referral=row).count() + 1
    return ReferralMessage.objects.create(
        referral=row, seq=seq, kind=kind.value, key=f"{row.case_number}-{seq}", queued_at=now,
        next_try_at=now,
    )  # fmt: skip


def made(connector: Connector, row: Referral, message: ReferralMessage, known: CaseView) -> Made:
    """The message as it is sent now."""
    names = connector.speech.names
    body: dict[str, Any] = {names["key"]: message.key}
    if message.kind != MessageKind.APPLICATION.value:
        body[names["number"]] = row.number
    if message.kind == MessageKind.WITHDRAWAL.value:
        return Made(body, {}, 0, ())
    done = converted(connector.fields, facts_of(known))
    files = tuple(
        (each, blob(PLATFORM, each.reference, granted=True))
        for each in known.materials
        if each.way.is_file
    )
    body[names["fields"]] = dict(done.fields)
    body[names["files"]] = [
        {names["file_name"]: each.name.zh, names["file_digest"]: file.sha256}
        for each, file in files
    ]
    most = connector.limits.file_bytes
    large = tuple(_too_large(each, most) for each, file in files if file.size > most)
    held = {file.sha256: file.id for _, file in files}
    return Made(body, held, len(done.fields), (*done.problems, *large))


def content_of(blob_id: str) -> bytes:
    """A file of the case; the case gave it to the agency whose system this is."""
    return read_blob(PLATFORM, blob_id, granted=True)


def facts_of(known: CaseView) -> Known:
    """What the case says for each origin."""
    bound = _bound(known)
    case = {
        "number": known.number,
        "submitted_on": local_date(known.submitted_at).isoformat(),
        "channel": known.channel.value,
        "region": known.region,
        "item": known.item_code,
        "situation": known.situation,
    }

    def say(origin: Origin) -> object:
        if origin.kind is OriginKind.CONSTANT:
            return origin.name
        if origin.kind is OriginKind.CASE:
            return case[origin.name]
        if origin.kind is OriginKind.ELEMENT:
            return known.answers.get(bound.get(origin.name, ""))
        return known.answers.get(origin.name)

    return say


def _bound(known: CaseView) -> dict[str, str]:
    item = item_by_version(known.item_version_id)
    shape = form(item.form_code) if item.form_code else None
    fields = shape.fields if shape else ()
    return {field.element_id: field.name for field in fields if field.element_id}


def _too_large(material: MaterialView, most_bytes: int) -> Problem:
    most = most_bytes // (1024 * 1024)
    return Problem(
        material.code,
        "connectors.file_too_large",
        Text.of(
            f"材料“{material.name.zh}”超过对方系统的{most}兆上限，没有发送。",
            f"The file “{material.name.en}” is over the {most} MB their system takes; not sent.",
        ),
        Text.of(
            "请申请人补正一份较小的文件，或用其他方式送交对方。",
            "Ask the applicant for a smaller file, or hand it over another way.",
        ),
    )
