#include "news/relation_in.h"

#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * Weights of items: what a shared one tells. Words by how rare they are in
 * news; names less than rare words, for all reports of an event share them.
 */
#define WEIGHT_TITLE 1.0F
#define WEIGHT_NAME 3.5F
#define WEIGHT_FIGURE 6.0F /* "22.6 billion" */
#define WEIGHT_NUMBER 3.0F /* "two", "100" */
#define WEIGHT_DATE 2.5F

#define OWN 10.0 /* weight beside the topic from where on that counts whole */

enum { SENSE = 4 }; /* bytes of a synset's key */

/* ---- finding ---- */

static struct item *
add_item(struct differ *r, enum item_kind kind, uint32_t hash, float weight,
    size_t start, size_t end)
{
	struct item *v;

	r->item = mem_grow(r->item, r->nitem, &r->itemcap, sizeof *r->item);
	v = &r->item[r->nitem++];
	*v = (struct item){hash, (uint32_t)start, (uint32_t)end, weight, kind,
	    {NULL, 0}, NULL};
	return v;
}

/*
 * A person is known by the last word of the name: one report's "Ana Silva"
 * is another's "Silva".
 */
static void
add_name(struct differ *r, const struct segment *s, const struct entity *e)
{
	struct str name =
	    e->name.p ? e->name : str_slice(s->text, e->start, e->end);

	if (e->label == ENTITY_PERSON)
		name = word_last(name);
	add_item(r, ITEM_NAME, name_key(name), WEIGHT_NAME, e->start, e->end);
}

static void
add_value(struct differ *r, const struct entity *e)
{
	bool telling = number_digits(e->value) >= 2 &&
		       (e->value > 20 || floor(e->value) != e->value);
	uint64_t h = value_key(e->value);

	add_item(r, ITEM_VALUE,
	    (uint32_t)hash_mix(h, e->unit.p ? str_hash(e->unit) : 0) | 1,
	    telling ? WEIGHT_FIGURE : WEIGHT_NUMBER, e->start, e->end);
}

static void
add_word(struct differ *r, const struct segment *s, const struct token *t,
    bool title)
{
	const struct word *w;
	struct item *v;

	if (t->end - t->start < 2)
		return;
	w = word_of(r, s->text, t);
	if (t->kind == TOKEN_WORD && w->stop)
		return;
	v = add_item(r, title ? ITEM_TITLE : ITEM_WORD, w->stem,
	    title ? WEIGHT_TITLE : w->weight, t->start, t->end);
	v->senses = w->senses;
	v->state = w->state;
}

/* Is the word what the amount counts, and not part of the number? */
static bool
is_counted(const struct entity *e, struct str w)
{
	return e->label == ENTITY_QUANTITY && e->of.p &&
	       str_find(e->of, w, 0) != SIZE_MAX;
}

/* "51-49", "234-193": a tally of votes, or a score. */
static bool
is_tally(const struct token *t, struct str w)
{
	const char *dash = memchr(w.p, '-', w.n);

	return t->kind == TOKEN_NUMBER && dash && dash > w.p &&
	       dash + 1 < w.p + w.n && w.n <= 9;
}

void
items_find(struct differ *r, const struct segment *s)
{
	size_t e = 0, d = 0, entity = SIZE_MAX, date = SIZE_MAX;
	size_t named = SIZE_MAX, title_at = 0;

	r->nitem = 0;
	for (size_t i = 0; i < s->ntoken; i++) {
		const struct token *t = &s->token[i];
		struct str w = token_str(s->text, t);
		const struct entity *at;
		bool title = false;

		while (e < s->nentity && s->entity[e].end <= t->start)
			e++;
		while (d < s->ndate && s->date[d].end <= t->start)
			d++;
		if (t->kind == TOKEN_MARK || t->start < s->dateline.end)
			continue;
		if (d < s->ndate && s->date[d].start <= t->start) {
			if (date != d)
				add_item(r, ITEM_DATE,
				    name_key(s->date[d].value), WEIGHT_DATE,
				    s->date[d].start, s->date[d].end);
			date = d;
			continue;
		}
		at = e < s->nentity ? &s->entity[e] : NULL;
		if (at && at->start <= t->start) {
			if (entity != e && at->label >= ENTITY_MONEY)
				add_value(r, at);
			else if (entity != e)
				add_name(r, s, at);
			entity = e;
			if (!is_counted(at, w))
				continue;
		} else if (at && at->title.p) {
			if (named != e)
				title_at = segment_title(s, at);
			named = e;
			title = t->start >= title_at;
		}
		if (is_tally(t, w)) {
			add_item(r, ITEM_VALUE, name_key(w), WEIGHT_FIGURE,
			    t->start, t->end);
			continue;
		}
		add_word(r, s, t, title);
	}
}

