#include "news/quote_parts.h"

/* Adds a reported clause: mixed if there are marks in it. */
static size_t
report(struct quoter *q, const struct cue *c, size_t a, size_t b)
{
	bool marks;
	size_t u;

	while (b > a && !word_quoted(q, b - 1) &&
	       (word_is(q, b - 1, ',') || word_dash(q, b - 1)))
		b--;
	if (a >= b)
		return SIZE_MAX;
	marks = clause_marks(q, a, b);
	if (!marks && !(c->frame & IS_SPEECH) && !c->via && !q->beliefs)
		return SIZE_MAX;
	u = quoter_say(
	    q, marks ? QUOTE_MIXED : QUOTE_INDIRECT, c->group, c->speaker);
	quoter_piece(q, u, a, b);
	return u;
}

/* The cue's own colon belongs to it. */
static struct span
with_colon(const struct quoter *q, const struct cue *c, size_t at)
{
	struct span s = c->group;

	if (!c->inverted && s.b + 1 == at && word_is(q, s.b, ':'))
		s.b++;
	return s;
}

/*
 * Is the stretch of content K the whole of what was said, and not the start
 * of a clause that goes on behind its marks up to STOP?
 */
static bool
is_whole(
    const struct quoter *q, const struct content *k, size_t stop, size_t end)
{
	const struct quoted *s = &q->q[q->w[k->start].quoted];
	size_t next = s->b + s->closed;

	while (next < stop && q->w[next].kind == TOKEN_MARK &&
	       !word_quoted(q, next))
		next++;
	if (next >= stop)
		return true;
	if (k->comma && q->w[s->a + 1].flags & TOKEN_CAP &&
	    word_has(q, next,
		IS_PREPOSITION | IS_TIME | IS_ADVERB | IS_SUBORDINATOR))
		return true;
	if (!stretch_sentence(q, s))
		return false;
	return k->comma || (!word_is(q, s->b - 1, ',') &&
			       (s->b + 1 >= end || !word_is(q, s->b + 1, ',')));
}

static void
say_after(struct quoter *q, const struct cue *c, const struct content *k,
    size_t stop, size_t end)
{
	struct cue own = *c;
	size_t u;

	if (k->how == A_QUOTE && is_whole(q, k, stop, end)) {
		u = quoter_say(
		    q, QUOTE_DIRECT, with_colon(q, c, k->start), c->speaker);
		quoter_take(q, u, (size_t)q->w[k->start].quoted);
		return;
	}
	if (k->how != A_QUOTE)
		own.group = with_colon(q, c, k->start);
	report(q, &own, k->start, stop);
}

/* "..." he said of the plan, | "...": a second piece behind the cue. */
static size_t
second_piece(const struct quoter *q, const struct cue *c, size_t end)
{
	for (size_t i = c->after; i + 1 < end && i < c->after + MAXSKIP; i++) {
		if (word_quoted(q, i))
			return end;
		if (word_is(q, i, ',') && word_quoted(q, i + 1))
			return i + 1;
		if (i == c->after && word_dash(q, i) && word_quoted(q, i + 1))
			return i + 1;
		if (word_is(q, i, ',') && i + 2 < end &&
		    word_has(q, i + 1, IS_CONJUNCTION) && word_quoted(q, i + 2))
			return i + 2;
		if (word_has(q, i, IS_THAT | IS_GERUND | IS_VIA))
			return end;
	}
	return end;
}

/* "In the end", "Two years ago": no clause of its own. */
static bool
is_adverbial(const struct quoter *q, size_t a, size_t b)
{
	bool time = false;

	for (size_t i = a; i < b; i++) {
		if (word_has(q, i, IS_AUXILIARY | IS_VERB | IS_FINITE))
			return false;
		time |= word_has(q, i, IS_TIME);
	}
	return time ||
	       word_has(q, a, IS_PREPOSITION | IS_ADVERB | IS_CONJUNCTION);
}

