#include "lang/tag.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "lang/model.h"

#include <stdlib.h>

enum {
	L = SEQUENCE_LABELS,
	PAD = 2,      /* tokens before and behind a sentence */
	RUN = 256,    /* tokens decided at once; longer sentences are cut */
	TYPES = 16384 /* words whose sums are kept: a power of two */
};

/* Where a word stands whose features are asked for. */
enum place { OWN, BEFORE, BEHIND, BEFORE2, BEHIND2, PLACES };

enum { MOST = 32 }; /* features of a word in a place, or of a token */

/*
 * The log-odds from which words by themselves, side by side, are sure enough
 * for the features of several words to be left out: most tokens are.
 */
static const float CLEAR = 5;

/* What is kept of a word, in one way of writing. */
struct type {
	uint64_t key;    /* 0: free */
	uint32_t class;  /* lemma_classes */
	uint32_t suffix; /* a hash */
	int16_t sum[PLACES][L];
};

/* What the features of a token and of those around it are made of. */
struct cell {
	uint64_t hash;
	uint32_t class, suffix, shape;
};

struct tagging {
	const struct sequence *model;
	const struct lemmas *words;
	struct type *type;
	struct sequence_work work;
	struct cell cell[RUN + 2 * PAD];
	int16_t sum[(RUN + 2 * PAD) * L]; /* of each cell */
	/* of training */
	uint32_t *feature, *at;
	size_t nfeature, featurecap, atcap;
};

static const struct {
	const char *upos, *xpos; /* NULL: all others of the UPOS */
} names[TAGS] = {
    [TAG_PUNCT] = {"PUNCT", NULL},
    [TAG_NOUN] = {"NOUN", NULL},
    [TAG_NOUN_PLURAL] = {"NOUN", "NNS"},
    [TAG_PROPN] = {"PROPN", NULL},
    [TAG_PROPN_PLURAL] = {"PROPN", "NNPS"},
    [TAG_ADJ] = {"ADJ", NULL},
    [TAG_ADJ_DEGREE] = {"ADJ", "JJR JJS"},
    [TAG_ADV] = {"ADV", NULL},
    [TAG_ADP] = {"ADP", NULL},
    [TAG_ADP_PARTICLE] = {"ADP", "RP"},
    [TAG_DET] = {"DET", NULL},
    [TAG_PRON] = {"PRON", NULL},
    [TAG_PRON_POSSESSIVE] = {"PRON", "PRP$"},
    [TAG_PRON_WH] = {"PRON", "WDT WP WP$"},
    [TAG_CCONJ] = {"CCONJ", NULL},
    [TAG_SCONJ] = {"SCONJ", NULL},
    [TAG_NUM] = {"NUM", NULL},
    [TAG_SYM] = {"SYM", NULL},
    [TAG_INTJ] = {"INTJ", NULL},
    [TAG_X] = {"X", NULL},
    [TAG_PART] = {"PART", NULL},
    [TAG_PART_TO] = {"PART", "TO"},
    [TAG_VERB_BASE] = {"VERB", NULL},
    [TAG_VERB_PRESENT] = {"VERB", "VBP"},
    [TAG_VERB_S] = {"VERB", "VBZ"},
    [TAG_VERB_PAST] = {"VERB", "VBD"},
    [TAG_VERB_PASSIVE] = {"VERB", "VBN"},
    [TAG_VERB_ING] = {"VERB", "VBG"},
    [TAG_AUX_MODAL] = {"AUX", "MD"},
    [TAG_AUX_FINITE] = {"AUX", NULL},
    [TAG_AUX_BASE] = {"AUX", "VB"},
    [TAG_AUX_PART] = {"AUX", "VBN VBG"},
};

const char *
tag_upos(enum tag t)
{
	return names[t].upos;
}

enum tag
tag_of(struct str upos, struct str xpos)
{
	enum tag found = TAGS;

	for (unsigned t = 0; t < TAGS; t++) {
		struct str rest = str_from(names[t].xpos), part;

		if (!str_eqz(upos, names[t].upos))
			continue;
		if (!names[t].xpos)
			found = (enum tag)t;
		while (str_split(&rest, ' ', &part))
			if (str_eq(part, xpos))
				return (enum tag)t;
	}
	return found;
}

