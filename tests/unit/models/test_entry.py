from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagesdesk.errors import BundleAltered, BundleError, FieldInvalid
from wagesdesk.models import entry as entries
from wagesdesk.models.entry import (
    GENESIS,
    Entry,
    canonical,
    fits_line,
    new_entry,
    parse_header,
    parse_line,
    stamp,
    strict_json,
)  # fmt: skip

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


def made(body: dict[str, Any], **changed: Any) -> Entry:
    header: dict[str, Any] = {
        "writer": "w" * 32, "seq": 3, "prev": "a" * 64, "hlc": 5 << 16, "clock_ok": True, "actor": "rhian",
        "operation": "0123456789abcdef attendance.mark", "record_type": "mark", "eid": "m1", "subjects": ("asha",),
        "parents": {},
    } | changed  # fmt: skip
    return new_entry(values=body, **header)


def with_header(entry: Entry, **changed: Any) -> bytes:
    """The line of an entry whose header says something else; a field set to `...` is left out."""
    header = json.loads(entry.raw) | changed
    raw = canonical({name: value for name, value in header.items() if value is not ...})
    return Entry(raw, entry.salt, entry.values).line()


def with_values(text: str) -> bytes:
    """A line that commits rightly to exactly this text as its values."""
    salt = b"s" * 16
    raw = json.loads(made({"a": 1}).raw) | {"commit": hashlib.sha256(salt + text.encode()).hexdigest()}
    return json.dumps({"h": json.dumps(raw), "s": salt.hex(), "x": text}).encode()


def code_of(line: bytes) -> object:
    with pytest.raises(BundleAltered) as raised:
        parse_line(line)
    return raised.value.fields["code"]


@given(st.dictionaries(texts, values, min_size=1, max_size=4), st.lists(texts, max_size=2, unique=True))
def test_what_goes_out_as_a_line_comes_back_the_same(body: dict[str, Any], subjects: list[str]) -> None:
    entry = made(body, subjects=tuple(subjects), parents={next(iter(body)): ("p" * 64,)})
    back = parse_line(entry.line())
    assert back == entry
    assert back.id == hashlib.sha256(entry.raw).hexdigest()
    assert back.fields == body
    assert back.header.subjects == tuple(subjects)
    assert back.header.encode() == entry.raw
    assert entry.commit_holds()


def test_the_same_values_never_commit_to_the_same_digest() -> None:
    assert made({"pin": "4711"}).header.commit != made({"pin": "4711"}).header.commit


def test_an_erased_entry_is_a_line_without_salt_and_values() -> None:
    full = made({"a": "secret"})
    line = Entry(full.raw, None, None).line()
    assert b"secret" not in line
    back = parse_line(line)
    assert (back.id, dict(back.fields), back.commit_holds()) == (full.id, {}, True)


def test_only_both_of_salt_and_values_may_be_absent() -> None:
    full = made({"a": 1})
    assert not Entry(full.raw, full.salt, None).commit_holds()
    assert code_of(Entry(full.raw, full.salt, None).line()) == "line"
    assert code_of(Entry(full.raw, None, full.values).line()) == "line"


def test_values_that_were_not_committed_to_are_refused() -> None:
    full = made({"a": "she was here"})
    assert full.salt is not None
    assert code_of(Entry(full.raw, full.salt, b'{"a":"she was gone"}').line()) == "commit"
    assert code_of(Entry(full.raw, bytes(16), full.values).line()) == "commit"


def test_the_edge_between_salt_and_values_cannot_be_moved() -> None:
    # The digest is over salt and values together: a salt of another length could hide a part of the values in itself.
    full = made({"a": 1})
    assert full.salt is not None
    assert full.values is not None
    joined = full.salt + full.values
    assert code_of(Entry(full.raw, joined[:17], joined[17:]).line()) == "line"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"a":1,"a":2}', "duplicate_key"),
        ('{"a":1.5}', "number"),
        ('{"a":1e3}', "number"),
        ('{"a":NaN}', "number"),
        ('{"a":-Infinity}', "number"),
        ('{"a":9223372036854775808}', "number"),
        ('{"a":-9223372036854775809}', "number"),
        ('{"a":' + "9" * 5000 + "}", "number"),
        ('{"a":' + "[" * 8 + "]" * 8 + "}", "depth"),
        ('{"a":' + '{"b":' * 8 + "1" + "}" * 8 + "}", "depth"),
        ('{"a":' + "[" * 20_000 + "}", "json"),
        ('{"a":"\\ud800"}', "json"),
        ('{"a":{"\\udfff":1}}', "json"),
        ("\ufeff{}", "json"),
        ('{"a":1}x', "json"),
        ("", "json"),
        ("[1]", "fields"),
        ('{"b":1}', "fields"),
        ('{"a":1,"b":2}', "fields"),
        ("{}", "fields"),
    ],
)
def test_hostile_values_are_refused(text: str, code: str) -> None:
    assert code_of(with_values(text)) == code


@pytest.mark.parametrize("text", ['{"a":-9223372036854775808}', '{"a":9223372036854775807}', '{"a":"\\ud83d\\ude00"}'])
def test_the_edges_of_what_is_allowed(text: str) -> None:
    assert parse_line(with_values(text)).fields == json.loads(text)


