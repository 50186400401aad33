# Each target first makes sure of the virtual environment, then is one call of the command.
# Names reach the command through the environment, never through a shell line.

PYTHON ?= $(if $(filter Windows_NT,$(OS)),python,python3)
BOOTSTRAP = $(PYTHON) generators/bootstrap.py
VENV_PYTHON = .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)/python
MOEDEBOG = $(VENV_PYTHON) -m moedebog

# Before it is set below, where it can still be seen whether it was typed.
SEEN_BY := $(filter command line,$(origin NAVN))
WHY := $(filter command line,$(origin GRUND))

# As they were typed: make must not read a dollar sign in a name as a call of its own.
override MEETING := $(value MEETING)
override AUDIENCE := $(value AUDIENCE)
override MOEDEBOG_LANG := $(value MOEDEBOG_LANG)
override VIS_LUKKET := $(value VIS_LUKKET)
override QUIET := $(value QUIET)
override JOBS := $(value JOBS)
override FORMAT := $(value FORMAT)
override FORUM := $(value FORUM)
override FILE := $(value FILE)
override DOC := $(value DOC)
override SHA256 := $(value SHA256)
override BED_OM_SLETNING := $(value BED_OM_SLETNING)
override FRIST := $(value FRIST)
override VED := $(value VED)
override MOEDE := $(value MOEDE)
override PUNKT := $(value PUNKT)
override GRUND := $(value GRUND)
override SKRIV := $(value SKRIV)
override TYPOGRAFI := $(value TYPOGRAFI)
override GOER := $(value GOER)
override NAVN := $(value NAVN)
override FRA := $(value FRA)
override TIL := $(value TIL)
override WORD := $(value WORD)
override TVING := $(value TVING)
override VERBOSE := $(value VERBOSE)
override DIR := $(value DIR)
override EKSEMPEL := $(value EKSEMPEL)
override MOEDEBOG_CI := $(value MOEDEBOG_CI)
override STED := $(value STED)
override START := $(value START)
override SLUT := $(value SLUT)
override MOEDELEDER := $(value MOEDELEDER)
override REFERENT := $(value REFERENT)
override MEDLEM := $(value MEDLEM)
override RETSGRUNDLAG := $(value RETSGRUNDLAG)
override KOMMANDO := $(value KOMMANDO)
override KODE := $(value KODE)
override DATO := $(value DATO)
override AF := $(value AF)
override FORBEHOLD := $(value FORBEHOLD)
override BILAG := $(value BILAG)
override AENDRINGER := $(value AENDRINGER)
override INDLEJREDE := $(value INDLEJREDE)
override NOTER := $(value NOTER)
override MAX := $(value MAX)
override FORM := $(value FORM)
override INHABIL := $(value INHABIL)
override SECONDS := $(value SECONDS)
export BED_OM_SLETNING MEETING AUDIENCE MOEDEBOG_LANG VIS_LUKKET QUIET JOBS FORMAT FORUM FILE DOC SHA256 DATO AF FRIST VED MOEDE PUNKT FORBEHOLD BILAG GRUND SKRIV TYPOGRAFI GOER NAVN FRA TIL WORD TVING KODE VERBOSE DIR EKSEMPEL MOEDEBOG_CI STED START SLUT MOEDELEDER REFERENT MEDLEM RETSGRUNDLAG KOMMANDO AENDRINGER INDLEJREDE NOTER MAX FORM INHABIL SECONDS MAKECMDGOALS

# Only what stands on make's own command line sends, or deletes. To make, what was left in the variable MAKEFLAGS
# stands there too: so the command asks at the terminal, and does nothing where nobody can answer.
TYPED = $(filter command line,$(origin $1))
SENDING = $(if $(call TYPED,SEND),$(if $(filter 1,$(SEND)),--send --ask)) $(if $(call TYPED,RESEND),--resend "$$RESEND") $(if $(call TYPED,UDKAST),$(if $(filter 1,$(UDKAST)),--udkast)) $(if $(call TYPED,GRUPPE),--gruppe "$$GRUPPE")
# So is it with what is put into the record.
NOTING = $(if $(call TYPED,STATUS),--status "$$STATUS")
SEEING = $(if $(SEEN_BY),--navn "$$NAVN")
DELETING = $(if $(call TYPED,SLET),$(if $(filter 1,$(SLET)),--slet --ask))
RECALLING = $(strip $(if $(WHY),--grund "$$GRUND") $(DELETING))

