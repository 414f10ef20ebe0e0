#include "news/entity.h"

#include "base/utf8.h"
#include "news/amount.h"

#include <stdlib.h>
#include <string.h>

enum { MAXHITS = 8, MAXRUN = 12, MEMORY = 1024 };

/* What the lists say of one token, as bits. */
enum {
	GIVEN = 1,
	GIVEN_WORD = 2, /* a given name that is a word: "Mark" */
	SURNAME = 4,
	SURNAME_WORD = 8,
	TITLE = 16,
	ROLE = 32,
	COMMON = 64, /* an ordinary word in lower case */
	ORG_HEAD = 128,
	FAC_HEAD = 256,
	LOC_HEAD = 512,
	GPE_HEAD = 1024,
	EVENT_HEAD = 2048,
	LAW_HEAD = 4096,
	PRODUCT_HEAD = 8192,
	WORK_HEAD = 16384,
	HEAD = ORG_HEAD | FAC_HEAD | LOC_HEAD | GPE_HEAD | EVENT_HEAD |
	       LAW_HEAD | PRODUCT_HEAD | WORK_HEAD,
	PARTICLE = 1 << 15,     /* joins parts of a name: "de", "bin" */
	CONNECTOR = 1 << 16,    /* joins parts of an organisation's: "of" */
	STARTER = 1 << 17,      /* begins sentences */
	PLACE_BEFORE = 1 << 18, /* stands before places: "in", "near" */
	SPEAKS = 1 << 19,       /* stands beside persons: "said" */
	PREFIX = 1 << 20,       /* belongs to a title: "former" */
	CALENDAR = 1 << 21,     /* a month or weekday: no name by itself */
	MONTH = 1 << 22,        /* a month that may be a name: "May" */
	PAIR = 1 << 23          /* joins two words behind a connector */
};

static const struct lexicon_class classes[] = {{"given", GIVEN},
    {"given-word", GIVEN_WORD}, {"surname", SURNAME},
    {"surname-word", SURNAME_WORD}, {"title", TITLE}, {"role", ROLE},
    {"common", COMMON}, {"org-head", ORG_HEAD}, {"fac-head", FAC_HEAD},
    {"loc-head", LOC_HEAD}, {"gpe-head", GPE_HEAD}, {"event-head", EVENT_HEAD},
    {"law-head", LAW_HEAD}, {"product-head", PRODUCT_HEAD},
    {"work-head", WORK_HEAD}, {"name-particle", PARTICLE},
    {"name-connector", CONNECTOR}, {"starter", STARTER},
    {"before-place", PLACE_BEFORE}, {"beside-person", SPEAKS},
    {"title-prefix", PREFIX}, {"past-title", PREFIX}, {"month", CALENDAR},
    {"weekday", CALENDAR}, {"month-word", MONTH}, {"name-pair", PAIR}};

enum { CLASSES = sizeof classes / sizeof *classes };

/* What is known of a token in its sentence. */
struct look {
	unsigned bits;
	uint8_t title, role; /* tokens of a title or role beginning here */
	uint8_t listed;      /* tokens of a listed name beginning here */
	bool user;           /* the user lists it */
	const struct lexicon *lexicon;
	const struct lexicon_entry *entry;
};

/* What each label of a lexicon means here, by its number. */
struct labels {
	int *entity; /* enum entity_label, or -1 */
	unsigned *bit;
};

/* A name that the document has used. */
struct memory {
	uint64_t key; /* of the last word, or of the whole name */
	uint32_t votes[ENTITY_LABELS];
	struct str name; /* fullest PERSON with this last word */
	struct str title;
	bool two; /* two persons share the last word */
};

struct tagger {
	const struct lexicon *abbreviations, *words, *names, *user;
	struct labels word_labels, name_labels, user_labels;
	struct amounter *amounter;
	struct look *look;
	size_t cap;
	struct memory memory[MEMORY];
	size_t remembered;
	struct entity *found; /* of the segment at work */
	size_t nfound, foundcap;
};

