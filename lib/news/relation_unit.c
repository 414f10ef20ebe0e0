#include "news/relation_in.h"

#include "base/utf8.h"
#include "news/date_calendar.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct str
differ_keep(struct differ *r, struct str s)
{
	if (!s.p)
		return s;
	return (struct str){arena_copy(&r->arena, s.p, s.n), s.n};
}

/* ---- words ---- */

const struct lexicon_entry *
word_entry(const struct differ *r, struct str w, const int *label, size_t n)
{
	return lexicon_any(r->words, w, label, n);
}

/* The first letters of W serve as a stem in many languages. */
static uint32_t
first_letters(struct str w)
{
	const char *p = w.p, *end = w.p + w.n;
	uint64_t h = 0;

	for (int i = 0; i < STEM && p < end; i++) {
		uint32_t ch = uc_lower(utf8_next(&p, end));

		h = hash_mix(h, ch == 0x2019 ? '\'' : ch);
	}
	return (uint32_t)(h >> 16) | 1;
}

uint32_t
word_stem(const struct differ *r, struct str w)
{
	const struct lexicon_entry *e = lexicon_lookup(r->words, w, r->class);

	if (!e) {
		struct str lemma = word_lemma(r, w);

		if (lemma.p)
			w = lemma;
		e = lexicon_lookup(r->words, w, r->class);
	}
	if (!e)
		e = lexicon_lookup(r->words, w, r->frequency);
	return first_letters(e ? lexicon_name(r->words, e) : w);
}

uint32_t
name_key(struct str name)
{
	return (uint32_t)(utf8_hash_lower(name) >> 8) | 1;
}

uint32_t
class_key(const struct differ *r, struct str lemma, uint32_t *opposite)
{
	const struct lexicon_entry *e;

	*opposite = 0;
	if (!lemma.p)
		return 0;
	e = lexicon_lookup(r->words, lemma, r->class);
	if (!e)
		return name_key(lemma);
	lemma = lexicon_name(r->words, e);
	e = lexicon_lookup(r->words, lemma, r->opposite);
	if (e)
		*opposite = name_key(lexicon_id(r->words, e));
	return name_key(lemma);
}

int
stem_order(const void *a, const void *b)
{
	uint32_t x = ((const struct stem *)a)->hash,
		 y = ((const struct stem *)b)->hash;

	return (x > y) - (x < y);
}

size_t
stems_sort(struct stem *v, size_t n)
{
	size_t k = 0;

	/* A sentence has few: to insert them is faster than qsort. */
	if (n > MAXSTEMS)
		qsort(v, n, sizeof *v, stem_order);
	for (size_t i = 1; n <= MAXSTEMS && i < n; i++) {
		struct stem x = v[i];
		size_t j = i;

		for (; j && v[j - 1].hash > x.hash; j--)
			v[j] = v[j - 1];
		v[j] = x;
	}
	for (size_t i = 0; i < n; i++)
		if (!k || v[k - 1].hash != v[i].hash)
			v[k++] = v[i];
	return k;
}

/* ---- taking documents in ---- */

static struct unit *
add_unit(struct differ *r, enum unit_type type,
    const struct kept_segment *segment, size_t start, size_t end)
{
	struct unit *u;

	r->unit = mem_grow(r->unit, r->nunit, &r->unitcap, sizeof *r->unit);
	u = &r->unit[r->nunit++];
	memset(u, 0, sizeof *u);
	u->type = type;
	u->doc = (uint32_t)(r->ndoc - 1);
	u->segment = segment;
	u->start = start;
	u->end = end;
	u->copy = NO_UNIT;
	return u;
}

struct str
word_last(struct str s)
{
	struct str w = s;

	while (str_split(&s, ' ', &w))
		;
	return w;
}

/* Significant digits of a whole number: 3,200,000 has two. */
int
number_digits(double v)
{
	int n = 0;

	v = fabs(v);
	if (v < 1 || v > 1e15 || floor(v) != v)
		return 9;
	while (fmod(v, 10) == 0)
		v /= 10;
	while (v >= 1) {
		v = floor(v / 10);
		n++;
	}
	return n;
}

