#include "news/entity.h"

#include "base/utf8.h"
#include "news/entity_in.h"

#include <stdlib.h>
#include <string.h>

enum {
	SOON = 6, /* tokens between asking for memory and using it */
	CARD = 10 /* tokens of a name and the card glued behind it */
};

static const struct lexicon_class classes[] = {{"given", GIVEN},
    {"given-word", GIVEN_WORD}, {"surname", SURNAME},
    {"surname-word", SURNAME_WORD}, {"title", TITLE}, {"role", ROLE},
    {"common", COMMON}, {"org-head", ORG_HEAD}, {"fac-head", FAC_HEAD},
    {"loc-head", LOC_HEAD}, {"gpe-head", GPE_HEAD}, {"event-head", EVENT_HEAD},
    {"law-head", LAW_HEAD}, {"product-head", PRODUCT_HEAD},
    {"work-head", WORK_HEAD}, {"name-particle", PARTICLE},
    {"name-connector", CONNECTOR}, {"starter", STARTER},
    {"before-place", PLACE_BEFORE}, {"beside-person", SPEAKS},
    {"title-prefix", PREFIX}, {"past-title", PREFIX}, {"month", CALENDAR},
    {"weekday", CALENDAR}, {"month-word", MONTH}, {"name-pair", PAIR},
    {"before-product", VESSEL}, {"given-gender", GIVEN_USUAL}};

enum { CLASSES = sizeof classes / sizeof *classes };

int
entity_label_number(struct str name)
{
	for (int i = 0; i < ENTITY_LABELS; i++)
		if (str_eqz(name, entity_labels[i]))
			return i;
	return -1;
}

static void
labels_init(struct labels *l, const struct lexicon *lex)
{
	l->bit = lexicon_classes(lex, classes, CLASSES);
	l->entity = mem_zalloc((size_t)lex->nlabel + 1, sizeof *l->entity);
	for (uint32_t i = 0; i < lex->nlabel; i++)
		l->entity[i] =
		    entity_label_number(lexicon_string(lex, lex->label[i]));
}

static void
labels_release(struct labels *l)
{
	free(l->entity);
	free(l->bit);
}

struct tagger *
tagger_new(const struct lexicon *abbreviations, const struct lexicon *words,
    const struct lexicon *names, const struct lexicon *user)
{
	struct tagger *t = mem_zalloc(1, sizeof *t);

	t->abbreviations = abbreviations;
	t->words = words;
	t->names = names;
	t->user = user;
	labels_init(&t->word_labels, words);
	labels_init(&t->name_labels, names);
	if (user)
		labels_init(&t->user_labels, user);
	titles_init(&t->titles, words, names);
	t->amounter = amounter_new(words);
	t->observer = observer_new();
	return t;
}

void
tagger_set_model(
    struct tagger *t, const struct sequence *model, const struct wordclasses *c)
{
	observer_set_classes(t->observer, c);
	t->model = model && model->nlabel == TOKEN_LABELS ? model : NULL;
}

void
tagger_free(struct tagger *t)
{
	if (!t)
		return;
	amounter_free(t->amounter);
	observer_free(t->observer);
	labels_release(&t->word_labels);
	labels_release(&t->name_labels);
	labels_release(&t->user_labels);
	titles_release(&t->titles);
	tokens_release(&t->half);
	free(t->looks);
	free(t->found);
	free(t);
}

/* ---- what the lists say ---- */

/* Is this match written like a name: its first and last words capitalised? */
static bool
written_as_name(const struct token *k, size_t n)
{
	return (is_cap(&k[0]) || k[0].kind == TOKEN_NUMBER) &&
	       (is_cap(&k[n - 1]) || k[n - 1].kind == TOKEN_NUMBER);
}

/* A name of label LABEL is listed for the N tokens from L's on. */
static void
note_listed(struct look *l, int label, size_t n)
{
	uint16_t bit = (uint16_t)(1u << label);

	if (n == 1) {
		l->alone |= bit;
		return;
	}
	l->first |= bit;
	for (size_t i = 1; i < n; i++)
		l[i].inside |= bit;
}

static void
take_hits(struct tagger *t, const struct lexicon *lex,
    const struct labels *labels, struct str text, const struct token *k,
    size_t n, struct look *l)
{
	struct lexicon_hit hit[MAXHITS];
	size_t found = lexicon_all(lex, text, k, n, hit, MAXHITS);

	for (size_t h = 0; h < found; h++)
		for (size_t e = 0; e < hit[h].count; e++) {
			const struct lexicon_entry *x = &hit[h].entry[e];
			unsigned bit = labels->bit[x->label];
			int label = labels->entity[x->label];

			if (t->drop && label >= 0 &&
			    hash_mix(t->seed, x->name) % 100 < t->drop)
				continue;
			if (bit == TITLE && is_cap(k))
				l->title = (uint8_t)hit[h].n;
			if (bit == ROLE)
				l->role = (uint8_t)hit[h].n;
			if (hit[h].n == 1)
				l->bits |= bit;
			if (label >= 0 && label < NAME_LABELS &&
			    lex == t->names &&
			    (t->careless || written_as_name(k, hit[h].n)))
				note_listed(l, label, hit[h].n);
			if (label < 0 || hit[h].n < l->listed ||
			    (l->user && lex != t->user))
				continue;
			if (hit[h].n == l->listed && l->entry && lex != t->user)
				continue;
			if (lex != t->user && !written_as_name(k, hit[h].n))
				continue;
			l->listed = (uint8_t)hit[h].n;
			l->entry = x;
			l->lexicon = lex;
			l->user = lex == t->user;
		}
}

