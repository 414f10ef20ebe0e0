#include "base/mem.h"

#include "base/diag.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 64 * 1024 };

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	alignas(max_align_t) char data[];
};

void *
mem_alloc(size_t n)
{
	void *p = malloc(n ? n : 1);

	if (!p)
		die("out of memory (%zu bytes)", n);
	return p;
}

void *
mem_zalloc(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size ? size : 1);

	if (!p)
		die("out of memory (%zu times %zu bytes)", n, size);
	return p;
}

void *
mem_resize(void *p, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		die("out of memory (%zu times %zu bytes)", n, size);
	p = realloc(p, n && size ? n * size : 1);
	if (!p)
		die("out of memory (%zu times %zu bytes)", n, size);
	return p;
}

void *
mem_grow(void *p, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return p;
	*cap = *cap ? *cap * 2 : 16;
	return mem_resize(p, *cap, size);
}

void *
arena_alloc(struct arena *a, size_t n)
{
	const size_t align = alignof(max_align_t);
	struct arena_block *b = a->cur;
	size_t size;

	if (n > SIZE_MAX / 2)
		die("out of memory (%zu bytes)", n);
	n = (n + align - 1) / align * align;
	while (b && b->size - b->used < n && b->next)
		b = b->next;
	if (!b || b->size - b->used < n) {
		size = n > BLOCK ? n : BLOCK;
		struct arena_block *new = mem_alloc(sizeof *new + size);
		new->next = NULL;
		new->used = 0;
		new->size = size;
		if (b)
			b->next = new;
		else
			a->first = new;
		b = new;
	}
	a->cur = b;
	b->used += n;
	return b->data + b->used - n;
}

char *
arena_copy(struct arena *a, const char *p, size_t n)
{
	char *d = arena_alloc(a, n + 1);

	if (n)
		memcpy(d, p, n);
	d[n] = '\0';
	return d;
}

void
arena_reset(struct arena *a)
{
	for (struct arena_block *b = a->first; b; b = b->next)
		b->used = 0;
	a->cur = a->first;
}

void
arena_release(struct arena *a)
{
	for (struct arena_block *b = a->first, *next; b; b = next) {
		next = b->next;
		free(b);
	}
	a->first = a->cur = NULL;
}
