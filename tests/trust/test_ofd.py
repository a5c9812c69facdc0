"""The OFD package: canonical archive, strict markup, digest list, seal."""

from __future__ import annotations

import io
import re
import zipfile
from base64 import b64decode
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from tests.shared_data import shared_data
from tests.trust.sealed import ABOUT, ATTACHED, NOW, PAGE, issuer, laid, ofd, seal_of, sealer
from tongban_trust.ofd import (
    MarkupRefused,
    NotCanonicalArchive,
    OfdRefused,
    check_markup,
    pack,
    read_ofd,
    unpack,
    write_ofd,
)
from tongban_trust.ofd.markup import NAMESPACE, escape, number, root
from tongban_trust.seals import BadSeal, SealUser
from tongban_trust.signing import Algorithm
from tongban_trust.suites import suite

OFD = f"{{{NAMESPACE}}}"
folders = st.lists(st.sampled_from(["OFD", "Doc_0", "a", "B1"]), min_size=1, max_size=3)
names = folders.map(lambda parts: "/".join(parts) + ".xml")
plain = st.characters(
    codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"
)


@given(st.dictionaries(names, st.binary(max_size=200), min_size=1, max_size=8))
def test_what_is_packed_unpacks_and_any_zip_reader_agrees(files):
    packed = pack(files)
    assert unpack(packed) == files
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == files


def test_the_front_file_comes_first_and_order_does_not_matter():
    files = {"A.xml": b"1", "OFD.xml": b"2", "B/c.ttf": b"3"}
    assert list(unpack(pack(files))) == ["OFD.xml", "A.xml", "B/c.ttf"]
    assert pack(files) == pack(dict(reversed(files.items())))


@pytest.mark.parametrize("name", ["", "/a", "a/../b", "a//b", "ä.xml", "a b", "a/", "x" * 101])
def test_a_name_that_could_mislead_is_refused(name):
    with pytest.raises(NotCanonicalArchive):
        pack({name: b""})


@pytest.mark.parametrize(
    "markup",
    [
        f'<!DOCTYPE a><a xmlns="{NAMESPACE}"/>',
        f'<!DOCTYPE a [<!ENTITY x "y">]><a xmlns="{NAMESPACE}">&x;</a>',
        f'<!DOCTYPE a SYSTEM "http://example.invalid/a.dtd"><a xmlns="{NAMESPACE}"/>',
        '<a xmlns="http://www.ofdspec.org/2017"/>',
        "<a/>",
        f'<a xmlns="{NAMESPACE}"><b xmlns="urn:other"/></a>',
        f'<?run it?><a xmlns="{NAMESPACE}"/>',
        f'<a xmlns="{NAMESPACE}"><!-- hidden --></a>',
        f'<a xmlns="{NAMESPACE}"><![CDATA[x]]></a>',
        f'<a xmlns="{NAMESPACE}">' + "<a>" * 40 + "</a>" * 40 + "</a>",
        f'<a xmlns="{NAMESPACE}">' + "<a/>" * 60_000 + "</a>",
        f'<a xmlns="{NAMESPACE}"></b>',
        f'<a xmlns="{NAMESPACE}" a="1" a="2"/>',
        "",
        "\ufeff\x00",
    ],
)
def test_markup_that_is_not_plain_ofd_is_refused(markup):
    with pytest.raises(MarkupRefused):
        check_markup(markup.encode())


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("<ofd:B>1 > 0</ofd:B>", "end of a tag"),
        ('<ofd:B C="/>"><ofd:B/></ofd:B>', "end of a tag"),
        ("<ofd:B>/></ofd:B>", "end of a tag"),
        ("<ofd:B>" * 24 + "</ofd:B>" * 24, "too deeply"),
        ("<ofd:B/>" * 50_000, "too many elements"),
        ("<b/>", "namespace"),
        ('<ofd:B xmlns:ofd="urn:other"/>', "namespace"),
        ('<ofd:B xmlns="urn:other"/>', "namespace"),
        ("<ofd:B>&e;</ofd:B>", "undefined entity"),
        ("<ofd:B></ofd:C>", "mismatched tag"),
        ('<ofd:B C="1" C="2"/>', "duplicate attribute"),
        ('<ofd:B C="<ofd:B/"/>', "end of a tag"),
        ("<!-- hidden -->", "namespace"),
        ("<?run it?>", "namespace"),
        ("<![CDATA[x]]>", "namespace"),
    ],
)
def test_markup_in_our_form_is_refused_for_one_thing_each(body, why):
    check_markup(root("A", "<ofd:B/>"))
    with pytest.raises(MarkupRefused, match=why):
        check_markup(root("A", body))


def test_markup_ends_with_its_root_and_begins_with_our_head():
    ours = root("A", "<ofd:B/>")
    for other in (
        ours[1:],
        b"\xef\xbb\xbf" + ours,
        ours + b"<ofd:A/>",
        ours.replace(b"1.0", b"1.1"),
    ):
        with pytest.raises(MarkupRefused):
            check_markup(other)