static void
look_up(struct tagger *t, const struct segment *s)
{
	memset(t->look, 0, (s->ntoken + 1) * sizeof *t->look);
	t->careless = is_careless(s);
	for (size_t i = 0; i < s->ntoken; i++) {
		struct look *l = &t->look[i];
		const struct token *k = &s->token[i];
		size_t n = s->ntoken - i;

		if (n > SOON) {
			lexicon_expect(t->words, k + SOON);
			lexicon_expect(t->names, k + SOON);
		}
		if (k->kind == TOKEN_MARK && !t->user)
			continue;
		take_hits(t, t->words, &t->word_labels, s->text, k, n, l);
		take_hits(t, t->names, &t->name_labels, s->text, k, n, l);
		if (t->user)
			take_hits(
			    t, t->user, &t->user_labels, s->text, k, n, l);
	}
}

static int
listed_label(const struct tagger *t, const struct look *l)
{
	if (!l->entry)
		return -1;
	return (l->user ? &t->user_labels : &t->name_labels)
	    ->entity[l->entry->label];
}

/* ---- the document's own usage ---- */

static struct memory *
recall(struct tagger *t, uint64_t key, bool make)
{
	for (size_t i = key % MEMORY, n = 0; n < MEMORY; n++) {
		struct memory *m = &t->memory[i];

		if (m->key == key)
			return m;
		if (!m->key) {
			if (!make || t->remembered > MEMORY * 3 / 4)
				return NULL;
			t->remembered++;
			m->key = key;
			return m;
		}
		i = (i + 1) % MEMORY;
	}
	return NULL;
}

/* Does the longer name end in the words of the shorter one? */
static bool
ends_in(struct str longer, struct str shorter)
{
	return longer.n >= shorter.n &&
	       str_eq(str_slice(longer, longer.n - shorter.n, longer.n),
		   shorter) &&
	       (longer.n == shorter.n ||
		   longer.p[longer.n - shorter.n - 1] == ' ' ||
		   longer.p[longer.n - shorter.n - 1] == '-');
}

/* The document names a person in full: remember the surname. */
static void
remember_person(struct tagger *t, const struct token *last, struct str name,
    struct str title)
{
	struct memory *m = recall(t, last->hash | 1, true);

	if (!m)
		return;
	if (m->name.p && !str_eq(m->name, name)) {
		/* "Ana M. Silva" after "Ana Silva" is the same person, and so
		 * is "Pena Silva", which is no first name and a surname. */
		if (str_eq(str_before(m->name, ' '), str_before(name, ' ')) ||
		    ends_in(m->name, name) || ends_in(name, m->name)) {
			if (name.n > m->name.n)
				m->name = name;
		} else {
			m->two = true;
		}
	} else {
		m->name = name;
	}
	if (title.p && !m->title.p)
		m->title = title;
}

static uint64_t
run_key(const struct segment *s, size_t i, size_t j)
{
	uint64_t h = j - i;

	for (; i < j; i++)
		h = hash_mix(h, s->token[i].hash);
	return h & ~UINT64_C(1);
}

static void
vote(struct tagger *t, const struct segment *s, size_t i, size_t j, int label,
    unsigned weight)
{
	struct memory *m = recall(t, run_key(s, i, j), true);

	if (m)
		m->votes[label] += weight;
}

/* The label that the document gives these words elsewhere, or -1. */
static int
voted(struct tagger *t, const struct segment *s, size_t i, size_t j)
{
	struct memory *m = recall(t, run_key(s, i, j), false);
	uint32_t most = 0;
	int label = -1;

	for (int k = 0; m && k < ENTITY_LABELS; k++)
		if (m->votes[k] > most) {
			most = m->votes[k];
			label = k;
		}
	return label;
}

/* ---- runs of capitalised words ---- */

enum casing
casing_of(const struct segment *s)
{
	size_t words = 0, caps = 0, upper = 0;

	for (size_t i = 0; i < s->ntoken; i++) {
		const struct token *k = &s->token[i];

		if (k->kind != TOKEN_WORD || k->end - k->start < 4)
			continue;
		words++;
		caps += (k->flags & TOKEN_CAP) != 0;
		upper += (k->flags & TOKEN_UPPER) != 0;
	}
	if (words >= 2 && upper * 10 >= words * 8)
		return SHOUTING;
	/* What ends in a full stop is a sentence that is full of names. */
	if (words >= 3 && caps * 10 >= words * 7 &&
	    !(s->kind == SEGMENT_SENTENCE && str_ends(str_trim(s->text), ".")))
		return HEADLINE;
	return NORMAL;
}

bool
is_careless(const struct segment *s)
{
	size_t words = 0, caps = 0;
	bool first = false;

	for (size_t i = 0; i < s->ntoken; i++) {
		const struct token *k = &s->token[i];

		if (k->kind != TOKEN_WORD)
			continue;
		if (!words++)
			first = is_cap(k);
		caps += is_cap(k);
	}
	return words >= 3 && (!first || !caps);
}

