#include "lang/wordclass.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static const char magic[4] = {'W', 'C', 'L', '1'};

enum { HEAD = 8 };

bool
wordclass_open(struct wordclasses *c, struct str file)
{
	uint32_t n;

	if (file.n < HEAD || memcmp(file.p, magic, sizeof magic) != 0)
		return false;
	memcpy(&n, file.p + 4, sizeof n);
	if (n < 2 || n & (n - 1) || (uintptr_t)file.p % sizeof n ||
	    (file.n - HEAD) / sizeof *c->slot < n)
		return false;
	c->slot = (const struct wordclass *)(const void *)(file.p + HEAD);
	c->mask = n - 1;
	/* The search ends at a free slot: there must be one. */
	for (uint32_t i = 0; i < n; i++)
		if (!c->slot[i].coarse)
			return true;
	return false;
}

const struct wordclass *
wordclass_find(const struct wordclasses *c, uint32_t key)
{
	static const struct wordclass none;

	for (uint32_t i = key & c->mask;; i = (i + 1) & c->mask) {
		if (!c->slot[i].coarse)
			return &none;
		if (c->slot[i].hash == key)
			return &c->slot[i];
	}
}

void
wordclass_write(const struct wordclass *w, size_t n, struct buf *out)
{
	uint32_t slots = 2;
	struct wordclass *slot;

	while (slots < n + n / 2)
		slots *= 2;
	slot = mem_zalloc(slots, sizeof *slot);
	for (size_t i = 0; i < n; i++) {
		uint32_t k = w[i].hash & (slots - 1);

		while (slot[k].coarse && slot[k].hash != w[i].hash)
			k = (k + 1) & (slots - 1);
		if (!slot[k].coarse)
			slot[k] = w[i];
	}
	buf_add(out, magic, sizeof magic);
	buf_add(out, (const char *)&slots, sizeof slots);
	buf_add(out, (const char *)slot, slots * sizeof *slot);
	free(slot);
}
