#include "news/relation_in.h"

#include "news/date_calendar.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	NEAR = 5, /* items that surround a figure */
	MAXAROUND = 2 * NEAR + 6
};

#define FIGURE_SAME 0.3 /* from which fit on equal figures are the same */
#define DATE_SAME 0.45
#define LEAST -2.0        /* that sentences are quite unlike weighs no more */
#define FADE 0.12         /* what each step away takes of an item's weight */
#define RIVAL 0.9         /* another figure that suits as well leaves it open */
#define FATE_ALIKE 1.0    /* sentences that tell one toll */
#define TELLING_FROM 20.0 /* numbers of two digits below are common */
#define CLOSE 1.2         /* times one count the other, at most, to be close */
#define CLOSE_FROM 10.0   /* smaller ones often are by chance */
#define SYNONYM 0.8       /* what a synonym is worth of the word itself */

/* What stands around a figure, nearer items weighing more. */
struct around {
	struct stem v[MAXAROUND];
	size_t n;
	double weight;
};

static void
add_around(struct around *a, const struct stem *s, double share)
{
	for (size_t i = 0; i < a->n; i++)
		if (a->v[i].hash == s->hash)
			return;
	if (a->n == MAXAROUND)
		return;
	a->v[a->n] = *s;
	a->v[a->n].weight *= (float)share;
	a->weight += (double)a->v[a->n++].weight;
}

static bool
tells(const struct stem *s)
{
	return s->kind != ITEM_VALUE && s->kind != ITEM_DATE;
}

static void
look_around(const struct unit *u, const struct figure *f, struct around *a)
{
	size_t n;

	a->n = 0;
	a->weight = 0;
	for (size_t i = f->at + 1U; i <= (size_t)f->at + f->inside; i++)
		add_around(a, &u->stem[u->order[i]], 1);
	n = 0;
	for (size_t i = f->at; i-- > 0 && n < NEAR;)
		if (tells(&u->stem[u->order[i]]))
			add_around(
			    a, &u->stem[u->order[i]], 1 - FADE * (double)n++);
	n = 0;
	for (size_t i = (size_t)f->at + f->inside + 1;
	     i < u->norder && n < NEAR; i++)
		if (tells(&u->stem[u->order[i]]))
			add_around(
			    a, &u->stem[u->order[i]], 1 - FADE * (double)n++);
}

/* Dice's coefficient of what stands around two figures. */
static double
around_alike(const struct around *a, const struct around *b)
{
	double shared = 0;

	for (size_t i = 0; i < a->n; i++) {
		double best = 0;

		for (size_t k = 0; k < b->n; k++) {
			const struct stem *x = &a->v[i], *y = &b->v[k];
			double w = (double)(x->weight < y->weight ? x->weight
								  : y->weight);

			if (x->hash != y->hash) {
				if (!senses_shared(x->senses, y->senses))
					continue;
				w *= SYNONYM;
			}
			if (w > best)
				best = w;
		}
		shared += best;
	}
	return a->weight + b->weight > 0 ? 2 * shared / (a->weight + b->weight)
					 : 0;
}

/* Is what the states F and G are of the same, as the next words tell? */
static bool
same_theme(const struct unit *a, const struct unit *b, const struct figure *f,
    const struct figure *g)
{
	for (size_t i = f->at + 1U; i < a->norder && i <= f->at + 2U; i++)
		for (size_t k = g->at + 1U; k < b->norder && k <= g->at + 2U;
		     k++) {
			const struct stem *x = &a->stem[a->order[i]],
					  *y = &b->stem[b->order[k]];

			if (x->kind == ITEM_WORD && x->hash == y->hash)
				return true;
		}
	return false;
}

/* Did the same become of those that two figures count? */
static bool
same_fate(const struct figure *f, const struct figure *g)
{
	return f->fate && f->fate == g->fate;
}

static bool
other_fate(const struct figure *f, const struct figure *g)
{
	return f->fate && g->fate && f->fate != g->fate;
}

