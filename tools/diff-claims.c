/* diff-claims - what reports agree on, contradict each other in, changed */

#include "base/diag.h"
#include "news/annotation.h"
#include "news/claim.h"
#include "news/data.h"
#include "news/desk.h"
#include "news/prepare.h"
#include "news/report.h"

#include <stdlib.h>
#include <unistd.h>

static const struct cli_tool tool = {"diff-claims",
    "[-aegkuP] [-b expr] [-d store] [-f format] [-i time] [-m size] "
    "[-o types] [-s score] [-w expr] [file ...]",
    "Compare the claims of all documents and write how they relate."};

enum format { NDJSON, TEXT, CSV, FORMATS };

static const char *const formats[FORMATS] = {"ndjson", "text", "csv"};

static struct filter f;
static bool all, ask, with_segments, conflict, colour;
static const char *format_name = "ndjson", *only;
static double min_score;
static enum format format;
static unsigned wanted;
static struct desk_options o = {.memory = 256 << 20};

/* Reads all segments, passing them on where that is asked for. */
static void
read_all(struct desk *desk)
{
	struct preparer *p =
	    preparer_new(WITH_ENTITIES | WITH_DATES | WITH_QUOTES);
	struct claimer *c = claimer_new(data_abbreviations(), data_words(),
	    data_classes(), data_tag_model());
	struct annotation a = {.wanted = WITH_ALL};

	while (annotation_next(&a, &f)) {
		if (with_segments)
			annotation_write(&a, &f, KEY_COUNT);
		preparer_document(p, &a.doc);
		if (!a.doc.has_claims)
			claimer_document(c, &a.doc);
		desk_add(desk, &f, &a);
	}
	claimer_free(c);
	preparer_free(p);
	annotation_release(&a);
}

/* Writes the N relations of R that are wanted. */
static void
write_story(const struct differ *r, size_t n)
{
	static bool begun;
	const struct relation *rel, *previous = NULL;

	for (size_t i = 0; i < n; i++) {
		rel = differ_relation(r, i);
		if (!(wanted >> rel->type & 1) || rel->score < min_score ||
		    !relation_is_new(rel))
			continue;
		conflict |= rel->type == RELATION_CONFLICT;
		if (format == CSV) {
			report_csv(&f.out.buf, rel, data_words());
		} else if (format == TEXT) {
			if (begun && !previous)
				buf_addc(&f.out.buf, '\n');
			report_text(
			    &f.out.buf, rel, previous, data_words(), colour);
		} else {
			report_json(&f.out.buf, rel, data_words());
			output_line(&f.out);
		}
		output_add(&f.out, (struct str){"", 0});
		previous = rel;
		begun = true;
	}
	if (previous)
		output_document(&f.out);
}

int
main(int argc, char *argv[])
{
	const struct cli_opt opts[] = {
	    {'a', "all", NULL, CLI_FLAG, &all, "related and unique claims too"},
	    {'b', "by", "EXPR", CLI_STRING, &o.by,
		"compare what this jq expression gives the same value"},
	    {'e', "exit-status", NULL, CLI_FLAG, &ask,
		"exit 1 if there is a conflict"},
	    {'f', "format", "FORMAT", CLI_STRING, &format_name,
		"ndjson, text or csv (default: ndjson)"},
	    {'g', "with-segments", NULL, CLI_FLAG, &with_segments,
		"write the segments first"},
	    {'m', "memory", "SIZE", CLI_SIZE, &o.memory,
		"for documents that wait (default 256M)"},
	    {'o', "only", "TYPES", CLI_STRING, &only,
		"only these relations, divided by commas"},
	    {'d', "store", "FILE", CLI_STRING, &o.store,
		"keep all documents here, report what is new"},
	    {'i', "since", "TIME", CLI_STRING, &o.since,
		"compare with stored documents of this time (30d)"},
	    {'s', "min-score", "SCORE", CLI_SCORE, &min_score,
		"only relations at least this sure (0 to 1)"},
	    {0}};
	const char *no_colour = getenv("NO_COLOR");
	struct desk *desk;
	size_t n;
	int status;

	filter_start(&f, &tool, opts, argc, argv);
	format =
	    (enum format)cli_choice("--format", format_name, formats, FORMATS);
	colour = isatty(STDOUT_FILENO) && !(no_colour && no_colour[0]);
	wanted = all ? ~0u : ~(1u << RELATION_RELATED | 1u << RELATION_UNIQUE);
	if (only)
		wanted = cli_bits("--only", only, relation_types, RELATIONS);
	desk = desk_new(&o);
	read_all(desk);
	if (format == CSV)
		report_csv_header(&f.out.buf);
	while (desk_next(desk, all || only, &n))
		write_story(desk_differ(desk), n);
	output_sync(&f.out);
	desk_commit(desk);
	if (f.progress)
		desk_tell(desk);
	desk_free(desk);
	status = filter_finish(&f);
	return status == STATUS_OK && ask && conflict ? STATUS_CONFLICT
						      : status;
}
