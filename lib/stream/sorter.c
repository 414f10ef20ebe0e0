#include "stream/sorter.h"

#include "base/diag.h"
#include "base/mem.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	FANIN = 64,         /* runs that are merged at a time */
	BUFFER = 256 * 1024 /* of each file */
};

/* The lengths of a pair, before its bytes. */
struct head {
	uint32_t key, value;
};

/* Where a pair stands, with the first bytes of its key to compare fast. */
struct slot {
	uint64_t first;
	size_t at;
};

/* A sorted run in a file, as it is read. */
struct sorted {
	FILE *file;
	struct buf pair; /* the one at hand: key, then value */
	struct head head;
};

struct sorter {
	size_t memory;
	struct buf pairs;
	struct slot *slot;
	size_t n, cap, at;
	struct sorted run[FANIN + 1]; /* the last: made of all others */
	size_t nrun;
	size_t *heap; /* indexes of runs, the least first */
	size_t nheap;
	bool reading, taken;
	unsigned long long spilled;
};

struct sorter *
sorter_new(size_t memory)
{
	struct sorter *s = mem_zalloc(1, sizeof *s);

	s->memory = memory;
	buf_init(&s->pairs, SIZE_MAX / 2);
	return s;
}

static void
run_end(struct sorted *r)
{
	if (r->file)
		fclose(r->file);
	r->file = NULL;
	buf_release(&r->pair);
}

void
sorter_free(struct sorter *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->nrun; i++)
		run_end(&s->run[i]);
	free(s->heap);
	free(s->slot);
	buf_release(&s->pairs);
	free(s);
}

unsigned long long
sorter_spilled(const struct sorter *s)
{
	return s->spilled;
}

static _Noreturn void
failed(const char *what)
{
	die("temporary file in %s: %s: %s",
	    getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp", what,
	    strerror(errno));
}

/* An open file without a name. */
static FILE *
temporary(void)
{
	const char *dir = getenv("TMPDIR");
	struct buf name;
	FILE *file;
	int fd;

	buf_init(&name, 4096);
	buf_addf(&name, "%s/copydesk-XXXXXX", dir && dir[0] ? dir : "/tmp");
	buf_addc(&name, '\0');
	if (name.over) {
		errno = ENAMETOOLONG;
		failed("open");
	}
	fd = mkstemp(name.p);
	if (fd < 0)
		failed("open");
	unlink(name.p);
	buf_release(&name);
	file = fdopen(fd, "w+");
	if (!file)
		failed("open");
	setvbuf(file, NULL, _IOFBF, BUFFER);
	return file;
}

static struct str
key_at(const struct buf *pairs, size_t at, struct str *value)
{
	struct head h;

	memcpy(&h, pairs->p + at, sizeof h);
	*value = (struct str){pairs->p + at + sizeof h + h.key, h.value};
	return (struct str){pairs->p + at + sizeof h, h.key};
}

/* The pairs that a sort compares; qsort hands nothing through. */
static _Thread_local const struct buf *sorted;

static int
by_key(const void *a, const void *b)
{
	const struct slot *x = a, *y = b;
	struct str value;
	int c;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	c = str_cmp(
	    key_at(sorted, x->at, &value), key_at(sorted, y->at, &value));
	return c ? c : (x->at > y->at) - (x->at < y->at);
}

static void
sort_pairs(struct sorter *s)
{
	sorted = &s->pairs;
	if (s->n)
		qsort(s->slot, s->n, sizeof *s->slot, by_key);
}

static struct sorted *
add_run(struct sorter *s)
{
	struct sorted *r;

	r = &s->run[s->nrun++];
	*r = (struct sorted){.file = temporary()};
	buf_init(&r->pair, SIZE_MAX / 2);
	return r;
}

static void
write_pair(struct sorter *s, FILE *file, struct str key, struct str value)
{
	struct head h = {(uint32_t)key.n, (uint32_t)value.n};

	if (fwrite(&h, sizeof h, 1, file) != 1 ||
	    fwrite(key.p, 1, key.n, file) != key.n ||
	    fwrite(value.p, 1, value.n, file) != value.n)
		failed("write");
	s->spilled += sizeof h + key.n + value.n;
}

/* The next pair of R; false at its end, when the file is closed. */
static bool
run_next(struct sorted *r)
{
	size_t n;

	buf_reset(&r->pair);
	if (fread(&r->head, sizeof r->head, 1, r->file) != 1) {
		if (ferror(r->file))
			failed("read");
		run_end(r);
		return false;
	}
	n = (size_t)r->head.key + r->head.value;
	buf_reserve(&r->pair, n + 1);
	if (fread(r->pair.p, 1, n, r->file) != n)
		failed("read");
	r->pair.n = n;
	return true;
}

static struct str
run_key(const struct sorted *r)
{
	return str_slice(buf_str(&r->pair), 0, r->head.key);
}

