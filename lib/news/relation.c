#include "news/relation.h"

#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const relation_types[RELATIONS] = {"agree", "conflict", "update",
    "hedge", "related", "unique"};
const char *const relation_kinds[KINDS] = {"number", "date", "polarity",
    "antonym", "attribute", "status", "quote", "fact"};

enum { STEM = 6, MAXSTEMS = 48, BLOCK = 160, MAXNUMBERS = 6,
	MAXWORDS = 80, MAXSLOT = 200, LONG = 6, MAXVALUES = 8 };

enum unit_type { CLAUSE, TITLE, QUOTE };

/* A stem of a word, with its weight (by how rare it is). */
struct stem {
	uint32_t hash;
	float weight;
};

/* A claim as it is compared. */
struct unit {
	enum unit_type type;
	uint32_t doc;
	const struct kept_segment *segment;
	size_t start, end;
	struct stem *stem; /* sorted by hash */
	size_t nstem;
	float weight; /* of all stems */
	struct unit *sentence; /* the stems of the whole segment */
	struct str subject, predicate, object, title, speaker;
	uint32_t subject_key, class_key, opposite_key;
	bool negated;
	enum modality modality;
	struct claim_number *number;
	uint32_t *of_key;   /* of each number: its unit or counted noun */
	uint32_t *verb_key; /* of each number: the verb it stands behind */
	uint32_t *word; /* of a quotation: its words' stems in order */
	size_t nword;
	size_t nnumber;
	struct date *date;
	struct str *date_text;
	size_t ndate;
	bool changing;  /* the predicate's value changes in time */
	uint32_t value[MAXVALUES]; /* keys of telling figures: 69.9 years */
	size_t nvalue;
	uint32_t date_verb; /* the verb that the date stands behind */
	size_t telling; /* the date that matters, where there are several */
};

struct doc {
	struct meta meta;
	uint32_t story; /* index of the story's first document */
	struct stem *name;
	size_t nname;
};

/* Two facets that belong to one slot. */
struct link {
	uint64_t a, b; /* facet: unit * FACETS + respect */
	enum relation_kind kind;
	bool same;
	float score;
};

enum {
	FACET_NUMBER = 0, /* one for each of MAXNUMBERS */
	FACET_DATE = MAXNUMBERS,
	FACET_POLARITY,
	FACET_ANTONYM,
	FACET_TITLE,
	FACET_QUOTE,
	FACET_STATUS,
	FACET_FACT,
	FACET_RELATED,
	FACETS = 16
};

struct count {
	uint32_t hash, docs, last;
};

struct differ {
	const struct lexicon *words;
	int verb[8], changing, class, opposite, increment, past, stop[8];
	size_t nverb, nstop;
	struct arena arena;
	struct doc *doc;
	size_t ndoc, doccap;
	struct unit *unit;
	size_t nunit, unitcap;
	struct count *count;
	size_t ncount, countcap;
	struct link *link;
	size_t nlink, linkcap;
	struct relation *relation;
	size_t nrelation, relationcap;
	bool all;
};

struct differ *
differ_new(const struct lexicon *words)
{
	static const char *const verbs[] = {"verb-past", "verb-past-weak",
	    "verb-s", "verb-s-weak", "verb-base", "verb-base-weak",
	    "verb-ing"};
	static const char *const stops[] = {"starter", "preposition",
	    "determiner", "auxiliary", "modal", "person-pronoun",
	    "thing-pronoun", "clause"};
	struct differ *r = mem_zalloc(1, sizeof *r);

	r->words = words;
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		r->verb[r->nverb++] = lexicon_label(words, verbs[i]);
	for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
		r->stop[r->nstop++] = lexicon_label(words, stops[i]);
	r->changing = lexicon_label(words, "changing");
	r->class = lexicon_label(words, "predicate-class");
	r->opposite = lexicon_label(words, "opposite");
	r->increment = lexicon_label(words, "increment");
	r->past = lexicon_label(words, "past-title");
	return r;
}

void
differ_free(struct differ *r)
{
	if (!r)
		return;
	arena_release(&r->arena);
	free(r->doc);
	free(r->unit);
	free(r->count);
	free(r->link);
	free(r->relation);
	free(r);
}

static struct str
keep(struct differ *r, struct str s)
{
	if (!s.p)
		return s;
	return (struct str){arena_copy(&r->arena, s.p, s.n), s.n};
}

/* ---- words ---- */

static const struct lexicon_entry *
word_with(const struct differ *r, struct str w, const int *label, size_t n)
{
	const struct lexicon_entry *e = NULL;

	for (size_t i = 0; i < n && !e; i++)
		if (label[i] >= 0)
			e = lexicon_lookup(r->words, w, label[i]);
	return e;
}

/*
 * The key of a word: of its verb's lemma where it is a verb's form, else of
 * its first letters, which serve as a stem in many languages.
 */
static uint32_t
stem_key(const struct differ *r, struct str w)
{
	const struct lexicon_entry *e =
	    word_with(r, w, r->verb, r->nverb);
	const char *p, *end;
	uint64_t h = 0;

	if (e)
		w = lexicon_id(r->words, e);
	p = w.p;
	end = w.p + w.n;
	for (int i = 0; i < STEM && p < end; i++)
		h = hash_mix(h, uc_lower(utf8_next(&p, end)));
	return (uint32_t)(h >> 16) | 1;
}

static uint32_t
name_key(struct str name)
{
	return (uint32_t)(utf8_hash_lower(name) >> 8) | 1;
}

/* The class of a predicate: of its list, or the lemma itself. */
static uint32_t
class_key(const struct differ *r, struct str lemma, uint32_t *opposite)
{
	const struct lexicon_entry *e;

	*opposite = 0;
	if (!lemma.p)
		return 0;
	e = lexicon_lookup(r->words, lemma, r->class);
	if (!e)
		return name_key(lemma);
	lemma = lexicon_name(r->words, e);
	e = lexicon_lookup(r->words, lemma, r->opposite);
	if (e)
		*opposite = name_key(lexicon_id(r->words, e));
	return name_key(lemma);
}

static int
by_hash(const void *a, const void *b)
{
	uint32_t x = ((const struct stem *)a)->hash,
		 y = ((const struct stem *)b)->hash;

	return (x > y) - (x < y);
}

static size_t
sort_unique(struct stem *v, size_t n)
{
	size_t k = 0;

	if (n)
		qsort(v, n, sizeof *v, by_hash);
	for (size_t i = 0; i < n; i++)
		if (!k || v[k - 1].hash != v[i].hash)
			v[k++] = v[i];
	return k;
}

/* Is the token part of an amount or a date, whose value is compared apart? */
static bool
is_value(const struct segment *s, const struct token *t)
{
	for (size_t i = 0; i < s->nentity; i++)
		if (s->entity[i].label >= ENTITY_MONEY &&
		    t->start < s->entity[i].end && s->entity[i].start < t->end)
			return t->kind == TOKEN_NUMBER || s->entity[i].bound;
	for (size_t i = 0; i < s->ndate; i++)
		if (t->start < s->date[i].end && s->date[i].start < t->end)
			return true;
	return t->kind == TOKEN_NUMBER;
}

/* Does T belong to a claim that stands inside of [START, END)? */
static bool
in_inner_claim(const struct segment *s, const struct token *t, size_t start,
    size_t end)
{
	for (size_t i = 0; i < s->nclaim; i++) {
		const struct claim *c = &s->claim[i];

		if (c->predicate.text.p && c->start > start && c->end < end &&
		    c->start <= t->start && t->end <= c->end)
			return true;
	}
	return false;
}

