#include "news/date_calendar.h"

#include <math.h>

/* ---- the Hebrew calendar ---- */

enum {
	HEBREW_EPOCH = -2092590, /* 1 Tishri of its year 1, from 1970-01-01 */
	HEBREW_YEARS = 3760,     /* what is added to the year of its spring */
	SPRING = 177             /* days from 1 Nisan to 1 Tishri */
};

/* Days from the epoch to the mean new moon of year Y's Tishri, or a day on. */
static int64_t
hebrew_elapsed(int64_t y)
{
	int64_t months = (235 * y - 234) / 19;
	int64_t parts = 12084 + 13753 * months;
	int64_t day = 29 * months + parts / 25920;

	return 3 * (day + 1) % 7 < 3 ? day + 1 : day;
}

/* 1 Tishri of the Hebrew year Y. */
static int64_t
hebrew_new_year(int64_t y)
{
	int64_t before = hebrew_elapsed(y - 1), at = hebrew_elapsed(y);
	int64_t after = hebrew_elapsed(y + 1), late = 0;

	if (after - at == 356)
		late = 2;
	else if (at - before == 382)
		late = 1;
	return HEBREW_EPOCH + at + late;
}

int64_t
calendar_hebrew(int year, int month, int day)
{
	int64_t y = (int64_t)year + HEBREW_YEARS + 1;
	int64_t tishri = hebrew_new_year(y), length;

	if (month == 12) /* the last Adar, of 29 days */
		return tishri - SPRING - 29 + day - 1;
	if (month < 7)
		return tishri - SPRING + (59 * (month - 1) + 1) / 2 + day - 1;
	length = hebrew_new_year(y + 1) - tishri;
	tishri += month > 7 ? 30 : 0;
	/* Heshvan has 30 days in the years that are "complete". */
	tishri += month > 8 ? 29 + (length % 10 == 5) : 0;
	return tishri + day - 1;
}

/* ---- sun and moon ---- */

#define RADIANS (3.14159265358979323846 / 180)
#define MOON_MONTH 29.530588861
#define MOON_EPOCH 10962.59766 /* a mean new moon: 2000-01-06, in days */
#define MOON_SPEED 12.190749   /* degrees a day, as seen from the sun */
#define SUN_SPEED 0.985647
#define CLOCK_LAG 0.0008 /* uniform time is ahead of clocks by 69 seconds */

static double
turn(double degrees)
{
	degrees = fmod(degrees, 360);
	return degrees < 0 ? degrees + 360 : degrees;
}

/* From -180 to 180 degrees. */
static double
difference(double a, double b)
{
	return turn(a - b + 180) - 180;
}

/* Centuries from the year 2000. */
static double
centuries(double day)
{
	return (day + CLOCK_LAG - 10957.5) / 36525;
}

/* Longitude of the sun, in degrees, at DAY (universal time). */
static double
sun(double day)
{
	double t = centuries(day);
	double m = (357.5291092 + 35999.0502909 * t) * RADIANS;

	return turn(280.46646 + 36000.76983 * t +
		    (1.914602 - 0.004817 * t) * sin(m) + 0.019993 * sin(2 * m) +
		    0.000289 * sin(3 * m) - 0.00569);
}

/* Multiples of four angles, and millionths of a degree. */
static const struct {
	signed char d, m, a, f;
	int sine;
} moon_terms[] = {{0, 0, 1, 0, 6288774}, {2, 0, -1, 0, 1274027},
    {2, 0, 0, 0, 658314}, {0, 0, 2, 0, 213618}, {0, 1, 0, 0, -185116},
    {0, 0, 0, 2, -114332}, {2, 0, -2, 0, 58793}, {2, -1, -1, 0, 57066},
    {2, 0, 1, 0, 53322}, {2, -1, 0, 0, 45758}, {0, 1, -1, 0, -40923},
    {1, 0, 0, 0, -34720}, {0, 1, 1, 0, -30383}, {2, 0, 0, -2, 15327},
    {0, 0, 1, 2, -12528}, {0, 0, 1, -2, 10980}, {4, 0, -1, 0, 10675},
    {0, 0, 3, 0, 10034}, {4, 0, -2, 0, 8548}, {2, 1, -1, 0, -7888},
    {2, 1, 0, 0, -6766}, {1, 0, -1, 0, -5163}, {1, 1, 0, 0, 4987},
    {2, -1, 1, 0, 4036}, {2, 0, 2, 0, 3994}, {4, 0, 0, 0, 3861},
    {2, 0, -3, 0, 3665}, {0, 1, -2, 0, -2689}, {2, 0, -1, 2, -2602},
    {2, -1, -2, 0, 2390}, {1, 0, 1, 0, -2348}, {2, -2, 0, 0, 2236},
    {0, 1, 2, 0, -2120}, {0, 2, 0, 0, -2069}};

