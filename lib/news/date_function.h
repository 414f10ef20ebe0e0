/*
 * date_function - the functions of value expressions (dates.rules).
 *
 * For: the tables of functions by theme. Private to date_*.c.
 */
#ifndef NEWS_DATE_FUNCTION_H
#define NEWS_DATE_FUNCTION_H

#include "news/date_arg.h"

/*
 * A function takes MIN to MAX arguments in A (those left out are
 * VALUE_NONE) and sets *V; false: it means no date here.
 */
struct date_function {
	const char *name;
	int min, max;
	bool (*call)(struct date_context *c, const struct date_value *a,
	    struct date_value *v);
	bool lazy; /* an argument that means nothing is left out */
};

/* The parameters of all of them. */
#define ARGS \
	struct date_context *c, const struct date_value *a, struct date_value *v

/* Tables that end with a NULL name. */
extern const struct date_function date_periods[]; /* days to centuries */
extern const struct date_function date_days[];    /* within and around days */
extern const struct date_function date_lengths[]; /* durations, sets, texts */

#endif
