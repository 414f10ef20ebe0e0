#include "news/quote_parts.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const class_names[CLASSES] = {"cue-verb", "cue-gerund",
    "cue-via", "cue-noun", "cue-medium", "cue-pronoun", "cue-object",
    "cue-determiner", "cue-preposition", "cue-conjunction", "cue-subordinator",
    "cue-question", "cue-that", "cue-relative", "cue-auxiliary", "cue-negation",
    "cue-adverb", "cue-time", "cue-role", "cue-honorific", "cue-elision",
    "cue-not-adverb", "cue-finite", "cue-scare", "given-gender"};

struct quoter *
quoter_new(const struct lexicon *abbreviations, const struct lexicon *words)
{
	struct quoter *q = mem_zalloc(1, sizeof *q);
	int adverb = lexicon_label(words, "cue-adverb-ending"),
	    past = lexicon_label(words, "cue-past-ending");

	q->abbreviations = abbreviations;
	q->words = words;
	q->class_of = mem_zalloc(words->nlabel + 1, sizeof *q->class_of);
	for (int i = 0; i < CLASSES; i++) {
		int label = lexicon_label(words, class_names[i]);

		if (label >= 0)
			q->class_of[label] = UINT32_C(1) << i;
	}
	for (uint32_t i = 0; i < words->nentry; i++) {
		const struct lexicon_entry *e = &words->entry[i];

		if (e->label == adverb)
			q->adverb = lexicon_name(words, e);
		if (e->label == past)
			q->past = lexicon_name(words, e);
	}
	return q;
}

void
quoter_beliefs(struct quoter *q, bool wanted)
{
	q->beliefs = wanted;
}

void
quoter_free(struct quoter *q)
{
	if (!q)
		return;
	free(q->class_of);
	free(q->w);
	free(q->q);
	free(q->u);
	free(q->t);
	free(q->p);
	free(q);
}

bool
word_is(const struct quoter *q, size_t i, char c)
{
	const struct word *w = &q->w[i];

	return w->end - w->start == 1 &&
	       q->doc->seg[w->seg].text.p[w->start] == c;
}

bool
word_comma(const struct quoter *q, size_t i)
{
	return !word_quoted(q, i) && word_is(q, i, ',');
}

bool
word_closes(const struct quoter *q, size_t i)
{
	return word_quoted(q, i) && q->q[q->w[i].quoted].closed &&
	       q->q[q->w[i].quoted].b == i;
}

bool
word_dash(const struct quoter *q, size_t i)
{
	struct str s = word_str(q, i);
	const char *p = s.p;
	uint32_t c;

	if (q->w[i].kind != TOKEN_MARK || !s.n)
		return false;
	c = utf8_next(&p, s.p + s.n);
	return c == '-' || (c >= 0x2012 && c <= 0x2015);
}

bool
word_opens_paragraph(const struct quoter *q, size_t i)
{
	const struct segment *s, *before;

	if (i == 0)
		return true;
	if (q->w[i].seg == q->w[i - 1].seg)
		return false;
	s = &q->doc->seg[q->w[i].seg];
	before = &q->doc->seg[q->w[i - 1].seg];
	return s->par != before->par || s->in_title != before->in_title ||
	       s->kind != before->kind;
}

/* ---- words ---- */

static uint16_t
frame_of(struct str id)
{
	static const char letters[] = "qtzwonsxyb";
	unsigned f = 0;

	for (size_t i = 0; i < id.n; i++) {
		const char *p = memchr(letters, id.p[i], sizeof letters - 1);

		if (p)
			f |= 1u << (p - letters);
	}
	return (uint16_t)f;
}

static bool
has_ending(struct str text, const struct token *t, struct str ending)
{
	return ending.n && t->end - t->start > ending.n + 2 &&
	       memcmp(text.p + t->end - ending.n, ending.p, ending.n) == 0;
}

