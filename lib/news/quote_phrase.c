#include "news/quote_parts.h"

/* Noun phrases are looked for in this many words at most. */
enum { MAXPHRASE = 40, MAXDEPTH = 6, MAXMORE = 4 };

/* What no noun phrase runs over. */
static const uint32_t stops = IS_SUBORDINATOR | IS_AUXILIARY | IS_THAT |
			      IS_RELATIVE | IS_PRONOUN | IS_NEGATION |
			      IS_OBJECT | IS_QUESTION;

static bool
is_name(const struct quoter *q, size_t i)
{
	return q->w[i].entity >= 0;
}

/* Do words I - 1 and I belong to one name? */
static bool
inside_name(const struct quoter *q, size_t i)
{
	return i > 0 && is_name(q, i) && q->w[i].entity == q->w[i - 1].entity &&
	       q->w[i].seg == q->w[i - 1].seg;
}

static bool
is_clitic(const struct quoter *q, size_t i)
{
	struct str s = word_str(q, i);

	return q->w[i].kind == TOKEN_WORD && !(q->w[i].flags & TOKEN_SPACE) &&
	       (s.p[0] == '\'' || (unsigned char)s.p[0] == 0xE2);
}

bool
phrase_edge(const struct quoter *q, size_t from, size_t i)
{
	if (i == from)
		return true;
	i--;
	return q->w[i].kind == TOKEN_MARK ||
	       word_has(q, i, IS_CONJUNCTION | IS_SUBORDINATOR | IS_THAT);
}

/* "the man who runs the port": back to where the description began. */
static struct span
whole(struct quoter *q, size_t from, struct span s)
{
	size_t i = s.a, n = 0;
	struct span head;

	while (!phrase_edge(q, from, i) && n++ < MAXPHRASE) {
		i--;
		if (q->w[i].quoted >= 0)
			return s;
		if (word_has(q, i, IS_RELATIVE) && i > from && i + 1 < s.a) {
			q->depth++;
			head = phrase_before(q, from, i);
			q->depth--;
			if (head.a < head.b)
				s.a = head.a;
			return s;
		}
	}
	return s;
}

/* "In Washington officials said": only what stands behind the place. */
static struct span
drop_adverbial(const struct quoter *q, struct span s)
{
	size_t i;

	if (!word_has(q, s.a, IS_PREPOSITION))
		return s;
	/* "after the mayor of Ashford | said" */
	if (q->w[s.a].aux == 'c') {
		for (i = s.a + 1; i < s.b; i++)
			if (!is_name(q, i) &&
			    word_has(q, i, IS_TIME | IS_PREPOSITION) &&
			    q->w[i].aux != 'n')
				break;
		if (i == s.b && i > s.a + 1)
			return (struct span){s.a + 1, s.b};
	}
	i = s.b - 1;
	if (is_name(q, i)) {
		while (i > s.a && inside_name(q, i))
			i--;
		while (i > s.a + 1 && word_has(q, i - 1, IS_HONORIFIC))
			i--;
	} else {
		while (i > s.a && !is_name(q, i) &&
		       !word_has(q, i, IS_PREPOSITION | IS_TIME))
			i--;
		i++;
	}
	s.a = i < s.b ? i : s.b;
	return s;
}

struct span
name_before(struct quoter *q, size_t from, size_t e)
{
	struct span s = {e, e};

	if (e <= from || !is_name(q, e - 1))
		return s;
	s.a--;
	while (s.a > from && inside_name(q, s.a))
		s.a--;
	while (s.a > from && word_has(q, s.a - 1, IS_HONORIFIC))
		s.a--;
	return s;
}

static struct span simple_before(struct quoter *q, size_t from, size_t e);

/*
 * Where the phrase at I begins with what the conjunction before I joins to
 * it, "Silva | and her aides", or I itself if that is no whole phrase.
 */
static size_t
joined_start(struct quoter *q, size_t from, size_t i)
{
	struct span s;

	q->depth++;
	s = simple_before(q, from, i - 1);
	q->depth--;
	return s.a < s.b && phrase_edge(q, from, s.a) ? s.a : i;
}

