"""`tongban verify`: is this certificate genuine and in force? Exit 0 for a plain yes only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from tongban.certificates.api import PublicCopy, VerifyVerdict
from tongban.federation.api import verify_anywhere as verify_words
from tongban.federation.api import verify_file_anywhere as verify_upload
from tongban.kernel.text import Text
from tongban.site.cli.exits import Exit, NotAvailable, terminal_language
from tongban_trust.bundle import BundleRefused, Pin, TrustBundle, read_bundle
from tongban_trust.documents import MOST_BYTES
from tongban_trust.tokens.qr import token_in
from tongban_trust.verify import CopyTerms, Moment, Outcome, Verdict, verify_code, verify_file

_MARKS = {"passed": "✓", "noted": "·", "failed": "✗"}
_MOST_WORDS = 2_000
_ZONE = ZoneInfo("Asia/Shanghai")  # of the issuers: without a database nothing says another


def register(root: typer.Typer) -> None:
    """Put the command on the root."""
    root.command("verify")(verify)


def verify(
    what: Annotated[
        str,
        typer.Argument(
            help="A file (OFD, PDF, picture or text of a QR code), a code's words, or a number."
        ),
    ],
    bundle: Annotated[
        Path | None, typer.Option(help="Verify offline with this trust bundle, and nothing else.")
    ] = None,
    key: Annotated[
        str | None, typer.Option(help="Id of the key that must have signed the bundle.")
    ] = None,
    at: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day it is asked about.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for machines.")] = False,
) -> None:
    """Verify a certificate; exit 0 only when it is valid, 1 for every other answer.

    Without a bundle the platform's own register is asked.
    """  # fmt: skip
    now, on = datetime.now(UTC), at.date() if at else None
    content = _content(what)
    if bundle is None:
        told = _as_json_online(_online(what, content, now, on))
    else:
        day = on or now.astimezone(_ZONE).date()
        told = _as_json_offline(_offline(what, content, _bundle(bundle, key), Moment(now, day)))
    _tell(told, as_json=as_json)
    if told["outcome"] != Outcome.VALID.value:
        raise typer.Exit(Exit.REFUSED)


def _content(what: str) -> bytes | None:
    """The bytes of a file, None when the words are no file. Refuses a file that is not there."""
    path = Path(what)
    try:
        if path.is_file():
            with path.open("rb") as file:
                return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise _unreadable(what, str(error)) from None
    is_name = (
        path.suffix.lower() in (".ofd", ".pdf", ".txt", ".png", ".jpg", ".jpeg")
        and "://" not in what
    )
    if is_name:
        raise _unreadable(what, "no such file")
    return None


def _words_in(content: bytes) -> str | None:
    """The words of a QR code that was saved as text."""
    if len(content) > _MOST_WORDS:
        return None
    try:
        words = content.decode().strip()
    except UnicodeDecodeError:
        return None
    return words if token_in(words) else None


def _online(what: str, content: bytes | None, now: datetime, on: date | None) -> VerifyVerdict:
    if content is None:
        return verify_words(what, now, on)
    words = _words_in(content)
    return verify_words(words, now, on) if words else verify_upload(content, now, on)


def _offline(what: str, content: bytes | None, trust: TrustBundle, moment: Moment) -> Verdict:
    words = what if content is None else _words_in(content)
    if content is not None and words is None:
        return verify_file(content, trust, moment)
    if token_in(words or "") is None:
        raise NotAvailable(
            "site.number_needs_register",
            Text.of("只凭号码无法离线核验。", "A number alone cannot be verified offline."),
            Text.of(
                "请给出证照文件或二维码内容；或去掉 --bundle，向登记库核验。",
                "Give the file or the words of the QR code, or ask the register: without --bundle.",
            ),
        )
    return verify_code(words or "", trust, moment)


def _bundle(path: Path, key: str | None) -> TrustBundle:
    """The bundle, held against the newest one that was seen at this place."""
    seen = path.with_name(path.name + ".pin")
    try:
        pin = Pin(**json.loads(seen.read_text("utf-8"))) if seen.is_file() else None
        found, newest = read_bundle(path.read_bytes(), pin)
    except (OSError, TypeError, ValueError) as error:
        code = error.code if isinstance(error, BundleRefused) else "bundle.unreadable"
        raise NotAvailable(
            code,
            Text.of(f"信任包不能使用：{error}", f"This bundle is not to be relied on: {error}"),
            Text.of(
                f"请从 /trust/bundle 重新下载；确认更换签名密钥后才可删除 {seen.name}。",
                f"Download it again from /trust/bundle; delete {seen.name} only when you know that"
                " its key was changed.",
            ),
        ) from None
    if key is not None and key != newest.key_id:
        raise NotAvailable(
            "bundle.other_key",
            Text.of(
                f"信任包由 {newest.key_id} 签名。", f"The bundle is signed by {newest.key_id}."
            ),
            Text.of("请核对公布的密钥标识。", "Compare with the key id that was published."),
        )
    if key is None and pin is None:
        note = Text.of(
            f"注意：第一次使用这个信任包，其密钥 {newest.key_id} 请与公布的核对。",
            f"Note: a bundle new here; compare its key {newest.key_id} with the published one.",
        )
        typer.echo(note.in_language(terminal_language()), err=True)
    _remember(seen, newest)
    return found


def _remember(seen: Path, pin: Pin) -> None:
    try:
        seen.write_text(json.dumps(asdict(pin)) + "\n", "utf-8")
    except OSError as error:
        typer.echo(f"{seen}: {error}", err=True)  # an older bundle could not be told from this one


def _as_json_offline(found: Verdict) -> dict[str, Any]:
    facts = found.facts
    return {
        "outcome": found.outcome.value,
        "code": found.code,
        "reasons": [dict(found.reason)],
        "as_of": found.as_of.isoformat() if found.as_of else None,
        "identifier": facts.identifier if facts else None,
        "holder": facts.holder if facts else None,
        "issuer": facts.issuer if facts else None,
        "sealed_by": facts.signed_by if facts else None,
        "supervised_by": facts.supervised_by if facts else None,
        "values": dict(facts.values) if facts else {},
        "copy": _copy(facts.copy) if facts else None,
        "checks": [
            {"code": each.code, "state": each.state.value, "words": dict(each.words)}
            for each in found.checks
        ],
    }


def _as_json_online(found: VerifyVerdict) -> dict[str, Any]:
    shown = found.certificate
    return {
        "outcome": found.outcome.value,
        "code": found.code,
        "reasons": [reason.to_mapping() for reason in found.reasons],
        "as_of": found.as_of.isoformat() if found.as_of else None,
        "identifier": shown.identifier if shown else None,
        "holder": shown.holder_name if shown else None,
        "issuer": shown.issuer_name.to_mapping() if shown else None,
        "sealed_by": shown.issuer_name.zh if shown else None,
        "supervised_by": shown.supervisor_name.zh if shown and shown.supervisor_name else None,
        "values": {each.name: each.value for each in shown.fields} if shown else {},
        "copy": _copy(found.annotated_copy),
        "checks": [
            {"code": each.code, "state": each.state, "words": each.words.to_mapping()}
            for each in found.checks
        ],
    }


def _copy(terms: CopyTerms | PublicCopy | None) -> dict[str, str] | None:
    """For whom, for what and until when, when it is an annotated copy 加注件."""
    if terms is None:
        return None
    until = terms.valid_until.isoformat()
    return {"number": terms.number, "user": terms.user, "purpose": terms.purpose, "until": until}


def _tell(told: Mapping[str, Any], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    tag = terminal_language()
    for reason in told["reasons"]:
        typer.echo(f"{told['outcome']}: {reason[tag]}")
    for each in told["checks"]:
        typer.echo(f"  {_MARKS[each['state']]} {each['words'][tag]}")
    for name in ("identifier", "holder", "sealed_by", "supervised_by", "as_of"):
        if told[name]:
            typer.echo(f"  {name}: {told[name]}")
    for name, value in (told["copy"] or {}).items():
        typer.echo(f"  copy {name}: {value}")


def _unreadable(what: str, why: str) -> NotAvailable:
    return NotAvailable(
        "site.file_unreadable",
        Text.of(f"读不到文件 {what}：{why}", f"{what} cannot be read: {why}"),
        Text.of("请检查文件的位置和名称。", "Check where the file is and its name."),
    )
