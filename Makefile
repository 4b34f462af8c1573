# make report | demo | test | coverage | docs | check | lab | parity | faults | fuzz | lock — each sets up .venv first, from requirements.lock alone.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
BIN := .venv/bin
CORPUS := data/atacms
OUT := reports/atacms

.PHONY: report demo test coverage docs check lab parity bench faults fuzz lock environment bundle clean
.DEFAULT_GOAL := report

report: .venv/ready
	$(BIN)/samestory report $(CORPUS) --out $(OUT)

# A report on articles that were written for it, with their text.
demo: .venv/ready
	$(BIN)/samestory report data/tarnholm --out reports/tarnholm --force

# On all cores; the tests of one file run in one process, those with slow tests first. `make coverage` also counts the lines that run, which takes
# half as long again on Python 3.11 and less on later ones; coverage below the floor in pyproject.toml is a failure.
# One thread in each process: threads of several processes would wait for one another, at ten times the work.
test coverage: export OPENBLAS_NUM_THREADS := 1
test coverage: export OMP_NUM_THREADS := 1
test coverage: export POLARS_MAX_THREADS := 1
# Modules are compiled once, not in each of the many processes that tests start, and so are the tests.
test coverage: export PYTHONDONTWRITEBYTECODE :=
coverage: COUNTED := --cov
test coverage: .venv/ready
	@$(BIN)/python -m compileall -q analysis samestory_start.py
	$(BIN)/python -m pytest --numprocesses logical --dist loadfile --no-loadscope-reorder $(COUNTED)

# Offline, into build/docs; a warning is an error.
docs: .venv/ready
	rm -rf docs/reference/api
	$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going --fresh-env --builder html docs build/docs
	@echo "build/docs/index.html"

# Kill both commands at N random moments for each of two signals, and check what is left; about an hour.
N := 40
faults: .venv/ready
	$(BIN)/python benchmarks/faults.py --n $(N)

lab: .venv/ready
	$(BIN)/jupyter lab --notebook-dir=notebooks

check: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/nbstripout --verify notebooks/*.ipynb

# Write the bundle again from data/atacms/text/, which is not in the repository.
bundle: .venv/ready
	$(BIN)/samestory share $(CORPUS) --out $(CORPUS)/bundle --force

# Read generated articles and damaged files for five minutes, to find crashes; not part of the tests.
fuzz: .venv/ready
	$(BIN)/python benchmarks/fuzz.py

# Check that all outputs have the same bytes as before a change of the code; three minutes. DATA: the labelled data.
DATA := ../shared/data
parity: .venv/ready
	$(BIN)/python benchmarks/parity.py $(DATA)

# Time the pass and a report beside peers, append to benchmarks/track.csv, and say what got slower; on an idle machine.
bench: .venv/ready
	$(BIN)/python benchmarks/track.py $(DATA)

lock: .venv/ready
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
	  --python-version 3.11 --extra dev pyproject.toml -o requirements.lock
	$(MAKE) environment

environment: .venv/ready
	$(BIN)/python tests/environment.py > environment.yml

# The lock names every package with its hash, so nothing is resolved: pip before 24 cannot resolve a hashed lock.
PIP := PYTHONUNBUFFERED=1 $(BIN)/python -m pip --disable-pip-version-check --no-input
PROGRESS := awk -v n=0 -v of="$$(grep -c '^[a-zA-Z]' requirements.lock)" \
  '/^Ignoring /{of--} \
   /^(Collecting|Processing) /{if (++n % 20 == 0 || n == of) {printf "  %d of %d packages fetched\n", n, of; fflush()}} \
   /^Installing collected /{print "  installing them, which takes about half a minute"; fflush()}'

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "samestory needs Python 3.11 or later; $(PYTHON) is older. Name another: make PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { [ "$$(id -u)" = 0 ] && apt-get update -q >/dev/null && apt-get install -y -q python3-venv >/dev/null; } \
	  || { echo "$(PYTHON) cannot make environments yet; on Debian: sudo apt-get install python3-venv"; exit 2; }
	@echo "Setting up .venv with $$($(PYTHON) --version): one to three minutes and 1.5 GB, once."
	@$(PYTHON) -m venv --clear .venv
	@$(PIP) install --progress-bar off --no-deps --require-hashes -r requirements.lock | $(PROGRESS)
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@$(PIP) check
	@echo "Set up in $$(( $$(date +%s) - $$(stat -c %Y .venv/pyvenv.cfg 2>/dev/null || stat -f %m .venv/pyvenv.cfg) )) seconds."
	@touch $@

clean:
	rm -rf .venv reports build docs/_generated docs/reference/api *.egg-info .coverage .pytest_cache .mypy_cache .ruff_cache
