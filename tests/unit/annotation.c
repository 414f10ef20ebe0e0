/* news/annotation: what is written is read again, offsets included */

#include "news/annotation.h"

#include "tap.h"

#define E_ACUTE "\xC3\xA9"
#define GRIN "\xF0\x9F\x98\x80"

static const char text[] = GRIN " Caf" E_ACUTE " Lind paid $5 on Monday, "
    "\xE2\x80\x9Cyes\xE2\x80\x9D she said.";

static struct document d;
static struct utf8_map map;

/* The bounds in bytes of the first WORD in the text. */
static void
place(const char *word, size_t *start, size_t *end)
{
	*start = str_find(str_from(text), str_from(word), 0);
	*end = *start + strlen(word);
}

static void
fill(void)
{
	static struct entity entity[3];
	static struct date date[1];
	static struct quote quote[1];
	static struct claim claim[1];
	static struct claim_number number[1];
	static struct date when[1];
	static struct str when_text[1];
	static struct claim_part where[1];
	static struct str where_id[1];
	struct segment *s;

	document_reset(&d);
	d.meta = (struct meta){.id = STR("a/" E_ACUTE), .date = STR("2026-03-09"),
	    .source = STR("Wire"), .title = STR("\"T\""), .url = STR("u"),
	    .author = STR("A"), .lang = STR("en"), .story = STR("s")};
	s = document_add(&d);
	s->text = STR("\xC3\x89lan Lind\nspoke.");
	s->kind = SEGMENT_TITLE;
	s->in_title = true;
	s->end = 17;
	s = document_add(&d);
	s->text = str_from(text);
	s->n = 1;
	s->par = 1;
	s->start = 20;
	s->end = 20 + utf8_count(s->text);
	s->last = true;
	place(GRIN, &s->dateline.start, &s->dateline.end);
	s->dateline.place = STR("PORT ALDEN");
	s->dateline.date = STR("March 9");

	place("Caf" E_ACUTE " Lind", &entity[0].start, &entity[0].end);
	entity[0].label = ENTITY_ORG;
	entity[0].name = STR("Caf" E_ACUTE " Lind");
	entity[0].id = STR("xx:1");
	entity[0].title = STR("Company");
	entity[0].score = 0.25;
	place("$5", &entity[1].start, &entity[1].end);
	entity[1].label = ENTITY_MONEY;
	entity[1].value = 5;
	entity[1].value2 = 7.5;
	entity[1].bound = BOUND_RANGE;
	entity[1].unit = STR("USD");
	entity[1].of = STR("lunch");
	entity[1].score = 1;
	place("she", &entity[2].start, &entity[2].end);
	entity[2].label = ENTITY_PERSON;
	entity[2].name = STR("\xC3\x89lan Lind");
	s->entity = entity;
	s->nentity = 3;

	place("Monday", &date[0].start, &date[0].end);
	date[0] = (struct date){date[0].start, date[0].end, DATE_SET,
	    STR("2026-03-09"), STR("APPROX"), STR("1W"), STR("EVERY"),
	    STR("2026-03-09"), STR("2026-03-10"), STR("2026-09-03")};
	s->date = date;
	s->ndate = 1;

	place("yes", &quote[0].start, &quote[0].end);
	quote[0].id = STR("1.0");
	quote[0].kind = QUOTE_MIXED;
	quote[0].name = STR("\xC3\x89lan Lind");
	quote[0].speaker.text = STR("\xC3\x89lan Lind");
	quote[0].speaker.seg = 0;
	quote[0].speaker.end = 10;
	quote[0].cue.text = STR("said");
	quote[0].cue.seg = 1;
	place("said", &quote[0].cue.start, &quote[0].cue.end);
	s->quote = quote;
	s->nquote = 1;

	place("Caf" E_ACUTE " Lind paid $5", &claim[0].start, &claim[0].end);
	claim[0].id = STR("1.c0");
	claim[0].subject = (struct claim_part){STR("Lind"), STR("Caf Lind")};
	claim[0].predicate = (struct claim_part){STR("paid"), STR("pay")};
	claim[0].object.text = STR("$5");
	claim[0].speaker.name = STR("\xC3\x89lan Lind");
	claim[0].negated = true;
	claim[0].modality = MODALITY_DENIED;
	number[0] = (struct claim_number){5, 0, BOUND_MIN, STR("USD"),
	    {NULL, 0}, STR("$5")};
	claim[0].number = number;
	claim[0].nnumber = 1;
	when[0] = (struct date){.value = STR("2026-03-09"),
	    .from = STR("2026-03-09"), .to = STR("2026-03-09")};
	when_text[0] = STR("Monday");
	claim[0].date = when;
	claim[0].date_text = when_text;
	claim[0].ndate = 1;
	where[0] = (struct claim_part){STR("Port Alden"), STR("Port Alden")};
	where_id[0] = STR("xx:2");
	claim[0].place = where;
	claim[0].place_id = where_id;
	claim[0].nplace = 1;
	s->claim = claim;
	s->nclaim = 1;
}

