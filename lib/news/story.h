/*
 * story - which documents tell of one event, where nobody says so.
 *
 * For: putting documents that have no `story` into groups. Two of them are
 * of one story if they were published within a week of each other (or no date
 * is known) and share enough of their names and rare words, the rarer the
 * better; a document joins a group if it is like what the group is about.
 * Not for: comparing what they state (relation.h).
 * Pure: no I/O, no printing.
 *
 * Not every document is held against every other: only those that share
 * several keys, and of a key that many have only the nearest in time. Time
 * grows with the number of documents, and not with its square; so does
 * memory, by about a kilobyte a document.
 */
#ifndef NEWS_STORY_H
#define NEWS_STORY_H

#include "news/document.h"

/* At most so many keys of a document are looked at, the first ones. */
enum { STORY_KEYS = 64 };

struct stories;

/* VOCABULARY (which must outlive it) lists ordinary words, which tell nothing.
 */
struct stories *stories_new(const struct lexicon *vocabulary);
void stories_free(struct stories *s);

/*
 * The keys of D, of its names and rare words, into KEY (room for
 * STORY_KEYS), sorted; returns how many. D has its entities and tokens.
 */
size_t story_keys(
    const struct stories *s, const struct document *d, uint32_t *key);
/*
 * Adds a document with its N keys (story_keys), its date and id (copied).
 * KNOWN (p NULL: none) is the story that it is known to be of: it stays, and
 * two known stories never become one. Returns the document's number, from 0.
 */
size_t stories_add(struct stories *s, const uint32_t *key, size_t n,
    struct str date, struct str id, struct str known);
/* Finds the stories of all that was added; once, at the end. */
void stories_find(struct stories *s);
/*
 * The story of document I: its known name, else the id of its earliest
 * document. A view that lives as long as S.
 */
struct str stories_name(struct stories *s, size_t i);
/* Of how many keys only the nearest documents were looked at. */
unsigned long long stories_capped(const struct stories *s);

#endif
