#include "news/relation_in.h"

#include "news/date_calendar.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	LEAST_WHOLE = 20, /* below it shares are of many wholes */
	FATE = 3,  /* tokens from a number to what became of those counted */
	HOLDER = 4 /* items from a majority back to who has it, at most */
};

#define RARE_NOUN 5.0 /* weight of a word from which on it is rare */

/*
 * Does the number add to an earlier one: "two more bodies", "another 21
 * states"? "More than 400 rescuers" is a bound.
 */
static bool
is_increment(struct differ *r, const struct segment *s, const struct entity *e)
{
	const struct token *t = s->token + segment_token(s, e->start),
			   *last = s->token + s->ntoken;

	if (t > s->token && word_of(r, s->text, t - 1)->increment)
		return true;
	for (; t < last && t->end <= e->end; t++)
		if (word_of(r, s->text, t)->increment &&
		    (t + 1 == last || !word_of(r, s->text, t + 1)->stop))
			return true;
	return false;
}

/* Is it a number that nobody means exactly: "dozens", "tens of millions"? */
static bool
is_vague(const struct differ *r, struct str text)
{
	struct str w;

	while (str_split(&text, ' ', &w))
		if (lexicon_lookup(r->words, w, r->vague))
			return true;
	return false;
}

/* The fate that W tells of, by its list; 0: none. */
static uint32_t
fate_of_word(const struct differ *r, struct str w)
{
	const struct lexicon_entry *e = word_or_verb(r, w, r->fate);

	return e ? name_key(lexicon_id(r->words, e)) : 0;
}

static uint32_t
fate_at(const struct differ *r, const struct segment *s, size_t i)
{
	return fate_of_word(r, token_str(s->text, &s->token[i]));
}

/*
 * What became of the persons that E counts: "left eight people dead", "six
 * were injured", "killing at least nine". 0: not told beside them.
 */
static uint32_t
fate_of(const struct differ *r, const struct segment *s, const struct entity *e)
{
	size_t from = segment_token(s, e->start), to = segment_token(s, e->end);
	uint32_t fate = 0;

	/* "four wounded" is of the amount. */
	for (size_t i = from; !fate && i < to; i++)
		fate = fate_at(r, s, i);
	for (size_t i = to; !fate && i < s->ntoken && i < to + FATE; i++) {
		if (s->token[i].kind != TOKEN_WORD ||
		    token_has(r, s, i, r->clause))
			break;
		fate = fate_at(r, s, i);
	}
	for (size_t i = from; !fate && i-- > 0 && i + FATE >= from;) {
		if (s->token[i].kind != TOKEN_WORD)
			break;
		fate = fate_at(r, s, i);
	}
	return fate;
}

/*
 * What a number counts: its unit, else the noun counted. Persons of all
 * kinds are one: "four others were hurt", "three troops were wounded", "14
 * deaths".
 */
static void
set_unit(const struct differ *r, const struct segment *s,
    const struct entity *e, struct figure *f)
{
	struct str w = e->unit.p && e->unit.n ? e->unit : word_last(e->of);

	if (!w.p || !w.n)
		return;
	f->unit = f->noun = word_stem(r, w);
	f->rare = word_weight(r, w) >= RARE_NOUN;
	if (lexicon_lookup(r->synonyms, w, r->person) ||
	    lexicon_lookup(r->words, w, r->people) ||
	    (e->of.n && fate_of_word(r, word_last(e->of)))) {
		f->unit = name_key(STR("people"));
		f->fate = fate_of(r, s, e);
	}
}

/* The key of the whole name at item V, if it is a person's; else 0. */
static uint32_t
person_key(const struct segment *s, const struct item *v)
{
	for (size_t i = 0; v->kind == ITEM_NAME && i < s->nentity; i++) {
		const struct entity *e = &s->entity[i];

		if (e->start == v->start)
			return e->label == ENTITY_PERSON && e->name.p
				   ? name_key(e->name)
				   : 0;
	}
	return 0;
}

/*
 * Whose age it is: the name right before it ("Lena Voll, 43,") or right
 * behind it ("43-year-old Lena Voll"). 0: nobody's.
 */
static uint32_t
whose(const struct differ *r, const struct segment *s, size_t at, size_t end)
{
	const struct item *v = &r->item[at];

	if (at > 0 && v->start >= v[-1].end &&
	    str_eqz(str_slice(s->text, v[-1].end, v->start), ", "))
		return person_key(s, v - 1);
	if (at + 1 < r->nitem && v[1].start == end + 1)
		return person_key(s, v + 1);
	return 0;
}

/*
 * The days of T. Where the document has no date, "Wednesday" is known by its
 * name alone, XXXX-WXX-3, which still tells it from Thursday.
 */
