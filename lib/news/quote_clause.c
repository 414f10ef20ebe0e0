#include "news/quote_parts.h"

/* Could there be a finite verb from I on? */
static bool
has_verb(const struct quoter *q, size_t i, size_t end)
{
	enum { NEAR = 12 };

	for (size_t k = i; k < end && k < i + NEAR && !word_comma(q, k); k++)
		if (word_quoted(q, k) || q->w[k].entity >= 0 ||
		    word_has(q, k,
			IS_AUXILIARY | IS_VERB | IS_FINITE | IS_PAST |
			    IS_PRONOUN))
			return true;
	return false;
}

static bool
starts_clause(const struct quoter *q, unsigned frame, size_t i, size_t end)
{
	const struct word *w = &q->w[i];

	if (i + 1 >= end)
		return false;
	/* "found it odd" has an object, "found it was odd" a clause */
	if (w->cls & IS_PRONOUN && (w->trait != 'n' || frame & SURE_CLAUSE))
		return true;
	if (w->cls & IS_PRONOUN)
		return has_verb(q, i + 1, end);
	if (frame & SURE_CLAUSE && w->cls & IS_DETERMINER)
		return true;
	if (w->cls & IS_DETERMINER)
		return has_verb(q, i + 1, end);
	if (w->cls & (IS_OBJECT | IS_CONJUNCTION | IS_PREPOSITION | IS_VERB |
			 IS_GERUND | IS_AUXILIARY | IS_RELATIVE | IS_NEGATION))
		return false;
	if (w->kind == TOKEN_MARK)
		return word_is(q, i, '$');
	if (w->entity >= 0 || w->flags & TOKEN_CAP)
		return true;
	/* "said rates could fall", but not "wrote long letters" */
	return has_verb(q, i + 1, end);
}

/* "said in Miami, Fla., that": the comma before the clause or marks. */
static size_t
comma_before_that(const struct quoter *q, size_t i, size_t end)
{
	for (size_t k = i; k + 1 < end && k < i + 8 && !word_quoted(q, k); k++)
		if (word_is(q, k, ',') &&
		    (word_has(q, k + 1, IS_THAT) || word_quoted(q, k + 1)))
			return k;
	return end;
}

/*
 * The second of two dashes around a parenthesis, of which the first stands
 * before I; I - 1 for a hyphen inside of a word; END if there is none.
 */
static size_t
second_dash(const struct quoter *q, size_t i, size_t end)
{
	enum { PARENTHESIS = 30 };

	if (word_is(q, i - 1, '-') && i < end && !word_is(q, i, '-') &&
	    !(q->w[i].flags & q->w[i - 1].flags & TOKEN_SPACE))
		return i - 1;
	while (i < end && word_dash(q, i))
		i++;
	for (size_t k = i; k < end && k < i + PARENTHESIS; k++)
		if (word_dash(q, k) && !word_quoted(q, k)) {
			while (k + 1 < end && word_dash(q, k + 1))
				k++;
			return k;
		}
	return end;
}

/* The comma before marks, with nothing but an adverbial up to it. */
static size_t
comma_before_marks(const struct quoter *q, size_t i, size_t end)
{
	for (size_t k = i; k + 1 < end && k < i + 8; k++) {
		if (word_comma(q, k))
			return word_quoted(q, k + 1) ? k : end;
		if (word_quoted(q, k) || q->w[k].kind == TOKEN_MARK ||
		    word_has(q, k,
			IS_AUXILIARY | IS_VERB | IS_FINITE | IS_PRONOUN |
			    IS_PAST))
			return end;
	}
	return end;
}

