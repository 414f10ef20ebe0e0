#include "news/segment.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "lang/pattern.h"
#include "news/language.h"
#include "news/segment_unicode.h"
#include "news/segment_gap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	SHORT = 400,    /* bytes: longer paragraphs are running text */
	HEADING = 120,  /* bytes: longer lines are no headings */
	TOP = 12,       /* paragraphs in which datelines are looked for */
	OPENING = 5,    /* paragraphs in which "@top" rules are always tried */
	WIDTH_MIN = 40, /* of hard-wrapped text, in bytes */
	WIDTH_MAX = 130,
	OPENER = 16,      /* bytes: what is shorter only opens a sentence */
	ABBREVIATION = 24 /* longest word asked for in the list, in bytes */
};

struct rule {
	int kind; /* enum segment_kind, or DATELINE */
	bool top;
	bool covered; /* tried only where segmenter.any matches */
	bool given;   /* by the user: for every language */
	struct pattern *pattern;
};

enum { DATELINE = SEGMENT_KINDS };

/* Log-odds from which the model is believed. */
#define GAP_SURE 1.0f

struct segmenter {
	const struct lexicon *abbr, *words;
	int title_abbr, abbreviation, starter;
	const struct model *model; /* NULL: there is none */
	struct rule *rule;
	struct pattern *any; /* of the rules that it covers: can one match? */
	size_t nrule, cap;
	char why[300];
	/* of the document at work */
	struct document *d;
	struct str text;
	size_t width;        /* of hard-wrapped lines; 0: none are */
	size_t par;          /* paragraphs so far */
	size_t begin, stop;  /* of the paragraph at work */
	size_t at, cp;       /* a byte offset and its code point offset */
	bool lower;          /* the paragraph has no capitals */
	bool body, in_title; /* a sentence was seen; the text is the title */
	bool plain;          /* the language has no data */
	struct unicode_segmenter *unicode; /* made when first needed */
};

struct segmenter *
segmenter_new(const struct lexicon *abbreviations, const struct lexicon *words)
{
	struct segmenter *s = mem_zalloc(1, sizeof *s);

	s->abbr = abbreviations;
	s->words = words;
	s->title_abbr = lexicon_label(abbreviations, "title-abbreviation");
	s->abbreviation = lexicon_label(abbreviations, "abbreviation");
	s->starter = lexicon_label(words, "starter");
	return s;
}

void
segmenter_set_model(struct segmenter *s, const struct model *model)
{
	s->model = model;
}

void
segmenter_free(struct segmenter *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->nrule; i++)
		pattern_free(s->rule[i].pattern);
	pattern_free(s->any);
	unicode_segmenter_free(s->unicode);
	free(s->rule);
	free(s);
}

bool
segmenter_add_rules(struct segmenter *s, struct str rules, bool check,
    struct segmenter_error *err)
{
	struct str line, kind;
	struct buf all;
	bool ok = false;

	err->line = 0;
	buf_init(&all, BUF_MAX);
	while (str_split(&rules, '\n', &line)) {
		struct rule r = {.kind = -1, .given = check};
		const char *why;
		size_t at;

		err->line++;
		line = str_trim(line);
		if (!line.n || line.p[0] == '#')
			continue;
		if (!str_split(&line, ' ', &kind) || !line.p) {
			err->why = "a rule needs a kind and a pattern";
			goto out;
		}
		line = str_trim(line);
		if (str_ends(kind, "@top")) {
			r.top = true;
			kind.n -= 4;
		}
		for (int i = 0; i < SEGMENT_KINDS; i++)
			if (str_eqz(kind, segment_kinds[i]))
				r.kind = i;
		if (str_eqz(kind, "dateline"))
			r.kind = DATELINE;
		if (r.kind < 0) {
			err->why = "unknown kind of segment";
			goto out;
		}
		r.covered = !check && r.kind != DATELINE && line.p[0] == '^';
		if (r.covered)
			buf_addf(&all, "%s(?:%.*s)", all.n ? "|" : "",
			    (int)line.n, line.p);
		r.pattern = pattern_new(line, 0);
		s->rule = mem_grow(s->rule, s->nrule, &s->cap, sizeof *s->rule);
		s->rule[s->nrule++] = r;
		if (check && !pattern_check(r.pattern, &why, &at)) {
			snprintf(s->why, sizeof s->why, "%s (at byte %zu)", why,
			    at + 1);
			err->why = s->why;
			goto out;
		}
	}
	/* Most paragraphs match none: one test instead of all. */
	if (all.n && !s->any)
		s->any = pattern_new(buf_str(&all), 0);
	ok = true;
out:
	buf_release(&all);
	return ok;
}

