#include "lang/lexicon.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { PREFIX = 1u << 31, MAXSTRING = 65535, MAXTOKENS = 24 };
enum { CAPS = 1 }; /* entry.flags: matches capitals only */

static const char magic[4] = {'L', 'E', 'X', '1'};
#define SEED UINT64_C(0x6C657869636F6E31)

struct header {
	char magic[4];
	uint32_t nslot, nentry, nlabel, strings, pad;
};

bool
lexicon_open(struct lexicon *l, const void *block, size_t n)
{
	const struct header *h = block;
	const char *p = block;

	*l = (struct lexicon){0};
	if (n < sizeof *h || memcmp(h->magic, magic, sizeof magic) != 0)
		return false;
	l->nslot = h->nslot;
	l->nentry = h->nentry;
	l->nlabel = h->nlabel;
	p += sizeof *h;
	l->slot = (const struct lexicon_slot *)(const void *)p;
	p += (size_t)l->nslot * sizeof *l->slot;
	l->entry = (const struct lexicon_entry *)(const void *)p;
	p += (size_t)l->nentry * sizeof *l->entry;
	l->label = (const uint32_t *)(const void *)p;
	l->strings = (const char *)block + h->strings;
	return true;
}

/* The string at S, whose length stands before it. */
static struct str
string_at(const char *s)
{
	const unsigned char *p = (const unsigned char *)s;

	return (struct str){s, (size_t)(p[-2] | p[-1] << 8)};
}

int
lexicon_label(const struct lexicon *l, const char *label)
{
	for (uint32_t i = 0; i < l->nlabel; i++)
		if (str_eqz(lexicon_string(l, l->label[i]), label))
			return (int)i;
	return -1;
}

unsigned *
lexicon_classes(
    const struct lexicon *l, const struct lexicon_class *c, size_t n)
{
	unsigned *bit = mem_zalloc((size_t)l->nlabel + 1, sizeof *bit);
	int label;

	for (size_t i = 0; i < n; i++) {
		label = lexicon_label(l, c[i].label);
		if (label >= 0)
			bit[label] |= c[i].bit;
	}
	return bit;
}

struct str
lexicon_string(const struct lexicon *l, uint32_t offset)
{
	return string_at(l->strings + offset);
}

struct str
lexicon_name(const struct lexicon *l, const struct lexicon_entry *e)
{
	return lexicon_string(l, e->name);
}

struct str
lexicon_id(const struct lexicon *l, const struct lexicon_entry *e)
{
	return lexicon_string(l, e->id);
}

static const struct lexicon_slot *
find_slot(const struct lexicon *l, uint64_t hash)
{
	const struct lexicon_slot *s;

	if (!l->nslot)
		return NULL;
	for (uint64_t i = hash;; i++) {
		s = &l->slot[i & (l->nslot - 1)];
		if (s->hash == hash)
			return s;
		if (!s->count)
			return NULL;
	}
}

/* Entries that need capitals, dropped where the text has none. */
static void
check_caps(struct lexicon_hit *hit, const struct token *t)
{
	bool caps = true;

	for (size_t i = 0; i < hit->n; i++)
		if (t[i].kind == TOKEN_WORD &&
		    t[i].flags & (TOKEN_LOWER | TOKEN_CAP) &&
		    !(t[i].flags & TOKEN_UPPER))
			caps = false;
	if (caps)
		return;
	while (hit->count && hit->entry->flags & CAPS) {
		hit->entry++;
		hit->count--;
	}
}

void
lexicon_expect(const struct lexicon *l, const struct token *t)
{
	if (l->nslot)
		__builtin_prefetch(
		    &l->slot[hash_mix(SEED, t->hash) & (l->nslot - 1)]);
}

