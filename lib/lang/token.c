#include "lang/token.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "lang/lexicon.h"

#include <stdlib.h>
#include <string.h>

enum { WORDISH = UC_LETTER | UC_MARK | UC_DIGIT };

static bool
is_quote(uint32_t c)
{
	return c == '"' || c == '\'' || c == '`' || c == 0xAB || c == 0xBB ||
	       (c >= 0x2018 && c <= 0x201F) || c == 0x2039 || c == 0x203A;
}

static unsigned
class_at(const char *p, const char *end)
{
	return p < end ? uc_class(utf8_next(&p, end)) : 0;
}

/* Is C, between two word characters of which NEXT is one, part of the word? */
static bool
joins(uint32_t c, bool after_digit, unsigned next)
{
	switch (c) {
	case '-':
	case 0x2010: /* hyphen */
	case 0x2011: /* non-breaking hyphen: "United States‑Mexico" */
		return next & (UC_LETTER | UC_DIGIT);
	case '\'':
	case 0x2019:
		return next & UC_LETTER;
	case '.':
		return after_digit ? (next & UC_DIGIT) != 0
				   : (next & UC_LETTER) != 0;
	case ',':
		return after_digit && (next & UC_DIGIT);
	case '&':
		return !after_digit && (next & UC_UPPER);
	default:
		return false;
	}
}

static uint8_t
shape(struct str s)
{
	const char *p = s.p, *end = s.p + s.n;
	unsigned letters = 0, upper = 0, lower = 0, flags = 0, k;
	uint32_t c;

	while (p < end) {
		c = utf8_next(&p, end);
		k = uc_class(c);
		if (k & UC_LETTER) {
			if (letters++ == 0 && (k & UC_UPPER))
				flags |= TOKEN_CAP;
			upper += (k & UC_UPPER) != 0;
			lower += (k & UC_LOWER) != 0;
		} else if (k & UC_DIGIT) {
			flags |= TOKEN_DIGIT;
		} else if (c == '-' || c == 0x2010 || c == 0x2011) {
			flags |= TOKEN_HYPHEN;
		}
	}
	if (letters > 1 && upper == letters)
		flags |= TOKEN_UPPER;
	if (letters && lower == letters)
		flags |= TOKEN_LOWER;
	return (uint8_t)flags;
}

static void
push(struct tokens *t, struct str text, const char *from, const char *to,
    enum token_kind kind, unsigned flags)
{
	struct token *k;
	struct str s = {from, (size_t)(to - from)};

	t->v = mem_grow(t->v, t->n, &t->cap, sizeof *t->v);
	k = &t->v[t->n++];
	k->start = (uint32_t)(from - text.p);
	k->end = (uint32_t)(to - text.p);
	k->kind = (uint8_t)kind;
	if (kind == TOKEN_WORD)
		flags |= shape(s);
	k->flags = (uint8_t)flags;
	k->hash = utf8_hash_lower(s);
}

/*
 * Where the clitic of the word S begins ("Ana's": 3), or S.n: the last
 * apostrophe, when the list knows what stands from it on.
 */
static size_t
clitic(struct str s, const struct lexicon *lex, int label)
{
	size_t i = s.n;

	if (label < 0)
		return s.n;
	while (i > 1) {
		i--;
		if (s.p[i] == '\'' ||
		    (i >= 2 && memcmp(s.p + i - 2, "\xE2\x80\x99", 3) == 0)) {
			if (s.p[i] != '\'')
				i -= 2;
			return i && lexicon_lookup(
					lex, str_slice(s, i, s.n), label)
				   ? i
				   : s.n;
		}
	}
	return s.n;
}

/* Does the word S, with a point behind it, keep the point? */
static bool
keeps_point(struct str s, const struct lexicon *lex, const int label[2])
{
	char with[40];
	const char *p = s.p;
	struct str w;

	/* One capital, or letters and points already: "J.", "U.S." */
	if (uc_class(utf8_next(&p, s.p + s.n)) & UC_UPPER && p == s.p + s.n)
		return true;
	if (memchr(s.p, '.', s.n) && s.n <= 8)
		return true;
	if (!lex || s.n + 1 > sizeof with)
		return false;
	memcpy(with, s.p, s.n);
	with[s.n] = '.';
	w = (struct str){with, s.n + 1};
	return lexicon_lookup(lex, w, label[0]) ||
	       lexicon_lookup(lex, w, label[1]);
}

