# Each target first makes sure of the virtual environment, then is one call of the command.
# Names reach the command through the environment, never through a shell line.

PYTHON ?= $(if $(filter Windows_NT,$(OS)),python,python3)
BOOTSTRAP = $(PYTHON) generators/bootstrap.py
VENV_PYTHON = .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)/python
MOEDEBOG = $(VENV_PYTHON) -m moedebog

# As they were typed: make must not read a dollar sign in a name as a call of its own.
override MEETING := $(value MEETING)
override FORUM := $(value FORUM)
override AUDIENCE := $(value AUDIENCE)
override FILE := $(value FILE)
override DOC := $(value DOC)
override SECONDS := $(value SECONDS)
override SHA256 := $(value SHA256)
override VIS_LUKKET := $(value VIS_LUKKET)
override SKRIV := $(value SKRIV)
override TYPOGRAFI := $(value TYPOGRAFI)
override KODE := $(value KODE)
export MEETING FORUM AUDIENCE FILE DOC SECONDS SHA256 VIS_LUKKET SKRIV TYPOGRAFI KODE MAKECMDGOALS

# Only what stands on make's own command line sends. The command looks at that itself, since make
# takes what is left in MAKEFLAGS for it.
TYPED := $(if $(filter command line,$(origin SEND) $(origin RESEND)),--typed)

## moedebog: en YAML-fil pr. møde bliver til dagsorden og referat, som .docx og .pdf
##
help: ## denne oversigt
	@$(BOOTSTRAP) help

dagsorden: runtime ## dagsorden for ét møde: make dagsorden MEETING=2025-09-12 [AUDIENCE=intern]
	@$(MOEDEBOG) dagsorden

referat: runtime ## referat af ét møde: make referat MEETING=2025-09-12 [AUDIENCE=intern]
	@$(MOEDEBOG) referat

all: runtime ## alle møders offentlige dokumenter; kun det, der er ændret, laves igen
	@$(MOEDEBOG) all

validate: runtime ## kontrollér mødefilerne: make validate [MEETING=2025-09-12] [VIS_LUKKET=1]
	@$(MOEDEBOG) validate

forklar: runtime ## hvad en regel siger, og hvorfor: make forklar KODE=M202
	@$(MOEDEBOG) forklar

new: runtime ## en ny mødefil at begynde på: make new MEETING=2026-01-20 FORUM=mit-forum
	@$(MOEDEBOG) new

import: runtime ## en mødefil af et ældre dokument: make import FILE=referat.pdf FORUM=mit-forum [MEETING=…]
	@$(MOEDEBOG) import

fakta: runtime ## mødets fakta som JSON: make fakta MEETING=2025-09-12 [DOC=referat] [AUDIENCE=intern] [SHA256=1]
	@$(MOEDEBOG) fakta

watch: runtime ## lav dokumenterne igen, hver gang der gemmes: make watch MEETING=2025-09-12
	@$(MOEDEBOG) watch

mail: runtime ## vis, hvad der vil blive sendt: make mail MEETING=… DOC=dagsorden; med SEND=1: send
	@$(MOEDEBOG) mail $(TYPED)

mail-status: runtime ## hvem har fået hvad: make mail-status MEETING=2025-09-12
	@$(MOEDEBOG) mail-status

calendar: runtime ## en kalenderfil med et forums møder: make calendar FORUM=mit-forum
	@$(MOEDEBOG) calendar

opgrader: runtime ## vis, hvad ældre filer skal rettes til: make opgrader [TYPOGRAFI=1]; med SKRIV=1: skriv det
	@$(MOEDEBOG) opgrader

test: dev ## alle prøver af programmet
	@$(VENV_PYTHON) -m pytest -n auto

quick: dev ## de hurtige prøver
	@$(VENV_PYTHON) -m pytest -n auto -m "not slow"

fuzz: dev ## søg efter fejl med tilfældigt ændrede mødefiler: make fuzz SECONDS=60
	@$(VENV_PYTHON) tools/fuzz.py $(if $(SECONDS),--seconds "$$SECONDS") $(if $(ATHERIS),--atheris)
	@MOEDEBOG_EXAMPLES=300 $(VENV_PYTHON) -m pytest tests/whole/test_properties.py

conformance: dev ## kontrollér, at alle PDF'er følger PDF/UA-1 og PDF/A (en del af make test)
	@$(VENV_PYTHON) -m pytest tests/render/pdf/test_conformance.py

bench: dev ## mål, hvor hurtigt programmet er
	@$(VENV_PYTHON) tools/bench

lint: dev ## kontrollér programmets form og typer
	@$(VENV_PYTHON) -m ruff check
	@$(VENV_PYTHON) -m ruff format --check
	@$(VENV_PYTHON) -m mypy

clean: runtime ## fjern de dokumenter, som programmet har lavet
	@$(MOEDEBOG) clean

runtime dev:
	@$(BOOTSTRAP) $@

.PHONY: help dagsorden referat all validate forklar new import fakta watch mail mail-status calendar opgrader test quick fuzz conformance bench lint clean runtime dev
