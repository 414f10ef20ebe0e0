#include "news/date_rules.h"

#include "base/utf8.h"
#include "news/date_value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATTERN_MAX = 1 << 18, NESTING = 8 };

struct date_macro {
	struct str name, text;
};

/* A reading in progress. */
struct reader {
	struct date_rules *r;
	struct str line;
	unsigned long n;
	bool bad, check;
	struct date_rule *rule; /* the one being read */
	struct str match;
	struct buf buf;
};

static void
fault(struct reader *rd, const char *why, struct str what)
{
	if (rd->bad)
		return;
	rd->bad = true;
	snprintf(rd->r->why, sizeof rd->r->why, "%s%s%.*s", why,
	    what.n ? ": " : "", (int)(what.n > 60 ? 60 : what.n),
	    what.n ? what.p : "");
}

static const char *
keep(struct date_rules *r, struct str s)
{
	return arena_copy(&r->arena, s.p, s.n);
}

/* ---- lists and classes ---- */

static int
longest_first(const void *a, const void *b)
{
	const struct str *x = a, *y = b;

	return x->n != y->n ? (x->n < y->n ? 1 : -1) : str_cmp(*x, *y);
}

/* The lexicon's entries by label, so that lists need not search them all. */
static void
sort_entries(struct date_rules *r)
{
	const struct lexicon *w = r->words;
	uint32_t *at;

	r->first = mem_zalloc((size_t)w->nlabel + 2, sizeof *r->first);
	r->sorted = mem_zalloc((size_t)w->nentry + 1, sizeof *r->sorted);
	for (uint32_t i = 0; i < w->nentry; i++)
		r->first[w->entry[i].label + 1]++;
	for (uint32_t i = 0; i < w->nlabel; i++)
		r->first[i + 1] += r->first[i];
	at = mem_zalloc((size_t)w->nlabel + 1, sizeof *at);
	memcpy(at, r->first, w->nlabel * sizeof *at);
	for (uint32_t i = 0; i < w->nentry; i++)
		r->sorted[at[w->entry[i].label]++] = i;
	free(at);
}

const struct date_list *
date_rules_list(struct date_rules *r, const char *label)
{
	struct date_list *l;
	const struct lexicon_entry *e;
	size_t cap, from;

	/* The same few are asked for again and again. */
	cap = (uintptr_t)label / 4 % DATE_RECENT;
	if (r->recent[cap] < r->nlist &&
	    strcmp(r->list[r->recent[cap]].label, label) == 0)
		return &r->list[r->recent[cap]];
	for (size_t i = 0; i < r->nlist; i++)
		if (strcmp(r->list[i].label, label) == 0) {
			r->recent[cap] = i;
			return &r->list[i];
		}
	r->list = mem_grow(r->list, r->nlist, &r->listcap, sizeof *r->list);
	l = &r->list[r->nlist++];
	*l = (struct date_list){.label = keep(r, str_from(label))};
	l->number = lexicon_label(r->words, label);
	if (l->number < 0)
		return l;
	if (!r->sorted)
		sort_entries(r);
	from = r->first[l->number];
	l->n = r->first[l->number + 1] - from;
	l->name = mem_zalloc(l->n + 1, sizeof *l->name);
	l->id = mem_zalloc(l->n + 1, sizeof *l->id);
	for (size_t i = 0; i < l->n; i++) {
		e = &r->words->entry[r->sorted[from + i]];
		l->name[i] = lexicon_name(r->words, e);
		l->id[i] = lexicon_id(r->words, e);
	}
	return l;
}

static struct date_word *
find_word(struct date_word *slot, size_t n, uint64_t hash)
{
	size_t i = hash & (n - 1);

	while (slot[i].hash && slot[i].hash != hash)
		i = (i + 1) & (n - 1);
	return &slot[i];
}

static inline uint64_t
load(const char *p, size_t n)
{
	uint64_t v = 0;
	uint32_t half;

	if (n == 8) {
		memcpy(&v, p, 8);
		return v;
	}
	memcpy(&half, p, 4);
	return half;
}

/*
 * Ignores case; never 0. Of letters in ASCII the first and the last eight
 * count, which tells them apart well enough for a prefilter, without a loop.
 */