void
tokens_set(struct tokens *t, struct str text, const struct lexicon *lex)
{
	const char *p = text.p, *end = text.p + text.n, *from, *q;
	int abbr[2] = {-1, -1}, clit = -1;
	unsigned k, space = TOKEN_SPACE;
	uint32_t c;

	t->n = 0;
	if (lex) {
		abbr[0] = lexicon_label(lex, "abbreviation");
		abbr[1] = lexicon_label(lex, "title-abbreviation");
		clit = lexicon_label(lex, "clitic");
	}
	while (p < end) {
		from = p;
		c = utf8_next(&p, end);
		k = uc_class(c);
		if (k & UC_SPACE) {
			space = TOKEN_SPACE;
			continue;
		}
		if (k & (UC_LETTER | UC_DIGIT)) {
			bool digit = (k & UC_DIGIT) != 0, word = !digit;
			struct str s;
			size_t cut;

			while (p < end) {
				q = p;
				c = utf8_next(&q, end);
				k = uc_class(c);
				if (!(k & WORDISH) &&
				    !joins(c, digit, class_at(q, end)))
					break;
				if (k & WORDISH)
					digit = (k & UC_DIGIT) != 0;
				word |= (k & UC_LETTER) != 0;
				p = q;
			}
			s = (struct str){from, (size_t)(p - from)};
			cut = word ? clitic(s, lex, clit) : s.n;
			if (cut == s.n && word && p < end && *p == '.' &&
			    keeps_point(s, lex, abbr)) {
				p++;
				push(t, text, from, p, TOKEN_WORD,
				    space | TOKEN_POINT);
			} else {
				push(t, text, from, from + cut,
				    word ? TOKEN_WORD : TOKEN_NUMBER, space);
				if (cut < s.n)
					push(t, text, from + cut, p, TOKEN_WORD,
					    0);
			}
		} else if ((c == '\'' || c == 0x2019) && lex && clit >= 0) {
			/* A clitic that stands free: "U.S.'s", "Reuters 's". */
			q = p;
			while (q < end && class_at(q, end) & UC_LETTER)
				utf8_next(&q, end);
			if (q > p &&
			    lexicon_lookup(lex,
				(struct str){from, (size_t)(q - from)}, clit)) {
				p = q;
				push(t, text, from, p, TOKEN_WORD, space);
			} else {
				p += c == '\'' && p < end && *p == '\'';
				push(t, text, from, p, TOKEN_MARK,
				    space | TOKEN_QUOTE);
			}
		} else if (k & UC_MARK) {
			continue; /* belongs to what stands before it */
		} else {
			/* '' and `` are one mark each. */
			if ((c == '\'' || c == '`') && p < end && *p == (char)c)
				p++;
			push(t, text, from, p, TOKEN_MARK,
			    space | (is_quote(c) ? TOKEN_QUOTE : 0));
		}
		space = 0;
	}
}

void
tokens_add(struct tokens *t, struct str text, size_t start, size_t end)
{
	const char *p = text.p + start, *to = text.p + end, *q = p;
	unsigned all = 0, flags = 0;
	uint32_t c = 0;

	while (q < to) {
		c = utf8_next(&q, to);
		all |= uc_class(c);
	}
	q = p;
	if (start == 0 || uc_class(utf8_prev(&q, text.p)) & UC_SPACE)
		flags = TOKEN_SPACE;
	if (!(all & (UC_LETTER | UC_DIGIT)) && is_quote(c))
		flags |= TOKEN_QUOTE;
	push(t, text, p, to,
	    all & UC_LETTER  ? TOKEN_WORD
	    : all & UC_DIGIT ? TOKEN_NUMBER
			     : TOKEN_MARK,
	    flags);
}

void
tokens_release(struct tokens *t)
{
	free(t->v);
	*t = (struct tokens){0};
}

bool
token_is(struct str text, const struct token *t, const char *lower)
{
	size_t n = strlen(lower);

	if (t->end - t->start != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if ((char)uc_lower((unsigned char)text.p[t->start + i]) !=
		    lower[i])
			return false;
	return true;
}

bool
token_is_clitic(struct str text, const struct token *t)
{
	struct str s = token_str(text, t);

	return t->kind == TOKEN_WORD &&
	       (s.p[0] == '\'' ||
		   (s.n > 3 && memcmp(s.p, "\xE2\x80\x99", 3) == 0));
}
