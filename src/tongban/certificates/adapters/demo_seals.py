"""The seals that agencies of the demo put on certificates: made at first use, kept beside the data.

Nobody guards these keys as an agency must: they sit in a keystore file whose passphrase is the
platform's own secret. What stands here for good is the contract: ``seal_of`` gives whoever seals
for an agency, with a key per suite. A key needs only ``public`` and ``sign`` (``SigningKey``).
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings

from tongban.certificates.adapters.fonts import bold_file
from tongban_trust.keys import FileKeystore
from tongban_trust.pdf import PdfSigner
from tongban_trust.seals import SealShape, SealType, SealUser, draw_seal, make_seal, read_seal
from tongban_trust.signing import Algorithm, SigningKey
from tongban_trust.x509 import (
    Authority,
    Certificate,
    Purpose,
    Subject,
    issue_certificate,
    issue_root,
    parse_certificate,
)

_CAPTION = "证照专用章"
_ROOT = Subject("实例省演示根证书", "实例省（虚构）")
_DAY, _YEAR = timedelta(days=1), timedelta(days=365)
_SUITES = {Algorithm.SM2: "gm", Algorithm.P256: "intl"}


@dataclass(frozen=True, slots=True)
class AgencySeal:
    """Who seals for an agency: OFD with SM2, PDF with P-256; and the roots above the two."""

    ofd: SealUser
    pdf: PdfSigner
    roots: tuple[Certificate, Certificate]


def seal_of(agency_code: str, agency_name: str, now: datetime) -> AgencySeal:
    """The certificate seal 证照专用章 of an agency, made when it is first asked for.

    ``agency_code`` is its USCC (18), ``agency_name`` the words on the arc.
    """
    return _DemoSeals.in_folder(Path(settings.DATA_DIR) / "keys").of(agency_code, agency_name, now)


def seal_roots(now: datetime) -> tuple[Certificate, ...]:
    """The roots above every seal of the demo, one for each suite."""
    return _DemoSeals.in_folder(Path(settings.DATA_DIR) / "keys").roots(now)


class _DemoSeals:
    def __init__(self, folder: Path) -> None:
        self._folder = folder / "demo-seals"
        self._keys = FileKeystore(folder / "demo-seals.keystore", settings.SECRET_KEY)
        self._known: dict[str, AgencySeal] = {}

    @classmethod
    @cache
    def in_folder(cls, folder: Path) -> _DemoSeals:
        return cls(folder)

    def of(self, code: str, name: str, now: datetime) -> AgencySeal:
        if code not in self._known:
            self._known[code] = self._made(code, name, now)
        return self._known[code]

    def roots(self, now: datetime) -> tuple[Certificate, ...]:
        return tuple(self._root(each, now).certificate for each in _SUITES)

    def _made(self, code: str, name: str, now: datetime) -> AgencySeal:
        national = self._root(Algorithm.SM2, now)
        international = self._root(Algorithm.P256, now)
        sm2, sm2_certificate = self._certified(code, name, Algorithm.SM2, national, now)
        p256, p256_certificate = self._certified(code, name, Algorithm.P256, international, now)

        def new_seal() -> bytes:
            return make_seal(
                identifier=f"{code}01",
                name=f"{name}{_CAPTION}",
                kind=SealType.ORGANISATION,
                picture=draw_seal(SealShape(name, _CAPTION, code[-13:]), bold_file()),
                holders=[sm2_certificate],
                made_at=now,
                valid_from=now - _DAY,
                valid_until=now + 5 * _YEAR,
                maker=national,
            ).der

        seal = read_seal(self._kept(f"{code}.esl", new_seal))
        return AgencySeal(
            ofd=SealUser(seal, sm2, sm2_certificate),
            pdf=PdfSigner(p256, p256_certificate, (), seal.name, seal.picture),
            roots=(national.certificate, international.certificate),
        )

    def _root(self, algorithm: Algorithm, now: datetime) -> Authority:
        name = f"demo-root.{_SUITES[algorithm]}"
        key = self._keys.create(name, algorithm, now)

        def new_root() -> bytes:
            return issue_root(
                _ROOT, key, not_before=now - 2 * _DAY, not_after=now + 20 * _YEAR
            ).certificate.der

        return Authority(parse_certificate(self._kept(f"{name}.cer", new_root)), key)

    def _certified(
        self, code: str, name: str, algorithm: Algorithm, root: Authority, now: datetime
    ) -> tuple[SigningKey, Certificate]:
        named = f"{code.lower()}.{_SUITES[algorithm]}"
        key = self._keys.create(named, algorithm, now)

        def new_certificate() -> bytes:
            return issue_certificate(
                Subject(f"{name}{_CAPTION}", name, code), key.public, Purpose.SEAL,
                issuer=root, not_before=now - _DAY, not_after=now + 5 * _YEAR,
            ).der  # fmt: skip

        return key, parse_certificate(self._kept(f"{named}.cer", new_certificate))

    def _kept(self, name: str, make: Callable[[], bytes]) -> bytes:
        """The bytes kept under this name; made when there are none. The first writer wins."""
        path = self._folder / name
        if not path.exists():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(handle, "wb") as file:
                file.write(make())
            try:
                os.link(temporary, path)
            except FileExistsError:
                pass
            finally:
                Path(temporary).unlink()
        return path.read_bytes()