/* Behind "on Monday", "last week", "on May 5". */
static size_t
skip_time(const struct quoter *q, size_t i, size_t end)
{
	size_t k = i;

	if (k < end && word_has(q, k, IS_PREPOSITION) && k + 1 < end &&
	    word_has(q, k + 1, IS_TIME))
		k++;
	while (k < end && !word_quoted(q, k) &&
	       (word_has(q, k, IS_TIME) ||
		   (k > i && q->w[k].kind == TOKEN_NUMBER)))
		k++;
	return k;
}

/* "Rain fell, she said, | because it was May": is that still hers? */
static bool
goes_on(const struct quoter *q, size_t i, size_t end)
{
	if (word_has(q, i, IS_SUBORDINATOR))
		return !q->w[i].aux;
	if (word_has(q, i, IS_CONJUNCTION))
		return q->w[i].aux == 'a' && i + 1 < end &&
		       word_has(q, i + 1, IS_PRONOUN | IS_THAT);
	return !word_has(
	    q, i, IS_GERUND | IS_PREPOSITION | IS_RELATIVE | IS_VIA | IS_TIME);
}

static void
say_before(struct quoter *q, const struct cue *c, const struct cue *cue,
    size_t ncue, size_t from, size_t end)
{
	size_t b = c->left, a = from, k, u,
	       skipped = skip_time(q, c->after, end);
	struct cue timed;

	if (skipped < end && word_comma(q, skipped)) {
		timed = *c; /* "Rain fell, Silva said on Monday, for days." */
		timed.after = skipped;
		c = &timed;
	}
	while (b > from && !word_quoted(q, b - 1) &&
	       (word_comma(q, b - 1) || word_dash(q, b - 1)))
		b--;
	while (a < b && !word_quoted(q, a) &&
	       (q->w[a].kind == TOKEN_MARK ||
		   (word_has(q, a, IS_CONJUNCTION) && word_quoted(q, a + 1))))
		a++;
	if (a >= b)
		return;
	if (!c->via && c->after + 3 < end && word_comma(q, c->after) &&
	    (word_has(q, c->after + 1, IS_PRONOUN | IS_DETERMINER) ||
		(!c->inverted && q->w[c->after + 1].entity >= 0)) &&
	    !word_quoted(q, c->after + 1) && !clause_marks(q, a, b) &&
	    is_adverbial(q, a, b)) {
		/* "In the end, Silva said, the road was closed." */
		u = report(q, c, c->after + 1,
		    clause_end(q, cue, ncue, c->after + 1, end, false));
		if (u != SIZE_MAX)
			quoter_piece(q, u, a, b);
		return;
	}
	if (word_closes(q, b - 1)) {
		size_t open = q->q[q->w[b - 1].quoted].a;
		struct quoted *s = &q->q[q->w[b - 1].quoted];

		if (s->utterance >= 0) {
			/* The cue before has it: “A,” he said, “B.” */
			k = second_piece(q, c, end);
			if (k < end)
				quoter_take(q, (size_t)s->utterance,
				    (size_t)q->w[k].quoted);
			else if (open > from)
				report(q, c, from, b);
			return;
		}
		for (k = a; k < open &&
			    (q->w[k].kind == TOKEN_MARK ||
				word_has(q, k, IS_CONJUNCTION | IS_ADVERB));)
			k++;
		if (k == open)
			a = open; /* Yet, “rain fell,” ... */

		/* "(... wrote Silva)", "His verdict: ... he said": no lead */
		if (open > a &&
		    (word_is(q, open - 1, '(') || word_is(q, open - 1, ':')))
			a = open;
	}
	if (word_quoted(q, a) && word_closes(q, b - 1) &&
	    q->w[a].quoted == q->w[b - 1].quoted) {
		u = quoter_say(q, QUOTE_DIRECT, c->group, c->speaker);
		quoter_take(q, u, (size_t)q->w[a].quoted);
	} else {
		u = report(q, c, a, b);
		if (u == SIZE_MAX)
			return;
	}
	k = second_piece(q, c, end);
	if (k < end) {
		const struct quoted *s = &q->q[q->w[k].quoted];

		if (s->b + 3 >= end || stretch_sentence(q, s))
			quoter_take(q, u, (size_t)q->w[k].quoted);
		else
			quoter_piece(
			    q, u, k, clause_end(q, cue, ncue, k, end, false));
	} else if (q->t[u].kind != QUOTE_DIRECT && c->after + 3 < end &&
		   word_comma(q, c->after) &&
		   (!c->via || word_has(q, c->after + 1, IS_AUXILIARY)) &&
		   goes_on(q, c->after + 1, end)) {
		/* "Rain, she said, fell." */
		quoter_piece(q, u, c->after + 1,
		    clause_end(q, cue, ncue, c->after + 1, end, false));
	}
}

