/*
 * Any bytes as a feed, in any character set: what comes out is valid UTF-8,
 * and there are no more items than there can be.
 */
#include "base/utf8.h"
#include "news/feed.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
check(struct str s)
{
	if (s.p && !utf8_valid(s, NULL))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str bytes = {(const char *)data, n};
	struct arena a = {0};
	struct feed *f;
	struct meta m;
	struct str text;
	const char *why;
	size_t items = 0;

	f = feed_new(bytes, NULL, &why);
	while (f && feed_next(f, &m, &text, &a, &why)) {
		check(text);
		check(m.id);
		check(m.title);
		check(m.date);
		check(m.author);
		check(m.source);
		check(m.url);
		check(m.lang);
		if (!text.p || ++items > n)
			abort();
		arena_reset(&a);
	}
	feed_free(f);
	arena_release(&a);
	return 0;
}
