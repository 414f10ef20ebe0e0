#include "news/quote_parts.h"

/* Bounds of what is looked at, so that no input costs more than it should. */
enum { MAXLEAD = 80, MAXGROUP = 12 };

bool
word_person(const struct quoter *q, size_t i)
{
	const struct word *w = &q->w[i];

	return w->entity >= 0 &&
	       q->doc->seg[w->seg].entity[w->entity].label == ENTITY_PERSON;
}

/* Could words A up to B, a noun phrase, be somebody who speaks? */
static bool
speaks(const struct quoter *q, size_t a, size_t b)
{
	if (word_has(q, a, IS_PRONOUN | IS_DETERMINER))
		return true;
	for (size_t i = a; i < b; i++)
		if (q->w[i].entity >= 0 || word_has(q, i, IS_ROLE))
			return true;
	return false;
}

/* "Officials | emerged from": a past form behind a name or role ends it. */
static size_t
before_past(const struct quoter *q, size_t a, size_t b)
{
	for (size_t i = a + 1; i < b; i++)
		if (word_has(q, i, IS_PAST) && q->w[i].entity < 0 &&
		    (q->w[i - 1].entity >= 0 || word_has(q, i - 1, IS_ROLE)))
			return i;
	return b;
}

struct span
main_subject(struct quoter *q, size_t from, size_t to)
{
	size_t i = from, e, n = 0;

	for (; i < to && n++ < 4; i++) {
		while (
		    i < to && (word_quoted(q, i) ||
				  word_has(q, i, IS_CONJUNCTION | IS_ADVERB) ||
				  q->w[i].kind == TOKEN_MARK))
			i++;
		if (i >= to)
			break;
		if (!word_has(q, i,
			IS_PREPOSITION | IS_SUBORDINATOR | IS_GERUND |
			    IS_TIME)) {
			e = before_past(q, i, phrase_after(q, i, to, false));
			if (e > i && (speaks(q, i, e) ||
					 (i == from && e < i + 7 && e < to)))
				return (struct span){i, e};
			if (e > i)
				break;
		}
		while (i < to && i < from + MAXLEAD && !word_comma(q, i))
			i++;
	}
	return (struct span){from, from};
}

/*
 * The verb group around the verb I: auxiliaries and adverbs before it.
 * False where it is no statement ("did not say", "could say", "was told").
 */
static bool
verb_group(const struct quoter *q, size_t from, size_t i, struct cue *c)
{
	bool be = false;
	size_t a = i;

	while (a > from && a + MAXGROUP > i && !word_quoted(q, a - 1) &&
	       word_has(q, a - 1, IS_AUXILIARY | IS_ADVERB | IS_NEGATION) &&
	       !word_has(q, a - 1, IS_PREPOSITION | IS_DETERMINER)) {
		const struct word *w = &q->w[a - 1];

		if (w->cls & IS_NEGATION || w->negated ||
		    (w->cls & IS_AUXILIARY && w->aux == 'm'))
			return false;
		if (w->cls & IS_AUXILIARY && w->aux == 'b')
			be = true;
		a--;
	}
	if (be && word_has(q, i, IS_VERB))
		return false;
	c->gerund = word_has(q, i, IS_GERUND) && !be;
	c->group = (struct span){a, i + 1 + q->w[i].more};
	return true;
}

static bool
ends_with(struct str s, struct str ending)
{
	return ending.n && s.n > ending.n &&
	       str_eq(str_slice(s, s.n - ending.n, s.n), ending);
}

/* "American", "Latin American": what goes before a noun. */
static bool
is_adjective(const struct quoter *q, size_t i)
{
	const struct word *w = &q->w[i];

	return w->entity >= 0 && w->quoted < 0 &&
	       q->doc->seg[w->seg].entity[w->entity].label == ENTITY_NORP &&
	       !(w->cls & IS_ROLE);
}

/* '..., the sign reads.': is there only a speaker between marks and I? */
static bool
behind_marks(const struct quoter *q, size_t from, size_t i)
{
	for (size_t k = i; k > from && k + MAXGROUP > i; k--) {
		if (word_quoted(q, k - 1))
			return k < i;
		if (word_has(q, k - 1, IS_VERB | IS_FINITE) &&
		    !word_has(q, k - 1, IS_ROLE))
			return false;
	}
	return false;
}

