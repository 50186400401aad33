"""What is told of a mailing, in both languages."""

from __future__ import annotations

from moedebog.compose.withholding import HeldBack
from moedebog.diagnostics import Phrase

RECIPIENTS = Phrase("modtager", "recipient"), Phrase("modtagere", "recipients")
AND = Phrase(" og ", " and ")
NOTHING = Phrase("Intet er sendt.", "Nothing was sent.")

# What would be sent.
VERSION = Phrase("Version {version}, {state}.", "Version {version}, {state}.")
DRAFT = Phrase(
    "Udkast. Der bliver ingen version af det, og ingen frist begynder.",
    "A draft. No version comes of it, and no deadline begins.",
)
NOBODY_BEFORE = Phrase(
    "Efter protokollen har ingen af dem hele versionen før. De får derfor hele dagsordenen.",
    "By the record none of them has all of the version before. So they get the whole dagsorden.",
)
NOT_YET = Phrase("ikke sendt ud endnu", "not sent out yet")
SENT_OUT = Phrase("sendt ud {when}", "sent out {when}")
SENDER = Phrase(
    "Afsender: {sender}. Svar går til: {reply_to}.", "Sender: {sender}. Replies go to: {reply_to}."
)
TWICE = Phrase(
    "{who} står også i gruppen {group}, men får det kun én gang.",
    "{who} is in the group {group} too, but gets it only once.",
)
WILL_GET = Phrase(
    "{todo} af {everybody} vil få en besked.", "{todo} of {everybody} would get a message."
)
UNINVITED = Phrase(
    "{who} får besked om, at vedkommende ikke længere er indkaldt.",
    "{who} is told that they are no longer invited.",
)
UNINVITED_NUMBER = Phrase(
    "{people} får besked om ikke længere at være indkaldt.",
    "{people} told of being no longer invited.",
)
NEW_ADDRESS = Phrase(
    "{who} er taget af listen, men navnet står der med en anden adresse. Indkaldelsen trækkes ikke "
    "tilbage.",
    "{who} was taken off the list, but the name stands there with another address. The invitation "
    "is not taken back.",
)
NEW_ADDRESS_NUMBER = Phrase(
    "{people} er taget af listen, men navnet står der med en anden adresse. Indkaldelsen trækkes "
    "ikke tilbage.",
    "{people} taken off the list, but the name stands there with another address. The invitation "
    "is not taken back.",
)
PERHAPS_INVITED = Phrase(
    "{who} er taget af listen og kan have mødet i kalenderen; det ved protokollen ikke, for den "
    "er skrevet af en tidligere version. Giv selv besked.",
    "{who} was taken off the list and may have the meeting in the calendar; the record does not "
    "know, since an earlier version wrote it. Tell them yourself.",
)
PERHAPS_INVITED_NUMBER = Phrase(
    "{people} er taget af listen og kan have mødet i kalenderen; det ved protokollen ikke, for den "
    "er skrevet af en tidligere version. Giv selv besked.",
    "{people} taken off the list, perhaps with the meeting in the calendar; the record does not "
    "know, since an earlier version wrote it. Tell them yourself.",
)
NOBODY_KNOWS = Phrase(
    "Protokollen ved ikke, hvem der fik version {version} ({when}). Er nogen taget af listen "
    "siden, så giv dem selv besked om, at de ikke længere er indkaldt.",
    "The record does not know who got version {version} ({when}). If anybody was taken off the "
    "list since, tell them yourself that they are no longer invited.",
)
TOLD = Phrase(
    "{who} har fået besked om ikke længere at være indkaldt.",
    "{who} was told of being no longer invited.",
)
NOT_TOLD = Phrase(
    "{who} har IKKE fået besked om ikke længere at være indkaldt ({why}).",
    "{who} was NOT told of being no longer invited ({why}).",
)
TAKEN_BACK = Phrase("ikke længere indkaldt", "no longer invited")
SOMEBODY = Phrase("En person", "Somebody")
HELD_BACK = {
    HeldBack.ALL: Phrase(
        "{who} er inhabil i {where}: hele punktet holdes tilbage.",
        "{who} is inhabil in {where}: the whole item is held back.",
    ),
    HeldBack.CLOSED: Phrase(
        "{who} er inhabil i {where}: det lukkede holdes tilbage.",
        "{who} is inhabil in {where}: what is closed is held back.",
    ),
    HeldBack.UNSETTLED: Phrase(
        "{who} er nævnt som inhabil i {where}: intet holdes tilbage, for det er ikke afgjort.",
        "{who} is named as inhabil in {where}: nothing is held back, for it is not settled.",
    ),
    HeldBack.ABLE: Phrase(
        "{who} er fundet habil i {where}: intet holdes tilbage.",
        "{who} was found not inhabil in {where}: nothing is held back.",
    ),
    HeldBack.OPEN: Phrase(
        "{who} er nævnt som inhabil i {where}: intet holdes tilbage, for punktet er åbent.",
        "{who} is named as inhabil in {where}: nothing is held back, for the item is open.",
    ),
    HeldBack.NEVER: Phrase(
        "{who} er nævnt som inhabil i {where}: intet holdes tilbage, for sådan vil forummet det.",
        "{who} is named as inhabil in {where}: nothing is held back, as the forum wants it.",
    ),
}
ADDITION = Phrase("tillæg til dagsordenen", "addition to the dagsorden")
ONLY_NEW = Phrase("kun det nye", "only what is new")
ALL_OF_IT = Phrase("hele dagsordenen", "the whole dagsorden")
SUPPLEMENT = Phrase("tillægsdagsorden", "supplementary dagsorden")
KEPT_FROM = Phrase(
    "{who} får det ikke, før bilagene er set igennem. Kør kommandoen uden RESEND; den siger, hvad "
    "der er i vejen.",
    "{who} does not get it until the attachments are looked through. Run the command without "
    "RESEND; it says what is in the way.",
)
KEPT_BACK = Phrase(
    "Holdes tilbage fra {people} i gruppen {group}: bilag, der ikke er set igennem, eller som "
    "rummer CPR-numre. Ret det, der står ovenfor, og kør kommandoen igen; de andre får ikke noget "
    "to gange.",
    "Kept back from {people} in the group {group}: attachments that are not looked through, or "
    "that hold CPR numbers. Mend what stands above, and run the command again; the others get "
    "nothing twice.",
)
WAYS = {
    "tunnel": Phrase(
        "    det lukkede sendes gennem en krypteret tunnel til {where}",
        "    what is closed goes through an encrypted tunnel to {where}",
    ),
    "sikkermail": Phrase(
        "    det lukkede krypteres af jeres mailserver, som kender beskeden på {where}",
        "    what is closed is enciphered by your mail server, which knows the message by {where}",
    ),
    "smime": Phrase(
        "    beskeden krypteres til hver modtagers certifikat; her vises den, som den læses",
        "    the message is enciphered to each recipient's certificate; here it is as it is read",
    ),
    "besked": Phrase(
        "    det lukkede sendes ikke; de får at vide, hvor det ligger",
        "    what is closed is not sent; they are told where it lies",
    ),
    "anden": Phrase(
        "    det lukkede sendes i en almindelig besked",
        "    what is closed goes in an ordinary message",
    ),
}
"""By which way what is closed goes to a group."""
NO_WAY = Phrase(
    "    får det ikke: noget er lukket, og der er ingen sikker vej",
    "    do not get it: something is closed, and there is no safe way",
)
NO_SAFE_WAY = Phrase(
    "{people} i gruppen {group} får det IKKE: det lukkede har ingen sikker vej til dem. Ret det, "
    "der står ovenfor, og kør kommandoen igen; de andre får ikke noget to gange.",
    "{people} in the group {group} do NOT get it: what is closed has no safe way to them. Mend "
    "what stands above, and run the command again; the others get nothing twice.",
)
UNENCRYPTED = Phrase(
    "Forbindelsen til mailserveren er ikke krypteret med TLS 1.2 eller nyere og et godkendt "
    "certifikat, og uden det er der ingen tunnel.",
    "The connection to the mail server is not encrypted with TLS 1.2 or later and a certificate "
    "that is trusted, and without that there is no tunnel.",
)
STAYS_AWAY = Phrase(
    "{who} har meldt afbud og får ikke materialet.",
    "{who} has sent regrets and does not get the material.",
)
CALENDAR_ALONE = Phrase(
    "    har meldt afbud: kun kalenderen, intet materiale",
    "    have sent regrets: the calendar alone, no material",
)
WENT = Phrase(" [{way}]", " [{way}]")
HAS_IT = Phrase("har den", "has it")
HAS_THE_SAME = Phrase("har den samme udgave fra før", "has the same from before")
HAS_SOME = Phrase(
    "har den, men ikke alt det, gruppen får nu", "has it, but not all that the group gets now"
)
DOES_NOT_GET = Phrase("får den ikke: {why}", "does not get it: {why}")
SUBJECT = Phrase("Emne: {subject}", "Subject: {subject}")
FILES = Phrase("Filer ({size}, {total} i beskeden):", "Files ({size}, {total} in the message):")
TEXT = Phrase("Tekst:", "Text:")
TEXT_NEW = Phrase(
    "Tekst til {people}, der ikke har haft den før:",
    "Text to {people} who have not had it before:",
)
TEXT_SINCE = Phrase(
    "Tekst til {people}, der har version {version}:",
    "Text to {people} who have version {version}:",
)
SEE = Phrase("Se beskeden: {path}", "See the message: {path}")
CALLED = Phrase("    indkaldelse til kalenderen", "    invitation for the calendar")
CANCELLED = Phrase("    aflysning til kalenderen", "    cancellation for the calendar")
GROUP = Phrase(
    "{people} i gruppen {group} ({audience})", "{people} in the group {group} ({audience})"
)
SOME_HAVE = Phrase(
    "    {number} af dem har den helt eller delvis, eller kan ikke få den",
    "    {number:of them has|of them have} it, or a part of it, or cannot get it",
)
WITHOUT = Phrase(
    "    uden materialet til {items}{which}",
    "    without the material of {items}{which}",
)
AS_ONE = Phrase("    {kind} og bilag som én pdf", "    {kind} and bilag as one pdf")
WITHIN = Phrase("        heri: {which}", "        in it: {which}")
AS_FORMATS = Phrase("    {kind} som {formats}", "    {kind} as {formats}")
NTH = Phrase("bilag nr. {number} i beskeden", "bilag no. {number} in the message")

