.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
RUN := .run
PORT ?= 8080
OUTCOMES ?= 1000000
URL ?= http://127.0.0.1:$(PORT)
MEMBERS := proto shared services/claim-extraction services/nli-contradiction services/source-reliability services/gateway services/standalone clients/python
DISTRIBUTIONS := clashwire-proto service-kit claim-extraction nli-contradiction source-reliability gateway standalone clashwire-client
SOURCES := shared/src $(addsuffix /src,$(filter services/% clients/%,$(MEMBERS)))
TORCH := 2.13.0
TRAIN_PYTHON ?= .venv-train/bin/python
TRAIN_TESTS := tests/integration/nli_contradiction/test_torch_models.py tests/integration/nli_contradiction/test_training.py
PROTOS = $(shell find proto/clashwire -name '*.proto')

include deploy/deploy.mk

.PHONY: help setup demo up down test check lint format types imports limits proto proto-check lock fuzz eval eval-reliability bench bench-extraction bench-pairs bench-story bench-reliability bench-archive newsroom-day faults-gateway test-train train

help: ## print this help
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-14s %s\n", $$1, $$2}'

setup: .venv/.installed ## create .venv from the lock and install every member

.venv/.installed: requirements.lock $(addsuffix /pyproject.toml,$(MEMBERS))
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation $(addprefix -e ./,$(MEMBERS))
	touch $@

demo: setup ## start everything, check an example story, print its clashes, stop
	@$(BIN)/clashwire check examples/soldiers_in_the_port.txt
	@echo
	@echo "That was one story; more are in examples/. To keep it running for other programs: make up"
	@echo "(clash desk and API at $(URL), pages of the API at $(URL)/docs), make down to stop it."

up: setup ## run everything in the background until make down (PORT=8080)
	@$(BIN)/clashwire up --detach --port $(PORT) --data-dir $(RUN)

down: ## stop what make up started
	@if test -x $(BIN)/clashwire; then $(BIN)/clashwire down --data-dir $(RUN); else echo "nothing is installed"; fi

test: setup ## run all tests but those that need Docker
	$(BIN)/python -m pytest -q -m "not e2e"

check: lint types imports limits proto-check ## everything a change must pass besides the tests

lint: setup ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: setup ## ruff: put the format right
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .

types: setup ## mypy, strict
	$(BIN)/mypy $(SOURCES)

imports: setup ## who may import whom
	$(BIN)/lint-imports --no-logo

limits: setup ## sizes, names, pure domains, true pages
	$(BIN)/python -m pytest -q tests/architecture

fuzz: setup ## send some thousands of generated requests to a gateway, and hold its answers to docs/openapi.json
	FUZZ_WHOLE=1 $(BIN)/python -m pytest -q -s tests/integration/gateway/test_any_request.py

eval: setup ## score a running gateway: make eval SCORER=clash_eval.py CASES=dev.jsonl
	@test -n "$(SCORER)" -a -n "$(CASES)" || { echo "usage: make eval SCORER=script CASES=file [URL=$(URL)]"; exit 2; }
	@$(BIN)/python bench/scores.py $(SCORER) $(CASES) --url $(URL)

eval-reliability: setup ## judge source-reliability: make eval-reliability TRUTH=folder; writes docs/quality-reliability.md
	@test -n "$(TRUTH)" || { echo "usage: make eval-reliability TRUTH=folder with birthplaces and book files"; exit 2; }
	@PYTHONPATH=. $(BIN)/python services/source-reliability/evaluation $(TRUTH) -o docs/quality-reliability.md

bench: setup ## time checks of the example stories by a running gateway, scoring, source-reliability, the archive
	$(BIN)/python bench/checks.py --url $(URL)
	@$(MAKE) --no-print-directory bench-story bench-pairs bench-reliability bench-archive