/* How well figure X of A and figure Y of B suit, 0: not at all. */
static double
suits(const struct unit *a, const struct unit *b, size_t x, size_t y)
{
	const struct figure *f = &a->figure[x], *g = &b->figure[y];
	struct around left, right;

	if (f->kind != g->kind)
		return 0;
	if (f->who || g->who)
		return f->who == g->who ? 1 : 0;
	/* "the majority opinion" is not "the concurring opinion". */
	if (f->kind == KIND_ENTITY)
		return f->unit == g->unit &&
			       (!f->noun || !g->noun || f->noun == g->noun)
			   ? 1
			   : 0;
	/* "Three colleagues" may be three of "four senators". */
	if (f->kind == KIND_NUMBER &&
	    (f->unit != g->unit || (f->noun != g->noun && !same_fate(f, g) &&
				       !(a->changing && b->changing))))
		return 0;
	if (other_fate(f, g))
		return 0;
	if (f->kind == KIND_ANTONYM &&
	    (f->unit != g->unit || !same_theme(a, b, f, g)))
		return 0;
	look_around(a, f, &left);
	look_around(b, g, &right);
	return around_alike(&left, &right);
}

/* Are they one day of the year, if in several years? */
static bool
same_day(const struct days *x, const struct days *y)
{
	struct civil c, d;

	if (!x->known || !y->known || x->from != x->to || y->from != y->to)
		return false;
	c = calendar_civil(x->from);
	d = calendar_civil(y->from);
	return c.month == d.month && c.day == d.day;
}

/*
 * Are the days sure to be others? A weekday that is a week off is the same
 * one where it was told by its name, and a document's date may mislead.
 */
static bool
days_clash(const struct figure *f, const struct figure *g)
{
	if (!days_apart(&f->days, &g->days) ||
	    (f->yearless && g->yearless && same_day(&f->days, &g->days)))
		return false;
	return !f->relative || !g->relative || !f->days.weekday ||
	       f->days.weekday != g->days.weekday;
}

/* Can both figures be right? */
static enum compare
compare_values(const struct figure *f, const struct figure *g)
{
	if (f->kind == KIND_NUMBER)
		return numbers_compare(&f->number, &g->number);
	if (f->kind == KIND_ANTONYM)
		return f->noun == g->noun ? SAME : APART;
	if (f->kind == KIND_ENTITY)
		return entities_compare(f, g);
	/* "yesterday" in both: the same words, if resolved apart. */
	return str_eq(f->text, g->text) || !days_clash(f, g) ? SAME : APART;
}

bool
figures_same(const struct figure *a, const struct figure *b)
{
	return a->kind == b->kind && compare_values(a, b) == SAME;
}

/* Has U a figure that says what F says? */
static bool
has_figure(const struct unit *u, const struct figure *f)
{
	for (size_t i = 0; i < u->nfigure; i++)
		if (u->figure[i].kind == f->kind &&
		    (f->kind == KIND_DATE || u->figure[i].unit == f->unit) &&
		    !other_fate(&u->figure[i], f) &&
		    compare_values(&u->figure[i], f) == SAME)
			return true;
	return false;
}

/* Do the claims of X and Y tell days, and none of them the same? */
static bool
other_days(const struct unit *a, const struct unit *b, size_t x, size_t y)
{
	bool told = false;

	for (size_t i = 0; i < a->nfigure; i++)
		for (size_t k = 0; k < b->nfigure; k++) {
			if (a->figure[i].kind != KIND_DATE ||
			    b->figure[k].kind != KIND_DATE ||
			    a->figure[i].clause != a->figure[x].clause ||
			    b->figure[k].clause != b->figure[y].clause)
				continue;
			if (!days_clash(&a->figure[i], &b->figure[k]))
				return false;
			told = true;
		}
	return told;
}

/*
 * Are the dates of one kind? A day may stand for its month where both are
 * told in full; "2003" and "Tuesday" are of different things.
 */
