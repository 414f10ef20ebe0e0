#include "base/mem.h"
#include "lang/wordclass.h"
#include "news/entity_in.h"

#include <stdlib.h>
#include <string.h>

enum {
	PAD = 2,       /* cells before and behind a segment */
	GAP = 2,       /* tokens between names that a run goes on through */
	STRETCH = 6,   /* capitalised words looked at on each side of one */
	ENOUGH = 1000, /* mentions of a name that are asked what it is */
	LONGEST = 256  /* tokens of a run; longer ones are cut */
};

/* What the features are made of, a token. */
struct cell {
	uint64_t hash;
	uint32_t bits, shape;
	uint32_t lists;        /* what lists name it: struct look */
	uint16_t coarse, fine; /* the word's classes */
	uint8_t rule;          /* the label that the rules give it */
	uint8_t sure;          /* how sure they are, in three steps */
	uint8_t titled;        /* stands in or behind a title or role */
	uint8_t usage;         /* how the document uses the word elsewhere */
	uint8_t signs;  /* what stands around it here: SIGN_TITLE and so on */
	uint8_t around; /* and what elsewhere in the document */
	uint8_t place;  /* OPENS, LIVE and the like */
	uint8_t intro;  /* 1 + usage of what it is put in brackets behind */
};

enum { CAPITAL = 1, OPENS = 2, LIVE = 4, QUOTED = 8, NUMBER = 16 };

/*
 * What around a word tells of what it names; in one sentence it may stand
 * bare that another introduces: "the trader Tom Venn ... Venn".
 */
enum {
	SIGN_TITLE = 1,
	SIGN_GIVEN = 2,  /* a given name before it */
	SIGN_SPEAKS = 4, /* "said" beside it */
	SIGN_PLACE = 8,  /* "in" before it */
	SIGN_HEAD = 16,  /* "Bank" behind it */
	SIGN_LAST = 32,  /* capitals before it, none behind */
	SIGN_FIRST = 64, /* capitals behind it, none before */
	SIGN_ALONE = 128,
	SIGNS = 8
};

/* How often the document uses a word so, by the rules. */
enum usage {
	USED_OUTSIDE,
	USED_LOWER,
	USED_PERSON,
	USED_PERSON_ON, /* going on: a surname */
	USED_ORG,
	USED_PLACE,
	USED_OTHER,
	USES
};

/* Classes of words, as bits: those seen, and those seen twice or more. */
struct company {
	uint64_t once, twice;
};

struct word {
	uint64_t hash; /* 0: free */
	uint16_t count[USES], sign[SIGNS];
	struct company before, behind;
	uint8_t intro;
};

/* What the model makes of the mentions of one word of one name, added up. */
struct mentions {
	uint64_t key;
	int32_t n, sum[SEQUENCE_LABELS];
};

struct observer {
	const struct wordclasses *classes;
	struct cell *cell;
	size_t ncell, cellcap;
	size_t *segment; /* the first cell of each segment */
	size_t nsegment, segmentcap;
	struct word *word; /* a table, of capitalised words */
	size_t nword, wordcap;
	bool counted;
	/* of the runs at work */
	uint32_t *feature, *at;
	size_t nfeature, featurecap, natcap;
	struct range {
		size_t first, n, at;
	} * run;
	size_t nrun, runcap;
	uint8_t *label;
	size_t labelcap;
	struct span *span;
	size_t nspan, spancap;
	struct sequence_work work;
	/* of the document's runs: the weights of their tokens' labels */
	int16_t *sum; /* SEQUENCE_LABELS a token */
	size_t nsum, sumcap;
	struct weighed {
		size_t segment, first, n, sum;
	} * weighed;
	size_t nweighed, weighedcap;
	size_t named, named_runs; /* segments and runs that have their names */
	struct mentions *mentions;
	size_t nmentions, mentionscap;
	uint32_t *slot; /* a table: 1 + number of the mentions; 0: free */
	size_t nslot, slotcap;
};

struct observer *
observer_new(void)
{
	return mem_zalloc(1, sizeof(struct observer));
}

void
observer_free(struct observer *o)
{
	if (!o)
		return;
	free(o->cell);
	free(o->segment);
	free(o->word);
	free(o->feature);
	free(o->at);
	free(o->run);
	free(o->label);
	free(o->span);
	free(o->sum);
	free(o->weighed);
	free(o->mentions);
	free(o->slot);
	sequence_work_release(&o->work);
	free(o);
}

