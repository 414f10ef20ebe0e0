#include "news/document.h"

#include <stdlib.h>
#include <string.h>

const char *const segment_kinds[SEGMENT_KINDS] = {"title", "byline", "heading",
    "sentence", "item", "caption", "credit", "boilerplate"};
const char *const entity_labels[ENTITY_LABELS] = {"PERSON", "ORG", "GPE", "LOC",
    "FAC", "NORP", "EVENT", "LAW", "PRODUCT", "WORK", "MONEY", "PERCENT",
    "QUANTITY"};
const char *const bounds[BOUND_RANGE + 1] = {
    "exact", "about", "min", "max", "range"};
const char *const date_types[DATE_TYPES] = {"DATE", "TIME", "DURATION", "SET"};
const char *const quote_kinds[QUOTE_KINDS] = {"direct", "mixed", "indirect"};
const char *const modalities[MODALITIES] = {
    "asserted", "planned", "possible", "conditional", "denied", "asked"};

void
document_reset(struct document *d)
{
	arena_reset(&d->arena);
	d->meta = (struct meta){0};
	d->nseg = 0;
	d->has_tokens = d->has_entities = d->has_dates = d->has_quotes =
	    d->has_claims = d->earlier = false;
}

void
document_release(struct document *d)
{
	free(d->seg);
	arena_release(&d->arena);
	tokens_release(&d->scratch);
	*d = (struct document){0};
}

struct segment *
document_add(struct document *d)
{
	struct segment *s;

	d->seg = mem_grow(d->seg, d->nseg, &d->segcap, sizeof *d->seg);
	s = &d->seg[d->nseg++];
	memset(s, 0, sizeof *s);
	s->kind = SEGMENT_SENTENCE;
	return s;
}

void
document_tokens(struct document *d, const struct lexicon *lex)
{
	if (d->has_tokens)
		return;
	for (size_t i = 0; i < d->nseg; i++) {
		struct segment *s = &d->seg[i];

		tokens_set(&d->scratch, s->text, lex);
		s->ntoken = d->scratch.n;
		s->token = arena_alloc(&d->arena, s->ntoken * sizeof *s->token);
		if (s->ntoken)
			memcpy(s->token, d->scratch.v,
			    s->ntoken * sizeof *s->token);
	}
	d->has_tokens = true;
}

bool
segment_is_text(const struct segment *s)
{
	return s->kind != SEGMENT_BOILERPLATE;
}

size_t
segment_token(const struct segment *s, size_t start)
{
	size_t lo = 0, hi = s->ntoken;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (s->token[mid].start < start)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

size_t
segment_title(const struct segment *s, const struct entity *e)
{
	struct str before = str_trim(str_slice(s->text, 0, e->start));
	size_t end = (size_t)(before.p + before.n - s->text.p);

	if (!e->title.n)
		return SIZE_MAX;
	if (end >= e->title.n &&
	    str_eq(str_slice(s->text, end - e->title.n, end), e->title))
		return end - e->title.n;
	return str_find(s->text, e->title, e->end);
}

struct str
document_copy(struct document *d, struct str v)
{
	if (!v.p)
		return v;
	return (struct str){arena_copy(&d->arena, v.p, v.n), v.n};
}
