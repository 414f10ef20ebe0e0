#include "news/relation_in.h"

enum {
	PHRASE = 6, /* words from a verb to its object's head, at most */
	AROUND = 8, /* words that are of an embedded verb, on each side */
	AHEAD = 3   /* and back to the auxiliary of a passive */
};

/* The entity of S that covers token T, or NULL. */
static const struct entity *
entity_at(const struct segment *s, const struct token *t)
{
	for (size_t i = 0; i < s->nentity; i++)
		if (s->entity[i].label < ENTITY_MONEY &&
		    s->entity[i].start <= t->start &&
		    t->end <= s->entity[i].end)
			return &s->entity[i];
	return NULL;
}

static bool
in_date(const struct segment *s, const struct token *t)
{
	for (size_t i = 0; i < s->ndate; i++)
		if (s->date[i].start <= t->start && t->end <= s->date[i].end)
			return true;
	return false;
}

/* The person named last before token I. */
static struct str
person_before(const struct segment *s, size_t i)
{
	struct str name = {NULL, 0};

	for (size_t k = 0; k < s->nentity; k++)
		if (s->entity[k].label == ENTITY_PERSON &&
		    s->entity[k].end <= s->token[i].start)
			name = s->entity[k].name;
	return name;
}

/* The token of clause C's own verb, or S's number of them. */
static size_t
own_verb(struct differ *r, const struct segment *s, const struct unit *c)
{
	uint32_t stem = c->predicate.p ? word_stem(r, c->predicate) : 0;

	for (size_t i = segment_token(s, c->start);
	     stem && i < s->ntoken && s->token[i].end <= c->end; i++)
		if (s->token[i].flags & TOKEN_LOWER &&
		    word_of(r, s->text, &s->token[i])->stem == stem)
			return i;
	return s->ntoken;
}

/*
 * The verb that F stands behind, in the clause C that holds it: "was
 * convicted in 2006 of killing" is of convicting. The clause's own where it
 * stands before all verbs. Its LEMMA; the token, or the segment's number of
 * them.
 */
static size_t
find_verb(struct differ *r, const struct segment *s, const struct unit *c,
    const struct figure *f, struct str *lemma)
{
	size_t verb = s->ntoken;

	*lemma = c->predicate;
	for (size_t i = 0; i < s->ntoken && s->token[i].end <= f->start; i++) {
		const struct word *w;

		if (!(s->token[i].flags & TOKEN_LOWER))
			continue;
		w = word_of(r, s->text, &s->token[i]);
		/* Past forms are surest. */
		if (!w->stop && w->past) {
			*lemma = lexicon_id(r->words, w->past);
			verb = i;
		}
	}
	return verb < s->ntoken ? verb : own_verb(r, s, c);
}

/* Is the verb at token I a participle, "was unveiled", "a plan unveiled"? */
static bool
is_passive(const struct differ *r, const struct segment *s, size_t i)
{
	for (size_t n = 1; n <= AHEAD && n <= i; n++) {
		const struct lexicon_entry *e = lexicon_word(
		    r->words, s->text, &s->token[i - n], r->auxiliary);

		if (s->token[i - n].kind == TOKEN_MARK)
			return false;
		if (e)
			return str_eqz(lexicon_id(r->words, e), "be");
	}
	return false;
}

/* The name behind "by" in the phrase that begins at token I; p NULL: none. */
static struct str
agent_behind(const struct differ *r, const struct segment *s, size_t i)
{
	bool by = false;

	for (size_t n = 0; i < s->ntoken && n <= PHRASE; i++, n++) {
		const struct entity *e = entity_at(s, &s->token[i]);

		if (s->token[i].kind == TOKEN_MARK)
			break;
		if (by && e)
			return e->name;
		if (token_has(r, s, i, r->by))
			by = true;
	}
	return (struct str){NULL, 0};
}

/* The person right before the verb at token I and its auxiliary, or NULL. */
static const struct entity *
person_ahead(const struct differ *r, const struct segment *s, size_t i)
{
	for (size_t n = 0; n < AHEAD && i-- > 0; n++) {
		const struct entity *e = entity_at(s, &s->token[i]);

		if (e)
			return e->label == ENTITY_PERSON ? e : NULL;
		if (!token_has(r, s, i, r->auxiliary))
			break;
	}
	return NULL;
}