static struct span
simple_before(struct quoter *q, size_t from, size_t e)
{
	struct span none = {e, e}, s;
	size_t i = e;

	if (e <= from || q->depth >= MAXDEPTH)
		return none;
	if (word_has(q, e - 1, IS_PRONOUN | IS_RELATIVE) ||
	    (word_has(q, e - 1, IS_THAT) && e - 1 > from &&
		q->w[e - 2].kind != TOKEN_MARK))
		return (struct span){e - 1, e};
	while (i > from && i + MAXPHRASE > e) {
		const struct word *w = &q->w[i - 1];

		if (inside_name(q, i) || inside_name(q, i - 1) ||
		    (is_name(q, i - 1) && w->quoted < 0)) {
			i--;
			continue;
		}
		if (w->quoted >= 0) {
			/* a nickname: Ana “Nina” Silva */
			size_t a = q->q[w->quoted].a;

			if (i == e || i - a > 6 || a <= from ||
			    !(q->w[a - 1].flags & TOKEN_CAP))
				break;
			i = a;
			continue;
		}
		if (w->kind == TOKEN_MARK) {
			if (word_is(q, i - 1, ')') && i < e + 1) {
				size_t k = i - 1;

				while (k > from && !word_is(q, k, '(') &&
				       k + 15 > i)
					k--;
				if (!word_is(q, k, '('))
					break;
				i = k;
				continue;
			}
			if (!word_is(q, i - 1, '&') &&
			    !word_is(q, i - 1, '$') &&
			    !word_is(q, i - 1, '%') && !word_is(q, i - 1, '/'))
				break;
			i--;
			continue;
		}
		if (is_clitic(q, i - 1)) {
			if (w->cls & IS_AUXILIARY && i == e)
				break;
			i--;
			continue;
		}
		if (w->cls & IS_TIME && !(i < e && is_clitic(q, i)) &&
		    !(w->cls & IS_ROLE)) {
			/* "In a May meeting at the port Silva said" */
			if (word_person(q, e - 1))
				i = name_before(q, from, e).a;
			break;
		}
		if (w->cls & IS_DETERMINER) {
			i--;
			if (i > from && word_has(q, i - 1, IS_DETERMINER))
				continue;
			if (i > from && word_has(q, i - 1, IS_PREPOSITION) &&
			    q->w[i - 1].aux != 'a') {
				i--;
				if (!phrase_edge(q, from, i))
					continue;
			}
			/* "Silva and her aides | said" */
			if (i > from + 1 &&
			    word_has(q, i - 1, IS_CONJUNCTION) &&
			    q->w[i - 1].aux == 'a' &&
			    (is_name(q, i - 2) ||
				word_has(q, i - 2, IS_ROLE))) {
				i = joined_start(q, from, i);
			}
			break;
		}
		if (w->cls & IS_OBJECT && i == e && i - 1 > from &&
		    word_has(q, i - 2, IS_PREPOSITION)) {
			i--; /* "most of them" */
			continue;
		}
		if (w->cls & (stops | IS_FINITE) ||
		    (w->cls & IS_PAST && i < e && i - 1 > from &&
			is_name(q, i - 2)))
			break;
		if (w->cls & IS_CONJUNCTION) {
			if (w->aux != 'a' || i == e ||
			    phrase_edge(q, from, i - 1) ||
			    !(q->w[i].flags & TOKEN_CAP) ==
				!!(q->w[i - 2].flags & TOKEN_CAP))
				break;
			i = joined_start(q, from, i);
			break;
		}
		if (w->cls & IS_PREPOSITION) {
			if (i == e || w->aux == 'a')
				break;
			i--;
			if (phrase_edge(q, from, i))
				break;
			continue;
		}
		if (w->cls & IS_ADVERB &&
		    !(i >= from + 2 && word_has(q, i - 2, IS_DETERMINER)))
			break;
		if (w->cls & (IS_VERB | IS_GERUND) && i < e &&
		    !(w->frame & NOUN_TOO) && !(w->cls & (IS_BASE | IS_ROLE)))
			break;
		i--;
	}
	s = drop_adverbial(q, (struct span){i, e});
	return s.a < s.b ? whole(q, from, s) : none;
}