/* ---- characters around a place ---- */

static uint32_t
char_at(struct str t, size_t i, size_t end)
{
	const char *p = t.p + i;

	return i < end ? utf8_next(&p, t.p + end) : 0;
}

static uint32_t
char_before(struct str t, size_t i, size_t start)
{
	const char *p = t.p + i;

	return i > start ? utf8_prev(&p, t.p + start) : 0;
}

static size_t
skip_space(struct str t, size_t i, size_t end)
{
	const char *p = t.p + i, *q = p, *e = t.p + end;

	while (q < e && uc_class(utf8_next(&q, e)) & UC_SPACE)
		p = q;
	return (size_t)(p - t.p);
}

static size_t
trim_space(struct str t, size_t i, size_t start)
{
	const char *p = t.p + i, *q = p;

	while (
	    q > t.p + start && uc_class(utf8_prev(&q, t.p + start)) & UC_SPACE)
		p = q;
	return (size_t)(p - t.p);
}

static bool
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

static bool
is_closer(uint32_t c)
{
	return c == '"' || c == '\'' || c == ')' || c == ']' || c == '}' ||
	       c == 0x2019 || c == 0x201D || c == 0xBB || c == 0x203A;
}

static bool
is_opener(uint32_t c)
{
	return c == '"' || c == '\'' || c == '`' || c == '(' || c == '[' ||
	       c == 0x2018 || c == 0x201C || c == 0x201E || c == 0xAB ||
	       c == 0xBF || c == 0xA1;
}

/* ---- sentence ends ---- */

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
	c = char_at(w, 0, w.n);
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
			if (uc_class(char_at(w, 0, w.n)) & UC_UPPER)
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
	uint32_t c = char_at(t, next, end), first = char_at(t, stop, end);
	size_t i = next, from, marks = 0;
	bool point, opened = false;
	enum before b;

	if (next >= end)
		return true;
	/* Step over opening marks to the word that decides. */
	while (is_opener(c)) {
		opened = true;
		i = skip_space(t, i + (c < 0x80 ? 1 : c < 0x800 ? 2 : 3), end);
		c = char_at(t, i, end);
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
	uint32_t a = char_before(t, stop, start), b = char_at(t, after, end), c;
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
		b = char_at(t, i, end);
	} while (uc_class(b) & UC_LOWER);
	if (i - after < 2)
		return false;
	c = char_at(t, i, end);
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
		size_t k = skip_space(t, i, end), n = k + 1;

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

/*
 * The end of the sentence that begins at START, with MARK bytes of a list's
 * mark: an offset behind its last
 * character that is not white space, at most END (of its paragraph).
 */
static size_t
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
			next = skip_space(t, i, end);
			if (next < end && gap_possible(t, i, next, end) &&
			    gap_ends(s, t, start, i, next, &words))
				return i;
			i = next;
			continue;
		}
		c = char_at(t, i, end);
		if (!is_terminator(c)) {
			i++;
			continue;
		}
		stop = i;
		points = spaced_points(t, i, end, &after);
		if (points == 4 &&
		    uc_class(char_at(t, skip_space(t, after, end), end)) &
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
		    is_terminator(c = char_at(t, after, end)) || is_closer(c))
			after += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
		after = skip_reference(t, after, end);
		next = skip_space(t, after, end);
		if (next >= end)
			return end;
		if (next == after) {
			if (is_glued_end(t, start, stop, after, end))
				return after;
			i = after > i ? after : i + 1;
			continue;
		}
		/* A closing mark that stands free: 'end. " Next' */
		c = char_at(t, next, end);
		k = next + (c < 0x80 ? 1 : c < 0x800 ? 2 : 3);
		if (is_closer(c) && c != ')' &&
		    (k >= end || uc_class(char_at(t, k, end)) & UC_SPACE)) {
			after = k;
			next = skip_space(t, after, end);
			if (next >= end)
				return end;
		}
		if (is_end(s, t, start, stop, after, next, end))
			return after;
		i = after;
	}
	return end;
}

/* ---- enumerations in running text ---- */

/* How the items of a list are marked: "1.", "2.)", "• 9.", "b." */
struct enumerator {
	size_t bullet;  /* bytes of the bullet before it, with its blank */
	unsigned value; /* the number, or the letter's place; 0: none */
	bool letter;
	size_t marks; /* bytes behind it: ".", ")" or ".)" */
	size_t n;     /* of all of it */
};

