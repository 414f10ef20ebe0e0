/* lang/token: words, numbers, marks and where they stand */

#include "lang/token.h"

#include "base/utf8.h"
#include "lang/lexicon.h"
#include "tap.h"

#define E_ACUTE "\xC3\xA9"
#define APO "\xE2\x80\x99"
#define DASH "\xE2\x80\x94"
#define GRIN "\xF0\x9F\x98\x80"

/* A small list of its own: what these tests need and no more. */
static struct lexicon lex;

static void
make_lexicon(void)
{
	static const char *const words[][2] = {{"Gen.", "title-abbreviation"},
	    {"Inc.", "abbreviation"}, {"a.m.", "abbreviation"}, {"'s", "clitic"},
	    {"n't", "clitic"}, {"'ll", "clitic"}};
	struct lexicon_builder b;

	lexicon_builder_init(&b, NULL);
	for (size_t i = 0; i < COUNT(words); i++)
		lexicon_builder_add(&b, str_from(words[i][0]),
		    str_from(words[i][1]), STR(""), str_from(words[i][0]));
	lexicon_builder_open(&b, &lex);
	lexicon_builder_release(&b);
}

/* The tokens with '|' behind each; marks after '!', numbers after '#'. */
static const struct {
	const char *text, *tokens, *name;
} cases[] = {
    {"", "", "nothing"},
    {"  \n\t ", "", "blanks only"},
    {"Ana spoke.", "Ana|spoke|!.|", "a sentence"},
    {"Gen. Silva of Acme Inc.", "Gen.|Silva|of|Acme|Inc.|",
	"abbreviations keep their point"},
    {"GEN. Silva, gen. x", "GEN.|Silva|!,|gen.|x|", "in any case"},
    {"J. R. Lind", "J.|R.|Lind|", "initials"},
    {"the U.S. and U.S.A. at 10 a.m.",
	"the|U.S.|and|U.S.A.|at|#10|a.m.|", "letters with points"},
    {"\xC3\x89. Zola", "\xC3\x89.|Zola|", "an initial beyond ASCII"},
    {"house. He", "house|!.|He|", "a word does not keep it"},
    {"Ana's O'Brien's", "Ana|'s|O'Brien|'s|", "clitics"},
    {"Ana" APO "s O" APO "Brien", "Ana|" APO "s|O" APO "Brien|",
	"typeset apostrophes"},
    {"they'll", "they|'ll|", "another clitic"},
    {"the boys' house", "the|boys|!'|house|", "an apostrophe alone"},
    {"'s", "'s|", "a clitic alone"},
    {"U.S.'s", "U.S.|'s|", "a clitic behind a point"},
    {"'Ana spoke'", "!'|Ana|spoke|!'|", "single quotes"},
    {"``Ana'' ''", "!``|Ana|!''|!''|", "doubled marks"},
    {"'''", "!''|!'|", "three of them"},
    {"well-known co-op-", "well-known|co-op|!-|", "hyphens"},
    {"Covid-19 F-16s", "Covid-19|F-16s|", "hyphens and digits"},
    {"a--b", "a|!-|!-|b|", "a double hyphen is no hyphen"},
    {"AT&T R&D a&b", "AT&T|R&D|a|!&|b|", "ampersands"},
    {"1,200.5", "#1,200.5|", "a number with separators"},
    {"1,200. Then", "#1,200|!.|Then|", "a stop behind a number"},
    {"3.14, 2,", "#3.14|!,|#2|!,|", "commas behind numbers"},
    {"$1.2bn 41% 1st", "!$|1.2bn|#41|!%|1st|", "amounts"},
    {"2026-03-09 10:30", "#2026-03-09|#10|!:|#30|", "a date and a time"},
    {"7-1 5-year", "#7-1|5-year|", "a score, an age"},
    {"caf" E_ACUTE " S" E_ACUTE "n", "caf" E_ACUTE "|S" E_ACUTE "n|",
	"letters beyond ASCII"},
    {"cafe\xCC\x81 x", "cafe\xCC\x81|x|", "a combining accent"},
    {"x" DASH "y", "x|!" DASH "|y|", "a dash"},
    {GRIN "x" GRIN, "!" GRIN "|x|!" GRIN "|", "emoji"},
    {"\xE2\x9D\xA4\xEF\xB8\x8F x", "!\xE2\x9D\xA4|x|",
	"a variation selector belongs to its mark"},
    {"\xE2\x80\x9Cx\xE2\x80\x9D", "!\xE2\x80\x9C|x|!\xE2\x80\x9D|",
	"double quotes"},
    {"a\xC2\xA0" "b\xE3\x80\x80" "c", "a|b|c|", "wide and no-break blanks"},
    {"United States\xE2\x80\x91Mexico", "United|States\xE2\x80\x91Mexico|",
	"a no-break hyphen"},
    {"(x) [y]", "!(|x|!)|![|y|!]|", "brackets"},
    {"x...y", "x|!.|!.|!.|y|", "an ellipsis of points"},
    {"www.x.org", "www.x.org|", "an address"},
};

