#include "news/annotation.h"

#include "news/language.h"

#include <string.h>

/* What a reading of one segment needs. */
struct reader {
	struct document *d;
	struct segment *s;
	struct utf8_map map;
	const char *why;
};

static struct str
text_of(struct reader *r, struct str raw)
{
	return json_string(raw, &r->d->arena);
}

static int
find_name(const char *const *names, int n, struct str s)
{
	for (int i = 0; i < n; i++)
		if (s.p && str_eqz(s, names[i]))
			return i;
	return -1;
}

/* The raw START and END as bytes of the segment's text. */
static bool
get_span(struct reader *r, struct str raw_start, struct str raw_end,
    size_t *start, size_t *end)
{
	size_t a, b;

	if (!json_size(raw_start, &a) || !json_size(raw_end, &b)) {
		r->why = "an annotation without start and end";
		return false;
	}
	*start = utf8_map_byte(&r->map, a);
	*end = utf8_map_byte(&r->map, b);
	if (*start > *end || *end > r->s->text.n) {
		r->why = "an annotation outside of its text";
		return false;
	}
	return true;
}

static size_t
count(struct str array)
{
	struct json_iter it;
	struct str v;
	size_t n = 0;

	if (json_walk(&it, array))
		while (json_element(&it, &v))
			n++;
	return n;
}

/* The members of an object that an array of names picks, as raw values. */
#define PICK(object, names, v)                         \
	struct str v[sizeof(names) / sizeof *(names)]; \
	json_pick(object, names, sizeof(names) / sizeof *(names), v)

static enum bound
bound_of(struct reader *r, struct str raw)
{
	int i = find_name(bounds, BOUND_RANGE + 1, text_of(r, raw));

	return i < 0 ? BOUND_EXACT : (enum bound)i;
}

static bool
read_entity(struct reader *r, struct str object, struct entity *e)
{
	static const char *const names[] = {"start", "end", "label", "name",
	    "id", "title", "unit", "of", "score", "value", "value2", "bound"};
	PICK(object, names, v);
	int label = find_name(entity_labels, ENTITY_LABELS, text_of(r, v[2]));

	if (!get_span(r, v[0], v[1], &e->start, &e->end))
		return false;
	if (label < 0) {
		r->why = "an entity with an unknown label";
		return false;
	}
	e->label = (enum entity_label)label;
	e->name = text_of(r, v[3]);
	e->id = text_of(r, v[4]);
	e->title = text_of(r, v[5]);
	e->unit = text_of(r, v[6]);
	e->of = text_of(r, v[7]);
	if (!json_double(v[8], &e->score))
		e->score = 1;
	json_double(v[9], &e->value);
	json_double(v[10], &e->value2);
	e->bound = bound_of(r, v[11]);
	return true;
}

static bool
read_date(struct reader *r, struct str object, struct date *t)
{
	static const char *const names[] = {"start", "end", "type", "value",
	    "mod", "freq", "quant", "from", "to", "alt"};
	PICK(object, names, v);
	int type = find_name(date_types, DATE_TYPES, text_of(r, v[2]));

	if (!get_span(r, v[0], v[1], &t->start, &t->end))
		return false;
	t->type = type < 0 ? DATE_DATE : (enum date_type)type;
	t->value = text_of(r, v[3]);
	t->mod = text_of(r, v[4]);
	t->freq = text_of(r, v[5]);
	t->quant = text_of(r, v[6]);
	t->from = text_of(r, v[7]);
	t->to = text_of(r, v[8]);
	t->alt = text_of(r, v[9]);
	return true;
}

/*
 * A place in this segment or, with `n`, in another one: that is known by its
 * text only, for its offsets are not needed again.
 */
static void
read_place(struct reader *r, struct str object, struct place *p)
{
	static const char *const names[] = {"text", "n", "start", "end"};
	PICK(object, names, v);
	size_t n;

	p->text = text_of(r, v[0]);
	if (!p->text.p && !v[2].p)
		return;
	p->seg = r->d->nseg - 1;
	if (json_size(v[1], &n) && n != r->s->n) {
		p->seg = SIZE_MAX;
		return;
	}
	if (v[2].p)
		get_span(r, v[2], v[3], &p->start, &p->end);
}