static struct days
find_days(const struct date *t)
{
	struct days d = {0};

	if (t->type != DATE_DATE && t->type != DATE_TIME)
		return d;
	d.known = t->from.p && t->to.p && calendar_read(t->from, &d.from) &&
		  calendar_read(t->to, &d.to);
	if (d.known && d.from == d.to)
		d.weekday = calendar_weekday(d.from);
	else if (!d.known && t->value.n >= 10 &&
		 str_starts(t->value, "XXXX-WXX-") &&
		 (unsigned)(t->value.p[9] - '1') < 7)
		d.weekday = t->value.p[9] - '0';
	return d;
}

/* Does it tell a day, if only its name? */
static bool
days_told(const struct days *d)
{
	return d->known || d->weekday;
}

/* How long the days are: dates of one length are compared. */
static uint32_t
length_key(const struct days *d)
{
	static const int64_t upto[] = {1, 7, 31, 366};
	int64_t n = d->known ? d->to - d->from + 1 : 1;
	uint32_t i = 0;

	while (i < 4 && n > upto[i])
		i++;
	return i + 1;
}

/*
 * Whose majority it is that the tally at item AT tells: the name before it in
 * "Republicans have a 53-47 majority". 0: it is no majority, or nobody's.
 */
static uint32_t
holder(const struct differ *r, const struct segment *s, size_t at)
{
	const struct item *v = &r->item[at];
	struct str noun;

	if (at + 1 >= r->nitem || v[1].start != v->end + 1)
		return 0;
	noun = str_slice(s->text, v[1].start, v[1].end);
	if (!lexicon_lookup(r->words, noun, r->held))
		return 0;
	for (size_t n = 1; n <= HOLDER && n <= at; n++)
		if (v[-(ptrdiff_t)n].kind == ITEM_NAME)
			return (uint32_t)hash_mix(
				   v[1].hash, v[-(ptrdiff_t)n].hash) |
			       1;
	return 0;
}

/* A tally as one number, 51-49 as 51.049: equal where both parts are. */
static bool
add_tally(const struct differ *r, const struct segment *s, size_t at,
    struct figure *f)
{
	double part[2] = {0, 0};
	int k = 0;

	for (size_t i = 0; i < f->text.n; i++)
		if (f->text.p[i] == '-')
			k = 1;
		else if ((unsigned)(f->text.p[i] - '0') <= 9)
			part[k] = part[k] * 10 + (f->text.p[i] - '0');
		else
			return false;
	f->kind = KIND_NUMBER;
	f->number = (struct claim_number){
	    .value = part[0] + part[1] / 1000, .text = f->text};
	f->unit = name_key(STR("tally"));
	f->who = holder(r, s, at);
	return true;
}

static bool
add_number(
    struct differ *r, const struct segment *s, size_t item, struct figure *f)
{
	const struct entity *e = s->entity;

	while (e < s->entity + s->nentity && e->start < f->start)
		e++;
	if (e == s->entity + s->nentity || e->start != f->start)
		return add_tally(r, s, item, f);
	f->kind = KIND_NUMBER;
	f->number = (struct claim_number){e->value, e->value2, e->bound,
	    differ_keep(r, e->unit), differ_keep(r, e->of), f->text};
	if (e->of.p && str_eqz(e->of, "age"))
		f->who = whose(r, s, item, e->end);
	else if (!is_increment(r, s, e) && !is_vague(r, f->text))
		set_unit(r, s, e, f);
	return f->who || f->unit;
}

/* How sure a length is that is told as D: "more than 26 years". */
static enum bound
bound_of(const struct date *d)
{
	static const struct {
		const char *mod;
		enum bound bound;
	} mods[] = {{"APPROX", BOUND_ABOUT}, {"MORE_THAN", BOUND_MIN},
	    {"EQUAL_OR_MORE", BOUND_MIN}, {"LESS_THAN", BOUND_MAX},
	    {"EQUAL_OR_LESS", BOUND_MAX}};

	for (size_t i = 0; d->mod.p && i < sizeof mods / sizeof *mods; i++)
		if (str_eqz(d->mod, mods[i].mod))
			return mods[i].bound;
	return BOUND_EXACT;
}

/*
 * A length of time is a number too: "served 26 years", P26Y. That of one
 * unit only; P1Y6M has no single one.
 */
static bool
add_length(const struct date *d, struct figure *f)
{
	double value = 0, place = 0;
	size_t i = 1;

	if (d->value.n > 2 && d->value.p[1] == 'T')
		i++;
	for (; i + 1 < d->value.n; i++) {
		char c = d->value.p[i];

		if (c == '.' && place == 0)
			place = 1;
		else if ((unsigned)(c - '0') > 9 || i > 12)
			return false;
		else if (place > 0)
			value += (c - '0') * (place /= 10);
		else
			value = value * 10 + (c - '0');
	}
	f->kind = KIND_NUMBER;
	f->number = (struct claim_number){
	    .value = value, .bound = bound_of(d), .text = f->text};
	f->unit = (uint32_t)hash_mix(d->value.p[1] == 'T' ? 2 : 1,
		      (unsigned char)d->value.p[d->value.n - 1]) |
		  1;
	/* "a year" is as vague as "some years" */
	return value > 1;
}

