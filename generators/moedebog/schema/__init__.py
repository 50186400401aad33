"""Tree -> diagnostics, by the JSON Schemas in ``schemas/``.

A valid file is known as valid by a compiled validator in a fraction of a millisecond.
Only for a file that is not, the slower validator that can say why is loaded, and its
findings are told in the secretary's words: one cause, one message.
"""

from __future__ import annotations

from typing import Any

from moedebog.diagnostics import Diagnostic, in_order
from moedebog.schema.explainer import PLACEHOLDER, Explainer
from moedebog.schema.files import compiled, examples_of, required_of
from moedebog.source import Tree, TreePath
from moedebog.vocabulary import NAMES, Name, load, plain_key

__all__ = [
    "NAMES",
    "PLACEHOLDER",
    "Name",
    "check",
    "check_and_prune",
    "examples_of",
    "load",
    "plain_key",
    "required_of",
]

_PRUNINGS = 12
"""A part taken out may leave a larger one invalid, and so on outwards."""
_REQUIRED: dict[Name, dict[str, Any]] = {
    "meeting": {"dato": "2000-01-01", "punkter": []},
    "forum": {"navn": "…"},
}
"""What the stages that follow can do without at the top level."""


def check(tree: Tree, name: Name) -> list[Diagnostic]:
    """Everything in the tree that the schema ``name`` does not allow, in order of place."""
    if compiled(name).is_valid(tree.data):
        return []
    return Explainer(tree, name).explain()


def check_and_prune(
    tree: Tree, name: Name
) -> tuple[list[Diagnostic], Tree | None, frozenset[TreePath]]:
    """What ``check`` finds, the tree without it, and the paths that it touches.

    The tree can be read by the stages that follow, so that they can find what is wrong with
    the rest. It is ``None`` where too little is left. A later finding that rests on one of
    the paths may be a mere consequence, and must not be told.
    """
    if compiled(name).is_valid(tree.data):
        return [], tree, frozenset()
    explainer = Explainer(tree, name)
    diagnostics = explainer.explain()
    touched = frozenset(explainer.touched)
    for _ in range(_PRUNINGS):
        if not isinstance(tree.data, dict):
            break
        renamed = [tree.position(path, key=True) for path in explainer.renamed]
        tree = tree.without(
            explainer.removed - set(explainer.renamed), explainer.filled, explainer.renamed
        )
        if compiled(name).is_valid(_REQUIRED[name] | tree.data):
            return in_order(diagnostics), tree, touched
        # What is wrong now surrounds what was taken out, so that nothing else is touched; or it
        # stands under a key that is read as another one, where nothing was looked at before.
        explainer = Explainer(tree, name)
        inside = {tree.path_at(place) for place in renamed}
        for problem in explainer.explain():
            path = tree.path_at(problem.position)
            if any(path[:depth] in inside for depth in range(1, len(path) + 1)):
                diagnostics.append(problem)
    return in_order(diagnostics), None, touched