static inline uint64_t
word_hash(struct str s)
{
	const char *p = s.p;
	uint64_t a, b = 0, h;

	if (s.n >= 8) {
		a = load(p, 8);
		b = load(p + s.n - 8, 8);
	} else if (s.n >= 4) {
		a = load(p, 4) | load(p + s.n - 4, 4) << 32;
	} else if (s.n) {
		a = (unsigned char)p[0] |
		    (uint64_t)(unsigned char)p[s.n / 2] << 8 |
		    (uint64_t)(unsigned char)p[s.n - 1] << 16;
	} else {
		return 1;
	}
	if ((a | b) & UINT64_C(0x8080808080808080))
		return utf8_hash_lower(s) | 1;
	a |= UINT64_C(0x2020202020202020);
	b |= UINT64_C(0x2020202020202020);
	h = (a ^ s.n) * UINT64_C(0x9E3779B97F4A7C15);
	h = (h ^ h >> 32 ^ b) * UINT64_C(0xD6E8FEB86659FD93);
	return (h ^ h >> 29) | 1;
}

static inline bool
has_bit(const uint64_t *bits, uint64_t hash)
{
	size_t i = hash >> 20 & (DATE_KNOWN - 1);

	return bits[i / 64] >> i % 64 & 1;
}

static void
set_bit(uint64_t *bits, uint64_t hash)
{
	size_t i = hash >> 20 & (DATE_KNOWN - 1);

	bits[i / 64] |= UINT64_C(1) << i % 64;
}

uint64_t
date_rules_known(const struct date_rules *r, struct str word, uint64_t *more)
{
	const struct date_word *w;
	uint64_t hash = word_hash(word);

	*more = 0;
	if (!has_bit(r->known, hash))
		return 0;
	w = find_word(r->word, r->nslot, hash);
	*more = w->more;
	return w->classes;
}

static uint64_t
phrase_hash(const struct str *w, size_t n)
{
	uint64_t h = n;

	for (size_t i = 0; i < n; i++)
		h = (h ^ word_hash(w[i])) * UINT64_C(0x9E3779B97F4A7C15) +
		    (h >> 32);
	return h | 1;
}

uint64_t
date_rules_phrase(const struct date_rules *r, const struct str *w, size_t n)
{
	uint64_t classes = 0;

	if (n < 2 || !has_bit(r->second, word_hash(w[1])))
		return 0;
	for (size_t k = 2; k <= n; k++)
		classes |=
		    find_word(r->word, r->nslot, phrase_hash(w, k))->classes;
	return classes;
}

/* The first N runs of letters in S, into W; how many there are. */
static size_t
first_words(struct str s, struct str *w, size_t n)
{
	size_t got = 0, from, to = 0;

	while (got < n) {
		from = to;
		while (from < s.n &&
		       !((s.p[from] | 32) >= 'a' && (s.p[from] | 32) <= 'z') &&
		       (unsigned char)s.p[from] < 0x80)
			from++;
		to = from;
		while (to < s.n &&
		       (((s.p[to] | 32) >= 'a' && (s.p[to] | 32) <= 'z') ||
			   (unsigned char)s.p[to] >= 0x80))
			to++;
		if (to == from)
			break;
		w[got++] = str_slice(s, from, to);
	}
	return got;
}

/* The words of a class, by the first word of each form, into the table. */
static void
index_class(struct date_rules *r, int class)
{
	const struct date_list *l = date_rules_list(r, r->label[class]);
	size_t used = 0, want = 64;
	struct date_word *old = r->word, *w;

	for (size_t i = 0; i < r->nslot; i++)
		used += r->word[i].hash != 0;
	while (want < 2 * (used + 2 * l->n))
		want *= 2;
	if (want > r->nslot) {
		r->word = mem_zalloc(want, sizeof *r->word);
		for (size_t i = 0; i < r->nslot; i++)
			if (old[i].hash)
				*find_word(r->word, want, old[i].hash) = old[i];
		r->nslot = want;
		free(old);
	}
	for (size_t i = 0; i < l->n; i++) {
		struct str s[DATE_PHRASE];
		size_t n = first_words(l->name[i], s, DATE_PHRASE);

		if (!n)
			continue;
		set_bit(r->known, word_hash(s[0]));
		r->length[date_rules_ends(s[0])] |= date_rules_length(s[0]);
		w = find_word(r->word, r->nslot, word_hash(s[0]));
		w->hash = word_hash(s[0]);
		if (n == 1) {
			w->classes |= UINT64_C(1) << class;
			continue;
		}
		w->more |= UINT64_C(1) << class;
		set_bit(r->second, word_hash(s[1]));
		w = find_word(r->word, r->nslot, phrase_hash(s, n));
		w->hash = phrase_hash(s, n);
		w->classes |= UINT64_C(1) << class;
	}
}