/*
 * "While roads stayed dry, Silva noted a flood": a clause or phrase before
 * the comma that goes with what follows, unless nothing does.
 */
static bool
lead_in(const struct quoter *q, const struct cue *c, size_t from, size_t comma)
{
	if (!word_has(q, from, IS_SUBORDINATOR | IS_PREPOSITION) ||
	    c->after >= q->nw || q->w[c->after].kind == TOKEN_MARK)
		return false;
	for (size_t i = from; i < comma; i++)
		if (word_comma(q, i))
			return false;
	return true;
}

/* May what stands before cue C be what was said? */
static bool
may_precede(const struct quoter *q, const struct cue *c, size_t from)
{
	size_t p = c->left;

	if (p <= from || c->gerund)
		return false;
	p--;
	if (word_closes(q, p) || c->via)
		return true;
	/* "On May 5, Silva announced a plan": it has its object. */
	if (!c->inverted && c->after < q->nw &&
	    (word_has(q, c->after, IS_DETERMINER) ||
		(!q->w[c->after].cls && q->w[c->after].kind != TOKEN_MARK)))
		return false;
	if (!(c->frame & IS_SPEECH) ||
	    (!c->inverted && word_has(q, c->speaker.a, IS_RELATIVE)))
		return false;
	if (!word_comma(q, p) && !word_dash(q, p))
		return false;
	if (p > from && word_closes(q, p - 1))
		return true;
	return (p > from + 2 ||
		   (c->after < q->nw && word_comma(q, c->after))) &&
	       !lead_in(q, c, from, p);
}

static bool
quote_before(const struct quoter *q, const struct cue *c, size_t from)
{
	size_t p = c->left;

	if (p <= from || c->gerund)
		return false;
	if (!word_closes(q, p - 1)) {
		p--;
		if (p == from || !word_comma(q, p) || !word_closes(q, p - 1))
			return false;
	}
	return q->q[q->w[p - 1].quoted].a == from ||
	       !stretch_title(q, &q->q[q->w[p - 1].quoted]);
}

/* A title or a transcript's line: 'Silva: "Rain Fell"'. */
static bool
colon_line(struct quoter *q, const struct unit *u, size_t end)
{
	enum { LABEL = 30 };
	struct cue c = {.frame = IS_SPEECH};
	size_t i, k, person = 0, caps = 0;
	bool title;

	for (i = u->a; i < end && i < u->a + LABEL && !word_is(q, i, ':');
	     i++) {
		const struct word *w = &q->w[i];

		if (w->quoted >= 0 ||
		    (w->cls & (IS_VERB | IS_AUXILIARY | IS_THAT) &&
			w->entity < 0))
			return false;
		caps += (w->flags & TOKEN_CAP) != 0;
		if ((w->entity >= 0 &&
			q->doc->seg[w->seg].entity[w->entity].label <=
			    ENTITY_ORG) ||
		    w->trait == 'p')
			person++;
	}
	if (i + 1 >= end || i == u->a || i == u->a + LABEL)
		return false;
	k = phrase_after(q, u->a, i, true);
	if (k != i) {
		/* "Rep. Ana Silva (P-Ashford), critic of the plan: ..." */
		for (k = u->a; k < i && word_has(q, k, IS_HONORIFIC); k++)
			;
		if (k == i || !word_person(q, k))
			return false;
		while (k < i && word_person(q, k))
			k++;
		if (k < i && !word_is(q, k, ',') && !word_is(q, k, '('))
			return false;
	}
	title = q->doc->seg[q->w[u->a].seg].kind == SEGMENT_TITLE ||
		q->doc->seg[q->w[u->a].seg].kind == SEGMENT_HEADING ||
		u->a == 0;
	c.speaker = (struct span){u->a, i};
	c.group = (struct span){i, i + 1};
	c.after = i + 1;
	if (word_quoted(q, i + 1)) {
		const struct quoted *s = &q->q[q->w[i + 1].quoted];

		if (!person && caps < i - u->a && !stretch_sentence(q, s))
			return false;
		for (k = s->b + 1; k < end && k < s->b + 8; k++)
			if (word_has(q, k, IS_VERB))
				return false;
		if (s->b + 1 < end && q->w[s->b + 1].kind != TOKEN_MARK) {
			report(q, &c, i + 1, end);
			return true;
		}
		k = quoter_say(q, QUOTE_DIRECT, c.group, c.speaker);
		quoter_take(q, k, (size_t)q->w[i + 1].quoted);
		return true;
	}
	if (!title || !person)
		return false;
	report(q, &c, i + 1, end);
	return true;
}

