#include "lang/guess.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <textcat.h>

enum {
	OWN_SURE = 9, /* percent of all words that are commonest ones */
	DISTINCT = 3, /* different ones of these */
	LONGEST = 24, /* bytes of a word to look up */
	SMALL = 6     /* words in small letters that a text must have */
};

/* The library looks at some bytes behind a text: they are NUL. */
enum { PATH = 4096, ROOM = GUESS_BYTES + 8 };

/* Close kin of a language that models keep apart: read as the language. */
static const struct {
	const char *code, *kin;
} kins[] = {{"en", "sco"}};

struct guesser {
	const struct lexicon *words, *vocabulary;
	int common, known;
	const char *own, *folder;
	void *models;
	candidate_t *candidate;
	bool tried;
};

struct guesser *
guesser_new(const struct lexicon *words, const struct lexicon *vocabulary,
    const char *own, const char *models)
{
	struct guesser *g = mem_zalloc(1, sizeof *g);

	g->words = words;
	g->vocabulary = vocabulary;
	g->common = lexicon_label(words, "common-word");
	g->known = lexicon_label(vocabulary, "common");
	g->own = own;
	g->folder = models ? models : getenv("COPYDESK_MODELS");
	if (!g->folder || !g->folder[0])
		g->folder = LANGUAGE_MODELS;
	return g;
}

void
guesser_free(struct guesser *g)
{
	if (!g)
		return;
	if (g->candidate)
		textcat_ReleaseClassifyFullOutput(g->models, g->candidate);
	if (g->models)
		textcat_Done(g->models);
	free(g);
}

bool
guesser_blind(const struct guesser *g)
{
	return g->tried && !g->models;
}

static bool
open_models(struct guesser *g)
{
	char list[PATH], folder[PATH];
	int n, m;

	if (g->tried)
		return g->models;
	g->tried = true;
	n = snprintf(list, sizeof list, "%s/fpdb.conf", g->folder);
	m = snprintf(folder, sizeof folder, "%s/", g->folder);
	/* The library prints what it cannot open. */
	if (n < 0 || n >= PATH || m < 0 || m >= PATH || access(list, R_OK) != 0)
		return false;
	g->models = special_textcat_Init(list, folder);
	if (g->models)
		g->candidate = textcat_GetClassifyFullOutput(g->models);
	return g->models;
}

/* What a text is like, before models are asked. */
struct look {
	bool closely; /* SMALL and KNOWN are asked for */
	size_t letters, latin;
	size_t words, common, distinct; /* the commonest */
	size_t small, known;            /* without a capital; in the list */
};

static void
look_at_word(const struct guesser *g, struct look *k, struct str w,
    uint64_t seen[DISTINCT])
{
	const char *p = w.p;
	uint64_t h;
	size_t i;

	k->words++;
	if (k->closely && uc_class(utf8_next(&p, w.p + w.n)) & UC_LOWER) {
		k->small++;
		k->known += g->known >= 0 && w.n <= LONGEST &&
			    lexicon_lookup(g->vocabulary, w, g->known);
	}
	if (w.n > LONGEST || g->common < 0 ||
	    !lexicon_lookup(g->words, w, g->common))
		return;
	k->common++;
	h = utf8_hash_lower(w);
	for (i = 0; i < k->distinct; i++)
		if (seen[i] == h)
			return;
	if (k->distinct < DISTINCT)
		seen[k->distinct++] = h;
}

static struct look
look_at(const struct guesser *g, struct str t, bool closely)
{
	const char *p = t.p, *end = t.p + t.n, *word = NULL;
	uint64_t seen[DISTINCT];
	struct look k = {.closely = closely};

	while (p < end) {
		const char *at = p;
		uint32_t c = utf8_next(&p, end);

		if (uc_class(c) & (UC_LETTER | UC_MARK)) {
			/* An ideograph or a syllable says more than a letter */
			k.letters += c >= 0x2E80 ? 3 : 1;
			k.latin += c < 0x250;
			word = word ? word : at;
		} else if (word) {
			look_at_word(g, &k,
			    (struct str){word, (size_t)(at - word)}, seen);
			word = NULL;
		}
	}
	if (word)
		look_at_word(
		    g, &k, (struct str){word, (size_t)(end - word)}, seen);
	return k;
}

/* The first bytes of TEXT, white space made blanks: models know no lines. */
static struct str
sample(struct str text, char room[ROOM])
{
	size_t n;

	text = str_trim(text);
	n = text.n < GUESS_BYTES ? text.n : GUESS_BYTES;
	while (n && n < text.n && (text.p[n] & 0xC0) == 0x80)
		n--;
	for (size_t i = 0; i < n; i++) {
		char c = text.p[i];

		room[i] = c >= 0 && c < ' ' ? ' ' : c;
	}
	memset(room + n, 0, ROOM - n);
	return (struct str){room, n};
}

/* The models' names are like "es--utf8", "zh-CN-utf8". */
static struct str
code_of(const candidate_t *c)
{
	struct str rest = str_from(c->name), code;

	str_split(&rest, '-', &code);
	return code;
}

static bool
is_own(const struct guesser *g, struct str code)
{
	for (size_t i = 0; i < sizeof kins / sizeof *kins; i++)
		if (strcmp(kins[i].code, g->own) == 0 &&
		    str_eqz(code, kins[i].kin))
			return true;
	return str_eqz(code, g->own);
}

static bool
give(char code[GUESS_CODE], struct str s)
{
	if (!s.n || s.n >= GUESS_CODE)
		return false;
	memcpy(code, s.p, s.n);
	code[s.n] = '\0';
	return true;
}

bool
guesser_language(struct guesser *g, struct str text, char code[GUESS_CODE])
{
	char room[ROOM];
	struct str s = sample(text, room);
	struct look k = look_at(g, s, false);
	int n;

	if (k.letters < GUESS_LETTERS)
		return false;
	if (k.common * 100 >= k.words * OWN_SURE && k.distinct >= DISTINCT)
		return give(code, str_from(g->own));
	if (!open_models(g))
		return false;
	n = textcat_ClassifyFull(g->models, s.p, s.n, g->candidate);
	if (n <= 0)
		return false;
	for (int i = 0; i < n; i++)
		if (is_own(g, code_of(&g->candidate[i])))
			return i == 0 && n == 1 && give(code, str_from(g->own));
	/*
	 * A text of many names looks like some language or other: "Former
	 * President Adele Marrow met Foreign Minister Ivo Stanton". But its
	 * other words are mostly those of the own language.
	 */
	k = look_at(g, s, true);
	if (k.latin * 2 > k.letters &&
	    (k.small < SMALL || k.known * 2 > k.small))
		return false;
	return give(code, code_of(&g->candidate[0]));
}
