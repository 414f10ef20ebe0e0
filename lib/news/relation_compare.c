#include "news/relation_in.h"

#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	NEAR = 4, /* words that a quotation may leave out in one place */
	MAXLETTERS = 1024 /* of a quotation that are compared */
};

/* From where on two sentences are taken to state the same fact. */
#define ALIKE 0.70
/* And to speak of the same event. */
#define RELATED 0.12

void
differ_link(struct differ *r, size_t a, int fa, size_t b, int fb,
    enum relation_kind kind, bool same, double score)
{
	r->link = mem_grow(r->link, r->nlink, &r->linkcap, sizeof *r->link);
	r->link[r->nlink++] = (struct link){a * FACETS + (size_t)fa,
	    b * FACETS + (size_t)fb, kind, same, (float)score};
}

/* Has V no digits behind those that UNIT, a power of ten, counts? */
static bool
is_multiple(double v, double unit)
{
	return fabs(floor(v / unit + 0.5) * unit - v) < unit * 1e-6;
}

/* Is A what B is when rounded to as many digits as A has? */
static bool
rounds_to(double a, double b)
{
	double unit = 1;

	/* "34 percent" and "34.4 percent", "2.5" and "2.55" */
	for (int digits = 0; digits < 2; digits++) {
		if (is_multiple(a, unit) && !is_multiple(b, unit))
			return fabs(a - b) <= unit / 2 * 1.000001;
		unit /= 10;
	}
	if (fabs(a) < 1000 || number_digits(a) >= number_digits(b) ||
	    number_digits(a) > 3)
		return false;
	unit = pow(10, floor(log10(fabs(a))) - number_digits(a) + 1);
	return fabs(a - b) <= unit / 2;
}

/* Is it counted in dozens, so that "about" leaves more room? */
static bool
by_dozens(double v)
{
	return v < 100 && fmod(v, 12) == 0;
}

/* Can both numbers be right? UNCLEAR: they can, but say different things. */
enum compare
numbers_compare(const struct claim_number *a, const struct claim_number *b)
{
	double x = a->value, y = b->value, big, low;

	if (a->bound == BOUND_RANGE || b->bound == BOUND_RANGE) {
		double a2 = a->bound == BOUND_RANGE ? a->value2 : x;
		double b2 = b->bound == BOUND_RANGE ? b->value2 : y;

		return x <= b2 && y <= a2 ? SAME : APART;
	}
	if (x == y)
		return SAME;
	big = x > y ? x : y;
	low = x > y ? y : x;
	if (rounds_to(x, y) || rounds_to(y, x))
		return SAME;
	if (a->bound == BOUND_MIN || b->bound == BOUND_MIN) {
		double min = a->bound == BOUND_MIN ? x : y;

		/* "at least 9" and "at least 11" are two reports' counts */
		if (a->bound == b->bound)
			return low >= 100 && big <= 1.1 * low ? SAME : UNCLEAR;
		if (low == min)
			return big <= 1.25 * low ? SAME : UNCLEAR;
		return APART;
	}
	if (a->bound == BOUND_MAX || b->bound == BOUND_MAX) {
		double max = a->bound == BOUND_MAX ? x : y;

		if (a->bound == b->bound || big == max)
			return big <= 1.25 * low ? SAME : UNCLEAR;
		return APART;
	}
	if (a->bound == BOUND_ABOUT || b->bound == BOUND_ABOUT)
		return big - low <=
			       (by_dozens(x) || by_dozens(y) ? 0.2 : 0.1) * big
			   ? SAME
			   : APART;
	return APART;
}

/* Do two texts share a word that is not a mere function word? */
static bool
share_word(const struct differ *r, struct str a, struct str b)
{
	struct str w, v, rest;

	while (str_split(&a, ' ', &w)) {
		if (!w.n || word_entry(r, w, r->stop, r->nstop))
			continue;
		rest = b;
		while (str_split(&rest, ' ', &v))
			if (v.n && word_stem(r, v) == word_stem(r, w))
				return true;
	}
	return false;
}

