#include "news/relation_in.h"

#include <stdlib.h>
#include <string.h>

static struct member *
find_member(struct member *m, size_t n, uint64_t facet)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (m[mid].facet < facet)
			lo = mid + 1;
		else
			hi = mid;
	}
	return &m[lo];
}

static uint32_t
slot_root(struct member *m, uint32_t i)
{
	while (m[i].slot != i)
		i = m[i].slot = m[m[i].slot].slot;
	return i;
}

static uint32_t
side_root(struct member *m, uint32_t i)
{
	while (m[i].side != i)
		i = m[i].side = m[m[i].side].side;
	return i;
}

static int
by_facet(const void *a, const void *b)
{
	uint64_t x = ((const struct member *)a)->facet,
		 y = ((const struct member *)b)->facet;

	return (x > y) - (x < y);
}

static const struct unit *
unit_of(const struct differ *r, const struct member *m)
{
	return &r->unit[m->facet / FACETS];
}

static int
by_score(const void *a, const void *b)
{
	const struct link *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return (x->b > y->b) - (x->b < y->b);
}

/* What the facet says, as the report will quote it. */
static struct str
value_of(const struct differ *r, const struct member *m)
{
	const struct unit *u = unit_of(r, m);
	size_t facet = m->facet % FACETS;

	if (facet < MAXFIGURES)
		return u->figure[facet].text;
	if (facet == FACET_TITLE)
		return u->object;
	return str_slice(u->segment->text, u->start, u->end);
}

/* The later date of a side's documents; p NULL when one has none. */
static struct str
side_date(const struct side *s, bool latest)
{
	struct str best = {NULL, 0};

	for (size_t i = 0; i < s->n; i++) {
		struct str d = s->claim[i].segment->meta->date;

		if (!d.p)
			continue;
		d.n = d.n < 10 ? d.n : 10;
		if (!best.p || (str_cmp(d, best) < 0) != latest)
			best = d;
	}
	return best;
}

static int
by_date(const void *a, const void *b)
{
	struct str x = side_date(a, false), y = side_date(b, false);

	return str_cmp(x, y);
}

/* Do two voices of two documents state it? Copies are one voice. */
static bool
several_voices(const struct side *s)
{
	const struct kept_segment *first = s->claim[0].segment;

	for (size_t i = 1; i < s->n; i++) {
		const struct kept_segment *k = s->claim[i].segment;

		if (k->voice != first->voice &&
		    !str_eq(k->meta->id, first->meta->id))
			return true;
	}
	return false;
}

/* Is one side older than the others as far as dates tell? */
static bool
dates_differ(const struct relation *rel)
{
	struct str first = side_date(&rel->side[0], true),
		   last = side_date(&rel->side[rel->nside - 1], false);

	return first.p && last.p && str_cmp(first, last) < 0;
}

/* Is what the first claim of S states planned? */
static bool
is_planned(const struct differ *r, const struct side *s)
{
	const struct side_claim *c = &s->claim[0];
	const struct unit *u = &r->unit[c->segment->unit];

	for (size_t i = 0; i < c->segment->nunit; i++)
		if (u[i].type == CLAUSE && u[i].start == c->start &&
		    u[i].end == c->end)
			return u[i].modality == MODALITY_PLANNED;
	return false;
}

/* Conflict, update or hedge: what it means that there are several sides. */
static enum relation_type
type_of(const struct differ *r, const struct relation *rel,
    const struct member *const *m, size_t n)
{
	bool changing = true, spoken = true;
	struct str speaker = {NULL, 0};

	for (size_t i = 0; i < n; i++) {
		const struct unit *u = unit_of(r, m[i]);

		changing &= u->changing;
		spoken &= u->speaker.p != NULL;
		if (u->speaker.p && !speaker.p)
			speaker = u->speaker;
	}
	switch (rel->kind) {
	case KIND_NUMBER:
		return changing && dates_differ(rel) ? RELATION_UPDATE
						     : RELATION_CONFLICT;
	case KIND_ANTONYM:
		return dates_differ(rel) ? RELATION_UPDATE : RELATION_CONFLICT;
	case KIND_STATUS:
		/* "Is expected to" tells itself that it is the earlier one. */
		return is_planned(r, &rel->side[0]) &&
			       (dates_differ(rel) ||
				   unit_of(r, m[0])->deed.event)
			   ? RELATION_UPDATE
			   : RELATION_HEDGE;
	case KIND_FACT:
		return RELATION_HEDGE;
	case KIND_POLARITY:
		/* Two persons who contradict each other: both reports right. */
		for (size_t i = 0; spoken && i < n; i++)
			if (!str_eq(unit_of(r, m[i])->speaker, speaker))
				return RELATION_HEDGE;
		return RELATION_CONFLICT;
	case KIND_DATE:
	case KIND_ATTRIBUTE:
	case KIND_ENTITY:
	case KIND_QUOTE:
	case KINDS:
		break;
	}
	return RELATION_CONFLICT;
}

