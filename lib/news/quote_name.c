#include "news/quote_parts.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* A pronoun finds its name in this many units before it, or not at all. */
enum { REACH = 12, NEAR = 3 }; /* NEAR: for "it" */
/* Of so many utterances and roles the latest that fits is taken. */
enum { RECALL = 1000 };

static const struct entity *
entity_at(const struct quoter *q, size_t i)
{
	const struct word *w = &q->w[i];

	return w->entity < 0 ? NULL : &q->doc->seg[w->seg].entity[w->entity];
}

static bool
entity_starts(const struct quoter *q, size_t i)
{
	return q->w[i].entity >= 0 &&
	       (i == 0 || q->w[i - 1].seg != q->w[i].seg ||
		   q->w[i - 1].entity != q->w[i].entity);
}

static struct str
name_of(const struct quoter *q, const struct entity *e, size_t i)
{
	if (e->name.p && e->name.n)
		return e->name;
	return str_slice(q->doc->seg[q->w[i].seg].text, e->start, e->end);
}

static struct known *
find_known(struct quoter *q, struct str name)
{
	uint64_t h = utf8_hash_lower(name) | 1;
	size_t i;

	if (!q->nknown)
		return NULL;
	for (i = h & (q->nknown - 1); q->known[i].hash;
	     i = (i + 1) & (q->nknown - 1))
		if (q->known[i].hash == h)
			return &q->known[i];
	q->known[i].hash = h;
	return &q->known[i];
}

static void
add_role(struct quoter *q, size_t word, struct str name)
{
	q->role[q->nrole++] = (struct role){q->w[word].head, name, word};
}

/* The role of several words that ends before word E, or INSTEAD. */
static size_t
role_before(const struct quoter *q, size_t e, size_t instead)
{
	enum { WORDS = 4 };

	/* "the Secretary of State, Ana Silva" */
	if (e > 0 && word_is(q, e - 1, ','))
		e--;
	for (size_t n = 2; n <= WORDS && n <= e; n++)
		if (word_has(q, e - n, IS_HONORIFIC) &&
		    q->w[e - n].more + 1u == n &&
		    q->w[e - n].seg == q->w[e - 1].seg)
			return e - n;
	return instead;
}

/* The words before and behind the name at words A to B tell what it is. */
static void
learn_name(
    struct quoter *q, struct known *k, struct str name, size_t a, size_t b)
{
	enum { TITLED = 40, CALLED = 30, REACH_BEFORE = 3, REACH_BEHIND = 9 };
	size_t n, role = 0;

	if (b > a + 1 && word_has(q, a, IS_GIVEN)) {
		k->male += CALLED * (q->w[a].trait == 'm');
		k->female += CALLED * (q->w[a].trait == 'f');
	}
	for (n = a; n > 0 && n + REACH_BEFORE > a; n--) {
		if (!word_has(q, n - 1, IS_HONORIFIC | IS_ROLE) ||
		    q->w[n - 1].seg != q->w[a].seg)
			break;
		k->male += TITLED * (q->w[n - 1].trait == 'm');
		k->female += TITLED * (q->w[n - 1].trait == 'f');
	}
	/* Its role is the word before it; "vice president" is one. */
	n = role_before(q, a, n < a ? a - 1 : SIZE_MAX);
	if (n != SIZE_MAX)
		add_role(q, n, name);
	if (b >= q->nw || !word_is(q, b, ',') ||
	    !(b + 1 < q->nw && (word_has(q, b + 1, IS_DETERMINER | IS_ROLE) ||
				   q->w[b + 1].flags & TOKEN_LOWER)))
		return;
	for (n = b + 1; n < b + REACH_BEHIND && n < q->nw; n++) {
		if (q->w[n].kind == TOKEN_MARK || word_person(q, n) ||
		    word_has(q, n, IS_PREPOSITION | IS_RELATIVE | IS_VERB))
			break;
		if (word_has(q, n, IS_ROLE)) {
			k->male += TITLED * (q->w[n].trait == 'm');
			k->female += TITLED * (q->w[n].trait == 'f');
			role = n;
		}
	}
	if (role)
		add_role(q, role, name); /* "the state campaign chairman" */
}

