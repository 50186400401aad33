"""Writes the logical tree: structure elements, the parent tree, the role map."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tagged.metadata import text
from tagged.tree import ROLE_MAP, Annotation, Node, Role

_MAY_BE_EMPTY = {Role.DOCUMENT, Role.CELL, Role.HEADER_CELL}
_WITH_ATTRIBUTES = {Role.NOTE, Role.FIGURE, Role.LIST, Role.HEADER_CELL, Role.CELL}

Owner = Node | Sequence[Node]
"""What an entry of the parent tree leads to: the node of an annotation, the nodes of a page."""


class Structure:
    """The objects of a logical tree: one for each node, and the root over them."""

    def __init__(self, root: Node, take: Callable[[], int]) -> None:
        """``take`` gives the number of a new object. Nodes without content are left out."""
        self.number = take()
        """The object of the root."""
        self._root = root
        self._take = take
        self._notes: list[Node] = []
        self._settle(root)

    def _settle(self, node: Node) -> bool:
        """Number what is not empty in and below ``node``, and remove the rest."""
        node.children = [
            child for child in node.children if not isinstance(child, Node) or self._settle(child)
        ]
        if not node.children and node.role not in _MAY_BE_EMPTY:
            return False
        node.number = self._take()
        if node.role is Role.NOTE:
            self._notes.append(node)
        return True

    def write(
        self,
        put: Callable[[int, bytes], None],
        owners: Sequence[Owner],
        pages: Mapping[int, int],
        annotations: Mapping[str, int],
    ) -> None:
        """Hand the number and the content of each object to ``put``.

        ``owners`` is the parent tree by key, ``pages`` and ``annotations`` are the numbers
        of those objects. Raises ``ValueError`` for a picture without its alternative.
        """
        roles = "".join(f"/{role}/{standard}" for role, standard in ROLE_MAP.items())
        entries = " ".join(f"{key} {_parent(owner)}" for key, owner in enumerate(owners))
        root = (
            f"<</Type/StructTreeRoot/K {self._root.number} 0 R/RoleMap<<{roles}>>{self._ids()}"
            f"/ParentTree<</Nums[{entries}]>>/ParentTreeNextKey {len(owners)}>>"
        )
        put(self.number, root.encode())
        _write_below(self._root, self.number, put, pages, annotations)

    def _ids(self) -> str:
        """The tree of the identifiers of notes, which PDF/UA-1 asks for (7.9)."""
        numbers = sorted(node.number for node in self._notes)
        names = " ".join(f"({_identifier(number)}) {number} 0 R" for number in numbers)
        return f"/IDTree<</Names[{names}]>>" if names else ""


def _write_below(
    node: Node,
    parent: int,
    put: Callable[[int, bytes], None],
    pages: Mapping[int, int],
    annotations: Mapping[str, int],
) -> None:
    for child in node.children:
        if isinstance(child, Node):
            _write_below(child, node.number, put, pages, annotations)
    put(node.number, _element(node, parent, pages, annotations))


def _parent(owner: Owner) -> str:
    if isinstance(owner, Node):
        return f"{owner.number} 0 R"
    return f"[{' '.join([f'{node.number} 0 R' for node in owner])}]"


def _element(
    node: Node, parent: int, pages: Mapping[int, int], annotations: Mapping[str, int]
) -> bytes:
    page = None
    kids = []
    for child in node.children:
        if isinstance(child, Node):
            kids.append(f"{child.number} 0 R")
        elif isinstance(child, Annotation):
            kids.append(f"<</Type/OBJR/Obj {annotations[child.name]} 0 R>>")
        else:
            if page is None:
                page = child.page
            if child.page == page:
                kids.append(str(child.number))
            else:
                kids.append(f"<</Type/MCR/Pg {pages[child.page]} 0 R/MCID {child.number}>>")
    entries = f"<</Type/StructElem/S/{node.role}/P {parent} 0 R"
    if page is not None:
        entries += f"/Pg {pages[page]} 0 R"
    if kids:
        entries += f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]"
    return entries.encode() + _attributes(node) + b">>"


def _identifier(number: int) -> str:
    """That of the note with this object; of equal length, so that they sort as the objects do."""
    return f"note-{number:07}"


def _attributes(node: Node) -> bytes:
    found = _of_role(node) if node.role in _WITH_ATTRIBUTES else b""
    if node.refers:
        others = [f"{other.number} 0 R" for other in node.refers if other.number]
        found += f"/Ref[{' '.join(others)}]".encode() if others else b""
    if node.alternative:
        found += b"/Alt" + text(node.alternative)
    if node.language:
        found += b"/Lang" + text(node.language)
    return found


def _of_role(node: Node) -> bytes:
    found = b""
    if node.role is Role.NOTE:
        found = f"/ID({_identifier(node.number)})".encode()
    elif node.role is Role.FIGURE:
        if not (node.alternative or "").strip():
            raise ValueError("a picture needs an alternative text")
        if node.box:
            box = " ".join(f"{edge:.2f}" for edge in node.box)
            found = f"/A<</O/Layout/Placement/Block/BBox[{box}]>>".encode()
    elif node.role is Role.LIST:
        found = f"/A<</O/List/ListNumbering/{node.numbering or 'None'}>>".encode()
    elif node.role in (Role.HEADER_CELL, Role.CELL):
        scope = ""
        if node.role is Role.HEADER_CELL:
            scope = "/Scope/Row" if node.heads_row else "/Scope/Column"
        span = f"/ColSpan {node.columns}" if node.columns > 1 else ""
        span += f"/RowSpan {node.rows}" if node.rows > 1 else ""
        if scope or span:
            found = f"/A<</O/Table{scope}{span}>>".encode()
    return found