/* Is unit U nothing but marks and stretches in them? The first, or -1. */
static int32_t
only_quoted(const struct quoter *q, const struct unit *u)
{
	int32_t first = -1;

	for (size_t i = u->a; i < u->b; i++) {
		if (word_quoted(q, i)) {
			if (first < 0)
				first = q->w[i].quoted;
		} else if (q->w[i].kind != TOKEN_MARK &&
			   !(first < 0 && word_has(q, i, IS_CONJUNCTION))) {
			return -1;
		}
	}
	return first;
}

/* A unit that is a dash and a name, below what was said. */
static struct span
signature(const struct quoter *q, size_t n)
{
	struct span none = {0, 0};
	const struct unit *u;
	size_t k, end;

	if (n >= q->nu)
		return none;
	u = &q->u[n];
	for (end = u->b; end > u->a && word_is(q, end - 1, '.');)
		end--;
	if (u->a + 1 >= end || !word_dash(q, u->a) ||
	    !(q->w[u->a + 1].flags & TOKEN_CAP))
		return none;
	k = phrase_after(q, u->a + 1, end, true);
	return k == end ? (struct span){u->a + 1, end} : none;
}

/* “SILVA: Rain fell.”: the speaker stands in the marks. */
static bool
transcript(struct quoter *q, size_t n, size_t first)
{
	enum { LABEL = 5 };
	const struct quoted *s = &q->q[first];
	size_t i = s->a + 1, t;

	while (i < s->b && i < s->a + LABEL && q->w[i].flags & TOKEN_UPPER)
		i++;
	if (i == s->a + 1 || i + 2 >= s->b || !word_is(q, i, ':'))
		return false;
	t = quoter_say(q, QUOTE_DIRECT, (struct span){i, i + 1},
	    (struct span){s->a + 1, i});
	quoter_piece(q, t, i + 1, s->b);
	q->last = (int32_t)t;
	q->last_unit = n;
	return true;
}

