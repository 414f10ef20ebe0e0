#include "news/data.h"

/* Apart from data.c, as the names are, and from those, which are many. */
extern const char blob_synonyms[], blob_synonyms_end[];

const struct lexicon *
data_synonyms(void)
{
	static struct lexicon l;

	if (!l.slot)
		lexicon_open(&l, blob_synonyms,
		    (size_t)(blob_synonyms_end - blob_synonyms));
	return &l;
}