void
observer_set_classes(struct observer *o, const struct wordclasses *c)
{
	o->classes = c;
}

void
observer_reset(struct observer *o)
{
	o->ncell = o->nsegment = 0;
	o->nsum = o->nweighed = o->named = o->named_runs = 0;
	o->counted = false;
}

/* ---- cells ---- */

static inline uint64_t
mix(uint64_t h, uint64_t v)
{
	h = (h ^ v) * UINT64_C(0x9E3779B97F4A7C15);
	return h ^ (h >> 29);
}

/* "McDonald" as XxXx, "U.S." as X.X., long stretches as two. */
static uint32_t
shape_of(struct str s)
{
	uint64_t h = 1;
	char last = 0, c;
	int same = 0;

	for (size_t i = 0; i < s.n; i++) {
		c = s.p[i];
		if (c >= 'a' && c <= 'z')
			c = 'x';
		else if (c >= 'A' && c <= 'Z')
			c = 'X';
		else if (c >= '0' && c <= '9')
			c = 'd';
		else if (c & 0x80)
			c = 'u';
		same = c == last ? same + 1 : 0;
		last = c;
		if (same < 2)
			h = mix(h, (unsigned char)c);
	}
	return (uint32_t)(h >> 32);
}

static unsigned
step_of(double score)
{
	return score >= 0.9 ? 2 : score >= 0.7 ? 1 : 0;
}

static void
note_rules(struct cell *c, const struct segment *s, const struct entity *found,
    size_t n)
{
	size_t e = 0;

	for (size_t i = 0; i < s->ntoken && e < n; i++) {
		const struct token *k = &s->token[i];

		while (e < n && found[e].end <= k->start)
			e++;
		if (e == n || found[e].start > k->start ||
		    (int)found[e].label >= NAME_LABELS)
			continue;
		c[i].rule = (uint8_t)(1 + 2 * (unsigned)found[e].label +
				      (found[e].start != k->start));
		c[i].sure = (uint8_t)step_of(found[e].score);
	}
}

/* 1 in a title or role, 2 right behind one. */
static void
note_titles(struct cell *c, const struct look *look, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t long_ =
		    look[i].title > look[i].role ? look[i].title : look[i].role;

		if (!long_)
			continue;
		for (size_t k = i; k < i + long_ && k < n; k++)
			c[k].titled = 1;
		if (i + long_ < n && c[i + long_].titled != 1)
			c[i + long_].titled = 2;
	}
}

/*
 * What a careless writer leaves in lower case: of single words only those
 * count that are no ordinary words.
 */
static bool
may_be_name(const struct cell *c)
{
	return !(c->place & CAPITAL) && !(c->bits & (COMMON | STARTER)) &&
	       (c->lists || c->bits & (GIVEN | SURNAME));
}

/*
 * Does token I end a sentence, by its looks? A point behind a longer word
 * that is no "Corp .", as where the end of a sentence was missed: "... the
 * Hollow Road Fund . Critics said".
 */
static bool
ends_sentence(
    const struct cell *c, const struct segment *s, const struct token *k)
{
	if (k->kind != TOKEN_MARK)
		return false;
	if (token_is(s->text, k, ";"))
		return true;
	return token_is(s->text, k, ".") && k > s->token &&
	       k[-1].kind == TOKEN_WORD && k[-1].end - k[-1].start > 3 &&
	       !(c[-1].bits & HEAD);
}

/* Which tokens may be part of a name. */
static void
note_live(
    struct cell *c, const struct segment *s, const struct token *k, size_t n)
{
	bool careless = is_careless(s);
	size_t last = SIZE_MAX;