static bool
like_lengths(const struct figure *f, const struct figure *g)
{
	uint32_t more =
	    f->unit > g->unit ? f->unit - g->unit : g->unit - f->unit;

	return more == 0 || (more < 3 && !f->relative && !g->relative);
}

/* Is it sure that the figures are of other subjects, or of other days? */
static bool
figures_apart(const struct differ *r, const struct unit *a,
    const struct unit *b, size_t x, size_t y)
{
	const struct unit *c = figure_clause(r, a, x),
			  *d = figure_clause(r, b, y);

	if (c->subject_key && d->subject_key &&
	    c->subject_key != d->subject_key)
		return true;
	if (a->figure[x].kind == KIND_NUMBER &&
	    a->figure[x].noun != b->figure[y].noun &&
	    !same_fate(&a->figure[x], &b->figure[y]) &&
	    c->class_key != d->class_key)
		return true;
	/* Of all that is done again and again, dates tell nothing. */
	if (a->figure[x].kind == KIND_DATE)
		return !like_lengths(&a->figure[x], &b->figure[y]) ||
		       (a->changing && b->changing) ||
		       !a->figure[x].deed.verb ||
		       a->figure[x].deed.verb != b->figure[y].deed.verb ||
		       c->modality != d->modality || c->repeated || d->repeated;
	if (a->figure[x].kind == KIND_ANTONYM)
		return c->modality != MODALITY_ASSERTED ||
		       d->modality != MODALITY_ASSERTED;
	return !(a->changing && b->changing) && other_days(a, b, x, y);
}

/*
 * Two sentences that share their figures, and all dates but one: "rose from
 * 69.9 years in 1959 to 78.9 in 2014", "between 1959 and 2016 from 69.9
 * years to 78.9". Are X and Y those dates?
 */
static bool
rest_equal(const struct unit *a, const struct unit *b, size_t x, size_t y)
{
	size_t shared[2] = {0, 0};

	for (int turn = 0; turn < 2; turn++) {
		const struct unit *u = turn ? b : a, *v = turn ? a : b;

		for (size_t i = 0; i < u->nfigure; i++) {
			bool met = has_figure(v, &u->figure[i]);

			if (u->figure[i].kind == KIND_DATE && !met &&
			    i != (turn ? y : x))
				return false;
			shared[turn] += met;
		}
	}
	return shared[0] >= 3 && shared[1] >= 3;
}

/* Do both stand in claims of one predicate about one subject? */
static bool
same_slot(const struct differ *r, const struct unit *c, const struct unit *d)
{
	/* "There were" is no predicate that tells slots apart. */
	if (!c->class_key || c->class_key != d->class_key ||
	    lexicon_lookup(r->words, c->predicate, r->auxiliary))
		return false;
	if (c->subject_key || d->subject_key)
		return c->subject_key == d->subject_key;
	return c->subject.n && d->subject.n &&
	       word_stem(r, word_last(c->subject)) ==
		   word_stem(r, word_last(d->subject));
}

/* Money and percentages are of so many things that more must be the same. */
static bool
is_common(const struct figure *f)
{
	return f->number.unit.n == 3 || str_eqz(f->number.unit, "percent");
}

/*
 * Counts of the same noun that are nearly alike, 18 and 19 counties, are two
 * reports' figures of one thing far more often than those far apart. Miles and
 * years are of many things.
 */
static bool
are_close(const struct figure *f, const struct figure *g)
{
	double x = f->number.value, y = g->number.value;

	return f->kind == KIND_NUMBER && f->noun && f->noun == g->noun &&
	       f->number.of.n && g->number.of.n && !is_common(f) &&
	       x >= CLOSE_FROM && y >= CLOSE_FROM && x <= CLOSE * y &&
	       y <= CLOSE * x;
}

