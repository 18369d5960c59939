# Every command of the project. `make run` and `make test` work as the first command after a clone on Debian 12 or 13.
# Personal settings go to Makefile.local (not committed), e.g. JOBS = 8.
SHELL := /bin/bash
JOBS ?= $(shell deploy/local/jobs.sh)
# Empty on a machine whose packages somebody else installs: make PACKAGES= test
PACKAGES ?= deploy/local/install-packages.sh
FUZZ_SECONDS ?= 60
-include Makefile.local
# One compiler cache for every clone on the machine.
export CCACHE_BASEDIR := $(CURDIR)
export CCACHE_NOHASHDIR := true

.DEFAULT_GOAL := help
.PHONY: help packages node build test unit-test system-test lint format run stop demo bench images chart-test fuzz asan tsan

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

packages: ## install the Debian packages that are missing
	@$(PACKAGES)

node: packages
	@deploy/local/node-packages.sh

build: node ## compile everything into build/ and bundle the console
	@cmake --preset default --log-level=WARNING
	ninja -C build -j$(JOBS)
	@deploy/local/build-console.sh

test: build ## every test
	@deploy/local/node-tests.sh
	ctest --test-dir build -j2 --output-on-failure

unit-test: build ## only the tests that stand beside the code
	ctest --test-dir build/common -j2 --output-on-failure
	ctest --test-dir build/services -j2 --output-on-failure

system-test: build ## only the tests of the services together (tests/)
	ctest --test-dir build/tests -j2 --output-on-failure

lint: packages ## format, includes, sizes, protos, clang-tidy, scripts, documents
	@.ci/lint/all

format: ## rewrite the C++ files in the house format
	git ls-files '*.hpp' '*.cpp' | xargs clang-format -i

run: build ## start everything on loopback with the demo district; prints the address
	@deploy/local/run.sh

stop: ## stop what `make run` started
	@deploy/local/stop.sh

demo: ## the scripted day against the running system; every step is checked
	@deploy/local/demo.sh

bench: build ## one JSON object a line: our figures beside the raw client's
	@deploy/local/bench.sh

images: ## one container image for all services (watchbell:dev)
	@deploy/images.sh

chart-test: build ## the chart's workloads in real containers, and `make demo` against them
	@deploy/chart-test.sh

fuzz: packages ## every fuzzer for FUZZ_SECONDS seconds
	@cmake --preset fuzz --log-level=WARNING
	@deploy/local/fuzz.sh build-fuzz $(FUZZ_SECONDS) $(JOBS)

asan: packages node ## the unit tests under the address and undefined behaviour sanitizers
	@cmake --preset asan --log-level=WARNING
	ninja -C build-asan -j$(JOBS)
	ctest --test-dir build-asan/common -j2 --output-on-failure
	ctest --test-dir build-asan/services -j2 --output-on-failure

tsan: packages node ## the unit tests under the thread sanitizer
	@cmake --preset tsan --log-level=WARNING
	ninja -C build-tsan -j$(JOBS)
	TSAN_OPTIONS=suppressions=$(CURDIR)/.ci/tsan-suppressions.txt ctest --test-dir build-tsan/common -j2 --output-on-failure
	TSAN_OPTIONS=suppressions=$(CURDIR)/.ci/tsan-suppressions.txt ctest --test-dir build-tsan/services -j2 --output-on-failure