	for (size_t i = 0; i < n; i++) {
		bool live = c[i].place & CAPITAL || c[i].rule ||
			    c[i].lists >> 10 ||
			    (careless && may_be_name(&c[i]));

		if (k[i].kind == TOKEN_WORD && k[i].flags & TOKEN_DIGIT)
			live = true;
		if (c[i].place & NUMBER)
			live = (i > 0 && c[i - 1].place & CAPITAL) ||
			       (i + 1 < n && c[i + 1].place & CAPITAL);
		if (!live)
			continue;
		c[i].place |= LIVE;
		if (last != SIZE_MAX && i - last <= GAP + 1)
			for (size_t m = last + 1; m < i; m++)
				if (!ends_sentence(c + m, s, k + m))
					c[m].place |= LIVE;
		/* "Park Min - jun", in texts that part words at hyphens */
		if (i + 2 < n && k[i + 2].kind == TOKEN_WORD &&
		    token_is(s->text, &k[i + 1], "-"))
			c[i + 1].place |= LIVE, c[i + 2].place |= LIVE;
		last = i;
	}
}

static void
note_classes(const struct observer *o, struct cell *c, const struct segment *s)
{
	for (size_t i = 0; o->classes && i < s->ntoken; i++) {
		const struct wordclass *w =
		    wordclass_find(o->classes, wordclass_key(&s->token[i]));

		c[i].coarse = w->coarse;
		c[i].fine = w->fine;
	}
}

/* The signs around the capitalised word at C. */
static uint8_t
signs_of(const struct cell *c)
{
	bool before = c[-1].place & CAPITAL, behind = c[1].place & CAPITAL;
	unsigned s = 0;

	if (c->titled == 2)
		s |= SIGN_TITLE;
	if (before && c[-1].bits & GIVEN)
		s |= SIGN_GIVEN;
	if ((c[-1].bits | c[1].bits) & SPEAKS)
		s |= SIGN_SPEAKS;
	if (!before && c[-1].bits & PLACE_BEFORE)
		s |= SIGN_PLACE;
	if (behind && c[1].bits & HEAD)
		s |= SIGN_HEAD;
	if (before && !behind)
		s |= SIGN_LAST;
	if (behind && !before)
		s |= SIGN_FIRST;
	if (!behind && !before)
		s |= SIGN_ALONE;
	return (uint8_t)s;
}

static enum usage usage_of(const struct cell *c);

/*
 * "the Alden Water Board (AWB)": what is put in brackets behind a name is
 * such a name, in the whole document.
 */
static void
note_intros(struct cell *c, const struct segment *s)
{
	for (size_t i = 1; i + 2 < s->ntoken; i++)
		if (c[i - 1].place & CAPITAL && c[i + 1].place & CAPITAL &&
		    token_is(s->text, &s->token[i], "(") &&
		    token_is(s->text, &s->token[i + 2], ")"))
			c[i + 1].intro = (uint8_t)(1 + usage_of(&c[i - 1]));
}

void
observer_note(struct observer *o, const struct segment *s,
    const struct look *look, const struct entity *found, size_t n)
{
	size_t want = s->ntoken + 2 * PAD;
	struct cell *c;
	bool quoted = false;

	if (o->ncell + want > o->cellcap) {
		o->cellcap = (o->ncell + want) * 2;
		o->cell = mem_resize(o->cell, o->cellcap, sizeof *o->cell);
	}
	o->segment = mem_grow(
	    o->segment, o->nsegment, &o->segmentcap, sizeof *o->segment);
	o->segment[o->nsegment++] = o->ncell + PAD;
	c = o->cell + o->ncell + PAD;
	memset(o->cell + o->ncell, 0, want * sizeof *c);
	o->ncell += want;
	for (size_t i = 0; i < s->ntoken; i++) {
		const struct token *k = &s->token[i];

		c[i].hash = k->hash;
		c[i].bits = look[i].bits;
		c[i].lists =
		    (is_cap(k) || !(c[i].bits & COMMON) ? look[i].alone : 0u) |
		    (uint32_t)look[i].first << 10 |
		    (uint32_t)look[i].inside << 20;
		if (k->kind == TOKEN_WORD && k->flags == TOKEN_LOWER)
			c[i].shape = 1;
		else if (k->kind == TOKEN_WORD &&
			 k->flags == (TOKEN_LOWER | TOKEN_SPACE))
			c[i].shape = 2;
		else
			c[i].shape = shape_of(token_str(s->text, k));
		if (is_cap(k))
			c[i].place |= CAPITAL | (opens(s, i) ? OPENS : 0);
		if (k->kind == TOKEN_NUMBER)
			c[i].place |= NUMBER;
		if (k->flags & TOKEN_QUOTE)
			quoted = !quoted;
		else if (quoted)
			c[i].place |= QUOTED;
	}
	note_classes(o, c, s);
	note_rules(c, s, found, n);
	note_titles(c, look, s->ntoken);
	note_intros(c, s);
	note_live(c, s, s->token, s->ntoken);
	for (size_t i = 0; i < s->ntoken; i++)
		if (c[i].place & CAPITAL)
			c[i].signs = signs_of(c + i);
}

