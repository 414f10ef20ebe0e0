/* stream/json: the cursor's grammar, errors, walking, decoding, writing */

#include "stream/json.h"

#include "base/utf8.h"
#include "tap.h"

#include <math.h>

/* Scans all of TEXT as one value, on a copy that ends where it ends. */
static bool
scan(struct str text, const struct json_keys *keys, struct json_top *top,
    struct json_error *err)
{
	char *copy = malloc(text.n ? text.n : 1);
	struct str s = {copy, text.n};
	bool ok;

	if (text.n)
		memcpy(copy, text.p, text.n);
	ok = json_scan(s, keys, top, err);
	if (ok && json_space(s, top->end) < s.n) {
		ok = false;
		err->at = json_space(s, top->end);
		err->why = "more than one value";
		err->more = false;
	}
	free(copy);
	return ok;
}

static const char *const good[] = {
    "null", "true", "false", "0", "-0", "1", "-1", "10", "1.5", "-1.5e3",
    "1E+2", "1e-2", "0e0", "0.0", "1e400", "-1e-400",
    "12345678901234567890123456789012345678901234567890123456789012345678901",
    "\"\"", "\"a\"", "\"\\\"\"", "\"\\\\\"", "\"\\/\\b\\f\\n\\r\\t\"",
    "\"\\u0041\"", "\"\\uD83D\\uDE00\"", "\"\\ud800\"", "\"\\udc00x\"",
    "\"\\u0000\"", "\"\x7F\"", "\"\xC3\xA9\"", "\"\xF0\x9F\x98\x80\"",
    "\"1234567\"", "\"12345678\"", "\"123456789\\n\"", "\"\xC3\xA9" "12345678\"",
    "[]", "[ ]", "{}", "{ }", "[1]", "[1,2]", "[ 1 , 2 ]", "[[]]", "[{}]",
    "{\"a\":1}", "{ \"a\" : 1 , \"b\" : [ ] }", "{\"a\":{\"a\":{\"a\":1}}}",
    "{\"\":0}", "{\"a\":1,\"a\":2}", " \t\r\n1", "1 \t\r\n",
    "{\"a\\u0000b\":1}", "[\"]\",\"}\"]", "[true,false,null]", "[-0.0e-0]",
};

static const struct {
	const char *text;
	size_t at; /* offset of the fault */
} bad[] = {
    {"nul!", 3}, {"tru\"", 3}, {"True", 0}, {"NaN", 0}, {"Infinity", 0},
    {"-Infinity", 1}, {"+1", 0}, {".5", 0}, {"01", 0}, {"-01", 1},
    {"1.e1", 2}, {"1e,", 2}, {"1ex", 2}, {"1e+x", 3}, {"-x", 1}, {"0x1", 1},
    {"1_000", 1}, {"'a'", 0}, {"\"\\x\"", 2}, {"\"\\u00g0\"", 5},
    {"\"\\U0041\"", 2}, {"\"a\nb\"", 2}, {"\"a\tb\"", 2}, {"\"\x1F\"", 1},
    {"\"\x01" "234567\"", 1}, {"\"\xFF\"", 1}, {"\"\xC3\"", 1},
    {"\"\xC0\x80\"", 1}, {"\"\xED\xA0\x80\"", 1},
    {"\"\xF4\x90\x80\x80\"", 1}, {"\"12345678\xE2\x82\"", 9},
    {"\"\xC0", 1}, {"\"\xF5", 1}, {"\"\x80", 1}, {"\"\xED\xA0", 1},
    {"\"\xE0\x80", 1}, {"\"\xF4\x90", 1},
    {"[1,]", 3}, {"[,1]", 1}, {"[1 2]", 3}, {"[1;2]", 2}, {"[1}", 2},
    {"{]", 1}, {"{1:2}", 1}, {"{\"a\"}", 4}, {"{\"a\" 1}", 5},
    {"{\"a\":}", 5}, {"{\"a\":1,}", 7}, {"{,\"a\":1}", 1}, {"{a:1}", 1},
    {"{\"a\":1 \"b\":2}", 7}, {"{\"a\":1]", 6}, {"{'a':1}", 1},
    {"{\"a\"::1}", 5}, {"1 2", 2}, {"[]]", 2}, {"{}}", 2}, {"\"\"\"", 2},
    {"/* */1", 0}, {"[1] // x", 4}, {"\xEF\xBB\xBF" "1", 0}, {"]", 0},
    {":", 0}, {",", 0}, {"\f1", 0}, {"\xC2\xA0" "1", 0}, {"[\v]", 1},
    {"truefalse", 4}, {"[truex]", 5}, {"1.5.5", 3}, {"--1", 1},
};

