"""What is told of a mailing, in both languages."""

from __future__ import annotations

from moedebog.diagnostics import Phrase

RECIPIENTS = Phrase("modtager", "recipient"), Phrase("modtagere", "recipients")
AND = Phrase(" og ", " and ")
NOTHING = Phrase("Intet er sendt.", "Nothing was sent.")

# What would be sent.
VERSION = Phrase("Version {version}, {state}.", "Version {version}, {state}.")
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
HAS_IT = Phrase("har den", "has it")
HAS_THE_SAME = Phrase("har den samme udgave fra før", "has the same from before")
HAS_SOME = Phrase(
    "har den, men ikke alt det, gruppen får nu", "has it, but not all that the group gets now"
)
DOES_NOT_GET = Phrase("får den ikke: {why}", "does not get it: {why}")
SUBJECT = Phrase("Emne: {subject}", "Subject: {subject}")
FILES = Phrase("Filer ({size}, {total} i beskeden):", "Files ({size}, {total} in the message):")
TEXT = Phrase("Tekst:", "Text:")
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
    "Ret adressen i forum.yaml; er den rigtig, så send til den igen med RESEND=adresse.",
    "Correct the address in forum.yaml; if it is right, send to it again with RESEND=address.",
)

# Who has it.
ELSEWHERE = Phrase(
    "{document}, version {version}, sendt ud {when}: accepteret for {accepted} af {people}. Hvem "
    "det er, ved kun den protokol, den blev sendt med; den er ikke her ({path}).",
    "{document}, version {version}, sent out {when}: accepted for {accepted} of {people}. Who "
    "that is only the record knows that it was sent with; it is not here ({path}).",
)
SENT = Phrase(
    "{document}, version {version}, sendt ud {when}:",
    "{document}, version {version}, sent out {when}:",
)
PART = Phrase("del {number}", "part {number}")
AGAIN = Phrase("gensendt {turn}. gang", "sent again, time {turn}")
