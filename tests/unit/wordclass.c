/* lang/wordclass: files of classes, and what is found in them */

#include "lang/wordclass.h"

#include "tap.h"

#include <stdlib.h>
#include <string.h>

static void
test_found(void)
{
	/* The third falls on the first's slot; the fourth is the first again. */
	static const struct wordclass words[] = {
	    {5, 1, 2}, {6, 3, 4}, {5 + 64, 5, 6}, {5, 7, 8}, {7, 64, 400}};
	struct wordclasses c;
	struct buf b;

	buf_init(&b, BUF_MAX);
	wordclass_write(words, 5, &b);
	check(wordclass_open(&c, buf_str(&b)), "what was written opens");
	check(wordclass_find(&c, 5)->coarse == 1, "of two, the first");
	check(wordclass_find(&c, 5 + 64)->fine == 6, "a slot on");
	check(wordclass_find(&c, 7)->fine == 400, "the last");
	check(wordclass_find(&c, 8)->coarse == 0, "none");
	buf_release(&b);
}

static void
test_key(void)
{
	struct token word = {0, 4, TOKEN_WORD, TOKEN_LOWER, 77};
	struct token name = {0, 4, TOKEN_WORD, TOKEN_CAP, 77};
	struct token one = {0, 4, TOKEN_NUMBER, TOKEN_DIGIT, 1};
	struct token two = {0, 4, TOKEN_NUMBER, TOKEN_DIGIT, 2};

	check(wordclass_key(&word) != wordclass_key(&name),
	    "capitals make another word");
	check(wordclass_key(&one) == wordclass_key(&two),
	    "all numbers are one word");
}

/* Files that are none must not be opened, nor read beyond their end. */
static void
test_bad(void)
{
	struct wordclass w = {5, 1, 2};
	struct wordclasses c;
	struct buf b;
	uint32_t n;

	buf_init(&b, BUF_MAX);
	wordclass_write(&w, 1, &b);
	for (size_t k = 0; k < b.n; k++)
		check(!wordclass_open(&c, (struct str){b.p, k}), "cut at %zu",
		    k);
	for (size_t k = 0; k < 3; k++) {
		static const uint32_t sizes[] = {0, 3, 1u << 31};

		n = sizes[k];
		memcpy(b.p + 4, &n, sizeof n);
		check(!wordclass_open(&c, buf_str(&b)), "%u slots", n);
	}
	/* No free slot: a search would not end. */
	buf_reset(&b);
	wordclass_write(&w, 1, &b);
	memset(b.p + 8, 1, b.n - 8);
	check(!wordclass_open(&c, buf_str(&b)), "a full table");
	buf_release(&b);
}

int
main(void)
{
	test_found();
	test_key();
	test_bad();
	return tap_done();
}
