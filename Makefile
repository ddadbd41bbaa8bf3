# `make run` shows the portal, `make test` proves it; the rest is for who works on it.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.portal-ready
READY_DEV := $(VENV)/.dev-ready
# From the npm registry, because PyPI has them not or not as they are today.
CHECKERS := tests/checkers/node_modules/.ready
LIGHTHOUSE := bench/node_modules/.ready
NPM := npm ci --ignore-scripts --no-audit --no-fund --silent
# One test worker for each core of a small machine: four to six minutes on two slow ones.
WORKERS ?= 2
# Files in their order: by their numbers of tests, the longest test would begin last.
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

export PORT

.PHONY: run dev test test-browser test-services test-faults test-production bench lighthouse checkers screenshots lint format lock audit sbom messages clean

run: $(READY)
	@$(BIN)/python manage.py serve

dev: $(READY)
	@mkdir -p var
	DJANGO_SETTINGS_MODULE=portal.settings.dev $(BIN)/python manage.py migrate -v 0
	DJANGO_SETTINGS_MODULE=portal.settings.dev $(BIN)/python manage.py load_demo
	DJANGO_SETTINGS_MODULE=portal.settings.dev $(BIN)/python manage.py runserver $(PORT)

test: $(READY_DEV)
	$(PYTEST) -m "not browser and not production and not faults and not exhaustive"

# Each worker has a portal and a browser of its own; needs Chromium, Java and npm.
test-browser: $(READY_DEV) $(CHECKERS)
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder \
		-m browser tests/browser

# The same tests on PostgreSQL, with Redis as the cache; both addresses may be set. What
# knows neither (readers of files, nginx, the wheel) is marked `once`, and left out; what
# goes through very many cases is marked `exhaustive`, and comes in.
test-services: export DATABASE_URL ?= postgres:///postgres
test-services: export CACHE_URL ?= redis://127.0.0.1:6379/1
test-services: $(READY_DEV)
	$(PYTEST) -m "not browser and not production and not faults and not once"

# The site as a province runs it: nginx, PostgreSQL, Redis, a bucket, several workers.
test-production: export DATABASE_URL ?= postgres:///postgres
test-production: export CACHE_URL ?= redis://127.0.0.1:6379/1
test-production: $(READY_DEV)
	$(BIN)/python -m pytest -n 0 -m production tests/production

# Workers are killed at points of publishing, of the schedule, of imports, of a backup and
# a restore: so many of each, on the database that DATABASE_URL names.
test-faults: export KILLED_POINTS ?= 11
test-faults: $(READY_DEV)
	$(BIN)/python -m pytest -n 0 -m faults tests/faults

# What readers cost, beside nginx and a tutorial's blog, and with N posts (10,000 unless
# told); OPTIONS=--strict fails where a target is missed. Needs nginx and Redis.
bench: $(READY_DEV)
	$(BIN)/python -m bench $(N) $(OPTIONS)

# The pages of readers as Lighthouse sees them (needs Chromium and Node.js).
lighthouse: $(READY_DEV) $(LIGHTHOUSE)
	$(BIN)/python bench/lighthouse.py

checkers: $(CHECKERS)

# The pictures of the guides, from a fresh portal with the demo (needs Chromium).
screenshots: $(READY_DEV)
	$(BIN)/python docs/screenshots.py

lint: $(READY_DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run

format: $(READY_DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# requirements*.txt from the ranges in pyproject.toml, for Python 3.11 and later.
LOCK := $(BIN)/uv pip compile -q pyproject.toml --universal --python-version 3.11 \
	--custom-compile-command "make lock" --upgrade
lock: $(READY_DEV)
	$(LOCK) --extra portal -o requirements.txt
	$(LOCK) --extra portal --extra dev -c requirements.txt -o requirements-dev.txt
	$(BIN)/uv pip compile -q requirements.txt --universal --python-version 3.11 --no-deps \
		--no-annotate --generate-hashes --custom-compile-command "make lock" \
		-o deploy/requirements.txt
	echo "wagtail==8.0.1" | $(LOCK) --no-config --extra portal --extra dev \
		-c - -o .ci/requirements-wagtail-8.txt

# Before a release (docs/releasing.md): what is known against what the portal runs on, and
# a list of all that is in it, with licences (CycloneDX). They are fetched to be run.
audit: $(READY_DEV)
	$(BIN)/uv tool run --from pip-audit==2.10.1 pip-audit --disable-pip \
		--require-hashes -r deploy/requirements.txt
sbom: $(READY)
	@mkdir -p var
	$(BIN)/uv tool run --from cyclonedx-bom==7.5.0 cyclonedx-py environment \
		$(BIN)/python -o var/sbom.json
	@echo var/sbom.json

# The Vietnamese catalogues of the extension and of the portal (needs gettext). The
# site's dress lies outside the portal's folder, so it is lent to it for a moment.
MAKE_MESSAGES := django-admin makemessages -l vi --no-location --no-obsolete --symlinks
messages: $(READY_DEV)
	ln -sfn ../../templates site/portal/dress
	(cd site/portal && ../../$(BIN)/$(MAKE_MESSAGES)); \
		status=$$?; rm -f site/portal/dress; exit $$status
	cd news && ../$(BIN)/$(MAKE_MESSAGES)
	cd news && ../$(BIN)/django-admin compilemessages -l vi
	cd site/portal && ../../$(BIN)/django-admin compilemessages -l vi

clean:
	rm -rf $(VENV) var/static build dist *.egg-info

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or later is needed; name one: make run PYTHON=…"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(READY): requirements.txt | $(VENV)/bin/python
	$(PIP) -r requirements.txt
	@touch $@

# uv, itself one of them, installs them in a third of the time; where it does not reach
# what pip is configured to reach, pip does.
UV_PIP = $(BIN)/uv pip install --quiet --no-config --compile-bytecode --python $(BIN)/python
$(READY_DEV): requirements-dev.txt | $(VENV)/bin/python
	$(PIP) $$(grep -m 1 '^uv==' requirements-dev.txt)
	$(UV_PIP) -r requirements-dev.txt || $(PIP) -r requirements-dev.txt
	@touch $(READY) $@

$(CHECKERS) $(LIGHTHOUSE): %/node_modules/.ready: %/package-lock.json
	cd $* && $(NPM)
	@touch $@
