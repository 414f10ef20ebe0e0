/*
 * date_value - moments and periods, and the functions of the rules.
 *
 * For: computing what a match means: `shift("week", n, -1)` on 2026-01-29.
 * The functions are described in lib/data/en/dates.rules; here they are C.
 * Nothing overflows: numbers are cut off at 10^12, and what would leave the
 * years 1 to 9999 is no date.
 * Not for: finding expressions (date.c).
 */
#ifndef NEWS_DATE_VALUE_H
#define NEWS_DATE_VALUE_H

#include "news/date_rules.h"

/* From coarse to fine. */
enum grain {
	GRAIN_NONE, /* not known */
	GRAIN_CENTURY,
	GRAIN_DECADE,
	GRAIN_YEAR,
	GRAIN_HALF,
	GRAIN_QUARTER,
	GRAIN_SEASON,
	GRAIN_MONTH,
	GRAIN_WEEK,
	GRAIN_WEEKEND,
	GRAIN_DAY,
	GRAIN_PART,
	GRAIN_HOUR,
	GRAIN_MINUTE,
	GRAIN_SECOND
};

struct when {
	enum grain grain;
	int year; /* below 0: before Christ; 0: not known (XXXX) */
	int month, day;
	int sub;      /* of a half, quarter, week: its number; weekday */
	char part[3]; /* of a season or a part of the day: "SU", "NI" */
	int hour, minute, second;
	int span; /* of a feast of several days: how many */
};

enum value_kind { VALUE_NONE, VALUE_NUMBER, VALUE_TEXT, VALUE_WHEN };

struct date_value {
	enum value_kind kind;
	int64_t number;
	struct str text;
	struct when when;
};

/* What an expression can refer to. */
struct date_context {
	struct date_rules *rules;
	struct pattern *match; /* its groups */
	struct arena *arena;   /* for texts */
	bool day_first;        /* of day and month in figures ... */
	bool order_given;      /* ... because the user says so */
	struct when doc;       /* day of publication; GRAIN_NONE: not known */
	struct when last;      /* mentioned last */
	struct when story;     /* where a narrative has got to */
	struct when quarter;   /* the quarter the text is about, if any */
	struct when before;    /* the date just before, a word apart at most */
	bool near;             /* last stands in this segment or the last */
	bool here;             /* last stands in this segment */
	bool impossible;       /* set: a day that does not exist */
	bool derived;          /* set: the value was computed from quarter */
	int tense;             /* of the verb nearby: -1, 0 (not known), 1 */
};

/* The function NAME that takes NARGS arguments, or NULL. */
const struct date_function *date_function(const char *name, int nargs);
/* The id of the word S in the list LABEL; p NULL: it is none of it. */
struct str date_word(struct date_context *c, const char *label, struct str s);
/* False if E means no date here ("Feb. 30"). */
bool date_eval(
    struct date_context *c, const struct date_node *e, struct date_value *v);
/* As TIMEX3 writes it ("2026-W05-WE"), in A. */
struct str when_text(const struct when *w, struct arena *a);
/* First and last day covered; false if they are not known. */
bool when_days(const struct when *w, int64_t *from, int64_t *to);
/* A day as "2026-01-29", in A. */
struct str day_text(int64_t day, struct arena *a);
struct when when_day(int64_t day);
/* The week, or its weekend, that holds a day. */
struct when when_week(int64_t day, enum grain grain);
/* The first month of a season, in the north; winter begins in December. */
int when_season_month(const char *part);
/* The N digits of S at FROM as a number, -1 if they are none. */
int when_digits(struct str s, size_t from, size_t n);
/* A copy of S in A. */
struct str value_copy(struct arena *a, const char *s);
/*
 * Reads "2026-01-29", "2026-01-29T10:00Z", "2026-01", "2026"; GRAIN_NONE if
 * S begins with none of them.
 */
struct when when_read(struct str s);

#endif