bench-reliability: setup ## time source-reliability on both databases and write docs/performance-reliability.md (OUTCOMES=1000000)
	set -e; { printf '# Speed of source-reliability\n\nMade by `make bench-reliability`: service, database and caller on one machine.\n\n'; \
	$(BIN)/python services/source-reliability/evaluation/benchmark.py --outcomes $(OUTCOMES); echo; \
	$(BIN)/python services/source-reliability/evaluation/reconcile_benchmark.py --rows $(OUTCOMES); } > docs/performance-reliability.md

bench-extraction: setup ## words a second of claim-extraction, beside spaCy alone
	@$(BIN)/python -m claim_extraction > /dev/null 2>&1 & service=$$!; trap "kill $$service" EXIT; \
	$(BIN)/python bench/extraction.py --wait 30

bench-story: setup ## time checks of 600-word stories by a running gateway and write docs/performance-checks.md
	$(BIN)/python bench/story.py --url $(URL) --page docs/performance-checks.md
	$(BIN)/python bench/growth.py --page docs/performance-checks.md

bench-pairs: setup .venv-peers/.installed ## time scoring beside three peers and write docs/performance.md
	$(BIN)/python bench/pairs.py --peers-python .venv-peers/bin/python > .run/pairs.json
	$(BIN)/python bench/pairs_page.py .run/pairs.json docs/performance.md

.venv-peers/.installed:
	test -x .venv-peers/bin/python || $(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check "infinity-emb[torch,server,optimum]==0.0.78" onnx
	mkdir -p .run && touch $@

bench-archive: setup ## time the search among up to 100,000 archived claims and write docs/performance-archive.md
	OPENBLAS_NUM_THREADS=1 $(BIN)/python bench/archive.py

newsroom-day: setup ## replay a day of a newsroom through the four services and write docs/performance-newsroom.md
	$(BIN)/python bench/newsroom_day.py --page docs/performance-newsroom.md

faults-gateway: setup ## kill the gateway 30 times under 500 documents, on both databases
	FAULTS_LONG=1 $(BIN)/python -m pytest -q -s tests/integration/gateway/test_gateway_killed.py

test-train: .venv-train/.installed ## run the tests that need PyTorch, in an environment of their own
	$(TRAIN_PYTHON) -m pytest -q -p no:cacheprovider $(TRAIN_TESTS)

.venv-train/.installed: .venv/.installed services/nli-contradiction/pyproject.toml
	test -x .venv-train/bin/python || $(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation $(addprefix -e ./,$(MEMBERS))
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check torch==$(TORCH) -e './services/nli-contradiction[train]'
	touch $@

train: ## train the NLI model: make train DATA=folder OUT=folder (needs PyTorch, see its model card)
	@test -n "$(DATA)" -a -n "$(OUT)" || { echo "usage: make train DATA=folder OUT=folder"; exit 2; }
	cd services/nli-contradiction && nice $(abspath $(TRAIN_PYTHON)) -m training.train $(abspath $(DATA)) --out $(abspath $(OUT))

lock: ## resolve requirements.lock and requirements-torch.lock anew (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --group dev \
		$(addprefix --no-emit-package ,$(DISTRIBUTIONS)) --custom-compile-command 'make lock' pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --extra torch --constraint requirements.lock \
		--upgrade-package torch==$(TORCH) $(addprefix --no-emit-package ,$(DISTRIBUTIONS)) --custom-compile-command 'make lock' \
		services/nli-contradiction/pyproject.toml -o requirements-torch.lock

proto: ## generate proto/gen from the .proto files
	find proto/gen -name '*_pb2*' -delete
	$(BIN)/python -m grpc_tools.protoc -I proto --python_out=proto/gen --pyi_out=proto/gen \
		--grpc_python_out=proto/gen --mypy_grpc_out=proto/gen --plugin=protoc-gen-mypy_grpc=$(BIN)/protoc-gen-mypy_grpc $(PROTOS)

proto-check: ## lint the protos and fail when the generated code differs
	cd proto && ../$(BIN)/buf lint
	$(MAKE) --no-print-directory proto
	@test -z "$$(git status --porcelain proto/gen)" || { git status --short proto/gen; echo "proto/gen differs from the .proto files: run make proto and commit"; exit 1; }
