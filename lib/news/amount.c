#include "news/amount.h"

#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The classes of words in amounts.csv and numbers.csv. */
enum word_class {
	W_NUMBER,
	W_MULTIPLIER,
	W_MULTIPLIER2,
	W_MANY,
	W_SEVERAL,
	W_ARTICLE,
	W_SUFFIX,
	W_PART,
	W_NO_PART,
	W_TO,
	W_AND,
	W_BOUND,
	W_BOUND_AFTER,
	W_LOOSE,
	W_TAKES,
	W_SIGN,
	W_CURRENCY,
	W_CURRENCY_LARGE,
	W_CURRENCY_PART,
	W_PERCENT,
	W_UNIT,
	W_UNIT_BEFORE,
	W_TIME,
	W_OLD,
	W_AGE,
	W_AGE_DECADE,
	W_INFANT,
	W_CALENDAR,
	W_WEEKDAY,
	W_CLOCK,
	W_NUMBERED,
	W_OF,
	W_DETERMINER,
	W_JOINS,
	W_FROM,
	W_IN,
	W_STOP,
	W_VERB,
	W_CHANGE,
	W_LOSS,
	W_BETWEEN,
	W_CASUALTY,
	W_STATE,
	W_NO_ONE,
	W_ONE_NO,
	W_NO_UNIT,
	W_PLURAL,
	W_PLURAL_SUFFIX,
	W_COLLECTIVE,
	W_SINGULAR,
	W_SINGULAR_SUFFIX,
	W_ATTRIBUTIVE,
	W_PARTICIPLE,
	W_ADVERB,
	W_MORE,
	W_TOLL,
	W_NUMBER_OF,
	W_CLASSES
};

static const char *const class_labels[W_CLASSES] = {"number", "multiplier",
    "amount-multiplier", "amount-many", "amount-several", "amount-article",
    "amount-suffix", "amount-part", "amount-no-part", "amount-to", "amount-and",
    "amount-bound", "amount-bound-after", "amount-loose", "amount-takes",
    "amount-sign", "amount-currency", "amount-currency-large",
    "amount-currency-part", "amount-percent", "amount-unit",
    "amount-unit-before", "amount-time", "amount-old", "amount-age",
    "amount-age-decade", "amount-infant", "amount-calendar", "amount-weekday",
    "amount-clock", "amount-numbered", "amount-of", "amount-determiner",
    "amount-joins", "amount-from", "amount-in", "amount-stop", "amount-verb",
    "amount-change", "amount-loss", "amount-between", "amount-casualty",
    "amount-state", "amount-no-one", "amount-one-no", "amount-no-unit",
    "amount-plural", "amount-plural-suffix", "amount-collective",
    "amount-singular", "amount-singular-suffix", "amount-attributive",
    "amount-participle", "amount-adverb", "amount-more", "amount-toll",
    "amount-number-of"};

enum {
	MAXPHRASE = 8, /* hits asked for at one place */
	MAXNOUN = 12,  /* words of a noun phrase */
	MAXDIGITS = 20,
	MAXBOUNDS = 4,      /* phrases: "at least about" */
	MAXNUMBERWORD = 32, /* bytes: "twenty-seven" */
	MAXSUFFIX = 8,
	MAXBACK = 16,
	MAXTOLL = 24
};

#define MAXVALUE 1e18 /* no news beyond: digits of something else */
#define BIT(c) (UINT64_C(1) << (c))

struct amounter {
	const struct lexicon *lex;
	int label[W_CLASSES];
	uint64_t *bit;  /* of each label of the lexicon */
	uint64_t *mask; /* of each token of the segment at work */
	size_t maskcap;
	struct found *found;
	size_t nfound, foundcap;
	struct buf scratch[2];
};

/* An amount found, with what only later ones need to know. */
struct found {
	struct entity e;
	size_t from, to; /* tokens */
	bool bare;       /* no noun: its unit is that of another amount */
	bool counted;    /* its unit is a counted noun */
	bool open;       /* "five of the 12 boats": the unit follows */
	bool casualty;
};

struct scan {
	struct amounter *a;
	struct document *d;
	const struct segment *s;
	struct str text;
	const struct token *t;
	size_t n;
	const uint64_t *mask;
	bool headline;
};

struct number {
	size_t start, end; /* tokens */
	double value, value2, scale;
	bool range;      /* value2 is set: "10-12" */
	bool digits;     /* written in figures */
	bool year;       /* four figures that may be a year */
	bool many;       /* "dozens" */
	bool part;       /* "half" */
	bool decade;     /* "30s" */
	bool score;      /* "3 to 1": no amount at all */
	bool one;        /* the word for 1 */
	bool glued;      /* the tail follows without a hyphen: "40km" */
	struct str tail; /* "year-old" of "nine-year-old" */
};

struct amounter *
amounter_new(const struct lexicon *words)
{
	struct amounter *a = mem_zalloc(1, sizeof *a);

	a->lex = words;
	buf_init(&a->scratch[0], BUF_MAX);
	buf_init(&a->scratch[1], BUF_MAX);
	a->bit = mem_zalloc(words->nlabel + 1, sizeof *a->bit);
	for (int c = 0; c < W_CLASSES; c++) {
		a->label[c] = lexicon_label(words, class_labels[c]);
		if (a->label[c] >= 0)
			a->bit[a->label[c]] |= BIT(c);
	}
	return a;
}

void
amounter_free(struct amounter *a)
{
	if (!a)
		return;
	free(a->bit);
	free(a->mask);
	free(a->found);
	buf_release(&a->scratch[0]);
	buf_release(&a->scratch[1]);
	free(a);
}

/* ---- what the lists say ---- */

static struct str
word(const struct scan *c, size_t i)
{
	return token_str(c->text, &c->t[i]);
}

static bool
is(const struct scan *c, size_t i, enum word_class k)
{
	return i < c->n && c->mask[i] & BIT(k);
}

static bool
flag(const struct scan *c, size_t i, unsigned flags)
{
	return i < c->n && c->t[i].flags & flags;
}

static bool
is_mark(const struct scan *c, size_t i, char m)
{
	return i < c->n && c->t[i].kind == TOKEN_MARK &&
	       c->t[i].end - c->t[i].start == 1 &&
	       c->text.p[c->t[i].start] == m;
}

/* Does the word I begin with an apostrophe: "'s"? */
static bool
is_clitic(const struct scan *c, size_t i)
{
	return i < c->n && token_is_clitic(c->text, &c->t[i]);
}

/* The longest entry of class K that begins at I; its length goes to *LEN. */
static const struct lexicon_entry *
phrase(const struct scan *c, size_t i, enum word_class k, size_t *len)
{
	struct lexicon_hit hit[MAXPHRASE];
	size_t n;

	if (i >= c->n)
		return NULL;
	n = lexicon_all(c->a->lex, c->text, &c->t[i], c->n - i, hit, MAXPHRASE);
	while (n-- > 0)
		for (size_t j = 0; j < hit[n].count; j++)
			if (hit[n].entry[j].label == c->a->label[k]) {
				*len = hit[n].n;
				return &hit[n].entry[j];
			}
	return NULL;
}

static struct str
id_of(const struct scan *c, const struct lexicon_entry *e)
{
	return lexicon_id(c->a->lex, e);
}

/* Ids are written by us and end in a NUL. */
static double
value_of(const struct scan *c, const struct lexicon_entry *e)
{
	return strtod(id_of(c, e).p, NULL);
}

