#include "news/entity_in.h"

#include <stdlib.h>

/*
 * A description behind a name and its comma: "the country's former transport
 * minister, ...". At most BEFORE tokens stand before its title, and REST
 * behind it, up to the mark that closes it.
 */
enum { BEFORE = 7, REST = 24 };

static const struct lexicon_class classes[] = {{"title", TITLE_OFFICE},
    {"role", TITLE_OFFICE}, {"title-prefix", TITLE_PAST},
    {"past-title", TITLE_PAST}, {"determiner", TITLE_DETERMINER},
    {"preposition", TITLE_PREPOSITION}, {"name-pair", TITLE_JOIN},
    {"clause", TITLE_STOP}, {"negation", TITLE_STOP | TITLE_VERB},
    {"auxiliary", TITLE_VERB}, {"auxiliary-not", TITLE_VERB},
    {"modal", TITLE_VERB}, {"verb-past", TITLE_VERB}, {"verb-s", TITLE_VERB}};

enum { CLASSES = sizeof classes / sizeof *classes };

void
titles_init(
    struct titles *x, const struct lexicon *words, const struct lexicon *names)
{
	x->words = words;
	x->names = names;
	x->word_bit = lexicon_classes(words, classes, CLASSES);
	x->name_bit = lexicon_classes(names, classes, CLASSES);
}

void
titles_release(struct titles *x)
{
	free(x->word_bit);
	free(x->name_bit);
}

static unsigned
look_in(const struct lexicon *l, const unsigned *bit, const struct segment *s,
    size_t i, size_t *office)
{
	struct lexicon_hit hit[MAXHITS];
	unsigned bits = 0;
	size_t n =
	    lexicon_all(l, s->text, &s->token[i], s->ntoken - i, hit, MAXHITS);

	for (size_t h = 0; h < n; h++)
		for (size_t e = 0; e < hit[h].count; e++) {
			unsigned b = bit[hit[h].entry[e].label];

			if (b & TITLE_OFFICE && hit[h].n > *office)
				*office = hit[h].n;
			if (hit[h].n == 1)
				bits |= b;
			if (b & TITLE_STOP &&
			    str_eqz(
				lexicon_id(l, &hit[h].entry[e]), "relative"))
				bits |= TITLE_RELATIVE;
		}
	return bits;
}

/*
 * What the lists say of token I, and how many tokens the longest office has
 * that begins there.
 */
static unsigned
look(const struct titles *x, const struct segment *s, size_t i, size_t *office)
{
	*office = 0;
	return look_in(x->words, x->word_bit, s, i, office) |
	       look_in(x->names, x->name_bit, s, i, office);
}

static bool
is_mark(const struct segment *s, size_t i)
{
	return i >= s->ntoken || s->token[i].kind == TOKEN_MARK;
}

/* "Voll, 54, the minister": the token behind an age and its comma, or I. */
static size_t
behind_age(const struct segment *s, size_t i)
{
	bool age = i + 2 < s->ntoken && s->token[i].kind == TOKEN_NUMBER &&
		   token_is(s->text, &s->token[i + 1], ",");

	return age ? i + 2 : i;
}

/*
 * Does what goes on at token I, behind an office, leave it a description: an
 * end, "of the council", "who ..."? A verb before the closing mark would make
 * the office a subject: "after a call with Voll, the minister resigned".
 */
static bool
closes(const struct titles *x, const struct segment *s, size_t i)
{
	size_t office;
	unsigned bits, last = 0;

	if (is_mark(s, i))
		return true;
	bits = look(x, s, i, &office);
	if (!(bits & (TITLE_PREPOSITION | TITLE_RELATIVE)))
		return false;
	for (size_t n = 0; !is_mark(s, i) && n < REST; i++, n++) {
		bits = look(x, s, i, &office);
		/* "who led the council" is of the office. */
		if (bits & TITLE_RELATIVE)
			return true;
		/* "of the disputed region" */
		if (bits & TITLE_VERB && s->token[i].flags & TOKEN_LOWER &&
		    !(last & TITLE_DETERMINER))
			return false;
		last = bits;
	}
	return is_mark(s, i);
}

/*
 * The end of an office that goes up to token I, with what is joined to it:
 * "president and chief executive".
 */
static size_t
office_end(const struct titles *x, const struct segment *s, size_t i)
{
	size_t n;

	if (i + 1 >= s->ntoken || !(look(x, s, i, &n) & TITLE_JOIN))
		return i;
	look(x, s, i + 1, &n);
	return n ? i + 1 + n : i;
}

bool
title_preposition(const struct titles *x, const struct segment *s, size_t i)
{
	size_t office;

	return (look(x, s, i, &office) & TITLE_PREPOSITION) != 0;
}

struct str
title_behind(const struct titles *x, const struct segment *s, size_t i)
{
	size_t from, end, n, lead = SIZE_MAX;

	if (i + 1 >= s->ntoken || !token_is(s->text, &s->token[i], ","))
		return (struct str){NULL, 0};
	from = behind_age(s, i + 1);
	for (i = from; i < s->ntoken && i < from + BEFORE; i++) {
		unsigned bits;

		if (s->token[i].kind == TOKEN_MARK)
			break;
		bits = look(x, s, i, &n);
		end = n ? office_end(x, s, i + n) : i;
		/* "the minister's lawyer", "the council president" */
		if (n && closes(x, s, end))
			return str_slice(s->text,
			    s->token[lead < i ? lead : i].start,
			    s->token[end - 1].end);
		/* "a former Corrin mayor", but "a former mayor's aide", "then
		 * a mayor" */
		if (token_is_clitic(s->text, &s->token[i]) ||
		    bits & TITLE_DETERMINER)
			lead = SIZE_MAX;
		else if (bits & TITLE_PAST && lead == SIZE_MAX)
			lead = i;
		/* "then a judge": no new clause */
		if (bits & TITLE_PAST)
			continue;
		if (bits & (TITLE_STOP | TITLE_PREPOSITION) ||
		    (bits & TITLE_VERB && s->token[i].flags & TOKEN_LOWER))
			break;
	}
	return (struct str){NULL, 0};
}
