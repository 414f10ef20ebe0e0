/*
 * utf8 - characters: decoding, validity, classes, case, offsets.
 *
 * For: turning bytes into code points and back; the records count in code
 * points, the code in bytes. No locale anywhere.
 * Not for: words (lang/token.h), normalisation, or other character sets.
 * The tables are made at build time from Unicode's UnicodeData.txt.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/str.h"

/*
 * Is S valid UTF-8 (no surrogates, nothing above U+10FFFF, no overlong
 * forms)? If not, *BAD (may be NULL) is the byte offset of the first fault.
 */
bool utf8_valid(struct str s, size_t *bad);

/*
 * Length in bytes (2 to 4) of the valid sequence at P, which starts with a
 * byte >= 0x80; 0 if it is faulty or runs past END.
 */
unsigned utf8_check(const char *p, const char *end);

/* The code point at *P < END, of valid UTF-8; moves *P behind it. */
uint32_t utf8_next(const char **p, const char *end);
/* The code point before *P > START, of valid UTF-8; moves *P onto it. */
uint32_t utf8_prev(const char **p, const char *start);
/* Number of code points in valid UTF-8. */
size_t utf8_count(struct str s);
/* Appends code point C to B. */
void utf8_add(struct buf *b, uint32_t c);

/* Classes of characters, as bits. */
enum {
	UC_UPPER = 1,   /* Lu, Lt */
	UC_LOWER = 2,   /* Ll */
	UC_LETTER = 4,  /* L* */
	UC_MARK = 8,    /* M*, joiners and variation selectors */
	UC_DIGIT = 16,  /* Nd */
	UC_SPACE = 32,  /* Z*, and the ASCII white space */
	UC_PUNCT = 64,  /* P* */
	UC_SYMBOL = 128 /* S*, so also emoji */
};

extern const unsigned char uc_ascii[128];
unsigned uc_class_wide(uint32_t c);

/* The class bits of code point C. */
static inline unsigned
uc_class(uint32_t c)
{
	return c < 128 ? uc_ascii[c] : uc_class_wide(c);
}

/* The lower-case form of C (simple mapping), or C. */
uint32_t uc_lower(uint32_t c);
/* Appends S in lower case to B. */
void utf8_lower(struct buf *b, struct str s);
/* Hash of S in lower case, with curly apostrophes folded to straight. */
uint64_t utf8_hash_lower(struct str s);

/*
 * Byte offsets of one text as code point offsets and back. Pure ASCII costs
 * nothing; any other text one table, filled in one pass and reused.
 */
struct utf8_map {
	uint32_t *cp; /* cp[i]: code points before byte i */
	size_t cap, n;
	bool ascii;
};

/* A map of zero bytes is ready for use. TEXT is valid UTF-8, below 4 GB. */
void utf8_map_set(struct utf8_map *m, struct str text);
/* Code point offset of byte offset BYTE <= length of the text. */
size_t utf8_map_cp(const struct utf8_map *m, size_t byte);
/* Byte offset of code point offset CP; SIZE_MAX if the text is shorter. */
size_t utf8_map_byte(const struct utf8_map *m, size_t cp);
void utf8_map_release(struct utf8_map *m);

#endif
