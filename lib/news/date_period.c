#include "news/date_function.h"

#include "news/date_calendar.h"

#include <string.h>

/* date(year, month, day): any may be missing. */
static bool
f_date(ARGS)
{
	struct when w = {.grain = GRAIN_YEAR};
	int y = arg_given(&a[0]) ? arg_year(c, &a[0]) : 0;
	int m = arg_given(&a[1]) ? arg_month(c, &a[1]) : 0;
	int d = arg_given(&a[2]) ? arg_int(c, &a[2]) : 0;

	if (y < 0 || m < 0 || m > 12 || d < 0 || y > YEAR_MAX ||
	    (arg_given(&a[1]) && !m) || (arg_given(&a[2]) && !d))
		return false;
	/* Without a year, a leap year is given the benefit of the doubt. */
	if (d && m && d > calendar_month_length(y ? y : 2000, m))
		c->impossible = true;
	if (d && (!m || c->impossible))
		return false;
	w.year = y;
	w.month = m;
	w.day = d;
	if (m) {
		w.grain = d ? GRAIN_DAY : GRAIN_MONTH;
		if (!arg_given(&a[0]))
			w.year = date_guess_year(c, m, d, 0);
		if (d && w.year > 0 && d > calendar_month_length(w.year, m)) {
			c->impossible = true;
			return false;
		}
	}
	if (w.grain == GRAIN_YEAR && !y)
		return false;
	return value_when(v, w);
}

/*
 * numeric(a, b, year, sep): day and month in either order; swapped(): the
 * other. What one date of a document shows holds for those after it, if the
 * user does not say; points stand between a day, its month and year.
 */
static bool
numeric(ARGS, bool swap)
{
	int x = arg_int(c, &a[0]), y = arg_int(c, &a[1]);
	bool day_first =
	    x > 12 || (y <= 12 && (c->day_first || arg_is(&a[3], ".")));
	struct date_value b[3] = {a[2], a[0], a[1]};

	if ((x > 12) != (y > 12) && !c->order_given)
		c->day_first = x > 12;

	if (swap && (x > 12 || y > 12 || x == y))
		return false;
	if (day_first != swap) {
		b[1] = a[1];
		b[2] = a[0];
	}
	return f_date(c, b, v);
}

static bool
f_numeric(ARGS)
{
	return numeric(c, a, v, false);
}

static bool
f_swapped(ARGS)
{
	return numeric(c, a, v, true);
}

/* year(y, era): "79 AD", "44 BC": then the year is written in full. */
static bool
f_year(ARGS)
{
	struct when w = {.grain = GRAIN_YEAR};

	if (arg_given(&a[1]))
		w.year = arg_int(c, &a[0]);
	else if (a[0].kind == VALUE_TEXT && a[0].text.n == 2)
		w.year = date_short_year(c, &a[0]);
	else
		w.year = arg_year(c, &a[0]);
	if (w.year <= 0)
		return false;
	if (arg_given(&a[1]) && a[1].kind == VALUE_TEXT && a[1].text.n &&
	    (a[1].text.p[0] | 32) == 'b')
		w.year = -w.year;
	return value_when(v, w);
}

/* month(m, dir) */
static bool
f_month(ARGS)
{
	struct when w = {.grain = GRAIN_MONTH};

	w.month = arg_month(c, &a[0]);
	if (w.month < 1 || w.month > 12)
		return false;
	/* In March "last February" is not the month just over. */
	if (arg_given(&a[1]) && arg_dir(c, &a[1]) < 0 && c->doc.month > 1 &&
	    w.month == c->doc.month - 1)
		w.year = c->doc.year - 1;
	else if (arg_given(&a[1]) && arg_dir(c, &a[1]) == 0)
		w.year = date_base(c)->grain && date_base(c)->year > 0
			     ? date_base(c)->year
			     : 0;
	else
		w.year = date_guess_year(c, w.month, 0, arg_dir(c, &a[1]));
	return value_when(v, w);
}

