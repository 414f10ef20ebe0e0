#include "news/story.h"

#include "base/utf8.h"
#include "news/date_calendar.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	WINDOW = 7, /* days */
	NEAR = 50,  /* of a key's documents, how many behind each */
	SHARED = 3, /* keys that two documents of a story share at least */
	RARE = 5    /* letters of a rare word at least */
};

/*
 * The cosine that two documents, or groups of them, of a story have. On 796
 * labelled stories: of the pairs of documents that are found, and of those
 * that are to be found, 27 and 51 % at 0.15, 55 and 39 % at 0.18, 70 and 30 %
 * at 0.21. A pair too many costs time, as its claims seldom meet; a pair that
 * is not found costs what it would have told.
 */
static const double ALIKE = 0.16;

#define NO_DAY INT64_MIN

struct key {
	uint32_t hash;
	float weight;
};

struct report {
	struct str id, known;
	int64_t day;
	struct key *key; /* of its group, where it stands for one */
	uint32_t nkey, parent;
	double square; /* of the weights, in all */
};

/* One of the documents that have a key; REPORT counts in order of time. */
struct posting {
	uint32_t hash, report;
};

/* Two documents that are alike. */
struct edge {
	float like;
	uint32_t a, b; /* in order of time */
};

struct stories {
	const struct lexicon *vocabulary;
	int ordinary;
	struct arena arena;
	struct report *report;
	size_t n, cap;
	size_t nkey;
	uint32_t *order; /* reports by time and id */
	struct edge *edge;
	size_t nedge, edgecap;
	unsigned long long capped;
};

struct stories *
stories_new(const struct lexicon *vocabulary)
{
	struct stories *s = mem_zalloc(1, sizeof *s);

	s->vocabulary = vocabulary;
	s->ordinary = lexicon_label(vocabulary, "common");
	return s;
}

void
stories_free(struct stories *s)
{
	if (!s)
		return;
	arena_release(&s->arena);
	free(s->report);
	free(s->edge);
	free(s->order);
	free(s);
}

unsigned long long
stories_capped(const struct stories *s)
{
	return s->capped;
}

static uint32_t
hash_of(struct str s)
{
	return (uint32_t)(utf8_hash_lower(s) >> 16);
}

static int
by_hash(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Adds a key unless it is there; false when there is no room. */
static bool
add_key(uint32_t *key, size_t *n, uint32_t hash)
{
	for (size_t i = 0; i < *n; i++)
		if (key[i] == hash)
			return true;
	if (*n == STORY_KEYS)
		return false;
	key[(*n)++] = hash;
	return true;
}

static bool
in_entity(const struct segment *s, const struct token *t)
{
	for (size_t i = 0; i < s->nentity; i++)
		if (t->start < s->entity[i].end && s->entity[i].start < t->end)
			return true;
	return false;
}

static bool
is_rare(
    const struct stories *s, const struct segment *seg, const struct token *t)
{
	struct str w = token_str(seg->text, t);

	return t->kind == TOKEN_WORD && t->flags & TOKEN_LOWER &&
	       utf8_count(w) >= RARE &&
	       !lexicon_lookup(s->vocabulary, w, s->ordinary) &&
	       !in_entity(seg, t);
}

size_t
story_keys(const struct stories *s, const struct document *d, uint32_t *key)
{
	size_t n = 0;
	bool room = true;

	for (size_t i = 0; i < d->nseg && room; i++) {
		const struct segment *seg = &d->seg[i];

		for (size_t k = 0; k < seg->nentity && room; k++) {
			const struct entity *e = &seg->entity[k];

			if (e->label >= ENTITY_MONEY)
				continue;
			room = add_key(key, &n,
			    hash_of(e->name.p ? e->name
					      : str_slice(seg->text, e->start,
						    e->end)));
		}
		for (size_t k = 0; k < seg->ntoken && room; k++)
			if (is_rare(s, seg, &seg->token[k]))
				room = add_key(key, &n,
				    hash_of(
					token_str(seg->text, &seg->token[k])));
	}
	if (n)
		qsort(key, n, sizeof *key, by_hash);
	return n;
}

static struct str
keep(struct stories *s, struct str v)
{
	if (!v.p)
		return v;
	return (struct str){arena_copy(&s->arena, v.p, v.n), v.n};
}

size_t
stories_add(struct stories *s, const uint32_t *key, size_t n, struct str date,
    struct str id, struct str known)
{
	struct report *r;

	s->report = mem_grow(s->report, s->n, &s->cap, sizeof *s->report);
	r = &s->report[s->n];
	*r = (struct report){.id = keep(s, id),
	    .known = keep(s, known),
	    .key = arena_alloc(&s->arena, (n + 1) * sizeof *r->key),
	    .nkey = (uint32_t)n,
	    .parent = (uint32_t)s->n};
	if (!date.p || !calendar_read(date, &r->day))
		r->day = NO_DAY;
	for (size_t i = 0; i < n; i++)
		r->key[i] = (struct key){key[i], 0};
	s->nkey += n;
	return s->n++;
}

/* For qsort, which hands nothing through. */
static _Thread_local const struct report *ordered;

static int
by_time(const void *a, const void *b)
{
	const struct report *x = &ordered[*(const uint32_t *)a],
			    *y = &ordered[*(const uint32_t *)b];
	int c;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	c = str_cmp(x->id, y->id);
	return c ? c : (x > y) - (x < y);
}

static int
by_posting(const void *a, const void *b)
{
	const struct posting *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->report > y->report) - (x->report < y->report);
}

