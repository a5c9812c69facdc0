"""The record tells nothing by itself, and opens for exactly what it was made from."""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban_trust.canonical import NotCanonical, canonical_bytes, read_canonical
from tongban_trust.record import (
    BadRecord,
    CertificateRecord,
    Disclosure,
    commit_fields,
    disclosures_bytes,
    parse_disclosures,
    parse_record,
)
from tongban_trust.suites import suite

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
salts = st.binary(min_size=16, max_size=16)


@st.composite
def disclosed(draw) -> tuple[Disclosure, ...]:
    found = draw(st.dictionaries(names.filter(lambda n: n != "holder"), text, max_size=6))
    fields = [Disclosure(name, value, draw(salts)) for name, value in found.items()]
    return (Disclosure("holder", draw(text), draw(salts)), *fields)


@st.composite
def records(draw) -> tuple[CertificateRecord, tuple[Disclosure, ...]]:
    values = draw(disclosed())
    name = draw(st.sampled_from(["gm", "intl"]))
    holder, fields = commit_fields(suite(name), values)
    days = st.dates(date(1971, 1, 1), date(2200, 1, 1))
    record = CertificateRecord(
        identifier="1.2.156.3005.2.X", type_code="residence-permit",
        type_version=draw(st.integers(1, 9)), issuer="11990000000000015X", holder=holder,
        fields=fields,
        issued_at=datetime.fromtimestamp(draw(st.integers(0, 2**32)), UTC),
        valid_from=draw(days), valid_until=draw(st.none() | days), suite_name=name,
        previous=draw(st.none() | st.just("1.2.156.3005.2.W")), trust_level=draw(
            st.sampled_from("ABCD")
        ),
        origin="log.example/通办",
    )  # fmt: skip
    return record, values


@given(records())
def test_what_is_written_is_read_back_the_same(made):
    record, values = made
    assert parse_record(record.to_bytes()) == record
    assert parse_disclosures(disclosures_bytes(values)) == values
    assert record.opens(values)
    assert record.opens([values[0]])  # the holder alone: the rest stays hidden


@given(records(), st.data())
def test_no_other_value_salt_or_name_opens_it(made, data):
    record, values = made
    place = data.draw(st.integers(0, len(values) - 1))
    part = data.draw(st.sampled_from(["value", "salt", "name"]))
    other = data.draw(salts if part == "salt" else names)
    changed = replace(values[place], **{part: other})
    if changed == values[place]:
        return
    assert not record.opens([*values[:place], changed, *values[place + 1 :]])


@given(records())
def test_a_value_twice_or_no_holder_opens_nothing(made):
    record, values = made
    assert not record.opens([*values, values[-1]])
    assert not record.opens(values[1:])


@given(records())
def test_the_bytes_do_not_show_what_they_commit_to(made):
    record, values = made
    said = record.to_bytes().decode()
    assert not any(each.value in said for each in values if len(each.value) > 12)


@given(records(), st.data())
def test_one_flipped_bit_is_no_record_or_another_one(made, data):
    whole = bytearray(made[0].to_bytes())
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= 1 << data.draw(st.integers(0, 7))
    try:
        found = parse_record(bytes(whole))
    except BadRecord:
        return
    assert found.to_bytes() == bytes(whole)
    assert found.digest() != made[0].digest()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


@settings(max_examples=300)
@given(records(), st.data())
def test_wrong_values_in_any_field_are_refused(made, data):
    said = json.loads(made[0].to_bytes())
    name = data.draw(st.sampled_from(sorted(said)))
    said[name] = data.draw(json_values)
    try:
        whole = canonical_bytes(said)
    except NotCanonical:
        return
    with contextlib.suppress(BadRecord):
        assert parse_record(whole).to_bytes() == whole


@given(st.binary(max_size=300) | json_values.map(lambda v: json.dumps(v).encode()))
def test_any_bytes_are_read_or_refused_and_nothing_else(data):
    for read in (parse_record, parse_disclosures):
        with contextlib.suppress(BadRecord):
            read(data)


@pytest.mark.parametrize(
    "data",
    [b"[" * 100_000, b"1" * 5_000, b'{"a":1,"a":1}', b" 1", b"1.0", b"NaN", b'"\\ud800"', b"\xff",
     b'{"b":1,"a":2}', b'"' + b"x" * 200_000 + b'"'],
    ids=["deep", "long-number", "twice", "space", "float", "nan", "surrogate", "utf-8", "order",
         "large"],
)  # fmt: skip
def test_json_that_is_not_canonical_is_not_read(data):
    with pytest.raises(NotCanonical):
        read_canonical(data, 110_000)
