/* base/utf8: validity, decoding, classes, case, offsets */

#include "base/utf8.h"

#include "tap.h"

static void
validity(void)
{
	static const struct {
		struct str s;
		size_t bad; /* SIZE_MAX: valid */
		const char *name;
	} t[] = {
	    {STR_INIT(""), SIZE_MAX, "nothing"},
	    {STR_INIT("plain \x7F"), SIZE_MAX, "ASCII"},
	    {STR_INIT("a\0b"), SIZE_MAX, "NUL"},
	    {STR_INIT("\xC2\x80"), SIZE_MAX, "U+0080, the first of two"},
	    {STR_INIT("\xDF\xBF"), SIZE_MAX, "U+07FF, the last of two"},
	    {STR_INIT("\xE0\xA0\x80"), SIZE_MAX, "U+0800, first of three"},
	    {STR_INIT("\xED\x9F\xBF"), SIZE_MAX, "U+D7FF, before surrogates"},
	    {STR_INIT("\xEE\x80\x80"), SIZE_MAX, "U+E000, behind surrogates"},
	    {STR_INIT("\xEF\xBF\xBF"), SIZE_MAX, "U+FFFF, a noncharacter"},
	    {STR_INIT("\xF0\x90\x80\x80"), SIZE_MAX, "U+10000"},
	    {STR_INIT("\xF4\x8F\xBF\xBF"), SIZE_MAX, "U+10FFFF"},
	    {STR_INIT("\x80"), 0, "a continuation byte alone"},
	    {STR_INIT("ab\xBF"), 2, "the same behind text"},
	    {STR_INIT("\xC0\x80"), 0, "overlong NUL"},
	    {STR_INIT("\xC0\xAF"), 0, "overlong slash"},
	    {STR_INIT("\xC1\xBF"), 0, "overlong U+007F"},
	    {STR_INIT("\xE0\x9F\xBF"), 0, "overlong U+07FF"},
	    {STR_INIT("\xF0\x8F\xBF\xBF"), 0, "overlong U+FFFF"},
	    {STR_INIT("\xED\xA0\x80"), 0, "the first surrogate"},
	    {STR_INIT("\xED\xBF\xBF"), 0, "the last surrogate"},
	    {STR_INIT("\xF4\x90\x80\x80"), 0, "U+110000"},
	    {STR_INIT("\xF5\x80\x80\x80"), 0, "a lead byte of none"},
	    {STR_INIT("\xF8\x88\x80\x80\x80"), 0, "five bytes"},
	    {STR_INIT("\xFE\xFF"), 0, "a UTF-16 mark"},
	    {STR_INIT("12345678\xC3"), 8, "cut off, at a word's border"},
	    {STR_INIT("1234567\xE2\x80"), 7, "cut off, across a word"},
	    {STR_INIT("\xF0\x9F\x98"), 0, "cut off before the last byte"},
	    {STR_INIT("\xC3("), 0, "no continuation"},
	    {STR_INIT("\xE2(\xA1"), 0, "no second byte"},
	    {STR_INIT("\xE2\x82("), 0, "no third byte"},
	    {STR_INIT("\xF0\x28\x8C\xBC"), 0, "four bytes, bad second"},
	    {STR_INIT("\xF0\x90\x28\xBC"), 0, "four bytes, bad third"},
	    {STR_INIT("\xF0\x90\x8C("), 0, "four bytes, bad last"},
	    {STR_INIT("caf\xC3\xA9 \xE2\x80\x94 \xF0\x9F\x98\x80\xFF"), 14,
		"a fault behind good text"},
	};
	size_t bad;

	for (size_t i = 0; i < COUNT(t); i++) {
		bool ok = utf8_valid(t[i].s, &bad);

		check(ok == (t[i].bad == SIZE_MAX) &&
			(ok || bad == t[i].bad),
		    "%s: %svalid", t[i].name, ok ? "" : "in");
		check(utf8_valid(t[i].s, NULL) == ok, "... without *BAD");
	}
	check(utf8_valid((struct str){NULL, 0}, NULL), "no string is valid");
}

/* Every code point there and back, and the same from behind. */
static void
round_trip(void)
{
	struct buf b;
	bool good = true, valid = true, back = true;

	buf_init(&b, 16);
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		const char *p;

		if (c == 0xD800)
			c = 0xE000;
		buf_reset(&b);
		utf8_add(&b, c);
		valid &= utf8_valid(buf_str(&b), NULL);
		p = b.p;
		good &= utf8_next(&p, b.p + b.n) == c && p == b.p + b.n;
		back &= utf8_prev(&p, b.p) == c && p == b.p;
	}
	check(valid, "every code point is written as valid UTF-8");
	check(good, "and read again");
	check(back, "and read backwards");
	buf_release(&b);
	check_size(utf8_count(STR("caf\xC3\xA9 \xF0\x9F\x98\x80")), 6, "count");
}