bool
cue_is_noun(const struct quoter *q, size_t from, size_t i, size_t to)
{
	const struct word *w = &q->w[i];
	size_t next = i + 1, before = i;
	bool subject, past;

	if (i > from && !word_quoted(q, i - 1) &&
	    word_has(q, i - 1, IS_PREPOSITION | IS_DETERMINER) &&
	    !word_has(q, i - 1, IS_PRONOUN) &&
	    /* "One says ..., another says ..." */
	    !(word_has(q, i - 1, IS_DETERMINER) && !q->w[i - 1].trait &&
		w->cls & IS_VERB && !(w->cls & IS_BASE) &&
		!(w->frame & NOUN_TOO)) &&
	    !(w->cls & IS_GERUND && q->w[i - 1].aux != 'n'))
		return true;
	while (before > from && word_has(q, before - 1, IS_ADVERB))
		before--;
	/* "a hastily called meeting" */
	if (before > from && before < i && !word_quoted(q, before - 1) &&
	    word_has(q, before - 1, IS_DETERMINER) && q->w[before - 1].trait)
		return true;
	if (!(w->frame & NOUN_TOO) || w->more || !(w->cls & IS_VERB))
		return false;
	if (before > from && word_has(q, before - 1, IS_AUXILIARY))
		return false;
	subject =
	    before > from && !word_quoted(q, before - 1) &&
	    ((q->w[before - 1].entity >= 0 && !is_adjective(q, before - 1)) ||
		word_has(q, before - 1,
		    IS_PRONOUN | IS_ROLE | IS_RELATIVE | IS_CONJUNCTION) ||
		(q->w[before - 1].flags & TOKEN_CAP && before - 1 > from &&
		    !word_has(q, before - 1, IS_TIME)));
	if (i > from && is_adjective(q, i - 1))
		return true;
	past = ends_with(word_str(q, i), q->past);
	if (next < to &&
	    (word_quoted(q, next) ||
		((subject || past) &&
		    (word_is(q, next, ':') ||
			word_has(
			    q, next, IS_THAT | IS_PRONOUN | IS_QUESTION))) ||
		(word_is(q, next, ',') && next + 1 < to &&
		    word_quoted(q, next + 1))))
		return false;
	if ((next >= to || q->w[next].kind == TOKEN_MARK) &&
	    behind_marks(q, from, i))
		return false;
	if (w->cls & IS_BASE)
		return i == from ||
		       !(q->w[i - 1].trait == 'p' || q->w[i - 1].trait == 'i');
	/* "reported on", "repeated errors" */
	if (past)
		return !subject && next < to &&
		       (word_has(q, next, IS_PREPOSITION) ||
			   (!q->w[next].cls && q->w[next].flags & TOKEN_LOWER));
	return !subject ||
	       (next < to && word_has(q, next, IS_PREPOSITION | IS_AUXILIARY));
}

/* "said Ana Silva": does the speaker stand behind the verb? */
static bool
inversion(struct quoter *q, size_t from, size_t to, struct cue *c)
{
	size_t p = c->group.a, k;
	bool marks;

	if (c->gerund || c->group.b >= to || word_quoted(q, c->group.b) ||
	    !(c->frame & TAKES_QUOTE))
		return false;
	if (p == from) {
		/* 'Said Ana Silva: "..."' */
		k = phrase_after(q, c->group.b, to, true);
		if (k == c->group.b || k >= to || !word_is(q, k, ':'))
			return false;
		c->speaker = (struct span){c->group.b, k};
		c->after = k;
		c->inverted = true;
		return true;
	}
	if (c->frame & TAKES_HEARER && !word_closes(q, p - 1))
		return false;
	marks = word_closes(q, p - 1) ||
		(p - 1 > from && word_comma(q, p - 1) && word_closes(q, p - 2));
	if (!marks && !word_comma(q, p - 1) && !word_dash(q, p - 1))
		return false;
	k = phrase_after(q, c->group.b, to, false);
	if (k == c->group.b || word_has(q, c->group.b, IS_TIME) ||
	    (word_has(q, c->group.b, IS_OBJECT) && k == c->group.b + 1))
		return false;
	/* ', citing "a mood," said the bill could pass': a clause follows */
	if (k < to && !word_quoted(q, k) &&
	    word_has(q, k, IS_AUXILIARY | IS_FINITE) &&
	    q->w[k].flags & TOKEN_SPACE)
		return false;
	if (!marks) {
		/* "A grower, Ana Silva of Ash, said rain": no inversion */
		struct span left = phrase_before(q, from, p);

		if (left.a < left.b && speaks(q, left.a, left.b) &&
		    !word_person(q, c->group.b))
			return false;
	}
	if (!marks && k < to && q->w[k].kind != TOKEN_MARK &&
	    !word_has(
		q, k, IS_RELATIVE | IS_PREPOSITION | IS_TIME | IS_CONJUNCTION))
		return false;
	c->speaker.a = c->group.b;
	c->speaker.b = source_after(q, c->group.b, to);
	c->after = c->speaker.b;
	c->inverted = true;
	return true;
}

