/*
 * lemma - the base form of a word, and which classes a word may have.
 *
 * For: words that are the same but for their inflection ("said", "says":
 * say), and what a dictionary tells the tagger (tag.h) of a word.
 * Not for: meaning, or which of several classes a word has in a sentence.
 *
 * All is asked of one lexicon: base forms by class (labels noun, verb, adj,
 * adv; the id is a digit, how common the word is), irregular forms (noun-form
 * and so on, aux-form; the id is the base), endings (ending-noun and so on;
 * the id tells what to put in their place) and words of the grammar
 * (function). The method is Morphy's, of WordNet: irregular forms first,
 * then endings, the longest first, whose rest is a known word.
 */
#ifndef LANG_LEMMA_H
#define LANG_LEMMA_H

#include "lang/lexicon.h"

enum lemma_class {
	LEMMA_NOUN,
	LEMMA_VERB,
	LEMMA_ADJ,
	LEMMA_ADV,
	LEMMA_AUX,
	LEMMA_CLASSES
};

enum { LEMMA_MAX = 64 }; /* bytes; longer words have no base but themselves */

struct lemmas {
	const struct lexicon *lex;
	int base[LEMMA_CLASSES], form[LEMMA_CLASSES], ending[LEMMA_CLASSES];
	int function;
};

/* LEX must outlive L. */
void lemmas_init(struct lemmas *l, const struct lexicon *lex);

/*
 * The base of WORD (valid UTF-8), an inflected form of class C: lower case,
 * in ROOM, in the lexicon or, where nothing is to be changed, WORD itself.
 */
struct str lemma_of(const struct lemmas *l, struct str word, enum lemma_class c,
    char room[LEMMA_MAX]);
/* WORD in lower case: what lemma_of gives for a base form. */
struct str lemma_lower(struct str word, char room[LEMMA_MAX]);
/*
 * The same with long words cut to LEMMA_MAX bytes, not left as they are:
 * what utf8_hash_lower takes for one word is one.
 */
struct str lemma_fold(struct str word, char room[LEMMA_MAX]);
/* Is WORD a base form of class C, as "saw" is, beside being one of see? */
bool lemma_is_base(const struct lemmas *l, struct str word, enum lemma_class c);

/*
 * What the lexicon knows of the WORD by itself: bits that are the same for
 * words of like classes, as features; 0 for nothing. A word of the grammar
 * has bits of its own.
 */
uint32_t lemma_classes(const struct lemmas *l, struct str word);

#endif