static uint32_t
root(struct stories *s, uint32_t i)
{
	struct report *r = s->report;

	while (r[i].parent != i)
		i = r[i].parent = r[r[i].parent].parent;
	return i;
}

/*
 * The cosine of two groups' keys, a group's being the sum of its reports'. So
 * a report joins what the group is about, and not just its nearest member:
 * joined one by one, all the news of a week become one story.
 */
static double
likeness(const struct report *a, const struct report *b)
{
	size_t i = 0, j = 0, common = 0;
	double w = 0;

	while (i < a->nkey && j < b->nkey) {
		if (a->key[i].hash < b->key[j].hash) {
			i++;
		} else if (a->key[i].hash > b->key[j].hash) {
			j++;
		} else {
			w += (double)a->key[i++].weight * b->key[j++].weight;
			common++;
		}
	}
	return common >= SHARED ? w / sqrt(a->square * b->square) : 0;
}

static void
add_key_of(struct report *r, struct key k)
{
	r->key[r->nkey++] = k;
	r->square += (double)k.weight * k.weight;
}

/* Gives A the sum of its keys and B's. */
static void
add_keys(struct stories *s, struct report *a, const struct report *b)
{
	struct report sum = *a;
	size_t i = 0, j = 0;

	sum.key = arena_alloc(
	    &s->arena, ((size_t)a->nkey + b->nkey) * sizeof *sum.key);
	sum.nkey = 0;
	sum.square = 0;
	while (i < a->nkey || j < b->nkey) {
		if (j == b->nkey ||
		    (i < a->nkey && a->key[i].hash < b->key[j].hash)) {
			add_key_of(&sum, a->key[i++]);
		} else if (i == a->nkey || a->key[i].hash > b->key[j].hash) {
			add_key_of(&sum, b->key[j++]);
		} else {
			add_key_of(
			    &sum, (struct key){a->key[i].hash,
				      a->key[i].weight + b->key[j].weight});
			i++;
			j++;
		}
	}
	*a = sum;
}

/*
 * Makes one story of two if they are alike, which the earlier report then
 * stands for. What is known to be two stays so.
 */
static void
join(struct stories *s, uint32_t a, uint32_t b)
{
	struct report *r = s->report;

	a = root(s, a);
	b = root(s, b);
	if (a == b || (r[a].known.p && r[b].known.p) ||
	    likeness(&r[a], &r[b]) < ALIKE)
		return;
	ordered = r;
	if (by_time(&a, &b) > 0) {
		uint32_t swap = a;

		a = b;
		b = swap;
	}
	if (!r[a].known.p)
		r[a].known = r[b].known;
	add_keys(s, &r[a], &r[b]);
	r[b].parent = a;
}

/* Weighs each report's keys by how few reports have them. */
static void
weigh(struct stories *s, const struct posting *p, size_t n)
{
	for (size_t i = 0, j; i < n; i = j) {
		float w;

		for (j = i; j < n && p[j].hash == p[i].hash; j++)
			;
		w = (float)log(1 + (double)s->n / (double)(j - i));
		for (size_t k = i; k < j; k++) {
			struct report *r = &s->report[s->order[p[k].report]];
			struct key *at = bsearch(
			    &p[k].hash, r->key, r->nkey, sizeof *at, by_hash);

			at->weight = w;
			r->square += (double)w * w;
		}
	}
}

