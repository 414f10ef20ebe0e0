#include "news/segment_in.h"

#include "news/segment_gap.h"

#include <string.h>

enum {
	OPENER = 16,      /* bytes: what is shorter only opens a sentence */
	ABBREVIATION = 24 /* longest word asked for in the list, in bytes */
};

/* Log-odds from which the model is believed. */
#define GAP_SURE 1.0f

uint32_t
text_char(struct str t, size_t i, size_t end)
{
	const char *p = t.p + i;

	return i < end ? utf8_next(&p, t.p + end) : 0;
}

uint32_t
text_char_before(struct str t, size_t i, size_t start)
{
	const char *p = t.p + i;

	return i > start ? utf8_prev(&p, t.p + start) : 0;
}

size_t
text_skip_space(struct str t, size_t i, size_t end)
{
	const char *p = t.p + i, *q = p, *e = t.p + end;

	while (q < e && uc_class(utf8_next(&q, e)) & UC_SPACE)
		p = q;
	return (size_t)(p - t.p);
}

size_t
text_trim_space(struct str t, size_t i, size_t start)
{
	const char *p = t.p + i, *q = p;

	while (
	    q > t.p + start && uc_class(utf8_prev(&q, t.p + start)) & UC_SPACE)
		p = q;
	return (size_t)(p - t.p);
}

bool
is_terminator(uint32_t c)
{
	switch (c) {
	case '.':
	case '!':
	case '?':
	case 0x2026: /* ellipsis */
	case 0x203C: /* double exclamation mark */
	case 0x203D:
	case 0x2047:
	case 0x2048:
	case 0x2049:
	case 0x3002: /* ideographic full stop */
	case 0xFF01:
	case 0xFF0E:
	case 0xFF1F:
		return true;
	default:
		return false;
	}
}

bool
is_closer(uint32_t c)
{
	return c == '"' || c == '\'' || c == ')' || c == ']' || c == '}' ||
	       c == 0x2019 || c == 0x201D || c == 0xBB || c == 0x203A;
}

bool
is_opener(uint32_t c)
{
	return c == '"' || c == '\'' || c == '`' || c == '(' || c == '[' ||
	       c == 0x2018 || c == 0x201C || c == 0x201E || c == 0xAB ||
	       c == 0xBF || c == 0xA1;
}

/* What stands before a full stop. */
enum before {
	WORD,          /* nothing special */
	NO_END,        /* "Gen.", "e.g." */
	BEFORE_NUMBER, /* "No." */
	MAY_END,       /* "Inc.", "U.S." */
	TIME,          /* "p.m." */
	INITIAL,       /* "J." */
	NUMBERED       /* "1." opening a paragraph */
};

/* Bounds of the word that ends at END: back to a blank or an opening mark. */
static size_t
word_start(struct str t, size_t end, size_t start)
{
	size_t i = end;

	while (i > start && end - i < 2 * ABBREVIATION) {
		const char *p = t.p + i;
		uint32_t c = utf8_prev(&p, t.p + start);

		if (uc_class(c) & UC_SPACE || is_opener(c) || c == '/' ||
		    c == 0x2014 || c == 0x2013)
			break;
		i = (size_t)(p - t.p);
	}
	return i;
}

/* Is the part of W before its points a number, or one letter? */
static bool
is_list_number(struct str w)
{
	size_t digits = 0;

	while (digits < w.n && (unsigned)(w.p[digits] - '0') < 10)
		digits++;
	return (digits && digits <= 3 && digits == w.n) ||
	       (w.n == 1 && uc_class((unsigned char)w.p[0] & 0x7F) & UC_LETTER);
}

static bool
one_char(struct str w)
{
	const char *p = w.p;

	utf8_next(&p, w.p + w.n);
	return p == w.p + w.n;
}

