/*
 * data - the compiled lists of one language.
 *
 * For: handing the language's data (lib/data/en) to the modules of lib/news,
 * which know no word of any language themselves.
 * Not for: users' lists; those are lexicons of their own.
 */
#ifndef NEWS_DATA_H
#define NEWS_DATA_H

#include "lang/lexicon.h"
#include "lang/model.h"
#include "lang/sequence.h"
#include "lang/wordclass.h"

/* abbreviations.csv: what tokens are made with (lang/token.h). */
const struct lexicon *data_abbreviations(void);
/* The word lists: months, units, cue verbs, titles, number words ... */
const struct lexicon *data_words(void);
/* The lists of names: countries, cities, organisations, given names ... */
const struct lexicon *data_names(void);
/* The model of sentence ends without a mark (segment_gap.h). */
const struct model *data_segment_model(void);
/* Ordinary words (common.csv alone, for who needs no names). */
const struct lexicon *data_vocabulary(void);
/* Words that can stand for one another: label "synset", keys of four bytes. */
const struct lexicon *data_synonyms(void);
/* The model of names (entity.h). */
const struct sequence *data_entities_model(void);
/* The classes of words that it was trained with. */
const struct wordclasses *data_wordclasses(void);
/* The model of parts of speech (lang/tag.h). */
const struct sequence *data_tag_model(void);
/* Word classes and irregular forms: what lemmas are asked (lang/lemma.h). */
const struct lexicon *data_classes(void);
/* The text of a *.rules file ("segment", "dates"). */
struct str data_rules(const char *name);

#endif