size_t
lexicon_all(const struct lexicon *l, struct str text, const struct token *t,
    size_t n, struct lexicon_hit *hit, size_t max)
{
	const struct lexicon_slot *s;
	uint64_t h = SEED;
	size_t found = 0;

	(void)text;
	for (size_t i = 0; i < n && i < MAXTOKENS; i++) {
		h = hash_mix(h, t[i].hash);
		s = find_slot(l, h);
		if (!s)
			break;
		if (s->count & ~PREFIX && found < max) {
			hit[found] = (struct lexicon_hit){
			    l->entry + s->first, s->count & ~PREFIX, i + 1};
			check_caps(&hit[found], t);
			found += hit[found].count != 0;
		}
		if (!(s->count & PREFIX))
			break;
	}
	return found;
}

bool
lexicon_find(const struct lexicon *l, struct str text, const struct token *t,
    size_t n, struct lexicon_hit *hit)
{
	struct lexicon_hit all[MAXTOKENS];
	size_t k = lexicon_all(l, text, t, n, all, MAXTOKENS);

	if (k)
		*hit = all[k - 1];
	return k != 0;
}

const struct lexicon_entry *
lexicon_word(
    const struct lexicon *l, struct str text, const struct token *t, int label)
{
	struct lexicon_hit hit;

	if (lexicon_all(l, text, t, 1, &hit, 1) == 0)
		return NULL;
	for (size_t i = 0; i < hit.count; i++)
		if (hit.entry[i].label == label)
			return &hit.entry[i];
	return NULL;
}

const struct lexicon_entry *
lexicon_any(
    const struct lexicon *l, struct str word, const int *label, size_t n)
{
	const struct lexicon_slot *s =
	    find_slot(l, hash_mix(SEED, utf8_hash_lower(word)));

	for (size_t k = 0; s && k < n; k++)
		for (uint32_t i = 0; i < (s->count & ~PREFIX); i++)
			if (label[k] >= 0 &&
			    l->entry[s->first + i].label == label[k])
				return &l->entry[s->first + i];
	return NULL;
}

const struct lexicon_entry *
lexicon_lookup(const struct lexicon *l, struct str word, int label)
{
	return lexicon_any(l, word, &label, 1);
}

/* ---- building ---- */

struct lexicon_pair {
	uint64_t hash;
	uint32_t entry; /* UINT32_MAX: the beginning of a longer name */
};

void
lexicon_builder_init(
    struct lexicon_builder *b, const struct lexicon *abbreviations)
{
	*b = (struct lexicon_builder){.abbreviations = abbreviations};
	buf_init(&b->strings, UINT32_MAX / 2);
	buf_add(&b->strings, "\0", 2); /* an empty string at 2 */
	buf_add(&b->strings, "", 1);
}

static uint32_t
add_string(struct lexicon_builder *b, struct str s)
{
	char len[2] = {(char)(s.n & 255), (char)(s.n >> 8)};
	uint32_t at;

	if (!s.n)
		return 2;
	buf_add(&b->strings, len, 2);
	at = (uint32_t)b->strings.n;
	buf_adds(&b->strings, s);
	buf_addc(&b->strings, '\0');
	return at;
}

static uint16_t
add_label(struct lexicon_builder *b, struct str s)
{
	for (size_t i = 0; i < b->nlabel; i++)
		if (str_eq(string_at(b->strings.p + b->label[i]), s))
			return (uint16_t)i;
	b->label =
	    mem_grow(b->label, b->nlabel, &b->labelcap, sizeof *b->label);
	b->label[b->nlabel] = add_string(b, s);
	return (uint16_t)b->nlabel++;
}

static void
add_pair(struct lexicon_builder *b, uint64_t hash, uint32_t entry)
{
	b->pair = mem_grow(b->pair, b->npair, &b->paircap, sizeof *b->pair);
	b->pair[b->npair++] = (struct lexicon_pair){hash, entry};
}

/* Does the name have letters, all of them capitals? */
static bool
all_caps(const struct tokens *t)
{
	bool upper = false;

	for (size_t i = 0; i < t->n; i++) {
		if (t->v[i].flags & TOKEN_UPPER)
			upper = true;
		else if (t->v[i].flags & (TOKEN_LOWER | TOKEN_CAP))
			return false;
	}
	return upper;
}