/* ---- the document's words ---- */

static struct word *
word_of(struct observer *o, uint64_t hash, bool make)
{
	if (!o->wordcap)
		return NULL;
	hash |= 1;
	for (size_t i = (hash >> 20) & (o->wordcap - 1);;
	     i = (i + 1) & (o->wordcap - 1)) {
		if (o->word[i].hash == hash)
			return &o->word[i];
		if (!o->word[i].hash) {
			if (!make)
				return NULL;
			o->word[i].hash = hash;
			return &o->word[i];
		}
	}
}

static enum usage
usage_of(const struct cell *c)
{
	if (!c->rule)
		return c->place & CAPITAL ? USED_OUTSIDE : USED_LOWER;
	switch ((c->rule - 1) / 2) {
	case ENTITY_PERSON:
		return (c->rule - 1) % 2 ? USED_PERSON_ON : USED_PERSON;
	case ENTITY_ORG:
		return USED_ORG;
	case ENTITY_GPE:
	case ENTITY_LOC:
	case ENTITY_FAC:
		return USED_PLACE;
	default:
		return USED_OTHER;
	}
}

/* The bit of a word's class; none: 0. */
static uint64_t
class_bit(const struct cell *c)
{
	return c->coarse ? UINT64_C(1) << ((c->coarse - 1) % 64) : 0;
}

static void
keep_company(struct company *k, uint64_t bit)
{
	k->twice |= k->once & bit;
	k->once |= bit;
}

/* What K has of others, where the word at work was counted with BIT. */
static uint64_t
others(const struct company *k, uint64_t bit)
{
	return (k->once & ~bit) | k->twice;
}

/* Counts how the whole document uses each capitalised word. */
static void
count_words(struct observer *o)
{
	size_t want = 0, cap = 64;

	o->counted = true;
	for (size_t i = 0; i < o->ncell; i++)
		want += (o->cell[i].place & CAPITAL) != 0;
	while (cap < want * 2)
		cap *= 2;
	if (cap > o->wordcap) {
		free(o->word);
		o->word = mem_zalloc(cap, sizeof *o->word);
		o->wordcap = cap;
	} else {
		memset(o->word, 0, o->wordcap * sizeof *o->word);
	}
	for (int lower = 0; lower < 2; lower++)
		for (size_t i = 0; i < o->ncell; i++) {
			const struct cell *c = &o->cell[i];
			struct word *w;
			uint16_t *n;

			if (!c->hash ||
			    ((c->place & CAPITAL) == 0) != (lower == 1))
				continue;
			w = word_of(o, c->hash, !lower);
			n = w ? &w->count[usage_of(c)] : NULL;
			if (n && *n < UINT16_MAX)
				++*n;
			if (w && !lower) {
				keep_company(&w->before, class_bit(c - 1));
				keep_company(&w->behind, class_bit(c + 1));
				if (c->intro)
					w->intro = c->intro;
			}
			for (unsigned k = 0; w && k < SIGNS; k++)
				if (c->signs >> k & 1 &&
				    w->sign[k] < UINT16_MAX)
					w->sign[k]++;
		}
}

/* How the document uses the word of C elsewhere: 0 never, most often so. */
static unsigned
elsewhere(struct observer *o, const struct cell *c)
{
	const struct word *w = word_of(o, c->hash, false);
	enum usage own = usage_of(c), most = USES;
	unsigned top = 0, all = 0, n;

	if (!w || !(c->place & CAPITAL))
		return 0;
	for (unsigned u = USED_PERSON; u < USES; u++) {
		n = w->count[u] - (u == own);
		all += n;
		if (n > top) {
			top = n;
			most = (enum usage)u;
		}
	}
	if (!top)
		return w->count[USED_LOWER]                             ? 1
		       : w->count[USED_OUTSIDE] > (own == USED_OUTSIDE) ? 2
									: 0;
	return 3 + (most - USED_PERSON) * 4 + (top * 4 >= all * 3 ? 1 : 0) +
	       (w->count[USED_LOWER] ? 2 : 0);
}

