"""Published texts of RFC 9901 (sections 5.1 and 5.2) and of the status list draft (appendix)."""

from __future__ import annotations

# RFC 9901, A.5: the key of the examples' issuer.
ISSUER_JWK = {
    "kty": "EC",
    "crv": "P-256",
    "x": "b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ",
    "y": "Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8",
}
SIGNED = (
    "eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImV4YW1wbGUrc2Qtand0In0."
    "eyJfc2QiOiBbIkNyUWU3UzVrcUJBSHQtbk1ZWGdjNmJkdDJTSDVhVFkxc1VfTS1QZ2tq"
    "UEkiLCAiSnpZakg0c3ZsaUgwUjNQeUVNZmVadTZKdDY5dTVxZWhabzdGN0VQWWxTRSIs"
    "ICJQb3JGYnBLdVZ1Nnh5bUphZ3ZrRnNGWEFiUm9jMkpHbEFVQTJCQTRvN2NJIiwgIlRH"
    "ZjRvTGJnd2Q1SlFhSHlLVlFaVTlVZEdFMHc1cnREc3JaemZVYW9tTG8iLCAiWFFfM2tQ"
    "S3QxWHlYN0tBTmtxVlI2eVoyVmE1TnJQSXZQWWJ5TXZSS0JNTSIsICJYekZyendzY002"
    "R242Q0pEYzZ2Vks4QmtNbmZHOHZPU0tmcFBJWmRBZmRFIiwgImdiT3NJNEVkcTJ4Mkt3"
    "LXc1d1BFemFrb2I5aFYxY1JEMEFUTjNvUUw5Sk0iLCAianN1OXlWdWx3UVFsaEZsTV8z"
    "Smx6TWFTRnpnbGhRRzBEcGZheVF3TFVLNCJdLCAiaXNzIjogImh0dHBzOi8vaXNzdWVy"
    "LmV4YW1wbGUuY29tIiwgImlhdCI6IDE2ODMwMDAwMDAsICJleHAiOiAxODgzMDAwMDAw"
    "LCAic3ViIjogInVzZXJfNDIiLCAibmF0aW9uYWxpdGllcyI6IFt7Ii4uLiI6ICJwRm5k"
    "amtaX1ZDem15VGE2VWpsWm8zZGgta284YUlLUWM5RGxHemhhVllvIn0sIHsiLi4uIjog"
    "IjdDZjZKa1B1ZHJ5M2xjYndIZ2VaOGtoQXYxVTFPU2xlclAwVmtCSnJXWjAifV0sICJf"
    "c2RfYWxnIjogInNoYS0yNTYiLCAiY25mIjogeyJqd2siOiB7Imt0eSI6ICJFQyIsICJj"
    "cnYiOiAiUC0yNTYiLCAieCI6ICJUQ0FFUjE5WnZ1M09IRjRqNFc0dmZTVm9ISVAxSUxp"
    "bERsczd2Q2VHZW1jIiwgInkiOiAiWnhqaVdXYlpNUUdIVldLVlE0aGJTSWlyc1ZmdWVj"
    "Q0U2dDRqVDlGMkhaUSJ9fX0."
    "MczwjBFGtzf-6WMT-hIvYbkb11NrV1WMO-jTijpMPNbswNzZ87wY2uHz"
    "-CXo6R04b7jYrpj9mNRAvVssXou1iw"
)
FAMILY_NAME = "WyJlbHVWNU9nM2dTTklJOEVZbnN4QV9BIiwgImZhbWlseV9uYW1lIiwgIkRvZSJd"
ADDRESS = (
    "WyJBSngtMDk1VlBycFR0TjRRTU9xUk9BIiwgImFkZHJlc3MiLCB7InN0cmVldF9hZGRy"
    "ZXNzIjogIjEyMyBNYWluIFN0IiwgImxvY2FsaXR5IjogIkFueXRvd24iLCAicmVnaW9u"
    "IjogIkFueXN0YXRlIiwgImNvdW50cnkiOiAiVVMifV0"
)
GIVEN_NAME = "WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwgImdpdmVuX25hbWUiLCAiSm9obiJd"
NATIONALITY = "WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIlVTIl0"
# In the order in which section 5.2 presents them.
DISCLOSURES = (FAMILY_NAME, ADDRESS, GIVEN_NAME, NATIONALITY)
BINDING = (
    "eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImtiK2p3dCJ9."
    "eyJub25jZSI6ICIxMjM0NTY3ODkwIiwgImF1ZCI6ICJodHRwczovL3ZlcmlmaWVyLmV4YW1wbGUub3Jn"
    "IiwgImlhdCI6IDE3NDg1MzcyNDQsICJzZF9oYXNoIjogIjBfQWYtMkItRWhMV1g1eWRoX3cyeHp3bU82"
    "aU02NkJfMlFDRWFuSTRmVVkifQ."
    "T3SIus2OidNl41nmVkTZVCKKhOAX97aOldMyHFiYjHm261eLiJ1YiuONFiMN8QlCmYzDlBLAdPvrXh52"
    "KaLgUQ"
)
PRESENTATION = "~".join([SIGNED, *DISCLOSURES, BINDING])
BOUND_AT = 1748537244
NONCE, AUDIENCE = "1234567890", "https://verifier.example.org"
# The processed payload that section 5.2 gives.
PROCESSED = {
    "iss": "https://issuer.example.com",
    "iat": 1683000000,
    "exp": 1883000000,
    "sub": "user_42",
    "nationalities": ["US"],
    "cnf": {
        "jwk": {
            "kty": "EC",
            "crv": "P-256",
            "x": "TCAER19Zvu3OHF4j4W4vfSVoHIP1ILilDls7vCeGemc",
            "y": "ZxjiWWbZMQGHVWKVQ4hbSIirsVfuecCE6t4jT9F2HZQ",
        }
    },
    "family_name": "Doe",
    "address": {
        "street_address": "123 Main St",
        "locality": "Anytown",
        "region": "Anystate",
        "country": "US",
    },
    "given_name": "John",
}