uint32_t
value_key(double v)
{
	uint64_t bits;

	v = floor(v * 1000);
	memcpy(&bits, &v, sizeof bits);
	return (uint32_t)hash_mix(1, bits) | 1;
}

/*
 * The office in a claim of a title: "Deputy FBI Director" before the name;
 * of all that stands behind one, its title.
 */
static struct str
office_of(const struct claim *c)
{
	struct str text = c->object.text, title = c->object.name;

	return text.n >= title.n &&
		       str_eq(str_slice(text, text.n - title.n, text.n), title)
		   ? text
		   : title;
}

/* The office of a title in bytes [START, END) of S that excludes others. */
static void
set_office(const struct differ *r, const struct segment *s, size_t start,
    size_t end, struct unit *u)
{
	struct lexicon_hit hit;
	struct str id, class;

	for (size_t i = segment_token(s, start);
	     i < s->ntoken && s->token[i].start < end; i++) {
		if (!lexicon_find(
			r->words, s->text, &s->token[i], s->ntoken - i, &hit))
			continue;
		for (size_t k = 0; k < hit.count; k++) {
			if (hit.entry[k].label != r->office)
				continue;
			id = lexicon_id(r->words, &hit.entry[k]);
			u->office = name_key(id);
			str_split(&id, ' ', &class);
			u->office_class = name_key(class);
		}
	}
}

static void
add_clause(struct differ *r, const struct segment *s, const struct claim *c,
    const struct kept_segment *ks, size_t sentence)
{
	bool title = !c->predicate.text.p && c->object.text.p;
	struct unit *u;

	/* What stands in apposition is compared with its sentence. */
	if (title && !c->object.name.p)
		return;
	u = add_unit(r, title ? TITLE : CLAUSE, ks, c->start, c->end);
	u->sentence = sentence;
	u->subject = differ_keep(
	    r, c->subject.name.p ? c->subject.name : c->subject.text);
	u->subject_text = differ_keep(r, c->subject.text);
	u->predicate = differ_keep(r, c->predicate.name);
	u->object = differ_keep(r, title ? office_of(c) : c->object.text);
	u->title = differ_keep(r, c->object.name);
	if (title)
		set_office(r, s, c->start, c->end, u);
	u->speaker = differ_keep(r, c->speaker.name);
	u->negated = c->negated;
	u->modality = c->modality;
	u->subject_key = c->subject.name.p ? name_key(c->subject.name) : 0;
	u->object_key = c->object.name.p ? name_key(c->object.name) : 0;
	u->repeated = u->predicate.p &&
		      lexicon_lookup(r->words, u->predicate, r->cue) != NULL;
	u->class_key = class_key(r, u->predicate, &u->opposite_key);
	if (!title)
		u->deed = deed_of(r, s, u);
	items_keep(r, s, c->start, c->end, false, u);
}

/* Units for verbs that are no claim's of their own: deed_embedded. */
static void
add_embedded(struct differ *r, const struct segment *s,
    const struct kept_segment *ks, size_t sentence)
{
	struct unit found, *u;
	uint32_t opposite;
	size_t i = 0;

	while ((i = deed_embedded(r, s, i, sentence + 1, &found)) != 0) {
		u = add_unit(r, CLAUSE, ks, found.start, found.end);
		u->sentence = sentence;
		u->embedded = true;
		u->subject = u->subject_text = found.subject;
		u->predicate = found.predicate;
		u->modality = found.modality;
		u->deed = found.deed;
		u->subject_key = u->subject.n ? name_key(u->subject) : 0;
		u->class_key = class_key(r, u->predicate, &opposite);
		items_keep(r, s, u->start, u->end, false, u);
	}
}

/*
 * The key of a quoted word, by its own form; its lowest bit tells that it is
 * a long one. "F.B.I." is "FBI". "Gen." and numbers, in digits or words, which
 * another report may write otherwise, are no long ones.
 */
