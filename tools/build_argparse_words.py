"""``python tools/build_argparse_words.py``: writes argparse's words in Danish, as gettext reads.

argparse asks gettext for each of its messages. What is told to the programmer alone, e.g. that an
option was added twice, is not here.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "generators"))

from moedebog.cli.language import CATALOGUES  # noqa: E402

FILE = CATALOGUES / "da" / "LC_MESSAGES" / "messages.mo"
HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
DANISH = {
    " (default: %(default)s)": " (ellers %(default)s)",
    "%(heading)s:": "%(heading)s:",
    "%(prog)s: error: %(message)s\n": "%(prog)s: fejl: %(message)s\n",
    "%(prog)s: warning: %(message)s\n": "%(prog)s: advarsel: %(message)s\n",
    "ambiguous option: %(option)s could match %(matches)s": (
        "%(option)s kan være flere: %(matches)s"
    ),
    "argument %(argument_name)s: %(message)s": "argument %(argument_name)s: %(message)s",
    "argument '%(argument_name)s' is deprecated": "argumentet '%(argument_name)s' er forældet",
    "can't open '%(filename)s': %(error)s": "'%(filename)s' kan ikke åbnes: %(error)s",
    "command '%(parser_name)s' is deprecated": "kommandoen '%(parser_name)s' er forældet",
    "expected %s argument\0expected %s arguments": "mangler %s værdi\0mangler %s værdier",
    "expected at least one argument": "mangler mindst en værdi",
    "expected at most one argument": "kan højst have en værdi",
    "expected one argument": "mangler en værdi",
    "ignored explicit argument %r": "tager ikke imod værdien %r",
    "invalid %(type)s value: %(value)r": "kan ikke være: %(value)r",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "kan ikke være: %(value)r (vælg mellem %(choices)s)"
    ),
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": (
        "kan ikke være: %(value)r, mente du %(closest)r? (vælg mellem %(choices)s)"
    ),
    "not allowed with argument %s": "kan ikke bruges sammen med %s",
    "one of the arguments %s is required": "der mangler en af: %s",
    "option '%(option)s' is deprecated": "valget '%(option)s' er forældet",
    "options": "valg",
    "positional arguments": "argumenter",
    "show program's version number and exit": "vis, hvilken version det er",
    "show this help message and exit": "vis denne hjælp",
    "subcommands": "kommandoer",
    "the following arguments are required: %s": "der mangler: %s",
    "unexpected option string: %s": "ukendt: %s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": (
        "kan ikke være: %(parser_name)r (vælg mellem %(choices)s)"
    ),
    "unrecognized arguments: %s": "ukendt: %s",
    "usage: ": "brug: ",
}


def catalogue(words: dict[str, str]) -> bytes:
    """A catalogue as the GNU gettext manual describes it: two tables of lengths and places."""
    pairs = [(a.encode(), b.encode()) for a, b in sorted({"": HEADER, **words}.items())]
    tables = 7 * 4
    place = tables + 2 * 8 * len(pairs)
    index, texts = [b"", b""], b""
    for table, column in enumerate(zip(*pairs, strict=True)):
        for text in column:
            index[table] += struct.pack("<II", len(text), place + len(texts))
            texts += text + b"\0"
    head = (0x950412DE, 0, len(pairs), tables, tables + 8 * len(pairs), 0, 0)
    return struct.pack("<7I", *head) + b"".join(index) + texts


def main() -> None:
    """Write the file."""
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_bytes(catalogue(DANISH))


if __name__ == "__main__":
    main()
