#include "news/pack.h"

#include <string.h>

/*
 * One description of the form serves both ways: with OUT it is written,
 * without it is read from REST.
 */
struct codec {
	struct buf *out;
	struct str rest;
	struct arena *arena;
	struct str text; /* of the segment at work */
	bool bad;
};

static void
code_u(struct codec *c, uint64_t *v)
{
	uint64_t x = *v;

	if (c->out) {
		for (; x >= 0x80; x >>= 7)
			buf_addc(c->out, (char)(x | 0x80));
		buf_addc(c->out, (char)x);
		return;
	}
	x = 0;
	for (unsigned shift = 0;; shift += 7) {
		unsigned char byte;

		if (!c->rest.n || shift > 63) {
			c->bad = true;
			break;
		}
		byte = (unsigned char)*c->rest.p;
		c->rest = str_slice(c->rest, 1, c->rest.n);
		x |= (uint64_t)(byte & 0x7F) << shift;
		if (byte < 0x80)
			break;
	}
	*v = c->bad ? 0 : x;
}

static void
code_size(struct codec *c, size_t *n)
{
	uint64_t v = *n;

	code_u(c, &v);
	*n = (size_t)v;
}

/* An enum below LIMIT, or a flag (LIMIT 2). */
static unsigned
code_enum(struct codec *c, unsigned v, unsigned limit)
{
	uint64_t x = v;

	code_u(c, &x);
	if (x >= limit) {
		c->bad = true;
		return 0;
	}
	return (unsigned)x;
}

static void
code_flag(struct codec *c, bool *v)
{
	*v = code_enum(c, *v, 2) == 1;
}

static void
code_double(struct codec *c, double *v)
{
	if (c->out) {
		buf_add(c->out, (const char *)v, sizeof *v);
	} else if (c->rest.n < sizeof *v) {
		c->bad = true;
		*v = 0;
	} else {
		memcpy(v, c->rest.p, sizeof *v);
		c->rest = str_slice(c->rest, sizeof *v, c->rest.n);
	}
}

static bool
stands_in_text(const struct codec *c, struct str s)
{
	return c->text.p && s.n && s.p >= c->text.p &&
	       s.p + s.n <= c->text.p + c->text.n;
}

/* Absent: 0; bytes that follow: 2 n + 1; a place in the text: 2 n + 2. */
static void
code_str(struct codec *c, struct str *s)
{
	bool inside = c->out && s->p && stands_in_text(c, *s);
	uint64_t n = s->p ? 2 * (uint64_t)s->n + 1 + inside : 0, at = 0;

	if (inside)
		at = (uint64_t)(s->p - c->text.p);
	code_u(c, &n);
	if (!n) {
		*s = (struct str){NULL, 0};
		return;
	}
	inside = n % 2 == 0;
	n = (n - 1) / 2;
	if (inside)
		code_u(c, &at);
	if (c->out) {
		if (!inside)
			buf_add(c->out, s->p, s->n);
		return;
	}
	*s = (struct str){"", 0};
	if (c->bad ||
	    (inside ? at > c->text.n || n > c->text.n - at : n > c->rest.n)) {
		c->bad = true;
	} else if (inside) {
		*s = str_slice(c->text, (size_t)at, (size_t)(at + n));
	} else {
		*s = str_slice(c->rest, 0, (size_t)n);
		c->rest = str_slice(c->rest, (size_t)n, c->rest.n);
	}
}

/* A span of the text of N bytes. */
static void
code_span(struct codec *c, size_t *start, size_t *end, size_t n)
{
	code_size(c, start);
	code_size(c, end);
	if (*start > *end || *end > n) {
		c->bad = true;
		*start = *end = 0;
	}
}

/*
 * The number of elements of an array; when reading, cleared room for them
 * (of SIZE bytes each, none of which takes less than a byte to write).
 */
static void *
code_array(struct codec *c, void *v, size_t *n, size_t size)
{
	code_size(c, n);
	if (c->out)
		return v;
	if (c->bad || *n > c->rest.n) {
		c->bad = true;
		*n = 0;
	}
	v = arena_alloc(c->arena, (*n + 1) * size);
	memset(v, 0, (*n + 1) * size);
	return v;
}

static void
code_meta(struct codec *c, struct meta *m)
{
	struct str *part[] = {&m->id, &m->date, &m->source, &m->title, &m->url,
	    &m->author, &m->lang, &m->story};

	for (size_t i = 0; i < sizeof part / sizeof *part; i++)
		code_str(c, part[i]);
}

static void
code_entity(struct codec *c, struct entity *e)
{
	code_span(c, &e->start, &e->end, c->text.n);
	e->label =
	    (enum entity_label)code_enum(c, (unsigned)e->label, ENTITY_LABELS);
	code_str(c, &e->name);
	code_str(c, &e->id);
	code_str(c, &e->title);
	code_double(c, &e->score);
	if (e->label < ENTITY_MONEY)
		return;
	code_double(c, &e->value);
	code_double(c, &e->value2);
	e->bound =
	    (enum bound)code_enum(c, (unsigned)e->bound, BOUND_RANGE + 1);
	code_str(c, &e->unit);
	code_str(c, &e->of);
}

static void
code_date(struct codec *c, struct date *t)
{
	struct str *part[] = {
	    &t->value, &t->mod, &t->freq, &t->quant, &t->from, &t->to, &t->alt};

	code_span(c, &t->start, &t->end, c->text.n);
	t->type = (enum date_type)code_enum(c, (unsigned)t->type, DATE_TYPES);
	for (size_t i = 0; i < sizeof part / sizeof *part; i++)
		code_str(c, part[i]);
}

