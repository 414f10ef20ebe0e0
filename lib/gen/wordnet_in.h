/*
 * wordnet_in - what the programs that read WordNet's files share.
 *
 * For: the programs that make lists for gen/lexicon out of WordNet while
 * building: wordnet, wordnet_classes, synonyms.
 * Not for: the forms of these files: each program reads of a line what its
 * list needs. Nor for anything that is shipped in a tool.
 */
#ifndef GEN_WORDNET_IN_H
#define GEN_WORDNET_IN_H

#include <stdbool.h>
#include <stdio.h>

/*
 * Opens DIR/FILE.ENDING to be read: "index", "verb"; the caller closes it.
 * Never NULL: dies if it cannot be read.
 */
FILE *wordnet_open(const char *dir, const char *file, const char *ending);
/*
 * Compares by bytes, for qsort and bsearch: A and B each are a text that
 * ends with a NUL, or a struct that begins with an array that holds one.
 */
int wordnet_by_text(const void *a, const void *b);
/*
 * Is S a single word: letters from a to z, and between them, not at an end,
 * characters of JOINTS ("": none)? Names ("Paris") and terms of several words
 * ("give_up") are not. The empty string is not.
 */
bool wordnet_plain(const char *s, const char *joints);

#endif