static void
look_up(struct quoter *q, struct word *w, struct str text,
    const struct token *t, size_t left)
{
	struct lexicon_hit hit[8];
	size_t n = lexicon_all(q->words, text, t, left, hit, 8);

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < hit[i].count; k++) {
			const struct lexicon_entry *e = &hit[i].entry[k];
			uint32_t c = q->class_of[e->label];
			struct str id;

			if (!c || (c & IS_OBJECT && t->flags & TOKEN_UPPER &&
				      t->end - t->start > 1))
				continue; /* "US" is not "us" */
			id = lexicon_id(q->words, e);
			if (c & (IS_VERB | IS_GERUND) && !q->beliefs &&
			    frame_of(id) & IS_BELIEF)
				continue;
			/* The longest entry speaks for what it covers. */
			if (hit[i].n > 1 + (size_t)w->more) {
				w->more = (uint8_t)(hit[i].n - 1);
				w->cls = 0;
			}
			w->cls |= c;
			if (c & (IS_VERB | IS_GERUND)) {
				w->frame = frame_of(id);
				if (c & IS_VERB && hit[i].n == 1 &&
				    utf8_hash_lower(
					lexicon_name(q->words, e)) == t->hash)
					w->cls |= IS_BASE;
			}
			if (c & (IS_ROLE | IS_HONORIFIC))
				w->head =
				    utf8_hash_lower(lexicon_name(q->words, e));
			if (c & (IS_AUXILIARY | IS_CONJUNCTION |
				    IS_PREPOSITION | IS_SUBORDINATOR) &&
			    id.n) {
				w->aux = id.p[0];
				w->negated = id.n > 1;
			}
			if (c & (IS_PRONOUN | IS_ROLE | IS_HONORIFIC |
				    IS_OBJECT | IS_DETERMINER | IS_GIVEN) &&
			    id.n && !(w->trait && c == IS_GIVEN))
				w->trait = id.p[0];
			if (c == IS_OBJECT && id.n && id.p[id.n - 1] == 'r')
				w->aux = 'r';
			if (c == IS_DETERMINER && id.n > 1)
				w->aux = id.p[1];
		}
	if (!w->cls && t->kind == TOKEN_WORD && t->flags & TOKEN_LOWER) {
		if (has_ending(text, t, q->adverb))
			w->cls = IS_ADVERB;
		else if (has_ending(text, t, q->past))
			w->cls = IS_PAST;
	}
}

static void
add_words(struct quoter *q, size_t seg)
{
	const struct segment *s = &q->doc->seg[seg];
	size_t e = 0;

	for (size_t i = 0; i < s->ntoken; i++) {
		const struct token *t = &s->token[i];
		struct word *w;

		q->w = mem_grow(q->w, q->nw, &q->wcap, sizeof *q->w);
		w = &q->w[q->nw++];
		*w = (struct word){.start = t->start,
		    .end = t->end,
		    .seg = (uint32_t)seg,
		    .kind = t->kind,
		    .flags = t->flags,
		    .hash = t->hash,
		    .quoted = -1,
		    .entity = -1};
		look_up(q, w, s->text, t, s->ntoken - i);
		while (e < s->nentity && s->entity[e].end <= t->start)
			e++;
		/* A weekday alone is nobody's name here. */
		if (e < s->nentity && s->entity[e].start <= t->start &&
		    s->entity[e].label < ENTITY_MONEY &&
		    !(w->cls & IS_TIME && s->entity[e].start == t->start &&
			s->entity[e].end == t->end))
			w->entity = (int32_t)e;
	}
}

/* ---- units ---- */

/*
 * Does a new unit begin at word I, the first of its segment? Not inside
 * marks, and not where the cue was cut off ('"Why?"' + 'he asked.').
 */
static bool
opens_unit(const struct quoter *q, size_t i)
{
	if (word_opens_paragraph(q, i))
		return true;
	if (q->w[i].quoted >= 0 && q->w[i].quoted == q->w[i - 1].quoted)
		return false;
	if (word_closes(q, i - 1)) {
		if (q->w[i].flags & TOKEN_LOWER)
			return false;
		if (!word_is(q, i - 2, '.'))
			for (size_t k = i; k < i + 5 && k < q->nw; k++) {
				if (q->w[k].kind == TOKEN_MARK)
					break;
				if (word_has(q, k, IS_VERB))
					return false;
			}
	}
	return true;
}

/* Nobody says the dateline: "ASHFORD, May 5 — The road is closed, ..." */
static size_t
after_dateline(const struct quoter *q, size_t i)
{
	const struct segment *s = &q->doc->seg[q->w[i].seg];
	size_t k = i;

	while (k < q->nw && q->w[k].seg == q->w[i].seg &&
	       q->w[k].start < s->dateline.end)
		k++;
	while (k > i && k < q->nw && word_dash(q, k))
		k++;
	return k < q->nw && q->w[k].seg == q->w[i].seg ? k : i;
}

static void
find_units(struct quoter *q)
{
	q->nu = 0;
	for (size_t i = 0; i < q->nw; i++) {
		if (i && (q->w[i].seg == q->w[i - 1].seg || !opens_unit(q, i)))
			continue;
		if (q->nu)
			q->u[q->nu - 1].b = i;
		q->u = mem_grow(q->u, q->nu, &q->ucap, sizeof *q->u);
		q->u[q->nu++] = (struct unit){
		    after_dateline(q, i), q->nw, word_opens_paragraph(q, i)};
	}
}

/* ---- results ---- */