# How it went.
PASSED_OVER = Phrase(
    "{people} havde den allerede og er sprunget over.",
    "{people} had it already, and nothing was sent to them.",
)
PASSED_OVER_SAME = Phrase(
    "{people} har den samme udgave fra før og er sprunget over.",
    "{people} had the same from before, and nothing was sent to them.",
)
REPEATED = Phrase(
    "{address}: det er uvist, om beskeden nåede frem første gang. Den er sendt igen under samme "
    "Message-ID, så postprogrammet kan kende den.",
    "{address}: nobody knows whether the message arrived the first time. It was sent again under "
    "the same Message-ID, so that the mail program can know it.",
)
TO_REPEAT = Phrase(
    "{address}: det er uvist, om beskeden nåede frem første gang. Den bliver sendt igen under "
    "samme Message-ID, så postprogrammet kan kende den.",
    "{address}: nobody knows whether the message arrived the first time. It will be sent again "
    "under the same Message-ID, so that the mail program can know it.",
)
ACCEPTED = Phrase(
    "{people}: mailserveren har accepteret beskeden.",
    "{people}: the mail server has accepted the message.",
)
ALL_HAVE = Phrase("Intet er sendt: alle har den.", "Nothing was sent: all have it.")
REJECTED = Phrase(
    "{address} har IKKE fået den; serveren afviser den for altid ({why}).",
    "{address} has NOT got it; the server rejects it for good ({why}).",
)
MISSING = Phrase(
    "{address} har IKKE fået den endnu ({why}).", "{address} has NOT got it yet ({why})."
)
KEPT = Phrase(
    "Hvad der er sendt ud, står i {issued}. Gem den i git.",
    "What was sent out stands in {issued}. Keep it in git.",
)
STOPPED = Phrase("Udsendelsen er stoppet: {why}", "The sending was stopped: {why}")
RUN_AGAIN = Phrase(
    "Kør den samme kommando igen: de, der mangler den, får den, og ingen andre.",
    "Run the same command again: those who lack it get it, and nobody else.",
)
CORRECT = Phrase(
    "Ret adressen i forum.yaml; er den rigtig, så send til den igen med --resend "
    "adresse (make: RESEND=adresse).",
    "Correct the address in forum.yaml; if it is right, send to it again with --resend "
    "address (make: RESEND=address).",
)