int
entity_label_number(struct str name)
{
	for (int i = 0; i < ENTITY_LABELS; i++)
		if (str_eqz(name, entity_labels[i]))
			return i;
	return -1;
}

static void
labels_init(struct labels *l, const struct lexicon *lex)
{
	l->bit = lexicon_classes(lex, classes, CLASSES);
	l->entity = mem_zalloc((size_t)lex->nlabel + 1, sizeof *l->entity);
	for (uint32_t i = 0; i < lex->nlabel; i++)
		l->entity[i] =
		    entity_label_number(lexicon_string(lex, lex->label[i]));
}

static void
labels_release(struct labels *l)
{
	free(l->entity);
	free(l->bit);
}

struct tagger *
tagger_new(const struct lexicon *abbreviations, const struct lexicon *words,
    const struct lexicon *names, const struct lexicon *user)
{
	struct tagger *t = mem_zalloc(1, sizeof *t);

	t->abbreviations = abbreviations;
	t->words = words;
	t->names = names;
	t->user = user;
	labels_init(&t->word_labels, words);
	labels_init(&t->name_labels, names);
	if (user)
		labels_init(&t->user_labels, user);
	t->amounter = amounter_new(words);
	return t;
}

void
tagger_free(struct tagger *t)
{
	if (!t)
		return;
	amounter_free(t->amounter);
	labels_release(&t->word_labels);
	labels_release(&t->name_labels);
	labels_release(&t->user_labels);
	free(t->look);
	free(t->found);
	free(t);
}

/* ---- what the lists say ---- */

static bool
is_cap(const struct token *k)
{
	return k->kind == TOKEN_WORD && k->flags & TOKEN_CAP;
}

/* Is this match written like a name: its first and last words capitalised? */
static bool
written_as_name(const struct token *k, size_t n)
{
	return (is_cap(&k[0]) || k[0].kind == TOKEN_NUMBER) &&
	       (is_cap(&k[n - 1]) || k[n - 1].kind == TOKEN_NUMBER);
}

static void
take_hits(struct tagger *t, const struct lexicon *lex,
    const struct labels *labels, struct str text, const struct token *k,
    size_t n, struct look *l)
{
	struct lexicon_hit hit[MAXHITS];
	size_t found = lexicon_all(lex, text, k, n, hit, MAXHITS);

	for (size_t h = 0; h < found; h++)
		for (size_t e = 0; e < hit[h].count; e++) {
			const struct lexicon_entry *x = &hit[h].entry[e];
			unsigned bit = labels->bit[x->label];
			int label = labels->entity[x->label];

			if (bit == TITLE && is_cap(k))
				l->title = (uint8_t)hit[h].n;
			if (bit == ROLE)
				l->role = (uint8_t)hit[h].n;
			if (hit[h].n == 1)
				l->bits |= bit;
			if (label < 0 || hit[h].n < l->listed ||
			    (l->user && lex != t->user))
				continue;
			if (hit[h].n == l->listed && l->entry && lex != t->user)
				continue;
			if (lex != t->user && !written_as_name(k, hit[h].n))
				continue;
			l->listed = (uint8_t)hit[h].n;
			l->entry = x;
			l->lexicon = lex;
			l->user = lex == t->user;
		}
}

static void
look_up(struct tagger *t, const struct segment *s)
{
	if (t->cap < s->ntoken + 1) {
		t->cap = s->ntoken * 2 + 64;
		t->look = mem_resize(t->look, t->cap, sizeof *t->look);
	}
	for (size_t i = 0; i < s->ntoken; i++) {
		struct look *l = &t->look[i];
		const struct token *k = &s->token[i];
		size_t n = s->ntoken - i;

		memset(l, 0, sizeof *l);
		if (k->kind == TOKEN_MARK && !t->user)
			continue;
		take_hits(t, t->words, &t->word_labels, s->text, k, n, l);
		take_hits(t, t->names, &t->name_labels, s->text, k, n, l);
		if (t->user)
			take_hits(
			    t, t->user, &t->user_labels, s->text, k, n, l);
	}
	memset(&t->look[s->ntoken], 0, sizeof *t->look);
}

