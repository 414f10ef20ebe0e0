/*
 * conllu - sentences of Universal Dependencies with their parts of speech.
 *
 * For: training and measuring the tagger (lang/tag.h), on the words of the
 * file or on tokens of our own.
 * Not for: anything that is shipped in a tool.
 */
#ifndef GEN_CONLLU_H
#define GEN_CONLLU_H

#include "lang/tag.h"

#include <stdio.h>

struct conllu_word {
	uint32_t start, end; /* bytes in the sentence's text */
	uint32_t head;       /* from 1; 0: the root */
	uint8_t tag;
	char upos[8], xpos[8], lemma[48];
};

struct conllu {
	FILE *f;
	char *line;
	size_t linecap;
	struct buf text;
	struct conllu_word *word;
	size_t nword, cap;
};

/* Dies if the file cannot be read. */
void conllu_open(struct conllu *c, const char *name);
/* The next sentence; false at the end, where all is closed. */
bool conllu_next(struct conllu *c);
/* The words as tokens. */
void conllu_tokens(const struct conllu *c, struct tokens *t);
/*
 * The number of the word that gives a token its tag: of those that share
 * bytes with it the one that hangs on a word outside, particles and marks
 * only if there is no other. SIZE_MAX: none does.
 */
size_t conllu_word_of(const struct conllu *c, const struct token *t);

#endif