static const struct lexicon_entry *
entry_of(const struct scan *c, struct str s, enum word_class k)
{
	return s.n ? lexicon_lookup(c->a->lex, s, c->a->label[k]) : NULL;
}

static bool
str_is(const struct scan *c, struct str s, enum word_class k)
{
	return entry_of(c, s, k) != NULL;
}

/* The entry of class K for an ending of S, the longest first. */
static const struct lexicon_entry *
ending(const struct scan *c, struct str s, enum word_class k, size_t *len)
{
	const struct lexicon_entry *e;
	size_t n = s.n - 1 < MAXSUFFIX ? s.n - 1 : MAXSUFFIX;

	for (; s.n > 1 && n > 0; n--) {
		if (((unsigned char)s.p[s.n - n] & 0xC0) == 0x80)
			continue;
		e = entry_of(c, str_slice(s, s.n - n, s.n), k);
		if (e) {
			*len = n;
			return e;
		}
	}
	return NULL;
}

/* ---- numbers ---- */

/* Figures with separators: "1,200.5", "40". False if it is no number. */
static bool
figures(struct str s, double *value)
{
	char b[MAXDIGITS + 1];
	size_t n = 0, group = 0;
	bool comma = false, point = false;

	if (!s.n || s.n > MAXDIGITS)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char ch = s.p[i];

		if (ch >= '0' && ch <= '9') {
			b[n++] = ch;
			group++;
		} else if (ch == ',' && !point && group) {
			/* "180,000" and "1,80,000", but no list "1,2" */
			if (comma && group != 2 && group != 3)
				return false;
			comma = true;
			group = 0;
		} else if (ch == '.' && !point && group &&
			   (!comma || group == 3)) {
			b[n++] = ch;
			point = true;
		} else {
			return false;
		}
	}
	if (!n || (comma && !point && group != 3))
		return false;
	b[n] = '\0';
	*value = strtod(b, NULL);
	return true;
}

/* The length of the hyphen at S[I], or 0. */
static size_t
hyphen(struct str s, size_t i)
{
	if (s.p[i] == '-')
		return 1;
	if (i + 3 <= s.n && (memcmp(s.p + i, "\xE2\x80\x90", 3) == 0 ||
				memcmp(s.p + i, "\xE2\x80\x91", 3) == 0))
		return 3;
	return 0;
}

/* Takes the part of *REST before its first hyphen; all of it if none. */
static struct str
first_part(struct str *rest)
{
	struct str s = *rest;

	for (size_t i = 0, h; i < s.n; i++)
		if ((h = hyphen(s, i)) != 0) {
			*rest = str_slice(s, i + h, s.n);
			return str_slice(s, 0, i);
		}
	*rest = str_slice(s, s.n, s.n);
	return s;
}

static const struct lexicon_entry *
multiplier(const struct scan *c, struct str s)
{
	const struct lexicon_entry *e = entry_of(c, s, W_MULTIPLIER);

	return e ? e : entry_of(c, s, W_MULTIPLIER2);
}

static double
parts(double value, double of)
{
	return floor(value / of * 10000 + 0.5) / 10000;
}

/* "60-million", "two-thirds": what of the tail belongs to the number. */
static void
take_tail(const struct scan *c, struct number *m)
{
	const struct lexicon_entry *e;
	struct str rest, part;

	while (m->tail.n) {
		rest = m->tail;
		part = first_part(&rest);
		if ((e = multiplier(c, part)) != NULL) {
			m->scale *= value_of(c, e);
			m->value *= value_of(c, e);
			m->value2 *= value_of(c, e);
		} else if (!rest.n && !m->digits &&
			   (e = entry_of(c, part, W_PART)) != NULL) {
			m->value = parts(m->value, value_of(c, e));
			m->part = true;
		} else {
			break;
		}
		m->tail = rest;
	}
}

/* A word that opens with figures: "5m", "40km", "14-year-old", "30s". */
static bool
figures_word(const struct scan *c, struct str s, struct number *m)
{
	const struct lexicon_entry *e;
	size_t n = 0;
	struct str rest;

	while (n < s.n && ((s.p[n] >= '0' && s.p[n] <= '9') || s.p[n] == ',' ||
			      s.p[n] == '.'))
		n++;
	if (n >= s.n || !figures(str_slice(s, 0, n), &m->value))
		return false;
	rest = str_slice(s, n, s.n);
	if (hyphen(rest, 0)) {
		first_part(&rest);
		m->tail = rest;
		/* "10-12-year-old" and the like */
		if (rest.n && rest.p[0] >= '0' && rest.p[0] <= '9') {
			struct str part = first_part(&rest);

			if (!figures(part, &m->value2) || m->value2 <= m->value)
				return false;
			m->range = true;
			m->tail = rest;
		}
		take_tail(c, m);
		return true;
	}
	if (rest.n == 1 && rest.p[0] == 's') {
		m->decade = true;
		return true;
	}
	if (str_is(c, rest, W_CLOCK))
		return false;
	/* "m" is a million of money and a metre of anything else. */
	e = entry_of(c, rest, W_SUFFIX);
	if (e && (m->start > 0 && is(c, m->start - 1, W_SIGN))) {
		m->scale = value_of(c, e);
		m->value *= m->scale;
		return true;
	}
	if (str_is(c, rest, W_UNIT)) {
		m->tail = rest;
		m->glued = true;
		return true;
	}
	if (!e)
		return false;
	m->scale = value_of(c, e);
	m->value *= m->scale;
	return true;
}

/* A number word, alone or before a hyphen: "six", "six-nation". */
static bool
number_word(const struct scan *c, size_t i, struct number *m)
{
	struct str s = word(c, i);
	const struct lexicon_entry *e = entry_of(c, s, W_NUMBER);

	if (e) {
		m->value = value_of(c, e);
		m->one = m->value == 1;
		return true;
	}
	if (!(c->t[i].flags & TOKEN_HYPHEN))
		return false;
	/* The longest beginning that is a number: "twenty-five-year-old". */
	for (size_t n = s.n < MAXNUMBERWORD ? s.n - 1 : MAXNUMBERWORD, h; n > 0;
	     n--) {
		if (!(h = hyphen(s, n)))
			continue;
		e = entry_of(c, str_slice(s, 0, n), W_NUMBER);
		if (!e && (e = entry_of(c, str_slice(s, 0, n), W_PART))) {
			m->value = parts(1, value_of(c, e));
			if (m->value != 0.5)
				return false;
			m->tail = str_slice(s, n + h, s.n);
			take_tail(c, m);
			return m->scale > 1;
		}
		if (e) {
			m->value = value_of(c, e);
			m->tail = str_slice(s, n + h, s.n);
			take_tail(c, m);
			return true;
		}
	}
	return false;
}

/* The token I as a number by itself. */
static bool
number_token(const struct scan *c, size_t i, struct number *m)
{
	struct str s = word(c, i), rest = s, a;

	m->scale = 1;
	m->start = i;
	if (c->t[i].kind == TOKEN_MARK)
		return false;
	if (c->t[i].kind == TOKEN_WORD && !(s.p[0] >= '0' && s.p[0] <= '9'))
		return number_word(c, i, m);
	m->digits = true;
	if (c->t[i].kind == TOKEN_WORD)
		return figures_word(c, s, m);
	a = first_part(&rest);
	if (!figures(a, &m->value))
		return false;
	if (a.n < s.n) {
		m->range = true;
		return figures(rest, &m->value2);
	}
	m->year = s.n == 4 && m->value >= 1100 && m->value < 2100 &&
		  !memchr(s.p, '.', 4) && !memchr(s.p, ',', 4);
	return true;
}