/* Does item V belong to a claim inside of bytes [FROM, TO)? */
static bool
in_inner_claim(
    const struct segment *s, const struct item *v, size_t from, size_t to)
{
	for (size_t i = 0; i < s->nclaim; i++) {
		const struct claim *c = &s->claim[i];

		if (c->predicate.text.p && c->start > from && c->end < to &&
		    c->start <= v->start && v->end <= c->end)
			return true;
	}
	return false;
}

static struct stem
as_stem(const struct item *v)
{
	return (struct stem){v->hash, v->weight, v->kind, false, v->senses};
}

static void
keep_stems(struct differ *r, struct stem *v, size_t n, struct unit *u)
{
	u->nstem = stems_sort(v, n);
	u->stem = arena_alloc(&r->arena, (u->nstem + 1) * sizeof *u->stem);
	memcpy(u->stem, v, u->nstem * sizeof *u->stem);
	u->weight = 0;
	for (size_t i = 0; i < u->nstem; i++)
		u->weight += u->stem[i].weight;
}

void
items_keep(struct differ *r, const struct segment *s, size_t start, size_t end,
    bool values, struct unit *u)
{
	struct stem v[MAXSTEMS];
	size_t n = 0;

	for (size_t i = 0; i < r->nitem && n < MAXSTEMS; i++) {
		const struct item *it = &r->item[i];

		if (it->start >= start && it->end <= end &&
		    (values || it->kind < ITEM_VALUE) &&
		    !in_inner_claim(s, it, start, end))
			v[n++] = as_stem(it);
	}
	keep_stems(r, v, n, u);
}

static const struct stem *
find_stem(const struct unit *u, uint32_t hash)
{
	struct stem key = {.hash = hash};

	return u->nstem
		   ? bsearch(&key, u->stem, u->nstem, sizeof key, stem_order)
		   : NULL;
}

void
items_sentence(struct differ *r, struct unit *u)
{
	struct stem v[MAXSTEMS];
	size_t n = r->nitem < MAXSTEMS ? r->nitem : MAXSTEMS;

	for (size_t i = 0; i < n; i++)
		v[i] = as_stem(&r->item[i]);
	keep_stems(r, v, n, u);
	u->order = arena_alloc(&r->arena, n + 1);
	u->norder = n;
	for (size_t i = 0; i < n; i++)
		u->order[i] =
		    (uint8_t)(find_stem(u, r->item[i].hash) - u->stem);
}

/*
 * What stands in several sentences of each report is the story's topic, and
 * tells little of what one of them states.
 */
void
item_weigh(struct unit *u, uint32_t hash, size_t sentences, size_t docs)
{
	const struct stem *s = find_stem(u, hash);

	if (!s || sentences <= docs)
		return;
	u->stem[s - u->stem].weight *= (float)docs / (float)sentences;
	u->stem[s - u->stem].topic = sentences > 2 * docs;
}

void
items_weighed(struct differ *r, struct unit *u)
{
	struct stem v[MAXSTEMS];
	size_t n = 0;

	u->weight = 0;
	for (size_t i = 0; i < u->nstem; i++)
		u->weight += u->stem[i].weight;
	for (size_t i = 1; i < u->norder; i++) {
		const struct stem *a = &u->stem[u->order[i - 1]],
				  *b = &u->stem[u->order[i]];

		v[n++] = (struct stem){
		    .hash = (uint32_t)hash_mix(a->hash, b->hash) | 1,
		    .weight = a->weight + b->weight};
	}
	u->npair = stems_sort(v, n);
	u->pair = arena_alloc(&r->arena, (u->npair + 1) * sizeof *u->pair);
	memcpy(u->pair, v, u->npair * sizeof *u->pair);
}

