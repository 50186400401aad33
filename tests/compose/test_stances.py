"""What the words of a decision say of what was proposed."""

from __future__ import annotations

import pytest

from moedebog.compose.stances import carries_text


@pytest.mark.parametrize(
    "text",
    [
        # A negation belongs to its own clause, and its own sentence.
        "Frida Gran erklærede sig inhabil og deltog ikke i sagens behandling. Godkendt.",
        "Udvalget behandlede ikke punkt 3. Godkendt i øvrigt.",
        "Der var ikke bemærkninger. Indstillingen godkendt.",
        "Sagen giver ikke anledning til bemærkninger. Godkendt.",
        "Dorte Eg stemte ikke. Godkendt.",
        "Materialet nåede ikke frem i tide, men indstillingen blev godkendt.",
        "Godkendt på betingelse af, at klagen ikke imødekommes.",
        "Godkendt med den ændring, at fristen ikke godkendes.",
        "Godkendt, idet V ikke kunne støtte forslaget.",
        "Vedtaget, dog ikke punkt 3.",
        "Godkendt. Der gives ikke dispensation.",
        # What others did is not what the meeting did.
        "V kan ikke tiltræde indstillingen. Godkendt.",
        "Et mindretal (V) kan ikke tiltræde. Tiltrådt.",
        "Emil Falk (V) og Dorte Eg (V) kan ikke godkende den. Udvalget godkendte indstillingen.",
        "Frida Gran, F, kan ikke tiltræde indstillingen. Godkendt.",
        "V afviste forslaget. Godkendt.",
        "V kunne ikke støtte forslaget, men udvalget godkendte indstillingen.",
        "Forvaltningen anbefalede ikke forslaget. Forslaget blev vedtaget.",
        "Flertallet tiltræder indstillingen, mens mindretallet ikke kan tiltræde.",
        "Godkendt. Dorte Eg (V) tiltrådte ikke.",
        # A later sentence decides.
        "Udvalget drøftede sagen. Herefter godkendte udvalget indstillingen.",
        "Udvalget godkendte, at forslaget forkastes.",
        "Det blev besluttet at godkende indstillingen.",
        "Anbefales.",
        "Indstillingen følges.",
    ],
)
def test_what_was_carried_is_read_past_what_was_not(text: str) -> None:
    assert carries_text(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "Forkastet.",
        "Ikke godkendt.",
        "Forslaget blev forkastet.",
        "Udvalget kan ikke tiltræde indstillingen.",
        "Et flertal kan ikke tiltræde indstillingen.",
        "Indstillingen kan ikke godkendes.",
        "Indstillingen godkendes ikke.",
        "Indstillingen blev, efter en længere drøftelse, ikke vedtaget.",
        "Udvalget drøftede sagen. Indstillingen blev ikke tiltrådt.",
        "Udvalget afviste forslaget.",
        "Udvalget godkendte ikke.",
        "Udvalget tiltrådte dog ikke indstillingen.",
        "Byrådet vedtog ikke budgettet.",
        "Indstillingen godkendte udvalget ikke.",
        "Forslaget bortfaldt.",
        "Bortfaldet.",
        "Indstillingen blev forkastet, da V ikke ville godkende.",
    ],
)
def test_what_was_not_carried_is_read_where_it_stands(text: str) -> None:
    assert carries_text(text) is False


@pytest.mark.parametrize(
    "text",
    [
        # The vote may have been for saying no.
        "Klagen afvises.",
        "Afvist.",
        "Ansøgningen blev ikke imødekommet.",
        "Klagen blev forkastet.",
        "Besluttet, at der ikke meddeles dispensation.",
        "Udvalget godkender ikke, at skolen lukkes.",
        "Udvalget besluttede med 5 stemmer mod 2 ikke at sælge grunden.",
        # Something else fell, or was carried, too.
        "Venstre foreslog at sagen afvises. Forslaget blev ikke vedtaget. Indstillingen godkendt.",
        "Udvalget forkastede Venstres forslag og godkendte forvaltningens.",
        "Budgettet for 2027 godkendt; forslag 12 og 13 blev forkastet.",
        "Ændringsforslaget blev godkendt.",
        "Indstillingens pkt. 3 blev ikke godkendt.",
        # Nothing is said of it.
        "Udvalget anbefaler ikke en fælles model.",
        "Udvalget godkender ikke flere møder.",
        "Med reformen bortfalder bestemmelserne om klynger.",
        "Ikke alle stemte for.",
        "Tiltrådt af V.",
        "Sagen blev på sidste møde ikke godkendt.",
        "Udvalget tog en drøftelse. Punktet blev udsat.",
    ],
)
def test_what_is_not_certain_is_neither(text: str) -> None:
    assert carries_text(text) is None