static int
listed_label(const struct tagger *t, const struct look *l)
{
	if (!l->entry)
		return -1;
	return (l->user ? &t->user_labels : &t->name_labels)
	    ->entity[l->entry->label];
}

/* ---- the document's own usage ---- */

static struct memory *
recall(struct tagger *t, uint64_t key, bool make)
{
	for (size_t i = key % MEMORY, n = 0; n < MEMORY; n++) {
		struct memory *m = &t->memory[i];

		if (m->key == key)
			return m;
		if (!m->key) {
			if (!make || t->remembered > MEMORY * 3 / 4)
				return NULL;
			t->remembered++;
			m->key = key;
			return m;
		}
		i = (i + 1) % MEMORY;
	}
	return NULL;
}

/* Does the longer name end in the words of the shorter one? */
static bool
ends_in(struct str longer, struct str shorter)
{
	return longer.n >= shorter.n &&
	       str_eq(str_slice(longer, longer.n - shorter.n, longer.n),
		   shorter) &&
	       (longer.n == shorter.n ||
		   longer.p[longer.n - shorter.n - 1] == ' ' ||
		   longer.p[longer.n - shorter.n - 1] == '-');
}

/* The first word of a name. */
static struct str
first_word(struct str s)
{
	struct str w = s;

	str_split(&s, ' ', &w);
	return w;
}

/* The document names a person in full: remember the surname. */
static void
remember_person(struct tagger *t, const struct token *last, struct str name,
    struct str title)
{
	struct memory *m = recall(t, last->hash | 1, true);

	if (!m)
		return;
	if (m->name.p && !str_eq(m->name, name)) {
		/* "Ana M. Silva" after "Ana Silva" is the same person. */
		if (str_eq(first_word(m->name), first_word(name))) {
			if (name.n > m->name.n)
				m->name = name;
		} else {
			m->two = true;
		}
	} else {
		m->name = name;
	}
	if (title.p && !m->title.p)
		m->title = title;
}

static uint64_t
run_key(const struct segment *s, size_t i, size_t j)
{
	uint64_t h = j - i;

	for (; i < j; i++)
		h = hash_mix(h, s->token[i].hash);
	return h & ~UINT64_C(1);
}

static void
vote(struct tagger *t, const struct segment *s, size_t i, size_t j, int label,
    unsigned weight)
{
	struct memory *m = recall(t, run_key(s, i, j), true);

	if (m)
		m->votes[label] += weight;
}

/* The label that the document gives these words elsewhere, or -1. */
static int
voted(struct tagger *t, const struct segment *s, size_t i, size_t j)
{
	struct memory *m = recall(t, run_key(s, i, j), false);
	uint32_t most = 0;
	int label = -1;

	for (int k = 0; m && k < ENTITY_LABELS; k++)
		if (m->votes[k] > most) {
			most = m->votes[k];
			label = k;
		}
	return label;
}

/* ---- runs of capitalised words ---- */

/* How the segment writes its words. */
enum casing { NORMAL, HEADLINE, SHOUTING };

static enum casing
casing_of(const struct segment *s)
{
	size_t words = 0, caps = 0, upper = 0;

	for (size_t i = 0; i < s->ntoken; i++) {
		const struct token *k = &s->token[i];

		if (k->kind != TOKEN_WORD || k->end - k->start < 4)
			continue;
		words++;
		caps += (k->flags & TOKEN_CAP) != 0;
		upper += (k->flags & TOKEN_UPPER) != 0;
	}
	if (words >= 2 && upper * 10 >= words * 8)
		return SHOUTING;
	/* What ends in a full stop is a sentence that is full of names. */
	if (words >= 3 && caps * 10 >= words * 7 &&
	    !(s->kind == SEGMENT_SENTENCE && str_ends(str_trim(s->text), ".")))
		return HEADLINE;
	return NORMAL;
}

