#include "news/data.h"

/* Apart from data.c, so that only the tools that ask for names carry them. */
extern const char blob_names[], blob_names_end[];

const struct lexicon *
data_names(void)
{
	static struct lexicon l;

	if (!l.slot)
		lexicon_open(
		    &l, blob_names, (size_t)(blob_names_end - blob_names));
	return &l;
}
