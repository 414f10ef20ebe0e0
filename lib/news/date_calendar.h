/*
 * date_calendar - days, weeks and feasts of the proleptic Gregorian calendar.
 *
 * For: arithmetic on days from year 1 to 9999, in 64 bits; no clock, no
 * zone, no <time.h>.
 * Not for: what words mean (date_value.h).
 */
#ifndef NEWS_DATE_CALENDAR_H
#define NEWS_DATE_CALENDAR_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* The years, and their first and last day. */
enum { YEAR_MIN = 1, YEAR_MAX = 9999, DAY_MIN = -719162, DAY_MAX = 2932896 };

struct civil {
	int year, month, day;
};

/* Days from 1970-01-01 to a day that exists (calendar_valid). */
int64_t calendar_days(struct civil c);
struct civil calendar_civil(int64_t days);
bool calendar_valid(struct civil c);
int calendar_month_length(int year, int month);
/* 1 (Monday) to 7. */
int calendar_weekday(int64_t days);
/* The ISO week of a day and the year that the week belongs to. */
int calendar_week(int64_t days, int *year);
/* The Monday of ISO week WEEK of YEAR. */
int64_t calendar_week_start(int year, int week);
/* The N-th (from 1; -1: the last) WEEKDAY of a month; 0: there is none. */
int calendar_nth(int year, int month, int weekday, int n);
/* Easter Sunday of the Western churches. */
int64_t calendar_easter(int year);
/*
 * The first day of MONTH (from 1) and DAY of the tabular Islamic calendar
 * that falls into the Gregorian YEAR. Observation may differ by a day.
 */
int64_t calendar_islamic(int year, int month, int day);

/*
 * Calendars that follow the moon and the sun (date_lunar.c). Feasts of the
 * Hebrew and the Islamic one begin at sunset of the day before.
 */

/*
 * MONTH (1: Nisan, 7: Tishri, up to 9: Kislev; 12: the Adar before Nisan) and
 * DAY of the Hebrew calendar in the Gregorian YEAR, by the arithmetic of
 * Reingold and Dershowitz, Calendrical Calculations, 2018, chapter 8.
 */
int64_t calendar_hebrew(int year, int month, int day);

/* The years for which the next two know the sky well enough. */
enum { CHINESE_MIN = 1900, CHINESE_MAX = 2199 };
/*
 * MONTH (1 to 10) and DAY of the Chinese calendar that begins in the
 * Gregorian YEAR: a month begins on the day of the new moon in Beijing, and
 * the eleventh holds the winter solstice (the same, chapter 19; sun and moon
 * after Meeus, Astronomical Algorithms, 1998, chapters 25 and 47). A new moon
 * within minutes of midnight may be given to the wrong day.
 */
bool calendar_chinese(int year, int month, int day, int64_t *at);
/*
 * Diwali: the first evening of the lunar day of the new moon with the sun in
 * sidereal Libra (Lahiri's zero), as seen from India.
 */
bool calendar_diwali(int year, int64_t *at);
/*
 * Reads an ISO 8601 day ("2026-03-09") at the beginning of S; false if none
 * stands there, or one that does not exist.
 */
bool calendar_read(struct str s, int64_t *day);

#endif
