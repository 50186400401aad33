"""The modules stand in one order, and each imports only what stands above it."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path

import pytest

from import_graph import imported, tree_of
from moedebog import build
from support import ROOT

PACKAGE = ROOT / "generators" / "moedebog"

ORDER = (
    "printable",
    "examples",
    "catalogue",
    "phrases",
    "diagnostics",
    "authorities",
    "character_names",
    "reasons",
    "unseen",
    "calls",
    "extras",
    "cpr",
    "typography",
    "bidi",
    "hours",
    "sloppy",
    "prose",
    "addresses",
    "certificates",
    "names",
    "rising",
    "guesses",
    "pictures",
    "workspace",
    "stamps",
    "checksums",
    "looked",
    "vocabulary",
    "source",
    "settings",
    "forms",
    "schema",
    "divided",
    "commas",
    "left_out",
    "secrecy",
    "report",
    "blocks",
    "letter_widths",
    "syllables",
    "columns",
    "markdown",
    "document",
    "events",
    "issued",
    "meeting",
    "redacted",
    "normalise",
    "load",
    "orphans",
    "fakta",
    "outgoing",
    "compose",
    "difference",
    "render",
    "begin",
    "upgrade",
    "cleaned",
    "supplement",
    "extract",
    "tombstone",
    "kept",
    "versions",
    "rules",
    "cleared",
    "importer",
    "proof",
    "build",
    "issue",
    "template_sets",
    "material",
    "send",
    "publication",
    "retention",
    "recall",
    "rulebook",
    "cli",
    "__main__",
)

SOLE_RIGHT = {
    "cerberus": {"settings"},
    "ruamel": {"source"},
    "jsonschema": {"schema"},
    "jsonschema_rs": {"schema"},
    "markdown_it": {"markdown"},
    "mdit_py_plugins": {"markdown"},
    "docxtpl": {"render"},
    "docx": {"render", "importer"},
    "pdfminer": {"importer"},
    "idna": {"addresses"},
    "cryptography": {"certificates"},
    "jinja2": {"render"},
    "lxml": {"render", "importer"},
    "reportlab": {"render", "settings"},
    "uharfbuzz": {"render"},
    "pyphen": {"syllables"},
    "pikepdf": {"issue"},
    "pypdfium2": {"template_sets"},
    "argparse": {"cli"},
    "dateutil": {"rules"},
    "filelock": {"build", "send"},
    "icalendar": {"render"},
    "keyring": {"send"},
    "smtplib": {"send"},
    "sqlite3": {"send"},
    "watchfiles": {"build"},
}
"""Which modules may import a library."""

STOREYS = {
    "pieces": set(),
    "budget": set(),
    "genre": set(),
    "readers": {"pieces", "budget", "genre"},
    "recognise": {"pieces", "budget", "genre"},
    "joint": {"pieces", "genre"},
    "write": {"pieces", "budget", "genre", "recognise", "joint"},
    "__init__": {"pieces", "budget", "genre", "readers", "recognise", "joint", "write"},
}
"""The storeys of the importer, and what each stands on besides itself."""

DOORS = (
    *("importer", "importer.readers", "importer.recognise", "importer.write"),
    *("importer.readers.docx", "importer.readers.html"),
    *("importer.readers.pdf", "importer.readers.text"),
)
"""Packages of which others may use what ``__all__`` lists, and no more."""

NEVER_DRAWN = {"source", "schema", "markdown", "meeting", "normalise", "load", "compose"}
"""What a renderer must not know: it gets a ``Document`` and cannot leak what it never got."""

MAY_READ_THE_CLOCK = {"build/known.py", "looked/looks.py", "material/prepared.py"}
"""To tell whether a file may still be being changed, or was not used for long; nothing of it
reaches a document."""

CLOCK = {("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("time", "time")}

FILES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def module_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def own(names: Iterator[str]) -> set[str]:
    """The modules of moedebog among the names, by their place in ``ORDER``."""
    parts = [name.split(".") for name in names]
    found = {part[1] for part in parts if part[0] == "moedebog" and len(part) > 1}
    return found - {"__version__"}


def test_every_module_has_its_place() -> None:
    assert {module_of(path) for path in FILES} == set(ORDER)
    assert len(FILES) > len(ORDER)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_what_stands_above(path: Path) -> None:
    here = ORDER.index(module_of(path))
    assert own(imported(tree_of(path))) <= set(ORDER[: here + 1])


def test_the_walk_sees_imports() -> None:
    tree = ast.parse(
        "import moedebog.cli\n"
        "from moedebog import build, __version__\n"
        "def f():\n    from moedebog.render.pdf import render\n"
    )
    assert own(imported(tree)) == {"cli", "build", "render"}
    seen = set().union(*(own(imported(tree_of(path))) for path in FILES))
    assert {"diagnostics", "document", "compose", "render", "build"} <= seen


def test_no_module_leads_back_to_itself() -> None:
    """Not even by an import inside a function, or one for types alone."""
    source = PACKAGE.parent
    modules = {
        path.relative_to(source).with_suffix("").as_posix().removesuffix("/__init__"): path
        for path in source.rglob("*.py")
    }
    leads: dict[str, set[str]] = {}
    for name, path in modules.items():
        ways = {way.replace(".", "/") for way in named(tree_of(path))}
        # of "package/thing" the module, or the package where the thing is no module
        ends = {way if way in modules else way.rpartition("/")[0] for way in ways}
        leads[name] = (ends & modules.keys()) - {name}
    assert "moedebog/build/runs" in leads["moedebog/cli"] | leads["moedebog/build"]
    TopologicalSorter(leads).prepare()  # raises CycleError


def named(tree: ast.Module) -> Iterator[str]:
    """All that is imported, dotted, each thing with the module that it comes from."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)