/* The signs that other uses of the word of C have. */
static uint8_t
signs_elsewhere(struct observer *o, const struct cell *c)
{
	const struct word *w = NULL;
	unsigned s = 0;

	if (c->place & CAPITAL)
		w = word_of(o, c->hash, false);
	for (unsigned k = 0; w && k < SIGNS; k++)
		if (w->sign[k] > (c->signs >> k & 1))
			s |= 1u << k;
	return (uint8_t)s;
}

/* ---- features ---- */

struct view {
	const struct segment *s;
	const struct cell *c;
	size_t n;
	unsigned casing;
};

struct list {
	uint32_t *v;
	unsigned n;
};

enum {
	FEATURES = 160, /* most of a token */
	COMPANY = 6     /* classes told of, of those beside a word */
};

static inline void
put(struct list *l, unsigned template, uint64_t value)
{
	uint64_t h = mix(template * UINT64_C(0xD1342543DE82EF95) + 7, value);

	l->v[l->n++] = (uint32_t)(h >> 32) & ~(uint32_t)SEQUENCE_OWN;
}

/* The last feature put tells which word the token is. */
static inline void
own(struct list *l)
{
	l->v[l->n - 1] |= SEQUENCE_OWN;
}

static inline void
put2(struct list *l, unsigned template, uint64_t a, uint64_t b)
{
	put(l, template, mix(a + 1, b));
}

static inline void
put3(struct list *l, unsigned template, uint64_t a, uint64_t b, uint64_t c)
{
	put(l, template, mix(mix(a + 1, b) + 1, c));
}

/* Beginnings and ends of up to four bytes, in lower case. */
static void
put_affixes(struct list *l, struct str s, bool opens)
{
	uint64_t p = 3, q = 5;
	char c;

	for (size_t i = 0; i < 4 && i < s.n; i++) {
		c = s.p[i];
		p = mix(p, (unsigned char)(c >= 'A' && c <= 'Z' ? c | 32 : c));
		c = s.p[s.n - 1 - i];
		q = mix(q, (unsigned char)(c >= 'A' && c <= 'Z' ? c | 32 : c));
		put(l, 10 + (unsigned)i, p);
		if (i > 1)
			own(l);
		put2(l, 14 + (unsigned)i, q, opens);
		if (i > 2)
			own(l);
	}
}

static void
put_bits(struct list *l, unsigned template, uint32_t bits)
{
	for (unsigned i = 0; bits; i++, bits >>= 1)
		if (bits & 1)
			put(l, template, i);
}

/* What the rules know: their own label, and what the lists say. */
static void
put_knowledge(struct list *l, const struct cell *c)
{
	unsigned r = c->rule * 4u + c->sure, rb = c[-1].rule, ra = c[1].rule;
	unsigned opens_ = c->place & OPENS;

	put2(l, 20, r, opens_);
	put2(l, 21, rb, r);
	put2(l, 22, r, ra);
	put3(l, 23, rb, r, ra);
	put2(l, 24, r, c->shape);
	put2(l, 25, r, c->hash);
	own(l);
	put2(l, 26, r, c->lists);
	put2(l, 27, r, c->bits);
	put3(l, 28, r, c[1].hash, 0);
	put3(l, 29, r, c[-1].hash, 0);
	put2(l, 30, c->lists, opens_);
	put2(l, 31, c[-1].lists, c->lists);
	put2(l, 32, c->lists, c[1].lists);
	put2(l, 33, c->lists, c->shape);
	put2(l, 34, c->bits, opens_);
	put2(l, 35, c[-1].bits, c->bits);
	put2(l, 36, c->bits, c[1].bits);
	put(l, 37, c[-1].bits);
	put(l, 38, c[1].bits);
	put_bits(l, 39, c->lists);
	put_bits(l, 40, c->bits);
	put_bits(l, 41, c[1].bits);
	put_bits(l, 42, c[-1].bits);
	put3(l, 43, c[-1].titled, c->titled, c->place & CAPITAL);
	put3(l, 44, c->titled, c->lists, c->bits);
	put2(l, 45, c->usage, r);
	put2(l, 46, c->usage, opens_);
	put2(l, 70, c->around, r);
	put2(l, 71, c->around, c->usage);
	put2(l, 72, c->around, opens_);
	put3(l, 73, c->around & 31, c->signs & 31, c->bits);
	put_bits(l, 74, c->around);
	put_bits(l, 75, c[1].around);
	put_bits(l, 76, c[-1].around);
	put3(l, 47, c[-1].usage, c->usage, c[1].usage);
}

