/*
 * segment_gap - a gap between two words as features of a model.
 *
 * For: deciding whether a sentence ends between two words where no rule
 * does: "Thanks, Sean| Here you go", "08:02 PM| I spoke to Ana". The same
 * code makes the features for training (gen/train) and for use.
 * Not for: full stops that rules decide (segment.c).
 */
#ifndef NEWS_SEGMENT_GAP_H
#define NEWS_SEGMENT_GAP_H

#include "lang/model.h"

enum { GAP_FEATURES = 32 };

/*
 * Might a sentence begin at byte NEXT of T, after white space, with no full
 * stop before it? Only then is it worth asking: what begins there has no
 * small letter, or a mark that may end stands before it.
 */
bool gap_possible(struct str t, size_t prev_end, size_t next, size_t end);

/* The key of the gap for the model's gate: the letters that stand at it. */
uint16_t gap_key(struct str t, size_t prev_end, size_t next);

/*
 * The features of the gap before byte NEXT in the sentence that begins at
 * START of the paragraph from PAR up to END; the word before it ends at
 * PREV_END. Returns how many, at most GAP_FEATURES.
 */
size_t gap_features(struct str t, size_t par, size_t start, size_t prev_end,
    size_t next, size_t end, uint32_t feature[GAP_FEATURES]);

/*
 * The log-odds of M that a sentence begins at NEXT; the arguments as for
 * gap_features. Most gaps are settled by the two words at them.
 */
float gap_score(const struct model *m, struct str t, size_t par, size_t start,
    size_t prev_end, size_t next, size_t end);

#endif