## moedebog: en YAML-fil pr. møde bliver til dagsorden og referat, som .docx og .pdf
## en: moedebog: one YAML file per meeting becomes dagsorden and referat, as .docx and .pdf
## hver kommando tager også imod: [MOEDEBOG_LANG=en] [VIS_LUKKET=1] [QUIET=1]
## en: every command also takes: [MOEDEBOG_LANG=en] [VIS_LUKKET=1] [QUIET=1]
##
## en:
help: ## denne oversigt, eller hvad én kommando kan: make help [KOMMANDO=referat]
## en: this overview, or what one command can do: make help [KOMMANDO=referat]
	@$(BOOTSTRAP) help

dagsorden: runtime ## lav dagsordenen for ét møde: make dagsorden MEETING=2025-09-12 [FORUM=mit-forum] [AUDIENCE=intern]
## en: make the dagsorden of one meeting: make dagsorden MEETING=2025-09-12 [FORUM=mit-forum] [AUDIENCE=intern]
	@$(MOEDEBOG) dagsorden

tillaeg: runtime ## lav en tillægsdagsorden af det, der er nyt siden den sidste udsendte version: make tillaeg MEETING=2025-09-12 [FORUM=mit-forum] [AUDIENCE=intern]
## en: make a dagsorden of what alone is new since the last version that was issued: make tillaeg MEETING=2025-09-12 [FORUM=mit-forum] [AUDIENCE=intern]
	@$(MOEDEBOG) tillaeg

referat: runtime ## lav referatet af ét møde: make referat MEETING=2025-09-12 [FORUM=mit-forum] [AUDIENCE=intern]
## en: make the referat of one meeting: make referat MEETING=2025-09-12 [FORUM=mit-forum] [AUDIENCE=intern]
	@$(MOEDEBOG) referat

udskrift: runtime ## lav en protokoludskrift, ét punkt af referatet med sin beslutning: make udskrift MEETING=2025-09-12 PUNKT=7 [FORUM=mit-forum] [AUDIENCE=intern]
## en: make an extract of the referat, one item with its decision: make udskrift MEETING=2025-09-12 PUNKT=7 [FORUM=mit-forum] [AUDIENCE=intern]
	@$(MOEDEBOG) udskrift

material: runtime ## lav én PDF af dokumentet og alle dets bilag, i rækkefølge: make material MEETING=2025-09-12 [FORUM=mit-forum] [DOC=dagsorden] [AUDIENCE=intern] [INHABIL="Bo Berg"] [FORM=zip] [MAX=20MB]
## en: make one PDF of the document and all its attachments, in order: make material MEETING=2025-09-12 [FORUM=mit-forum] [DOC=dagsorden] [AUDIENCE=intern] [INHABIL="Bo Berg"] [FORM=zip] [MAX=20MB]
	@$(MOEDEBOG) material

rens: runtime ## lav rensede kopier af et mødes bilag, uden kommentarer, navne og skjult tekst: make rens MEETING=2025-09-12 [FORUM=mit-forum] [PUNKT=7] [AENDRINGER=accepter] [INDLEJREDE=1] [NOTER=1] [SKRIV=1]
## en: make cleaned copies of a meeting's attachments, without comments, names and hidden text: make rens MEETING=2025-09-12 [FORUM=mit-forum] [PUNKT=7] [AENDRINGER=accepter] [INDLEJREDE=1] [NOTER=1] [SKRIV=1]
	@$(MOEDEBOG) rens

all: runtime ## lav alle møders offentlige dokumenter; kun det ændrede: make all [MEETING=2025-09-12] [FORUM=mit-forum] [JOBS=2]
## en: make the public documents of all meetings; only what has changed: make all [MEETING=2025-09-12] [FORUM=mit-forum] [JOBS=2]
	@$(MOEDEBOG) all

validate: runtime ## kontrollér mødefilerne: make validate [MEETING=2025-09-12] [FORUM=mit-forum] [JOBS=2] [FORMAT=json] [VERBOSE=1]
## en: check the meeting files: make validate [MEETING=2025-09-12] [FORUM=mit-forum] [JOBS=2] [FORMAT=json] [VERBOSE=1]
	@$(MOEDEBOG) validate

