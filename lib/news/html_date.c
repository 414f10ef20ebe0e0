#include "news/html_in.h"

#include "news/data.h"

#include <stdio.h>
#include <string.h>

/* What a textual date says; 0 or -1: nothing. */
struct parts {
	int year, month, day, hour, minute, second;
	char zone[8];
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The number of up to MAX digits at S.p[*I]; -1 if there is none. */
static int
number(struct str s, size_t *i, size_t max)
{
	int v = 0;
	size_t start = *i;

	while (*i < s.n && *i - start < max && is_digit(s.p[*i]))
		v = v * 10 + (s.p[(*i)++] - '0');
	return *i == start ? -1 : v;
}

static bool
is_day(int year, int month, int day)
{
	static const int days[] = {
	    31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return year >= 1600 && year < 2200 && month >= 1 && month <= 12 &&
	       day >= 1 && day <= days[month - 1];
}

static struct str
made(struct arena *a, const char *z)
{
	size_t n = strlen(z);

	return (struct str){arena_copy(a, z, n), n};
}

/*
 * "2026-03-09", "2026/03/09", "20260309", with or without a time, which is
 * kept as written: "2026-03-09T10:00:00+01:00".
 */
static struct str
numeric(struct str s, struct arena *a)
{
	size_t i = 0, rest;
	int y = number(s, &i, 4), m, d;
	char sep = i < s.n ? s.p[i] : 0, out[64];
	bool basic = is_digit(sep);
	size_t n;

	if (i != 4 || (!basic && sep != '-' && sep != '/' && sep != '.'))
		return (struct str){NULL, 0};
	i += !basic;
	m = number(s, &i, 2);
	if (!basic && (i >= s.n || s.p[i++] != sep))
		return (struct str){NULL, 0};
	d = number(s, &i, 2);
	if (!is_day(y, m, d) || (i < s.n && is_digit(s.p[i])))
		return (struct str){NULL, 0};
	n = (size_t)snprintf(out, sizeof out, "%04d-%02d-%02d", y, m, d);
	rest = i;
	while (rest < s.n &&
	       (s.p[rest] == ' ' || s.p[rest] == 'T' || s.p[rest] == 't'))
		rest++;
	i = rest;
	if (rest + 5 > s.n || number(s, &i, 2) < 0 || i >= s.n || s.p[i] != ':')
		return made(a, out);
	out[n++] = 'T';
	for (i = rest; i < s.n && n + 1 < sizeof out; i++) {
		char c = s.p[i];

		if (is_digit(c) || c == ':' || c == '.' || c == '+' ||
		    c == '-' || c == 'Z')
			out[n++] = c;
		else if (c != ' ')
			break;
	}
	/* "10:00 PM", "10:00 EST": a time that would have to be reckoned */
	if (i < s.n)
		n = 10;
	out[n] = '\0';
	return made(a, out);
}

/* Seconds or milliseconds since 1970: "1773050400000". */
static struct str
epoch(struct str s, struct arena *a)
{
	int64_t v = 0, days, sec, era, doe, yoe, doy, mp;
	char out[48];

	if (s.n != 10 && s.n != 13)
		return (struct str){NULL, 0};
	for (size_t i = 0; i < s.n; i++) {
		if (!is_digit(s.p[i]))
			return (struct str){NULL, 0};
		v = v * 10 + (s.p[i] - '0');
	}
	if (s.n == 13)
		v /= 1000;
	/* days since 1 March 0000; eras of 400 years are all alike */
	days = v / 86400 + 719468;
	sec = v % 86400;
	era = days / 146097;
	doe = days - era * 146097;
	yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	mp = (5 * doy + 2) / 153;
	snprintf(out, sizeof out, "%04d-%02d-%02dT%02d:%02d:%02dZ",
	    (int)(yoe + era * 400 + (mp >= 10)),
	    (int)(mp < 10 ? mp + 3 : mp - 9),
	    (int)(doy - (153 * mp + 2) / 5 + 1), (int)(sec / 3600),
	    (int)(sec / 60 % 60), (int)(sec % 60));
	return made(a, out);
}

static bool
is_alpha(char c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* Takes the clock time at S.p[*I] ("10:00:00") into P. */
static void
clock_time(struct str s, size_t *i, int hour, struct parts *p)
{
	++*i;
	p->minute = number(s, i, 2);
	if (hour > 23 || p->minute < 0 || p->minute > 59)
		return;
	p->hour = hour;
	p->second = 0;
	if (*i + 1 < s.n && s.p[*i] == ':' && is_digit(s.p[*i + 1])) {
		++*i;
		p->second = number(s, i, 2);
	}
	while (*i < s.n && s.p[*i] == ' ')
		++*i;
	if (*i + 5 <= s.n && (s.p[*i] == '+' || s.p[*i] == '-')) {
		memcpy(p->zone, s.p + *i, 5);
		p->zone[5] = '\0';
		for (size_t k = 1; k < 5; k++)
			if (!is_digit(p->zone[k]))
				p->zone[0] = '\0';
		*i += 5;
	}
}

/* "Mon, 09 Mar 2026 10:00:00 GMT", "March 9, 2026": words are data. */
static struct str
textual(struct str s, struct arena *a)
{
	const struct lexicon *l = data_words();
	int label = lexicon_label(l, "html-month");
	int zone = lexicon_label(l, "html-zone");
	struct parts p = {.hour = -1};
	char out[48];
	size_t n;

	for (size_t i = 0; i < s.n;) {
		size_t start = i;
		const struct lexicon_entry *e;
		int v;

		if (is_alpha(s.p[i])) {
			struct str w;

			while (i < s.n && is_alpha(s.p[i]))
				i++;
			w = str_slice(s, start, i);
			e = lexicon_lookup(l, w, label);
			start = 0;
			if (e && !p.month)
				p.month = number(lexicon_id(l, e), &start, 2);
			else if (p.hour >= 0 && lexicon_lookup(l, w, zone))
				p.zone[0] = 'Z';
			continue;
		}
		if (!is_digit(s.p[i])) {
			i++;
			continue;
		}
		v = number(s, &i, 4);
		if (i - start <= 2 && i < s.n && s.p[i] == ':' && p.hour < 0)
			clock_time(s, &i, v, &p);
		else if (i - start == 4 && !p.year)
			p.year = v;
		else if (i - start <= 2 && !p.day)
			p.day = v;
	}
	if (!is_day(p.year, p.month, p.day))
		return (struct str){NULL, 0};
	n = (size_t)snprintf(
	    out, sizeof out, "%04d-%02d-%02d", p.year, p.month, p.day);
	/* a time without a zone may be one of the afternoon */
	if (p.hour >= 0 && p.zone[0])
		snprintf(out + n, sizeof out - n, "T%02d:%02d:%02d%s", p.hour,
		    p.minute, p.second, p.zone);
	return made(a, out);
}

struct str
html_date(struct str s, struct arena *a)
{
	struct str d;

	s = str_trim(s);
	if (!s.n || s.n > 64)
		return (struct str){NULL, 0};
	d = numeric(s, a);
	if (!d.p)
		d = epoch(s, a);
	if (!d.p)
		d = textual(s, a);
	return d;
}