/* Do they stand for the same so surely that other values clash? */
static bool
sure_enough(const struct differ *r, const struct unit *a, const struct unit *b,
    size_t x, size_t y, double fit, double alike)
{
	const struct figure *f = &a->figure[x];

	if (same_fate(f, &b->figure[y]) &&
	    (alike >= FATE_ALIKE || (fit >= 0.4 && alike > LEAST)))
		return true;
	if (are_close(f, &b->figure[y]) &&
	    (f->rare || fit >= 0.28 || (fit >= 0.18 && alike >= -0.2)))
		return true;
	if (fit >= 0.35 && alike > LEAST &&
	    same_slot(r, figure_clause(r, a, x), figure_clause(r, b, y)))
		return true;
	if (f->kind == KIND_DATE)
		return alike >= 0.7 || (fit >= 0.5 && alike >= 0.3);
	if (is_common(f))
		return fit >= 0.45 && alike >= 0.3;
	return fit >= 0.4 && fit + alike / 6 >= 0.31;
}

/*
 * Does another figure suit X of A or Y of B about as well? A count that the
 * other sentence has too is not left for it.
 */
static bool
has_rival(const struct unit *a, const struct unit *b,
    double fit[MAXFIGURES][MAXFIGURES], size_t x, size_t y)
{
	bool common = is_common(&a->figure[x]);

	for (size_t k = 0; k < b->nfigure; k++)
		if (k != y && fit[x][k] >= RIVAL * fit[x][y] &&
		    (common || !has_figure(a, &b->figure[k])))
			return true;
	for (size_t k = 0; k < a->nfigure; k++)
		if (k != x && fit[k][y] >= RIVAL * fit[x][y] &&
		    (common || !has_figure(b, &a->figure[k])))
			return true;
	return false;
}

/* The very same number with several digits, 22.6 billion, is no chance. */
static bool
are_telling(const struct figure *f, const struct figure *g)
{
	return f->kind == KIND_NUMBER && f->number.value == g->number.value &&
	       f->number.value > TELLING_FROM &&
	       number_digits(f->number.value) >= 2;
}

bool
figures_compare(struct differ *r, size_t i, size_t j, double alike)
{
	bool clash = false;
	double score;
	const struct unit *a = &r->unit[i], *b = &r->unit[j];
	double fit[MAXFIGURES][MAXFIGURES];

	if (alike < LEAST)
		alike = LEAST;
	for (size_t x = 0; x < a->nfigure; x++)
		for (size_t y = 0; y < b->nfigure; y++)
			fit[x][y] = suits(a, b, x, y);
	for (size_t x = 0; x < a->nfigure; x++)
		for (size_t y = 0; y < b->nfigure; y++) {
			const struct figure *f = &a->figure[x],
					    *g = &b->figure[y];
			bool event = f->kind == KIND_DATE &&
				     f->kind == g->kind && f->unit == g->unit &&
				     (deeds_same(&f->deed, &g->deed) ||
					 rest_equal(a, b, x, y));
			enum compare c;

			if (!event && fit[x][y] == 0)
				continue;
			c = compare_values(f, g);
			if (!event && c != SAME && has_rival(a, b, fit, x, y))
				continue;
			if (c == UNCLEAR || figure_clause(r, a, x)->negated !=
						figure_clause(r, b, y)->negated)
				continue;
			event |= f->who != 0 || f->kind == KIND_ENTITY;
			if (c == SAME && f->kind == KIND_ANTONYM)
				continue;
			if (c == SAME && !event && !are_telling(f, g) &&
			    fit[x][y] + alike / 6 < (f->kind == KIND_DATE
							    ? DATE_SAME
							    : FIGURE_SAME))
				continue;
			if (c == APART &&
			    (has_figure(b, f) || has_figure(a, g) ||
				(!event && (!sure_enough(r, a, b, x, y,
						fit[x][y], alike) ||
					       figures_apart(r, a, b, x, y)))))
				continue;
			clash |= c == APART;
			score = event
				    ? 0.9
				    : 1 / (1 + exp(1 - 4 * fit[x][y] - alike));
			/* More than the fit alone found that they clash. */
			if (c == APART && score < 0.5)
				score = 0.5;
			differ_link(r, i, FACET_FIGURE + (int)x, j,
			    FACET_FIGURE + (int)y, f->kind, c == SAME, score);
		}
	return clash;
}
