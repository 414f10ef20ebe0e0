#include "news/date_function.h"

#include <stdio.h>
#include <string.h>

/* Appends one amount of a unit to a duration; false if it makes none. */
static bool
add_duration(char *b, size_t size, int unit, struct amount n, bool *time)
{
	int64_t milli = n.milli * date_units[unit].times;
	size_t at = strlen(b);
	int64_t more = 0;
	const char *small = NULL;

	if (unit <= UNIT_HOUR && !*time) {
		b[at++] = 'T';
		*time = true;
	}
	if (n.vague) {
		/* Units of a larger length keep their own letters. */
		snprintf(b + at, size - at, "X%s",
		    date_units[unit].times == 10    ? "DE"
		    : date_units[unit].times == 100 ? "CE"
						    : date_units[unit].letter);
		return true;
	}
	if (milli <= 0 || milli > AMOUNT_MAX)
		return false;
	/* "2 1/2 years" is 2 years and 6 months. */
	if (milli % MILLI == MILLI / 2) {
		small = unit == UNIT_YEAR     ? "M"
			: unit == UNIT_HOUR   ? "M"
			: unit == UNIT_MINUTE ? "S"
					      : NULL;
		more = unit == UNIT_YEAR ? 6 : 30;
	}
	if (small) {
		if (milli >= MILLI)
			at += (size_t)snprintf(b + at, size - at, "%lld%s",
			    (long long)(milli / MILLI),
			    date_units[unit].letter);
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
		    date_units[unit].letter);
	} else {
		snprintf(b + at, size - at, "%lld%s",
		    (long long)(milli / MILLI), date_units[unit].letter);
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
		int unit = arg_given(&a[i + 1]) ? arg_unit(c, &a[i + 1]) : -1;
		struct amount n = arg_given(&a[i])
				      ? arg_amount(c, &a[i])
				      : (struct amount){MILLI, true, false};

		if (i && unit < 0)
			break;
		if (unit < 0 || !n.known ||
		    !add_duration(b, sizeof b, unit, n, &time))
			return false;
	}
	return value_text(v, value_copy(c->arena, b));
}

/* vague(unit): an unknown number of them: "weeks" */
static bool
f_vague(ARGS)
{
	int unit = arg_unit(c, &a[0]);
	char b[32] = "P";
	bool time = false;

	return unit >= 0 &&
	       add_duration(
		   b, sizeof b, unit, (struct amount){0, true, true}, &time) &&
	       value_text(v, value_copy(c->arena, b));
}

/* often(word): how often a word such as "weekly" says */
static bool
f_often(ARGS)
{
	struct str id = date_word(c, "often", a[0].text);
	struct date_value b[4] = {{0}};

	if (id.n && id.p[0] == 'P')
		return value_text(v, id);
	b[1] = a[0];
	return id.p && f_duration(c, b, v);
}

/* weekdays(w, part): that day of every week */
static bool
f_weekdays(ARGS)
{
	int day = arg_weekday(c, &a[0]);
	char b[24];
	struct str id = {"", 0};

	if (arg_given(&a[1])) {
		id = date_word(c, "part", a[1].text);
		if (!id.p)
			id = date_word(c, "parts", a[1].text);
	}
	if (day < 1 || day > 7)
		return false;
	snprintf(b, sizeof b, "XXXX-WXX-%d%s%.*s", day, id.n ? "T" : "",
	    (int)id.n, id.n ? id.p : "");
	return value_text(v, value_copy(c->arena, b));
}

/* eachpart(p): a part of every day */
static bool
f_eachpart(ARGS)
{
	struct str id = date_word(c, "part", a[0].text);
	char b[24];

	if (!id.n)
		id = date_word(c, "parts", a[0].text);
	if (!id.n)
		return false;
	snprintf(b, sizeof b, "XXXX-XX-XXT%.*s", (int)id.n, id.p);
	return value_text(v, value_copy(c->arena, b));
}

/* frequency(n): "2X" */
static bool
f_frequency(ARGS)
{
	struct str id = {NULL, 0};
	char b[24];
	int n;

	if (a[0].kind == VALUE_TEXT)
		id = date_word(c, "times", a[0].text);
	n = id.p ? (int)word_number(id) : arg_int(c, &a[0]);
	if (n <= 0)
		return false;
	snprintf(b, sizeof b, "%dX", n);
	return value_text(v, value_copy(c->arena, b));
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
	id = date_word(c, label, a[1].text);
	if (id.n)
		return value_text(v, id);
	*v = (struct date_value){0};
	return true;
}

/* or(a, b): the first that there is */
static bool
f_or(ARGS)
{
	(void)c;
	*v = arg_given(&a[0]) ? a[0] : a[1];
	return true;
}

/* if(a, b, c): b where the group a took part, else c */
static bool
f_if(ARGS)
{
	(void)c;
	*v = arg_given(&a[0]) ? a[1] : a[2];
	return true;
}

const struct date_function date_lengths[] = {
    {"duration", 2, 4, f_duration, false}, {"vague", 1, 1, f_vague, false},
    {"often", 1, 1, f_often, false}, {"weekdays", 1, 2, f_weekdays, false},
    {"eachpart", 1, 1, f_eachpart, false},
    {"frequency", 1, 1, f_frequency, false}, {"id", 2, 2, f_id, false},
    {"or", 2, 2, f_or, true}, {"if", 3, 3, f_if, true}, {0}};
