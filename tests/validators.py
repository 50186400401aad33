"""The validators of PDF/UA and PDF/A: veraPDF (Java), pdfua and outloud (PyPI).

veraPDF is fetched by Maven once, into ``.verapdf`` in the repository's root.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
POM = Path(__file__).parent / "conformance" / "pom.xml"
CACHE = ROOT / ".verapdf"
MAIN = "org.verapdf.apps.GreenfieldCliWrapper"

Failures = dict[Path, dict[str, set[str]]]
"""By file, then by standard (``PDF/UA-1`` …): the clauses that are broken."""


def missing(tool: str) -> None:
    """Skip for want of a tool; fail instead where ``MOEDEBOG_ALL_TOOLS`` is set, as in CI."""
    words = f"veraPDF er ikke kørt: {tool}; se README.md, »For developers«"
    if os.environ.get("MOEDEBOG_ALL_TOOLS"):
        pytest.fail(words)
    pytest.skip(words)


@cache
def _verapdf() -> list[str] | str:
    """The command that runs veraPDF, or what stands in the way."""
    java, maven = shutil.which("java"), shutil.which("mvn")
    if java is None:
        return "java er ikke installeret"
    folder = CACHE / hashlib.sha256(POM.read_bytes()).hexdigest()[:12]
    if not folder.is_dir():
        if maven is None:
            return "mvn (Maven) er ikke installeret"
        loading = CACHE / f"loading-{os.getpid()}"
        command = [maven, "-q", "-B", "-f", str(POM), f"-DoutputDirectory={loading}", "package"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600)
        if done.returncode or not loading.is_dir():
            return f"Maven kunne ikke hente det ({(done.stdout + done.stderr).strip()[:300]})"
        loading.rename(folder)
    return [java, "-cp", str(folder / "*"), MAIN]


def verapdf(files: Iterable[Path], flavour: str = "0") -> Failures:
    """What veraPDF finds, in one run for all files.

    ``flavour`` is ``ua1``, ``2a`` …; ``0`` takes what each file says that it conforms to.
    """
    command = _verapdf()
    if isinstance(command, str):
        missing(command)
    names = [str(path.resolve()) for path in files]
    assert names
    done = subprocess.run(
        [*command, "--flavour", flavour, "--format", "json", *names],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=900,
    )
    jobs = json.loads(done.stdout)["report"]["jobs"]
    found = {Path(job["itemDetails"]["name"]): _standards(job) for job in jobs}
    assert found.keys() == set(map(Path, names)), done.stderr[-2000:]
    return found


def _standards(job: dict[str, Any]) -> dict[str, set[str]]:
    assert "validationResult" in job, job
    found = {}
    for result in job["validationResult"]:
        rules = result["details"]["ruleSummaries"]
        broken = {f"{rule['clause']}-{rule['testNumber']}" for rule in rules}
        assert result["compliant"] is (not broken)
        found[result["profileName"].removesuffix(" validation profile")] = broken
    return found


def pdfua(path: Path) -> set[str]:
    """The rules that pdfua finds broken."""
    from pdfua import validate

    return {finding.rule_id for finding in validate(str(path)).findings}


def outloud(path: Path) -> tuple[set[str], set[str]]:
    """The rules that outloud finds broken: errors and warnings."""
    from outloud import check

    result = check(str(path))
    assert result.error is None
    errors = {finding.rule for finding in result.findings if finding.severity == "error"}
    warnings = {finding.rule for finding in result.findings if finding.severity == "warning"}
    return errors, warnings


if __name__ == "__main__":  # what veraPDF says of any files
    for path, standards in verapdf(map(Path, sys.argv[1:])).items():
        for standard, clauses in standards.items():
            print(f"{path}: {standard}: {'; '.join(sorted(clauses)) or 'no failure'}")
