"""Files of Office as PDF, by LibreOffice where it is there.

One process takes all files of a kind. It has a profile of its own, runs no macros, follows no links
to elsewhere and finds no network; where it stands still, it is ended, and each file that is left is
tried by itself.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

PROGRAMS = ("soffice", "libreoffice")
_MAC = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
_FILTERS = {
    "docx": "writer",
    "docm": "writer",
    "doc": "writer",
    "odt": "writer",
    "rtf": "writer",
    "xlsx": "calc",
    "xlsm": "calc",
    "xls": "calc",
    "ods": "calc",
    "pptx": "impress",
    "pptm": "impress",
    "ppt": "impress",
    "odp": "impress",
    "odg": "draw",
}
"""By the end of a name, the part of LibreOffice that makes a PDF of it."""
_EXPORT = (
    '{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"},'
    '"SelectPdfVersion":{"type":"long","value":"2"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"},'
    '"ExportFormFields":{"type":"boolean","value":"false"}}'
)
_BEGIN = 60
"""Seconds for LibreOffice to begin, and for each file."""
_EACH = 30
_ITEM = (
    '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>\n"
)
_SAFE = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "2"),
    ("Common/Misc", "FirstRun", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
"""What the profile says: where nothing listens is the only way out."""
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n{items}</oor:items>\n'
)


def program() -> str | None:
    """LibreOffice on this machine."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    return found or (_MAC if sys.platform == "darwin" and Path(_MAC).is_file() else None)


def takes(path: Path) -> bool:
    """Whether a file of this name is one of Office."""
    return path.suffix[1:].lower() in _FILTERS


def as_pdf(files: Sequence[Path], folder: Path) -> Mapping[Path, Path]:
    """The PDF of each of these files, in a folder; those that could not be made are not there."""
    soffice = program()
    made: dict[Path, Path] = {}
    if soffice is None:
        return made
    profile = folder / "profil"
    _write_profile(profile)
    for kind in sorted(set(_FILTERS.values())):
        own = [path for path in files if _FILTERS.get(path.suffix[1:].lower()) == kind]
        named = dict(_copied(own, folder / kind))
        if named:
            made |= _converted(soffice, profile, kind, named, folder / f"{kind}-pdf")
    return made


def _copied(files: Sequence[Path], folder: Path) -> Iterator[tuple[Path, Path]]:
    """Copies under names of their own, so that no two are alike and none means anything."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(files):
        copy = folder / f"{number:04}{path.suffix.lower()}"
        shutil.copyfile(path, copy)
        yield path, copy


def _converted(
    soffice: str, profile: Path, kind: str, named: Mapping[Path, Path], out: Path
) -> dict[Path, Path]:
    command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--nolockcheck", "--nodefault", "--convert-to", f"pdf:{kind}_pdf_Export:{_EXPORT}"]
    command += ["--outdir", str(out)]
    _run([*command, *map(str, named.values())], _BEGIN + _EACH * len(named))
    left = [copy for copy in named.values() if not _pdf_of(copy, out).is_file()]
    if len(named) > 1:
        for copy in left:
            _run([*command, str(copy)], _BEGIN + _EACH)
    made = ((path, _pdf_of(copy, out)) for path, copy in named.items())
    return {path: pdf for path, pdf in made if pdf.is_file()}


def _pdf_of(copy: Path, out: Path) -> Path:
    return out / f"{copy.stem}.pdf"


def _write_profile(profile: Path) -> None:
    user = profile / "user"
    user.mkdir(parents=True, exist_ok=True)
    items = "".join(_ITEM.format(path=p, name=n, value=v) for p, n, v in _SAFE)
    (user / "registrymodifications.xcu").write_text(_PROFILE.format(items=items), encoding="utf-8")


def _run(command: Sequence[str], seconds: float) -> None:
    """Runs it for so long at most, and ends all that it began."""
    own: dict[str, Any] = {"start_new_session": True} if os.name == "posix" else {}
    process = subprocess.Popen(  # noqa: S603 - LibreOffice, with names that are made here
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **own,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        pass
    finally:
        if own:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
