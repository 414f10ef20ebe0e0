/*
 * date_arg - the arguments of the rules' functions, and their references.
 *
 * For: reading words as numbers, months, units and directions through the
 * lists (date_rules.h), and knowing what "last" and "next" count from.
 * Private to date_*.c.
 */
#ifndef NEWS_DATE_ARG_H
#define NEWS_DATE_ARG_H

#include "news/date_value.h"

/* Amounts are in thousandths: "22.8 years", "two and a half days". */
enum { MILLI = 1000 };
#define AMOUNT_MAX INT64_C(1000000000000)

struct amount {
	int64_t milli;
	bool known, vague; /* vague: "several", or beyond all dates */
};

enum unit {
	UNIT_SECOND,
	UNIT_MINUTE,
	UNIT_HOUR,
	UNIT_DAY,
	UNIT_WEEK,
	UNIT_WEEKEND,
	UNIT_FORTNIGHT,
	UNIT_MONTH,
	UNIT_QUARTER,
	UNIT_YEAR,
	UNIT_DECADE,
	UNIT_CENTURY,
	UNITS
};

struct date_unit {
	const char *name, *letter; /* in rules; in durations */
	int times;
	enum grain grain;
};

extern const struct date_unit date_units[UNITS];

/* The whole number that S begins with, cut off at 10^12. */
int64_t word_number(struct str s);
bool word_is_figure(struct str s);

/* Did the argument's group take part? */
bool arg_given(const struct date_value *v);
struct amount arg_amount(struct date_context *c, const struct date_value *v);
/* A small whole number, a month, a weekday, a unit: -1 if it is none. */
int arg_int(struct date_context *c, const struct date_value *v);
int arg_month(struct date_context *c, const struct date_value *v);
int arg_weekday(struct date_context *c, const struct date_value *v);
int arg_unit(struct date_context *c, const struct date_value *v);
/* A year, of two digits too; 0 or less if it is none. */
int arg_year(struct date_context *c, const struct date_value *v);
/* The year of two digits V, of which hardly any lies ahead ("in '98"). */
int date_short_year(struct date_context *c, const struct date_value *v);
/* A direction: a number, or a word of the labels shift and turn. */
int arg_dir(struct date_context *c, const struct date_value *v);
/* Is V the string WORD? */
bool arg_is(const struct date_value *v, const char *word);

/* What "last year" counts from; GRAIN_NONE: nothing is known. */
const struct when *date_base(const struct date_context *c);
/*
 * The year of a day or month (DAY 0) without one: by DIR, else by the tense
 * nearby, else the nearest. In a text without a day of publication it goes
 * on from the date mentioned last. 0: it cannot be known.
 */
int date_guess_year(struct date_context *c, int month, int day, int dir);

/* Set *V; value_when fails beyond the years there are. */
bool value_when(struct date_value *v, struct when w);
bool value_text(struct date_value *v, struct str s);

/* The first day that W covers. */
bool when_first(const struct when *w, int64_t *day);
/* B moved by MILLI units; WHOLE: as a period of that unit ("this decade"). */
bool when_move(
    struct when b, int unit, int64_t milli, bool whole, struct when *w);
/* The day B moved by N units, days to centuries, or the last of its month. */
bool when_move_day(struct when b, int unit, int64_t n, struct when *w);

#endif
