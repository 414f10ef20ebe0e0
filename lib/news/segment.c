#include "news/segment_in.h"

#include "base/mem.h"
#include "lang/pattern.h"
#include "news/language.h"
#include "news/segment_unicode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	SHORT = 400,    /* bytes: longer paragraphs are running text */
	HEADING = 120,  /* bytes: longer lines are no headings */
	TOP = 12,       /* paragraphs in which datelines are looked for */
	OPENING = 5,    /* paragraphs in which "@top" rules are always tried */
	WIDTH_MIN = 40, /* of hard-wrapped text, in bytes */
	WIDTH_MAX = 130
};

enum { DATELINE = SEGMENT_KINDS };

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
		d.end = text_trim_space(par, pattern_end(r->pattern), 0);
		g = pattern_group(r->pattern, "place");
		d.place = document_copy(s->d, g);
		g = pattern_group(r->pattern, "date");
		d.date = document_copy(s->d, g);
		break;
	}
	return d;
}

/* The segment of bytes [I, E) of the text, white space left out at its end. */
static struct segment *
add_segment(struct segmenter *s, size_t i, size_t e, enum segment_kind kind)
{
	struct segment *seg = document_add(s->d);

	e = text_trim_space(s->text, e, i);
	seg->text = str_slice(s->text, i, e);
	seg->n = s->d->nseg - 1;
	seg->par = s->par;
	seg->kind = kind;
	seg->in_title = s->in_title;
	seg->start = cp_at(s, i);
	seg->end = cp_at(s, e);
	return seg;
}

/*
 * Does the paragraph begin its sentences without capitals, as quick messages
 * do: "are you there? call me. i am at home"?
 */
static bool
writes_lower(struct str p)
{
	size_t lower = 0;

	if (!p.n || !(uc_class(text_char(p, 0, p.n)) & UC_LOWER))
		return false;
	for (size_t i = 0; i + 2 < p.n; i++) {
		uint32_t c;

		if ((p.p[i] != '.' && p.p[i] != '?' && p.p[i] != '!') ||
		    p.p[i + 1] != ' ')
			continue;
		c = text_char(p, i + 2, p.n);
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
	for (size_t i = start; i < end; i = text_skip_space(s->text, e, end)) {
		e = start + unicode_segmenter_end(s->unicode, i - start);
		if (kind == SEGMENT_BYLINE || kind == SEGMENT_CREDIT)
			e = end;
		seg = add_segment(s, i, e, kind);
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
	struct enumerator list = enumerator_read(s->text, start, end);
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
		item = enumerator_next(s->text, list, start + list.n, end);
	while (i < end) {
		struct segment *seg;

		if (i == item) {
			list = enumerator_read(s->text, i, end);
			mark = list.n;
			item = enumerator_next(s->text, list, i + list.n, end);
		}
		e = kind == SEGMENT_BYLINE || kind == SEGMENT_CREDIT
			? end
			: sentence_end(s, s->text, i, mark, item);
		mark = 0;
		seg = add_segment(s, i, e, kind);
		if (i == start)
			seg->dateline = dateline;
		i = text_skip_space(s->text, e, end);
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
		if (next >= t.n || text_trim_space(t, e, i) == i)
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
	size_t word = next, last = text_trim_space(t, e, i);
	uint32_t c = text_char(t, next, t.n);

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
		start = i = text_skip_space(text, i, text.n);
		if (i >= text.n)
			break;
		for (;;) {
			e = line_end(text, i);
			next = e + 1;
			if (next >= text.n || !goes_on(s, i, e, next) ||
			    text_trim_space(text, line_end(text, next), next) ==
				next)
				break;
			i = next;
		}
		i = next < text.n ? next : text.n;
		paragraph(s, start, text_trim_space(text, e, start),
		    text_skip_space(text, i, text.n) < text.n);
	}
}

/* Does TEXT open with the document's title? */
static bool
opens_with(struct str text, struct str title)
{
	size_t i = text_skip_space(text, 0, text.n);

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