/* Do two facets of one slot say the same, whether or not they were paired? */
static bool
same_value(
    const struct differ *r, const struct member *m, const struct member *o)
{
	const struct unit *a = unit_of(r, m), *b = unit_of(r, o);
	size_t x = m->facet % FACETS, y = o->facet % FACETS;

	if (x < MAXFIGURES && y < MAXFIGURES)
		return figures_same(&a->figure[x], &b->figure[y]);
	if (x != y)
		return false;
	if (x == FACET_TITLE)
		return (words_within(r, a->object, b->object) &&
			   words_within(r, b->object, a->object)) ||
		       (a->office && a->office == b->office);
	if (x == FACET_POLARITY)
		return a->negated == b->negated && a->modality == b->modality;
	if (x == FACET_STATUS)
		return a->modality == b->modality;
	return x == FACET_ANTONYM && a->class_key == b->class_key;
}

static struct relation *
add_relation(struct differ *r)
{
	r->relation = mem_grow(
	    r->relation, r->nrelation, &r->relationcap, sizeof *r->relation);
	memset(&r->relation[r->nrelation], 0, sizeof *r->relation);
	return &r->relation[r->nrelation++];
}

/* The first claim of the sentence that is unit I, or the unit itself. */
static const struct unit *
first_clause(const struct differ *r, size_t i)
{
	for (size_t k = i + 1; k < r->nunit && r->unit[k].type != SENTENCE; k++)
		if (r->unit[k].type == CLAUSE && r->unit[k].sentence == i)
			return &r->unit[k];
	return &r->unit[i];
}

/* The slot's description, from the unit that says most of it. */
static void
describe(struct differ *r, struct relation *rel, const struct member *m)
{
	const struct unit *u = unit_of(r, m), *c;
	size_t facet = m->facet % FACETS;

	rel->story = r->story;
	c = facet < MAXFIGURES    ? figure_clause(r, u, facet)
	    : facet == FACET_FACT ? first_clause(r, m->facet / FACETS)
				  : u;
	rel->subject = c->subject;
	rel->predicate = c->predicate;
	if (facet < MAXFIGURES && u->figure[facet].thing.p) {
		rel->subject = u->figure[facet].thing;
		rel->predicate = u->figure[facet].done;
	}
	if (facet < MAXFIGURES) {
		rel->unit = u->figure[facet].number.unit;
		rel->scope = u->figure[facet].number.of;
	}
	rel->id = hash_mix(str_hash(rel->story), rel->kind);
	rel->id = hash_mix(rel->id, str_hash(rel->subject));
	rel->id = hash_mix(rel->id, str_hash(rel->predicate));
	rel->id = hash_mix(rel->id, str_hash(rel->unit));
	rel->id = hash_mix(rel->id, str_hash(rel->scope));
	/* A speaker says many things: the words are the slot. */
	if (facet == FACET_FACT || facet == FACET_QUOTE)
		rel->id = hash_mix(rel->id, str_hash(value_of(r, m)));
}

/* Has S the claim U, or another of the same sentence that holds it? */
static bool
has_claim(const struct side *s, const struct unit *u)
{
	for (size_t i = s->n; i-- > 0 && s->n - i < MAXSLOT;)
		if (s->claim[i].segment == u->segment &&
		    s->claim[i].start <= u->start && u->end <= s->claim[i].end)
			return true;
	return false;
}

/* The claim that a member's place is told by. */
static const struct unit *
claim_of(const struct differ *r, const struct member *m)
{
	const struct unit *u = unit_of(r, m);
	size_t facet = m->facet % FACETS;

	return facet < MAXFIGURES ? figure_clause(r, u, facet) : u;
}

/* The unit behind U in the list of those that say the same, or NULL. */
static const struct unit *
next_copy(const struct differ *r, const struct unit *u)
{
	return u->copy == NO_UNIT ? NULL : &r->unit[u->copy];
}

/* Adds a claim to S, in all the places where it is printed. */
static void
add_places(const struct differ *r, struct side *s, const struct unit *u)
{
	for (; u; u = next_copy(r, u))
		if (!has_claim(s, u))
			s->claim[s->n++] =
			    (struct side_claim){u->segment, u->start, u->end};
}

static size_t
count_places(const struct differ *r, const struct unit *u)
{
	size_t n = 0;

	for (; u; u = next_copy(r, u))
		n++;
	return n;
}

/* For qsort: a member of a slot, by its side and place. */
struct placed {
	uint32_t side;
	size_t at;
};