static void
classes(void)
{
	static const struct {
		uint32_t c;
		unsigned class;
	} t[] = {
	    {'A', UC_UPPER | UC_LETTER},
	    {'z', UC_LOWER | UC_LETTER},
	    {'7', UC_DIGIT},
	    {' ', UC_SPACE},
	    {'\n', UC_SPACE},
	    {'\t', UC_SPACE},
	    {0xA0, UC_SPACE},
	    {0x3000, UC_SPACE},
	    {'.', UC_PUNCT},
	    {'$', UC_SYMBOL},
	    {'+', UC_SYMBOL},
	    {0, 0},
	    {0x7F, 0},
	    {0xC9, UC_UPPER | UC_LETTER},  /* E acute */
	    {0xE9, UC_LOWER | UC_LETTER},
	    {0x1C5, UC_UPPER | UC_LETTER}, /* title case: Dž */
	    {0x416, UC_UPPER | UC_LETTER}, /* Cyrillic Zhe */
	    {0x5D0, UC_LETTER},            /* Hebrew alef: no case */
	    {0x4E00, UC_LETTER},           /* in a range of the data file */
	    {0x9000, UC_LETTER},
	    {0xAC01, UC_LETTER},
	    {0x20001, UC_LETTER},
	    {0x301, UC_MARK},
	    {0x200D, UC_MARK},  /* joiner */
	    {0xFE0F, UC_MARK},  /* variation selector */
	    {0x664, UC_DIGIT},  /* Arabic-Indic four */
	    {0x2014, UC_PUNCT}, /* em dash */
	    {0x201C, UC_PUNCT},
	    {0x20AC, UC_SYMBOL}, /* euro */
	    {0x1F600, UC_SYMBOL},
	    {0x10FFFF, 0},
	    {0x110000, 0},
	    {0xFFFFFFFF, 0},
	};

	for (size_t i = 0; i < COUNT(t); i++)
		if (!check(uc_class(t[i].c) == t[i].class, "class of U+%04X",
			(unsigned)t[i].c))
			printf("# got %u, expected %u\n", uc_class(t[i].c),
			    t[i].class);
}

static void
lower(void)
{
	static const uint32_t t[][2] = {{'A', 'a'}, {'Z', 'z'}, {'[', '['},
	    {'@', '@'}, {0xC9, 0xE9}, {0xD7, 0xD7}, {0x130, 'i'},
	    {0x178, 0xFF}, {0x1E9E, 0xDF}, {0x416, 0x436}, {0x212A, 'k'},
	    {0x10400, 0x10428}, {0x5D0, 0x5D0}, {0x10FFFF, 0x10FFFF}};
	struct buf b;

	for (size_t i = 0; i < COUNT(t); i++)
		check(uc_lower(t[i][0]) == t[i][1], "lower case of U+%04X",
		    (unsigned)t[i][0]);
	buf_init(&b, 100);
	utf8_lower(&b, STR("\xC3\x89T\xC3\x89 \xE1\xBA\x9E \xE2\x84\xAA"));
	check_str(buf_str(&b), "\xC3\xA9t\xC3\xA9 \xC3\x9F k",
	    "lower case that is shorter than upper case");
	buf_release(&b);
	check(utf8_hash_lower(STR("O'Brien \xC3\x89")) ==
		utf8_hash_lower(STR("o\xE2\x80\x99" "BRIEN \xC3\xA9")),
	    "case and the form of the apostrophe do not change the hash");
	check(utf8_hash_lower(STR("resume")) !=
		utf8_hash_lower(STR("r\xC3\xA9sum\xC3\xA9")),
	    "accents do");
}

static void
maps(void)
{
	static const struct str texts[] = {STR_INIT(""), STR_INIT("plain"),
	    STR_INIT("\xC3\xA9"), STR_INIT("a\xC3\xA9" "b\xE2\x80\x94" "c\xF0\x9F"
		"\x98\x80" "d"), STR_INIT("\xF0\x9F\x98\x80\xF0\x9F\x98\x80")};
	struct utf8_map m = {0};

	for (size_t i = 0; i < COUNT(texts); i++) {
		const char *p = texts[i].p, *end = p + texts[i].n, *q;
		size_t cp = 0;
		bool good = true;

		utf8_map_set(&m, texts[i]);
		for (; p < end; cp++) {
			size_t at = (size_t)(p - texts[i].p);

			good &= utf8_map_cp(&m, at) == cp &&
			    utf8_map_byte(&m, cp) == at;
			q = p;
			utf8_next(&p, end);
			/* Within a character: where it begins. */
			while (++q < p)
				good &= utf8_map_cp(&m,
					    (size_t)(q - texts[i].p)) == cp;
		}
		good &= utf8_map_cp(&m, texts[i].n) == cp &&
		    utf8_map_byte(&m, cp) == texts[i].n;
		check(good, "map of text %zu, there and back", i);
		check(utf8_map_byte(&m, cp + 1) == SIZE_MAX &&
			utf8_map_byte(&m, SIZE_MAX) == SIZE_MAX,
		    "... beyond its end");
	}
	utf8_map_release(&m);
	utf8_map_release(&m);
}

int
main(void)
{
	validity();
	round_trip();
	classes();
	lower();
	maps();
	return tap_done();
}