void
lexicon_builder_add(struct lexicon_builder *b, struct str form,
    struct str label, struct str id, struct str name)
{
	struct lexicon_entry e = {0};
	uint64_t h = SEED;

	if (form.n > MAXSTRING || label.n > MAXSTRING || id.n > MAXSTRING ||
	    name.n > MAXSTRING)
		return;
	tokens_set(&b->tokens, form, b->abbreviations);
	/* A list of abbreviations is what tokens are made with: whole words. */
	if (!b->abbreviations) {
		b->tokens.n = 1;
		b->tokens.v = mem_grow(
		    b->tokens.v, 0, &b->tokens.cap, sizeof *b->tokens.v);
		b->tokens.v[0] = (struct token){.hash = utf8_hash_lower(form)};
	}
	if (!b->tokens.n || b->tokens.n > MAXTOKENS)
		return;
	e.label = add_label(b, label);
	e.name = add_string(b, name);
	e.id = add_string(b, id);
	e.flags = all_caps(&b->tokens) ? CAPS : 0;
	b->entry =
	    mem_grow(b->entry, b->nentry, &b->entrycap, sizeof *b->entry);
	b->entry[b->nentry] = e;
	for (size_t i = 0; i < b->tokens.n; i++) {
		h = hash_mix(h, b->tokens.v[i].hash);
		add_pair(b, h,
		    i + 1 == b->tokens.n ? (uint32_t)b->nentry : UINT32_MAX);
	}
	b->nentry++;
}

bool
lexicon_builder_table(struct lexicon_builder *b, const struct table *t,
    bool (*label_ok)(struct str label), struct table_error *err)
{
	int cname = table_column(t, "name"), clabel = table_column(t, "label"),
	    cid = table_column(t, "id"), calias = table_column(t, "aliases");

	err->line = 1;
	err->why = "the header needs the columns name and label";
	if (cname < 0 || clabel < 0)
		return false;
	for (size_t i = 1; i < t->nrow; i++) {
		struct str name = str_trim(table_cell(t, i, cname)),
			   label = str_trim(table_cell(t, i, clabel)),
			   id = str_trim(table_cell(t, i, cid)),
			   rest = table_cell(t, i, calias), alias;

		err->line = t->line[i];
		err->why = "the name is empty";
		if (!name.n)
			return false;
		err->why = "unknown label";
		if (!label.n || (label_ok && !label_ok(label)))
			return false;
		err->why = "cell too long";
		if (name.n > MAXSTRING || id.n > MAXSTRING)
			return false;
		lexicon_builder_add(b, name, label, id, name);
		while (str_split(&rest, '|', &alias))
			if (str_trim(alias).n)
				lexicon_builder_add(
				    b, str_trim(alias), label, id, name);
	}
	return true;
}

/*
 * Does E match what F, of capitals only, does not? A name listed both ways
 * ("WHO" and "Who") is to be found both ways.
 */
static bool
is_wider(const struct lexicon_entry *e, const struct lexicon_entry *f)
{
	return f->flags & CAPS && !(e->flags & CAPS);
}

static const struct lexicon_entry *sort_entries;

/* By hash; then capitals-only entries first, then in the lists' order. */
static int
by_hash(const void *x, const void *y)
{
	const struct lexicon_pair *a = x, *b = y;
	bool ca, cb;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	if (a->entry == b->entry)
		return 0;
	if (a->entry == UINT32_MAX || b->entry == UINT32_MAX)
		return a->entry == UINT32_MAX ? 1 : -1;
	ca = sort_entries[a->entry].flags & CAPS;
	cb = sort_entries[b->entry].flags & CAPS;
	if (ca != cb)
		return ca ? -1 : 1;
	return a->entry < b->entry ? -1 : 1;
}

