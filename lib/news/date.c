#include "news/date.h"

#include "news/date_rules.h"
#include "news/date_value.h"

#include <stdlib.h>
#include <string.h>

enum {
	REACH = 12, /* words from a date to the verb that tells its tense */
	CANDIDATES = 16, /* rules that match at one place */
	LEAD = 12,       /* bytes before a date that opens its sentence */
	NEAR = 9,        /* bytes between the two dates of a range */
	TOP = 6,    /* segments in which the day of publication may stand */
	SHORT = 60, /* bytes of a sentence that may be but a date */
	STOP = 2,   /* bytes behind a date that ends its sentence */
	SUBJECT = 6 /* segments for which a text is about a quarter */
};

/*
 * A run of letters or of digits. These are cut here and not by lang/token.h:
 * the prefilter needs neither abbreviations nor clitics, and most of the
 * time of this module went into them.
 */
struct unit {
	uint32_t start, end;
	uint64_t classes;
	uint8_t gap; /* what stands before it */
};

/* A unit that may begin a form of several words. */
struct begun {
	size_t unit;
	uint64_t more;
};

enum { GAP_COMMA = 1, GAP_STOP = 2, GAP_TAG = 4 };

struct candidate {
	const struct date_rule *rule;
	size_t start, end;
};

/* What a rule's prefilter asks, small for the sake of caches. */
struct gate {
	uint64_t need[DATE_NEEDS];
	uint8_t last; /* how many words after the first it looks at */
	bool follows;
};

struct dater {
	struct date_rules rules;
	uint8_t kinds[256]; /* of bytes */
	struct buf folded;  /* fold: a text with plain hyphens ... */
	size_t *at, atcap;  /* ... and where its bytes come from */
	bool day_first;
	uint64_t future, past, present, near, auxiliary, article;
	/* For each class the rules that begin with it, as a set of bits. */
	uint64_t *begin, *wild; /* wild: with any word */
	struct gate *gate;      /* of each rule */
	uint64_t starters;      /* classes with which some rule begins */
	uint64_t want[64]; /* for each, one of which such a rule needs ahead */
	size_t nword;      /* words of 64 rules */
	bool any;          /* some rule begins with any word */
	struct date_list suffix; /* of regular verbs in the past */
	struct date_list adverb; /* endings of adverbs */
	struct unit *unit;
	size_t nunit, cap;
	struct begun *begun;
	size_t nbegun, beguncap;
	/* of the document at work */
	struct document *d;
	struct date_context c;
	size_t quarter_seg; /* the segment that named the quarter */
	size_t last_seg;    /* the one that named the last date */
	bool dateline;      /* it has one, but no year is known */
	size_t gave_up;     /* matches that reached a limit */
	struct date *found;
	size_t nfound, foundcap;
};

enum byte {
	BYTE_MARK,
	BYTE_LETTER,
	BYTE_DIGIT,
	BYTE_COMMA,
	BYTE_STOP,
	BYTE_TAG,
	BYTE_WIDE
};

/* The number of the lowest bit in BITS, which is not 0. */
static int
lowest(uint64_t bits)
{
	return __builtin_ctzll(bits);
}

/* The kinds of bytes; those beyond ASCII are parts of a character. */
static void
set_kinds(uint8_t *kinds)
{
	static const char stops[] = ";\"():?!";

	memset(kinds + 0x80, BYTE_WIDE, 0x80);
	memset(kinds + '0', BYTE_DIGIT, 10);
	memset(kinds + 'a', BYTE_LETTER, 26);
	memset(kinds + 'A', BYTE_LETTER, 26);
	kinds[','] = BYTE_COMMA;
	kinds['#'] = kinds['@'] = BYTE_TAG;
	for (const char *p = stops; *p; p++)
		kinds[(unsigned char)*p] = BYTE_STOP;
}

struct dater *
dater_new(const struct lexicon *words, const struct dater_options *options)
{
	struct dater *r = mem_zalloc(1, sizeof *r);

	set_kinds(r->kinds);
	r->rules.words = words;
	r->day_first = options && options->day_first;
	buf_init(&r->folded, BUF_MAX);
	r->future = date_rules_class(&r->rules, "tense-future");
	r->past = date_rules_class(&r->rules, "tense-past");
	r->present = date_rules_class(&r->rules, "tense-present");
	r->near = date_rules_class(&r->rules, "tense-near");
	r->auxiliary = date_rules_class(&r->rules, "tense-auxiliary");
	r->article = date_rules_class(&r->rules, "the") |
		     date_rules_class(&r->rules, "one");
	r->suffix = *date_rules_list(&r->rules, "suffix-past");
	r->adverb = *date_rules_list(&r->rules, "suffix-adverb");
	return r;
}

