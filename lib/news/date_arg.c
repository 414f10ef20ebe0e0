#include "news/date_arg.h"

#include "base/utf8.h"
#include "news/date_calendar.h"

#include <string.h>

/* Times as far away: another day is meant. */
enum { FAR_BACK = 9, FAR_AHEAD = 4 };
enum { AT_HAND = 10, SOON = 90 }; /* days */

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

/* A quick no for most: by the first letter. */
static bool
may_be_same(struct str s, struct str w)
{
	unsigned char a, b;

	if (!s.n || !w.n)
		return s.n == w.n;
	a = (unsigned char)s.p[0];
	b = (unsigned char)w.p[0];
	return (a | b) >= 0x80 || (a | 32) == (b | 32);
}

struct str
date_word(struct date_context *c, const char *label, struct str s)
{
	const struct date_list *l = date_rules_list(c->rules, label);

	for (size_t i = 0; s.p && i < l->n; i++)
		if (may_be_same(s, l->name[i]) && same_word(s, l->name[i]))
			return l->id[i];
	return (struct str){NULL, 0};
}

int64_t
word_number(struct str s)
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

bool
word_is_figure(struct str s)
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

	if (word_is_figure(w) && slash) {
		int64_t top = word_number(w);
		int64_t low =
		    word_number(str_slice(w, (size_t)(slash - w.p) + 1, w.n));

		if (low > 0 && top < 100)
			*part += top * MILLI / low;
		return low > 0;
	}
	if (word_is_figure(w)) {
		*part += decimal(w);
		return true;
	}
	id = date_word(c, "number", w);
	if (!id.p)
		id = date_word(c, "ordinal", w);
	if (id.p) {
		v = word_number(id) * MILLI;
		/* "nineteen ninety": two pairs of digits make a year. */
		if (*part >= 10 * MILLI && *part < 100 * MILLI &&
		    (v >= 10 * MILLI || *part % (10 * MILLI)))
			*part *= 100;
		*part += v;
		return true;
	}
	id = date_word(c, "multiplier", w);
	if (id.p) {
		v = word_number(id);
		*part = *part ? *part : MILLI;
		*part = *part > AMOUNT_MAX ? AMOUNT_MAX : *part;
		if (v > AMOUNT_MAX / MILLI)
			v = AMOUNT_MAX / MILLI;
		*part = *part / MILLI * v > AMOUNT_MAX ? AMOUNT_MAX * MILLI
						       : *part * v;
		if (v >= 1000) {
			*total += *part;
			*part = 0;
		}
		return true;
	}
	id = date_word(c, "fraction", w);
	if (id.p) {
		*part += decimal(id);
		return true;
	}
	if (date_word(c, "vague", w).p) {
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

	if (date_word(c, "vague", s).p)
		return (struct amount){0, true, true};
	while (i < s.n) {
		struct str w;

		while (
		    i < s.n && ((unsigned char)s.p[i] <= ' ' || s.p[i] == '-'))
			i++;
		from = i;
		while (i < s.n && (unsigned char)s.p[i] > ' ' && s.p[i] != '-')
			i++;
		w = str_slice(s, from, i);
		if (!w.n)
			continue;
		if (date_word(c, "one", w).p)
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

bool
arg_given(const struct date_value *v)
{
	return v->kind != VALUE_NONE;
}

struct amount
arg_amount(struct date_context *c, const struct date_value *v)
{
	if (v->kind == VALUE_NUMBER)
		return (struct amount){v->number * MILLI, true, false};
	if (v->kind == VALUE_TEXT)
		return amount_of(c, v->text);
	return (struct amount){0};
}

int
arg_int(struct date_context *c, const struct date_value *v)
{
	struct amount a = arg_amount(c, v);

	if (!a.known || a.vague || a.milli > INT64_C(100000) * MILLI)
		return -1;
	return (int)(a.milli / MILLI);
}

int
arg_month(struct date_context *c, const struct date_value *v)
{
	struct str id;

	if (v->kind == VALUE_TEXT && !word_is_figure(v->text)) {
		id = date_word(c, "month", v->text);
		if (!id.p)
			id = date_word(c, "month-word", v->text);
		return id.p ? (int)word_number(id) : -1;
	}
	return arg_int(c, v);
}

int
arg_weekday(struct date_context *c, const struct date_value *v)
{
	static const char *const label[] = {
	    "weekday", "weekday-word", "weekdays"};
	struct str id = {NULL, 0};

	if (v->kind == VALUE_NUMBER)
		return (int)v->number;
	for (int i = 0; i < 3 && !id.p; i++)
		id = date_word(c, label[i], v->text);
	return id.p ? (int)word_number(id) : -1;
}

int
arg_dir(struct date_context *c, const struct date_value *v)
{
	struct str id;

	if (v->kind == VALUE_NUMBER)
		return (int)v->number;
	if (v->kind == VALUE_TEXT) {
		id = date_word(c, "shift", v->text);
		if (!id.p)
			id = date_word(c, "turn", v->text);
		return id.p ? (int)word_number(id) : 0;
	}
	return 0;
}

const struct date_unit date_units[UNITS] = {{"second", "S", 1, GRAIN_SECOND},
    {"minute", "M", 1, GRAIN_MINUTE}, {"hour", "H", 1, GRAIN_HOUR},
    {"day", "D", 1, GRAIN_DAY}, {"week", "W", 1, GRAIN_WEEK},
    {"weekend", "WE", 1, GRAIN_WEEKEND}, {"fortnight", "W", 2, GRAIN_WEEK},
    {"month", "M", 1, GRAIN_MONTH}, {"quarter", "Q", 1, GRAIN_QUARTER},
    {"year", "Y", 1, GRAIN_YEAR}, {"decade", "Y", 10, GRAIN_DECADE},
    {"century", "Y", 100, GRAIN_CENTURY}};

int
arg_unit(struct date_context *c, const struct date_value *v)
{
	struct str s = v->text, id;

	if (v->kind != VALUE_TEXT)
		return -1;
	if (s.n > 1 && s.p[s.n - 1] == '.')
		s.n--;
	id = date_word(c, "unit", s);
	if (!id.p)
		id = date_word(c, "often", s);
	for (int i = 0; i < UNITS; i++)
		if (str_eqz(id.p ? id : s, date_units[i].name))
			return i;
	return -1;
}

/* ---- references ---- */

const struct when *
date_base(const struct date_context *c)
{
	return c->doc.grain ? &c->doc : &c->last;
}

bool
when_first(const struct when *w, int64_t *day)
{
	int64_t to;

	return w->grain && when_days(w, day, &to);
}

bool
value_when(struct date_value *v, struct when w)
{
	if (w.year > YEAR_MAX || w.year < -YEAR_MAX)
		return false;
	*v = (struct date_value){.kind = VALUE_WHEN, .when = w};
	return true;
}

bool
value_text(struct date_value *v, struct str s)
{
	*v = (struct date_value){.kind = VALUE_TEXT, .text = s};
	return true;
}

/* How far ahead a year of two digits may lie: "'44" looks back. */
enum { AHEAD = 20, AHEAD_SHORT = 5 };

/* A two-digit year as the nearest to the reference, AHEAD years at most. */
static int
full_year(struct date_context *c, struct str s, int y, int ahead)
{
	int now = date_base(c)->grain && date_base(c)->year > 0
		      ? date_base(c)->year
		      : 2000;

	if (s.n > 2 || y < 0 || y > 99)
		return y;
	y += now / 100 * 100;
	if (y > now + ahead)
		y -= 100;
	else if (y <= now - 100 + ahead)
		y += 100;
	return y;
}

int
arg_year(struct date_context *c, const struct date_value *v)
{
	struct str s = v->text;
	size_t mark = 0; /* length of an apostrophe */

	if (v->kind == VALUE_WHEN)
		return v->when.year;
	if (v->kind == VALUE_TEXT && s.n && s.p[0] == '\'')
		mark = 1;
	else if (v->kind == VALUE_TEXT && s.n > 3 &&
		 memcmp(s.p, "\xE2\x80\x99", 3) == 0)
		mark = 3;
	s = str_slice(s, mark, s.n);
	if (v->kind == VALUE_TEXT && word_is_figure(s))
		return full_year(c, s, (int)(word_number(s) % 100000),
		    mark ? AHEAD_SHORT : AHEAD);
	return arg_int(c, v);
}

int
date_short_year(struct date_context *c, const struct date_value *v)
{
	return full_year(c, v->text, arg_int(c, v), AHEAD_SHORT);
}

int
date_guess_year(struct date_context *c, int month, int day, int dir)
{
	const struct when *b = c->doc.grain ? &c->doc : &c->story;
	int y = b->year, before, after, d, tense = dir ? dir : c->tense;
	int64_t now, ahead, behind;

	if (b->grain < GRAIN_YEAR || y <= 0)
		return 0;
	if (!c->doc.grain) {
		if (b->grain >= GRAIN_MONTH && b->month &&
		    b->grain != GRAIN_WEEK && b->month - month > 6)
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
	ahead =
	    calendar_days((struct civil){after, month, day ? day : 1}) - now;
	behind =
	    now - calendar_days((struct civil){before, month, day ? day : 1});
	/*
	 * A day close by is meant, whatever the tense of the verb seems, and
	 * so is a month that is just over.
	 */
	if (!dir && ahead > FAR_BACK * behind)
		return before;
	if (!dir && (day ? behind > FAR_AHEAD * ahead : ahead <= AT_HAND))
		return after;
	if (tense)
		return tense < 0 ? before : after;
	/* "From May 17 to June 17, and June 21": a list goes on. */
	if (day && c->here && c->last.grain == GRAIN_DAY &&
	    c->last.year == after && c->last.month > b->month &&
	    month >= c->last.month)
		return after;
	/* Neither verb nor word tells: the nearest, rather behind than ahead.
	 */
	return ahead <= SOON ? after : before;
}

bool
arg_is(const struct date_value *v, const char *word)
{
	return v->kind == VALUE_TEXT && str_eqz(v->text, word);
}

/* ---- moving ---- */

static bool
month_add(struct when *w, int64_t n, enum grain grain)
{
	int64_t m = (int64_t)w->year * 12 + (w->month ? w->month : 1) - 1 + n;

	if (m < 12 || m >= ((int64_t)YEAR_MAX + 1) * 12)
		return false;
	*w = (struct when){
	    .grain = grain, .year = (int)(m / 12), .month = (int)(m % 12) + 1};
	if (grain == GRAIN_QUARTER)
		w->sub = (w->month + 2) / 3;
	return true;
}

bool
when_move(struct when b, int unit, int64_t milli, bool whole, struct when *w)
{
	int64_t n = milli / MILLI, day;
	bool half = milli % MILLI != 0;
	enum grain grain = date_units[unit].grain;

	if (n > 200000000 || n < -200000000)
		return false;
	/* "half a century" is 50 years. */
	n = unit >= UNIT_DECADE ? milli * date_units[unit].times / MILLI
				: n * date_units[unit].times;
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
			n = n / date_units[unit].times * date_units[unit].times;
		if (n < YEAR_MIN || n > YEAR_MAX)
			return false;
		*w = (struct when){
		    .grain = whole ? grain : GRAIN_YEAR, .year = (int)n};
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
		if (!when_first(&b, &day))
			return false;
		day += n * (unit == UNIT_DAY ? 1 : 7);
		if (day < DAY_MIN || day > DAY_MAX)
			return false;
		*w = unit == UNIT_DAY ? when_day(day) : when_week(day, grain);
		return true;
	default:
		if (b.grain < GRAIN_HOUR || !when_first(&b, &day))
			return false;
		return false;
	}
}

bool
when_move_day(struct when b, int unit, int64_t n, struct when *w)
{
	int64_t day;
	int length;

	if (b.grain < GRAIN_DAY || b.year <= 0 || !b.month ||
	    !when_first(&b, &day))
		return false;
	if (unit <= UNIT_FORTNIGHT)
		return when_move(b, UNIT_DAY,
		    n * MILLI *
			(unit == UNIT_DAY            ? 1
			    : unit == UNIT_FORTNIGHT ? 14
						     : 7),
		    false, w);
	if (unit >= UNIT_YEAR)
		n *= INT64_C(12) * date_units[unit].times;
	else if (unit == UNIT_QUARTER)
		n *= 3;
	day = b.day;
	if (n > MILLI * 100 || n < -MILLI * 100 || !month_add(&b, n, GRAIN_DAY))
		return false;
	length = calendar_month_length(b.year, b.month);
	b.day = (int)(day < length ? day : length);
	*w = b;
	return true;
}
