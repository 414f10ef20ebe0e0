/*
 * lexicon - lists of words and names, looked up token by token.
 *
 * For: everything that is a list: names, titles, abbreviations, units, cue
 * words. The project's lists are compiled into one block of bytes while
 * building (gen/lexicon.c), which is mapped and not parsed, so that a tool
 * starts at once; users' lists are built into the same form at run time.
 * Not for: patterns (pattern.h).
 *
 * A list is a CSV table with the columns name, label, id, aliases (aliases
 * separated by "|"). Matching ignores case, but a name written in capitals
 * only (two letters or more: "WHO", "US") matches capitals only. A name
 * may carry several entries (Jordan: GPE and given).
 *
 * Format of a block, in the byte order of the machine: magic
 * "LEX1", number of slots (a power of two), of entries, of labels, offset of
 * strings; slots {u64 hash, u32 first, u32 count | PREFIX}; entries {u16
 * label, u16 flags, u32 name, u32 id}; label offsets; strings, each with its
 * length in 2 bytes before it and a NUL behind it.
 */
#ifndef LANG_LEXICON_H
#define LANG_LEXICON_H

#include "base/table.h"
#include "lang/token.h"

struct lexicon_entry {
	uint16_t label, flags;
	uint32_t name, id; /* lexicon_string */
};

struct lexicon_slot {
	uint64_t hash;
	uint32_t first, count;
};

struct lexicon {
	const struct lexicon_slot *slot;
	const struct lexicon_entry *entry;
	const uint32_t *label;
	const char *strings;
	uint32_t nslot, nentry, nlabel;
	void *own; /* of a lexicon built at run time: to be freed */
};

/* What a match found: COUNT entries for the N tokens that matched. */
struct lexicon_hit {
	const struct lexicon_entry *entry;
	size_t count, n;
};

/*
 * Opens a compiled block (which must outlive L, 8-aligned). False if it is
 * none.
 */
bool lexicon_open(struct lexicon *l, const void *block, size_t n);

/* The number of LABEL in this lexicon, or -1: compare with entry.label. */
int lexicon_label(const struct lexicon *l, const char *label);

/* A label and the bit that stands for it where tokens are classified. */
struct lexicon_class {
	const char *label;
	unsigned bit;
};
/*
 * The bit of every label of L, by its number: an array of L's nlabel + 1
 * elements, to be freed. Labels that C (N of them) does not name have 0.
 */
unsigned *lexicon_classes(
    const struct lexicon *l, const struct lexicon_class *c, size_t n);
struct str lexicon_string(const struct lexicon *l, uint32_t offset);
struct str lexicon_name(const struct lexicon *l, const struct lexicon_entry *e);
struct str lexicon_id(const struct lexicon *l, const struct lexicon_entry *e);

/*
 * The longest name that begins at T (N tokens of TEXT are left): true and
 * *HIT. lexicon_all gives up to MAX matches of all lengths, longest last.
 */
bool lexicon_find(const struct lexicon *l, struct str text,
    const struct token *t, size_t n, struct lexicon_hit *hit);
size_t lexicon_all(const struct lexicon *l, struct str text,
    const struct token *t, size_t n, struct lexicon_hit *hit, size_t max);
/* T will be asked for soon: its place lies far off in a large lexicon. */
void lexicon_expect(const struct lexicon *l, const struct token *t);
/* The entry with label number LABEL for the one token T, or NULL. */
const struct lexicon_entry *lexicon_word(
    const struct lexicon *l, struct str text, const struct token *t, int label);
/* The same for a word by itself. */
const struct lexicon_entry *lexicon_lookup(
    const struct lexicon *l, struct str word, int label);
/* The entry of WORD under the first of N labels that has one, or NULL. */
const struct lexicon_entry *lexicon_any(
    const struct lexicon *l, struct str word, const int *label, size_t n);

/* Building. */
struct lexicon_builder {
	struct lexicon_pair *pair;
	size_t npair, paircap;
	struct lexicon_entry *entry;
	size_t nentry, entrycap;
	uint32_t *label;
	size_t nlabel, labelcap;
	struct buf strings;
	struct tokens tokens;
	const struct lexicon *abbreviations; /* for the names' own tokens */
};

void lexicon_builder_init(
    struct lexicon_builder *b, const struct lexicon *abbreviations);
/* Adds one name with its label, id, and preferred NAME (all non-empty but id).
 */
void lexicon_builder_add(struct lexicon_builder *b, struct str form,
    struct str label, struct str id, struct str name);
/*
 * Adds the rows of a table with the columns above. LABEL_OK (may be NULL)
 * says which labels are allowed. False and *ERR (line, reason) on failure.
 */
bool lexicon_builder_table(struct lexicon_builder *b, const struct table *t,
    bool (*label_ok)(struct str label), struct table_error *err);
/* Appends the block to OUT. */
void lexicon_builder_write(struct lexicon_builder *b, struct buf *out);
/* Makes L from what was added; L owns its memory (lexicon_release). */
void lexicon_builder_open(struct lexicon_builder *b, struct lexicon *l);
void lexicon_builder_release(struct lexicon_builder *b);
void lexicon_release(struct lexicon *l);

#endif
