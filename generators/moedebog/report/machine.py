"""Findings for other programs: JSON, annotations for GitHub and GitLab, SARIF 2.1.0."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from moedebog import __version__, printable
from moedebog.diagnostics import Language, Rule, Severity
from moedebog.report import Finding

_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}
_GITLAB = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.HINT: "info"}
_SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}


def render(findings: Sequence[Finding], format_: str, language: Language = "da") -> str:
    """The findings in one of the formats, ending with a line break where there is anything."""
    match format_:
        case "json":
            return _dumped({"version": 1, "diagnostics": list(map(_plain, findings))})
        case "github":
            return "".join(map(_annotation, findings))
        case "gitlab":
            return _dumped(_code_quality(findings))
        case "sarif":
            return _dumped(_sarif(findings, language))
    raise ValueError(format_)


def _dumped(value: object) -> str:
    return printable.json_text(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def _plain(finding: Finding) -> dict[str, Any]:
    place = finding.position
    return {
        "code": finding.code,
        "severity": finding.severity.english,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "path": finding.path,
        "message": finding.message,
        "hint": finding.hint,
    }


def _annotation(finding: Finding) -> str:
    """A workflow command of GitHub Actions."""
    place = finding.position
    properties = {"file": place.file}
    if place.line:
        properties |= {"line": str(place.line), "col": str(place.column)}
    title = finding.code if not finding.path else f"{finding.code}: {finding.path}"
    properties["title"] = title
    listed = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in properties.items())
    return f"::{_GITHUB[finding.severity]} {listed}::{_escaped(finding.text)}\n"


def _escaped(text: str, more: str = "") -> str:
    """A value in a workflow command, by GitHub's rules for it."""
    text = printable.lines(text)
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _fingerprints(findings: Sequence[Finding]) -> list[str]:
    """What each finding is known by, the same when lines move."""
    seen: Counter[str] = Counter()
    fingerprints = []
    for finding in findings:
        base = "\0".join((finding.code, finding.position.file, finding.path, finding.message))
        seen[base] += 1
        fingerprints.append(
            hashlib.sha256(f"{base}\0{seen[base]}".encode(errors="replace")).hexdigest()
        )
    return fingerprints


def _code_quality(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """GitLab's report."""
    report = []
    for finding, fingerprint in zip(findings, _fingerprints(findings), strict=True):
        place = finding.position
        where = f" ({finding.path})" if finding.path else ""
        report.append(
            {
                "description": f"{finding.text}{where}",
                "check_name": finding.code,
                "fingerprint": fingerprint,
                "severity": _GITLAB[finding.severity],
                "location": {"path": place.file, "lines": {"begin": max(1, place.line)}},
            }
        )
    return report


def _sarif(findings: Sequence[Finding], language: Language) -> dict[str, Any]:
    rules = {finding.code: finding.rule for finding in findings}
    codes = sorted(rules)
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "moedebog",
                        "semanticVersion": __version__,
                        "rules": [_rule(rules[code], language) for code in codes],
                    }
                },
                "language": language,
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {
                    "%SRCROOT%": {"description": {"text": "The folder that holds meetings/."}}
                },
                "results": [
                    _result(finding, codes, fingerprint)
                    for finding, fingerprint in zip(findings, _fingerprints(findings), strict=True)
                ],
            }
        ],
    }


def _rule(rule: Rule, language: Language) -> dict[str, Any]:
    """What a rule says, whatever it is about."""
    message, hint = ({"text": text} for text in rule.summary(language))
    described: dict[str, Any] = {
        "id": rule.code,
        "shortDescription": message,
        "fullDescription": message,
        "defaultConfiguration": {"level": _SARIF[rule.severity]},
    }
    return {**described, "help": hint} if hint["text"] else described


def _result(finding: Finding, codes: list[str], fingerprint: str) -> dict[str, Any]:
    place = finding.position
    physical: dict[str, Any] = {
        "artifactLocation": {
            "uri": quote(place.file, errors="replace"),
            "uriBaseId": "%SRCROOT%",
        }
    }
    if place.line:
        physical["region"] = {"startLine": place.line, "startColumn": place.column}
    location: dict[str, Any] = {"physicalLocation": physical}
    if finding.path:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.path}]
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _SARIF[finding.severity],
        "message": {"text": finding.text},
        "locations": [location],
        "partialFingerprints": {"moedebog/v1": fingerprint},
    }