/* The stems of the content words in bytes [START, END) of S. */
static void
find_stems(struct differ *r, const struct segment *s, size_t start, size_t end,
    bool values, struct unit *u)
{
	struct stem v[MAXSTEMS];
	size_t n = 0;

	for (size_t i = 0; i < s->ntoken && n < MAXSTEMS; i++) {
		const struct token *t = &s->token[i];
		struct str w = token_str(s->text, t);

		if (t->start < start || t->end > end ||
		    t->kind == TOKEN_MARK || w.n < 2 ||
		    in_inner_claim(s, t, start, end))
			continue;
		if (t->kind == TOKEN_WORD &&
		    word_with(r, w, r->stop, r->nstop))
			continue;
		if (!values && is_value(s, t))
			continue;
		v[n++].hash = stem_key(r, w);
	}
	u->nstem = sort_unique(v, n);
	u->stem = arena_alloc(&r->arena, (u->nstem + 1) * sizeof *u->stem);
	memcpy(u->stem, v, u->nstem * sizeof *u->stem);
}

/* ---- taking documents in ---- */

static struct count *
find_count(struct differ *r, uint32_t hash)
{
	size_t i;

	if (r->ncount * 2 >= r->countcap) {
		struct count *old = r->count;
		size_t cap = r->countcap;

		r->countcap = cap ? cap * 2 : 4096;
		r->count = mem_zalloc(r->countcap, sizeof *r->count);
		r->ncount = 0;
		for (i = 0; i < cap; i++)
			if (old[i].hash)
				*find_count(r, old[i].hash) = old[i];
		free(old);
	}
	for (i = hash & (r->countcap - 1); r->count[i].hash != hash;
	    i = (i + 1) & (r->countcap - 1))
		if (!r->count[i].hash) {
			r->count[i] = (struct count){hash, 0, UINT32_MAX};
			r->ncount++;
			break;
		}
	return &r->count[i];
}

static void
count_stems(struct differ *r, const struct unit *u)
{
	for (size_t i = 0; i < u->nstem; i++) {
		struct count *c = find_count(r, u->stem[i].hash);

		if (c->last != u->doc) {
			c->last = u->doc;
			c->docs++;
		}
	}
}

static struct unit *
add_unit(struct differ *r, enum unit_type type,
    const struct kept_segment *segment, size_t start, size_t end)
{
	struct unit *u;

	r->unit = mem_grow(r->unit, r->nunit, &r->unitcap, sizeof *r->unit);
	u = &r->unit[r->nunit++];
	memset(u, 0, sizeof *u);
	u->type = type;
	u->doc = (uint32_t)(r->ndoc - 1);
	u->segment = segment;
	u->start = start;
	u->end = end;
	return u;
}

/* Is T a day or longer stretch that is known? */
static bool
is_known(const struct date *t)
{
	return (t->type == DATE_DATE || t->type == DATE_TIME) && t->from.p &&
	    t->to.p;
}

/* The key of what a number counts: its unit, else the noun counted. */
static uint32_t
counted(struct differ *r, const struct claim_number *k)
{
	struct str of = k->of, w = {NULL, 0}, last = {NULL, 0};

	if (k->unit.p && k->unit.n)
		return stem_key(r, k->unit);
	while (str_split(&of, ' ', &w))
		last = w;
	return last.n ? stem_key(r, last) : 0;
}

static struct str
last_word(struct str s)
{
	struct str w = s;

	while (str_split(&s, ' ', &w))
		;
	return w;
}

/*
 * The class of the verb that a number stands behind: "killed 9 and injured
 * 31" are two predicates in one clause. 0 if it stands before all verbs.
 */
static uint32_t
verb_before(struct differ *r, const struct segment *s, size_t start,
    struct str number)
{
	size_t at = str_find(s->text, number, start);
	uint32_t opposite;

	if (at == SIZE_MAX)
		return 0;
	for (size_t i = s->ntoken; i-- > 0 && s->token[i].end > start;) {
		const struct lexicon_entry *e;
		struct str w = token_str(s->text, &s->token[i]);

		if (s->token[i].start >= at ||
		    !(s->token[i].flags & TOKEN_LOWER) ||
		    word_with(r, w, r->stop, r->nstop))
			continue;
		e = word_with(r, w, r->verb, 1); /* past forms are surest */
		if (e)
			return class_key(r, lexicon_id(r->words, e), &opposite);
	}
	return 0;
}

/* Does the number add to an earlier one: "two more bodies"? */
static bool
is_increment(const struct differ *r, struct str text)
{
	struct str w;

	while (str_split(&text, ' ', &w))
		if (lexicon_lookup(r->words, w, r->increment))
			return true;
	return false;
}

static bool
is_changing(const struct differ *r, struct str w)
{
	return w.p && lexicon_lookup(r->words, w, r->changing) != NULL;
}

/* Significant digits of a whole number: 3,200,000 has two. */
static int
digits_of(double v)
{
	int n = 0;

	v = fabs(v);
	if (v < 1 || v > 1e15 || floor(v) != v)
		return 9;
	while (fmod(v, 10) == 0)
		v /= 10;
	while (v >= 1) {
		v = floor(v / 10);
		n++;
	}
	return n;
}

/*
 * Figures so telling that two claims which share several of them speak of
 * one thing, whatever their words: not "two" or "100".
 */
static void
find_values(struct unit *u)
{
	for (size_t i = 0; i < u->nnumber && u->nvalue < MAXVALUES; i++) {
		double v = u->number[i].value;

		if (digits_of(v) >= 2 && (v > 20 || floor(v) != v))
			u->value[u->nvalue++] =
			    (uint32_t)hash_mix(1, (uint64_t)(v * 1000)) | 1;
	}
	for (size_t i = 0; i < u->ndate && u->nvalue < MAXVALUES; i++)
		if (u->date[i].type == DATE_DURATION &&
		    u->date[i].value.p && u->date[i].value.n > 4)
			u->value[u->nvalue++] = name_key(u->date[i].value);
}

static size_t
shared_values(const struct unit *a, const struct unit *b)
{
	size_t n = 0;

	for (size_t i = 0; i < a->nvalue; i++)
		for (size_t k = 0; k < b->nvalue; k++)
			n += a->value[i] == b->value[k];
	return n;
}

static void
add_clause(struct differ *r, const struct segment *s, const struct claim *c,
    const struct kept_segment *ks, struct unit *sentence)
{
	bool title = !c->predicate.text.p && c->object.text.p;
	struct unit *u = add_unit(r, title ? TITLE : CLAUSE, ks, c->start,
	    c->end);

	u->sentence = sentence;
	u->subject = keep(r, c->subject.name.p ? c->subject.name
					       : c->subject.text);
	u->predicate = keep(r, c->predicate.name);
	u->object = keep(r, c->object.text);
	u->title = keep(r, c->object.name);
	u->speaker = keep(r, c->speaker.name);
	u->negated = c->negated;
	u->modality = c->modality;
	u->subject_key = c->subject.name.p ? name_key(c->subject.name) : 0;
	u->class_key = class_key(r, u->predicate, &u->opposite_key);
	find_stems(r, s, c->start, c->end, false, u);
	u->nnumber = c->nnumber < MAXNUMBERS ? c->nnumber : MAXNUMBERS;
	u->number = arena_alloc(&r->arena,
	    (u->nnumber + 1) * sizeof *u->number);
	u->of_key = arena_alloc(&r->arena,
	    (u->nnumber + 1) * sizeof *u->of_key);
	u->verb_key = arena_alloc(&r->arena,
	    (u->nnumber + 1) * sizeof *u->verb_key);
	for (size_t i = 0; i < u->nnumber; i++) {
		u->number[i] = c->number[i];
		u->number[i].unit = keep(r, c->number[i].unit);
		u->number[i].of = keep(r, c->number[i].of);
		u->number[i].text = keep(r, c->number[i].text);
		u->of_key[i] = is_increment(r, u->number[i].text)
		    ? 0
		    : counted(r, &u->number[i]);
		u->verb_key[i] = verb_before(r, s, c->start, c->number[i].text);
		if (!u->verb_key[i])
			u->verb_key[i] = u->class_key;
		u->changing |= is_changing(r, u->number[i].of);
	}
	u->ndate = c->ndate;
	u->date = arena_alloc(&r->arena, (c->ndate + 1) * sizeof *u->date);
	u->date_text =
	    arena_alloc(&r->arena, (c->ndate + 1) * sizeof *u->date_text);
	for (size_t i = 0; i < c->ndate; i++) {
		u->date[i] = c->date[i];
		u->date[i].value = keep(r, c->date[i].value);
		u->date[i].from = keep(r, c->date[i].from);
		u->date[i].to = keep(r, c->date[i].to);
		u->date_text[i] = keep(r, c->date_text[i]);
		if (is_known(&u->date[i])) {
			u->date_verb = verb_before(r, s, c->start,
			    c->date_text[i]);
			if (!u->date_verb)
				u->date_verb = u->class_key;
		}
	}
	find_values(u);
	for (size_t i = 0; i < s->ntoken; i++)
		if (s->token[i].start >= c->start && s->token[i].end <= c->end)
			u->changing |= is_changing(r,
			    token_str(s->text, &s->token[i]));
	/* "The death toll rose to 14": the subject is what is counted. */
	for (size_t i = 0; u->changing && i < u->nnumber; i++)
		if (!u->number[i].unit.n && !u->number[i].of.n &&
		    c->subject.text.p)
			u->of_key[i] = stem_key(r, last_word(c->subject.text));
	count_stems(r, u);
}

