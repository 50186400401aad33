"""Letters as Outlook keeps them."""

from __future__ import annotations

from indhold.findings import Kind
from looks import CPR, looked, places, shown, told, zipped
from ole_files import Tree, compound

PROPERTIES = "__properties_version1.0"


def named(key: str, kind: str = "001F") -> str:
    return f"__substg1.0_{key}{kind}"


def message(values: dict[str, str], **more: bytes | Tree) -> Tree:
    kept: dict[str, bytes | Tree] = {PROPERTIES: b"a"}
    for key, words in values.items():
        # What is not filled up with zeros: as ``compound`` does with short streams.
        kept[named(key)] = words.ljust(2048).encode("utf-16-le")
    return kept | {key.replace("attach", "__attach_version1.0_#"): one for key, one in more.items()}


def test_an_ordinary_message_tells_nothing() -> None:
    tree = message(
        {"0037": "Møde", "1000": "Hej\n\nMed hilsen", "0C1A": "Anna", "1035": "<0101901235@a>"}
    )
    seen = looked("a.msg", compound(tree))
    assert (seen.format, seen.findings, seen.gaps) == ("msg", (), ())


def test_every_text_is_searched() -> None:
    for key, place in (
        ("0037", "properties 0037"),
        ("1000", "line 3"),
        ("8001", "properties 8001"),
        ("007D", "head Subject"),
    ):
        words = f"Hej\n\nCPR {CPR}" if key == "1000" else f"Subject: CPR {CPR}"
        assert places(looked("a.msg", compound(message({key: words})))) == [place], key
    narrow = {**message({}), named("1000", "001E"): f"CPR {CPR}".encode().ljust(4096)}
    assert places(looked("a.msg", compound(narrow))) == ["line 1"]
    page = {**message({}), named("1013", "0102"): b"<p>CPR 01<b>0190-1234</b>".ljust(4096)}
    assert places(looked("a.msg", compound(page))) == ["paragraph 1"]


def test_rich_text_is_unpacked() -> None:
    words = b"{\\rtf1 CPR " + CPR.encode() + b"\\par }"
    packed = b"".join(b"\0" + words[n : n + 8].ljust(8) for n in range(0, len(words), 8))
    held = bytes(8) + b"LZFu" + bytes(4) + packed
    seen = looked("a.msg", compound({**message({}), named("1009", "0102"): held}))
    assert places(seen) == ["part rtf, paragraph 1"]


def test_recipients_attachments_and_messages_inside() -> None:
    attached: Tree = {
        named("3701", "0102"): zipped({"a.txt": f"CPR {CPR}"}),
        named("3707"): "bilag.zip".encode("utf-16-le"),
        named("370D"): "C:\\Users\\anna\\bilag.zip".encode("utf-16-le"),
    }
    inner: Tree = {
        named("3701", "000D"): message({"0037": f"CPR {CPR}"}),
        named("3001"): "Et andet brev".encode("utf-16-le"),
    }
    tree = {
        **message({"0E02": "Cai <cai@example.org>"}, attach0=attached, attach1=inner),
        "__recip_version1.0_#0": {named("3001"): f"Bo {CPR}".encode("utf-16-le")},
    }
    seen = looked("a.msg", compound(tree))
    assert set(places(seen)) == {
        "member bilag.zip, member a.txt, line 1",
        "member Et andet brev, properties 0037",
        "head 3001",
    }
    assert shown(seen, Kind.PATH) == ["C:\\Users\\anna\\bilag.zip"]
    assert shown(seen, Kind.HIDDEN) == ["Cai <cai@example.org>"]
    assert told(seen) == {"path", "hidden"}


def test_messages_in_messages_end() -> None:
    tree: Tree = message({"0037": f"CPR {CPR}"})
    for _ in range(9):
        tree = message({}, attach0={named("3701", "000D"): tree})
    assert told(looked("a.msg", compound(tree))) == {"too-deep"}


def test_objects_inside_are_searched_and_told() -> None:
    inner: Tree = {named("3701", "000D"): {"CONTENTS": f"CPR {CPR}".encode()}}
    seen = looked("a.msg", compound(message({}, attach0=inner)))
    assert told(seen) == {"embedded-file", "partly-known-format"}
    assert places(seen)