/* Does token I stand where any word has a capital? */
static bool
opens(const struct segment *s, size_t i)
{
	if (i == 0)
		return true;
	for (size_t k = i; k-- > 0;) {
		const struct token *p = &s->token[k];

		if (p->kind != TOKEN_MARK)
			return false;
		if (p->flags & TOKEN_QUOTE)
			continue;
		switch (s->text.p[p->start]) {
		case ':':
		case '.':
		case '!':
		case '?':
		case '-':
		case '*':
		case '(':
			return true;
		default:
			/* Dashes and bullets are beyond ASCII. */
			return (unsigned char)s->text.p[p->start] >= 0xE2;
		}
	}
	return true;
}

/* May token I be part of a name, by its looks and where it stands? */
static bool
nameable(const struct tagger *t, const struct segment *s, size_t i,
    enum casing casing)
{
	const struct look *l = &t->look[i];
	const struct token *k = &s->token[i];

	if (!is_cap(k))
		return false;
	/* "April Jones" is a name, "in April" is none. */
	if (l->bits & CALENDAR && l->listed < 2 &&
	    !(l->bits & (GIVEN | GIVEN_WORD) && i + 1 < s->ntoken &&
		is_cap(&s->token[i + 1]) &&
		t->look[i + 1].bits & (SURNAME | SURNAME_WORD)))
		return false;
	if (casing != NORMAL || opens(s, i)) {
		if (l->bits & (COMMON | STARTER))
			return l->listed > 1 || (l->title && casing == NORMAL);
		return true;
	}
	return !(l->bits & STARTER) || l->listed || k->flags & TOKEN_UPPER;
}

/*
 * End of the run of a name that begins at I: capitalised words, particles
 * between them, and, behind a head word, connectors ("Bank of the West"), and
 * behind those two words as one ("Ministry of Trade and Transport"), unless the
 * second is a name of its own ("University of Alden and NATO").
 */
static size_t
run_end(const struct tagger *t, const struct segment *s, size_t i,
    enum casing casing)
{
	bool head = false, joined = false;
	size_t j = i;

	while (j < s->ntoken && j - i < MAXRUN) {
		size_t k = j;

		if (nameable(t, s, j, casing)) {
			head |=
			    (t->look[j].bits & (ORG_HEAD | GPE_HEAD | FAC_HEAD |
						   LAW_HEAD)) != 0;
			if (t->look[j].listed > 1)
				j += t->look[j].listed;
			else
				j++;
			continue;
		}
		if (j == i)
			break;
		/* "&" joins firms: "Johnson & Johnson" */
		if (token_is(s->text, &s->token[k], "&"))
			k++;
		else
			while (k < s->ntoken && k - j < 2 &&
			       s->token[k].kind == TOKEN_WORD &&
			       (t->look[k].bits & PARTICLE ||
				   (head && t->look[k].bits & CONNECTOR)) &&
			       !is_cap(&s->token[k]))
				k++;
		if (k == j && joined && t->look[k].bits & PAIR &&
		    k + 1 < s->ntoken && !t->look[k + 1].listed &&
		    !(s->token[k + 1].flags & TOKEN_UPPER))
			k++;
		if (k == j || k >= s->ntoken || !is_cap(&s->token[k]) ||
		    !nameable(t, s, k, casing))
			break;
		joined |= (t->look[j].bits & CONNECTOR) != 0;
		j = k;
	}
	return j > s->ntoken ? s->ntoken : j;
}

/* The label that a head word in the run [I, J) gives it, or -1. */
static int
head_label(const struct tagger *t, const struct segment *s, size_t i, size_t j)
{
	static const struct {
		unsigned bit;
		int label;
	} of[] = {{ORG_HEAD, ENTITY_ORG}, {FAC_HEAD, ENTITY_FAC},
	    {LOC_HEAD, ENTITY_LOC}, {GPE_HEAD, ENTITY_GPE},
	    {EVENT_HEAD, ENTITY_EVENT}, {LAW_HEAD, ENTITY_LAW},
	    {PRODUCT_HEAD, ENTITY_PRODUCT}, {WORK_HEAD, ENTITY_WORK}};
	enum { N = sizeof of / sizeof *of };
	size_t at[2] = {j - 1, i};

	if (j - i < 2)
		return -1;
	/* "University of Alden": the head stands before a connector. */
	for (size_t k = i; k + 1 < j; k++)
		if (t->look[k + 1].bits & CONNECTOR &&
		    !is_cap(&s->token[k + 1]) && t->look[k].bits & HEAD)
			for (size_t n = 0; n < N; n++)
				if (t->look[k].bits & of[n].bit)
					return of[n].label;
	for (size_t a = 0; a < 2; a++)
		for (size_t n = 0; n < N; n++)
			if (t->look[at[a]].bits & of[n].bit &&
			    (a == 0 || of[n].bit & (LOC_HEAD | EVENT_HEAD)))
				return of[n].label;
	return -1;
}

