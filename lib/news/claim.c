#include "news/claim.h"

#include "base/utf8.h"
#include "lang/tag.h"

#include <stdlib.h>
#include <string.h>

enum {
	AUX = 1,
	AUX_NOT = 2,
	MODAL = 4,
	NEGATION = 8,
	CLAUSE = 16,
	CLAUSE_COMMA = 32,
	RELATIVE = 64,
	PLANNED = 128,
	POSSIBLE = 256,
	DENIED = 512,
	PREPOSITION = 1024,
	DETERMINER = 2048,
	PERSON_PRONOUN = 4096,
	THING_PRONOUN = 8192,
	PAST = 16384,
	PRESENT = 32768,
	BASE = 1 << 16,
	WEAK = 1 << 17, /* commoner as a noun */
	ING = 1 << 18,
	IF = 1 << 19,
	TITLE_PREFIX = 1 << 20
};

static const struct lexicon_class classes[] = {{"auxiliary", AUX},
    {"auxiliary-not", AUX_NOT | AUX}, {"modal", MODAL}, {"negation", NEGATION},
    {"clause", CLAUSE}, {"planned", PLANNED}, {"possible", POSSIBLE},
    {"denied", DENIED}, {"preposition", PREPOSITION},
    {"determiner", DETERMINER}, {"person-pronoun", PERSON_PRONOUN},
    {"thing-pronoun", THING_PRONOUN}, {"verb-past", PAST},
    {"verb-past-weak", PAST | WEAK}, {"verb-s", PRESENT},
    {"verb-s-weak", PRESENT | WEAK}, {"verb-base", BASE},
    {"verb-base-weak", BASE | WEAK}, {"verb-ing", ING}, {"conditional", IF},
    {"title-prefix", TITLE_PREFIX}, {"past-title", TITLE_PREFIX}};

enum { CLASSES = sizeof classes / sizeof *classes };

enum { DESCRIPTION = 24 }; /* tokens of one at most */

enum gender { MAN, WOMAN, GENDERS }; /* GENDERS: not known */

struct look {
	unsigned bits;
	const struct lexicon_entry *verb; /* lemma as id */
	const struct lexicon_entry *modal;
};

struct claimer {
	const struct lexicon *abbreviations, *words;
	struct lemmas lemmas;
	struct tagging *tagging;
	uint8_t *tag;  /* of each token */
	unsigned *bit; /* of each label of the words */
	int honorific, given_gender, person_pronoun;
	struct look *look;
	size_t cap;
	struct claim *found;
	size_t nfound, foundcap;
	/*
	 * For pronouns: whom, a man or a woman, and what the document named
	 * last as a subject; and whom it named at all.
	 */
	struct str person[GENDERS], mentioned[GENDERS], thing;
};

struct claimer *
claimer_new(const struct lexicon *abbreviations, const struct lexicon *words,
    const struct lexicon *forms, const struct sequence *tags)
{
	struct claimer *c = mem_zalloc(1, sizeof *c);

	c->abbreviations = abbreviations;
	c->words = words;
	lemmas_init(&c->lemmas, forms);
	c->tagging = tagging_new(tags, &c->lemmas);
	c->bit = lexicon_classes(words, classes, CLASSES);
	c->honorific = lexicon_label(words, "honorific");
	c->given_gender = lexicon_label(words, "given-gender");
	c->person_pronoun = lexicon_label(words, "person-pronoun");
	return c;
}

void
claimer_free(struct claimer *c)
{
	if (!c)
		return;
	tagging_free(c->tagging);
	free(c->tag);
	free(c->bit);
	free(c->look);
	free(c->found);
	free(c);
}