def test_markup_is_as_deep_as_it_may_be():
    check_markup(root("A", "<ofd:B>" * 23 + "<ofd:C/>" + "</ofd:B>" * 23))


@given(st.text(plain, max_size=30))
def test_words_are_escaped_so_that_they_read_back(words):
    data = root("A", f'<ofd:B C="{escape(words)}">{escape(words)}</ofd:B>')
    check_markup(data)
    found = ElementTree.fromstring(data)[0]
    assert (found.text or "") == words
    assert found.get("C") == words


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (-0.0001, "0"), (-2, "-2"), (1.5, "1.5"), (100, "100"), (1 / 3, "0.333")],
)
def test_numbers_are_written_short(value, written):
    assert number(value) == written


def test_the_digest_list_covers_every_file_but_the_signatures_own():
    files = unpack(ofd())
    said = ElementTree.fromstring(files["Doc_0/Signs/Sign_0/Signature.xml"])
    digests = {
        each.get("FileRef").lstrip("/"): b64decode(each.findtext(f"{OFD}CheckValue"))
        for each in said.iter(f"{OFD}Reference")
    }
    assert {name for name in files if "/Signs/" not in name} == set(digests)
    assert all(suite("gm").hash(files[name]) == digest for name, digest in digests.items())


def test_every_place_the_package_names_is_there():
    files = unpack(ofd())
    front = ElementTree.fromstring(files["OFD.xml"])
    assert front.findtext(f".//{OFD}Title") == PAGE.title
    assert front.findtext(f".//{OFD}DocRoot") in files
    listed = ElementTree.fromstring(files[front.findtext(f".//{OFD}Signatures").lstrip("/")])
    assert listed.find(f"{OFD}Signature").get("BaseLoc").lstrip("/") in files
    attached = ElementTree.fromstring(files["Doc_0/Attachs/Attachments.xml"])
    places = [each.text.lstrip("/") for each in attached.iter(f"{OFD}FileLoc")]
    assert {place: files[place] for place in places} == {
        f"Doc_0/Attachs/{name}": content for name, content in ATTACHED.items()
    }
    resources = ElementTree.fromstring(files["Doc_0/PublicRes.xml"])
    for font in resources.iter(f"{OFD}FontFile"):
        assert TTFont(io.BytesIO(files[f"Doc_0/Res/{font.text}"]))["maxp"].numGlyphs > 1


def test_words_are_written_as_words_with_a_font_that_has_them():
    content = ElementTree.fromstring(unpack(ofd())["Doc_0/Pages/Page_0/Content.xml"])
    words = ["".join(each.itertext()) for each in content.iter(f"{OFD}TextObject")]
    assert "".join(words) == "居住证王𬸪𰀀A 居住居住证"
    for text in content.iter(f"{OFD}TextObject"):
        characters = set("".join(text.itertext()))
        font = laid().fonts[int(text.get("Font")) - 10]
        assert characters <= set(font.characters)


def test_two_runs_differ_in_the_signature_only():
    again = unpack(write_ofd(laid(), ATTACHED, sealer(), at=NOW, **ABOUT))
    differing = {name for name, content in unpack(ofd()).items() if again[name] != content}
    assert differing == {"Doc_0/Signs/Sign_0/SignedValue.dat"}


def test_a_key_the_seal_was_not_made_for_cannot_seal():
    stranger = issuer(Algorithm.SM2, "别的章")
    thief = SealUser(sealer().seal, stranger.key, stranger.certificate)
    with pytest.raises(BadSeal, match="not made for this key"):
        write_ofd(laid(), {}, thief, at=NOW, **ABOUT)


def test_another_suite_cannot_seal_an_ofd():
    international = issuer(Algorithm.P256)
    with pytest.raises(BadSeal, match="SM2"):
        seal_of(international)


@pytest.mark.parametrize("name", ["../x", "X.json", "a/b", "", "a" * 50])
def test_an_attachment_needs_a_plain_name(name):
    with pytest.raises(ValueError, match="attachment"):
        write_ofd(laid(), {name: b""}, sealer(), at=NOW, **ABOUT)


def test_the_seals_place_cannot_be_moved():
    files = unpack(ofd())
    place = "Doc_0/Signs/Sign_0/Signature.xml"
    moved = re.sub(rb'Boundary="55 ', b'Boundary="15 ', files[place])
    assert moved != files[place]
    with pytest.raises(OfdRefused, match="other content"):
        read_ofd(pack({**files, place: moved}))


@pytest.mark.shared_data
@pytest.mark.parametrize("name", ["hello.ofd", "helloworld.ofd", "hello-integrity.ofd"])
def test_public_samples_are_refused_and_share_our_structure(name):
    data = shared_data(f"ofd/{name}").read_bytes()
    with pytest.raises(OfdRefused):
        read_ofd(data)
    ours = unpack(ofd())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for file in ("OFD.xml", "Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml"):
            theirs = {each.tag for each in ElementTree.fromstring(archive.read(file)).iter()}
            mine = {each.tag for each in ElementTree.fromstring(ours[file]).iter()}
            optional = {f"{OFD}{each}" for each in ("ApplicationBox", "PageBlock")}
            assert theirs - mine <= optional
