# copydesk: needs GNU make. `make help` lists the targets.

TOOLS = $(patsubst tools/%.c,%,$(wildcard tools/*.c))
VERSION = 0.1.0
LANGUAGE = en

PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
MANDIR ?= $(PREFIX)/share/man
CFLAGS ?= -O2 -g
INSTALL ?= install
UNICODE ?= /usr/share/unicode/UnicodeData.txt
WORDNET ?= /usr/share/wordnet
# Read at run time; the environment's COPYDESK_MODELS wins.
ifndef LANGUAGE_MODELS
LANGUAGE_MODELS := $(firstword $(shell pkg-config --variable=pkgdatadir \
	libexttextcat 2>/dev/null) /usr/share/libexttextcat)
endif

# Flavours of objects do not mix: build/ is the plain one, a sanitized build
# has its own folder. Each holds its tools beside its objects.
empty :=
comma := ,
ifdef SANITIZE
B = build/$(subst $(comma),-,$(SANITIZE))
OWN_SAN = -fsanitize=$(SANITIZE) -fno-omit-frame-pointer \
	-fno-sanitize-recover=all
else
B = build
endif
O = $(B)/obj
G = build/gen

# Our own flags, apart from the user's CFLAGS, CPPFLAGS and LDFLAGS.
OWN_CPPFLAGS = -Ilib -I$(G) -D_POSIX_C_SOURCE=200809L -DVERSION='"$(VERSION)"' \
	-DDATA_LANGUAGE='"$(LANGUAGE)"' -DLANGUAGE_MODELS='"$(LANGUAGE_MODELS)"' \
	-isystem /usr/include/libxml2 -isystem /usr/include/libexttextcat
OWN_CFLAGS = -std=c11 -Wall -Wextra -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wpointer-arith -Wwrite-strings -MMD -MP \
	$(OWN_SAN)
ifdef WERROR
OWN_CFLAGS += -Werror
endif
COMPILE = $(CC) $(OWN_CPPFLAGS) $(CPPFLAGS) $(OWN_CFLAGS) $(CFLAGS)

BASE = $(patsubst lib/%.c,%,$(wildcard lib/base/*.c))
STREAM = $(patsubst lib/%.c,%,$(wildcard lib/stream/*.c))
LANG_ = $(patsubst lib/%.c,%,$(wildcard lib/lang/*.c))
NEWS = $(patsubst lib/%.c,%,$(wildcard lib/news/*.c))
MODULES = $(BASE) $(STREAM) $(LANG_) $(NEWS)
LIB = $(O)/libcopydesk.a
LIBS = -ljq -lcsv -lpcre2-8 -lz -lm
LIBS_segment = -lxml2 -licuuc -lexttextcat-2.0
LIBS_diff-claims = -lsqlite3

DATA = lib/data/$(LANGUAGE)
NAME_LISTS = $(addprefix $(DATA)/, countries.csv nationalities.csv \
	regions.csv subdivisions.csv cities.csv given-names.csv surnames.csv \
	persons.csv orgs.csv universities.csv misc.csv heads.csv titles.csv \
	common.csv)
WORD_LISTS = $(filter-out $(NAME_LISTS) $(DATA)/abbreviations.csv \
	$(DATA)/lemmas.csv, $(wildcard $(DATA)/*.csv))
BLOBS = $(G)/abbreviations.lex $(G)/words.lex $(G)/names.lex \
	$(G)/vocabulary.lex $(G)/synonyms.lex $(G)/classes.lex \
	$(DATA)/segment.rules $(DATA)/dates.rules $(DATA)/segment.model \
	$(DATA)/entities.model $(DATA)/tag.model \
	$(DATA)/words.classes

all: $(TOOLS:%=$(B)/%)

help:
	@echo 'make            build the tools into build/'
	@echo 'make demo       install what is missing, build, show it at work'
	@echo 'make check      install what is missing, build, run all tests'
	@echo 'make deps       only install what is missing'
	@echo 'make install    into PREFIX (/usr/local), below DESTDIR'
	@echo 'make uninstall  remove what install put there'
	@echo 'make lint       clang-tidy, mandoc -Tlint, clang-format'
	@echo 'make fuzz       run the fuzz targets for a while each (clang)'
	@echo 'make bench      measure speed; accuracy: tests/bench/accuracy'
	@echo 'make clean      remove build/'
	@echo 'SANITIZE=address,undefined builds and tests in a folder of its own'
	@echo 'WERROR=1 makes warnings errors'

# Installs with the system's own package manager what is missing, naming it
# first; where that cannot be done, prints the one command to run.
deps:
	@tests/deps

demo: deps
	@$(MAKE) --no-print-directory -s all
	@tests/demo $(B)

$(TOOLS:%=$(B)/%): $(B)/%: $(O)/tools/%.o $(LIB)
	$(CC) $(OWN_SAN) $(CFLAGS) $(LDFLAGS) -o $@ $< $(LIB) $(LIBS_$*) $(LIBS)

# HTML and its library belong to segment alone; the archive keeps them apart.
BLOB_OBJECTS = $(foreach f,$(BLOBS),$(O)/blob/$(subst .,_,$(basename $(notdir \
	$(f)))$(filter-out .lex,$(suffix $(f)))).o)
$(LIB): $(MODULES:%=$(O)/%.o) $(BLOB_OBJECTS)
	@rm -f $@
	$(AR) rcs $@ $^

$(O)/%.o: lib/%.c | $(G)/unicode.inc
	@mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

$(O)/tools/%.o: tools/%.c
	@mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

# ---- tables and lists, made while building

$(G)/unicode: lib/gen/unicode.c
	@mkdir -p $(@D)
	$(CC) -std=c11 -O1 -o $@ $<

$(G)/unicode.inc: $(G)/unicode
	$(G)/unicode $(UNICODE) > $@.new
	mv $@.new $@

GEN_SOURCES = lib/gen/lexicon.c lib/lang/lexicon.c lib/lang/token.c \
	$(wildcard lib/base/*.c)
$(G)/lexicon: $(GEN_SOURCES) $(wildcard lib/base/*.h lib/lang/*.h) \
		$(G)/unicode.inc
	$(CC) $(OWN_CPPFLAGS) -std=c11 -O2 -o $@ $(GEN_SOURCES) -lcsv -lm

$(G)/abbreviations.lex: $(G)/lexicon $(DATA)/abbreviations.csv
	$(G)/lexicon $@ $(DATA)/abbreviations.csv

$(G)/wordnet $(G)/wordnet_classes $(G)/synonyms: $(G)/%: lib/gen/%.c \
		$(addprefix lib/,gen/wordnet_in.c gen/wordnet_in.h \
		base/diag.c base/diag.h)
	@mkdir -p $(@D)
	$(CC) $(OWN_CPPFLAGS) -std=c11 -O1 -o $@ $(filter %.c,$^)

$(G)/forms.csv: $(G)/wordnet
	$(G)/wordnet $(WORDNET) > $@.new
	mv $@.new $@

$(G)/classes.csv: $(G)/wordnet_classes
	$(G)/wordnet_classes $(WORDNET) > $@.new
	mv $@.new $@

# Its words are whole ones: "n't", "'s".
$(G)/classes.lex: $(G)/lexicon $(G)/classes.csv $(DATA)/lemmas.csv
	$(G)/lexicon $@ $(DATA)/lemmas.csv $(G)/classes.csv

$(G)/words.lex: $(G)/lexicon $(WORD_LISTS) $(G)/forms.csv \
		$(DATA)/abbreviations.csv
	$(G)/lexicon -a $(DATA)/abbreviations.csv $@ $(WORD_LISTS) \
		$(G)/forms.csv

$(G)/names.lex: $(G)/lexicon $(NAME_LISTS) $(DATA)/abbreviations.csv
	$(G)/lexicon -a $(DATA)/abbreviations.csv $@ $(NAME_LISTS)

$(G)/vocabulary.lex: $(G)/lexicon $(DATA)/common.csv
	$(G)/lexicon $@ $(DATA)/common.csv

$(G)/synonyms.csv: $(G)/synonyms
	$(G)/synonyms $(WORDNET) > $@.new
	mv $@.new $@

$(G)/synonyms.lex: $(G)/lexicon $(G)/synonyms.csv
	$(G)/lexicon $@ $(G)/synonyms.csv

# Each list and each rule file becomes a symbol in read-only data, each in an
# object of its own, so that a tool carries only what it asks for.
$(O)/blob/%.o: | $(BLOBS)
	@mkdir -p $(@D)
	@f=$(filter %/$(subst _,.,$*) %/$*.lex,$(BLOBS)); \
	printf '%s\n' '.section .rodata' '.balign 16' \
		'.global blob_$*, blob_$*_end' \
		"blob_$*: .incbin \"$$f\"" 'blob_$*_end: .byte 0' \
		'.section .note.GNU-stack,"",%progbits' > $(@:.o=.s)
	$(CC) -c -o $@ $(@:.o=.s)

$(foreach f,$(BLOBS),$(eval $(O)/blob/$(subst .,_,$(basename $(notdir $(f)))$(filter-out .lex,$(suffix $(f)))).o: $(f)))

# ---- installing

MAN1 = $(wildcard man/*.1)
MAN5 = $(wildcard man/*.5)
MAN7 = $(wildcard man/*.7)

install: all
	$(INSTALL) -d '$(DESTDIR)$(BINDIR)' '$(DESTDIR)$(MANDIR)/man1' \
		'$(DESTDIR)$(MANDIR)/man5' '$(DESTDIR)$(MANDIR)/man7'
	$(INSTALL) -m 755 $(TOOLS:%=$(B)/%) '$(DESTDIR)$(BINDIR)'
	$(INSTALL) -m 644 $(MAN1) '$(DESTDIR)$(MANDIR)/man1'
	$(INSTALL) -m 644 $(MAN5) '$(DESTDIR)$(MANDIR)/man5'
	$(INSTALL) -m 644 $(MAN7) '$(DESTDIR)$(MANDIR)/man7'

uninstall:
	cd '$(DESTDIR)$(BINDIR)' && rm -f $(TOOLS)
	cd '$(DESTDIR)$(MANDIR)/man1' && rm -f $(notdir $(MAN1))
	cd '$(DESTDIR)$(MANDIR)/man5' && rm -f $(notdir $(MAN5))
	cd '$(DESTDIR)$(MANDIR)/man7' && rm -f $(notdir $(MAN7))

# ---- models: rebuilt from labelled text, not part of a normal build

# make models DATA_DIR=...: the folder with segment/ewt-train.jsonl and
# segment/gum-train.jsonl (of GUM only the genres under open licences). The
# same data give the same weights, bit for bit.
OPEN_GENRES = news,interview,voyage,bio,speech,academic,court,textbook,vlog,conversation

$(G)/train: lib/gen/train.c $(LIB)
	$(COMPILE) -o $@ $< $(LIB) $(LIBS)

$(G)/train_entities: lib/gen/train_entities.c $(LIB)
	$(COMPILE) -o $@ $< $(LIB) $(LIBS)

$(G)/train_tags: lib/gen/train_tags.c lib/gen/conllu.c $(LIB)
	$(COMPILE) -o $@ $(filter %.c,$^) $(LIB) $(LIBS)

models: $(G)/train models-entities models-tag
	$(G)/train segment $(DATA)/segment.model \
		$(DATA_DIR)/segment/ewt-train.jsonl \
		-g $(OPEN_GENRES) $(DATA_DIR)/segment/gum-train.jsonl

# Kinds of names that a set labels, where it is not all of them.
NER = $(DATA_DIR)/entities
THREE = PERSON,ORG,GPE,LOC,FAC
GUM = $(THREE),EVENT,LAW,PRODUCT,WORK
# Classes of words, from the words of all open texts that read like news.
$(G)/wordclass: lib/gen/wordclass.c $(LIB)
	$(COMPILE) -o $@ $< $(LIB) $(LIBS)

models-classes: $(G)/wordclass
	$(G)/wordclass $(DATA)/words.classes 64 400 4 \
		$(foreach s,gmb_raw voa uner_ewt gum_open wikigold \
		crossner_politics re3d europarl_en,$(NER)/$(s)/train.bio)

$(G)/invent: lib/gen/invent.c $(LIB)
	$(COMPILE) -o $@ $< $(LIB) $(LIBS)

$(G)/inventions.bio: $(G)/invent $(DATA)/inventions.txt
	$(G)/invent $(DATA)/inventions.txt 2 > $@.new
	mv $@.new $@

models-entities: $(G)/train_entities $(G)/inventions.bio
	$(G)/train_entities $(DATA)/entities.model \
		-p 24 -r 2 -f 700 -u 400 -d 35 -o 0.3 -t 8 \
		-j 12 -a 6 -c 20 -w 2 $(NER)/voa/train.bio \
		-j 0 -a 0 -c 0 -w 1 -l 1 $(NER)/voa/train.bio \
		-c 20 -l 0 -w 2 -k $(THREE) $(NER)/uner_ewt/train.bio \
		-w 1.2 -k $(GUM) -g 1 $(NER)/gum_open/train.bio \
		-w 1 -k '' -g 0 $(NER)/wikigold/train.bio \
		-w 2 $(NER)/crossner_politics/train.bio \
		$(NER)/re3d/train.bio $(NER)/europarl_en/train.bio \
		-w 1 $(NER)/wnut17/train.bio \
		-w 0.5 -k $(THREE) $(NER)/btc/train.bio \
		-w 0.4 -k '' $(G)/inventions.bio \
		-d 0 -e 1 -c 0 -w 1 -k '' $(NER)/voa/dev.bio \
		$(NER)/gum_open/dev.bio \
		-k $(THREE) $(NER)/uner_ewt/dev.bio

POS = $(DATA_DIR)/pos
models-tag: $(G)/train_tags
	$(G)/train_tags $(DATA)/tag.model -b 15 -p 4 -q 8 -r 2 -f 300 -g 100 \
		-o 1 -c 10 $(POS)/ewt-train.conllu $(POS)/gum-open-train.conllu

clean:
	rm -rf build

# ---- tests

# Programs of tests/unit, tests/fuzz (replayers of a corpus) and tests/bench
# are built beside the tools of their flavour: make SANITIZE=... check.
UNITS = $(patsubst tests/%.c,$(B)/%,$(wildcard tests/unit/*.c))
FUZZ = $(filter-out main,$(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*.c)))
TEST_LIBS = $(LIBS_segment) $(LIBS_diff-claims) $(LIBS)

$(B)/unit/%: tests/unit/%.c $(LIB)
	@mkdir -p $(@D)
	$(COMPILE) $(LDFLAGS) -o $@ $< $(LIB) $(TEST_LIBS)

$(B)/bench/tags: tests/bench/tags.c lib/gen/conllu.c $(LIB)
	@mkdir -p $(@D)
	$(COMPILE) $(LDFLAGS) -o $@ $(filter %.c,$^) $(LIB) $(TEST_LIBS)

$(B)/bench/%: tests/bench/%.c $(LIB)
	@mkdir -p $(@D)
	$(COMPILE) $(LDFLAGS) -o $@ $< $(LIB) $(TEST_LIBS)

$(B)/fuzz/main.o: tests/fuzz/main.c
	@mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

$(B)/fuzz/%.o: tests/fuzz/%.c
	@mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

$(FUZZ:%=$(B)/fuzz/%): $(B)/fuzz/%: $(B)/fuzz/%.o $(B)/fuzz/main.o $(LIB)
	$(CC) $(OWN_SAN) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) $(LIB) \
		$(TEST_LIBS)

check: deps
	@$(MAKE) --no-print-directory -s all programs
	@tests/check $(B)

programs: $(UNITS) $(FUZZ:%=$(B)/fuzz/%)

# Looks for faults for FUZZ_TIME seconds a target: make fuzz, or with
# FUZZ=json. New inputs stay in build/fuzz-corpus. Needs clang, which calls
# NULL + 0 an overflow: our empty strings, so that is left out.
FUZZ_TIME ?= 60
FUZZ_SANITIZE = address,undefined,fuzzer-no-link
FUZZ_B = build/$(subst $(comma),-,$(FUZZ_SANITIZE))

fuzz:
	@for t in $(FUZZ); do \
		mkdir -p build/fuzz-corpus/$$t tests/fuzz/corpus/$$t && \
		$(MAKE) -s CC=clang CFLAGS='-g -O1 -fno-sanitize=pointer-overflow' \
			SANITIZE=$(FUZZ_SANITIZE) $(FUZZ_B)/fuzzer/$$t && \
		$(FUZZ_B)/fuzzer/$$t \
			-max_total_time=$(FUZZ_TIME) -max_len=4096 -timeout=10 \
			-artifact_prefix=build/fuzz-corpus/$$t- \
			build/fuzz-corpus/$$t tests/fuzz/corpus/$$t || exit 1; \
	done

$(B)/fuzzer/%: $(B)/fuzz/%.o $(LIB)
	@mkdir -p $(@D)
	$(CC) -fsanitize=fuzzer,address,undefined $(LDFLAGS) -o $@ $< $(LIB) \
		$(TEST_LIBS)

# How fast records are read, beside libjq.
bench: all $(B)/bench/json $(B)/bench/icu $(B)/bench/tags
	$(B)/bench/json
	tests/bench/speed $(B)

-include $(UNITS:%=%.d) $(FUZZ:%=$(B)/fuzz/%.d) $(B)/fuzz/main.d

# ---- lint

SOURCES = $(wildcard lib/*/*.c tools/*.c)
HEADERS = $(wildcard lib/*/*.h)

lint: all
	@mandoc -Tlint -W warning man/*.[157]
	@clang-format --dry-run -Werror $(SOURCES) $(HEADERS)
	@clang-tidy --quiet $(SOURCES) -- -std=c11 $(OWN_CPPFLAGS)

format:
	clang-format -i $(SOURCES) $(HEADERS)

-include $(MODULES:%=$(O)/%.d) $(TOOLS:%=$(O)/tools/%.d)


.PHONY: models models-classes models-entities models-tag all help deps demo install uninstall clean check programs bench fuzz \
	lint format
.SECONDARY:
.DELETE_ON_ERROR:
