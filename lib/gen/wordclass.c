/*
 * wordclass - makes classes of words from bare text (lang/wordclass.h).
 *
 * usage: wordclass OUT COARSE FINE LEAST FILE.bio ...
 * A FILE has one token a line, blank lines between sentences; labels behind
 * the token are not looked at. Words seen LEAST times and more are put into
 * COARSE classes, and again into FINE ones.
 *
 * The classes are those under which each word's class tells most of the next
 * word's class: every word is tried in every class, and moved to the best,
 * until few move (the exchange algorithm: Kneser and Ney, Eurospeech 1993;
 * Martin, Liermann and Ney, Speech Communication 24, 1998). The criterion is
 * that of Brown and others (Computational Linguistics 18, 1992). The same
 * files in the same order give the same classes.
 */
#include "base/diag.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "lang/wordclass.h"
#include "news/data.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	ROUNDS = 12,
	EDGE = 0, /* the word before and behind every sentence */
	RARE = 1, /* every word too rare to have a class */
	WORDS = 2
};

/* The text: numbers of words, EDGE between sentences. */
static uint32_t *text;
static size_t ntext, textcap;

/* Words: by the order in which they came, then by how often. */
struct word {
	uint32_t key, count, number;
};

static struct word *word;
static size_t nword, wordcap;
static uint32_t *table; /* of numbers of words + 1, by key */
static size_t tablecap;

/* Neighbours of a word, behind it or before it: number and how often. */
struct next {
	uint32_t from, to, count;
};

struct side {
	struct next *v;
	size_t n, *at; /* of each word */
};

static struct side behind, before;

/* The classes at work. */
static uint32_t nclass;
static uint32_t *class_of, *total, *pair; /* pair[a * nclass + b] */
static double *entropy;                   /* n log n, for small n */

enum { SMALL = 1 << 20 };

static double
n_log_n(uint32_t n)
{
	return n < SMALL ? entropy[n] : n * log(n);
}

static uint32_t
word_number(uint32_t key)
{
	size_t i;

	if (nword * 2 >= tablecap) {
		tablecap = tablecap ? tablecap * 2 : 1 << 16;
		free(table);
		table = mem_zalloc(tablecap, sizeof *table);
		for (uint32_t k = 0; k < nword; k++) {
			i = word[k].key & (tablecap - 1);
			while (table[i])
				i = (i + 1) & (tablecap - 1);
			table[i] = k + 1;
		}
	}
	i = key & (tablecap - 1);
	while (table[i] && word[table[i] - 1].key != key)
		i = (i + 1) & (tablecap - 1);
	if (!table[i]) {
		word = mem_grow(word, nword, &wordcap, sizeof *word);
		word[nword] = (struct word){key, 0, (uint32_t)nword};
		table[i] = (uint32_t)++nword;
	}
	return table[i] - 1;
}

static void
add_word(uint32_t number)
{
	text = mem_grow(text, ntext, &textcap, sizeof *text);
	text[ntext++] = number;
}

/* The words of a sentence, as the tools will see them. */
static void
add_sentence(struct buf *line)
{
	static struct tokens t;

	if (!line->n)
		return;
	tokens_set(&t, buf_str(line), data_abbreviations());
	for (size_t i = 0; i < t.n; i++) {
		uint32_t k = word_number(wordclass_key(&t.v[i]));

		word[k].count++;
		add_word(k);
	}
	add_word(UINT32_MAX);
	buf_reset(line);
}

static void
read_file(const char *name)
{
	FILE *f = fopen(name, "r");
	struct buf text_;
	char *line = NULL;
	size_t cap = 0;

	if (!f)
		die_at(name, 0, "%s", strerror(errno));
	buf_init(&text_, BUF_MAX);
	while (getline(&line, &cap, f) > 0) {
		struct str w = {line, strcspn(line, "\t \r\n")};

		if (!w.n || str_starts(w, "-DOCSTART-")) {
			add_sentence(&text_);
			continue;
		}
		if (!utf8_valid(w, NULL))
			die_at(name, 0, "no UTF-8");
		if (text_.n)
			buf_addc(&text_, ' ');
		buf_adds(&text_, w);
	}
	add_sentence(&text_);
	buf_release(&text_);
	free(line);
	fclose(f);
}

