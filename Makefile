# Deux commandes suffisent : « make serve » et « make test ».
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: install serve test check lock audit browser clean

install: $(VENV)/.ready

serve: install
	$(BIN)/inclusion serve --demo

test: $(VENV)/.ready-to-test browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --ignore tests/browser
	$(BIN)/pytest -n 2 --dist loadfile --reruns 1 tests/browser

$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 ou plus récent est nécessaire : make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes --no-deps -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.ready-to-test: $(VENV)/.ready requirements-dev.lock
	$(PIP) --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

browser:
	@sh tests/browser/install_chromium.sh $(BIN)

# Refait les fichiers de versions figées à partir de pyproject.toml.
lock: $(VENV)/.ready-to-test
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --extra build \
		pyproject.toml --output-file requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --group dev \
		--constraint requirements.lock pyproject.toml --output-file requirements-dev.lock

# Compare les versions figées aux failles publiées. Interroge un service extérieur, donc hors de « make test » ;
# échoue aussi quand il ne répond pas : un silence n'est pas une bonne nouvelle.
audit: $(VENV)/.ready-to-test
	$(BIN)/python .ci/audit.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