kig: runtime ## se ind i filer: CPR-numre, skjult indhold, og hvad der ellers følger med: make kig FILE=notat.docx [FORMAT=json]
## en: look into files: CPR numbers, hidden matter, and what else goes along: make kig FILE=notat.docx [FORMAT=json]
	@$(MOEDEBOG) kig

gennemset: runtime ## vis, hvilke bilag nogen skal se igennem, eller skriv under på, at de er set: make gennemset MEETING=2025-09-12 [FORUM=mit-forum] [PUNKT=7] [BILAG=2] [NAVN="Anna Eksempel"] [GRUND=Scanning]
## en: show which attachments somebody has to look through, or answer for having seen them: make gennemset MEETING=2025-09-12 [FORUM=mit-forum] [PUNKT=7] [BILAG=2] [NAVN="Anna Eksempel"] [GRUND=Scanning]
	@$(MOEDEBOG) gennemset $(SEEING)

forklar: runtime ## fortæl, hvad en regel siger, og hvorfor: make forklar [KODE=M202]
## en: tell what a rule says, and why: make forklar [KODE=M202]
	@$(MOEDEBOG) forklar

init: runtime ## begynd en mappe til møder, med alt, hvad der hører til: make init [DIR=../moeder] [EKSEMPEL=1] [MOEDEBOG_CI=github]
## en: begin a folder for meetings, with all that belongs to it: make init [DIR=../moeder] [EKSEMPEL=1] [MOEDEBOG_CI=github]
	@$(MOEDEBOG) init

forum: runtime ## begynd et nyt forum: make forum [FORUM=teknik] [NAVN=Teknikudvalget] [STED="Lokale 5"] [START=16.30] [SLUT=18.00] [MOEDELEDER="Anna Eksempel"] [REFERENT="Anna Eksempel"] [MEDLEM="Anna Eksempel"] [RETSGRUNDLAG=udvalg]
## en: begin a new forum: make forum [FORUM=teknik] [NAVN=Teknikudvalget] [STED="Lokale 5"] [START=16.30] [SLUT=18.00] [MOEDELEDER="Anna Eksempel"] [REFERENT="Anna Eksempel"] [MEDLEM="Anna Eksempel"] [RETSGRUNDLAG=udvalg]
	@$(MOEDEBOG) forum

new: runtime ## begynd en ny mødefil: make new MEETING=2025-09-12 FORUM=mit-forum
## en: begin a new meeting file: make new MEETING=2025-09-12 FORUM=mit-forum
	@$(MOEDEBOG) new

import: runtime ## lav en mødefil af et ældre dokument: make import FILE=referat.pdf FORUM=mit-forum [MEETING=2025-09-12]
## en: make a meeting file out of an older document: make import FILE=referat.pdf FORUM=mit-forum [MEETING=2025-09-12]
	@$(MOEDEBOG) import

fakta: runtime ## skriv et mødes fakta ud som JSON til andre programmer: make fakta MEETING=2025-09-12 [FORUM=mit-forum] [AUDIENCE=intern] [DOC=dagsorden] [SHA256=1]
## en: print the facts of a meeting as JSON for other programs: make fakta MEETING=2025-09-12 [FORUM=mit-forum] [AUDIENCE=intern] [DOC=dagsorden] [SHA256=1]
	@$(MOEDEBOG) fakta

diff: runtime ## fortæl, hvad der er ændret siden den sidste udsendte version: make diff MEETING=2025-09-12 [FORUM=mit-forum] [FRA=1] [TIL=2] [FORMAT=markdown] [AUDIENCE=intern] [DOC=dagsorden]
## en: tell what has changed since the last version that was issued: make diff MEETING=2025-09-12 [FORUM=mit-forum] [FRA=1] [TIL=2] [FORMAT=markdown] [AUDIENCE=intern] [DOC=dagsorden]
	@$(MOEDEBOG) diff

watch: runtime ## lav dokumenterne igen ved hver ændring: make watch MEETING=2025-09-12 [FORUM=mit-forum] [AUDIENCE=intern]
## en: make the documents again at each change: make watch MEETING=2025-09-12 [FORUM=mit-forum] [AUDIENCE=intern]
	@$(MOEDEBOG) watch