/*
 * "Mr. Silva", "Congresswoman Ana Silva" and "Ana Silva, a spokeswoman"
 * tell what a name alone does not; and so do, all together, the pronouns
 * that follow a name.
 */
void
quoter_learn(struct quoter *q)
{
	struct known *subject = NULL, *latest = NULL;
	size_t people = 0, seen = 0, u = 0;

	for (size_t i = 0; i < q->doc->nseg; i++)
		people += q->doc->seg[i].nentity;
	for (q->nknown = 16; q->nknown < people * 2;)
		q->nknown *= 2;
	q->known = arena_alloc(&q->doc->arena, q->nknown * sizeof *q->known);
	memset(q->known, 0, q->nknown * sizeof *q->known);
	q->role =
	    arena_alloc(&q->doc->arena, (people * 12 + 1) * sizeof *q->role);
	q->nrole = 0;
	for (size_t i = 0; i < q->nw; i++) {
		const struct entity *e = entity_at(q, i);
		struct known *k;
		size_t n;

		if (u < q->nu && q->u[u].a == i) {
			if (seen + 2 < u)
				subject = latest = NULL;
			u++;
		}
		if (!e && q->w[i].quoted < 0 &&
		    word_has(q, i, IS_PRONOUN | IS_OBJECT)) {
			bool m = q->w[i].trait == 'm', f = q->w[i].trait == 'f';

			if (subject) {
				subject->male += m;
				subject->female += f;
			}
			if (latest) {
				latest->male += m;
				latest->female += f;
			}
		}
		if (!e || e->label != ENTITY_PERSON || !entity_starts(q, i))
			continue;
		k = find_known(q, name_of(q, e, i));
		for (n = i; n < q->nw && entity_at(q, n) == e;)
			n++;
		learn_name(q, k, name_of(q, e, i), i, n);
		if (q->w[i].quoted < 0) {
			latest = k;
			if (seen != u || !subject)
				subject = k;
			seen = u;
		}
	}
}

/* Does entity E of word I fit the pronoun with TRAIT? */
static bool
agrees(struct quoter *q, const struct entity *e, size_t i, char trait)
{
	struct known *k;

	if (trait == 'n')
		return e->label == ENTITY_ORG || e->label == ENTITY_GPE;
	if (trait == 'p')
		return false;
	if (e->label != ENTITY_PERSON)
		return false;
	k = find_known(q, name_of(q, e, i));
	return trait == 'f' ? k->male <= k->female : k->female <= k->male;
}

