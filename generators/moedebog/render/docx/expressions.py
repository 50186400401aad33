"""What the expressions in a template's tags mean: which variables, and of which kind."""

from __future__ import annotations

from jinja2 import nodes

from moedebog.diagnostics import Phrase
from moedebog.guesses import nearest
from moedebog.render.docx.template import ENVIRONMENT, FILTERS
from moedebog.render.docx.variables import BLOCK, FLAG, NUMBER, TEXT, VARIABLES

_VALUES = frozenset({TEXT, BLOCK, FLAG, NUMBER})
_PLAIN = (nodes.Literal, nodes.Not, nodes.Compare, nodes.Operand, nodes.Test)
"""What an expression may hold beside names, filters and what joins them."""


class Fault(Exception):
    """An expression speaks of what is not there."""

    def __init__(self, what: str, name: str, suggestion: str | Phrase = "") -> None:
        super().__init__(name)
        self.what = what
        """``variable``, ``filter``, ``list`` or ``forbidden``."""
        self.name = name
        self.suggestion = suggestion


class Expressions:
    """The names that are known at one place in a template."""

    def __init__(self) -> None:
        self._scopes: list[dict[str, str]] = [{"dokument": "dokument"}]

    def output(self, text: str) -> tuple[str, str]:
        """The kind of what is written, and its name as the template says it."""
        body = _parse("{{ " + text + " }}")
        if not isinstance(body, nodes.Output) or len(body.nodes) != 1:
            raise Fault("forbidden", text)
        return self._kind(body.nodes[0]), text

    def condition(self, text: str) -> None:
        """Check the condition in ``if …``."""
        body = _parse("{% " + text + " %}{% endif %}")
        if not isinstance(body, nodes.If):
            raise Fault("forbidden", text)
        self._kind(body.test)

    def enter(self, text: str) -> None:
        """Check ``for x in …``, and know ``x`` from here on."""
        self._scopes.append({})  # whatever is wrong: its end takes it away again
        body = _parse("{% " + text + " %}{% endfor %}")
        if not isinstance(body, nodes.For) or not isinstance(body.target, nodes.Name):
            raise Fault("forbidden", text)
        kind = self._kind(body.iter)
        if not kind.startswith("["):
            raise Fault("list", _spelled(body.iter))
        self._scopes[-1] = {body.target.name: kind[1:-1], "loop": "loop"}
        if body.test is not None:
            self._kind(body.test)

    def leave(self) -> None:
        """Forget the names of the innermost ``for``."""
        self._scopes.pop()

    def is_compound(self, kind: str) -> bool:
        """Whether a thing of this kind has parts, and so cannot be written."""
        return kind not in _VALUES

    def choices(self, kind: str) -> str:
        """What one can write of a compound thing."""
        return ", ".join(VARIABLES[kind.strip("[]")])

    def _kind(self, node: nodes.Node) -> str:
        """The kind of an expression, after a look at everything in it."""
        match node:
            case nodes.Name():
                return self._name(node.name)
            case nodes.Getattr():
                return self._attribute(node)
            case nodes.Filter():
                return self._filter(node)
            case nodes.CondExpr() | nodes.And() | nodes.Or() | nodes.Add() | nodes.Concat():
                return self._joined(node)
        if not isinstance(node, _PLAIN):
            raise Fault("forbidden", _spelled(node))
        for child in node.iter_child_nodes():
            self._kind(child)
        return TEXT if isinstance(node, nodes.Literal) else FLAG

    def _joined(self, node: nodes.Node) -> str:
        """The kind of several things put together, or chosen between."""
        kinds = {self._kind(child) for child in node.iter_child_nodes()}
        if isinstance(node, nodes.CondExpr):
            return self._kind(node.expr1)
        if isinstance(node, nodes.And | nodes.Or):
            return self._kind(node.left)
        if kinds - {TEXT, NUMBER}:
            raise Fault("forbidden", _spelled(node))
        return TEXT

    def _name(self, name: str) -> str:
        for scope in reversed(self._scopes):
            if name in scope:
                return scope[name]
        names = [name for scope in self._scopes for name in scope]
        raise Fault("variable", name, _suggestion(name, names))

    def _attribute(self, node: nodes.Getattr) -> str:
        owner = self._kind(node.node)
        attributes = VARIABLES.get(owner)
        if attributes is None or node.attr not in attributes:
            suggestion = _suggestion(node.attr, list(attributes or ()), _spelled(node.node))
            raise Fault("variable", _spelled(node), suggestion)
        return attributes[node.attr]

    def _filter(self, node: nodes.Filter) -> str:
        if node.name not in FILTERS:
            raise Fault(
                "filter",
                node.name,
                Phrase("Disse findes: ", "There are: ") + f"{', '.join(FILTERS)}.",
            )
        if node.node is None:
            raise Fault("forbidden", node.name)
        kind = self._kind(node.node)
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            raise Fault("forbidden", node.name)
        for argument in (*node.args, *(named.value for named in node.kwargs)):
            self._kind(argument)
        if node.name == "length":
            return NUMBER
        if kind != TEXT:
            raise Fault("forbidden", _spelled(node.node))
        return TEXT


def _parse(text: str) -> nodes.Node:
    try:
        body: list[nodes.Node] = ENVIRONMENT.parse(text).body
    except (RecursionError, ValueError) as error:  # a thousand brackets; a number of 5,000 digits
        raise Fault("forbidden", f"{text[:40]}…") from error
    if len(body) != 1:
        raise Fault("forbidden", text)
    return body[0]


def _spelled(node: nodes.Node) -> str:
    """A name as the template says it."""
    match node:
        case nodes.Getattr():
            return f"{_spelled(node.node)}.{node.attr}"
        case nodes.Name():
            return node.name
        case nodes.Filter() if node.node is not None:
            return _spelled(node.node)
    return type(node).__name__


def _suggestion(name: str, known: list[str], owner: str = "") -> Phrase:
    prefix = f"{owner}." if owner else ""
    meant = nearest(name, known, cutoff=0.6)
    if meant:
        return Phrase("Mente du ", "Did you mean ") + f"{prefix}{meant}?"
    return Phrase("Her kendes: ", "Known here: ") + f"{', '.join(prefix + k for k in known)}."