udgave: runtime ## lav en version af et dokument, der gemmes og ikke sendes: make udgave MEETING=2025-09-12 DOC=dagsorden [FORUM=mit-forum]
## en: make a version of a document that is kept and not sent: make udgave MEETING=2025-09-12 DOC=dagsorden [FORUM=mit-forum]
	@$(MOEDEBOG) udgave

publish: runtime ## lav det sæt filer, der må offentliggøres, prøvet efter for det lukkede: make publish MEETING=2025-09-12 [FORUM=mit-forum] [DOC=dagsorden] [DATO=2025-10-10] [AF=Udvalget]
## en: make the set of files that may be published, proven free of what is closed: make publish MEETING=2025-09-12 [FORUM=mit-forum] [DOC=dagsorden] [DATO=2025-10-10] [AF=Udvalget]
	@$(MOEDEBOG) publish

underskrevet: runtime ## tag et referat tilbage, der er underskrevet som PDF: make underskrevet MEETING=2025-09-12 FILE=underskrevet.pdf [FORUM=mit-forum] [DATO=2025-10-10] [AF="Anna Eksempel"] [FORBEHOLD="Uenig i punkt 3"]
## en: take a referat back that was signed as a PDF: make underskrevet MEETING=2025-09-12 FILE=underskrevet.pdf [FORUM=mit-forum] [DATO=2025-10-10] [AF="Anna Eksempel"] [FORBEHOLD="Uenig i punkt 3"]
	@$(MOEDEBOG) underskrevet

status: runtime ## notér, hvad der sker med referatet efter mødet, eller vis det: make status MEETING=2025-09-12 [FORUM=mit-forum] [STATUS=godkendt] [DATO=2025-10-10] [AF=Udvalget] [FRIST=2025-09-26] [VED=naeste_moede] [MOEDE=2025-10-10] [PUNKT=2] [FORBEHOLD="Uenig i punkt 3"] [GRUND="Navn taget ud"]
## en: put down what happens to the referat after the meeting, or show it: make status MEETING=2025-09-12 [FORUM=mit-forum] [STATUS=godkendt] [DATO=2025-10-10] [AF=Udvalget] [FRIST=2025-09-26] [VED=naeste_moede] [MOEDE=2025-10-10] [PUNKT=2] [FORBEHOLD="Uenig i punkt 3"] [GRUND="Navn taget ud"]
	@$(MOEDEBOG) status $(NOTING)

mail: runtime ## vis, hvad der vil blive sendt ud, eller send det: make mail MEETING=2025-09-12 DOC=dagsorden [FORUM=mit-forum] [SEND=1] [RESEND=navn@example.org] [UDKAST=1] [GRUPPE=formand]
## en: show what would be sent out, or send it: make mail MEETING=2025-09-12 DOC=dagsorden [FORUM=mit-forum] [SEND=1] [RESEND=navn@example.org] [UDKAST=1] [GRUPPE=formand]
	@$(MOEDEBOG) mail $(SENDING)

mail-status: runtime ## vis, hvem der har fået hvad: make mail-status MEETING=2025-09-12 [FORUM=mit-forum] [BED_OM_SLETNING=1]
## en: show who has got what: make mail-status MEETING=2025-09-12 [FORUM=mit-forum] [BED_OM_SLETNING=1]
	@$(MOEDEBOG) mail-status

paamindelse: runtime ## vis, hvem der har svaret på referatet, og et udkast til dem, der ikke har: make paamindelse MEETING=2025-09-12 [FORUM=mit-forum]
## en: show who has answered to the minutes, and a draft to those who have not: make paamindelse MEETING=2025-09-12 [FORUM=mit-forum]
	@$(MOEDEBOG) paamindelse

calendar: runtime ## lav en kalenderfil med et forums møder: make calendar FORUM=mit-forum
## en: make a calendar file of a forum's meetings: make calendar FORUM=mit-forum
	@$(MOEDEBOG) calendar

kasser: runtime ## vis, hvad der har været gemt sin tid, eller slet det: make kasser [MEETING=2025-09-12] [FORUM=mit-forum] [SLET=1]
## en: show what has been kept for its time, or delete it: make kasser [MEETING=2025-09-12] [FORUM=mit-forum] [SLET=1]
	@$(MOEDEBOG) kasser $(DELETING)