/* The words themselves and how they are written. */
static void
put_words(struct list *l, const struct view *v, size_t i)
{
	const struct cell *c = v->c + i;
	unsigned opens_ = c->place & OPENS, casing = v->casing;

	put(l, 0, casing);
	put(l, 1, c[-2].hash);
	put(l, 2, c[-1].hash);
	put(l, 3, c->hash);
	own(l);
	put(l, 4, c[1].hash);
	put(l, 5, c[2].hash);
	put2(l, 6, c[-1].hash, c->hash);
	own(l);
	put2(l, 7, c->hash, c[1].hash);
	own(l);
	put2(l, 8, c[-1].hash, c[1].hash);
	put2(l, 9, c->hash, c->shape);
	own(l);
	put_affixes(l, token_str(v->s->text, &v->s->token[i]), opens_);
	put3(l, 50, c->shape, opens_, casing);
	put2(l, 51, c[-1].shape, c->shape);
	put2(l, 52, c->shape, c[1].shape);
	put3(l, 53, c[-1].shape, c->shape, c[1].shape);
	put2(l, 54, c[-2].hash, c[-1].hash);
	put2(l, 55, c[1].hash, c[2].hash);
	put2(l, 56, c[-1].hash, c->shape);
	put2(l, 57, c[1].hash, c->shape);
	put3(l, 58, c->place & QUOTED, c->shape, c[-1].shape);
}

/* The classes of the words. */
static void
put_classes(struct list *l, const struct cell *c)
{
	unsigned opens_ = c->place & OPENS;

	put2(l, 80, c->fine, opens_);
	own(l);
	put(l, 81, c[-1].fine);
	put(l, 82, c[1].fine);
	put2(l, 83, c[-1].fine, c->fine);
	own(l);
	put2(l, 84, c->fine, c[1].fine);
	own(l);
	put2(l, 85, c[-1].coarse, c[1].coarse);
	put2(l, 86, c[-2].fine, c->place & CAPITAL);
	put2(l, 87, c[2].fine, c->place & CAPITAL);
	put3(l, 88, c[-2].coarse, c[-1].coarse, c->shape);
	put3(l, 89, c[1].coarse, c[2].coarse, c->shape);
	put2(l, 90, c->coarse, c->shape);
	own(l);
}

/* A feature for each of the first few bits. */
static void
put_few(struct list *l, unsigned template, uint64_t bits)
{
	for (unsigned k = 0; bits && k < COMPANY; k++, bits &= bits - 1)
		put(l, template, (uint64_t)__builtin_ctzll(bits));
}

/* What the document tells of the word in other places. */
static void
put_company(struct list *l, struct observer *o, const struct cell *c)
{
	const struct word *w = word_of(o, c->hash, false);

	if (!w)
		return;
	if (w->intro) {
		put2(l, 91, w->intro, c->shape);
		put2(l, 92, w->intro, c->lists);
	}
	put_few(l, 93, others(&w->before, class_bit(c - 1)));
	put_few(l, 94, others(&w->behind, class_bit(c + 1)));
}

/* The capitalised words around I: what stands before and behind them. */
static void
put_stretch(struct list *l, const struct view *v, size_t i)
{
	const struct cell *c = v->c;
	size_t a = i, b = i;

	while (a > 0 && i - a < STRETCH && c[a - 1].place & CAPITAL)
		a--;
	while (b + 1 < v->n && b - i < STRETCH && c[b + 1].place & CAPITAL)
		b++;
	put2(l, 60, b - a, i - a);
	put2(l, 61, c[a].hash, i - a > 0);
	if (a == i)
		own(l);
	put2(l, 62, c[b].hash, b - i > 0);
	if (b == i)
		own(l);
	put2(l, 63, c[(ptrdiff_t)a - 1].hash, i - a > 0);
	put2(l, 64, c[b + 1].hash, b - i > 0);
	put3(l, 65, c[b].bits, b - i > 0, b - a);
	put3(l, 68, c[a].bits, i - a > 0, b - a);
	put3(l, 66, c[b + 1].bits, b - i > 0, b - a);
	put3(l, 67, c[(ptrdiff_t)a - 1].bits, i - a > 0, b - a);
}

