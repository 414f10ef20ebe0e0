#include "news/date_function.h"

#include "news/date_calendar.h"

#include <string.h>

/* The day that a time of day belongs to. */
static struct when
day_of(struct date_context *c, const struct date_value *a)
{
	struct when w = {.grain = GRAIN_DAY};

	if (a->kind == VALUE_WHEN)
		return a->when;
	if (c->here && c->last.grain >= GRAIN_DAY)
		w = c->last;
	else if (c->doc.grain >= GRAIN_DAY)
		w = c->doc;
	else if (c->last.grain >= GRAIN_DAY)
		w = c->last;
	w.sub = 0;
	return w;
}

/* part(date, p): a part of the day */
static bool
f_part(ARGS)
{
	struct when w = day_of(c, &a[0]);
	struct str id = date_word(c, "part", a[1].text);

	if (!id.p)
		id = date_word(c, "parts", a[1].text);
	if (!id.p)
		id = date_word(c, "nightword", a[1].text);
	if (!id.p)
		id = a[1].text;
	if (id.n != 2 || w.grain < GRAIN_DAY)
		return false;
	w.grain = GRAIN_PART;
	memcpy(w.part, id.p, 2);
	return value_when(v, w);
}

/* clock(date, hour, minute, second, ampm, to): "ten to five" with the last */
static bool
f_clock(ARGS)
{
	struct when w = day_of(c, &a[0]);
	int h = arg_int(c, &a[1]);
	char half = a[4].kind == VALUE_TEXT && a[4].text.n ? a[4].text.p[0] : 0;

	w.grain = arg_given(&a[3]) ? GRAIN_SECOND : GRAIN_MINUTE;
	w.hour = h;
	w.minute = arg_given(&a[2]) ? arg_int(c, &a[2]) : 0;
	w.second = arg_given(&a[3]) ? arg_int(c, &a[3]) : 0;
	if (arg_given(&a[5])) {
		w.minute = 60 - w.minute;
		w.hour = h = h > 1 ? h - 1 : 12;
	}
	if (half == 'p' || half == 'P')
		w.hour = h == 12 ? 12 : h + 12;
	else if ((half == 'a' || half == 'A') && h == 12)
		w.hour = 0;
	if (h < 0 || (half && (h > 12 || !h)) || w.hour > 24 || w.minute < 0 ||
	    w.minute > 59 || w.second < 0 || w.second > 60)
		return false;
	return value_when(v, w);
}

/* point(date, word): noon, midnight */
static bool
f_point(ARGS)
{
	struct when w = day_of(c, &a[0]);
	struct str id = date_word(c, "point", a[1].text);

	if (id.n != 5)
		return false;
	w.grain = GRAIN_MINUTE;
	w.hour = when_digits(id, 0, 2);
	w.minute = when_digits(id, 3, 2);
	return value_when(v, w);
}

/* today(word): the day that a word such as "yesterday" means */
static bool
f_today(ARGS)
{
	struct str id = date_word(c, "dayword", a[0].text);
	const struct when *b = date_base(c);
	int64_t day;

	if (a[0].kind == VALUE_NUMBER)
		day = a[0].number;
	else
		day = word_number(id);
	if (b->grain < GRAIN_DAY || !c->doc.grain) {
		if (day)
			return value_when(v, (struct when){.grain = GRAIN_DAY});
		return value_text(v, STR("PRESENT_REF"));
	}
	if (!day)
		return value_when(v, when_day(calendar_days((struct civil){
					 b->year, b->month, b->day})));
	day += calendar_days((struct civil){b->year, b->month, b->day});
	return day >= DAY_MIN && day <= DAY_MAX && value_when(v, when_day(day));
}

static bool
islamic(int year, int month, int day, int64_t *at)
{
	*at = calendar_islamic(year, month, day);
	return true;
}

static bool
hebrew(int year, int month, int day, int64_t *at)
{
	*at = calendar_hebrew(year, month, day);
	return true;
}

static bool
diwali(int year, int month, int day, int64_t *at)
{
	(void)month;
	(void)day;
	return calendar_diwali(year, at);
}

/* Calendars by which feasts are given: "hebrew 9-25*8" is a feast of 8 days. */
static const struct moon_calendar {
	const char *name;
	bool (*day)(int year, int month, int day, int64_t *at);
} calendars[] = {{"islamic ", islamic}, {"hebrew ", hebrew},
    {"chinese ", calendar_chinese}, {"diwali", diwali}};

/* The feast on a month and day ("9-25", "9") of another calendar. */
static bool
moon_feast(struct str id, bool (*day)(int, int, int, int64_t *), int year,
    struct when *w)
{
	struct str month, span = id;
	int m, d = 1;
	int64_t at;