/* A quotation without a cue of its own goes on with the speaker before. */
static void
floating(struct quoter *q, size_t n, size_t first)
{
	const struct unit *u = &q->u[n];
	struct quoted *s = &q->q[first];
	struct span none = {0, 0};
	size_t t = SIZE_MAX;
	struct span below = signature(q, n + 1);

	/* Single marks around a line are a heading's, where others are used. */
	if (s->single && q->doubles && u->first)
		return;
	if (transcript(q, n, first))
		return;
	if (below.a < below.b && stretch_sentence(q, s))
		t = quoter_say(q, QUOTE_DIRECT,
		    (struct span){below.a - 1, below.a}, below);
	else if (s->before >= 0 && q->q[s->before].utterance >= 0)
		t = (size_t)q->q[s->before].utterance;
	else if (q->has_pending && q->pending_unit + 1 == n)
		t = quoter_say(
		    q, QUOTE_DIRECT, q->pending_cue, q->pending_speaker);
	else if (!u->first && q->last >= 0 && q->last_unit + 1 == n)
		t = q->t[q->last].kind == QUOTE_DIRECT
			? (size_t)q->last
			: quoter_say(q, QUOTE_DIRECT, q->t[q->last].cue,
			      q->t[q->last].speaker);
	else if (!stretch_sentence(q, s))
		return;
	else if (q->last >= 0 && q->last_unit + 2 >= n)
		t = quoter_say(
		    q, QUOTE_DIRECT, q->t[q->last].cue, q->t[q->last].speaker);
	else
		t = quoter_say(q, QUOTE_DIRECT, none, none);
	for (size_t i = u->a; i < u->b; i++)
		if (word_quoted(q, i)) {
			quoter_take(q, t, (size_t)q->w[i].quoted);
			i = q->q[q->w[i].quoted].b;
		}
	q->last = (int32_t)t;
	q->last_unit = n;
}

/* '"Rain fell." - Ana Silva': a name behind a dash to the unit's end. */
static bool
dash_line(struct quoter *q, const struct quoted *s, size_t end)
{
	size_t i = s->b + 1, k;

	if (!s->closed || i + 1 >= end || !word_dash(q, i))
		return false;
	k = phrase_after(q, i + 1, end, true);
	if (k < end || !(q->w[i + 1].flags & TOKEN_CAP))
		return false;
	k = quoter_say(q, QUOTE_DIRECT, (struct span){i, i + 1},
	    (struct span){i + 1, end});
	quoter_take(q, k, (size_t)q->w[s->a].quoted);
	return true;
}

/* Do the words S mean a person: a name, a pronoun, a role? */
static bool
is_somebody(const struct quoter *q, struct span s)
{
	for (size_t i = s.a; i < s.b; i++) {
		if (word_person(q, i) || word_has(q, i, IS_PRONOUN | IS_ROLE))
			return true;
		if (word_has(q, i, IS_PREPOSITION))
			break;
	}
	return false;
}

/* "the message from Silva is:": whose it is; S itself if it has no owner. */
static struct span
owner(const struct quoter *q, struct span s)
{
	bool medium = false;

	for (size_t i = s.a; i < s.b; i++) {
		size_t e = i + 1;

		if (medium && q->w[i].entity >= 0) {
			while (e < s.b && q->w[e].entity == q->w[i].entity)
				e++;
			return (struct span){i, e};
		}
		if (q->w[i].entity >= 0 || word_is(q, i, ','))
			break;
		medium |= word_has(q, i, IS_MEDIUM | IS_NOUN);
	}
	return s;
}

/*
 * Several words in marks without a cue, which are neither a name nor scare
 * quotes, are somebody's words: of the subject, where that is a person
 * ("Silva came to see “what is left of us.”"), or of nobody known. Two words
 * are only if somebody is there to have said them.
 */
static void
fragment(struct quoter *q, const struct unit *u, size_t k, size_t end)
{
	const struct quoted *s = &q->q[k];
	struct quoted bare = *s;
	struct span none = {0, 0}, who;
	size_t n = 0;

	for (size_t i = s->a + 1; i < s->b; i++)
		n += q->w[i].kind != TOKEN_MARK;
	if (bare.b > bare.a + 2 && word_is(q, bare.b - 1, '.'))
		bare.b--; /* on “Meet the Mayor.” */
	if (n < 2 || !s->closed || s->a == u->a || stretch_name(q, &bare) ||
	    stretch_scare(q, s) || (s->a && word_is(q, s->a - 1, '=')))
		return;
	/* 'There was no plea like "save us all"': denied, nobody's words. */
	for (size_t i = u->a; i < s->a; i++)
		if (!word_quoted(q, i) &&
		    (word_has(q, i, IS_NEGATION) || q->w[i].negated))
			return;
	who = main_subject(q, u->a, end);
	/* "a call described as “short”": who did is not told */
	if (who.b > s->a || !is_somebody(q, who) ||
	    (s->a > u->a + 2 && q->w[s->a - 1].aux == 'a' &&
		word_has(q, s->a - 1, IS_PREPOSITION) &&
		word_has(q, s->a - 2, IS_VERB)))
		who = none;
	if (n == 2 && (who.a == who.b || q->w[s->a + 1].flags & TOKEN_CAP))
		return;
	quoter_take(q, quoter_say(q, QUOTE_MIXED, none, who), k);
}

