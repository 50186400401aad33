"""Which modules a file imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(tree: ast.Module) -> Iterator[str]:
    """Every module imported, dotted; inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"relative import in line {node.lineno}"
            assert node.module
            if node.module == "moedebog":
                yield from (f"moedebog.{name.name}" for name in node.names)
            else:
                yield node.module