/* Is token I a mark without blanks around it? */
static bool
glued(const struct scan *c, size_t i)
{
	return i + 1 < c->n && c->t[i].kind == TOKEN_MARK &&
	       !flag(c, i, TOKEN_SPACE) && !flag(c, i + 1, TOKEN_SPACE);
}

/* Multipliers and further number words behind the first. */
static size_t
number_more(const struct scan *c, size_t j, struct number *m)
{
	double total = 0, last = 0, now = m->value;
	const struct lexicon_entry *e;

	for (; j < c->n && !m->tail.n && !m->range; j++) {
		size_t k = j;

		if ((e = multiplier(c, word(c, j))) != NULL) {
			double by = value_of(c, e);

			/* "dozen" counts, it does not multiply a million */
			if (last && by >= last && now == 0)
				break;
			now = (now ? now : 1) * by;
			m->scale *= by;
			last = by;
			if (by >= 1000) {
				total += now;
				now = 0;
			}
			m->one = m->year = false;
			continue;
		}
		if (m->digits || !last || m->part) {
			/* "twenty five" */
			if (!m->digits && !last && is(c, j, W_NUMBER) &&
			    now >= 20 && now < 100 && fmod(now, 10) == 0 &&
			    (e = entry_of(c, word(c, j), W_NUMBER)) &&
			    value_of(c, e) < 10 && value_of(c, e) > 0) {
				now += value_of(c, e);
				continue;
			}
			if (j == m->start + 1 && !m->digits && glued(c, j) &&
			    is(c, j + 1, W_NUMBER) && now >= 20 &&
			    fmod(now, 10) == 0)
				continue;
			break;
		}
		/* "two hundred and fifty" */
		if (is(c, k, W_AND))
			k++;
		if (!is(c, k, W_NUMBER))
			break;
		e = entry_of(c, word(c, k), W_NUMBER);
		if (value_of(c, e) >= last || value_of(c, e) < 1)
			break;
		now += value_of(c, e);
		j = k;
	}
	m->value = total + now;
	return j;
}

/* "two and a half million" */
static size_t
and_half(const struct scan *c, size_t j, struct number *m)
{
	const struct lexicon_entry *e;

	if (m->tail.n || m->range || m->many || !is(c, j, W_AND) ||
	    !is(c, j + 1, W_ARTICLE) || !is(c, j + 2, W_PART))
		return j;
	e = entry_of(c, word(c, j + 2), W_PART);
	m->value += m->scale * parts(1, value_of(c, e));
	m->one = false;
	j += 3;
	if (j < c->n && (e = multiplier(c, word(c, j))) != NULL) {
		m->value *= value_of(c, e);
		m->scale *= value_of(c, e);
		j++;
	}
	return j;
}

/* "half a million", "half the seats", "a third of the crew" */
static size_t
part_at(const struct scan *c, size_t i, struct number *m)
{
	const struct lexicon_entry *e, *by;
	size_t j = i, k;
	double of;

	if (is(c, j, W_ARTICLE))
		j++;
	if (!is(c, j, W_PART) || (i && is(c, i - 1, W_NO_PART)))
		return 0;
	e = entry_of(c, word(c, j), W_PART);
	of = value_of(c, e);
	m->value = parts(1, of);
	m->part = true;
	m->scale = 1;
	m->start = i;
	j++;
	k = j + is(c, j, W_ARTICLE);
	if (k < c->n && of == 2 && (by = multiplier(c, word(c, k)))) {
		m->scale = value_of(c, by);
		m->value *= m->scale;
		m->part = false;
		return k + 1;
	}
	/* "a quarter of a million" */
	if (is(c, j, W_OF) && is(c, j + 1, W_ARTICLE) && j + 2 < c->n &&
	    (by = multiplier(c, word(c, j + 2)))) {
		m->scale = value_of(c, by);
		m->value *= m->scale;
		m->part = false;
		return j + 3;
	}
	/* "a third time", "a fourth man": ordinals */
	if (of > 2 && (j == i + 1 || !is(c, j, W_OF)))
		return 0;
	return j;
}

/* A number that begins at I: true, and M is set. */
static bool
number_at(const struct scan *c, size_t i, struct number *m)
{
	const struct lexicon_entry *e;
	size_t len, j;

	*m = (struct number){.scale = 1, .start = i};
	if (i >= c->n)
		return false;
	if ((e = phrase(c, i, W_MANY, &len)) != NULL) {
		m->value = value_of(c, e);
		m->many = true;
		m->end = i + len;
		return true;
	}
	if ((e = phrase(c, i, W_SEVERAL, &len)) != NULL && i + len < c->n &&
	    multiplier(c, word(c, i + len))) {
		m->value = value_of(c, e);
		m->end = number_more(c, i + len, m);
		m->many = true;
		return true;
	}
	if ((m->end = part_at(c, i, m)) != 0)
		return true;
	if (is(c, i, W_ARTICLE)) {
		if (i + 1 >= c->n || !multiplier(c, word(c, i + 1)))
			return false;
		m->value = 0;
		m->end = and_half(c, number_more(c, i + 1, m), m);
		return true;
	}
	if (!number_token(c, i, m))
		return false;
	/* "Forty~three": a hyphen's place taken by another mark */
	j = number_more(c, i + 1, m);
	j = and_half(c, j, m);
	/* "three quarters of" */
	if (!m->digits && !m->tail.n && is(c, j, W_PART) &&
	    is(c, j + 1, W_OF)) {
		e = entry_of(c, word(c, j), W_PART);
		m->value = parts(m->value, value_of(c, e));
		m->part = true;
		m->one = false;
		j++;
	}
	m->end = j;
	return true;
}

static bool
is_number(const struct scan *c, size_t i)
{
	struct number m = {0};

	return i < c->n && (is(c, i, W_NUMBER) || is(c, i, W_MANY) ||
			       number_token(c, i, &m));
}

/* ---- noun phrases ---- */

/* Is the word a noun in the plural, as far as its form tells? */
static bool
is_plural(const struct scan *c, size_t i)
{
	struct str s;
	size_t len;

	if (i >= c->n || c->t[i].kind != TOKEN_WORD ||
	    c->t[i].flags & TOKEN_POINT)
		return false;
	if (is(c, i, W_PLURAL))
		return true;
	s = word(c, i);
	if (s.n < 3 || is(c, i, W_SINGULAR) ||
	    ending(c, s, W_SINGULAR_SUFFIX, &len))
		return false;
	return ending(c, s, W_PLURAL_SUFFIX, &len) != NULL;
}

/* Is singular and plural one word: "police"? */
static bool
is_invariant(const struct scan *c, size_t i)
{
	const struct lexicon_entry *e = entry_of(c, word(c, i), W_PLURAL);

	return e && str_eq(id_of(c, e), lexicon_name(c->a->lex, e));
}

