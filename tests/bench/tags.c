/*
 * tags - how good and how fast the tagger is: tags [-m MODEL] FILE ...
 *
 * For each file in CoNLL-U: figures on its own words and on our tokens, in
 * per cent, then words a second over all of them, the best of several runs.
 */
#include "base/diag.h"
#include "base/mem.h"
#include "gen/conllu.h"
#include "news/data.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

static struct sequence file_model;
static const struct sequence *model;
static struct lemmas words;
static struct tagging *tagging;
static const char *show; /* errors of this UPOS, or "all" */

enum { SETS = 4 }; /* as written, small letters, with capitals, capitals */

struct score {
	unsigned long n, upos, full, verb, verb_right, lemma, lemma_right;
	unsigned long known, known_right;
};

static bool
counts_lemma(const char *upos)
{
	return strcmp(upos, "VERB") == 0 || strcmp(upos, "NOUN") == 0 ||
	       strcmp(upos, "ADJ") == 0 || strcmp(upos, "AUX") == 0;
}

static bool
is_gold_verb(const struct conllu_word *w)
{
	return tag_is_verb(w->tag) || tag_is_aux(w->tag);
}

static void
count_lemma(struct score *s, struct str word, const struct conllu_word *w,
    enum tag tag)
{
	char room[LEMMA_MAX];
	struct str l = tag_lemma(&words, word, tag, room);

	s->lemma++;
	s->lemma_right += str_eqz(l, w->lemma);
	if (show && strcmp(show, "lemma") == 0 && !str_eqz(l, w->lemma))
		printf("LEMMA %.*s %s: %.*s, not %s\n", (int)word.n, word.p,
		    w->upos, (int)l.n, l.p, w->lemma);
}

/* T are the words (EACH) or tokens of our own. */
static void
count(struct score *s, const struct conllu *c, const struct tokens *t,
    bool each)
{
	static uint8_t *tag;
	static size_t cap;
	struct str text = buf_str(&c->text);

	if (t->n > cap) {
		cap = t->n * 2;
		tag = mem_resize(tag, cap, 1);
	}
	tagging_run(tagging, text, t->v, t->n, tag);
	for (size_t i = 0; i < t->n; i++) {
		size_t k = each ? i : conllu_word_of(c, &t->v[i]);
		const struct conllu_word *w;
		bool right;

		if (k == SIZE_MAX)
			continue;
		w = &c->word[k];
		right = strcmp(tag_upos(tag[i]), w->upos) == 0;
		s->n++;
		s->upos += right;
		s->full += tag[i] == w->tag;
		if (is_gold_verb(w)) {
			s->verb++;
			s->verb_right += tag[i] == w->tag;
		}
		/* Where a token is the word, and no part of it. */
		if (counts_lemma(w->upos) && w->start == t->v[i].start &&
		    w->end == t->v[i].end)
			count_lemma(s, token_str(text, &t->v[i]), w, tag[i]);
		if (show && !right &&
		    (!strcmp(show, "all") || !strcmp(show, w->upos)))
			printf("%s>%s %.*s: %.*s\n", w->upos,
			    tag_upos(tag[i]),
			    (int)(t->v[i].end - t->v[i].start),
			    text.p + t->v[i].start, (int)text.n, text.p);
	}
}

static double
percent(unsigned long a, unsigned long b)
{
	return b ? 100.0 * (double)a / (double)b : 0;
}

static void
change_case(struct buf *text, unsigned how)
{
	bool first = true;

	for (size_t i = 0; how && i < text->n; i++) {
		char *c = &text->p[i];

		if (*c >= 'a' && *c <= 'z' && (how == 3 || (how == 2 && first)))
			*c = (char)(*c - 32);
		else if (*c >= 'A' && *c <= 'Z' && how == 1)
			*c = (char)(*c + 32);
		first = *c == ' ';
	}
}

static void
print(const char *set, const char *what, const struct score *s)
{
	printf("tags %s.%s n %lu UPOS %.2f tag %.2f verbs %.2f lemma %.2f\n",
	    set, what, s->n, percent(s->upos, s->n), percent(s->full, s->n),
	    percent(s->verb_right, s->verb),
	    percent(s->lemma_right, s->lemma));
}

