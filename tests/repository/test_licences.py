"""The page of licences is what the packages say of themselves, and none of them binds others."""

from __future__ import annotations

import re
from email.message import Message
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

import build_licences
from build_licences import ELSEWHERE, FREE, WITH_TERMS, Package, UnfitLicence


def test_the_page_is_what_the_tool_makes() -> None:
    assert build_licences.PAGE.read_text(encoding="utf-8") == build_licences.page()


def test_every_package_is_pinned_and_listed() -> None:
    text = build_licences.REQUIREMENTS.read_text(encoding="utf-8")
    listed = build_licences.packages()
    assert len(listed) == len(re.findall(r"^\w", text, re.MULTILINE)) > 40
    assert {package.name for package in listed} >= set(WITH_TERMS)
    assert {package.name for package in listed if package.marker} == set(ELSEWHERE)


def test_nothing_is_under_gpl_or_agpl() -> None:
    for package in build_licences.packages():
        assert not re.search(r"(?<!L)GPL|Affero", build_licences.licence(package)), package
    assert not any("GPL" in name for name in FREE)
    assert [name for name, (terms, _) in WITH_TERMS.items() if "GPL" in terms] == ["docxtpl"]


def test_what_is_known_of_other_systems_is_what_the_packages_say() -> None:
    for package in build_licences.packages():
        if package.name in ELSEWHERE and _is_here(package.name):
            assert build_licences.stated_licence(package) == ELSEWHERE[package.name]


def _is_here(name: str) -> bool:
    try:
        return metadata(name) is not None
    except PackageNotFoundError:
        return False


@pytest.mark.parametrize(
    ("headers", "fit"),
    [
        ({"License-Expression": "MIT"}, True),
        ({"License-Expression": "Apache-2.0 OR BSD-2-Clause"}, True),
        ({"Classifier": "License :: OSI Approved :: MIT License"}, True),
        ({"License": "MIT"}, True),
        ({"License-Expression": "GPL-3.0-or-later"}, False),
        ({"License-Expression": "MIT AND AGPL-3.0-only"}, False),
        ({"License-Expression": "LGPL-2.1-only"}, False),  # until somebody says why
        ({"Classifier": "License :: OSI Approved :: GNU General Public License (GPL)"}, False),
        ({"License": "see the file"}, False),
        ({}, False),
    ],
)
def test_a_package_must_state_a_licence_that_is_known_to_be_fit(
    headers: dict[str, str], fit: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = Message()
    for name, value in headers.items():
        message[name] = value
    monkeypatch.setattr(build_licences, "metadata", lambda _: message)
    package = Package("ny", "1", "")
    if fit:
        assert build_licences.licence(package)
    else:
        with pytest.raises(UnfitLicence, match="ny"):
            build_licences.licence(package)


def test_a_package_that_is_missing_here_is_known_only_if_it_is_for_others() -> None:
    assert build_licences.licence(Package("pywin32-ctypes", "1", "sys_platform == 'win32'"))
    with pytest.raises(PackageNotFoundError):
        build_licences.licence(Package("findes-ikke", "1", ""))
    with pytest.raises(UnfitLicence):
        build_licences.licence(Package("findes-ikke", "1", "sys_platform == 'win32'"))


def test_a_font_needs_its_licence_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(build_licences.fonts()) == 2
    (tmp_path / "Anden.ttf").write_bytes(b"x")
    monkeypatch.setattr(build_licences, "FONTS", tmp_path)
    with pytest.raises(UnfitLicence, match=r"Anden\.ttf"):
        build_licences.fonts()
