/*
 * entity - names in a document, and which names mean the same.
 *
 * For: finding persons, organisations, places, nationalities and the rest
 * by lists, head words, titles and what the document says elsewhere; giving
 * each its fullest form, an id where the lists know one, and the title that
 * stands before or behind it. Amounts (amount.h) are put in their places among
 * them. Not for: dates (date.h). Pure: no I/O, no printing.
 *
 * How it decides: runs of capitalised words, joined by particles, are cut
 * where a title or a nationality stands; the evidence is taken in this
 * order: users' lists, a listed name that covers the run, a head word
 * ("Ministry", "Airport"), a title or given name before, what the document
 * calls the same word elsewhere, and last the words around it.
 */
#ifndef NEWS_ENTITY_H
#define NEWS_ENTITY_H

#include "news/document.h"

struct sequence;
struct wordclasses;
struct tagger;

/*
 * With the lists ABBREVIATIONS, WORDS, NAMES and, where USER is not NULL,
 * the user's own; all must outlive it. Free with tagger_free.
 */
struct tagger *tagger_new(const struct lexicon *abbreviations,
    const struct lexicon *words, const struct lexicon *names,
    const struct lexicon *user);
/*
 * Has MODEL decide what is a name and of what kind, with what lists and
 * rules say as its evidence, and the classes of words C that it was trained
 * with (NULL: without). Both must outlive T. NULL, or a model of other
 * labels: lists and rules decide.
 */
void tagger_set_model(struct tagger *t, const struct sequence *model,
    const struct wordclasses *c);
/*
 * Gives every running-text segment of D its entities, in order, not
 * overlapping, unless D has_entities already. Strings live in D's arena or
 * in the lists.
 */
void tagger_document(struct tagger *t, struct document *d);
void tagger_free(struct tagger *t);

/* The number of the label NAME ("PERSON"), or -1. */
int entity_label_number(struct str name);

#endif