/* Longitude of the moon. */
static double
moon(double day)
{
	double t = centuries(day), sum = 0;
	double d = 297.8501921 + 445267.1114034 * t;
	double m = 357.5291092 + 35999.0502909 * t;
	double a = 134.9633964 + 477198.8675055 * t;
	double f = 93.2720950 + 483202.0175233 * t;

	for (unsigned i = 0; i < sizeof moon_terms / sizeof *moon_terms; i++)
		sum += moon_terms[i].sine *
		       sin((moon_terms[i].d * d + moon_terms[i].m * m +
			       moon_terms[i].a * a + moon_terms[i].f * f) *
			   RADIANS);
	return turn(218.3164477 + 481267.88123421 * t + sum / 1000000);
}

/* The K-th new moon from that of January 2000, as a day and its part. */
static double
new_moon(int64_t k)
{
	double day = MOON_EPOCH + MOON_MONTH * (double)k;

	for (int i = 0; i < 4; i++)
		day -= difference(moon(day), sun(day)) / MOON_SPEED;
	return day;
}

/* ---- the Chinese calendar ---- */

#define ZONE_TIME (-14975) /* 1929-01-01 */

/* How far Beijing's clocks are ahead, which once went by its own sun. */
static double
beijing(double day)
{
	return day < ZONE_TIME ? 7.7611 / 24 : 8.0 / 24;
}

static int64_t
beijing_day(double day)
{
	return (int64_t)floor(day + beijing(day));
}

/* The new moon of the month that holds the winter solstice of YEAR. */
static int64_t
solstice_moon(int year)
{
	double day = (double)calendar_days((struct civil){year, 12, 21}) + 0.5;
	int64_t k;

	for (int i = 0; i < 4; i++)
		day -= difference(sun(day), 270) / SUN_SPEED;
	k = (int64_t)floor((day - MOON_EPOCH) / MOON_MONTH) + 1;
	while (beijing_day(new_moon(k)) > beijing_day(day))
		k--;
	return k;
}

/* Does the sun stay in one twelfth of its path all through month K? */
static bool
without_term(int64_t k)
{
	double from = (double)beijing_day(new_moon(k));
	double to = (double)beijing_day(new_moon(k + 1));

	return floor(sun(from - beijing(from)) / 30) ==
	       floor(sun(to - beijing(to)) / 30);
}

bool
calendar_chinese(int year, int month, int day, int64_t *at)
{
	int64_t k, end;
	bool leap;
	int number = 11;

	if (year < CHINESE_MIN || year > CHINESE_MAX || month > 10)
		return false;
	k = solstice_moon(year - 1);
	end = solstice_moon(year);
	leap = end - k == 13;
	while (++k < end) {
		if (leap && without_term(k)) {
			leap = false;
			continue;
		}
		number = number % 12 + 1;
		if (number == month) {
			*at = beijing_day(new_moon(k)) + day - 1;
			return true;
		}
	}
	return false;
}

/* ---- Diwali ---- */

#define INDIA (5.5 / 24)
#define SUNSET (12.5 / 24) /* there, in universal time */

bool
calendar_diwali(int year, int64_t *at)
{
	double day, signs;
	int64_t k, last;

	if (year < CHINESE_MIN || year > CHINESE_MAX)
		return false;
	day = (double)calendar_days((struct civil){year, 10, 10});
	k = (int64_t)floor((day - MOON_EPOCH) / MOON_MONTH);
	/* The new moon with the sun in Libra, as the stars are now. */
	do {
		day = new_moon(++k);
		signs = turn(sun(day) - 23.857 - 1.397 * centuries(day)) / 30;
	} while (floor(signs) != 6);
	/* The first evening of the moon's last twelve degrees. */
	last = (int64_t)floor(day + INDIA);
	*at = last;
	day = (double)last - 1 + SUNSET;
	if (difference(moon(day), sun(day)) >= -12)
		*at = last - 1;
	return true;
}