/* These end within a value: more text could make them good. */
static const char *const eof[] = {
    "", " ", "n", "tru", "fals", "-", "1.", "1e", "1e+", "1.5E-", "\"",
    "\"a", "\"\\", "\"\\u", "\"\\u00", "\"\\u004", "[", "[ ", "[1", "[1,",
    "[1 ", "[\"a", "{", "{ ", "{\"", "{\"a", "{\"a\"", "{\"a\" ", "{\"a\":",
    "{\"a\": ", "{\"a\":1", "{\"a\":1,", "{\"a\":1, ", "{\"a\":[", "[[[[",
    "{\"a\":{\"b\":{", "[nul", "[-", "[1.", "\"12345678",
    "\"\xC3", "\"a\xE2\x82", "\"\xE0", "\"\xED", "\"\xF0\x9F\x98",
    "\"\xF4", "\"\xF0",
};

static void
grammar(void)
{
	struct json_error err;
	struct json_top top;

	for (size_t i = 0; i < COUNT(good); i++)
		if (!check(scan(str_from(good[i]), NULL, &top, &err),
			"good: %s", i < 48 ? good[i] : "(blanks)"))
			printf("# at %zu: %s\n", err.at, err.why);
	for (size_t i = 0; i < COUNT(bad); i++) {
		bool ok = scan(str_from(bad[i].text), NULL, &top, &err);

		if (!check(!ok && err.at == bad[i].at && err.why && !err.more,
			"bad: number %zu, at %zu", i, bad[i].at)) {
			tap_show("text", str_from(bad[i].text));
			printf("# %s at %zu: %s%s\n", ok ? "good" : "bad",
			    err.at, ok ? "" : err.why,
			    err.more ? ", more" : "");
		}
	}
	for (size_t i = 0; i < COUNT(eof); i++)
		if (!check(!scan(str_from(eof[i]), NULL, &top, &err) &&
			    err.more && err.at == strlen(eof[i]),
			"ends within a value: %s", eof[i]))
			printf("# at %zu: %s\n", err.at, err.why);
	check(!scan(STR("\"a\0b\""), NULL, &top, &err) && err.at == 2,
	    "NUL in a string");
	check(!scan(STR("\0"), NULL, &top, &err) && err.at == 0 && !err.more,
	    "NUL alone");
	check(!scan(STR("1\0"), NULL, &top, &err) && err.at == 1,
	    "NUL behind a number");
	check(!scan(STR("\"\\\0\""), NULL, &top, &err) && err.at == 2,
	    "an escaped NUL");
}

