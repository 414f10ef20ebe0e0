#include "lang/pattern.h"

#include "base/mem.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>

enum {
	MATCH_LIMIT = 200000,
	HEAP_LIMIT = 20000,
	WARM = 250 /* matches after which machine code pays for its making */
};

struct pattern {
	struct str source;
	unsigned flags;
	bool tried;
	bool jit; /* compiled to machine code, for the short way to match */
	int runs; /* matches so far, up to WARM */
	pcre2_code *code;
	pcre2_match_data *data;
	struct str text; /* of the last match */
	char why[256];
	size_t at;
};

static pcre2_match_context *limits;

struct pattern *
pattern_new(struct str source, unsigned flags)
{
	struct pattern *p = mem_zalloc(1, sizeof *p);
	char *copy = mem_alloc(source.n + 1);

	for (size_t i = 0; i < source.n; i++)
		copy[i] = source.p[i];
	copy[source.n] = '\0';
	p->source = (struct str){copy, source.n};
	p->flags = flags;
	return p;
}

bool
pattern_check(struct pattern *p, const char **why, size_t *at)
{
	/* \C would split characters, and the text is taken for UTF-8. */
	uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C;
	PCRE2_SIZE where = 0;
	int err;

	if (!p->tried) {
		p->tried = true;
		if (!limits) {
			limits = pcre2_match_context_create(NULL);
			pcre2_set_match_limit(limits, MATCH_LIMIT);
			pcre2_set_heap_limit(limits, HEAP_LIMIT);
		}
		if (p->flags & PATTERN_CASELESS)
			options |= PCRE2_CASELESS;
		if (p->flags & PATTERN_ANCHORED)
			options |= PCRE2_ANCHORED;
		p->code = pcre2_compile((PCRE2_SPTR)p->source.p, p->source.n,
		    options, &err, &where, NULL);
		if (p->code) {
			p->data =
			    pcre2_match_data_create_from_pattern(p->code, NULL);
		} else {
			pcre2_get_error_message(
			    err, (PCRE2_UCHAR *)p->why, sizeof p->why);
			p->at = where;
		}
	}
	if (!p->code) {
		*why = p->why;
		*at = p->at;
	}
	return p->code != NULL;
}

void
pattern_free(struct pattern *p)
{
	if (!p)
		return;
	pcre2_match_data_free(p->data);
	pcre2_code_free(p->code);
	free((char *)p->source.p);
	free(p);
}

enum pattern_status
pattern_match(struct pattern *p, struct str text, size_t from)
{
	const char *why;
	size_t at;
	int rc;

	if (!pattern_check(p, &why, &at))
		return PATTERN_NO;
	p->text = text;
	/* Many rules are tried no more than a few times in a run. */
	if (p->runs < WARM && ++p->runs == WARM)
		p->jit = pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE) == 0;
	if (p->jit && from <= text.n)
		rc = pcre2_jit_match(p->code, (PCRE2_SPTR)text.p, text.n, from,
		    0, p->data, limits);
	else
		rc = pcre2_match(p->code, (PCRE2_SPTR)text.p, text.n, from,
		    PCRE2_NO_UTF_CHECK, p->data, limits);
	if (rc == PCRE2_ERROR_JIT_STACKLIMIT)
		rc = pcre2_match(p->code, (PCRE2_SPTR)text.p, text.n, from,
		    PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, p->data, limits);
	if (rc == PCRE2_ERROR_NOMATCH)
		return PATTERN_NO;
	return rc < 0 ? PATTERN_LIMIT : PATTERN_YES;
}

size_t
pattern_start(const struct pattern *p)
{
	return pcre2_get_ovector_pointer(p->data)[0];
}

size_t
pattern_end(const struct pattern *p)
{
	return pcre2_get_ovector_pointer(p->data)[1];
}

struct str
pattern_group(const struct pattern *p, const char *name)
{
	const PCRE2_SIZE *v = pcre2_get_ovector_pointer(p->data);
	PCRE2_SPTR first, last;
	int width = pcre2_substring_nametable_scan(
	    p->code, (PCRE2_SPTR)name, &first, &last);

	/* A name may stand in several branches (?J): the one that matched. */
	for (PCRE2_SPTR e = first; width > 0; e += width) {
		size_t k = (size_t)(e[0] << 8 | e[1]);

		if (v[2 * k] != PCRE2_UNSET)
			return (struct str){
			    p->text.p + v[2 * k], v[2 * k + 1] - v[2 * k]};
		if (e == last)
			break;
	}
	return (struct str){NULL, 0};
}