bool
opens(const struct segment *s, size_t i)
{
	if (i == 0)
		return true;
	for (size_t k = i; k-- > 0;) {
		const struct token *p = &s->token[k];

		if (p->kind != TOKEN_MARK)
			return false;
		if (p->flags & TOKEN_QUOTE)
			continue;
		switch (s->text.p[p->start]) {
		case ':':
		case '.':
		case '!':
		case '?':
		case '-':
		case '*':
		case '(':
			return true;
		default:
			/* Dashes and bullets are beyond ASCII. */
			return (unsigned char)s->text.p[p->start] >= 0xE2;
		}
	}
	return true;
}

/* May token I be part of a name, by its looks and where it stands? */
static bool
nameable(const struct tagger *t, const struct segment *s, size_t i,
    enum casing casing)
{
	const struct look *l = &t->look[i];
	const struct token *k = &s->token[i];

	if (!is_cap(k))
		return false;
	/* "April Jones" is a name, "in April" is none. */
	if (l->bits & CALENDAR && l->listed < 2 &&
	    !(l->bits & (GIVEN | GIVEN_WORD) && i + 1 < s->ntoken &&
		is_cap(&s->token[i + 1]) &&
		t->look[i + 1].bits & (SURNAME | SURNAME_WORD)))
		return false;
	if (casing != NORMAL || opens(s, i)) {
		if (l->bits & (COMMON | STARTER))
			return l->listed > 1 || (l->title && casing == NORMAL);
		return true;
	}
	return !(l->bits & STARTER) || l->listed || k->flags & TOKEN_UPPER;
}

/*
 * End of the run of a name that begins at I: capitalised words, particles
 * between them, and, behind a head word, connectors ("Bank of the West"), and
 * behind those two words as one ("Ministry of Trade and Transport"), unless the
 * second is a name of its own ("University of Alden and NATO").
 */
static size_t
run_end(const struct tagger *t, const struct segment *s, size_t i,
    enum casing casing)
{
	bool head = false, joined = false;
	size_t j = i;

	while (j < s->ntoken && j - i < MAXRUN) {
		size_t k = j;

		if (nameable(t, s, j, casing)) {
			head |=
			    (t->look[j].bits & (ORG_HEAD | GPE_HEAD | FAC_HEAD |
						   LAW_HEAD)) != 0;
			if (t->look[j].listed > 1)
				j += t->look[j].listed;
			else
				j++;
			continue;
		}
		if (j == i)
			break;
		/* "&" joins firms: "Johnson & Johnson" */
		if (token_is(s->text, &s->token[k], "&"))
			k++;
		else
			while (k < s->ntoken && k - j < 2 &&
			       s->token[k].kind == TOKEN_WORD &&
			       (t->look[k].bits & PARTICLE ||
				   (head && t->look[k].bits & CONNECTOR)) &&
			       !is_cap(&s->token[k]))
				k++;
		if (k == j && joined && t->look[k].bits & PAIR &&
		    k + 1 < s->ntoken && !t->look[k + 1].listed &&
		    !(s->token[k + 1].flags & TOKEN_UPPER))
			k++;
		if (k == j || k >= s->ntoken || !is_cap(&s->token[k]) ||
		    !nameable(t, s, k, casing))
			break;
		joined |= (t->look[j].bits & CONNECTOR) != 0;
		j = k;
	}
	return j > s->ntoken ? s->ntoken : j;
}

/* The label that a head word in the run [I, J) gives it, or -1. */
static int
head_label(const struct tagger *t, const struct segment *s, size_t i, size_t j)
{
	static const struct {
		unsigned bit;
		int label;
	} of[] = {{ORG_HEAD, ENTITY_ORG}, {FAC_HEAD, ENTITY_FAC},
	    {LOC_HEAD, ENTITY_LOC}, {GPE_HEAD, ENTITY_GPE},
	    {EVENT_HEAD, ENTITY_EVENT}, {LAW_HEAD, ENTITY_LAW},
	    {PRODUCT_HEAD, ENTITY_PRODUCT}, {WORK_HEAD, ENTITY_WORK}};
	enum { N = sizeof of / sizeof *of };
	size_t at[2] = {j - 1, i};

	if (j - i < 2)
		return -1;
	/* "University of Alden": the head stands before a connector. */
	for (size_t k = i; k + 1 < j; k++)
		if (t->look[k + 1].bits & CONNECTOR &&
		    !is_cap(&s->token[k + 1]) && t->look[k].bits & HEAD)
			for (size_t n = 0; n < N; n++)
				if (t->look[k].bits & of[n].bit)
					return of[n].label;
	for (size_t a = 0; a < 2; a++)
		for (size_t n = 0; n < N; n++)
			if (t->look[at[a]].bits & of[n].bit &&
			    (a == 0 ||
				of[n].bit & (LOC_HEAD | EVENT_HEAD | LAW_HEAD)))
				return of[n].label;
	return -1;
}

static bool
is_initial(const struct token *k)
{
	return k->flags & TOKEN_POINT && k->end - k->start == 2;
}

/* Does the run look like a person's name? */
static bool
looks_like_person(
    const struct tagger *t, const struct segment *s, size_t i, size_t j)
{
	unsigned first = t->look[i].bits, last = t->look[j - 1].bits;
	size_t n = j - i;

	if (n < 2 || n > 5 || t->look[j - 1].bits & HEAD)
		return false;
	for (size_t k = i; k < j; k++)
		if (s->token[k].flags & TOKEN_DIGIT ||
		    t->look[k].bits & (CONNECTOR & ~PARTICLE))
			return false;
	if (is_initial(&s->token[i]) || (n > 2 && is_initial(&s->token[i + 1])))
		return true;
	if (first & GIVEN)
		return !(last & COMMON) || last & (SURNAME | SURNAME_WORD);
	if (first & GIVEN_WORD)
		return (last & (SURNAME | SURNAME_WORD)) != 0 ||
		       !(last & COMMON);
	return false;
}