/* Are both claims about the same subject, as far as can be told? */
static bool
same_subject(const struct differ *r, const struct unit *a, const struct unit *b)
{
	if (a->subject_key && a->subject_key == b->subject_key)
		return true;
	if (!a->subject_text.p || !b->subject_text.p)
		return false;
	/* "the captain" and "Captain Voll" may be the same: words decide. */
	return share_word(r, a->subject_text, b->subject_text);
}

bool
days_apart(const struct days *x, const struct days *y)
{
	if (x->known && y->known)
		return x->to < y->from || y->to < x->from;
	return x->weekday && y->weekday && x->weekday != y->weekday;
}

static bool
states(const struct unit *u)
{
	return u->modality == MODALITY_ASSERTED;
}

/* Is what one claim plans done in the other? True if they are linked so. */
static bool
compare_status(struct differ *r, size_t i, size_t j, double dice, size_t common)
{
	const struct unit *a = &r->unit[i], *b = &r->unit[j];
	bool subject = a->subject_key && a->subject_key == b->subject_key;

	if (a->class_key != b->class_key || a->negated != b->negated ||
	    !((a->modality == MODALITY_PLANNED && states(b)) ||
		(b->modality == MODALITY_PLANNED && states(a))))
		return false;
	/* Alike, or who, what, and one word of whom. */
	if (!(subject && dice >= 0.4) &&
	    !(common > 2 && deeds_meet(&a->deed, &b->deed)))
		return false;
	differ_link(r, i, FACET_STATUS, j, FACET_STATUS, KIND_STATUS, false,
	    dice < 0.5 ? 0.5 : dice);
	return true;
}

static void
compare_clauses(struct differ *r, size_t i, size_t j, double dice,
    double within, size_t common)
{
	const struct unit *a = &r->unit[i], *b = &r->unit[j];
	bool subject = a->subject_key && a->subject_key == b->subject_key;

	if (!a->class_key || !b->class_key)
		return;
	if (compare_status(r, i, j, dice, common) || a->embedded || b->embedded)
		return;
	if (a->class_key == b->class_key && a->negated != b->negated &&
	    states(a) && states(b) && same_subject(r, a, b) &&
	    (common > 2 || subject || dice >= 0.95) &&
	    (dice >= 0.72 || (subject && dice >= 0.4 && within >= 0.8))) {
		differ_link(r, i, FACET_POLARITY, j, FACET_POLARITY,
		    KIND_POLARITY, false, dice);
		return;
	}
	if (a->class_key == b->class_key && dice >= 0.6 &&
	    (a->modality == MODALITY_DENIED) !=
		(b->modality == MODALITY_DENIED) &&
	    subject) {
		differ_link(r, i, FACET_POLARITY, j, FACET_POLARITY,
		    KIND_POLARITY, false, dice);
		return;
	}
	if (a->opposite_key && a->opposite_key == b->class_key && dice >= 0.5 &&
	    a->negated == b->negated && states(a) && states(b) &&
	    same_subject(r, a, b)) {
		differ_link(r, i, FACET_ANTONYM, j, FACET_ANTONYM, KIND_ANTONYM,
		    false, dice);
		return;
	}
	if (dice >= (common > 2 ? 0.6 : 0.9) && a->class_key == b->class_key &&
	    (a->modality == MODALITY_POSSIBLE) !=
		(b->modality == MODALITY_POSSIBLE))
		differ_link(
		    r, i, FACET_FACT, j, FACET_FACT, KIND_FACT, false, dice);
}

/* Does W say that a title is held no more, or not yet? */
static bool
is_time(const struct differ *r, struct str w)
{
	return lexicon_lookup(r->words, w, r->past) ||
	       lexicon_lookup(r->words, w, r->next);
}

