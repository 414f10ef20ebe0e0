/* lang/parse: arcs of plain sentences, and steps towards given ones */

#include "lang/parse.h"

#include "news/data.h"
#include "tap.h"

enum { TOKENS = 64 };

static struct lemmas words;
static struct tagging *tagging;
static struct parsing *parsing;

static size_t
parse(struct str text, struct tokens *t, struct arc arc[TOKENS])
{
	uint8_t tag[TOKENS];

	tokens_set(t, text, data_abbreviations());
	tagging_run(tagging, text, t->v, t->n, tag);
	parsing_run(parsing, t->v, tag, t->n, arc);
	return t->n;
}

/* Does the first DEPENDENT of TEXT hang on the first HEAD ("": the root)? */
static void
test_arcs(void)
{
	static const struct {
		const char *text, *dependent, *rel, *head;
	} rows[] = {
	    {"The mayor closed the old bridge on Monday.", "mayor", "nsubj",
		"closed"},
	    {"The mayor closed the old bridge on Monday.", "bridge", "obj",
		"closed"},
	    {"The talks began on Monday.", "monday", "obl", "began"},
	    {"The mayor closed the old bridge on Monday.", "closed", "root",
		""},
	    {"The mayor closed the old bridge on Monday.", "old", "amod",
		"bridge"},
	    /* A passive has a subject too; "was" is its auxiliary. */
	    {"Two men were arrested by the police.", "men", "nsubj",
		"arrested"},
	    {"Two men were arrested by the police.", "were", "aux",
		"arrested"},
	    {"Two men were arrested by the police.", "police", "obl",
		"arrested"},
	    {"Two men were arrested by the police.", "two", "nummod", "men"},
	    /* What was said is a clause of its own. */
	    {"She said that the talks had failed.", "failed", "ccomp", "said"},
	    {"She said that the talks had failed.", "talks", "nsubj",
		"failed"},
	    {"They did not leave the city.", "not", "advmod", "leave"},
	    {"The ships and the crews are safe.", "crews", "conj", "ships"},
	    {"The ships and the crews are safe.", "are", "cop", "safe"},
	    {"He wants to buy a boat.", "buy", "xcomp", "wants"},
	};
	struct tokens t = {0};
	struct arc arc[TOKENS];

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str text = str_from(rows[i].text);
		size_t n = parse(text, &t, arc), k = 0;
		bool ok;

		while (k < n && !token_is(text, &t.v[k], rows[i].dependent))
			k++;
		ok = k < n &&
		     strcmp(dep_name((enum relation_to_head)arc[k].rel),
			 rows[i].rel) == 0 &&
		     (*rows[i].head
			     ? arc[k].head != PARSE_ROOT &&
				   token_is(text, &t.v[arc[k].head],
				       rows[i].head)
			     : arc[k].head == PARSE_ROOT);
		if (!check(ok, "%s hangs on \"%s\" as %s: \"%s\"",
			rows[i].dependent, rows[i].head, rows[i].rel,
			rows[i].text) &&
		    k < n)
			printf("# %u %s\n", arc[k].head,
			    dep_name((enum relation_to_head)arc[k].rel));
	}
	check(parse(STR(""), &t, arc) == 0, "nothing");
	check(parse(STR("!"), &t, arc) == 1 && arc[0].head == PARSE_ROOT,
	    "one mark is the root");
	tokens_release(&t);
}

static size_t steps;

static void
count_step(const struct sequence_run *r, sequence_set good)
{
	steps += r->n == 1 && r->at[1] > 0 && good;
}

static void
test_learn(void)
{
	struct str text = STR("a b c d");
	struct tokens t = {0};
	const uint8_t tag[4] = {TAG_NOUN, TAG_NOUN, TAG_NOUN, TAG_NOUN};
	struct arc gold[4] = {{1, DEP_NSUBJ}, {PARSE_ROOT, DEP_ROOT},
	    {3, DEP_DET}, {1, DEP_OBJ}};

	tokens_set(&t, text, NULL);
	check(parsing_learn(parsing, t.v, tag, 4, gold, false, count_step),
	    "a projective tree is walked");
	check(steps >= 4, "its steps are heard: %zu", steps);
	check(parsing_learn(parsing, t.v, tag, 4, gold, true, count_step),
	    "and walked as the model would");
	gold[0].head = 2; /* crosses the arc of the root */
	gold[2].head = 1;
	gold[3].head = 0;
	steps = 0;
	check(!parsing_learn(parsing, t.v, tag, 4, gold, false, count_step) &&
		  !steps,
	    "branches that cross are not");
	gold[0].head = 1;
	gold[1].head = 0;
	check(!parsing_learn(parsing, t.v, tag, 4, gold, false, count_step),
	    "nor a ring");
	gold[1].head = 9;
	check(!parsing_learn(parsing, t.v, tag, 4, gold, false, count_step),
	    "nor a head that is not there");
	tokens_release(&t);
}

int
main(void)
{
	check(dep_of(STR("nsubj:pass")) == DEP_NSUBJ, "nsubj:pass");
	check(dep_of(STR("reparandum")) == DEP_OTHER, "reparandum");
	check(dep_of(STR("")) == DEP_OTHER, "no name");
	lemmas_init(&words, data_classes());
	tagging = tagging_new(data_tag_model(), &words);
	parsing = parsing_new(data_parse_model());
	test_arcs();
	test_learn();
	tagging_free(tagging);
	parsing_free(parsing);
	return tap_done();
}
