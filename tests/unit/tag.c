/* lang/tag and lang/lemma: parts of speech, base forms, hostile texts */

#include "lang/tag.h"

#include "base/mem.h"
#include "news/data.h"
#include "tap.h"

static struct lemmas words;
static struct tagging *tagging;

/* What is shown of a tag: UPOS, and letters for its form. */
static const char *
name_of(enum tag t)
{
	switch (t) {
	case TAG_NOUN_PLURAL:
		return "NOUNS";
	case TAG_ADJ_DEGREE:
		return "ADJER";
	case TAG_VERB_PRESENT:
		return "VBP";
	case TAG_VERB_S:
		return "VBZ";
	case TAG_VERB_PAST:
		return "VBD";
	case TAG_VERB_PASSIVE:
		return "VBN";
	case TAG_VERB_ING:
		return "VBG";
	case TAG_VERB_BASE:
		return "VB";
	case TAG_PART_TO:
		return "TO";
	case TAG_AUX_MODAL:
		return "MD";
	default:
		return tag_upos(t);
	}
}

/* The tags of TEXT's tokens in one line. */
static void
tag_line(const char *text, struct buf *out)
{
	struct tokens t = {0};
	uint8_t tag[256];

	buf_reset(out);
	tokens_set(&t, str_from(text), data_abbreviations());
	tagging_run(tagging, str_from(text), t.v, t.n, tag);
	for (size_t i = 0; i < t.n; i++)
		buf_addf(out, "%s%s", i ? " " : "", name_of(tag[i]));
	tokens_release(&t);
}

static void
test_tags(void)
{
	static const char *const lines[][2] = {
	    {"The mayor said the bridge would open on Monday.",
		"DET NOUN VBD DET NOUN MD VB ADP PROPN PUNCT"},
	    {"Three ships were seen near the coast.",
		"NUM NOUNS AUX VBN ADP DET NOUN PUNCT"},
	    {"She has gone to Oslo and wants to buy larger boats.",
		"PRON AUX VBN ADP PROPN CCONJ VBZ TO VB ADJER NOUNS PUNCT"},
	    {"They don't know who is leaving.",
		"PRON AUX VB PRON AUX VBG PUNCT"},
	    /* "can" is a noun, "saw" a past. */
	    {"He saw the can.", "PRON VBD DET NOUN PUNCT"},
	    /* A clitic that owns, and one that is a verb. */
	    {"Ana's boat sank.", "PROPN PART NOUN VBD PUNCT"},
	    {"It's cold.", "PRON AUX ADJ PUNCT"},
	    /* Case tells nothing. */
	    {"THE MAYOR SAID THE BRIDGE WAS CLOSED ON MONDAY",
		"DET NOUN VBD DET NOUN AUX VBN ADP PROPN"},
	    {"the mayor said the bridge was closed on monday",
		"DET NOUN VBD DET NOUN AUX VBN ADP PROPN"},
	    {"", ""},
	};
	struct buf out;

	buf_init(&out, 4096);
	for (size_t i = 0; i < COUNT(lines); i++) {
		tag_line(lines[i][0], &out);
		if (!check(str_eqz(buf_str(&out), lines[i][1]), "\"%s\"",
			lines[i][0]))
			printf("# %.*s\n", (int)out.n, out.p);
	}
	buf_release(&out);
}