/* Earlier runs hold what was added earlier. */
static bool
run_before(const struct sorter *s, size_t a, size_t b)
{
	int c = str_cmp(run_key(&s->run[a]), run_key(&s->run[b]));

	return c ? c < 0 : a < b;
}

static void
sift_down(struct sorter *s, size_t i)
{
	size_t *h = s->heap, least;

	for (;; i = least) {
		least = i;
		for (size_t k = 2 * i + 1; k <= 2 * i + 2; k++)
			if (k < s->nheap && run_before(s, h[k], h[least]))
				least = k;
		if (least == i)
			return;
		size_t swap = h[i];
		h[i] = h[least];
		h[least] = swap;
	}
}

/* Gets runs FROM to TO ready to be merged. */
static void
start_merge(struct sorter *s, size_t from, size_t to)
{
	free(s->heap);
	s->heap = mem_zalloc(to - from + 1, sizeof *s->heap);
	s->nheap = 0;
	for (size_t i = from; i < to; i++) {
		if (fflush(s->run[i].file) != 0)
			failed("write");
		rewind(s->run[i].file);
		if (run_next(&s->run[i]))
			s->heap[s->nheap++] = i;
	}
	for (size_t i = s->nheap; i-- > 0;)
		sift_down(s, i);
	s->taken = false;
}

/* The run with the least pair, or NULL: the one before was used up. */
static const struct sorted *
merge_next(struct sorter *s)
{
	if (s->taken && s->nheap) {
		if (!run_next(&s->run[s->heap[0]]))
			s->heap[0] = s->heap[--s->nheap];
		sift_down(s, 0);
	}
	s->taken = true;
	return s->nheap ? &s->run[s->heap[0]] : NULL;
}

/* Many runs would need many buffers and files: makes one of all of them. */
static void
merge_runs(struct sorter *s)
{
	size_t n = s->nrun;
	const struct sorted *r;
	struct sorted *to = add_run(s);
	struct str pair;

	start_merge(s, 0, n);
	while ((r = merge_next(s))) {
		pair = buf_str(&r->pair);
		write_pair(s, to->file, str_slice(pair, 0, r->head.key),
		    str_slice(pair, r->head.key, pair.n));
	}
	s->run[0] = *to;
	s->nrun = 1;
}

/* Writes what is in memory as a sorted run. */
static void
spill(struct sorter *s)
{
	struct str key, value;
	struct sorted *r;

	if (s->nrun >= FANIN)
		merge_runs(s);
	sort_pairs(s);
	r = add_run(s);
	for (size_t i = 0; i < s->n; i++) {
		key = key_at(&s->pairs, s->slot[i].at, &value);
		write_pair(s, r->file, key, value);
	}
	s->n = 0;
	buf_reset(&s->pairs);
}

void
sorter_add(struct sorter *s, struct str key, struct str value)
{
	struct head h = {(uint32_t)key.n, (uint32_t)value.n};
	size_t need = sizeof h + key.n + value.n;
	struct slot *p;

	if (key.n > UINT32_MAX || value.n > UINT32_MAX)
		die("too large to be sorted (%zu bytes)", key.n + value.n);
	if (s->n &&
	    s->pairs.n + need + (s->n + 1) * sizeof *s->slot > s->memory)
		spill(s);
	s->slot = mem_grow(s->slot, s->n, &s->cap, sizeof *s->slot);
	p = &s->slot[s->n++];
	p->at = s->pairs.n;
	p->first = 0;
	for (size_t i = 0; i < 8; i++)
		p->first =
		    p->first << 8 | (i < key.n ? (unsigned char)key.p[i] : 0);
	buf_add(&s->pairs, (const char *)&h, sizeof h);
	buf_adds(&s->pairs, key);
	buf_adds(&s->pairs, value);
}

/* The end of adding: what is in memory is sorted, or joins the runs. */
static void
start_reading(struct sorter *s)
{
	s->reading = true;
	if (!s->nrun) {
		sort_pairs(s);
		return;
	}
	if (s->n)
		spill(s);
	buf_release(&s->pairs);
	free(s->slot);
	s->slot = NULL;
	start_merge(s, 0, s->nrun);
}

bool
sorter_next(struct sorter *s, struct str *key, struct str *value)
{
	const struct sorted *r;
	struct str pair;

	if (!s->reading)
		start_reading(s);
	if (!s->nrun) {
		if (!s->slot || s->at == s->n)
			return false;
		*key = key_at(&s->pairs, s->slot[s->at++].at, value);
		return true;
	}
	r = merge_next(s);
	if (!r)
		return false;
	pair = buf_str(&r->pair);
	*key = str_slice(pair, 0, r->head.key);
	*value = str_slice(pair, r->head.key, pair.n);
	return true;
}