/* The key of a quoted word; its lowest bit tells that it is a long one. */
static uint32_t
quote_word(const struct differ *r, struct str w)
{
	return (stem_key(r, w) & ~1u) | (utf8_count(w) >= LONG);
}

/* The words in bytes [START, END) of S as stems, in order. */
static void
quote_words(struct differ *r, const struct segment *s, size_t start, size_t end,
    struct unit *u)
{
	u->word = arena_alloc(&r->arena, MAXWORDS * sizeof *u->word);
	for (size_t k = 0; k < s->ntoken && u->nword < MAXWORDS; k++)
		if (s->token[k].start >= start && s->token[k].end <= end &&
		    s->token[k].kind != TOKEN_MARK)
			u->word[u->nword++] = quote_word(r,
			    token_str(s->text, &s->token[k]));
}

/* Is K a double quotation mark of any form? */
static bool
is_double_mark(struct str t, const struct token *k)
{
	struct str w = token_str(t, k);

	return k->kind == TOKEN_MARK && k->flags & TOKEN_QUOTE && !(w.n == 1 && w.p[0] != '"') &&
	    !str_eqz(w, "\xE2\x80\x98") && !str_eqz(w, "\xE2\x80\x99");
}

static void
add_quote(struct differ *r, const struct segment *s,
    const struct kept_segment *ks, const struct quote *of, size_t start,
    size_t end)
{
	struct unit *u = add_unit(r, QUOTE, ks, start, end);

	if (of && of->name.p) {
		u->subject = keep(r, of->name);
		u->subject_key = name_key(of->name);
	}
	find_stems(r, s, start, end, true, u);
	count_stems(r, u);
	quote_words(r, s, start, end, u);
}

/*
 * One unit for each stretch of words in double marks, and for each piece of
 * a quotation whose marks stand in other segments. The speaker is that of
 * the quotation that holds it, if there is one.
 */
static void
add_quotes(struct differ *r, const struct segment *s,
    const struct kept_segment *ks)
{
	size_t done = 0;

	for (size_t i = 0; i < s->ntoken; i++) {
		const struct quote *of = NULL;
		size_t start = s->token[i].end, end, k = i + 1;

		if (!is_double_mark(s->text, &s->token[i]))
			continue;
		while (k < s->ntoken && !is_double_mark(s->text, &s->token[k]))
			k++;
		if (k == s->ntoken)
			break;
		end = s->token[k].start;
		for (size_t n = 0; n < s->nquote; n++)
			if (s->quote[n].start < end &&
			    start < s->quote[n].end &&
			    s->quote[n].kind != QUOTE_INDIRECT)
				of = &s->quote[n];
		add_quote(r, s, ks, of, start, end);
		done = end;
		i = k;
	}
	for (size_t n = 0; n < s->nquote; n++)
		if (s->quote[n].kind == QUOTE_DIRECT && s->quote[n].start >= done &&
		    s->quote[n].name.p)
			add_quote(r, s, ks, &s->quote[n], s->quote[n].start,
			    s->quote[n].end);
}

void
differ_add(struct differ *r, const struct document *d)
{
	struct stem *name = NULL;
	struct meta *meta;
	size_t n = 0, cap = 0;
	struct doc *doc;

	r->doc = mem_grow(r->doc, r->ndoc, &r->doccap, sizeof *r->doc);
	doc = &r->doc[r->ndoc++];
	memset(doc, 0, sizeof *doc);
	/* Kept segments point at the meta, so it must not move. */
	meta = arena_alloc(&r->arena, sizeof *meta);
	meta->id = keep(r, d->meta.id);
	meta->date = keep(r, d->meta.date);
	meta->source = keep(r, d->meta.source);
	meta->title = keep(r, d->meta.title);
	meta->url = keep(r, d->meta.url);
	meta->author = keep(r, d->meta.author);
	meta->lang = keep(r, d->meta.lang);
	meta->story = keep(r, d->meta.story);
	doc->meta = *meta;
	for (size_t i = 0; i < d->nseg; i++) {
		const struct segment *s = &d->seg[i];
		struct kept_segment *ks;
		struct unit *sentence;

		if (!s->nclaim && !s->nquote)
			continue;
		ks = arena_alloc(&r->arena, sizeof *ks);
		*ks = (struct kept_segment){meta, keep(r, s->text), s->n,
		    s->start, s->end, s->in_title};
		sentence = arena_alloc(&r->arena, sizeof *sentence);
		memset(sentence, 0, sizeof *sentence);
		find_stems(r, s, 0, s->text.n, false, sentence);
		for (size_t k = 0; k < s->nclaim; k++)
			add_clause(r, s, &s->claim[k], ks, sentence);
		add_quotes(r, s, ks);
		for (size_t k = 0; k < s->nentity; k++) {
			if (s->entity[k].label >= ENTITY_MONEY)
				continue;
			name = mem_grow(name, n, &cap, sizeof *name);
			name[n++].hash = name_key(s->entity[k].name);
		}
	}
	doc->nname = sort_unique(name, n);
	doc->name = arena_alloc(&r->arena, (doc->nname + 1) * sizeof *name);
	if (doc->nname)
		memcpy(doc->name, name, doc->nname * sizeof *name);
	free(name);
}

/* ---- stories ---- */

static uint32_t
story_root(struct differ *r, uint32_t i)
{
	while (r->doc[i].story != i)
		i = r->doc[i].story = r->doc[r->doc[i].story].story;
	return i;
}

/* Weight shared by two sorted lists. */
static double
shared(const struct stem *a, size_t na, const struct stem *b, size_t nb,
    size_t *common)
{
	double w = 0;
	size_t i = 0, j = 0;

	*common = 0;
	while (i < na && j < nb) {
		if (a[i].hash < b[j].hash) {
			i++;
		} else if (a[i].hash > b[j].hash) {
			j++;
		} else {
			w += a[i].weight;
			++*common;
			i++;
			j++;
		}
	}
	return w;
}

static int
by_story(const void *a, const void *b)
{
	const struct doc *const *x = a, *const *y = b;
	int c = str_cmp((*x)->meta.story, (*y)->meta.story);

	return c ? c : (*x > *y) - (*x < *y);
}

