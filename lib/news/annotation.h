/*
 * annotation - the records' keys as structs, and back (copydesk-records(5)).
 *
 * For: the one place that knows how a segment and its annotations are
 * written in JSON; code point offsets in records become byte offsets here.
 * Not for: reading lines (stream/record.h).
 */
#ifndef NEWS_ANNOTATION_H
#define NEWS_ANNOTATION_H

#include "base/utf8.h"
#include "news/document.h"
#include "stream/filter.h"

/*
 * Adds the segment of record R to D, with what it carries of the annotations
 * that WANTED names (WITH_ENTITIES ...); the first one's `doc` gives D's meta.
 * Text without escapes is a view into R's line, which must outlive D's content.
 * False with *WHY (static) if a key has the wrong type or an offset lies
 * outside.
 */
bool annotation_read(struct document *d, const struct record *r,
    unsigned wanted, const char **why);

/*
 * The documents of a stream, one at a time, and the writing of one key to
 * their segments: the loop of the filters. A value of zero bytes is ready
 * for use.
 */
struct annotation {
	unsigned wanted; /* annotations to be read: WITH_ENTITIES ... */
	struct run run;
	struct document doc; /* doc.seg[i] is run.rec[i] */
	bool strange; /* in a language without data: DOC has no segments */
	struct buf out;
	struct utf8_map map;
};

/*
 * Reads the next run of F. A segment that cannot be read is a fault of the
 * input (filter_fault); with --keep-going it is left out. A document in a
 * language without data (language.h) has no segments, so that nothing is
 * found in it, and is counted. False at the end.
 */
bool annotation_next(struct annotation *a, struct filter *f);
/*
 * Writes the run with KEY as A's document has it (in a language without data:
 * empty), or as it came (KEY_COUNT).
 */
void annotation_write(
    struct annotation *a, struct filter *f, enum record_key key);
/*
 * Appends record I of A's run with all annotations: those that it lacks as
 * A's document has them. Not for a strange document.
 */
void annotation_complete(struct annotation *a, size_t i, struct buf *out);
/*
 * Writes the segments of A's document as new records, those that --where
 * selects. MORE as for annotation_segment; FILE and LINE for messages.
 */
void annotation_write_new(struct annotation *a, struct filter *f,
    struct str more, const char *file, unsigned long line);
void annotation_release(struct annotation *a);

/*
 * Appends the JSON text of a key. M must be set to S's text (utf8_map_set):
 * the caller keeps one map for all segments.
 */
void annotation_entities(
    struct buf *b, const struct segment *s, const struct utf8_map *m);
void annotation_dates(
    struct buf *b, const struct segment *s, const struct utf8_map *m);
/* D gives the other segments, in which speakers and cues may stand. */
void annotation_quotes(struct buf *b, const struct document *d,
    const struct segment *s, const struct utf8_map *m);
void annotation_claims(
    struct buf *b, const struct segment *s, const struct utf8_map *m);

/* Appends the members of a `doc` object: whatever META knows. */
void annotation_meta(struct buf *b, const struct meta *meta);
/* Appends a whole Document record; MORE as for annotation_segment. */
void annotation_document(
    struct buf *b, const struct meta *meta, struct str more, struct str text);
/*
 * Appends a whole Segment record without its line end. MORE_DOC: further
 * members of `doc`, each with a comma before it.
 */
void annotation_segment(struct buf *b, const struct meta *meta,
    const struct segment *s, const struct utf8_map *m, struct str more_doc);

#endif
