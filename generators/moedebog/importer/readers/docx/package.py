"""What a Word file is packed in, looked at before it is opened."""

from __future__ import annotations

import zipfile
from typing import Any

from moedebog.diagnostics import Phrase, UsageProblem
from moedebog.importer.budget import LARGEST_UNPACKED, LARGEST_XML

_ENTITIES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))


_MAKER = b"<Application>moedebog</Application>"


def untouched(document: Any) -> bool:
    """Whether the document is as moedebog made it: Word and others put down that they saved it."""
    parts = document.part.package.iter_parts()
    return any(str(one.partname) == "/docProps/app.xml" and _MAKER in one.blob for one in parts)


def check(package: zipfile.ZipFile) -> None:
    """Raises ``UsageProblem`` where the file unpacks to too much, or has entities of its own."""
    entries = package.infolist()
    texts = [one for one in entries if one.filename.lower().endswith((".xml", ".rels"))]
    if (
        sum(entry.file_size for entry in entries) > LARGEST_UNPACKED
        or sum(entry.file_size for entry in texts) > LARGEST_XML
    ):
        raise UsageProblem(
            Phrase(
                "Word-filen fylder for meget, når den pakkes ud: mere end "
                f"{LARGEST_XML // 1_000_000} MB tekst eller {LARGEST_UNPACKED // 1_000_000} MB i "
                "alt. Del den, så der er ét møde i hver fil, eller gør dens billeder mindre.",
                "The Word file is too large when it is unpacked: more than "
                f"{LARGEST_XML // 1_000_000} MB of text or {LARGEST_UNPACKED // 1_000_000} MB "
                "in all. Divide it, so that each file holds one meeting, or make its pictures "
                "smaller.",
            )
        )
    for entry in texts:
        if any(sign in package.read(entry) for sign in _ENTITIES):
            raise UsageProblem(
                Phrase(
                    f"{entry.filename} i Word-filen har en DOCTYPE; det har Words egne filer "
                    "aldrig. Åbn den i Word eller LibreOffice, og gem den igen som .docx.",
                    f"{entry.filename} in the Word file has a DOCTYPE; Word's own files never "
                    "have one. Open it in Word or LibreOffice, and save it as .docx again.",
                )
            )
