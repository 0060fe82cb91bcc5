.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
MEMBERS := proto shared services/claim-extraction services/nli-contradiction services/source-reliability services/gateway services/standalone
DISTRIBUTIONS := clashwire-proto service-kit claim-extraction nli-contradiction source-reliability gateway standalone
PROTOS = $(shell find proto/clashwire -name '*.proto')

.PHONY: help setup lock proto proto-check

help: ## print this help
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-14s %s\n", $$1, $$2}'

setup: .venv/.installed ## create .venv from the lock and install every member

.venv/.installed: requirements.lock $(addsuffix /pyproject.toml,$(MEMBERS))
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation $(addprefix -e ./,$(MEMBERS))
	touch $@

lock: ## resolve requirements.lock anew (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --group dev \
		$(addprefix --no-emit-package ,$(DISTRIBUTIONS)) --custom-compile-command 'make lock' pyproject.toml -o requirements.lock

proto: ## generate proto/gen from the .proto files
	find proto/gen -name '*_pb2*' -delete
	$(BIN)/python -m grpc_tools.protoc -I proto --python_out=proto/gen --pyi_out=proto/gen \
		--grpc_python_out=proto/gen --mypy_grpc_out=proto/gen --plugin=protoc-gen-mypy_grpc=$(BIN)/protoc-gen-mypy_grpc $(PROTOS)

proto-check: ## lint the protos and fail when the generated code differs
	cd proto && ../$(BIN)/buf lint
	$(MAKE) --no-print-directory proto
	@test -z "$$(git status --porcelain proto/gen)" || { git status --short proto/gen; echo "proto/gen differs from the .proto files: run make proto and commit"; exit 1; }