static bool
has_person(const struct quoter *q, struct span s)
{
	for (size_t i = s.a; i < s.b; i++)
		if (is_name(q, i) &&
		    q->doc->seg[q->w[i].seg].entity[q->w[i].entity].label ==
			ENTITY_PERSON)
			return true;
	return false;
}

/* The start of the parenthesis that ends before E with a comma or dash. */
static size_t
parenthesis(const struct quoter *q, size_t from, size_t e)
{
	bool dash = word_dash(q, e - 1);

	for (size_t i = e - 1; i > from && i + MAXPHRASE > e; i--) {
		if (q->w[i - 1].quoted >= 0) {
			size_t a = q->q[q->w[i - 1].quoted].a;

			if (i - a > 6 || a <= from + 1)
				return 0;
			i = a + 1;
			continue;
		}
		if (dash ? word_dash(q, i - 1) : word_is(q, i - 1, ','))
			return i - 1;
	}
	return 0;
}

/* "Silva on Monday | said", "both | said": back over what is no name. */
static size_t
before_time(const struct quoter *q, size_t from, size_t e)
{
	size_t k = e;

	while (k > from && q->w[k - 1].quoted < 0 &&
	       word_has(q, k - 1, IS_TIME) && !word_has(q, k - 1, IS_ROLE) &&
	       !is_name(q, k - 1))
		k--;
	if (k < e) {
		while (k > from && q->w[k - 1].quoted < 0 &&
		       word_has(q, k - 1,
			   IS_DETERMINER | IS_ADVERB | IS_PREPOSITION))
			k--;
		return k > from ? k : e;
	}
	if (k > from + 1 && word_has(q, k - 1, IS_OBJECT) &&
	    q->w[k - 1].aux == 'r')
		return k - 1;
	if (k > from + 1 && word_has(q, k - 1, IS_DETERMINER) &&
	    (is_name(q, k - 2) || word_is(q, k - 2, ')') ||
		word_has(q, k - 2, IS_PRONOUN)))
		k--;
	return k;
}

struct span
phrase_before(struct quoter *q, size_t from, size_t e)
{
	struct span none = {e, e}, s, head;
	size_t c, k;
	bool age;

	e = before_time(q, from, e);
	none.a = none.b = e;
	if (e <= from)
		return none;
	if (word_closes(q, e - 1) && word_is(q, e - 2, ',')) {
		/* 'Silva, citing "a mood," said' */
		k = q->q[q->w[e - 1].quoted].a;
		c = k > from + 1 ? parenthesis(q, from, k + 1) : 0;
		return c > from && word_has(q, c + 1, IS_GERUND)
			   ? simple_before(q, from, c)
			   : none;
	}
	if (!word_is(q, e - 1, ',') && !word_dash(q, e - 1))
		return simple_before(q, from, e);
	if (q->w[e - 1].quoted >= 0)
		return none;
	while (e > from + 2 && word_dash(q, e - 1) && word_dash(q, e - 2))
		e--;
	c = parenthesis(q, from, e);
	if (c <= from || c + 2 > e)
		return none;
	k = c + 1;
	while (c > from && word_dash(q, c) && word_dash(q, c - 1))
		c--;
	s = simple_before(q, from, c);
	if (s.a >= s.b) {
		/* "Silva, the mayor, and a friend, the judge, said" */
		size_t d = word_is(q, c, ',') ? parenthesis(q, from, c + 1) : 0;

		if (d > from)
			s = simple_before(q, from, d);
		if (s.a >= s.b)
			return none;
	}
	/* "Silva, 59, of Ash, Md., who runs the port, said" */
	head = s;
	for (unsigned n = 0;
	     n < 5 && head.a >= from + 2 && !has_person(q, head); n++) {
		c = head.a - 1;
		if (word_has(q, c, IS_PREPOSITION))
			c--;
		if (!word_is(q, c, ','))
			break;
		age = head.b == head.a + 1 && q->w[head.a].kind == TOKEN_NUMBER;
		head = simple_before(q, from, c);
		if (head.a >= head.b)
			break;
		if (age || has_person(q, head))
			s.a = head.a;
	}
	if (!word_has(q, k,
		IS_PREPOSITION | IS_TIME | IS_GERUND | IS_SUBORDINATOR |
		    IS_ADVERB | IS_VERB | IS_CONJUNCTION | IS_VIA) ||
	    word_has(q, k, IS_ROLE))
		s.b = e - 1;
	return s;
}