/* Takes the next word off REST: "Vice-Foreign Minister" has three. */
static bool
title_word(struct str *rest, struct str *w)
{
	struct str s = *rest;
	size_t n = 0;

	if (!s.n)
		return false;
	while (n < s.n && s.p[n] != ' ' && s.p[n] != '-')
		n++;
	*w = str_slice(s, 0, n);
	*rest = str_slice(s, n < s.n ? n + 1 : n, s.n);
	return true;
}

/* Does every word of A stand in B (by stem), but "former" and "senior"? */
bool
words_within(const struct differ *r, struct str a, struct str b)
{
	struct str w, v, rest;

	while (title_word(&a, &w)) {
		bool found =
		    is_time(r, w) || lexicon_lookup(r->words, w, r->grade);

		rest = b;
		while (!found && title_word(&rest, &v))
			found = word_stem(r, v) == word_stem(r, w);
		if (!found)
			return false;
	}
	return true;
}

/* Is the title held no more, or not yet: "former", "President-elect"? */
static bool
is_past(const struct differ *r, struct str title)
{
	struct str w;

	while (title_word(&title, &w))
		if (is_time(r, w))
			return true;
	return false;
}

/*
 * Is who is "former" in PAST in office in a later report, NOW? The other way
 * round it is how news goes, and on one day a matter of style.
 */
static bool
comes_back(
    const struct differ *r, const struct unit *past, const struct unit *now)
{
	struct str x = r->doc[past->doc].meta.date,
		   y = r->doc[now->doc].meta.date;

	return x.p && y.p && x.n >= 10 && y.n >= 10 && memcmp(x.p, y.p, 10) < 0;
}

static size_t
number_of_words(struct str s)
{
	struct str w;
	size_t n = 0;

	while (title_word(&s, &w))
		n++;
	return n;
}

/* Has a title a word that makes its office another one: "deputy"? */
static bool
has_rank(const struct differ *r, struct str title)
{
	struct str w;

	while (title_word(&title, &w))
		if (lexicon_lookup(r->words, w, r->rank))
			return true;
	return false;
}

/* "Assistant District Attorney", "District Attorney": the same but for a rank?
 */
static bool
ranks_differ(const struct differ *r, const struct unit *a, const struct unit *b)
{
	bool ranked = has_rank(r, a->object);
	struct str more = ranked ? a->title : b->title,
		   less = ranked ? b->title : a->title;

	return ranked != has_rank(r, b->object) &&
	       words_within(r, less, more) &&
	       number_of_words(more) == number_of_words(less) + 1;
}

/* Are they offices of which nobody holds two at a time, and not the same? */
static bool
offices_exclude(const struct unit *a, const struct unit *b)
{
	return a->office_class && a->office_class == b->office_class &&
	       a->office != b->office;
}

/*
 * Titles of one person: the same office with another word before it is a
 * conflict ("Transport Minister", "Interior Minister"); another office is
 * not, for a person may hold two. To have left it is another thing too.
 */
static void
compare_titles(struct differ *r, size_t i, size_t j)
{
	const struct unit *a = &r->unit[i], *b = &r->unit[j];
	bool ab, ba, past_a, past_b;

	if (!a->subject_key || a->subject_key != b->subject_key ||
	    !memchr(a->subject.p, ' ', a->subject.n))
		return;
	ab = words_within(r, a->object, b->object);
	ba = words_within(r, b->object, a->object);
	past_a = is_past(r, a->object);
	past_b = is_past(r, b->object);
	if (ab && ba && past_a == past_b) {
		/* That two reports call her "President" is no news. */
		if (!memchr(a->object.p, ' ', a->object.n))
			return;
		differ_link(r, i, FACET_TITLE, j, FACET_TITLE, KIND_ATTRIBUTE,
		    true, 0.8);
		return;
	}
	if (!past_a && !past_b &&
	    (offices_exclude(a, b) || ranks_differ(r, a, b))) {
		differ_link(r, i, FACET_TITLE, j, FACET_TITLE, KIND_ATTRIBUTE,
		    false, 0.8);
		return;
	}
	if (word_stem(r, word_last(a->object)) !=
	    word_stem(r, word_last(b->object)))
		return;
	if (past_a != past_b) {
		if (!comes_back(r, past_a ? a : b, past_a ? b : a))
			return;
		/* "President" may be short for the former one. */
		if (!words_within(r, a->title, b->title) ||
		    !words_within(r, b->title, a->title) || (!ab && !ba))
			return;
	} else if (words_within(r, a->title, b->object) ||
		   words_within(r, b->title, a->object)) {
		return;
	}
	differ_link(
	    r, i, FACET_TITLE, j, FACET_TITLE, KIND_ATTRIBUTE, false, 0.8);
}

