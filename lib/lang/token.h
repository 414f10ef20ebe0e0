/*
 * token - words, numbers and marks of a text, with byte offsets.
 *
 * For: everything that looks at a sentence word by word. A token's hash is
 * that of its lower-case form, so that lists can be asked at once.
 * Not for: sentences (news/segment.h) or meaning.
 *
 * A word keeps inner hyphens, points and apostrophes ("well-known", "U.S.",
 * "O'Brien"); an abbreviation of the list keeps its point ("Gen."), and so
 * does an initial ("J."). A clitic of the list stands alone ("Ana" "'s").
 * A number keeps its separators ("1,200.5"). Every other mark is a token;
 * '' and `` are one each.
 */
#ifndef LANG_TOKEN_H
#define LANG_TOKEN_H

#include "base/str.h"

struct lexicon;

enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_MARK };

enum {
	TOKEN_CAP = 1,     /* the first letter is upper case */
	TOKEN_UPPER = 2,   /* two letters or more, all upper case */
	TOKEN_LOWER = 4,   /* has letters, all lower case */
	TOKEN_POINT = 8,   /* ends in its own point: "Gen.", "U.S." */
	TOKEN_SPACE = 16,  /* white space, or nothing, stands before it */
	TOKEN_HYPHEN = 32, /* has an inner hyphen */
	TOKEN_DIGIT = 64,  /* has a digit */
	TOKEN_QUOTE = 128  /* a quotation mark, single or double */
};

struct token {
	uint32_t start, end; /* bytes in the text */
	uint8_t kind, flags;
	uint64_t hash; /* utf8_hash_lower of the token's text */
};

struct tokens {
	struct token *v;
	size_t n, cap;
};

/*
 * Splits TEXT (valid UTF-8, below 4 GB) into T, emptied first. LEX gives
 * abbreviations and clitics (labels "abbreviation", "title-abbreviation",
 * "clitic"); NULL: none are known.
 */
void tokens_set(struct tokens *t, struct str text, const struct lexicon *lex);
/*
 * Adds the bytes START to END of TEXT as one token, its kind by what it has
 * (letters, digits, neither): for texts that come with tokens of their own.
 */
void tokens_add(struct tokens *t, struct str text, size_t start, size_t end);
void tokens_release(struct tokens *t);

static inline struct str
token_str(struct str text, const struct token *t)
{
	return (struct str){text.p + t->start, t->end - t->start};
}

/* Is the token this lower-case ASCII word or mark? */
bool token_is(struct str text, const struct token *t, const char *lower);
/* Is the token a word that begins with an apostrophe: "'s"? */
bool token_is_clitic(struct str text, const struct token *t);

#endif
