#include "news/date_value.h"

#include "base/utf8.h"
#include "news/date_calendar.h"

#include <stdio.h>
#include <string.h>

/* Amounts are kept in thousandths: "22.8 years", "two and a half days". */
enum { MILLI = 1000, FAR = 5 };
#define AMOUNT_MAX INT64_C(1000000000000)

struct amount {
	int64_t milli;
	bool known, vague; /* vague: "several" */
};

/* ---- days and texts ---- */

struct when
when_day(int64_t day)
{
	struct civil c = calendar_civil(day);

	return (struct when){.grain = GRAIN_DAY, .year = c.year,
	    .month = c.month, .day = c.day};
}

static struct when
when_week(int64_t day, enum grain grain)
{
	struct when w = {.grain = grain};

	w.sub = calendar_week(day, &w.year);
	return w;
}

static int
digits(struct str s, size_t from, size_t n)
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
	struct civil c = {digits(s, 0, 4), 1, 1};
	enum grain grain = GRAIN_YEAR;

	if (c.year < YEAR_MIN)
		return w;
	if (s.n > 4 && s.p[4] == '-' && digits(s, 5, 2) > 0) {
		c.month = digits(s, 5, 2);
		grain = GRAIN_MONTH;
		if (s.n > 7 && s.p[7] == '-' && digits(s, 8, 2) > 0) {
			c.day = digits(s, 8, 2);
			grain = GRAIN_DAY;
		}
	} else if (digits(s, 4, 4) > 0) {
		c.month = digits(s, 4, 2);
		c.day = digits(s, 6, 2);
		grain = GRAIN_DAY;
	}
	if (!calendar_valid(c))
		return w;
	w = when_day(calendar_days(c));
	w.grain = grain;
	return w;
}

/* The first month of a season, in the north; winter begins in December. */
static int
season_month(const char *part)
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
	*to = calendar_days((struct civil){y, last,
	    calendar_month_length(y, last)});
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
		return months_days(w->year ? w->year : 1, 1,
		    w->year ? 1200 : 1188, from, to);
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
		return months_days(w->year, season_month(w->part), 3, from,
		    to);
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

static struct str
text_in(struct arena *a, const char *s)
{
	size_t n = strlen(s);

	return (struct str){arena_copy(a, s, n), n};
}

struct str
when_text(const struct when *w, struct arena *a)
{
	char year[24], b[64];
	int n = 0, y = w->year;

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
		n = snprintf(b, sizeof b, w->sub ? "%s-Q%d" : "%s-QX", year,
		    w->sub);
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
	return text_in(a, b);
}

/* ---- words ---- */

/* Is S the word W, ignoring case, a blank for any white space? */
static bool
same_word(struct str s, struct str w)
{
	const char *p = s.p, *end = s.p + s.n;
	const char *q = w.p, *wend = w.p + w.n;

	while (p < end && q < wend) {
		uint32_t a = utf8_next(&p, end), b = utf8_next(&q, wend);

		if (a == 0x2019)
			a = '\'';
		if (uc_class(a) & UC_SPACE && b == ' ') {
			const char *next = p;

			while (p < end &&
			    uc_class(utf8_next(&next, end)) & UC_SPACE)
				p = next;
			continue;
		}
		if (uc_lower(a) != uc_lower(b))
			return false;
	}
	return p == end && q == wend;
}

/* The id of the word S in the list LABEL; p NULL: it is none of it. */
static struct str
word_id(struct date_context *c, const char *label, struct str s)
{
	const struct date_list *l = date_rules_list(c->rules, label);

	for (size_t i = 0; i < l->n; i++)
		if (same_word(s, l->name[i]))
			return l->id[i];
	return (struct str){NULL, 0};
}

static int64_t
number_of(struct str s)
{
	bool minus = s.n && s.p[0] == '-';
	int64_t v = 0;

	for (size_t i = minus; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
		if (v < AMOUNT_MAX)
			v = v * 10 + (s.p[i] - '0');
	return minus ? -v : v;
}

/* "1,200.5" in thousandths. */
static int64_t
decimal(struct str s)
{
	int64_t v = 0, unit = MILLI;
	bool point = false;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '.') {
			point = true;
		} else if (s.p[i] >= '0' && s.p[i] <= '9') {
			int64_t d = s.p[i] - '0';

			if (point)
				v += d * (unit /= 10);
			else if (v < AMOUNT_MAX)
				v = v * 10 + d * MILLI;
		}
	}
	return v;
}

static bool
is_digit(struct str s)
{
	return s.n && s.p[0] >= '0' && s.p[0] <= '9';
}

/* One word of a number, into *TOTAL and *PART (below the next multiplier). */
static bool
add_word(struct date_context *c, struct str w, int64_t *total, int64_t *part,
    struct amount *a)
{
	const char *slash = memchr(w.p, '/', w.n);
	struct str id;
	int64_t v;

	if (is_digit(w) && slash) {
		int64_t top = number_of(w);
		int64_t low = number_of(str_slice(w,
		    (size_t)(slash - w.p) + 1, w.n));

		if (low > 0 && top < 100)
			*part += top * MILLI / low;
		return low > 0;
	}
	if (is_digit(w)) {
		*part += decimal(w);
		return true;
	}
	id = word_id(c, "number", w);
	if (!id.p)
		id = word_id(c, "ordinal", w);
	if (id.p) {
		v = number_of(id) * MILLI;
		/* "nineteen ninety": two pairs of digits make a year. */
		if (*part >= 10 * MILLI && *part < 100 * MILLI &&
		    (v >= 10 * MILLI || *part % (10 * MILLI)))
			*part *= 100;
		*part += v;
		return true;
	}
	id = word_id(c, "multiplier", w);
	if (id.p) {
		v = number_of(id);
		*part = *part ? *part : MILLI;
		*part = *part > AMOUNT_MAX ? AMOUNT_MAX : *part;
		if (v > AMOUNT_MAX / MILLI)
			v = AMOUNT_MAX / MILLI;
		*part = *part / MILLI * v > AMOUNT_MAX
		    ? AMOUNT_MAX * MILLI
		    : *part * v;
		if (v >= 1000) {
			*total += *part;
			*part = 0;
		}
		return true;
	}
	id = word_id(c, "fraction", w);
	if (id.p) {
		*part += decimal(id);
		return true;
	}
	if (word_id(c, "vague", w).p) {
		a->vague = true;
		return true;
	}
	return false;
}

