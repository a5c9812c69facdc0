"""International: SHA-256 (FIPS 180-4), HMAC-SHA-256 (RFC 2104), AES-256-GCM (SP 800-38D)."""

from __future__ import annotations

from cryptography.hazmat.primitives.ciphers import algorithms
from cryptography.hazmat.primitives.hashes import SHA256

from tongban_trust.suites.primitives import KnownAnswers, Suite

INTL = Suite(
    name="intl",
    mark=2,
    hash_algorithm=SHA256(),
    cipher=algorithms.AES,
    key_bytes=32,
    known=KnownAnswers(
        message=b"abc",
        digest="ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",  # FIPS 180-4
        mac_key=b"key",
        mac="9c196e32dc0175f86f4b1cb89289d6619de6bee699e4c378e68309ed97a1a6ab",  # openssl 3.0
        # GCM specification, test case 16
        cipher_key="feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
        nonce="cafebabefacedbaddecaf888",
        aad="feedfacedeadbeeffeedfacedeadbeefabaddad2",
        plaintext="d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
        sealed="522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
        "76fc6ece0f4e1768cddf8853bb2d551b",
    ),
)
