"""What cannot be true of who comes and leaves when."""

from __future__ import annotations

from moedebog.diagnostics import Phrase, Rule, Severity
from moedebog.examples import Example

_PEOPLE = ("afbud", "udeblevet", "fremmoedt", "ankom", "forlod", "punkter", "underpunkter")
_TIMES = (*_PEOPLE, "start", "slut", "faktisk_start", "faktisk_slut", "dato", "behandlet_foer")

ALREADY_THERE = Rule(
    "M220",
    Severity.ERROR,
    Phrase(
        "{navn} kan ikke ankomme her: {navn} er allerede til stede{hvor}.",
        "{navn} cannot arrive here: {navn} is present already{hvor}.",
    ),
    Phrase(
        "Ret `ankom`, eller skriv i `forlod` på et tidligere punkt, hvornår {navn} gik.",
        "Correct `ankom`, or write in `forlod` of an earlier item when {navn} left.",
    ),
    Example(
        wrong="- titel: A\n  ankom: [Bo Bæk]\n- titel: B\n  ankom: [Bo Bæk]",
        right="- titel: A\n  ankom: [Bo Bæk]\n- titel: B",
    ),
    rests_on=_PEOPLE,
)
NOT_THERE = Rule(
    "M221",
    Severity.ERROR,
    Phrase(
        "{navn} kan ikke forlade mødet her: {navn} er ikke til stede{hvor}.",
        "{navn} cannot leave the meeting here: {navn} is not present{hvor}.",
    ),
    Phrase(
        "Ret `forlod`, eller skriv i `ankom`, hvornår {navn} kom.",
        "Correct `forlod`, or write in `ankom` when {navn} came.",
    ),
    Example(
        wrong="afbud: [Bo Bæk]\npunkter:\n  - titel: A\n    forlod: [Bo Bæk]",
        right="punkter:\n  - titel: A\n    forlod: [Bo Bæk]",
    ),
    rests_on=_PEOPLE,
)
BACKWARDS = Rule(
    "M222",
    Severity.ERROR,
    Phrase(
        "{navn} {hvad} {tid}, men {foer} først {foer_tid} (linje {linje}).",
        "{navn} {hvad} {tid}, but {foer} only {foer_tid} (line {linje}).",
    ),
    Phrase(
        "Ret det ene af de to tidspunkter, eller flyt linjen til det punkt, hvor det skete.",
        "Correct one of the two times, or move the line to the item where it happened.",
    ),
    Example(
        wrong='- titel: A\n  forlod:\n    - navn: Bo Bæk\n      tid: "11:10"\n'
        '- titel: B\n  ankom:\n    - navn: Bo Bæk\n      tid: "11:00"',
        right='- titel: A\n  forlod:\n    - navn: Bo Bæk\n      tid: "11:10"\n'
        '- titel: B\n  ankom:\n    - navn: Bo Bæk\n      tid: "11:20"',
    ),
    rests_on=_TIMES,
)
AT_ONCE = Rule(
    "M5710",
    Severity.WARNING,
    Phrase(
        "{navn} {hvad} {tid}, og {foer} også {foer_tid} (linje {linje}).",
        "{navn} {hvad} {tid}, and {foer} {foer_tid} too (line {linje}).",
    ),
    Phrase(
        "Ret det ene tidspunkt, eller slet begge linjer, hvis det kun varede et øjeblik.",
        "Correct one of the times, or delete both lines if it took but a moment.",
    ),
    Example(
        wrong='- titel: A\n  forlod:\n    - navn: Bo Bæk\n      tid: "11:10"\n'
        '- titel: B\n  ankom:\n    - navn: Bo Bæk\n      tid: "11:10"',
        right='- titel: A\n  forlod:\n    - navn: Bo Bæk\n      tid: "11:10"\n'
        '- titel: B\n  ankom:\n    - navn: Bo Bæk\n      tid: "11:20"',
    ),
    reason=Phrase(
        "Referatet siger, at nogen var væk eller der i ingen tid; oftest er det ene klokkeslæt "
        "skrevet forkert.",
        "The referat says that somebody was away or there for no time; mostly one of the times is "
        "misspelt.",
    ),
    rests_on=_TIMES,
)
OUT_OF_ORDER = Rule(
    "M223",
    Severity.WARNING,
    Phrase(
        "{navn} {hvad} {tid}, men under et tidligere punkt {foer} {andre} {foer_tid} (linje "
        "{linje}).",
        "{navn} {hvad} {tid}, but at an earlier item {andre} {foer} {foer_tid} (line {linje}).",
    ),
    Phrase(
        "Se efter, om tiderne er rigtige og står ved de rigtige punkter.",
        "Make sure that the times are right and stand at the right items.",
    ),
    Example(
        wrong='- titel: A\n  forlod:\n    - navn: Bo Bæk\n      tid: "11:10"\n'
        '- titel: B\n  forlod:\n    - navn: Anna Ager\n      tid: "11:00"',
        right='- titel: A\n  forlod:\n    - navn: Bo Bæk\n      tid: "11:10"\n'
        '- titel: B\n  forlod:\n    - navn: Anna Ager\n      tid: "11:20"',
    ),
    reason=Phrase(
        "Punkterne behandles i deres rækkefølge. Går uret tilbage, er et klokkeslæt oftest "
        "skrevet forkert.",
        "Items are treated in their order. Where the clock runs backwards, a time is mostly "
        "misspelt.",
    ),
    rests_on=_TIMES,
)
OUTSIDE = Rule(
    "M224",
    Severity.WARNING,
    Phrase(
        "{navn} {hvad} {tid}, men mødet {graense} {graense_tid}.",
        "{navn} {hvad} {tid}, but the meeting {graense} {graense_tid}.",
    ),
    Phrase("Ret tidspunktet, eller {ret}.", "Correct the time, or {ret}."),
    Example(
        wrong='slut: "11:00"\npunkter:\n  - titel: A\n    forlod:\n      - navn: Bo Bæk\n'
        '        tid: "11:30"',
        right='slut: "11:00"\npunkter:\n  - titel: A\n    forlod:\n      - navn: Bo Bæk\n'
        '        tid: "10:30"',
    ),
    reason=Phrase(
        "Et møde kan vare længere end planlagt, men et klokkeslæt uden for mødet er oftest "
        "skrevet forkert.",
        "A meeting may last longer than planned, but a time outside it is mostly misspelt.",
    ),
    rests_on=_TIMES,
)
AFTER_END = Rule(
    "M225",
    Severity.ERROR,
    Phrase(
        "{navn} {hvad} {tid}, men mødet sluttede {graense_tid} (`faktisk_slut`).",
        "{navn} {hvad} {tid}, but the meeting ended {graense_tid} (`faktisk_slut`).",
    ),
    Phrase("Ret det ene af de to tidspunkter.", "Correct one of the two times."),
    Example(
        wrong='faktisk_slut: "11:00"\npunkter:\n  - titel: A\n    forlod:\n      - navn: Bo Bæk\n'
        '        tid: "11:30"',
        right='faktisk_slut: "11:00"\npunkter:\n  - titel: A\n    forlod:\n      - navn: Bo Bæk\n'
        '        tid: "10:30"',
    ),
    rests_on=_TIMES,
)
CAME_OR_LEFT_FIRST = Rule(
    "M226",
    Severity.ERROR,
    Phrase(
        "Det kan ikke ses, om {navn} først kom og så gik eller omvendt.",
        "It cannot be seen whether {navn} came first and then left, or the other way round.",
    ),
    Phrase("{ret}.", "{ret}."),
    Example(
        wrong="- titel: A\n  ankom: [Bo Bæk]\n  forlod: [Bo Bæk]",
        right='- titel: A\n  forlod:\n    - navn: Bo Bæk\n      tid: "10:10"\n'
        '  ankom:\n    - navn: Bo Bæk\n      tid: "10:20"',
    ),
    rests_on=_PEOPLE,
)
INHABIL_ABSENT = Rule(
    "M227",
    Severity.WARNING,
    Phrase(
        "{navn} er inhabil her, men er ikke til stede ved punktet{hvor}.",
        "{navn} is inhabil here, but is not present at the item{hvor}.",
    ),
    Phrase(
        "Slet navnet under `inhabil`, eller ret, hvornår {navn} var der; referatet nævner det "
        "ikke, som det står.{flyt}",
        "Delete the name under `inhabil`, or correct when {navn} was there; as it stands the "
        "referat does not mention it.{flyt}",
    ),
    Example(
        wrong="afbud: [Bo Bæk]\npunkter:\n  - titel: A\n    inhabil: [Bo Bæk]",
        right="afbud: [Bo Bæk]\npunkter:\n  - titel: A",
    ),
    reason=Phrase(
        "Den, der ikke er der, kan ikke forlade sagens behandling. Siger referatet det alligevel, "
        "er en af de to oplysninger forkert.",
        "Whoever is not there cannot leave the case. If the referat says so all the same, one of "
        "the two facts is wrong.",
    ),
    rests_on=_PEOPLE,
)

