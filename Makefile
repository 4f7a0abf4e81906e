# Everything a person or a machine does with this project. `make` alone lists it.
.DEFAULT_GOAL := help
.PHONY: help deps build demo test conformance soak fuzz lint deployment bench release image clean
swift_flags := --explicit-target-dependency-import-check error
# What computes takes every core it gets; what measures time-outs must not stand behind it.
timing := HTTPTransportTests|SimulatorTests|WireTests|PageUseTests|PageLooksTests
computing := BridgeCoreTests|AlibabaCloudTests|SimulationTests

help: ## this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

deps:
	@Scripts/install-system-packages build

build: deps ## compile (the first time it takes some minutes)
	swift build $(swift_flags)

demo: deps ## the whole product against a simulated account, in half a minute
	@echo "Building checkbridge; the first time this takes some minutes." >&2
	swift build $(swift_flags) --product checkbridge
	.build/debug/checkbridge demo

test: ## every test
	@Scripts/install-system-packages test
	swift build $(swift_flags) --build-tests
	swift test $(swift_flags) --skip-build --disable-xctest --filter '$(timing)'
	swift test $(swift_flags) --skip-build --disable-xctest --skip '$(timing)|$(computing)'
	swift test $(swift_flags) --skip-build --disable-xctest --filter '$(computing)'

conformance: ## the vendor's own Python SDKs against the simulator; needs PyPI
	@Scripts/install-system-packages conformance
	swift build $(swift_flags) --product checkbridge
	@Conformance/run

soak: SEEDS ?= 20000
soak: KILLS ?= 60
soak: ## the simulation with many seeds (SEEDS=) and the real program killed often (KILLS=)
	@Scripts/install-system-packages test
	swift build $(swift_flags) --build-tests
	CHECKBRIDGE_SEEDS=$(SEEDS) CHECKBRIDGE_KILLS=$(KILLS) \
		swift test $(swift_flags) --skip-build --disable-xctest --filter 'SimulationTests|KillTests'

fuzz: INPUTS ?= 100000
fuzz: ## every decoder with many damaged inputs (INPUTS= for each)
	@Scripts/install-system-packages test
	swift build $(swift_flags) --build-tests
	CHECKBRIDGE_FUZZ=$(INPUTS) swift test $(swift_flags) --skip-build --disable-xctest --filter FuzzTests

lint: ## format, layering, and what the compiler does not check
	@Scripts/check-soundness

deployment: ## what it is operated with: manifests, chart, alerts, units, image, documents; needs PyPI once
	@Scripts/install-system-packages deployment
	swift build $(swift_flags) --product checkbridge
	@Scripts/check-deployment

bench: release ## the figures that the project promises, beside their yardsticks
	swift build $(swift_flags) -c release --static-swift-stdlib --product bench
	Benchmarks/run

release: deps ## the optimised program
	swift build $(swift_flags) -c release --static-swift-stdlib --product checkbridge
	@ls -l .build/release/checkbridge

image: ## the container image
	docker build -t checkbridge .

clean: ## forget everything that was built
	rm -rf .build