static void
look_up(struct claimer *c, const struct segment *s)
{
	if (c->cap < s->ntoken + 1) {
		c->cap = s->ntoken * 2 + 64;
		c->look = mem_resize(c->look, c->cap, sizeof *c->look);
		c->tag = mem_resize(c->tag, c->cap, 1);
	}
	for (size_t i = 0; i < s->ntoken; i++) {
		struct look *l = &c->look[i];
		struct lexicon_hit hit;

		memset(l, 0, sizeof *l);
		if (s->token[i].kind != TOKEN_WORD ||
		    !lexicon_all(c->words, s->text, &s->token[i], 1, &hit, 1))
			continue;
		for (size_t k = 0; k < hit.count; k++) {
			const struct lexicon_entry *e = &hit.entry[k];
			unsigned bit = c->bit[e->label];

			l->bits |= bit;
			if (bit & (PAST | PRESENT | BASE | ING | AUX))
				if (!l->verb || bit & AUX)
					l->verb = e;
			if (bit & MODAL)
				l->modal = e;
			if (bit & CLAUSE) {
				struct str id = lexicon_id(c->words, e);

				if (str_eqz(id, "comma"))
					l->bits |= CLAUSE_COMMA;
				if (str_eqz(id, "relative"))
					l->bits |= RELATIVE;
			}
		}
	}
	memset(&c->look[s->ntoken], 0, sizeof *c->look);
}

static bool
is_mark(const struct segment *s, size_t i, char c)
{
	return s->token[i].kind == TOKEN_MARK &&
	       s->text.p[s->token[i].start] == c;
}

/* Does the word of tag T begin or make what a verb governs: "her", "Ivo"? */
static bool
may_be_object(enum tag t)
{
	return tag_is_noun(t) || t == TAG_DET || t == TAG_PRON ||
	       t == TAG_PRON_POSSESSIVE || t == TAG_NUM;
}

/*
 * Pasts that look like participles: behind a noun, with an object ("The
 * council elected Ivo Stanton"), which no passive has; or of denying, without
 * an auxiliary.
 */
static void
mend_tags(struct claimer *c, size_t n)
{
	for (size_t i = 1; i + 1 < n; i++) {
		if (c->tag[i] != TAG_VERB_PASSIVE || !(c->look[i].bits & PAST))
			continue;
		if (c->look[i].bits & DENIED ? !(c->look[i - 1].bits & AUX)
					     : tag_is_noun(c->tag[i - 1]) &&
						   may_be_object(c->tag[i + 1]))
			c->tag[i] = TAG_VERB_PAST;
	}
}

/* Is token I a finite verb whose lemma is known? */
static bool
is_finite(const struct claimer *c, size_t i)
{
	return tag_is_finite(c->tag[i]) &&
	       c->look[i].bits & (AUX | MODAL | PAST | PRESENT | BASE);
}

/*
 * Can token I be one, whatever its tag: a past ("The mayor resigned"), or a
 * form in -s behind a noun ("The company plans to")? What opens a sentence is
 * a noun: "Shares rose".
 */
static bool
may_be_finite(const struct claimer *c, size_t i)
{
	unsigned bits = c->look[i].bits;

	if (i == 0 || c->look[i - 1].bits & (DETERMINER | AUX))
		return false;
	return (bits & PAST && c->tag[i] != TAG_PROPN) ||
	       (bits & PRESENT && tag_is_noun(c->tag[i - 1]) &&
		   c->tag[i] != TAG_PROPN);
}

/*
 * The first finite verb in [I, END), or END; where no word was taken for
 * one, the first that can be one.
 */
static size_t
find_verb(const struct claimer *c, size_t i, size_t end)
{
	size_t k = i;

	while (k < end && !is_finite(c, k))
		k++;
	if (k < end)
		return k;
	while (i < end && !may_be_finite(c, i))
		i++;
	return i;
}

/*
 * Has what begins at I a verb before the next comma? "since it sank" has,
 * "since 2019, denied" has not.
 */
static bool
has_verb(const struct claimer *c, const struct segment *s, size_t i)
{
	size_t end = i;

	while (end < s->ntoken && !is_mark(s, end, ','))
		end++;
	return find_verb(c, i, end) < end;
}