/* weekday(w, dir, anchor) */
static bool
f_weekday(ARGS)
{
	int day = arg_weekday(c, &a[0]), dir = arg_dir(c, &a[1]), off;
	bool near = arg_is(&a[2], "near"), next = arg_is(&a[2], "next");
	bool last = near || arg_is(&a[2], "last");
	const struct when *b =
	    last && c->last.grain >= GRAIN_DAY ? &c->last : date_base(c);
	int64_t at, start;

	if (day < 1 || day > 7 ||
	    ((near || next) && (c->before.grain < GRAIN_DAY ||
				   !when_first(&c->before, &start))))
		return false;
	if (b->grain < GRAIN_DAY || !when_first(b, &at))
		return value_when(
		    v, (struct when){.grain = GRAIN_DAY, .sub = day});
	off = day - calendar_weekday(at); /* in this week */
	if (arg_is(&a[2], "past"))
		c->tense = -1;
	if (near) {
		off += off < -3 ? 7 : off > 3 ? -7 : 0;
	} else if (arg_given(&a[1]) && dir == 0) {
		if (c->tense < 0 && off > 0)
			off -= 7;
		else if (c->tense >= 0 && off < 0)
			off += 7;
	} else if (dir < 0) {
		off -= off >= 0 ? 7 : 0;
	} else if (dir > 0) {
		off += off <= 0 ? 7 : 0;
	} else if (c->tense > 0) {
		off += off < 0 ? 7 : 0;
	} else {
		off -= off > 0 ? 7 : 0;
	}
	at += off;
	/* "Monday to Friday": the Friday after that Monday. */
	if (next && at <= start)
		at = start + (day - calendar_weekday(start) + 6) % 7 + 1;
	if (at < DAY_MIN || at > DAY_MAX)
		return false;
	return value_when(v, when_day(at));
}

/* season(s, dir, year) */
static bool
f_season(ARGS)
{
	struct when w = {.grain = GRAIN_SEASON};
	struct str id = date_word(c, "season", a[0].text);
	int dir = arg_dir(c, &a[1]), from, now;

	if (!id.p)
		id = date_word(c, "season-word", a[0].text);
	if (id.n != 2)
		return false;
	memcpy(w.part, id.p, 2);
	if (arg_given(&a[2])) {
		w.year = arg_year(c, &a[2]);
		return w.year > 0 && value_when(v, w);
	}
	if (date_base(c)->grain < GRAIN_YEAR || date_base(c)->year <= 0)
		return value_when(v, w);
	w.year = date_base(c)->year;
	if (!c->doc.grain)
		return value_when(v, w);
	/* Months from the season's first to now, in a year that starts so. */
	from = when_season_month(w.part);
	now = date_base(c)->month;
	if (from == 12 && now <= 2)
		w.year--;
	if (arg_given(&a[1]) && dir == 0)
		return w.year > 0 && value_when(v, w);
	if (dir < 0) {
		if (from == 12 ? now < 3 || now == 12 : now < from + 3)
			w.year--;
		else if (from == 12)
			w.year--;
	} else if (dir > 0) {
		if (from != 12 && now >= from)
			w.year++;
	} else if (from > now && c->tense < 0 && from - now > 2) {
		w.year--;
	}
	return w.year > 0 && value_when(v, w);
}

/* quarter(q, dir, year): of the year, or the last one begun. */
static bool
f_quarter(ARGS)
{
	struct when w = {.grain = GRAIN_QUARTER};
	int dir = arg_dir(c, &a[1]), now;

	w.sub = arg_int(c, &a[0]);
	if (w.sub < 1 || w.sub > 4)
		return false;
	if (arg_given(&a[2])) {
		w.year = arg_year(c, &a[2]);
		return w.year > 0 && value_when(v, w);
	}
	if (date_base(c)->grain < GRAIN_YEAR || date_base(c)->year <= 0)
		return value_when(v, w);
	w.year = date_base(c)->year;
	now = date_base(c)->month ? (date_base(c)->month + 2) / 3 : 4;
	if (dir)
		w.year += dir < 0 ? (w.sub >= now ? -1 : 0) : (w.sub <= now);
	else if (c->tense <= 0 && w.sub > now)
		w.year--;
	return value_when(v, w);
}

/* half(h, dir, year) */
static bool
f_half(ARGS)
{
	struct when w = {.grain = GRAIN_HALF};
	int dir = arg_dir(c, &a[1]);

	w.sub = arg_int(c, &a[0]);
	if (w.sub == -1 || w.sub > 2)
		w.sub = 2; /* "the latter half" */
	if (w.sub < 1)
		return false;
	if (!arg_given(&a[0]))
		return false;
	w.year =
	    arg_given(&a[2]) ? arg_year(c, &a[2]) : date_base(c)->year + dir;
	return w.year > 0 && value_when(v, w);
}