static struct enumerator
read_enumerator(struct str t, size_t i, size_t end)
{
	struct enumerator e = {0};
	size_t k = i;
	uint32_t c = char_at(t, k, end);

	if (uc_class(c) & (UC_PUNCT | UC_SYMBOL) && c > 0x7F) {
		k += c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
		k = skip_space(t, k, end);
	}
	e.bullet = k - i;
	if (k < end && (unsigned)(t.p[k] - '0') < 10) {
		while (
		    k < end && (unsigned)(t.p[k] - '0') < 10 && e.value < 100)
			e.value = e.value * 10 + (unsigned)(t.p[k++] - '0');
	} else if (k < end && t.p[k] >= 'a' && t.p[k] <= 'z') {
		e.letter = true;
		e.value = (unsigned)(t.p[k++] - 'a') + 1;
	}
	if (!e.value)
		return e;
	while (k + e.marks < end && e.marks < 2 &&
	       (t.p[k + e.marks] == '.' || t.p[k + e.marks] == ')'))
		e.marks++;
	if (!e.marks || k + e.marks >= end ||
	    !(uc_class(char_at(t, k + e.marks, end)) & UC_SPACE))
		e.value = 0;
	e.n = k + e.marks - i;
	return e;
}

/* Where in [I, END) the item after the one marked E begins, or END. */
static size_t
next_item(struct str t, struct enumerator e, size_t i, size_t end)
{
	for (; i + 1 < end; i++) {
		struct enumerator f;

		if (t.p[i] != ' ' && t.p[i] != '\n')
			continue;
		f = read_enumerator(t, i + 1, end);
		if (f.value == e.value + 1 && f.letter == e.letter &&
		    f.marks == e.marks && !f.bullet == !e.bullet)
			return i + 1;
	}
	return end;
}

/* ---- kinds ---- */

static bool
ends_like_sentence(struct str p)
{
	size_t i = p.n;
	uint32_t c = 0;

	while (i) {
		const char *q = p.p + i;

		c = utf8_prev(&q, p.p);
		i = (size_t)(q - p.p);
		if (!is_closer(c))
			break;
	}
	return (is_terminator(c) && c != 0x2026) || c == ':' || c == ';' ||
	       c == ',';
}

/* Does P look like a headline: short, no stop, something to read in it? */
static bool
looks_like_heading(struct str p, size_t max)
{
	const char *q = p.p, *end = p.p + p.n;
	bool letter = false;
	uint32_t c;

	if (p.n > max || ends_like_sentence(p))
		return false;
	c = utf8_next(&q, end);
	if (uc_class(c) & UC_LOWER)
		return false;
	for (q = p.p; q < end && !letter;)
		letter = uc_class(utf8_next(&q, end)) & UC_LETTER;
	return letter;
}

static int
rule_kind(struct segmenter *s, struct str p)
{
	bool any;

	if (p.n > SHORT)
		return -1;
	any = !s->any || pattern_match(s->any, p, 0) != PATTERN_NO;
	for (size_t i = 0; i < s->nrule; i++) {
		const struct rule *r = &s->rule[i];

		if (r->kind == DATELINE || (r->covered && !any) ||
		    (s->plain && !r->given) ||
		    (r->top && s->body && s->par >= OPENING))
			continue;
		if (pattern_match(r->pattern, p, 0) == PATTERN_YES)
			return r->kind;
	}
	return -1;
}

/* Same letters and digits, whatever case, marks and blanks? */
static bool
same_words(struct str a, struct str b)
{
	const char *p = a.p, *q = b.p, *pe = a.p + a.n, *qe = b.p + b.n;
	uint32_t c, d;

	for (;;) {
		do
			c = p < pe ? utf8_next(&p, pe) : 0;
		while (c && !(uc_class(c) & (UC_LETTER | UC_DIGIT)));
		do
			d = q < qe ? utf8_next(&q, qe) : 0;
		while (d && !(uc_class(d) & (UC_LETTER | UC_DIGIT)));
		if (uc_lower(c) != uc_lower(d))
			return false;
		if (!c)
			return true;
	}
}