# draft-ietf-oauth-status-list, 4.1 and appendix C: bits → (packed list, its bytes).
SMALL_LISTS = {
    1: ("eNrbuRgAAhcBXQ", bytes([0xB9, 0xA3])),
    2: ("eNo76fITAAPfAgc", bytes([0xC9, 0x44, 0xF9])),
}
# Of 2**20 places each: bits → (hex of the packed list, the places that are not 0).
LARGE_SIZE = 2**20
LARGE_LISTS = {
    1: (
        "78daeddc010dc0200c0041a88249400ad2903e0f4b"
        "ba00bd93f002beb7a2a2010000a91e09000000000000000000000000000000807296"
        "04000000000000000000000000000000000000000000000000000000000000000000"
        "000000000000005c6f4800000000000000fc2c240000000000000000000000be1b12"
        "000000000000000000ecaa4b000000000000000000000000000000009b0b09000000"
        "00000000000038de9400000000000000002a30cc010000000080642f0bd8011b",
        {
            0: 1, 1993: 1, 25460: 1, 159495: 1, 495669: 1, 554353: 1, 645645: 1, 723232: 1,
            854545: 1, 934534: 1, 1000345: 1,
        },
    ),
    2: (
        "78daeddb310d00211000412ea1a04004fe5520ed"
        "357c28c81d3312b6df68bc65480000000000406e2101000000000000000000000000"
        "0000000000000000000000000000000000000040795b020000000000000000000000"
        "00000000000000000000000000000000000000000000000000000000000000000000"
        "00000000000000000000000000000000000000000000000000000000000000000000"
        "0080f4ba0400000000000000000000000000406d764a000000000000000000000000"
        "000000000000000000e0922101000000000000000000000000000000000000fc1312"
        "00000000000000000000000000000000000000000000000000000000000000c0912e"
        "01000000000000000000000000000000000000c07d4b020000000000000000000000"
        "00000000a8614a0000000000000000000000406a1fcd60010c",
        {
            0: 1, 1993: 2, 25460: 1, 159495: 3, 495669: 1, 554353: 1, 645645: 2, 723232: 1,
            854545: 1, 934534: 2, 1000345: 3,
        },
    ),
}  # fmt: skip