/*
 * Documents with the same `story` are one; of the rest, those that share
 * enough of their rarer names.
 */
static void
find_stories(struct differ *r)
{
	struct doc **order = mem_zalloc(r->ndoc, sizeof *order);
	struct stem *all;
	size_t n = 0, given = 0;

	for (uint32_t i = 0; i < r->ndoc; i++) {
		r->doc[i].story = i;
		if (r->doc[i].meta.story.p)
			order[given++] = &r->doc[i];
	}
	qsort(order, given, sizeof *order, by_story);
	for (size_t i = 1; i < given; i++)
		if (str_eq(order[i]->meta.story, order[i - 1]->meta.story))
			order[i]->story = order[i - 1]->story;
	free(order);
	/* How many documents use a name. */
	for (uint32_t i = 0; i < r->ndoc; i++)
		if (!r->doc[i].meta.story.p)
			n += r->doc[i].nname;
	if (!n)
		return;
	all = mem_alloc(n * sizeof *all);
	n = 0;
	for (uint32_t i = 0; i < r->ndoc; i++)
		for (size_t k = 0; !r->doc[i].meta.story.p && k < r->doc[i].nname;
		     k++)
			all[n++] = r->doc[i].name[k];
	qsort(all, n, sizeof *all, by_hash);
	for (uint32_t i = 0; i < r->ndoc; i++)
		for (size_t k = 0; k < r->doc[i].nname; k++) {
			const struct stem *at = bsearch(&r->doc[i].name[k],
			    all, n, sizeof *all, by_hash);
			size_t f = 1;

			if (!at)
				continue;
			for (const struct stem *q = at - 1;
			     q >= all && q->hash == at->hash; q--)
				f++;
			for (const struct stem *q = at + 1;
			     q < all + n && q->hash == at->hash; q++)
				f++;
			r->doc[i].name[k].weight =
			    (float)log(1 + (double)r->ndoc / (double)f);
		}
	free(all);
	for (uint32_t i = 0; i < r->ndoc; i++)
		for (uint32_t j = i + 1; j < r->ndoc; j++) {
			const struct doc *a = &r->doc[i], *b = &r->doc[j];
			double wa = 0, wb = 0, w;
			size_t common;

			if (a->meta.story.p || b->meta.story.p)
				continue;
			w = shared(a->name, a->nname, b->name, b->nname,
			    &common);
			if (common < 3)
				continue;
			for (size_t k = 0; k < a->nname; k++)
				wa += a->name[k].weight;
			for (size_t k = 0; k < b->nname; k++)
				wb += b->name[k].weight;
			if (w >= 0.25 * (wa < wb ? wa : wb))
				r->doc[story_root(r, j)].story =
				    story_root(r, i);
		}
}

/* ---- comparing two claims ---- */

static void
weigh_unit(struct differ *r, struct unit *u)
{
	u->weight = 0;
	for (size_t k = 0; k < u->nstem; k++) {
		double f = find_count(r, u->stem[k].hash)->docs;

		u->stem[k].weight =
		    (float)log(1 + ((double)r->ndoc + 10) / (f + 1));
		u->weight += u->stem[k].weight;
	}
}

static void
weigh(struct differ *r)
{
	for (size_t i = 0; i < r->nunit; i++) {
		struct unit *u = &r->unit[i];

		weigh_unit(r, u);
		/* Shared by the segment's claims: weighed again, the same. */
		if (u->sentence)
			weigh_unit(r, u->sentence);
	}
}

static void
add_link(struct differ *r, size_t a, int fa, size_t b, int fb,
    enum relation_kind kind, bool same, double score)
{
	r->link = mem_grow(r->link, r->nlink, &r->linkcap, sizeof *r->link);
	r->link[r->nlink++] = (struct link){a * FACETS + (size_t)fa,
	    b * FACETS + (size_t)fb, kind, same, (float)score};
}

/* Is A what B is when rounded to as many digits as A has? */
static bool
rounds_to(double a, double b)
{
	double unit;

	if (fabs(a) < 1000 || digits_of(a) >= digits_of(b) || digits_of(a) > 3)
		return false;
	unit = pow(10, floor(log10(fabs(a))) - digits_of(a) + 1);
	return fabs(a - b) <= unit / 2;
}

enum compare { SAME, APART, UNCLEAR };

/* Can both numbers be right? UNCLEAR: they can, but say different things. */
static enum compare
compare_numbers(const struct claim_number *a, const struct claim_number *b)
{
	double x = a->value, y = b->value, big, low;

	if (a->bound == BOUND_RANGE || b->bound == BOUND_RANGE) {
		double a2 = a->bound == BOUND_RANGE ? a->value2 : x;
		double b2 = b->bound == BOUND_RANGE ? b->value2 : y;

		return x <= b2 && y <= a2 ? SAME : APART;
	}
	if (x == y)
		return SAME;
	big = x > y ? x : y;
	low = x > y ? y : x;
	if (a->bound == BOUND_ABOUT || b->bound == BOUND_ABOUT)
		return big - low <= 0.1 * big ? SAME : APART;
	if (rounds_to(x, y) || rounds_to(y, x))
		return SAME;
	if (a->bound == BOUND_MIN || b->bound == BOUND_MIN) {
		double min = a->bound == BOUND_MIN ? x : y;

		if (a->bound == b->bound)
			return big <= 1.25 * low ? SAME : UNCLEAR;
		if (low == min)
			return big <= 1.25 * low ? SAME : UNCLEAR;
		return APART;
	}
	if (a->bound == BOUND_MAX || b->bound == BOUND_MAX) {
		double max = a->bound == BOUND_MAX ? x : y;

		if (a->bound == b->bound || big == max)
			return big <= 1.25 * low ? SAME : UNCLEAR;
		return APART;
	}
	return APART;
}

/* Are all the words that narrow what is counted the same? */
static bool
same_scope(const struct differ *r, const struct claim_number *a,
    const struct claim_number *b)
{
	struct str x = a->of, y = b->of, w, v;

	for (int turn = 0; turn < 2; turn++) {
		struct str outer = turn ? y : x, inner;

		while (str_split(&outer, ' ', &w)) {
			bool found = !w.n ||
			    word_with(r, w, r->stop, r->nstop) != NULL;

			inner = turn ? x : y;
			while (!found && str_split(&inner, ' ', &v))
				found = v.n &&
				    stem_key(r, v) == stem_key(r, w);
			if (!found)
				return false;
		}
	}
	return true;
}

/* Do two texts share a word that is not a mere function word? */
static bool
share_word(const struct differ *r, struct str a, struct str b)
{
	struct str w, v, rest;

	while (str_split(&a, ' ', &w)) {
		if (!w.n || word_with(r, w, r->stop, r->nstop))
			continue;
		rest = b;
		while (str_split(&rest, ' ', &v))
			if (v.n && stem_key(r, v) == stem_key(r, w))
				return true;
	}
	return false;
}

/* Are both claims about the same subject, as far as can be told? */
static bool
same_subject(const struct differ *r, const struct unit *a,
    const struct unit *b)
{
	if (a->subject_key && a->subject_key == b->subject_key)
		return true;
	if (!a->subject.p || !b->subject.p)
		return false;
	/* "the ferry" and "Lady Ardith" may be the same: words decide. */
	return share_word(r, a->subject, b->subject);
}

/* Has the claim other numbers of the same unit as number X? */
static bool
several_of(const struct unit *u, size_t x)
{
	for (size_t i = 0; i < u->nnumber; i++)
		if (i != x && u->of_key[i] == u->of_key[x] &&
		    u->number[i].value != u->number[x].value)
			return true;
	return false;
}

/*
 * Money and percentages are of many things: both must say of what, or the
 * claims be nearly the same.
 */
