#include "news/relation_in.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	FIRST_WORDS = 4096, /* places of the table at first, a power of two */
	MAXKNOWN = 1 << 18  /* words kept: no text has more, but noise has */
};

#define WEIGHT_WORD 5.5F   /* at most */
#define SENTENCES 100000.0 /* of which the list of frequencies counts */
#define RARE 70.0          /* in how many of them what it lacks may stand */

/* The word's own entry under LABEL, or that of its verb's LEMMA. */
static const struct lexicon_entry *
entry_of(const struct lexicon *l, struct str w, struct str lemma, int label)
{
	const struct lexicon_entry *e = lexicon_lookup(l, w, label);

	return e || !lemma.p ? e : lexicon_lookup(l, lemma, label);
}

/* What is rare in news tells most. */
static float
weight_of(const struct differ *r, const struct lexicon_entry *frequency)
{
	double f = 0, weight;

	if (frequency) {
		struct str id = lexicon_id(r->words, frequency);

		for (size_t i = 0; i < id.n; i++)
			f = f * 10 + (id.p[i] - '0');
	}
	weight = log(1 + SENTENCES / (f > RARE ? f : RARE));
	return weight < (double)WEIGHT_WORD ? (float)weight : WEIGHT_WORD;
}

bool
token_has(const struct differ *r, const struct segment *s, size_t i, int label)
{
	return label >= 0 &&
	       lexicon_word(r->words, s->text, &s->token[i], label);
}

struct str
word_lemma(const struct differ *r, struct str w)
{
	const struct lexicon_entry *e = word_entry(r, w, r->verb, r->nverb);

	return e ? lexicon_id(r->words, e) : (struct str){NULL, 0};
}

const struct lexicon_entry *
word_or_verb(const struct differ *r, struct str w, int label)
{
	return entry_of(r->words, w, word_lemma(r, w), label);
}

float
word_weight(const struct differ *r, struct str w)
{
	return weight_of(r, word_or_verb(r, w, r->frequency));
}

uint32_t
noun_key(struct differ *r, const struct segment *s, size_t i)
{
	const struct lexicon_entry *e =
	    lexicon_word(r->words, s->text, &s->token[i], r->noun_class);

	return e ? name_key(lexicon_id(r->words, e))
		 : word_of(r, s->text, &s->token[i])->stem;
}

static void
look_up(const struct differ *r, struct str w, struct word *v)
{
	struct str lemma = word_lemma(r, w);
	const struct lexicon_entry *e;

	v->stem = word_stem(r, w);
	v->weight = weight_of(r, entry_of(r->words, w, lemma, r->frequency));
	v->stop = word_entry(r, w, r->stop, r->nstop) != NULL;
	v->changing = lexicon_lookup(r->words, w, r->changing) != NULL;
	v->increment = lexicon_lookup(r->words, w, r->increment) != NULL;
	v->past = word_entry(r, w, r->verb, 1);
	v->state = entry_of(r->words, w, lemma, r->state);
	e = entry_of(r->synonyms, w, lemma, r->synset);
	v->senses = e ? lexicon_id(r->synonyms, e) : (struct str){NULL, 0};
}

static void
make_room(struct differ *r)
{
	struct word *old = r->word;
	size_t cap = r->wordcap;

	if (r->nword * 2 < r->wordcap)
		return;
	if (r->nword >= MAXKNOWN) {
		memset(r->word, 0, r->wordcap * sizeof *r->word);
		r->nword = 0;
		return;
	}
	r->wordcap = cap ? cap * 2 : FIRST_WORDS;
	r->word = mem_zalloc(r->wordcap, sizeof *r->word);
	for (size_t i = 0; i < cap; i++) {
		size_t k = old[i].hash & (r->wordcap - 1);

		if (!old[i].hash)
			continue;
		while (r->word[k].hash)
			k = (k + 1) & (r->wordcap - 1);
		r->word[k] = old[i];
	}
	free(old);
}

const struct word *
word_of(struct differ *r, struct str text, const struct token *t)
{
	uint64_t hash = t->hash ? t->hash : 1;
	size_t i;

	make_room(r);
	for (i = hash & (r->wordcap - 1); r->word[i].hash;
	     i = (i + 1) & (r->wordcap - 1))
		if (r->word[i].hash == hash)
			return &r->word[i];
	r->word[i].hash = hash;
	look_up(r, token_str(text, t), &r->word[i]);
	r->nword++;
	return &r->word[i];
}
