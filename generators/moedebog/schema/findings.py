"""What has been found in one file, and what must go for the rest of it to be valid."""

from __future__ import annotations

from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule
from moedebog.schema.rules import MISSING_KEY
from moedebog.source import Tree, TreePath
from moedebog.vocabulary import Name


class Findings:
    """Collects what is wrong with one file."""

    def __init__(self, tree: Tree, name: Name) -> None:
        self.tree = tree
        self.name: Name = name
        self.diagnostics: list[Diagnostic] = []
        self.removed: set[TreePath] = set()
        """What must go for the rest to be valid."""
        self.filled: dict[TreePath, str] = {}
        self.renamed: dict[TreePath, str] = {}
        """Misspelt keys that are read as what they surely mean."""
        self.cut: set[Position] = set()
        """Where values stand that a comma ends too early."""
        self.strayed: set[TreePath] = set()
        """Entries that are lines of a text, told at the first of them."""
        self.touched: set[TreePath] = set()
        """The paths of what is wrong, and of what was meant or is missing."""

    def add(self, rule: Rule, path: TreePath, *, key: bool = False, **values: object) -> None:
        """Tell that a rule is broken at ``path``, or at the key there."""
        values.setdefault("noegle", _subject(path))
        if rule is not MISSING_KEY:  # its place is that of a neighbour
            self.drop(path)
        self.diagnostics.append(rule.at(self.tree.position(path, key=key), **values))

    def drop(self, path: TreePath) -> None:
        """Take out what is wrong, and what cannot be understood without it."""
        self.touched.add(path)
        if "at" in path:  # answers point at the points of an indstilling by number
            outer = path[: path.index("at")]
            self.removed.add((*outer, "delbeslutninger"))
        self.removed.add(path)


def _subject(path: TreePath) -> Phrase:
    """What the value at ``path`` is called in a sentence."""
    if not path:
        return Phrase("Filen", "The file")
    last = path[-1]
    if isinstance(last, str):
        return Phrase(last, last)
    keys = [step for step in path if isinstance(step, str)]
    if not keys:
        return Phrase(f"Nr. {last + 1}", f"No. {last + 1}")
    return Phrase(f"{keys[-1]}, nr. {last + 1},", f"{keys[-1]}, no. {last + 1},")
