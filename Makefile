# The commands people type. Each works as the first one on a fresh clone: it makes .venv from the lock by
# itself, once, and never again until the lock changes; after that everything works without a network.

PY      := .venv/bin/python
SETUP   := packaging/bootstrap.py packaging/check_system.py
READY   := .venv/.ready-$(shell cat requirements/dev.txt $(SETUP) | sha256sum | cut -c1-16)
FLOOR   := .venv-floor/.ready-$(shell cat requirements/floor.txt $(SETUP) | sha256sum | cut -c1-16)
WORKERS ?= 2
UV      := uv==0.13.9

.PHONY: run demo test check static system bench shots provisions test-floor lock clean

run: $(READY) ## open the window
	$(PY) -m ui

demo: $(READY) ## a made-up county in out/demo
	rm -rf out/demo
	$(PY) -m ui demo out/demo

test: static ## everything
	$(PY) -m pytest -n$(WORKERS)

check: static ## everything but the slow tests
	$(PY) -m pytest -n$(WORKERS) -m "not slow"

static: $(READY) system
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m tests.architecture.borders
	$(PY) -m basedpyright

system: $(READY)
	@$(PY) packaging/check_system.py

bench: $(READY) system ## all benchmarks, or ONLY=name
	$(PY) -m tests.bench $(ONLY)

shots: $(READY) ## pictures of every screen in out/shots
	$(PY) -m ui shots out/shots

provisions: $(READY) system ## which rows of the regulations are proved by a passing test
	$(PY) -m tests.provisions

test-floor: $(FLOOR) system ## the suite on the lowest versions we claim
	.venv-floor/bin/python -m pytest -n$(WORKERS)

lock: $(READY) ## newest versions that fit requirements/*.in, for every system
	$(PY) -m venv --clear out/uv
	out/uv/bin/python -m pip install --quiet $(UV)
	$(PY) packaging/lock.py out/uv/bin/uv

clean: ## remove what the commands made, but not the environments
	rm -rf out .ruff_cache .hypothesis .import_linter_cache build dist *.egg-info
	find . -name __pycache__ -type d -not -path './.venv*' -prune -exec rm -rf {} +

.venv/.ready-%:
	@sh packaging/bootstrap.sh .venv requirements/dev.txt $@

.venv-floor/.ready-%:
	@sh packaging/bootstrap.sh .venv-floor requirements/floor.txt $@
