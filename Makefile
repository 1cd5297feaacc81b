# Every command a person needs. `make` alone lists them.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

ADDR ?= 127.0.0.1:3000
DATABASE ?= sqlite:data/cooperade.db
# The server embeds target/site, so the folder has one place.
export CARGO_TARGET_DIR := $(CURDIR)/target

.PHONY: help run build test test-% bench rules soak assets tools backup clean
help: ## This list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  make test-NAME  one step of the tests: $$(scripts/test --list)"

run: assets ## Install what is missing, build, fill data/cooperade.db with demonstration cohorts, serve on 127.0.0.1:3000
	@cargo build --features pdf
	@scripts/serve target/debug/cooperade "$(ADDR)" "$(DATABASE)"

build: assets ## The optimised program, one file that holds everything: target/release/cooperade
	cargo build --release --features pdf --bin cooperade
	@ls -l target/release/cooperade

test: ## Everything that CI runs
	@scripts/test

test-%:
	@scripts/test $*

bench: assets ## Measure what BENCHMARKS.md promises (release build) and write it again
	cargo build --release --features pdf --bin cooperade
	cargo bench --features pdf --bench promises

rules: assets ## Crawl every page of every role in Chromium: labels, targets, contrast, reflow (long)
	cargo build --features pdf
	scripts/tools e2e
	COOPERADE_RULES=1 npm test --prefix end2end -- rules islands offline

soak: assets ## The long counts of rounds, kills and clients, on both engines (an hour or more)
	COOPERADE_SOAK=1 scripts/test sqlite postgres

assets: tools
	@node scripts/assets.mjs

tools:
	@scripts/tools

clean: ## Remove what was built; the tools in target/tools and the data stay
	@shopt -s extglob; rm -rf target/!(tools) node_modules end2end/node_modules end2end/results end2end/report
