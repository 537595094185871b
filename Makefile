# `make letters` and `make test` do all their own set-up: Python 3.11, venv and make suffice.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
SAMPLE := recipients/denktank-2018.xlsx

.PHONY: letters test check messages sample benchmark clean

letters: $(VENV)/.letters ## the sample mailing: a letter for every council of 28 June 2018
	$(BIN)/brieven generate $(SAMPLE)

test: check ## every test, after all checks
	$(BIN)/python -m pytest -n auto --dist worksteal

check: $(VENV)/.test ## style, types and the order of the rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

messages: $(VENV)/.test ## extract the sentences and compile the catalogs
	$(BIN)/python tools/messages.py

$(VENV)/.python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	touch $@

# setuptools warns of every editable installation; whoever sets brieven up has nothing to do about it.
$(VENV)/.letters $(VENV)/.test: export PYTHONWARNINGS := ignore

$(VENV)/.letters: $(VENV)/.python setup.cfg pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/.test: $(VENV)/.letters
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[test]'
	touch $@

clean:
	rm -rf $(VENV) build *.egg-info
