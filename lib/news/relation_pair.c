#include "news/relation_in.h"

#include <stdlib.h>
#include <string.h>

/*
 * Which claims meet: those that share keys, not all pairs. The first keys
 * are a claim's stems, and of a title its bearer. Claims that share so common
 * a word that its block is larger than BLOCK meet by finer keys: the word with
 * the subject's name, with the class of the predicate, with a figure's unit.
 * If even such a block is too large, a claim meets the NEAR ones behind it; as
 * documents come in the order of their dates, those are its neighbours in
 * time. So the number of pairs grows with that of the claims, and what was
 * left out is counted.
 */
enum {
	BLOCK = 160,
	NEAR = 80,
	/*
	 * A posting is one number: the word's hash, the type of the unit (for
	 * only units of a type are compared), the unit.
	 */
	WORD = 32,
	TYPE = 30,
	UNIT = (1 << TYPE) - 1
};

struct postings {
	uint64_t *v;
	size_t n, cap;
};

static void
add_posting(struct postings *p, uint32_t key, enum unit_type type, size_t unit)
{
	p->v = mem_grow(p->v, p->n, &p->cap, sizeof *p->v);
	p->v[p->n++] = (uint64_t)key << WORD | (uint64_t)type << TYPE | unit;
}

static uint32_t
unit_of(uint64_t posting)
{
	return (uint32_t)(posting & UNIT);
}

/*
 * Radix sort by bytes, lowest first; a byte that all have in common is
 * passed over.
 */
static void
sort_postings(struct postings *p)
{
	uint64_t *to = mem_alloc((p->n + 1) * sizeof *to), *from = p->v;
	size_t place[8][256];

	memset(place, 0, sizeof place);
	for (size_t i = 0; i < p->n; i++)
		for (int b = 0; b < 8; b++)
			place[b][from[i] >> 8 * b & 0xFF]++;
	for (int b = 0; b < 8; b++) {
		size_t sum = 0, n;
		uint64_t *swap;

		if (!p->n || place[b][from[0] >> 8 * b & 0xFF] == p->n)
			continue;
		for (int k = 0; k < 256; k++) {
			n = place[b][k];
			place[b][k] = sum;
			sum += n;
		}
		for (size_t i = 0; i < p->n; i++)
			to[place[b][from[i] >> 8 * b & 0xFF]++] = from[i];
		swap = from;
		from = to;
		to = swap;
	}
	p->cap = p->n + 1;
	p->v = from;
	free(to);
}

static void
first_keys(const struct differ *r, struct postings *p)
{
	for (size_t i = 0; i < r->nunit; i++) {
		const struct unit *u = &r->unit[i];

		if (u->is_copy)
			continue;
		if (u->type == TITLE && u->subject_key)
			add_posting(p, u->subject_key, u->type, i);
		for (size_t k = 0; u->type != TITLE && k < u->nstem; k++)
			add_posting(p, u->stem[k].hash, u->type, i);
		/* What is of one thing for sure meets without a word more. */
		for (size_t k = 0; k < u->nfigure; k++)
			if (u->figure[k].who || u->figure[k].thing.p)
				add_posting(p,
				    u->figure[k].who ? u->figure[k].who
						     : u->figure[k].unit,
				    u->type, i);
	}
}

static void
finer_keys(const struct unit *u, uint32_t key, size_t unit, struct postings *p)
{
	if (u->subject_key)
		add_posting(p, (uint32_t)hash_mix(key + 1ULL, u->subject_key),
		    u->type, unit);
	if (u->class_key)
		add_posting(p, (uint32_t)hash_mix(key + 2ULL, u->class_key),
		    u->type, unit);
	for (size_t i = 0; i < u->nfigure; i++)
		if (u->figure[i].unit)
			add_posting(p,
			    (uint32_t)hash_mix(key + 3ULL, u->figure[i].unit),
			    u->type, unit);
}

/* The end of the block of postings that are alike but for BITS. */
static size_t
block_end(const struct postings *p, size_t i, int bits)
{
	size_t j = i;

	while (j < p->n && p->v[j] >> bits == p->v[i] >> bits)
		j++;
	return j;
}

