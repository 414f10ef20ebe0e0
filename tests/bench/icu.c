/*
 * icu - the peer of segment in tests/bench/speed: ICU's sentence breaks.
 *
 * usage: icu < TEXT. Reads text, finds sentence boundaries by ICU's break
 * iterator for English, prints how many. Reading and breaking only: ICU has
 * no records to write.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/ubrk.h>
#include <unicode/utext.h>

int
main(void)
{
	size_t n = 0, cap = 1 << 20, k;
	char *text = malloc(cap);
	UErrorCode err = U_ZERO_ERROR;
	UBreakIterator *it = ubrk_open(UBRK_SENTENCE, "en", NULL, 0, &err);
	UText *ut;
	long count = 0;

	while (text && (k = fread(text + n, 1, cap - n, stdin)) > 0) {
		n += k;
		if (n == cap)
			text = realloc(text, cap *= 2);
	}
	if (!text || U_FAILURE(err))
		return 2;
	ut = utext_openUTF8(NULL, text, (int64_t)n, &err);
	ubrk_setUText(it, ut, &err);
	if (U_FAILURE(err))
		return 2;
	while (ubrk_next(it) != UBRK_DONE)
		count++;
	printf("%ld\n", count);
	utext_close(ut);
	ubrk_close(it);
	free(text);
	return 0;
}
