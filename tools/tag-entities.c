/* tag-entities - find names and amounts in segments */

#include "base/diag.h"
#include "news/annotation.h"
#include "news/data.h"
#include "news/entity.h"
#include "stream/filter.h"

#include <stdlib.h>

static const struct cli_tool tool = {"tag-entities",
    "[-kuP] [-l file] [-o labels] [-s score] [-w expr] [file ...]",
    "Add the key entities (names and amounts) to segments."};

static struct filter f;
static const char *lexicon_file, *only;
static double min_score;

static bool
label_ok(struct str label)
{
	return entity_label_number(label) >= 0;
}

/* The user's list, compiled at run time as the project's are while building. */
static const struct lexicon *
read_lexicon(struct lexicon *l)
{
	struct lexicon_builder b;
	struct table_error err;
	struct table t;
	char *own;
	struct str text = file_read(lexicon_file, SIZE_MAX / 4, &own);

	lexicon_builder_init(&b, data_abbreviations());
	if (!table_read(&t, text, true, &err) ||
	    !lexicon_builder_table(&b, &t, label_ok, &err))
		die_at(lexicon_file, err.line, "%s", err.why);
	lexicon_builder_open(&b, l);
	lexicon_builder_release(&b);
	table_release(&t);
	free(own);
	return l;
}

/* Drops what the user did not ask for. */
static void
select_entities(struct segment *s, unsigned wanted)
{
	size_t n = 0;

	for (size_t i = 0; i < s->nentity; i++)
		if (wanted >> s->entity[i].label & 1 &&
		    s->entity[i].score >= min_score)
			s->entity[n++] = s->entity[i];
	s->nentity = n;
}

int
main(int argc, char *argv[])
{
	const struct cli_opt opts[] = {
	    {'l', "lexicon", "FILE", CLI_STRING, &lexicon_file,
		"a CSV list of names (columns name,label,id,aliases)"},
	    {'o', "only", "LABELS", CLI_STRING, &only,
		"only these labels, divided by commas"},
	    {'s', "min-score", "SCORE", CLI_SCORE, &min_score,
		"only entities at least this sure (0 to 1)"},
	    {0}};
	struct annotation a = {0};
	struct lexicon user = {0};
	struct tagger *t;
	unsigned wanted = ~0u;

	filter_start(&f, &tool, opts, argc, argv);
	if (only)
		wanted = cli_bits("--only", only, entity_labels, ENTITY_LABELS);
	t = tagger_new(data_abbreviations(), data_words(), data_names(),
	    lexicon_file ? read_lexicon(&user) : NULL);
	tagger_set_model(t, data_entities_model(), data_wordclasses());
	while (annotation_next(&a, &f)) {
		a.doc.has_entities = false; /* running it again starts anew */
		tagger_document(t, &a.doc);
		for (size_t i = 0; i < a.doc.nseg; i++)
			select_entities(&a.doc.seg[i], wanted);
		annotation_write(&a, &f, KEY_ENTITIES);
	}
	tagger_free(t);
	lexicon_release(&user);
	annotation_release(&a);
	return filter_finish(&f);
}
