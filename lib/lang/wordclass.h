/*
 * wordclass - classes of words that stand in like company.
 *
 * For: telling a model that "agency", "newspaper" and "watchdog" behave
 * alike, so that what it has learnt of one holds for the others. Classes
 * are induced from bare text (gen/wordclass.c), on two levels: a few coarse
 * ones and many fine ones.
 * Not for: meaning; a class is a number without a name.
 *
 * Words in capitals have classes of their own beside the same words in lower
 * case; all numbers are one word.
 *
 * File, in the byte order of the machine, 4-aligned: "WCL1", u32 number of
 * slots (a power of two), then slots {u32 hash, u16 coarse, u16 fine}; a
 * free slot has the class 0. A word stands in the slot that its hash names
 * or in the next ones behind it.
 */
#ifndef LANG_WORDCLASS_H
#define LANG_WORDCLASS_H

#include "lang/token.h"

/* The classes of a word, from 1; both 0: it has none. */
struct wordclass {
	uint32_t hash;
	uint16_t coarse, fine;
};

struct wordclasses {
	const struct wordclass *slot;
	uint32_t mask;
};

/* Opens a file in memory, which must outlive C. False if it is none. */
bool wordclass_open(struct wordclasses *c, struct str file);
/* What the word of token K is looked up by. */
static inline uint32_t
wordclass_key(const struct token *k)
{
	uint64_t h = k->kind == TOKEN_NUMBER ? 1 : k->hash;

	return (uint32_t)(hash_mix(h, k->flags & TOKEN_CAP) >> 32);
}
/* The classes of the word with KEY; never NULL. */
const struct wordclass *wordclass_find(
    const struct wordclasses *c, uint32_t key);
/*
 * Appends to OUT the file of N words (their slots, in any order; of words
 * with one hash the first stands).
 */
void wordclass_write(const struct wordclass *w, size_t n, struct buf *out);

#endif
