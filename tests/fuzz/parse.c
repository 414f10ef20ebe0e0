/*
 * Any text as one sentence, with the tags it has and with tags by chance: one
 * token is the root, every other hangs on another, and none below itself.
 */
#include "fuzz.h"

#include "lang/parse.h"

#include "news/data.h"

enum { TOKENS = 4096 };

static struct parsing *parsing;

static void
check(const struct tokens *t, const uint8_t *tag)
{
	static struct arc arc[TOKENS];
	size_t roots = 0;

	parsing_run(parsing, t->v, tag, t->n, arc);
	for (size_t i = 0; i < t->n; i++) {
		size_t up = 0;

		require(arc[i].rel < DEPS);
		require((arc[i].rel == DEP_ROOT) ==
		    (arc[i].head == PARSE_ROOT));
		roots += arc[i].head == PARSE_ROOT;
		for (uint32_t k = arc[i].head; k != PARSE_ROOT;
		     k = arc[k].head)
			require(k < t->n && up++ < t->n);
	}
	require(roots == (t->n > 0));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct tagging *tagging;
	static struct lemmas words;
	static struct tokens t;
	static uint8_t tag[TOKENS];
	struct str text = {(const char *)data, n};

	if (!tagging) {
		lemmas_init(&words, data_classes());
		tagging = tagging_new(data_tag_model(), &words);
		parsing = parsing_new(data_parse_model());
	}
	if (!utf8_valid(text, NULL))
		return 0;
	tokens_set(&t, text, data_abbreviations());
	if (t.n > TOKENS)
		return 0;
	tagging_run(tagging, text, t.v, t.n, tag);
	check(&t, tag);
	for (size_t i = 0; i < t.n; i++)
		tag[i] = (uint8_t)(t.v[i].hash % TAGS);
	check(&t, tag);
	return 0;
}
