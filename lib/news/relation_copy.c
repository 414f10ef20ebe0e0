#include "news/relation_in.h"

#include <stdlib.h>
#include <string.h>

/*
 * So many words of its own, outside of quotations, has a sentence that two
 * desks do not write alike by chance ("The vote is due on Tuesday."). A
 * speaker's words are the same wherever they are quoted, and two outlets that
 * quote them are two voices.
 */
enum { COPY_WORDS = 18 };

/* Sorted for their texts; equal ones keep the order of the documents. */
struct text {
	uint64_t hash;
	size_t segment;
};

static int
by_hash(const void *a, const void *b)
{
	const struct text *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->segment > y->segment) - (x->segment < y->segment);
}

/*
 * Do two units of the same words say the same? Not where "on Friday" or "he"
 * was found to be another.
 */
static bool
same_content(const struct unit *a, const struct unit *b)
{
	if (a->type != b->type || a->start != b->start || a->end != b->end ||
	    a->subject_key != b->subject_key || a->class_key != b->class_key ||
	    a->negated != b->negated || a->modality != b->modality ||
	    a->nfigure != b->nfigure || a->nstem != b->nstem ||
	    !str_eq(a->object, b->object))
		return false;
	/* Values and resolved dates are among the stems. */
	for (size_t i = 0; i < a->nstem; i++)
		if (a->stem[i].hash != b->stem[i].hash)
			return false;
	for (size_t i = 0; i < a->nfigure; i++)
		if (a->figure[i].kind != b->figure[i].kind ||
		    !figures_same(&a->figure[i], &b->figure[i]))
			return false;
	return true;
}

/* S says what FIRST says: makes its units copies, if all of them are so. */
static bool
join_copy(struct differ *r, const struct kept_segment *first,
    const struct kept_segment *s)
{
	if (first->nunit != s->nunit)
		return false;
	for (size_t i = 0; i < s->nunit; i++)
		if (!same_content(
			&r->unit[first->unit + i], &r->unit[s->unit + i]))
			return false;
	for (size_t i = 0; i < s->nunit; i++) {
		struct unit *u = &r->unit[first->unit + i];

		r->unit[s->unit + i].copy = u->copy;
		r->unit[s->unit + i].is_copy = true;
		u->copy = (uint32_t)(s->unit + i);
	}
	r->counts.copies += s->nunit;
	return true;
}

void
differ_copies(struct differ *r)
{
	struct text *text = mem_alloc((r->nsegment + 1) * sizeof *text);
	size_t n = 0;

	for (size_t i = 0; i < r->nsegment; i++)
		if (r->segment[i]->own >= COPY_WORDS)
			text[n++] =
			    (struct text){str_hash(r->segment[i]->text), i};
	if (n)
		qsort(text, n, sizeof *text, by_hash);
	for (size_t i = 0, j; i < n; i = j) {
		const struct kept_segment *first = r->segment[text[i].segment];

		for (j = i + 1; j < n && text[j].hash == text[i].hash; j++) {
			struct kept_segment *s = r->segment[text[j].segment];

			if (!str_eq(s->text, first->text))
				continue;
			s->voice = first;
			if (s->meta != first->meta)
				join_copy(r, first, s);
		}
	}
	free(text);
}
