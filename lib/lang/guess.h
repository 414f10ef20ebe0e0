/*
 * guess - which language a text is in.
 *
 * For: documents that do not say it. A language of which words are known
 * (a lexicon) is told by these; any other by libexttextcat's models, which
 * are read (some 30 ms) only when a text is not told by words.
 * Not for: texts of a few words, or parts of a text in other languages.
 * Never prints; the models are files that the library reads itself.
 */
#ifndef LANG_GUESS_H
#define LANG_GUESS_H

#include "lang/lexicon.h"

enum {
	GUESS_CODE = 12,    /* room for a code, with its NUL */
	GUESS_LETTERS = 60, /* fewer are too few; ideographs count thrice */
	GUESS_BYTES = 1000  /* read of a text */
};

struct guesser;

/*
 * The lexicons (which must outlive it) give words of the language OWN ("en"):
 * WORDS the commonest by the label common-word, VOCABULARY ordinary ones by
 * the label common. MODELS: the folder of the models, or NULL for the
 * one of the build or, if it is set, of the environment's COPYDESK_MODELS.
 */
struct guesser *guesser_new(const struct lexicon *words,
    const struct lexicon *vocabulary, const char *own, const char *models);
/*
 * Writes the language of TEXT (valid UTF-8) to CODE, as ISO 639-1 where
 * that has it ("en", "zh"). False if it is not sure.
 */
bool guesser_language(
    struct guesser *g, struct str text, char code[GUESS_CODE]);
/* Have models been asked for that could not be read? */
bool guesser_blind(const struct guesser *g);
void guesser_free(struct guesser *g);

#endif