/* Every beginning of a good text is good, or wants more. */
static void
truncated(void)
{
	static const char *const more[] = {
	    "{\"doc\":{\"id\":\"a\\u00e9\\ud83d\\ude00\",\"date\":null},"
	    "\"n\":-12.5e+10,\"text\":\"caf\xC3\xA9 \xE2\x80\x94 \xF0\x9F\x98"
	    "\x80 \\\"q\\\" \\\\ \",\"x\":[true,false,[],{},[{\"y\":[0]}]]}",
	};
	struct json_error err;
	struct json_top top;
	size_t faults = 0, cuts = 0;

	for (size_t i = 0; i < COUNT(good) + COUNT(more); i++) {
		struct str s = str_from(i < COUNT(good)
			? good[i]
			: more[i - COUNT(good)]);

		for (size_t n = 0; n < s.n; n++) {
			struct str part = {s.p, n};

			cuts++;
			if (scan(part, NULL, &top, &err) || err.more)
				continue;
			faults++;
			tap_show("beginning", part);
			printf("# at %zu: %s\n", err.at, err.why);
		}
	}
	check(faults == 0, "%zu beginnings of good text are good or want more",
	    cuts);
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct str s = str_from(bad[i].text);

		/* Three more bytes tell of any fault; the rest is unread. */
		for (size_t n = bad[i].at + 4; n <= s.n; n++) {
			struct str part = {s.p, n};
			bool ok = scan(part, NULL, &top, &err);

			faults += ok || err.more || err.at != bad[i].at;
		}
	}
	check(faults == 0, "what stands behind a fault does not matter");
}

static void
depth(void)
{
	struct json_error err;
	struct json_top top;
	struct buf b;

	buf_init(&b, 1 << 20);
	for (int n = JSON_DEPTH - 1; n <= JSON_DEPTH + 1; n++) {
		bool want = n <= JSON_DEPTH;

		for (int mixed = 0; mixed < 2; mixed++) {
			buf_reset(&b);
			for (int i = 0; i < n; i++)
				buf_addz(&b, mixed && i % 3 ? "{\"a\":" : "[");
			buf_addz(&b, "1");
			for (int i = n; i-- > 0;)
				buf_addz(&b, mixed && i % 3 ? "}" : "]");
			check(scan(buf_str(&b), NULL, &top, &err) == want,
			    "%d levels%s", n, mixed ? " of both kinds" : "");
		}
		if (!want)
			check(!err.more && err.why, "... are too many");
	}
	buf_reset(&b);
	for (int i = 0; i < 100000; i++)
		buf_addc(&b, '[');
	check(!scan(buf_str(&b), NULL, &top, &err) && err.at == JSON_DEPTH,
	    "100,000 levels are an error and not a crash");
	buf_release(&b);
}

static const struct str key_names[] = {STR_INIT("id"), STR_INIT("text"),
    STR_INIT("caf\xC3\xA9")};
static const struct json_keys keys = {key_names, 3};

static void
known_keys(void)
{
	static const struct {
		const char *text, *id, *value; /* raw; NULL: none */
		const char *name;
	} t[] = {
	    {"{\"id\":1,\"text\":\"a\"}", "1", "\"a\"", "both"},
	    {" { \"id\" : [ 1 ] , \"text\" : null } ", "[ 1 ]", "null",
		"blanks stand outside of the values"},
	    {"{\"x\":{\"id\":1},\"text\":{\"id\":2}}", NULL, "{\"id\":2}",
		"inner objects do not count"},
	    {"[{\"id\":1}]", NULL, NULL, "nor does an array's"},
	    {"{\"\\u0069d\":1,\"te\\u0078t\":2}", "1", "2", "escaped"},
	    {"{\"ID\":1,\"texts\":2,\"tex\":3,\"\":4}", NULL, NULL,
		"the whole name, in its case"},
	    {"{\"id\":{},\"text\":[]}", "{}", "[]", "empty values"},
	    {"{\"id\":{\"a\":[{\"b\":{}}]},\"text\":-1.5e3}",
		"{\"a\":[{\"b\":{}}]}", "-1.5e3", "nested values"},
	    {"{\"a\\u0069d\":1,\"id\\u0000\":2}", NULL, NULL,
		"escaped, and another"},
	};
	static const struct {
		const char *text, *name;
	} twice[] = {
	    {"{\"id\":1,\"id\":1}", "a known key twice"},
	    {"{\"id\":1,\"x\":2,\"\\u0069\\u0064\":1}", "once with escapes"},
	    {"{\"\\u0069d\":1,\"i\\u0064\":1}", "twice with escapes"},
	    {"{\"caf\xC3\xA9\":1,\"caf\\u00e9\":1}", "beyond ASCII"},
	};
	struct json_error err;
	struct json_top top;
	struct buf b;

	for (size_t i = 0; i < COUNT(t); i++) {
		check(json_scan(str_from(t[i].text), &keys, &top, &err),
		    "keys: %s", t[i].name);
		check_str(top.v[0], t[i].id, "... id");
		check_str(top.v[1], t[i].value, "... text");
	}
	for (size_t i = 0; i < COUNT(twice); i++)
		check(!json_scan(str_from(twice[i].text), &keys, &top, &err) &&
			!err.more,
		    "keys: %s is an error", twice[i].name);
	check(json_scan(STR("{\"x\":{\"id\":1,\"id\":2},\"x\":1,\"x\":2}"),
		  &keys, &top, &err),
	    "keys: others may stand twice");
	buf_init(&b, 1 << 20);
	buf_addz(&b, "{\"\\u0069");
	for (int i = 0; i < 3000; i++)
		buf_addc(&b, 'd');
	buf_addz(&b, "\":1}");
	check(json_scan(buf_str(&b), &keys, &top, &err) && !top.v[0].p,
	    "keys: a very long one with escapes is none");
	buf_release(&b);
}