struct str
tag_lemma(const struct lemmas *words, struct str word, enum tag tag,
    char room[LEMMA_MAX])
{
	switch (tag) {
	case TAG_PROPN:
	case TAG_PROPN_PLURAL:
	case TAG_X:
		return word;
	case TAG_NOUN_PLURAL:
		return lemma_of(words, word, LEMMA_NOUN, room);
	case TAG_ADJ_DEGREE:
		return lemma_of(words, word, LEMMA_ADJ, room);
	case TAG_VERB_PRESENT: /* all but "am" and "are" are base forms */
		if (lemma_is_base(words, word, LEMMA_VERB))
			return lemma_lower(word, room);
		return lemma_of(words, word, LEMMA_VERB, room);
	case TAG_VERB_S:
	case TAG_VERB_PAST:
	case TAG_VERB_PASSIVE:
	case TAG_VERB_ING:
		return lemma_of(words, word, LEMMA_VERB, room);
	case TAG_AUX_MODAL:
	case TAG_AUX_FINITE:
	case TAG_AUX_PART:
		return lemma_of(words, word, LEMMA_AUX, room);
	default:
		return lemma_lower(word, room);
	}
}

struct tagging *
tagging_new(const struct sequence *model, const struct lemmas *words)
{
	struct tagging *g = mem_zalloc(1, sizeof *g);

	g->model = model;
	g->words = words;
	g->type = mem_zalloc(TYPES, sizeof *g->type);
	return g;
}

void
tagging_free(struct tagging *g)
{
	if (!g)
		return;
	sequence_work_release(&g->work);
	free(g->type);
	free(g->feature);
	free(g->at);
	free(g);
}

/* ---- features ---- */

/*
 * Case tells nothing in a line of capitals, nor where there are none; in a
 * headline with many of them it tells less.
 */
enum manner { PLAIN, NO_CASE, TITLE };

enum { TITLE_LEAST = 4 };

static enum manner
manner_of(const struct token *t, size_t n)
{
	size_t words = 0, lower = 0, upper = 0, cap = 0;

	for (size_t i = 0; i < n; i++) {
		if (t[i].kind != TOKEN_WORD)
			continue;
		words++;
		lower += (t[i].flags & TOKEN_LOWER) != 0;
		upper += (t[i].flags & TOKEN_UPPER) != 0;
		cap += (t[i].flags & TOKEN_CAP) != 0;
	}
	if (words > 1 &&
	    (lower == words || (cap == words && upper * 4 > words * 3)))
		return NO_CASE;
	if (words >= TITLE_LEAST && cap * 3 >= words * 2)
		return TITLE;
	return PLAIN;
}

static uint32_t
shape_of(const struct token *t, enum manner m)
{
	uint32_t keep = TOKEN_POINT | TOKEN_HYPHEN | TOKEN_DIGIT;

	if (t->kind == TOKEN_MARK)
		keep |= TOKEN_SPACE;
	if (m != NO_CASE)
		keep |= TOKEN_CAP | TOKEN_UPPER | TOKEN_LOWER;
	return (t->flags & keep) | (uint32_t)t->kind << 8 |
	       (uint32_t)(m != PLAIN ? m : 0) << 10 | 1u << 12;
}

/* Templates: their numbers are part of a model. */
enum template {
	T_WORD, /* and the words around: PLACES of each */
	T_SUFFIX = T_WORD + PLACES,
	T_CLASS = T_SUFFIX + PLACES,
	T_SHAPE = T_CLASS + PLACES,
	T_BYTES = T_SHAPE + PLACES,
	T_BEGIN = T_BYTES + 6,
	T_CLASS_SUFFIX = T_BEGIN + 4,
	T_CLASS_SHAPE,
	T_WORD_SHAPE,
	T_LAST_PART,
	T_LAST_CLASS,
	T_FIRST_CLASS,
	T_PAIRS
};

static inline uint64_t
mix(uint64_t a, uint64_t b)
{
	return hash_mix(hash_mix(a, b), 0);
}

/* Features of a word end in 1: see SEQUENCE_OWN. */
static inline uint32_t
other(unsigned template, uint64_t value)
{
	return model_feature(template, value) & ~(uint32_t)SEQUENCE_OWN;
}