static void
add(struct tagger *t, const struct segment *s, size_t i, size_t j, int label,
    double score, struct str title, const struct look *l)
{
	struct entity *e;

	t->found =
	    mem_grow(t->found, t->nfound, &t->foundcap, sizeof *t->found);
	e = &t->found[t->nfound++];
	*e = (struct entity){.start = s->token[i].start,
	    .end = s->token[j - 1].end,
	    .label = (enum entity_label)label,
	    .score = score,
	    .title = title};
	if (l && l->entry) {
		e->name = lexicon_name(l->lexicon, l->entry);
		e->id = lexicon_id(l->lexicon, l->entry);
		if (!e->id.n)
			e->id.p = NULL;
	}
	if (!e->name.p)
		e->name = str_slice(s->text, e->start, e->end);
}

/* The title that ends before token I: "President", "former Rep." */
static struct str
title_before(
    const struct tagger *t, const struct segment *s, size_t i, size_t from)
{
	size_t k = i;

	/*
	 * The longest title or role whose words end right before I. A sentence
	 * that opens "Under Secretary Voll, ..." has no title of two words.
	 */
	for (size_t b = i; b-- > from && i - b <= 5;)
		if ((t->look[b].title == i - b || t->look[b].role == i - b) &&
		    !(b + 1 < i && opens(s, b) &&
			title_preposition(&t->titles, s, b)))
			k = b;
	if (k == i)
		return (struct str){NULL, 0};
	if (k > from && t->look[k - 1].bits & PREFIX)
		k--;
	return str_slice(s->text, s->token[k].start, s->token[i - 1].end);
}

/* The label of the run [I, J), with its SCORE. */
static int
run_label(struct tagger *t, const struct segment *s, size_t i, size_t j,
    bool titled, enum casing casing, double *score)
{
	const struct look *l = &t->look[i];
	unsigned bits = l->bits;
	const struct memory *m;
	int label;

	*score = 0.95;
	if (titled && j - i <= 4 && !(t->look[j - 1].bits & ORG_HEAD))
		return ENTITY_PERSON;
	if (l->listed == j - i)
		return listed_label(t, l);
	*score = 0.85;
	label = head_label(t, s, i, j);
	if (label >= 0)
		return label;
	*score = 0.9;
	if (looks_like_person(t, s, i, j))
		return ENTITY_PERSON;
	/* "in March", "March 9": none, though a Ms. March be known. */
	if (j - i == 1 && bits & MONTH &&
	    ((i > 0 && t->look[i - 1].bits & PLACE_BEFORE) ||
		(j < s->ntoken && s->token[j].kind == TOKEN_NUMBER)))
		return -1;
	m = recall(t, s->token[j - 1].hash | 1, false);
	if (j - i <= 2 && m && m->name.p)
		return ENTITY_PERSON;
	label = voted(t, s, i, j);
	*score = 0.75;
	if (label >= 0)
		return label;
	if (j - i == 1 && bits & MONTH)
		return -1;
	*score = 0.6;
	if (j - i == 1 && s->token[i].flags & TOKEN_UPPER && casing != SHOUTING)
		return s->token[i].end - s->token[i].start <= 6 ? ENTITY_ORG
								: -1;
	if (i > 0 && t->look[i - 1].bits & PLACE_BEFORE && !(bits & COMMON))
		return j - i <= 3 ? ENTITY_GPE : ENTITY_ORG;
	*score = 0.5;
	if ((j < s->ntoken && t->look[j].bits & SPEAKS) ||
	    (i > 0 && t->look[i - 1].role == 1))
		return j - i <= 3 ? ENTITY_PERSON : ENTITY_ORG;
	if (j - i == 1) {
		if (bits & COMMON || casing != NORMAL)
			return -1;
		if (bits & (SURNAME | GIVEN))
			return ENTITY_PERSON;
		return opens(s, i) ? -1 : ENTITY_ORG;
	}
	for (size_t k = i; k < j; k++)
		if (t->look[k].bits & COMMON)
			return casing == NORMAL ? ENTITY_ORG : -1;
	return j - i <= 3 && t->look[j - 1].bits & (SURNAME | SURNAME_WORD)
		   ? ENTITY_PERSON
		   : ENTITY_ORG;
}

/*
 * The run [I, J): cut off what names itself at its beginning, label the
 * rest. Returns where to go on.
 */
