#include "news/data.h"

/* Apart from data.c, so that only who parses carries it. */
extern const char blob_parse_model[], blob_parse_model_end[];

const struct sequence *
data_parse_model(void)
{
	static struct sequence m;

	if (!m.row && !sequence_open(&m, (struct str){blob_parse_model,
					     (size_t)(blob_parse_model_end -
						      blob_parse_model)}))
		return NULL;
	return &m;
}