static void
offsets(void)
{
	struct tokens t = {0};
	struct buf b;

	buf_init(&b, 4096);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct str text = str_from(cases[i].text);
		size_t end = 0;
		bool order = true, hash = true, space = true;

		tokens_set(&t, text, &lex);
		buf_reset(&b);
		for (size_t k = 0; k < t.n; k++) {
			struct str s = token_str(text, &t.v[k]);
			bool blank = t.v[k].start == 0 ||
			    t.v[k].start > end;

			if (t.v[k].kind != TOKEN_WORD)
				buf_addc(&b, t.v[k].kind == TOKEN_MARK ? '!'
								       : '#');
			buf_adds(&b, s);
			buf_addc(&b, '|');
			order &= t.v[k].start >= end && s.n &&
			    t.v[k].end <= text.n;
			hash &= t.v[k].hash == utf8_hash_lower(s);
			/* A mark's own selector is no white space. */
			if (!strstr(text.p, "\xEF\xB8\x8F"))
				space &= blank ==
				    !!(t.v[k].flags & TOKEN_SPACE);
			end = t.v[k].end;
		}
		check_str(buf_str(&b), cases[i].tokens, cases[i].name);
		check(order, "... in order");
		check(hash, "... with the hash of lower case");
		check(space, "... and the white space before");
	}
	tokens_set(&t, STR("Ana's Gen. x"), NULL);
	check(t.n == 4, "without a list: no clitics, no abbreviations");
	tokens_release(&t);
	buf_release(&b);
}

static void
flags(void)
{
	static const struct {
		const char *text;
		unsigned flags; /* of the first token, but for TOKEN_SPACE */
	} t[] = {
	    {"Ana", TOKEN_CAP},
	    {"ana", TOKEN_LOWER},
	    {"ANA", TOKEN_CAP | TOKEN_UPPER},
	    {"A", TOKEN_CAP},
	    {"a", TOKEN_LOWER},
	    {"McKay", TOKEN_CAP},
	    {"iPhone", 0},
	    {"U.S.", TOKEN_CAP | TOKEN_UPPER | TOKEN_POINT},
	    {"a.m.", TOKEN_LOWER | TOKEN_POINT},
	    {"F-16", TOKEN_CAP | TOKEN_HYPHEN | TOKEN_DIGIT},
	    {"well-known", TOKEN_LOWER | TOKEN_HYPHEN},
	    {"1st", TOKEN_LOWER | TOKEN_DIGIT},
	    {"\xC3\x89mile", TOKEN_CAP},
	    {"\xC3\x89T\xC3\x89", TOKEN_CAP | TOKEN_UPPER},
	    {"\"", TOKEN_QUOTE},
	    {"\xE2\x80\x98x", TOKEN_QUOTE},
	    {"''", TOKEN_QUOTE},
	    {"\xC2\xAB", TOKEN_QUOTE},
	    {"-", 0},
	    {"'s", TOKEN_LOWER},
	};
	struct tokens v = {0};

	for (size_t i = 0; i < COUNT(t); i++) {
		tokens_set(&v, str_from(t[i].text), &lex);
		if (!check(v.n && (v.v[0].flags & ~TOKEN_SPACE) ==
				(int)t[i].flags,
			"flags of %s", t[i].text))
			printf("# got %d, expected %u\n",
			    v.n ? v.v[0].flags & ~TOKEN_SPACE : -1,
			    t[i].flags);
	}
	tokens_set(&v, STR("Said ("), &lex);
	check(token_is(STR("Said ("), &v.v[0], "said") &&
		token_is(STR("Said ("), &v.v[1], "(") &&
		!token_is(STR("Said ("), &v.v[0], "sai") &&
		!token_is(STR("Said ("), &v.v[0], "saids"),
	    "a token is a word");
	tokens_release(&v);
}

/* What begins with an apostrophe is a clitic, whichever it is. */
static void
clitics(void)
{
	static const struct {
		const char *text;
		bool clitic; /* is the last token one? */
	} t[] = {
	    {"Ana's", true},
	    {"'s", true},
	    {"they" APO "ll", true},
	    {"Ana", false},
	    {"'", false},
	};
	struct tokens v = {0};

	for (size_t i = 0; i < COUNT(t); i++) {
		struct str s = str_from(t[i].text);

		tokens_set(&v, s, &lex);
		check(token_is_clitic(s, &v.v[v.n - 1]) == t[i].clitic,
		    "clitic: %s", t[i].text);
	}
	tokens_release(&v);
}

/* Hostile texts: long, and made so that looking ahead would cost. */
static void
hostile(void)
{
	static const char *const part[] = {"'", "a'", "a.", "-", "a-", ".",
	    "''", APO, "a" APO "b", "\xCC\x81", "1,", "A&", "'a", GRIN,
	    "\xE2\x80\x8D", "a\xCC\x81"};
	struct tokens t = {0};
	struct buf b;

	buf_init(&b, 1 << 24);
	for (size_t i = 0; i < COUNT(part); i++) {
		size_t end = 0;
		bool order = true;

		buf_reset(&b);
		while (b.n < 400000)
			buf_addz(&b, part[i]);
		tokens_set(&t, buf_str(&b), &lex);
		for (size_t k = 0; k < t.n; k++) {
			order &= t.v[k].start >= end &&
			    t.v[k].end > t.v[k].start;
			end = t.v[k].end;
		}
		check(order && end <= b.n, "400 KB of %s", part[i]);
	}
	tokens_release(&t);
	buf_release(&b);
}

int
main(void)
{
	make_lexicon();
	offsets();
	flags();
	clitics();
	hostile();
	lexicon_release(&lex);
	return tap_done();
}