static void
set_patient(struct differ *r, const struct segment *s, size_t i, struct deed *d)
{
	d->patient = noun_key(r, s, i);
	d->senses = word_of(r, s->text, &s->token[i])->senses;
}

/* Sets D's patient to the head of the phrase that begins at token I. */
static void
set_object(struct differ *r, const struct segment *s, size_t i, struct deed *d)
{
	if (i < s->ntoken && token_has(r, s, i, r->pronoun) &&
	    (i + 1 == s->ntoken || s->token[i + 1].kind == TOKEN_MARK ||
		in_date(s, &s->token[i + 1]) ||
		token_has(r, s, i + 1, r->preposition))) {
		d->patient_name = differ_keep(r, person_before(s, i));
		return;
	}
	for (size_t n = 0; i < s->ntoken && n < PHRASE; i++, n++) {
		const struct token *t = &s->token[i];
		const struct entity *e = entity_at(s, t);

		if (t->kind != TOKEN_WORD || in_date(s, t) ||
		    token_has(r, s, i, r->preposition))
			break;
		if (e && e->label == ENTITY_PERSON) {
			if (!d->patient)
				d->patient_name = differ_keep(r, e->name);
			break;
		}
		if (!word_of(r, s->text, t)->stop)
			set_patient(r, s, i, d);
		else if (d->patient)
			break;
	}
}

/* "effective Friday", "until 2014": is the date not the verb's own? */
static bool
other_time(const struct differ *r, const struct segment *s, size_t start)
{
	size_t i = segment_token(s, start);

	for (size_t n = 0; i > 0 && n < 2; n++)
		if (token_has(r, s, --i, r->other_time))
			return true;
	return false;
}

/*
 * "Ana Silva speaks in Oslo, March 12, 2020": a picture's caption, by a person
 * and a present form with a day that is told in full. Its day is that of the
 * picture.
 */
static bool
is_caption(const struct differ *r, const struct segment *s, size_t verb,
    const struct figure *f)
{
	return !f->relative && !f->yearless && person_before(s, verb).p &&
	       (token_has(r, s, verb, r->verb[VERB_S]) ||
		   token_has(r, s, verb, r->verb[VERB_S_WEAK]));
}

/* What the verb LEMMA at token VERB of clause C tells of. */
static struct deed
deed_at(struct differ *r, const struct segment *s, const struct unit *c,
    size_t verb, struct str lemma)
{
	struct deed d = {0};
	struct str subject = {NULL, 0};
	uint32_t opposite, head = 0;
	const struct entity *ahead;

	d.verb = class_key(r, lemma, &opposite);
	d.once = lemma.p && lexicon_lookup(r->words, lemma, r->once);
	d.act = lemma.p && lexicon_lookup(r->words, lemma, r->act);
	d.event = lemma.p && (d.once || d.act ||
				 lexicon_lookup(r->words, lemma, r->event));
	if (verb == s->ntoken)
		d.once = d.act = d.event = false;
	if (!d.event)
		return d;
	ahead = person_ahead(r, s, verb);
	if (ahead)
		subject = differ_keep(r, ahead->name);
	else if (c->subject_key)
		subject = c->subject;
	if (subject.p || c->subject.n)
		head =
		    word_stem(r, word_last(subject.p ? subject : c->subject));
	d.agent_name = differ_keep(r, agent_behind(r, s, verb + 1));
	if (is_passive(r, s, verb)) {
		d.patient_name = subject;
		d.patient = head;
		return d;
	}
	/* "a plan unveiled Monday by Voll" */
	if (d.agent_name.p && verb > 0) {
		set_patient(r, s, verb - 1, &d);
		return d;
	}
	d.agent_name = subject;
	d.agent = head;
	set_object(r, s, verb + 1, &d);
	/* "resigned in 2014": who does it is whom it happens to. */
	if (d.once && !d.patient && !d.patient_name.p) {
		d.patient_name = subject;
		d.patient = head;
	}
	return d;
}

struct deed
deed_of(struct differ *r, const struct segment *s, const struct unit *c)
{
	return deed_at(r, s, c, own_verb(r, s, c), c->predicate);
}