/* Weighs every stem by how much of its story it stands in. */
static void
weigh(struct differ *r, const struct postings *p)
{
	for (size_t i = 0, j; i < p->n; i = j) {
		size_t sentences = 0;

		j = block_end(p, i, WORD);
		for (size_t k = i; k < j; k++)
			sentences += r->unit[unit_of(p->v[k])].type == SENTENCE;
		for (size_t k = i; k < j; k++)
			item_weigh(&r->unit[unit_of(p->v[k])],
			    (uint32_t)(p->v[k] >> WORD), sentences, r->ndoc);
	}
	for (size_t i = 0; i < r->nunit; i++)
		if (!r->unit[i].is_copy)
			items_weighed(r, &r->unit[i]);
}

/*
 * Takes the blocks that are too large out of P, into finer ones; LOST are the
 * units that were in one.
 */
static void
split_blocks(const struct differ *r, struct postings *p, struct postings *finer,
    bool *lost)
{
	size_t n = 0;

	for (size_t i = 0, j; i < p->n; i = j) {
		j = block_end(p, i, TYPE);
		for (size_t k = i; k < j; k++) {
			uint32_t unit = unit_of(p->v[k]);

			if (j - i <= BLOCK) {
				p->v[n++] = p->v[k];
				continue;
			}
			lost[unit] = true;
			finer_keys(&r->unit[unit], (uint32_t)(p->v[k] >> WORD),
			    unit, finer);
		}
	}
	p->n = n;
}

/* The postings by unit: those of unit i are at[first[i]] to first[i + 1]. */
struct index {
	const struct postings *p;
	size_t *first, *at;
};

static void
index_init(struct index *x, const struct postings *p, size_t nunit)
{
	x->p = p;
	x->first = mem_zalloc(nunit + 2, sizeof *x->first);
	x->at = mem_alloc((p->n + 1) * sizeof *x->at);
	for (size_t i = 0; i < p->n; i++)
		x->first[unit_of(p->v[i]) + 2]++;
	for (size_t i = 0; i < nunit; i++)
		x->first[i + 2] += x->first[i + 1];
	for (size_t i = 0; i < p->n; i++)
		x->at[x->first[unit_of(p->v[i]) + 1]++] = i;
}

/* The units that the one at work shares keys with. */
struct tally {
	uint32_t *count, *met;
	size_t n;
};

static void
count_partners(struct differ *r, const struct index *x, size_t unit,
    size_t most, struct tally *t)
{
	const struct postings *p = x->p;

	for (size_t k = x->first[unit]; k < x->first[unit + 1]; k++) {
		size_t at = x->at[k], other = at + 1;

		for (; other < p->n && p->v[other] >> TYPE == p->v[at] >> TYPE;
		     other++) {
			uint32_t u = unit_of(p->v[other]);

			if (other - at > most) {
				r->counts.capped++;
				break;
			}
			if (u == unit)
				continue;
			if (!t->count[u]++)
				t->met[t->n++] = u;
		}
	}
}

/* Have both a figure that may be one of the other's slot? */
static bool
figures_meet(const struct unit *a, const struct unit *b)
{
	for (size_t i = 0; i < a->nfigure; i++)
		for (size_t k = 0; k < b->nfigure; k++)
			if (a->figure[i].kind == b->figure[k].kind &&
			    a->figure[i].unit == b->figure[k].unit)
				return true;
	return false;
}

/*
 * Is it of use to compare two units that share so many keys? units_compare
 * asks for two words in common, but of titles, and of figures, which other
 * things tell of the same. LOST: not all shared keys were counted.
 */
static bool
may_meet(const struct unit *a, const struct unit *b, uint32_t shared, bool lost)
{
	return shared > 1 || lost || a->type == TITLE || figures_meet(a, b);
}