static void
add_features(struct observer *o, const struct view *v, size_t i)
{
	struct list l = {NULL, 0};

	if (o->nfeature + FEATURES > o->featurecap) {
		o->featurecap = o->nfeature * 2 + FEATURES;
		o->feature =
		    mem_resize(o->feature, o->featurecap, sizeof *o->feature);
	}
	l.v = o->feature + o->nfeature;
	put_words(&l, v, i);
	put_knowledge(&l, v->c + i);
	put_classes(&l, v->c + i);
	if (v->c[i].place & CAPITAL) {
		put_stretch(&l, v, i);
		put_company(&l, o, v->c + i);
	}
	o->nfeature += l.n;
}

size_t
observer_runs(struct observer *o, const struct segment *s,
    const struct look *look, size_t k)
{
	struct cell *c = o->cell + o->segment[k];
	struct view v = {s, c, s->ntoken, (unsigned)casing_of(s)};
	size_t i = 0, nat = 0;

	(void)look;
	if (!o->counted)
		count_words(o);
	o->nrun = o->nfeature = 0;
	if (o->natcap < 2 * s->ntoken + 2) {
		o->natcap = 4 * s->ntoken + 64;
		o->at = mem_resize(o->at, o->natcap, sizeof *o->at);
	}
	for (; i < s->ntoken; i++) {
		c[i].usage = (uint8_t)elsewhere(o, &c[i]);
		c[i].around = signs_elsewhere(o, &c[i]);
	}
	for (i = 0; i < s->ntoken;) {
		struct range *r;

		if (!(c[i].place & LIVE)) {
			i++;
			continue;
		}
		o->run = mem_grow(o->run, o->nrun, &o->runcap, sizeof *o->run);
		r = &o->run[o->nrun++];
		*r = (struct range){i, 0, nat};
		for (; i < s->ntoken && c[i].place & LIVE && r->n < LONGEST;
		     i++, r->n++) {
			o->at[nat++] = (uint32_t)o->nfeature;
			add_features(o, &v, i);
		}
		o->at[nat++] = (uint32_t)o->nfeature;
	}
	return o->nrun;
}

struct sequence_run
observer_run(const struct observer *o, size_t r, size_t *first)
{
	*first = o->run[r].first;
	return (struct sequence_run){
	    o->feature, o->at + o->run[r].at, o->run[r].n};
}

/* ---- mentions ---- */

void
observer_weigh(struct observer *o, const struct sequence *m,
    const struct segment *s, const struct look *look, size_t k)
{
	size_t runs = observer_runs(o, s, look, k);

	for (size_t r = 0; r < runs; r++) {
		size_t first, need;
		struct sequence_run run = observer_run(o, r, &first);
		int16_t *sum;

		o->weighed = mem_grow(o->weighed, o->nweighed, &o->weighedcap,
		    sizeof *o->weighed);
		o->weighed[o->nweighed++] =
		    (struct weighed){k, first, run.n, o->nsum};
		need = o->nsum + run.n;
		if (need > o->sumcap) {
			o->sumcap = need * 2;
			o->sum = mem_resize(o->sum, o->sumcap,
			    SEQUENCE_LABELS * sizeof *o->sum);
		}
		sum = o->sum + o->nsum * SEQUENCE_LABELS;
		memset(sum, 0, run.n * SEQUENCE_LABELS * sizeof *sum);
		for (size_t i = 0; i < run.n; i++, sum += SEQUENCE_LABELS)
			sequence_add(m, run.feature + run.at[i],
			    run.at[i + 1] - run.at[i], sum);
		o->nsum = need;
	}
}

/*
 * Names the word at C together with the capitalised words around it and its
 * place among them: "Ostrow" of "Ostrow Bank" is another than "Ostrow".
 */
static uint64_t
mention_key(const struct cell *c)
{
	const struct cell *a = c, *b = c;
	uint64_t h;

	while (a[-1].place & CAPITAL && c - a < STRETCH)
		a--;
	while (b[1].place & CAPITAL && b - c < STRETCH)
		b++;
	h = (uint64_t)(c - a);
	for (; a <= b; a++)
		h = mix(h, a->hash);
	return h | 1;
}