static size_t
take_run(struct tagger *t, const struct segment *s, size_t i, size_t j,
    size_t from, enum casing casing)
{
	const struct look *l = &t->look[i];
	struct str title = title_before(t, s, i, from);
	double score;
	int label;

	if (l->user) {
		add(t, s, i, i + l->listed, listed_label(t, l), 1, title, l);
		return i + l->listed;
	}
	/* "President Ana Silva": the title is no part of the name. */
	if (l->title && i + l->title < j && !l->entry)
		return i + l->title;
	if (l->title && i + l->title >= j && l->listed <= l->title)
		return i + l->title;
	label = listed_label(t, l);
	/*
	 * A listed name that the run goes on behind: "Mexican President",
	 * "Cuba Foreign Minister"; but "Mexico Ministry" is one name.
	 */
	if (label >= 0 && l->listed < j - i) {
		int head = head_label(t, s, i, j);
		size_t k = i + l->listed;
		bool person =
		    label == ENTITY_PERSON || looks_like_person(t, s, i, j);

		if (!person && head < 0 &&
		    (label == ENTITY_NORP || t->look[k].title ||
			t->look[k].listed || l->listed > 1)) {
			add(t, s, i, k, label, 0.9, title, l);
			vote(t, s, i, k, label, 2);
			return k;
		}
		if (head >= 0 && t->look[k].title &&
		    !(t->look[k].bits & HEAD)) {
			add(t, s, i, k, label, 0.9, title, l);
			return k;
		}
	}
	/* A title or a listed name further on in the run cuts it there. */
	for (size_t k = i + 1; k < j; k++) {
		/* "Lena M. Ashby": an initial, and no Monsieur. */
		if (t->look[k].title && k + t->look[k].title < j &&
		    !(t->look[k].bits & HEAD) && is_cap(&s->token[k]) &&
		    !is_initial(&s->token[k])) {
			j = k;
			break;
		}
	}
	label = run_label(t, s, i, j, title.p != NULL, casing, &score);
	if (label < 0)
		return j;
	if (label == ENTITY_PERSON && j - i >= 2) {
		struct str name =
		    str_slice(s->text, s->token[i].start, s->token[j - 1].end);

		remember_person(t, &s->token[j - 1], name, title);
	}
	if (score >= 0.75)
		vote(t, s, i, j, label, score > 0.9 ? 3 : 1);
	add(t, s, i, j, label, score,
	    label == ENTITY_PERSON ? title : (struct str){0},
	    l->listed == j - i ? l : NULL);
	return j;
}

static void
tag_segment(struct tagger *t, const struct segment *s)
{
	enum casing casing = casing_of(s);
	size_t i = 0, j, from = 0;

	t->nfound = 0;
	while (i < s->ntoken) {
		if (t->look[i].user || nameable(t, s, i, casing)) {
			j = t->look[i].user ? i + t->look[i].listed
					    : run_end(t, s, i, casing);
			i = take_run(t, s, i, j, from, casing);
			continue;
		}
		i++;
	}
}

/* ---- names ---- */

/* The token of S that ends where a name does, at END, or SIZE_MAX. */
static size_t
token_ending(const struct segment *s, size_t end)
{
	size_t at = 0, past = s->ntoken, mid;

	while (at < past) {
		mid = (at + past) / 2;
		if (s->token[mid].end < end)
			at = mid + 1;
		else
			past = mid;
	}
	return at < s->ntoken && s->token[at].end == end ? at : SIZE_MAX;
}

/* The persons that S names in full. */
static void
remember_persons(struct tagger *t, const struct segment *s)
{
	for (size_t i = 0; i < s->nentity; i++) {
		const struct entity *e = &s->entity[i];
		size_t last = token_ending(s, e->end);

		if (e->label == ENTITY_PERSON && last != SIZE_MAX &&
		    s->token[last].start > e->start)
			remember_person(t, &s->token[last],
			    str_slice(s->text, e->start, e->end), e->title);
	}
}

/* Gives short forms of persons the fullest form in the document. */
static void
resolve(struct tagger *t, const struct segment *s)
{
	for (size_t i = 0; i < s->nentity; i++) {
		struct entity *e = &s->entity[i];
		size_t last = token_ending(s, e->end);
		const struct memory *m;

		if (e->label != ENTITY_PERSON || last == SIZE_MAX)
			continue;
		m = recall(t, s->token[last].hash | 1, false);
		if (!m || !m->name.p || m->two)
			continue;
		/* As remember_person has it: "Ana Silva" is Ana M. Silva. */
		if (!ends_in(m->name, e->name) &&
		    (e->name.n > m->name.n || !str_eq(str_before(m->name, ' '),
						  str_before(e->name, ' '))))
			continue;
		if (e->name.n < m->name.n && !t->model)
			e->score = e->score > 0.9 ? e->score : 0.9;
		e->name = m->name;
	}
}

/* Does E overlap an amount of AM that is sure (money, percentages)? */
static bool
gives_way(const struct entity *e, const struct entity *am, size_t n, size_t a)
{
	for (; a < n && am[a].start < e->end; a++)
		if (am[a].end > e->start && am[a].label != ENTITY_QUANTITY)
			return true;
	return false;
}

/* Puts the N amounts AM among S's names, both sorted. */
static void
merge_amounts(
    struct document *d, struct segment *s, const struct entity *am, size_t n)
{
	const struct entity *name = s->entity;
	size_t names = s->nentity, a = 0, past = 0;

	if (!n)
		return;
	s->entity = arena_alloc(&d->arena, (names + n) * sizeof *s->entity);
	s->nentity = 0;
	for (size_t i = 0; i < names; i++) {
		const struct entity *e = &name[i];

		while (past < n && am[past].end <= e->start)
			past++;
		if (gives_way(e, am, n, past))
			continue;
		while (a < n && am[a].start <= e->start)
			s->entity[s->nentity++] = am[a++];
		s->entity[s->nentity++] = *e;
	}
	while (a < n)
		s->entity[s->nentity++] = am[a++];
}

/* ---- the model's names ---- */

/*
 * From what score on a name of the rules stands where the model sees none,
 * and how sure it then is: about every other is right.
 */
static const double RULES_SURE = 0.9, RULES_ALONE = 0.5;

