/* news/relation: numbers, days, titles and quotations that can both be right */

#include "news/relation.h"

#include "news/claim.h"
#include "news/data.h"
#include "tap.h"

/* What one report has; the text is given by the tables' templates. */
struct side_of {
	double value, value2;
	enum bound bound;
};

enum { NOTHING = -1 };

static const struct {
	const char *name;
	struct side_of a, b;
	int want; /* enum relation_type of a relation of numbers, or NOTHING */
} numbers[] = {
    {"equal", {212, 0, 0}, {212, 0, 0}, RELATION_AGREE},
    {"apart", {212, 0, 0}, {187, 0, 0}, RELATION_CONFLICT},
    {"one apart", {212, 0, 0}, {213, 0, 0}, RELATION_CONFLICT},
    {"about, near", {212, 0, 0}, {200, 0, BOUND_ABOUT}, RELATION_AGREE},
    {"about, far", {212, 0, 0}, {100, 0, BOUND_ABOUT}, RELATION_CONFLICT},
    {"both about", {190, 0, BOUND_ABOUT}, {200, 0, BOUND_ABOUT},
	RELATION_AGREE},
    {"rounded", {3212000, 0, 0}, {3200000, 0, 0}, RELATION_AGREE},
    {"not rounded", {3212000, 0, 0}, {3300000, 0, 0}, RELATION_CONFLICT},
    {"small numbers are not rounded", {212, 0, 0}, {210, 0, 0},
	RELATION_CONFLICT},
    {"at least, reached", {200, 0, BOUND_MIN}, {212, 0, 0}, RELATION_AGREE},
    {"at least, not reached", {300, 0, BOUND_MIN}, {212, 0, 0},
	RELATION_CONFLICT},
    {"at least, far beyond", {20, 0, BOUND_MIN}, {212, 0, 0}, NOTHING},
    {"at most, kept", {220, 0, BOUND_MAX}, {212, 0, 0}, RELATION_AGREE},
    {"at most, passed", {150, 0, BOUND_MAX}, {212, 0, 0}, RELATION_CONFLICT},
    {"a range that holds it", {200, 220, BOUND_RANGE}, {212, 0, 0},
	RELATION_AGREE},
    {"its edge", {200, 212, BOUND_RANGE}, {212, 0, 0}, RELATION_AGREE},
    {"a range beside it", {100, 120, BOUND_RANGE}, {212, 0, 0},
	RELATION_CONFLICT},
    {"ranges that meet", {100, 220, BOUND_RANGE}, {200, 300, BOUND_RANGE},
	RELATION_AGREE},
    {"ranges apart", {100, 120, BOUND_RANGE}, {200, 300, BOUND_RANGE},
	RELATION_CONFLICT},
    {"nought", {0, 0, 0}, {0, 0, 0}, RELATION_AGREE},
};

static const struct {
	const char *name, *a, *b; /* FROM/TO of each */
	int want;
} dates[] = {
    {"one day", "2026-03-06/2026-03-06", "2026-03-06/2026-03-06",
	RELATION_AGREE},
    {"two days", "2026-03-06/2026-03-06", "2026-03-07/2026-03-07",
	RELATION_CONFLICT},
    {"a day of a week", "2026-03-06/2026-03-06", "2026-03-02/2026-03-08",
	RELATION_AGREE},
    {"a day of another month", "2026-03-06/2026-03-06", "2026-01-01/2026-01-31",
	RELATION_CONFLICT},
    {"a month of a year", "2026-03-01/2026-03-31", "2026-01-01/2026-12-31",
	RELATION_AGREE},
    {"the leap day and the day after it", "2024-02-29/2024-02-29",
	"2024-03-01/2024-03-01", RELATION_CONFLICT},
    {"a day that is none", "2026-02-30/2026-02-30", "2026-03-02/2026-03-02",
	NOTHING},
};

static const struct {
	const char *name, *a, *b; /* titles before one name */
	int want;
} titles[] = {
    {"one office", "Finance Minister", "Finance Minister", NOTHING},
    {"two of a kind", "Finance Minister", "Justice Minister",
	RELATION_CONFLICT},
    {"two kinds", "Finance Minister", "Party Leader", NOTHING},
    {"the short form", "Finance Minister", "Minister", NOTHING},
    {"one word is no news", "President", "President", NOTHING},
};

