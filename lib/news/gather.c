#include "news/gather.h"

#include "news/data.h"
#include "news/story.h"
#include "stream/sorter.h"

#include <stdlib.h>
#include <string.h>

struct gather {
	struct sorter *placed;  /* by key */
	struct sorter *waiting; /* by the order in which they came */
	struct stories *stories;
	size_t memory, known, added;
	struct buf key, value, last;
	bool reading, any;
	unsigned long long spilled;
};

struct gather *
gather_new(size_t memory)
{
	struct gather *g = mem_zalloc(1, sizeof *g);

	/* Both may be full at a time: while stories are given out. */
	g->memory = memory / 2;
	g->placed = sorter_new(g->memory);
	buf_init(&g->key, BUF_MAX);
	buf_init(&g->value, SIZE_MAX / 2);
	buf_init(&g->last, BUF_MAX);
	return g;
}

void
gather_free(struct gather *g)
{
	if (!g)
		return;
	sorter_free(g->placed);
	sorter_free(g->waiting);
	stories_free(g->stories);
	buf_release(&g->key);
	buf_release(&g->value);
	buf_release(&g->last);
	free(g);
}

unsigned long long
gather_spilled(const struct gather *g)
{
	return g->spilled + sorter_spilled(g->placed) +
	       (g->waiting ? sorter_spilled(g->waiting) : 0);
}

unsigned long long
gather_capped(const struct gather *g)
{
	return g->stories ? stories_capped(g->stories) : 0;
}

/* ---- keys */

static const char hex[] = "0123456789abcdef";

/* S without tabs and line ends: what would be one is "\" and two digits. */
static void
add_field(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c >= 0x20 && c != '\\') {
			buf_addc(b, (char)c);
			continue;
		}
		buf_addc(b, '\\');
		buf_addc(b, hex[c >> 4]);
		buf_addc(b, hex[c & 15]);
	}
}

/* All of the key but the story. */
static void
add_rest(struct buf *key, const struct document *d)
{
	uint64_t h = 1;

	for (size_t i = 0; i < d->nseg; i++)
		h = hash_mix(
		    hash_mix(h, d->seg[i].n), str_hash(d->seg[i].text));
	add_field(key, d->meta.date);
	buf_addc(key, '\t');
	add_field(key, d->meta.id);
	buf_addf(key, "\t%016llx", (unsigned long long)h);
}

void
gather_key(struct buf *key, const struct document *d, struct str story)
{
	add_field(key, story);
	buf_addc(key, '\t');
	add_rest(key, d);
}

static int
digit(char c)
{
	const char *at = c ? strchr(hex, c) : NULL;

	return at ? (int)(at - hex) : 0;
}

struct key_parts
key_split(struct str key)
{
	struct str none = {"", 0};
	struct key_parts k = {none, none, none, none, none};
	struct str *part[] = {&k.date, &k.id, &k.hash};

	if (!str_split(&key, '\t', &k.story) || !key.p)
		return k;
	k.rest = key;
	for (size_t i = 0; i < sizeof part / sizeof *part; i++)
		if (!str_split(&key, '\t', part[i]))
			break;
	return k;
}

struct str
key_decode(struct str part, struct arena *a)
{
	char *p;
	size_t n = 0;

	if (!part.n || !memchr(part.p, '\\', part.n))
		return part;
	p = arena_alloc(a, part.n);
	for (size_t i = 0; i < part.n; i++) {
		p[n] = part.p[i];
		if (p[n] == '\\' && i + 2 < part.n) {
			p[n] = (char)(digit(part.p[i + 1]) << 4 |
				      digit(part.p[i + 2]));
			i += 2;
		}
		n++;
	}
	return (struct str){p, n};
}

/* ---- adding */

static struct stories *
need_stories(struct gather *g)
{
	if (!g->stories) {
		g->stories = stories_new(data_vocabulary());
	}
	return g->stories;
}

bool
gather_waits(const struct gather *g)
{
	return g->waiting != NULL;
}

size_t
gather_keys(struct gather *g, const struct document *d, uint32_t *key)
{
	return story_keys(need_stories(g), d, key);
}

/* A number as a key that sorts as it does. */
static void
add_number(struct buf *b, uint64_t v)
{
	for (int shift = 56; shift >= 0; shift -= 8)
		buf_addc(b, (char)(v >> shift & 0xFF));
}

static uint64_t
read_number(struct str s)
{
	uint64_t v = 0;

	for (size_t i = 0; i < 8 && i < s.n; i++)
		v = v << 8 | (unsigned char)s.p[i];
	return v;
}

void
gather_add(struct gather *g, const struct document *d, struct str story,
    struct str value)
{
	uint32_t key[STORY_KEYS];
	struct buf *b = &g->value;
	size_t n;

	buf_reset(&g->key);
	if (story.p) {
		gather_key(&g->key, d, story);
		sorter_add(g->placed, buf_str(&g->key), value);
		return;
	}
	n = story_keys(need_stories(g), d, key);
	if (!g->waiting)
		g->waiting = sorter_new(g->memory);
	add_number(&g->key,
	    stories_add(g->stories, key, n, d->meta.date, d->meta.id, story));
	/* The rest of its key goes before the value, a zero between them. */
	buf_reset(b);
	add_rest(b, d);
	buf_addc(b, '\0');
	buf_adds(b, value);
	sorter_add(g->waiting, buf_str(&g->key), buf_str(b));
}

void
gather_known(struct gather *g, const uint32_t *key, size_t n, struct str date,
    struct str id, struct str story)
{
	stories_add(need_stories(g), key, n, date, id, story);
}

/* ---- giving back */

/* Puts those that waited in their places. */
static void
place_waiting(struct gather *g)
{
	struct str number, value, rest;

	stories_find(g->stories);
	while (sorter_next(g->waiting, &number, &value)) {
		buf_reset(&g->key);
		add_field(&g->key,
		    stories_name(g->stories, (size_t)read_number(number)));
		buf_addc(&g->key, '\t');
		str_split(&value, '\0', &rest);
		buf_adds(&g->key, rest);
		sorter_add(g->placed, buf_str(&g->key), value);
	}
	g->spilled += sorter_spilled(g->waiting);
	sorter_free(g->waiting);
	g->waiting = NULL;
}

bool
gather_next(struct gather *g, struct str *key, struct str *value)
{
	if (!g->reading && g->waiting)
		place_waiting(g);
	g->reading = true;
	while (sorter_next(g->placed, key, value)) {
		if (g->any && str_eq(*key, buf_str(&g->last)))
			continue;
		g->any = true;
		buf_reset(&g->last);
		buf_adds(&g->last, *key);
		return true;
	}
	return false;
}
