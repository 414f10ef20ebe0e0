#include "news/date_value.h"

#include "news/date_calendar.h"

#include <stdio.h>
#include <string.h>

struct when
when_day(int64_t day)
{
	struct civil c = calendar_civil(day);

	return (struct when){
	    .grain = GRAIN_DAY, .year = c.year, .month = c.month, .day = c.day};
}

struct when
when_week(int64_t day, enum grain grain)
{
	struct when w = {.grain = grain};

	w.sub = calendar_week(day, &w.year);
	return w;
}

int
when_digits(struct str s, size_t from, size_t n)
{
	int v = 0;

	if (from + n > s.n)
		return -1;
	for (size_t i = from; i < from + n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return -1;
		v = v * 10 + (s.p[i] - '0');
	}
	return v;
}

struct when
when_read(struct str s)
{
	struct when w = {0};
	struct civil c = {when_digits(s, 0, 4), 1, 1};
	enum grain grain = GRAIN_YEAR;

	if (c.year < YEAR_MIN)
		return w;
	if (s.n > 4 && s.p[4] == '-' && when_digits(s, 5, 2) > 0) {
		c.month = when_digits(s, 5, 2);
		grain = GRAIN_MONTH;
		if (s.n > 7 && s.p[7] == '-' && when_digits(s, 8, 2) > 0) {
			c.day = when_digits(s, 8, 2);
			grain = GRAIN_DAY;
		}
	} else if (when_digits(s, 4, 4) > 0) {
		c.month = when_digits(s, 4, 2);
		c.day = when_digits(s, 6, 2);
		grain = GRAIN_DAY;
	}
	if (!calendar_valid(c))
		return w;
	w = when_day(calendar_days(c));
	w.grain = grain;
	return w;
}

/* The first month of a season, in the north; winter begins in December. */
int
when_season_month(const char *part)
{
	static const char *const name[] = {"WI", "SP", "SU", "FA"};

	for (int i = 1; i < 4; i++)
		if (strcmp(part, name[i]) == 0)
			return 3 * i;
	return 12;
}

static bool
months_days(int year, int month, int n, int64_t *from, int64_t *to)
{
	int last = month + n - 1, y = year + (last - 1) / 12;

	last = (last - 1) % 12 + 1;
	if (year < YEAR_MIN || y > YEAR_MAX)
		return false;
	*from = calendar_days((struct civil){year, month, 1});
	*to = calendar_days(
	    (struct civil){y, last, calendar_month_length(y, last)});
	return true;
}

bool
when_days(const struct when *w, int64_t *from, int64_t *to)
{
	struct civil c = {w->year, w->month, w->day};

	if (w->year < YEAR_MIN && w->grain != GRAIN_CENTURY)
		return false;
	switch (w->grain) {
	case GRAIN_NONE:
		return false;
	case GRAIN_CENTURY:
		if (w->year < 0)
			return false;
		return months_days(
		    w->year ? w->year : 1, 1, w->year ? 1200 : 1188, from, to);
	case GRAIN_DECADE:
		return months_days(w->year, 1, 120, from, to);
	case GRAIN_YEAR:
		return months_days(w->year, 1, 12, from, to);
	case GRAIN_HALF:
		return months_days(w->year, 6 * w->sub - 5, 6, from, to);
	case GRAIN_QUARTER:
		return w->sub &&
		       months_days(w->year, 3 * w->sub - 2, 3, from, to);
	case GRAIN_SEASON:
		/* The winter of 2025 begins in December 2025. */
		return months_days(
		    w->year, when_season_month(w->part), 3, from, to);
	case GRAIN_MONTH:
		return months_days(w->year, w->month, 1, from, to);
	case GRAIN_WEEK:
	case GRAIN_WEEKEND:
		if (!w->sub)
			return false;
		*from = calendar_week_start(w->year, w->sub);
		*to = *from + 6;
		if (w->grain == GRAIN_WEEKEND)
			*from += 5;
		return *from >= DAY_MIN && *to <= DAY_MAX;
	default:
		if (!calendar_valid(c))
			return false;
		*from = *to = calendar_days(c);
		if (w->span)
			*to += w->span - 1;
		return *to <= DAY_MAX;
	}
}