static struct amount
amount_of(struct date_context *c, struct str s)
{
	struct amount a = {0};
	int64_t total = 0, part = 0;
	size_t i = 0, from;
	bool one = false;

	if (word_id(c, "vague", s).p)
		return (struct amount){0, true, true};
	while (i < s.n) {
		struct str w;

		while (i < s.n && ((unsigned char)s.p[i] <= ' ' ||
				      s.p[i] == '-'))
			i++;
		from = i;
		while (i < s.n && (unsigned char)s.p[i] > ' ' &&
		    s.p[i] != '-')
			i++;
		w = str_slice(s, from, i);
		if (!w.n)
			continue;
		if (word_id(c, "one", w).p)
			one = true;
		else if (add_word(c, w, &total, &part, &a))
			a.known = true;
		/* Beyond all dates: "999999999999 years". */
		if (total > AMOUNT_MAX || part > AMOUNT_MAX)
			return (struct amount){0, true, true};
	}
	a.milli = total + part;
	if (!a.known && one) {
		a.known = true;
		a.milli = MILLI;
	}
	return a;
}

/* ---- arguments ---- */

static bool
given(const struct date_value *v)
{
	return v->kind != VALUE_NONE;
}

static struct amount
get_amount(struct date_context *c, const struct date_value *v)
{
	if (v->kind == VALUE_NUMBER)
		return (struct amount){v->number * MILLI, true, false};
	if (v->kind == VALUE_TEXT)
		return amount_of(c, v->text);
	return (struct amount){0};
}

/* A small whole number, -1 if it is none. */
static int
get_int(struct date_context *c, const struct date_value *v)
{
	struct amount a = get_amount(c, v);

	if (!a.known || a.vague || a.milli > INT64_C(100000) * MILLI)
		return -1;
	return (int)(a.milli / MILLI);
}

static int
get_month(struct date_context *c, const struct date_value *v)
{
	struct str id;

	if (v->kind == VALUE_TEXT && !is_digit(v->text)) {
		id = word_id(c, "month", v->text);
		if (!id.p)
			id = word_id(c, "month-word", v->text);
		return id.p ? (int)number_of(id) : -1;
	}
	return get_int(c, v);
}

static int
get_weekday(struct date_context *c, const struct date_value *v)
{
	static const char *const label[] = {"weekday", "weekday-word",
	    "weekdays"};
	struct str id = {NULL, 0};

	if (v->kind == VALUE_NUMBER)
		return (int)v->number;
	for (int i = 0; i < 3 && !id.p; i++)
		id = word_id(c, label[i], v->text);
	return id.p ? (int)number_of(id) : -1;
}

/* A direction: a number, or a word of the labels shift and turn. */
static int
get_dir(struct date_context *c, const struct date_value *v)
{
	struct str id;

	if (v->kind == VALUE_NUMBER)
		return (int)v->number;
	if (v->kind == VALUE_TEXT) {
		id = word_id(c, "shift", v->text);
		if (!id.p)
			id = word_id(c, "turn", v->text);
		return id.p ? (int)number_of(id) : 0;
	}
	return 0;
}

enum unit {
	UNIT_SECOND, UNIT_MINUTE, UNIT_HOUR, UNIT_DAY, UNIT_WEEK,
	UNIT_WEEKEND, UNIT_FORTNIGHT, UNIT_MONTH, UNIT_QUARTER, UNIT_YEAR,
	UNIT_DECADE, UNIT_CENTURY, UNITS
};

static const struct {
	const char *name, *letter; /* in durations */
	int times;
	enum grain grain;
} units[UNITS] = {
    {"second", "S", 1, GRAIN_SECOND}, {"minute", "M", 1, GRAIN_MINUTE},
    {"hour", "H", 1, GRAIN_HOUR}, {"day", "D", 1, GRAIN_DAY},
    {"week", "W", 1, GRAIN_WEEK}, {"weekend", "WE", 1, GRAIN_WEEKEND},
    {"fortnight", "W", 2, GRAIN_WEEK}, {"month", "M", 1, GRAIN_MONTH},
    {"quarter", "Q", 1, GRAIN_QUARTER}, {"year", "Y", 1, GRAIN_YEAR},
    {"decade", "Y", 10, GRAIN_DECADE}, {"century", "Y", 100, GRAIN_CENTURY}};

static int
get_unit(struct date_context *c, const struct date_value *v)
{
	struct str s = v->text, id;

	if (v->kind != VALUE_TEXT)
		return -1;
	if (s.n > 1 && s.p[s.n - 1] == '.')
		s.n--;
	id = word_id(c, "unit", s);
	if (!id.p)
		id = word_id(c, "often", s);
	for (int i = 0; i < UNITS; i++)
		if (str_eqz(id.p ? id : s, units[i].name))
			return i;
	return -1;
}

/* ---- references ---- */

/* What "last year" counts from; GRAIN_NONE: nothing is known. */
static const struct when *
base(const struct date_context *c)
{
	return c->doc.grain ? &c->doc : &c->last;
}