/* Does token I end a noun phrase? */
static bool
stops(const struct scan *c, size_t i)
{
	if (i >= c->n)
		return true;
	/* "U.S.-based": the abbreviation keeps its point */
	if (c->t[i].kind == TOKEN_MARK)
		return !(is_mark(c, i, '-') && glued(c, i));
	/* "World War I veterans" */
	if (is(c, i, W_STOP) && i > 1 && !c->headline &&
	    flag(c, i, TOKEN_CAP) && flag(c, i - 1, TOKEN_CAP))
		return false;
	return (c->mask[i] &
		   (BIT(W_STOP) | BIT(W_CALENDAR) | BIT(W_WEEKDAY))) ||
	       is_clitic(c, i) ||
	       (is_number(c, i) && !flag(c, i, TOKEN_HYPHEN));
}

/* Is it a word such as "wounded" or "outlining" behind another word? */
static bool
is_participle(const struct scan *c, size_t i)
{
	size_t len;

	return i && i < c->n && flag(c, i, TOKEN_LOWER) &&
	       ending(c, word(c, i), W_PARTICIPLE, &len) &&
	       !ending(c, word(c, i - 1), W_ADVERB, &len);
}

static bool
is_verb(const struct scan *c, size_t i)
{
	return is(c, i, W_VERB) || is(c, i, W_CHANGE) || is(c, i, W_CASUALTY) ||
	       is_participle(c, i);
}

/* "Tallmar shipbuilding", but not "boats carrying rice" */
static bool
is_gerund(const struct scan *c, size_t i)
{
	size_t len;
	const struct lexicon_entry *e =
	    ending(c, word(c, i), W_PARTICIPLE, &len);

	return e && id_of(c, e).n && !is_plural(c, i - 1) && stops(c, i + 1);
}

/*
 * The noun in the plural that the phrase from I is about: "Kurdish language
 * newspapers" has its head at 2. SIZE_MAX if there is none.
 */
static size_t
plural_head(const struct scan *c, size_t i)
{
	size_t j, k;

	for (j = i; j < c->n && j < i + MAXNOUN; j++) {
		/* "five older , diesel submarines" */
		if (j > i && is_mark(c, j, ',') && !stops(c, j + 1) &&
		    !is_plural(c, j - 1) && !is(c, j + 1, W_VERB) &&
		    !is(c, j - 1, W_CASUALTY) && !is_plural(c, j + 1))
			continue;
		if (stops(c, j))
			return SIZE_MAX;
		if (!is_plural(c, j) ||
		    (j > i && is(c, j, W_VERB) && !is(c, j, W_PLURAL))) {
			if (is(c, j, W_COLLECTIVE) &&
			    (stops(c, j + 1) || is_verb(c, j + 1)))
				return j;
			if (is(c, j, W_VERB) && !is(c, j, W_STATE))
				return SIZE_MAX;
			continue;
		}
		/* What looks like the head may stand before it. */
		if (c->headline && !is(c, j, W_ATTRIBUTIVE))
			return j;
		for (k = j + 1; k < j + 4 && !stops(c, k) && !is_verb(c, k);
		     k++)
			if (is_plural(c, k))
				break;
		if (k < j + 4 && !stops(c, k) && !is_verb(c, k) &&
		    is_plural(c, k) &&
		    ((is(c, j, W_ATTRIBUTIVE) &&
			 (k == j + 1 ||
			     (k == j + 2 && (flag(c, j, TOKEN_CAP) ||
						is_invariant(c, j))))) ||
			(flag(c, j, TOKEN_CAP) &&
			    (k == j + 1 || flag(c, j + 1, TOKEN_CAP)) &&
			    !flag(c, k, TOKEN_CAP)))) {
			j = k - 1;
			continue;
		}
		return j;
	}
	return SIZE_MAX;
}

/* "men and boys": the last word of what HEAD is joined to, or HEAD. */
static size_t
joined_head(const struct scan *c, size_t head)
{
	size_t j = head, k;

	while (
	    j + 2 < c->n && (is(c, j + 1, W_AND) || is_mark(c, j + 1, ','))) {
		for (k = j + 2; k < j + 5 && !stops(c, k) && !is_verb(c, k) &&
				!is_plural(c, k);
		     k++)
			;
		if (k >= j + 5 || stops(c, k) || is_verb(c, k) ||
		    !is_plural(c, k) ||
		    (flag(c, k, TOKEN_CAP) && !flag(c, head, TOKEN_CAP)))
			return head;
		if (is(c, j + 1, W_AND))
			return stops(c, k + 1) || is_verb(c, k + 1) ? k : head;
		j = k;
	}
	return head;
}

/* The singular noun of "one Iraqi soldier": its last word. */
static size_t
singular_head(const struct scan *c, size_t i)
{
	size_t j = i;

	while (j < i + 5 && !stops(c, j) && !is(c, j, W_VERB) &&
	       (j == i || !is_verb(c, j)))
		j++;
	/* "one dissenting vote", but "one built by hand" */
	if (j == i + 1 && is_participle(c, i)) {
		if (stops(c, j))
			return SIZE_MAX;
		j++;
	}
	return j == i || is(c, i, W_ONE_NO) || is_plural(c, j - 1) ? SIZE_MAX
								   : j - 1;
}

/*
 * The noun phrase from I on, whatever its number: tokens *FROM up to *TO.
 * Determiners and owners are left out: "of Ana's last boat" is "last boat".
 */
static bool
noun_phrase(const struct scan *c, size_t i, size_t *from, size_t *to)
{
	size_t j, len, end = i + MAXNOUN;

	while (phrase(c, i, W_DETERMINER, &len))
		i += len;
	*from = i;
	for (j = i; j < end; j++) {
		if (j > *from && is_clitic(c, j)) {
			*from = j + 1;
			continue;
		}
		if (stops(c, j) ||
		    (j > *from && is_verb(c, j) && !is_gerund(c, j)))
			break;
		if (j > *from && is_plural(c, j - 1) && !is_plural(c, j) &&
		    !is(c, j - 1, W_ATTRIBUTIVE))
			break;
	}
	/* "output and exports", "short and medium routes" */
	if (j > *from && j < end && is(c, j, W_AND))
		for (size_t k = j + 1;
		     k < j + 4 && !stops(c, k) && !is_verb(c, k); k++)
			if (is_plural(c, k) &&
			    (stops(c, k + 1) || is_verb(c, k + 1))) {
				j = k + 1;
				break;
			}
	*to = j;
	return j > *from && j < end;
}

static struct str
span(const struct scan *c, size_t from, size_t to)
{
	return str_slice(c->text, c->t[from].start, c->t[to - 1].end);
}

/* The singular of S, in D's arena or as it stands. */
static struct str
singular(const struct scan *c, struct str s, bool lower)
{
	const struct lexicon_entry *e = entry_of(c, s, W_PLURAL);
	struct buf *b = &c->a->scratch[0], *l = &c->a->scratch[1];
	size_t len;

	if (e)
		return id_of(c, e);
	if (!str_is(c, s, W_SINGULAR) && !ending(c, s, W_SINGULAR_SUFFIX, &len))
		e = ending(c, s, W_PLURAL_SUFFIX, &len);
	if (!e && !lower)
		return s;
	buf_reset(b);
	buf_add(b, s.p, e ? s.n - len : s.n);
	if (e)
		buf_adds(b, id_of(c, e));
	if (!lower)
		return document_copy(c->d, buf_str(b));
	buf_reset(l);
	utf8_lower(l, buf_str(b));
	return document_copy(c->d, buf_str(l));
}