/* End of the clause that begins at I. */
static size_t
clause_end(const struct claimer *c, const struct segment *s, size_t i)
{
	size_t k;

	for (k = i + 1; k < s->ntoken; k++) {
		const struct token *t = &s->token[k];
		unsigned bits = c->look[k].bits;
		bool comma = is_mark(s, k - 1, ',');

		if (is_mark(s, k, ';'))
			return k + 1;
		if (t->kind == TOKEN_MARK &&
		    (unsigned char)s->text.p[t->start] == 0xE2 &&
		    t->flags & TOKEN_SPACE && !(t->flags & TOKEN_QUOTE))
			return k;
		/* "since 2019" opens none */
		if (bits & CLAUSE && k + 1 < s->ntoken &&
		    s->token[k + 1].kind != TOKEN_NUMBER &&
		    (comma || !(bits & (CLAUSE_COMMA | RELATIVE))) &&
		    find_verb(c, i, k) < k && has_verb(c, s, k + 1))
			return k;
	}
	return s->ntoken;
}

/* The entity of S that covers bytes of [START, END) and ends last there. */
static const struct entity *
entity_in(const struct segment *s, size_t start, size_t end, bool last)
{
	const struct entity *found = NULL;

	for (size_t i = 0; i < s->nentity; i++) {
		const struct entity *e = &s->entity[i];

		if (e->label >= ENTITY_MONEY || e->start < start ||
		    e->end > end)
			continue;
		if (!last)
			return e;
		found = e;
	}
	return found;
}

static struct str
span_text(const struct segment *s, size_t i, size_t j)
{
	if (i >= j)
		return (struct str){NULL, 0};
	return str_slice(s->text, s->token[i].start, s->token[j - 1].end);
}

/*
 * Where the subject of VERB begins, at I or behind: behind the comma in
 * "Between 1959 and 2016, the lifespan rose", "Since her arrest, Reyes has
 * written", "Speaking in Oslo, she said", and behind "essentially".
 */
static size_t
skip_opening(
    const struct claimer *c, const struct segment *s, size_t i, size_t verb)
{
	enum tag t = i < verb ? (enum tag)c->tag[i] : TAG_PUNCT;
	bool opens = t == TAG_ADP || t == TAG_VERB_ING || t == TAG_VERB_PASSIVE;

	opens |= i > 0 && i < verb && c->look[i - 1].bits & CLAUSE &&
		 c->tag[i - 1] == TAG_ADP;
	for (size_t k = i; opens && k < verb; k++)
		if (is_mark(s, k, ',')) {
			i = k + 1;
			break;
		}
	while (i + 1 < verb && c->tag[i] == TAG_ADV)
		i++;
	return i;
}

/* The noun phrase right before token I, but for a comma: where it begins. */
static size_t
noun_before(
    const struct claimer *c, const struct segment *s, size_t i, size_t *end)
{
	if (i > 0 && is_mark(s, i - 1, ','))
		i--;
	*end = i;
	while (i > 0) {
		enum tag t = c->tag[i - 1];

		if (!tag_is_noun(t) && t != TAG_ADJ && t != TAG_DET &&
		    t != TAG_NUM && t != TAG_PRON_POSSESSIVE)
			break;
		i--;
	}
	return i;
}

static enum gender
gender_of(const struct claimer *c, const struct lexicon_entry *e)
{
	if (e && str_eqz(lexicon_id(c->words, e), "m"))
		return MAN;
	return e && str_eqz(lexicon_id(c->words, e), "f") ? WOMAN : GENDERS;
}

/* Notes in LAST that E, a person, was named; one of unknown gender as both. */
static void
note_person(const struct claimer *c, const struct entity *e, struct str *last)
{
	struct str first = str_before(e->name, ' ');
	enum gender g = GENDERS;

	/* "Sanders" is a surname where it stands alone. */
	if (first.n < e->name.n)
		g = gender_of(
		    c, lexicon_lookup(c->words, first, c->given_gender));
	if (g == GENDERS && e->title.p)
		g = gender_of(
		    c, lexicon_lookup(c->words, e->title, c->honorific));
	if (g != WOMAN)
		last[MAN] = e->name;
	if (g != MAN)
		last[WOMAN] = e->name;
}

