"""Why somebody does not come, where that tells of their health."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moedebog.authorities import LAW
from moedebog.catalogue import Sagstype
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.rules.case import Case

_ARTICLE_9 = Phrase(
    "Databeskyttelsesforordningen, artikel 9 (oplysninger om helbred)",
    "The General Data Protection Regulation, art. 9 (data concerning health)",
)
ILLNESS = Rule(
    "M567",
    Severity.WARNING,
    Phrase(
        "Årsagen fortæller om en persons helbred.",
        "The reason tells of a person's health.",
    ),
    Phrase(
        "Lad `aarsag` være ude, eller skriv `Forfald`; kommer der en stedfortræder, så `Lovligt "
        "forfald`. Det er nok: loven spørger, om der er en lovlig grund, ikke hvad man fejler.",
        "Leave `aarsag` out, or write `Forfald`; where a substitute comes, `Lovligt forfald`. That "
        "is enough: the law asks whether there is a lawful ground, not what the illness is.",
    ),
    Example(
        wrong="afbud:\n  - navn: Bo Bæk\n    aarsag: Sygdom",
        right="afbud:\n  - navn: Bo Bæk\n    aarsag: Forfald",
    ),
    reason=Phrase(
        "Offentligheden læser ikke årsagen, men den bliver stående i mødefilen, i gits historie, i "
        "den interne udgave og i alles postkasser. Oplysninger om helbred må kun behandles, når "
        "der er en særlig grund til det.",
        "The public does not read the reason, but it stays in the meeting file, in git's history, "
        "in the internal edition and in everybody's mailbox. Data on health may be processed only "
        "where there is a particular ground for it.",
    ),
    source=_ARTICLE_9,
    rests_on=("afbud", "udeblevet"),
)
ILLNESS_IN_TEXT = Rule(
    "M5671",
    Severity.HINT,
    Phrase(
        "Punktet om stedfortrædere fortæller om en persons helbred.",
        "The item on substitutes tells of a person's health.",
    ),
    Phrase(
        "Skriv `lovligt forfald`. Mødet skal vide, at der er en lovlig grund, men referatet "
        "behøver ikke at sige, at den er sygdom.",
        "Write `lovligt forfald`. The meeting must know that there is a lawful ground, but the "
        "minutes need not say that it is illness.",
    ),
    Example(
        wrong="punkter:\n  - titel: Indkaldelse af stedfortræder\n"
        "    sagstype: indkaldelse_stedfortraeder\n"
        "    sagsfremstilling: Bo Bæk har meldt afbud på grund af sygdom.",
        right="punkter:\n  - titel: Indkaldelse af stedfortræder\n"
        "    sagstype: indkaldelse_stedfortraeder\n"
        "    sagsfremstilling: Bo Bæk har meldt afbud og har lovligt forfald.",
    ),
    reason=Phrase(
        "Sygdom er en af lovens grunde til, at en stedfortræder kan komme, men alle kan læse "
        "referatet, og det kan findes mange år efter.",
        "Illness is one of the law's grounds for a substitute to come, but everybody can read the "
        "minutes, and they can be found many years after.",
    ),
    source=_ARTICLE_9 + "; " + LAW + Phrase(" § 15 (stedfortrædere)", " § 15 (substitutes)"),
    rests_on=("punkter", "sagstype"),
)

_AILING = (
    r"(?:langtids|influenza|kræft|stress|feber)?syg|syg(?:t|e)|\w*sygdom\w*",
    r"sygem[ea]ld\w*|sygemelding\w*|sygedage?n?|sygefravær\w*|sygeorlov\w*|sygeleje\w*",
    r"indlagt|(?:hospitals|sygehus)?indlæggelse\w*|hospitalsophold\w*|sygehusophold\w*",
    r"operer(?:es|et)|ny hofte|nyt knæ|grå stær|narkose|bedøv\w+|bypass|transplantation",
    r"\w*(?:knæ|hofte|ryg|hjerte|hånd|øjen|øre|fod|bypass|menisk|skulder|brok)operation\w*",
    r"(?:barsels|fødsels)?komplikation(?:er)?|gravid(?:e|itet\w*)?|kejsersnit|svangerskab\w*",
    r"fertilitets\w+|ivf|insemination|abort",
    r"influenza|covid(?:-?19)?|corona|korona|coronasmitte\w*|smittet|smitte|feber|migræne",
    r"maveinfluenza|test(?:et|er) positiv(?:t|e)?|selvisolation|vaccin(?:ation|eret|eres)",
    r"forkøl(?:et|else)|\w*betændelse|roskildesyge|mavegener|maveonde|mavesår|halsonde|hoster?",
    r"bronkitis|snue|skoldkopper|mæslinger|kighoste|helvedesild|(?:hø|nælde|gigt|kirtel)feber",
    r"(?:mad|mave|blod|fødevare)forgiftning|diarr[eé]|opkast\w*|kaste[rt] op|(?:nyre|galde)sten",
    r"blodprop(?:per)?|hjernerystelse|brække(?:t|de)|diskusprolaps|rygsmerter|piskesmæld|iskias",
    r"(?:ben|arm|knogle|ribbens|hofte|hånd|håndleds|fod|ankel|kraveben|ryg|lårben|lårbens)brud",
    r"forstuv\w+|lændehold|hold i ryggen|korsbånd\w*|achillessene\w*|menisk\w*",
    r"(?:arbejds|knæ|ryg|skulder|hofte|sports|hoved|nakke)skade\w*|kvæst\w+|lammelser?",
    r"(?:bryst|lymfe|lunge|tarm|hud|blære|knogle|prostata)?kræft|\w*kræft(?:behandling|ramt)",
    r"kemo\w*|strålebehandling|\w*tumor|svulst|leukæmi|metastaser|hospice|palliativ\w*|døende",
    r"stress|udbrændt(?:hed)?|depress\w+|deprimeret|(?:panik)?angst(?:anfald)?|spiseforstyrrelse\w*",
    r"anoreksi|bulimi|selvmord\w*|bipolar|skizofren\w*|autis\w+|ocd",
    r"(?<!som )(?:psykolog(?:samtale|tid)?|psykiater)",
    r"\w*demens|dement|alzheimers?|parkinsons?|\w*s[ck]lerose|muskelsvind|epilep(?:si|tisk)",
    r"hjerte(?:anfald|stop|problemer|svigt|flimmer|fejl)|hjerneblødning|apopleksi|slagtilfælde",
    r"astma|astmaanfald|allergi|allergisk|\w*gigt|psoriasis|hiv|hepatitis|borrelia|tuberkulose",
    r"blodtryk|blodmangel|lungeemboli|pacemaker|dialyse|nyresvigt|insulin|stofskifte|colitis",
    r"crohns?|tinnitus|høre(?:tab|problemer)|svimmel(?:hed)?|besvim\w+|hovedpine|tandpine",
    r"søvn(?:løshed|problemer|apnø)|rodbehandling|visdomst(?:and|ænder)|blodprøver?|biopsi|røntgen",
    r"genoptræning|rehabilitering|rekonvalescen\w+|\w*terapi|fysioterapeut|kiropraktor|antabus",
    r"(?:alkohol|stof|pille)misbrug|misbrugsbehandling|\w*afvænning|skadestuen?|utilpas",
    r"tilskadekom(?:st|met)|ildebefindende|uarbejdsdygtig|sengeliggende|sløj",
    r"(?:er|bliver|blevet|blev) (?:akut )?dårlig(?=\W*$)",
    r"(?:barn|søn|datter|mor|far|hustru|kone|mand|ægtefælle)\w* (?:\w+ )?på (?:hospital|sygehus)et",
    r"(?:undersøg\w+|kontrol|behandling|tid) (?:\w+ )?på (?:et )?(?:hospital|sygehus)(?:et)?",
    r"(?:\w+-)?s[ck]anning|ondt i \w+|dårlig ryg|har det (?:skidt|dårligt)|lider af \w+",
    r"ikke (?:rask|frisk)",
    r"kommet til skade|skadet|psykisk(?:e)?|adhd|ptsd|kol|diabetes|sukkersyge|sclerose",
    r"(?:tand|øjen|special|børne)?læge(?:besøg|tid|aftale)|tandlæge|helbred\w*",
)
_AILS = re.compile(rf"(?<![\w-])(?:{'|'.join(_AILING)})(?![\w-])", re.IGNORECASE)
"""Words that, where somebody does not come, say how they are."""
_PLACES = re.compile(
    r"^\W*(?:(?:er |ligger |akut )*(?:på |til |hos )?(?:et |egen |sin )?"
    r"(?:hospital(?:et)?|sygehus(?:et)?|læge(?:n)?|operation(?:en)?)|(?:en )?operation)\W*$",
    re.IGNORECASE,
)
"""Where the place is all that is told."""
_OCCASION = re.compile(
    r"(?<![\w])(?:\w*(?:møde|kursus|konference|foredrag|temadag|temaaften|seminar|kongres|oplæg|"
    r"debat|høring|workshop|indvielse|generalforsamling|vagt|undervisning|eksamen|reception|rejse|"
    r"studietur|netværk|arbejde|messe|kampagne|udvalg|forening|fond|råd|nævn)(?:t|n|en|et|er)?)(?!\w)",
    re.IGNORECASE,
)
"""What somebody goes to, which may be about illness."""
_THIS_MEETING = re.compile(
    r"(?<!\w)(?:mødet(?! (?:om|i|på|med|hos|ved)(?!\w))|næste møde)(?!\w)", re.IGNORECASE
)
"""The meeting that they do not come to, which is no occasion to go to instead."""
_SURELY = re.compile(
    r"(?<!\w)(?:er|bliver|blev|blevet|meldt sig|melder sig|ligger) (?:\w+ )?syg(?!\w)"
    r"|(?<!\w)sygem[ea]ldt(?!\w)|(?<!\w)(?:på grund af|pga\.?|grundet|p\.g\.a\.) (?:\w+ )?(?:"
    r"sygdom|indlæggelse|operation|hospitalsindlæggelse|helbred\w*|sin helbredstilstand)(?!\w)"
    r"|(?<!\w)(?:er|bliver|blev) (?:\w+ )?(?:indlagt|opereret)(?!\w)"
    r"|^\W*(?:syg|sygdom)\W",
    re.IGNORECASE,
)
"""What says so in any text."""


def of_absence(text: str) -> bool:
    """Whether the reason why somebody does not come tells of their health, or a relative's."""
    if _SURELY.search(text) or _PLACES.search(text):
        return True
    return bool(_AILS.search(text)) and not _OCCASION.search(_THIS_MEETING.sub("", text))


def illness(case: Case) -> Iterator[Diagnostic]:
    """Nobody's illness is written down as why they do not come."""
    meeting = case.meeting
    for entry in (*meeting.afbud, *meeting.udeblevet):
        if entry.aarsag and of_absence(entry.aarsag):
            yield ILLNESS.at(entry.position)
    told = set()
    for passage in case.texts:
        punkt = passage.item.punkt if passage.item else None
        if punkt is None or punkt.sagstype is not Sagstype.INDKALDELSE_STEDFORTRAEDER:
            continue
        if _SURELY.search(passage.text) and passage.position not in told:
            told.add(passage.position)
            yield ILLNESS_IN_TEXT.at(passage.position)
