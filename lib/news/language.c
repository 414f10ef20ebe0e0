#include "news/language.h"

#include "news/data.h"

const char language_code[] = DATA_LANGUAGE;

/* The first part of a tag: "en" of "en-GB" and of "en_GB". */
static struct str
first_part(struct str lang)
{
	size_t n = 0;

	lang = str_trim(lang);
	while (n < lang.n && lang.p[n] != '-' && lang.p[n] != '_')
		n++;
	return str_slice(lang, 0, n);
}

static bool
has_label(struct str word, const char *label)
{
	const struct lexicon *l = data_words();
	int number = lexicon_label(l, label);

	return number >= 0 && lexicon_lookup(l, word, number);
}

bool
language_unknown(struct str lang)
{
	struct str part = first_part(lang);

	return !part.n || has_label(part, "no-language");
}

bool
language_has_data(struct str lang)
{
	struct str part = first_part(lang);

	return str_eqz(part, language_code) || language_unknown(lang) ||
	       has_label(part, "language");
}