/* Segment I of D with all its annotations, as a filter would write it. */
static void
write_segment(struct buf *b, const struct document *doc, size_t i)
{
	const struct segment *s = &doc->seg[i];
	struct buf line, value;
	struct record r;
	const char *why;

	buf_init(&value, BUF_MAX);
	buf_init(&line, BUF_MAX);
	utf8_map_set(&map, s->text);
	buf_reset(b);
	annotation_segment(b, &doc->meta, s, &map, STR(",\"x\":1.10"));
	for (int key = KEY_ENTITIES; key <= KEY_CLAIMS; key++) {
		buf_reset(&value);
		if (key == KEY_ENTITIES)
			annotation_entities(&value, s, &map);
		else if (key == KEY_DATES)
			annotation_dates(&value, s, &map);
		else if (key == KEY_QUOTES)
			annotation_quotes(&value, doc, s, &map);
		else
			annotation_claims(&value, s, &map);
		buf_reset(&line);
		buf_adds(&line, buf_str(b));
		if (!record_read(&r, buf_str(&line), &why)) {
			check(false, "a record: %s", why);
			break;
		}
		buf_reset(b);
		record_splice(b, &r, (enum record_key)key, buf_str(&value));
	}
	buf_release(&line);
	buf_release(&value);
}

static const char expected[] =
    "{\"doc\":{\"id\":\"a/" E_ACUTE "\",\"date\":\"2026-03-09\",\"source\":"
    "\"Wire\",\"title\":\"\\\"T\\\"\",\"url\":\"u\",\"author\":\"A\",\"lang\":"
    "\"en\",\"story\":\"s\",\"x\":1.10},\"n\":1,\"par\":1,\"kind\":\"sentence\""
    ",\"start\":20,\"end\":66,\"text\":\"" GRIN " Caf" E_ACUTE " Lind paid $5 "
    "on Monday, \xE2\x80\x9Cyes\xE2\x80\x9D she said.\",\"dateline\":{\"start\""
    ":0,\"end\":1,\"place\":\"PORT ALDEN\",\"date\":\"March 9\"},\"last\":true,"
    "\"entities\":[{\"start\":2,\"end\":11,\"text\":\"Caf" E_ACUTE " Lind\","
    "\"label\":\"ORG\",\"name\":\"Caf" E_ACUTE " Lind\",\"id\":\"xx:1\","
    "\"title\":\"Company\",\"score\":0.25},{\"start\":17,\"end\":19,\"text\":"
    "\"$5\",\"label\":\"MONEY\",\"value\":5,\"value2\":7.5,\"unit\":\"USD\","
    "\"bound\":\"range\",\"of\":\"lunch\",\"score\":1.00},{\"start\":37,\"end\""
    ":40,\"text\":\"she\",\"label\":\"PERSON\",\"name\":\"\xC3\x89lan Lind\","
    "\"score\":0.00}],\"dates\":[{\"start\":23,\"end\":29,\"text\":\"Monday\","
    "\"type\":\"SET\",\"value\":\"2026-03-09\",\"mod\":\"APPROX\",\"freq\":"
    "\"1W\",\"quant\":\"EVERY\",\"from\":\"2026-03-09\",\"to\":\"2026-03-10\","
    "\"alt\":\"2026-09-03\"}],\"quotes\":[{\"id\":\"1.0\",\"start\":32,\"end\":"
    "35,\"text\":\"yes\",\"kind\":\"mixed\",\"speaker\":{\"name\":\"\xC3\x89"
    "lan Lind\",\"text\":\"\xC3\x89lan Lind\",\"start\":0,\"end\":9,\"n\":0},"
    "\"cue\":{\"text\":\"said\",\"start\":41,\"end\":45}}],\"claims\":[{\"id\":"
    "\"1.c0\",\"start\":2,\"end\":19,\"text\":\"Caf" E_ACUTE " Lind paid $5\","
    "\"subject\":{\"text\":\"Lind\",\"name\":\"Caf Lind\"},\"predicate\":{"
    "\"text\":\"paid\",\"lemma\":\"pay\"},\"object\":{\"text\":\"$5\"},"
    "\"negated\":true,\"modality\":\"denied\",\"speaker\":{\"name\":\"\xC3\x89"
    "lan Lind\"},\"numbers\":[{\"value\":5,\"unit\":\"USD\",\"bound\":\"min\","
    "\"text\":\"$5\"}],\"dates\":[{\"text\":\"Monday\",\"value\":\"2026-03-09\""
    ",\"from\":\"2026-03-09\",\"to\":\"2026-03-09\"}],\"places\":[{\"text\":"
    "\"Port Alden\",\"name\":\"Port Alden\",\"id\":\"xx:2\"}]}]}";

