#include "gen/conllu.h"

#include "base/diag.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <errno.h>
#include <stdlib.h>

enum { FORM = 1, LEMMA, UPOS, XPOS, HEAD = 6, MISC = 9, COLUMNS };

void
conllu_open(struct conllu *c, const char *name)
{
	*c = (struct conllu){.f = fopen(name, "r")};
	if (!c->f)
		die_at(name, 0, "%s", strerror(errno));
	buf_init(&c->text, BUF_MAX);
}

static void
copy(char *to, size_t cap, struct str s)
{
	size_t n = s.n < cap - 1 ? s.n : cap - 1;

	memcpy(to, s.p, n);
	to[n] = '\0';
}

/*
 * Words of one token ("don't") stand in its text one behind the other; if
 * they do not spell it ("du"), each has all of it.
 */
static uint32_t
place_word(struct conllu *c, struct conllu_word *w, struct str form,
    uint32_t at, uint32_t end)
{
	struct str rest = str_slice(buf_str(&c->text), at, end);

	if (rest.n >= form.n && memcmp(rest.p, form.p, form.n) == 0) {
		w->start = at;
		w->end = at + (uint32_t)form.n;
		return w->end;
	}
	w->start = at < end ? at : end - 1;
	w->end = end;
	return at;
}

bool
conllu_next(struct conllu *c)
{
	unsigned long last = 0; /* the last word of a token of several */
	uint32_t at = 0, end = 0;
	ssize_t got;

	c->nword = 0;
	buf_reset(&c->text);
	while ((got = getline(&c->line, &c->linecap, c->f)) > 0) {
		struct str rest = str_trim((struct str){c->line, (size_t)got});
		struct str col[COLUMNS];
		struct conllu_word *w;
		unsigned long id;
		size_t n = 0;

		if (!rest.n && c->nword)
			break;
		if (!rest.n || *rest.p == '#')
			continue;
		while (n < COLUMNS && str_split(&rest, '\t', &col[n]))
			n++;
		if (n < COLUMNS || !utf8_valid(col[FORM], NULL))
			die("conllu: a line has no ten columns of UTF-8");
		if (memchr(col[0].p, '.', col[0].n))
			continue;
		id = strtoul(col[0].p, NULL, 10);
		if (id > last) {
			at = (uint32_t)c->text.n;
			buf_adds(&c->text, col[FORM]);
			end = (uint32_t)c->text.n;
			if (!strstr(col[MISC].p, "SpaceAfter=No"))
				buf_addc(&c->text, ' ');
		}
		if (memchr(col[0].p, '-', col[0].n)) {
			last = strtoul(strchr(col[0].p, '-') + 1, NULL, 10);
			continue;
		}
		c->word = mem_grow(c->word, c->nword, &c->cap, sizeof *c->word);
		w = &c->word[c->nword++];
		*w = (struct conllu_word){
		    .head = (uint32_t)strtoul(col[HEAD].p, NULL, 10),
		    .tag = (uint8_t)tag_of(col[UPOS], col[XPOS])};
		if (w->tag == TAGS)
			die("conllu: unknown part of speech");
		copy(w->upos, sizeof w->upos, col[UPOS]);
		copy(w->xpos, sizeof w->xpos, col[XPOS]);
		copy(w->lemma, sizeof w->lemma, col[LEMMA]);
		at = place_word(c, w, col[FORM], at, end);
	}
	if (c->nword)
		return true;
	fclose(c->f);
	free(c->line);
	free(c->word);
	buf_release(&c->text);
	return false;
}

void
conllu_tokens(const struct conllu *c, struct tokens *t)
{
	t->n = 0;
	for (size_t i = 0; i < c->nword; i++)
		tokens_add(
		    t, buf_str(&c->text), c->word[i].start, c->word[i].end);
}

size_t
conllu_word_of(const struct conllu *c, const struct token *t)
{
	size_t best = SIZE_MAX;
	int most = 0;

	for (size_t i = 0; i < c->nword; i++) {
		const struct conllu_word *w = &c->word[i];
		const struct conllu_word *h =
		    w->head ? &c->word[w->head - 1] : NULL;
		bool outside, small;
		int k;

		if (w->end <= t->start || w->start >= t->end)
			continue;
		outside = !h || h->end <= t->start || h->start >= t->end;
		small = w->tag == TAG_PUNCT || w->tag == TAG_PART;
		k = 1 + !small * 2 + outside;
		if (k > most) {
			most = k;
			best = i;
		}
	}
	return best;
}