static size_t
unit_of(const struct quoter *q, size_t i)
{
	size_t lo = 0, hi = q->nu;

	while (lo + 1 < hi) {
		size_t mid = (lo + hi) / 2;

		if (q->u[mid].a <= i)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

/* The speaker of the utterance whose words begin last before word I. */
static const struct utterance *
last_speaker(const struct quoter *q, size_t from, size_t i)
{
	for (size_t k = q->nt; k > 0 && k + RECALL > q->nt; k--) {
		const struct utterance *t = &q->t[k - 1];

		if (t->speaker.a >= t->speaker.b || t->speaker.a >= i)
			continue;
		return t->speaker.a >= from ? t : NULL;
	}
	return NULL;
}

/* "lawmakers", "the two officials" */
static bool
is_several(const struct quoter *q, struct span s)
{
	for (size_t i = s.a; i < s.b; i++) {
		if (word_has(q, i, IS_PREPOSITION) ||
		    q->w[i].kind == TOKEN_MARK)
			return false;
		if (q->w[i].trait == 'p' &&
		    word_has(q, i, IS_ROLE | IS_PRONOUN))
			return true;
	}
	return false;
}

/*
 * The name that the pronoun at word I stands for: of the units before it,
 * the latest that names somebody who fits, and there the first one: the
 * subject ("Silva met Ortiz. She said").
 */
static struct str
antecedent(struct quoter *q, size_t i, char trait)
{
	size_t u = unit_of(q, i), end = i;

	if (trait == 'p') {
		const struct utterance *t = last_speaker(q, 0, end);

		if (t && t->name.p && unit_of(q, t->speaker.a) + 4 >= u &&
		    (is_several(q, t->speaker) ||
			memchr(t->name.p, ';', t->name.n)))
			return t->name;
	}
	for (size_t n = 0; n < (trait == 'n' ? NEAR : REACH); n++) {
		const struct utterance *t = last_speaker(q, q->u[u].a, end);
		const struct word *first = &q->w[q->u[u].a];
		const struct entity *e;

		if (t && t->name.p && (trait == 'm' || trait == 'f')) {
			for (size_t k = t->speaker.a; k < t->speaker.b; k++) {
				e = entity_at(q, k);
				if (e && e->label == ENTITY_PERSON &&
				    str_eq(name_of(q, e, k), t->name) &&
				    agrees(q, e, k, trait))
					return t->name;
			}
			if (word_has(q, t->speaker.a, IS_PRONOUN) &&
			    q->w[t->speaker.a].trait == trait)
				return t->name;
		}
		/* "She met Ortiz. She said": she is whoever she was before. */
		if (first->cls & IS_PRONOUN && first->trait == trait &&
		    first->quoted < 0 && q->u[u].a < end && trait != 'n' &&
		    u > 0 && n + 1 < REACH)
			end = q->u[u].a;
		for (size_t k = q->u[u].a; k < end; k++) {
			e = entity_at(q, k);
			if (e && q->w[k].quoted < 0 && agrees(q, e, k, trait))
				return name_of(q, e, k);
		}
		if (u == 0)
			break;
		u--;
		end = q->u[u].b;
	}
	return (struct str){0};
}

/* The name before a relative pronoun ("Silva, who said"). */
static struct str
before_relative(struct quoter *q, size_t i)
{
	size_t from = q->u[unit_of(q, i)].a, e = i;
	struct span s;

	if (e > from && word_is(q, e - 1, ','))
		e--;
	s = phrase_before(q, from, e);
	if (s.a >= s.b ||
	    word_has(q, s.b - 1, IS_RELATIVE | IS_THAT | IS_PRONOUN))
		return (struct str){0};
	return quoter_name(q, s);
}

/* The people that an adjective before word E names ("American"), or 0. */
static uint64_t
people_before(const struct quoter *q, size_t from, size_t e)
{
	while (e > from && q->w[e - 1].kind != TOKEN_MARK) {
		const struct entity *x = entity_at(q, e - 1);

		if (x && x->label == ENTITY_NORP)
			return q->w[e - 1].hash;
		if (word_has(q, e - 1, IS_DETERMINER | IS_PREPOSITION))
			break;
		e--;
	}
	return 0;
}

/* "the Danish minister" is not who was called a Norwegian minister. */
static bool
same_people(const struct quoter *q, size_t a, size_t b, size_t role)
{
	enum { WORDS = 4 };
	uint64_t x = people_before(q, a, b),
		 y = people_before(q, role > WORDS ? role - WORDS : 0, role);

	return !x || !y || x == y;
}

/*
 * "The senator" is whoever was called a senator last before, and "the
 * department" the organisation with that word in its name.
 */
static struct str
described(struct quoter *q, size_t a, size_t b)
{
	uint64_t head = q->w[role_before(q, b, b - 1)].head;

	for (size_t k = q->nrole; k > 0 && k + 8 * RECALL > q->nrole; k--)
		if (q->role[k - 1].hash == head && q->role[k - 1].word < a &&
		    same_people(q, a, b, q->role[k - 1].word))
			return q->role[k - 1].name;
	for (size_t i = a; i > 0; i--) {
		const struct entity *e = entity_at(q, i - 1);

		if (e && e->label == ENTITY_ORG &&
		    q->w[i - 1].hash == q->w[b - 1].hash)
			return name_of(q, e, i - 1);
		if (a - i > 400)
			break;
	}
	return (struct str){0};
}

/* "Ana Silva and Ben Ortiz": both names, with "; " between. */
static struct str
name_both(struct quoter *q, struct span s)
{
	for (size_t i = s.a + 1; i + 1 < s.b; i++) {
		struct str a, b;
		char *p;

		if (q->w[i].kind == TOKEN_MARK ||
		    word_has(q, i, IS_PREPOSITION | IS_RELATIVE))
			break;
		if (!word_has(q, i, IS_CONJUNCTION) || q->w[i].entity >= 0)
			continue;
		if (!word_person(q, i - 1) || !word_person(q, s.b - 1))
			break;
		a = quoter_name(q, (struct span){s.a, i});
		b = quoter_name(q, (struct span){i + 1, s.b});
		if (!a.p || !b.p)
			break;
		p = arena_alloc(&q->doc->arena, a.n + b.n + 2);
		memcpy(p, a.p, a.n);
		memcpy(p + a.n, "; ", 2);
		memcpy(p + a.n + 2, b.p, b.n);
		return (struct str){p, a.n + b.n + 2};
	}
	return (struct str){0};
}

/*
 * "A Mexican official" is called "Mexican official": what stands after the
 * determiner, up to where a description goes on.
 */
/* A surname that was not taken for a name here, but is one nearby. */
static struct str
elsewhere(struct quoter *q, size_t a, size_t b)
{
	enum { NEARBY = 2000 };
	size_t from = a > NEARBY ? a - NEARBY : 0;

	if (b != a + 1 || !(q->w[a].flags & TOKEN_CAP) || q->w[a].cls)
		return (struct str){0};
	for (size_t i = from; i < q->nw && i < a + NEARBY; i++)
		if (q->w[i].hash == q->w[a].hash && word_person(q, i))
			return name_of(q, entity_at(q, i), i);
	return (struct str){0};
}

/* "The union": the organisation that was named last, and not long ago. */
static struct str
organisation(const struct quoter *q, size_t i)
{
	size_t u = unit_of(q, i), from = q->u[u > NEAR ? u - NEAR : 0].a;

	while (i > from) {
		const struct entity *e = entity_at(q, --i);

		if (e && e->label == ENTITY_ORG && q->w[i].quoted < 0)
			return name_of(q, e, i);
	}
	return (struct str){0};
}

/* "A report by Ana Silva": whose work it is. */
static struct str
author(const struct quoter *q, struct span s)
{
	size_t i = s.a;

	while (i < s.b && q->w[i].trait != 'w')
		i++;
	while (
	    i < s.b && !(word_has(q, i, IS_PREPOSITION) && q->w[i].aux == 'b'))
		i++;
	for (i++; i < s.b && q->w[i].kind != TOKEN_MARK; i++) {
		const struct entity *e = entity_at(q, i);

		if (e && e->label <= ENTITY_GPE)
			return name_of(q, e, i);
	}
	return (struct str){0};
}

static struct str
name_single(struct quoter *q, struct span s)
{
	const struct entity *e, *last = NULL;
	size_t a = s.a, b, at = 0, person = SIZE_MAX;
	struct str text;

	if (word_has(q, a, IS_RELATIVE | IS_THAT) && s.b == a + 1)
		return before_relative(q, a);
	if (word_has(q, a, IS_PRONOUN) && s.b == a + 1) {
		if (q->w[a].trait == 'i')
			return (struct str){0};
		return antecedent(q, a, q->w[a].trait);
	}
	if (s.b == a + 1 && q->w[a].trait == 'p' && q->w[a].aux &&
	    word_has(q, a, IS_DETERMINER))
		return antecedent(q, a, q->w[a].aux); /* her claim */
	for (b = a; b < s.b; b++) {
		e = entity_at(q, b);
		if (!e && word_has(q, b, IS_HONORIFIC) && q->w[b].more) {
			b += q->w[b].more; /* "Secretary of State" */
			continue;
		}
		if (b > a && !e &&
		    ((q->w[b].kind == TOKEN_MARK && !word_is(q, b, '/')) ||
			word_has(q, b, IS_PREPOSITION | IS_RELATIVE)))
			break;
		if (e) {
			last = e;
			at = b;
			if (e->label == ENTITY_PERSON)
				person = b;
		}
	}
	while (b > a + 1 && !entity_at(q, b - 1) && s.b - b < 2 &&
	       str_starts(word_str(q, b - 1), "'"))
		b--;
	/* "Silva spokesman Ben Ortiz" is Ortiz, "Silva's lawyer" is nobody. */
	if (person < SIZE_MAX && (at == person || person + 1 == b) &&
	    (person + 1 >= b || word_has(q, person + 1, IS_DETERMINER) ||
		q->w[person + 1].kind != TOKEN_WORD))
		return name_of(q, entity_at(q, person), person);
	if (b > s.b)
		b = s.b;
	/* "A lawyer for the port, Ana Silva": the name stands in apposition. */
	for (size_t i = b; i < s.b; i++)
		if (word_is(q, i, ',')) {
			while (i + 1 < s.b && word_has(q, i + 1, IS_HONORIFIC))
				i++;
			if (i + 1 < s.b && word_person(q, i + 1))
				return name_of(q, entity_at(q, i + 1), i + 1);
			break;
		}
	if (last && at + 1 == b && last->label != ENTITY_NORP)
		return name_of(q, last, at);
	if (b > a + 1 && word_has(q, a, IS_DETERMINER) &&
	    q->w[a].trait == 't' && person == SIZE_MAX &&
	    (word_has(q, b - 1, IS_ROLE) ||
		role_before(q, b, SIZE_MAX) != SIZE_MAX)) {
		text = described(q, a, b);
		if (!text.p && q->w[b - 1].trait == 'o')
			text = organisation(q, a);
		if (text.p)
			return text;
	}
	text = author(q, s);
	if (text.p)
		return text;
	text = elsewhere(q, a, b);
	if (text.p)
		return text;
	while (a + 1 < b && word_has(q, a, IS_DETERMINER))
		a++;
	if (word_has(q, a, IS_DETERMINER | IS_OBJECT) &&
	    !word_has(q, a, IS_ROLE)) {
		/* "one of Silva's advisers" */
		if (b != a + 1 || b + 1 >= s.b || q->w[a].trait ||
		    !word_has(q, b, IS_PREPOSITION))
			return (struct str){0};
		while (b < s.b && !word_is(q, b, ','))
			b++;
	}
	while (b > a + 1 && q->w[b - 1].seg != q->w[a].seg)
		b--;
	text = q->doc->seg[q->w[a].seg].text;
	return str_slice(text, q->w[a].start, q->w[b - 1].end);
}

/* A name that a line break divides in the text has a blank there. */
static struct str
on_one_line(struct quoter *q, struct str name)
{
	char *p;

	if (!name.p ||
	    (!memchr(name.p, '\n', name.n) && !memchr(name.p, '\r', name.n)))
		return name;
	p = arena_copy(&q->doc->arena, name.p, name.n);
	for (size_t i = 0; i < name.n; i++)
		if (p[i] == '\n' || p[i] == '\r')
			p[i] = ' ';
	return (struct str){p, name.n};
}

struct str
quoter_name(struct quoter *q, struct span s)
{
	struct str name = name_both(q, s);

	return on_one_line(q, name.p ? name : name_single(q, s));
}
