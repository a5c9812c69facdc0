"""ASN.1 of e-seals, version 4 (GB/T 38540-2020, 6)."""

from __future__ import annotations

from asn1crypto import core

VERSION = 4


class Header(core.Sequence):
    """SES_Header."""

    _fields = [("id", core.IA5String), ("version", core.Integer), ("vid", core.IA5String)]  # noqa: RUF012


class Certificates(core.SequenceOf):
    """CertInfoList: the certificates that may use the seal."""

    _child_spec = core.OctetString


class Property(core.Sequence):
    """SES_ESPropertyInfo, with certificates (``cert_list_type`` 1) rather than their digests."""

    _fields = [  # noqa: RUF012
        ("type", core.Integer),
        ("name", core.UTF8String),
        ("cert_list_type", core.Integer),
        ("cert_list", Certificates),
        ("create_date", core.GeneralizedTime),
        ("valid_start", core.GeneralizedTime),
        ("valid_end", core.GeneralizedTime),
    ]


class Picture(core.Sequence):
    """SES_ESPictureInfo: width and height in mm."""

    _fields = [  # noqa: RUF012
        ("type", core.IA5String),
        ("data", core.OctetString),
        ("width", core.Integer),
        ("height", core.Integer),
    ]


class SealInfo(core.Sequence):
    """SES_SealInfo, without the optional extensions: none is known here."""

    _fields = [  # noqa: RUF012
        ("header", Header),
        ("es_id", core.IA5String),
        ("property", Property),
        ("picture", Picture),
    ]


class SESeal(core.Sequence):
    """SESeal: the seal, signed by its maker 制章人."""

    _fields = [  # noqa: RUF012
        ("info", SealInfo),
        ("cert", core.OctetString),
        ("sign_alg", core.ObjectIdentifier),
        ("signed_value", core.OctetBitString),
    ]