static uint64_t
bytes_hash(const char *p, size_t n)
{
	uint64_t v = 0;

	memcpy(&v, p, n);
	return v;
}

enum { SUFFIX = 3, ENDS = 5, BEGINS = 3 };

static uint32_t
suffix_of(struct str lower)
{
	size_t n = lower.n < SUFFIX ? lower.n : SUFFIX;

	return (uint32_t)bytes_hash(lower.p + lower.n - n, n) + 1;
}

/* Features of a word with a hyphen: its last part is what it is. */
static size_t
part_features(const struct tagging *g, struct str lower, uint32_t *f)
{
	size_t cut = lower.n, first = str_find(lower, STR("-"), 0);
	struct str last;

	while (cut > 0 && lower.p[cut - 1] != '-')
		cut--;
	last = str_slice(lower, cut, lower.n);
	if (!cut || !last.n || first >= lower.n)
		return 0;
	f[0] = other(T_LAST_PART, utf8_hash_lower(last));
	f[1] = other(
	    T_LAST_CLASS, mix(lemma_classes(g->words, last), suffix_of(last)));
	f[2] = other(
	    T_FIRST_CLASS, lemma_classes(g->words, str_slice(lower, 0, first)));
	return 3;
}

/* The features that word C gives the token it stands PLACE of. */
static size_t
word_features(const struct tagging *g, const struct cell *c, struct str lower,
    enum place place, uint32_t *f)
{
	size_t n = 0;

	f[n++] = place == OWN ? model_feature(T_WORD, c->hash) | SEQUENCE_OWN
			      : other(T_WORD + place, c->hash);
	f[n++] = other(T_CLASS + place, c->class);
	f[n++] = other(T_SHAPE + place, c->shape);
	if (place != OWN) {
		f[n++] = other(T_SUFFIX + place, c->suffix);
		return n;
	}
	f[n++] = other(T_CLASS_SUFFIX, mix(c->class, c->suffix));
	f[n++] = other(T_CLASS_SHAPE, mix(c->class, c->shape));
	f[n++] =
	    model_feature(T_WORD_SHAPE, mix(c->hash, c->shape)) | SEQUENCE_OWN;
	for (size_t k = 1; k <= ENDS && k < lower.n; k++)
		f[n++] = other(T_BYTES + (unsigned)k,
		    mix(bytes_hash(lower.p + lower.n - k, k),
			k < 3 ? c->shape : 0));
	for (size_t k = 2; k <= BEGINS && k < lower.n; k++)
		f[n++] = other(T_BEGIN + (unsigned)k, bytes_hash(lower.p, k));
	return n + part_features(g, lower, f + n);
}

/* The features of the token C that hang on several words. */
static size_t
pair_features(const struct cell *c, bool first, uint32_t *f)
{
	size_t n = 0;
	unsigned t = T_PAIRS;
	uint64_t a = c[-1].class, b = c->class, d = c[1].class;

	f[n++] = other(t++, mix(c[-1].hash, c->hash));
	f[n++] = other(t++, mix(c->hash, c[1].hash));
	f[n++] = other(t++, mix(c[-1].hash, c[1].hash));
	f[n++] = other(t++, mix(a, b));
	f[n++] = other(t++, mix(b, d));
	f[n++] = other(t++, mix(mix(a, b), d));
	f[n++] = other(t++, mix(mix(c[-2].class, a), b));
	f[n++] = other(t++, mix(mix(b, d), c[2].class));
	f[n++] = other(t++, mix(c->suffix, a));
	f[n++] = other(t++, mix(c->suffix, d));
	f[n++] = other(t++, mix(mix(c[-1].shape, c->shape), c[1].shape));
	f[n++] = other(t++, mix(c->shape, first));
	f[n++] = other(t++, mix(c->hash, a));
	f[n++] = other(t++, mix(c->hash, d));
	return n;
}

/* ---- tagging ---- */

/* The sums of the word C anew. */
static void
fill_type(struct tagging *g, struct type *t, struct cell *c, struct str word)
{
	char room[LEMMA_MAX];
	struct str lower = lemma_fold(word, room);
	uint32_t f[MOST];

	t->class = c->class = lemma_classes(g->words, word);
	t->suffix = c->suffix = suffix_of(lower);
	memset(t->sum, 0, sizeof t->sum);
	for (unsigned p = 0; g->model && p < PLACES; p++)
		sequence_add(g->model, f,
		    word_features(g, c, lower, (enum place)p, f), t->sum[p]);
}