static bool
base_day(const struct when *w, int64_t *day)
{
	int64_t to;

	return w->grain && when_days(w, day, &to);
}

static bool
set_when(struct date_value *v, struct when w)
{
	if (w.year > YEAR_MAX || w.year < -YEAR_MAX)
		return false;
	*v = (struct date_value){.kind = VALUE_WHEN, .when = w};
	return true;
}

static bool
set_text(struct date_value *v, struct str s)
{
	*v = (struct date_value){.kind = VALUE_TEXT, .text = s};
	return true;
}

/* A two-digit year as the nearest to the reference, 20 years ahead at most. */
static int
full_year(struct date_context *c, struct str s, int y)
{
	int now = base(c)->grain && base(c)->year > 0 ? base(c)->year : 2000;

	if (s.n > 2 || y < 0 || y > 99)
		return y;
	y += now / 100 * 100;
	if (y > now + 20)
		y -= 100;
	else if (y <= now - 80)
		y += 100;
	return y;
}

static int
get_year(struct date_context *c, const struct date_value *v)
{
	struct str s = v->text;
	int y;

	if (v->kind == VALUE_WHEN)
		return v->when.year;
	if (v->kind == VALUE_TEXT && s.n && s.p[0] == '\'')
		s = str_slice(s, 1, s.n);
	else if (v->kind == VALUE_TEXT && s.n > 3 &&
	    memcmp(s.p, "\xE2\x80\x99", 3) == 0)
		s = str_slice(s, 3, s.n);
	if (v->kind == VALUE_TEXT && is_digit(s))
		return full_year(c, s, (int)(number_of(s) % 100000));
	y = get_int(c, v);
	return y;
}

/*
 * The year of a day or month (DAY 0) without one: by DIR, else by the tense
 * nearby, else the nearest. In a text without a day of publication it goes
 * on from the date mentioned last. 0: it cannot be known.
 */
static int
guess_year(struct date_context *c, int month, int day, int dir)
{
	const struct when *b = c->doc.grain ? &c->doc : &c->story;
	int y = b->year, before, after, d, tense = dir ? dir : c->tense;
	int64_t now, ahead, behind;

	if (b->grain < GRAIN_YEAR || y <= 0)
		return 0;
	if (!c->doc.grain) {
		if (b->grain >= GRAIN_MONTH && b->month && b->grain !=
		    GRAIN_WEEK && b->month - month > 6)
			y++;
		return dir < 0 && b->month <= month ? y - 1 : y;
	}
	d = month - b->month;
	if (!d && day)
		d = day < b->day ? -1 : day > b->day;
	if (!d)
		return dir && !day ? y + dir : y;
	before = d < 0 ? y : y - 1;
	after = d > 0 ? y : y + 1;
	now = calendar_days((struct civil){y, b->month, b->day});
	ahead = calendar_days((struct civil){after, month, day ? day : 1}) -
	    now;
	behind = now - calendar_days((struct civil){before, month,
	    day ? day : 1});
	/* A day close by is meant, whatever the tense of the verb seems. */
	if (day && !dir && ahead > FAR * behind)
		return before;
	if (day && !dir && behind > FAR * ahead)
		return after;
	if (tense)
		return tense < 0 ? before : after;
	/* Neither verb nor word tells: the nearest, rather behind than ahead. */
	return ahead <= (day ? 90 : 60) ? after : before;
}

/* ---- the functions ---- */

#define ARGS struct date_context *c, const struct date_value *a, \
	struct date_value *v

/* date(year, month, day): any may be missing. */
static bool
f_date(ARGS)
{
	struct when w = {.grain = GRAIN_YEAR};
	int y = given(&a[0]) ? get_year(c, &a[0]) : 0;
	int m = given(&a[1]) ? get_month(c, &a[1]) : 0;
	int d = given(&a[2]) ? get_int(c, &a[2]) : 0;

	if (y < 0 || m < 0 || m > 12 || d < 0 || y > YEAR_MAX ||
	    (given(&a[1]) && !m) || (given(&a[2]) && !d))
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
		if (!given(&a[0]))
			w.year = guess_year(c, m, d, 0);
		if (d && w.year > 0 && d > calendar_month_length(w.year, m)) {
			c->impossible = true;
			return false;
		}
	}
	if (w.grain == GRAIN_YEAR && !y)
		return false;
	return set_when(v, w);
}