/* The bit of the class NAME; 0 if there are too many, or with a fault. */
static uint64_t
class_bit(struct reader *rd, struct str name)
{
	struct date_rules *r = rd->r;
	const char *label;

	if (str_eqz(name, "digits"))
		return DATE_DIGITS;
	if (str_eqz(name, "figure"))
		return DATE_FIGURE;
	if (str_eqz(name, "year"))
		return DATE_YEAR;
	if (str_eqz(name, "joined"))
		return DATE_JOINED;
	for (int i = 0; i < r->nclass; i++)
		if (str_eqz(name, r->label[i]))
			return UINT64_C(1) << i;
	label = keep(r, name);
	if (date_rules_list(r, label)->n == 0) {
		fault(rd, "no words have this label", name);
		return 0;
	}
	if (r->nclass == DATE_CLASSES)
		return 0;
	r->label[r->nclass] = label;
	index_class(r, r->nclass);
	return UINT64_C(1) << r->nclass++;
}

uint64_t
date_rules_class(struct date_rules *r, const char *label)
{
	struct reader rd = {.r = r};

	return class_bit(&rd, str_from(label));
}

/*
 * Classes divided by SEP; 0, which asks for nothing, if one of them has no
 * bit: what a prefilter cannot tell the pattern must.
 */
static uint64_t
class_bits(struct reader *rd, struct str names, char sep)
{
	uint64_t bits = 0, bit;
	bool all = true;
	struct str part;

	while (str_split(&names, sep, &part)) {
		part = str_trim(part);
		if (!part.n)
			continue;
		bit = class_bit(rd, part);
		bits |= bit;
		all = all && bit;
	}
	return all ? bits : 0;
}

/* ---- patterns ---- */

static const struct date_macro *
find_macro(const struct date_rules *r, struct str name)
{
	for (size_t i = r->nmacro; i-- > 0;)
		if (str_eq(r->macro[i].name, name))
			return &r->macro[i];
	return NULL;
}

static bool
name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_';
}

/* Writes S with its %macros, and white space for each blank. */
static void
expand(struct reader *rd, struct buf *b, struct str s, int depth)
{
	bool set = false;

	if (depth > NESTING) {
		fault(rd, "macros nested too deeply", s);
		return;
	}
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\\' && i + 1 < s.n) {
			if (s.p[i + 1] != '%')
				buf_addc(b, '\\');
			buf_addc(b, s.p[++i]);
		} else if (s.p[i] == '%') {
			size_t from = i + 1, to = from;
			const struct date_macro *m;

			while (to < s.n && name_byte(s.p[to]))
				to++;
			m = find_macro(rd->r, str_slice(s, from, to));
			if (!m) {
				fault(rd, "unknown macro", str_slice(s, i, to));
				return;
			}
			buf_addz(b, "(?:");
			expand(rd, b, m->text, depth + 1);
			buf_addc(b, ')');
			i = to - 1;
		} else if (s.p[i] == ' ' && !set) {
			/* " ?" is none or more, and not a lazy "\s+?" */
			bool may = i + 1 < s.n && s.p[i + 1] == '?';

			buf_addz(b, may ? "(?:\\s+)" : "\\s+");
		} else {
			set = (set || s.p[i] == '[') && s.p[i] != ']';
			buf_addc(b, s.p[i]);
		}
	}
}

static struct date_macro *
add_macro(struct date_rules *r, struct str name)
{
	r->macro =
	    mem_grow(r->macro, r->nmacro, &r->macrocap, sizeof *r->macro);
	r->macro[r->nmacro].name = (struct str){keep(r, name), name.n};
	return &r->macro[r->nmacro++];
}

/* S as a pattern of its own, in capitals if UPPER (ASCII). */
static void
add_literal(struct buf *b, struct str s, bool upper)
{
	for (size_t k = 0; k < s.n; k++) {
		char ch = s.p[k];

		if (upper && ch >= 'a' && ch <= 'z')
			ch = (char)(ch - 'a' + 'A');
		if (ch == '\'') {
			buf_addz(b, "['\\x{2019}]");
			continue;
		}
		if (memchr(".()[]*+?|^$\\%", ch, 12))
			buf_addc(b, '\\');
		buf_addc(b, ch);
	}
}

