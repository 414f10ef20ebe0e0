/* segment - cut documents into sentences, headings, bylines and the rest */

#include "base/diag.h"
#include "news/annotation.h"
#include "news/data.h"
#include "news/intake.h"
#include "news/language.h"
#include "news/segment.h"
#include "stream/source.h"

#include <stdlib.h>
#include <string.h>

static const struct cli_tool tool = {"segment",
    "[-dkuP] [-c columns] [-F kind] [-i id] [-l lang] [-m expr] [-r file] "
    "[-w expr] [file ...]",
    "Cut documents (JSON, CSV, HTML, feeds, WARC, text) into segments."};

static struct filter f;
static struct intake_walk walk;
static const char *columns, *from, *rules, *map;
static bool documents;
static struct cli_list keep;
static struct buf more;

/* The user's rules win over the project's. */
static void
load_rules(struct segmenter *s)
{
	struct segmenter_error err = {0};
	struct str text;
	char *own;

	if (rules) {
		text = file_read(rules, f.max_size, &own);
		if (!segmenter_add_rules(s, text, true, &err))
			die_at(rules, err.line, "%s", err.why);
		free(own);
	}
	if (!segmenter_add_rules(s, data_rules("segment"), false, &err))
		die_at("segment.rules", err.line, "%s", err.why);
}

/* One document, of which IN is known. */
static void
document(struct segmenter *s, struct annotation *a, const struct intake *in,
    const struct source_item *item)
{
	buf_reset(&more);
	intake_keep(&more, in, &keep);
	if (!str_trim(in->text).n)
		note_at(item->file, item->line, "the document has no text");
	if (documents) {
		buf_reset(&a->out);
		annotation_document(
		    &a->out, &in->meta, buf_str(&more), in->text);
		output_add(&f.out, buf_str(&a->out));
		output_line(&f.out);
		output_document(&f.out);
	} else {
		a->doc.meta = in->meta;
		f.strange += !language_has_data(in->meta.lang);
		segmenter_document(s, &a->doc, in->text);
		annotation_write_new(
		    a, &f, buf_str(&more), item->file, item->line);
	}
	filter_count(&f, a->doc.nseg);
}

/* The options that can be wrong are looked at before anything is read. */
static enum source_kind
check_options(void)
{
	enum source_kind kind = source_kind(from);
	struct intake none = {0};

	if (kind == SOURCE_KINDS)
		die("unknown kind '%s' (auto, json, csv, html, text, feed, "
		    "warc)",
		    from);
	for (size_t i = 0; i < walk.rules.set.n; i++)
		if (!intake_set(&none, walk.rules.set.v[i]))
			die("--set needs NAME=VALUE with a key of doc, not "
			    "'%s'",
			    walk.rules.set.v[i]);
	if (!intake_columns(&walk.rules, columns))
		die("--csv needs NAME=COLUMN,... with text or keys of doc, "
		    "not '%s'",
		    columns);
	walk.rules.map = map ? expr_new(map) : NULL;
	return kind;
}

int
main(int argc, char *argv[])
{
	const struct cli_opt opts[] = {
	    {'c', "csv", "COLUMNS", CLI_STRING, &columns,
		"what columns of a table are: text=body,id=url,..."},
	    {'d', "documents", NULL, CLI_FLAG, &documents,
		"write the documents themselves, with their extracted text"},
	    {'F', "from", "KIND", CLI_STRING, &from,
		"json, csv, html, text, feed or warc (default: by content)"},
	    {'i', "id", "ID", CLI_STRING, &walk.rules.id, "the document's id"},
	    {'K', "keep", "NAME", CLI_LIST, &keep,
		"keep the document's key NAME in doc"},
	    {'l', "lang", "LANG", CLI_STRING, &walk.rules.lang,
		"the language of documents that do not say it"},
	    {'m', "map", "EXPR", CLI_STRING, &map,
		"make documents of each JSON value by a jq expression"},
	    {'r', "rules", "FILE", CLI_STRING, &rules,
		"further rules for kinds and datelines"},
	    {'s', "set", "NAME=VALUE", CLI_LIST, &walk.rules.set,
		"a key of doc, for documents that lack it"},
	    {0}};
	struct annotation a = {0};
	struct segmenter *s;
	struct source src;
	struct source_item item;
	struct intake in;
	const char *why;

	filter_start(&f, &tool, opts, argc, argv);
	buf_init(&a.out, BUF_MAX);
	buf_init(&more, BUF_MAX);
	source_init(&src, &f, check_options());
	src.table_else = columns;
	s = segmenter_new(data_abbreviations(), data_words());
	load_rules(s);
	segmenter_set_model(s, data_segment_model());
	while (source_next(&src, &item)) {
		intake_start(&walk, &item);
		while (document_reset(&a.doc),
		    intake_next(&walk, &in, &a.doc.arena, &why))
			document(s, &a, &in, &item);
		if (why)
			filter_fault(&f, item.file, item.line, why);
	}
	if (intake_blind(&walk))
		note("no models of languages: without lang, all is '%s'",
		    language_code);
	expr_free(walk.rules.map);
	intake_release(&walk);
	segmenter_free(s);
	source_release(&src);
	annotation_release(&a);
	buf_release(&more);
	return filter_finish(&f);
}