/* Where the noun phrase that begins at I ends, without apposition. */
static size_t
simple_after(const struct quoter *q, size_t i, size_t end)
{
	size_t k = i;

	if (i < end && word_has(q, i, IS_PRONOUN | IS_OBJECT) &&
	    q->w[i].quoted < 0 && !word_has(q, i, IS_DETERMINER))
		return i + 1;
	while (k < end && k < i + MAXPHRASE) {
		const struct word *w = &q->w[k];

		if (inside_name(q, k) && k > i) {
			k++;
			continue;
		}
		if (w->quoted >= 0) {
			size_t b = q->q[w->quoted].b;

			if (k == i || b - k > 5 || b + 1 >= end ||
			    !(q->w[b + 1].flags & TOKEN_CAP))
				break;
			k = b + 1;
			continue;
		}
		if (is_name(q, k)) {
			k++;
			continue;
		}
		if (w->kind == TOKEN_MARK) {
			if (word_is(q, k, '(')) {
				size_t m = k;

				while (m < end && !word_is(q, m, ')') &&
				       m < k + 15)
					m++;
				if (m < end && word_is(q, m, ')')) {
					k = m + 1;
					continue;
				}
			}
			if (!word_is(q, k, '&') && !word_is(q, k, '$') &&
			    !word_is(q, k, '%') && !word_is(q, k, '/'))
				break;
			k++;
			continue;
		}
		if (is_clitic(q, k)) {
			k++;
			continue;
		}
		if (w->cls & IS_DETERMINER) {
			if (k > i && !word_has(q, k - 1,
					 IS_DETERMINER | IS_PREPOSITION |
					     IS_CONJUNCTION))
				break;
			k++;
			continue;
		}
		if (w->cls & IS_PAST && k > i &&
		    (is_name(q, k - 1) || word_has(q, k - 1, IS_ROLE)) &&
		    (k + 1 >= end || is_name(q, k - 1) ||
			!word_has(q, k + 1, IS_PREPOSITION) ||
			q->w[k + 1].aux == 't'))
			break; /* "The senator | declined to answer" */
		if (w->cls & IS_PAST && k > i && k + 1 < end &&
		    (is_name(q, k + 1) ||
			word_has(q, k + 1,
			    IS_DETERMINER | IS_PRONOUN | IS_HONORIFIC)))
			break; /* "The group | granted Silva a year" */
		if (w->cls & (stops | IS_VIA | IS_FINITE) ||
		    (w->cls & (IS_TIME | IS_ADVERB) && !(w->cls & IS_ROLE)))
			break;
		if (w->cls & IS_CONJUNCTION) {
			if (w->aux != 'a' || k == i || k + 1 >= end ||
			    !(q->w[k + 1].flags & TOKEN_CAP) !=
				!(q->w[k - 1].flags & TOKEN_CAP) ||
			    word_has(q, k + 1, IS_VERB | stops))
				break;
			k++;
			continue;
		}
		if (w->cls & IS_PREPOSITION) {
			if (w->aux != 'n' || k == i || k + 1 >= end ||
			    word_has(q, k + 1, IS_TIME | IS_MEDIUM | stops) ||
			    (k + 2 < end && word_has(q, k + 2, IS_MEDIUM)))
				break;
			k++;
			continue;
		}
		if (w->cls & (IS_VERB | IS_GERUND) && !(w->frame & NOUN_TOO) &&
		    !(w->cls & (IS_ROLE | IS_BASE)) && !(w->flags & TOKEN_CAP))
			break;
		k++;
	}
	while (k > i &&
	       word_has(
		   q, k - 1, IS_DETERMINER | IS_PREPOSITION | IS_CONJUNCTION) &&
	       !word_has(q, k - 1, IS_ROLE))
		k--;
	return k;
}