static const struct {
	const char *name, *a, *speaker_a, *b, *speaker_b;
	int want;
} quotes[] = {
    {"the same words", "we will rebuild the wall by the sea", "Adele Marrow",
	"we will rebuild the wall by the sea", "Adele Marrow", RELATION_AGREE},
    {"cut short", "we will rebuild the wall by the sea", "Adele Marrow",
	"we will rebuild the wall", "Adele Marrow", RELATION_AGREE},
    {"other case", "We will rebuild the Wall by the sea", "Adele Marrow",
	"we will rebuild the wall by the sea", "Adele Marrow", RELATION_AGREE},
    {"a word exchanged", "we will rebuild the wall by the harbor",
	"Adele Marrow", "we will rebuild the wall by the railway",
	"Adele Marrow", RELATION_CONFLICT},
    {"other words", "we will rebuild the wall by the sea", "Adele Marrow",
	"nobody is going to pay for any of it", "Adele Marrow", NOTHING},
    {"three words exchanged",
	"we will rebuild the harbor wall and the bridge in spring",
	"Adele Marrow",
	"we will rebuild the harbor road and the tunnel in autumn",
	"Adele Marrow", RELATION_CONFLICT},
    {"the same by another speaker",
	"we will rebuild the harbor wall and the bridge in spring",
	"Adele Marrow",
	"we will rebuild the harbor road and the tunnel in autumn",
	"Lena Ashby", NOTHING},
    {"alike, by another speaker", "we will rebuild the wall by the harbor",
	"Adele Marrow", "we will rebuild the wall by the railway", "Lena Ashby",
	NOTHING},
    {"too short to tell", "not at all", "Adele Marrow", "not at last",
	"Adele Marrow", NOTHING},
};

static struct claimer *claimer;
static struct document doc;

/* Starts a document whose one segment has the text BEFORE MIDDLE AFTER. */
static struct segment *
start(const char *id, const char *date, const char *before, const char *middle,
    const char *after)
{
	struct segment *s;
	struct buf b;

	document_reset(&doc);
	doc.meta = (struct meta){
	    .id = str_from(id), .date = str_from(date), .story = STR("story")};
	buf_init(&b, BUF_MAX);
	buf_addz(&b, before);
	buf_addz(&b, middle);
	buf_addz(&b, after);
	s = document_add(&doc);
	s->text = document_copy(&doc, buf_str(&b));
	s->kind = SEGMENT_SENTENCE;
	s->end = s->text.n;
	buf_release(&b);
	doc.has_entities = doc.has_dates = doc.has_quotes = true;
	return s;
}

static void
add(struct differ *r)
{
	claimer_document(claimer, &doc);
	differ_add(r, &doc);
}

/* Adds a report with the number X. */
static void
add_number(struct differ *r, const char *id, const struct side_of *x)
{
	static struct entity e;
	struct segment *s;
	char text[64];

	snprintf(text, sizeof text, "%.0f passengers", x->value);
	s = start(id, "2026-03-09", "The ferry carried ", text, " to Oslo.");
	e = (struct entity){.start = 18,
	    .end = 18 + strlen(text),
	    .label = ENTITY_QUANTITY,
	    .value = x->value,
	    .value2 = x->value2,
	    .bound = x->bound,
	    .unit = STR("passenger"),
	    .of = STR("passengers")};
	s->entity = &e;
	s->nentity = 1;
	add(r);
}

/* Adds a report with the days FROM/TO, named by themselves. */
static void
add_date(struct differ *r, const char *id, const char *days)
{
	static struct date t;
	struct segment *s;
	struct str all = str_from(days);

	s = start(
	    id, "2026-03-09", "The mine in Tarnwick closed on ", days, ".");
	t = (struct date){.start = 31,
	    .end = 31 + all.n,
	    .type = DATE_DATE,
	    .value = str_slice(all, 0, 10),
	    .from = str_slice(all, 0, 10),
	    .to = str_slice(all, 11, 21)};
	s->date = &t;
	s->ndate = 1;
	add(r);
}

static void
add_title(struct differ *r, const char *id, const char *title)
{
	static struct entity e;
	size_t n = strlen(title);
	struct segment *s;

	s = start(id, "2026-03-09", "", title, " Adele Marrow sang.");
	e = (struct entity){.start = n + 1,
	    .end = n + 13,
	    .label = ENTITY_PERSON,
	    .name = STR("Adele Marrow"),
	    .title = str_from(title),
	    .score = 1};
	s->entity = &e;
	s->nentity = 1;
	add(r);
}

static void
add_quote(
    struct differ *r, const char *id, const char *words, const char *speaker)
{
	static struct quote q;
	static struct entity e;
	struct segment *s;

	s = start(id, "2026-03-09", "\"", words, ",\" she said.");
	q = (struct quote){.id = STR("0.1"),
	    .start = 1,
	    .end = 1 + strlen(words),
	    .kind = QUOTE_DIRECT,
	    .name = str_from(speaker)};
	s->quote = &q;
	s->nquote = 1;
	/* The document names the speaker: only then is it known who spoke. */
	e = (struct entity){.start = 0,
	    .end = 1,
	    .label = ENTITY_PERSON,
	    .name = str_from(speaker)};
	s->entity = &e;
	s->nentity = 1;
	add(r);
}

