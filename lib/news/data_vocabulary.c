#include "news/data.h"

/* Apart from data.c, as the names are, and from those, which are many. */
extern const char blob_vocabulary[], blob_vocabulary_end[];

const struct lexicon *
data_vocabulary(void)
{
	static struct lexicon l;

	if (!l.slot)
		lexicon_open(&l, blob_vocabulary,
		    (size_t)(blob_vocabulary_end - blob_vocabulary));
	return &l;
}