struct str
day_text(int64_t day, struct arena *a)
{
	struct when w = when_day(day);

	return when_text(&w, a);
}

struct str
value_copy(struct arena *a, const char *s)
{
	size_t n = strlen(s);

	return (struct str){arena_copy(a, s, n), n};
}

static void
put_digits(char *b, int n, int v)
{
	for (; n-- > 0; v /= 10)
		b[n] = (char)('0' + v % 10);
}

struct str
when_text(const struct when *w, struct arena *a)
{
	char year[24], b[64];
	int n = 0, y = w->year;

	/* Most are days, and there are two more for each from and to. */
	if (w->grain == GRAIN_DAY && y > 0 && y <= YEAR_MAX && w->month) {
		memcpy(b, "yyyy-mm-dd", 11);
		put_digits(b, 4, y);
		put_digits(b + 5, 2, w->month);
		put_digits(b + 8, 2, w->day);
		return value_copy(a, b);
	}
	if (!y && w->grain != GRAIN_CENTURY)
		snprintf(year, sizeof year, "XXXX");
	else
		snprintf(year, sizeof year, "%s%04d", y < 0 ? "BC" : "",
		    y < 0 ? -y : y);
	switch (w->grain) {
	case GRAIN_NONE:
		return (struct str){NULL, 0};
	case GRAIN_CENTURY:
		/* Before Christ the year before names it: 9th BC is BC08. */
		n = snprintf(b, sizeof b, "%s%02d", y < 0 ? "BC" : "",
		    (y < 0 ? -y - 1 : y) / 100);
		break;
	case GRAIN_DECADE:
		n = snprintf(b, sizeof b, "%.*s", (int)strlen(year) - 1, year);
		break;
	case GRAIN_YEAR:
		n = snprintf(b, sizeof b, "%s", year);
		break;
	case GRAIN_HALF:
		n = snprintf(b, sizeof b, "%s-H%d", year, w->sub);
		break;
	case GRAIN_QUARTER:
		n = snprintf(
		    b, sizeof b, w->sub ? "%s-Q%d" : "%s-QX", year, w->sub);
		break;
	case GRAIN_SEASON:
		n = snprintf(b, sizeof b, "%s-%s", year, w->part);
		break;
	case GRAIN_MONTH:
		n = snprintf(b, sizeof b, "%s-%02d", year, w->month);
		break;
	case GRAIN_WEEK:
	case GRAIN_WEEKEND:
		if (w->sub)
			n = snprintf(b, sizeof b, "%s-W%02d%s", year, w->sub,
			    w->grain == GRAIN_WEEKEND ? "-WE" : "");
		else
			n = snprintf(b, sizeof b, "%s-WXX%s", year,
			    w->grain == GRAIN_WEEKEND ? "-WE" : "");
		break;
	default:
		/* A weekday of no known week keeps its number in sub. */
		if (!y && !w->month && w->sub)
			n = snprintf(b, sizeof b, "XXXX-WXX-%d", w->sub);
		else if (!w->month)
			n = snprintf(b, sizeof b, "%s-XX-XX", year);
		else
			n = snprintf(b, sizeof b, "%s-%02d-%02d", year,
			    w->month, w->day);
		break;
	}
	if (w->grain == GRAIN_PART)
		n += snprintf(b + n, sizeof b - (size_t)n, "T%s", w->part);
	if (w->grain >= GRAIN_HOUR)
		n += snprintf(b + n, sizeof b - (size_t)n, "T%02d:%02d",
		    w->hour, w->minute);
	if (w->grain == GRAIN_SECOND)
		snprintf(b + n, sizeof b - (size_t)n, ":%02d", w->second);
	return value_copy(a, b);
}
