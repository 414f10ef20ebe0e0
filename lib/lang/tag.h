/*
 * tag - parts of speech of the tokens of a sentence.
 *
 * For: what a grammar must know of words: which are verbs and in what form,
 * which nouns stand for many. A tag is a universal part of speech (UPOS of
 * Universal Dependencies) with the form where that is needed.
 * Not for: names (news/entity.h), or which word belongs to which.
 *
 * Tokens are those of lang/token.h, one tag each. Where these are several
 * words of Universal Dependencies, the tag is that of the word the others
 * hang on, particles aside: "don't" is a TAG_AUX_FINITE, "a 15-year term"
 * has the NOUN of "year", "well-known" the ADJ or VERB of "known". The
 * clitic "'s" is a token of its own, a PART or a verb.
 *
 * A sequence model (sequence.h) decides. Most features of a token tell of
 * its word alone, so their weights' sums are kept for words seen lately: a
 * token costs some additions and a dozen look-ups.
 */
#ifndef LANG_TAG_H
#define LANG_TAG_H

#include "lang/lemma.h"
#include "lang/sequence.h"

enum tag {
	TAG_PUNCT,
	TAG_NOUN,
	TAG_NOUN_PLURAL,
	TAG_PROPN,
	TAG_PROPN_PLURAL,
	TAG_ADJ,
	TAG_ADJ_DEGREE, /* "larger", "best" */
	TAG_ADV,
	TAG_ADP,
	TAG_ADP_PARTICLE, /* of a verb: "give up" */
	TAG_DET,
	TAG_PRON,
	TAG_PRON_POSSESSIVE, /* "her house" */
	TAG_PRON_WH,         /* "who", and "that" or "which" as relatives */
	TAG_CCONJ,
	TAG_SCONJ,
	TAG_NUM,
	TAG_SYM,
	TAG_INTJ,
	TAG_X,
	TAG_PART, /* "not", "'s" behind an owner */
	TAG_PART_TO,
	TAG_VERB_BASE,    /* "to say", "may say" (VB) */
	TAG_VERB_PRESENT, /* "they say" (VBP) */
	TAG_VERB_S,       /* "she says" (VBZ) */
	TAG_VERB_PAST,    /* "she went" (VBD) */
	TAG_VERB_PASSIVE, /* a participle: "has gone", "was taken" (VBN) */
	TAG_VERB_ING,     /* VBG */
	TAG_AUX_MODAL,    /* "may", "will" (MD) */
	TAG_AUX_FINITE,   /* "is", "has", "did" (VBP, VBZ, VBD) */
	TAG_AUX_BASE,     /* "be", "have" (VB) */
	TAG_AUX_PART,     /* "been", "being", "having" (VBN, VBG) */
	TAGS
};

static inline bool
tag_is_verb(enum tag t)
{
	return t >= TAG_VERB_BASE && t <= TAG_VERB_ING;
}

static inline bool
tag_is_aux(enum tag t)
{
	return t >= TAG_AUX_MODAL && t < TAGS;
}

static inline bool
tag_is_noun(enum tag t)
{
	return t >= TAG_NOUN && t <= TAG_PROPN_PLURAL;
}

/* May it be the finite verb of a clause? */
static inline bool
tag_is_finite(enum tag t)
{
	return (t >= TAG_VERB_PRESENT && t <= TAG_VERB_PAST) ||
	       t == TAG_AUX_MODAL || t == TAG_AUX_FINITE;
}

/* "NOUN" */
const char *tag_upos(enum tag t);
/* The tag of UPOS and the Penn Treebank's XPOS; TAGS if UPOS is none. */
enum tag tag_of(struct str upos, struct str xpos);

/* What tagging needs, and room that is reused: one for each thread. */
struct tagging;

/*
 * MODEL has TAGS labels; WORDS is what lemmas are asked (lemma.h). Both
 * must outlive it.
 */
struct tagging *tagging_new(
    const struct sequence *model, const struct lemmas *words);
void tagging_free(struct tagging *g);
/*
 * The tags of the N tokens T, which are one sentence of TEXT, into TAG (an
 * enum tag each).
 */
void tagging_run(struct tagging *g, struct str text, const struct token *t,
    size_t n, uint8_t *tag);
/*
 * The base form of WORD, whose tag is TAG, as lemma_of gives it; names
 * and words without inflection are as they stand, or in lower case.
 */
struct str tag_lemma(const struct lemmas *words, struct str word, enum tag tag,
    char room[LEMMA_MAX]);

/*
 * For training: the features of N tokens as tagging_run takes them. They
 * stay G's, until the next call.
 */
struct sequence_run tagging_features(
    struct tagging *g, struct str text, const struct token *t, size_t n);

#endif
