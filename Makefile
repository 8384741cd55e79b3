# Every target makes its own .venv from the pinned versions when it is missing or out of date.
# Nothing global is needed but Python >= 3.11 and make; no target needs another to have run first.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SDKS := $(VENV)/official

.DEFAULT_GOAL := help
DEMOS := demo-sim demo-dify demo-oomol demo-sandbox-fusion
.PHONY: help demo $(DEMOS) test test-lowest test-newest docs screens generate update check pyright bench serve clean lock

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(READY) ## Watch all four services at work, against a mock server started for it
	@$(BIN)/python examples/demo.py

$(DEMOS): demo-%: $(READY) # one service only
	@$(BIN)/python examples/demo.py $(subst -,_,$*)

test: $(VENV)/.notebooks $(SDKS)/.ready ## Prove the contract offline (some minutes)
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/pytest -n 2 --dist worksteal -q

# With the oldest or the newest dependencies of each extra, tests that meet all of them. cattrs needs
# a newer attrs than the package itself, so it comes last.
BOUNDED := "" mock cli aiohttp fast httpx2 pydantic pandas polars
MEETING := $(addprefix tests/,cli $(addprefix penstock/test_,http.py connections.py fast.py) \
	penstock/test_dataframes.py penstock/test_notebook_tables.py penstock/test_records.py \
	$(addprefix penstock/_async/test_,call.py stream.py batches.py notebooks.py extras.py \
	transports.py given_client.py \
	sim_client.py dify_client.py oomol_client.py sandbox_client.py) \
	$(addprefix mock/test_,contract.py validate.py respx_router.py transport.py asgi.py serve.py))
TOOLS := pytest|pytest-xdist|hypothesis|trio|wrapt|packaging|hatchling|editables

test-lowest: $(READY) ## Test with the oldest dependencies that are allowed
	@# Older versions of anyio leave a socket whose connecting was cancelled to Python.
	@$(MAKE) -s .bounded WHICH=lowest FLAGS="-W default::pytest.PytestUnraisableExceptionWarning"

test-newest: $(READY) ## Test with the newest dependencies that are allowed and out
	@$(MAKE) -s .bounded WHICH=newest

.PHONY: .bounded
.bounded:
	@echo "Making $(VENV)/$(WHICH) of the $(WHICH) dependencies that pyproject.toml allows..."
	@rm -rf $(VENV)/$(WHICH) && "$(PYTHON)" -m venv $(VENV)/$(WHICH)
	@{ $(BIN)/python requirements/bounds.py $(WHICH) $(BOUNDED); \
		grep -E '^($(TOOLS))==' requirements/dev.txt; } > $(VENV)/$(WHICH)/requirements.txt
	@$(VENV)/$(WHICH)/bin/pip install -q --disable-pip-version-check -r $(VENV)/$(WHICH)/requirements.txt
	@$(VENV)/$(WHICH)/bin/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(VENV)/$(WHICH)/bin/pytest -q -n 2 --dist worksteal $(FLAGS) $(MEETING)
	@$(BIN)/python requirements/bounds.py $(WHICH) typed > $(VENV)/$(WHICH)/requirements.txt
	@$(VENV)/$(WHICH)/bin/pip install -q --disable-pip-version-check -r $(VENV)/$(WHICH)/requirements.txt
	$(VENV)/$(WHICH)/bin/pytest -q tests/penstock/test_output_type.py

docs: $(VENV)/.docs ## Build the documentation into docs/_build; any warning is an error
	$(BIN)/python docs/screens.py --check
	$(BIN)/sphinx-build -q -W --keep-going docs docs/_build
	@for l in ja zh_CN; do \
		$(BIN)/sphinx-build -q -W --keep-going -t translated -D language=$$l docs docs/_build/$$l || exit 1; \
	done

screens: $(READY) ## Draw the documentation's pictures of the terminal anew
	$(BIN)/python docs/screens.py

generate: $(READY) ## Emit generated/ from openapi.yaml and the blocking twin from the async source
	$(BIN)/python codegen/generate.py
	$(BIN)/python codegen/unasync.py

update: $(READY) ## Take SPEC=new.yaml: show the change in Python's terms, regenerate (FLAGS=--fail-on-breaking, --dry-run)
	$(BIN)/python codegen/update.py $(if $(SPEC),"$(SPEC)") $(FLAGS)

check: $(VENV)/.notebooks ## Generated code is current; lint; types, of the code (mypy) and as users see them (pyright); lengths of calls
	$(BIN)/python codegen/generate.py --check
	$(BIN)/python codegen/unasync.py --check
	$(BIN)/python codegen/prose.py
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pyright tests/typing
	$(BIN)/pytest -q tests/test_call_path.py tests/mock/test_request_path.py

pyright: $(VENV)/.notebooks ## Check the types of all the code with pyright as well (over a minute)
	$(BIN)/pyright

bench: $(VENV)/.bench $(SDKS)/.ready ## Measure, and write docs/benchmarks.* and the README's figures (QUICK=1: two minutes, no writing; ONLY="sse call")
	@$(BIN)/python benchmarks/run.py $(ONLY)

serve: $(READY) ## Serve the mock on http://127.0.0.1:4010
	@$(BIN)/penstock-mock serve

clean: ## Remove the environment and every cache
	rm -rf $(VENV) dist build docs/_build docs/reference docs/contract .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

lock: ## Pin anew what requirements/dev.in asks for
	rm -rf $(VENV)/lock && "$(PYTHON)" -m venv $(VENV)/lock
	$(VENV)/lock/bin/pip install -q -r requirements/dev.in
	$(VENV)/lock/bin/pip freeze > requirements/dev.txt

$(READY): requirements/dev.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Penstock needs Python 3.11 or newer: install it, or run make PYTHON=/path/to/python3"; exit 1; }
	@echo "Making $(VENV): the pinned packages of requirements/dev.txt, which takes a minute or two, once."
	@test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	@rm -f $(VENV)/.installed
	@{ $(BIN)/python -m pip install --disable-pip-version-check -r requirements/dev.txt && touch $(VENV)/.installed; } | \
		awk -v all=$$(grep -c == requirements/dev.txt) ' \
			/^Collecting|^Requirement already/ && ++n % 10 == 0 && n < all {print "  " n " of " all " packages found..."; fflush()} \
			/^Installing collected/ {print "  installing them..."; fflush()}'
	@test -e $(VENV)/.installed
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# The official SDKs, unmodified, each beside the other: the tests run them as clients of the mock.
$(SDKS)/.ready: $(READY) requirements/official-sdks.txt
	@rm -rf $(SDKS) && mkdir -p $(SDKS)
	@while read -r pin; do case "$$pin" in ''|'#'*) continue;; esac; \
		$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --target "$(SDKS)/$$pin" "$$pin" || exit 1; \
	done < requirements/official-sdks.txt
	@touch $@

# What not every target needs.
$(VENV)/.notebooks $(VENV)/.docs $(VENV)/.bench: $(VENV)/.%: $(READY) requirements/%.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements/$*.txt
	@touch $@