/*
 * Sorts the pairs by_hash: hashes are spread evenly, so that their upper
 * bits alone put each among a few others. A third of the time of qsort.
 */
static void
sort_pairs(struct lexicon_builder *b)
{
	unsigned bits = 1;
	size_t *past, n = b->npair;
	struct lexicon_pair *sorted;

	while (bits < 24 && (size_t)8 << bits < n)
		bits++;
	past = mem_zalloc(((size_t)1 << bits) + 1, sizeof *past);
	sorted = mem_zalloc(n + 1, sizeof *sorted);
	for (size_t i = 0; i < n; i++)
		past[(b->pair[i].hash >> (64 - bits)) + 1]++;
	for (size_t k = 1; k <= (size_t)1 << bits; k++)
		past[k] += past[k - 1];
	for (size_t i = 0; i < n; i++)
		sorted[past[b->pair[i].hash >> (64 - bits)]++] = b->pair[i];
	/* past[k] is now the end of group k. */
	for (size_t k = 0, i = 0; k < (size_t)1 << bits; i = past[k++])
		if (past[k] - i > 1)
			qsort(sorted + i, past[k] - i, sizeof *sorted, by_hash);
	free(past);
	free(b->pair);
	b->pair = sorted;
	b->paircap = n + 1;
}

void
lexicon_builder_write(struct lexicon_builder *b, struct buf *out)
{
	struct header h = {.nslot = 2};
	struct lexicon_slot *slot;
	struct lexicon_entry *entry;
	size_t i, j;

	sort_entries = b->entry;
	sort_pairs(b);
	while (h.nslot < b->npair * 2)
		h.nslot *= 2;
	slot = mem_zalloc(h.nslot, sizeof *slot);
	entry = mem_zalloc(b->nentry, sizeof *entry);
	for (i = 0; i < b->npair; i = j) {
		struct lexicon_slot s = {b->pair[i].hash, h.nentry, 0};
		uint64_t k = s.hash;

		for (j = i; j < b->npair && b->pair[j].hash == s.hash; j++) {
			const struct lexicon_entry *e, *f = NULL;

			if (b->pair[j].entry == UINT32_MAX) {
				s.count |= PREFIX;
				continue;
			}
			e = &b->entry[b->pair[j].entry];
			/* The same name twice under one label: the first. */
			for (uint32_t m = s.first; m < h.nentry && !f; m++)
				if (entry[m].label == e->label &&
				    !is_wider(e, &entry[m]))
					f = &entry[m];
			if (f)
				continue;
			entry[h.nentry++] = *e;
			s.count++;
		}
		while (slot[k & (h.nslot - 1)].count)
			k++;
		slot[k & (h.nslot - 1)] = s;
	}
	memcpy(h.magic, magic, sizeof magic);
	h.nlabel = (uint32_t)b->nlabel;
	h.strings =
	    (uint32_t)(sizeof h + h.nslot * sizeof *slot +
		       h.nentry * sizeof *entry + b->nlabel * sizeof *b->label);
	buf_add(out, (const char *)&h, sizeof h);
	buf_add(out, (const char *)slot, h.nslot * sizeof *slot);
	buf_add(out, (const char *)entry, h.nentry * sizeof *entry);
	buf_add(out, (const char *)b->label, b->nlabel * sizeof *b->label);
	buf_add(out, b->strings.p, b->strings.n);
	free(slot);
	free(entry);
}

void
lexicon_builder_open(struct lexicon_builder *b, struct lexicon *l)
{
	struct buf out;

	buf_init(&out, SIZE_MAX / 2);
	lexicon_builder_write(b, &out);
	lexicon_open(l, out.p, out.n);
	l->own = out.p;
}

void
lexicon_builder_release(struct lexicon_builder *b)
{
	free(b->pair);
	free(b->entry);
	free(b->label);
	buf_release(&b->strings);
	tokens_release(&b->tokens);
}

void
lexicon_release(struct lexicon *l)
{
	free(l->own);
	*l = (struct lexicon){0};
}
