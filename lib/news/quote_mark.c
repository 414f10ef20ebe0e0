#include "news/quote_parts.h"

#include "base/utf8.h"

/*
 * No quotation is longer than this; a mark without its partner costs no more
 * than looking so far.
 */
enum { MAXQUOTED = 3000, MAXSINGLE = 400, MAXNESTED = 4 };

enum mark { NO_MARK, OPENS, CLOSES, EITHER };

struct sign {
	enum mark mark;
	bool single;
	uint32_t family; /* marks that pair have the same */
};

static struct sign
sign_at(const struct quoter *q, size_t i)
{
	struct str s = word_str(q, i);
	const char *p = s.p;
	uint32_t c;

	if (!(q->w[i].flags & TOKEN_QUOTE) || q->w[i].kind != TOKEN_MARK)
		return (struct sign){0};
	c = utf8_next(&p, s.p + s.n);
	if (s.n == 2) /* '' and `` */
		return (struct sign){c == '`' ? OPENS : EITHER, false, '\''};
	switch (c) {
	case '"':
		return (struct sign){EITHER, false, '"'};
	case 0x201C:
	case 0x201E:
	case 0x201F:
		return (struct sign){OPENS, false, 0x201C};
	case 0x201D:
		return (struct sign){CLOSES, false, 0x201C};
	case 0xAB:
		return (struct sign){OPENS, false, 0xAB};
	case 0xBB:
		return (struct sign){CLOSES, false, 0xAB};
	case '\'':
		return (struct sign){EITHER, true, '\''};
	case '`':
	case 0x2018:
	case 0x201A:
	case 0x201B:
		return (struct sign){OPENS, true, '\''};
	case 0x2019:
		return (struct sign){CLOSES, true, '\''};
	case 0x2039:
		return (struct sign){OPENS, true, 0x2039};
	case 0x203A:
		return (struct sign){CLOSES, true, 0x2039};
	default:
		return (struct sign){0};
	}
}

static bool
spaced(const struct quoter *q, size_t i)
{
	return i >= q->nw || i == 0 || q->w[i].flags & TOKEN_SPACE ||
	       q->w[i].seg != q->w[i - 1].seg;
}

/* Could the mark at I open: space, a dash or a mark before, none behind? */
static bool
may_open(const struct quoter *q, size_t i, size_t end)
{
	if (i + 1 >= end || spaced(q, i + 1))
		return false;
	if (spaced(q, i) || word_is(q, i - 1, '(') || word_is(q, i - 1, '['))
		return true;
	return word_dash(q, i - 1) || sign_at(q, i - 1).mark;
}

/* Could it close: no space before, space or a mark behind? */
static bool
may_close(const struct quoter *q, size_t i, size_t end)
{
	if (i == 0 || spaced(q, i))
		return false;
	return i + 1 >= end || spaced(q, i + 1) ||
	       q->w[i + 1].kind == TOKEN_MARK;
}

static size_t
add(struct quoter *q, size_t a, size_t b, bool closed, bool single)
{
	q->q = mem_grow(q->q, q->nq, &q->qcap, sizeof *q->q);
	q->q[q->nq] = (struct quoted){a, b, closed, single, -1, -1};
	return q->nq++;
}

static bool
sentence_mark(const struct quoter *q, size_t i)
{
	return word_is(q, i, '.') || word_is(q, i, ',') || word_is(q, i, '?') ||
	       word_is(q, i, '!');
}

/*
 * The end of the single-quoted stretch that A opens before END, or 0. An
 * apostrophe looks the same: one behind a point or comma is sure ("'I did
 * it,' he said"), one behind an s is not ("the workers' rights").
 */
static size_t
single_end(const struct quoter *q, size_t a, size_t end)
{
	size_t unsure = 0, doubles = 0;
	uint32_t family = sign_at(q, a).family;

	if (end > a + MAXSINGLE)
		end = a + MAXSINGLE;
	for (size_t i = a + 2; i < end; i++) {
		struct sign s = sign_at(q, i);

		if (s.mark && !s.single)
			doubles++;
		if (!s.single || s.mark == OPENS || s.family != family ||
		    !may_close(q, i, q->nw) || doubles % 2)
			continue;
		if (sentence_mark(q, i - 1))
			return i;
		if (!str_ends(word_str(q, i - 1), "s") ||
		    (i + 1 < end && q->w[i + 1].kind == TOKEN_MARK))
			return i;
		if (!unsure)
			unsure = i;
	}
	return unsure;
}

