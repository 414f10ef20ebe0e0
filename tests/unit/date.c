/* news/date: the calendar, days in writing, rule files and hostile text */

#include "news/data.h"
#include "news/date.h"
#include "news/date_calendar.h"
#include "news/date_value.h"

#include "tap.h"

static int64_t
day(int y, int m, int d)
{
	return calendar_days((struct civil){y, m, d});
}

/* Every day of the calendar comes back from its number, in order. */
static void
test_days(void)
{
	int64_t n = DAY_MIN;
	bool same = true;

	for (int y = YEAR_MIN; y <= YEAR_MAX; y++)
		for (int m = 1; m <= 12; m++)
			for (int d = 1; d <= calendar_month_length(y, m); d++) {
				struct civil c = calendar_civil(n);

				same &= day(y, m, d) == n++ && c.year == y &&
					c.month == m && c.day == d;
			}
	check(same && n == DAY_MAX + 1, "3,652,059 days there and back");
	check(calendar_weekday(day(2026, 2, 2)) == 1, "2026-02-02: a Monday");
	check(calendar_weekday(DAY_MIN) == 1, "0001-01-01: a Monday");
	check(!calendar_valid((struct civil){1900, 2, 29}), "no 1900-02-29");
	check(calendar_valid((struct civil){2000, 2, 29}), "2000-02-29");
}

static void
test_weeks(void)
{
	static const struct {
		int y, m, d, year, week;
	} cases[] = {{2026, 1, 1, 2026, 1}, {2027, 1, 3, 2026, 53},
	    {2027, 1, 4, 2027, 1}, {2021, 1, 3, 2020, 53},
	    {2024, 12, 30, 2025, 1}, {2005, 1, 1, 2004, 53}};

	for (size_t i = 0; i < COUNT(cases); i++) {
		int year, week = calendar_week(
			      day(cases[i].y, cases[i].m, cases[i].d), &year);

		check(year == cases[i].year && week == cases[i].week,
		    "%d-%02d-%02d lies in week %d of %d", cases[i].y,
		    cases[i].m, cases[i].d, week, year);
	}
}

static void
test_feasts(void)
{
	check(calendar_easter(2026) == day(2026, 4, 5), "Easter 2026");
	check(calendar_easter(1954) == day(1954, 4, 18), "Easter 1954");
	check(calendar_easter(2038) == day(2038, 4, 25), "Easter 2038");
	check(calendar_nth(2025, 11, 4, 4) == 27, "Thanksgiving 2025");
	check(calendar_nth(2026, 5, 1, -1) == 25, "Memorial Day 2026");
	check(calendar_nth(2026, 2, 1, 5) == 0, "no fifth Monday");
	check(calendar_islamic(2026, 9, 1) == day(2026, 2, 18), "Ramadan 2026");
	check(calendar_islamic(2024, 10, 1) == day(2024, 4, 10),
	    "Eid al-Fitr 2024");
}

/* Days that almanacs give, some of them hard cases. */
static void
test_moon(void)
{
	static const int hebrew[][6] = {{2025, 7, 1, 2025, 9, 23},
	    {2024, 7, 1, 2024, 10, 3}, {2046, 7, 1, 2046, 10, 1},
	    {2026, 1, 15, 2026, 4, 2}, {2024, 1, 15, 2024, 4, 23},
	    {2025, 9, 25, 2025, 12, 15}, {2013, 9, 25, 2013, 11, 28},
	    {2024, 12, 14, 2024, 3, 24}, {2025, 3, 6, 2025, 6, 2},
	    {2025, 5, 9, 2025, 8, 3}};
	static const int chinese[][6] = {{1954, 1, 1, 1954, 2, 3},
	    {1985, 1, 1, 1985, 2, 20}, {2000, 1, 1, 2000, 2, 5},
	    {2014, 4, 15, 2014, 5, 13}, {2023, 5, 5, 2023, 6, 22},
	    {2025, 8, 15, 2025, 10, 6}, {2026, 1, 1, 2026, 2, 17},
	    {2027, 1, 1, 2027, 2, 6}, {2030, 1, 1, 2030, 2, 3},
	    {2033, 1, 1, 2033, 1, 31}, {2034, 1, 1, 2034, 2, 19}};
	static const int diwali[][3] = {{2013, 11, 3}, {2016, 10, 30},
	    {2018, 11, 7}, {2019, 10, 27}, {2021, 11, 4}, {2023, 11, 12},
	    {2024, 10, 31}, {2025, 10, 20}, {2026, 11, 8}};
	int64_t at;

	for (size_t i = 0; i < COUNT(hebrew); i++) {
		const int *h = hebrew[i];

		check(calendar_hebrew(h[0], h[1], h[2]) ==
			  day(h[3], h[4], h[5]),
		    "Hebrew %d-%d of %d", h[1], h[2], h[0]);
	}
	for (size_t i = 0; i < COUNT(chinese); i++) {
		const int *c = chinese[i];

		check(calendar_chinese(c[0], c[1], c[2], &at) &&
			  at == day(c[3], c[4], c[5]),
		    "Chinese %d-%d of %d", c[1], c[2], c[0]);
	}
	for (size_t i = 0; i < COUNT(diwali); i++) {
		const int *d = diwali[i];

		check(calendar_diwali(d[0], &at) && at == day(d[0], d[1], d[2]),
		    "Diwali %d", d[0]);
	}
	check(!calendar_chinese(CHINESE_MIN - 1, 1, 1, &at) &&
		  !calendar_chinese(CHINESE_MAX + 1, 1, 1, &at) &&
		  !calendar_diwali(YEAR_MAX, &at),
	    "years whose sky is not known");
}

