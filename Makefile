# Everything a person does by hand with this project. `make` alone lists it.

target := $(or $(CARGO_TARGET_DIR),target)

.PHONY: help demo test lint soak bench

help: ## this list
	@awk -F':.*## ' '/^[a-z]+:.*## / { printf "  make %-6s %s\n", $$1, $$2 }' Makefile

demo: ## build, fill a simulated city and serve it (Ctrl-C stops everything)
	@scripts/need.sh postgres
	@scripts/build.sh
	@exec $(target)/release/xiezhi demo --data ./demo-data

test: ## everything that must hold before a change goes in
	@scripts/test.sh

lint: ## format, clippy and licence checks only
	@scripts/test.sh lint

soak: ## the large runs: kills, long property tests, ten million acts
	@scripts/soak.sh

bench: ## measure against what this machine does raw
	@scripts/need.sh postgres
	@scripts/build.sh
	@for name in collect submit list lookup pages seal sweep; do $(target)/release/xiezhi bench $$name --json || exit 1; done
