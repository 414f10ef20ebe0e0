#include "stream/expr.h"

#include "base/diag.h"
#include "base/mem.h"

#include <jq.h>
#include <jv.h>
#include <stdlib.h>
#include <string.h>

struct expr {
	jq_state *jq;
	struct buf why;
};

/* jq's messages to itself: kept, because they name what is wrong. */
static void
on_error(void *data, jv msg)
{
	struct expr *e = data;
	jv s = jq_format_error(msg);

	if (e->why.n)
		buf_addz(&e->why, "; ");
	buf_addz(&e->why, jv_string_value(s));
	jv_free(s);
}

static const char *
why_z(struct expr *e)
{
	buf_addc(&e->why, '\0');
	return e->why.p;
}

struct expr *
expr_new(const char *text)
{
	struct expr *e = mem_zalloc(1, sizeof *e);

	buf_init(&e->why, 64 * 1024);
	e->jq = jq_init();
	if (!e->jq)
		die("jq: cannot be started");
	jq_set_error_cb(e->jq, on_error, e);
	if (!jq_compile(e->jq, text))
		die("expression '%s': %s", text, why_z(e));
	return e;
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
	buf_add(&e->why, z, quote ? (size_t)(quote - z) : strlen(z));
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
	buf_add(out, jv_string_value(v), (size_t)jv_string_length_bytes(jv_copy(v)));
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
	if (!jv_is_valid(v) && jv_invalid_has_msg(jv_copy(v)))
		*why = keep_why(e, jv_invalid_get_msg(v));
	else
		jv_free(v);
	return yes;
}
