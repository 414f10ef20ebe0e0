#include "news/segment_unicode.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/ubrk.h>
#include <unicode/utext.h>

struct unicode_segmenter {
	UBreakIterator *it; /* NULL: ICU has no rules; nothing is cut then */
	UText text;
	struct buf joined;
	size_t n;
	int32_t at;
};

struct unicode_segmenter *
unicode_segmenter_new(void)
{
	struct unicode_segmenter *u = mem_zalloc(1, sizeof *u);
	static const UText none = UTEXT_INITIALIZER;
	UErrorCode st = U_ZERO_ERROR;

	u->text = none;
	buf_init(&u->joined, INT32_MAX);
	u->it = ubrk_open(UBRK_SENTENCE, "", NULL, 0, &st);
	return u;
}

void
unicode_segmenter_free(struct unicode_segmenter *u)
{
	if (!u)
		return;
	if (u->it)
		ubrk_close(u->it);
	utext_close(&u->text);
	buf_release(&u->joined);
	free(u);
}

void
unicode_segmenter_set(struct unicode_segmenter *u, struct str text, bool joined)
{
	UErrorCode st = U_ZERO_ERROR;

	u->n = text.n;
	u->at = 0;
	if (!u->it)
		return;
	if (joined && memchr(text.p, '\n', text.n)) {
		buf_reset(&u->joined);
		buf_adds(&u->joined, text);
		text = buf_str(&u->joined);
		for (size_t i = 0; i < text.n; i++)
			if (text.p[i] == '\n' || text.p[i] == '\r')
				u->joined.p[i] = ' ';
	}
	utext_openUTF8(&u->text, text.p, (int64_t)text.n, &st);
	ubrk_setUText(u->it, &u->text, &st);
	u->at = U_SUCCESS(st) ? ubrk_first(u->it) : UBRK_DONE;
}

size_t
unicode_segmenter_end(struct unicode_segmenter *u, size_t from)
{
	if (!u->it)
		return u->n;
	while (u->at != UBRK_DONE && (size_t)u->at <= from)
		u->at = ubrk_next(u->it);
	return u->at == UBRK_DONE ? u->n : (size_t)u->at;
}
