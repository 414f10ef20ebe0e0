#include "news/data.h"

/* Apart from data.c, so that only the tools that find names carry it. */
extern const char blob_entities_model[], blob_entities_model_end[];
extern const char blob_words_classes[], blob_words_classes_end[];

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

const struct wordclasses *
data_wordclasses(void)
{
	static struct wordclasses c;

	if (!c.slot && !wordclass_open(&c, (struct str){blob_words_classes,
					       (size_t)(blob_words_classes_end -
							blob_words_classes)}))
		return NULL;
	return &c;
}