/*
 * Of what RULE needs, the part that the first word, of class FIRST, does not
 * meet itself; all classes if there is none.
 */
static uint64_t
main_need(const struct date_rule *rule, uint64_t first)
{
	for (int i = 0; i < DATE_NEEDS && rule->need[i]; i++)
		if (!(rule->need[i] & first))
			return rule->need[i];
	return UINT64_MAX;
}

/* Sorts the rules by the classes of the words that they begin with. */
static void
index_rules(struct dater *r)
{
	size_t n = r->rules.nrule;

	free(r->begin);
	free(r->gate);
	r->gate = mem_zalloc(n + 1, sizeof *r->gate);
	r->nword = (n + 63) / 64;
	r->begin = mem_zalloc(65 * r->nword + 1, sizeof *r->begin);
	r->wild = r->begin + 64 * r->nword;
	r->starters = 0;
	r->any = false;
	memset(r->want, 0, sizeof r->want);
	for (size_t i = 0; i < n; i++) {
		const struct date_rule *rule = &r->rules.rule[i];
		uint64_t at = rule->at;

		memcpy(r->gate[i].need, rule->need, sizeof rule->need);
		r->gate[i].last = (uint8_t)(rule->within - 1);
		r->gate[i].follows = rule->follows;
		if (!at) {
			r->wild[i / 64] |= UINT64_C(1) << (i % 64);
			r->any = true;
		}
		r->starters |= at;
		for (; at; at &= at - 1) {
			size_t k = (size_t)lowest(at);

			r->begin[k * r->nword + i / 64] |= UINT64_C(1)
							   << (i % 64);
			r->want[k] |= main_need(rule, UINT64_C(1) << k);
		}
	}
}

bool
dater_add_rules(
    struct dater *r, struct str rules, bool user, struct dater_error *err)
{
	if (!date_rules_read(&r->rules, rules, user, user, err))
		return false;
	index_rules(r);
	return true;
}

void
dater_free(struct dater *r)
{
	if (!r)
		return;
	date_rules_release(&r->rules);
	free(r->begin);
	free(r->gate);
	free(r->unit);
	free(r->begun);
	free(r->found);
	buf_release(&r->folded);
	free(r->at);
	free(r);
}

/* ---- words ---- */

/*
 * The kind of the character beyond ASCII at P, and its length in *N: letters
 * but for what Unicode has under U+00C0 and in General Punctuation.
 */
static enum byte
wide_kind(const unsigned char *p, const unsigned char *end, size_t *n)
{
	unsigned c = *p;

	*n = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
	if (*n > (size_t)(end - p))
		*n = (size_t)(end - p);
	if (c == 0xC2 && end - p > 1) /* the fractions are C2 BC to BE */
		return p[1] >= 0xBC && p[1] <= 0xBE ? BYTE_DIGIT : BYTE_MARK;
	if (c == 0xE2 && end - p > 2 && (p[1] == 0x80 || p[1] == 0x81))
		return p[1] == 0x80 && (p[2] == 0x9C || p[2] == 0x9D)
			   ? BYTE_STOP
			   : BYTE_MARK;
	return BYTE_LETTER;
}

static inline enum byte
kind_at(const uint8_t *kinds, const unsigned char *p, const unsigned char *end,
    size_t *n)
{
	*n = 1;
	return kinds[*p] == BYTE_WIDE ? wide_kind(p, end, n)
				      : (enum byte)kinds[*p];
}

/*
 * How many of the 8 bytes at P are letters in ASCII before another byte comes.
 * Ends of words are many and hard to foresee: this has no branch.
 */