static uint32_t
quote_word(const struct differ *r, struct str text, const struct token *t)
{
	struct str w = token_str(text, t), lemma = word_lemma(r, w);
	char bare[64];
	size_t n = 0, marks = 0;

	if (lemma.p)
		w = lemma;
	for (size_t i = 0; i < w.n && n < sizeof bare; i++)
		if (w.p[i] == '.' || w.p[i] == '-')
			marks++;
		else
			bare[n++] = w.p[i];
	return (first_letters((struct str){bare, n}) & ~1u) |
	       (utf8_count(w) >= LONG + marks && !(t->flags & TOKEN_POINT) &&
		   !lexicon_word(r->words, text, t, r->number));
}

/*
 * The words in bytes [START, END) of S as keys, in order. What stands in
 * brackets is the reporter's; it, or dots, show that words are left out.
 */
static void
quote_words(struct differ *r, const struct segment *s, size_t start, size_t end,
    struct unit *u)
{
	bool inside = false;

	u->word = arena_alloc(&r->arena, MAXWORDS * sizeof *u->word);
	for (size_t k = segment_token(s, start);
	     k < s->ntoken && s->token[k].end <= end && u->nword < MAXWORDS;
	     k++) {
		const struct token *t = &s->token[k];
		struct str w = token_str(s->text, t);

		if (t->kind == TOKEN_MARK) {
			bool opens = str_eqz(w, "(") || str_eqz(w, "[");

			u->cut |= opens || str_starts(w, "..") ||
				  str_eqz(w, "\xE2\x80\xA6");
			if (opens || str_eqz(w, ")") || str_eqz(w, "]"))
				inside = opens;
		} else if (!inside) {
			u->spare += (t->flags & TOKEN_POINT) != 0 ||
				    t->kind == TOKEN_NUMBER;
			u->word[u->nword++] = quote_word(r, s->text, t);
		}
	}
}

/* Is K a double quotation mark of any form? */
static bool
is_double_mark(struct str t, const struct token *k)
{
	struct str w = token_str(t, k);

	if (k->kind != TOKEN_MARK || !(k->flags & TOKEN_QUOTE))
		return false;
	return !str_eqz(w, "'") && !str_eqz(w, "`") &&
	       !str_eqz(w, "\xE2\x80\x98") && !str_eqz(w, "\xE2\x80\x99");
}

/* Is NAME one that the document's entities have? */
static bool
is_name(const struct doc *doc, struct str name)
{
	struct stem key = {.hash = name_key(name)};

	return doc->nname &&
	       bsearch(&key, doc->name, doc->nname, sizeof key, stem_order);
}

static void
add_quote(struct differ *r, const struct segment *s,
    const struct kept_segment *ks, const struct quote *of, size_t start,
    size_t end, size_t sentence)
{
	struct unit *u = add_unit(r, QUOTE, ks, start, end);

	u->sentence = sentence;
	if (of && of->name.p) {
		u->subject = differ_keep(r, of->name);
		/* "Lawmakers emerged" is no name that tells speakers apart. */
		if (is_name(&r->doc[r->ndoc - 1], of->name))
			u->subject_key = name_key(of->name);
	}
	items_keep(r, s, start, end, true, u);
	quote_words(r, s, start, end, u);
}

/*
 * One unit for each stretch of words in double marks, and for each piece of
 * a quotation whose marks stand in other segments. The speaker is that of
 * the quotation that holds it, if there is one.
 */
static void
add_quotes(struct differ *r, const struct segment *s,
    const struct kept_segment *ks, size_t sentence)
{
	size_t done = 0;

	for (size_t i = 0; i < s->ntoken; i++) {
		const struct quote *of = NULL;
		size_t start = s->token[i].end, end, k = i + 1;

		if (!is_double_mark(s->text, &s->token[i]))
			continue;
		while (k < s->ntoken && !is_double_mark(s->text, &s->token[k]))
			k++;
		if (k == s->ntoken)
			break;
		end = s->token[k].start;
		for (size_t n = 0; n < s->nquote; n++)
			if (s->quote[n].start < end &&
			    start < s->quote[n].end &&
			    s->quote[n].kind != QUOTE_INDIRECT)
				of = &s->quote[n];
		add_quote(r, s, ks, of, start, end, sentence);
		done = end;
		i = k;
	}
	for (size_t n = 0; n < s->nquote; n++)
		if (s->quote[n].kind == QUOTE_DIRECT &&
		    s->quote[n].start >= done && s->quote[n].name.p)
			add_quote(r, s, ks, &s->quote[n], s->quote[n].start,
			    s->quote[n].end, sentence);
}

