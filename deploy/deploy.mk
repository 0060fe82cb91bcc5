# What operators and the checks of deploy/ need; included by the Makefile.
VERSION ?= 0.1.0
IMAGES := claim-extraction nli-contradiction source-reliability gateway
DOCKERFILES := $(IMAGES:%=services/%/Dockerfile) services/nli-contradiction/Dockerfile.torch
OVERLAYS := local production gpu
KUBERNETES_VERSIONS := 1.33.0 1.37.0
OPS := .venv-ops/bin
FAULTS := observability replicas rolling_restart upgrade restore faults throughput
COMPOSE = $$(docker compose version > /dev/null 2>&1 && echo docker compose || echo docker-compose)

.PHONY: images image-torch stack-up stack-down k8s-render k8s-check ops-pages test-e2e faults

images: ## build the image of every service (VERSION=0.1.0)
	set -e; for name in $(IMAGES); do docker build --tag $$name:$(VERSION) --file services/$$name/Dockerfile .; done

image-torch: images ## build nli-contradiction with PyTorch and CUDA (gigabytes)
	docker build --tag nli-contradiction-torch:$(VERSION) --build-arg VERSION=$(VERSION) --file services/nli-contradiction/Dockerfile.torch .

stack-up: images ## start the compose stack; the key for callers is in .run/secrets/api_key
	sh deploy/compose/make-secrets.sh $(RUN)/secrets
	VERSION=$(VERSION) PORT=$(PORT) $(COMPOSE) up --detach

stack-down: ## stop the compose stack; its data stay
	VERSION=$(VERSION) $(COMPOSE) down

.venv-ops/.installed: deploy/requirements-ops.txt
	test -x $(OPS)/python || $(PYTHON) -m venv .venv-ops
	$(OPS)/python -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

k8s-render: .venv-ops/.installed ## render both Kubernetes overlays into .run/k8s
	mkdir -p $(RUN)/k8s
	set -e; for overlay in $(OVERLAYS); do $(OPS)/kubectl kustomize deploy/k8s/overlays/$$overlay > $(RUN)/k8s/$$overlay.yaml; done

k8s-check: setup k8s-render ## Dockerfiles and manifests: lint, schemas of two Kubernetes versions, policies
	$(OPS)/hadolint $(DOCKERFILES)
	set -e; for version in $(KUBERNETES_VERSIONS); do \
		$(OPS)/kubernetes-validate --quiet --strict --kubernetes-version $$version $(OVERLAYS:%=$(RUN)/k8s/%.yaml); done
	$(OPS)/checkov --config-file deploy/k8s/checkov.yaml $(OVERLAYS:%=--file $(RUN)/k8s/%.yaml)
	PATH="$(abspath $(OPS)):$$PATH" $(BIN)/python -m pytest -q tests/architecture/test_manifests.py

ops-pages: setup ## write the pages of docs/operations that follow from the code
	$(BIN)/python deploy/pages.py

test-e2e: setup ## the compose stack: up, one check, each service killed once (needs Docker)
	$(BIN)/python -m pytest -q -rs tests/e2e/test_images.py tests/e2e/test_smoke.py

faults: setup ## the compose stack under every fault, as a table (needs Docker)
	$(BIN)/python -m pytest -q -rs $(FAULTS:%=tests/e2e/test_%.py)