/*
 * decade(y): the decade of a year, or of a number below 100; of "1800" the
 * century, but for this one, whose first decade has no other name.
 */
static bool
f_decade(ARGS)
{
	struct when w = {.grain = GRAIN_DECADE};
	struct str id;
	int y, now;

	if (a[0].kind == VALUE_TEXT && !word_is_figure(a[0].text)) {
		id = date_word(c, "decades", a[0].text);
		y = id.p ? (int)word_number(id) : -1;
	} else {
		y = arg_int(c, &a[0]);
	}
	if (y < 0)
		return false;
	if (y < 100) {
		now = date_base(c)->grain && date_base(c)->year > 0
			  ? date_base(c)->year
			  : 2000;
		y += now / 100 * 100;
		if (y > now)
			y -= 100;
	}
	w.year = y / 10 * 10;
	if (y % 100 == 0 && y >= 1000 && y < 2000)
		w.grain = GRAIN_CENTURY;
	return w.year > 0 && value_when(v, w);
}

/* century(n, bc): the n-th */
static bool
f_century(ARGS)
{
	struct when w = {.grain = GRAIN_CENTURY};
	int n = arg_int(c, &a[0]);

	if (n < 1 || n > 99)
		return false;
	w.year = (n - 1) * 100;
	if (arg_given(&a[1]))
		w.year = -w.year - 1;
	return value_when(v, w);
}

/*
 * shift(unit, n, dir, anchor): n units before (-1) or after (1) the day of
 * publication, or the date mentioned last (anchor "last"); "day": exactly
 * that day ("ten years ago today").
 */
static bool
f_shift(ARGS)
{
	int unit = arg_unit(c, &a[0]), dir = arg_dir(c, &a[2]);
	struct amount n = arg_amount(c, &a[1]);
	bool near = arg_is(&a[3], "near");
	bool last = near || arg_is(&a[3], "last");
	const struct when *b = last && c->last.grain ? &c->last : date_base(c);
	struct when w;

	if (unit < 0 || !n.known ||
	    (near && (!c->near || c->last.grain != GRAIN_DAY)))
		return false;
	if (n.vague || !b->grain)
		return value_text(
		    v, dir < 0 ? STR("PAST_REF") : STR("FUTURE_REF"));
	/* A year before the quarter that the text is about: a quarter. */
	if (unit == UNIT_YEAR && c->quarter.grain && !last &&
	    n.milli == MILLI) {
		w = c->quarter;
		w.year += dir;
		c->derived = true;
		return w.year > 0 && value_when(v, w);
	}
	if (arg_is(&a[3], "day") &&
	    when_move_day(*b, unit, n.milli / MILLI * dir, &w))
		return value_when(v, w);
	if (when_move(*b, unit, n.milli * dir, false, &w))
		return value_when(v, w);
	return value_text(v, dir < 0 ? STR("PAST_REF") : STR("FUTURE_REF"));
}

/* period(unit, dir, anchor): the unit before, of, or after the reference. */
static bool
f_period(ARGS)
{
	int unit = arg_unit(c, &a[0]), dir = arg_dir(c, &a[1]);
	bool last = arg_is(&a[2], "last");
	const struct when *b = last && c->last.grain ? &c->last : date_base(c);
	struct when w;

	if (unit < 0 || !b->grain)
		return false;
	/* "the previous night" of a season is that of the day of publication */
	return (when_move(*b, unit, (int64_t)dir * MILLI, true, &w) ||
		   (last && c->doc.grain &&
		       when_move(
			   c->doc, unit, (int64_t)dir * MILLI, true, &w))) &&
	       value_when(v, w);
}

/* Does W end on the day DOC or later? */
static bool
goes_on(const struct when *w, const struct when *doc)
{
	int64_t from, to, day;

	return when_first(doc, &day) && when_days(w, &from, &to) && to >= day;
}

