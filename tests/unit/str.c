/* base/str: views, splitting, searching, hashes, buffers with a maximum */

#include "base/str.h"

#include "tap.h"

static struct str
z(const char *s)
{
	return str_from(s);
}

static void
views(void)
{
	static const struct {
		const char *a, *b;
		int cmp;
	} order[] = {
	    {"", "", 0},
	    {"", "a", -1},
	    {"a", "", 1},
	    {"ab", "abc", -1},
	    {"abd", "abc", 1},
	    {"a\xC3\xA9", "az", 1}, /* bytes count as unsigned */
	};
	struct str none = str_from(NULL);

	check(!none.p && none.n == 0, "NULL gives no string");
	check(str_eq(none, z("")), "none and empty are equal as bytes");
	for (size_t i = 0; i < COUNT(order); i++) {
		int c = str_cmp(z(order[i].a), z(order[i].b));

		check((c > 0) - (c < 0) == order[i].cmp,
		    "'%s' before '%s'?", order[i].a, order[i].b);
		check(str_eq(z(order[i].a), z(order[i].b)) == (c == 0),
		    "equal as compared");
	}
	check_str(str_slice(z("abcdef"), 2, 4), "cd", "a slice");
	check_str(str_slice(z("abc"), 3, 3), "", "an empty slice at the end");
	check(str_starts(z("abc"), "ab") && str_starts(z("abc"), "") &&
		!str_starts(z("a"), "ab"),
	    "starts");
	check(str_ends(z("abc"), "bc") && str_ends(z("abc"), "") &&
		!str_ends(z("c"), "bc"),
	    "ends");
	check_str(str_trim(z(" \t\r\n\v\fa b \n")), "a b", "trim");
	check_str(str_trim(z(" \n ")), "", "trim of blanks only");
	check(STR("a\0b").n == 3, "a literal may hold NUL");
}

static void
find(void)
{
	static const struct {
		const char *s, *needle;
		size_t from, want;
	} t[] = {
	    {"abcabc", "abc", 0, 0},
	    {"abcabc", "abc", 1, 3},
	    {"abcabc", "abc", 4, SIZE_MAX},
	    {"aaab", "aab", 0, 1},
	    {"aaa", "aaaa", 0, SIZE_MAX},
	    {"abc", "c", 2, 2},
	    {"abc", "c", 3, SIZE_MAX},
	    {"abc", "", 0, 0},
	    {"abc", "", 3, 3},
	    {"abc", "", 4, SIZE_MAX},
	    {"", "a", 0, SIZE_MAX},
	    {"", "", 0, 0},
	};
	size_t k;

	for (size_t i = 0; i < COUNT(t); i++) {
		k = str_find(z(t[i].s), z(t[i].needle), t[i].from);
		check(k == t[i].want, "find '%s' in '%s' from %zu",
		    t[i].needle, t[i].s, t[i].from);
	}
	k = str_find(STR("a\0b"), STR("\0b"), 0);
	check(k == 1, "find goes beyond NUL");
}

static void
split(void)
{
	static const struct {
		const char *s, *parts; /* joined by '/' */
	} t[] = {
	    {"a,b,c", "a/b/c"},
	    {"a", "a"},
	    {"", ""},
	    {",", "/"},
	    {"a,", "a/"},
	    {",a", "/a"},
	    {"a,,b", "a//b"},
	};
	struct str rest, part;
	char got[64];

	for (size_t i = 0; i < COUNT(t); i++) {
		size_t n = 0;

		rest = z(t[i].s);
		for (bool first = true; str_split(&rest, ',', &part);
		    first = false) {
			if (!first)
				got[n++] = '/';
			memcpy(got + n, part.p, part.n);
			n += part.n;
		}
		check(str_eqz((struct str){got, n}, t[i].parts), "split '%s'",
		    t[i].s);
	}
	rest = z(NULL);
	check(!str_split(&rest, ',', &part), "nothing has no parts");
	check(str_eqz(str_before(z("Ana Silva"), ' '), "Ana"), "before a blank");
	check(str_eqz(str_before(z("Ana"), ' '), "Ana"), "all, without one");
	check(str_before(z(" Ana"), ' ').n == 0, "nothing before the first");
	check(!str_before(z(NULL), ' ').p, "nothing of nothing");
}

static void
hashes(void)
{
	uint64_t a = str_hash(STR("ab")), b = str_hash(STR("ba"));

	check(a != b, "the order of bytes matters");
	check(str_hash(STR("a\0")) != str_hash(STR("a")), "so does length");
	check(hash_mix(hash_mix(1, 2), 3) != hash_mix(hash_mix(1, 3), 2),
	    "the order of values matters");
	check(str_hash(z(NULL)) == str_hash(STR("")), "nothing has a hash");
}

static void
buffers(void)
{
	struct buf b;
	char long_text[2000];

	memset(long_text, 'x', sizeof long_text - 1);
	long_text[sizeof long_text - 1] = '\0';
	buf_init(&b, 10);
	check_str(buf_str(&b), "", "a new buffer is empty, not nothing");
	buf_addz(&b, "12345678");
	check(!b.over, "8 of 10 bytes fit");
	buf_addz(&b, "9AB");
	check(b.over && b.n == 8, "what passes the maximum is left out whole");
	buf_addc(&b, '9');
	check(b.n == 9 && b.over, "`over` stays, though the next one fits");
	buf_addc(&b, 'A');
	check_str(buf_str(&b), "123456789A", "the maximum itself can be used");
	buf_addc(&b, 'B');
	check(b.n == 10, "and no byte more");
	buf_reset(&b);
	check(b.n == 0 && !b.over && b.cap, "reset clears, keeps the memory");
	check(!buf_reserve(&b, SIZE_MAX) && b.over,
	    "the room asked for may not overflow");
	buf_release(&b);
	check(!b.p && b.max == 10, "release keeps the maximum");
	buf_release(&b);
	buf_init(&b, 4000);
	buf_addf(&b, "%s-%d", "a", -5);
	check_str(buf_str(&b), "a--5", "formatted");
	buf_reset(&b);
	buf_addf(&b, "<%s>", long_text);
	check(b.n == sizeof long_text + 1 && b.p[b.n - 1] == '>',
	    "formatted, longer than the small buffer");
	buf_addf(&b, "<%s>", long_text);
	check(b.n == 2 * (sizeof long_text + 1) || b.over,
	    "formatted, whole or not at all");
	buf_add(&b, NULL, 0);
	buf_adds(&b, str_from(NULL));
	check(b.p[b.n - 1] == '>', "nothing can be added");
	buf_release(&b);
	buf_init(&b, 1 << 20);
	for (int i = 0; i < 1 << 20; i++)
		buf_addc(&b, (char)i);
	check(b.n == 1 << 20 && !b.over, "a megabyte, byte by byte");
	buf_release(&b);
}

int
main(void)
{
	views();
	find();
	split();
	hashes();
	buffers();
	return tap_done();
}