static enum segment_kind
paragraph_kind(struct segmenter *s, struct str p, bool more)
{
	int kind;

	if (s->in_title)
		return SEGMENT_TITLE;
	if (s->par == 0 && s->d->meta.title.p &&
	    same_words(p, s->d->meta.title))
		return SEGMENT_TITLE;
	kind = rule_kind(s, p);
	if (kind >= 0)
		return (enum segment_kind)kind;
	/* A headline may ask: "A Relationship That Withstands Everything?" */
	if (s->par == 0 && more &&
	    (looks_like_heading(p, 2 * HEADING) ||
		(p.n <= HEADING && str_ends(p, "?"))))
		return SEGMENT_TITLE;
	if (looks_like_heading(p, s->body ? HEADING : 2 * HEADING) && more)
		return SEGMENT_HEADING;
	return SEGMENT_SENTENCE;
}

/* Code point offset of byte offset I, which never goes back. */
static size_t
cp_at(struct segmenter *s, size_t i)
{
	s->cp += utf8_count(str_slice(s->text, s->at, i));
	s->at = i;
	return s->cp;
}

/* The dateline that PAR (text of a paragraph) opens with. */
static struct dateline
find_dateline(struct segmenter *s, struct str par)
{
	struct dateline d = {0};
	struct str g;

	for (size_t i = 0; i < s->nrule; i++) {
		struct rule *r = &s->rule[i];

		if (r->kind != DATELINE || (s->plain && !r->given) ||
		    pattern_match(r->pattern, par, 0) != PATTERN_YES)
			continue;
		d.start = pattern_start(r->pattern);
		d.end = trim_space(par, pattern_end(r->pattern), 0);
		g = pattern_group(r->pattern, "place");
		d.place = document_copy(s->d, g);
		g = pattern_group(r->pattern, "date");
		d.date = document_copy(s->d, g);
		break;
	}
	return d;
}

/*
 * Does the paragraph begin its sentences without capitals, as quick messages
 * do: "are you there? call me. i am at home"?
 */
static bool
writes_lower(struct str p)
{
	size_t lower = 0;

	if (!p.n || !(uc_class(char_at(p, 0, p.n)) & UC_LOWER))
		return false;
	for (size_t i = 0; i + 2 < p.n; i++) {
		uint32_t c;

		if ((p.p[i] != '.' && p.p[i] != '?' && p.p[i] != '!') ||
		    p.p[i + 1] != ' ')
			continue;
		c = char_at(p, i + 2, p.n);
		if (uc_class(c) & UC_UPPER)
			return false;
		lower += (uc_class(c) & UC_LOWER) != 0;
	}
	return lower > 0;
}

/*
 * The same as paragraph in a language without data: what ends a sentence is
 * left to Unicode's rules, given the paragraph as a text of its own.
 */
static void
plain_paragraph(struct segmenter *s, size_t start, size_t end, bool more)
{
	struct str p = str_slice(s->text, start, end);
	enum segment_kind kind = paragraph_kind(s, p, more);
	struct segment *seg;
	size_t e;

	unicode_segmenter_set(s->unicode, p, s->width > 0);
	for (size_t i = start; i < end; i = skip_space(s->text, e, end)) {
		e = start + unicode_segmenter_end(s->unicode, i - start);
		if (kind == SEGMENT_BYLINE || kind == SEGMENT_CREDIT)
			e = end;
		e = trim_space(s->text, e, i);
		seg = document_add(s->d);
		seg->text = str_slice(s->text, i, e);
		seg->n = s->d->nseg - 1;
		seg->par = s->par;
		seg->kind = kind;
		seg->in_title = s->in_title;
		seg->start = cp_at(s, i);
		seg->end = cp_at(s, e);
		if (i == start && kind == SEGMENT_SENTENCE && s->par < TOP)
			seg->dateline = find_dateline(s, p);
	}
	s->body |= kind == SEGMENT_SENTENCE;
	s->par++;
}

/* Adds the segments of the paragraph from START up to END. */
static void
paragraph(struct segmenter *s, size_t start, size_t end, bool more)
{
	struct str p = str_slice(s->text, start, end);
	enum segment_kind kind = paragraph_kind(s, p, more);
	struct enumerator list = read_enumerator(s->text, start, end);
	struct dateline dateline = {0};
	size_t i = start, e, item = end, mark = list.value ? list.n : 0;

	if (s->plain) {
		plain_paragraph(s, start, end, more);
		return;
	}
	s->begin = start;
	s->stop = end;
	if (kind == SEGMENT_SENTENCE && s->par < TOP) {
		dateline = find_dateline(s, p);
		if (dateline.end > mark)
			mark = dateline.end;
	}
	s->lower = writes_lower(p);
	if (list.value)
		item = next_item(s->text, list, start + list.n, end);
	while (i < end) {
		struct segment *seg;

		if (i == item) {
			list = read_enumerator(s->text, i, end);
			mark = list.n;
			item = next_item(s->text, list, i + list.n, end);
		}
		e = kind == SEGMENT_BYLINE || kind == SEGMENT_CREDIT
			? end
			: sentence_end(s, s->text, i, mark, item);
		mark = 0;
		e = trim_space(s->text, e, i);
		seg = document_add(s->d);
		seg->text = str_slice(s->text, i, e);
		seg->n = s->d->nseg - 1;
		seg->par = s->par;
		seg->kind = kind;
		seg->in_title = s->in_title;
		seg->start = cp_at(s, i);
		seg->end = cp_at(s, e);
		if (i == start)
			seg->dateline = dateline;
		i = skip_space(s->text, e, end);
	}
	s->body |= kind == SEGMENT_SENTENCE;
	s->par++;
}