/* numeric(a, b, year): day and month in either order; swapped(): the other. */
static bool
numeric(ARGS, bool swap)
{
	int x = get_int(c, &a[0]), y = get_int(c, &a[1]);
	bool day_first = x > 12 || (y <= 12 && c->day_first);
	struct date_value b[3] = {a[2], a[0], a[1]};

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

/* year(y, bc): BC given: before Christ. */
static bool
f_year(ARGS)
{
	struct when w = {.grain = GRAIN_YEAR};

	w.year = get_year(c, &a[0]);
	if (w.year <= 0)
		return false;
	if (given(&a[1]))
		w.year = -w.year;
	return set_when(v, w);
}

/* month(m, dir) */
static bool
f_month(ARGS)
{
	struct when w = {.grain = GRAIN_MONTH};

	w.month = get_month(c, &a[0]);
	if (w.month < 1 || w.month > 12)
		return false;
	if (given(&a[1]) && get_dir(c, &a[1]) == 0)
		w.year = base(c)->grain && base(c)->year > 0 ? base(c)->year
							     : 0;
	else
		w.year = guess_year(c, w.month, 0, get_dir(c, &a[1]));
	return set_when(v, w);
}

/* weekday(w, dir, anchor) */
static bool
f_weekday(ARGS)
{
	int day = get_weekday(c, &a[0]), dir = get_dir(c, &a[1]), off;
	bool last = a[2].kind == VALUE_TEXT && str_eqz(a[2].text, "last");
	const struct when *b = last && c->last.grain >= GRAIN_DAY ? &c->last
								  : base(c);
	int64_t at;

	if (day < 1 || day > 7)
		return false;
	if (b->grain < GRAIN_DAY || !base_day(b, &at))
		return set_when(v, (struct when){.grain = GRAIN_DAY,
		    .sub = day});
	off = day - calendar_weekday(at); /* in this week */
	if (a[2].kind == VALUE_TEXT && str_eqz(a[2].text, "past"))
		c->tense = -1;
	if (given(&a[1]) && dir == 0) {
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
	if (at < DAY_MIN || at > DAY_MAX)
		return false;
	return set_when(v, when_day(at));
}

/* season(s, dir, year) */
static bool
f_season(ARGS)
{
	struct when w = {.grain = GRAIN_SEASON};
	struct str id = word_id(c, "season", a[0].text);
	int dir = get_dir(c, &a[1]), from, now;

	if (!id.p)
		id = word_id(c, "season-word", a[0].text);
	if (id.n != 2)
		return false;
	memcpy(w.part, id.p, 2);
	if (given(&a[2])) {
		w.year = get_year(c, &a[2]);
		return w.year > 0 && set_when(v, w);
	}
	if (base(c)->grain < GRAIN_YEAR || base(c)->year <= 0)
		return set_when(v, w);
	w.year = base(c)->year;
	if (!c->doc.grain)
		return set_when(v, w);
	/* Months from the season's first to now, in a year that starts so. */
	from = season_month(w.part);
	now = base(c)->month;
	if (from == 12 && now <= 2)
		w.year--;
	if (given(&a[1]) && dir == 0)
		return set_when(v, w);
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
	return set_when(v, w);
}

/* quarter(q, dir, year): of the year, or the last one begun. */
static bool
f_quarter(ARGS)
{
	struct when w = {.grain = GRAIN_QUARTER};
	int dir = get_dir(c, &a[1]), now;

	w.sub = get_int(c, &a[0]);
	if (w.sub < 1 || w.sub > 4)
		return false;
	if (given(&a[2])) {
		w.year = get_year(c, &a[2]);
		return w.year > 0 && set_when(v, w);
	}
	if (base(c)->grain < GRAIN_YEAR || base(c)->year <= 0)
		return set_when(v, w);
	w.year = base(c)->year;
	now = base(c)->month ? (base(c)->month + 2) / 3 : 4;
	if (dir)
		w.year += dir < 0 ? (w.sub >= now ? -1 : 0)
				  : (w.sub <= now);
	else if (c->tense <= 0 && w.sub > now)
		w.year--;
	return set_when(v, w);
}

/* half(h, dir, year) */
static bool
f_half(ARGS)
{
	struct when w = {.grain = GRAIN_HALF};
	int dir = get_dir(c, &a[1]);

	w.sub = get_int(c, &a[0]);
	if (w.sub == -1 || w.sub > 2)
		w.sub = 2; /* "the latter half" */
	if (w.sub < 1)
		return false;
	if (!given(&a[0]))
		return false;
	w.year = given(&a[2]) ? get_year(c, &a[2]) : base(c)->year + dir;
	return w.year > 0 && set_when(v, w);
}

/* decade(y): the decade of a year, or of a number below 100. */
static bool
f_decade(ARGS)
{
	struct when w = {.grain = GRAIN_DECADE};
	struct str id;
	int y, now;

	if (a[0].kind == VALUE_TEXT && !is_digit(a[0].text)) {
		id = word_id(c, "decades", a[0].text);
		y = id.p ? (int)number_of(id) : -1;
	} else {
		y = get_int(c, &a[0]);
	}
	if (y < 0)
		return false;
	if (y < 100) {
		now = base(c)->grain && base(c)->year > 0 ? base(c)->year
							  : 2000;
		y += now / 100 * 100;
		if (y > now)
			y -= 100;
	}
	w.year = y / 10 * 10;
	return w.year > 0 && set_when(v, w);
}

/* century(n, bc): the n-th */
static bool
f_century(ARGS)
{
	struct when w = {.grain = GRAIN_CENTURY};
	int n = get_int(c, &a[0]);

	if (n < 1 || n > 99)
		return false;
	w.year = (n - 1) * 100;
	if (given(&a[1]))
		w.year = -w.year - 1;
	return set_when(v, w);
}

static bool
month_add(struct when *w, int64_t n, enum grain grain)
{
	int64_t m = (int64_t)w->year * 12 + (w->month ? w->month : 1) - 1 + n;

	if (m < 12 || m >= ((int64_t)YEAR_MAX + 1) * 12)
		return false;
	*w = (struct when){.grain = grain, .year = (int)(m / 12),
	    .month = (int)(m % 12) + 1};
	if (grain == GRAIN_QUARTER)
		w->sub = (w->month + 2) / 3;
	return true;
}

/* B moved by N units; WHOLE: as a period of that unit ("this decade"). */
static bool
move(struct when b, int unit, int64_t milli,
    bool whole, struct when *w)
{
	int64_t n = milli / MILLI, day;
	bool half = milli % MILLI != 0;
	enum grain grain = units[unit].grain;

	if (n > 200000000 || n < -200000000)
		return false;
	n *= units[unit].times;
	*w = b;
	if (b.year <= 0)
		return false;
	switch (unit) {
	case UNIT_CENTURY:
	case UNIT_DECADE:
	case UNIT_YEAR:
		if (unit == UNIT_YEAR && half)
			return month_add(w, milli * 12 / MILLI, GRAIN_MONTH);
		n += b.year;
		if (whole && unit != UNIT_YEAR)
			n = n / units[unit].times * units[unit].times;
		if (n < YEAR_MIN || n > YEAR_MAX)
			return false;
		*w = (struct when){.grain = whole ? grain : GRAIN_YEAR,
		    .year = (int)n};
		return true;
	case UNIT_QUARTER:
		if (b.grain == GRAIN_QUARTER)
			w->month = 3 * b.sub - 2;
		return (w->month || !n) && month_add(w, 3 * n, grain);
	case UNIT_MONTH:
		if (!w->month)
			return false;
		return month_add(w, n, grain);
	case UNIT_DAY:
	case UNIT_WEEK:
	case UNIT_FORTNIGHT:
	case UNIT_WEEKEND:
		if (b.grain < GRAIN_DAY && b.grain != GRAIN_WEEK)
			return false;
		if (!base_day(&b, &day))
			return false;
		day += n * (unit == UNIT_DAY ? 1 : 7);
		if (day < DAY_MIN || day > DAY_MAX)
			return false;
		*w = unit == UNIT_DAY ? when_day(day) : when_week(day, grain);
		return true;
	default:
		if (b.grain < GRAIN_HOUR || !base_day(&b, &day))
			return false;
		return false;
	}
}

/*
 * shift(unit, n, dir, anchor): n units before (-1) or after (1) the day of
 * publication, or the date mentioned last (anchor "last").
 */
static bool
f_shift(ARGS)
{
	int unit = get_unit(c, &a[0]), dir = get_dir(c, &a[2]);
	struct amount n = get_amount(c, &a[1]);
	bool near = a[3].kind == VALUE_TEXT && str_eqz(a[3].text, "near");
	bool last = near ||
	    (a[3].kind == VALUE_TEXT && str_eqz(a[3].text, "last"));
	const struct when *b = last && c->last.grain ? &c->last : base(c);
	struct when w;

	if (unit < 0 || !n.known ||
	    (near && (!c->near || c->last.grain != GRAIN_DAY)))
		return false;
	if (n.vague || !b->grain)
		return set_text(v, dir < 0 ? STR("PAST_REF")
					   : STR("FUTURE_REF"));
	/* A year before the quarter that the text is about: a quarter. */
	if (unit == UNIT_YEAR && c->quarter.grain && !last &&
	    n.milli == MILLI) {
		w = c->quarter;
		w.year += dir;
		c->derived = true;
		return w.year > 0 && set_when(v, w);
	}
	if (move(*b, unit, n.milli * dir, false, &w))
		return set_when(v, w);
	return set_text(v, dir < 0 ? STR("PAST_REF") : STR("FUTURE_REF"));
}

/* period(unit, dir, anchor): the unit before, of, or after the reference. */
static bool
f_period(ARGS)
{
	int unit = get_unit(c, &a[0]), dir = get_dir(c, &a[1]);
	bool last = a[2].kind == VALUE_TEXT && str_eqz(a[2].text, "last");
	const struct when *b = last && c->last.grain ? &c->last : base(c);
	struct when w;

	if (unit < 0 || !b->grain)
		return false;
	return move(*b, unit, (int64_t)dir * MILLI, true, &w) &&
	    set_when(v, w);
}

/* the(unit): the unit that the text is about: "the quarter", "the weekend" */
static bool
f_the(ARGS)
{
	int unit = get_unit(c, &a[0]), day;
	struct when w;
	int64_t at;

	if (unit == UNIT_QUARTER && c->quarter.grain)
		return set_when(v, c->quarter);
	if (unit < 0 || !base(c)->grain)
		return false;
	if (unit == UNIT_QUARTER) {
		/* News tells of the quarter that has ended. */
		return move(*base(c), unit, -MILLI, true, &w) &&
		    set_when(v, w);
	}
	if (unit == UNIT_WEEKEND) {
		if (base(c)->grain < GRAIN_DAY ||
		    !base_day(base(c), &at))
			return false;
		day = calendar_weekday(at);
		if (day < 6 && (c->tense < 0 || (c->tense == 0 && day < 5)))
			at -= 7;
		return set_when(v, when_week(at, GRAIN_WEEKEND));
	}
	return move(*base(c), unit, 0, true, &w) && set_when(v, w);
}

/* same(unit): the unit of the date mentioned last: "that year". */
static bool
f_same(ARGS)
{
	int unit = get_unit(c, &a[0]);
	const struct when *b = c->last.grain ? &c->last : base(c);
	struct when w;

	if (unit < 0 || !b->grain)
		return false;
	if (unit == UNIT_YEAR) {
		w = (struct when){.grain = GRAIN_YEAR, .year = b->year};
		return b->year && set_when(v, w);
	}
	if (b->grain == units[unit].grain)
		return set_when(v, *b);
	return move(*b, unit, 0, true, &w) && set_when(v, w);
}

/* last(): the date mentioned last; doc(): the day of publication. */
static bool
f_last(ARGS)
{
	(void)a;
	return c->last.grain && set_when(v, c->last);
}

static bool
f_doc(ARGS)
{
	(void)a;
	return base(c)->grain && set_when(v, *base(c));
}

/* upto(n, year): a day of the month, or a year of the century, before */
static bool
f_upto(ARGS)
{
	struct when w = c->before;

	w.day = get_int(c, &a[0]);
	if (w.grain == GRAIN_YEAR && w.year > 0 && w.day > w.year % 100) {
		w.year = w.year / 100 * 100 + w.day;
		w.day = 0;
		return set_when(v, w);
	}
	if (w.grain != GRAIN_DAY || !w.month || w.day < 1)
		return false;
	if (given(&a[1]))
		w.year = get_year(c, &a[1]);
	return w.day <= calendar_month_length(w.year > 0 ? w.year : 2000,
	    w.month) && set_when(v, w);
}

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
	struct str id = word_id(c, "part", a[1].text);

	if (!id.p)
		id = word_id(c, "parts", a[1].text);
	if (!id.p)
		id = word_id(c, "nightword", a[1].text);
	if (!id.p)
		id = a[1].text;
	if (id.n != 2 || w.grain < GRAIN_DAY)
		return false;
	w.grain = GRAIN_PART;
	memcpy(w.part, id.p, 2);
	return set_when(v, w);
}

/* clock(date, hour, minute, second, ampm) */
static bool
f_clock(ARGS)
{
	struct when w = day_of(c, &a[0]);
	int h = get_int(c, &a[1]);
	char half = a[4].kind == VALUE_TEXT && a[4].text.n ? a[4].text.p[0]
							   : 0;

	w.grain = given(&a[3]) ? GRAIN_SECOND : GRAIN_MINUTE;
	w.hour = h;
	w.minute = given(&a[2]) ? get_int(c, &a[2]) : 0;
	w.second = given(&a[3]) ? get_int(c, &a[3]) : 0;
	if (half == 'p' || half == 'P')
		w.hour = h == 12 ? 12 : h + 12;
	else if ((half == 'a' || half == 'A') && h == 12)
		w.hour = 0;
	if (h < 0 || (half && (h > 12 || !h)) || w.hour > 24 ||
	    w.minute < 0 || w.minute > 59 || w.second < 0 || w.second > 60)
		return false;
	return set_when(v, w);
}

/* point(date, word): noon, midnight */
static bool
f_point(ARGS)
{
	struct when w = day_of(c, &a[0]);
	struct str id = word_id(c, "point", a[1].text);

	if (id.n != 5)
		return false;
	w.grain = GRAIN_MINUTE;
	w.hour = digits(id, 0, 2);
	w.minute = digits(id, 3, 2);
	return set_when(v, w);
}

/* today(word): the day that a word such as "yesterday" means */
static bool
f_today(ARGS)
{
	struct str id = word_id(c, "dayword", a[0].text);
	const struct when *b = base(c);
	int64_t day;

	if (a[0].kind == VALUE_NUMBER)
		day = a[0].number;
	else
		day = number_of(id);
	if (b->grain < GRAIN_DAY || !c->doc.grain) {
		if (day)
			return set_when(v, (struct when){.grain = GRAIN_DAY});
		return set_text(v, STR("PRESENT_REF"));
	}
	if (!day)
		return set_when(v, when_day(calendar_days((struct civil){
		    b->year, b->month, b->day})));
	day += calendar_days((struct civil){b->year, b->month, b->day});
	return day >= DAY_MIN && day <= DAY_MAX && set_when(v, when_day(day));
}

/* The day of the feast with this id in YEAR; false: there is none. */
static bool
feast(struct str id, int year, struct when *w)
{
	int64_t day;
	int m, wd, n;
	size_t at;

	if (id.n == 5 && id.p[2] == '-') {
		*w = (struct when){.grain = GRAIN_DAY, .year = year,
		    .month = digits(id, 0, 2), .day = digits(id, 3, 2)};
		return true;
	}
	if (str_starts(id, "easter")) {
		day = calendar_easter(year);
		*w = when_day(day + number_of(str_slice(id,
		    id.p[6] == '+' ? 7 : 6, id.n)));
		return true;
	}
	if (str_starts(id, "islamic ")) {
		struct str rest = str_slice(id, 8, id.n), part;

		str_split(&rest, '-', &part);
		m = (int)number_of(part);
		*w = when_day(calendar_islamic(year, m,
		    rest.p ? (int)number_of(rest) : 1));
		/* A month of theirs: its first day, and how long it is. */
		if (!rest.p)
			w->span = m % 2 ? 30 : 29;
		return w->year == year;
	}
	at = str_find(id, STR(":"), 0);
	if (at == SIZE_MAX)
		return false;
	m = (int)number_of(id);
	wd = digits(id, at + 1, 1);
	n = (int)number_of(str_slice(id, at + 3, id.n));
	if (m < 1 || m > 12 || wd < 1 || wd > 7 || id.n < at + 4)
		return false;
	*w = (struct when){.grain = GRAIN_DAY, .year = year, .month = m};
	w->day = calendar_nth(year, m, wd, n);
	at = str_find(id, STR("+"), 0);
	if (w->day && at != SIZE_MAX)
		*w = when_day(calendar_days((struct civil){year, m, w->day}) +
		    number_of(str_slice(id, at + 1, id.n)));
	return w->day != 0;
}

/* holiday(h, dir, year) */
static bool
f_holiday(ARGS)
{
	struct str id = word_id(c, "holiday", a[0].text);
	int dir = get_dir(c, &a[1]), y;
	struct when w;

	if (!id.p)
		return false;
	if (given(&a[2])) {
		y = get_year(c, &a[2]);
	} else if (base(c)->grain >= GRAIN_YEAR && base(c)->year > 0) {
		y = base(c)->year;
		if (!feast(id, y, &w))
			return false;
		y = guess_year(c, w.month, w.grain == GRAIN_DAY ? w.day : 0,
		    dir);
		/* "this Christmas" */
		if (given(&a[1]) && !dir)
			y = base(c)->year;
	} else {
		if (!feast(id, 2000, &w) || id.n != 5)
			return false;
		w.year = 0;
		return set_when(v, w);
	}
	return y >= YEAR_MIN && y <= YEAR_MAX && feast(id, y, &w) &&
	    set_when(v, w);
}

/* dayof(period, n): its n-th day ("Dec. 31" is dayof(year, -1)) */
static bool
f_dayof(ARGS)
{
	int64_t from, to, n = a[1].number;

	(void)c;
	if (a[0].kind != VALUE_WHEN || !when_days(&a[0].when, &from, &to))
		return false;
	return set_when(v, when_day(n < 0 ? to + n + 1 : from + n - 1));
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
	return set_when(v, when_week(from, GRAIN_WEEK));
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
	int n = get_int(c, &a[0]);
	int y = given(&a[1]) ? get_year(c, &a[1]) : base(c)->year, got;

	if (n < 1 || n > 53 || y < YEAR_MIN || y > YEAR_MAX)
		return false;
	if (calendar_week(calendar_week_start(y, n) + 3, &got) != n ||
	    got != y)
		return false;
	return set_when(v, (struct when){.grain = GRAIN_WEEK, .year = y,
	    .sub = n});
}

/* offset(date, unit, n, dir): n units before or after a date given */
static bool
f_offset(ARGS)
{
	int unit = get_unit(c, &a[1]);
	struct amount n = get_amount(c, &a[2]);
	struct when w;

	if (a[0].kind != VALUE_WHEN || unit < 0 || !n.known || n.vague)
		return false;
	return move(a[0].when, unit, n.milli * get_dir(c, &a[3]), false,
	    &w) && set_when(v, w);
}

/* inyear(date, year): the same in another year */
static bool
f_inyear(ARGS)
{
	struct when w = a[0].when;

	w.year = get_year(c, &a[1]);
	return a[0].kind == VALUE_WHEN && w.year > 0 && set_when(v, w);
}

/* yearago(date): the same in the year before */
static bool
f_yearago(ARGS)
{
	struct when w = a[0].when;

	c->derived = true;
	w.year--;
	return a[0].kind == VALUE_WHEN && w.year > 0 && set_when(v, w);
}

/* nthday(month, n) */
static bool
f_nthday(ARGS)
{
	struct when w = a[0].when;

	w.day = get_int(c, &a[1]);
	w.grain = GRAIN_DAY;
	return a[0].kind == VALUE_WHEN && w.month && w.day > 0 &&
	    w.day <= calendar_month_length(w.year > 0 ? w.year : 2000,
		w.month) && set_when(v, w);
}

/* nthweekday(month, w, n): "the first Monday in May" */
static bool
f_nthweekday(ARGS)
{
	struct when w = a[0].when;
	int day = get_weekday(c, &a[1]), n = get_int(c, &a[2]);

	if (a[0].kind != VALUE_WHEN || w.year <= 0 || !w.month || day < 1 ||
	    n > 5)
		return false;
	w.day = calendar_nth(w.year, w.month, day, n < 1 ? -1 : n);
	w.grain = GRAIN_DAY;
	return w.day && set_when(v, w);
}

/* Appends one amount of a unit to a duration; false if it makes none. */
static bool
add_duration(char *b, size_t size, int unit, struct amount n, bool *time)
{
	int64_t milli = n.milli * units[unit].times;
	size_t at = strlen(b);
	int64_t more = 0;
	const char *small = NULL;

	if (unit <= UNIT_HOUR && !*time) {
		b[at++] = 'T';
		*time = true;
	}
	if (n.vague) {
		/* Units of a larger length keep their own letters. */
		snprintf(b + at, size - at, "X%s", units[unit].times == 10
			? "DE"
			: units[unit].times == 100 ? "CE"
						   : units[unit].letter);
		return true;
	}
	if (milli <= 0 || milli > AMOUNT_MAX)
		return false;
	/* "2 1/2 years" is 2 years and 6 months. */
	if (milli % MILLI == MILLI / 2) {
		small = unit == UNIT_YEAR ? "M" : unit == UNIT_HOUR ? "M"
		    : unit == UNIT_MINUTE ? "S" : NULL;
		more = unit == UNIT_YEAR ? 6 : 30;
	}
	if (small) {
		if (milli >= MILLI)
			at += (size_t)snprintf(b + at, size - at, "%lld%s",
			    (long long)(milli / MILLI), units[unit].letter);
		snprintf(b + at, size - at, "%lld%s", (long long)more, small);
	} else if (milli % MILLI) {
		int64_t frac = milli % MILLI;
		int width = 3;

		while (frac % 10 == 0) {
			frac /= 10;
			width--;
		}
		snprintf(b + at, size - at, "%lld.%0*lld%s",
		    (long long)(milli / MILLI), width, (long long)frac,
		    units[unit].letter);
	} else {
		snprintf(b + at, size - at, "%lld%s",
		    (long long)(milli / MILLI), units[unit].letter);
	}
	return true;
}

/* duration(n, unit, n2, unit2): "two years and three months" */
static bool
f_duration(ARGS)
{
	char b[96] = "P";
	bool time = false;

	for (int i = 0; i < 4; i += 2) {
		int unit = given(&a[i + 1]) ? get_unit(c, &a[i + 1]) : -1;
		struct amount n = given(&a[i]) ? get_amount(c, &a[i])
		    : (struct amount){MILLI, true, false};

		if (i && unit < 0)
			break;
		if (unit < 0 || !n.known ||
		    !add_duration(b, sizeof b, unit, n, &time))
			return false;
	}
	return set_text(v, text_in(c->arena, b));
}

/* vague(unit): an unknown number of them: "weeks" */
static bool
f_vague(ARGS)
{
	int unit = get_unit(c, &a[0]);
	char b[32] = "P";
	bool time = false;

	return unit >= 0 &&
	    add_duration(b, sizeof b, unit, (struct amount){0, true, true},
		&time) &&
	    set_text(v, text_in(c->arena, b));
}

/* often(word): how often a word such as "weekly" says */
static bool
f_often(ARGS)
{
	struct str id = word_id(c, "often", a[0].text);
	struct date_value b[4] = {{0}};

	if (id.n && id.p[0] == 'P')
		return set_text(v, id);
	b[1] = a[0];
	return id.p && f_duration(c, b, v);
}

/* weekdays(w, part): that day of every week */
static bool
f_weekdays(ARGS)
{
	int day = get_weekday(c, &a[0]);
	char b[24];
	struct str id = {"", 0};

	if (given(&a[1])) {
		id = word_id(c, "part", a[1].text);
		if (!id.p)
			id = word_id(c, "parts", a[1].text);
	}
	if (day < 1 || day > 7)
		return false;
	snprintf(b, sizeof b, "XXXX-WXX-%d%s%.*s", day, id.n ? "T" : "",
	    (int)id.n, id.n ? id.p : "");
	return set_text(v, text_in(c->arena, b));
}

/* eachpart(p): a part of every day */
static bool
f_eachpart(ARGS)
{
	struct str id = word_id(c, "part", a[0].text);
	char b[24];

	if (!id.n)
		return false;
	snprintf(b, sizeof b, "XXXX-XX-XXT%.*s", (int)id.n, id.p);
	return set_text(v, text_in(c->arena, b));
}

/* frequency(n): "2X" */
static bool
f_frequency(ARGS)
{
	struct str id = {NULL, 0};
	char b[24];
	int n;

	if (a[0].kind == VALUE_TEXT)
		id = word_id(c, "times", a[0].text);
	n = id.p ? (int)number_of(id) : get_int(c, &a[0]);
	if (n <= 0)
		return false;
	snprintf(b, sizeof b, "%dX", n);
	return set_text(v, text_in(c->arena, b));
}

/* id(label, word): what a list says of a word */
static bool
f_id(ARGS)
{
	char label[40];
	struct str id;

	if (a[0].kind != VALUE_TEXT || a[0].text.n >= sizeof label)
		return false;
	if (a[1].kind != VALUE_TEXT) {
		*v = (struct date_value){0};
		return true;
	}
	memcpy(label, a[0].text.p, a[0].text.n);
	label[a[0].text.n] = '\0';
	id = word_id(c, label, a[1].text);
	if (id.n)
		return set_text(v, id);
	*v = (struct date_value){0};
	return true;
}

/* or(a, b): the first that there is */
static bool
f_or(ARGS)
{
	(void)c;
	*v = given(&a[0]) ? a[0] : a[1];
	return true;
}

/* if(a, b, c): b where the group a took part, else c */
static bool
f_if(ARGS)
{
	(void)c;
	*v = given(&a[0]) ? a[1] : a[2];
	return true;
}

static const struct {
	const char *name;
	int min, max;
	bool (*call)(ARGS);
} functions[] = {
    {"date", 1, 3, f_date},
    {"numeric", 2, 3, f_numeric},
    {"swapped", 2, 3, f_swapped},
    {"year", 1, 2, f_year},
    {"month", 1, 2, f_month},
    {"weekday", 1, 3, f_weekday},
    {"season", 1, 3, f_season},
    {"quarter", 1, 3, f_quarter},
    {"half", 1, 3, f_half},
    {"decade", 1, 1, f_decade},
    {"century", 1, 2, f_century},
    {"week", 1, 2, f_week},
    {"shift", 3, 4, f_shift},
    {"period", 2, 3, f_period},
    {"the", 1, 1, f_the},
    {"same", 1, 1, f_same},
    {"upto", 1, 2, f_upto},
    {"last", 0, 0, f_last},
    {"doc", 0, 0, f_doc},
    {"today", 1, 1, f_today},
    {"part", 2, 2, f_part},
    {"clock", 2, 5, f_clock},
    {"point", 2, 2, f_point},
    {"holiday", 1, 3, f_holiday},
    {"dayof", 2, 2, f_dayof},
    {"weekof", 1, 1, f_weekof},
    {"weekendof", 1, 1, f_weekendof},
    {"offset", 4, 4, f_offset},
    {"inyear", 2, 2, f_inyear},
    {"yearago", 1, 1, f_yearago},
    {"nthday", 2, 2, f_nthday},
    {"nthweekday", 3, 3, f_nthweekday},
    {"duration", 2, 4, f_duration},
    {"vague", 1, 1, f_vague},
    {"often", 1, 1, f_often},
    {"weekdays", 1, 2, f_weekdays},
    {"eachpart", 1, 1, f_eachpart},
    {"frequency", 1, 1, f_frequency},
    {"id", 2, 2, f_id},
    {"or", 2, 2, f_or},
    {"if", 3, 3, f_if},
};

int
date_function(const char *name, int nargs)
{
	for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++)
		if (strcmp(functions[i].name, name) == 0 &&
		    nargs >= functions[i].min && nargs <= functions[i].max)
			return (int)i;
	return -1;
}

bool
date_eval(struct date_context *c, const struct date_node *e,
    struct date_value *v)
{
	struct date_value a[DATE_ARGS] = {{0}};

	*v = (struct date_value){0};
	switch (e->kind) {
	case NODE_INT:
		v->kind = VALUE_NUMBER;
		v->number = e->number;
		return true;
	case NODE_STRING:
		return set_text(v, str_from(e->text));
	case NODE_GROUP:
		v->text = pattern_group(c->match, e->text);
		v->kind = v->text.p ? VALUE_TEXT : VALUE_NONE;
		return true;
	case NODE_CALL:
		break;
	}
	for (int i = 0; i < e->nargs; i++)
		if (!date_eval(c, e->arg[i], &a[i])) {
			/* or() and if() may have branches that mean nothing */
			if (functions[e->function].call != f_or &&
			    functions[e->function].call != f_if)
				return false;
			a[i] = (struct date_value){0};
		}
	return functions[e->function].call(c, a, v);
}