# Who has it.
ELSEWHERE = Phrase(
    "{document}, version {version}, sendt ud {when}: accepteret for {accepted} af {people}. Hvem "
    "det er, ved kun den protokol, den blev sendt med; den er ikke her ({path}).",
    "{document}, version {version}, sent out {when}: accepted for {accepted} of {people}. Who "
    "that is only the record knows that it was sent with; it is not here ({path}).",
)
ISSUED_ALONE = Phrase(
    "{document}, version {version}, udgivet {when}; ikke sendt til nogen herfra.",
    "{document}, version {version}, issued {when}; not sent to anybody from here.",
)
PROOFS_TAKEN = Phrase(
    "{document}, version {version}, sendt ud {when}: accepteret for {accepted} af {people}. Hvem "
    "det er, er kasseret den {day}.",
    "{document}, version {version}, sent out {when}: accepted for {accepted} of {people}. Who "
    "that is was disposed of on {day}.",
)
RECORD_TAKEN = Phrase(
    "Optegnelsen over, hvad der er udsendt af mødet, er kasseret den {day}.",
    "The record of what was issued of the meeting was disposed of on {day}.",
)
DRAFT_TAKEN = Phrase(
    "{document}, udkast, sendt {when}: hvem der fik det, er kasseret den {day}.",
    "{document}, a draft, sent {when}: who got it was disposed of on {day}.",
)
SENT = Phrase(
    "{document}, version {version}, sendt ud {when}:",
    "{document}, version {version}, sent out {when}:",
)
SENT_DRAFT = Phrase("{document}, udkast, sendt {when}:", "{document}, a draft, sent {when}:")
PART = Phrase("del {number}", "part {number}")
AGAIN = Phrase("gensendt {turn}. gang", "sent again, time {turn}")
