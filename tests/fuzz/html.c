/*
 * Any bytes as a page, in any character set: what comes out is valid UTF-8
 * without blank or unclean paragraphs.
 */
#include "fuzz.h"

#include "news/html.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const sets[] = {NULL, "utf-8", "iso-8859-1",
	    "shift_jis", "utf-16le", "no such set"};
	static struct arena a;
	struct meta m;
	struct str text;
	struct str page = {(const char *)data, n};

	if (!n)
		return 0;
	page = str_slice(page, 1, n);
	html_looks(page);
	html_read(page, sets[data[0] % 6], &m, &text, &a);
	require_utf8(text);
	require_meta(&m);
	require(!text.n || (text.p[0] != '\n' && text.p[text.n - 1] != '\n' &&
			       str_find(text, STR("\n\n\n"), 0) == SIZE_MAX));
	arena_reset(&a);
	return 0;
}