/* Whom the pronoun at token I stands for; p NULL: that is not sure. */
static struct str
antecedent(const struct claimer *c, const struct segment *s, size_t i)
{
	enum gender g = gender_of(c,
	    lexicon_word(c->words, s->text, &s->token[i], c->person_pronoun));

	if (g == GENDERS)
		return (struct str){NULL, 0};
	return c->person[g].p ? c->person[g] : c->mentioned[g];
}

/* The subject in tokens [I, VERB): its text, and a name where one is sure. */
static void
find_subject(struct claimer *c, const struct segment *s, size_t i, size_t verb,
    struct claim *cl)
{
	size_t head = i, end;
	const struct entity *e;
	struct str before = c->thing;

	while (i < verb &&
	       (s->token[i].kind == TOKEN_MARK || c->look[i].bits & CLAUSE)) {
		/* "the ferry, which sank": named before the clause. */
		if (c->look[i].bits & RELATIVE && i > 0) {
			size_t from = noun_before(c, s, i, &end);

			e = entity_in(s, 0, s->token[i].start, true);
			cl->subject.text = from < end ? span_text(s, from, end)
						      : span_text(s, i, i + 1);
			if (e && s->token[i].start - e->end <= 2)
				cl->subject.name = e->name;
		}
		i++;
	}
	i = skip_opening(c, s, i, verb);
	if (i >= verb)
		return;
	end = i;
	while (end < verb && !(c->look[end].bits & PREPOSITION && end > i) &&
	       !(is_mark(s, end, ',') && end > i))
		end++;
	/* "the divers who found it": the verb is the relative's. */
	while (end > i + 1 && c->look[end - 1].bits & RELATIVE)
		end--;
	head = end - 1;
	cl->subject.text = span_text(s, i, end);
	if (c->look[i].bits & PERSON_PRONOUN && end == i + 1) {
		cl->subject.name = antecedent(c, s, i);
		return;
	}
	if (c->look[i].bits & THING_PRONOUN && end == i + 1) {
		cl->subject.name = before;
		return;
	}
	e = entity_in(s, s->token[i].start, s->token[head].end, true);
	if (e && e->end == s->token[head].end) {
		cl->subject.name = e->name;
		if (e->label == ENTITY_PERSON)
			note_person(c, e, c->person);
		else
			c->thing = e->name;
	} else if (s->token[i].kind == TOKEN_WORD) {
		c->thing = cl->subject.text;
	}
}