/* Length of the longest common subsequence of the words of A and B. */
static size_t
common_words(const struct unit *a, const struct unit *b)
{
	unsigned char row[MAXWORDS + 1] = {0};

	for (size_t i = 0; i < a->nword; i++) {
		unsigned char left_above = 0;

		for (size_t j = 0; j < b->nword; j++) {
			unsigned char above = row[j + 1];

			if (a->word[i] == b->word[j])
				row[j + 1] = (unsigned char)(left_above + 1);
			else if (row[j] > above)
				row[j + 1] = row[j];
			left_above = above;
		}
	}
	return row[b->nword];
}

/* Do A's words stand in B in one piece? */
static bool
stands_in(const struct unit *a, const struct unit *b)
{
	for (size_t i = 0; i + a->nword <= b->nword; i++)
		if (memcmp(a->word, b->word + i, a->nword * sizeof *a->word) ==
		    0)
			return true;
	return false;
}

/*
 * Has A a long word that B has not? Short ones differ between transcripts:
 * "I have a problem", "I got a problem"; what B has left out or written in
 * short may be the word.
 */
static bool
has_other_word(const struct unit *a, const struct unit *b)
{
	size_t other = 0;

	for (size_t i = 0; i < a->nword; i++) {
		bool found = !(a->word[i] & 1);

		for (size_t k = 0; k < b->nword && !found; k++)
			found = a->word[i] == b->word[k];
		other += !found;
	}
	return other > b->spare && !b->cut;
}

/*
 * Walks A's words through B's from place P on: false if they do not stand
 * there in order; *SKIPPED if a long word of B is left out on the way.
 */
static bool
walk_through(
    const struct unit *a, const struct unit *b, size_t p, bool *skipped)
{
	size_t missed = 0;

	*skipped = false;
	for (size_t i = 0; i < a->nword; i++) {
		size_t k = p;

		while (k < b->nword && k < p + NEAR && b->word[k] != a->word[i])
			k++;
		if (k == b->nword || k == p + NEAR) {
			missed++;
			continue;
		}
		while (p < k)
			*skipped |= b->word[p++] & 1;
		p = k + 1;
	}
	return missed * 8 <= a->nword;
}

/*
 * Is A a part of B, cut at its ends only? "Vote for the ceiling" is not what
 * "Vote for the ceiling increase for me" is with words left out inside.
 */
static bool
is_cut_from(const struct unit *a, const struct unit *b)
{
	bool skipped;

	if (has_other_word(a, b))
		return false;
	for (size_t p = 0; p < b->nword; p++)
		if ((b->word[p] == a->word[0] || b->word[p] == a->word[1]) &&
		    walk_through(a, b, p, &skipped))
			return !skipped || a->cut;
	/* Only small words differ: "I have a problem", "I got one" */
	return true;
}