struct content
clause_after(const struct quoter *q, const struct cue *c, size_t end)
{
	struct content none = {NOTHING, end, false};
	bool hearer = (c->frame & TAKES_HEARER) != 0, moved = false,
	     comma = false, colon = false;
	size_t i = c->after, k, object = end;

	for (unsigned n = 0; i < end && n < MAXSKIP; n++) {
		const struct word *w = &q->w[i];

		if (w->quoted >= 0) {
			const struct quoted *s = &q->q[w->quoted];

			if (!comma && stretch_title(q, s) && s->b + 1 < end) {
				i = s->b + 1;
				continue;
			}
			if (!comma && stretch_name(q, s) && i == c->after &&
			    !(c->frame & IS_SPEECH))
				return none; /* read "The Old Tide" */
			if (object < end)
				return c->frame & IS_SPEECH
					   ? (struct content){A_CLAUSE, object,
						 false}
					   : none;
			return (struct content){A_QUOTE, i, comma};
		}
		if (word_is(q, i, ':')) {
			if (i + 1 < end && word_quoted(q, i + 1))
				return (struct content){A_QUOTE, i + 1, true};
			if (i > c->after && i + 1 < end && !colon)
				return none;
			return (struct content){A_COLON, i + 1, true};
		}
		if (c->via)
			return none;
		if (word_is(q, i, ',')) {
			if (i + 1 >= end)
				return none;
			k = moved ? comma_before_that(q, i + 1, end) : end;
			if (k < end)
				i = k;
			else if (!word_quoted(q, i + 1) &&
				 !word_has(q, i + 1,
				     IS_PREPOSITION | IS_TIME | IS_ADVERB |
					 IS_THAT))
				return none;
			comma = true;
			i++;
			continue;
		}
		if (w->cls & IS_THAT && i + 1 < end && word_is(q, i + 1, ':')) {
			i++; /* 'stated that: "..."' */
			colon = true;
			continue;
		}
		if (w->cls & IS_THAT && c->frame & TAKES_THAT && object == end)
			return (struct content){A_THAT, i, comma};
		if (word_dash(q, i) && w->flags & TOKEN_SPACE &&
		    (k = second_dash(q, i + 1, end)) < end) {
			i = k + 1;
			continue;
		}
		if (w->kind == TOKEN_MARK && !word_is(q, i, '$'))
			return none;
		if (w->cls & IS_QUESTION && c->frame & TAKES_QUESTION &&
		    object == end)
			return (struct content){A_QUESTION, i, comma};
		if (hearer) {
			k = phrase_after(q, i, end, false);
			hearer = false;
			if (k > i) {
				i = k;
				continue;
			}
		}
		if ((w->kind == TOKEN_NUMBER && i > c->after &&
			word_has(q, i - 1, IS_TIME)) ||
		    (w->cls & IS_AUXILIARY && !(w->flags & TOKEN_SPACE) &&
			i > c->after)) {
			i++; /* "on May 5", "during Monday's debate" */
			continue;
		}
		if (c->frame & TAKES_OBJECT && !moved && w->cls & IS_TIME)
			return (struct content){AN_OBJECT, i, false};
		if (w->cls & (IS_TIME | IS_ADVERB) &&
		    !(w->cls & (IS_DETERMINER | IS_PRONOUN))) {
			moved = true;
			i += 1u + w->more;
			continue;
		}
		if (w->cls & IS_PREPOSITION && c->frame & TAKES_OBJECT &&
		    i == c->after && !(c->frame & IS_SPEECH))
			return (struct content){
			    AN_OBJECT, w->aux == 't' ? i : i + 1, false};
		if (w->cls & IS_PREPOSITION) {
			k = i + 1 < end ? phrase_after(q, i + 1, end, false)
					: end;
			i = k > i + 1 ? k : i + 1;
			moved = true;
			continue;
		}
		/* "which Silva said | could pass" */
		if (i == c->after && c->frame & TAKES_CLAUSE && !c->inverted &&
		    c->left > 0 &&
		    word_has(
			q, c->left - 1, IS_RELATIVE | IS_THAT | IS_QUESTION) &&
		    word_has(q, i, IS_AUXILIARY | IS_FINITE | IS_PAST))
			return (struct content){A_CLAUSE, i, false};
		k = i > c->after ? comma_before_marks(q, i, end) : end;
		if (k < end) {
			i = k; /* "wrote a few years earlier, “...”" */
			continue;
		}
		if (c->frame & TAKES_CLAUSE && !comma &&
		    starts_clause(q, c->frame, i, end))
			return (struct content){A_CLAUSE, i, false};
		if (c->frame & TAKES_OBJECT && !moved)
			return (struct content){AN_OBJECT, i, false};
		if (w->cls & (IS_SUBORDINATOR | IS_AUXILIARY | IS_RELATIVE |
				 IS_CONJUNCTION | IS_VERB))
			return none;
		k = phrase_after(q, i, end, false);
		if (object == end)
			object = i;
		i = k > i ? k : i + 1;
	}
	return none;
}

/* Does the cue C2 stand at I, after a comma, so that what went before ends? */
static bool
cuts(const struct quoter *q, const struct cue *cue, size_t ncue, size_t i,
    size_t end)
{
	if (word_has(q, i, IS_VIA))
		return true;
	for (size_t k = 0; k < ncue; k++) {
		if (cue[k].gerund && cue[k].group.a == i)
			return true;
		if (cue[k].gerund || cue[k].via)
			continue;
		if (cue[k].left == i &&
		    (cue[k].after >= end || cue[k].inverted ||
			q->w[cue[k].after].kind == TOKEN_MARK ||
			word_has(q, cue[k].after, IS_TIME | IS_PREPOSITION)))
			return true;
		if (word_has(q, i, IS_CONJUNCTION) && cue[k].left == i + 1)
			return true;
		/* "Although Silva said it rained, others argue that" */
		if (cue[k].left == i && cue[k].unit_sub)
			return true;
		/* "who said it rained, told reporters" */
		if (cue[k].group.a == i && cue[k].speaker.b <= i)
			return true;
	}
	return false;
}

