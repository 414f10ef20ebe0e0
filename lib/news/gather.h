/*
 * gather - the documents of a stream, brought together story by story.
 *
 * For: diff-claims, which compares whole stories, whose documents come in any
 * order and may be more than memory holds. Documents wait packed (pack.h) in
 * a sorter, which spills to temporary files; those without a story wait until
 * all are there and stories are found (story.h).
 * Not for: comparing (relation.h).
 * As it uses temporary files it may end the program with a message.
 *
 * Within a story documents stand in the order of their keys: date, id, hash
 * of the text. So what comes of a story does not depend on the order of the
 * input. A document that is there twice, the same in id, date and text, is
 * one.
 */
#ifndef NEWS_GATHER_H
#define NEWS_GATHER_H

#include "news/document.h"

struct gather;

/* With MEMORY bytes for what waits. Free with gather_free. */
struct gather *gather_new(size_t memory);
void gather_free(struct gather *g);

/*
 * Appends the key of D, which is of STORY, to KEY: story, date, id and a hash
 * of the text, divided by tabs; control characters and backslashes in them
 * are written as in JSON strings. A STORY without bytes is left empty.
 */
void gather_key(struct buf *key, const struct document *d, struct str story);
/* The parts of a key, as they are written. */
struct key_parts {
	struct str story, date, id, hash;
	struct str rest; /* all but the story */
};

struct key_parts key_split(struct str key);
/* What PART of a key stands for, made in A where it is not the same. */
struct str key_decode(struct str part, struct arena *a);

/*
 * Adds D, with its entities and tokens if it is of no known story (p NULL).
 * VALUE is what gather_next gives back for it.
 */
void gather_add(struct gather *g, const struct document *d, struct str story,
    struct str value);
/* Are there documents whose story is to be found? */
bool gather_waits(const struct gather *g);
/* As story_keys. */
size_t gather_keys(struct gather *g, const struct document *d, uint32_t *key);
/*
 * A document that is known from before, whose keys (story_keys) are KEY, as
 * an aid to finding the stories of those that come without. It is not given
 * back.
 */
void gather_known(struct gather *g, const uint32_t *key, size_t n,
    struct str date, struct str id, struct str story);
/*
 * The next document's key and value, in order; views that die at the next
 * call. False at the end. Finds the stories first.
 */
bool gather_next(struct gather *g, struct str *key, struct str *value);
/* Bytes in temporary files; keys of which not all documents were met. */
unsigned long long gather_spilled(const struct gather *g);
unsigned long long gather_capped(const struct gather *g);

#endif
