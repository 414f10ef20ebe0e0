#include "news/data.h"

/* Apart from data.c, so that only who asks for lemmas carries it. */
extern const char blob_classes[], blob_classes_end[];

const struct lexicon *
data_classes(void)
{
	static struct lexicon l;

	if (!l.slot)
		lexicon_open(&l, blob_classes,
		    (size_t)(blob_classes_end - blob_classes));
	return &l;
}
