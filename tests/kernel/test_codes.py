from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.shared_data import shared_data
from tongban.kernel.codes import CodeFault, certificate_id, item_code, org_code, resident_id, uscc
from tongban.kernel.codes.checksum import ALPHANUMERIC, USCC_ALPHABET, mod_37_36

MINISTRY = "11100000000013338W"
REAL_USCCS = (
    MINISTRY,
    "11430000006122244L",
    "11330105002500287C",
    "11100000MB03271699",
    "11370800MB28559184",
    "91110108551385082Q",
)

divisions = st.integers(990000, 999999).map(str)
births = st.dates(date(1900, 1, 1), date(2026, 12, 31))
numbers = st.builds(resident_id.make, divisions, births, st.integers(0, 999))
usccs = st.builds(
    uscc.make,
    st.sampled_from("159"),
    st.sampled_from("123"),
    divisions,
    st.text(USCC_ALPHABET, min_size=8, max_size=8),
)


def faults_of(parse, text: str) -> set[str]:
    with pytest.raises(CodeFault) as caught:
        parse(text)
    for fault in caught.value.faults:
        assert fault.message.zh
        assert fault.message.en
        assert fault.mend.zh
        assert fault.mend.en
    assert str(caught.value) == caught.value.message.zh
    return {fault.code for fault in caught.value.faults}


def one_substituted(data: st.DataObject, code: str, alphabet: str) -> str:
    place = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from(alphabet.replace(code[place], "")))
    return code[:place] + other + code[place + 1 :]


def two_swapped(data: st.DataObject, code: str) -> str:
    place = data.draw(st.integers(0, len(code) - 2))
    assume(code[place] != code[place + 1])
    return code[:place] + code[place + 1] + code[place] + code[place + 2 :]


class TestResidentId:
    def test_the_number_of_the_standard(self):
        parsed = resident_id.parse("11010519491231002X")
        assert parsed.division == "110105"
        assert parsed.birth_date == date(1949, 12, 31)
        assert (parsed.sequence, parsed.sex) == (2, resident_id.Sex.FEMALE)

    @given(divisions, births, st.integers(0, 999))
    def test_made_numbers_read_back(self, division, birth_date, sequence):
        parsed = resident_id.parse(resident_id.make(division, birth_date, sequence))
        assert (parsed.division, parsed.birth_date) == (division, birth_date)
        assert parsed.sequence == sequence
        assert (parsed.sex is resident_id.Sex.MALE) == (sequence % 2 == 1)

    @given(numbers, st.data())
    def test_one_wrong_digit_is_caught(self, number, data):
        assert faults_of(resident_id.parse, one_substituted(data, number, "0123456789"))

    @given(numbers, st.data())
    def test_two_swapped_neighbours_are_caught(self, number, data):
        assert faults_of(resident_id.parse, two_swapped(data, number))

    def test_every_fault_is_named_at_once(self):
        assert faults_of(resident_id.parse, "010105199902301512") == {
            "resident_id.division",
            "resident_id.birth_date",
            "resident_id.check",
        }

    def test_a_birth_in_the_future_is_refused_when_today_is_told(self):
        number = resident_id.make("990102", date(2026, 11, 24), 1)
        assert resident_id.parse(number, on=date(2026, 11, 24))
        with pytest.raises(CodeFault, match="2026-11-24"):
            resident_id.parse(number, on=date(2026, 11, 23))

    def test_lenient_forgives_typing_but_not_errors(self):
        typed = " 110105 19491231 002ｘ "
        assert faults_of(resident_id.parse, typed) == {"resident_id.shape"}
        assert resident_id.parse(typed, lenient=True).number == "11010519491231002X"
        with pytest.raises(CodeFault):
            resident_id.parse("110105 19491231 0021", lenient=True)

    def test_other_shapes_say_what_they_are(self):
        assert faults_of(resident_id.parse, "11010519491231002x") == {"resident_id.small_x"}
        assert faults_of(resident_id.parse, "150102880730303") == {"resident_id.first_generation"}
        assert faults_of(resident_id.parse, "") == {"resident_id.shape"}
        assert faults_of(resident_id.parse, "1101051949123１002X") == {"resident_id.shape"}

    def test_upgrade_refuses_a_day_that_is_not(self):
        assert faults_of(resident_id.upgrade, "990104620932690") == {"resident_id.birth_date"}
        assert faults_of(resident_id.upgrade, "9901") == {"resident_id.shape"}

    @pytest.mark.shared_data
    def test_public_cases(self):
        cases = json.loads(shared_data("codes/id_uscc_cases.json").read_text("utf-8"))
        for number, valid, note in cases["cn_id"]:
            if note == "15-digit":
                assert resident_id.upgrade(number)
            elif valid:
                assert resident_id.parse(number, lenient=True)
            else:
                assert faults_of(lambda n: resident_id.parse(n, lenient=True), number)
        for old, new in cases["upgrade_15_18"]:
            assert resident_id.upgrade(old) == new