static enum before
classify(struct segmenter *s, struct str t, size_t from, size_t stop,
    size_t sentence)
{
	const struct lexicon_entry *e;
	struct str w, id;
	uint32_t c;

	w = str_slice(t, from, stop); /* without the point */
	if (!w.n)
		return WORD;
	if (from == sentence && is_list_number(w))
		return NUMBERED;
	c = text_char(w, 0, w.n);
	if (uc_class(c) & UC_UPPER && one_char(w))
		return INITIAL;
	/* "the ex-Mrs. Lind": the last part decides. */
	for (size_t i = w.n; i-- > 1;)
		if (w.p[i - 1] == '-') {
			w = str_slice(w, i, w.n);
			break;
		}
	if (w.n < ABBREVIATION) {
		struct str with = {w.p, w.n + 1};

		if (s->title_abbr >= 0 &&
		    lexicon_lookup(s->abbr, with, s->title_abbr)) {
			/* "Jan St." is no abbreviation at all in lower case */
			if (uc_class(text_char(w, 0, w.n)) & UC_UPPER)
				return NO_END;
		}
		e = lexicon_lookup(s->abbr, with, s->abbreviation);
		if (e) {
			id = lexicon_id(s->abbr, e);
			if (str_eqz(id, "no-end"))
				return NO_END;
			if (str_eqz(id, "number"))
				return BEFORE_NUMBER;
			return str_eqz(id, "time") ? TIME : MAY_END;
		}
	}
	/* Letters and points in turn: "U.S", "a.m", "F.B.I". */
	if (w.n >= 3 && w.n <= 9 && w.p[1] == '.') {
		size_t i = 0;

		while (i < w.n &&
		       (i % 2 ? w.p[i] == '.'
			      : (uc_class((unsigned char)w.p[i] & 0x7F) &
				    UC_LETTER)))
			i++;
		if (i == w.n)
			return MAY_END;
	}
	return WORD;
}

/* Is the word that begins at I one that often begins a sentence ("The")? */
static bool
starts_sentence(struct segmenter *s, struct str t, size_t i, size_t end)
{
	size_t j = i;
	const char *p = t.p + i, *q;

	while (j < end) {
		q = p;
		if (!(uc_class(utf8_next(&q, t.p + end)) & UC_LETTER) &&
		    *p != '\'')
			break;
		p = q;
		j = (size_t)(p - t.p);
	}
	/* "Dr. W. B. I. Martin": no pronoun */
	return j > i && !(j < end && t.p[j] == '.') &&
	       lexicon_lookup(s->words, str_slice(t, i, j), s->starter);
}

/* Does a title with its point begin at I ("Mr. Smith")? */
static bool
starts_title(struct segmenter *s, struct str t, size_t i, size_t end)
{
	size_t j = i;

	while (
	    j < end && j - i < ABBREVIATION && t.p[j] != '.' && t.p[j] != ' ')
		j++;
	return j < end && t.p[j] == '.' &&
	       lexicon_lookup(s->abbr, str_slice(t, i, j + 1), s->title_abbr);
}

/*
 * Does a sentence that began at SENTENCE end with the terminators that stand
 * from STOP up to AFTER (closing marks included)? NEXT is where the text
 * goes on, END where the paragraph ends.
 */