/* The first letter of S in lower case; 0: another character. */
static char
initial(struct str s)
{
	char c = s.n ? (char)(*s.p | 32) : 0;

	return c >= 'a' && c <= 'z' ? c : 0;
}

/*
 * The N words ALL as alternatives, those with the same first letter together:
 * a match then need not try them one by one. Their order within a letter
 * stays, and no other can match in their place.
 */
static void
add_words(struct buf *b, const struct str *all, size_t n)
{
	bool any = false;

	for (int c = 'a'; c <= 'z'; c++) {
		bool open = false;

		for (size_t i = 0; i < n; i++) {
			if (initial(all[i]) != c)
				continue;
			buf_addz(b, any ? "|" : "");
			if (!open) {
				buf_addc(b, (char)c);
				buf_addz(b, "(?:");
			}
			open = any = true;
			add_literal(b, str_slice(all[i], 1, all[i].n), false);
		}
		if (open)
			buf_addc(b, ')');
	}
	for (size_t i = 0; i < n; i++) {
		if (initial(all[i]))
			continue;
		buf_addz(b, any ? "|" : "");
		any = true;
		add_literal(b, all[i], false);
	}
}

/* "list NAME LABEL ...": all words of the labels, longest first. */
static void
read_list(struct reader *rd, struct str name, struct str labels, bool cased)
{
	struct date_rules *r = rd->r;
	struct str part, *all = NULL;
	size_t n = 0, cap = 0;

	while (str_split(&labels, ' ', &part)) {
		const struct date_list *l;

		if (!part.n)
			continue;
		l = date_rules_list(r, keep(r, part));
		if (!l->n)
			fault(rd, "no words have this label", part);
		for (size_t i = 0; i < l->n; i++) {
			all = mem_grow(all, n, &cap, sizeof *all);
			all[n++] = l->name[i];
		}
	}
	if (n)
		qsort(all, n, sizeof *all, longest_first);
	buf_reset(&rd->buf);
	buf_addz(&rd->buf, cased ? "(?-i:" : "(?:");
	for (size_t i = 0; cased && i < n; i++) {
		buf_addz(&rd->buf, i ? "|" : "");
		add_literal(&rd->buf, all[i], false);
		buf_addc(&rd->buf, '|');
		add_literal(&rd->buf, all[i], true);
	}
	if (!cased)
		add_words(&rd->buf, all, n);
	buf_addz(&rd->buf, ")(?!\\w)");
	free(all);
	add_macro(r, name)->text =
	    (struct str){keep(r, buf_str(&rd->buf)), rd->buf.n};
}

/* ---- value expressions ---- */

static void
skip_blanks(struct str *s)
{
	while (s->n && (*s->p == ' ' || *s->p == '\t')) {
		s->p++;
		s->n--;
	}
}

static void
take(struct str *s, size_t n)
{
	s->p += n;
	s->n -= n;
}

static struct date_node *
read_node(struct reader *rd, struct str *s, int depth)
{
	struct date_node *e = arena_alloc(&rd->r->arena, sizeof *e);
	struct str whole = *s;
	size_t n = 0;

	memset(e, 0, sizeof *e);
	skip_blanks(s);
	if (s->n && *s->p == '"') {
		for (n = 1; n < s->n && s->p[n] != '"'; n++)
			;
		if (n == s->n) {
			fault(rd, "a string without end", whole);
			return e;
		}
		e->kind = NODE_STRING;
		e->text = keep(rd->r, str_slice(*s, 1, n));
		take(s, n + 1);
		return e;
	}
	if (s->n && (*s->p == '-' || (*s->p >= '0' && *s->p <= '9'))) {
		bool minus = *s->p == '-';

		for (n = minus;
		     n < s->n && n < 10 && s->p[n] >= '0' && s->p[n] <= '9';
		     n++)
			e->number = e->number * 10 + (s->p[n] - '0');
		if (minus)
			e->number = -e->number;
		e->kind = NODE_INT;
		take(s, n);
		return e;
	}
	while (n < s->n && name_byte(s->p[n]))
		n++;
	if (!n || depth > NESTING) {
		fault(rd, "a value is missing", whole);
		return e;
	}
	e->kind = NODE_GROUP;
	e->text = keep(rd->r, str_slice(*s, 0, n));
	take(s, n);
	skip_blanks(s);
	if (!s->n || *s->p != '(')
		return e;
	take(s, 1);
	e->kind = NODE_CALL;
	skip_blanks(s);
	while (!rd->bad && s->n && *s->p != ')') {
		if (e->nargs == DATE_ARGS) {
			fault(rd, "too many arguments", whole);
			return e;
		}
		e->arg[e->nargs++] = read_node(rd, s, depth + 1);
		skip_blanks(s);
		if (s->n && *s->p == ',')
			take(s, 1);
		else if (!s->n || *s->p != ')')
			fault(rd, "a parenthesis is missing", whole);
	}
	if (rd->bad)
		return e;
	if (!s->n) {
		fault(rd, "a parenthesis is missing", whole);
		return e;
	}
	take(s, 1);
	e->function = date_function(e->text, e->nargs);
	if (!e->function)
		fault(rd, "no function of this name and number of arguments",
		    str_from(e->text));
	return e;
}

