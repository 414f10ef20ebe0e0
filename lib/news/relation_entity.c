#include "news/relation_in.h"

enum {
	BEFORE_NAME = 5, /* tokens of a title between "by" and the name */
	LIST = 12,       /* names of a list, at most */
	LEAST = 3,       /* and at least */
	CUE = 3          /* tokens of "which consists of" */
};

/* The lemma of the verb at token I; the token itself if it is none. */
static struct str
lemma_at(struct differ *r, const struct segment *s, size_t i)
{
	struct str w = token_str(s->text, &s->token[i]),
		   lemma = word_lemma(r, w);

	return lemma.p ? lemma : differ_keep(r, w);
}

/* Do the names of items A and B stand in one list: ", ", " and "? */
static bool
joined(const struct differ *r, const struct segment *s, const struct item *a,
    const struct item *b)
{
	size_t i, to;

	if (b->kind != ITEM_NAME || b->start < a->end)
		return false;
	i = segment_token(s, a->end);
	to = segment_token(s, b->start);
	if (i == to || to - i > 2)
		return false;
	for (; i < to; i++)
		if (!token_is(s->text, &s->token[i], ",") &&
		    !token_has(r, s, i, r->pair))
			return false;
	return true;
}

/* How many names the list has that begins at item AT. */
static size_t
list_length(const struct differ *r, const struct segment *s, size_t at)
{
	size_t n = 1;

	while (n < LIST && at + n < r->nitem &&
	       joined(r, s, &r->item[at + n - 1], &r->item[at + n]))
		n++;
	return n;
}

/* The names of the list at item AT, as F's members. */
static void
take_list(
    struct differ *r, const struct segment *s, size_t at, struct figure *f)
{
	size_t end = r->item[at + f->nmember - 1].end;

	f->member = arena_alloc(&r->arena, f->nmember * sizeof *f->member);
	for (size_t i = 0; i < f->nmember; i++)
		f->member[i] = r->item[at + i].hash;
	f->text = differ_keep(r, str_slice(s->text, f->start, end));
}

/*
 * "The bill, sponsored by Sen. Ana Reyes": whose name begins at token I made
 * it. The thing is F's unit with the verb, the word before it F's noun.
 */
static bool
made_by(struct differ *r, const struct segment *s, size_t i, struct figure *f)
{
	const struct lexicon_entry *maker;
	struct str lemma;
	size_t n = 0;

	while (n < BEFORE_NAME && i > 0 && !token_has(r, s, i - 1, r->by)) {
		if (s->token[i - 1].kind == TOKEN_MARK)
			return false;
		i--;
		n++;
	}
	if (n == BEFORE_NAME || i < 3)
		return false;
	i -= 2;
	lemma = lemma_at(r, s, i);
	maker = lexicon_lookup(r->words, lemma, r->maker);
	if (!maker)
		return false;
	while (i > 1 && (token_has(r, s, i - 1, r->auxiliary) ||
			    token_is(s->text, &s->token[i - 1], ",")))
		i--;
	i--;
	if (s->token[i].kind != TOKEN_WORD ||
	    word_of(r, s->text, &s->token[i])->stop)
		return false;
	f->thing = differ_keep(r, token_str(s->text, &s->token[i]));
	f->done = lemma;
	f->unit = (uint32_t)hash_mix(noun_key(r, s, i),
		      str_hash(lexicon_id(r->words, maker))) |
		  1;
	if (i > 0 && s->token[i - 1].kind == TOKEN_WORD &&
	    !word_of(r, s->text, &s->token[i - 1])->stop)
		f->noun = noun_key(r, s, i - 1);
	return true;
}

/*
 * "The Hollow Coast, which includes Corrin, Tarnwick and Oslo": what a thing
 * that has a name, or is one, is made of. The thing is F's unit.
 */
static bool
made_of(struct differ *r, const struct segment *s, size_t at, size_t i,
    struct figure *f)
{
	size_t cue = i;

	for (size_t n = 1; n <= CUE && n <= i; n++) {
		if (s->token[i - n].kind == TOKEN_MARK)
			break;
		if (token_has(r, s, i - n, r->comprise))
			cue = i - n;
	}
	if (cue == i || at == 0 || f->nmember < LEAST)
		return false;
	/* The item before the cue, which may be an item itself. */
	for (size_t k = at; k-- > 0;)
		if (r->item[k].end <= s->token[cue].start) {
			f->thing =
			    differ_keep(r, str_slice(s->text, r->item[k].start,
					       r->item[k].end));
			f->done = lemma_at(r, s, cue);
			f->unit = (uint32_t)hash_mix(2, r->item[k].hash) | 1;
			return r->item[k].kind == ITEM_NAME;
		}
	return false;
}

bool
entity_find(
    struct differ *r, const struct segment *s, size_t at, struct figure *f)
{
	size_t i = segment_token(s, f->start);

	f->kind = KIND_ENTITY;
	f->nmember = (uint8_t)list_length(r, s, at);
	if (!made_by(r, s, i, f) && !made_of(r, s, at, i, f))
		return false;
	take_list(r, s, at, f);
	return true;
}

enum compare
entities_compare(const struct figure *a, const struct figure *b)
{
	size_t shared = 0;

	for (size_t i = 0; i < a->nmember; i++)
		for (size_t k = 0; k < b->nmember; k++)
			shared += a->member[i] == b->member[k];
	if (shared >= a->nmember && shared >= b->nmember)
		return SAME;
	/* One report may name more than another; not as many, but others. */
	if (a->nmember != b->nmember)
		return UNCLEAR;
	return a->nmember == 1 || shared >= 2 ? APART : UNCLEAR;
}
