"""国密: SM3 (GB/T 32905), HMAC-SM3, SM4-GCM (GB/T 32907, RFC 8998)."""

from __future__ import annotations

from cryptography.hazmat.primitives.ciphers import algorithms
from cryptography.hazmat.primitives.hashes import SM3

from tongban_trust.suites.primitives import KnownAnswers, Suite

GM = Suite(
    name="gm",
    mark=1,
    hash_algorithm=SM3(),
    cipher=algorithms.SM4,
    key_bytes=16,
    known=KnownAnswers(
        message=b"abc",
        digest="66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",  # GB/T 32905 A.1
        mac_key=b"key",
        mac="28e63256e7c5a087b1f073265dc53092163f7b82729735d06f28f10af9d52393",  # openssl 3.0
        cipher_key="0123456789abcdeffedcba9876543210",  # RFC 8998 A.1
        nonce="00001234567800000000abcd",
        aad="feedfacedeadbeeffeedfacedeadbeefabaddad2",
        plaintext="aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
        "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa",
        sealed="17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
        "83de3541e4c2b58177e065a9bf7b62ec",
    ),
)
