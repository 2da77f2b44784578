# earful: everything is built, tested and installed from here; `make help` lists the targets.
# A build variant (asan, tsan, fuzz) has a folder of its own below build/, so they never mix.

VERSION := $(shell sed -n 's/^.define EARFUL_VERSION "\(.*\)"/\1/p' include/earful.h)
ABI     := 0
PREFIX  ?= /usr/local
DESTDIR ?=
VARIANT ?=
ifeq ($(VARIANT),aarch64)
CC      := aarch64-linux-gnu-gcc --sysroot=$(CURDIR)/build/aarch64/root
CXX     := aarch64-linux-gnu-g++ --sysroot=$(CURDIR)/build/aarch64/root
endif
B       := build$(if $(VARIANT),/$(VARIANT))
V       ?=
Q       := $(if $(V),,@)
JOBS    := $(shell nproc 2>/dev/null || echo 2)

# ---- what is compiled how -------------------------------------------------------------------

LAYERS   := base simd bytes records tokens lexicon hits tallies report engine workbench
PACKAGES := libzstd libisal libpcre2-8 libxxhash libutf8proc
LIBS     := -lzstd -lisal -lpcre2-8 -lxxhash -lutf8proc -lm -pthread

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wcast-qual \
	-Wcast-align -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
	-Wwrite-strings -Wpointer-arith -Wundef -Wvla -Wformat=2 -Wdouble-promotion \
	-Wswitch-enum -Wimplicit-fallthrough
CPPFLAGS += -D_POSIX_C_SOURCE=200809L -Iinclude -Ipipeline
CFLAGS   ?= -O2 -g
SANITIZE_asan := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
SANITIZE_tsan := -fsanitize=thread
SANITIZE_fuzz := -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined
SANITIZE := $(SANITIZE_$(VARIANT))
ALL_CFLAGS = -std=c17 $(CFLAGS) $(WARNINGS) $(if $(WERROR),-Werror) -fno-common -fPIC \
	-fvisibility=hidden -ffp-contract=off -pthread $(SANITIZE)
TEST_WARNINGS := -Wno-conversion -Wno-sign-conversion -Wno-double-promotion -Wno-pedantic -Wno-shadow \
	-Wno-missing-prototypes -Wno-psabi

SOURCES := $(wildcard pipeline/*.c $(foreach l,$(LAYERS),pipeline/$(l)/*.[cS] pipeline/$(l)/*/*.c))
CLI     := $(wildcard pipeline/cli/*.c)
OBJECTS := $(patsubst %,$(B)/obj/%.o,$(basename $(SOURCES)))
CLI_OBJ := $(patsubst %.c,$(B)/obj/%.o,$(CLI))
MANUAL  := $(addprefix $(B)/man/,earful.1 earful-topics.5 earful-lexicon.5 earful.bash)
HEADERS := $(wildcard include/*.h pipeline/*/*.h pipeline/*/*/*.h)
FUZZERS := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
C_FILES := $(wildcard include/*.h pipeline/*.c pipeline/*/*.[ch] pipeline/*/*/*.[ch] \
	tests/*/*.[ch] tests/*/*.cpp bench/*.[ch] bench/peers/*.c)

.DEFAULT_GOAL := all
.PHONY: all help deps demo test unit golden agree peers race aarch64 check asan tsan fuzz fuzz-replay layers \
	format format-check lint bench bench-table bench-gate install uninstall clean analyst

all: $(B)/earful $(B)/libearful.a $(B)/libearful.so $(MANUAL) ## build the program and the library into build/

help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

# ---- building -------------------------------------------------------------------------------

$(B)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(if $(V),,@echo "  cc    $<")
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c $< -o $@

$(B)/obj/%.o: %.S
	@mkdir -p $(@D)
	$(if $(V),,@echo "  as    $<")
	$(Q)$(CC) $(CPPFLAGS) -MMD -MP -c $< -o $@

$(B)/obj/pipeline/lexicon/builtin_files.o: $(wildcard lexicons/*.csv lexicons/*/* lexicons/packs/*/*)

$(B)/libearful.a: $(OBJECTS)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

$(B)/libearful.so.$(ABI): $(OBJECTS)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -shared -Wl,-soname,libearful.so.$(ABI) -o $@ $^ $(LIBS)

$(B)/libearful.so: $(B)/libearful.so.$(ABI)
	$(Q)ln -sf $(<F) $@

$(B)/earful: $(CLI_OBJ) $(B)/libearful.a
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(MANUAL): $(B)/earful
	@mkdir -p $(@D)
	$(Q)$< help $(@F) > $@.new && mv $@.new $@

-include $(shell find $(B)/obj $(B)/test -name '*.d' 2>/dev/null)

# ---- tests ----------------------------------------------------------------------------------
# unit-LAYER links only that layer and the ones before it, so a layer is tested without the rest.

UNIT_DIRS := $(patsubst tests/%/,%,$(sort $(dir $(wildcard $(LAYERS:%=tests/%/test_*.c)))))

define unit_rule
UNIT_OBJ_$(1) := $(patsubst %,$(B)/obj/%.o,$(basename $(wildcard \
	$(foreach l,$(2),pipeline/$(l)/*.[cS] pipeline/$(l)/*/*.c))))
