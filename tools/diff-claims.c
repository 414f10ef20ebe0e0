/* diff-claims - what reports agree on, contradict each other in, changed */

#include "base/diag.h"
#include "news/annotation.h"
#include "news/claim.h"
#include "news/data.h"
#include "news/prepare.h"
#include "news/report.h"

#include <stdlib.h>
#include <unistd.h>

static const struct cli_tool tool = {"diff-claims",
    "[-aegkuP] [-f format] [-o types] [-s score] [-w expr] [file ...]",
    "Compare the claims of all documents and write how they relate."};

enum format { NDJSON, TEXT, CSV, FORMATS };

static const char *const formats[FORMATS] = {"ndjson", "text", "csv"};

static struct filter f;
static bool all, ask, with_segments;
static const char *format_name = "ndjson", *only;
static double min_score;

/* Reads all segments, passing them on where that is asked for. */
static void
read_all(struct differ *r)
{
	struct preparer *p =
	    preparer_new(WITH_ENTITIES | WITH_DATES | WITH_QUOTES);
	struct claimer *c = claimer_new(data_abbreviations(), data_words(),
	    data_classes(), data_tag_model());
	struct annotation a = {.wanted = WITH_ALL};
	size_t n;

	while (annotation_next(&a, &f)) {
		if (with_segments)
			annotation_write(&a, &f, KEY_COUNT);
		preparer_document(p, &a.doc);
		claimer_document(c, &a.doc);
		/* What --where leaves out is context, and not compared. */
		n = 0;
		for (size_t i = 0; i < a.doc.nseg; i++)
			if (a.run.rec[i].selected)
				a.doc.seg[n++] = a.doc.seg[i];
		a.doc.nseg = n;
		if (n)
			differ_add(r, &a.doc);
	}
	claimer_free(c);
	preparer_free(p);
	annotation_release(&a);
}

/* Writes the relations that are wanted; true if one is a conflict. */
static bool
write_all(const struct differ *r, size_t n, enum format format, unsigned wanted)
{
	const char *no_colour = getenv("NO_COLOR");
	bool colour = isatty(STDOUT_FILENO) && !(no_colour && no_colour[0]);
	const struct relation *rel, *previous = NULL;
	bool conflict = false;

	if (format == CSV)
		report_csv_header(&f.out.buf);
	for (size_t i = 0; i < n; i++) {
		rel = differ_relation(r, i);
		if (!(wanted >> rel->type & 1) || rel->score < min_score)
			continue;
		conflict |= rel->type == RELATION_CONFLICT;
		if (format == CSV) {
			report_csv(&f.out.buf, rel, data_words());
		} else if (format == TEXT) {
			report_text(
			    &f.out.buf, rel, previous, data_words(), colour);
		} else {
			report_json(&f.out.buf, rel, data_words());
			output_line(&f.out);
		}
		output_add(&f.out, (struct str){"", 0});
		previous = rel;
	}
	return conflict;
}

int
main(int argc, char *argv[])
{
	const struct cli_opt opts[] = {
	    {'a', "all", NULL, CLI_FLAG, &all, "related and unique claims too"},
	    {'e', "exit-status", NULL, CLI_FLAG, &ask,
		"exit 1 if there is a conflict"},
	    {'f', "format", "FORMAT", CLI_STRING, &format_name,
		"ndjson, text or csv (default: ndjson)"},
	    {'g', "with-segments", NULL, CLI_FLAG, &with_segments,
		"write the segments first"},
	    {'o', "only", "TYPES", CLI_STRING, &only,
		"only these relations, divided by commas"},
	    {'s', "min-score", "SCORE", CLI_SCORE, &min_score,
		"only relations at least this sure (0 to 1)"},
	    {0}};
	struct differ *r;
	enum format format;
	unsigned wanted;
	bool conflict;
	int status;

	filter_start(&f, &tool, opts, argc, argv);
	format =
	    (enum format)cli_choice("--format", format_name, formats, FORMATS);
	wanted = all ? ~0u : ~(1u << RELATION_RELATED | 1u << RELATION_UNIQUE);
	if (only)
		wanted = cli_bits("--only", only, relation_types, RELATIONS);
	r = differ_new(data_words(), data_synonyms());
	read_all(r);
	conflict = write_all(r, differ_finish(r, all || only), format, wanted);
	differ_free(r);
	status = filter_finish(&f);
	return status == STATUS_OK && ask && conflict ? STATUS_CONFLICT
						      : status;
}