	str_split(&span, '*', &id);
	str_split(&id, '-', &month);
	m = (int)word_number(month);
	if (id.p)
		d = (int)word_number(id);
	if (!day(year, m, d, &at))
		return false;
	*w = when_day(at);
	if (span.p)
		w->span = (int)word_number(span);
	return w->year == year;
}

/* The day of the feast with this id in YEAR; false: there is none. */
static bool
feast(struct str id, int year, struct when *w)
{
	int64_t day;
	int m, wd, n;
	size_t at;

	if (id.n == 5 && id.p[2] == '-') {
		*w = (struct when){.grain = GRAIN_DAY,
		    .year = year,
		    .month = when_digits(id, 0, 2),
		    .day = when_digits(id, 3, 2)};
		return true;
	}
	if (str_starts(id, "easter")) {
		day = calendar_easter(year);
		*w = when_day(day + word_number(str_slice(
					id, id.p[6] == '+' ? 7 : 6, id.n)));
		return true;
	}
	for (size_t i = 0; i < sizeof calendars / sizeof *calendars; i++)
		if (str_starts(id, calendars[i].name))
			return moon_feast(
			    str_slice(id, strlen(calendars[i].name), id.n),
			    calendars[i].day, year, w);
	at = str_find(id, STR(":"), 0);
	if (at == SIZE_MAX)
		return false;
	m = (int)word_number(id);
	wd = when_digits(id, at + 1, 1);
	n = (int)word_number(str_slice(id, at + 3, id.n));
	if (m < 1 || m > 12 || wd < 1 || wd > 7 || id.n < at + 4)
		return false;
	*w = (struct when){.grain = GRAIN_DAY, .year = year, .month = m};
	w->day = calendar_nth(year, m, wd, n);
	at = str_find(id, STR("+"), 0);
	if (w->day && at != SIZE_MAX)
		*w = when_day(calendar_days((struct civil){year, m, w->day}) +
			      word_number(str_slice(id, at + 1, id.n)));
	return w->day != 0;
}

/* holiday(h, dir, year) */
static bool
f_holiday(ARGS)
{
	struct str id = date_word(c, "holiday", a[0].text);
	int dir = arg_dir(c, &a[1]), y;
	struct when w;

	if (!id.p)
		return false;
	if (arg_given(&a[2])) {
		y = arg_year(c, &a[2]);
	} else if (date_base(c)->grain >= GRAIN_YEAR &&
		   date_base(c)->year > 0) {
		y = date_base(c)->year;
		if (!feast(id, y, &w))
			return false;
		y = date_guess_year(
		    c, w.month, w.grain == GRAIN_DAY ? w.day : 0, dir);
		/* "this Christmas" */
		if (arg_given(&a[1]) && !dir)
			y = date_base(c)->year;
	} else {
		if (!feast(id, 2000, &w) || id.n != 5)
			return false;
		w.year = 0;
		return value_when(v, w);
	}
	return y >= YEAR_MIN && y <= YEAR_MAX && feast(id, y, &w) &&
	       value_when(v, w);
}

/* dayof(period, n): its n-th day ("Dec. 31" is dayof(year, -1)) */
static bool
f_dayof(ARGS)
{
	int64_t from, to;
	int64_t n =
	    a[1].kind == VALUE_TEXT ? word_number(a[1].text) : a[1].number;

	(void)c;
	if (a[0].kind != VALUE_WHEN || !when_days(&a[0].when, &from, &to))
		return false;
	return value_when(v, when_day(n < 0 ? to + n + 1 : from + n - 1));
}

/* weekof(date): its ISO week; weekendof(date) */
static bool
f_weekof(ARGS)
{
	int64_t from, to;

	(void)c;
	if (a[0].kind != VALUE_WHEN || a[0].when.grain < GRAIN_DAY ||
	    !when_days(&a[0].when, &from, &to))
		return false;
	return value_when(v, when_week(from, GRAIN_WEEK));
}

static bool
f_weekendof(ARGS)
{
	int64_t from, to;

	if (!f_weekof(c, a, v))
		return false;
	/* A Monday's weekend is the one before it. */
	when_days(&a[0].when, &from, &to);
	if (calendar_weekday(from) <= 2)
		*v = (struct date_value){.kind = VALUE_WHEN,
		    .when = when_week(from - 7, GRAIN_WEEKEND)};
	v->when.grain = GRAIN_WEEKEND;
	return true;
}