static bool
is_initial(const struct token *k)
{
	return k->flags & TOKEN_POINT && k->end - k->start == 2;
}

/* Does the run look like a person's name? */
static bool
looks_like_person(
    const struct tagger *t, const struct segment *s, size_t i, size_t j)
{
	unsigned first = t->look[i].bits, last = t->look[j - 1].bits;
	size_t n = j - i;

	if (n < 2 || n > 5 || t->look[j - 1].bits & HEAD)
		return false;
	for (size_t k = i; k < j; k++)
		if (s->token[k].flags & TOKEN_DIGIT ||
		    t->look[k].bits & (CONNECTOR & ~PARTICLE))
			return false;
	if (is_initial(&s->token[i]) || (n > 2 && is_initial(&s->token[i + 1])))
		return true;
	if (first & GIVEN)
		return !(last & COMMON) || last & (SURNAME | SURNAME_WORD);
	if (first & GIVEN_WORD)
		return (last & (SURNAME | SURNAME_WORD)) != 0 ||
		       !(last & COMMON);
	return false;
}

static void
add(struct tagger *t, const struct segment *s, size_t i, size_t j, int label,
    double score, struct str title, const struct look *l)
{
	struct entity *e;

	t->found =
	    mem_grow(t->found, t->nfound, &t->foundcap, sizeof *t->found);
	e = &t->found[t->nfound++];
	*e = (struct entity){.start = s->token[i].start,
	    .end = s->token[j - 1].end,
	    .label = (enum entity_label)label,
	    .score = score,
	    .title = title};
	if (l && l->entry) {
		e->name = lexicon_name(l->lexicon, l->entry);
		e->id = lexicon_id(l->lexicon, l->entry);
		if (!e->id.n)
			e->id.p = NULL;
	}
	if (!e->name.p)
		e->name = str_slice(s->text, e->start, e->end);
}

/* The title that ends before token I: "President", "former Rep." */
static struct str
title_before(
    const struct tagger *t, const struct segment *s, size_t i, size_t from)
{
	size_t k = i;

	/* The longest title or role whose words end right before I. */
	for (size_t b = i; b-- > from && i - b <= 5;)
		if (t->look[b].title == i - b || t->look[b].role == i - b)
			k = b;
	if (k == i)
		return (struct str){NULL, 0};
	if (k > from && t->look[k - 1].bits & PREFIX)
		k--;
	return str_slice(s->text, s->token[k].start, s->token[i - 1].end);
}