static bool
specific(const struct unit *a, const struct unit *b, size_t x, size_t y,
    double dice)
{
	bool general = a->number[x].unit.n >= 3 &&
	    (uc_class((unsigned char)a->number[x].unit.p[0] & 0x7F) & UC_UPPER ||
		str_eqz(a->number[x].unit, "percent"));

	return !general || (a->number[x].of.n && b->number[y].of.n) ||
	    dice >= 0.75;
}

static void
compare_number(struct differ *r, size_t i, size_t j, double dice)
{
	const struct unit *a = &r->unit[i], *b = &r->unit[j];

	for (size_t x = 0; x < a->nnumber; x++)
		for (size_t y = 0; y < b->nnumber; y++) {
			bool predicate = a->verb_key[x] == b->verb_key[y] &&
			    a->verb_key[x];
			enum compare c;

			if (a->of_key[x] != b->of_key[y] || !a->of_key[x] ||
			    !str_eq(a->number[x].unit, b->number[y].unit))
				continue;
			if (!same_scope(r, &a->number[x], &b->number[y]))
				continue;
			if (a->verb_key[x] && b->verb_key[y] && !predicate)
				continue;
			c = compare_numbers(&a->number[x], &b->number[y]);
			if (c == UNCLEAR && !(a->changing && b->changing))
				continue;
			if (c == SAME ? dice < 0.3
				      : dice < (predicate ? 0.5 : 0.62))
				continue;
			if (c != SAME &&
			    (!same_subject(r, a, b) ||
				a->negated != b->negated ||
				several_of(a, x) || several_of(b, y) ||
				!specific(a, b, x, y, dice)))
				continue;
			add_link(r, i, FACET_NUMBER + (int)x, j,
			    FACET_NUMBER + (int)y, KIND_NUMBER, c == SAME,
			    dice);
		}
}

/* The first day or longer stretch in U's dates that is known, or NULL. */
static const struct date *
known_day(const struct unit *u, size_t *n)
{
	const struct date *found = NULL;

	*n = 0;
	for (size_t i = 0; i < u->ndate; i++)
		if ((u->date[i].type == DATE_DATE ||
			u->date[i].type == DATE_TIME) &&
		    u->date[i].from.p && u->date[i].to.p) {
			if (!found)
				found = &u->date[i];
			++*n;
		}
	return found;
}

/* Do both give numbers, none of them the same? Then it is another event. */
static bool
numbers_differ(const struct unit *a, const struct unit *b)
{
	for (size_t x = 0; x < a->nnumber; x++)
		for (size_t y = 0; y < b->nnumber; y++)
			if (compare_numbers(&a->number[x], &b->number[y]) ==
			    SAME)
				return false;
	return a->nnumber && b->nnumber;
}

static bool
apart(const struct date *x, const struct date *y)
{
	return str_cmp(x->to, y->from) < 0 || str_cmp(y->to, x->from) < 0;
}

/*
 * Two claims that share their numbers, and all dates but one: "rose from
 * 69.9 years in 1959 to 78.9 in 2014", "between 1959 and 2016 from 69.9
 * years to 78.9". True if that is so; which dates differ in *X and *Y.
 */
static bool
one_date_differs(const struct unit *a, const struct unit *b, size_t *x,
    size_t *y)
{
	size_t numbers = 0, alone = 0, known[2] = {0, 0};

	for (size_t i = 0; i < a->nnumber; i++)
		for (size_t k = 0; k < b->nnumber; k++)
			numbers += a->number[i].value == b->number[k].value &&
			    a->of_key[i] == b->of_key[k];
	for (size_t i = 0; i < a->ndate; i++)
		for (size_t k = 0; k < b->ndate; k++)
			numbers += a->date[i].type == DATE_DURATION &&
			    b->date[k].type == DATE_DURATION &&
			    str_eq(a->date[i].value, b->date[k].value);
	for (int turn = 0; turn < 2; turn++) {
		const struct unit *u = turn ? b : a, *v = turn ? a : b;

		for (size_t i = 0; i < u->ndate; i++) {
			bool met = !is_known(&u->date[i]);

			known[turn] += !met;
			for (size_t k = 0; k < v->ndate && !met; k++)
				met = is_known(&v->date[k]) &&
				    !apart(&u->date[i], &v->date[k]);
			if (met)
				continue;
			alone++;
			*(turn ? y : x) = i;
		}
	}
	return alone == 2 && known[0] == known[1] && numbers >= 2 &&
	    known[0] >= 2;
}

static void
compare_date(struct differ *r, size_t i, size_t j, double dice, double around)
{
	struct unit *a = &r->unit[i], *b = &r->unit[j];
	size_t na, nb, x, y;
	const struct date *s = known_day(a, &na), *t = known_day(b, &nb);
	bool differ;

	if (na > 1 && nb > 1 && one_date_differs(a, b, &x, &y)) {
		a->telling = x;
		b->telling = y;
		add_link(r, i, FACET_DATE, j, FACET_DATE, KIND_DATE, false,
		    0.9);
		return;
	}
	if (na != 1 || nb != 1)
		return;
	differ = apart(s, t);
	if (!differ) {
		if (dice >= 0.4)
			add_link(r, i, FACET_DATE, j, FACET_DATE, KIND_DATE,
			    true, dice);
		return;
	}
	/* A toll that rose on Tuesday may rise on Wednesday again. */
	if (numbers_differ(a, b) || (a->changing && b->changing) ||
	    a->modality != b->modality || a->date_verb != b->date_verb ||
	    !a->date_verb || a->negated != b->negated)
		return;
	if (same_subject(r, a, b) ? dice >= 0.55 || around >= 0.5
				  : dice >= 0.7 || around >= 0.6)
		add_link(r, i, FACET_DATE, j, FACET_DATE, KIND_DATE, false,
		    dice > around ? dice : around);
}

static bool
states(const struct unit *u)
{
	return u->modality == MODALITY_ASSERTED;
}

static void
compare_clauses(struct differ *r, size_t i, size_t j, double dice,
    double around)
{
	const struct unit *a = &r->unit[i], *b = &r->unit[j];
	size_t before = r->nlink;
	bool subject = a->subject_key && a->subject_key == b->subject_key;

	if (a->nnumber && b->nnumber)
		compare_number(r, i, j, dice);
	if (a->ndate && b->ndate)
		compare_date(r, i, j, dice, around);
	if (!a->class_key || !b->class_key)
		return;
	if (a->class_key == b->class_key && a->negated != b->negated &&
	    states(a) && states(b) && dice >= 0.72 && same_subject(r, a, b)) {
		add_link(r, i, FACET_POLARITY, j, FACET_POLARITY,
		    KIND_POLARITY, false, dice);
		return;
	}
	if (a->class_key == b->class_key && dice >= 0.6 &&
	    (a->modality == MODALITY_DENIED) !=
		(b->modality == MODALITY_DENIED) &&
	    subject) {
		add_link(r, i, FACET_POLARITY, j, FACET_POLARITY,
		    KIND_POLARITY, false, dice);
		return;
	}
	if (a->opposite_key && a->opposite_key == b->class_key &&
	    dice >= 0.5 && a->negated == b->negated && states(a) && states(b) &&
	    same_subject(r, a, b)) {
		add_link(r, i, FACET_ANTONYM, j, FACET_ANTONYM, KIND_ANTONYM,
		    false, dice);
		return;
	}
	if (a->class_key == b->class_key && subject && dice >= 0.4 &&
	    a->negated == b->negated &&
	    ((a->modality == MODALITY_PLANNED && states(b)) ||
		(b->modality == MODALITY_PLANNED && states(a)))) {
		add_link(r, i, FACET_STATUS, j, FACET_STATUS, KIND_STATUS,
		    false, dice);
		return;
	}
	for (size_t k = before; k < r->nlink; k++)
		if (!r->link[k].same)
			return;
	if (r->nlink != before)
		return;
	if (dice >= 0.6 && a->class_key == b->class_key &&
	    (a->modality == MODALITY_POSSIBLE) !=
		(b->modality == MODALITY_POSSIBLE))
		add_link(r, i, FACET_FACT, j, FACET_FACT, KIND_FACT, false,
		    dice);
	else if (dice >= 0.5 && a->negated == b->negated)
		add_link(r, i, FACET_FACT, j, FACET_FACT, KIND_FACT, true,
		    dice);
	else if (r->all && dice >= 0.3)
		add_link(r, i, FACET_RELATED, j, FACET_RELATED, KIND_FACT,
		    false, dice);
}