/* The name of tokens I up to J of S that the model has labelled. */
static void
add_span(struct tagger *t, const struct segment *s, const struct span *n)
{
	const struct look *l = &t->look[n->i];
	struct str title = {NULL, 0};

	if (l->listed != n->j - n->i || listed_label(t, l) != n->label)
		l = NULL;
	if (n->label == ENTITY_PERSON)
		title = title_before(t, s, n->i, 0);
	add(t, s, n->i, n->j, n->label, n->score, title, l);
}

/* The rules' name that covers tokens I up to J exactly, or NULL. */
static const struct entity *
same_span(const struct segment *s, size_t i, size_t j)
{
	size_t lo = 0, hi = s->nentity, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (s->entity[mid].start < s->token[i].start)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo < s->nentity && s->entity[lo].start == s->token[i].start &&
	    s->entity[lo].end == s->token[j - 1].end)
		return &s->entity[lo];
	return NULL;
}

/* Are the rules sure of a person? */
static bool
is_person(const struct entity *e)
{
	return e && e->label == ENTITY_PERSON && e->score >= RULES_SURE;
}

/*
 * The first token of a title that stands before the name of tokens I and
 * so on, where what stands before both says that they name a ship or the
 * like together: "the ferry Lady Ardith". Else I.
 */
static size_t
vessel_start(const struct tagger *t, const struct segment *s, size_t i)
{
	size_t k = i;

	if (i > 0 && is_cap(&s->token[i - 1]) && t->look[i - 1].title == 1)
		k--;
	return k > 0 && t->look[k - 1].bits & VESSEL &&
		       !is_cap(&s->token[k - 1])
		   ? k
		   : i;
}

/* The entry of the country that is called NAME, or NULL. */
static const struct lexicon_entry *
country(struct tagger *t, struct str name)
{
	struct lexicon_hit hit;

	tokens_set(&t->half, name, t->abbreviations);
	if (!lexicon_find(t->names, name, t->half.v, t->half.n, &hit) ||
	    hit.n != t->half.n)
		return NULL;
	for (size_t i = 0; i < hit.count; i++)
		if (t->name_labels.entity[hit.entry[i].label] == ENTITY_GPE &&
		    lexicon_id(t->names, &hit.entry[i]).n)
			return &hit.entry[i];
	return NULL;
}

/*
 * "U.S.-Mexico", "India-South Korea": is the name N two countries joined by
 * a hyphen, at *MID in the text? HALF is what the lists have of each.
 */
static bool
is_pair(struct tagger *t, const struct segment *s, const struct span *n,
    size_t *mid, const struct lexicon_entry *half[2])
{
	size_t start = s->token[n->i].start;
	struct str text = str_slice(s->text, start, s->token[n->j - 1].end);

	if (t->look[n->i].listed == n->j - n->i)
		return false;
	for (size_t h = 1; h + 1 < text.n; h++) {
		if (text.p[h] != '-')
			continue;
		half[0] = country(t, str_slice(text, 0, h));
		half[1] = country(t, str_slice(text, h + 1, text.n));
		*mid = start + h;
		if (half[0] && half[1])
			return true;
	}
	return false;
}

/* Adds both halves of a pair as names of their own. */
static void
add_pair(struct tagger *t, const struct segment *s, const struct span *n,
    size_t mid, const struct lexicon_entry *half[2])
{
	for (int k = 0; k < 2; k++) {
		struct look l = {.lexicon = t->names, .entry = half[k]};
		struct entity *e;

		add(t, s, n->i, n->j, ENTITY_GPE, n->score,
		    (struct str){NULL, 0}, &l);
		e = &t->found[t->nfound - 1];
		if (k)
			e->start = mid + 1;
		else
			e->end = mid;
	}
}

/*
 * A name of the model, as it stands. Where the rules see two names and what
 * joins them, as in "Ana Silva and Tom Hill", it is two; a word that begins
 * sentences is no part of it where the rules leave it out. What was found
 * before ends at END.
 */
static void
add_name(struct tagger *t, const struct segment *s, struct span n, size_t end)
{
	const struct lexicon_entry *half[2];
	const struct entity *same;
	size_t mid;

	if (is_pair(t, s, &n, &mid, half)) {
		add_pair(t, s, &n, mid, half);
		return;
	}
	mid = n.label == ENTITY_PERSON ? vessel_start(t, s, n.i) : n.i;
	if (n.label == ENTITY_PERSON && mid > 0 &&
	    t->look[mid - 1].bits & VESSEL && !is_cap(&s->token[mid - 1])) {
		n.i = mid;
		n.label = ENTITY_PRODUCT;
	}
	for (size_t k = n.i + 1; k + 1 < n.j; k++) {
		struct span part = n;

		if (n.label == ENTITY_ORG || !(t->look[k].bits & PAIR) ||
		    !same_span(s, n.i, k) || !same_span(s, k + 1, n.j))
			continue;
		part.j = k;
		add_span(t, s, &part);
		n.i = k + 1;
	}
	if (n.j - n.i > 1 && t->look[n.i].bits & STARTER &&
	    same_span(s, n.i + 1, n.j))
		n.i++;
	/* "April Jones", "Lena March": a month is no reason to end there. */
	if (n.i > 0 && s->token[n.i - 1].start >= end &&
	    t->look[n.i - 1].bits & (CALENDAR | MONTH) &&
	    is_person(same_span(s, n.i - 1, n.j))) {
		n.i--;
		n.label = ENTITY_PERSON;
	}
	if (n.j < s->ntoken && t->look[n.j].bits & (CALENDAR | MONTH) &&
	    is_person(same_span(s, n.i, n.j + 1))) {
		n.j++;
		n.label = ENTITY_PERSON;
	}
	add_span(t, s, &n);
	same = same_span(s, n.i, n.j);
	if (same && (int)same->label == n.label) {
		struct entity *x = &t->found[t->nfound - 1];

		*x = *same;
		x->score = n.score;
	}
}

