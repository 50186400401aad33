"""Broken and hostile meeting files."""

from __future__ import annotations

HEAD = b"dato: 2025-09-12\nstart: 10.00\npunkter:\n"


HOSTILE: dict[str, tuple[bytes, set[str]]] = {
    "control": (HEAD + b"  - titel: A\x07\n", {"M006"}),
    "latin-1": ("sted: Rådhus\n".encode("latin-1"), {"M005"}),
    "utf-16": ("sted: Rådhus\n".encode("utf-16"), {"M004"}),
    "utf-16-be without mark": ("sted: x\n".encode("utf-16-be"), {"M004"}),
    "bom": (b"\xef\xbb\xbf" + HEAD + b"  - titel: A\n", set()),
    "crlf": ((HEAD + b"  - titel: A\n").replace(b"\n", b"\r\n"), set()),
    "billion laughs": (
        b"a: &a [x,x,x,x,x,x,x,x,x]\n"
        + b"".join(b"%c: &%c [*%c,*%c,*%c]\n" % (c + 1, c + 1, c, c, c) for c in range(97, 110)),
        {"M012"},
    ),
    "merge bomb": (
        b"a: &a {x: 1}\n" + b"".join(b"b%d: &b%d {<<: [*a, *a]}\n" % (n, n) for n in range(100)),
        {"M012", "M014"},
    ),
    "10,000 nested lists": (HEAD + b"  - titel: " + b"[" * 10_000 + b"]" * 10_000, {"M017"}),
    "10,000 nested maps": (b"a: " + b"{a: " * 10_000, {"M017"}),
    "10,000 nested Markdown lists": (
        HEAD + b"  - titel: A\n    tekst: |\n      " + b"- " * 10_000 + b"x\n",
        {"M071"},
    ),
    "several documents": (HEAD + b"  - titel: A\n---\ndato: 2025-09-12\n", {"M011"}),
    "python object": (HEAD + b"  - titel: !!python/object/apply:os.system [ls]\n", {"M013"}),
    "anchor": (HEAD + b"  - titel: &x A\n", {"M012"}),
    "out of the project": (
        HEAD + b"  - {titel: A, bilag: [{titel: B, fil: ../../../etc/passwd}]}\n",
        {"M112"},
    ),
    "a file name with a line break": (
        HEAD + b'  - {titel: A, bilag: [{titel: B, fil: "b\\n::error::x.pdf"}]}\n',
        {"M113"},
    ),
    "utf-32": ("sted: x\n".encode("utf-32"), {"M004"}),
    "10,000 unknown keys": (
        HEAD + b"  - titel: A\n" + b"".join(b"    k%d: x\n" % n for n in range(10_000)),
        {"M041"},
    ),
    "10,000 items of a wrong type": (HEAD + b"  - 1\n" * 10_000, {"M043"}),
    "10,000 unknown names on a line": (
        b"afbud: [" + b",".join(b"N%d" % n for n in range(10_000)) + b"]\n" + HEAD + b"  - 1\n",
        {"M104"},
    ),
    "10,000 closed items": (HEAD + b"  - {titel: A, lukket: ja}\n" * 10_000, set()),
    "10,000 missing titles": (HEAD + b"  - {varighed: 1}\n" * 10_000, {"M042"}),
    "10,000 bilag": (
        HEAD + b"  - titel: A\n    bilag:\n" + b"      - {titel: A, fil: a}\n" * 10_000,
        {"M211"},
    ),
    "100,000 dates": (
        HEAD + b"  - titel: A\n    tekst: " + b"den 31. februar " * 30_000 + b"\n",
        {"M502"},
    ),
    "50,000 personal numbers": (
        HEAD
        + b"  - titel: A\n    tekst: "
        + b"".join(b"010190-%04d " % (n % 10_000) for n in range(40_000)),
        {"M540"},
    ),
    "comments": (HEAD + b"  - titel: A\n" + b"    #a\n" * 500_000, set()),
    "a Word file": (b"PK\x03\x04\x14\0\0\0" + bytes(range(256)) * 100, {"M004"}),
    "no character in a path": (
        HEAD + b'  - titel: A\n    bilag: [{titel: B, fil: "b\\x00c.pdf"}]\n',
        {"M006"},
    ),
    "the first year": (b"dato: 0001-01-01\nstart: 10.00\npunkter: []\n", {"M130"}),
    "the last year": (b"dato: 9999-12-31\nstart: 10.00\npunkter: []\n", {"M130"}),
    "tabs": (HEAD + b"\t- titel: A\n" * 300_000, {"M008"}),
    "empty": (b"", {"M040"}),
    "zeros": (bytes(100_000), {"M004"}),
    "brackets": (b"[" * 1_000_000, {"M017"}),
    "stars": (HEAD + b"  - titel: A\n    tekst: '" + b"*a_" * 60_000 + b"'\n", set()),
    "many links": (HEAD + b"  - titel: A\n    tekst: '" + b"[" * 60_000 + b"'\n", {"M083"}),
    "400,000 list entries": (
        HEAD + b"  - titel: A\n    tekst: |\n" + b"      - a\n" * 400_000,
        {"M083"},
    ),
    "100,000 items": (HEAD + b"  - titel: A\n" * 100_000, {"M018"}),
    "5 MB in one paragraph": (HEAD + b"  - titel: A\n    tekst: " + b"ord " * 1_200_000, {"M083"}),
    "a long key": (HEAD + b"  - titel: A\n    " + b"x" * 1_000_000 + b": 1\n", {"M025"}),
    "a long top key": (b"x" * 1_000_000 + b": 1\n" + HEAD + b"  - titel: A\n", {"M031"}),
    "a huge number": (HEAD + b"  - {titel: A, varighed: 1" + b"0" * 100_000 + b"}\n", {"M043"}),
    "beyond floats": (HEAD + b"  - {titel: A, varighed: 1e999}\n", {"M043"}),
    "a time in the year 9999": (HEAD + b"  - {titel: A, tid: 9999-12-31T23:59}\n", {"M045"}),
    "quotes": (HEAD + b"  - titel: A\n    tekst: |\n      " + b"> " * 100_000 + b"x\n", {"M071"}),
    "a wide pipe table": (
        HEAD
        + b"  - titel: A\n    tekst: |\n"
        + b"".join(b"      |" + b"%b|" % cell * 20_000 + b"\n" for cell in (b"a", b"-", b"c")),
        {"M364"},
    ),
    "ticks": (HEAD + b"  - titel: A\n    tekst: '" + b"`a" * 200_000 + b"'\n", set()),
    "links within the limit": (
        HEAD + b"  - titel: A\n    tekst: '" + b"[" * 10_000 + b"'\n",
        set(),
    ),
}
