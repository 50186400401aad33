"""Files of Office in another format, by LibreOffice where it is there.

One process takes all files, whatever their kind: how a PDF is to be made stands in its profile. The
profile is its own, so that no LibreOffice that somebody works in is disturbed. It runs no macros,
follows no links to elsewhere and finds no network; where it stands still, it is ended.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

_PROGRAMS = ("soffice", "libreoffice")
_ELSEWHERE = {
    "darwin": ("/Applications/LibreOffice.app/Contents/MacOS/soffice",),
    "win32": (
        r"C:\Program Files\LibreOffice\program\soffice.com",
        r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    ),
}
"""Where it lies when it is not among the programs that can be called by name."""
_SECONDS = 60
"""For LibreOffice to begin, and for each file."""
_PATIENCE = 0.05
_MEMORY = 4_000_000_000
"""Bytes that it may take, and that a file of its may have, where the system can hold it to that."""
_FILE = 1_000_000_000
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>\n"
)
_SAFE = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
"""Where nothing listens is the only way out."""
_EXPORT = (
    ("UseTaggedPDF", "true"),
    ("PDFUACompliance", "true"),
    ("SelectPdfVersion", "2"),  # PDF/A-2b
    ("ExportBookmarks", "true"),
    ("ExportFormFields", "false"),
    ("ExportNotes", "false"),
    ("ExportNotesPages", "false"),
    ("ExportHiddenSlides", "false"),
)
"""What stands below ``Common/Filter/PDF/Export`` holds where nothing else is asked for."""
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n{items}</oor:items>\n'
)


def program() -> str | None:
    """LibreOffice on this machine."""
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    others = _ELSEWHERE.get(sys.platform, ())
    return found or next((one for one in others if Path(one).is_file()), None)


@cache
def version(soffice: str) -> str:
    """What is another where it, or how it is called, makes other files of the same ones."""
    told = hashlib.sha256(repr((_SAFE, _EXPORT)).encode())
    place = Path(soffice).resolve()
    for name in ("versionrc", "version.ini", "../Resources/versionrc"):
        with suppress(OSError):
            told.update((place.parent / name).read_bytes())
    with suppress(OSError):
        state = place.stat()
        told.update(f"\0{state.st_size}\0{state.st_mtime_ns}".encode())
    return told.hexdigest()[:16]


class Office:
    """LibreOffice with a profile of its own."""

    def __init__(self, soffice: str, folder: Path, language: str) -> None:
        """``folder`` is for this alone; ``language``: of files that do not say theirs (BCP 47)."""
        self._soffice = soffice
        self._folder = folder
        self._profile = folder / "profil"
        user = self._profile / "user"
        user.mkdir(parents=True)
        items = [
            *_SAFE,
            *(("Office.Common/Filter/PDF/Export", name, value) for name, value in _EXPORT),
            ("Office.Linguistic/General", "DefaultLocale", language),
            ("Setup/L10N", "ooSetupSystemLocale", language),
        ]
        told = "".join(_ITEM.format(path=path, name=n, value=v) for path, n, v in items)
        place = user / "registrymodifications.xcu"
        place.write_text(_PROFILE.format(items=told), encoding="utf-8")

    def converted(self, files: Iterable[Path], target: str) -> Mapping[Path, Path]:
        """Each of these files in a format, by the ending of its name; their stems are unique.

        Those that could not be made are not there.
        """
        out = self._folder / target
        out.mkdir()
        waiting = list(files)
        while waiting:
            is_over = self._run(waiting, target, out)
            waiting = [one for one in waiting if not _is_whole(_made(one, target, out))]
            if is_over or len(waiting) < 2:
                break
            first, *waiting = waiting  # it is likely what the others waited for
            self._run([first], target, out)
        return {one: _made(one, target, out) for one in files if _is_whole(_made(one, target, out))}

    def _run(self, files: Sequence[Path], target: str, out: Path) -> bool:
        """Whether it came to the end of these files."""
        command = [self._soffice, f"-env:UserInstallation={self._profile.as_uri()}", "--headless"]
        command += ["--norestore", "--nolockcheck", "--nodefault", "--convert-to", target]
        command += ["--outdir", str(out), *map(str, files)]
        own: dict[str, Any] = {"start_new_session": True} if os.name == "posix" else {}
        said = self._folder / "sagt"
        with said.open("wb") as file:
            process = subprocess.Popen(  # noqa: S603 - LibreOffice, with names that are made here
                command,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                env={**os.environ, **dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(self._folder))},
                **own,
            )
        try:
            _hold(process.pid, _SECONDS * (len(files) + 1))
            return _waited(process, lambda: (said.stat().st_size, len(list(out.iterdir()))))
        finally:
            _end(process)


def _made(file: Path, target: str, out: Path) -> Path:
    return out / f"{file.stem}.{target}"


def _is_whole(path: Path) -> bool:
    """Whether a file is there to its end; LibreOffice may have been ended while it wrote it."""
    try:
        with path.open("rb") as file:
            start = file.read(4)
            file.seek(max(0, path.stat().st_size - 1024))
            end = file.read()
    except OSError:
        return False
    return b"%%EOF" in end if start == b"%PDF" else b"PK\x05\x06" in end


def _waited(process: subprocess.Popen[bytes], state: Any) -> bool:
    """Whether it ended well; ``state`` changes as long as it gets anywhere."""
    last, since = state(), time.monotonic()
    while process.poll() is None:
        time.sleep(_PATIENCE)
        if (now := state()) != last:
            last, since = now, time.monotonic()
        elif time.monotonic() - since > _SECONDS:
            return False
    return process.returncode == 0


def _hold(pid: int, seconds: int) -> None:
    """Hold it, and what it begins, to bounds, whatever becomes of this process."""
    if sys.platform == "linux":
        import resource

        bounds = {
            resource.RLIMIT_DATA: _MEMORY,
            resource.RLIMIT_FSIZE: _FILE,
            resource.RLIMIT_CPU: seconds,
            resource.RLIMIT_CORE: 0,
        }
        for what, most in bounds.items():
            with suppress(OSError, ValueError):
                resource.prlimit(pid, what, (most, most))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End it and all that it began."""
    if os.name == "posix":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        command = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - of Windows
    process.kill()
    process.wait()
