#include "news/date_calendar.h"

int64_t
calendar_days(struct civil c)
{
	int64_t y = c.year - (c.month <= 2), era, yoe, doy, doe;

	era = (y >= 0 ? y : y - 399) / 400;
	yoe = y - era * 400;
	doy = (153 * (c.month + (c.month > 2 ? -3 : 9)) + 2) / 5 + c.day - 1;
	doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return era * 146097 + doe - 719468;
}

struct civil
calendar_civil(int64_t days)
{
	int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	struct civil c;

	c.day = (int)(doy - (153 * mp + 2) / 5 + 1);
	c.month = (int)(mp < 10 ? mp + 3 : mp - 9);
	c.year = (int)(yoe + era * 400 + (c.month <= 2));
	return c;
}

int
calendar_month_length(int year, int month)
{
	static const char length[12] = {
	    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (month == 2 &&
	    (year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)))
		return 29;
	return length[month - 1];
}

bool
calendar_valid(struct civil c)
{
	return c.year >= YEAR_MIN && c.year <= YEAR_MAX && c.month >= 1 &&
	       c.month <= 12 && c.day >= 1 &&
	       c.day <= calendar_month_length(c.year, c.month);
}

int
calendar_weekday(int64_t days)
{
	int64_t w = (days + 3) % 7;

	return (int)(w < 0 ? w + 7 : w) + 1;
}

int
calendar_week(int64_t days, int *year)
{
	/* A week belongs to the year of its Thursday. */
	int64_t thursday = days - calendar_weekday(days) + 4;
	struct civil first = {calendar_civil(thursday).year, 1, 1};

	*year = first.year;
	return (int)((thursday - calendar_days(first)) / 7) + 1;
}

int64_t
calendar_week_start(int year, int week)
{
	int64_t fourth = calendar_days((struct civil){year, 1, 4});

	return fourth - calendar_weekday(fourth) + 1 + 7 * (week - 1);
}

int
calendar_nth(int year, int month, int weekday, int n)
{
	int length = calendar_month_length(year, month), day;

	if (n > 0) {
		int64_t first = calendar_days((struct civil){year, month, 1});

		day = 1 + (weekday - calendar_weekday(first) + 7) % 7 +
		      7 * (n - 1);
	} else {
		int64_t last =
		    calendar_days((struct civil){year, month, length});

		day = length - (calendar_weekday(last) - weekday + 7) % 7;
	}
	return day <= length ? day : 0;
}

/* The anonymous Gregorian algorithm (Meeus, Jones, Butcher). */
int64_t
calendar_easter(int year)
{
	int a = year % 19, b = year / 100, c = year % 100;
	int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
	int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
	int l = (32 + 2 * e + 2 * i - h - k) % 7;
	int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;

	return calendar_days((struct civil){year, n / 31, n % 31 + 1});
}

int64_t
calendar_islamic(int year, int month, int day)
{
	int64_t from = calendar_days((struct civil){year, 1, 1}), at;
	int64_t y = ((int64_t)year - 622) * 33 / 32 - 1;

	/* 11 leap years in 30; the era begins on 622-07-19 (Gregorian). */
	do {
		y++;
		at = calendar_days((struct civil){622, 7, 19}) + (y - 1) * 354 +
		     (3 + 11 * y) / 30 + (59 * (month - 1) + 1) / 2 + day - 1;
	} while (at < from);
	return at;
}

bool
calendar_read(struct str s, int64_t *day)
{
	struct civil c = {0};
	int *part[3] = {&c.year, &c.month, &c.day};
	size_t i = 0;

	for (int k = 0; k < 3; k++, i++) {
		size_t width = k ? 2 : 4;

		for (size_t n = 0; n < width; n++, i++) {
			if (i >= s.n || (unsigned)(s.p[i] - '0') > 9)
				return false;
			*part[k] = *part[k] * 10 + (s.p[i] - '0');
		}
		if (k < 2 && (i >= s.n || s.p[i] != '-'))
			return false;
	}
	if (!calendar_valid(c))
		return false;
	*day = calendar_days(c);
	return true;
}
