# coordo. "make serve" opens the course; "make help" says the rest.
# Assumes make, a POSIX shell and Python 3.11, 3.12 or 3.13; all else is installed in .venv.

PORT ?= 8866
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.coordo-runtime
DEV := $(VENV)/.coordo-dev
BROWSER := $(VENV)/.coordo-browser
DATABASE := $(VENV)/.coordo-database
PACKAGES := course/coordo_course widgets/coordo_widgets assessments/coordo_assessments modules/coordo_simulation

# Without bytecode a third of every start is compilation.
unexport PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK := 1
PIP_INSTALL := $(BIN)/python -m pip install --quiet --require-hashes --no-deps --compile

.DEFAULT_GOAL := help
.PHONY: help serve lab check demo test lock pictures clean

help: ## Affiche cette aide
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

serve: $(RUNTIME) ## Installe ce qu’il faut, puis ouvre le portail : http://127.0.0.1:8866/
	@$(BIN)/coordo serve --port $(PORT)

lab: $(RUNTIME) ## Ouvre le cours dans JupyterLab
	@$(BIN)/coordo lab

check: $(RUNTIME) ## Vérifie tout le contenu du cours
	@$(BIN)/coordo check

demo: $(RUNTIME) ## Joue une promotion de douze stagiaires, de la publication aux notes
	@$(BIN)/coordo demo

test: $(DEV) $(BROWSER) $(DATABASE) ## Vérifie tout : forme, types, imports, contenu, nbgrader, navigateur
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile tests/content tests/nbgrader tests/unit
	$(BIN)/python -m pytest tests/browser

$(VENV)/bin/python:
	@. ./.ci/find-python.sh && echo "Création de $(VENV) ($$python)…" && $$python -m venv $(VENV)

$(RUNTIME): requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installation (une seule fois, quelques minutes)…"
	@$(PIP_INSTALL) -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q $(PACKAGES)
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	@$(PIP_INSTALL) -r requirements-dev.lock
	@touch $@

$(BROWSER): | $(VENV)/bin/python
	@sh .ci/install-chromium.sh
	@touch $@

$(DATABASE): | $(VENV)/bin/python
	@sh .ci/install-postgresql.sh
	@touch $@

lock: ## Recalcule les versions exactes (requirements.lock, requirements-dev.lock)
	@sh .ci/lock.sh

pictures: $(DEV) $(BROWSER) ## Refait les images du README
	@$(BIN)/python tests/browser/take_pictures.py

clean: ## Supprime l’environnement et les caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