/* The verb group from VERB on: lemma, negation, modality. Returns its end. */
static size_t
find_predicate(struct claimer *c, struct document *d, const struct segment *s,
    size_t verb, size_t end, struct claim *cl)
{
	const struct lexicon_entry *main = NULL;
	size_t i = verb, last = verb;
	bool to = false, bare = false; /* a bare verb may follow: "will go" */

	for (; i < end; i++) {
		const struct look *l = &c->look[i];

		if (l->bits & NEGATION || l->bits & AUX_NOT)
			cl->negated = true;
		if (l->modal) {
			struct str id = lexicon_id(c->words, l->modal);

			for (int m = 0; m < MODALITIES; m++)
				if (str_eqz(id, modalities[m]))
					cl->modality = (enum modality)m;
			last = i;
			bare = true;
			continue;
		}
		if (l->bits & DENIED &&
		    !(i && c->look[i - 1].bits & DETERMINER)) {
			/* "denied that it was warned": the warning is denied */
			cl->modality = MODALITY_DENIED;
			main = l->verb;
			last = i;
			i = find_verb(c, i + 1, end);
			if (i < end)
				i--;
			continue;
		}
		if (l->bits & (PLANNED | POSSIBLE) &&
		    (l->bits & POSSIBLE ||
			(i + 1 < end &&
			    token_is(s->text, &s->token[i + 1], "to")))) {
			cl->modality = l->bits & PLANNED ? MODALITY_PLANNED
							 : MODALITY_POSSIBLE;
			if (l->verb && !(l->bits & AUX))
				main = l->verb;
			last = i;
			continue;
		}
		if (token_is(s->text, &s->token[i], "to") && i + 1 < end &&
		    c->look[i + 1].bits & BASE) {
			if (cl->modality != MODALITY_PLANNED && main)
				break;
			to = true;
			continue;
		}
		if (l->bits & NEGATION)
			continue;
		if (l->bits & AUX) {
			if (!main || cl->modality == MODALITY_DENIED)
				main = l->verb;
			bare |= str_eqz(lexicon_id(c->words, l->verb), "do");
			last = i;
			continue;
		}
		if (l->bits & (PAST | ING) || (i == verb && l->verb) ||
		    (l->bits & BASE && (to || bare))) {
			main = l->verb;
			last = i;
			i++;
			break;
		}
		/* An adverb may stand in the group: "was also arrested". */
		if (i > verb &&
		    !str_ends(token_str(s->text, &s->token[i]), "ly") &&
		    i > last + 1)
			break;
	}
	cl->predicate.text = span_text(s, verb, last + 1);
	if (main)
		cl->predicate.name =
		    document_copy(d, lexicon_id(c->words, main));
	return last + 1;
}

/* Bytes of a clause that a relative clause inside it takes out. */
struct hole {
	size_t start, end;
};

static bool
inside(const struct hole *h, size_t start, size_t end)
{
	return start < h->end && h->start < end;
}

/* Numbers, dates and places whose spans lie in the claim's. */
static void
find_details(struct document *d, const struct segment *s,
    const struct hole *hole, struct claim *cl)
{
	cl->number =
	    arena_alloc(&d->arena, (s->nentity + 1) * sizeof *cl->number);
	cl->place =
	    arena_alloc(&d->arena, (s->nentity + 1) * sizeof *cl->place);
	cl->place_id =
	    arena_alloc(&d->arena, (s->nentity + 1) * sizeof *cl->place_id);
	cl->date = arena_alloc(&d->arena, (s->ndate + 1) * sizeof *cl->date);
	cl->date_text =
	    arena_alloc(&d->arena, (s->ndate + 1) * sizeof *cl->date_text);
	for (size_t i = 0; i < s->nentity; i++) {
		const struct entity *e = &s->entity[i];
		struct str text = str_slice(s->text, e->start, e->end);

		if (e->start < cl->start || e->end > cl->end ||
		    inside(hole, e->start, e->end))
			continue;
		if (e->label >= ENTITY_MONEY) {
			cl->number[cl->nnumber++] =
			    (struct claim_number){e->value, e->value2, e->bound,
				e->unit, e->of, text};
		} else if (e->label == ENTITY_GPE || e->label == ENTITY_LOC ||
			   e->label == ENTITY_FAC) {
			cl->place[cl->nplace] =
			    (struct claim_part){text, e->name};
			cl->place_id[cl->nplace++] = e->id;
		}
	}
	for (size_t i = 0; i < s->ndate; i++) {
		const struct date *t = &s->date[i];

		if (t->start < cl->start || t->end > cl->end ||
		    inside(hole, t->start, t->end))
			continue;
		cl->date[cl->ndate] = *t;
		cl->date_text[cl->ndate++] =
		    str_slice(s->text, t->start, t->end);
	}
}

/* Who says it: the quotation that holds the claim's middle. */
static void
find_speaker(const struct segment *s, struct claim *cl)
{
	size_t mid = cl->start + (cl->end - cl->start) / 2;

	for (size_t i = 0; i < s->nquote; i++) {
		const struct quote *q = &s->quote[i];

		if (q->start <= mid && mid < q->end) {
			cl->speaker.text = q->speaker.text;
			cl->speaker.name = q->name;
			return;
		}
	}
}