/* ---- lines ---- */

static size_t
line_end(struct str t, size_t i)
{
	const char *lf = i < t.n ? memchr(t.p + i, '\n', t.n - i) : NULL;

	return lf ? (size_t)(lf - t.p) : t.n;
}

/*
 * The width at which TEXT is hard-wrapped, or 0: the longest line, provided
 * that nearly every line that another one follows at once is so long that
 * the next line's first word would not have fitted.
 */
static size_t
wrap_width(struct str t)
{
	size_t width = 0, pairs = 0, full = 0, i, e, n, next, word;

	for (i = 0; i < t.n; i = e + 1) {
		e = line_end(t, i);
		n = utf8_count(str_slice(t, i, e));
		if (n > WIDTH_MAX)
			return 0;
		if (n > width)
			width = n;
	}
	if (width < WIDTH_MIN)
		return 0;
	for (i = 0; i < t.n; i = next) {
		e = line_end(t, i);
		next = e + 1;
		if (next >= t.n || trim_space(t, e, i) == i)
			continue;
		word = next;
		while (word < t.n && t.p[word] != ' ' && t.p[word] != '\n')
			word++;
		if (word == next)
			continue;
		pairs++;
		full += utf8_count(str_slice(t, i, e)) + 1 +
			    utf8_count(str_slice(t, next, word)) >
			width;
	}
	return pairs >= 1 && full * 10 >= pairs * 7 ? width : 0;
}

/* Does the line from I to E go on in the line that begins at NEXT? */
static bool
goes_on(struct segmenter *s, size_t i, size_t e, size_t next)
{
	struct str t = s->text;
	size_t word = next, last = trim_space(t, e, i);
	uint32_t c = char_at(t, next, t.n);

	if (s->width) {
		while (word < t.n && t.p[word] != ' ' && t.p[word] != '\n')
			word++;
		return utf8_count(str_slice(t, i, e)) + 1 +
			   utf8_count(str_slice(t, next, word)) >
		       s->width;
	}
	/* "It was a cold \nnight": a blank was left before the break. */
	return !s->plain && last < e && t.p[last] == ' ' &&
	       uc_class(c) & UC_LOWER &&
	       !ends_like_sentence(str_slice(t, i, last));
}

static void
cut(struct segmenter *s, struct str text)
{
	size_t i = 0, start, e, next;

	s->text = text;
	s->at = s->cp = 0;
	s->width = wrap_width(text);
	for (;;) {
		start = i = skip_space(text, i, text.n);
		if (i >= text.n)
			break;
		for (;;) {
			e = line_end(text, i);
			next = e + 1;
			if (next >= text.n || !goes_on(s, i, e, next) ||
			    trim_space(text, line_end(text, next), next) ==
				next)
				break;
			i = next;
		}
		i = next < text.n ? next : text.n;
		paragraph(s, start, trim_space(text, e, start),
		    skip_space(text, i, text.n) < text.n);
	}
}

/* Does TEXT open with the document's title? */
static bool
opens_with(struct str text, struct str title)
{
	size_t i = skip_space(text, 0, text.n);

	return same_words(str_slice(text, i, line_end(text, i)), title);
}

void
segmenter_document(struct segmenter *s, struct document *d, struct str text)
{
	struct str title = d->meta.title;

	s->d = d;
	s->par = 0;
	s->body = false;
	s->plain = !language_has_data(d->meta.lang);
	if (s->plain && !s->unicode)
		s->unicode = unicode_segmenter_new();
	if (title.p && str_trim(title).n && !opens_with(text, title)) {
		s->in_title = true;
		cut(s, title);
		s->in_title = false;
	}
	cut(s, text);
	if (d->nseg)
		d->seg[d->nseg - 1].last = true;
}
