/* diff-claims - what reports agree on, contradict each other in, changed */

#include "base/diag.h"
#include "news/data.h"
#include "news/desk.h"
#include "news/report.h"

#include <stdlib.h>
#include <unistd.h>

static const struct cli_tool tool = {"diff-claims",
    "[-aegjJkuP] [-b expr] [-d store] [-f format] [-i time] [-m size] "
    "[-o types] [-s score] [-w expr] [file ...]",
    "Compare the claims of all documents and write how they relate."};

enum format { NDJSON, TEXT, CSV, FORMATS };

static const char *const formats[FORMATS] = {"ndjson", "text", "csv"};

static struct filter f;
static bool all, ask, keys, conflict, colour, begun;
static const char *format_name = "ndjson", *only;
static double min_score;
static enum format format;
static unsigned wanted;
static struct desk_options o = {.memory = 256 << 20};

/* Writes the N relations of R that are wanted. */
static void
write_story(const struct differ *r, size_t n)
{
	const struct relation *rel, *previous = NULL;

	for (size_t i = 0; i < n; i++) {
		rel = differ_relation(r, i);
		if (!(wanted >> rel->type & 1) || rel->score < min_score ||
		    !relation_is_new(rel))
			continue;
		conflict |= rel->type == RELATION_CONFLICT;
		if (format == CSV) {
			if (!begun)
				report_csv_header(&f.out.buf);
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
	    {'g', "with-segments", NULL, CLI_FLAG, &o.with_segments,
		"write the segments first"},
	    {'m', "memory", "SIZE", CLI_SIZE, &o.memory,
		"for documents that wait (default 256M)"},
	    {'j', "keys", NULL, CLI_FLAG, &keys,
		"compare nothing: write keys and records to be sorted"},
	    {'J', "merge", NULL, CLI_FLAG, &o.merge,
		"read sorted keys and records"},
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
	if (keys && (all || ask || only || o.store || o.merge ||
			o.with_segments || format != NDJSON || min_score > 0))
		die("--keys compares nothing: give it --by or --where only");
	desk = desk_new(&o, &f);
	if (keys)
		desk_keys(desk);
	while (!keys && desk_next(desk, all || only, &n))
		write_story(desk_differ(desk), n);
	if (format == CSV && !begun)
		report_csv_header(&f.out.buf);
	output_sync(&f.out);
	desk_commit(desk);
	if (f.progress && !keys)
		desk_tell(desk);
	desk_free(desk);
	status = filter_finish(&f);
	return status == STATUS_OK && ask && conflict ? STATUS_CONFLICT
						      : status;
}