static struct claim *
add_claim(struct claimer *c, struct document *d, const struct segment *s,
    size_t start, size_t end)
{
	struct claim *cl;
	struct buf id;

	c->found =
	    mem_grow(c->found, c->nfound, &c->foundcap, sizeof *c->found);
	cl = &c->found[c->nfound];
	*cl = (struct claim){.start = start, .end = end};
	buf_init(&id, 64);
	buf_addf(&id, "%zu.%zu", s->n, c->nfound++);
	cl->id = (struct str){arena_copy(&d->arena, id.p, id.n), id.n};
	buf_release(&id);
	return cl;
}

/*
 * Where the whole title before the name E begins: the words of its title,
 * and before them capitalised ones and the like of "former": "former Deputy
 * FBI Director". E's start if no title is there.
 */
static size_t
title_start(
    const struct claimer *c, const struct segment *s, const struct entity *e)
{
	size_t start = segment_title(s, e), i;

	if (start >= e->start)
		return e->start;
	i = segment_token(s, start);
	if (i >= s->ntoken || s->token[i].start != start)
		return e->start;
	while (i > 0 && s->token[i - 1].kind == TOKEN_WORD &&
	       (c->look[i - 1].bits & TITLE_PREFIX ||
		   (i > 1 && s->token[i - 1].flags & TOKEN_CAP)))
		i--;
	return s->token[i].start;
}

/* "Transport Minister Irena Voll": that she is it is a claim. */
static void
title_claims(struct claimer *c, struct document *d, const struct segment *s)
{
	for (size_t i = 0; i < s->nentity; i++) {
		const struct entity *e = &s->entity[i];
		struct claim *cl;
		size_t start;

		if (e->label != ENTITY_PERSON || !e->title.p ||
		    lexicon_lookup(c->words, e->title, c->honorific))
			continue;
		start = title_start(c, s, e);
		if (start >= e->start)
			continue;
		cl = add_claim(c, d, s, start, e->end);
		cl->subject.text = str_slice(s->text, e->start, e->end);
		cl->subject.name = e->name;
		cl->predicate.name = STR("be");
		cl->object.text = str_trim(str_slice(s->text, start, e->start));
		cl->object.name = e->title;
	}
}

/*
 * Where the description that begins at token I, behind a name and a comma,
 * ends: at the next comma, a relative, or the sentence's end; I if it is
 * none, but a clause, another name of a list, or "Tarnwick, Verrany".
 */
static size_t
description_end(const struct claimer *c, const struct segment *s, size_t i)
{
	bool noun = false;
	size_t k;

	if (i >= s->ntoken ||
	    !(c->look[i].bits & DETERMINER || c->tag[i] == TAG_NOUN ||
		c->tag[i] == TAG_ADJ))
		return i;
	for (k = i; k < s->ntoken && s->token[k].kind != TOKEN_MARK; k++) {
		if (noun && c->tag[k] == TAG_PRON_WH)
			return k;
		if (is_finite(c, k) || k - i >= DESCRIPTION)
			return i;
		/* "Ann Hill, the mayor and the judge": is it a list? */
		if (c->tag[k] == TAG_CCONJ && k + 1 < s->ntoken &&
		    (c->look[k + 1].bits & DETERMINER ||
			c->tag[k + 1] == TAG_PROPN))
			return i;
		noun |= c->tag[k] == TAG_NOUN || c->tag[k] == TAG_NOUN_PLURAL;
	}
	if (!noun || (k < s->ntoken && !is_mark(s, k, ',') &&
			 !is_mark(s, k, ';') && k + 1 < s->ntoken))
		return i;
	/* "Ann Hill, the mayor, and Bo Lee" is one too. */
	return k + 1 < s->ntoken && c->tag[k + 1] == TAG_CCONJ ? i : k;
}

/*
 * "Irena Voll, the transport minister, said": that she is it is a claim, and
 * the object's name her title. So is one up to a title of entities that were
 * read, where the tags show no description.
 */