static bool
read_quote(struct reader *r, struct str object, struct quote *q)
{
	static const char *const names[] = {
	    "start", "end", "kind", "id", "speaker", "cue"};
	PICK(object, names, v);
	int kind = find_name(quote_kinds, QUOTE_KINDS, text_of(r, v[2]));

	if (!get_span(r, v[0], v[1], &q->start, &q->end))
		return false;
	q->kind = kind < 0 ? QUOTE_DIRECT : (enum quote_kind)kind;
	q->id = text_of(r, v[3]);
	q->name = text_of(r, json_get(v[4], "name"));
	read_place(r, v[4], &q->speaker);
	read_place(r, v[5], &q->cue);
	return !r->why;
}

static void
read_part(struct reader *r, struct str object, const char *name,
    struct claim_part *part)
{
	part->text = text_of(r, json_get(object, "text"));
	part->name = text_of(r, json_get(object, name));
}

static void
read_claim_lists(struct reader *r, struct str numbers, struct str dates,
    struct str places, struct claim *c)
{
	static const char *const number[] = {
	    "value", "value2", "unit", "of", "text", "bound"};
	static const char *const date[] = {"value", "from", "to", "text"};
	static const char *const place[] = {"text", "name", "id"};
	struct arena *a = &r->d->arena;
	struct json_iter it;
	struct str x;
	size_t n;

	c->number = arena_alloc(a, (count(numbers) + 1) * sizeof *c->number);
	if (json_walk(&it, numbers))
		while (json_element(&it, &x)) {
			struct claim_number *k = &c->number[c->nnumber++];
			PICK(x, number, v);

			memset(k, 0, sizeof *k);
			json_double(v[0], &k->value);
			json_double(v[1], &k->value2);
			k->unit = text_of(r, v[2]);
			k->of = text_of(r, v[3]);
			k->text = text_of(r, v[4]);
			k->bound = bound_of(r, v[5]);
		}
	n = count(dates) + 1;
	c->date = arena_alloc(a, n * sizeof *c->date);
	c->date_text = arena_alloc(a, n * sizeof *c->date_text);
	if (json_walk(&it, dates))
		while (json_element(&it, &x)) {
			struct date *t = &c->date[c->ndate];
			PICK(x, date, v);

			memset(t, 0, sizeof *t);
			t->value = text_of(r, v[0]);
			t->from = text_of(r, v[1]);
			t->to = text_of(r, v[2]);
			c->date_text[c->ndate++] = text_of(r, v[3]);
		}
	n = count(places) + 1;
	c->place = arena_alloc(a, n * sizeof *c->place);
	c->place_id = arena_alloc(a, n * sizeof *c->place_id);
	if (json_walk(&it, places))
		while (json_element(&it, &x)) {
			PICK(x, place, v);

			c->place[c->nplace].text = text_of(r, v[0]);
			c->place[c->nplace].name = text_of(r, v[1]);
			c->place_id[c->nplace++] = text_of(r, v[2]);
		}
}

static bool
read_claim(struct reader *r, struct str object, struct claim *c)
{
	static const char *const names[] = {"start", "end", "id", "subject",
	    "predicate", "object", "speaker", "negated", "modality", "numbers",
	    "dates", "places"};
	PICK(object, names, v);
	int m;

	if (!get_span(r, v[0], v[1], &c->start, &c->end))
		return false;
	c->id = text_of(r, v[2]);
	read_part(r, v[3], "name", &c->subject);
	read_part(r, v[4], "lemma", &c->predicate);
	read_part(r, v[5], "name", &c->object);
	read_part(r, v[6], "name", &c->speaker);
	c->negated = json_is_true(v[7]);
	m = find_name(modalities, MODALITIES, text_of(r, v[8]));
	c->modality = m < 0 ? MODALITY_ASSERTED : (enum modality)m;
	read_claim_lists(r, v[9], v[10], v[11], c);
	return true;
}

