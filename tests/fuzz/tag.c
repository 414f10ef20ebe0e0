/*
 * Any text as one sentence: each token has a tag, the same again when its
 * word is known already, and a lemma that is valid UTF-8.
 */
#include "fuzz.h"

#include "lang/tag.h"

#include "news/data.h"

enum { TOKENS = 8192 };

static struct lemmas words;

static void
tag(struct tagging *g, struct str text, const struct lexicon *lex)
{
	static struct tokens t;
	static uint8_t a[TOKENS], b[TOKENS];
	char room[LEMMA_MAX];

	tokens_set(&t, text, lex);
	if (t.n > TOKENS)
		return;
	tagging_run(g, text, t.v, t.n, a);
	tagging_run(g, text, t.v, t.n, b);
	for (size_t i = 0; i < t.n; i++) {
		struct str word = token_str(text, &t.v[i]);

		require(a[i] < TAGS && a[i] == b[i]);
		for (unsigned k = 0; k < TAGS; k++)
			require_utf8(
			    tag_lemma(&words, word, (enum tag)k, room));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct tagging *own;
	struct str text = {(const char *)data, n};

	if (!own) {
		lemmas_init(&words, data_classes());
		own = tagging_new(data_tag_model(), &words);
	}
	if (!utf8_valid(text, NULL))
		return 0;
	tag(own, text, data_abbreviations());
	tag(own, text, NULL);
	return 0;
}
