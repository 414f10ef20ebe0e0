/*
 * Any bytes as a feed, in any character set: what comes out is valid UTF-8,
 * and there are no more items than there can be.
 */
#include "fuzz.h"

#include "news/feed.h"

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
		require_utf8(text);
		require_meta(&m);
		require(text.p && ++items <= n);
		arena_reset(&a);
	}
	feed_free(f);
	arena_release(&a);
	return 0;
}