static struct str
lemma(const struct scan *c, size_t i)
{
	return singular(c, word(c, i), c->headline);
}

/* ---- amounts ---- */

static void
set_of(const struct scan *c, struct found *f, size_t i)
{
	size_t from, to;

	if (is(c, i, W_OF) && noun_phrase(c, i + 1, &from, &to))
		f->e.of = span(c, from, to);
}

/*
 * "Exports fell by 3 percent", "the price of rice in Tallmar rose": of what
 * the amount at I tells, by the verb before it. The subject may have further
 * phrases behind it; its first noun is what changed, with what it is "of".
 */
static void
set_subject(const struct scan *c, struct found *f, size_t i, bool is_money)
{
	size_t j = i, to, low = i > MAXBACK ? i - MAXBACK : 0;

	while (j > low && is(c, j - 1, W_BETWEEN))
		j--;
	if (j == low || !is(c, j - 1, W_CHANGE) ||
	    (is_money && is(c, j - 1, W_LOSS)))
		return;
	while (j > low && (is(c, j - 1, W_CHANGE) || is(c, j - 1, W_BETWEEN)))
		j--;
	to = j;
	for (;;) {
		while (j > low && !stops(c, j - 1) && !is(c, j - 1, W_VERB))
			j--;
		if (j == to)
			return;
		if (j > low + 1 && is(c, j - 1, W_DETERMINER))
			j--;
		if (j > low + 1 && is(c, j - 1, W_JOINS) && !stops(c, j - 2)) {
			if (!is(c, j - 1, W_OF))
				to = j - 1;
			j--;
			continue;
		}
		break;
	}
	if (is(c, j, W_DETERMINER))
		j++;
	if (j < to)
		f->e.of = span(c, j, to);
}

/* The currency of "USD 0.01"; *TIMES is what stands behind. */
static struct str
currency(struct str id, double *times)
{
	struct str rest = id, code;

	*times = 1;
	if (str_split(&rest, ' ', &code) && rest.n)
		*times = strtod(rest.p, NULL);
	return code;
}

static void
money(const struct scan *c, struct found *f, struct str id)
{
	double times;
	size_t from, to;

	f->e.label = ENTITY_MONEY;
	f->e.unit = currency(id, &times);
	f->e.value *= times;
	f->e.value2 *= times;
	f->e.score = 0.95;
	set_of(c, f, f->to);
	/* "millions of dollars in aid" */
	if (is(c, f->to, W_IN) && flag(c, f->to + 1, TOKEN_LOWER) &&
	    !is(c, f->to + 1, W_DETERMINER) &&
	    noun_phrase(c, f->to + 1, &from, &to) && !is(c, to - 1, W_TIME))
		f->e.of = span(c, from, to);
	if (!f->e.of.n)
		set_subject(c, f, f->from, true);
}

/* The currency named at J, that may follow M; *LEN its tokens. */
static const struct lexicon_entry *
currency_at(const struct scan *c, size_t j, const struct number *m, size_t *len)
{
	const struct lexicon_entry *e = phrase(c, j, W_CURRENCY, len);

	if (!e)
		e = phrase(c, j, W_CURRENCY_PART, len);
	if (!e && (m->scale >= 1e6 || (m->many && m->value >= 1e6)))
		e = phrase(c, j, W_CURRENCY_LARGE, len);
	return e;
}

static void
age(struct found *f, struct str unit)
{
	f->e.label = ENTITY_QUANTITY;
	f->e.unit = unit;
	f->e.of = STR("age");
	f->e.score = 0.9;
}

/*
 * The tail of a hyphened number ("nine-year-old", "five-percent",
 * "15-member"): false if the number is no amount.
 */
static bool
tail_amount(const struct scan *c, struct found *f, const struct number *m)
{
	struct str rest = m->tail, part = first_part(&rest);
	const struct lexicon_entry *e;
	size_t from, to;

	if ((e = entry_of(c, part, W_TIME)) != NULL) {
		bool old = false;

		while (rest.n && !old)
			old = str_is(c, first_part(&rest), W_OLD);
		if (!old && is(c, f->to, W_OLD)) {
			old = true;
			f->to++;
		}
		for (to = f->to; !str_eqz(id_of(c, e), "year"); to++)
			if (stops(c, to))
				return false;
			else if (is(c, to, W_INFANT))
				break;
		age(f, id_of(c, e));
		return old;
	}
	if (str_is(c, part, W_PERCENT)) {
		f->e.label = ENTITY_PERCENT;
		f->e.unit = STR("percent");
		if (noun_phrase(c, f->to, &from, &to))
			f->e.of = span(c, from, to);
		return true;
	}
	if ((e = entry_of(c, part, W_CURRENCY)) != NULL) {
		money(c, f, id_of(c, e));
		return true;
	}
	if ((e = entry_of(c, part, W_UNIT)) != NULL)
		f->e.unit = id_of(c, e);
	else if (m->one || (m->value == 1 && !m->digits) || m->part ||
		 m->glued || str_is(c, part, W_NO_UNIT) ||
		 (rest.n && !str_is(c, part, W_PLURAL)) || part.n < 3 ||
		 (part.p[0] >= 'A' && part.p[0] <= 'Z' && !c->headline))
		return false;
	else
		f->e.unit = singular(c, part, c->headline);
	if (m->glued)
		set_of(c, f, f->to);
	else if (noun_phrase(c, f->to, &from, &to))
		f->e.of = span(c, from, to);
	f->e.score = 0.8;
	return true;
}

/* What is counted behind the number; false if there is no noun. */
static bool
count(const struct scan *c, struct found *f, const struct number *m)
{
	size_t j = f->to, h, from, to, len;

	f->e.label = ENTITY_QUANTITY;
	if (m->one) {
		if (m->start && is(c, m->start - 1, W_NO_ONE))
			return false;
		h = singular_head(c, j);
		if (h == SIZE_MAX)
			return false;
		f->to = h + 1;
		f->e.unit = lemma(c, h);
		f->e.of = span(c, j, h + 1);
		f->e.score = 0.8;
		f->counted = true;
		return true;
	}
	from = j;
	if (is(c, j, W_OF)) {
		from = j + 1;
		/* "157 of 338 seats" */
		if (is_number(c, from)) {
			f->open = true;
			return false;
		}
		if (!m->many && !m->part && !is(c, from, W_DETERMINER) &&
		    !flag(c, from, TOKEN_CAP))
			return false;
		while (phrase(c, from, W_DETERMINER, &len))
			from += len;
		/* "five of Ana's boats": the owner is left out */
		for (to = from; to < from + 5 && to < c->n; to++)
			if (is_clitic(c, to)) {
				from = to + 1;
				break;
			} else if (stops(c, to)) {
				break;
			}
		if (is_number(c, from) || phrase(c, from, W_BOUND, &len)) {
			f->open = true;
			return false;
		}
	} else if (m->part && is(c, j, W_DETERMINER)) {
		if (noun_phrase(c, from, &from, &to))
			f->e.of = span(c, from, to);
	}
	h = plural_head(c, from);
	if (h != SIZE_MAX) {
		to = joined_head(c, h) + 1;
		f->to = to;
		f->e.unit = lemma(c, is_invariant(c, h) ? to - 1 : h);
		f->e.of = span(c, from, to);
		f->counted = true;
		f->e.score = 0.9;
		return true;
	}
	if (is(c, j, W_OF) && noun_phrase(c, j + 1, &from, &to)) {
		f->e.of = span(c, from, to);
		f->e.score = 0.7;
		if (m->part)
			return !is(c, to - 1, W_TIME) || (f->to = to);
		f->e.unit = is(c, to - 1, W_CASUALTY) ? STR("people")
						      : lemma(c, to - 1);
		f->to = to;
		return true;
	}
	return false;
}