/* "Silva's bold claim that": the noun before I belongs to a speaker. */
static bool
possessor(struct quoter *q, size_t from, size_t i, struct cue *c)
{
	size_t p = i;

	while (p > from && p + 3 > i && !word_quoted(q, p - 1)) {
		const struct word *w = &q->w[p - 1];

		if (w->kind == TOKEN_WORD && w->cls & IS_DETERMINER &&
		    w->trait == 'p') {
			c->speaker = (struct span){p - 1, p};
			break;
		}
		if (w->cls & IS_AUXILIARY && w->aux == 'b' && p - 1 > from &&
		    !(w->flags & TOKEN_SPACE)) {
			c->speaker = name_before(q, from, p - 1);
			if (c->speaker.a == c->speaker.b)
				c->speaker = phrase_before(q, from, p - 1);
			break;
		}
		if (w->kind != TOKEN_WORD || w->cls)
			return false;
		p--;
	}
	if (c->speaker.a >= c->speaker.b)
		return false;
	c->gerund = true;
	c->group = (struct span){c->speaker.b, i + 1};
	if (c->group.b > c->group.a + 1 &&
	    word_has(q, c->group.a, IS_AUXILIARY))
		c->group.a++;
	c->left = c->speaker.a;
	c->after = i + 1;
	c->frame = TAKES_THAT | IS_SPEECH;
	return true;
}

/*
 * "according to a poll | taken in May by the port, rain": up to the next mark,
 * where what names the source goes on.
 */
static size_t
source_end(const struct quoter *q, size_t from, size_t i, size_t to)
{
	size_t k = i;

	if (i == from || word_has(q, from, IS_PRONOUN))
		return i;
	for (; k < to && k < i + MAXLEAD / 2; k++) {
		const struct word *w = &q->w[k];

		if (word_quoted(q, k) ||
		    (w->kind == TOKEN_MARK &&
			(w->flags & TOKEN_SPACE || !word_dash(q, k)) &&
			!(w->entity >= 0 && w->entity == q->w[k - 1].entity)))
			return k;
		if (w->cls & (IS_THAT | IS_SUBORDINATOR | IS_NEGATION) ||
		    (w->cls & IS_CONJUNCTION && w->entity < 0 && w->aux != 'a'))
			return i;
	}
	return k == to ? to : i;
}

/* "a call described as “short,”": without an object, nobody described it. */
static bool
is_passive(const struct quoter *q, const struct cue *c, size_t from, size_t to)
{
	size_t i = c->group.b;

	if (!(c->frame & TAKES_OBJECT) || c->group.a + 1 != i || i >= to ||
	    word_quoted(q, i) || !word_has(q, i, IS_PREPOSITION) ||
	    q->w[i].aux != 'a')
		return false;
	if (c->left > from &&
	    word_has(q, c->left - 1,
		IS_RELATIVE | IS_THAT | IS_QUESTION | IS_SUBORDINATOR))
		return false;
	for (i = c->speaker.a; i < c->speaker.b; i++)
		if (q->w[i].entity >= 0 ||
		    word_has(q, i, IS_PRONOUN | IS_ROLE | IS_RELATIVE))
			return false;
	return true;
}