static bool
same(struct str a, struct str b)
{
	return !a.p == !b.p && str_eq(a, b);
}

static void
compare(const struct document *a, const struct document *b)
{
	const struct segment *s = &a->seg[1], *t = &b->seg[1];
	bool ok;

	check(same(a->meta.id, b->meta.id) && same(a->meta.date, b->meta.date) &&
		same(a->meta.source, b->meta.source) &&
		same(a->meta.title, b->meta.title) &&
		same(a->meta.url, b->meta.url) &&
		same(a->meta.author, b->meta.author) &&
		same(a->meta.lang, b->meta.lang) &&
		same(a->meta.story, b->meta.story),
	    "meta comes back");
	check(b->nseg == 2 && b->seg[0].in_title && !t->in_title &&
		b->seg[0].kind == SEGMENT_TITLE && !b->seg[0].last && t->last,
	    "kinds come back");
	check(same(s->text, t->text) && same(a->seg[0].text, b->seg[0].text),
	    "texts come back");
	check(s->n == t->n && s->par == t->par && s->start == t->start &&
		s->end == t->end,
	    "places come back");
	check(s->dateline.start == t->dateline.start &&
		s->dateline.end == t->dateline.end &&
		same(s->dateline.place, t->dateline.place) &&
		same(s->dateline.date, t->dateline.date),
	    "the dateline comes back");
	ok = s->nentity == t->nentity && b->has_entities;
	for (size_t i = 0; ok && i < s->nentity; i++) {
		const struct entity *e = &s->entity[i], *f = &t->entity[i];

		check(e->start == f->start && e->end == f->end &&
			e->label == f->label && same(e->name, f->name) &&
			same(e->id, f->id) && same(e->title, f->title) &&
			e->score == f->score && e->value == f->value &&
			e->value2 == f->value2 && e->bound == f->bound &&
			same(e->unit, f->unit) && same(e->of, f->of),
		    "entity %zu comes back", i);
	}
	check(ok, "entities come back");
	ok = t->ndate == 1 && b->has_dates;
	check(ok && s->date->start == t->date->start &&
		s->date->end == t->date->end && s->date->type == t->date->type &&
		same(s->date->value, t->date->value) &&
		same(s->date->mod, t->date->mod) &&
		same(s->date->freq, t->date->freq) &&
		same(s->date->quant, t->date->quant) &&
		same(s->date->from, t->date->from) &&
		same(s->date->to, t->date->to) &&
		same(s->date->alt, t->date->alt),
	    "dates come back");
	ok = t->nquote == 1 && b->has_quotes;
	check(ok && s->quote->start == t->quote->start &&
		s->quote->end == t->quote->end &&
		s->quote->kind == t->quote->kind &&
		same(s->quote->id, t->quote->id) &&
		same(s->quote->name, t->quote->name) &&
		same(s->quote->speaker.text, t->quote->speaker.text) &&
		same(s->quote->cue.text, t->quote->cue.text) &&
		t->quote->cue.seg == 1 &&
		s->quote->cue.start == t->quote->cue.start &&
		s->quote->cue.end == t->quote->cue.end,
	    "quotes come back");
	ok = t->nclaim == 1 && b->has_claims && t->claim->nnumber == 1 &&
	    t->claim->ndate == 1 && t->claim->nplace == 1;
	check(ok && s->claim->start == t->claim->start &&
		s->claim->end == t->claim->end && t->claim->negated &&
		t->claim->modality == MODALITY_DENIED &&
		same(s->claim->id, t->claim->id) &&
		same(s->claim->subject.text, t->claim->subject.text) &&
		same(s->claim->subject.name, t->claim->subject.name) &&
		same(s->claim->predicate.name, t->claim->predicate.name) &&
		same(s->claim->object.text, t->claim->object.text) &&
		!t->claim->object.name.p &&
		same(s->claim->speaker.name, t->claim->speaker.name) &&
		t->claim->number->value == 5 &&
		t->claim->number->bound == BOUND_MIN &&
		same(s->claim->date_text[0], t->claim->date_text[0]) &&
		same(s->claim->date->to, t->claim->date->to) &&
		same(s->claim->place_id[0], t->claim->place_id[0]),
	    "claims come back");
}