/* Is a number at START to END, without a noun, part of something else? */
static bool
is_other(const struct scan *c, const struct number *m, bool bare)
{
	size_t i = m->start, e = m->end, len;
	bool prev_cap = i > 1 && c->t[i - 1].kind == TOKEN_WORD &&
			flag(c, i - 1, TOKEN_CAP) && !is(c, i - 1, W_STOP) &&
			!is(c, i - 1, W_WEEKDAY) && !is(c, i - 1, W_BETWEEN) &&
			!c->headline;

	if (i && is(c, i - 1, W_CALENDAR) && flag(c, i - 1, TOKEN_CAP) &&
	    (m->value <= 31 || m->year))
		return true;
	if (m->digits && m->value <= 31 && is(c, e, W_CALENDAR) &&
	    flag(c, e, TOKEN_CAP))
		return true;
	if (phrase(c, e, W_CLOCK, &len))
		return true;
	/* 9/11, 10:30, #5 */
	if ((is_mark(c, e, '/') || is_mark(c, e, ':')) &&
	    !flag(c, e + 1, TOKEN_SPACE) && is_number(c, e + 1))
		return true;
	if (i > 1 && (is_mark(c, i - 1, '/') || is_mark(c, i - 1, ':')) &&
	    !flag(c, i, TOKEN_SPACE))
		return true;
	if (i && is(c, i - 1, W_NUMBERED) &&
	    (bare || flag(c, i - 1, TOKEN_CAP)))
		return true;
	/* "Group of Eight" */
	if (!m->digits && i && flag(c, i, TOKEN_CAP) && !c->headline &&
	    c->t[i - 1].kind != TOKEN_MARK)
		return true;
	if (!bare)
		return false;
	if (prev_cap)
		return true;
	/* "founded in 930" */
	if (i && m->digits && m->scale == 1 && m->value >= 100 &&
	    m->value < 2100 && is(c, i - 1, W_IN) && !m->tail.n)
		return true;
	/* "2825 Harbor St.", "Zero Tolerance" */
	if ((m->digits || flag(c, i, TOKEN_CAP)) && e < c->n &&
	    c->t[e].kind == TOKEN_WORD && flag(c, e, TOKEN_CAP) &&
	    !is(c, e, W_WEEKDAY) && !is(c, e, W_STOP) && m->scale == 1 &&
	    !c->headline)
		return true;
	/* A number in a list: "1. ", "2 -- " */
	if (i == 0 && m->digits && m->value < 100 && e + 1 < c->n &&
	    c->t[e].kind == TOKEN_MARK && !is_mark(c, e, ','))
		return true;
	if (i && is_mark(c, i - 1, ':') && m->value < 20 && is_mark(c, e, '.'))
		return true;
	if (i && is_mark(c, i - 1, '(') && is_mark(c, e, ')') && m->value < 10)
		return true;
	/* "2 - 1", "2008 - 9" */
	if (e < c->n && c->t[e].kind == TOKEN_MARK && is(c, e, W_TO) &&
	    is_number(c, e + 1))
		return true;
	if (i > 1 && c->t[i - 1].kind == TOKEN_MARK && is(c, i - 1, W_TO) &&
	    is_number(c, i - 2))
		return true;
	if (e < c->n && c->t[e].kind == TOKEN_NUMBER)
		return true;
	return i && c->t[i - 1].kind == TOKEN_NUMBER;
}

/* Is a number in four figures a year rather than a count of what follows? */
static bool
is_year(const struct scan *c, const struct number *m, bool bare, bool bounded)
{
	size_t i = m->start;

	if (!m->year)
		return false;
	if (bare)
		return true;
	if (m->value < 1700 || bounded)
		return false;
	return i == 0 || is(c, i - 1, W_STOP) || flag(c, i - 1, TOKEN_CAP) ||
	       c->t[i - 1].kind == TOKEN_MARK || is_clitic(c, i - 1) ||
	       !is_plural(c, m->end);
}

/* The upper end of a range; J stands behind M. The index behind it, or J. */
static size_t
range_at(const struct scan *c, size_t j, struct number *m, bool between,
    const struct lexicon_entry *sign)
{
	struct number b;
	size_t k = j, len;

	if (m->range || m->tail.n || m->many || m->part)
		return j;
	if (!(is(c, j, W_TO) || (between && is(c, j, W_AND))))
		return j;
	/* A long dash between blanks is a pause: "class 18 — 31 cadets" */
	if (str_eqz(word(c, j), "\xE2\x80\x94") && flag(c, j, TOKEN_SPACE))
		return j;
	k++;
	if (sign && phrase(c, k, W_SIGN, &len))
		k += len;
	if (!number_at(c, k, &b) || b.range || b.many || b.part)
		return j;
	/* "2 to 3 million" */
	if (m->scale == 1 && b.scale > 1 && m->value < b.value / b.scale)
		m->value *= b.scale;
	if (!(b.value <= MAXVALUE))
		return j;
	if (b.value <= m->value) {
		/* "a 3 to 1 margin", but "from 5 to 3 percent" */
		m->score = c->t[j].kind == TOKEN_WORD && !between &&
			   !(m->start && is(c, m->start - 1, W_FROM)) &&
			   !sign && m->value < 100 && m->scale == 1 &&
			   b.scale == 1 && !b.tail.n && is(c, j, W_TO) &&
			   !phrase(c, b.end, W_PERCENT, &len) &&
			   !phrase(c, b.end, W_UNIT, &len) &&
			   !is(c, b.end, W_TIME);
		return m->score ? b.end : j;
	}
	/* A change, not a range: "rose from 8 to 12" */
	if (!between && m->start && is(c, m->start - 1, W_FROM) &&
	    !phrase(c, m->start - 1, W_BOUND, &len))
		return j;
	if (m->year && b.year)
		m->decade = true; /* "between 1960 and 1962" */
	m->value2 = b.value;
	m->range = true;
	m->year = false;
	m->one = false;
	m->scale = b.scale;
	m->tail = b.tail;
	m->glued = b.glued;
	return b.end;
}

/* Narrows *BOUND by the entry E: "at least about 40" is at least. */
static void
set_bound(
    const struct scan *c, const struct lexicon_entry *e, enum bound *bound)
{
	if (*bound != BOUND_EXACT && *bound != BOUND_ABOUT)
		return;
	for (int b = BOUND_ABOUT; b < BOUND_RANGE; b++)
		if (str_eqz(id_of(c, e), bounds[b]) &&
		    (b != BOUND_ABOUT || *bound == BOUND_EXACT)) {
			*bound = (enum bound)b;
			return;
		}
}