/* The label of the run [I, J), with its SCORE. */
static int
run_label(struct tagger *t, const struct segment *s, size_t i, size_t j,
    bool titled, enum casing casing, double *score)
{
	const struct look *l = &t->look[i];
	unsigned bits = l->bits;
	const struct memory *m;
	int label;

	*score = 0.95;
	if (titled && j - i <= 4 && !(t->look[j - 1].bits & ORG_HEAD))
		return ENTITY_PERSON;
	if (l->listed == j - i)
		return listed_label(t, l);
	*score = 0.85;
	label = head_label(t, s, i, j);
	if (label >= 0)
		return label;
	*score = 0.9;
	if (looks_like_person(t, s, i, j))
		return ENTITY_PERSON;
	/* "in March", "March 9": none, though a Ms. March be known. */
	if (j - i == 1 && bits & MONTH &&
	    ((i > 0 && t->look[i - 1].bits & PLACE_BEFORE) ||
		(j < s->ntoken && s->token[j].kind == TOKEN_NUMBER)))
		return -1;
	m = recall(t, s->token[j - 1].hash | 1, false);
	if (j - i <= 2 && m && m->name.p)
		return ENTITY_PERSON;
	label = voted(t, s, i, j);
	*score = 0.75;
	if (label >= 0)
		return label;
	if (j - i == 1 && bits & MONTH)
		return -1;
	*score = 0.6;
	if (j - i == 1 && s->token[i].flags & TOKEN_UPPER && casing != SHOUTING)
		return s->token[i].end - s->token[i].start <= 6 ? ENTITY_ORG
								: -1;
	if (i > 0 && t->look[i - 1].bits & PLACE_BEFORE && !(bits & COMMON))
		return j - i <= 3 ? ENTITY_GPE : ENTITY_ORG;
	*score = 0.5;
	if ((j < s->ntoken && t->look[j].bits & SPEAKS) ||
	    (i > 0 && t->look[i - 1].role == 1))
		return j - i <= 3 ? ENTITY_PERSON : ENTITY_ORG;
	if (j - i == 1) {
		if (bits & COMMON || casing != NORMAL)
			return -1;
		if (bits & (SURNAME | GIVEN))
			return ENTITY_PERSON;
		return opens(s, i) ? -1 : ENTITY_ORG;
	}
	for (size_t k = i; k < j; k++)
		if (t->look[k].bits & COMMON)
			return casing == NORMAL ? ENTITY_ORG : -1;
	return j - i <= 3 && t->look[j - 1].bits & (SURNAME | SURNAME_WORD)
		   ? ENTITY_PERSON
		   : ENTITY_ORG;
}

/*
 * The run [I, J): cut off what names itself at its beginning, label the
 * rest. Returns where to go on.
 */
static size_t
take_run(struct tagger *t, const struct segment *s, size_t i, size_t j,
    size_t from, enum casing casing)
{
	const struct look *l = &t->look[i];
	struct str title = title_before(t, s, i, from);
	double score;
	int label;

	if (l->user) {
		add(t, s, i, i + l->listed, listed_label(t, l), 1, title, l);
		return i + l->listed;
	}
	/* "President Ana Silva": the title is no part of the name. */
	if (l->title && i + l->title < j && !l->entry)
		return i + l->title;
	if (l->title && i + l->title >= j && l->listed <= l->title)
		return i + l->title;
	label = listed_label(t, l);
	/*
	 * A listed name that the run goes on behind: "Mexican President",
	 * "Cuba Foreign Minister"; but "Mexico Ministry" is one name.
	 */
	if (label >= 0 && l->listed < j - i) {
		int head = head_label(t, s, i, j);
		size_t k = i + l->listed;
		bool person =
		    label == ENTITY_PERSON || looks_like_person(t, s, i, j);

		if (!person && head < 0 &&
		    (label == ENTITY_NORP || t->look[k].title ||
			t->look[k].listed || l->listed > 1)) {
			add(t, s, i, k, label, 0.9, title, l);
			vote(t, s, i, k, label, 2);
			return k;
		}
		if (head >= 0 && t->look[k].title &&
		    !(t->look[k].bits & HEAD)) {
			add(t, s, i, k, label, 0.9, title, l);
			return k;
		}
	}
	/* A title or a listed name further on in the run cuts it there. */
	for (size_t k = i + 1; k < j; k++) {
		/* "Lena M. Ashby": an initial, and no Monsieur. */
		if (t->look[k].title && k + t->look[k].title < j &&
		    !(t->look[k].bits & HEAD) && is_cap(&s->token[k]) &&
		    !is_initial(&s->token[k])) {
			j = k;
			break;
		}
	}
	label = run_label(t, s, i, j, title.p != NULL, casing, &score);
	if (label < 0)
		return j;
	if (label == ENTITY_PERSON && j - i >= 2) {
		struct str name =
		    str_slice(s->text, s->token[i].start, s->token[j - 1].end);

		remember_person(t, &s->token[j - 1], name, title);
	}
	if (score >= 0.75)
		vote(t, s, i, j, label, score > 0.9 ? 3 : 1);
	add(t, s, i, j, label, score,
	    label == ENTITY_PERSON ? title : (struct str){0},
	    l->listed == j - i ? l : NULL);
	return j;
}