static void
test_reading(struct arena *a)
{
	static const char *const cases[][2] = {{"2026-01-29", "2026-01-29"},
	    {"2026-01-29T23:30:00+02:00", "2026-01-29"},
	    {"20260129", "2026-01-29"}, {"2026-01", "2026-01"},
	    {"2026", "2026"}, {"2026-02-30", ""}, {"0000-01-01", ""},
	    {"Jan. 29", ""}, {"", ""}};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct when w = when_read(str_from(cases[i][0]));
		struct str s = when_text(&w, a);

		check(str_eqz(s.p ? s : STR(""), cases[i][1]), "\"%s\": %.*s",
		    cases[i][0], (int)s.n, s.p ? s.p : "");
	}
}

/* Faulty rule files are told with their line; none of them counts. */
static void
test_rules(void)
{
	static const struct {
		const char *text;
		unsigned long line;
	} cases[] = {{"nonsense\n", 1}, {"[a]\nmatch: x\n", 1},
	    {"\n[a]\nvalue: \"X\"\n", 2}, {"[a]\nmatch: (\nvalue: 1\n", 1},
	    {"[a]\nmatch: %none\nvalue: 1\n", 1}, {"[a]\ntype: DAY\n", 2},
	    {"[a]\nvalue: f(1)\n", 2}, {"[a]\nvalue: date(y\n", 2},
	    {"[a]\nvalue: \"x\n", 2}, {"[a]\nat: nolabel\n", 2},
	    {"match: x\n", 1}, {"[a\n", 1}, {"list x nolabel\n", 1},
	    {"[a]\nin: summer\n", 2}, {"[a]\nvalue: 1 2\n", 2},
	    {"define a %a\n[a]\nmatch: %a\nvalue: 1\n", 2}};
	struct dater *r = dater_new(data_words(), NULL);

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct dater_error err = {0, ""};
		bool ok =
		    dater_add_rules(r, str_from(cases[i].text), true, &err);

		check(!ok && err.line == cases[i].line,
		    "rule file %zu: %lu: %s", i, err.line, err.why);
	}
	check(dater_add_rules(r, STR(""), true, NULL), "an empty rule file");
	dater_free(r);
}

/* Rules of more classes than the prefilter has bits for still match. */
static void
test_classes(void)
{
	const struct lexicon *words = data_words();
	struct dater *r = dater_new(words, NULL);
	struct document d = {0};
	struct buf text;

	buf_init(&text, BUF_MAX);
	for (uint32_t i = 0; i < words->nlabel; i++) {
		buf_addz(&text, "[x]\nat: ");
		buf_addz(&text, words->strings + words->label[i]);
		buf_addz(&text, "\nwhen: ");
		buf_addz(&text, words->strings + words->label[i]);
		buf_addz(&text, "\nmatch: fortnightly|zyx\ntype: DATE\n"
				"value: \"A\"\n");
	}
	check(words->nlabel > DATE_CLASSES, "%u labels", words->nlabel);
	check(dater_add_rules(r, buf_str(&text), true, NULL),
	    "a rule of each label");
	document_add(&d)->text = STR("It is fortnightly, zyx.");
	dater_document(r, &d);
	check(d.seg[0].ndate == 2, "%zu dates", d.seg[0].ndate);
	buf_release(&text);
	document_release(&d);
	dater_free(r);
}

/* No text is without end in time, nor do its dates overlap. */
static void
test_long(void)
{
	static const char *const parts[] = {"one ", "two hundred days ",
	    "the latest year ", "Jan. ", "1990-", "Monday, ", "5 p.m. ",
	    "twenty-one-", "\xC3\xA9", "'", "half a dozen and a ",
	    "five minutes to ", "May 2-3, ", "Monday to ", "#a", "@b_"};
	struct dater *r = dater_new(data_words(), NULL);
	struct document d = {0};
	struct buf text;

	dater_add_rules(r, data_rules("dates"), false, NULL);
	buf_init(&text, BUF_MAX);
	for (size_t i = 0; i < COUNT(parts); i++) {
		struct segment *s;
		bool apart = true;

		buf_reset(&text);
		while (text.n < 200000)
			buf_addz(&text, parts[i]);
		document_reset(&d);
		d.meta.date = STR("2026-02-02");
		s = document_add(&d);
		s->text = buf_str(&text);
		dater_document(r, &d);
		s = &d.seg[0];
		for (size_t k = 0; k < s->ndate; k++)
			apart &= s->date[k].start < s->date[k].end &&
				 (!k || s->date[k - 1].end <= s->date[k].start);
		check(apart, "\"%s\" again and again: %zu dates", parts[i],
		    s->ndate);
	}
	buf_release(&text);
	document_release(&d);
	dater_free(r);
}

int
main(void)
{
	struct arena a = {0};

	test_days();
	test_weeks();
	test_feasts();
	test_moon();
	test_reading(&a);
	test_rules();
	test_classes();
	test_long();
	arena_release(&a);
	return tap_done();
}
