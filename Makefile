# Every target builds .venv from the lock when it is not there or not of this lock.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export UV_PYTHON_DOWNLOADS := never
export UV_COMPILE_BYTECODE := 1
export DO_NOT_TRACK := 1
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run serve test unit lint types quality airflow builds bench docs lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/ready ## dumps to published ledger through Airflow: make run DUMPS=path NEWSLEDGER_HOME=path
	@$(BIN)/newsledger run $(if $(DUMPS),"$(DUMPS)") $(if $(NEWSLEDGER_HOME),--home "$(NEWSLEDGER_HOME)")

serve: $(VENV)/ready ## dashboard and Airflow on loopback, DAGs scheduled: make serve DUMPS=path PORT=8080
	@$(BIN)/newsledger serve $(if $(DUMPS),"$(DUMPS)") --port $(or $(PORT),8080) --dashboard-port $(or $(DASHBOARD_PORT),8501) $(if $(NEWSLEDGER_HOME),--home "$(NEWSLEDGER_HOME)")

test: $(VENV)/ready lint types ## lint, types and all tests
	@$(MAKE) --no-print-directory --jobs 2 unit builds airflow quality

unit: $(VENV)/ready ## all tests but those of builds, airflow and quality
	$(BIN)/python -m pytest

lint: $(VENV)/ready ## ruff and sqlfluff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/sqlfluff lint dbt_project --processes 2

types: $(VENV)/ready ## mypy, strict
	$(BIN)/mypy

quality: $(VENV)/ready ## extraction scored on labelled texts against tests/quality/floors.json
	$(BIN)/python -m pytest -m quality -s

airflow: $(VENV)/ready ## the DAGs run by Airflow itself, with a dump that passes and one that fails
	$(BIN)/python -m pytest -m airflow

builds: $(VENV)/ready ## builds that go on from the last one, against builds from nothing
	$(BIN)/python -m pytest -m builds

bench: $(VENV)/ready ## throughput and memory on generated data
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.segmenting

docs: $(VENV)/ready ## dbt docs blocks, closed lists and docs/data-dictionary.md from the vocabulary
	$(BIN)/newsledger docs

lock: $(VENV)/ready ## both locks anew from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --no-header --quiet --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra celery --constraints requirements.lock --universal \
		--python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet \
		--output-file requirements-celery.lock

clean: ## remove .venv and data/
	rm -rf $(VENV) data

$(VENV)/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
		|| { echo "Python 3.11 to 3.13 is needed; set PYTHON=/path/to/python3.12"; exit 1; }
	@echo "building $(VENV) from requirements.lock"
	@$(PYTHON) -m venv --clear $(VENV) || { echo "python3 has no venv: apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --requirement requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@
