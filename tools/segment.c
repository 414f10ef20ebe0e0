/* segment - cut documents into sentences, headings, bylines and the rest */

#include "base/diag.h"
#include "news/annotation.h"
#include "news/data.h"
#include "news/intake.h"
#include "news/segment.h"
#include "stream/source.h"

#include <stdlib.h>
#include <string.h>

static const struct cli_tool tool = {"segment",
    "[-dkuP] [-F kind] [-i id] [-r file] [-m expr] [-w expr] [file ...]",
    "Cut documents (JSON, CSV, HTML, plain text) into segments."};

static struct filter f;
static const char *id, *from, *rules, *map;
static bool documents;
static struct cli_list keep, set;
static struct buf more, out;
static struct utf8_map offsets;

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

static void
write_segments(const struct document *d, const char *file, unsigned long line)
{
	for (size_t i = 0; i < d->nseg; i++) {
		buf_reset(&out);
		utf8_map_set(&offsets, d->seg[i].text);
		annotation_segment(
		    &out, &d->meta, &d->seg[i], &offsets, buf_str(&more));
		if (!filter_selects(&f, buf_str(&out), file, line))
			continue;
		output_add(&f.out, buf_str(&out));
		output_line(&f.out);
	}
}

/* One document, of which IN is known. */
static void
document(struct segmenter *s, struct document *d, struct intake *in,
    const struct source_item *item)
{
	for (size_t i = 0; i < set.n; i++)
		if (!intake_set(in, set.v[i]))
			die("--set needs NAME=VALUE with a key of doc, not "
			    "'%s'",
			    set.v[i]);
	intake_id(in, id, item, &d->arena);
	buf_reset(&more);
	intake_keep(&more, in, &keep);
	d->meta = in->meta;
	if (!str_trim(in->text).n)
		note_at(item->file, item->line, "the document has no text");
	if (documents) {
		buf_reset(&out);
		annotation_document(&out, &in->meta, buf_str(&more), in->text);
		output_add(&f.out, buf_str(&out));
		output_line(&f.out);
	} else {
		segmenter_document(s, d, in->text);
		write_segments(d, item->file, item->line);
	}
	output_document(&f.out);
	filter_count(&f, d->nseg);
}

/* The item's documents: one, or as many as --map makes of it. */
static void
item_documents(struct segmenter *s, struct document *d, struct expr *expr,
    const struct source_item *item)
{
	static struct buf json;
	struct source_item made = *item;
	struct intake in;
	const char *why = NULL;

	document_reset(d);
	if (!expr || item->kind != SOURCE_JSON) {
		if (intake_item(&in, item, &d->arena, &why))
			document(s, d, &in, item);
		else
			filter_fault(&f, item->file, item->line, why);
		return;
	}
	if (!json.max)
		buf_init(&json, BUF_MAX);
	if (expr_start(expr, item->text, &why))
		while (expr_next(expr, &json, &why)) {
			document_reset(d);
			made.text = buf_str(&json);
			if (!intake_item(&in, &made, &d->arena, &why))
				break;
			document(s, d, &in, &made);
		}
	if (why)
		filter_fault(&f, item->file, item->line, why);
}

int
main(int argc, char *argv[])
{
	const struct cli_opt opts[] = {
	    {'d', "documents", NULL, CLI_FLAG, &documents,
		"write the documents themselves, with their extracted text"},
	    {'F', "from", "KIND", CLI_STRING, &from,
		"input is json, csv, html or text (default: by content)"},
	    {'i', "id", "ID", CLI_STRING, &id, "the document's id"},
	    {'K', "keep", "NAME", CLI_LIST, &keep,
		"keep the document's key NAME in doc"},
	    {'m', "map", "EXPR", CLI_STRING, &map,
		"make documents of each JSON value by a jq expression"},
	    {'r', "rules", "FILE", CLI_STRING, &rules,
		"further rules for kinds and datelines"},
	    {'s', "set", "NAME=VALUE", CLI_LIST, &set,
		"a key of doc, for documents that lack it"},
	    {0}};
	struct document d = {0};
	struct segmenter *s;
	struct source src;
	struct source_item item;
	enum source_kind kind;
	struct expr *expr;

	filter_start(&f, &tool, opts, argc, argv);
	buf_init(&out, BUF_MAX);
	buf_init(&more, BUF_MAX);
	kind = source_kind(from);
	if (kind == SOURCE_KINDS)
		die("unknown kind '%s' (auto, json, csv, html, text)", from);
	source_init(&src, &f, kind);
	s = segmenter_new(data_abbreviations(), data_words());
	load_rules(s);
	segmenter_set_model(s, data_segment_model());
	expr = map ? expr_new(map) : NULL;
	while (source_next(&src, &item))
		item_documents(s, &d, expr, &item);
	expr_free(expr);
	segmenter_free(s);
	source_release(&src);
	document_release(&d);
	utf8_map_release(&offsets);
	buf_release(&out);
	buf_release(&more);
	return filter_finish(&f);
}