/* Does every word of A stand in B (by stem)? */
static bool
words_within(const struct differ *r, struct str a, struct str b)
{
	struct str w, v, rest;

	while (str_split(&a, ' ', &w)) {
		bool found = false;

		rest = b;
		while (!found && str_split(&rest, ' ', &v))
			found = stem_key(r, v) == stem_key(r, w);
		if (!found)
			return false;
	}
	return true;
}

/* Does the title say that it is held no more: "former President"? */
static bool
is_past(const struct differ *r, struct str title)
{
	struct str w;

	while (str_split(&title, ' ', &w))
		if (lexicon_lookup(r->words, w, r->past))
			return true;
	return false;
}

/*
 * Titles of one person: the same office with another word before it is a
 * conflict ("Transport Minister", "Interior Minister"); another office is
 * not, for a person may hold two. To have left it is another thing too.
 */
static void
compare_titles(struct differ *r, size_t i, size_t j)
{
	const struct unit *a = &r->unit[i], *b = &r->unit[j];
	bool ab, ba;

	if (!a->subject_key || a->subject_key != b->subject_key ||
	    !memchr(a->subject.p, ' ', a->subject.n))
		return;
	ab = words_within(r, a->object, b->object);
	ba = words_within(r, b->object, a->object);
	if (ab && ba) {
		/* That two reports call her "President" is no news. */
		if (!memchr(a->object.p, ' ', a->object.n))
			return;
		add_link(r, i, FACET_TITLE, j, FACET_TITLE, KIND_ATTRIBUTE,
		    true, 0.8);
		return;
	}
	if (stem_key(r, last_word(a->object)) !=
	    stem_key(r, last_word(b->object)))
		return;
	if (is_past(r, a->object) != is_past(r, b->object)) {
		/* "President" may be short for the former one. */
		if (!words_within(r, a->title, b->title) ||
		    !words_within(r, b->title, a->title) || (!ab && !ba))
			return;
	} else if (words_within(r, a->title, b->object) ||
	    words_within(r, b->title, a->object)) {
		return;
	}
	add_link(r, i, FACET_TITLE, j, FACET_TITLE, KIND_ATTRIBUTE, false, 0.8);
}

/* Length of the longest common subsequence of the words of A and B. */
static size_t
common_words(const struct unit *a, const struct unit *b)
{
	unsigned char row[MAXWORDS + 1] = {0};

	for (size_t i = 0; i < a->nword; i++) {
		unsigned char left_above = 0;

		for (size_t j = 0; j < b->nword; j++) {
			unsigned char above = row[j + 1];

			if (a->word[i] == b->word[j])
				row[j + 1] = (unsigned char)(left_above + 1);
			else if (row[j] > above)
				row[j + 1] = row[j];
			left_above = above;
		}
	}
	return row[b->nword];
}

/*
 * Has A a long word that B has not? Short ones differ between transcripts:
 * "I have a problem", "I got a problem".
 */
static bool
has_other_word(const struct unit *a, const struct unit *b)
{
	for (size_t i = 0; i < a->nword; i++) {
		bool found = !(a->word[i] & 1);

		for (size_t k = 0; k < b->nword && !found; k++)
			found = a->word[i] == b->word[k];
		if (!found)
			return true;
	}
	return false;
}

/*
 * The same words of one speaker: a part of the other's is the same; nearly
 * the same with words exchanged or put in between is a conflict.
 */
static void
compare_quotes(struct differ *r, size_t i, size_t j)
{
	const struct unit *a = &r->unit[i], *b = &r->unit[j];
	size_t least = a->nword < b->nword ? a->nword : b->nword,
	       most = a->nword < b->nword ? b->nword : a->nword, common;
	double share;

	if (least < 4 || !most)
		return;
	common = common_words(a, b);
	share = (double)common / (double)most;
	/* A speaker who is not known may be the same where the words are. */
	if (a->subject_key != b->subject_key &&
	    ((a->subject_key && b->subject_key) || least < 6 || share < 0.75))
		return;
	if (common == least && (most - least > 2 || most == least))
		add_link(r, i, FACET_QUOTE, j, FACET_QUOTE, KIND_QUOTE, true,
		    share > 0.5 ? share : 0.5);
	else if (least >= 5 && share >= 0.65)
		add_link(r, i, FACET_QUOTE, j, FACET_QUOTE, KIND_QUOTE,
		    !has_other_word(a, b) && !has_other_word(b, a), share);
}

/* Dice's coefficient of the weighted stems. */
static double
likeness(const struct unit *a, const struct unit *b, size_t *common)
{
	double w = shared(a->stem, a->nstem, b->stem, b->nstem, common);

	return *common ? 2 * w / (a->weight + b->weight) : 0;
}

static void
compare(struct differ *r, size_t i, size_t j)
{
	const struct unit *a = &r->unit[i], *b = &r->unit[j];
	size_t common;
	double dice;

	if (a->type != b->type || a->doc == b->doc)
		return;
	if (a->type == TITLE) {
		compare_titles(r, i, j);
		return;
	}
	dice = likeness(a, b, &common);
	if (common < 2 && shared_values(a, b) < 2)
		return;
	if (a->type == QUOTE)
		compare_quotes(r, i, j);
	else
		compare_clauses(r, i, j, dice,
		    likeness(a->sentence, b->sentence, &common));
}

/* ---- pairs within a story ---- */

struct posting {
	uint32_t story, hash, unit;
};

static int
by_posting(const void *a, const void *b)
{
	const struct posting *x = a, *y = b;

	if (x->story != y->story)
		return x->story < y->story ? -1 : 1;
	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->unit > y->unit) - (x->unit < y->unit);
}

static int
by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void
find_pairs(struct differ *r)
{
	struct posting *p = NULL;
	uint64_t *pair = NULL;
	size_t n = 0, cap = 0, npair = 0, paircap = 0, j;

	for (size_t i = 0; i < r->nunit; i++) {
		const struct unit *u = &r->unit[i];
		uint32_t story = story_root(r, u->doc);

		for (size_t k = 0; u->type != TITLE && k < u->nstem; k++) {
			p = mem_grow(p, n, &cap, sizeof *p);
			p[n++] = (struct posting){story, u->stem[k].hash,
			    (uint32_t)i};
		}
		for (size_t k = 0; k < u->nvalue; k++) {
			p = mem_grow(p, n, &cap, sizeof *p);
			p[n++] = (struct posting){story, u->value[k],
			    (uint32_t)i};
		}
		if (u->type == TITLE && u->subject_key) {
			p = mem_grow(p, n, &cap, sizeof *p);
			p[n++] = (struct posting){story, u->subject_key,
			    (uint32_t)i};
		}
	}
	if (n)
		qsort(p, n, sizeof *p, by_posting);
	for (size_t i = 0; i < n; i = j) {
		for (j = i; j < n && p[j].story == p[i].story &&
		     p[j].hash == p[i].hash;
		     j++)
			;
		if (j - i > BLOCK)
			continue; /* too common in this story to tell */
		for (size_t x = i; x < j; x++)
			for (size_t y = x + 1; y < j; y++) {
				pair = mem_grow(pair, npair, &paircap,
				    sizeof *pair);
				pair[npair++] =
				    (uint64_t)p[x].unit << 32 | p[y].unit;
			}
	}
	if (npair)
		qsort(pair, npair, sizeof *pair, by_value);
	for (size_t i = 0; i < npair; i++)
		if (i == 0 || pair[i] != pair[i - 1])
			compare(r, (size_t)(pair[i] >> 32),
			    (size_t)(pair[i] & UINT32_MAX));
	free(p);
	free(pair);
}