static bool
is_end(struct segmenter *s, struct str t, size_t sentence, size_t stop,
    size_t after, size_t next, size_t end)
{
	uint32_t c = text_char(t, next, end), first = text_char(t, stop, end);
	size_t i = next, from, marks = 0;
	bool point, opened = false;
	enum before b;

	if (next >= end)
		return true;
	/* Step over opening marks to the word that decides. */
	while (is_opener(c)) {
		opened = true;
		i = text_skip_space(t,
		    i + (c < 0x80       ? 1
			    : c < 0x800 ? 2
					: 3),
		    end);
		c = text_char(t, i, end);
	}
	for (size_t k = stop; k < after; k++)
		marks += t.p[k] == '.' || t.p[k] == '!' || t.p[k] == '?';
	point = first == '.' && marks == 1;
	if (uc_class(c) & UC_LOWER && !(s->lower && !opened && marks == 1))
		return false;
	if (!point) {
		/* "Oh ... well", "Really?" – asked; an ellipsis goes on
		 * before anything but a capital. */
		if (first == '.' || first == 0x2026)
			return t.p[next] != '(' && t.p[next] != '[' &&
			       ((uc_class(c) & UC_UPPER) || opened);
		return (uc_class(c) & (UC_LETTER | UC_DIGIT | UC_SYMBOL)) ||
		       opened;
	}
	from = word_start(t, stop, sentence);
	b = classify(s, t, from, stop, sentence);
	switch (b) {
	case NO_END:
	case NUMBERED:
		return false;
	case BEFORE_NUMBER:
		return !(uc_class(c) & UC_DIGIT);
	case INITIAL:
	case TIME:
	case MAY_END:
		/* "At 5 a.m. Mr. Lind" has said nothing yet. */
		if (b == TIME && starts_title(s, t, i, end))
			return stop - sentence > OPENER;
		/* A closing mark, and no comma: "... in the U.S." He */
		if (after > stop + 1 && uc_class(c) & UC_UPPER)
			return true;
		if (opened && uc_class(c) & UC_UPPER && b == MAY_END)
			return t.p[next] != '(' && t.p[next] != '[';
		return starts_sentence(s, t, i, end);
	case WORD:
		break;
	}
	/* A dash or another mark goes on: "Corp. – as" */
	if (!(uc_class(c) & (UC_LETTER | UC_DIGIT | UC_SYMBOL)) && !opened)
		return c == '-' || c == ')' || c == 0x2022 || c == 0xA3 ||
		       c == '#' || c == '@' || c == '*' || c == '.';
	return true;
}

/*
 * "1,000.That": a stop without a blank behind it ends a sentence where a
 * small letter or a digit stands before it and a capitalised word behind.
 */
static bool
is_glued_end(struct str t, size_t start, size_t stop, size_t after, size_t end)
{
	uint32_t a = text_char_before(t, stop, start),
		 b = text_char(t, after, end), c;
	size_t i = after, from = word_start(t, stop, start);

	if (!(uc_class(a) & (UC_LOWER | UC_DIGIT)) || !(uc_class(b) & UC_UPPER))
		return false;
	/* Addresses and file names hold further points and strokes. */
	for (size_t k = from; k < stop; k++)
		if (t.p[k] == '.' || t.p[k] == '@' || t.p[k] == ':')
			return false;
	if (stop - from < 2)
		return false;
	do {
		i += b < 0x80 ? 1 : b < 0x800 ? 2 : b < 0x10000 ? 3 : 4;
		b = text_char(t, i, end);
	} while (uc_class(b) & UC_LOWER);
	if (i - after < 2)
		return false;
	c = text_char(t, i, end);
	return i >= end || uc_class(c) & UC_SPACE || c == ',' || c == '\'' ||
	       c == 0x2019;
}

/* Points with blanks between them from I on (3 or more), or 0. */
static size_t
spaced_points(struct str t, size_t i, size_t end, size_t *after)
{
	size_t n = 1;

	while (t.p[i] == '.' && i + 2 < end && t.p[i + 1] == ' ' &&
	       t.p[i + 2] == '.') {
		i += 2;
		n++;
	}
	*after = i + 1;
	return n >= 3 ? n : 0;
}

/* Behind references that follow at I: "word.[1]", "word. [17] [...]" */
static size_t
skip_reference(struct str t, size_t i, size_t end)
{
	for (;;) {
		size_t k = text_skip_space(t, i, end), n = k + 1;

		if (k >= end || t.p[k] != '[')
			return i;
		while (n < end && n - k < 6 &&
		       ((unsigned)(t.p[n] - '0') < 10 || t.p[n] == '.' ||
			   (unsigned char)t.p[n] >= 0x80))
			n++;
		if (n == k + 1 || n >= end || t.p[n] != ']')
			return i;
		i = n + 1;
	}
}