/* The bounds before an amount at I: the index behind them. */
static size_t
bounds_at(const struct scan *c, size_t i, enum bound *bound, bool *between)
{
	const struct lexicon_entry *e;
	size_t len;

	for (int k = 0; k < MAXBOUNDS && (e = phrase(c, i, W_BOUND, &len));
	     k++) {
		struct str id = id_of(c, e);

		/* "talks about 40 detainees", "control over four mines" */
		if (len == 1 && i && is(c, i - 1, W_TAKES) && is(c, i, W_STOP))
			return i;

		if (str_eqz(id, "between"))
			*between = true;
		else
			set_bound(c, e, bound);
		i += len;
	}
	return i;
}

/* A sign of money at J: "$", "US$", but not the article in "a $5 note". */
static const struct lexicon_entry *
sign_at(const struct scan *c, size_t j, size_t *len)
{
	const struct lexicon_entry *e = phrase(c, j, W_SIGN, len);

	if (!e || *len == 1)
		return e;
	if (c->t[j].kind == TOKEN_WORD &&
	    (!flag(c, j, TOKEN_CAP) ||
		(!flag(c, j, TOKEN_UPPER | TOKEN_POINT) &&
		    flag(c, j + *len - 1, TOKEN_SPACE))))
		return NULL;
	return e;
}

/* "aged 45", "Breck, 52,": a number that tells somebody's age. */
static bool
is_age(const struct scan *c, const struct number *m)
{
	size_t i = m->start, e = m->end, len;

	if (m->value < 1 || m->value > 120 || m->scale > 1)
		return false;
	for (size_t back = 1; back <= 4 && back <= i; back++) {
		const struct lexicon_entry *x =
		    phrase(c, i - back, W_AGE, &len);
		if (x && len == back)
			return true;
	}
	if (!m->digits || m->range || i < 2 || !is_mark(c, i - 1, ',') ||
	    c->t[i - 2].kind != TOKEN_WORD || is(c, i - 2, W_CALENDAR) ||
	    is(c, i - 2, W_WEEKDAY) || is(c, i - 2, W_STOP) ||
	    flag(c, i - 2, TOKEN_DIGIT) || is(c, i - 2, W_NUMBER) ||
	    m->value != floor(m->value))
		return false;
	return is_mark(c, e, ',') || is_mark(c, e, '.') || is_mark(c, e, ';') ||
	       is_mark(c, e, ')');
}

static void
set_span(const struct scan *c, struct found *f)
{
	f->e.start = c->t[f->from].start;
	f->e.end = c->t[f->to - 1].end;
}

/*
 * What the number M (F->to stands behind it) is an amount of. False if it is
 * none; F->to moves behind all that was used either way.
 */
static bool
classify(const struct scan *c, struct found *f, const struct number *m,
    bool bounded, const struct lexicon_entry *sign)
{
	const struct lexicon_entry *e;
	size_t len;
	bool noun;

	f->e.label = ENTITY_QUANTITY;
	f->e.score = 0.9;
	if (sign) {
		money(c, f, id_of(c, sign));
		return true;
	}
	if (m->decade) {
		if (m->value > 100 || fmod(m->value, 10) != 0 || !m->start ||
		    !is(c, m->start - 1, W_AGE_DECADE))
			return false;
		e = entry_of(c, word(c, m->start - 1), W_AGE_DECADE);
		if (id_of(c, e).n)
			f->from = m->start - 1;
		age(f, STR("year"));
		f->e.bound = BOUND_ABOUT;
		return true;
	}
	if (m->tail.n)
		return tail_amount(c, f, m);
	if (phrase(c, f->to, W_PERCENT, &len)) {
		f->to += len;
		f->e.label = ENTITY_PERCENT;
		f->e.unit = STR("percent");
		f->e.score = 0.95;
		set_of(c, f, f->to);
		if (!f->e.of.n)
			set_subject(c, f, f->from, false);
		return true;
	}
	len = 0;
	if (m->part && is(c, f->to, W_ARTICLE))
		len = 1;
	if (m->part && is(c, f->to, W_OF) && is(c, f->to + 1, W_ARTICLE))
		len = 2;
	if (m->many && is(c, f->to, W_OF))
		len = 1;
	{
		size_t at = f->to + len, l2;

		if ((e = currency_at(c, at, m, &l2)) != NULL) {
			f->to = at + l2;
			money(c, f, id_of(c, e));
			return true;
		}
		if ((e = phrase(c, at, W_UNIT, &l2)) != NULL &&
		    !(m->one && !bounded && l2 == 1 && is(c, at, W_ONE_NO))) {
			f->to = at + l2;
			f->e.unit = id_of(c, e);
			set_of(c, f, f->to);
			return true;
		}
		if (is(c, at, W_TIME)) {
			e = entry_of(c, word(c, at), W_TIME);
			f->to = at + 1;
			if (!phrase(c, f->to, W_OLD, &l2))
				return false;
			f->to += l2;
			age(f, id_of(c, e));
			return true;
		}
	}
	if (is_age(c, m)) {
		struct number b;

		/* "between the ages of 17 and 20" */
		if (!m->range && (is(c, f->to, W_AND) || is(c, f->to, W_TO)) &&
		    number_at(c, f->to + 1, &b) && b.value > m->value &&
		    b.value <= 120 && !b.tail.n) {
			f->e.value2 = b.value;
			f->e.bound = BOUND_RANGE;
			f->to = b.end;
		}
		age(f, STR("year"));
		return true;
	}
	for (size_t back = 1; back <= 3 && back <= f->from; back++)
		if ((e = phrase(c, f->from - back, W_UNIT_BEFORE, &len)) &&
		    len == back) {
			f->e.unit = id_of(c, e);
			return true;
		}
	noun = count(c, f, m);
	if (noun && f->to > m->end && is(c, f->to - 1, W_TIME))
		return false;
	if (is_other(c, m, !noun && !bounded) ||
	    is_year(c, m, !noun && !(bounded && f->e.bound != BOUND_ABOUT),
		bounded))
		return false;
	if (noun)
		return true;
	if (m->range && !bounded && !m->scale)
		return false;
	if (m->range && m->digits && !bounded && m->end == m->start + 1)
		return false; /* a score */
	f->bare = true;
	if (is(c, f->to, W_MORE) && !is(c, f->to + 1, W_STOP))
		f->to++;
	f->e.score = bounded ? 0.8 : 0.6;
	if (m->one && !bounded)
		return false;
	if (m->part && !bounded && m->value == 0.5 && !is(c, f->to, W_OF))
		return false;
	return true;
}

/*
 * The amount that begins at I: 1, and F is set; 0 if there is none. *NEXT is
 * where to go on.
 */