/* ---- comparing ---- */

/* What two sentences have in common. */
struct common {
	double shared, own; /* weight of the items in both; but for topics */
	size_t items, values, names, topics;
	const struct stem *left[2][MAXSTEMS]; /* words in one only */
	size_t nleft[2];
	bool value[2]; /* has it amounts at all? */
};

static void
find_common(const struct unit *a, const struct unit *b, struct common *c)
{
	size_t i = 0, j = 0;

	memset(c, 0, sizeof *c);
	while (i < a->nstem || j < b->nstem) {
		bool in_a =
		    i < a->nstem &&
		    (j == b->nstem || a->stem[i].hash <= b->stem[j].hash);
		bool in_b = j < b->nstem &&
			    (!in_a || a->stem[i].hash == b->stem[j].hash);
		const struct stem *v = in_a ? &a->stem[i] : &b->stem[j];
		int side = !in_a;

		if (v->kind == ITEM_VALUE) {
			c->value[0] |= in_a;
			c->value[1] |= in_b;
		}
		if (in_a && in_b) {
			c->names += v->kind == ITEM_NAME;
			c->topics += v->topic;
			c->shared += (double)v->weight;
			c->own += v->topic ? 0 : (double)v->weight;
			c->items++;
			c->values += v->kind == ITEM_VALUE;
		} else if (v->kind == ITEM_WORD && v->senses.n) {
			c->left[side][c->nleft[side]++] = v;
		}
		i += in_a;
		j += in_b;
	}
}

bool
senses_shared(struct str a, struct str b)
{
	for (size_t i = 0; i + SENSE <= a.n; i += SENSE)
		for (size_t k = 0; k + SENSE <= b.n; k += SENSE)
			if (memcmp(a.p + i, b.p + k, SENSE) == 0)
				return true;
	return false;
}

/* Weight of the words of one that have a synonym in the other. */
static double
synonyms(const struct common *c)
{
	double w = 0;

	for (size_t i = 0; i < c->nleft[0]; i++) {
		const struct stem *x = c->left[0][i];
		double best = 0;

		for (size_t k = 0; k < c->nleft[1]; k++) {
			const struct stem *y = c->left[1][k];
			double v = (double)(x->weight < y->weight ? x->weight
								  : y->weight);

			if (v > best && senses_shared(x->senses, y->senses))
				best = v;
		}
		w += best;
	}
	return w;
}

/*
 * A linear measure: how much of both they share (Dice), of the shorter one,
 * amounts, neighbouring items and synonyms.
 */
double
sentences_alike(const struct unit *a, const struct unit *b, double *fact)
{
	struct common c;
	bool other;
	double topic, x,
	    all = (double)(a->weight + b->weight),
	    least = (double)(a->weight < b->weight ? a->weight : b->weight);
	size_t n;

	*fact = UNLIKE;
	find_common(a, b, &c);
	if (c.items < 2)
		return UNLIKE;
	x = 2 * c.shared / all;
	if (x < 0.12)
		return UNLIKE;
	/* The same sentence with other numbers in it is another fact. */
	other = x > 0.6 && c.value[0] && c.value[1] && !c.values;
	x = 2.3 * x + 1.9 * c.shared / least + 1.8 * (double)c.values +
	    0.3 * (double)c.names +
	    0.03 * stems_shared(a->pair, a->npair, b->pair, b->npair, &n) +
	    6 * synonyms(&c) / all - 2.15;
	if (c.value[0] && c.value[1] && !c.values)
		x -= 0.9;
	topic = 0.8 * (double)(c.topics < 2 ? c.topics : 2);
	/* That two sentences are on the story's topic is no fact alone. */
	if (!other)
		*fact = c.own < OWN ? x + topic * c.own / OWN : x + topic;
	return x + topic;
}