static bool
cue_at(struct quoter *q, size_t from, size_t to, size_t i,
    const struct cue *before, struct cue *c)
{
	enum segment_kind kind = q->doc->seg[q->w[i].seg].kind;

	*c = (struct cue){.frame = q->w[i].frame};
	/* "Ohio State University": capitals inside of a sentence are names. */
	if (i > from && q->w[i].flags & TOKEN_CAP && !word_quoted(q, i - 1) &&
	    (q->w[i].entity >= 0 ||
		(kind != SEGMENT_TITLE && kind != SEGMENT_HEADING)))
		return false;
	if (word_has(q, i, IS_VIA)) {
		c->via = true;
		c->group = (struct span){i, i + 1 + q->w[i].more};
		c->speaker.a = c->group.b;
		c->speaker.b = phrase_after(q, c->group.b, to, i > from + 2);
		/* "according to | early results of a poll" */
		if (c->speaker.b == c->speaker.a && c->speaker.a + 1 < to &&
		    word_has(q, c->speaker.a, IS_TIME | IS_ADVERB))
			c->speaker.b =
			    phrase_after(q, c->speaker.a + 1, to, false);
		c->speaker.b = source_end(q, c->speaker.a, c->speaker.b, to);
		c->left = i;
		c->after = c->speaker.b;
		return c->speaker.a < c->speaker.b;
	}
	if (word_has(q, i, IS_NOUN) && i + 1 < to && i > from + 1 &&
	    word_has(q, i + 1, IS_THAT) && possessor(q, from, i, c))
		return true;
	if (!word_has(q, i, IS_VERB | IS_GERUND) ||
	    cue_is_noun(q, from, i, to) || !verb_group(q, from, i, c))
		return false;
	/* "Silva's saying that", but "Silva's sniffing at the plan" */
	if (word_has(q, i, IS_GERUND) && c->group.a > from &&
	    c->group.a + 1 == i && !(q->w[i - 1].flags & TOKEN_SPACE) &&
	    q->w[i - 2].entity >= 0 && c->group.b < to &&
	    !word_quoted(q, c->group.b) &&
	    !word_has(q, c->group.b, IS_THAT | IS_PRONOUN))
		return false;
	c->left = c->group.a;
	c->after = c->group.b;
	if (inversion(q, from, to, c))
		return true;
	if (c->gerund) {
		/* "told the story of Silva saying that" */
		if (i > from && q->w[i - 1].entity >= 0 &&
		    !word_quoted(q, i - 1)) {
			c->speaker = name_before(q, from, i);
			return true;
		}
		if (c->group.a > from)
			c->speaker =
			    before ? before->speaker : main_subject(q, from, i);
		if (c->speaker.a == c->speaker.b) {
			/* "After adding that rain fell, Silva left." */
			size_t k = i;

			while (k < to && k < i + MAXLEAD && !word_comma(q, k))
				k++;
			c->speaker = main_subject(q, k, to);
		}
		return true;
	}
	c->speaker = phrase_before(q, from, c->group.a);
	if (c->speaker.a < c->speaker.b) {
		c->left = c->speaker.a;
		if (is_passive(q, c, from, to))
			return false;
		/* "if Silva said" */
		if (c->left > from &&
		    word_has(q, c->left - 1, IS_SUBORDINATOR) &&
		    q->w[c->left - 1].aux == 'i' &&
		    !word_quoted(q, c->left - 1))
			return false;
		/* "as Silva said" */
		if (c->left > from && !word_quoted(q, c->left - 1) &&
		    word_has(q, c->left - 1, IS_PREPOSITION) &&
		    q->w[c->left - 1].aux == 'a') {
			c->left--;
			c->as = true;
		}
		return true;
	}
	/* "Silva took the stage and said that rain fell." */
	if (c->group.a > from && (word_has(q, c->group.a - 1, IS_CONJUNCTION) ||
				     word_comma(q, c->group.a - 1))) {
		if (q->w[i].cls & IS_BASE)
			return false;
		c->speaker = before ? before->speaker
				    : main_subject(q, from, c->group.a);
		return c->speaker.a < c->speaker.b;
	}
	return false;
}

size_t
quoter_cues(
    struct quoter *q, const struct unit *u, size_t end, struct cue cue[MAXCUES])
{
	size_t n = 0;

	for (size_t i = u->a; i < end && n < MAXCUES; i++) {
		if (word_quoted(q, i)) {
			i = q->q[q->w[i].quoted].b;
			continue;
		}
		if (word_has(q, i, IS_VERB | IS_GERUND | IS_VIA | IS_NOUN) &&
		    cue_at(q, u->a, end, i, n ? &cue[n - 1] : NULL, &cue[n])) {
			cue[n].unit_sub = word_has(q, u->a, IS_SUBORDINATOR);
			i = cue[n].group.b - 1;
			n++;
		}
	}
	return n;
}
