#include "stream/expr.h"

#include "base/diag.h"
#include "base/mem.h"

#include <jq.h>
#include <jv.h>
#include <stdlib.h>
#include <string.h>

enum { WHY_MAX = 64 * 1024 }; /* bytes of a message that are kept */

struct expr {
	jq_state *jq;
	struct buf why;
};

/* Adds to the message what fits, leaving room for the NUL of why_z. */
static void
add_why(struct expr *e, const char *p, size_t n)
{
	size_t room = e->why.n < WHY_MAX ? WHY_MAX - e->why.n : 0;

	buf_add(&e->why, p, n < room ? n : room);
}

/* jq's messages to itself: kept, because they name what is wrong. */
static void
on_error(void *data, jv msg)
{
	struct expr *e = data;
	jv s = jq_format_error(msg);

	if (e->why.n)
		add_why(e, "; ", 2);
	add_why(e, jv_string_value(s), strlen(jv_string_value(s)));
	jv_free(s);
}

/* The expression sees one value at a time: there is no next input. */
static jv
no_input(jq_state *jq, void *data)
{
	(void)jq;
	(void)data;
	return jv_invalid();
}

static const char *
why_z(struct expr *e)
{
	buf_addc(&e->why, '\0');
	return e->why.p;
}

static struct expr *
start_jq(void)
{
	struct expr *e = mem_zalloc(1, sizeof *e);

	buf_init(&e->why, WHY_MAX + 1);
	e->jq = jq_init();
	if (!e->jq)
		die("jq: cannot be started");
	jq_set_error_cb(e->jq, on_error, e);
	/* libjq leaves these unset, and "input" would call anything. */
	jq_set_input_cb(e->jq, no_input, NULL);
	jq_set_debug_cb(e->jq, NULL, NULL);
	/* Without it "import" would abort the program. */
	jq_set_attr(e->jq, jv_string("JQ_LIBRARY_PATH"), jv_array());
	return e;
}

struct expr *
expr_new(const char *text)
{
	struct expr *e = start_jq();

	if (!jq_compile(e->jq, text))
		die("expression '%s': %s", text, why_z(e));
	return e;
}

/*
 * Leaving off behind the first output of, say, "paths" would trip an
 * assertion of libjq when the next value is started: so the program itself
 * ends there. The line feed ends a comment of the user's.
 */
struct expr *
expr_new_test(const char *text)
{
	struct expr *e = start_jq();
	struct buf program;
	bool ok;

	buf_init(&program, BUF_MAX);
	buf_addf(&program, "first(%s\n)", text);
	buf_addc(&program, '\0');
	ok = jq_compile(e->jq, program.p);
	buf_release(&program);
	if (ok)
		return e;
	/* What is wrong is told of the text as it was given; "" is right. */
	expr_free(e);
	return expr_new(text);
}

void
expr_free(struct expr *e)
{
	if (!e)
		return;
	jq_teardown(&e->jq);
	buf_release(&e->why);
	free(e);
}

/* Keeps MSG (consumed), a jv string or error without the quoted input. */
static const char *
keep_why(struct expr *e, jv msg)
{
	const char *z = jv_get_kind(msg) == JV_KIND_STRING
			    ? jv_string_value(msg)
			    : "failed";
	const char *quote = strstr(z, " (while parsing");

	buf_reset(&e->why);
	add_why(e, z, quote ? (size_t)(quote - z) : strlen(z));
	jv_free(msg);
	return why_z(e);
}

bool
expr_start(struct expr *e, struct str json, const char **why)
{
	jv v;

	if (json.n > INT32_MAX) {
		*why = "too long for an expression";
		return false;
	}
	v = jv_parse_sized(json.p, (int)json.n);
	if (!jv_is_valid(v)) {
		*why = keep_why(e, jv_invalid_get_msg(v));
		return false;
	}
	jq_start(e->jq, v, 0);
	return true;
}

bool
expr_next(struct expr *e, struct buf *out, const char **why)
{
	jv v = jq_next(e->jq);

	*why = NULL;
	if (!jv_is_valid(v)) {
		if (jv_invalid_has_msg(jv_copy(v)))
			*why = keep_why(e, jv_invalid_get_msg(v));
		else
			jv_free(v);
		return false;
	}
	v = jv_dump_string(v, 0);
	buf_reset(out);
	buf_add(out, jv_string_value(v),
	    (size_t)jv_string_length_bytes(jv_copy(v)));
	jv_free(v);
	return true;
}

bool
expr_yes(struct expr *e, struct str json, const char **why)
{
	jv v;
	bool yes;

	*why = NULL;
	if (!expr_start(e, json, why))
		return false;
	v = jq_next(e->jq);
	yes = jv_is_valid(v) && jv_get_kind(v) != JV_KIND_FALSE &&
	      jv_get_kind(v) != JV_KIND_NULL;
	if (jv_is_valid(v)) {
		jv_free(v);
		jv_free(jq_next(e->jq)); /* lets first() end */
	} else if (jv_invalid_has_msg(jv_copy(v))) {
		*why = keep_why(e, jv_invalid_get_msg(v));
	} else {
		jv_free(v);
	}
	return yes;
}

bool
expr_first(struct expr *e, struct str json, struct buf *out, const char **why)
{
	*why = NULL;
	buf_reset(out);
	if (!expr_start(e, json, why) || !expr_next(e, out, why))
		return false;
	jv_free(jq_next(e->jq)); /* lets first() end */
	return true;
}