static void
tag_segment(struct tagger *t, const struct segment *s)
{
	enum casing casing = casing_of(s);
	size_t i = 0, j, from = 0;

	t->nfound = 0;
	look_up(t, s);
	while (i < s->ntoken) {
		if (t->look[i].user || nameable(t, s, i, casing)) {
			j = t->look[i].user ? i + t->look[i].listed
					    : run_end(t, s, i, casing);
			i = take_run(t, s, i, j, from, casing);
			continue;
		}
		i++;
	}
}

/* ---- names ---- */

/* Gives short forms of persons the fullest form in the document. */
static void
resolve(struct tagger *t, const struct segment *s)
{
	for (size_t i = 0; i < t->nfound; i++) {
		struct entity *e = &t->found[i];
		size_t last = 0, past = s->ntoken, mid;
		const struct memory *m;

		if (e->label != ENTITY_PERSON)
			continue;
		while (last < past) {
			mid = (last + past) / 2;
			if (s->token[mid].end < e->end)
				last = mid + 1;
			else
				past = mid;
		}
		if (last == s->ntoken || s->token[last].end != e->end)
			continue;
		m = recall(t, s->token[last].hash | 1, false);
		if (!m || !m->name.p || m->two)
			continue;
		/* As remember_person has it: "Ana Silva" is Ana M. Silva. */
		if (!ends_in(m->name, e->name) &&
		    (e->name.n > m->name.n ||
			!str_eq(first_word(m->name), first_word(e->name))))
			continue;
		if (e->name.n < m->name.n)
			e->score = e->score > 0.9 ? e->score : 0.9;
		e->name = m->name;
	}
}

/* Does E overlap an amount of AM that is sure (money, percentages)? */
static bool
gives_way(const struct entity *e, const struct entity *am, size_t n, size_t a)
{
	for (; a < n && am[a].start < e->end; a++)
		if (am[a].end > e->start && am[a].label != ENTITY_QUANTITY)
			return true;
	return false;
}

/* Writes the names found and the N amounts AM, both sorted, as one list. */
static void
merge_amounts(const struct tagger *t, struct segment *s,
    const struct entity *am, size_t n)
{
	size_t a = 0, past = 0;

	for (size_t i = 0; i < t->nfound; i++) {
		const struct entity *e = &t->found[i];

		while (past < n && am[past].end <= e->start)
			past++;
		if (gives_way(e, am, n, past))
			continue;
		while (a < n && am[a].start <= e->start)
			s->entity[s->nentity++] = am[a++];
		s->entity[s->nentity++] = *e;
	}
	while (a < n)
		s->entity[s->nentity++] = am[a++];
}

void
tagger_document(struct tagger *t, struct document *d)
{
	struct entity *am;
	size_t n;

	if (d->has_entities)
		return;
	document_tokens(d, t->abbreviations);
	memset(t->memory, 0, sizeof t->memory);
	t->remembered = 0;
	/* First to learn what the document calls whom, then to say it. */
	for (size_t i = 0; i < d->nseg; i++)
		if (segment_is_text(&d->seg[i]) &&
		    casing_of(&d->seg[i]) == NORMAL)
			tag_segment(t, &d->seg[i]);
	for (size_t i = 0; i < d->nseg; i++) {
		struct segment *s = &d->seg[i];

		s->nentity = 0;
		if (!segment_is_text(s))
			continue;
		tag_segment(t, s);
		resolve(t, s);
		am = amounter_segment(t->amounter, d, s, &n);
		s->entity = arena_alloc(
		    &d->arena, (t->nfound + n + 1) * sizeof *s->entity);
		merge_amounts(t, s, am, n);
	}
	d->has_entities = true;
}
