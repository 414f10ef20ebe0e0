/*
 * table - CSV tables with a header line, by libcsv.
 *
 * For: the project's lists, users' lexicons, and CSV input.
 * Not for: streams larger than memory.
 */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include "base/mem.h"
#include "base/str.h"

struct table {
	struct str *cell;    /* row after row, NCOL each; row 0: the header */
	unsigned long *line; /* where each row begins, from 1 */
	size_t nrow, ncol;   /* NROW counts the header */
	struct arena arena;  /* private */
	size_t cap, rowcap, got;
	unsigned long at;
	bool wide; /* a row has more cells than the header */
};

struct table_error {
	unsigned long line;
	const char *why; /* static */
};

/*
 * Reads TEXT (valid UTF-8). With COMMENTS, lines that begin with '#' are
 * none of the table. Rows shorter than the header get empty cells; longer
 * ones are an error. False and *ERR on failure; release T in either case.
 */
bool table_read(
    struct table *t, struct str text, bool comments, struct table_error *err);
/* Index of the column NAME, or -1. */
int table_column(const struct table *t, const char *name);
/* The cell of ROW and COLUMN; empty where COLUMN is -1. */
struct str table_cell(const struct table *t, size_t row, int column);
void table_release(struct table *t);

/* Appends CELL to a line of CSV in B, quoted where that is needed. */
void table_add_cell(struct buf *b, struct str cell, bool first);

#endif