static void
tops(void)
{
	static const struct {
		const char *text;
		size_t start, end, close;
		bool object, empty;
	} t[] = {
	    {"{}", 0, 2, 1, true, true},
	    {"  { }  ", 2, 5, 4, true, true},
	    {"{\"a\":{}} x", 0, 8, 7, true, false},
	    {"{\"a\":[{}],\"b\":{}}", 0, 17, 16, true, false},
	    {"[]", 0, 2, 1, false, true},
	    {" 12 34", 1, 3, 0, false, true},
	    {"12,", 0, 2, 0, false, true},
	    {"\"a\"\"b\"", 0, 3, 0, false, true},
	};
	struct json_error err;
	struct json_top top;

	for (size_t i = 0; i < COUNT(t); i++) {
		bool ok = json_scan(str_from(t[i].text), NULL, &top, &err);

		check(ok && top.start == t[i].start && top.end == t[i].end &&
			top.object == t[i].object && top.empty == t[i].empty &&
			(!top.object || top.close == t[i].close),
		    "bounds of '%s'", t[i].text);
	}
	check_size(json_space(STR("  \t\r\n x"), 0), 6, "space is skipped");
	check_size(json_space(STR("ab  "), 2), 4, "up to the end");
	check_size(json_space(STR("ab"), 2), 2, "and at the end");
}

static void
walk(void)
{
	struct str v, k, obj = STR(" { \"a\" : 1 , \"b\\\"\" : [ \"]\" , {} ] ,"
				   "\"c\":\"}\"}");
	struct json_iter it;
	struct json_error err;
	struct json_top top;
	struct str arr;

	check(json_scan(obj, NULL, &top, &err), "walk: scan");
	obj = str_slice(obj, top.start, top.end);
	check(json_walk(&it, obj), "walk: an object");
	check(json_member(&it, &k, &v), "walk: the first member");
	check_str(k, "a", "... its key");
	check_str(v, "1", "... its value");
	check(json_member(&it, &k, &v), "walk: the second");
	check_str(k, "b\\\"", "... its key, undecoded");
	check_str(v, "[ \"]\" , {} ]", "... its value");
	arr = v;
	check(json_member(&it, &k, &v), "walk: the third");
	check_str(v, "\"}\"", "... its value");
	check(!json_member(&it, &k, &v), "walk: no fourth");
	check(!json_member(&it, &k, &v), "walk: and still none");
	check(json_walk(&it, arr) && json_element(&it, &v), "walk: an array");
	check_str(v, "\"]\"", "... its first element");
	check(json_element(&it, &v), "... has a second");
	check_str(v, "{}", "... which is empty");
	check(!json_element(&it, &v), "... and no third");
	check(json_walk(&it, STR("[]")) && !json_element(&it, &v),
	    "walk: an empty array");
	check(json_walk(&it, STR("{ }")) && !json_member(&it, &k, &v),
	    "walk: an empty object");
	check(json_walk(&it, STR("[-1.5e3,true]")) && json_element(&it, &v),
	    "walk: scalars");
	check_str(v, "-1.5e3", "... a number");
	check(json_element(&it, &v), "... a second");
	check_str(v, "true", "... a word");
	check(!json_walk(&it, STR("1")) && !json_walk(&it, STR("\"[\"")) &&
		!json_walk(&it, str_from(NULL)),
	    "walk: neither object nor array");
	check_str(json_get(obj, "c"), "\"}\"", "get");
	check_str(json_get(obj, "d"), NULL, "get what there is not");
	check_str(json_get(STR("[1]"), "d"), NULL, "get from an array");
	check_str(json_get(str_from(NULL), "d"), NULL, "get from nothing");
	check_str(json_get(STR("{\"\\u0069d\":1}"), "id"), "1",
	    "get a key that is written with escapes");
}