size_t
quoter_say(struct quoter *q, enum quote_kind kind, struct span cue,
    struct span speaker)
{
	q->t = mem_grow(q->t, q->nt, &q->tcap, sizeof *q->t);
	q->t[q->nt] =
	    (struct utterance){.kind = kind, .cue = cue, .speaker = speaker};
	if (speaker.a < speaker.b)
		q->t[q->nt].name = quoter_name(q, speaker);
	return q->nt++;
}

void
quoter_piece(struct quoter *q, size_t utterance, size_t a, size_t b)
{
	if (a >= b)
		return;
	q->p = mem_grow(q->p, q->np, &q->pcap, sizeof *q->p);
	q->p[q->np++] = (struct piece){{a, b}, utterance};
	q->t[utterance].pieces++;
	for (size_t i = a; i < b; i++)
		if (q->w[i].quoted >= 0)
			q->q[q->w[i].quoted].utterance = (int32_t)utterance;
}

void
quoter_take(struct quoter *q, size_t utterance, size_t k)
{
	quoter_piece(q, utterance, q->q[k].a + 1, q->q[k].b);
}

/* The bytes of words S, all of one segment, as a place. */
static struct place
place_of(const struct quoter *q, struct span s)
{
	struct place p = {0};

	if (s.a >= s.b)
		return p;
	p.seg = q->w[s.a].seg;
	p.start = q->w[s.a].start;
	while (s.b > s.a + 1 && q->w[s.b - 1].seg != p.seg)
		s.b--;
	p.end = q->w[s.b - 1].end;
	p.text = str_slice(q->doc->seg[p.seg].text, p.start, p.end);
	return p;
}

static int
by_place(const void *x, const void *y)
{
	const struct piece *a = x, *b = y;

	if (a->words.a != b->words.a)
		return a->words.a < b->words.a ? -1 : 1;
	return (a->utterance > b->utterance) - (a->utterance < b->utterance);
}

static void
write_quote(
    struct quoter *q, struct str *ids, size_t utterance, struct span words)
{
	const struct utterance *t = &q->t[utterance];
	struct place at = place_of(q, words);
	struct segment *s = &q->doc->seg[at.seg];
	struct quote *out;
	char id[48];

	if (!ids[utterance].p) {
		snprintf(id, sizeof id, "%zu.%zu", s->n, s->nquote);
		ids[utterance] = document_copy(q->doc, str_from(id));
	}
	out = &s->quote[s->nquote++];
	*out = (struct quote){.id = ids[utterance],
	    .start = at.start,
	    .end = at.end,
	    .kind = t->kind,
	    .name = t->name,
	    .speaker = place_of(q, t->speaker),
	    .cue = place_of(q, t->cue)};
}

/* Gives the segments their quotes: pieces are cut where segments end. */
static void
write_quotes(struct quoter *q)
{
	struct arena *arena = &q->doc->arena;
	struct str *ids = arena_alloc(arena, (q->nt + 1) * sizeof *ids);
	size_t *count = arena_alloc(arena, (q->doc->nseg + 1) * sizeof *count);

	memset(ids, 0, (q->nt + 1) * sizeof *ids);
	memset(count, 0, (q->doc->nseg + 1) * sizeof *count);
	if (q->np)
		qsort(q->p, q->np, sizeof *q->p, by_place);
	for (size_t i = 0; i < q->np; i++)
		for (size_t k = q->p[i].words.a; k < q->p[i].words.b; k++)
			if (k == q->p[i].words.a ||
			    q->w[k].seg != q->w[k - 1].seg)
				count[q->w[k].seg]++;
	for (size_t i = 0; i < q->doc->nseg; i++) {
		q->doc->seg[i].nquote = 0;
		q->doc->seg[i].quote = arena_alloc(
		    arena, (count[i] + 1) * sizeof *q->doc->seg[i].quote);
	}
	for (size_t i = 0; i < q->np; i++) {
		struct span s = q->p[i].words;

		while (s.a < s.b) {
			size_t e = s.a + 1;

			while (e < s.b && q->w[e].seg == q->w[s.a].seg)
				e++;
			write_quote(
			    q, ids, q->p[i].utterance, (struct span){s.a, e});
			s.a = e;
		}
	}
}

void
quoter_document(struct quoter *q, struct document *d)
{
	q->doc = d;
	q->nw = q->nt = q->np = 0;
	document_tokens(d, q->abbreviations);
	for (size_t i = 0; i < d->nseg; i++)
		if (segment_is_text(&d->seg[i]))
			add_words(q, i);
	quoter_marks(q);
	find_units(q);
	quoter_learn(q);
	q->last = -1;
	q->last_unit = 0;
	q->has_pending = false;
	for (size_t i = 0; i < q->nu; i++)
		quoter_unit(q, i);
	write_quotes(q);
	d->has_quotes = true;
}