static void
apposition_claims(
    struct claimer *c, struct document *d, const struct segment *s)
{
	for (size_t i = 0; i < s->nentity; i++) {
		const struct entity *e = &s->entity[i];
		size_t t = segment_token(s, e->end), end, title;
		struct claim *cl;

		if (e->label != ENTITY_PERSON && e->label != ENTITY_ORG)
			continue;
		if (t + 1 >= s->ntoken || !is_mark(s, t, ','))
			continue;
		end = description_end(c, s, t + 1);
		title = segment_title(s, e);
		if (end == t + 1 && title < SIZE_MAX && title > e->end)
			end = segment_token(s, title + e->title.n);
		if (end == t + 1)
			continue;
		cl = add_claim(c, d, s, e->start, s->token[end - 1].end);
		cl->subject.text = str_slice(s->text, e->start, e->end);
		cl->subject.name = e->name;
		cl->predicate.name = STR("be");
		cl->object.text = span_text(s, t + 1, end);
		if (title >= s->token[t + 1].start && title < cl->end)
			cl->object.name = e->title;
	}
}

/*
 * What is said and not who says it: where a quotation covers most of the
 * tokens [*I, *END), they shrink to it.
 */
static void
shrink_to_quote(const struct segment *s, size_t *i, size_t *end)
{
	size_t start = s->token[*i].start, stop = s->token[*end - 1].end;

	for (size_t k = 0; k < s->nquote; k++) {
		const struct quote *q = &s->quote[k];
		size_t a = q->start > start ? q->start : start;
		size_t b = q->end < stop ? q->end : stop;

		/* A whole utterance, or most of the clause. */
		if (b <= a || (q->kind != QUOTE_DIRECT &&
				  (b - a) * 5 < (stop - start) * 2))
			continue;
		while (*i < *end && s->token[*i].start < a)
			++*i;
		while (*end > *i && s->token[*end - 1].end > b)
			--*end;
		return;
	}
}

/* Is the verb a cue ("said"), the rest of the clause its speaker? */
static bool
only_attributes(const struct segment *s, size_t verb, size_t i, size_t end)
{
	for (size_t k = 0; k < s->nquote; k++) {
		const struct place *cue = &s->quote[k].cue;

		if (cue->text.p && cue->start <= s->token[verb].start &&
		    s->token[verb].end <= cue->end && cue->end > cue->start &&
		    end - i <= 16)
			return true;
	}
	return false;
}

/* Is it a word that belongs to the verb behind it: "never", "reportedly"? */
static bool
belongs_ahead(const struct look *l)
{
	return l->bits & (NEGATION | POSSIBLE) && !l->verb;
}

/* Is token I a pronoun by itself: "convicted her in 2004", not "her son"? */
static bool
is_pronoun(
    const struct claimer *c, const struct segment *s, size_t i, size_t end)
{
	return c->look[i].bits & PERSON_PRONOUN &&
	       (i + 1 == end || s->token[i + 1].kind == TOKEN_MARK ||
		   c->look[i + 1].bits & (PREPOSITION | CLAUSE));
}