static inline size_t
letters8(const unsigned char *p)
{
	const uint64_t high = UINT64_C(0x8080808080808080);
	const uint64_t each = UINT64_C(0x0101010101010101);
	/* One load where bytes stand in that order. */
	uint64_t x = (uint64_t)p[0] | (uint64_t)p[1] << 8 |
		     (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
		     (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 |
		     (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
	uint64_t low, other;

	low = (x | each * 0x20) & ~high;
	other =
	    ~(low + each * (0x80 - 'a')) | (low + each * (0x80 - 'z' - 1)) | x;
	other &= high;
	return other ? (size_t)lowest(other) / 8 : 8;
}

/* The end of the run of characters of KIND, which begins at P. */
static inline const unsigned char *
run_end(const uint8_t *kinds, const unsigned char *p, const unsigned char *end,
    enum byte kind)
{
	size_t n;

	for (;;) {
		while (kind == BYTE_LETTER && end - p >= 8) {
			n = letters8(p);
			p += n;
			if (n < 8)
				break;
		}
		while (p < end && kinds[*p] == kind)
			p++;
		if (p == end || kinds[*p] != BYTE_WIDE ||
		    wide_kind(p, end, &n) != kind)
			return p;
		p += n;
	}
}

/* Adds the classes of the longer forms that units begin. */
static void
add_phrases(struct dater *r, struct str text)
{
	for (size_t k = 0; k < r->nbegun; k++) {
		size_t i = r->begun[k].unit, n;
		struct str w[DATE_PHRASE];
		uint64_t classes;

		for (n = 0; n < DATE_PHRASE && i + n < r->nunit; n++)
			w[n] = str_slice(
			    text, r->unit[i + n].start, r->unit[i + n].end);
		classes = date_rules_phrase(&r->rules, w, n);
		r->unit[i].classes |= classes & r->begun[k].more;
	}
}

static bool
joins(unsigned char c)
{
	return c == '-' || c == '/' || c == '.' || c == ':';
}

/* The classes of digits FROM to TO in a text that ends at END. */
static uint64_t
number_classes(const unsigned char *from, const unsigned char *to,
    const unsigned char *end)
{
	/* "2026-W05" */
	bool on = to + 1 < end && joins(*to) &&
		  ((to[1] >= '0' && to[1] <= '9') || (to[1] | 32) == 'w');

	return DATE_DIGITS | (to - from <= 2 ? DATE_FIGURE : 0) |
	       (to - from == 4 ? DATE_YEAR : 0) | (on ? DATE_JOINED : 0);
}

/*
 * Is the run at P part of a tag ("#Friday", "#HWW1HR") or a handle
 * ("@Sunday_Post")? These are names, whatever words they are made of; "@6pm"
 * is a time. GAP stands before it; LAST: the end of such a run, or NULL.
 */
static bool
in_tag(const unsigned char *p, unsigned gap, const unsigned char *last)
{
	if (gap & GAP_TAG)
		return p[-1] == '#' || *p < '0' || *p > '9';
	return last && (p == last || (p == last + 1 && *last == '_'));
}

/* Length of a hyphen or blank at P that is another character for '-', ' '. */
static size_t
other_form(const char *p, const char *end, char *plain)
{
	const unsigned char *s = (const unsigned char *)p;

	if (end - p >= 2 && s[0] == 0xC2 && s[1] == 0xA0) {
		*plain = ' ';
		return 2;
	}
	if (end - p < 3 || s[0] != 0xE2 || s[1] != 0x80)
		return 0;
	*plain = s[2] == 0xAF ? ' ' : '-';
	return s[2] == 0x90 || s[2] == 0x91 || s[2] == 0xAF ? 3 : 0;
}

/* Adds the unit W of S, behind GAP, without classes. */
static struct unit *
add_unit(struct dater *r, struct str s, struct str w, unsigned gap)
{
	struct unit *u;

	if (r->nunit == r->cap)
		r->unit = mem_grow(r->unit, r->nunit, &r->cap, sizeof *r->unit);
	u = &r->unit[r->nunit++];
	u->start = (uint32_t)(w.p - s.p);
	u->end = u->start + (uint32_t)w.n;
	u->gap = (uint8_t)gap;
	u->classes = 0;
	return u;
}

/* Looks up the last unit, the word W. */
static void
look_up(struct dater *r, struct str w)
{
	struct unit *u = &r->unit[r->nunit - 1];
	uint64_t more;

	u->classes = date_rules_classes(&r->rules, w, &more);
	if (!(more & ~u->classes))
		return;
	r->begun =
	    mem_grow(r->begun, r->nbegun, &r->beguncap, sizeof *r->begun);
	r->begun[r->nbegun++] = (struct begun){r->nunit - 1, more};
}

/*
 * Cuts the text S into units. False if it has hyphens or blanks in other
 * characters: then it is to be folded first, unless it is (FOLDED).
 */
static bool
set_units(struct dater *r, struct str s, bool folded)
{
	static const uint8_t gaps[] = {[BYTE_COMMA] = GAP_COMMA,
	    [BYTE_STOP] = GAP_STOP,
	    [BYTE_TAG] = GAP_TAG};
	const unsigned char *p = (const unsigned char *)s.p, *from;
	const unsigned char *end = p + s.n, *last = p;
	unsigned gap = 0;
	bool tag = false;
	struct unit *u;
	struct str w;
	size_t n;
	char plain;

	r->nunit = r->nbegun = 0;
	while (p < end) {
		enum byte kind = kind_at(r->kinds, p, end, &n);

		if (kind != BYTE_LETTER && kind != BYTE_DIGIT) {
			if (n > 1 && !folded &&
			    other_form(
				(const char *)p, (const char *)end, &plain))
				return false;
			gap = (gap & ~(unsigned)GAP_TAG) | gaps[kind];
			p += n;
			continue;
		}
		from = p;
		p = run_end(r->kinds, p + n, end, kind);
		w = (struct str){(const char *)from, (size_t)(p - from)};
		u = add_unit(r, s, w, gap);
		tag = in_tag(from, gap, tag ? last : NULL);
		last = p;
		gap = 0;
		if (tag)
			continue;
		if (kind == BYTE_DIGIT)
			u->classes = number_classes(from, p, end);
		else
			look_up(r, w);
	}
	add_phrases(r, s);
	return true;
}

/* ---- tense ---- */

/* Does unit U end as one of L, with more than two letters before? */
static bool
ends_as(const struct date_list *l, struct str text, const struct unit *u)
{
	struct str s = str_slice(text, u->start, u->end);

	for (size_t i = 0; i < l->n; i++) {
		struct str end = l->name[i];

		if (s.n > end.n + 2 &&
		    memcmp(s.p + s.n - end.n, end.p, end.n) == 0)
			return true;
	}
	return false;
}

static bool
ends_past(const struct dater *r, struct str text, const struct unit *u)
{
	/* "Launched Friday" is a verb, "the United Way" has none. */
	for (size_t i = u->start + (u->start == 0); i < u->end; i++)
		if (text.p[i] < 'a' || text.p[i] > 'z')
			return false;
	return ends_as(&r->suffix, text, u);
}

/* Does unit I stand where no verb does: "the proposed", "a newly made"? */
static bool
attributive(const struct dater *r, struct str text, size_t i)
{
	const struct unit *u = &r->unit[i];

	if (i > 1 && ends_as(&r->adverb, text, u - 1))
		u--;
	return u > r->unit && (u[-1].classes & r->article) && !u->gap;
}

/* What the verb at unit I tells: -1, 0 (it is none), 1. */
static int
cue(const struct dater *r, struct str text, size_t i)
{
	const struct unit *u = &r->unit[i];

	if (u->classes & r->future)
		return 1;
	if (!(u->classes & r->past) &&
	    (attributive(r, text, i) || !ends_past(r, text, u)))
		return 0;
	/* "is heard Friday" */
	if (i > 0 && r->unit[i - 1].classes & r->present)
		return 0;
	/* "will be released Friday" */
	for (size_t k = i; k-- > 0 && k + 4 > i;) {
		if (r->unit[k].classes & r->future)
			return 1;
		if (!(r->unit[k].classes & r->auxiliary))
			break;
	}
	return -1;
}

/*
 * The tense of the verb that units FROM to TO (exclusive) belong to: the
 * nearest before ("said Friday"), else the nearest behind ("On Friday,
 * shares fell"), within the clause first.
 */
static int
tense(const struct dater *r, struct str text, size_t from, size_t to)
{
	int t;

	/* "by Friday", "until the end of May" */
	for (size_t i = from; i-- > 0 && i + 2 >= from;)
		if (r->unit[i].classes & r->near) {
			/* "Until Friday, they had not asked" */
			size_t last = i ? to : to + REACH;

			for (size_t k = to; k < r->nunit && k < last; k++)
				if ((t = cue(r, text, k)) != 0)
					return t;
			return 1;
		}
	/* "the talks planned for Friday were put off" */
	if (to > 0 && to < r->nunit && r->unit[to].classes & r->past &&
	    r->unit[to].start == r->unit[to - 1].end + 1)
		return -1;
	for (int wide = 0; wide < 2; wide++) {
		uint8_t stop = wide ? GAP_STOP : GAP_STOP | GAP_COMMA;

		for (size_t i = from; i > 0 && i + REACH > from; i--) {
			if (r->unit[i].gap & stop)
				break;
			if ((t = cue(r, text, i - 1)) != 0)
				return t;
		}
		for (size_t i = to; i < r->nunit && i < to + REACH; i++) {
			/* A comma right behind the date is no end. */
			if (r->unit[i].gap & (i > to ? stop : GAP_STOP))
				break;
			if ((t = cue(r, text, i)) != 0)
				return t;
		}
	}
	return 0;
}

/* ---- matching ---- */

static bool
opens(const struct gate *g, const uint64_t *ahead, bool behind)
{
	uint64_t classes = ahead[g->last];

	for (int i = 0; i < DATE_NEEDS && g->need[i]; i++)
		if (!(g->need[i] & classes))
			return false;
	return behind || !g->follows;
}

/* The text of expression E, in the document's arena; p NULL: none. */
static struct str
eval_text(struct dater *r, const struct date_node *e)
{
	struct date_value v;

	if (!e || !date_eval(&r->c, e, &v))
		return (struct str){NULL, 0};
	if (v.kind == VALUE_WHEN)
		return when_text(&v.when, r->c.arena);
	if (v.kind == VALUE_TEXT && v.text.n)
		return document_copy(r->d, v.text);
	return (struct str){NULL, 0};
}

/*
 * Does a bare year carry the narrative on? "In 1942, ..." and headings do,
 * "the treaty of 1812" does not.
 */
static bool
leads(const struct dater *r, const struct segment *s, size_t start)
{
	if (r->dateline)
		return false; /* news, whose own year is not known */
	return !r->c.story.grain || start <= LEAD ||
	       s->kind == SEGMENT_HEADING || s->kind == SEGMENT_TITLE;
}

static void
remember(struct dater *r, const struct when *w, size_t seg, size_t start)
{
	if (w->grain < GRAIN_YEAR || w->year <= 0)
		return;
	r->c.last = *w;
	r->last_seg = seg;
	if (w->grain > GRAIN_YEAR || leads(r, &r->d->seg[seg], start))
		r->c.story = *w;
	if (w->grain == GRAIN_QUARTER && w->sub && !r->c.derived) {
		r->c.quarter = *w;
		r->quarter_seg = seg;
	}
}

/* Makes the date that candidate K means; false if it means none. */
static bool
resolve(struct dater *r, const struct candidate *k, size_t seg)
{
	struct date *t;
	struct date_value v;
	int64_t from, to;

	r->c.match = k->rule->pattern;
	r->c.derived = r->c.impossible = false;
	r->c.here = seg == r->last_seg;
	r->c.near = seg <= r->last_seg + 1;
	if (!r->nfound || r->found[r->nfound - 1].end + NEAR < k->start)
		r->c.before = (struct when){0};
	if (!date_eval(&r->c, k->rule->value, &v))
		return false;
	if (v.kind != VALUE_WHEN && (v.kind != VALUE_TEXT || !v.text.n))
		return false;
	r->found =
	    mem_grow(r->found, r->nfound, &r->foundcap, sizeof *r->found);
	t = &r->found[r->nfound++];
	*t = (struct date){
	    .start = k->start, .end = k->end, .type = k->rule->type};
	if (v.kind == VALUE_WHEN) {
		t->value = when_text(&v.when, r->c.arena);
		if (t->type <= DATE_TIME && when_days(&v.when, &from, &to)) {
			t->from = day_text(from, r->c.arena);
			t->to = day_text(to, r->c.arena);
		}
	} else {
		t->value = document_copy(r->d, v.text);
	}
	t->mod = eval_text(r, k->rule->mod);
	t->freq = eval_text(r, k->rule->freq);
	t->quant = eval_text(r, k->rule->quant);
	t->alt = eval_text(r, k->rule->alt);
	r->c.before = v.kind == VALUE_WHEN ? v.when : (struct when){0};
	if (v.kind == VALUE_WHEN && t->type != DATE_SET)
		remember(r, &v.when, seg, t->start);
	return true;
}

/* Longer first, then the earlier rule. */
static bool
better(const struct candidate *a, const struct candidate *b)
{
	return a->end != b->end ? a->end > b->end : a->rule < b->rule;
}

/* Puts C among the N candidates K, in order; the worst falls off. */
static size_t
insert(struct candidate *k, size_t n, const struct candidate *c)
{
	size_t to;

	if (n == CANDIDATES && !better(c, &k[n - 1]))
		return n;
	n -= n == CANDIDATES;
	for (to = n++; to > 0 && better(c, &k[to - 1]); to--)
		k[to] = k[to - 1];
	k[to] = *c;
	return n;
}

/* Has unit I a date just before it, with no figure between? */
static bool
follows(const struct dater *r, const struct segment *s, size_t i)
{
	size_t to = r->unit[i].start, at;

	if (!r->nfound || r->found[r->nfound - 1].end + NEAR < to)
		return false;
	for (at = r->found[r->nfound - 1].end; at < to; at++)
		if (r->kinds[(unsigned char)s->text.p[at]] == BYTE_DIGIT)
			return false;
	return true;
}

/* The rules that match at unit I of S, best first, into BEST. */
static size_t
candidates(
    struct dater *r, const struct segment *s, size_t i, struct candidate *best)
{
	uint64_t here = r->unit[i].classes, begun = 0, set;
	uint64_t ahead[DATE_REACH]; /* classes of that word and those before */
	enum date_mode mode = r->c.doc.grain ? MODE_NEWS : MODE_NARRATIVE;
	size_t n = 0;
	bool behind = follows(r, s, i);

	ahead[0] = here;
	for (size_t j = 1; j < DATE_REACH; j++)
		ahead[j] = ahead[j - 1] |
			   (i + j < r->nunit ? r->unit[i + j].classes : 0);
	/* After most of "the" and "a" stands no word that has to do with time.
	 */
	for (uint64_t bits = here & r->starters; bits; bits &= bits - 1)
		if (r->want[lowest(bits)] & ahead[DATE_REACH - 1])
			begun |= bits & -bits;
	if (!begun && !r->any)
		return 0;
	for (size_t w = 0; w < r->nword; w++) {
		set = r->wild[w];
		for (uint64_t bits = begun; bits; bits &= bits - 1)
			set |= r->begin[(size_t)lowest(bits) * r->nword + w];
		for (; set; set &= set - 1) {
			size_t k = 64 * w + (size_t)lowest(set);
			const struct date_rule *rule = &r->rules.rule[k];
			struct candidate c = {rule, 0, 0};

			if (!opens(&r->gate[k], ahead, behind) ||
			    (rule->mode != MODE_ANY && rule->mode != mode))
				continue;
			switch (pattern_match(
			    rule->pattern, s->text, r->unit[i].start)) {
			case PATTERN_LIMIT:
				r->gave_up++;
				continue;
			case PATTERN_NO:
				continue;
			case PATTERN_YES:
				break;
			}
			c.start = pattern_start(rule->pattern);
			c.end = pattern_end(rule->pattern);
			if (c.end > c.start)
				n = insert(best, n, &c);
		}
	}
	return n;
}

/* Tries all rules at unit I of S; the end of the date found, or 0. */
static size_t
match_at(struct dater *r, struct segment *s, size_t seg, size_t i)
{
	struct candidate k[CANDIDATES];
	size_t n = candidates(r, s, i, k), to;

	for (size_t j = 0; j < n; j++) {
		if (k[j].rule->not_date)
			return k[j].end;
		for (to = i; to < r->nunit && r->unit[to].start < k[j].end;
		     to++)
			;
		r->c.tense = tense(r, s->text, i, to);
		/* "Feb. 30" is no date, and neither is its "Feb.". */
		if (resolve(r, &k[j], seg) || r->c.impossible)
			return k[j].end;
	}
	return 0;
}

/*
 * TEXT with hyphens and blanks that do not break ("a 40\u2011minute call")
 * made plain ones, for the rules know these; r->at tells where each byte of
 * it stands in TEXT.
 */
static struct str
fold(struct dater *r, struct str text)
{
	const char *p, *end = text.p + text.n;
	size_t n;
	char c;

	buf_reset(&r->folded);
	for (p = text.p; p < end; p += n) {
		n = other_form(p, end, &c);
		r->at =
		    mem_grow(r->at, r->folded.n + 1, &r->atcap, sizeof *r->at);
		r->at[r->folded.n] = (size_t)(p - text.p);
		buf_addc(&r->folded, n ? c : *p);
		n += !n;
	}
	r->at[r->folded.n] = text.n;
	return buf_str(&r->folded);
}

static void
find_dates(struct dater *r, size_t seg)
{
	struct segment *own = &r->d->seg[seg], plain = *own, *s = &plain;
	size_t end = 0, got;

	if (!set_units(r, plain.text, false)) {
		plain.text = fold(r, own->text);
		set_units(r, plain.text, true);
	}
	r->nfound = 0;
	if (r->c.quarter.grain && seg > r->quarter_seg + SUBJECT)
		r->c.quarter = (struct when){0};
	for (size_t i = 0; i < r->nunit; i++) {
		if (r->unit[i].start < end ||
		    (!r->any && !(r->unit[i].classes & r->starters)))
			continue;
		got = match_at(r, s, seg, i);
		if (got)
			end = got;
	}
	own->ndate = r->nfound;
	own->date = arena_alloc(&r->d->arena, r->nfound * sizeof *s->date);
	if (r->nfound)
		memcpy(own->date, r->found, r->nfound * sizeof *s->date);
	for (size_t i = 0; plain.text.p != own->text.p && i < own->ndate; i++) {
		own->date[i].start = r->at[own->date[i].start];
		own->date[i].end = r->at[own->date[i].end];
	}
}

/*
 * Is T a day, with its year, that stands by itself in S ("Published March 4,
 * 2026", not "On March 4, 2026 it fell."), in its dateline or a byline?
 */
static bool
names_day(const struct segment *s, const struct date *t)
{
	if (t->type > DATE_TIME || !t->from.p || !str_eq(t->from, t->to))
		return false;
	if (s->dateline.end && t->end <= s->dateline.end)
		return true;
	return s->kind == SEGMENT_BYLINE || s->kind == SEGMENT_CREDIT ||
	       (t->start <= LEAD && s->text.n - t->end <= STOP);
}

/*
 * The day of publication where the record names none: that of the dateline,
 * or a day that stands by itself near the top.
 */
static void
find_reference(struct dater *r)
{
	struct document *d = r->d;

	r->dateline = false;
	r->c.doc = when_read(d->meta.date);
	for (size_t i = 0; i < d->nseg && i < TOP && !r->c.doc.grain; i++) {
		struct segment *s = &d->seg[i];
		bool dated = s->dateline.end && s->dateline.date.p;

		if (!segment_is_text(s) || (s->kind == SEGMENT_SENTENCE &&
					       s->text.n > SHORT && !dated))
			continue;
		find_dates(r, i);
		for (size_t k = 0; k < s->ndate && !r->c.doc.grain; k++)
			if (names_day(s, &s->date[k]))
				r->c.doc = when_read(s->date[k].from);
		r->dateline |= dated && !r->c.doc.grain;
	}
	r->c.last = r->c.story = r->c.quarter = (struct when){0};
	if (r->c.doc.grain < GRAIN_DAY) {
		/* "2026-01" is where a narrative begins. */
		r->c.last = r->c.story = r->c.doc;
		r->c.doc = (struct when){0};
	}
}

void
dater_document(struct dater *r, struct document *d)
{
	r->d = d;
	r->c = (struct date_context){.rules = &r->rules,
	    .arena = &d->arena,
	    .day_first = r->day_first,
	    .order_given = r->day_first};
	r->c.day_first |= date_word(&r->c, "day-first", d->meta.lang).p != NULL;
	r->quarter_seg = r->last_seg = r->gave_up = 0;
	for (size_t i = 0; i < d->nseg; i++)
		d->seg[i].ndate = 0; /* running it again starts anew */
	find_reference(r);
	for (size_t i = 0; i < d->nseg; i++)
		if (segment_is_text(&d->seg[i]))
			find_dates(r, i);
	d->has_dates = true;
}

size_t
dater_gave_up(const struct dater *r)
{
	return r->gave_up;
}