static bool
amount_at(const struct scan *c, size_t i, struct found *f, size_t *next)
{
	const struct lexicon_entry *sign, *e = NULL;
	enum bound bound = BOUND_EXACT;
	struct number m = {0};
	bool between = false, bounded, ok;
	size_t j, len;

	*next = i + 1;
	*f = (struct found){.from = i};
	j = bounds_at(c, i, &bound, &between);
	bounded = j > i;
	/* "above the $60 million mark" */
	if (bounded && is(c, j, W_DETERMINER) && sign_at(c, j + 1, &len))
		j++;
	if ((sign = sign_at(c, j, &len)) != NULL)
		j += len;
	if (bounded && is(c, j, W_ARTICLE) &&
	    (flag(c, j + 1, TOKEN_DIGIT) ||
		(j + 1 < c->n && c->t[j + 1].kind == TOKEN_NUMBER)))
		j++;
	if (number_at(c, j, &m)) {
		j = m.end;
	} else if (bounded && is(c, j, W_ARTICLE)) {
		/* "less than a dollar" */
		m = (struct number){
		    .value = 1, .scale = 1, .start = j, .end = j + 1};
		e = currency_at(c, j + 1, &m, &len);
		if (!e)
			e = phrase(c, j + 1, W_UNIT, &len);
		if (!e)
			return false;
		j++;
	} else {
		return false;
	}
	if (!(m.value <= MAXVALUE))
		return false;
	j = range_at(c, j, &m, between, sign);
	m.end = j;
	/* "300-plus", "200-odd" */
	if (m.tail.n && (e = entry_of(c, m.tail, W_BOUND_AFTER)) != NULL) {
		set_bound(c, e, &bound);
		m.tail.n = 0;
	}
	f->to = j;
	f->e.value = m.value;
	f->e.value2 = m.range ? m.value2 : 0;
	f->e.bound = bound != BOUND_EXACT ? bound
		     : m.many             ? BOUND_MIN
					  : BOUND_EXACT;
	if (m.score || (m.range && m.value2 <= m.value))
		ok = false; /* a score */
	else
		ok = classify(c, f, &m, bounded, sign);
	if (m.range)
		f->e.bound = BOUND_RANGE;
	if (ok && f->counted && !m.digits && m.value < 10 && m.value >= 1 &&
	    m.start == i + 1 && is(c, i, W_LOOSE)) {
		f->e.bound = BOUND_EXACT;
		f->from = m.start;
	}
	*next = f->to > i ? f->to : i + 1;
	if (!ok)
		return false;
	if ((e = phrase(c, f->to, W_BOUND_AFTER, &len)) != NULL &&
	    f->e.bound == BOUND_EXACT) {
		set_bound(c, e, &f->e.bound);
		f->to += len;
		*next = f->to;
	}
	set_span(c, f);
	return true;
}

/* ---- numbers without a noun ---- */

static bool
beside_casualty(const struct scan *c, const struct found *f)
{
	for (size_t back = 1; back <= 2 && back <= f->from; back++) {
		if (is(c, f->from - back, W_CASUALTY))
			return true;
		if (c->t[f->from - back].kind == TOKEN_MARK)
			break;
	}
	for (size_t i = f->to; i < f->to + 3 && i < c->n; i++) {
		if (is(c, i, W_CASUALTY))
			return true;
		if (c->t[i].kind == TOKEN_MARK)
			break;
	}
	return false;
}

/*
 * "The death toll rose to 40", "put the number of marchers at 400": what a
 * number without a noun counts, when that is named before it but behind
 * token LOW. False if it is not.
 */
static bool
named_before(const struct scan *c, struct found *x, size_t low)
{
	const struct lexicon_entry *e;
	size_t from, to, len;

	if (x->from > MAXTOLL && low < x->from - MAXTOLL)
		low = x->from - MAXTOLL;
	for (size_t i = x->from; i > low; i--) {
		if ((e = phrase(c, i - 1, W_TOLL, &len)) != NULL) {
			/* "toll" may be the end of "death toll" */
			if (i > 1 && phrase(c, i - 2, W_TOLL, &from) &&
			    from > len) {
				len = from;
				i--;
			}
			x->e.unit = id_of(c, e);
			x->e.of = span(c, i - 1, i - 1 + len);
			return true;
		}
		if (phrase(c, i - 1, W_NUMBER_OF, &len) &&
		    noun_phrase(c, i - 1 + len, &from, &to) && to <= x->from) {
			x->e.unit = is(c, to - 1, W_CASUALTY)
					? STR("people")
					: lemma(c, to - 1);
			x->e.of = span(c, from, to);
			return true;
		}
	}
	return false;
}

/* "killed two guards and wounded six": six guards. */
static void
resolve(const struct scan *c, struct found *f, size_t n)
{
	const struct found *last = NULL;

	for (size_t i = 0; i < n; i++) {
		struct found *x = &f[i];

		if (x->bare && i + 1 < n && !f[i + 1].bare &&
		    f[i + 1].from == x->to + 1 && is(c, x->to, W_TO) &&
		    x->from && is(c, x->from - 1, W_FROM)) {
			/* "rose from 8 to 12 percent" */
			x->e.label = f[i + 1].e.label;
			x->e.unit = f[i + 1].e.unit;
			x->e.of = f[i + 1].e.of;
			continue;
		}
		if (x->e.label != ENTITY_QUANTITY)
			continue;
		if (x->counted) {
			last = x;
			continue;
		}
		if (!x->bare)
			continue;
		if (x->open && i + 1 < n && f[i + 1].counted &&
		    f[i + 1].from < x->to + 6) {
			x->e.unit = f[i + 1].e.unit;
			x->e.of = f[i + 1].e.of;
		} else if (named_before(c, x, last ? last->to : 0)) {
			continue;
		} else if (last) {
			x->e.unit = last->e.unit;
			x->e.of = last->e.of;
		} else if (beside_casualty(c, x)) {
			x->e.unit = STR("people");
		}
		if (!x->e.of.n && is(c, x->to, W_STATE))
			x->e.of = word(c, x->to);
	}
}

static void
classify_words(
    struct amounter *a, struct str text, const struct token *t, size_t n)
{
	struct lexicon_hit hit;

	while (a->maskcap < n + 1)
		a->mask =
		    mem_grow(a->mask, a->maskcap, &a->maskcap, sizeof *a->mask);
	for (size_t i = 0; i < n; i++) {
		a->mask[i] = 0;
		if (!lexicon_all(a->lex, text, &t[i], 1, &hit, 1))
			continue;
		for (size_t j = 0; j < hit.count; j++)
			a->mask[i] |= a->bit[hit.entry[j].label];
	}
}

/* Is there anything in the segment that an amount can begin with? */
static bool
has_number(const struct scan *c)
{
	const uint64_t any = BIT(W_NUMBER) | BIT(W_MULTIPLIER) | BIT(W_MANY) |
			     BIT(W_PART) | BIT(W_CURRENCY) | BIT(W_SIGN);

	for (size_t i = 0; i < c->n; i++)
		if (c->t[i].kind == TOKEN_NUMBER || c->mask[i] & any ||
		    c->t[i].flags & (TOKEN_DIGIT | TOKEN_HYPHEN))
			return true;
	return false;
}

struct entity *
amounter_segment(
    struct amounter *a, struct document *d, const struct segment *s, size_t *n)
{
	struct scan c = {a, d, s, s->text, s->token, s->ntoken, NULL,
	    s->kind == SEGMENT_TITLE || s->kind == SEGMENT_HEADING ||
		s->in_title};
	struct entity *out;
	struct found f;
	size_t next;

	*n = a->nfound = 0;
	classify_words(a, c.text, c.t, c.n);
	c.mask = a->mask;
	if (!has_number(&c))
		return NULL;
	for (size_t i = 0; i < c.n; i = next) {
		if (!amount_at(&c, i, &f, &next))
			continue;
		a->found = mem_grow(
		    a->found, a->nfound, &a->foundcap, sizeof *a->found);
		a->found[a->nfound++] = f;
	}
	if (!a->nfound)
		return NULL;
	resolve(&c, a->found, a->nfound);
	out = arena_alloc(&d->arena, a->nfound * sizeof *out);
	for (size_t i = 0; i < a->nfound; i++)
		out[i] = a->found[i].e;
	*n = a->nfound;
	return out;
}
