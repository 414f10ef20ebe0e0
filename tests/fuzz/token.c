/*
 * Any text as tokens: they stand in order, within the text, on borders of
 * characters; only white space and marks without width are between them.
 */
#include "fuzz.h"

#include "lang/token.h"

#include "base/utf8.h"
#include "news/data.h"

static void
check(struct str text, const struct lexicon *lex)
{
	static struct tokens t;
	size_t end = 0;

	tokens_set(&t, text, lex);
	for (size_t i = 0; i <= t.n; i++) {
		size_t start = i < t.n ? t.v[i].start : text.n;
		const char *p = text.p + end;

		require(start >= end && start <= text.n);
		while (p < text.p + start)
			require(uc_class(utf8_next(&p, text.p + text.n)) &
			    (UC_SPACE | UC_MARK));
		require(p == text.p + start);
		if (i == t.n)
			break;
		require(t.v[i].end > start && t.v[i].end <= text.n);
		require(utf8_valid(token_str(text, &t.v[i]), NULL));
		require(t.v[i].hash ==
		    utf8_hash_lower(token_str(text, &t.v[i])));
		end = t.v[i].end;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str text = {(const char *)data, n};
	struct lexicon_hit hit[4];
	static struct tokens t;

	if (!utf8_valid(text, NULL))
		return 0;
	check(text, NULL);
	check(text, data_abbreviations());
	tokens_set(&t, text, data_abbreviations());
	for (size_t i = 0; i < t.n; i++) {
		size_t k = lexicon_all(data_words(), text, t.v + i, t.n - i,
		    hit, 4);

		require(k <= 4);
		for (size_t m = 0; m < k; m++)
			require(hit[m].n && hit[m].n <= t.n - i &&
			    hit[m].count);
	}
	return 0;
}
