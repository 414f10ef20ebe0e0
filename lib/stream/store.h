/*
 * store - documents of earlier runs, in one SQLite file.
 *
 * For: comparing today's batch with all before it. A row is a document: its
 * story, a key that is its own within it, the day, and its content as bytes
 * that only the caller understands. One run is one transaction: either all of
 * it is in the file, or nothing, whatever ends the program (WAL, and synced
 * when committed). Others may read meanwhile; who wants to write waits up to
 * a minute.
 * Not for: queries of users, though the sqlite3 shell reads it.
 * What fails ends the program with a message that names the file.
 */
#ifndef STREAM_STORE_H
#define STREAM_STORE_H

#include "base/str.h"

#define STORE_NO_DAY INT64_MIN

struct store;

/* A row. NAMES: an aid to finding the story, p NULL if that was given. */
struct store_row {
	struct str story, key, names, value;
	int64_t day; /* days from 1970-01-01, or STORE_NO_DAY */
	bool fresh;  /* added since store_begin */
};

/*
 * Opens FILE, making it if it is not there. VERSION is that of the content:
 * a store of another one, of a newer program, or a file that is no store is
 * refused. Free with store_close.
 */
struct store *store_open(const char *file, int version);
/* Ends the connection; what was not committed is gone. */
void store_close(struct store *s);

/*
 * Is there a document with KEY of STORY, or (p NULL) of any story that was
 * found?
 */
bool store_has(struct store *s, struct str story, struct str key);
/* Begins the transaction, waiting for others; store_commit ends it. */
void store_begin(struct store *s);
/* Adds ROW (`fresh` is not looked at); false if it is there already. */
bool store_add(struct store *s, const struct store_row *row);
void store_commit(struct store *s);

/*
 * The rows of STORY in the order of their keys, but not those of days before
 * SINCE that are not fresh (STORE_NO_DAY: all): then store_next for each one.
 */
void store_story(struct store *s, struct str story, int64_t since);
/*
 * The rows with names of days from FIRST to LAST or without a day, in no
 * certain order; without their values.
 */
void store_names(struct store *s, int64_t first, int64_t last);
/* A row of the question asked last; views die at the next call. */
bool store_next(struct store *s, struct store_row *row);

#endif