static void
measure(const char *name)
{
	static const char *const ways[SETS] = {
	    "words", "small", "title", "capitals"};
	struct score s[SETS] = {{0}}, own = {0};
	struct tokens t = {0};
	struct conllu c;
	struct str set = str_from(name);
	char short_name[64];

	conllu_open(&c, name);
	while (conllu_next(&c)) {
		tokens_set(&t, buf_str(&c.text), data_abbreviations());
		if (!show)
			count(&own, &c, &t, false);
		for (unsigned way = 0; way < (show ? 1 : SETS); way++) {
			change_case(&c.text, way);
			conllu_tokens(&c, &t);
			count(&s[way], &c, &t, true);
		}
	}
	if (strrchr(name, '/'))
		set = str_from(strrchr(name, '/') + 1);
	snprintf(short_name, sizeof short_name, "%.*s",
	    (int)(str_ends(set, ".conllu") ? set.n - 7 : set.n), set.p);
	for (unsigned way = 0; way < SETS; way++)
		print(short_name, ways[way], &s[way]);
	print(short_name, "tokens", &own);
	tokens_release(&t);
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

struct sentence {
	struct str text;
	size_t first, n; /* tokens */
};

enum { RUNS = 15, REPEAT = 4 };

/* The sentences of the files, tagged again and again. */
static void
speed(char *file[], int nfile)
{
	struct buf all;
	struct tokens one = {0};
	struct token *t = NULL;
	struct sentence *s = NULL;
	size_t n = 0, cap = 0, nt = 0, tcap = 0;
	struct conllu c;
	uint8_t tag[4096];
	double best = 1e9;

	buf_init(&all, BUF_MAX);
	buf_reserve(&all, 64 << 20); /* so that it does not move */
	for (int i = 0; i < nfile; i++) {
		conllu_open(&c, file[i]);
		while (conllu_next(&c)) {
			s = mem_grow(s, n, &cap, sizeof *s);
			s[n].text = (struct str){all.p + all.n, c.text.n};
			buf_adds(&all, buf_str(&c.text));
			tokens_set(&one, s[n].text, data_abbreviations());
			s[n].first = nt;
			s[n++].n = one.n;
			for (size_t k = 0; k < one.n; k++) {
				t = mem_grow(t, nt, &tcap, sizeof *t);
				t[nt++] = one.v[k];
			}
		}
	}
	for (int run = 0; run < RUNS; run++) {
		double from = now(), spent;

		for (size_t i = 0; i < n * REPEAT; i++)
			tagging_run(tagging, s[i % n].text,
			    t + s[i % n].first, s[i % n].n, tag);
		spent = (now() - from) / REPEAT;
		best = spent < best ? spent : best;
	}
	printf("tags speed tokens %zu Mwords/s %.2f\n", nt,
	    (double)nt / best / 1e6);
	tokens_release(&one);
	buf_release(&all);
	free(s);
	free(t);
}

static void
read_model(const char *name)
{
	static struct buf b;
	FILE *f = fopen(name, "rb");
	char part[65536];
	size_t k;

	if (!f)
		die_at(name, 0, "%s", strerror(errno));
	buf_init(&b, BUF_MAX);
	while ((k = fread(part, 1, sizeof part, f)) > 0)
		buf_add(&b, part, k);
	fclose(f);
	if (!sequence_open(&file_model, buf_str(&b)))
		die_at(name, 0, "no model");
	model = &file_model;
}

int
main(int argc, char *argv[])
{
	int i = 1;

	diag_set_name("bench/tags");
	model = data_tag_model();
	for (; i + 1 < argc && argv[i][0] == '-'; i += 2)
		if (argv[i][1] == 'm')
			read_model(argv[i + 1]);
		else
			show = argv[i + 1];
	lemmas_init(&words, data_classes());
	tagging = tagging_new(model, &words);
	for (int k = i; k < argc; k++)
		measure(argv[k]);
	if (!show)
		speed(argv + i, argc - i);
	tagging_free(tagging);
	return 0;
}