/* The claim of tokens [I, END), of which bytes HOLE belong to another. */
static void
clause(struct claimer *c, struct document *d, const struct segment *s, size_t i,
    size_t end, const struct hole *hole)
{
	size_t verb, first, after, from, subject;
	const struct entity *e;
	struct claim *cl;

	if (i < end)
		shrink_to_quote(s, &i, &end);
	/* Marks at the edges belong to no clause. */
	while (i < end && s->token[i].kind == TOKEN_MARK)
		i++;
	while (end > i && s->token[end - 1].kind == TOKEN_MARK)
		end--;
	from = i;
	while (from < end && hole->end && s->token[from].start < hole->end)
		from++;
	verb = find_verb(c, from, end);
	if (end <= i || verb >= end || only_attributes(s, verb, i, end))
		return;
	cl = add_claim(c, d, s, s->token[i].start, s->token[end - 1].end);
	/* "She never resigned", "she reportedly resigned" */
	for (first = verb; first > from && belongs_ahead(&c->look[first - 1]);)
		first--;
	/* "Voll immediately resigned": the adverb is no part of who did. */
	for (subject = first;
	     subject > from + 1 && c->tag[subject - 1] == TAG_ADV;)
		subject--;
	find_subject(c, s, i, subject, cl);
	after = find_predicate(c, d, s, verb, end, cl);
	if (first < verb)
		cl->predicate.text = span_text(s, first, after);
	for (size_t k = first; k < verb; k++)
		if (c->look[k].bits & NEGATION)
			cl->negated = true;
		else
			cl->modality = MODALITY_POSSIBLE;
	/* What is asked or supposed stays so, whatever its verb. */
	if (str_ends(str_trim(s->text), "?"))
		cl->modality = MODALITY_ASKED;
	if (c->look[i].bits & IF)
		cl->modality = MODALITY_CONDITIONAL;
	cl->object.text = span_text(s, after, end);
	if (cl->object.text.p) {
		e = entity_in(s, s->token[after].start, cl->end, false);
		if (is_pronoun(c, s, after, end))
			cl->object.name = antecedent(c, s, after);
		else if (e)
			cl->object.name = e->name;
	}
	find_details(d, s, hole, cl);
	find_speaker(s, cl);
}

/*
 * "Norvane Lines, which has run it since 2019, denied ...": the relative
 * clause between the commas is a claim of its own, a hole in the other.
 */
static void
clauses(struct claimer *c, struct document *d, const struct segment *s,
    size_t i, size_t end)
{
	struct hole none = {0, 0}, hole;
	size_t k, stop;

	for (k = i + 2; k < end; k++)
		if (c->look[k].bits & RELATIVE && is_mark(s, k - 1, ',') &&
		    find_verb(c, i, k) == k)
			break;
	for (stop = k + 1; stop < end; stop++)
		if (is_mark(s, stop, ',') && find_verb(c, k, stop) < stop &&
		    find_verb(c, stop, end) < end)
			break;
	if (k >= end || stop >= end) {
		clause(c, d, s, i, end, &none);
		return;
	}
	hole = (struct hole){s->token[k].start, s->token[stop].end};
	clause(c, d, s, i, end, &hole);
	clause(c, d, s, k, stop, &none);
}

void
claimer_document(struct claimer *c, struct document *d)
{
	/* Who reads the claims goes by the tokens too. */
	document_tokens(d, c->abbreviations);
	if (d->has_claims)
		return;
	memset(c->person, 0, sizeof c->person);
	memset(c->mentioned, 0, sizeof c->mentioned);
	c->thing = (struct str){NULL, 0};
	for (size_t n = 0; n < d->nseg; n++) {
		struct segment *s = &d->seg[n];
		size_t end;

		s->nclaim = c->nfound = 0;
		if (!segment_is_text(s) || s->kind == SEGMENT_BYLINE ||
		    s->kind == SEGMENT_CREDIT)
			continue;
		look_up(c, s);
		tagging_run(c->tagging, s->text, s->token, s->ntoken, c->tag);
		mend_tags(c, s->ntoken);
		for (size_t i = s->dateline.end ? 1 : 0; i < s->ntoken;
		     i = end) {
			if (s->token[i].start < s->dateline.end) {
				end = i + 1;
				continue;
			}
			end = clause_end(c, s, i);
			clauses(c, d, s, i, end);
		}
		for (size_t i = 0; i < s->nentity; i++)
			if (s->entity[i].label == ENTITY_PERSON)
				note_person(c, &s->entity[i], c->mentioned);
		title_claims(c, d, s);
		apposition_claims(c, d, s);
		s->nclaim = c->nfound;
		s->claim =
		    arena_alloc(&d->arena, (c->nfound + 1) * sizeof *s->claim);
		if (c->nfound)
			memcpy(
			    s->claim, c->found, c->nfound * sizeof *s->claim);
	}
	d->has_claims = true;
}