static int
by_side(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	if (x->side != y->side)
		return x->side < y->side ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

static int
by_first_member(const void *a, const void *b)
{
	const struct placed *const *x = a, *const *y = b;

	return ((*x)->at > (*y)->at) - ((*x)->at < (*y)->at);
}

/* The sides of REL from its N members, in the order of their first ones. */
static void
fill_sides(struct differ *r, struct relation *rel, struct member *all,
    const struct member *const *m, size_t n)
{
	struct placed *p = mem_alloc(n * sizeof *p);
	struct placed **first = mem_alloc(n * sizeof *first);

	for (size_t i = 0; i < n; i++)
		p[i] =
		    (struct placed){side_root(all, (uint32_t)(m[i] - all)), i};
	qsort(p, n, sizeof *p, by_side);
	rel->nside = 0;
	for (size_t i = 0; i < n; i++)
		if (!i || p[i].side != p[i - 1].side)
			first[rel->nside++] = &p[i];
	qsort(first, rel->nside, sizeof *first, by_first_member);
	rel->side = arena_alloc(&r->arena, rel->nside * sizeof *rel->side);
	for (size_t k = 0; k < rel->nside; k++) {
		struct side *s = &rel->side[k];
		const struct placed *q = first[k];
		size_t places = 0;

		for (; q < p + n && q->side == first[k]->side; q++)
			places += count_places(r, claim_of(r, m[q->at]));
		s->value = value_of(r, m[first[k]->at]);
		s->claim = arena_alloc(&r->arena, places * sizeof *s->claim);
		s->n = 0;
		for (q = first[k]; q < p + n && q->side == first[k]->side; q++)
			add_places(r, s, claim_of(r, m[q->at]));
	}
	free(first);
	free(p);
}

/* Does document ID state a claim of S? */
static bool
states(const struct side *s, struct str id)
{
	for (size_t i = 0; i < s->n; i++)
		if (str_eq(s->claim[i].segment->meta->id, id))
			return true;
	return false;
}

/* Is it of persons and their fate, which a report may give old and new? */
static bool
is_toll(const struct differ *r, const struct member *m)
{
	return m->facet % FACETS < MAXFIGURES &&
	       unit_of(r, m)->figure[m->facet % FACETS].fate;
}

/*
 * Is there a side all whose reports state another side's value too? Nobody
 * contradicts himself: the figures are of two things.
 */
static bool
sides_mix(const struct relation *rel)
{
	for (size_t i = 0; i < rel->nside; i++)
		for (size_t k = 0; k < rel->nside; k++) {
			const struct side *s = &rel->side[i];
			size_t n = 0;

			while (k != i && n < s->n &&
			       states(&rel->side[k],
				   s->claim[n].segment->meta->id))
				n++;
			if (n == s->n)
				return true;
		}
	return false;
}

static void
make_relation(struct differ *r, struct member *all,
    const struct member *const *m, size_t n, enum relation_kind kind,
    double score)
{
	struct relation *rel = add_relation(r);
	bool related = m[0]->facet % FACETS == FACET_RELATED;

	if (n > MAXSLOT)
		r->counts.capped++;
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n && k - i < MAXSLOT; k++)
			if (same_value(r, m[i], m[k]))
				all[side_root(all, (uint32_t)(m[k] - all))]
				    .side =
				    side_root(all, (uint32_t)(m[i] - all));
	rel->kind = kind;
	rel->score = score;
	fill_sides(r, rel, all, m, n);
	describe(r, rel, m[0]);
	if (rel->nside > 1)
		qsort(rel->side, rel->nside, sizeof *rel->side, by_date);
	/* Where dates do not tell, what is planned comes first. */
	if (kind == KIND_STATUS && rel->nside == 2 && !dates_differ(rel) &&
	    !is_planned(r, &rel->side[0])) {
		struct side first = rel->side[0];

		rel->side[0] = rel->side[1];
		rel->side[1] = first;
	}
	if (related)
		rel->type = RELATION_RELATED;
	else if (rel->nside > 1 && kind == KIND_NUMBER && !is_toll(r, m[0]) &&
		 sides_mix(rel))
		r->nrelation--;
	else if (rel->nside > 1)
		rel->type = type_of(r, rel, m, n);
	/* That reports give somebody the same title is no news. */
	else if (several_voices(&rel->side[0]) && kind != KIND_ATTRIBUTE)
		rel->type = RELATION_AGREE;
	else
		r->nrelation--;
}

