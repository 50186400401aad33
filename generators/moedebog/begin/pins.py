"""The lines of ``requirements.txt`` that say which moedebog is fetched, and raising them.

They may be written by anybody, in each way that pip takes: by a number, an address, a file, a tag
or a commit of git. Where the number stands in one it is raised; where it does not, somebody has to
say which it is to be.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from moedebog import __version__
from moedebog.begin.lock import is_newer
from moedebog.begin.origin import PACKAGE, WITHOUT_PLACE, pins, requirement
from moedebog.diagnostics import Phrase

PINS = "requirements.txt"

_LOGICAL = re.compile(r"(?m)^(?:[^\n]*\\\n)*[^\n]*")
"""A line as pip reads it: one that ends in a backslash goes on."""
_COMMENT = re.compile(r"(?:^|\s+)#")
_EGG = re.compile(r"[#&]egg=([\w.-]+)")
_NAME = re.compile(r"([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\]\s*)?(?:[=<>!~;@(]|--|$)")
_ARCHIVE = re.compile(r"(?i)\.(?:whl|zip|tar\.gz)(?:\[[^\]]*\])?$")
_PLACE = re.compile(
    r"(?i)(?<![\w-])moedebog(?=-\d|\.git\b|[/\\]archive[/\\]|[/\\]?(?:[@#\[\s&;]|$))"
)
_OF_INDEX = re.compile(r"(?i)moedebog\s*(?:\[[^\]]*\]\s*)?(?:$|[=<>!~;(]|--)")
_BY_NUMBER = r"\d+(?:\.\d+)*(?:\.?(?:a|b|rc|dev|post)\d+)*"
_STATED = re.compile(
    rf"(?i)(?:(?:===?|>=|~=)\s*v?|moedebog-(?=\d+\.)|@v?(?=\d+\.\d[\w.]*(?:[#\s&;\[]|$))"
    rf"|/v?(?=\d[\w.]*\.(?:zip|tar\.gz)))({_BY_NUMBER})(?![\w*]|\.[\d*])"
)
_HASH = re.compile(r"--hash|[#&](?:sha\d+|md5)=")
_COMMIT = re.compile(r"(git\+[^\s#]*[^\s#@/])@([^\s#@/]+)(?=[\s#]|$)")
_LOCAL = re.compile(r"(?:file:)?(?!//)(?:[\w.-]+[/\\])*[\w.-]+\.whl(?=\[|$)")
_CONSTRAINED = re.compile(r"(?m)^\s*(?:--constraint\b|-c)")
_PRIVATE = re.compile(r"(?m)^\s*(?:--index-url|-i|--no-index)\b")


class Left(Struct, frozen=True):
    """Something about the pins that only people can decide."""

    says: Phrase
    settled: bool = False
    """Whether this version is fetched all the same."""


class Raised(Struct, frozen=True):
    """A file of pins as it is to be."""

    text: str
    left: tuple[Left, ...]

    @property
    def settled(self) -> bool:
        """Whether this version is fetched."""
        return all(one.settled for one in self.left)


def read_pins(data: bytes) -> str:
    """The text of the file, its lines ending in one character alone.

    As pip reads it: without the mark that Notepad and PowerShell put before the first line.
    """
    return data.decode(_coding(data), "surrogateescape").replace("\r\n", "\n")


def pins_bytes(text: str, before: bytes) -> bytes:
    """A text as it is put in the place of ``before``, with the same mark before the first line."""
    coding = _coding(before)
    if coding != "utf-16":
        return text.encode(coding, "surrogateescape")
    if "\r\n" in before.decode(coding):
        text = text.replace("\n", "\r\n")
    order = "le" if before.startswith(codecs.BOM_UTF16_LE) else "be"
    return before[:2] + text.encode(f"utf-16-{order}")


def _coding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            data.decode("utf-16")
        except UnicodeDecodeError:
            return "utf-8"
        return "utf-16"
    return "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"


def raised(text: str, root: Path) -> Raised:
    """The file with this version in each line about moedebog; all else as it is.

    ``root``: the folder that files are named from.
    """
    parts: list[str] = []
    left: list[Left] = []
    end = line = 0
    for start, old in _ours(text):
        new, why = _raised_line(old)
        line += text.count("\n", end, start)
        parts += [text[end:start], new]
        end = start + len(old)
        left += [Left(_AT.put(file=PINS, line=line + 1, text=old.strip()) + why)] if why else []
        left += _remarks(new, text, line + 1, root)
        line += old.count("\n")
    if not parts:
        left.append(Left(what_to_add(text), settled=True))
    return Raised("".join(parts) + text[end:], tuple(left))


def rewritten(text: str, ours: str, root: Path) -> Raised:
    """The file as ``ours``, which this version writes, but from where it is fetched today.

    For one that nobody changed: with all extras that there are now.
    """
    lines = [line for _, line in _ours(text)]
    if len(lines) != 1:
        return raised(text, root) if lines else raised(ours, root)
    new, why = _raised_line(lines[0])
    if why is None:
        new = re.sub(r"(?i)^moedebog(?:\[[^\]]*\])?(?=[\s=@<>~])", PACKAGE, new)
        text = ours.replace(pins(), new)
    return raised(text, root)


def stated(text: str) -> str:
    """The version that the file fetches; empty where it does not say."""
    found = (_version_in(line) for _, line in _ours(text))
    return next(filter(None, found), "")


def what_to_add(text: str) -> Phrase:
    """What stands in no line of the file: which moedebog is fetched."""
    line = requirement() or f"{PACKAGE} @ git+https://<moedebogs adresse>@v{__version__}"
    if WITHOUT_PLACE in text:
        return _TO_FILL_IN
    added = _ADD.put(file=PINS, line=line)
    return added if _CONSTRAINED.search(text) else added + _CONSTRAIN


def names_moedebog(text: str) -> bool:
    """Whether a line of the file fetches moedebog."""
    return any(True for _ in _ours(text))


def _ours(text: str) -> Iterator[tuple[int, str]]:
    """Each line about moedebog, with where it begins."""
    for match in _LOGICAL.finditer(text):
        if match[0] and _is_ours(_spec(match[0])):
            yield match.start(), match[0]


def _spec(line: str) -> str:
    """What pip reads of a line."""
    return _COMMENT.split(line, maxsplit=1)[0].strip()


def _is_ours(spec: str) -> bool:
    spec = re.sub(r"^(?:-e|--editable)(?:\s+|=)", "", spec)
    if not spec or spec.startswith("-"):
        return False
    if egg := _EGG.search(spec):
        return egg[1].lower() == "moedebog"
    name = _NAME.match(spec)
    if name and not _ARCHIVE.search(spec):
        return name[1].lower() == "moedebog"
    if name and "@" in spec:  # moedebog @ https://….whl
        return name[1].lower() == "moedebog"
    return _PLACE.search(spec) is not None


def _version_in(line: str) -> str:
    """The version that a line fetches, or that is said behind it; empty where neither is."""
    spec = _spec(line)
    if match := _STATED.search(spec):
        return match[1]
    comment = re.search(r"(?<![\w.])v?(\d+\.\d+\.\d+)(?![\w]|\.\d)", line[len(spec) :])
    return comment[1] if comment else ""


def _raised_line(line: str) -> tuple[str, Phrase | None]:
    """The line with this version, or as it is with why it cannot be."""
    spec, version = _spec(line), _version_in(line)
    if version == __version__:
        return line, None
    if version and is_newer(version, __version__):
        return line, _IS_NEWER.put(ours=__version__)
    if _HASH.search(line):
        return line, _HAS_HASH.put(ours=__version__)
    if _STATED.search(spec) and not re.search(r"[<>=~!]=?[^,;@]*,\s*[<>=~!]", spec):
        number = re.compile(rf"(?<![\w.])(v?){re.escape(version)}(?![\w*]|\.[\d*])")
        return number.sub(rf"\g<1>{__version__}", line), None
    place, commit = _COMMIT.search(spec), _COMMIT.search(requirement())
    if place and commit and place[1].removesuffix(".git") == commit[1].removesuffix(".git"):
        said = "" if __version__ in commit[2] else f"  # v{__version__}"
        return spec.replace(place[0], f"{place[1]}@{commit[2]}") + said, None
    if place:
        tagged = spec.replace(place[0], f"{place[1]}@v{__version__}")
        return line, _IS_COMMIT.put(line=tagged, ours=__version__)
    wanted = requirement() or f"{PACKAGE} @ git+https://<moedebogs adresse>@v{__version__}"
    return line, _IS_OPEN.put(line=wanted)


def _remarks(line: str, text: str, number: int, root: Path) -> Iterator[Left]:
    """What to see to at a line that is as it should be."""
    spec = _spec(line)
    if _OF_INDEX.match(spec) and not (_PRIVATE.search(text) or _HASH.search(line)):
        yield Left(_BY_NAME.put(file=PINS, number=number), settled=True)
    local = _LOCAL.match(spec)
    if local and not (root / local[0].removeprefix("file:")).is_file():
        yield Left(_NO_FILE.put(file=PINS, number=number, path=local[0]), settled=True)


_AT = Phrase("{file}:{line}: {text}\n  ", "{file}:{line}: {text}\n  ")
_IS_NEWER = Phrase(
    "Linjen henter en nyere version end {ours}, som kører her, og er ikke rørt.",
    "The line fetches a later version than {ours}, which runs here, and was not touched.",
)
_HAS_HASH = Phrase(
    "Linjen har en kontrolsum, så den er ikke rørt. Skriv selv {ours} og den nye kontrolsum.",
    "The line has a checksum, so it was not touched. Write {ours} and the new checksum yourself.",
)
_IS_COMMIT = Phrase(
    "Det kan ikke ses, hvilken version linjen henter, så den er ikke rørt. Skriv {line}, eller den "
    "nye commit med # v{ours} bagefter.",
    "It cannot be seen which version the line fetches, so it was not touched. Write {line}, or the "
    "new commit with # v{ours} behind it.",
)
_IS_OPEN = Phrase(
    "Linjen siger ikke, hvilken version der hentes, så den er ikke rørt. Skriv f.eks. {line}",
    "The line does not say which version is fetched, so it was not touched. Write e.g. {line}",
)
_TO_FILL_IN = Phrase(
    f"{PINS} siger ikke, hvor moedebog hentes, for programmet her er fra denne maskine. Åbn filen: "
    "fjern # foran den linje, der passer, ret den til, og slet linjen --requirement. Indtil da kan "
    "make program, pre-commit og en server ikke hente moedebog.",
    f"{PINS} does not say where moedebog is fetched, for the program here is of this machine. Open "
    "the file: remove # from the line that fits, correct it, and delete the line --requirement. "
    "Until then make program, pre-commit and a server cannot fetch moedebog.",
)
_ADD = Phrase(
    "{file} henter ikke moedebog, så make program, pre-commit og en server får det ikke. Tilføj "
    "linjen {line}",
    "{file} does not fetch moedebog, so make program, pre-commit and a server do not get it. Add "
    "the line {line}",
)
_CONSTRAIN = Phrase(
    " og linjen --constraint constraints.txt, så det er de pakker, moedebog er prøvet med.",
    " and the line --constraint constraints.txt, so that the packages are those that moedebog was "
    "tried with.",
)
_BY_NAME = Phrase(
    "{file}:{number}: linjen henter moedebog ved navnet alene. I det offentlige indeks kan enhver "
    "tage navnet; skriv i stedet adressen (moedebog @ git+https://…@v…), eller jeres eget indeks "
    "med --index-url.",
    "{file}:{number}: the line fetches moedebog by its bare name. On the public index anybody may "
    "take the name; write the address instead (moedebog @ git+https://…@v…), or your own index "
    "with --index-url.",
)
_NO_FILE = Phrase(
    "{file}:{number}: filen {path} er der ikke. Læg den der.",
    "{file}:{number}: the file {path} is not there. Put it there.",
)