/* The letters and digits of U's text, in lower case, one after another. */
static struct str
letters(const struct unit *u, char *to, size_t max)
{
	const char *p = u->segment->text.p + u->start,
		   *end = u->segment->text.p + u->end;
	size_t n = 0;

	while (p < end && n < max) {
		uint32_t c = utf8_next(&p, end);

		/* Their lowest bytes will do to tell them apart. */
		if (uc_class(c) & (UC_LETTER | UC_DIGIT))
			to[n++] = (char)uc_lower(c);
	}
	return (struct str){to, n};
}

/* Is one in the other but for blanks and marks: "no-one", "no one"? */
static bool
letters_same(const struct unit *a, const struct unit *b)
{
	char x[MAXLETTERS], y[MAXLETTERS];
	struct str s = letters(a, x, sizeof x), t = letters(b, y, sizeof y);

	return str_find(s, t, 0) != SIZE_MAX || str_find(t, s, 0) != SIZE_MAX;
}

/*
 * The same words of one speaker: a part of the other's is the same; nearly
 * the same with words exchanged or put in between is a conflict.
 */
static void
compare_quotes(struct differ *r, size_t i, size_t j)
{
	const struct unit *a = &r->unit[i], *b = &r->unit[j];
	size_t least = a->nword < b->nword ? a->nword : b->nword,
	       most = a->nword < b->nword ? b->nword : a->nword, common;
	double share;

	if (least < 4 || !most)
		return;
	common = common_words(a, b);
	share = (double)common / (double)most;
	if (stands_in(a, b) || stands_in(b, a))
		common = least = most;
	/* A speaker who is not known may be the same where the words are. */
	if (a->subject_key != b->subject_key &&
	    ((a->subject_key && b->subject_key) || least < 6 || share < 0.75))
		return;
	if (common == most)
		differ_link(r, i, FACET_QUOTE, j, FACET_QUOTE, KIND_QUOTE, true,
		    share > 0.5 ? share : 0.5);
	else if (least >= 5 && share >= 0.65)
		differ_link(r, i, FACET_QUOTE, j, FACET_QUOTE, KIND_QUOTE,
		    letters_same(a, b) ||
			(a->nword < b->nword ? is_cut_from(a, b)
					     : is_cut_from(b, a)),
		    share);
}

/* Dice's coefficient of the weighted stems. */
static double
likeness(const struct unit *a, const struct unit *b, size_t *common)
{
	double w = stems_shared(a->stem, a->nstem, b->stem, b->nstem, common);

	return *common ? 2 * w / (a->weight + b->weight) : 0;
}

/* Two sentences that state a fact in common, whatever else they say. */
static void
compare_sentences(struct differ *r, size_t i, size_t j)
{
	double fact, alike;

	alike = sentences_alike(&r->unit[i], &r->unit[j], &fact);
	if (figures_compare(r, i, j, alike))
		return;
	fact = 1 / (1 + exp(-fact));
	if (fact >= ALIKE)
		differ_link(
		    r, i, FACET_FACT, j, FACET_FACT, KIND_FACT, true, fact);
	else if (r->all && fact >= RELATED)
		differ_link(r, i, FACET_RELATED, j, FACET_RELATED, KIND_FACT,
		    false, fact);
}

void
units_compare(struct differ *r, size_t i, size_t j)
{
	const struct unit *a = &r->unit[i], *b = &r->unit[j];
	size_t common;
	double dice;

	if (a->type != b->type || a->doc == b->doc)
		return;
	if (a->type == TITLE) {
		compare_titles(r, i, j);
		return;
	}
	if (a->type == SENTENCE) {
		compare_sentences(r, i, j);
		return;
	}
	/* Claims that share less do not meet either (relation_pair.c). */
	dice = likeness(a, b, &common);
	if (common < 2)
		return;
	if (a->type == QUOTE)
		compare_quotes(r, i, j);
	else
		compare_clauses(r, i, j, dice,
		    dice * (double)(a->weight + b->weight) / 2 /
			(double)(a->weight < b->weight ? a->weight : b->weight),
		    common);
}