/* The type of the first relation of KIND in R, or NOTHING; frees R. */
static int
found(struct differ *r, enum relation_kind kind)
{
	size_t n = differ_finish(r, false);
	int type = NOTHING;

	for (size_t i = 0; i < n && type == NOTHING; i++)
		if (differ_relation(r, i)->kind == kind)
			type = (int)differ_relation(r, i)->type;
	differ_free(r);
	return type;
}

static void
check_type(int got, int want, const char *what, const char *name)
{
	if (!check(got == want, "%s: %s", what, name))
		printf("# got %s, expected %s\n",
		    got < 0 ? "nothing" : relation_types[got],
		    want < 0 ? "nothing" : relation_types[want]);
}

/* Each pair is compared both ways round: the order is no matter. */
static void
test_pairs(void)
{
	for (int turn = 0; turn < 2; turn++) {
		const char *x = turn ? "b" : "a", *y = turn ? "a" : "b";
		struct differ *r;

		for (size_t i = 0; i < COUNT(numbers); i++) {
			r = differ_new(data_words(), data_synonyms());
			add_number(r, x, turn ? &numbers[i].b : &numbers[i].a);
			add_number(r, y, turn ? &numbers[i].a : &numbers[i].b);
			check_type(found(r, KIND_NUMBER), numbers[i].want,
			    "number", numbers[i].name);
		}
		for (size_t i = 0; i < COUNT(dates); i++) {
			r = differ_new(data_words(), data_synonyms());
			add_date(r, x, turn ? dates[i].b : dates[i].a);
			add_date(r, y, turn ? dates[i].a : dates[i].b);
			check_type(found(r, KIND_DATE), dates[i].want, "date",
			    dates[i].name);
		}
		for (size_t i = 0; i < COUNT(titles); i++) {
			r = differ_new(data_words(), data_synonyms());
			add_title(r, x, turn ? titles[i].b : titles[i].a);
			add_title(r, y, turn ? titles[i].a : titles[i].b);
			check_type(found(r, KIND_ATTRIBUTE), titles[i].want,
			    "title", titles[i].name);
		}
		for (size_t i = 0; i < COUNT(quotes); i++) {
			r = differ_new(data_words(), data_synonyms());
			add_quote(r, x, turn ? quotes[i].b : quotes[i].a,
			    turn ? quotes[i].speaker_b : quotes[i].speaker_a);
			add_quote(r, y, turn ? quotes[i].a : quotes[i].b,
			    turn ? quotes[i].speaker_a : quotes[i].speaker_b);
			check_type(found(r, KIND_QUOTE), quotes[i].want,
			    "quote", quotes[i].name);
		}
	}
}

/* What was added lives on when its document is gone, sides in order. */
static void
test_result(void)
{
	const struct side_of x = {212, 0, 0}, y = {187, 0, 0};
	struct differ *r = differ_new(data_words(), data_synonyms());
	const struct relation *rel;

	differ_start(r, STR("story"));
	add_number(r, "a", &x);
	add_number(r, "b", &x);
	add_number(r, "c", &y);
	document_release(&doc);
	if (check_size(differ_finish(r, false), 1, "one relation a slot")) {
		rel = differ_relation(r, 0);
		check_str(rel->story, "story", "its story");
		check_str(rel->subject, "The ferry", "its subject");
		check_str(rel->unit, "passenger", "its unit");
		check_size(rel->nside, 2, "its sides");
		check_size(rel->side[0].n, 2, "claims of the first side");
		check_str(rel->side[0].value, "212 passengers", "its value");
		check_str(rel->side[1].claim[0].segment->meta->id, "c",
		    "the document of the second side");
		check(rel->score > 0 && rel->score <= 1, "its score");
	}
	differ_free(r);
	r = differ_new(data_words(), data_synonyms());
	check_size(differ_finish(r, true), 0, "of nothing, nothing");
	differ_free(r);
	r = differ_new(data_words(), data_synonyms());
	add_number(r, "a", &x);
	check_size(differ_finish(r, false), 0, "of one document, nothing");
	differ_free(r);
	r = differ_new(data_words(), data_synonyms());
	add_number(r, "a", &x);
	if (check_size(differ_finish(r, true), 1, "of one, with all"))
		check(differ_relation(r, 0)->type == RELATION_UNIQUE,
		    "what is unique");
	differ_free(r);
	differ_free(NULL);
}

int
main(void)
{
	claimer = claimer_new(data_abbreviations(), data_words(),
	    data_classes(), data_tag_model());
	test_pairs();
	test_result();
	claimer_free(claimer);
	document_release(&doc);
	return tap_done();
}