void
differ_unique(struct differ *r, const struct member *all, size_t n)
{
	bool *linked = mem_zalloc(r->nunit + 1, sizeof *linked);

	for (size_t i = 0; i < n; i++)
		linked[all[i].facet / FACETS] = true;
	for (size_t i = 0; i < r->nunit; i++) {
		const struct unit *u = &r->unit[i];
		struct relation *rel;
		struct member self = {.facet = i * FACETS + FACET_FACT};

		if (u->type != CLAUSE || u->embedded || u->is_copy ||
		    linked[i] || linked[u->sentence])
			continue;
		rel = add_relation(r);
		rel->type = RELATION_UNIQUE;
		rel->kind = KIND_FACT;
		rel->side = arena_alloc(&r->arena, sizeof *rel->side);
		rel->side[0].claim = arena_alloc(
		    &r->arena, count_places(r, u) * sizeof *rel->side[0].claim);
		rel->side[0].n = 0;
		add_places(r, &rel->side[0], u);
		rel->nside = 1;
		rel->side[0].value = value_of(r, &self);
		describe(r, rel, &self);
		rel->id = hash_mix(rel->id, i);
	}
	free(linked);
}

void
links_sort(struct differ *r)
{
	if (r->nlink)
		qsort(r->link, r->nlink, sizeof *r->link, by_score);
}

/*
 * Takes out of a slot of facts what clashes with one that stays on its side:
 * "continue" and "pause" may both be like a third sentence. ALL are the
 * members by their numbers. Returns how many of the N of M stay.
 */
static size_t
drop_clashing(const struct differ *r, struct member *all,
    const struct member **m, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		while (k < kept && k < MAXSLOT &&
		       (side_root(all, (uint32_t)(m[k] - all)) !=
			       side_root(all, (uint32_t)(m[i] - all)) ||
			   !sentences_clash(r, m[k]->facet, m[i]->facet)))
			k++;
		if (k == kept || k == MAXSLOT)
			m[kept++] = m[i];
	}
	return kept;
}

/* The links of KIND: facets joined into slots, and those into relations. */
void
links_join(
    struct differ *r, struct member *m, size_t n, enum relation_kind kind)
{
	const struct member **group = mem_zalloc(n, sizeof *group);
	float *score = mem_zalloc(n, sizeof *score);
	uint32_t *order = mem_zalloc(n + 1, sizeof *order);
	uint32_t *place = mem_zalloc(n + 1, sizeof *place);

	for (size_t i = 0; i < r->nlink; i++) {
		const struct link *l = &r->link[i];
		uint32_t a, b;

		if (l->kind != kind)
			continue;
		a = (uint32_t)(find_member(m, n, l->a) - m);
		b = (uint32_t)(find_member(m, n, l->b) - m);
		/*
		 * Likeness does not carry on from claim to claim: one like
		 * the slot's centre joins, one like another member does not.
		 */
		if (kind == KIND_FACT) {
			if (m[a].slot != a && m[b].slot != b)
				continue;
			if (m[a].slot != a || (m[b].centre && !m[a].centre)) {
				uint32_t swap = a;

				a = b;
				b = swap;
			}
			if (m[b].slot != b || m[b].centre || m[a].slot != a)
				continue;
			m[a].centre = true;
		}
		m[slot_root(m, b)].slot = slot_root(m, a);
		if (l->same)
			m[side_root(m, b)].side = side_root(m, a);
	}
	for (size_t i = 0; i < r->nlink; i++) {
		const struct link *l = &r->link[i];
		uint32_t root;

		if (l->kind != kind)
			continue;
		root = slot_root(m, (uint32_t)(find_member(m, n, l->a) - m));
		if (l->score > score[root])
			score[root] = l->score;
	}
	/* Counting sort of the members by slot. */
	for (uint32_t i = 0; i < n; i++)
		place[slot_root(m, i) + 1]++;
	for (size_t i = 0; i < n; i++)
		place[i + 1] += place[i];
	for (uint32_t i = 0; i < n; i++)
		order[place[slot_root(m, i)]++] = i;
	for (size_t i = 0, j, k; i < n; i = j) {
		uint32_t root = slot_root(m, order[i]);

		for (j = i; j < n && slot_root(m, order[j]) == root; j++)
			group[j - i] = &m[order[j]];
		k = kind == KIND_FACT ? drop_clashing(r, m, group, j - i)
				      : j - i;
		if (k > 1)
			make_relation(r, m, group, k, kind, score[root]);
	}
	free(group);
	free(score);
	free(order);
	free(place);
}

/* The members of KIND's links, each once, sorted. */
size_t
links_members(const struct differ *r, struct member *m, int kind)
{
	size_t n = 0, k = 0;

	for (size_t i = 0; i < r->nlink; i++) {
		if (kind >= 0 && (int)r->link[i].kind != kind)
			continue;
		m[n++].facet = r->link[i].a;
		m[n++].facet = r->link[i].b;
	}
	if (n)
		qsort(m, n, sizeof *m, by_facet);
	for (size_t i = 0; i < n; i++)
		if (!k || m[k - 1].facet != m[i].facet)
			m[k++] = m[i];
	for (size_t i = 0; i < k; i++)
		m[i] = (struct member){
		    m[i].facet, (uint32_t)i, (uint32_t)i, false};
	return k;
}
