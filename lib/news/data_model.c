#include "news/data.h"

/* Apart from data.c, so that only segment carries it. */
extern const char blob_segment_model[], blob_segment_model_end[];

const struct model *
data_segment_model(void)
{
	static struct model m;

	if (!m.weight && !model_open(&m, (struct str){blob_segment_model,
					     (size_t)(blob_segment_model_end -
						      blob_segment_model)}))
		return NULL;
	return &m;
}
