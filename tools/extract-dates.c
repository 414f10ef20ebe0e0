/* extract-dates - find date expressions and say which days they mean */

#include "base/diag.h"
#include "news/annotation.h"
#include "news/data.h"
#include "news/date.h"
#include "stream/filter.h"
#include "stream/source.h"

#include <stdlib.h>

static const struct cli_tool tool = {"extract-dates",
    "[-dkuP] [-r file] [-w expr] [-M size] [file ...]",
    "Find dates, times, durations and sets in segments, and resolve them."};

static struct filter f;
static struct dater_options options;
static const char *rules;

static struct dater *
new_dater(void)
{
	struct dater *r = dater_new(data_words(), &options);
	struct dater_error err = {0};
	struct str text;
	char *own;

	if (!dater_add_rules(r, data_rules("dates"), false, &err))
		die_at("dates.rules", err.line, "%s", err.why);
	if (rules) {
		text = file_read(rules, f.max_size, &own);
		if (!dater_add_rules(r, text, true, &err))
			die_at(rules, err.line, "%s", err.why);
		free(own);
	}
	return r;
}

int
main(int argc, char *argv[])
{
	const struct cli_opt opts[] = {
	    {'d', "day-first", NULL, CLI_FLAG, &options.day_first,
		"3/4/2026 is the third of April"},
	    {'r', "rules", "FILE", CLI_STRING, &rules,
		"further rules, which win over the project's"},
	    {0}};
	struct annotation a = {0};
	struct dater *dater;

	filter_start(&f, &tool, opts, argc, argv);
	dater = new_dater();
	while (annotation_next(&a, &f)) {
		dater_document(dater, &a.doc);
		if (dater_gave_up(dater))
			warn("document %.*s: a rule gave up at its limits, "
			     "dates may be missing",
			    (int)a.doc.meta.id.n, a.doc.meta.id.p);
		annotation_write(&a, &f, KEY_DATES);
	}
	dater_free(dater);
	annotation_release(&a);
	return filter_finish(&f);
}