/* What the reporter's own words behind a dash begin with. */
static const uint32_t comment = IS_DETERMINER | IS_PRONOUN | IS_SUBORDINATOR |
				IS_RELATIVE | IS_THAT | IS_NEGATION | IS_ADVERB;

size_t
clause_end(const struct quoter *q, const struct cue *cue, size_t ncue, size_t i,
    size_t end, bool lead)
{
	size_t from = i;

	for (; i < end; i++) {
		if (word_quoted(q, i)) {
			i = q->q[q->w[i].quoted].b;
			if (i + 1 < end && cuts(q, cue, ncue, i + 1, end))
				return i + 1;
			continue;
		}
		if (i == from)
			continue;
		if (word_is(q, i, ';') || word_has(q, i, IS_VIA))
			return i;
		if (word_dash(q, i)) {
			size_t second = second_dash(q, i + 1, end);

			/* "... - as he knew - Silva boasted": the reporter's */
			if (i + 2 < end && word_has(q, i + 1, IS_CONJUNCTION) &&
			    word_has(q, i + 2, IS_THAT))
				continue;
			/* "said they were calm - at home, in town" */
			if (second == end && i + 1 < end &&
			    !word_quoted(q, i + 1) &&
			    !(q->w[i + 1].flags & TOKEN_CAP) &&
			    !word_has(q, i + 1, comment))
				continue;
			if (second == end ||
			    (second > i && second + 1 < end &&
				cuts(q, cue, ncue, second + 1, end)))
				return i;
			i = second;
			continue;
		}
		if (lead && word_is(q, i, ','))
			return i;
		if (word_is(q, i, ',') || word_dash(q, i)) {
			if (i + 1 < end && !word_quoted(q, i + 1) &&
			    ((word_has(q, i + 1, IS_CONJUNCTION) &&
				 q->w[i + 1].aux == 'b' &&
				 !(i + 2 < end &&
				     word_has(q, i + 2, IS_THAT))) ||
				(word_has(q, i + 1, IS_SUBORDINATOR) &&
				    q->w[i + 1].aux == 'c') ||
				cuts(q, cue, ncue, i + 1, end)))
				return i;
		} else if (word_has(q, i, IS_CONJUNCTION) &&
			   q->w[i].aux == 'b' && i + 1 < end &&
			   word_has(q, i + 1, IS_FINITE)) {
			return i; /* "said she was ill but went to work" */
		} else if (word_has(q, i, IS_CONJUNCTION) &&
			   q->w[i].aux == 'a' && i + 1 < end &&
			   word_has(q, i + 1, IS_VERB | IS_GERUND) &&
			   (!(q->w[i + 1].frame & NOUN_TOO) ||
			       !cue_is_noun(q, from, i + 1, end)) &&
			   !(q->w[i + 1].cls & IS_BASE) &&
			   q->w[i + 1].frame & (IS_SPEECH | TAKES_OBJECT)) {
			return i;
		}
	}
	return end;
}

bool
clause_marks(const struct quoter *q, size_t a, size_t b)
{
	for (size_t i = a; i < b; i++)
		if (word_quoted(q, i)) {
			const struct quoted *s = &q->q[q->w[i].quoted];

			if (!stretch_scare(q, s))
				return true;
			i = s->b;
		}
	return false;
}

size_t
clause_object(const struct quoter *q, size_t i, size_t stop)
{
	enum { MAXMORE = 12 };
	size_t from = i;
	bool more = false;

	while (i < stop && !word_quoted(q, i) && !word_is(q, i, ':'))
		i++;
	if (i < stop && !word_quoted(q, i))
		return from;
	if (i == stop || i > from + MAXSKIP)
		return from;
	for (;;) {
		i = q->q[q->w[i].quoted].b + 1;
		if (i + 1 < stop && word_has(q, i, IS_CONJUNCTION)) {
			if (word_quoted(q, i + 1))
				i = i + 1;
			else if (i + 2 < stop && word_quoted(q, i + 2) &&
				 word_has(q, i + 1, IS_DETERMINER))
				i = i + 2;
			else
				break;
			continue;
		}
		/* called it "a sham" that "serves nobody" */
		for (size_t k = i; k < stop && k < i + MAXMORE; k++) {
			if (word_quoted(q, k)) {
				more = true;
				i = k;
				break;
			}
			if (q->w[k].kind == TOKEN_MARK ||
			    word_has(q, k, IS_VERB | IS_GERUND))
				break;
		}
		if (!more)
			break;
		more = false;
	}
	return i < stop ? i : stop;
}