static bool
add_date(const struct segment *s, const struct doc *doc, struct figure *f)
{
	const struct date *d = s->date;

	while (d < s->date + s->ndate && d->start < f->start)
		d++;
	if (d == s->date + s->ndate)
		return false;
	if (d->type == DATE_DURATION)
		return d->value.p && d->value.n > 2 && add_length(d, f);
	f->kind = KIND_DATE;
	f->days = find_days(d);
	f->unit = length_key(&f->days);
	f->relative = f->yearless = true;
	for (size_t i = 0, digits = 0; i < f->text.n; i++) {
		bool digit = (unsigned)(f->text.p[i] - '0') <= 9;

		digits = digit ? digits + 1 : 0;
		f->relative &= !digit;
		f->yearless &= digits < 4;
	}
	/* "The third night" is of any day. */
	if (f->relative && d->type == DATE_TIME &&
	    !memchr(f->text.p, ' ', f->text.n))
		return false;
	/* What is told by a day that is not known is not told. */
	if (f->relative && f->days.known && !doc->meta.date.p)
		return false;
	return days_told(&f->days);
}

/*
 * A word for a state that another one undoes: "continue oil shipments", "a
 * pause in oil shipments". What it is of stands behind it.
 */
static bool
add_state(const struct differ *r, const struct item *v, struct figure *f)
{
	if (!v->state)
		return false;
	f->kind = KIND_ANTONYM;
	f->unit = name_key(lexicon_id(r->words, v->state));
	f->noun = name_key(lexicon_name(r->words, v->state));
	return true;
}

/*
 * "157 of 338 seats", "156 seats of the 338": is F so many of all that G
 * counts? Round wholes are ratios: "two of 10".
 */
static bool
is_share(const struct differ *r, const struct segment *s,
    const struct figure *f, const struct figure *g)
{
	size_t i = segment_token(s, f->end), to = segment_token(s, g->start);

	if (f->kind != KIND_NUMBER || g->kind != KIND_NUMBER ||
	    f->unit != g->unit || i >= to || to - i > 3 ||
	    g->number.value < LEAST_WHOLE || fmod(g->number.value, 10) == 0)
		return false;
	for (; i < to; i++)
		if (!token_has(r, s, i, r->partitive))
			return false;
	return true;
}

void
figures_find(struct differ *r, const struct segment *s, struct unit *u)
{
	struct figure found[MAXFIGURES];
	size_t nfound = 0;

	for (size_t i = 0; i < u->norder && nfound < MAXFIGURES; i++) {
		struct figure *f = &found[nfound];
		const struct item *v = &r->item[i];

		memset(f, 0, sizeof *f);
		f->at = (uint8_t)i;
		f->start = v->start;
		f->end = v->end;
		f->clause = SIZE_MAX;
		f->text = str_slice(u->segment->text, v->start, v->end);
		for (size_t n = i + 1;
		     n < u->norder && r->item[n].start < v->end; n++)
			f->inside++;
		if (v->kind == ITEM_VALUE)
			nfound += add_number(r, s, i, f);
		else if (v->kind == ITEM_DATE)
			nfound += add_date(s, &r->doc[u->doc], f);
		else if (v->kind == ITEM_NAME)
			nfound += entity_find(r, s, i, f);
		else if (v->kind == ITEM_WORD)
			nfound += add_state(r, v, f);
	}
	for (size_t i = 0; i + 1 < nfound; i++)
		if (is_share(r, s, &found[i], &found[i + 1]))
			found[i].who =
			    (uint32_t)hash_mix(found[i].unit,
				value_key(found[i + 1].number.value)) |
			    1;
	u->nfigure = nfound;
	u->figure = arena_alloc(&r->arena, (nfound + 1) * sizeof *u->figure);
	memcpy(u->figure, found, nfound * sizeof *u->figure);
	for (size_t i = 0; nfound && !u->changing && i < s->ntoken; i++)
		u->changing = word_of(r, s->text, &s->token[i])->changing;
}

void
figures_place(struct differ *r, const struct segment *s, size_t u, size_t first)
{
	for (size_t i = 0; i < r->unit[u].nfigure; i++) {
		struct figure *f = &r->unit[u].figure[i];
		size_t best = SIZE_MAX;

		for (size_t k = first; k < r->nunit; k++) {
			const struct unit *c = &r->unit[k];

			if (c->type == CLAUSE && c->start <= f->start &&
			    f->end <= c->end && c->end - c->start < best) {
				best = c->end - c->start;
				f->clause = k;
			}
		}
		if (f->kind == KIND_DATE && f->clause != SIZE_MAX)
			f->deed = deed_find(r, s, &r->unit[f->clause], f);
	}
}

const struct unit *
figure_clause(const struct differ *r, const struct unit *u, size_t i)
{
	return i < u->nfigure && u->figure[i].clause != SIZE_MAX
		   ? &r->unit[u->figure[i].clause]
		   : u;
}