/* Reads the array of KEY, if there is one, with READ into *LIST. */
#define READ_LIST(r, rec, key, what, read, has)                           \
	do {                                                              \
		struct str list_ = (rec)->top.v[key], v_;                 \
		struct json_iter it_;                                     \
		if (!list_.p)                                             \
			break;                                            \
		if (!json_is_array(list_)) {                              \
			(r)->why = "an annotation that is no array";      \
			break;                                            \
		}                                                         \
		(r)->s->what = arena_alloc(&(r)->d->arena,                \
		    (count(list_) + 1) * sizeof *(r)->s->what);           \
		json_walk(&it_, list_);                                   \
		while (json_element(&it_, &v_)) {                         \
			memset(&(r)->s->what[(r)->s->n##what], 0,         \
			    sizeof *(r)->s->what);                        \
			if (!read(r, v_, &(r)->s->what[(r)->s->n##what])) \
				break;                                    \
			(r)->s->n##what++;                                \
		}                                                         \
		(r)->d->has |= !(r)->why;                                 \
	} while (0)

static void
read_meta(struct reader *r, struct str doc, struct meta *m)
{
	static const char *const names[] = {
	    "id", "date", "source", "title", "url", "author", "lang", "story"};
	PICK(doc, names, v);

	m->id = text_of(r, v[0]);
	m->date = text_of(r, v[1]);
	m->source = text_of(r, v[2]);
	m->title = text_of(r, v[3]);
	m->url = text_of(r, v[4]);
	m->author = text_of(r, v[5]);
	m->lang = text_of(r, v[6]);
	m->story = text_of(r, v[7]);
}

static void
read_dateline(struct reader *r, struct str object)
{
	static const char *const names[] = {"start", "end", "place", "date"};
	struct dateline *dl = &r->s->dateline;
	PICK(object, names, v);

	if (json_is_object(object) &&
	    get_span(r, v[0], v[1], &dl->start, &dl->end)) {
		dl->place = text_of(r, v[2]);
		dl->date = text_of(r, v[3]);
	}
}

static void
read_lists(struct reader *r, const struct record *rec, unsigned wanted)
{
	if (wanted & WITH_ENTITIES)
		READ_LIST(
		    r, rec, KEY_ENTITIES, entity, read_entity, has_entities);
	if (wanted & WITH_DATES && !r->why)
		READ_LIST(r, rec, KEY_DATES, date, read_date, has_dates);
	if (wanted & WITH_QUOTES && !r->why)
		READ_LIST(r, rec, KEY_QUOTES, quote, read_quote, has_quotes);
	if (wanted & WITH_CLAIMS && !r->why)
		READ_LIST(r, rec, KEY_CLAIMS, claim, read_claim, has_claims);
}

bool
annotation_read(struct document *d, const struct record *rec, unsigned wanted,
    const char **why)
{
	static struct utf8_map map; /* its memory is kept for the next one */
	struct reader r = {.d = d, .map = map};
	int kind;

	r.s = document_add(d);
	r.s->text = json_string(rec->top.v[KEY_TEXT], &d->arena);
	utf8_map_set(&r.map, r.s->text);
	if (d->nseg == 1)
		read_meta(&r, rec->top.v[KEY_DOC], &d->meta);
	if (!json_size(rec->top.v[KEY_N], &r.s->n))
		r.s->n = d->nseg - 1;
	json_size(rec->top.v[KEY_PAR], &r.s->par);
	json_size(rec->top.v[KEY_START], &r.s->start);
	json_size(rec->top.v[KEY_END], &r.s->end);
	kind = find_name(segment_kinds, SEGMENT_KINDS,
	    json_string(rec->top.v[KEY_KIND], &d->arena));
	r.s->kind = kind < 0 ? SEGMENT_SENTENCE : (enum segment_kind)kind;
	r.s->in_title = rec->top.v[KEY_IN].p != NULL;
	r.s->last = rec->last;
	read_dateline(&r, rec->top.v[KEY_DATELINE]);
	if (!r.why)
		read_lists(&r, rec, wanted);
	map = r.map;
	*why = r.why;
	return !r.why;
}

bool
annotation_next(struct annotation *a, struct filter *f)
{
	struct run *run = &a->run;
	const char *why;
	size_t n;

	do {
		if (!filter_run(f, run))
			return false;
		document_reset(&a->doc);
		n = 0;
		for (size_t i = 0; i < run->n; i++) {
			const struct record *r = &run->rec[i];

			if (annotation_read(&a->doc, r, a->wanted, &why)) {
				run->rec[n++] = *r;
				continue;
			}
			a->doc.nseg = n;
			if (!filter_skip(f, r, why))
				break;
		}
		run->n = n;
	} while (!n);
	a->strange = !language_has_data(a->doc.meta.lang);
	if (a->strange) {
		a->doc.nseg = 0;
		for (n = 0; n < run->n && !run->rec[n].selected;)
			n++;
		f->strange += n < run->n;
	}
	return true;
}

void
annotation_release(struct annotation *a)
{
	run_release(&a->run);
	document_release(&a->doc);
	buf_release(&a->out);
	utf8_map_release(&a->map);
}

/* ---- writing ---- */

static void
add_span(struct buf *b, const struct utf8_map *m, size_t start, size_t end,
    struct str text)
{
	json_add_size(b, "start", utf8_map_cp(m, start));
	json_add_size(b, "end", utf8_map_cp(m, end));
	json_add_member(b, "text", str_slice(text, start, end));
}

static void
add_number(struct buf *b, const char *key, double v)
{
	json_add_key(b, key);
	json_add_double(b, v);
}

static void
add_amount(struct buf *b, double value, double value2, enum bound bound,
    struct str unit, struct str of)
{
	add_number(b, "value", value);
	if (bound == BOUND_RANGE)
		add_number(b, "value2", value2);
	json_add_member(b, "unit", unit);
	json_add_member(b, "bound", str_from(bounds[bound]));
	json_add_member(b, "of", of);
}

void
annotation_entities(
    struct buf *b, const struct segment *s, const struct utf8_map *m)
{
	buf_addc(b, '[');
	for (size_t i = 0; i < s->nentity; i++) {
		const struct entity *e = &s->entity[i];

		json_add_comma(b);
		buf_addc(b, '{');
		add_span(b, m, e->start, e->end, s->text);
		json_add_member(b, "label", str_from(entity_labels[e->label]));
		json_add_member(b, "name", e->name);
		json_add_member(b, "id", e->id);
		json_add_member(b, "title", e->title);
		if (e->label >= ENTITY_MONEY)
			add_amount(
			    b, e->value, e->value2, e->bound, e->unit, e->of);
		json_add_key(b, "score");
		buf_addf(b, "%.2f", e->score);
		buf_addc(b, '}');
	}
	buf_addc(b, ']');
}

void
annotation_dates(
    struct buf *b, const struct segment *s, const struct utf8_map *m)
{
	buf_addc(b, '[');
	for (size_t i = 0; i < s->ndate; i++) {
		const struct date *t = &s->date[i];

		json_add_comma(b);
		buf_addc(b, '{');
		add_span(b, m, t->start, t->end, s->text);
		json_add_member(b, "type", str_from(date_types[t->type]));
		json_add_member(b, "value", t->value);
		json_add_member(b, "mod", t->mod);
		json_add_member(b, "freq", t->freq);
		json_add_member(b, "quant", t->quant);
		json_add_member(b, "from", t->from);
		json_add_member(b, "to", t->to);
		json_add_member(b, "alt", t->alt);
		buf_addc(b, '}');
	}
	buf_addc(b, ']');
}

static void
add_place(struct buf *b, const struct document *d, const struct segment *s,
    const struct utf8_map *m, const struct place *p)
{
	const struct segment *o;
	struct str before;

	if (!p->text.p)
		return;
	json_add_member(b, "text", p->text);
	if (p->seg >= d->nseg)
		return;
	o = &d->seg[p->seg];
	if (o == s) {
		json_add_size(b, "start", utf8_map_cp(m, p->start));
		json_add_size(b, "end", utf8_map_cp(m, p->end));
		return;
	}
	before = str_slice(o->text, 0, p->start);
	json_add_size(b, "start", utf8_count(before));
	before = str_slice(o->text, 0, p->end);
	json_add_size(b, "end", utf8_count(before));
	json_add_size(b, "n", o->n);
}

void
annotation_quotes(struct buf *b, const struct document *d,
    const struct segment *s, const struct utf8_map *m)
{
	buf_addc(b, '[');
	for (size_t i = 0; i < s->nquote; i++) {
		const struct quote *q = &s->quote[i];

		json_add_comma(b);
		buf_addc(b, '{');
		json_add_member(b, "id", q->id);
		add_span(b, m, q->start, q->end, s->text);
		json_add_member(b, "kind", str_from(quote_kinds[q->kind]));
		if (q->name.p || q->speaker.text.p) {
			json_add_key(b, "speaker");
			buf_addc(b, '{');
			json_add_member(b, "name", q->name);
			add_place(b, d, s, m, &q->speaker);
			buf_addc(b, '}');
		}
		if (q->cue.text.p) {
			json_add_key(b, "cue");
			buf_addc(b, '{');
			add_place(b, d, s, m, &q->cue);
			buf_addc(b, '}');
		}
		buf_addc(b, '}');
	}
	buf_addc(b, ']');
}

static void
add_part(struct buf *b, const char *key, const char *name,
    const struct claim_part *part)
{
	if (!part->text.p && !part->name.p)
		return;
	json_add_key(b, key);
	buf_addc(b, '{');
	json_add_member(b, "text", part->text);
	json_add_member(b, name, part->name);
	buf_addc(b, '}');
}

static void
add_claim(struct buf *b, const struct segment *s, const struct utf8_map *m,
    const struct claim *c)
{
	json_add_member(b, "id", c->id);
	add_span(b, m, c->start, c->end, s->text);
	add_part(b, "subject", "name", &c->subject);
	add_part(b, "predicate", "lemma", &c->predicate);
	add_part(b, "object", "name", &c->object);
	json_add_key(b, "negated");
	buf_addz(b, c->negated ? "true" : "false");
	json_add_member(b, "modality", str_from(modalities[c->modality]));
	add_part(b, "speaker", "name", &c->speaker);
	json_add_key(b, "numbers");
	buf_addc(b, '[');
	for (size_t i = 0; i < c->nnumber; i++) {
		const struct claim_number *k = &c->number[i];

		json_add_comma(b);
		buf_addc(b, '{');
		add_amount(b, k->value, k->value2, k->bound, k->unit, k->of);
		json_add_member(b, "text", k->text);
		buf_addc(b, '}');
	}
	buf_addc(b, ']');
	json_add_key(b, "dates");
	buf_addc(b, '[');
	for (size_t i = 0; i < c->ndate; i++) {
		json_add_comma(b);
		buf_addc(b, '{');
		json_add_member(b, "text", c->date_text[i]);
		json_add_member(b, "value", c->date[i].value);
		json_add_member(b, "from", c->date[i].from);
		json_add_member(b, "to", c->date[i].to);
		buf_addc(b, '}');
	}
	buf_addc(b, ']');
	json_add_key(b, "places");
	buf_addc(b, '[');
	for (size_t i = 0; i < c->nplace; i++) {
		json_add_comma(b);
		buf_addc(b, '{');
		json_add_member(b, "text", c->place[i].text);
		json_add_member(b, "name", c->place[i].name);
		json_add_member(b, "id", c->place_id[i]);
		buf_addc(b, '}');
	}
	buf_addc(b, ']');
}

void
annotation_claims(
    struct buf *b, const struct segment *s, const struct utf8_map *m)
{
	buf_addc(b, '[');
	for (size_t i = 0; i < s->nclaim; i++) {
		json_add_comma(b);
		buf_addc(b, '{');
		add_claim(b, s, m, &s->claim[i]);
		buf_addc(b, '}');
	}
	buf_addc(b, ']');
}

void
annotation_meta(struct buf *b, const struct meta *meta)
{
	json_add_member(b, "id", meta->id);
	json_add_member(b, "date", meta->date);
	json_add_member(b, "source", meta->source);
	json_add_member(b, "title", meta->title);
	json_add_member(b, "url", meta->url);
	json_add_member(b, "author", meta->author);
	json_add_member(b, "lang", meta->lang);
	json_add_member(b, "story", meta->story);
}

void
annotation_document(
    struct buf *b, const struct meta *meta, struct str more, struct str text)
{
	buf_addc(b, '{');
	annotation_meta(b, meta);
	buf_adds(b, more);
	json_add_member(b, "text", text);
	buf_addc(b, '}');
}

/* Appends the beginning of a Segment record, which all of a document share. */
static void
add_doc(struct buf *b, const struct meta *meta, struct str more_doc)
{
	buf_addz(b, "{\"doc\":{");
	annotation_meta(b, meta);
	buf_adds(b, more_doc);
	buf_addc(b, '}');
}

/* Appends what comes behind that; M is needed where there is a dateline. */
static void
add_segment(struct buf *b, const struct segment *s, const struct utf8_map *m)
{
	json_add_size(b, "n", s->n);
	json_add_size(b, "par", s->par);
	json_add_member(b, "kind", str_from(segment_kinds[s->kind]));
	if (s->in_title)
		json_add_member(b, "in", STR("title"));
	json_add_size(b, "start", s->start);
	json_add_size(b, "end", s->end);
	json_add_member(b, "text", s->text);
	if (s->dateline.end) {
		json_add_key(b, "dateline");
		buf_addc(b, '{');
		json_add_size(b, "start", utf8_map_cp(m, s->dateline.start));
		json_add_size(b, "end", utf8_map_cp(m, s->dateline.end));
		json_add_member(b, "place", s->dateline.place);
		json_add_member(b, "date", s->dateline.date);
		buf_addc(b, '}');
	}
	if (s->last)
		buf_addz(b, ",\"last\":true");
	buf_addc(b, '}');
}

/* How many of the annotations KEY the segment S has. */
static size_t
key_size(const struct segment *s, enum record_key key)
{
	return key == KEY_ENTITIES ? s->nentity
	       : key == KEY_DATES  ? s->ndate
	       : key == KEY_QUOTES ? s->nquote
	       : key == KEY_CLAIMS ? s->nclaim
				   : 0;
}

static void
add_key(struct annotation *a, const struct segment *s, enum record_key key)
{
	if (!key_size(s, key)) {
		buf_addz(&a->out, "[]");
		return;
	}
	utf8_map_set(&a->map, s->text);
	if (key == KEY_ENTITIES)
		annotation_entities(&a->out, s, &a->map);
	else if (key == KEY_DATES)
		annotation_dates(&a->out, s, &a->map);
	else if (key == KEY_QUOTES)
		annotation_quotes(&a->out, &a->doc, s, &a->map);
	else if (key == KEY_CLAIMS)
		annotation_claims(&a->out, s, &a->map);
}

void
annotation_write(struct annotation *a, struct filter *f, enum record_key key)
{
	a->out.max = BUF_MAX;
	for (size_t i = 0; i < a->run.n; i++) {
		struct str none = {NULL, 0};

		buf_reset(&a->out);
		if (a->strange)
			buf_addz(&a->out, "[]");
		else
			add_key(a, &a->doc.seg[i], key);
		filter_write(f, &a->run.rec[i], key,
		    key == KEY_COUNT ? none : buf_str(&a->out));
	}
	filter_written(f);
}

void
annotation_complete(struct annotation *a, size_t i, struct buf *out)
{
	static const enum record_key keys[] = {
	    KEY_ENTITIES, KEY_DATES, KEY_QUOTES, KEY_CLAIMS};
	const struct record *r = &a->run.rec[i];

	buf_add(out, r->line.p, r->top.close);
	for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
		if (r->top.v[keys[k]].p)
			continue;
		a->out.max = BUF_MAX;
		buf_reset(&a->out);
		add_key(a, &a->doc.seg[i], keys[k]);
		json_add_key(out, record_key_name(keys[k]));
		buf_adds(out, buf_str(&a->out));
	}
	buf_add(out, r->line.p + r->top.close, r->line.n - r->top.close);
}

void
annotation_segment(struct buf *b, const struct meta *meta,
    const struct segment *s, const struct utf8_map *m, struct str more_doc)
{
	add_doc(b, meta, more_doc);
	add_segment(b, s, m);
}

void
annotation_write_new(struct annotation *a, struct filter *f, struct str more,
    const char *file, unsigned long line)
{
	size_t doc;

	a->out.max = BUF_MAX;
	buf_reset(&a->out);
	add_doc(&a->out, &a->doc.meta, more);
	doc = a->out.n;
	for (size_t i = 0; i < a->doc.nseg; i++) {
		const struct segment *s = &a->doc.seg[i];

		a->out.n = doc;
		if (s->dateline.end)
			utf8_map_set(&a->map, s->text);
		add_segment(&a->out, s, &a->map);
		if (!filter_selects(f, buf_str(&a->out), file, line))
			continue;
		output_add(&f->out, buf_str(&a->out));
		output_line(&f->out);
	}
	filter_written(f);
}
