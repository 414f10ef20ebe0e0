/* lang/pattern: matching, groups, faults, limits */

#include "lang/pattern.h"

#include "tap.h"

static void
matching(void)
{
	static const struct {
		const char *source, *text;
		size_t from, start, end; /* start SIZE_MAX: no match */
		unsigned flags;
	} t[] = {
	    {"b+", "abbc", 0, 1, 3, 0},
	    {"b+", "abbc", 2, 2, 3, 0},
	    {"b+", "abbc", 3, SIZE_MAX, 0, 0},
	    {"x", "", 0, SIZE_MAX, 0, 0},
	    {"", "ab", 1, 1, 1, 0},
	    {"$", "ab", 2, 2, 2, 0},
	    {"^b", "ab", 1, SIZE_MAX, 0, 0},
	    {"(?<=a)b", "ab", 1, 1, 2, 0},
	    {"\\bb", "ab", 1, SIZE_MAX, 0, 0},
	    {"B", "ab", 0, 1, 2, PATTERN_CASELESS},
	    {"\xC3\x89", "\xC3\xA9", 0, 0, 2, PATTERN_CASELESS},
	    {"b", "ab", 0, SIZE_MAX, 0, PATTERN_ANCHORED},
	    {"b", "ab", 1, 1, 2, PATTERN_ANCHORED},
	    {".", "\xF0\x9F\x98\x80", 0, 0, 4, 0},
	    {"\\p{Lu}\\w+", "a \xC3\x89mile", 0, 2, 8, 0},
	    {"\\d", "\xD9\xA4", 0, 0, 2, 0}, /* Unicode's digits */
	    {"\\s", "a\xC2\xA0", 0, 1, 3, 0},
	};

	for (size_t i = 0; i < COUNT(t); i++) {
		struct pattern *p =
		    pattern_new(str_from(t[i].source), t[i].flags);
		enum pattern_status st =
		    pattern_match(p, str_from(t[i].text), t[i].from);

		check(t[i].start == SIZE_MAX ? st == PATTERN_NO
			: st == PATTERN_YES && pattern_start(p) == t[i].start &&
			    pattern_end(p) == t[i].end,
		    "'%s' in '%s' from %zu", t[i].source, t[i].text,
		    t[i].from);
		pattern_free(p);
	}
	pattern_free(NULL);
}

static void
groups(void)
{
	struct pattern *p = pattern_new(
	    STR("(?J)(?<place>[A-Z]+), (?<date>\\d+)?(x)?|"
		"(?<place>[a-z]+) - (?<end>)"), 0);

	check(pattern_match(p, STR("- ALDEN, 9"), 0) == PATTERN_YES,
	    "groups: match");
	check_str(pattern_group(p, "place"), "ALDEN", "... place");
	check_str(pattern_group(p, "date"), "9", "... date");
	check_str(pattern_group(p, "end"), NULL, "... of another branch");
	check_str(pattern_group(p, "none"), NULL, "... of no branch");
	check(pattern_match(p, STR("ALDEN, y"), 0) == PATTERN_YES,
	    "groups: again");
	check_str(pattern_group(p, "date"), NULL, "... took no part");
	check(pattern_match(p, STR("alden - "), 0) == PATTERN_YES,
	    "groups: the other branch");
	check_str(pattern_group(p, "place"), "alden", "... the same name");
	check_str(pattern_group(p, "end"), "", "... an empty group");
	pattern_free(p);
}

static void
faults(void)
{
	static const struct {
		const char *source;
		size_t at;
	} t[] = {
	    {"a(b", 3},
	    {"a)b", 1},
	    {"[a", 2},
	    {"a\\", 2},
	    {"*a", 0},
	    {"(?<1>a)", 3},
	    {"\xFF", 0},
	    {"a\\Cb", 3}, /* would split characters */
	};
	struct pattern *p;
	const char *why;
	size_t at;

	for (size_t i = 0; i < COUNT(t); i++) {
		bool ok;

		why = NULL;
		at = SIZE_MAX;
		p = pattern_new(str_from(t[i].source), 0);
		ok = pattern_check(p, &why, &at);
		if (!check(!ok && why && *why && at == t[i].at,
			"fault in pattern %zu, at %zu", i, t[i].at))
			printf("# %s at %zu\n", ok ? "good" : why, at);
		check(!pattern_check(p, &why, &at), "... and the second time");
		check(pattern_match(p, STR("ab"), 0) == PATTERN_NO,
		    "... and never matches");
		pattern_free(p);
	}
	p = pattern_new((struct str){"a(b", 1}, 0);
	check(pattern_check(p, &why, &at), "the source ends where it ends");
	pattern_free(p);
}

static void
limits(void)
{
	static const struct {
		const char *source, *part, *end;
	} t[] = {
	    {"(?:a+)+$", "a", "b"},
	    {"^(?:(?:a|aa)+)+$", "a", "b"},
	    {"(?:x+x+)+[yz]", "x", ""},
	    {"^(.*?,){30}[PQ]", "1,", "x"},
	};
	struct pattern *p;
	struct buf b;

	buf_init(&b, 1 << 24);
	for (size_t i = 0; i < COUNT(t); i++) {
		buf_reset(&b);
		while (b.n < 60)
			buf_addz(&b, t[i].part);
		buf_addz(&b, t[i].end);
		p = pattern_new(str_from(t[i].source), 0);
		check(pattern_match(p, buf_str(&b), 0) == PATTERN_LIMIT,
		    "'%s' gives up at a limit", t[i].source);
		check(pattern_match(p, STR("b"), 0) == PATTERN_NO,
		    "... and can be used again");
		pattern_free(p);
	}
	/* Needs more stack than the JIT has, and no more time than it takes. */
	buf_reset(&b);
	while (b.n < 60000)
		buf_addz(&b, "ab");
	p = pattern_new(STR("^(?:(a)(b))+$"), 0);
	check(pattern_match(p, buf_str(&b), 0) == PATTERN_YES,
	    "a long text with groups is matched in spite of the JIT's stack");
	pattern_free(p);
	p = pattern_new(STR("x"), 0);
	while (b.n < 8 << 20)
		buf_addz(&b, "ab");
	check(pattern_match(p, buf_str(&b), 0) == PATTERN_NO,
	    "a long text without a match is no limit");
	pattern_free(p);
	buf_release(&b);
}

int
main(void)
{
	matching();
	groups();
	faults();
	limits();
	return tap_done();
}
