/*
 * language - whether a document is in a language that is known here.
 *
 * For: comparing doc.lang with the language of lib/data. What has no data
 * is segmented by Unicode's rules, and the filters leave it alone.
 * Not for: guessing the language of a text (lang/guess.h).
 */
#ifndef NEWS_LANGUAGE_H
#define NEWS_LANGUAGE_H

#include "base/str.h"

/* The code of the language that data are for ("en"). */
extern const char language_code[];

/*
 * Are there data for LANG, a tag such as "en-GB" in any case, or a name of
 * the language? So they are if it is not known (p NULL, "und").
 */
bool language_has_data(struct str lang);
/* Does LANG say nothing (p NULL, empty, "und")? */
bool language_unknown(struct str lang);

#endif
