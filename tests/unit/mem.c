/* base/mem: allocation that does not fail, arenas */

#include "base/mem.h"

#include "tap.h"

#include <stdint.h>

static void
resize_overflow(void *arg)
{
	(void)arg;
	free(mem_resize(NULL, SIZE_MAX / 2, 4));
}

static void
zalloc_overflow(void *arg)
{
	(void)arg;
	free(mem_zalloc(SIZE_MAX / 2, 4));
}

static void
arena_overflow(void *arg)
{
	struct arena a = {0};

	(void)arg;
	arena_alloc(&a, SIZE_MAX - 8);
}

static void
heap(void)
{
	size_t cap = 0, grown = 0, *v = NULL;
	bool same = true;
	char *p = mem_alloc(0);

	check(p != NULL, "no bytes are memory too");
	free(p);
	p = mem_zalloc(4, 2);
	check(memcmp(p, "\0\0\0\0\0\0\0\0", 8) == 0, "zalloc clears");
	free(p);
	for (size_t i = 0; i < 1000; i++) {
		size_t before = cap;

		v = mem_grow(v, i, &cap, sizeof *v);
		grown += cap != before;
		v[i] = i;
	}
	for (size_t i = 0; i < 1000; i++)
		same &= v[i] == i;
	check(same, "a growing array keeps its elements");
	check(cap >= 1000 && grown < 10, "it grows by doubling");
	free(v);
	check_size((size_t)tap_child(resize_overflow, NULL), 2,
	    "resize dies on overflow");
	/* A sanitizer's calloc ends the program in its own way. */
	check(tap_child(zalloc_overflow, NULL) != 0, "zalloc dies on overflow");
	check_size((size_t)tap_child(arena_overflow, NULL), 2,
	    "an arena dies of what cannot be");
}

static size_t
blocks(const struct arena *a)
{
	/* The first word of a block leads to the next one. */
	size_t n = 0;
	const void *b = a->first;

	for (; b; n++)
		memcpy(&b, b, sizeof b);
	return n;
}

/* What one document might ask for: many small pieces and a large one. */
static bool
fill(struct arena *a, unsigned char mark)
{
	unsigned char *piece[600];
	bool good = true;

	for (size_t i = 0; i < COUNT(piece); i++) {
		size_t n = i == 300 ? 200000 : i;

		piece[i] = arena_alloc(a, n);
		good &= (uintptr_t)piece[i] % _Alignof(max_align_t) == 0;
		memset(piece[i], mark ^ (int)(i & 127), n);
	}
	for (size_t i = 0; i < COUNT(piece); i++)
		for (size_t k = 0; k < (i == 300 ? 200000 : i); k++)
			good &= piece[i][k] == (mark ^ (i & 127));
	return good;
}

static void
arenas(void)
{
	struct arena a = {0};
	size_t n;
	char *p;

	check(fill(&a, 1), "pieces are aligned and do not overlap");
	n = blocks(&a);
	for (unsigned char i = 2; i < 20; i++) {
		arena_reset(&a);
		if (!fill(&a, i))
			break;
	}
	check(blocks(&a) == n, "a reset arena reuses its blocks");
	p = arena_copy(&a, "a\0b", 3);
	check(memcmp(p, "a\0b\0", 4) == 0, "a copy has a NUL behind it");
	p = arena_copy(&a, NULL, 0);
	check(p && *p == '\0', "a copy of nothing is empty");
	arena_release(&a);
	check(!a.first && !a.cur, "release leaves an arena of zero bytes");
	check(fill(&a, 3), "it can be used again");
	arena_release(&a);
	arena_reset(&a);
	check(!a.cur, "an empty arena can be reset");
}

int
main(void)
{
	heap();
	arenas();
	return tap_done();
}