/* A place may lie in another segment, which is not at hand. */
static void
code_place(struct codec *c, struct place *p)
{
	code_size(c, &p->seg);
	code_span(c, &p->start, &p->end, SIZE_MAX);
	code_str(c, &p->text);
}

static void
code_quote(struct codec *c, struct quote *q)
{
	code_str(c, &q->id);
	code_span(c, &q->start, &q->end, c->text.n);
	q->kind = (enum quote_kind)code_enum(c, (unsigned)q->kind, QUOTE_KINDS);
	code_str(c, &q->name);
	code_place(c, &q->speaker);
	code_place(c, &q->cue);
}

static void
code_part(struct codec *c, struct claim_part *p)
{
	code_str(c, &p->text);
	code_str(c, &p->name);
}

static void
code_number(struct codec *c, struct claim_number *k)
{
	code_double(c, &k->value);
	code_double(c, &k->value2);
	k->bound =
	    (enum bound)code_enum(c, (unsigned)k->bound, BOUND_RANGE + 1);
	code_str(c, &k->unit);
	code_str(c, &k->of);
	code_str(c, &k->text);
}

/* The array that stands beside one of N elements; of any other number, bad. */
static void *
code_beside(struct codec *c, void *v, size_t n, size_t size)
{
	size_t m = n;

	v = code_array(c, v, &m, size);
	if (m != n)
		c->bad = true;
	return v;
}

static void
code_claim(struct codec *c, struct claim *k)
{
	struct claim_part *part[] = {
	    &k->subject, &k->predicate, &k->object, &k->speaker};

	code_str(c, &k->id);
	code_span(c, &k->start, &k->end, c->text.n);
	for (size_t i = 0; i < sizeof part / sizeof *part; i++)
		code_part(c, part[i]);
	code_flag(c, &k->negated);
	k->modality =
	    (enum modality)code_enum(c, (unsigned)k->modality, MODALITIES);
	k->number = code_array(c, k->number, &k->nnumber, sizeof *k->number);
	for (size_t i = 0; i < k->nnumber; i++)
		code_number(c, &k->number[i]);
	k->date = code_array(c, k->date, &k->ndate, sizeof *k->date);
	k->date_text =
	    code_beside(c, k->date_text, k->ndate, sizeof *k->date_text);
	for (size_t i = 0; !c->bad && i < k->ndate; i++) {
		/* The dates of a claim have a text and no place. */
		code_date(c, &k->date[i]);
		code_str(c, &k->date_text[i]);
	}
	k->place = code_array(c, k->place, &k->nplace, sizeof *k->place);
	k->place_id =
	    code_beside(c, k->place_id, k->nplace, sizeof *k->place_id);
	for (size_t i = 0; !c->bad && i < k->nplace; i++) {
		code_part(c, &k->place[i]);
		code_str(c, &k->place_id[i]);
	}
}

static void
code_segment(struct codec *c, struct segment *s)
{
	c->text = (struct str){NULL, 0};
	code_str(c, &s->text);
	if (!s->text.p)
		c->bad = true;
	c->text = s->text;
	code_size(c, &s->n);
	code_size(c, &s->par);
	code_size(c, &s->start);
	code_size(c, &s->end);
	s->kind =
	    (enum segment_kind)code_enum(c, (unsigned)s->kind, SEGMENT_KINDS);
	code_flag(c, &s->in_title);
	code_flag(c, &s->last);
	code_span(c, &s->dateline.start, &s->dateline.end, c->text.n);
	code_str(c, &s->dateline.place);
	code_str(c, &s->dateline.date);
	s->entity = code_array(c, s->entity, &s->nentity, sizeof *s->entity);
	for (size_t i = 0; !c->bad && i < s->nentity; i++)
		code_entity(c, &s->entity[i]);
	s->date = code_array(c, s->date, &s->ndate, sizeof *s->date);
	for (size_t i = 0; !c->bad && i < s->ndate; i++)
		code_date(c, &s->date[i]);
	s->quote = code_array(c, s->quote, &s->nquote, sizeof *s->quote);
	for (size_t i = 0; !c->bad && i < s->nquote; i++)
		code_quote(c, &s->quote[i]);
	s->claim = code_array(c, s->claim, &s->nclaim, sizeof *s->claim);
	for (size_t i = 0; !c->bad && i < s->nclaim; i++)
		code_claim(c, &s->claim[i]);
}

void
pack_document(struct buf *b, const struct document *d)
{
	struct codec c = {.out = b};
	struct meta meta = d->meta;
	size_t n = d->nseg;

	code_meta(&c, &meta);
	code_size(&c, &n);
	for (size_t i = 0; i < d->nseg; i++) {
		/* What is written is not changed; the copy only says so. */
		struct segment s = d->seg[i];

		code_segment(&c, &s);
	}
}

bool
unpack_document(struct document *d, struct str bytes)
{
	struct codec c = {.rest = bytes, .arena = &d->arena};
	size_t n = 0;

	code_meta(&c, &d->meta);
	code_size(&c, &n);
	for (size_t i = 0; !c.bad && i < n; i++)
		code_segment(&c, document_add(d));
	d->has_entities = d->has_dates = d->has_quotes = d->has_claims = true;
	return !c.bad && c.rest.n == 0;
}
