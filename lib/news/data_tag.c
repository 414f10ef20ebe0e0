#include "news/data.h"

/* Apart from data.c, so that only who tags carries it. */
extern const char blob_tag_model[], blob_tag_model_end[];

const struct sequence *
data_tag_model(void)
{
	static struct sequence m;

	if (!m.row && !sequence_open(&m,
			  (struct str){blob_tag_model,
			      (size_t)(blob_tag_model_end - blob_tag_model)}))
		return NULL;
	return &m;
}