/*
 * Does X of the rules stand where the model sees no name? Not so a place,
 * which is often part of what is none: "the 2001 Italian election".
 */
static bool
stands_alone(const struct entity *x)
{
	return x->score >= RULES_SURE && x->label != ENTITY_GPE;
}

static void
add_entity(struct tagger *t, const struct entity *e)
{
	t->found =
	    mem_grow(t->found, t->nfound, &t->foundcap, sizeof *t->found);
	t->found[t->nfound++] = *e;
}

/* Does token G begin with token N's word and go on with another one? */
static bool
glued_to(const struct segment *s, size_t g, size_t n)
{
	struct str a = token_str(s->text, &s->token[g]);
	struct str b = token_str(s->text, &s->token[n]);

	return b.n >= 4 && a.n > b.n && memcmp(a.p, b.p, b.n) == 0 &&
	       ((unsigned)(a.p[b.n] - 'A') < 26 ||
		   (unsigned)(a.p[b.n] - '0') < 10);
}

/*
 * Where the person's name of tokens [I, J) ends. Texts taken from pages may
 * have the card of a person behind the name, glued to what follows: "Ann Hill
 * Annabel Ruth HillMore news". The name ends where the glued word's does.
 */
static size_t
before_card(const struct segment *s, size_t i, size_t j)
{
	for (size_t g = i + 2; g < s->ntoken && g < i + CARD; g++) {
		if (!is_cap(&s->token[g]) || s->token[g].flags & TOKEN_HYPHEN)
			continue;
		/* "Rand Hill (@RandHill)" has another word glued. */
		for (size_t n = g < j ? i : i + 1; n < j && n + 1 < g; n++)
			if (glued_to(s, g, n))
				return n + 1;
	}
	return j;
}

/*
 * The names of S, the next segment with text, by the model. What the rules
 * found (S's entities so far) lends its id, title and name where the model
 * agrees. What the user lists stays, whatever the model says; what the rules
 * are sure of, where the model sees nothing.
 */
static void
take_names(struct tagger *t, const struct segment *s)
{
	const struct span *span;
	struct span name;
	size_t n, e = 0, end = 0;

	span = observer_names(t->observer, t->model, &n);
	t->nfound = 0;
	for (size_t i = 0; i <= n; i++) {
		size_t from = i < n ? s->token[span[i].i].start : SIZE_MAX;
		size_t to = i < n ? s->token[span[i].j - 1].end : SIZE_MAX;
		bool over = false;

		for (; e < s->nentity && s->entity[e].start < to; e++) {
			const struct entity *x = &s->entity[e];

			if (x->score < 1 && (x->end > from || x->start < end ||
						!stands_alone(x)))
				continue;
			add_entity(t, x);
			if (x->score < 1)
				t->found[t->nfound - 1].score = RULES_ALONE;
			end = x->end;
			over |= x->end > from;
		}
		if (i == n || over || from < end)
			continue;
		name = span[i];
		if (name.j == name.i + 1 && s->token[name.i].kind == TOKEN_MARK)
			continue; /* "@" */
		if (name.label == ENTITY_PERSON)
			name.j = before_card(s, name.i, name.j);
		add_name(t, s, name, end);
		end = t->found[t->nfound - 1].end;
	}
}

/* ---- documents ---- */

/* Keeps what was found as the entities of S. */
static void
keep_found(struct tagger *t, struct document *d, struct segment *s)
{
	s->nentity = t->nfound;
	s->entity = arena_alloc(&d->arena, (t->nfound + 1) * sizeof *s->entity);
	if (t->nfound)
		memcpy(s->entity, t->found, t->nfound * sizeof *s->entity);
}

static void
forget(struct tagger *t)
{
	memset(t->memory, 0, sizeof t->memory);
	t->remembered = 0;
}

/* Tags D by lists and rules, and notes it for the model. */
static void
tag_by_rules(struct tagger *t, struct document *d)
{
	size_t n = 0;

	document_tokens(d, t->abbreviations);
	forget(t);
	observer_reset(t->observer);
	for (size_t i = 0; i < d->nseg; i++)
		n += d->seg[i].ntoken + 1;
	if (n > t->cap) {
		t->cap = n * 2;
		t->looks = mem_resize(t->looks, t->cap, sizeof *t->looks);
	}
	/* First to learn what the document calls whom, then to say it. */
	t->look = t->looks;
	for (size_t i = 0; i < d->nseg; i++) {
		const struct segment *s = &d->seg[i];

		if (!segment_is_text(s))
			continue;
		look_up(t, s);
		if (casing_of(s) == NORMAL)
			tag_segment(t, s);
		t->look += s->ntoken + 1;
	}
	t->look = t->looks;
	for (size_t i = 0; i < d->nseg; i++) {
		struct segment *s = &d->seg[i];

		s->nentity = 0;
		if (!segment_is_text(s))
			continue;
		tag_segment(t, s);
		keep_found(t, d, s);
		if (t->model || t->observed)
			observer_note(
			    t->observer, s, t->look, t->found, t->nfound);
		t->look += s->ntoken + 1;
	}
}