static struct date_node *
read_expression(struct reader *rd, struct str s)
{
	struct date_node *e = read_node(rd, &s, 0);

	skip_blanks(&s);
	if (s.n)
		fault(rd, "more than one value", s);
	return e;
}

/* ---- lines ---- */

static void
finish_rule(struct reader *rd)
{
	struct date_rule *rule = rd->rule;
	unsigned long at_line;
	const char *why;
	size_t at;

	rd->rule = NULL;
	if (!rule || rd->bad)
		return;
	at_line = rd->n;
	rd->n = rule->line;
	if (!rd->match.p) {
		fault(rd, "a rule without match", (struct str){0});
		return;
	}
	if (!rule->value && !rule->not_date) {
		fault(rd, "a rule without value", (struct str){0});
		return;
	}
	buf_reset(&rd->buf);
	buf_addz(&rd->buf, "(?J)(?:");
	expand(rd, &rd->buf, rd->match, 0);
	buf_addc(&rd->buf, ')');
	if (rd->bad)
		return;
	if (rd->buf.over) {
		fault(rd, "the pattern is too long", (struct str){0});
		return;
	}
	rule->pattern =
	    pattern_new(buf_str(&rd->buf), PATTERN_CASELESS | PATTERN_ANCHORED);
	if (rd->check && !pattern_check(rule->pattern, &why, &at))
		fault(rd, why, (struct str){0});
	if (!rd->bad)
		rd->n = at_line;
}

static void
read_type(struct reader *rd, struct str value)
{
	if (str_eqz(value, "NONE")) {
		rd->rule->not_date = true;
		return;
	}
	for (int i = 0; i < DATE_TYPES; i++)
		if (str_eqz(value, date_types[i])) {
			rd->rule->type = (enum date_type)i;
			return;
		}
	fault(rd, "unknown type", value);
}

/* Adds what "when: WORD" asks for as the N-th need, if it asks at all. */
static void
add_need(struct reader *rd, struct str classes, int *n)
{
	uint64_t bits = class_bits(rd, classes, '|');

	if (bits)
		rd->rule->need[(*n)++] = bits;
}

static void
read_key(struct reader *rd, struct str key, struct str value)
{
	struct date_rule *rule = rd->rule;
	struct str part;
	int n = 0;

	if (str_eqz(key, "at")) {
		rule->at = class_bits(rd, value, ' ');
	} else if (str_eqz(key, "when")) {
		while (str_split(&value, ' ', &part))
			if (part.n && n < DATE_NEEDS)
				add_need(rd, part, &n);
			else if (part.n)
				fault(rd, "too many classes", part);
	} else if (str_eqz(key, "within")) {
		rule->within = value.n == 1 ? *value.p - '0' : 0;
		if (rule->within < 1 || rule->within > DATE_REACH)
			fault(rd, "not a number from 1 to 9", value);
	} else if (str_eqz(key, "follows")) {
		rule->follows = str_eqz(value, "date");
		if (!rule->follows)
			fault(rd, "nothing but a date can be followed", value);
	} else if (str_eqz(key, "match")) {
		rd->match = value;
	} else if (str_eqz(key, "type")) {
		read_type(rd, value);
	} else if (str_eqz(key, "in")) {
		if (str_eqz(value, "news"))
			rule->mode = MODE_NEWS;
		else if (str_eqz(value, "narrative"))
			rule->mode = MODE_NARRATIVE;
		else
			fault(rd, "neither news nor narrative", value);
	} else if (str_eqz(key, "value")) {
		rule->value = read_expression(rd, value);
	} else if (str_eqz(key, "mod")) {
		rule->mod = read_expression(rd, value);
	} else if (str_eqz(key, "freq")) {
		rule->freq = read_expression(rd, value);
	} else if (str_eqz(key, "quant")) {
		rule->quant = read_expression(rd, value);
	} else if (str_eqz(key, "alt")) {
		rule->alt = read_expression(rd, value);
	} else {
		fault(rd, "unknown key", key);
	}
}