/* ---- from links to relations ---- */

/* A facet that takes part in a link, in one slot and on one side of it. */
struct member {
	uint64_t facet;
	uint32_t slot, side; /* union-find parents, as indexes of members */
	bool centre;         /* of a slot of facts */
};

static struct member *
find_member(struct member *m, size_t n, uint64_t facet)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (m[mid].facet < facet)
			lo = mid + 1;
		else
			hi = mid;
	}
	return &m[lo];
}

static uint32_t
slot_root(struct member *m, uint32_t i)
{
	while (m[i].slot != i)
		i = m[i].slot = m[m[i].slot].slot;
	return i;
}

static uint32_t
side_root(struct member *m, uint32_t i)
{
	while (m[i].side != i)
		i = m[i].side = m[m[i].side].side;
	return i;
}

static int
by_facet(const void *a, const void *b)
{
	uint64_t x = ((const struct member *)a)->facet,
		 y = ((const struct member *)b)->facet;

	return (x > y) - (x < y);
}

static const struct unit *
unit_of(const struct differ *r, const struct member *m)
{
	return &r->unit[m->facet / FACETS];
}

static int
by_score(const void *a, const void *b)
{
	const struct link *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return (x->b > y->b) - (x->b < y->b);
}

static const struct date *
telling_day(const struct unit *u)
{
	size_t n;
	const struct date *t = known_day(u, &n);

	return n > 1 && u->telling < u->ndate ? &u->date[u->telling] : t;
}

/* What the facet says, as the report will quote it. */
static struct str
value_of(const struct differ *r, const struct member *m)
{
	const struct unit *u = unit_of(r, m);
	size_t facet = m->facet % FACETS;
	const struct date *t;

	if (facet < MAXNUMBERS)
		return u->number[facet].text;
	if (facet == FACET_DATE) {
		t = telling_day(u);
		if (t)
			return u->date_text[t - u->date];
	}
	if (facet == FACET_TITLE)
		return u->object;
	return str_slice(u->segment->text, u->start, u->end);
}

/* The later date of a side's documents; p NULL when one has none. */
static struct str
side_date(const struct side *s, bool latest)
{
	struct str best = {NULL, 0};

	for (size_t i = 0; i < s->n; i++) {
		struct str d = s->claim[i].segment->meta->date;

		if (!d.p)
			continue;
		d.n = d.n < 10 ? d.n : 10;
		if (!best.p || (str_cmp(d, best) < 0) != latest)
			best = d;
	}
	return best;
}

static int
by_date(const void *a, const void *b)
{
	struct str x = side_date(a, false), y = side_date(b, false);

	return str_cmp(x, y);
}

static bool
several_documents(const struct side *s)
{
	for (size_t i = 1; i < s->n; i++)
		if (s->claim[i].segment->meta != s->claim[0].segment->meta)
			return true;
	return false;
}

/* Is one side older than the others as far as dates tell? */
static bool
dates_differ(const struct relation *rel)
{
	struct str first = side_date(&rel->side[0], true),
		   last = side_date(&rel->side[rel->nside - 1], false);

	return first.p && last.p && str_cmp(first, last) < 0;
}

/* Conflict, update or hedge: what it means that there are several sides. */
static enum relation_type
type_of(const struct differ *r, const struct relation *rel,
    const struct member *const *m, size_t n)
{
	bool changing = true, spoken = true, planned_first = false;
	struct str speaker = {NULL, 0};

	for (size_t i = 0; i < n; i++) {
		const struct unit *u = unit_of(r, m[i]);

		changing &= u->changing;
		spoken &= u->speaker.p != NULL;
		if (u->speaker.p && !speaker.p)
			speaker = u->speaker;
	}
	switch (rel->kind) {
	case KIND_NUMBER:
		return changing && dates_differ(rel) ? RELATION_UPDATE
						     : RELATION_CONFLICT;
	case KIND_ANTONYM:
		return dates_differ(rel) ? RELATION_UPDATE : RELATION_CONFLICT;
	case KIND_STATUS:
		for (size_t i = 0; i < n; i++)
			if (unit_of(r, m[i])->segment ==
			    rel->side[0].claim[0].segment)
				planned_first = unit_of(r, m[i])->modality ==
				    MODALITY_PLANNED;
		return dates_differ(rel) && planned_first ? RELATION_UPDATE
							  : RELATION_HEDGE;
	case KIND_FACT:
		return RELATION_HEDGE;
	case KIND_POLARITY:
		/* Two persons who contradict each other: both reports right. */
		for (size_t i = 0; spoken && i < n; i++)
			if (!str_eq(unit_of(r, m[i])->speaker, speaker))
				return RELATION_HEDGE;
		return RELATION_CONFLICT;
	case KIND_DATE:
	case KIND_ATTRIBUTE:
	case KIND_QUOTE:
	case KINDS:
		break;
	}
	return RELATION_CONFLICT;
}

/* Do two facets of one slot say the same, whether or not they were paired? */
static bool
same_value(const struct differ *r, const struct member *m,
    const struct member *o)
{
	const struct unit *a = unit_of(r, m), *b = unit_of(r, o);
	size_t x = m->facet % FACETS, y = o->facet % FACETS;
	const struct date *s, *t;

	if (x < MAXNUMBERS && y < MAXNUMBERS)
		return compare_numbers(&a->number[x], &b->number[y]) == SAME;
	if (x != y)
		return false;
	if (x == FACET_DATE) {
		s = telling_day(a);
		t = telling_day(b);
		return s && t && !apart(s, t);
	}
	if (x == FACET_TITLE)
		return words_within(r, a->object, b->object) &&
		    words_within(r, b->object, a->object);
	if (x == FACET_POLARITY)
		return a->negated == b->negated && a->modality == b->modality;
	if (x == FACET_STATUS)
		return a->modality == b->modality;
	return x == FACET_ANTONYM && a->class_key == b->class_key;
}

static struct relation *
add_relation(struct differ *r)
{
	r->relation = mem_grow(r->relation, r->nrelation, &r->relationcap,
	    sizeof *r->relation);
	memset(&r->relation[r->nrelation], 0, sizeof *r->relation);
	return &r->relation[r->nrelation++];
}

/* The slot's description, from the unit that says most of it. */
static void
describe(struct differ *r, struct relation *rel, const struct member *m)
{
	const struct unit *u = unit_of(r, m);
	size_t facet = m->facet % FACETS;
	const struct doc *root = &r->doc[story_root(r, u->doc)];

	rel->story = root->meta.story.p ? root->meta.story : root->meta.id;
	rel->subject = u->subject;
	rel->predicate = u->predicate;
	if (facet < MAXNUMBERS) {
		rel->unit = u->number[facet].unit;
		rel->scope = u->number[facet].of;
	}
	rel->id = hash_mix(str_hash(rel->story), rel->kind);
	rel->id = hash_mix(rel->id, str_hash(rel->subject));
	rel->id = hash_mix(rel->id, str_hash(rel->predicate));
	rel->id = hash_mix(rel->id, str_hash(rel->unit));
	rel->id = hash_mix(rel->id, str_hash(rel->scope));
}