static struct mentions *
mentions_of(struct observer *o, uint64_t key)
{
	size_t i = (key >> 20) & (o->nslot - 1);

	while (o->slot[i] && o->mentions[o->slot[i] - 1].key != key)
		i = (i + 1) & (o->nslot - 1);
	if (!o->slot[i]) {
		o->mentions = mem_grow(o->mentions, o->nmentions,
		    &o->mentionscap, sizeof *o->mentions);
		o->mentions[o->nmentions++] = (struct mentions){.key = key};
		o->slot[i] = (uint32_t)o->nmentions;
	}
	return &o->mentions[o->slot[i] - 1];
}

/* Forgets all mentions, and makes room for those of all that is weighed. */
static void
clear_mentions(struct observer *o)
{
	o->nmentions = 0;
	o->nslot = 64;
	while (o->nslot < o->nsum * 2)
		o->nslot *= 2;
	if (o->nslot > o->slotcap) {
		o->slotcap = o->nslot;
		o->slot = mem_resize(o->slot, o->slotcap, sizeof *o->slot);
	}
	memset(o->slot, 0, o->nslot * sizeof *o->slot);
}

/* Half its own weights, half the mean of all mentions. */
static void
hear(const struct mentions *x, int16_t *sum)
{
	for (unsigned y = 0; x->n > 1 && y < SEQUENCE_LABELS; y++)
		sum[y] = (int16_t)((sum[y] + x->sum[y] / x->n) / 2);
}

static void
tell(struct mentions *x, const int16_t *sum)
{
	if (x->n == ENOUGH)
		return;
	x->n++;
	for (unsigned y = 0; y < SEQUENCE_LABELS; y++)
		x->sum[y] += sum[y];
}

void
observer_agree(struct observer *o)
{
	clear_mentions(o);
	for (int told = 0; told < 2; told++)
		for (size_t r = 0; r < o->nweighed; r++) {
			const struct weighed *w = &o->weighed[r];
			const struct cell *c =
			    o->cell + o->segment[w->segment] + w->first;
			int16_t *sum = o->sum + w->sum * SEQUENCE_LABELS;

			for (size_t i = 0; i < w->n;
			     i++, sum += SEQUENCE_LABELS) {
				struct mentions *x;

				if (!(c[i].place & CAPITAL))
					continue;
				x = mentions_of(o, mention_key(c + i));
				if (told)
					hear(x, sum);
				else
					tell(x, sum);
			}
		}
}

/* ---- names ---- */

static void
add_names(struct observer *o, const struct sequence *m, size_t first, size_t n)
{
	for (size_t i = 0, j; i < n; i = j) {
		unsigned label = o->label[i];

		j = i + 1;
		if (!label)
			continue;
		label = (label - 1) / 2;
		while (j < n && o->label[j] == 2 + 2 * label)
			j++;
		o->span =
		    mem_grow(o->span, o->nspan, &o->spancap, sizeof *o->span);
		o->span[o->nspan++] =
		    (struct span){first + i, first + j, (int)label,
			sequence_sure(
			    m, &o->work, n, o->label, i, j, 2 + 2 * label)};
	}
}

/* The names of run W. */
static void
name_run(struct observer *o, const struct sequence *m, const struct weighed *w)
{
	bool any = false;

	sequence_decode(
	    m, &o->work, o->sum + w->sum * SEQUENCE_LABELS, w->n, o->label);
	for (size_t i = 0; i < w->n; i++)
		any |= o->label[i] != 0;
	if (!any)
		return; /* nobody asks how sure */
	sequence_paths(m, &o->work, w->n);
	add_names(o, m, w->first, w->n);
}

const struct span *
observer_names(struct observer *o, const struct sequence *m, size_t *n)
{
	size_t k = o->named++;

	o->nspan = 0;
	if (o->labelcap < LONGEST) {
		o->labelcap = LONGEST;
		o->label = mem_resize(o->label, o->labelcap, 1);
	}
	for (; o->named_runs < o->nweighed &&
	       o->weighed[o->named_runs].segment == k;
	     o->named_runs++)
		name_run(o, m, &o->weighed[o->named_runs]);
	*n = o->nspan;
	return o->span;
}