struct deed
deed_find(struct differ *r, const struct segment *s, const struct unit *c,
    const struct figure *f)
{
	struct str lemma;
	size_t verb = find_verb(r, s, c, f, &lemma);
	struct deed d = deed_at(r, s, c, verb, lemma);

	/* "Was" is of too many things for a day to tell of the same. */
	if ((verb < s->ntoken && is_caption(r, s, verb, f)) ||
	    (lemma.p && lexicon_lookup(r->words, lemma, r->auxiliary)))
		d.verb = 0;
	if (other_time(r, s, f->start))
		d.once = d.act = false;
	return d;
}

/*
 * Is the verb at token I of S one that a noun has behind it, "an order Voll
 * signed", "a bill signed by Voll", "once signed by Voll"? Then *PENDING: it
 * is still to come.
 */
static bool
is_embedded(const struct differ *r, const struct segment *s, size_t i,
    const struct deed *d, bool *pending)
{
	*pending = i > 0 && token_has(r, s, i - 1, r->pending);
	if (i == 0 || !d->event || is_passive(r, s, i))
		return false;
	if (agent_behind(r, s, i + 1).p)
		return true;
	return entity_at(s, &s->token[i - 1]) && i > 2 &&
	       s->token[i - 2].kind == TOKEN_WORD && !*pending;
}

/* Is the verb at token I that of a claim of S, whose units begin at FIRST? */
static bool
is_claimed(struct differ *r, const struct segment *s, size_t i, size_t first)
{
	for (size_t k = first; k < r->nunit; k++)
		if (r->unit[k].type == CLAUSE &&
		    own_verb(r, s, &r->unit[k]) == i)
			return true;
	return false;
}

size_t
deed_embedded(struct differ *r, const struct segment *s, size_t i, size_t first,
    struct unit *u)
{
	struct unit none = {.start = 0, .end = s->text.n};
	size_t from, to;
	bool pending;

	for (; i < s->ntoken; i++) {
		const struct word *w;
		struct str lemma;

		if (!(s->token[i].flags & TOKEN_LOWER))
			continue;
		w = word_of(r, s->text, &s->token[i]);
		if (w->stop || !w->past)
			continue;
		lemma = lexicon_id(r->words, w->past);
		none.deed = deed_at(r, s, &none, i, lemma);
		if (!is_embedded(r, s, i, &none.deed, &pending) ||
		    is_claimed(r, s, i, first))
			continue;
		for (from = i; from > 0 && i - from < AROUND &&
			       s->token[from - 1].kind != TOKEN_MARK &&
			       !token_has(r, s, from - 1, r->preposition);)
			from--;
		for (to = i + 1; to < s->ntoken && to - i < AROUND &&
				 s->token[to].kind != TOKEN_MARK;)
			to++;
		*u = none;
		u->start = s->token[from].start;
		u->end = s->token[to - 1].end;
		u->predicate = lemma;
		u->subject = u->deed.agent_name;
		u->modality = pending ? MODALITY_PLANNED : MODALITY_ASSERTED;
		return i + 1;
	}
	return 0;
}

/* "Ana Maria Silva" is "Ana Silva", and "Silva" may be. */
static bool
same_name(struct str a, struct str b)
{
	bool one;

	if (!a.n || !b.n)
		return false;
	one = !memchr(a.p, ' ', a.n) || !memchr(b.p, ' ', b.n);
	return str_eq(word_last(a), word_last(b)) &&
	       (one || str_eq(str_before(a, ' '), str_before(b, ' ')));
}

static bool
same_agent(const struct deed *a, const struct deed *b)
{
	if (a->agent_name.p && b->agent_name.p)
		return same_name(a->agent_name, b->agent_name);
	/* "The House of Representatives" may be the "House". */
	return a->agent && a->agent == b->agent;
}

bool
deeds_meet(const struct deed *a, const struct deed *b)
{
	return a->event && b->event && a->verb == b->verb && same_agent(a, b);
}

bool
deeds_same(const struct deed *a, const struct deed *b)
{
	bool named = same_name(a->patient_name, b->patient_name);

	if (!a->verb || a->verb != b->verb)
		return false;
	if (a->once && b->once && named)
		return true;
	return a->act && b->act && same_agent(a, b) &&
	       (named ||
		   (a->patient && (a->patient == b->patient ||
				      senses_shared(a->senses, b->senses))));
}