/* The claims of the members with side root SIDE, as a side. */
static void
fill_side(struct differ *r, struct side *s, struct member *all,
    const struct member *const *m, size_t n, uint32_t side)
{
	s->claim = arena_alloc(&r->arena, n * sizeof *s->claim);
	s->n = 0;
	for (size_t i = 0; i < n; i++) {
		const struct unit *u = unit_of(r, m[i]);

		if (side_root(all, (uint32_t)(m[i] - all)) != side)
			continue;
		if (!s->n)
			s->value = value_of(r, m[i]);
		s->claim[s->n++] =
		    (struct side_claim){u->segment, u->start, u->end};
	}
}

static void
make_relation(struct differ *r, struct member *all,
    const struct member *const *m, size_t n, enum relation_kind kind,
    double score)
{
	struct relation *rel = add_relation(r);
	bool related = m[0]->facet % FACETS == FACET_RELATED;

	for (size_t i = 0; n <= MAXSLOT && i < n; i++)
		for (size_t k = i + 1; k < n; k++)
			if (same_value(r, m[i], m[k]))
				all[side_root(all, (uint32_t)(m[k] - all))]
				    .side = side_root(all,
				    (uint32_t)(m[i] - all));
	rel->kind = kind;
	rel->score = score;
	rel->side = arena_alloc(&r->arena, n * sizeof *rel->side);
	for (size_t i = 0; i < n; i++) {
		uint32_t root = side_root(all, (uint32_t)(m[i] - all));
		bool seen = false;

		for (size_t k = 0; k < i && !seen; k++)
			seen = side_root(all, (uint32_t)(m[k] - all)) == root;
		if (!seen)
			fill_side(r, &rel->side[rel->nside++], all, m, n, root);
	}
	describe(r, rel, m[0]);
	if (rel->nside > 1)
		qsort(rel->side, rel->nside, sizeof *rel->side, by_date);
	if (related)
		rel->type = RELATION_RELATED;
	else if (rel->nside > 1)
		rel->type = type_of(r, rel, m, n);
	else if (several_documents(&rel->side[0]))
		rel->type = RELATION_AGREE;
	else
		r->nrelation--;
}

static void
unique_claims(struct differ *r, const struct member *all, size_t n)
{
	size_t k = 0;

	for (size_t i = 0; i < r->nunit; i++) {
		const struct unit *u = &r->unit[i];
		struct relation *rel;
		struct member self = {.facet = i * FACETS + FACET_FACT};

		while (k < n && all[k].facet / FACETS < i)
			k++;
		if (u->type != CLAUSE || (k < n && all[k].facet / FACETS == i))
			continue;
		rel = add_relation(r);
		rel->type = RELATION_UNIQUE;
		rel->kind = KIND_FACT;
		rel->side = arena_alloc(&r->arena, sizeof *rel->side);
		rel->side[0].claim =
		    arena_alloc(&r->arena, sizeof *rel->side[0].claim);
		rel->side[0].claim[0] =
		    (struct side_claim){u->segment, u->start, u->end};
		rel->side[0].n = rel->nside = 1;
		rel->side[0].value = value_of(r, &self);
		describe(r, rel, &self);
		rel->id = hash_mix(rel->id, i);
	}
}

/* The links of KIND: facets joined into slots, and those into relations. */
static void
join_kind(struct differ *r, struct member *m, size_t n, enum relation_kind kind)
{
	const struct member **group = mem_zalloc(n, sizeof *group);
	float *score = mem_zalloc(n, sizeof *score);
	uint32_t *order = mem_zalloc(n + 1, sizeof *order);
	uint32_t *place = mem_zalloc(n + 1, sizeof *place);

	/* The surest links first: they make the centres of the slots. */
	qsort(r->link, r->nlink, sizeof *r->link, by_score);
	for (size_t i = 0; i < r->nlink; i++) {
		const struct link *l = &r->link[i];
		uint32_t a, b;

		if (l->kind != kind)
			continue;
		a = (uint32_t)(find_member(m, n, l->a) - m);
		b = (uint32_t)(find_member(m, n, l->b) - m);
		/*
		 * Likeness does not carry on from claim to claim: one like
		 * the slot's centre joins, one like another member does not.
		 */
		if (kind == KIND_FACT) {
			if (m[a].slot != a && m[b].slot != b)
				continue;
			if (m[a].slot != a || (m[b].centre && !m[a].centre)) {
				uint32_t swap = a;

				a = b;
				b = swap;
			}
			if (m[b].slot != b || m[b].centre || m[a].slot != a)
				continue;
			m[a].centre = true;
		}
		m[slot_root(m, b)].slot = slot_root(m, a);
		if (l->same)
			m[side_root(m, b)].side = side_root(m, a);
	}
	for (size_t i = 0; i < r->nlink; i++) {
		const struct link *l = &r->link[i];
		uint32_t root;

		if (l->kind != kind)
			continue;
		root = slot_root(m,
		    (uint32_t)(find_member(m, n, l->a) - m));
		if (l->score > score[root])
			score[root] = l->score;
	}
	/* Counting sort of the members by slot. */
	for (uint32_t i = 0; i < n; i++)
		place[slot_root(m, i) + 1]++;
	for (size_t i = 0; i < n; i++)
		place[i + 1] += place[i];
	for (uint32_t i = 0; i < n; i++)
		order[place[slot_root(m, i)]++] = i;
	for (size_t i = 0, j; i < n; i = j) {
		uint32_t root = slot_root(m, order[i]);

		for (j = i; j < n && slot_root(m, order[j]) == root; j++)
			group[j - i] = &m[order[j]];
		if (j - i > 1)
			make_relation(r, m, group, j - i, kind, score[root]);
	}
	free(group);
	free(score);
	free(order);
	free(place);
}

static int
by_importance(const void *a, const void *b)
{
	static const int rank[RELATIONS] = {[RELATION_CONFLICT] = 0,
	    [RELATION_UPDATE] = 1, [RELATION_HEDGE] = 2, [RELATION_AGREE] = 3,
	    [RELATION_RELATED] = 4, [RELATION_UNIQUE] = 5};
	const struct relation *x = a, *y = b;
	int c = str_cmp(x->story, y->story);

	if (c)
		return c;
	if (x->type != y->type)
		return rank[x->type] - rank[y->type];
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

/* The members of KIND's links, each once, sorted. */
static size_t
collect_members(const struct differ *r, struct member *m, int kind)
{
	size_t n = 0, k = 0;

	for (size_t i = 0; i < r->nlink; i++) {
		if (kind >= 0 && (int)r->link[i].kind != kind)
			continue;
		m[n++].facet = r->link[i].a;
		m[n++].facet = r->link[i].b;
	}
	if (n)
		qsort(m, n, sizeof *m, by_facet);
	for (size_t i = 0; i < n; i++)
		if (!k || m[k - 1].facet != m[i].facet)
			m[k++] = m[i];
	for (size_t i = 0; i < k; i++)
		m[i] = (struct member){m[i].facet, (uint32_t)i, (uint32_t)i,
		    false};
	return k;
}

size_t
differ_finish(struct differ *r, bool all)
{
	struct member *m;

	r->all = all;
	if (!r->ndoc)
		return 0;
	find_stories(r);
	weigh(r);
	find_pairs(r);
	m = mem_zalloc(r->nlink * 2 + 1, sizeof *m);
	for (int kind = 0; kind < KINDS; kind++) {
		size_t n = collect_members(r, m, kind);

		if (n)
			join_kind(r, m, n, (enum relation_kind)kind);
	}
	if (all)
		unique_claims(r, m, collect_members(r, m, -1));
	free(m);
	if (r->nrelation)
		qsort(r->relation, r->nrelation, sizeof *r->relation,
		    by_importance);
	return r->nrelation;
}

const struct relation *
differ_relation(const struct differ *r, size_t i)
{
	return &r->relation[i];
}