static void
read_line(struct reader *rd, struct str s)
{
	struct date_rules *r = rd->r;
	struct str word, rest, name;
	size_t i = 0;

	if (s.p[0] == '[') {
		finish_rule(rd);
		if (rd->bad)
			return;
		if (s.p[s.n - 1] != ']')
			fault(rd, "a name without ]", s);
		r->rule = mem_grow(r->rule, r->nrule, &r->cap, sizeof *r->rule);
		rd->rule = &r->rule[r->nrule++];
		*rd->rule =
		    (struct date_rule){.line = rd->n, .within = DATE_REACH};
		rd->match = (struct str){0};
		return;
	}
	while (i < s.n && s.p[i] != ' ' && s.p[i] != ':')
		i++;
	word = str_slice(s, 0, i);
	if (i < s.n && s.p[i] == ':') {
		if (!rd->rule)
			fault(rd, "this stands outside of a rule", word);
		else
			read_key(rd, word, str_trim(str_slice(s, i + 1, s.n)));
		return;
	}
	rest = str_trim(str_slice(s, i, s.n));
	if (!str_split(&rest, ' ', &name) || !name.n) {
		fault(rd, "neither a rule nor a definition", s);
	} else if (str_eqz(word, "define")) {
		rest = str_trim(rest);
		rest.p = keep(r, rest);
		add_macro(r, name)->text = rest;
	} else if (str_eqz(word, "list") || str_eqz(word, "cased")) {
		read_list(rd, name, rest, str_eqz(word, "cased"));
	} else {
		fault(rd, "neither a rule nor a definition", s);
	}
}

static void
drop_rules(struct date_rules *r, size_t from)
{
	while (r->nrule > from)
		pattern_free(r->rule[--r->nrule].pattern);
}

bool
date_rules_read(struct date_rules *r, struct str text, bool first, bool check,
    struct dater_error *err)
{
	struct reader rd = {.r = r, .check = check};
	size_t had = r->nrule, bad;
	struct str line;
	struct buf whole;
	unsigned long n = 0;

	buf_init(&rd.buf, PATTERN_MAX);
	buf_init(&whole, PATTERN_MAX);
	if (!utf8_valid(text, &bad))
		fault(&rd, "invalid UTF-8", (struct str){0});
	while (!rd.bad && str_split(&text, '\n', &line)) {
		n++;
		if (line.n && line.p[line.n - 1] == '\r')
			line.n--;
		/* A line that begins with a blank goes on with the last. */
		if (whole.n && line.n && (*line.p == '\t' || *line.p == ' ')) {
			buf_adds(&whole, str_trim(line));
			continue;
		}
		if (whole.n) {
			struct str s = {keep(r, buf_str(&whole)), whole.n};

			read_line(&rd, str_trim(s));
			buf_reset(&whole);
			if (rd.bad)
				break;
		}
		line = str_trim(line);
		rd.n = n;
		if (line.n && *line.p != '#')
			buf_adds(&whole, line);
	}
	if (!rd.bad && whole.n) {
		struct str s = {keep(r, buf_str(&whole)), whole.n};

		read_line(&rd, str_trim(s));
	}
	finish_rule(&rd);
	if (rd.bad) {
		drop_rules(r, had);
		if (err)
			*err = (struct dater_error){rd.n, r->why};
	} else if (first && had && r->nrule > had) {
		/* The new ones to the front. */
		size_t k = r->nrule - had;
		struct date_rule *all = mem_zalloc(r->nrule, sizeof *all);

		memcpy(all, r->rule + had, k * sizeof *all);
		memcpy(all + k, r->rule, had * sizeof *all);
		free(r->rule);
		r->rule = all;
		r->cap = r->nrule;
	}
	buf_release(&rd.buf);
	buf_release(&whole);
	return !rd.bad;
}

void
date_rules_release(struct date_rules *r)
{
	drop_rules(r, 0);
	for (size_t i = 0; i < r->nlist; i++) {
		free(r->list[i].name);
		free(r->list[i].id);
	}
	free(r->list);
	free(r->first);
	free(r->sorted);
	free(r->rule);
	free(r->macro);
	free(r->word);
	arena_release(&r->arena);
}