/* What no cue took: '"..." Silva shook her head.' */
static void
leftover(struct quoter *q, size_t n, size_t end, size_t nt)
{
	const struct unit *u = &q->u[n];

	for (size_t i = u->a; i < end; i++) {
		size_t k;
		struct quoted *s;
		struct span who;

		if (!word_quoted(q, i))
			continue;
		k = (size_t)q->w[i].quoted;
		s = &q->q[k];
		i = s->b;
		if (s->utterance >= 0)
			continue;
		if (dash_line(q, s, end))
			continue;
		if (s->a == u->a && q->last >= 0 && !u->first &&
		    q->last_unit + 1 == n && q->nt == nt && s->b > s->a + 5) {
			k = quoter_say(q, QUOTE_MIXED, q->t[q->last].cue,
			    q->t[q->last].speaker);
			quoter_piece(q, k, u->a, end);
			continue;
		}
		if (!stretch_sentence(q, s) || stretch_name(q, s) ||
		    (s->a > u->a && !word_is(q, s->a - 1, ':') &&
			!word_is(q, s->a - 1, ','))) {
			fragment(q, u, k, end);
			continue;
		}
		who = main_subject(q, u->a, end);
		if (!is_somebody(q, who))
			who.b = who.a;
		if (s->a == u->a && q->last >= 0 && q->last_unit + 1 == n)
			who = q->t[q->last].speaker;
		k = quoter_say(q, QUOTE_DIRECT, (struct span){0, 0}, who);
		quoter_take(q, k, (size_t)q->w[s->a].quoted);
	}
}

/* "When Silva said ...,": does the cue's clause lead to another? */
static bool
leads(const struct quoter *q, const struct cue *c, size_t from)
{
	size_t p = c->left;

	return p > from && p < from + 5 && !c->as && !word_quoted(q, p - 1) &&
	       (word_has(q, p - 1, IS_SUBORDINATOR) ||
		   (word_has(q, p - 1, IS_PREPOSITION) &&
		       (!q->w[p - 1].aux || q->w[p - 1].aux == 'c')));
}

/* Where what stands before cue N may begin: not before an earlier cue. */
static size_t
before_from(
    const struct quoter *q, size_t from, const struct cue *cue, size_t n)
{
	size_t p = cue[n].left, open;

	if (!n || !quote_before(q, &cue[n], from) ||
	    cue[n - 1].after >= cue[n].left)
		return from;
	while (p > from && !word_quoted(q, p - 1))
		p--;
	if (p == from)
		return from;
	open = q->q[q->w[p - 1].quoted].a;
	if (q->q[q->w[p - 1].quoted].utterance >= 0)
		return from;
	if (open > from && (q->w[open - 1].kind == TOKEN_MARK ||
			       word_has(q, open - 1, IS_CONJUNCTION)))
		return open;
	return from;
}

/* Is unit U, without its last mark at END, a question? */
static bool
is_asked(const struct quoter *q, const struct unit *u, size_t end)
{
	return end < u->b && word_is(q, end, '?') &&
	       word_has(q, u->a, IS_AUXILIARY | IS_QUESTION);
}

/* "According to Silva, ...", "As Silva said, ...": a clause behind the comma.
 */
static bool
opens_clause(const struct quoter *q, const struct cue *c, const struct unit *u,
    size_t end)
{
	if (!(c->via || c->as) || c->after + 2 >= end ||
	    !word_comma(q, c->after) || !phrase_edge(q, u->a, c->left))
		return false;
	return c->left <= u->a + 1 || word_quoted(q, u->a) ||
	       (c->left == u->a + 2 && word_has(q, u->a, IS_CONJUNCTION));
}