static int
by_key(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* The sentences that link L is between, as one number. */
static uint64_t
sentences_key(const struct differ *r, const struct link *l)
{
	uint64_t a = l->a / FACETS, b = l->b / FACETS;

	if (r->unit[a].type != SENTENCE)
		a = r->unit[a].sentence;
	if (r->unit[b].type != SENTENCE)
		b = r->unit[b].sentence;
	return a < b ? a << 32 | b : b << 32 | a;
}

/* Is the sentence pair KEY among the N keys of V? */
static bool
has_key(const uint64_t *v, size_t n, uint64_t key)
{
	return n && bsearch(&key, v, n, sizeof key, by_key);
}

/*
 * Sentences that clash do not agree, however alike their words are; and
 * where anything at all is known, that they are related is not said.
 */
static void
drop_clashing(struct differ *r)
{
	uint64_t *clash = mem_alloc((r->nlink + 1) * sizeof *clash);
	uint64_t *all = mem_alloc((r->nlink + 1) * sizeof *all);
	size_t nclash = 0, nall = 0, kept = 0;

	for (size_t i = 0; i < r->nlink; i++) {
		const struct link *l = &r->link[i];
		uint64_t key = sentences_key(r, l);

		if (l->a % FACETS == FACET_RELATED)
			continue;
		all[nall++] = key;
		if (l->kind == KIND_POLARITY || l->kind == KIND_ANTONYM ||
		    l->kind == KIND_STATUS ||
		    ((l->kind == KIND_FACT || l->kind == KIND_QUOTE) &&
			!l->same))
			clash[nclash++] = key;
	}
	if (nclash)
		qsort(clash, nclash, sizeof *clash, by_key);
	if (nall)
		qsort(all, nall, sizeof *all, by_key);
	for (size_t i = 0; i < r->nlink; i++) {
		const struct link *l = &r->link[i];
		uint64_t key = sentences_key(r, l);
		bool related = l->a % FACETS == FACET_RELATED;

		if (related ? has_key(all, nall, key)
			    : l->same && l->kind != KIND_QUOTE &&
				  has_key(clash, nclash, key))
			continue;
		r->link[kept++] = *l;
	}
	r->nlink = kept;
	free(r->clash);
	r->clash = clash;
	r->nclash = nclash;
	free(all);
}

bool
sentences_clash(const struct differ *r, uint64_t a, uint64_t b)
{
	struct link l = {.a = a, .b = b};

	return has_key(r->clash, r->nclash, sentences_key(r, &l));
}

void
differ_pairs(struct differ *r)
{
	struct postings first = {0}, finer = {0};
	struct index by_first, by_finer;
	struct tally t;
	bool *lost = mem_zalloc(r->nunit + 1, sizeof *lost);

	first_keys(r, &first);
	sort_postings(&first);
	weigh(r, &first);
	split_blocks(r, &first, &finer, lost);
	sort_postings(&finer);
	index_init(&by_first, &first, r->nunit);
	index_init(&by_finer, &finer, r->nunit);
	t.count = mem_zalloc(r->nunit + 1, sizeof *t.count);
	t.met = mem_zalloc(r->nunit + 1, sizeof *t.met);
	for (size_t i = 0; i < r->nunit; i++) {
		size_t n = 0;

		t.n = 0;
		count_partners(r, &by_first, i, SIZE_MAX, &t);
		count_partners(r, &by_finer, i, NEAR, &t);
		for (size_t k = 0; k < t.n; k++) {
			uint32_t j = t.met[k];

			if (may_meet(
				&r->unit[i], &r->unit[j], t.count[j], lost[i]))
				t.met[n++] = j;
			t.count[j] = 0;
		}
		/* In their order, so that the result hangs on nothing else. */
		if (n > 1)
			qsort(t.met, n, sizeof *t.met, by_number);
		for (size_t k = 0; k < n; k++)
			units_compare(r, i, t.met[k]);
		r->counts.pairs += n;
	}
	free(lost);
	free(t.count);
	free(t.met);
	free(by_first.first);
	free(by_first.at);
	free(by_finer.first);
	free(by_finer.at);
	free(first.v);
	free(finer.v);
	drop_clashing(r);
}