class TestUscc:
    @pytest.mark.parametrize("code", REAL_USCCS)
    def test_real_codes_pass(self, code):
        parsed = uscc.parse(code)
        assert str(parsed) == code
        assert parsed.org_code_follows_gb11714
        assert org_code.parse(parsed.org_code) == parsed.org_code

    @given(usccs)
    def test_made_codes_read_back(self, code):
        parsed = uscc.parse(code)
        made = uscc.make(parsed.registrar, parsed.category, parsed.division, parsed.org_code[:8])
        assert made == code

    @given(usccs, st.data())
    def test_one_wrong_character_is_caught(self, code, data):
        assert faults_of(uscc.parse, one_substituted(data, code, USCC_ALPHABET))

    @given(usccs, st.data())
    def test_two_swapped_neighbours_are_caught(self, code, data):
        assert faults_of(uscc.parse, two_swapped(data, code))

    def test_every_fault_is_named_at_once(self):
        assert faults_of(uscc.parse, "91350100M000100YIOO") == {"uscc.length", "uscc.alphabet"}
        assert faults_of(uscc.parse, "9135A100M000100Y43") == {"uscc.division", "uscc.check"}

    @pytest.mark.shared_data
    def test_public_cases(self):
        cases = json.loads(shared_data("codes/id_uscc_cases.json").read_text("utf-8"))
        for code, valid, note in cases["uscc"]:
            if valid is True:
                assert uscc.parse(code)
            elif valid is False:
                assert faults_of(uscc.parse, code), note


class TestOrgCode:
    def test_round_trip_and_faults(self):
        assert org_code.parse(org_code.make("MB285591")) == "MB2855918"
        assert org_code.parse("MB285591-8") == "MB2855918"
        assert faults_of(org_code.parse, "MB2855919") == {"org_code.check"}
        assert faults_of(org_code.parse, "mb2855918") == {"org_code.shape"}


class TestItemCode:
    def test_an_implementing_code_names_agency_level_and_basic_item(self):
        parsed = item_code.parse_implementing("11370800MB28559184" + "3" + "370117002011")
        assert parsed.agency.code == "11370800MB28559184"
        assert parsed.level == "3"
        assert parsed.basic == item_code.BasicCode("370117002011", "37", "01", "17002", "011")
        handling = item_code.parse_handling(f"{parsed}01")
        assert (handling.sequence, handling.implementing) == ("01", parsed)
        assert item_code.make_implementing("11370800MB28559184", "3", "370117002011") == str(parsed)

    def test_every_fault_is_named_at_once(self):
        assert faults_of(
            item_code.parse_implementing, "11370800MB28559185" + "8" + "37011700201X"
        ) == {
            "uscc.check",
            "item_code.level",
            "item_code.basic",
        }
        assert faults_of(item_code.parse_implementing, "1137") == {"item_code.length"}
        assert faults_of(item_code.parse_handling, f"{MINISTRY}1370117002011AB") == {
            "item_code.sequence"
        }
        assert faults_of(item_code.parse_basic, "37０117002011") == {"item_code.basic"}

    @pytest.mark.shared_data
    def test_codes_of_a_real_catalogue(self):
        path = shared_data("catalogue/guangdong_items_300.ndjson")
        good = bad = 0
        for line in path.read_text("utf-8").splitlines():
            code = json.loads(line)["TASK_CODE"]
            read = item_code.parse_handling if len(code) == 33 else item_code.parse_implementing
            try:
                good += str(read(code)) == code
            except CodeFault:
                bad += 1
        assert good > 250
        assert good + bad == len(path.read_text("utf-8").splitlines())


class TestCertificateId:
    make_one = staticmethod(
        lambda serial="2026A0001": certificate_id.make(
            type_code=f"{MINISTRY}011", issuer_code="11370800MB28559184", serial=serial
        )
    )

    def test_round_trip(self):
        identifier = self.make_one()
        assert identifier.startswith("1.2.156.3005.2.")
        parsed = certificate_id.parse(identifier)
        assert parsed.type_code == f"{MINISTRY}011"
        assert (parsed.serial, parsed.version) == ("2026A0001", "001")

    def test_every_fault_is_named_at_once(self):
        identifier = self.make_one().replace("MB28559184", "MB28559185").replace("W011", "W01A")
        assert faults_of(certificate_id.parse, identifier) == {
            "uscc.check",
            "certificate_id.type",
            "certificate_id.check",
        }
        assert faults_of(certificate_id.parse, "1.2.3") == {"certificate_id.shape"}
        with pytest.raises(CodeFault):
            self.make_one(serial="small")
        with pytest.raises(CodeFault):
            self.make_one(serial="A.B")

    def test_the_worked_example_of_iso_7064(self):
        assert mod_37_36("A12425GABC1234002") == "M"

    @given(st.text(ALPHANUMERIC, min_size=1, max_size=30), st.data())
    def test_mod_37_36_catches_one_wrong_character(self, body, data):
        whole = body + mod_37_36(body)
        broken = one_substituted(data, whole, ALPHANUMERIC)
        assert mod_37_36(broken[:-1]) != broken[-1]

    def test_mod_37_36_catches_nearly_all_swapped_neighbours(self):
        pairs = [(a, b) for a in ALPHANUMERIC for b in ALPHANUMERIC if a != b]
        missed = {
            frozenset(pair)
            for pair in pairs
            if mod_37_36(pair[0] + pair[1]) == mod_37_36(pair[1] + pair[0])
        }
        assert len(missed) <= 1  # the standard promises "nearly all"
