#include "news/relation_in.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

const char *const relation_types[RELATIONS] = {
    "agree", "conflict", "update", "hedge", "related", "unique"};
const char *const relation_kinds[KINDS] = {"number", "date", "polarity",
    "antonym", "attribute", "status", "quote", "fact", "entity"};

/* Where a differ keeps the number of each label. */
static const struct {
	size_t at;
	const char *name;
} labels[] = {
    {offsetof(struct differ, auxiliary), "auxiliary"},
    {offsetof(struct differ, preposition), "preposition"},
    {offsetof(struct differ, pronoun), "person-pronoun"},
    {offsetof(struct differ, clause), "clause"},
    {offsetof(struct differ, pair), "name-pair"},
    {offsetof(struct differ, number), "number"},
    {offsetof(struct differ, frequency), "frequency"},
    {offsetof(struct differ, changing), "changing"},
    {offsetof(struct differ, class), "predicate-class"},
    {offsetof(struct differ, opposite), "opposite"},
    {offsetof(struct differ, state), "state"},
    {offsetof(struct differ, increment), "increment"},
    {offsetof(struct differ, vague), "amount-many"},
    {offsetof(struct differ, cue), "cue-verb"},
    {offsetof(struct differ, people), "people"},
    {offsetof(struct differ, once), "once"},
    {offsetof(struct differ, act), "act"},
    {offsetof(struct differ, event), "event"},
    {offsetof(struct differ, pending), "pending"},
    {offsetof(struct differ, other_time), "other-time"},
    {offsetof(struct differ, by), "agent"},
    {offsetof(struct differ, past), "past-title"},
    {offsetof(struct differ, next), "next-title"},
    {offsetof(struct differ, grade), "grade"},
    {offsetof(struct differ, rank), "rank"},
    {offsetof(struct differ, office), "office"},
    {offsetof(struct differ, noun_class), "noun-class"},
    {offsetof(struct differ, maker), "maker"},
    {offsetof(struct differ, comprise), "comprise"},
    {offsetof(struct differ, held), "held"},
    {offsetof(struct differ, partitive), "partitive"},
    {offsetof(struct differ, fate), "fate"},
};

struct differ *
differ_new(const struct lexicon *words, const struct lexicon *synonyms)
{
	static const char *const verbs[VERB_FORMS] = {[VERB_PAST] = "verb-past",
	    [VERB_PAST_WEAK] = "verb-past-weak",
	    [VERB_S] = "verb-s",
	    [VERB_S_WEAK] = "verb-s-weak",
	    [VERB_BASE] = "verb-base",
	    [VERB_BASE_WEAK] = "verb-base-weak",
	    [VERB_ING] = "verb-ing"};
	static const char *const stops[] = {"starter", "preposition",
	    "determiner", "auxiliary", "modal", "person-pronoun",
	    "thing-pronoun", "clause"};
	struct differ *r = mem_zalloc(1, sizeof *r);

	r->words = words;
	r->synonyms = synonyms;
	r->synset = lexicon_label(synonyms, "synset");
	r->person = lexicon_label(synonyms, "person");
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		r->verb[r->nverb++] = lexicon_label(words, verbs[i]);
	for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
		r->stop[r->nstop++] = lexicon_label(words, stops[i]);
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		*(int *)((char *)r + labels[i].at) =
		    lexicon_label(words, labels[i].name);
	return r;
}

void
differ_free(struct differ *r)
{
	if (!r)
		return;
	arena_release(&r->arena);
	free(r->segment);
	free(r->doc);
	free(r->unit);
	free(r->item);
	free(r->word);
	free(r->link);
	free(r->clash);
	free(r->relation);
	free(r);
}

void
differ_start(struct differ *r, struct str story)
{
	arena_reset(&r->arena);
	r->story = differ_keep(r, story);
	r->ndoc = r->nunit = r->nlink = r->nrelation = r->nsegment = 0;
	r->nclash = 0;
}

size_t
differ_size(const struct differ *r)
{
	return r->nunit;
}

struct differ_counts
differ_counts(const struct differ *r)
{
	return r->counts;
}

/* Weight shared by two sorted lists. */
double
stems_shared(const struct stem *a, size_t na, const struct stem *b, size_t nb,
    size_t *common)
{
	double w = 0;
	size_t i = 0, j = 0;

	*common = 0;
	while (i < na && j < nb) {
		if (a[i].hash < b[j].hash) {
			i++;
		} else if (a[i].hash > b[j].hash) {
			j++;
		} else {
			w += a[i].weight;
			++*common;
			i++;
			j++;
		}
	}
	return w;
}

