"""Writing a file that somebody else keeps: whole or not at all, and not over what they did."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from moedebog.diagnostics import EnvironmentProblem, Phrase
from moedebog.reasons import reason


def rewrite(path: Path, name: str, before: bytes, after: bytes) -> None:
    """Write a file, whole or not at all, with the permissions that it had.

    ``before``: what it held when it was looked at; one that was changed since is left alone.
    ``name``: what it is called. Raises ``EnvironmentProblem``.
    """
    path = path.resolve()
    begun = path.with_name(f".{path.name}.ny")
    try:
        if path.read_bytes() != before:
            raise EnvironmentProblem(
                Phrase(
                    f"{name} er ændret imens. Kør kommandoen igen.",
                    f"{name} was changed meanwhile. Run the command again.",
                )
            )
        with begun.open("wb") as out:
            out.write(after)
            out.flush()
            os.fsync(out.fileno())
        shutil.copymode(path, begun)
        begun.replace(path)
    except OSError as error:
        begun.unlink(missing_ok=True)
        raise EnvironmentProblem(
            Phrase(
                f"Filen kan ikke skrives: {name} ({reason(error)}).",
                f"The file cannot be written: {name} ({reason(error).english}).",
            )
        ) from error
