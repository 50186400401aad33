"""Tree -> diagnostics, by the JSON Schemas in ``schemas/``.

A valid file is known as valid by a compiled validator in a fraction of a millisecond.
Only for a file that is not, the slower validator that can say why is loaded, and its
findings are told in the secretary's words: one cause, one message.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from moedebog import vocabulary
from moedebog.catalogue import Slags
from moedebog.diagnostics import CODE, Diagnostic, Phrase, Position, Rule, Severity, in_order
from moedebog.examples import Example
from moedebog.guesses import nearest
from moedebog.sloppy import without_quotes
from moedebog.source import Tree, TreePath
from moedebog.source.indentation import indent
from moedebog.source.rules import AT_MARGIN, NO_BLOCK, NO_DASH, QUOTED
from moedebog.source.slips import text_above
from moedebog.vocabulary import known

if TYPE_CHECKING:
    from jsonschema import ValidationError

_ERROR = Severity.ERROR

EMPTY_FILE = Rule(
    "M040",
    _ERROR,
    Phrase("Filen er tom.", "The file is empty."),
    Phrase("Skriv mindst {noegler}.", "Write at least {noegler}."),
    Example(wrong="# tom", right="punkter: []", data=b"# tom\n"),
)
UNKNOWN_KEY = Rule(
    "M041",
    _ERROR,
    Phrase("Nøglen {noegle} kendes ikke her.", "The key {noegle} is not known here."),
    Phrase("{raad}", "{raad}"),
    Example(wrong="stad: Rådhuset", right="sted: Rådhuset"),
)
MISSING_KEY = Rule(
    "M042",
    _ERROR,
    Phrase("Nøglen {noegle} mangler {sted}.", "The key {noegle} is missing {sted}."),
    Phrase("Skriv f.eks. {eksempel}", "Write e.g. {eksempel}"),
    Example(wrong="- varighed: 15", right="- titel: A\n  varighed: 15"),
    beside=True,
)
WRONG_TYPE = Rule(
    "M043",
    _ERROR,
    Phrase(
        "{noegle} skal være {ventet}, men er {fundet}.",
        "{noegle} must be {ventet}, but is {fundet}.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(wrong="- titel: A\n  varighed: 15 min", right="- titel: A\n  varighed: 15"),
    about=(),
)
WRONG_VALUE = Rule(
    "M044",
    _ERROR,
    Phrase("{noegle} kan ikke være {vaerdi}.", "{noegle} cannot be {vaerdi}."),
    Phrase("{raad}", "{raad}"),
    Example(wrong="form: virtuel", right="form: virtuelt"),
)
WRONG_FORM = Rule(
    "M045",
    _ERROR,
    Phrase("{noegle} kan ikke være {vaerdi}.", "{noegle} cannot be {vaerdi}."),
    Phrase("{raad}", "{raad}"),
    Example(wrong="slut: ved middag", right='slut: "12:00"'),
)
NO_VALUE = Rule(
    "M046",
    _ERROR,
    Phrase("{noegle} har ingen værdi.", "{noegle} has no value."),
    Phrase("{raad}Skriv en værdi, eller slet linjen.", "{raad}Write a value, or delete the line."),
    Example(wrong="sted:", right="sted: Rådhuset"),
)
_COMMENT_BEHIND = Phrase(
    "Alt efter # er en kommentar; skal det trykkes, så sæt det i anførselstegn. ",
    "All behind # is a comment; put it in quotation marks if it is to be printed. ",
)
TOO_FEW = Rule(
    "M047",
    _ERROR,
    Phrase("{noegle} mangler indhold.", "{noegle} lacks contents."),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="- titel: A\n  afstemning: {}", right="- titel: A\n  afstemning: {for: 1, imod: 1}"
    ),
)
TOO_MANY = Rule(
    "M048",
    _ERROR,
    Phrase("{noegle} har for meget på én gang.", "{noegle} holds too much at once."),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="- titel: A\n  tekst:\n    - tabel: {kolonner: [x], raekker: []}\n"
        "      billede: {fil: k.png, alt: Kort}",
        right="- titel: A\n  tekst:\n    - tabel: {kolonner: [x], raekker: []}",
    ),
    about=(),
)
OUT_OF_RANGE = Rule(
    "M049",
    _ERROR,
    Phrase("{noegle} kan ikke være {vaerdi}.", "{noegle} cannot be {vaerdi}."),
    Phrase("{raad}", "{raad}"),
    Example(wrong="- titel: A\n  varighed: 0", right="- titel: A"),
)
OTHERWISE_WRONG = Rule(
    "M050",
    _ERROR,
    Phrase(
        "{noegle} passer ikke med, hvad der kan stå her.",
        "{noegle} does not fit what can stand here.",
    ),
    Phrase("Se nøglens beskrivelse.", "See the description of the key."),
    Example(
        wrong="En værdi, som kun den ene af to kontroller afviser.", right="En værdi som i docs."
    ),
)

COMMA = Rule(
    "M051",
    _ERROR,
    Phrase(
        "Kommaet ender værdien af {noegle}: »{rest}« læses som en ny nøgle.",
        "The comma ends the value of {noegle}: »{rest}« is read as a new key.",
    ),
    Phrase(
        "Sæt anførselstegn om hele værdien: »{rettet}«",
        "Put the whole value in quotation marks: »{rettet}«",
    ),
    Example(
        wrong="- {titel: Sti, tekst: 2,1 mio. kr.}", right='- {titel: Sti, tekst: "2,1 mio. kr."}'
    ),
)

Name = vocabulary.Name
NAMES = vocabulary.NAMES
load = vocabulary.load
plain_key = vocabulary.plain_key

_TYPES = {
    "string": Phrase("tekst", "text"),
    "integer": Phrase("et helt tal", "a whole number"),
    "number": Phrase("et tal", "a number"),
    "boolean": Phrase("ja eller nej", "ja or nej"),
    "array": Phrase("en liste", "a list"),
    "object": Phrase("nøgler med værdier", "keys with values"),
    "null": Phrase("tom", "empty"),
}
_OR = Phrase("eller", "or")
_AND = Phrase("og", "and")
_ENGLISH_YES_NO = {"yes": "ja", "on": "ja", "y": "ja", "no": "nej", "off": "nej", "n": "nej"}

_SYNONYMS = {
    "abonnenter": "medlemmer",
    "agenda": "punkter",
    "begyndelse": "start",
    "dagsorden": "punkter",
    "dagsordenspunkter": "punkter",
    "date": "dato",
    "deadline": "frist",
    "deltagere": "gaester",
    "dokumentnummer": "dok_nr",
    "emne": "titel",
    "emner": "punkter",
    "file": "fil",
    "filnavn": "fil",
    "formand": "moedeleder",
    "fortrolig": "lukket",
    "fravaer": "afbud",
    "fravaerende": "udeblevet",
    "habilitet": "inhabil",
    "items": "punkter",
    "blanke": "undlod",
    "blank": "undlod",
    "hverken_for_eller_imod": "undlod",
    "nej": "imod",
    "ja": "for",
    "journalnr": "sagsnr",
    "journalnummer": "sagsnr",
    "klokken": "start",
    "kolonne": "kolonner",
    "kontaktperson": "kontakt",
    "laengde": "varighed",
    "location": "sted",
    "lokale": "sted",
    "mail": "email",
    "members": "medlemmer",
    "minutter": "varighed",
    "modpartier": "imod",
    "moededato": "dato",
    "moedested": "sted",
    "name": "navn",
    "nummer": "nr",
    "ordstyrer": "moedeleder",
    "overskrift": "titel",
    "place": "sted",
    "punkt": "punkter",
    "raekke": "raekker",
    "sagsnummer": "sagsnr",
    "sekretaer": "referent",
    "slutning": "slut",
    "sluttid": "slut",
    "slutter": "slut",
    "starttid": "start",
    "suppleant": "stedfortraeder",
    "status": "referat_status",
    "subpunkter": "underpunkter",
    "svar": "delbeslutninger",
    "telefonnummer": "telefon",
    "tid": "start",
    "tidspunkt": "start",
    "tidsforbrug": "varighed",
    "tilstede": "gaester",
    "title": "titel",
    "tlf": "telefon",
    "type": "sagstype",
    "undladt": "undlod",
    "aktindsigt": "offentlig",
    "alttekst": "alt",
    "aabent": "offentlig",
    "afdeling": "organisation",
    "stilling": "titel",
    "begrundelse": "grund",
    "rolle": "hverv",
    "layout": "politik",
    "template": "skabelon",
    **{word: slags.value for slags in Slags for word in slags.kind.synonyms},
}
"""What others call a key -> what it is called here. A word may also be a key of its own."""

_FORMS = ("enum", "pattern")

_PRUNINGS = 12
"""A part taken out may leave a larger one invalid, and so on outwards."""

_REQUIRED: dict[Name, dict[str, Any]] = {
    "meeting": {"dato": "2000-01-01", "start": "0:00", "punkter": []},
    "forum": {"navn": "…"},
}
"""What the stages that follow can do without at the top level."""

PLACEHOLDER = "…"
"""Stands for a missing title, so that the rest of an item can be checked."""

_GLUED = re.compile(r"([a-z_]+):(.+)")
_FILE = re.compile(r"\w\.[a-zA-Z]{2,5}$")
_RULE_CODE = re.compile(CODE)


def check(tree: Tree, name: Name) -> list[Diagnostic]:
    """Everything in the tree that the schema ``name`` does not allow, in order of place."""
    if _compiled(name).is_valid(tree.data):
        return []
    return _Explainer(tree, name).explain()


def check_and_prune(
    tree: Tree, name: Name
) -> tuple[list[Diagnostic], Tree | None, frozenset[TreePath]]:
    """What ``check`` finds, the tree without it, and the paths that it touches.

    The tree can be read by the stages that follow, so that they can find what is wrong with
    the rest. It is ``None`` where too little is left. A later finding that rests on one of
    the paths may be a mere consequence, and must not be told.
    """
    if _compiled(name).is_valid(tree.data):
        return [], tree, frozenset()
    explainer = _Explainer(tree, name)
    diagnostics = explainer.explain()
    touched = frozenset(explainer.touched)
    for _ in range(_PRUNINGS):
        if not isinstance(tree.data, dict):
            break
        renamed = [tree.position(path, key=True) for path in explainer.renamed]
        tree = tree.without(
            explainer.removed - set(explainer.renamed), explainer.filled, explainer.renamed
        )
        if _compiled(name).is_valid(_REQUIRED[name] | tree.data):
            return in_order(diagnostics), tree, touched
        # What is wrong now surrounds what was taken out, so that nothing else is touched; or it
        # stands under a key that is read as another one, where nothing was looked at before.
        explainer = _Explainer(tree, name)
        inside = {tree.path_at(place) for place in renamed}
        for problem in explainer.explain():
            path = tree.path_at(problem.position)
            if any(path[:depth] in inside for depth in range(1, len(path) + 1)):
                diagnostics.append(problem)
    return in_order(diagnostics), None, touched


@cache
def _compiled(name: Name) -> Any:
    return jsonschema_rs.Draft202012Validator(load(name))


@cache
def _explaining(name: Name) -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(load(name))


PARTS_IN_ENGLISH = {
    "Afsnit": "a section",
    "Afstemning": "a vote",
    "Antal og navne": "the votes on one side",
    "Bilag": "an attachment",
    "Billede": "a picture",
    "Delbeslutning": "a delbeslutning",
    "Egne ord for sagstyper": "sagstyper",
    "Fravær": "somebody's absence",
    "Indstilling": "an indstilling",
    "Kontakt": "kontakt",
    "Lukket": "lukket",
    "Medlem": "a member",
    "Modtager": "a recipient",
    "Modtagergruppe": "a group of recipients",
    "Navn og klokkeslæt": "a name with a clock time",
    "Nummerering": "nummerering",
    "Opfølgning": "something to be followed up",
    "Person": "a person",
    "Politik": "politik",
    "Protokolbemærkning": "a statement",
    "Punkt": "an item",
    "Regler": "regler",
    "Tabel": "a table",
    "Tabel eller billede": "a table or a picture",
}
"""What the parts inside a file are called, by their titles in the schemas."""


@cache
def _owners(name: Name) -> dict[str, list[str]]:
    """For each key the titles of the parts of a file it can stand in, outermost first."""
    owners: dict[str, list[str]] = {}
    schema = load(name)
    for part in (schema, *schema["$defs"].values()):
        for key in part.get("properties", ()):
            owners.setdefault(key, []).append(part["title"])
    return owners


class _Explainer:
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

    def explain(self) -> list[Diagnostic]:
        if self.tree.data is None:
            keys = _listed([f"{key}:" for key in load(self.name)["required"]], _AND)
            return [EMPTY_FILE.at(self.tree.position(()), noegler=keys)]
        for error in _explaining(self.name).iter_errors(self.tree.data):
            self._tell(error)
        if not self.diagnostics:  # the two validators disagree, e.g. on a pattern's last newline
            self._add(OTHERWISE_WRONG, ())
        return in_order(
            d for d in self.diagnostics if d.rule is not WRONG_TYPE or d.position not in self.cut
        )

    def _add(self, rule: Rule, path: TreePath, *, key: bool = False, **values: object) -> None:
        values.setdefault("noegle", self._subject(path))
        if rule is not MISSING_KEY:  # its place is that of a neighbour
            self.touched.add(path)
            self._remove(path)
        self.diagnostics.append(rule.at(self.tree.position(path, key=key), **values))

    def _no_value(self, path: TreePath) -> None:
        """Nothing stands behind the key, but perhaps what was taken for a comment."""
        if path and isinstance(path[-1], str) and self._comma(path[-1], path[:-1]):
            return
        line = self.tree.position(path, key=True).line
        behind = self.tree.lines[line - 1] if 0 < line <= len(self.tree.lines) else ""
        advice = _COMMENT_BEHIND if re.search(r":\s+#", behind) else ""
        self._add(NO_VALUE, path, key=True, raad=advice)

    def _remove(self, path: TreePath) -> None:
        """Take out what is wrong, and what cannot be understood without it."""
        if "at" in path:  # answers point at the points of an indstilling by number
            outer = path[: path.index("at")]
            self.removed.add((*outer, "delbeslutninger"))
        self.removed.add(path)

    def _subject(self, path: TreePath) -> Phrase:
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

    # --- one error ---

    def _tell(self, error: ValidationError) -> None:
        path: TreePath = tuple(error.absolute_path)
        value: Any = error.instance
        kind = error.validator
        if kind == "anyOf":
            self._any_of(error, path, value)
        elif value is None:
            self._no_value(path)
        elif kind == "additionalProperties":
            self._unknown(error, path)
        elif kind == "required":
            self._missing(error, path)
        elif kind == "type":
            self._type(path, value, [error])
        elif kind in _FORMS and self._typographic(path, value, [error.schema]):
            return
        elif kind == "enum":
            self._enum(path, value, error.validator_value)
        elif kind == "pattern":
            self._add(WRONG_FORM, path, vaerdi=_shown(value), raad=_form(error.schema))
        elif kind in ("minItems", "minProperties"):
            self._add(TOO_FEW, path, raad=_content(error.schema))
        elif kind in ("maxItems", "maxProperties"):
            self._add(TOO_MANY, path, raad=_content(error.schema))
        elif kind in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
            self._add(OUT_OF_RANGE, path, vaerdi=_shown(value), raad=_range(error.schema))
        else:
            self._add(OTHERWISE_WRONG, path)

    def _unknown(self, error: ValidationError, path: TreePath) -> None:
        schema: Any = error.schema
        for key in _unknown_keys(error):
            raad = self._advice(key, schema["properties"], error.instance, path)  # type: ignore[arg-type]
            meant = _meant(key, schema["properties"], ())
            stray = not meant and plain_key(key) not in known()
            if self._comma(key, path) or (stray and self._margin((*path, key), key=True)):
                continue
            self.touched.add((*path, meant or key))
            if meant and self._surely(key, meant, path, error.instance):
                self.renamed[(*path, key)] = meant
            self._add(UNKNOWN_KEY, (*path, key), key=True, noegle=key, raad=raad)

    def _comma(self, key: str, path: TreePath) -> bool:
        """Tell of a key that is the rest of the value before it, after a comma."""
        node = self.tree.at(path)
        if not isinstance(node, dict) or not self.tree.in_braces(path):
            return False
        keys = list(node)
        number = keys.index(key)
        if node[key] is not None or not number or self._has_colon(path, key):
            return False
        before = keys[number - 1]
        while number > 1 and node[before] is None:
            number -= 1
            before = keys[number - 1]
        if node[before] is None or not self.tree.bare((*path, before)):
            return False
        glued = str(node[before])[-1:].isdigit() and key[:1].isdigit()
        whole = f"{node[before]}{',' if glued else ', '}{key}"
        shown = _in_quotes(whole)
        self.touched |= {(*path, key), (*path, before)}
        self.cut.add(self.tree.position((*path, before)))
        self._add(
            COMMA, (*path, key), key=True, noegle=before, rest=key, rettet=f"{before}: {shown}"
        )
        return True

    def _has_colon(self, path: TreePath, key: str) -> bool:
        """Whether a key without a value was written as one, with its colon."""
        place = self.tree.position((*path, key), key=True)
        behind = self.tree.lines[place.line - 1][place.column - 1 + len(key) :]
        return behind.lstrip("\"' ").startswith(":")

    def _margin(self, path: TreePath, *, key: bool) -> bool:
        """Tell of a line that belongs to the text above, but is not indented as that is."""
        place = self.tree.position(path, key=key)
        line = self.tree.lines[place.line - 1]
        column = text_above(self.tree.lines, place.line - 1)
        if column is None or line[: place.column - 1].strip(" -"):
            return False
        if key and indent(line) and re.fullmatch(r"[a-z_]+", str(path[-1])):
            return False  # a key that is not known
        here = indent(line)
        self._add(AT_MARGIN, path, key=key, her=here + 1, der=column + 1, antal=column - here)
        return True

    def _quoted_before(self, key: str, path: TreePath) -> Phrase | None:
        """What to write where a key may be the rest of the value before it, after a comma."""
        node = self.tree.at(path)
        keys = list(node)
        before = keys[keys.index(key) - 1]
        first, rest = node[before], node[key]
        if before == key or not self.tree.in_braces(path) or not isinstance(first, str):
            return None
        if not isinstance(rest, str | int) or not self.tree.bare((*path, before)):
            return None
        right = f"{before}: {_in_quotes(f'{first}, {key}: {rest}')}"
        return Phrase(
            f"Hører det til {before}, så sæt anførselstegn om hele værdien: »{right}«",
            f"If it belongs to {before}, put the whole value in quotation marks: »{right}«",
        )

    def _slip(self, path: TreePath, value: Any, expected: Sequence[str], items: Any) -> bool:
        """Tell of keys where there can be none: a dash is missing, or the ``|`` of a text."""
        if not path:
            return False
        if isinstance(value, str) and "object" in expected and isinstance(path[-1], int):
            before = (*path[:-1], path[-1] - 1)
            if path[-1] and isinstance(self.tree.at(before), str) and before in self.strayed:
                self.touched.add(path)
                self._remove(path)
            elif not self._margin(path, key=False):
                return False
            self.strayed.add(path)
            return True
        if not isinstance(value, dict) or not value or self.tree.in_braces(path):
            return False
        place = self.tree.position(path)
        line = self.tree.lines[place.line - 1]
        if line[: place.column - 1].strip() or not isinstance(path[-1], str):
            return False
        first = line.strip()
        if "array" in expected and not known().isdisjoint(value) and not items.isdisjoint(value):
            self._add(NO_DASH, path, linje=_cut(first))
        elif "string" in expected and not known().issuperset(value):
            column = self.tree.position(path, key=True).column + 1
            self._add(NO_BLOCK, path, key=True, antal=column, linje=_cut(first))
        else:
            return False
        return True

    def _typographic(self, path: TreePath, value: Any, schemas: Iterable[Any]) -> bool:
        """Tell of a value that would do without the quotation marks of a text around it."""
        inner = without_quotes(value) if isinstance(value, str) else None
        if inner is None:
            return False
        meant: Any = int(inner) if inner.isdecimal() and len(inner) < 10 else inner
        for schema in schemas:
            for one in (meant, inner):
                if _explaining(self.name).evolve(schema=schema).is_valid(one):
                    shown = f'"{one}"' if isinstance(one, str) and ":" in one else str(one)
                    key = next((f"{k}: " for k in path[-1:] if isinstance(k, str)), "")
                    marks = {"foerste": value.strip()[0], "sidste": value.strip()[-1]}
                    self._add(QUOTED, path, **marks, rettet=f"{key}{shown}")
                    return True
        return False

    def _surely(self, key: str, meant: str, path: TreePath, present: Any) -> bool:
        """Whether a key is but misspelt, and no other one means the same."""
        folded = plain_key(key)
        others = {new for old, new in self.renamed.items() if old[:-1] == path}
        return meant not in (*present, *others) and (
            meant == folded or not (folded in _SYNONYMS or folded in _owners(self.name))
        )

    def _advice(
        self, key: str, allowed: dict[str, Any], present: dict[str, Any], path: TreePath
    ) -> Phrase:
        folded = plain_key(key)
        owners = _owners(self.name).get(folded, [])
        if path[-1:] == ("regler",) and not owners:
            return _rule_advice(key.strip().upper(), allowed)
        meant = _meant(key, allowed, present)
        if meant and (not owners or meant in (folded, _SYNONYMS.get(folded))):
            return _did_you_mean(meant)
        if owners:
            if path and load(self.name)["title"] in owners:
                return Phrase(
                    "Den hører til yderst i filen; se efter, om linjen er rykket for langt ind.",
                    "It belongs at the top level of the file; check the indentation.",
                )
            places = _listed([Phrase(part, PARTS_IN_ENGLISH[part]) for part in owners], _OR)
            return Phrase(
                f"Den hører til under {places}; se efter indrykningen.",
                f"It belongs under {places.english}; check the indentation.",
            )
        if quoted := self._quoted_before(key, path):
            return quoted
        free = ", ".join(k for k in allowed if k not in present)
        if not free:
            return Phrase(
                "Slet linjen: her står allerede alt, hvad der kan stå.",
                "Delete the line: all that can stand here already does.",
            )
        return Phrase(f"Her kan stå: {free}.", f"What can stand here: {free}.")

    def _missing(self, error: ValidationError, path: TreePath) -> None:
        schema: Any = error.schema
        present: Any = error.instance
        allowed = schema["properties"]
        meant = {_meant(key, allowed, present) for key in present if key not in allowed}
        for key in error.validator_value:  # type: ignore[union-attr]
            if key in present:
                continue
            self.touched.add((*path, key))
            if allowed[key].get("$ref") == "#/$defs/tekst":
                self.filled[(*path, key)] = PLACEHOLDER
            elif path and key not in meant:
                self.removed.add(path)
            if key in meant:
                continue
            # It should stand after the nearest of its predecessors that is there.
            before = [k for k in list(allowed)[: list(allowed).index(key)] if k in present]
            where = Phrase("her", "here") if path else Phrase("i filen", "in the file")
            inside = self.tree.in_braces(path)
            if inside:
                before, where = [], Phrase("her mellem { og }", "here between { and }")
            elif before:
                where = Phrase(f"under {before[-1]}", f"below {before[-1]}")
            lines = _example(key, allowed[key]["examples"][0], in_braces=inside)
            first, *rest = [line.strip() for line in lines.split("\n")]
            example = Phrase(first, first)
            if rest:
                example += Phrase(" og på næste linje ", " and on the next line ") + rest[0]
            self._add(
                MISSING_KEY,
                (*path, *before[-1:]),
                key=bool(before),
                noegle=key,
                sted=where,
                eksempel=example,
                linjer=lines,
            )

    def _type(self, path: TreePath, value: Any, errors: Sequence[ValidationError]) -> None:
        """The value is none of what it could be; ``errors`` hold a type for each."""
        if value is None:
            self._no_value(path)
            return
        expected: list[str] = []
        for error in errors:
            types: Any = error.validator_value
            for one in [types] if isinstance(types, str) else types:
                if one not in expected:
                    expected.append(one)
        if self._typographic(path, value, [error.schema for error in errors]):
            return
        if self._slip(path, value, expected, _entry_keys(errors)):
            return
        if "number" in expected and "string" in expected:
            expected.remove("number")
        if "boolean" in expected and "string" in expected:
            expected.remove("boolean")
        self._add(
            WRONG_TYPE,
            path,
            ventet=_listed([_TYPES[one] for one in expected], _OR),
            fundet=_found(value),
            raad=_type_advice(expected, value, errors),
        )

    def _enum(self, path: TreePath, value: Any, allowed: Any) -> None:
        words = [word for word in allowed if isinstance(word, str)]
        meant = None
        if isinstance(value, str):
            folded = plain_key(value)
            meant = folded if folded in words else nearest(folded, words)
            meant = meant or next((word for word in words if folded.startswith(word)), None)
            if "ja" in words:
                meant = _ENGLISH_YES_NO.get(folded, meant)
        choices = _listed(words, _OR)
        raad = Phrase(f"Det kan være {choices}.", f"It can be {choices.english}.")
        if meant:
            raad = _did_you_mean(meant) + " " + raad
        self._add(WRONG_VALUE, path, vaerdi=_shown(value), raad=raad)

    # --- alternatives ---

    def _any_of(self, error: ValidationError, path: TreePath, value: Any) -> None:
        """Explains the one alternative that was meant: of the right type, then the nearest."""
        branches = _branches(error)
        fitting = [errors for errors in branches if not any(map(_wrong_type, errors))]
        if not fitting:
            self._type(path, value, [e for errors in branches for e in _type_errors(errors)])
            return
        for chosen in min(fitting, key=lambda errors: _distance(errors, value)):
            self._tell(chosen)


def _branches(error: ValidationError) -> list[list[ValidationError]]:
    grouped: dict[object, list[ValidationError]] = {}
    for child in error.context or ():
        grouped.setdefault(child.schema_path[0], []).append(child)
    return list(grouped.values())


def _wrong_type(error: ValidationError) -> bool:
    """Whether the error says that the value as a whole is of another type."""
    if error.relative_path:
        return False
    if error.validator == "anyOf":
        return all(any(map(_wrong_type, errors)) for errors in _branches(error))
    return error.validator == "type"


def _type_errors(errors: Iterable[ValidationError]) -> Iterator[ValidationError]:
    for error in errors:
        if not error.relative_path and error.validator == "type":
            yield error
        elif not error.relative_path and error.validator == "anyOf":
            for inner in _branches(error):
                yield from _type_errors(inner)


def _distance(errors: list[ValidationError], value: Any) -> tuple[int, int]:
    """How far a value is from an alternative: keys it does not have, then mistakes."""
    unknown = 0
    for error in errors:
        if error.validator == "additionalProperties" and not error.relative_path:
            unknown = len(list(_unknown_keys(error)))
    return unknown if isinstance(value, dict) else 0, len(errors)


# --- words ----------------------------------------------------------------------------


def _entry_keys(errors: Sequence[ValidationError]) -> frozenset[str]:
    """The keys of what a list could hold here."""
    keys: set[str] = set()
    for error in errors:
        items = error.schema.get("items", {}) if isinstance(error.schema, dict) else {}
        for one in (items, *items.get("anyOf", ())):
            keys |= set(_resolved(one).get("properties", ()))
            for other in _resolved(one).get("anyOf", ()):
                keys |= set(_resolved(other).get("properties", ()))
    return frozenset(keys)


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """What a schema refers to, or itself."""
    defs = load("meeting")["$defs"] | load("forum")["$defs"]
    found: dict[str, Any] = defs.get(schema.get("$ref", "").rpartition("/")[2], schema)
    return found


def _unknown_keys(error: ValidationError) -> Iterator[str]:
    schema: Any = error.schema
    instance: Any = error.instance
    return (key for key in instance if key not in schema["properties"])


def _meant(key: str, allowed: Iterable[str], present: Iterable[str]) -> str | None:
    """The key that somebody who wrote ``key`` had in mind."""
    free = [name for name in allowed if name not in present]
    folded = plain_key(key)
    if folded in free:
        return folded
    synonym = _SYNONYMS.get(folded)
    if synonym in free:
        return synonym
    longer = [name for name in free if len(folded) > 3 and name.startswith(f"{folded}_")]
    return longer[0] if len(longer) == 1 else nearest(folded, free, cutoff=0.75)


def _did_you_mean(word: str) -> Phrase:
    return Phrase(f"Mente du {word}?", f"Did you mean {word}?")


def _rule_advice(code: str, allowed: Iterable[str]) -> Phrase:
    """What to do about a code that cannot stand under ``regler``."""
    if code in allowed:
        return _did_you_mean(code)
    if code in load("forum")["$defs"]["regler"]["x-fejl"]:
        return Phrase(
            f"Slet linjen: {code} er en fejl, og fejl kan ikke slås fra.",
            f"Delete the line: {code} is an error, and errors cannot be turned off.",
        )
    return Phrase("Se koderne i docs/regler.md.", "The codes are in docs/regler.md.")


def _listed(words: Sequence[str | Phrase], conjunction: Phrase) -> Phrase:
    phrases = [word if isinstance(word, Phrase) else Phrase(word, word) for word in words]
    if not phrases:
        return Phrase("", "")
    *first, last = phrases
    if not first:
        return last
    return (
        Phrase(", ".join(p.danish for p in first), ", ".join(p.english for p in first))
        + " "
        + conjunction
        + " "
        + last
    )


def _shown(value: Any) -> str | Phrase:
    """A value as it was typed, shortened."""
    if value is None:
        return Phrase("tom", "empty")
    if isinstance(value, bool):
        return "true" if value else "false"
    text = f"»{value}«" if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:56]} …«"


def _found(value: Any) -> Phrase:
    shown = _shown(value)
    if isinstance(value, bool):
        return Phrase(f"{shown}", f"{shown}")
    if isinstance(value, int):
        return Phrase(f"tallet {value}", f"the number {value}")
    if isinstance(value, str):
        return Phrase(f"teksten {shown}", f"the text {shown}")
    return _TYPES["array" if isinstance(value, list) else "object"]


def _type_advice(expected: list[str], value: Any, errors: Sequence[ValidationError]) -> Phrase:
    if "string" in expected and isinstance(value, int):
        shown = _shown(value)
        return Phrase(f'Sæt anførselstegn om: "{shown}".', f'Put it in quotation marks: "{shown}".')
    if "array" in expected and not isinstance(value, list):
        return _as_entries(value, errors) or _as_list(value)
    if "object" in expected:
        return _as_keys(value, [error.schema for error in errors])
    if "string" in expected and isinstance(value, dict):
        return Phrase(
            "Er det tekst med kolon eller krøllede parenteser, så sæt anførselstegn om den.",
            "If it is text with a colon or braces, put it in quotation marks.",
        )
    if "integer" in expected:
        if isinstance(value, str) and value.isdecimal():
            return Phrase("Skriv tallet uden anførselstegn.", "Write it without quotation marks.")
        return Phrase("Skriv tallet alene, uden enhed.", "Write the number alone, without a unit.")
    if "string" in expected:
        return Phrase(
            "Skriv det som tekst på én linje, eller under en |.",
            "Write it as text on one line, or below a |.",
        )
    return Phrase("", "")


# What a secretary wrote stands in »« within these phrases, so that it can be hidden where it is
# closed.


def _as_entries(value: Any, errors: Sequence[ValidationError]) -> Phrase | None:
    """How to write a list of keys with values of what is a mere text."""
    if not isinstance(value, str | dict):
        return None
    for error in errors:
        items: Any = error.schema.get("items") if isinstance(error.schema, dict) else None
        wanted = _resolved(items or {})
        keys, required = wanted.get("properties", {}), wanted.get("required", [])
        if {"fra", "tekst"} <= set(required):
            return _as_statement(value)
        if "fil" in keys and isinstance(value, str):
            return _as_keys(value, [wanted])
    return None


def _as_statement(value: str | dict[str, Any]) -> Phrase:
    """How to write what somebody wants in the minutes, where it is a mere text."""
    name, text = "Navn", value
    if isinstance(value, dict):
        name, text = next(iter(value.items()), ("Navn", ""))
    lines = f"- fra: {_cut(name)}«, »tekst: {_in_line(_cut(str(text)))}"
    return Phrase(f"Skriv på hver sin linje »{lines}«", f"Write, each on its own line, »{lines}«")


def _in_line(text: str) -> str:
    """A text as it can stand behind a key."""
    return _in_quotes(text) if ": " in text or " #" in text else " ".join(text.split())


def _as_list(value: Any) -> Phrase:
    """How to write a list of what is no list yet."""
    entry = _cut(str(value))
    if isinstance(value, str) and ", " in value:
        return Phrase(f"Skriv »[{entry}]«.", f"Write »[{entry}]«.")
    if isinstance(value, dict):
        first = str(next(iter(value), "…"))
        if first.startswith("-"):
            right = f"- {first[1:]}:"
            return Phrase(
                f"Sæt et mellemrum efter bindestregen: »{right}«",
                f"Put a space after the hyphen: »{right}«",
            )
        entry = f"{first}: …"
    return Phrase(
        f"Skriv hvert led på sin egen linje med - foran: »- {entry}«",
        f"Write each entry on a line of its own, after a -: »- {entry}«",
    )


def _as_keys(value: Any, schemas: Sequence[Any]) -> Phrase:
    """How to write keys and values of what has none; the schemas are those it could have."""
    keys = [key for schema in schemas for key in schema.get("properties", ())]
    if not keys:
        return Phrase("", "")
    glued = _GLUED.fullmatch(value) if isinstance(value, str) else None
    if glued and glued[1] in keys:
        right = f"{glued[1]}: {_cut(glued[2].strip())}"
        return Phrase(
            f"Sæt et almindeligt mellemrum efter kolonet: »{right}«",
            f"Put a plain space after the colon: »{right}«",
        )
    if _RULE_CODE.fullmatch(keys[0]):
        named = _RULE_CODE.findall(str(value).upper())
        code = next((code for code in named if code in keys), "M202")
        return Phrase(
            f"Skriv hver regel med ja eller nej på sin egen linje: »{code}: nej«",
            f"Write each rule with ja or nej on a line of its own: »{code}: nej«",
        )
    required = [key for schema in schemas for key in schema.get("required", ())]
    if {"fra", "tekst"} <= set(required) and isinstance(value, str):
        return _as_statement(value)
    if len(required) > 1:
        both = _listed(required, _AND)
        return Phrase(f"Skriv nøglerne {both}.", f"Write the keys {both.english}.")
    key = (required or keys)[0]
    if "email" in keys and "@" in str(value):
        key = "email"
    if "fil" in keys and "titel" in keys and isinstance(value, str) and _FILE.search(value):
        stem = _cut(value.rpartition("/")[2].rpartition(".")[0])
        return Phrase(
            f'Skriv titlen og filen: »- {{titel: "{stem}", fil: "{value}"}}«',
            f'Write the title and the file: »- {{titel: "{stem}", fil: "{value}"}}«',
        )
    if isinstance(value, list):
        return Phrase(f"Skriv listen under nøglen {key}:", f"Write the list below the key {key}:")
    shown = _cut(str(value))
    if key == "at":
        return Phrase(
            f"Skriv nøglen at: og på næste linje »- {shown}«",
            f"Write the key at: and on the next line »- {shown}«",
        )
    right = f"{key}: {shown}"
    return Phrase(f"Skriv f.eks. »{right}«", f"Write e.g. »{right}«")


def _in_quotes(text: str) -> str:
    """A text between quotation marks, without those that were typed around it."""
    text = without_quotes(text) or text
    return "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'


def _cut(text: str) -> str:
    """A text short enough to be shown within a sentence."""
    return text if len(text) <= 40 else f"{text[:38]} …"


def _content(schema: Any) -> Phrase:
    keys = schema.get("properties")
    if keys:
        choices = _listed(list(keys), _OR)
        return Phrase(f"Skriv {choices}.", f"Write {choices.english}.")
    return Phrase(
        "Skriv mindst ét punkt, eller slet linjen.", "Write at least one entry, or delete the line."
    )


def _form(schema: Any) -> Phrase:
    """What the schema says about the form of a text."""
    from moedebog.forms import form

    return form(schema["patternErrorMessage"])


def _range(schema: Any) -> Phrase:
    if "patternErrorMessage" in schema:
        return _form(schema)
    bounds = []
    if "minimum" in schema:
        low = schema["minimum"]
        bounds.append(Phrase(f"mindst {low}", f"at least {low}"))
    if "maximum" in schema:
        high = schema["maximum"]
        bounds.append(Phrase(f"højst {high}", f"at most {high}"))
    both = _listed(bounds, _AND)
    return Phrase(f"Det skal være {both}.", f"It must be {both.english}.")


def _example(key: str, example: Any, *, in_braces: bool) -> str:
    """What would do, in YAML: a line, or two for a list of keys and values."""
    if not in_braces and isinstance(example, list) and isinstance(example[0], dict):
        first, value = next(iter(example[0].items()))
        return f"{key}:\n  - {first}: {value}"
    return f"{key}: {_in_a_line(example)}"


def _in_a_line(example: Any) -> str:
    if isinstance(example, list):
        return f"[{', '.join(map(_in_a_line, example))}]"
    if isinstance(example, dict):
        return f"{{{', '.join(f'{key}: {_in_a_line(one)}' for key, one in example.items())}}}"
    text = str(example).split("\n", 1)[0]
    # Quoted where an editor would otherwise take it for something else than text.
    return f'"{text}"' if ":" in text or "," in text else text