traek-tilbage: runtime ## træk det tilbage, der er offentliggjort eller sendt ud: en side i stedet, og hvem der har det: make traek-tilbage MEETING=2025-09-12 [FORUM=mit-forum] [DOC=dagsorden] [PUNKT=3] [GRUND="Forkert bilag"] [AF="Sekretariatet"] [DATO=2025-10-10] [SLET=1]
## en: take back what was published or sent out: a page in its place, and who has it: make traek-tilbage MEETING=2025-09-12 [FORUM=mit-forum] [DOC=dagsorden] [PUNKT=3] [GRUND="Forkert bilag"] [AF="Sekretariatet"] [DATO=2025-10-10] [SLET=1]
	@$(MOEDEBOG) traek-tilbage $(RECALLING)

opgrader: runtime ## vis, hvad ældre filer skal rettes til, eller skriv det: make opgrader [MEETING=2025-09-12] [FORUM=mit-forum] [SKRIV=1] [TYPOGRAFI=1]
## en: show how older files are brought up to date, or write it: make opgrader [MEETING=2025-09-12] [FORUM=mit-forum] [SKRIV=1] [TYPOGRAFI=1]
	@$(MOEDEBOG) opgrader

skabelon: runtime ## begynd, kontrollér, vis og ret et skabelonsæt: dokumenternes udseende: make skabelon GOER=vis [NAVN=mit-udseende] [FRA=faelles-udseende] [WORD=1] [SKRIV=1] [TVING=1]
## en: begin, check, show and mend a template set: the look of documents: make skabelon GOER=vis [NAVN=mit-udseende] [FRA=faelles-udseende] [WORD=1] [SKRIV=1] [TVING=1]
	@$(MOEDEBOG) skabelon

test: dev ## alle prøver af programmet
## en: all tests of the program
	@$(VENV_PYTHON) -m pytest -n auto

quick: dev ## de hurtige prøver
## en: the fast tests
	@$(VENV_PYTHON) -m pytest -n auto -m "not slow"

fuzz: dev ## søg efter fejl med tilfældigt ændrede mødefiler: make fuzz SECONDS=60
## en: look for faults with meeting files changed by chance: make fuzz SECONDS=60
	@$(VENV_PYTHON) tools/fuzz.py $(if $(SECONDS),--seconds "$$SECONDS") $(if $(ATHERIS),--atheris)
	@MOEDEBOG_EXAMPLES=300 $(VENV_PYTHON) -m pytest tests/whole/test_properties.py

conformance: dev ## kontrollér, at alle PDF'er følger PDF/UA-1 og PDF/A (en del af make test)
## en: check that every PDF conforms to PDF/UA-1 and PDF/A (a part of make test)
	@$(VENV_PYTHON) -m pytest tests/render/pdf/test_conformance.py

bench: dev ## mål, hvor hurtigt programmet er
## en: measure how fast the program is
	@$(VENV_PYTHON) tools/bench

lint: dev ## kontrollér programmets form og typer
## en: check the form and the types of the program
	@$(VENV_PYTHON) -m ruff check
	@$(VENV_PYTHON) -m ruff format --check
	@$(VENV_PYTHON) -m mypy

package: packaging ## byg pakkerne i dist/, og prøv dem med pip, pipx og uv
## en: build the packages in dist/, and try them with pip, pipx and uv
	@$(VENV_PYTHON) tools/try_package.py pip pipx uv

program: packaging ## byg programmet i én fil, dist/moedebog, til maskiner uden Python, og prøv det
## en: build the program in one file, dist/moedebog, for machines without Python, and try it
	@$(VENV_PYTHON) tools/try_package.py program

clean: runtime ## fjern de dokumenter, som moedebog har lavet: make clean [MEETING=2025-09-12] [FORUM=mit-forum]
## en: remove the documents that moedebog has made: make clean [MEETING=2025-09-12] [FORUM=mit-forum]
	@$(MOEDEBOG) clean

runtime dev packaging:
	@$(BOOTSTRAP) $@

.PHONY: help dagsorden tillaeg referat udskrift material rens all validate kig gennemset forklar init forum new import fakta diff watch udgave publish underskrevet status mail mail-status paamindelse calendar kasser traek-tilbage opgrader skabelon test quick fuzz conformance bench lint package program clean runtime dev packaging