static int
by_importance(const void *a, const void *b)
{
	static const int rank[RELATIONS] = {[RELATION_CONFLICT] = 0,
	    [RELATION_UPDATE] = 1,
	    [RELATION_HEDGE] = 2,
	    [RELATION_AGREE] = 3,
	    [RELATION_RELATED] = 4,
	    [RELATION_UNIQUE] = 5};
	const struct relation *x = a, *y = b;
	if (x->type != y->type)
		return rank[x->type] - rank[y->type];
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

/* That a side of a relation stands in a segment. */
struct stand {
	const struct kept_segment *segment;
	size_t relation, side;
};

static int
by_segment(const void *a, const void *b)
{
	const struct stand *x = a, *y = b;
	uintptr_t p = (uintptr_t)x->segment, q = (uintptr_t)y->segment;

	return (p > q) - (p < q);
}

/* Do all claims of FACT stand in segments of side S? */
static bool
covers(const struct side *s, const struct side *fact)
{
	for (size_t i = 0; i < fact->n; i++) {
		bool found = false;

		for (size_t k = 0; k < s->n && !found; k++)
			found = s->claim[k].segment == fact->claim[i].segment;
		if (!found)
			return false;
	}
	return true;
}

/*
 * That sentences agree as a whole is not said again where a relation tells
 * in what: "212 passengers" in all of them.
 */
static void
drop_covered(struct differ *r)
{
	struct stand *v = NULL, key = {NULL, 0, 0};
	size_t n = 0, cap = 0, kept = 0;

	for (size_t i = 0; i < r->nrelation; i++) {
		const struct relation *rel = &r->relation[i];

		for (size_t k = 0; rel->kind != KIND_FACT && k < rel->nside;
		     k++)
			for (size_t c = 0; c < rel->side[k].n; c++) {
				v = mem_grow(v, n, &cap, sizeof *v);
				v[n++] = (struct stand){
				    rel->side[k].claim[c].segment, i, k};
			}
	}
	if (n)
		qsort(v, n, sizeof *v, by_segment);
	for (size_t i = 0; i < r->nrelation; i++) {
		const struct relation *rel = &r->relation[i];
		const struct stand *at = NULL;
		bool covered = false;

		if (n && rel->kind == KIND_FACT &&
		    rel->type == RELATION_AGREE) {
			key.segment = rel->side[0].claim[0].segment;
			at = bsearch(&key, v, n, sizeof *v, by_segment);
		}
		while (at && at > v && at[-1].segment == key.segment)
			at--;
		for (;
		     at && at < v + n && at->segment == key.segment && !covered;
		     at++)
			covered =
			    covers(&r->relation[at->relation].side[at->side],
				&rel->side[0]);
		/* Marked first: the others' places are still asked for. */
		r->relation[i].covered = covered;
	}
	for (size_t i = 0; i < r->nrelation; i++)
		if (!r->relation[i].covered)
			r->relation[kept++] = r->relation[i];
	r->nrelation = kept;
	free(v);
}

size_t
differ_finish(struct differ *r, bool all)
{
	struct member *m;

	r->all = all;
	if (!r->ndoc)
		return 0;
	differ_copies(r);
	differ_pairs(r);
	links_sort(r);
	m = mem_zalloc(r->nlink * 2 + 1, sizeof *m);
	for (int kind = 0; kind < KINDS; kind++) {
		size_t n = links_members(r, m, kind);

		if (n)
			links_join(r, m, n, (enum relation_kind)kind);
	}
	if (all)
		differ_unique(r, m, links_members(r, m, -1));
	free(m);
	drop_covered(r);
	if (r->nrelation)
		qsort(r->relation, r->nrelation, sizeof *r->relation,
		    by_importance);
	return r->nrelation;
}

const struct relation *
differ_relation(const struct differ *r, size_t i)
{
	return &r->relation[i];
}

bool
relation_is_new(const struct relation *rel)
{
	for (size_t i = 0; i < rel->nside; i++)
		for (size_t k = 0; k < rel->side[i].n; k++)
			if (!rel->side[i].claim[k].segment->earlier)
				return true;
	return false;
}
