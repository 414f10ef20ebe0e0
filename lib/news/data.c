#include "news/data.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Made while building (gen/blob.S): each block's first and last byte. */
#define BLOB(name) extern const char blob_##name[], blob_##name##_end[]
BLOB(abbreviations);
BLOB(words);
BLOB(segment_rules);
BLOB(dates_rules);

static const struct lexicon *
open_once(struct lexicon *l, const char *p, const char *end)
{
	if (!l->slot)
		lexicon_open(l, p, (size_t)(end - p));
	return l;
}

const struct lexicon *
data_abbreviations(void)
{
	static struct lexicon l;

	return open_once(&l, blob_abbreviations, blob_abbreviations_end);
}

const struct lexicon *
data_words(void)
{
	static struct lexicon l;

	return open_once(&l, blob_words, blob_words_end);
}

struct str
data_rules(const char *name)
{
	if (strcmp(name, "segment") == 0)
		return (struct str){blob_segment_rules,
		    (size_t)(blob_segment_rules_end - blob_segment_rules)};
	if (strcmp(name, "dates") == 0)
		return (struct str){blob_dates_rules,
		    (size_t)(blob_dates_rules_end - blob_dates_rules)};
	return (struct str){NULL, 0};
}