/* How many keys the report at work shares with each other one, so far. */
struct tally {
	uint32_t *count, *met;
	size_t n;
};

/*
 * Counts the reports behind posting AT that have its key, the nearest first,
 * as long as they are within the window. False if they were too many.
 */
static bool
count_near(const struct stories *s, const struct posting *p, size_t n,
    size_t at, struct tally *t)
{
	int64_t day = s->report[s->order[p[at].report]].day;

	for (size_t k = at + 1; k < n && p[k].hash == p[at].hash; k++) {
		uint32_t other = p[k].report;
		int64_t then = s->report[s->order[other]].day;

		if (day != NO_DAY && then - day > WINDOW)
			break;
		if (k - at > NEAR)
			return false;
		if (!t->count[other]++)
			t->met[t->n++] = other;
	}
	return true;
}

/* The postings of all keys, sorted by key and time. */
static struct posting *
make_postings(const struct stories *s)
{
	struct posting *p = mem_alloc((s->nkey + 1) * sizeof *p);
	size_t n = 0;

	for (uint32_t i = 0; i < s->n; i++) {
		const struct report *r = &s->report[s->order[i]];

		for (size_t k = 0; k < r->nkey; k++)
			p[n++] = (struct posting){r->key[k].hash, i};
	}
	if (n)
		qsort(p, n, sizeof *p, by_posting);
	return p;
}

static const struct posting *
find_posting(const struct posting *p, size_t n, uint32_t hash, uint32_t report)
{
	struct posting want = {hash, report};

	return bsearch(&want, p, n, sizeof *p, by_posting);
}

static int
by_likeness(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;

	if (x->like != y->like)
		return x->like > y->like ? -1 : 1;
	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return (x->b > y->b) - (x->b < y->b);
}

/* Keeps the pairs of report I and those in T that are alike; empties T. */
static void
keep_alike(struct stories *s, uint32_t i, uint32_t need, struct tally *t)
{
	for (size_t k = 0; k < t->n; k++) {
		uint32_t other = t->met[k];
		double like = 0;

		if (t->count[other] >= need)
			like = likeness(&s->report[s->order[i]],
			    &s->report[s->order[other]]);
		t->count[other] = 0;
		if (like < ALIKE)
			continue;
		s->edge =
		    mem_grow(s->edge, s->nedge, &s->edgecap, sizeof *s->edge);
		s->edge[s->nedge++] = (struct edge){(float)like, i, other};
	}
	t->n = 0;
}

/* Finds the pairs that are alike, of those that share keys. */
static void
find_edges(struct stories *s, const struct posting *p, size_t n)
{
	struct tally t = {.count = mem_zalloc(s->n + 1, sizeof *t.count),
	    .met = mem_zalloc(s->n + 1, sizeof *t.met)};

	for (uint32_t i = 0; i < s->n; i++) {
		const struct report *r = &s->report[s->order[i]];
		uint32_t need = SHARED;

		for (size_t k = 0; k < r->nkey; k++) {
			const struct posting *at =
			    find_posting(p, n, r->key[k].hash, i);

			if (count_near(s, p, n, (size_t)(at - p), &t))
				continue;
			/* One that was not counted may be the third. */
			s->capped++;
			need = SHARED - 1;
		}
		keep_alike(s, i, need, &t);
	}
	free(t.count);
	free(t.met);
}

void
stories_find(struct stories *s)
{
	struct posting *p;

	s->order = mem_alloc((s->n + 1) * sizeof *s->order);
	for (uint32_t i = 0; i < s->n; i++)
		s->order[i] = i;
	ordered = s->report;
	if (s->n)
		qsort(s->order, s->n, sizeof *s->order, by_time);
	p = make_postings(s);
	weigh(s, p, s->nkey);
	find_edges(s, p, s->nkey);
	free(p);
	if (s->nedge)
		qsort(s->edge, s->nedge, sizeof *s->edge, by_likeness);
	for (size_t i = 0; i < s->nedge; i++)
		join(s, s->order[s->edge[i].a], s->order[s->edge[i].b]);
}

struct str
stories_name(struct stories *s, size_t i)
{
	const struct report *r = &s->report[root(s, (uint32_t)i)];

	return r->known.p ? r->known : r->id;
}
