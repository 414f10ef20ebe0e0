/* news/entity: names, their labels, full forms, titles and ids */

#include "news/entity.h"

#include "news/data.h"
#include "tap.h"

/*
 * What is found: "text|label|name|title|id", the label's first two letters,
 * what is the text itself or is missing left empty; divided by " ; ".
 * Amounts are amount.c's. A document's sentences are divided by a line end.
 */
static const struct {
	const char *text, *want;
} cases[] = {
    /* persons and their titles */
    {"Adele Marrow left.", "Adele Marrow|PE|||"},
    {"President Adele Marrow left.", "Adele Marrow|PE||President|"},
    {"The former Prime Minister Adele Marrow left.",
	"Adele Marrow|PE||former Prime Minister|"},
    {"He met Gen. Ivo Stanton and Dr. Lena Ashby.",
	"Ivo Stanton|PE||Gen.| ; Lena Ashby|PE||Dr.|"},
    {"It was signed by J. R. Venn.", "J. R. Venn|PE|||"},
    {"Juan de la Torre sang.", "Juan de la Torre|PE|||"},
    {"Then Lena M. Ashby spoke.", "Lena M. Ashby|PE|||"},
    /* one person in a document, by whatever form */
    {"Adele Marrow left.\nMarrow is 40.",
	"Adele Marrow|PE||| ; Marrow|PE|Adele Marrow||"},
    {"Police asked Marrow.\nThen Adele Marrow spoke.",
	"Marrow|PE|Adele Marrow|| ; Adele Marrow|PE|||"},
    {"Lena Ashby met Tom Ashby.\nPolice asked Ashby.",
	"Lena Ashby|PE||| ; Tom Ashby|PE||| ; Ashby|PE|||"},
    {"Lena Ashby spoke.\nThen Lena M. Ashby sang.",
	"Lena Ashby|PE|Lena M. Ashby|| ; Lena M. Ashby|PE|||"},
    /* places and peoples */
    {"They left the U.S. for Kenya.",
	"U.S.|GP|United States||iso3166:US ; Kenya|GP|||iso3166:KE"},
    {"French and Kenyan ships met.",
	"French|NO|||iso3166:FR ; Kenyan|NO|||iso3166:KE"},
    {"They live in Quillonby.", "Quillonby|GP|||"},
    {"Snow fell on Mount Tarn and Lake Hallam.",
	"Mount Tarn|LO||| ; Lake Hallam|LO|||"},
    {"It stopped at Tarnwick Airport.", "Tarnwick Airport|FA|||"},
    /* organisations */
    {"He joined the Ministry of Public Works.",
	"Ministry of Public Works|OR|||"},
    {"The Ministry of Public Works agreed.", "Ministry of Public Works|OR|||"},
    {"He asked the Skerrin Bank and the Harbor Guild.",
	"Skerrin Bank|OR||| ; Harbor Guild|OR|||"},
    {"She heads the Ministry of Trade and Transport.",
	"Ministry of Trade and Transport|OR|||"},
    {"It went to the University of Tarnwick and NATO.",
	"University of Tarnwick|OR||| ; NATO|OR|||"},
    {"He met the WHO there.", "WHO|OR|World Health Organization||"},
    /* spans end before a possessive and behind no mark */
    {"It was Adele Marrow's.", "Adele Marrow|PE|||"},
    {"(Adele Marrow)", "Adele Marrow|PE|||"},
    /* no names */
    {"They left in March and on Monday, as in May.", ""},
    {"It shut on March 9 and last May.", ""},
    {"Rising prices hurt.", ""},
    {"However, nobody who was there left.", ""},
    {"The mayor left.", ""},
    {"STORM HITS COAST AS MANY FLEE", ""},
    {"", ""},
};

static struct tagger *tagger;
static struct document doc;

static void
add_if(struct buf *out, struct str s, struct str text)
{
	buf_addc(out, '|');
	if (s.p && !str_eq(s, text))
		buf_adds(out, s);
}

/* The names in TEXT, as in the table. */
static struct str
names(struct str text, struct buf *out)
{
	struct str line;

	document_reset(&doc);
	while (str_split(&text, '\n', &line)) {
		struct segment *s = document_add(&doc);

		s->text = line;
		s->n = doc.nseg - 1;
		s->kind = SEGMENT_SENTENCE;
	}
	tagger_document(tagger, &doc);
	buf_reset(out);
	for (size_t i = 0; i < doc.nseg; i++) {
		const struct segment *s = &doc.seg[i];

		for (size_t k = 0; k < s->nentity; k++) {
			const struct entity *e = &s->entity[k];
			struct str span = str_slice(s->text, e->start, e->end);

			if (e->label >= ENTITY_MONEY)
				continue;
			if (out->n)
				buf_addz(out, " ; ");
			buf_adds(out, span);
			buf_addf(out, "|%.2s", entity_labels[e->label]);
			add_if(out, e->name, span);
			add_if(out, e->title, STR(""));
			add_if(out, e->id, STR(""));
		}
	}
	return out->n ? buf_str(out) : STR("");
}

static void
test_labels(void)
{
	for (int i = 0; i < ENTITY_LABELS; i++)
		check(entity_label_number(str_from(entity_labels[i])) == i,
		    "the number of %s", entity_labels[i]);
	check(entity_label_number(STR("PERSONS")) == -1 &&
		  entity_label_number(STR("person")) == -1 &&
		  entity_label_number(STR("")) == -1,
	    "no number for other words");
}

/* What is no running text has none; what has entities keeps them. */
static void
test_left_alone(void)
{
	document_reset(&doc);
	document_add(&doc)->text = STR("Adele Marrow left.");
	doc.seg[0].kind = SEGMENT_BOILERPLATE;
	tagger_document(tagger, &doc);
	check_size(doc.seg[0].nentity, 0, "boilerplate has none");
	document_reset(&doc);
	document_add(&doc)->text = STR("Adele Marrow left.");
	doc.has_entities = true;
	tagger_document(tagger, &doc);
	check_size(doc.seg[0].nentity, 0, "what is there is trusted");
}

/* Long runs of what a name can go on with: no time, no memory lost. */
static void
test_hostile(struct buf *out)
{
	static const char *const parts[] = {"Adele ", "President ", "de la ",
	    "Bank of the ", "Ministry of A and ", "A. ", "U.S. ", "Q", "\"",
	    "March ", "& Son ", "NATO ", "\xF0\x9F\x98\x80", "'s "};
	struct buf b;

	buf_init(&b, BUF_MAX);
	for (size_t i = 0; i < COUNT(parts); i++) {
		buf_reset(&b);
		while (b.n < 100000)
			buf_addz(&b, parts[i]);
		names(buf_str(&b), out);
		check(doc.nseg == 1, "a long run of \"%s\"", parts[i]);
	}
	buf_release(&b);
}

int
main(void)
{
	struct buf out;

	buf_init(&out, BUF_MAX);
	tagger =
	    tagger_new(data_abbreviations(), data_words(), data_names(), NULL);
	for (size_t i = 0; i < COUNT(cases); i++)
		check_str(names(str_from(cases[i].text), &out), cases[i].want,
		    cases[i].text);
	test_labels();
	test_left_alone();
	test_hostile(&out);
	/* The cases above are the rules' alone; golden tests have the model. */
	check(data_entities_model() != NULL, "the model is opened");
	tagger_set_model(tagger, data_entities_model(), data_wordclasses());
	test_left_alone();
	test_hostile(&out);
	tagger_free(tagger);
	document_release(&doc);
	buf_release(&out);
	return tap_done();
}