/* What is kept of the token K, which C becomes. */
static const struct type *
set_cell(struct tagging *g, struct cell *c, struct str text,
    const struct token *k, enum manner m)
{
	struct type *t;
	uint64_t key;

	c->hash = k->hash;
	c->shape = shape_of(k, m);
	key = mix(c->hash, c->shape) | 1;
	t = &g->type[key >> 20 & (TYPES - 1)];
	if (t->key == key) {
		c->class = t->class;
		c->suffix = t->suffix;
	} else {
		t->key = key;
		fill_type(g, t, c, token_str(text, k));
	}
	return t;
}

static inline void
add_sum(int16_t *sum, const int16_t *v)
{
	for (unsigned y = 0; y < L; y++)
		sum[y] += v[y];
}

/*
 * Sets the cells of the tokens A to B of N, and of PAD around them, and
 * gives the sums of each word to all tokens it stands beside.
 */
static void
set_cells(struct tagging *g, struct str text, const struct token *t, size_t n,
    size_t a, size_t b, enum manner m)
{
	/* Which place a word has seen from the token I - PAD + its index. */
	static const enum place seen[] = {
	    BEHIND2, BEHIND, OWN, BEFORE, BEFORE2};
	size_t cells = b - a + 2 * PAD;

	memset(g->cell, 0, cells * sizeof *g->cell);
	memset(g->sum, 0, cells * L * sizeof *g->sum);
	for (size_t i = 0; i < cells; i++) {
		const struct type *k;

		if (a + i < PAD || a + i - PAD >= n)
			continue;
		k = set_cell(g, &g->cell[i], text, &t[a + i - PAD], m);
		for (size_t p = 0; p < PLACES; p++)
			if (i + p >= PAD && i + p - PAD < cells)
				add_sum(g->sum + (i + p - PAD) * L,
				    k->sum[seen[p]]);
	}
}

void
tagging_run(struct tagging *g, struct str text, const struct token *t, size_t n,
    uint8_t *tag)
{
	enum manner m = manner_of(t, n);
	uint32_t f[MOST];

	for (size_t a = 0, b; a < n; a = b) {
		b = n - a < RUN ? n : a + RUN;
		set_cells(g, text, t, n, a, b, m);
		for (size_t i = PAD; i < b - a + PAD; i++)
			if (!sequence_clear(g->model, g->sum + i * L, CLEAR))
				sequence_add(g->model, f,
				    pair_features(&g->cell[i], a + i == PAD, f),
				    g->sum + i * L);
		sequence_decode(
		    g->model, &g->work, g->sum + PAD * L, b - a, tag + a);
	}
}

struct sequence_run
tagging_features(
    struct tagging *g, struct str text, const struct token *t, size_t n)
{
	static const enum place place_of[] = {
	    BEFORE2, BEFORE, OWN, BEHIND, BEHIND2};
	enum manner m = manner_of(t, n);
	char room[LEMMA_MAX];
	uint32_t *f;

	g->nfeature = 0;
	n = n < RUN ? n : RUN;
	set_cells(g, text, t, n, 0, n, m);
	for (size_t i = 0; i <= n; i++) {
		const struct cell *c = &g->cell[i];

		g->at = mem_grow(g->at, i, &g->atcap, sizeof *g->at);
		g->at[i] = (uint32_t)g->nfeature;
		if (i == n)
			break;
		while (g->featurecap < g->nfeature + (PLACES + 1) * MOST) {
			g->featurecap = g->featurecap * 2 + 4096;
			g->feature = mem_resize(
			    g->feature, g->featurecap, sizeof *g->feature);
		}
		f = g->feature;
		for (size_t p = 0; p < PLACES; p++)
			if (i + p >= PAD && i + p - PAD < n)
				g->nfeature += word_features(g, &c[p],
				    lemma_fold(
					token_str(text, &t[i + p - PAD]), room),
				    place_of[p], f + g->nfeature);
		g->nfeature += pair_features(c + PAD, i == 0, f + g->nfeature);
	}
	return (struct sequence_run){g->feature, g->at, n};
}