static void
round_trip(void)
{
	struct document e = {0};
	struct record r[2];
	struct buf line[2];
	const char *why = NULL;
	bool ok = true;

	fill();
	for (size_t i = 0; i < 2; i++) {
		buf_init(&line[i], BUF_MAX);
		write_segment(&line[i], &d, i);
		ok = ok && record_read(&r[i], buf_str(&line[i]), &why) &&
		    annotation_read(&e, &r[i], WITH_ALL, &why);
	}
	check_str(buf_str(&line[1]), expected, "a segment as it is written");
	if (check(ok, "what is written can be read"))
		compare(&d, &e);
	else
		printf("# %s\n", why);
	for (size_t i = 0; i < 2; i++)
		buf_release(&line[i]);
	document_release(&e);
}

#define SEG(more) "{\"doc\":{\"id\":\"a\"},\"text\":\"x" E_ACUTE "y\"" more "}"

static void
reading(void)
{
	static const struct {
		const char *line;
		bool ok;
		const char *name;
	} t[] = {
	    {SEG(""), true, "nothing but text"},
	    {SEG(",\"entities\":[]"), true, "an empty list"},
	    {SEG(",\"entities\":null"), false, "null for a list"},
	    {SEG(",\"entities\":{}"), false, "an object for a list"},
	    {SEG(",\"entities\":[1]"), false, "a number for an entity"},
	    {SEG(",\"dates\":[{}]"), false, "a date without bounds"},
	    {SEG(",\"dates\":[{\"start\":0}]"), false, "without an end"},
	    {SEG(",\"dates\":[{\"start\":0,\"end\":3}]"), true, "up to the end"},
	    {SEG(",\"dates\":[{\"start\":0,\"end\":4}]"), false, "beyond it"},
	    {SEG(",\"dates\":[{\"start\":4,\"end\":4}]"), false, "behind it"},
	    {SEG(",\"dates\":[{\"start\":2,\"end\":1}]"), false, "backwards"},
	    {SEG(",\"dates\":[{\"start\":-1,\"end\":1}]"), false, "negative"},
	    {SEG(",\"dates\":[{\"start\":0.5,\"end\":1}]"), false, "a half"},
	    {SEG(",\"dates\":[{\"start\":0,\"end\":1e400}]"), false, "huge"},
	    {SEG(",\"dates\":[{\"start\":\"0\",\"end\":1}]"), false, "a string"},
	    {SEG(",\"entities\":[{\"start\":0,\"end\":1,\"label\":\"X\"}]"),
		false, "an unknown label"},
	    {SEG(",\"entities\":[{\"start\":0,\"end\":1,\"label\":\"GPE\"}]"),
		true, "no score"},
	    {SEG(",\"dateline\":{\"start\":0,\"end\":9}"), false,
		"a dateline beyond the end"},
	    {SEG(",\"quotes\":[{\"start\":0,\"end\":1,\"speaker\":"
		 "{\"text\":\"x\",\"start\":0,\"end\":9}}]"), false,
		"a speaker beyond the end"},
	    {SEG(",\"quotes\":[{\"start\":0,\"end\":1,\"speaker\":"
		 "{\"text\":\"x\",\"start\":0,\"end\":9,\"n\":5}}]"), true,
		"a speaker in another segment"},
	    {SEG(",\"claims\":[{\"start\":0,\"end\":1,\"numbers\":[1],"
		 "\"dates\":1,\"places\":[[]],\"subject\":2}]"), true,
		"a claim with parts of other types"},
	    {SEG(",\"n\":\"x\",\"kind\":7,\"start\":[]"), true,
		"places of other types"},
	    {"{\"doc\":{\"id\":\"a\",\"date\":5},\"text\":\"\"}", true,
		"an empty text, a date that is a number"},
	};
	struct document e = {0};
	struct record r;
	const char *why;

	for (size_t i = 0; i < COUNT(t); i++) {
		bool ok;

		why = NULL;
		document_reset(&e);
		ok = record_read(&r, str_from(t[i].line), &why) &&
		    annotation_read(&e, &r, WITH_ALL, &why);
		if (!check(ok == t[i].ok && ok == !why, "read: %s", t[i].name))
			printf("# %s\n", why ? why : "read");
	}
	document_reset(&e);
	record_read(&r, STR(SEG(",\"dates\":[{\"start\":1,\"end\":2}]")), &why);
	annotation_read(&e, &r, WITH_ALL, &why);
	check(e.seg[0].date[0].start == 1 && e.seg[0].date[0].end == 3,
	    "code points become bytes");
	check(e.has_dates && !e.has_entities && !e.has_quotes && !e.has_claims,
	    "what the records carry is known");
	document_release(&e);
}

int
main(void)
{
	round_trip();
	reading();
	utf8_map_release(&map);
	document_release(&d);
	return tap_done();
}