/* Where the double-quoted stretch that A opens ends before END. */
static size_t
double_end(const struct quoter *q, size_t a, size_t end, bool *closed)
{
	struct sign open = sign_at(q, a);
	size_t depth = 1, nest = 0, foreign = 0, i;

	*closed = true;
	if (end > a + MAXQUOTED)
		end = a + MAXQUOTED;
	for (i = a + 1; i < end; i++) {
		struct sign s = sign_at(q, i);

		if (!s.mark || s.single)
			continue;
		if (s.family != open.family) {
			/* "Rain fell,” said: closed by another kind */
			if (s.mark == OPENS ||
			    (s.mark == EITHER && may_open(q, i, end) &&
				!may_close(q, i, end)))
				foreign++;
			else if (foreign)
				foreign--;
			else if (depth == 1 && may_close(q, i, end))
				return i;
			continue;
		}
		/* A mark that opens by its form may close: “Rain fell,“ */
		if ((s.mark == OPENS &&
			(may_open(q, i, end) || !may_close(q, i, end))) ||
		    (s.mark == EITHER && may_open(q, i, end) &&
			!may_close(q, i, end))) {
			if (depth == 1)
				nest = i;
			if (++depth > MAXNESTED)
				break;
		} else if (--depth == 0) {
			/* three apostrophes close two stretches */
			if (i + 1 < end && s.family == '\'' &&
			    word_is(q, i + 1, '\'') && !spaced(q, i + 1))
				i++;
			return i;
		}
	}
	/*
	 * Unbalanced: with another opening mark in between the first one lost
	 * its partner, and ends where the sentence before that mark does.
	 */
	*closed = false;
	return nest ? nest : i;
}

static void
paragraph(struct quoter *q, size_t a, size_t end, int32_t *before)
{
	size_t i = a;
	bool first = true;

	while (i < end) {
		struct sign s = sign_at(q, i);
		bool closed = true;
		size_t b = 0, k;

		if (!s.mark || s.mark == CLOSES || !may_open(q, i, end)) {
			/* ” as an opening mark, by mistake */
			if (!(s.mark == CLOSES && !s.single && spaced(q, i) &&
				may_open(q, i, end))) {
				i++;
				continue;
			}
		}
		if (s.single) {
			if (word_has(q, i + 1, IS_ELISION) ||
			    q->w[i + 1].kind == TOKEN_NUMBER ||
			    !(b = single_end(q, i, end))) {
				i++;
				continue;
			}
		} else {
			b = double_end(q, i, end, &closed);
		}
		/* Too long for a quotation: the mark has lost its partner. */
		if (b == i + 1 || (!closed && b == i + MAXQUOTED)) {
			i++;
			continue;
		}
		k = add(q, i, b, closed, s.single);
		q->doubles |= !s.single;
		if (first && *before >= 0 && i <= a + 1)
			q->q[k].before = *before;
		first = false;
		*before = -1;
		for (size_t m = i; m < b + closed; m++)
			q->w[m].quoted = (int32_t)k;
		if (!closed && b >= end)
			*before = (int32_t)k;
		i = b + closed;
	}
	if (first)
		*before = -1;
}

void
quoter_marks(struct quoter *q)
{
	int32_t before = -1;
	size_t a = 0;

	q->nq = 0;
	q->doubles = false;
	for (size_t i = 1; i <= q->nw; i++)
		if (i == q->nw || word_opens_paragraph(q, i)) {
			paragraph(q, a, i, &before);
			a = i;
		}
}

/* ---- what a stretch is ---- */

static bool
sentence_end(const struct quoter *q, size_t i)
{
	return word_is(q, i, '.') || word_is(q, i, '?') || word_is(q, i, '!');
}

bool
stretch_sentence(const struct quoter *q, const struct quoted *s)
{
	size_t b = s->b;

	if (b < s->a + 4)
		return false;
	return word_is(q, b - 1, '.') || word_is(q, b - 1, ',') ||
	       word_is(q, b - 1, '?') || word_is(q, b - 1, '!') ||
	       (b < q->nw && !(s->closed)) ||
	       (b + 1 < q->nw && word_is(q, b + 1, ','));
}

bool
stretch_name(const struct quoter *q, const struct quoted *s)
{
	size_t caps = 0, b = s->b;

	if (b > s->a + 1 && word_is(q, b - 1, ','))
		b--;
	if (b > s->a + 10)
		return false;
	for (size_t i = s->a + 1; i < b; i++) {
		const struct word *w = &q->w[i];

		if (w->flags & TOKEN_CAP)
			caps++;
		else if (w->kind == TOKEN_MARK
			     ? sentence_end(q, i)
			     : !(w->cls & (IS_PREPOSITION | IS_DETERMINER |
					      IS_CONJUNCTION)) &&
				   w->kind == TOKEN_WORD)
			return false;
	}
	return caps > 0;
}

bool
stretch_title(const struct quoter *q, const struct quoted *s)
{
	return s->a > 0 && stretch_name(q, s) &&
	       (word_has(q, s->a - 1,
		    IS_PREPOSITION | IS_DETERMINER | IS_MEDIUM |
			IS_AUXILIARY) ||
		   q->w[s->a - 1].entity >= 0);
}

bool
stretch_scare(const struct quoter *q, const struct quoted *s)
{
	return s->b < s->a + 7 && s->a > 0 && word_has(q, s->a - 1, IS_SCARE) &&
	       s->b > s->a + 1 && !sentence_end(q, s->b - 1);
}
