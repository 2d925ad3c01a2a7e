# Sets the product up and runs its commands. It needs Python 3.11 or later, make and a package network, installs only
# what the lock files name, and writes nowhere but in this folder (packages that the machine lacks, `make test` asks
# Debian for).

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

BIN := .venv/bin
STAMPS := .venv/stamps
ASSETS := inspect_app/ui/assets/complete
LOOK := $(wildcard inspect_app/ui/style/* inspect_app/ui/script/*)
INSTALL := $(BIN)/python -m pip --disable-pip-version-check --quiet install

# Which Python makes the environment: the first of these that is new enough and complete.
PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11 python
FIT := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))

# One more than there are cores: a test that waits for a browser leaves its core to another. Files are tried in the order
# of the tree, so that the long journeys are not what everybody waits for at the end.
WORKERS = $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

.PHONY: help demo test check bench lock clean system-tools

help: ## Show this list
	@echo "make COMMAND, where COMMAND is one of:"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-8s %s\n", $$1, $$2 }' Makefile

demo: $(STAMPS)/package $(ASSETS) ## Set up, then grade a real force's published year and print its report
	@$(BIN)/inspect-app demo

test: system-tools check ## Set up, then run every check and every test
	@echo "Running the tests on every core ..."
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

check: $(STAMPS)/dev $(STAMPS)/package $(ASSETS) ## The fast half of test: style, types, dependencies, data files
	@echo "Checking style, types, the direction of dependency, and the data files ..."
	@$(BIN)/ruff check --quiet --output-format concise .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/inspect-app check-data

bench: $(STAMPS)/dev $(STAMPS)/package $(ASSETS) ## Measure speed and print the table
	@$(BIN)/python -m bench

# LOCK_FLAGS=--upgrade takes the newest versions that pyproject.toml allows; without it only what must change changes.
lock: $(STAMPS)/dev ## Write the lock files again after a change of dependencies
	@echo "Writing requirements.lock, requirements-dev.lock and package-lock.json ..."
	@$(COMPILE) --extra setup --extra dev --output-file requirements-dev.lock $(LOCK_FLAGS)
	@$(COMPILE) --extra setup --constraint requirements-dev.lock --output-file requirements.lock $(LOCK_FLAGS)
	@$(NPM) install --package-lock-only >/dev/null
	@$(BIN)/python -c '$(WITHOUT_ADDRESSES)'

clean: ## Remove everything that the other commands made here
	@rm -rf .venv node_modules inspect_app/ui/assets build dist
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

system-tools:
	@sh deploy/system_tools.sh

# One command for every platform and Python version, and no address: what is fetched is known by its hash alone.
COMPILE = $(BIN)/uv pip compile pyproject.toml --quiet --no-config --system-certs --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

# Node comes with the Python packages; it trusts the certificates that the machine trusts, as pip and uv do.
NPM = PATH="$(CURDIR)/$(BIN):$$PATH" NODE_OPTIONS="--use-system-ca $$NODE_OPTIONS" npm --loglevel=error

# npm notes where its authors ask for money; a lock file holds no address.
WITHOUT_ADDRESSES := import json, pathlib; lock = pathlib.Path("package-lock.json"); all = json.loads(lock.read_text()); \
	[entry.pop("funding", None) for entry in all["packages"].values()]; lock.write_text(json.dumps(all, indent=2) + "\n")

# An environment remembers where it was made: one that was moved, or whose Python is gone, is made again.
ifneq ($(shell test -x $(BIN)/python && cat $(STAMPS)/python 2>/dev/null),$(CURDIR))
.PHONY: $(STAMPS)/python
endif

$(STAMPS)/python:
	@echo "Making a private Python environment in .venv ..."
	@fit=""; for python in $(PYTHON); do \
		if "$$python" -c '$(FIT)' >/dev/null 2>&1; then fit=$$python; break; fi; \
	done; \
	if [ -z "$$fit" ]; then \
		echo "No Python 3.11 or later with venv and ensurepip was found. On Debian: apt-get install python3-venv." >&2; \
		exit 1; \
	fi; \
	if $(BIN)/python -c '$(FIT)' >/dev/null 2>&1 && $(BIN)/pip --version 2>/dev/null | grep -qF '$(CURDIR)/.venv/'; \
	then :; else "$$fit" -m venv --clear .venv; fi
	@mkdir -p $(STAMPS)
	@echo '$(CURDIR)' > $@

$(STAMPS)/run: requirements.lock $(STAMPS)/python
	@echo "Installing what the product needs (about a minute the first time) ..."
	@$(INSTALL) --require-hashes -r requirements.lock
	@touch $@

$(STAMPS)/dev: requirements-dev.lock $(STAMPS)/run
	@echo "Installing what the tests need (about a minute the first time) ..."
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

$(STAMPS)/package: pyproject.toml $(STAMPS)/run
	@echo "Installing the product itself ..."
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

# npm writes this file last, so its presence says that every package is there.
node_modules/.package-lock.json: package-lock.json .npmrc | $(STAMPS)/run
	@echo "Installing fonts, page components and their compiler, and the checker of the pages ..."
	@$(NPM) ci --include=dev >/dev/null
	@touch $@

# Our own style and scripts are compiled again when they change, which takes a second and no network.
$(ASSETS): node_modules/.package-lock.json inspect_app/ui/install_assets.py $(LOOK)
	@echo "Putting the files of the pages together ..."
	@$(BIN)/python -m inspect_app.ui.install_assets