static int
by_count(const void *a, const void *b)
{
	const struct word *x = a, *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

/* Numbers the words anew, commonest first, without those too rare. */
static void
number_words(uint32_t least)
{
	uint32_t *new = mem_zalloc(nword + 1, sizeof *new);
	uint32_t n = WORDS;

	qsort(word, nword, sizeof *word, by_count);
	for (size_t i = 0; i < nword; i++)
		new[word[i].number] = word[i].count < least ? RARE : n++;
	for (size_t i = 0; i < ntext; i++)
		text[i] = text[i] == UINT32_MAX ? EDGE : new[text[i]];
	nword = n;
	free(new);
}

static int
by_pair(const void *a, const void *b)
{
	const struct next *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->to < y->to ? -1 : x->to > y->to;
}

/* Counts each word's neighbours, AWAY places on in the text. */
static void
count_side(struct side *s, bool backwards)
{
	struct next *all = mem_zalloc(ntext + 1, sizeof *all);
	size_t n = 0;

	for (size_t i = 0; i < ntext; i++) {
		uint32_t a = i ? text[i - 1] : EDGE, b = text[i];

		all[i] =
		    backwards ? (struct next){b, a, 1} : (struct next){a, b, 1};
	}
	qsort(all, ntext, sizeof *all, by_pair);
	s->at = mem_zalloc(nword + 1, sizeof *s->at);
	for (size_t i = 0; i < ntext; i++) {
		if (n && by_pair(&all[n - 1], &all[i]) == 0) {
			all[n - 1].count++;
			continue;
		}
		all[n++] = all[i];
	}
	s->v = all;
	s->n = n;
	for (size_t i = 0, k = 0; k <= nword; k++) {
		while (i < n && all[i].from < k)
			i++;
		s->at[k] = i;
	}
}

/* Takes word W out of the counts of its class (SIGN -1), or puts it in. */
static void
count_in(uint32_t w, uint32_t sign)
{
	uint32_t c = class_of[w];

	for (size_t i = behind.at[w]; i < behind.at[w + 1]; i++)
		pair[c * nclass + class_of[behind.v[i].to]] +=
		    sign * behind.v[i].count;
	for (size_t i = before.at[w]; i < before.at[w + 1]; i++)
		if (before.v[i].to != w)
			pair[class_of[before.v[i].to] * nclass + c] +=
			    sign * before.v[i].count;
	for (size_t i = behind.at[w]; i < behind.at[w + 1]; i++)
		total[c] += sign * behind.v[i].count;
}

/* Of the classes that stand beside a word: which, and how often. */
struct beside {
	uint32_t *class, *count, n;
};

static void
gather(const struct side *s, uint32_t w, struct beside *b)
{
	for (uint32_t i = 0; i < b->n; i++)
		b->count[b->class[i]] = 0;
	b->n = 0;
	for (size_t i = s->at[w]; i < s->at[w + 1]; i++) {
		uint32_t c = class_of[s->v[i].to];

		if (s->v[i].to == w)
			continue;
		if (!b->count[c])
			b->class[b->n++] = c;
		b->count[c] += s->v[i].count;
	}
}

/* How well word W, of COUNT places, would stand in class C. */
static double
gain(uint32_t c, uint32_t count, const struct beside *to,
    const struct beside *on)
{
	double sum = 0;

	for (uint32_t i = 0; i < to->n; i++) {
		uint32_t d = to->class[i], n = pair[c * nclass + d];

		sum += n_log_n(n + to->count[d]) - n_log_n(n);
	}
	for (uint32_t i = 0; i < on->n; i++) {
		uint32_t d = on->class[i], n = pair[d * nclass + c];

		sum += n_log_n(n + on->count[d]) - n_log_n(n);
	}
	return sum - 2 * (n_log_n(total[c] + count) - n_log_n(total[c]));
}

/* One round over all words; returns how many moved. */
static size_t
exchange(struct beside *to, struct beside *on)
{
	size_t moved = 0;

	for (uint32_t w = WORDS; w < nword; w++) {
		uint32_t old = class_of[w], best = old;
		uint32_t count = word[w - WORDS].count;
		double most;

		count_in(w, (uint32_t)-1);
		gather(&behind, w, to);
		gather(&before, w, on);
		most = gain(old, count, to, on) + 1e-9;
		for (uint32_t c = WORDS; c < nclass; c++) {
			double g = c == old ? 0 : gain(c, count, to, on);

			if (c != old && g > most) {
				most = g;
				best = c;
			}
		}
		class_of[w] = best;
		moved += best != old;
		count_in(w, 1);
	}
	return moved;
}

static void
beside_init(struct beside *b)
{
	b->class = mem_zalloc(nclass, sizeof *b->class);
	b->count = mem_zalloc(nclass, sizeof *b->count);
	b->n = 0;
}

/* Makes K classes: class_of then has each word's, from WORDS on. */
static void
make_classes(uint32_t k)
{
	struct beside to, on;
	size_t moved = nword;

	nclass = k + WORDS;
	class_of = mem_zalloc(nword, sizeof *class_of);
	total = mem_zalloc(nclass, sizeof *total);
	pair = mem_zalloc((size_t)nclass * nclass, sizeof *pair);
	beside_init(&to);
	beside_init(&on);
	for (uint32_t w = 0; w < nword; w++)
		class_of[w] = w < WORDS ? w : WORDS + (w - WORDS) % k;
	for (size_t i = 0; i < ntext; i++) {
		uint32_t a = i ? text[i - 1] : EDGE;

		pair[class_of[a] * nclass + class_of[text[i]]]++;
		total[class_of[a]]++;
	}
	for (unsigned r = 0; r < ROUNDS && moved > nword / 200; r++) {
		moved = exchange(&to, &on);
		fprintf(stderr, "%u classes: %zu of %zu words moved\n", k,
		    moved, nword);
	}
	free(total);
	free(pair);
	free(to.class);
	free(to.count);
	free(on.class);
	free(on.count);
}

static uint32_t
number_arg(const char *s)
{
	unsigned long n = strtoul(s, NULL, 10);

	if (n < 1 || n > 10000)
		die("not a number of use: %s", s);
	return (uint32_t)n;
}

int
main(int argc, char *argv[])
{
	struct wordclass *out;
	struct buf file;
	FILE *f;

	diag_set_name("gen/wordclass");
	if (argc < 6)
		die("usage: wordclass OUT COARSE FINE LEAST FILE ...");
	for (int i = 5; i < argc; i++)
		read_file(argv[i]);
	number_words(number_arg(argv[4]));
	count_side(&behind, false);
	count_side(&before, true);
	entropy = mem_zalloc(SMALL, sizeof *entropy);
	for (uint32_t i = 1; i < SMALL; i++)
		entropy[i] = i * log(i);
	out = mem_zalloc(nword, sizeof *out);
	for (int level = 0; level < 2; level++) {
		make_classes(number_arg(argv[2 + level]));
		for (size_t i = WORDS; i < nword; i++) {
			struct wordclass *x = &out[i - WORDS];
			uint16_t c = (uint16_t)(class_of[i] - WORDS + 1);

			x->hash = word[i - WORDS].key;
			*(level ? &x->fine : &x->coarse) = c;
		}
		free(class_of);
	}
	buf_init(&file, BUF_MAX);
	wordclass_write(out, nword - WORDS, &file);
	f = fopen(argv[1], "wb");
	if (!f || fwrite(file.p, 1, file.n, f) != file.n || fclose(f))
		die_at(argv[1], 0, "%s", strerror(errno));
	buf_release(&file);
	free(out);
	free(text);
	free(word);
	free(table);
	return 0;
}