$(B)/test/unit-$(1): $(wildcard tests/$(1)/*.c) $$(UNIT_OBJ_$(1)) $(HEADERS)
	@mkdir -p $$(@D)
	$(Q)$(CC) $(CPPFLAGS) -Itests $(ALL_CFLAGS) $(TEST_WARNINGS) -o $$@ \
		$(wildcard tests/$(1)/*.c) $(wildcard tests/support/*.c) $$(UNIT_OBJ_$(1)) -lcriterion $(LIBS) -lz
.PHONY: unit-$(1)
unit-$(1): $(B)/test/unit-$(1)
	$(Q)$$< --quiet 2>&1 || $$< 2>&1
endef
upto = $(if $(filter $(1),$(firstword $(2))),$(1),$(firstword $(2)) $(call upto,$(1),$(wordlist 2,99,$(2))))
$(foreach d,$(UNIT_DIRS),$(eval $(call unit_rule,$(d),$(call upto,$(d),$(LAYERS)))))

deps: ## install what is missing of the Debian packages (sudo when not root)
	@sh tests/support/install_deps.sh

demo: ## set up, build and run the main job on the built-in sample data
	@$(MAKE) --no-print-directory deps
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@$(B)/earful demo

test: ## set up, build and run all tests
	@$(MAKE) --no-print-directory deps
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@sh tests/run.sh $(B)

clean: ## remove build/
	rm -rf build

unit: $(UNIT_DIRS:%=$(B)/test/unit-%) ## build the unit tests, one program a layer

golden: $(B)/earful ## run the command line cases of tests/golden
	@sh tests/golden/run.sh $(B)

$(B)/test/earful-avx512: $(CLI_OBJ) tests/agree/emulated_kernels.c tests/simd/emulated_avx512.c \
		$(B)/libearful.a pipeline/simd/kernels_avx512.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) -Itests $(ALL_CFLAGS) $(TEST_WARNINGS) $(LDFLAGS) -o $@ \
		$(filter-out pipeline/%,$^) $(LIBS)

agree: $(B)/earful ## same bytes for any threads, order and slices; the slow twin
	@sh tests/agree/run.sh $(B)

$(B)/test/peers-simdjson.o: tests/peers/peer_simdjson.cpp tests/peers/peer.h
	@mkdir -p $(@D)
	$(Q)$(CXX) -std=c++17 -O1 -g -Wall -Wextra -c -o $@ $<

$(B)/test/peers-json: $(filter-out %/cells.c,$(wildcard tests/peers/*.[ch])) \
		$(B)/test/peers-simdjson.o $(B)/libearful.a
	$(Q)$(CC) $(CPPFLAGS) -Itests/peers $(ALL_CFLAGS) $(TEST_WARNINGS) -o $@ $(filter %.c %.o %.a,$^) \
		-lsimdjson -ljansson -lstdc++ $(LIBS)

$(B)/test/peers-cells: tests/peers/cells.c $(B)/libearful.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(TEST_WARNINGS) -o $@ $^ $(LIBS)

PEERS_TIMES ?= 100
PEERS_SEED  ?= 2
peers: $(B)/earful ## JSON and CSV as simdjson, jansson and Python read them; 100 times what test does
	@sh tests/peers/run.sh $(B) $(PEERS_TIMES) $(PEERS_SEED)

$(B)/test/race: $(wildcard tests/race/*.c) $(B)/libearful.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(TEST_WARNINGS) -o $@ $(wildcard tests/race/*.c) $(B)/libearful.a $(LIBS)

race: ## the program and tests/race under ThreadSanitizer
	@$(MAKE) --no-print-directory VARIANT=tsan -j$(JOBS) build/tsan/earful build/tsan/test/race
	@sh tests/race/run.sh build/tsan

asan: ## unit and golden tests under Address-, Leak- and UndefinedBehaviorSanitizer
	@$(MAKE) --no-print-directory VARIANT=asan -j$(JOBS) build/asan/earful unit
	@sh tests/run.sh build/asan

aarch64: ## the suite built for aarch64, emulated; SUITES=unit for the unit tests alone
	@sh tests/aarch64/run.sh $(SUITES)

check: ## everything that CI runs
	@bash .ci/run

FUZZ_SECONDS ?= 30
FUZZ_CC      ?= clang-14
build/fuzz/%: tests/fuzz/fuzz_%.c $(SOURCES) $(HEADERS)
	@$(MAKE) --no-print-directory VARIANT=fuzz CC=$(FUZZ_CC) -j$(JOBS) build/fuzz/libearful.a
	$(Q)$(FUZZ_CC) $(CPPFLAGS) $(ALL_CFLAGS) $(TEST_WARNINGS) $(SANITIZE_fuzz) -fsanitize=fuzzer -o $@ $< build/fuzz/libearful.a $(LIBS) -lz

fuzz: ## fuzz every target for FUZZ_SECONDS each
	@for t in $(FUZZERS); do $(MAKE) --no-print-directory build/fuzz/$$t || exit 1; \
		mkdir -p build/fuzz/found/$$t; \
		build/fuzz/$$t -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=2048 \
			-artifact_prefix=build/fuzz/found/$$t- build/fuzz/found/$$t tests/fuzz/seeds/$$t \
			>build/fuzz/$$t.log 2>&1 || { tail -40 build/fuzz/$$t.log; exit 1; }; \
		echo "fuzz $$t: $(FUZZ_SECONDS) s, $$(sed -n 's/^#\([0-9]*\)[[:space:]]*DONE.*/\1 inputs/p' build/fuzz/$$t.log), no finding"; done

$(B)/test/replay-%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c $(B)/libearful.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(TEST_WARNINGS) -o $@ $< tests/fuzz/replay.c $(B)/libearful.a $(LIBS) -lz

fuzz-replay: $(FUZZERS:%=$(B)/test/replay-%) ## run the fuzz targets over their seeds, without an engine
	@for t in $(FUZZERS); do $(B)/test/replay-$$t tests/fuzz/seeds/$$t || exit 1; done

layers: ## check that no stage includes a later one, and each third-party header has one includer
	@sh tests/support/check_layers.sh "$(LAYERS)"

format: ## format the C files in place
	clang-format-14 -i $(C_FILES)

format-check: ## fail when a C file is not formatted
	@clang-format-14 --dry-run --Werror $(C_FILES)

lint: ## clang-tidy over the sources
	clang-tidy-14 --quiet $(filter %.c,$(SOURCES)) $(CLI) -- $(CPPFLAGS) -std=c17

$(B)/bench/stages: bench/stages.c $(B)/libearful.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -o $@ $< $(B)/libearful.a $(LIBS)

$(B)/bench/corpus: bench/corpus.c bench/corpus_words.h
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -o $@ $<

$(B)/bench/peak: tests/memory/peak.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -o $@ $<

.PHONY: bench-tools
bench-tools: $(addprefix $(B)/bench/,stages corpus peak)

MACHINE ?= $(shell sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1 | tr -cs 'A-Za-z0-9\n' - | tr A-Z a-z)-$(JOBS)
RESULTS ?= $(firstword $(wildcard bench/results/$(MACHINE).jsonl) $(wildcard bench/results/*.jsonl))
bench: ## measure everything on BYTES of text, RUNS in turn, into bench/results/MACHINE.jsonl
	@mkdir -p bench/results
	@sh bench/run.sh | tee bench/results/$(MACHINE).jsonl

bench-table: ## the tables of the README from RESULTS
	@python3 bench/table.py <$(RESULTS)

bench-gate: bench-tools ## instructions a stage against those recorded; UPDATE=1 records
	@python3 bench/instructions.py $(if $(UPDATE),--update)

# ---- installing -----------------------------------------------------------------------------

.PHONY: $(B)/earful.pc # holds PREFIX, which may change from call to call
$(B)/earful.pc:
	@mkdir -p $(@D)
	@printf 'prefix=%s\nincludedir=$${prefix}/include\nlibdir=$${prefix}/lib\n\n' '$(PREFIX)' > $@
	@printf 'Name: earful\nDescription: voice-of-customer text analytics\nVersion: %s\n' '$(VERSION)' >> $@
	@printf 'Cflags: -I$${includedir}\nLibs: -L$${libdir} -learful\nRequires.private: %s\nLibs.private: -lm -pthread\n' '$(PACKAGES)' >> $@

install: all $(B)/earful.pc ## install below PREFIX (default /usr/local), DESTDIR honoured
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/include $(DESTDIR)$(PREFIX)/lib/pkgconfig \
		$(DESTDIR)$(PREFIX)/share/earful $(DESTDIR)$(PREFIX)/share/man/man1 \
		$(DESTDIR)$(PREFIX)/share/man/man5 $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	install -m 755 $(B)/earful $(DESTDIR)$(PREFIX)/bin/
	install -m 644 include/*.h $(DESTDIR)$(PREFIX)/include/
	install -m 644 $(B)/libearful.a $(DESTDIR)$(PREFIX)/lib/
	install -m 755 $(B)/libearful.so.$(ABI) $(DESTDIR)$(PREFIX)/lib/
	ln -sf libearful.so.$(ABI) $(DESTDIR)$(PREFIX)/lib/libearful.so
	install -m 644 $(B)/earful.pc $(DESTDIR)$(PREFIX)/lib/pkgconfig/
	cp -R lexicons $(DESTDIR)$(PREFIX)/share/earful/
	install -m 644 $(filter %.1,$(MANUAL)) $(DESTDIR)$(PREFIX)/share/man/man1/
	install -m 644 $(filter %.5,$(MANUAL)) $(DESTDIR)$(PREFIX)/share/man/man5/
	install -m 644 $(filter %.bash,$(MANUAL)) \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/earful

uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/earful $(DESTDIR)$(PREFIX)/include/earful*.h \
		$(DESTDIR)$(PREFIX)/lib/libearful.* $(DESTDIR)$(PREFIX)/lib/pkgconfig/earful.pc
	rm -f $(DESTDIR)$(PREFIX)/share/man/man1/earful.1 $(DESTDIR)$(PREFIX)/share/man/man5/earful-*.5 \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/earful
	rm -rf $(DESTDIR)$(PREFIX)/share/earful