/* "The plan, which Silva said could fail, | was passed": where that ends. */
static size_t
relative_end(const struct quoter *q, size_t i, size_t stop)
{
	for (; i + 1 < stop; i++)
		if (word_comma(q, i) &&
		    word_has(q, i + 1, IS_AUXILIARY | IS_FINITE | IS_VERB))
			return i;
	return stop;
}

/* What cue I of unit N introduces becomes a quote; where that ends, or 0. */
static size_t
apply_cue(struct quoter *q, size_t n, struct cue *cue, size_t ncue, size_t i,
    size_t end)
{
	const struct unit *u = &q->u[n];
	struct cue *c = &cue[i];
	struct content k = clause_after(q, c, end);
	size_t stop;

	if (opens_clause(q, c, u, end)) {
		k.start = c->after + 1;
		k.how = word_quoted(q, k.start) ? A_QUOTE : A_CLAUSE;
		k.comma = true;
	}
	/* ", she told them." */
	if (k.how == NOTHING && c->frame & TAKES_HEARER && !c->inverted &&
	    !c->gerund)
		c->after = phrase_after(q, c->after, end, false);
	if (k.how == A_COLON && k.start >= end) {
		q->has_pending = true;
		q->pending_unit = n;
		q->pending_cue = with_colon(q, c, k.start);
		q->pending_speaker = c->speaker;
		return 0;
	}
	if ((c->via || c->frame & (TAKES_QUOTE | TAKES_THAT)) &&
	    (quote_before(q, c, u->a) ||
		(k.how == NOTHING && may_precede(q, c, u->a)))) {
		say_before(q, c, cue, ncue, before_from(q, u->a, cue, i), end);
		return 0;
	}
	if (k.how == NOTHING || (k.how != A_QUOTE && is_asked(q, u, end)))
		return 0;
	stop = clause_end(q, cue, ncue, k.start, end, leads(q, c, u->a));
	if (k.how == A_CLAUSE && k.start == c->after && c->left > u->a &&
	    word_has(q, c->left - 1, IS_RELATIVE | IS_THAT))
		stop = relative_end(q, k.start, stop);
	if (k.how == AN_OBJECT) {
		size_t object = clause_object(q, k.start, stop);

		if (object > k.start || !q->beliefs)
			stop = object;
	}
	if (stop == k.start)
		return 0;
	say_after(q, c, &k, stop, end);
	return stop;
}

void
quoter_unit(struct quoter *q, size_t n)
{
	const struct unit *u = &q->u[n];
	struct cue cue[MAXCUES];
	size_t end = u->b, ncue, done = u->a, nt = q->nt, stop;
	int32_t first = only_quoted(q, u);

	if (first >= 0) {
		floating(q, n, (size_t)first);
		return;
	}
	while (end > u->a && !word_quoted(q, end - 1) &&
	       q->w[end - 1].kind == TOKEN_MARK && !word_is(q, end - 1, ':') &&
	       !word_is(q, end - 1, ')') && !word_is(q, end - 1, '%'))
		end--;
	ncue = colon_line(q, u, end) ? 0 : quoter_cues(q, u, end, cue);
	for (size_t i = 0; i < ncue; i++)
		if (cue[i].group.a >= done &&
		    (stop = apply_cue(q, n, cue, ncue, i, end)))
			done = stop;
	if (end > u->a && word_is(q, end - 1, ':') &&
	    !(q->has_pending && q->pending_unit == n)) {
		/* "Silva made this remark:" */
		struct span who = main_subject(q, u->a, end - 1);

		q->pending_speaker = owner(q, who);
		q->has_pending =
		    q->pending_speaker.a != who.a || is_somebody(q, who);
		q->pending_cue = (struct span){end - 1, end};
		q->pending_unit = n;
	}
	leftover(q, n, end, nt);
	if (q->nt > nt) {
		q->last = (int32_t)q->nt - 1;
		q->last_unit = n;
	}
}