/* The end of the apposition behind the comma K; K if there is none. */
static size_t
apposition_end(const struct quoter *q, size_t k, size_t end)
{
	size_t m = k + 1;

	if (m >= end || !word_is(q, k, ',') || q->w[m].quoted >= 0 ||
	    q->w[m].kind == TOKEN_MARK ||
	    (word_has(q, m,
		 stops | IS_CONJUNCTION | IS_PREPOSITION | IS_TIME | IS_ADVERB |
		     IS_GERUND | IS_VIA | IS_VERB) &&
		!word_has(q, m, IS_ROLE)))
		return k;
	while (m < end && m < k + MAXPHRASE && q->w[m].quoted < 0 &&
	       !word_is(q, m, ',') && !word_is(q, m, ';') &&
	       !word_is(q, m, ':') &&
	       !(word_dash(q, m) && !(word_is(q, m, '-') && m + 1 < end &&
					!(q->w[m].flags & TOKEN_SPACE))) &&
	       !word_has(q, m, IS_RELATIVE))
		m++;
	if (m == end && word_is(q, m - 1, '.'))
		m--;
	return m;
}

/* Is the apposition K to M a part of an address: ", Md.,"? */
static bool
is_place(const struct quoter *q, size_t k, size_t m)
{
	return m == k + 3 && word_is(q, m - 1, '.') && word_is(q, m, ',');
}

/* Does a clause about who stands at I, that is no report of its own? */
static bool
is_described(const struct quoter *q, size_t i, size_t end)
{
	if (i + 2 >= end || !word_has(q, i, IS_RELATIVE) || word_quoted(q, i))
		return false;
	i++;
	while (i + 1 < end && word_has(q, i, IS_AUXILIARY | IS_ADVERB))
		i++;
	return !word_has(q, i, IS_VERB) ||
	       !(q->w[i].frame & (TAKES_THAT | TAKES_QUOTE));
}

size_t
source_after(const struct quoter *q, size_t i, size_t end)
{
	size_t k = phrase_after(q, i, end, true), m = k;

	if (k == i || word_has(q, i, IS_PRONOUN))
		return k;
	if (m < end && word_is(q, m, ','))
		m++;
	if (!is_described(q, m, end))
		return k;
	/* "said Silva, who runs the port, | adding that" */
	for (; m < end && m < k + MAXPHRASE; m++)
		if (word_quoted(q, m) || word_is(q, m, ';') ||
		    word_is(q, m, ':') || word_is(q, m, ')') ||
		    (word_dash(q, m) && q->w[m].flags & TOKEN_SPACE) ||
		    (word_is(q, m, ',') && m + 1 < end &&
			(word_quoted(q, m + 1) ||
			    word_has(q, m + 1,
				IS_GERUND | IS_VIA | IS_CONJUNCTION |
				    IS_SUBORDINATOR | IS_RELATIVE))))
			break;
	while (m > k && q->w[m - 1].kind == TOKEN_MARK)
		m--;
	return m == k + MAXPHRASE ? k : m;
}

size_t
phrase_after(const struct quoter *q, size_t i, size_t end, bool apposition)
{
	size_t k = simple_after(q, i, end), m;

	if (!apposition || k == i || word_has(q, i, IS_PRONOUN))
		return k;
	/* "Silva, 59, of Ashford, Md., a farmer, |" */
	for (unsigned n = 0; n < MAXMORE; n++) {
		m = apposition_end(q, k, end);
		if (m == k)
			return k;
		if (m > k + 2 && m + 1 < end && !is_place(q, k, m))
			return m;
		k = m;
	}
	return k;
}
