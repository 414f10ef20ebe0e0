/* news/story: which documents are of one story, in any order */

#include "news/story.h"

#include "news/data.h"
#include "tap.h"

/* Documents with letters for keys; STORY: known, or NULL. */
struct report {
	const char *id, *date, *keys, *known, *want;
};

static void
find(const struct report *r, size_t n, const char *name)
{
	for (int turn = 0; turn < 2; turn++) {
		struct stories *s = stories_new(data_vocabulary());

		for (size_t i = 0; i < n; i++) {
			const struct report *x = &r[turn ? n - 1 - i : i];
			uint32_t key[STORY_KEYS];
			size_t k = 0;

			for (; x->keys[k]; k++)
				key[k] = (uint32_t)x->keys[k];
			stories_add(s, key, k, str_from(x->date),
			    str_from(x->id), str_from(x->known));
		}
		stories_find(s);
		for (size_t i = 0; i < n; i++)
			check_str(stories_name(s, turn ? n - 1 - i : i),
			    r[i].want, name);
		stories_free(s);
	}
}

/* Many that share common keys: what is rare tells them apart, in time. */
static void
many(void)
{
	enum { N = 4000 };
	struct stories *s = stories_new(data_vocabulary());
	char id[16], want[16];
	bool ok = true;

	for (uint32_t i = 0; i < N; i++) {
		uint32_t key[6] = {1, 2, 10 + i / 2 * 3, 11 + i / 2 * 3,
		    12 + i / 2 * 3, 100000 + i};

		snprintf(id, sizeof id, "d%05u", (unsigned)i);
		stories_add(s, key, 6, STR("2026-03-09"), str_from(id),
		    (struct str){NULL, 0});
	}
	stories_find(s);
	for (uint32_t i = 0; i < N; i++) {
		snprintf(want, sizeof want, "d%05u", (unsigned)(i / 2 * 2));
		ok &= str_eqz(stories_name(s, i), want);
	}
	check(ok, "pairs among many that share two keys");
	check(stories_capped(s) > 0, "and it is told that keys were capped");
	stories_free(s);
}

int
main(void)
{
	static const struct report alike[] = {
	    {"a", "2026-03-09", "abcdef", NULL, "a"},
	    {"b", "2026-03-10", "abcxyz", NULL, "a"},
	    {"c", "2026-03-10", "mnopqr", NULL, "c"}};
	static const struct report late[] = {
	    {"a", "2026-03-09", "abcdef", NULL, "a"},
	    {"b", "2026-03-17", "abcdef", NULL, "b"}};
	static const struct report chain[] = {
	    {"z", "2026-03-04", "abcdef", NULL, "z"},
	    {"b", "2026-03-10", "abcdef", NULL, "z"},
	    {"a", "2026-03-16", "abcdef", NULL, "z"}};
	static const struct report undated[] = {
	    {"a", NULL, "abcdef", NULL, "a"},
	    {"b", "2026-03-24", "abcdef", NULL, "a"},
	    {"c", "no date", "mnopqr", NULL, "c"}};
	static const struct report known[] = {
	    {"a", "2026-03-09", "abcdef", "harbor", "harbor"},
	    {"b", "2026-03-08", "abcdef", NULL, "harbor"},
	    {"c", "2026-03-09", "mnopqr", NULL, "c"}};
	static const struct report apart[] = {
	    {"a", "2026-03-09", "abcdef", "harbor", "harbor"},
	    {"b", "2026-03-10", "abcdef", "bridge", "bridge"}};
	static const struct report few[] = {
	    {"a", "2026-03-09", "ab", NULL, "a"},
	    {"b", "2026-03-09", "ab", NULL, "b"},
	    {"c", "2026-03-09", "", NULL, "c"}};

	find(alike, COUNT(alike), "shared keys");
	find(late, COUNT(late), "the window");
	find(chain, COUNT(chain), "from one to the next");
	find(undated, COUNT(undated), "no date");
	find(known, COUNT(known), "a known story");
	find(apart, COUNT(apart), "two known stories");
	find(few, COUNT(few), "too few keys");
	many();
	find(NULL, 0, "nothing");
	return tap_done();
}
