from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.export.bundles import FILES, Line, changed, new_line
from wagesdesk.errors import BundleAltered, BundleForeign, BundleTooNew, UserError
from wagesdesk.export import manifest as page
from wagesdesk.export.manifest import Manifest

ALL = [page.file_line(name, content) for name, content in FILES.items()]


@pytest.fixture(scope="module")
def line() -> Line:
    return new_line()


@pytest.fixture
def manifest(line: Line) -> Manifest:
    return changed(line.manifest(), files=tuple(ALL))


def written(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def test_a_manifest_is_read_back(manifest: Manifest) -> None:
    assert page.decode(page.encode(manifest)) == manifest
    assert page.encode(page.decode(page.encode(manifest))) == page.encode(manifest)


def test_what_it_rests_on_and_asks_for_is_read_back(manifest: Manifest) -> None:
    asking = changed(manifest, rests_on={"abcdefgh": 3}, all_again=True)
    assert page.decode(page.encode(asking)) == asking
    assert b"rests_on" not in page.encode(manifest)
    assert b"all_again" not in page.encode(manifest)


def test_the_ack_secret_is_not_shown(manifest: Manifest) -> None:
    assert manifest.ack_secret not in repr(manifest)


def test_fields_of_a_later_version_are_kept(manifest: Manifest) -> None:
    value = {**json.loads(page.encode(manifest)), "weather": {"sun": [1, None, True]}, "version": 2}
    again = page.decode(written(value))
    assert again.extra == {"weather": {"sun": [1, None, True]}}
    assert page.encode(again) == written(value)


def test_another_format_is_foreign(manifest: Manifest) -> None:
    for value in ({"format": "other"}, {}, {**json.loads(page.encode(manifest)), "format": "wagesdesk-bundles"}):
        with pytest.raises(BundleForeign):
            page.decode(written(value))


def test_what_needs_a_later_reader_says_so_whatever_else_is_in_it() -> None:
    with pytest.raises(BundleTooNew) as refused:
        page.decode(written({"format": page.FORMAT, "min_reader": page.READER + 1, "recipients": "not known yet"}))
    assert refused.value.fields == {"needs": page.READER + 1, "has": page.READER}


UNSIGNED = {"staff_id": "", "name": "Siân", "role": "officer", "check_public": ""}
WRONG: dict[str, Callable[[dict[str, Any]], object]] = {
    "bundle_id": lambda value: value.update(bundle_id="ABCD2345"),
    "purpose": lambda value: value.update(purpose="fun"),
    "created": lambda value: value.update(created="2026-11-3T09:27:00Z"),
    "recipients": lambda value: value.update(recipients={}),
    "consents": lambda value: value.update(consents=[1]),
    "serial": lambda value: value.update(serial=-1),
    "previous": lambda value: value.update(previous="0" * 63),
    "ack_secret": lambda value: value.pop("ack_secret"),
    "erased": lambda value: value.update(erased=None),
    "part": lambda value: value.update(part=2),
    "parts": lambda value: value.update(parts=True),
    "people": lambda value: value["counts"].update(people="12"),
    "check_public": lambda value: value["checker"].update(check_public="00"),
    "sign_public": lambda value: value["sender"].pop("sign_public"),
    "x": lambda value: value.update(rests_on={"x": True}),
    "rests_on": lambda value: value.update(rests_on=[]),
    "all_again": lambda value: value.update(all_again=1),
    "kind": lambda value: value["sender"].update(kind="king"),
    "preparer": lambda value: value.update(preparer=[]),
    "counts": lambda value: value.update(counts=[]),
    "age_public": lambda value: value["recipients"][0].update(age_public=7),
    "name": lambda value: value["files"][0].update(name="../../x"),
    "sha256": lambda value: value["files"][0].update(sha256="x"),
    "size": lambda value: value["files"][0].update(size=-1),
    "version": lambda value: value.update(version=0),
    "min_reader": lambda value: value.update(min_reader=0),
    "sheet": lambda value: value.update(sheet={"at": "09:15", "form": "ABCD"}, checker=UNSIGNED),
    "checker": lambda value: value.update(purpose="site", checker=UNSIGNED),
}


@pytest.mark.parametrize("field", WRONG)
def test_each_field_has_its_form(manifest: Manifest, field: str) -> None:
    value = json.loads(page.encode(manifest))
    WRONG[field](value)
    with pytest.raises(BundleAltered) as refused:
        page.decode(written(value))
    assert refused.value.fields == {"code": "manifest", "field": field}


BOMBS: dict[str, bytes] = {
    "deep lists": b"[" * 100_000 + b"]" * 100_000,
    "deep objects": b'{"a":' * 9 + b"1" + b"}" * 9,
    "huge integer": b'{"format":' + b"9" * 100_000 + b"}",
    "integer above 64 bits": b'{"serial":9223372036854775808}',
    "fraction": b'{"serial":1.5}',
    "exponent": b'{"serial":1e999}',
    "not a number": b'{"serial":NaN}',
    "the same key twice": b'{"serial":1,"serial":2}',
    "half a pair": b'{"a":"\\ud800"}',
    "two documents": b"{}{}",
    "spaces": b'{ "format":"wagesdesk-bundle"}',
    "keys out of order": b'{"b":1,"a":1}',
    "escapes that need none": b'{"a":"\\u0061"}',
    "another encoding": '{"a":1}'.encode("utf-16-le"),
    "byte order mark": b"\xef\xbb\xbf{}",
    "bad bytes": b'{"a":"\xff"}',
    "too large": b'"' + b"x" * (4 << 20) + b'"',
    "a list": b"[]",
    "nothing": b"",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_json_that_means_harm_is_refused(bomb: str) -> None:
    with pytest.raises(BundleAltered):
        page.decode(BOMBS[bomb])


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 1 << 63) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(data=st.data())
def test_whatever_is_put_into_a_field_only_our_errors_come(data: st.DataObject) -> None:
    value = json.loads(page.encode(SAMPLE))
    value[data.draw(st.sampled_from(sorted(value)))] = data.draw(json_values)
    try:
        again = page.decode(written(value))
    except UserError:
        return
    assert page.encode(again) == written(value)


SAMPLE = changed(new_line().manifest(), files=tuple(ALL))


def test_a_manifest_has_a_largest_size(manifest: Manifest) -> None:
    many = changed(manifest, consents=("c" * 64,) * 70_000)
    with pytest.raises(BundleAltered) as refused:
        page.decode(page.encode(many))
    assert refused.value.fields == {"code": "manifest_size"}


@pytest.mark.parametrize(
    "when", ["2026-02-30T09:27:00Z", "2026-11-03T24:00:00Z", "now", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"]
)
def test_a_manifest_was_made_at_a_time_that_every_place_can_show(manifest: Manifest, when: str) -> None:
    with pytest.raises(BundleAltered) as refused:
        page.decode(written({**json.loads(page.encode(manifest)), "created": when}))
    assert refused.value.fields["field"] == "created"


def test_files_are_checked(manifest: Manifest) -> None:
    frame = {"manifest.json": b"", "manifest.json.minisig": b"", "manifest.check.minisig": b"", "pad": bytes(9)}
    page.check_files(manifest, {**FILES, **frame})
    wrong: list[tuple[dict[str, bytes], str]] = [
        ({"heads.json": b"{ }"}, "file_hash"),
        ({"consent.json": b"{}"}, "files"),
        ({"pad": b"\0x"}, "pad"),
    ]
    for change, code in wrong:
        with pytest.raises(BundleAltered) as refused:
            page.check_files(manifest, {**FILES, **frame, **change})
        assert refused.value.fields["code"] == code
    with pytest.raises(BundleAltered):
        page.check_files(manifest, frame)
    with pytest.raises(BundleAltered):
        page.check_files(changed(manifest, files=(*ALL, ALL[0])), {**FILES, **frame})


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("manifest.json", True), ("pad", True), ("journal.jsonl", True), ("readable/012-asha.html", True),
        ("readable/12-asha.html", False), ("readable/012-../x.pdf", False), ("readable/012-x.exe", False),
        ("journal.jsonl\n", False), ("Pad", False), ("", False), ("readable/012-" + "x" * 61 + ".pdf", False),
    ],
)  # fmt: skip
def test_names_in_a_bundle_are_few(name: str, allowed: bool) -> None:
    assert page.member_allowed(name) is allowed


def test_ids_and_codes_are_random_and_of_their_form() -> None:
    assert len({page.new_bundle_id() for _ in range(50)}) == 50
    assert len({page.new_ack_secret() for _ in range(50)}) == 50
    assert page.ack_code("abcd2345", "00" * 32) == "IIWKREMJFA"
    assert page.ack_code("abcd2346", "00" * 32) != "IIWKREMJFA"