def test_eight_levels_are_allowed() -> None:
    assert strict_json(b"[" * 8 + b"]" * 8)
    with pytest.raises(BundleAltered):
        strict_json(b"[" * 9 + b"]" * 9)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"seq": -1}, "header"),
        ({"seq": True}, "header"),
        ({"seq": "3"}, "header"),
        ({"seq": ...}, "header"),
        ({"hlc": None}, "header"),
        ({"clock_ok": 1}, "header"),
        ({"actor": 7}, "header"),
        ({"writer": ...}, "header"),
        ({"subjects": "asha"}, "header"),
        ({"subjects": [1]}, "header"),
        ({"subjects": ["asha", "asha"]}, "header"),
        ({"fields": ["a", "a"]}, "header"),
        ({"parents": []}, "header"),
        ({"parents": {"a": "x"}}, "header"),
        ({"parents": {"a": ["x", "x"]}}, "header"),
        ({"parents": {"name": ["x"]}}, "parents"),
        ({"seq": 0}, "chain"),
        ({"fields": ["b"]}, "fields"),
        ({"commit": "0" * 64}, "commit"),
    ],
)
def test_hostile_headers_are_refused(changed: dict[str, Any], code: str) -> None:
    assert code_of(with_header(made({"a": 1}), **changed)) == code


def test_a_writers_first_entry_stands_on_nothing() -> None:
    entry = made({"a": 1}, seq=0, prev=GENESIS)
    assert parse_line(entry.line()) == entry


def test_a_header_that_is_no_object_is_refused() -> None:
    with pytest.raises(BundleAltered):
        parse_header(b"[]")


def test_unknown_header_fields_of_a_later_version_are_kept_in_the_bytes() -> None:
    full = made({"a": 1})
    line = with_header(full, colour="green", v=2)
    back = parse_line(line)
    assert b'"colour":"green"' in back.raw
    assert back.header.v == 2
    assert back.line() == line


@pytest.mark.parametrize(
    "line",
    [
        b"null", b"[]", b"{}", b'{"h":1,"s":null,"x":null}', b'{"h":"{}","s":null,"x":null,"y":1}',
        b'{"h":"{}","s":1,"x":1}', b'{"h":"{}","s":"zz","x":"{}"}', b'{"h":"\\ud800","s":null,"x":null}',
        b'{"h":"{}","s":null,"x":null}\xff', '{"h":"{}","s":null,"x":null}'.encode("utf-16"),
    ],
)  # fmt: skip
def test_lines_of_another_form_are_refused(line: bytes) -> None:
    with pytest.raises(BundleAltered):
        parse_line(line)


def test_a_line_that_is_too_long_is_not_even_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "strict_json", lambda _data: pytest.fail("it was parsed"))
    assert code_of(b" " * (entries.MAX_LINE + 1)) == "line_length"


@pytest.mark.parametrize("letter", ["x", "\u00e9", "\u0627", "\U0001f600", '"', "\\", "\n", "\x00"])
def test_no_line_is_made_that_another_machine_would_not_read(letter: str) -> None:
    most = next(many for many in range(66_000, 0, -500) if fits_line(letter * many))
    held = made({"answer": {"text": letter * most, "how": "write"}})
    assert parse_line(held.line()).fields == held.fields
    with pytest.raises(FieldInvalid) as refused:
        made({"answer": {"text": letter * (entries.MAX_LINE + 1)}, "done": True})
    assert refused.value.fields == {"field": "answer", "code": "too_long"}


@given(st.binary(max_size=300))
def test_only_its_own_error_escapes_from_any_bytes(line: bytes) -> None:
    with pytest.raises(BundleError):
        parse_line(line)


@given(st.data())
def test_only_its_own_error_escapes_from_a_damaged_line(data: st.DataObject) -> None:
    full = made({"a": {"b": "Asha \U0001f600"}}, parents={"a": ("p" * 64,)})
    line = bytearray(full.line())
    for _change in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(line) - 1))
        line[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    try:
        back = parse_line(bytes(line))
    except BundleError:
        return
    # What is let in is whole: its values are those its header committed to, and it can be written out again.
    assert back.commit_holds()
    assert parse_line(back.line()) == back


@given(values)
def test_what_strict_json_lets_in_can_be_written_out(value: object) -> None:
    assert strict_json(canonical(value)) == value
    assert strict_json(json.dumps(value).encode()) == value


def test_time_moves_forward_only() -> None:
    now = datetime(2026, 11, 3, 9, 27, tzinfo=UTC)
    first = stamp(now, 0)
    assert entries.wall_ms(first) == int(now.timestamp() * 1000)
    assert stamp(now, first) == first + 1
    assert stamp(now, first + 10**12) == first + 10**12 + 1


def test_a_natural_id_depends_on_every_parent_and_their_order() -> None:
    ids = {
        entries.natural_id(*parents)
        for parents in (("mark", "a", "b"), ("mark", "b", "a"), ("score", "a", "b"), ("mark", "ab"), ("mark", "a", ""))
    }
    assert len(ids) == 5
    assert entries.natural_id("mark", "a", "b") == entries.natural_id("mark", "a", "b")
    assert entries.random_id() != entries.random_id()