@pytest.mark.parametrize("library", SOLE_RIGHT)
def test_sole_right(library: str) -> None:
    users = {
        module_of(path)
        for path in FILES
        if library in {name.split(".")[0] for name in imported(tree_of(path))}
    }
    assert users <= SOLE_RIGHT[library]


def test_others_know_of_build_what_it_lists_and_no_more() -> None:
    for path in FILES:
        if module_of(path) in ("send", "rulebook", "cli", "__main__"):
            reached = {name for name in named(tree_of(path)) if name.startswith("moedebog.build.")}
            assert reached <= {f"moedebog.build.{name}" for name in build.__all__}, path
    named_by = [name for names in build._MODULES.values() for name in names]
    assert sorted(named_by) == sorted(build.__all__)
    assert all(getattr(build, name) for name in build.__all__)


def storey_of(name: str) -> str:
    """The storey of a dotted module of the importer; its own front is ``__init__``."""
    parts = name.split(".")
    return parts[2] if len(parts) > 2 and parts[2] in STOREYS else "__init__"


IMPORTER = [path for path in FILES if module_of(path) == "importer"]


def dotted(path: Path) -> str:
    return ".".join(("moedebog", *path.relative_to(PACKAGE).with_suffix("").parts))


@pytest.mark.parametrize("path", IMPORTER, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_storey_of_the_importer_stands_on_those_below(path: Path) -> None:
    here = storey_of(dotted(path))
    ways = {way for way in named(tree_of(path)) if way.startswith("moedebog.importer.")}
    assert {storey_of(way) for way in ways} <= STOREYS[here] | {here}


@pytest.mark.parametrize("package", DOORS)
def test_others_enter_a_storey_by_its_door(package: str) -> None:
    door = import_module(f"moedebog.{package}")
    inside = f"moedebog.{package}."
    # what others hold besides: the floor of the importer, and packages with a door of their own
    open_to_all = {f"moedebog.importer.{name}" for name in ("pieces", "budget", "genre")}
    open_to_all |= {f"moedebog.{one}" for one in DOORS}
    listed = {inside + name for name in door.__all__}
    for path in FILES:
        if dotted(path).startswith(inside):
            continue
        for way in named(tree_of(path)):
            if not way.startswith(inside) or way in listed:
                continue
            holder, _, _ = way.rpartition(".")
            assert {way, holder} & open_to_all or holder.startswith("moedebog.importer.genre"), (
                f"{path}: {way}"
            )


def test_the_door_of_a_storey_gives_what_it_lists() -> None:
    for package in DOORS:
        door = import_module(f"moedebog.{package}")
        assert all(getattr(door, name) for name in door.__all__)
        # a thing that hides a module of its package could not be told from it
        modules = {path.stem for path in (PACKAGE / package.replace(".", "/")).glob("*")}
        assert not set(door.__all__) & modules


def test_only_its_reader_knows_the_library_of_a_format() -> None:
    for path in IMPORTER:
        known = {name.split(".")[0] for name in imported(tree_of(path))}
        for library, reader in (("docx", "docx"), ("lxml", "html"), ("pdfminer", "pdf")):
            inside = dotted(path).startswith(f"moedebog.importer.readers.{reader}.")
            assert inside or library not in known, path


def test_a_renderer_never_knows_the_meeting() -> None:
    renderers = [path for path in FILES if module_of(path) == "render"]
    assert len(renderers) > 2
    for path in renderers:
        assert not own(imported(tree_of(path))) & NEVER_DRAWN, path


def test_only_the_command_prints_and_reads_the_clock() -> None:
    for path in FILES:
        if module_of(path) in ("cli", "__main__"):
            continue
        if path.relative_to(PACKAGE).as_posix() in MAY_READ_THE_CLOCK:
            continue
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Name):
                assert node.id != "print", path
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                assert (node.value.id, node.attr) not in CLOCK, f"{path}:{node.lineno}"


def twice(paths: list[Path]) -> set[str]:
    """The names that several classes have; one that begins with _ is seen in its module alone."""
    classes = Counter(
        node.name
        for path in paths
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert classes
    return {name for name, number in classes.items() if number > 1}


def test_no_two_classes_share_a_name() -> None:
    """What the importer finds in an old document (a line, a table, a picture) may be called like
    what is made of a meeting: it is the same thing, and no module meets both."""
    importer = [path for path in FILES if module_of(path) == "importer"]
    assert twice([path for path in FILES if path not in importer]) == set()
    assert twice(importer) == set()


def test_no_module_is_hidden_by_a_function_of_its_name() -> None:
    """``from moedebog.send import due`` must give the module."""
    for path in FILES:
        names = ("moedebog", *path.relative_to(PACKAGE).with_suffix("").parts)
        *package, name = names[:-1] if names[-1] == "__init__" else names
        if name == "__main__":
            continue
        module = import_module(".".join((*package, name)))
        assert getattr(import_module(".".join(package)), name) is module, path


@pytest.mark.parametrize(
    ("words", "most"),
    [
        ("get_close_matches", 2),  # imported and called
        ('"november"', 1),
        ('"moedebog.yaml"', 1),
    ],
)
def test_what_stands_once(words: str, most: int) -> None:
    """Guessing at misspelt words, the months, the name of the settings file."""
    texts = [path.read_text(encoding="utf-8") for path in FILES]
    assert sum(text.count(words) for text in texts) <= most
    assert sum(words in text for text in texts) <= 1