/* week(n, year): an ISO week by its number, up to 53 where there is one */
static bool
f_week(ARGS)
{
	int n = arg_int(c, &a[0]);
	int y = arg_given(&a[1]) ? arg_year(c, &a[1]) : date_base(c)->year, got;

	if (n < 1 || n > 53 || y < YEAR_MIN || y > YEAR_MAX)
		return false;
	if (calendar_week(calendar_week_start(y, n) + 3, &got) != n || got != y)
		return false;
	return value_when(
	    v, (struct when){.grain = GRAIN_WEEK, .year = y, .sub = n});
}

/*
 * offset(date, unit, n, dir, "day"): n units before or after a date given;
 * with the last that very day ("a week from Tuesday")
 */
static bool
f_offset(ARGS)
{
	int unit = arg_unit(c, &a[1]);
	struct amount n = arg_amount(c, &a[2]);
	struct when w;

	if (a[0].kind != VALUE_WHEN || unit < 0 || !n.known || n.vague)
		return false;
	if (arg_is(&a[4], "day") &&
	    when_move_day(
		a[0].when, unit, n.milli / MILLI * arg_dir(c, &a[3]), &w))
		return value_when(v, w);
	return when_move(
		   a[0].when, unit, n.milli * arg_dir(c, &a[3]), false, &w) &&
	       value_when(v, w);
}

/* inyear(date, year): the same in another year */
static bool
f_inyear(ARGS)
{
	struct when w = a[0].when;

	w.year = arg_year(c, &a[1]);
	return a[0].kind == VALUE_WHEN && w.year > 0 && value_when(v, w);
}

/* yearago(date): the same in the year before */
static bool
f_yearago(ARGS)
{
	struct when w = a[0].when;

	c->derived = true;
	w.year--;
	return a[0].kind == VALUE_WHEN && w.year > 0 && value_when(v, w);
}

/*
 * nthday(month, n, weekday): with a weekday, in the month nearest to that one
 * in which the day falls on it ("Friday the 13th").
 */
static bool
f_nthday(ARGS)
{
	struct when w = a[0].when, best = {0};
	int n = arg_int(c, &a[1]), day = 0, year, month;

	if (a[0].kind != VALUE_WHEN || !w.month || n < 1)
		return false;
	w.day = n;
	w.grain = GRAIN_DAY;
	if (arg_given(&a[2]))
		day = arg_weekday(c, &a[2]);
	for (int i = 0; day > 0 && w.year > 0 && !best.grain && i < 28; i++) {
		month = w.month - 1 + (i % 2 ? -(i + 1) / 2 : i / 2);
		year = w.year + (month + 24) / 12 - 2;
		month = (month + 24) % 12 + 1;
		if (year < YEAR_MIN || year > YEAR_MAX ||
		    n > calendar_month_length(year, month) ||
		    calendar_weekday(
			calendar_days((struct civil){year, month, n})) != day)
			continue;
		best = w;
		best.year = year;
		best.month = month;
	}
	if (best.grain)
		w = best;
	/* "due by the 15th", written on the 29th */
	if (!arg_given(&a[2]) && c->tense > 0 && w.year == c->doc.year &&
	    w.month == c->doc.month && n < c->doc.day) {
		w.year += w.month == 12;
		w.month = w.month % 12 + 1;
	}
	return w.day <=
		   calendar_month_length(w.year > 0 ? w.year : 2000, w.month) &&
	       value_when(v, w);
}

/* nthweekday(month, w, n): "the first Monday in May" */
static bool
f_nthweekday(ARGS)
{
	struct when w = a[0].when;
	int day = arg_weekday(c, &a[1]), n = arg_int(c, &a[2]);

	if (a[0].kind != VALUE_WHEN || w.year <= 0 || !w.month || day < 1 ||
	    n > 5)
		return false;
	w.day = calendar_nth(w.year, w.month, day, n < 1 ? -1 : n);
	w.grain = GRAIN_DAY;
	return w.day && value_when(v, w);
}

const struct date_function date_days[] = {{"week", 1, 2, f_week, false},
    {"today", 1, 1, f_today, false}, {"part", 2, 2, f_part, false},
    {"clock", 2, 6, f_clock, false}, {"point", 2, 2, f_point, false},
    {"holiday", 1, 3, f_holiday, false}, {"dayof", 2, 2, f_dayof, false},
    {"weekof", 1, 1, f_weekof, false}, {"weekendof", 1, 1, f_weekendof, false},
    {"offset", 4, 5, f_offset, false}, {"inyear", 2, 2, f_inyear, false},
    {"yearago", 1, 1, f_yearago, false}, {"nthday", 2, 3, f_nthday, false},
    {"nthweekday", 3, 3, f_nthweekday, false}, {0}};
