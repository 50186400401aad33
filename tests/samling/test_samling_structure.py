"""Tags are joined: each file's tree stands whole under its part, and nothing leads to another's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, NumberTree, Object, String

from pdf_parts import Made, tree
from samling import Kind, Part, join, survey


def joined(tmp_path: Path, *parts: Part) -> Any:
    join(parts, tmp_path / "whole.pdf", title="Det hele", language="da")
    return pikepdf.open(tmp_path / "whole.pdf")


def tagged(*leaves: tuple[str, str], **more: Any) -> bytes:
    made = Made()
    made.tag(*leaves, **more)
    return made.bytes()


def test_the_tree_of_each_file_stands_under_its_part(tmp_path: Path) -> None:
    one, two = tagged(("H1", "Et"), ("P", "a")), tagged(("H1", "To"), ("P", "b"))
    whole = joined(tmp_path, Part("Den ene", one), Part("Den anden", two, headings_below=1))
    assert tree(whole) == [
        [
            "Document",
            ["Part Den ene", ["Sect", ["H1", "Et"], ["P", "a"]]],
            ["Part Den anden", ["Sect", ["H2", "To"], ["P", "b"]]],
        ]
    ]


def test_pages_find_their_own_elements(tmp_path: Path) -> None:
    files = [tagged(("P", f"tekst {n}")) for n in range(3)]
    whole = joined(tmp_path, *(Part(f"Nr. {n}", file) for n, file in enumerate(files)))
    parents = NumberTree(whole.Root.StructTreeRoot.ParentTree)
    for number, page in enumerate(whole.pages):
        (element,) = parents[page.obj.StructParents]
        assert element.Pg.objgen == page.obj.objgen
        assert f"Nr. {number}" == element.P.P.T
    assert whole.Root.StructTreeRoot.ParentTreeNextKey == 3


@pytest.mark.parametrize(
    ("levels", "made"),
    [
        ("1 2 3", "2 3 4"),
        ("3 4 3", "2 3 2"),
        ("1 6 5", "2 6 6"),
    ],
)
def test_headings_stand_below_that_of_their_part(tmp_path: Path, levels: str, made: str) -> None:
    file = tagged(*((f"H{level}", level) for level in levels.split()))
    ((_, (_, (_, *found))),) = tree(joined(tmp_path, Part("x", file, headings_below=1)))
    assert [heading for heading, _ in found] == [f"H{level}" for level in made.split()]


def test_names_of_two_makers_do_not_meet(tmp_path: Path) -> None:
    def file(role: str) -> bytes:
        roles = Dictionary({"/Standard": Name(f"/{role}"), "/Odd": Name.Strange})
        return tagged(("Standard", role), ("Odd", "x"), RoleMap=roles)

    whole = joined(tmp_path, Part("a", file("P")), Part("b", file("Quote")), Part("c", file("P")))
    mapped = whole.Root.StructTreeRoot.RoleMap
    roles = []
    for _, (_, (name, _), (odd, _)) in tree(whole)[0][1:]:
        roles.append(str(mapped[f"/{name}"]))
        assert mapped[f"/{odd}"] == Name.NonStruct
    assert roles == ["/P", "/Quote", "/P"]


def test_headers_go_on_naming_the_cells_of_their_own_table(tmp_path: Path) -> None:
    def file() -> bytes:
        made = Made()
        root = made.tag(("TH", "Navn"), ("TD", "Bro"))
        head, cell = root.K[0].K
        head.ID = String("h1")
        cell.A = Dictionary(O=Name.Table, Headers=Array([String("h1")]))
        return made.bytes()

    whole = joined(tmp_path, Part("a", file()), Part("b", file()))
    ids = pikepdf.NameTree(whole.Root.StructTreeRoot.IDTree)
    assert len(ids) == 2
    for part in whole.Root.StructTreeRoot.K[0].K:
        head, cell = part.K[0].K
        assert [str(h) for h in cell.A.Headers] == [str(head.ID)]
        assert ids[str(head.ID)].objgen == head.objgen


def test_classes_of_two_files_do_not_meet(tmp_path: Path) -> None:
    def file(place: Name) -> bytes:
        made = Made()
        classes = Dictionary(Usual=Dictionary(O=Name.Layout, TextAlign=place))
        root = made.tag(("P", "x"), ClassMap=classes)
        root.K[0].K[0].C = Name.Usual
        return made.bytes()

    whole = joined(tmp_path, Part("a", file(Name.Start)), Part("b", file(Name.End)))
    tree_root = whole.Root.StructTreeRoot
    used = [tree_root.ClassMap[part.K[0].K[0].C].TextAlign for part in tree_root.K[0].K]
    assert used == [Name.Start, Name.End]


def test_a_part_says_in_which_language_it_is(tmp_path: Path) -> None:
    whole = joined(tmp_path, Part("a", tagged(("P", "x"), language="en")))
    assert whole.Root.Lang == "da"
    assert whole.Root.StructTreeRoot.K[0].K[0].Lang == "en"


def test_what_has_no_tags_is_told_of_and_gets_none(tmp_path: Path) -> None:
    scan = Made("skannet")
    scan.pdf.pages[0].obj.StructParents = 0  # left over
    parts = [Part("a", tagged(("P", "x"))), Part("b", scan.bytes())]
    made = join(parts, tmp_path / "whole.pdf", title="t", language="da")
    assert [(one.kind, one.part.title) for one in made.told if one.kind is Kind.UNTAGGED] == [
        (Kind.UNTAGGED, "b")
    ]
    whole = pikepdf.open(tmp_path / "whole.pdf")
    assert tree(whole)[0][2] == ["Part b"]
    assert "/StructParents" not in whole.pages[1].obj


def test_a_link_that_was_taken_out_leaves_its_words(tmp_path: Path) -> None:
    made = Made()
    root = made.tag(("Link", "Lyt"))
    sound = made.annotation(0, Dictionary(Type=Name.Annot, Subtype=Name.Sound, Rect=[0, 0, 1, 1]))
    root.K[0].K[0].K = Array([0, Dictionary(Type=Name.OBJR, Obj=sound)])
    whole = joined(tmp_path, Part("a", made.bytes()))
    assert tree(whole)[0][1][1] == ["Sect", ["Span", "Lyt"]]


@pytest.mark.parametrize("again", [False, True])
def test_a_tree_that_leads_back_to_itself_ends(tmp_path: Path, again: bool) -> None:
    made = Made()
    root = made.tag(("P", "x"))
    root.K[0].K.append(root.K[0] if again else root.K[0].K[0])
    joined(tmp_path, Part("a", made.bytes()))


@pytest.mark.parametrize("where", ["role", "mapped", "class", "page", "font", "place"])
def test_names_that_are_no_utf8_are_read(tmp_path: Path, where: str) -> None:
    made = Made()
    root = made.tag(("P", "x"))
    element, page = root.K[0].K[0], made.pdf.pages[0].obj
    name = Object.parse(b"/Br#f8dtekst")
    if where in ("role", "mapped"):
        element.S = name
    if where == "mapped":
        root.RoleMap = Object.parse(b"<</Br#f8dtekst /Citat#f8 /Citat#f8 /Quote>>")
    elif where == "class":
        root.ClassMap = Object.parse(b"<</Br#f8dtekst <</O /Layout>>>>")
        element.C = name
    elif where == "page":
        drawn = page.Contents.read_bytes() + b"/Artifact BMC /X#f8 Do EMC /Y#f8 Do"
        page.Contents = made.pdf.make_stream(drawn)
        stream = made.pdf.make_stream(b"0 0 9 9 re f", Subtype=Name.Form, BBox=[0, 0, 9, 9])
        page.Resources.XObject = Dictionary(A=stream)
        page.Resources.XObject[Object.parse(b"/Y#f8")] = stream
    elif where == "font":
        form: Any = Object.parse(b"<</DR <</Font <</F#f8 <</Type /Font>>>>>>>>")
        field = made.annotation(0, Dictionary(FT=Name.Tx, T=String("n"), DA=String("/F#f8 9 Tf")))
        form.Fields = Array([field])
        made.pdf.Root.AcroForm = form
    elif where == "place":
        made.pdf.Root.Dests = Dictionary()
        made.pdf.Root.Dests[name] = Array([page, Name.Fit])
        made.link(0, Dest=name)
    whole = joined(tmp_path, Part("a", made.bytes()), Part("b", made.bytes()))
    one, two = (part.K[0].K[0] for part in whole.Root.StructTreeRoot.K[0].K)
    if where in ("role", "mapped"):
        assert one.S == two.S == Name("/Brødtekst")
        stands_for = Name.Quote if where == "mapped" else Name.NonStruct
        assert whole.Root.StructTreeRoot.RoleMap["/Brødtekst"] == stands_for
    elif where == "class":
        assert [Name("/Brødtekst"), Name("/Brødtekst-2")] == [one.C, two.C]
        assert set(whole.Root.StructTreeRoot.ClassMap.keys()) == {one.C, two.C}
    elif where == "page":
        assert whole.pages[0].Contents.read_bytes().endswith(b"/Artifact BMC\n/Y#f8 Do\nEMC")
    elif where == "font":
        fonts = whole.Root.AcroForm.DR.Font
        for field in whole.Root.AcroForm.Fields:
            assert Object.parse(bytes(field.DA).split()[0]) in fonts
        assert len(fonts.keys()) == 2
    else:
        assert [link.Dest[0].objgen for link in (whole.pages[1].Annots)] == [
            whole.pages[1].obj.objgen
        ]


@pytest.mark.parametrize(
    ("shape", "levels"),
    [
        ("(H P) (H P)", "1 1"),
        ("(H (H P) (H (H))) (H)", "1 2 2 3 1"),
        ("((H)) H", "1 1"),
        ("H (P (H))", "1 2"),
    ],
)
def test_headings_without_a_level_get_that_of_their_section(
    tmp_path: Path, shape: str, levels: str
) -> None:
    made = Made()
    leaves = shape.replace("(", "").replace(")", "").split()
    root = made.tag(*(("Title", "x") for _ in leaves), RoleMap=Dictionary(Title=Name.H))
    document, elements = root.K[0], list(root.K[0].K)
    document.K = Array()
    inside = [document]
    for one in shape.replace("(", "( ").replace(")", " )").split():
        if one == ")":
            inside.pop()
            continue
        element = made.pdf.make_indirect(Dictionary(S=Name.Sect, K=Array()))
        if one == "(":
            inside.append(element)
        else:
            element = elements.pop(0)
            element.S = Name.Title if one == "H" else Name.P
        element.P = inside[-2 if one == "(" else -1]
        element.P.K.append(element)
    for below in (0, 1):
        whole = joined(tmp_path, Part("a", made.bytes(), headings_below=below))
        found = re.findall(r"'H(\d)'", str(tree(whole)))
        assert found == [str(int(level) + below) for level in levels.split()]


def test_an_element_that_is_called_nothing_is_a_group(tmp_path: Path) -> None:
    made = Made()
    root = made.tag(("P", "x"))
    del root.K[0]["/S"]
    assert tree(joined(tmp_path, Part("a", made.bytes())))[0][1][1][0] == "NonStruct"


@pytest.mark.parametrize("where", ["nowhere", "file", "tags", "tag of one", "caller"])
def test_tags_in_a_language_that_is_not_known_are_told_of(tmp_path: Path, where: str) -> None:
    made = Made()
    root = made.tag(("P", "x"), ("P", "y"), language="en" if where == "file" else "")
    made.says()
    elements = list(root.K[0].K)
    for element in elements[: {"tags": 2, "tag of one": 1}.get(where, 0)]:
        element.Lang = String("en")
    said = Made()
    said.tag(("P", "x"), language="da")
    said.says()
    part = Part("a", made.bytes(), language="en" if where == "caller" else "")
    out = tmp_path / "whole.pdf"
    found = join([part, Part("b", said.bytes())], out, title="t", language="da")
    told = {one.kind for one in found.told}
    silent = where in ("nowhere", "tag of one", "caller")
    assert (Kind.NO_LANGUAGE in told) is silent
    assert [one.kind for one in survey(part, closely=True).told] == [Kind.NO_LANGUAGE] * silent
    known = where not in ("nowhere", "tag of one")
    assert found.claims.ua is known
    assert (Kind.NO_UA in told) is not known
    with pikepdf.open(out) as whole:
        language = whole.Root.StructTreeRoot.K[0].K[0].get("/Lang")
        expected = {"nowhere": "", "tag of one": "", "tags": None}.get(where, "en")
        assert (None if language is None else str(language)) == expected


@pytest.mark.parametrize(
    ("role", "words", "is_told"),
    [
        ("Figure", {}, True),
        ("Formula", {}, True),
        ("Billede", {}, True),
        ("Figure", {"Alt": String(" ")}, True),
        ("Figure", {"Alt": String("Et kort")}, False),
        ("Formula", {"ActualText": String("a = b")}, False),
        ("P", {}, False),
        ("math", {}, False),
    ],
    ids=["figure", "formula", "by-role", "blank", "alt", "actual-text", "words", "mathml"],
)
@pytest.mark.parametrize("where", ["element", "inside", "nowhere"])
def test_figures_that_no_words_describe_are_told_of(
    tmp_path: Path, role: str, words: dict[str, Any], is_told: bool, where: str
) -> None:
    made = Made()
    roles = Dictionary(Billede=Name.Figure)
    root = made.tag(("P", "x"), language="da", RoleMap=roles)
    made.tag((role, "y"), (role, "z"))
    made.says()
    for element in list(root.K[0].K)[1:]:
        for key, value in words.items():
            element[f"/{key}"] = value
        page = element.Pg
        if where != "element":
            del element["/Pg"]
        if where == "inside":
            element.K = Array([Dictionary(Type=Name.MCR, Pg=page, MCID=element.K)])
    part = Part("a", made.bytes())
    found = join([part], tmp_path / "whole.pdf", title="t", language="da")
    told = [(one.kind, one.page) for one in found.told if one.kind is not Kind.NO_UA]
    page_told = None if where == "nowhere" else 2
    assert told == ([(Kind.UNDESCRIBED, page_told)] if is_told else [])
    assert list(survey(part, closely=True).told) == [
        one for one in found.told if one.kind is not Kind.NO_UA
    ]
    assert found.claims.ua is not is_told


def test_mathematics_stand_in_one_formula(tmp_path: Path) -> None:
    made = Made()
    root = made.tag(("Formula", "x"))
    formula = root.K[0].K[0]
    space = made.pdf.make_indirect(Dictionary(NS=String("http://www.w3.org/1998/Math/MathML")))
    formula.K = Array([made.pdf.make_indirect(Dictionary(S=Name("/math"), P=formula, NS=space))])
    formula.K[0].K = 0
    made.pdf.Root.StructTreeRoot.ParentTree.Nums[1][0] = formula.K[0]
    formula.K[0].Pg = made.pdf.pages[0].obj
    whole = joined(tmp_path, Part("a", made.bytes()))
    assert tree(whole)[0][1][1] == ["Sect", ["Formula", ["math", "x"]]]
    assert whole.Root.StructTreeRoot.RoleMap["/math"] == Name.NonStruct
