#include "news/data.h"

/* Apart from data.c, so that only the tools that find names carry it. */
extern const char blob_entities_model[], blob_entities_model_end[];

const struct sequence *
data_entities_model(void)
{
	static struct sequence m;

	if (!m.row && !sequence_open(&m, (struct str){blob_entities_model,
					     (size_t)(blob_entities_model_end -
						      blob_entities_model)}))
		return NULL;
	return &m;
}