SEAT_TAKEN = Rule(
    "M228",
    Severity.WARNING,
    Phrase(
        "{navn} er kommet, men stedfortræderen {stedfortraeder} er der stadig: de to har én plads.",
        "{navn} has come, but the substitute {stedfortraeder} is still there: the two have one "
        "seat.",
    ),
    Phrase(
        "Skriv `forlod: [{stedfortraeder}]` på det punkt, hvor {navn} overtog pladsen.",
        "Write `forlod: [{stedfortraeder}]` at the item where {navn} took over the seat.",
    ),
    Example(
        wrong="afbud:\n  - navn: Bo Bæk\n    stedfortraeder: Ida Ibsen\npunkter:\n  - titel: A\n"
        "    ankom: [Bo Bæk]",
        right="afbud:\n  - navn: Bo Bæk\n    stedfortraeder: Ida Ibsen\npunkter:\n  - titel: A\n"
        "    ankom: [Bo Bæk]\n    forlod: [Ida Ibsen]",
    ),
    reason=Phrase(
        "En stedfortræder har medlemmets plads og stemme. Er begge der, har pladsen to stemmer.",
        "A substitute has the member's seat and vote. If both are there, the seat has two votes.",
    ),
    rests_on=_PEOPLE,
)
LATE_BUT_THERE = Rule(
    "M229",
    Severity.WARNING,
    Phrase(
        "{navn} kommer først her, men er fremmødt fra begyndelsen efter `fremmoedt` (linje "
        "{linje}).",
        "{navn} comes only here, but is present from the beginning by `fremmoedt` (line {linje}).",
    ),
    Phrase(
        "Slet navnet under `ankom`, eller {ret}; referatet følger `ankom`.",
        "Delete the name under `ankom`, or {ret}; the referat follows `ankom`.",
    ),
    Example(
        wrong="fremmoedt: alle\npunkter:\n  - titel: A\n    ankom: [Bo Bæk]",
        right="fremmoedt: alle_andre\npunkter:\n  - titel: A\n    ankom: [Bo Bæk]",
    ),
    reason=Phrase(
        "`fremmoedt` siger, hvem der var der, da mødet begyndte. Kun det ene kan være rigtigt.",
        "`fremmoedt` says who was there when the meeting began. Only one of them can be right.",
    ),
    rests_on=_PEOPLE,
)