/* the(unit, which): the one that the text is about: "the quarter" */
static bool
f_the(ARGS)
{
	int unit = arg_unit(c, &a[0]), day;
	struct when w;
	int64_t at;

	/* "the latest quarter" is over, whatever is told of the next. */
	if (unit == UNIT_QUARTER && c->quarter.grain &&
	    !(arg_is(&a[1], "ended") && goes_on(&c->quarter, &c->doc)))
		return value_when(v, c->quarter);
	if (unit < 0 || !date_base(c)->grain)
		return false;
	if (unit == UNIT_QUARTER) {
		/* News tells of the quarter that has ended. */
		return when_move(*date_base(c), unit, -MILLI, true, &w) &&
		       value_when(v, w);
	}
	if (unit == UNIT_WEEKEND) {
		if (date_base(c)->grain < GRAIN_DAY ||
		    !when_first(date_base(c), &at))
			return false;
		day = calendar_weekday(at);
		/* Midweek, "have a good weekend" looks ahead. */
		if (day < 6 &&
		    (c->tense < 0 ||
			(c->tense == 0 && day < (arg_given(&a[1]) ? 3 : 5))))
			at -= 7;
		return value_when(v, when_week(at, GRAIN_WEEKEND));
	}
	return when_move(*date_base(c), unit, 0, true, &w) && value_when(v, w);
}

/* same(unit): the unit of the date mentioned last: "that year". */
static bool
f_same(ARGS)
{
	int unit = arg_unit(c, &a[0]);
	const struct when *b = c->last.grain ? &c->last : date_base(c);
	struct when w;

	if (unit < 0 || !b->grain)
		return false;
	if (unit == UNIT_YEAR) {
		w = (struct when){.grain = GRAIN_YEAR, .year = b->year};
		return b->year && value_when(v, w);
	}
	if (b->grain == date_units[unit].grain)
		return value_when(v, *b);
	return when_move(*b, unit, 0, true, &w) && value_when(v, w);
}

/* last(): the date mentioned last; doc(): the day of publication. */
static bool
f_last(ARGS)
{
	(void)a;
	return c->last.grain && value_when(v, c->last);
}

static bool
f_doc(ARGS)
{
	(void)a;
	return date_base(c)->grain && value_when(v, *date_base(c));
}

/*
 * upto(n, y, what): a day of the month before; "year": a year of its century;
 * "month": a month from there on
 */
static bool
f_upto(ARGS)
{
	struct when w = c->before;

	w.day = arg_int(c, &a[0]);
	if (arg_is(&a[2], "year")) {
		if (w.grain != GRAIN_YEAR || w.year <= 0 ||
		    w.day <= w.year % 100)
			return false;
		w.year = w.year / 100 * 100 + w.day;
		w.day = 0;
		return value_when(v, w);
	}
	if (arg_is(&a[2], "month")) {
		int month = arg_month(c, &a[0]);

		if (w.grain < GRAIN_MONTH || w.year <= 0 || !w.month ||
		    month < 1 || month > 12)
			return false;
		return value_when(v, (struct when){.grain = GRAIN_MONTH,
					 .year = w.year + (month < w.month),
					 .month = month});
	}
	if (w.grain != GRAIN_DAY || !w.month || w.day < 1)
		return false;
	if (arg_given(&a[1]))
		w.year = arg_year(c, &a[1]);
	return w.day <=
		   calendar_month_length(w.year > 0 ? w.year : 2000, w.month) &&
	       value_when(v, w);
}

const struct date_function date_periods[] = {{"date", 1, 3, f_date, false},
    {"numeric", 2, 4, f_numeric, false}, {"swapped", 2, 4, f_swapped, false},
    {"year", 1, 2, f_year, false}, {"month", 1, 2, f_month, false},
    {"weekday", 1, 3, f_weekday, false}, {"season", 1, 3, f_season, false},
    {"quarter", 1, 3, f_quarter, false}, {"half", 1, 3, f_half, false},
    {"decade", 1, 1, f_decade, false}, {"century", 1, 2, f_century, false},
    {"shift", 3, 4, f_shift, false}, {"period", 2, 3, f_period, false},
    {"the", 1, 2, f_the, false}, {"same", 1, 1, f_same, false},
    {"upto", 1, 3, f_upto, false}, {"last", 0, 0, f_last, false},
    {"doc", 0, 0, f_doc, false}, {0}};