/*
 * What the document calls a name with one label by far it calls so
 * everywhere, where the model is not sure. From SETTLED on it is sure.
 */
static const double SETTLED = 0.75;
enum { BY_FAR = 2, VOTE = 1000 };

static void
settle(struct tagger *t, const struct segment *s, struct entity *e)
{
	struct str text = str_slice(s->text, e->start, e->end);
	struct memory *m = recall(t, str_hash(text) & ~UINT64_C(1), false);
	size_t i = token_ending(s, e->end);
	int most = 0;

	for (int k = 1; m && k < NAME_LABELS; k++)
		if (m->votes[k] > m->votes[most])
			most = k;
	if (!m || m->votes[most] <= BY_FAR * m->votes[e->label])
		return;
	while (i != SIZE_MAX && i > 0 && s->token[i].start > e->start)
		i--;
	/* What stands around it may be stronger: "in Corrin". */
	if (i == SIZE_MAX || (e->label == ENTITY_PERSON && e->title.p) ||
	    (most == ENTITY_PERSON && i > 0 &&
		t->look[i - 1].bits & PLACE_BEFORE))
		return;
	e->label = (enum entity_label)most;
	e->name = text;
	e->id = e->title = (struct str){NULL, 0};
	if (most == ENTITY_PERSON)
		e->title = title_before(t, s, i, 0);
}

/* Gives one name one label, as far as the model leaves it open. */
static void
settle_labels(struct tagger *t, struct document *d)
{
	forget(t);
	for (size_t i = 0; i < d->nseg; i++) {
		const struct segment *s = &d->seg[i];

		for (size_t k = 0; segment_is_text(s) && k < s->nentity; k++) {
			const struct entity *e = &s->entity[k];
			struct memory *m = recall(t,
			    str_hash(str_slice(s->text, e->start, e->end)) &
				~UINT64_C(1),
			    true);

			if (m)
				m->votes[e->label] +=
				    (uint32_t)(e->score * e->score * VOTE);
		}
	}
	t->look = t->looks;
	for (size_t i = 0; i < d->nseg; i++) {
		struct segment *s = &d->seg[i];

		if (!segment_is_text(s))
			continue;
		for (size_t k = 0; k < s->nentity; k++)
			if (s->entity[k].score < SETTLED)
				settle(t, s, &s->entity[k]);
		t->look += s->ntoken + 1;
	}
}

/* Makes the observer ready to give the names of each segment. */
static void
weigh(struct tagger *t, const struct document *d)
{
	size_t k = 0;

	t->look = t->looks;
	for (size_t i = 0; i < d->nseg; i++) {
		const struct segment *s = &d->seg[i];

		if (!segment_is_text(s))
			continue;
		observer_weigh(t->observer, t->model, s, t->look, k++);
		t->look += s->ntoken + 1;
	}
	observer_agree(t->observer);
}

static void
tag_by_model(struct tagger *t, struct document *d)
{
	weigh(t, d);
	t->look = t->looks;
	for (size_t i = 0; i < d->nseg; i++) {
		struct segment *s = &d->seg[i];

		if (!segment_is_text(s))
			continue;
		take_names(t, s);
		keep_found(t, d, s);
		t->look += s->ntoken + 1;
	}
	settle_labels(t, d);
	forget(t);
	for (int normal = 1; normal >= 0; normal--)
		for (size_t i = 0; i < d->nseg; i++) {
			const struct segment *s = &d->seg[i];

			if (segment_is_text(s) &&
			    (casing_of(s) == NORMAL) == normal)
				remember_persons(t, s);
		}
}

void
tagger_observe(struct tagger *t, struct document *d,
    void (*each)(void *arg, struct observer *o, const struct segment *s,
	const struct look *look, size_t runs),
    void *arg)
{
	size_t k = 0;

	t->observed = true;
	tag_by_rules(t, d);
	if (t->model)
		weigh(t, d);
	t->look = t->looks;
	for (size_t i = 0; i < d->nseg; i++) {
		const struct segment *s = &d->seg[i];

		if (!segment_is_text(s))
			continue;
		each(arg, t->observer, s, t->look,
		    t->model ? 0 : observer_runs(t->observer, s, t->look, k++));
		t->look += s->ntoken + 1;
	}
}

/* Titles that stand behind the name; one before it goes first. */
static void
add_titles(const struct tagger *t, struct segment *s)
{
	for (size_t k = 0; k < s->nentity; k++) {
		struct entity *e = &s->entity[k];

		if (e->label == ENTITY_PERSON && !e->title.p)
			e->title = title_behind(
			    &t->titles, s, segment_token(s, e->end));
	}
}

void
tagger_document(struct tagger *t, struct document *d)
{
	struct entity *am;
	size_t n;

	if (d->has_entities)
		return;
	tag_by_rules(t, d);
	if (t->model)
		tag_by_model(t, d);
	for (size_t i = 0; i < d->nseg; i++) {
		struct segment *s = &d->seg[i];

		if (!segment_is_text(s))
			continue;
		resolve(t, s);
		add_titles(t, s);
		am = amounter_segment(t->amounter, d, s, &n);
		merge_amounts(d, s, am, n);
	}
	d->has_entities = true;
}