static void
strings(void)
{
	static const struct {
		const char *raw, *want;
	} t[] = {
	    {"\"\"", ""},
	    {"\"abc\"", "abc"},
	    {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t"},
	    {"\"a\\u00e9b\"", "a\xC3\xA9" "b"},
	    {"\"\\u20AC\\u20ac\"", "\xE2\x82\xAC\xE2\x82\xAC"},
	    {"\"\\ud83d\\ude00\"", "\xF0\x9F\x98\x80"},
	    {"\"\\uD83D\\uDE00x\"", "\xF0\x9F\x98\x80x"},
	    {"\"\\ud83d\"", "\xEF\xBF\xBD"},
	    {"\"\\ude00\"", "\xEF\xBF\xBD"},
	    {"\"\\ud83dx\"", "\xEF\xBF\xBDx"},
	    {"\"\\ud83d\\n\"", "\xEF\xBF\xBD\n"},
	    {"\"\\ud83d\\u0041\"", "\xEF\xBF\xBD" "A"},
	    {"\"\\ud83d\\ud83d\\ude00\"", "\xEF\xBF\xBD\xF0\x9F\x98\x80"},
	    {"\"\\ude00\\ud83d\"", "\xEF\xBF\xBD\xEF\xBF\xBD"},
	    {"\"\\uffff\\udbff\\udfff\"", "\xEF\xBF\xBF\xF4\x8F\xBF\xBF"},
	    {"12", NULL},
	    {"null", NULL},
	};
	struct arena a = {0};
	struct str s;

	for (size_t i = 0; i < COUNT(t); i++)
		check_str(json_string(str_from(t[i].raw), &a), t[i].want,
		    t[i].raw);
	s = json_string(STR("\"a\\u0000b\""), &a);
	check(s.n == 3 && memcmp(s.p, "a\0b", 3) == 0, "a decoded NUL");
	check_str(json_string(str_from(NULL), &a), NULL, "nothing");
	s = STR("\"abc\"");
	check(json_string(s, &a).p == s.p + 1, "a view where it can be");
	arena_release(&a);
}

static void
numbers(void)
{
	static const struct {
		const char *raw;
		size_t want; /* SIZE_MAX: none */
	} sizes[] = {
	    {"0", 0}, {"-0", 0}, {"12", 12}, {"1e3", 1000}, {"1.0", 1},
	    {"1.5", SIZE_MAX}, {"-1", SIZE_MAX},
	    {"9007199254740992", 9007199254740992u},
	    {"9007199254740994", SIZE_MAX}, {"1e400", SIZE_MAX},
	    {"\"1\"", SIZE_MAX}, {"null", SIZE_MAX}, {"[1]", SIZE_MAX},
	};
	static const struct {
		const char *raw;
		double want;
	} doubles[] = {
	    {"0", 0}, {"-1.5e3", -1500}, {"0.1", 0.1}, {"1e400", HUGE_VAL},
	    {"12345678901234567890", 12345678901234567890.0},
	    {"1.0000000000000000000000000000000000000000000000000000000000000"
	     "000000000000000000000000000000000000000000", 1},
	};
	double d;
	size_t v;

	for (size_t i = 0; i < COUNT(sizes); i++) {
		bool ok = json_size(str_from(sizes[i].raw), &v);

		check(ok ? v == sizes[i].want : sizes[i].want == SIZE_MAX,
		    "size %s", sizes[i].raw);
	}
	for (size_t i = 0; i < COUNT(doubles); i++)
		check(json_double(str_from(doubles[i].raw), &d) &&
			d == doubles[i].want,
		    "double %.30s", doubles[i].raw);
	check(!json_double(STR("\"1\""), &d) && !json_double(STR("true"), &d) &&
		!json_double(str_from(NULL), &d),
	    "what is no number is none");
	check(json_is_true(STR("true")) && !json_is_true(STR("false")) &&
		!json_is_true(str_from(NULL)) && json_is_null(STR("null")) &&
		!json_is_null(str_from(NULL)) && json_is_array(STR("[]")) &&
		json_is_object(STR("{}")) && json_is_string(STR("\"\"")),
	    "kinds");
}

/* What is written can be scanned, and decodes to what was meant. */
static void
writers(void)
{
	static const double numbers[] = {0, 1, -1, 0.1, 1.5, -2.75, 1e15,
	    1e300, 1e-300, 123456789012345, 0.30000000000000004, 1.0 / 3,
	    9007199254740993.0, 2.2250738585072014e-308};
	struct json_error err;
	struct json_top top;
	struct arena a = {0};
	struct buf all, b;
	struct str s;
	double d;
	bool same = true;

	buf_init(&b, 1 << 20);
	buf_init(&all, 1 << 24);
	for (uint32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 97)
		if (c < 0xD800 || c >= 0xE000)
			utf8_add(&all, c);
	json_add_string(&b, buf_str(&all));
	if (check(json_scan(buf_str(&b), NULL, &top, &err),
		"every character can be written"))
		check(str_eq(json_string(buf_str(&b), &a), buf_str(&all)),
		    "and comes back");
	buf_reset(&b);
	json_add_string(&b, STR("\x01\x1F\"\\\n\r\t\b/\x7F"));
	check_str(buf_str(&b),
	    "\"\\u0001\\u001f\\\"\\\\\\n\\r\\t\\u0008/\x7F\"", "escapes");
	for (size_t i = 0; i < COUNT(numbers); i++) {
		buf_reset(&b);
		json_add_double(&b, numbers[i]);
		same &= json_scan(buf_str(&b), NULL, &top, &err) &&
		    json_double(buf_str(&b), &d) && d == numbers[i];
	}
	check(same, "numbers come back as they were");
	buf_reset(&b);
	json_add_double(&b, NAN);
	json_add_double(&b, HUGE_VAL);
	check_str(buf_str(&b), "nullnull", "what JSON cannot write is null");
	buf_reset(&b);
	json_add_double(&b, 1200000);
	check_str(buf_str(&b), "1200000", "plain digits");
	buf_reset(&b);
	buf_addc(&b, '{');
	json_add_member(&b, "a", STR("x"));
	json_add_member(&b, "none", str_from(NULL));
	json_add_member(&b, "b", STR(""));
	json_add_size(&b, "n", 7);
	json_add_key(&b, "l");
	buf_addc(&b, '[');
	json_add_comma(&b);
	buf_addc(&b, '1');
	json_add_comma(&b);
	buf_addz(&b, "2]}");
	s = buf_str(&b);
	check_str(s, "{\"a\":\"x\",\"b\":\"\",\"n\":7,\"l\":[1,2]}",
	    "commas stand where they must");
	check(json_scan(s, NULL, &top, &err), "and it is JSON");
	buf_release(&b);
	buf_release(&all);
	arena_release(&a);
}

int
main(void)
{
	grammar();
	truncated();
	depth();
	known_keys();
	tops();
	walk();
	strings();
	numbers();
	writers();
	return tap_done();
}