/* The names that D uses, as sorted keys. */
static void
keep_names(struct differ *r, const struct document *d, struct doc *doc)
{
	struct stem *name = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < d->nseg; i++)
		for (size_t k = 0; k < d->seg[i].nentity; k++) {
			const struct entity *e = &d->seg[i].entity[k];
			struct str w = e->name;

			if (e->label >= ENTITY_MONEY)
				continue;
			if (!w.p)
				w = str_slice(d->seg[i].text, e->start, e->end);
			name = mem_grow(name, n, &cap, sizeof *name);
			name[n++].hash = name_key(w);
		}
	doc->nname = stems_sort(name, n);
	doc->name = arena_alloc(&r->arena, (doc->nname + 1) * sizeof *name);
	if (name && doc->nname)
		memcpy(doc->name, name, doc->nname * sizeof *name);
	free(name);
}

/* How many words of S are not in a quotation's marks. */
static size_t
own_words(const struct segment *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->ntoken; i++) {
		const struct token *t = &s->token[i];
		bool own = t->kind != TOKEN_MARK;

		for (size_t k = 0; k < s->nquote && own; k++)
			own = s->quote[k].kind == QUOTE_INDIRECT ||
			      t->start < s->quote[k].start ||
			      t->end > s->quote[k].end;
		n += own;
	}
	return n;
}

void
differ_add(struct differ *r, const struct document *d)
{
	struct meta *meta;
	struct doc *doc;

	r->doc = mem_grow(r->doc, r->ndoc, &r->doccap, sizeof *r->doc);
	doc = &r->doc[r->ndoc++];
	memset(doc, 0, sizeof *doc);
	/* Kept segments point at the meta, so it must not move. */
	meta = arena_alloc(&r->arena, sizeof *meta);
	meta->id = differ_keep(r, d->meta.id);
	meta->date = differ_keep(r, d->meta.date);
	meta->source = differ_keep(r, d->meta.source);
	meta->title = differ_keep(r, d->meta.title);
	meta->url = differ_keep(r, d->meta.url);
	meta->author = differ_keep(r, d->meta.author);
	meta->lang = differ_keep(r, d->meta.lang);
	meta->story = differ_keep(r, d->meta.story);
	doc->meta = *meta;
	keep_names(r, d, doc);
	for (size_t i = 0; i < d->nseg; i++) {
		const struct segment *s = &d->seg[i];
		struct kept_segment *ks;
		size_t sentence = r->nunit;

		if (!segment_is_text(s) || s->kind == SEGMENT_BYLINE ||
		    s->kind == SEGMENT_CREDIT || s->kind == SEGMENT_HEADING)
			continue;
		ks = arena_alloc(&r->arena, sizeof *ks);
		*ks = (struct kept_segment){.meta = meta,
		    .text = differ_keep(r, s->text),
		    .n = s->n,
		    .start = s->start,
		    .end = s->end,
		    .in_title = s->in_title,
		    .earlier = d->earlier,
		    .voice = ks,
		    .own = own_words(s),
		    .unit = r->nunit};
		r->segment = mem_grow(r->segment, r->nsegment, &r->segmentcap,
		    sizeof *r->segment);
		r->segment[r->nsegment++] = ks;
		items_find(r, s);
		items_sentence(r, add_unit(r, SENTENCE, ks, 0, s->text.n));
		figures_find(r, s, &r->unit[sentence]);
		for (size_t k = 0; k < s->nclaim; k++)
			add_clause(r, s, &s->claim[k], ks, sentence);
		figures_place(r, s, sentence, sentence + 1);
		add_embedded(r, s, ks, sentence);
		add_quotes(r, s, ks, sentence);
		ks->nunit = r->nunit - ks->unit;
		r->counts.claims += s->nclaim;
	}
}
