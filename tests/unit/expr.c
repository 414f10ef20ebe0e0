/* stream/expr: what users write in --where and --map, by libjq */

#include "stream/expr.h"

#include "tap.h"

static void
yes_or_no(void)
{
	static const struct {
		const char *expr, *json;
		int want; /* 1, 0, or -1: fails */
	} t[] = {
	    {".a", "{\"a\":1}", 1},
	    {".a", "{\"a\":false}", 0},
	    {".a", "{\"a\":null}", 0},
	    {".a", "{}", 0},
	    {"empty", "{}", 0},
	    {"false, true", "{}", 0},
	    {"true, error", "{}", 1},
	    {"0", "{}", 1},
	    {"\"\"", "{}", 1},
	    {"[]", "{}", 1},
	    {".a == \"x\\ny\"", "{\"a\":\"x\\ny\"}", 1},
	    {".a | test(\"^caf.$\")", "{\"a\":\"caf\xC3\xA9\"}", 1},
	    {".a.b", "{\"a\":1}", -1},
	    {"error", "{}", -1},
	    {"error(null)", "{}", 0},
	    {"error(\"x\")", "{}", -1},
	    {"error({a: 1})", "{}", -1},
	    {".", "{", -1},
	    {".", "\"\\ud800\"", -1},
	    {".", "", -1},
	    {"paths(1)", "{\"a\":[1,2]}", 1},
	    {"leaf_paths | length > 1", "{\"a\":[1,2]}", 1},
	    {"def f: .a; f # so", "{\"a\":1}", 1},
	    {"repeat(1)", "{}", 1},
	    {"input", "{}", -1},
	    {"[inputs] == []", "{}", 1},
	    {"debug", "{}", 1},
	    {"input_filename == null", "{}", 1},
	};
	const char *why;

	for (size_t i = 0; i < COUNT(t); i++) {
		struct expr *e = expr_new_test(t[i].expr);
		bool yes = expr_yes(e, str_from(t[i].json), &why);

		check(t[i].want < 0 ? !yes && why && *why
				    : yes == (t[i].want == 1) && !why,
		    "'%s' of %s", t[i].expr, t[i].json);
		yes = expr_yes(e, str_from(t[i].json), &why);
		check(t[i].want < 0 ? !yes && why : yes == (t[i].want == 1),
		    "... and again");
		expr_free(e);
	}
	expr_free(NULL);
}

static void
outputs(void)
{
	struct expr *e = expr_new(".[] | {a: .}");
	struct buf b;
	const char *why;

	buf_init(&b, 4096);
	check(expr_start(e, STR("[1,\"\xC3\xA9\",[]]"), &why), "start");
	check(expr_next(e, &b, &why) && !why, "the first output");
	check_str(buf_str(&b), "{\"a\":1}", "... as JSON");
	check(expr_next(e, &b, &why), "the second output");
	check_str(buf_str(&b), "{\"a\":\"\xC3\xA9\"}", "... as JSON");
	check(expr_next(e, &b, &why), "the third output");
	check(!expr_next(e, &b, &why) && !why, "then the end");
	/* A new value may be given before the last one is used up. */
	expr_start(e, STR("[1,2]"), &why);
	expr_next(e, &b, &why);
	expr_start(e, STR("[3]"), &why);
	expr_next(e, &b, &why);
	check_str(buf_str(&b), "{\"a\":3}", "begun anew");
	check(!expr_next(e, &b, &why), "the end of that");
	expr_start(e, STR("[1]x"), &why);
	check(why != NULL, "JSON with something behind it is faulty");
	expr_free(e);
	e = expr_new(".[] | if . == 2 then error(\"two\") else . end");
	expr_start(e, STR("[1,2,3]"), &why);
	check(expr_next(e, &b, &why) && !expr_next(e, &b, &why),
	    "outputs up to a failure");
	check_str(str_from(why), "two", "... with its message");
	expr_free(e);
	buf_release(&b);
}

/* Messages as long as the buffer that keeps them, and around it. */
static void
long_messages(void)
{
	static const size_t around[] = {1000, 65535, 65536, 65537, 200000};
	struct expr *e = expr_new_test("error(.)");
	const char *why;
	struct buf b;

	buf_init(&b, 1 << 20);
	for (size_t i = 0; i < COUNT(around); i++) {
		buf_reset(&b);
		buf_addc(&b, '"');
		for (size_t k = 0; k < around[i]; k++)
			buf_addc(&b, 'x');
		buf_addc(&b, '"');
		check(!expr_yes(e, buf_str(&b), &why) && why &&
			strlen(why) <= around[i],
		    "a message of %zu bytes", around[i]);
	}
	expr_free(e);
	buf_release(&b);
}

static void
depth(void)
{
	struct expr *e = expr_new_test("true");
	const char *why;
	struct buf b;

	buf_init(&b, 1 << 20);
	for (int n = 200; n <= 400; n += 200) {
		buf_reset(&b);
		for (int i = 0; i < n; i++)
			buf_addc(&b, '[');
		for (int i = 0; i < n; i++)
			buf_addc(&b, ']');
		check(expr_yes(e, buf_str(&b), &why) == (n == 200) &&
			!why == (n == 200),
		    "%d levels", n);
	}
	expr_free(e);
	buf_release(&b);
}

static void
compile(void *arg)
{
	expr_free(expr_new(arg));
	expr_free(expr_new_test(arg));
}

static void
misuse(void)
{
	static const char *const t[] = {".[", "foo", "", "1 +", "\"",
	    "import \"x\" as x; .", "1) | (2", "$none"};

	for (size_t i = 0; i < COUNT(t); i++)
		check(tap_child(compile, (void *)t[i]) ==
			(t[i][0] ? 2 : 0),
		    "compile '%s'", t[i]);
}

int
main(void)
{
	yes_or_no();
	outputs();
	long_messages();
	depth();
	misuse();
	return tap_done();
}
