#include "lang/lemma.h"

#include "base/utf8.h"

enum {
	ENDING = 5,   /* bytes of the longest ending */
	REST = 2,     /* and of the shortest rest of a word */
	LONGEST = 40, /* of a word; lower case may have half as many more */
};

void
lemmas_init(struct lemmas *l, const struct lexicon *lex)
{
	static const char *const names[LEMMA_CLASSES][3] = {
	    {"noun", "noun-form", "ending-noun"},
	    {"verb", "verb-form", "ending-verb"},
	    {"adj", "adj-form", "ending-adj"},
	    {"adv", "adv-form", "ending-adv"},
	    {"aux", "aux-form", "ending-aux"},
	};

	*l = (struct lemmas){.lex = lex};
	for (int c = 0; c < LEMMA_CLASSES; c++) {
		l->base[c] = lexicon_label(lex, names[c][0]);
		l->form[c] = lexicon_label(lex, names[c][1]);
		l->ending[c] = lexicon_label(lex, names[c][2]);
	}
	l->function = lexicon_label(lex, "function");
}

struct str
lemma_fold(struct str word, char room[LEMMA_MAX])
{
	struct buf b = {.p = room, .cap = LEMMA_MAX, .max = LEMMA_MAX};
	const char *p = word.p, *end = word.p + word.n;
	bool lower = true;
	uint32_t c;

	for (size_t i = 0; i < word.n; i++)
		lower &= (unsigned char)(word.p[i] - 'a') < 26;
	if (lower && word.n <= LEMMA_MAX)
		return word;
	while (p < end && !b.over) {
		c = uc_lower(utf8_next(&p, end));
		utf8_add(&b, c == 0x2019 ? '\'' : c);
	}
	return (struct str){room, b.n};
}

struct str
lemma_lower(struct str word, char room[LEMMA_MAX])
{
	return word.n > LONGEST ? word : lemma_fold(word, room);
}

/* How common the base form WORD is, from 1; 0: it is none of class C. */
static int
commonness(const struct lemmas *l, struct str word, enum lemma_class c)
{
	const struct lexicon_entry *e =
	    lexicon_lookup(l->lex, word, l->base[c]);
	struct str id;

	if (!e)
		return 0;
	id = lexicon_id(l->lex, e);
	return id.n ? id.p[0] - '0' + 1 : 1;
}

bool
lemma_is_base(const struct lemmas *l, struct str word, enum lemma_class c)
{
	return commonness(l, word, c) > 0;
}

/* WORD without its last N bytes and with PUT instead; false if that is none. */
static bool
replace(struct str word, size_t n, struct str put, char room[LEMMA_MAX],
    struct str *out)
{
	size_t rest = word.n - n;

	if (rest + put.n > LEMMA_MAX)
		return false;
	memcpy(room, word.p, rest);
	if (str_eqz(put, "=")) {
		if (rest < 2 || room[rest - 1] != room[rest - 2] ||
		    room[rest - 1] & 0x80)
			return false;
		rest--;
	} else if (!str_eqz(put, ".")) {
		memcpy(room + rest, put.p, put.n);
		rest += put.n;
	}
	*out = (struct str){room, rest};
	return true;
}

/*
 * The base of WORD (lower case) by its endings into ROOM: the commonest
 * known word, *HOW common it is. If none is known, *HOW is 0 and the base
 * what the longest ending's last choice gives; NULL without an ending.
 */
static struct str
by_ending(const struct lemmas *l, struct str word, enum lemma_class c,
    char room[LEMMA_MAX], int *how)
{
	char try[LEMMA_MAX];
	struct str best = {NULL, 0}, s, put, rest;
	bool longest = true;
	int k;

	*how = 0;
	for (size_t n = ENDING; n > 0; n--) {
		const struct lexicon_entry *e = NULL;

		/* Only whole characters: of "-\xC4\xA1ed" three are none. */
		if (word.n >= n + REST && (word.p[word.n - n] & 0xC0) != 0x80)
			e = lexicon_lookup(l->lex,
			    str_slice(word, word.n - n, word.n), l->ending[c]);
		if (!e)
			continue;
		rest = lexicon_id(l->lex, e);
		while (str_split(&rest, ' ', &put)) {
			if (!replace(word, n, put, try, &s))
				continue;
			k = commonness(l, s, c);
			if (k ? k <= *how : *how || !longest)
				continue;
			memcpy(room, s.p, s.n);
			best = (struct str){room, s.n};
			*how = k;
		}
		longest = false;
	}
	return best;
}

struct str
lemma_of(const struct lemmas *l, struct str word, enum lemma_class c,
    char room[LEMMA_MAX])
{
	char lower[LEMMA_MAX];
	const struct lexicon_entry *e;
	struct str s, base;
	int how;

	if (word.n > LONGEST)
		return word;
	s = lemma_lower(word, lower);
	e = lexicon_lookup(l->lex, s, l->form[c]);
	if (e)
		return lexicon_id(l->lex, e);
	base = by_ending(l, s, c, room, &how);
	/* "series": no ending leads to a word that is known, but itself. */
	if (base.p && (how || !commonness(l, s, c)))
		return base;
	return lemma_lower(word, room);
}

enum { IRREGULAR = 4, INFLECTED = 8, MOST = 12, FUNCTION = 1u << 31 };

uint32_t
lemma_classes(const struct lemmas *l, struct str word)
{
	char lower[LEMMA_MAX], room[LEMMA_MAX];
	uint32_t bits = 0;
	struct str s;
	int most = 0, k, how;

	s = lemma_fold(word, lower);
	if (s.n > LONGEST)
		return 0;
	if (lexicon_lookup(l->lex, s, l->function))
		return (uint32_t)utf8_hash_lower(s) | FUNCTION;
	for (unsigned c = LEMMA_NOUN; c <= LEMMA_ADV; c++) {
		k = commonness(l, s, c);
		bits |= (uint32_t)(k > 0) << c;
		if (lexicon_lookup(l->lex, s, l->form[c]))
			bits |= 1u << (IRREGULAR + c);
		by_ending(l, s, c, room, &how);
		bits |= (uint32_t)(how > 0) << (INFLECTED + c);
		k = k > how ? k : how;
		if (k > most) {
			most = k;
			bits = (bits & ((1u << MOST) - 1)) | (uint32_t)(c + 1)
								 << MOST;
		}
	}
	return bits;
}