/*
 * Does the model see a sentence end between two words without a mark? *WORDS
 * is how far the sentence has been looked through for a word.
 */
static bool
gap_ends(struct segmenter *s, struct str t, size_t start, size_t prev_end,
    size_t next, size_t *words)
{
	size_t i = *words;

	/* A dash or star that opens a line is no sentence. */
	while (i < prev_end && (unsigned char)t.p[i] < 0x80 &&
	       !(uc_class((unsigned char)t.p[i]) & (UC_LETTER | UC_DIGIT)))
		i++;
	*words = i;
	return i < prev_end && gap_score(s->model, t, s->begin, start, prev_end,
				   next, s->stop) > GAP_SURE;
}

/*
 * From I on to the next byte that needs a look: the first of a mark that may
 * end a sentence, or a blank, except between a word or comma and a small
 * letter, where no sentence begins. This is where most bytes go by.
 */
static size_t
skip_plain(struct str t, size_t i, size_t end)
{
	enum { BLANK = 1, MARK = 2 };
	static const unsigned char kind[256] = {['.'] = MARK,
	    ['!'] = MARK,
	    ['?'] = MARK,
	    [0xE2] = MARK,
	    [0xE3] = MARK,
	    [0xEF] = MARK,
	    [' '] = BLANK,
	    ['\n'] = BLANK};
	unsigned k = 0, before;

	for (;; i++) {
		while (i < end && !(k = kind[(unsigned char)t.p[i]]))
			i++;
		if (i + 1 >= end || k == MARK || !i)
			return i < end ? i : end;
		before = (unsigned char)t.p[i - 1];
		if (t.p[i + 1] < 'a' || t.p[i + 1] > 'z' ||
		    !((before | 32u) - 'a' < 26u || before == ','))
			return i;
	}
}

size_t
sentence_end(
    struct segmenter *s, struct str t, size_t start, size_t mark, size_t end)
{
	size_t i = start + mark, words = start;

	while ((i = skip_plain(t, i, end)) < end) {
		size_t stop, after, next, points, k;
		uint32_t c;

		if (t.p[i] == ' ' || t.p[i] == '\n') {
			if (!s->model || i <= start + mark) {
				i++;
				continue;
			}
			next = text_skip_space(t, i, end);
			if (next < end && gap_possible(t, i, next, end) &&
			    gap_ends(s, t, start, i, next, &words))
				return i;
			i = next;
			continue;
		}
		c = text_char(t, i, end);
		if (!is_terminator(c)) {
			i++;
			continue;
		}
		stop = i;
		points = spaced_points(t, i, end, &after);
		if (points == 4 && uc_class(text_char(t,
				       text_skip_space(t, after, end), end)) &
				       UC_UPPER)
			/* "compounds. . . . The": the first one ends it. */
			return stop > start && t.p[stop - 1] != ' ' ? stop + 1
								    : after;
		if (points) {
			i = after;
			continue;
		}
		after = i;
		while (
		    is_terminator(c = text_char(t, after, end)) || is_closer(c))
			after += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
		after = skip_reference(t, after, end);
		next = text_skip_space(t, after, end);
		if (next >= end)
			return end;
		if (next == after) {
			if (is_glued_end(t, start, stop, after, end))
				return after;
			i = after > i ? after : i + 1;
			continue;
		}
		/* A closing mark that stands free: 'end. " Next' */
		c = text_char(t, next, end);
		k = next + (c < 0x80 ? 1 : c < 0x800 ? 2 : 3);
		if (is_closer(c) && c != ')' &&
		    (k >= end || uc_class(text_char(t, k, end)) & UC_SPACE)) {
			after = k;
			next = text_skip_space(t, after, end);
			if (next >= end)
				return end;
		}
		if (is_end(s, t, start, stop, after, next, end))
			return after;
		i = after;
	}
	return end;
}