static void
test_lemmas(void)
{
	static const struct {
		const char *word;
		enum tag tag;
		const char *lemma;
	} rows[] = {
	    {"said", TAG_VERB_PAST, "say"},
	    {"were", TAG_AUX_FINITE, "be"},
	    {"Are", TAG_VERB_PRESENT, "be"},
	    {"won't", TAG_AUX_MODAL, "will"},
	    {"don\xE2\x80\x99t", TAG_AUX_FINITE, "do"},
	    /* One form, two verbs. */
	    {"lay", TAG_VERB_PAST, "lie"},
	    {"lay", TAG_VERB_BASE, "lay"},
	    {"laid", TAG_VERB_PAST, "lay"},
	    {"found", TAG_VERB_PASSIVE, "find"},
	    {"saw", TAG_VERB_PRESENT, "saw"},
	    /* The commoner of two known words: not hop, not singe. */
	    {"hoped", TAG_VERB_PAST, "hope"},
	    {"hopping", TAG_VERB_ING, "hop"},
	    {"singing", TAG_VERB_ING, "sing"},
	    {"stopped", TAG_VERB_PASSIVE, "stop"},
	    {"falling", TAG_VERB_ING, "fall"},
	    {"tries", TAG_VERB_S, "try"},
	    {"dying", TAG_VERB_ING, "die"},
	    {"blorked", TAG_VERB_PAST, "blork"},
	    {"bla\xC4\xA1"
	     "ed",
		TAG_VERB_PAST, "bla\xC4\xA1"},
	    {"cities", TAG_NOUN_PLURAL, "city"},
	    {"women", TAG_NOUN_PLURAL, "woman"},
	    {"cases", TAG_NOUN_PLURAL, "case"},
	    {"series", TAG_NOUN_PLURAL, "series"},
	    {"news", TAG_NOUN, "news"},
	    {"Ministers", TAG_NOUN_PLURAL, "minister"},
	    {"better", TAG_ADJ_DEGREE, "good"},
	    {"biggest", TAG_ADJ_DEGREE, "big"},
	    {"earlier", TAG_ADJ_DEGREE, "early"},
	    {"Reuters", TAG_PROPN, "Reuters"},
	    {"s", TAG_NOUN_PLURAL, "s"},
	};
	char room[LEMMA_MAX];

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str l = tag_lemma(
		    &words, str_from(rows[i].word), rows[i].tag, room);

		if (!check(str_eqz(l, rows[i].lemma), "%s is of %s",
			rows[i].word, rows[i].lemma))
			printf("# %.*s\n", (int)l.n, l.p);
	}
}

static void
test_names(void)
{
	check(tag_of(STR("VERB"), STR("VBD")) == TAG_VERB_PAST, "VBD");
	check(tag_of(STR("VERB"), STR("XX")) == TAG_VERB_BASE, "other VERB");
	check(tag_of(STR("ADJ"), STR("JJS")) == TAG_ADJ_DEGREE, "JJS");
	check(tag_of(STR("AUX"), STR("VBG")) == TAG_AUX_PART, "VBG");
	check(tag_of(STR("NONE"), STR("VB")) == TAGS, "no such UPOS");
	for (unsigned t = 0; t < TAGS; t++)
		check(tag_of(str_from(tag_upos((enum tag)t)), STR("")) < TAGS,
		    "tag %u has a name", t);
}

/* Tags hang on what stands around, not on what was tagged before. */
static void
test_again(void)
{
	struct tagging *other = tagging_new(data_tag_model(), &words);
	struct str text = STR("Rates rise as ministers plan to cut costs, "
			      "the well-known O'Brien said in the U.S.");
	static const char *const ways[] = {"we don't know o'clock",
	    "we don\xE2\x80\x99t know o\xE2\x80\x99"
	    "clock"};
	struct tokens t = {0};
	uint8_t a[64], b[64];

	tokens_set(&t, text, data_abbreviations());
	tagging_run(tagging, text, t.v, t.n, a);
	tagging_run(other, text, t.v, t.n, b);
	check(memcmp(a, b, t.n) == 0, "a new tagging agrees");
	tagging_run(tagging, text, t.v, t.n, b);
	check(memcmp(a, b, t.n) == 0, "and so does the same, warm");
	/* Words that differ in nothing but how they are written. */
	for (size_t i = 0; i < COUNT(ways); i++) {
		tokens_set(&t, str_from(ways[i]), data_abbreviations());
		tagging_run(tagging, str_from(ways[i]), t.v, t.n, i ? b : a);
		if (i)
			check(memcmp(a, b, t.n) == 0, "as \"%s\"", ways[0]);
	}
	tokens_release(&t);
	tagging_free(other);
}

/* A sentence far longer than what is decided at once. */
static void
test_long(void)
{
	struct buf text;
	struct tokens t = {0};
	uint8_t *tag;
	size_t verbs = 0;

	buf_init(&text, 1 << 20);
	for (int i = 0; i < 3000; i++)
		buf_addz(&text, "the man said it, ");
	tokens_set(&t, buf_str(&text), data_abbreviations());
	tag = mem_alloc(t.n);
	tagging_run(tagging, buf_str(&text), t.v, t.n, tag);
	for (size_t i = 0; i < t.n; i++)
		verbs += tag[i] == TAG_VERB_PAST;
	check(verbs == 3000, "15,000 tokens in one sentence: %zu", verbs);
	free(tag);
	tokens_release(&t);
	buf_release(&text);
}

int
main(void)
{
	lemmas_init(&words, data_classes());
	tagging = tagging_new(data_tag_model(), &words);
	test_names();
	test_lemmas();
	test_tags();
	test_again();
	test_long();
	tagging_free(tagging);
	return tap_done();
}
