/*
 * What every fuzz target shares: the entry point that the fuzzer, or main.c
 * over a corpus, calls, and what a target says must hold. For targets only.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include "base/utf8.h"
#include "news/document.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/* Takes the N bytes of DATA as one input; returns 0. Aborts on a fault. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Stops the run, with a trace of where, unless OK. */
static inline void
require(bool ok)
{
	if (!ok)
		abort();
}

/* S is absent or valid UTF-8. */
static inline void
require_utf8(struct str s)
{
	require(!s.p || utf8_valid(s, NULL));
}

/* Each part of M is absent or valid UTF-8. */
static inline void
require_meta(const struct meta *m)
{
	require_utf8(m->id);
	require_utf8(m->date);
	require_utf8(m->source);
	require_utf8(m->title);
	require_utf8(m->url);
	require_utf8(m->author);
	require_utf8(m->lang);
	require_utf8(m->story);
}

/* START up to END are bytes of TEXT, which need not be valid UTF-8. */
static inline void
require_span(struct str text, size_t start, size_t end)
{
	require(start <= end && end <= text.n);
}

/*
 * Each annotation of S stands in its text. CHECK is called with the text,
 * the start and the end of each: require_span, or what asks for more.
 */
static inline void
require_spans(const struct segment *s,
    void (*check)(struct str text, size_t start, size_t end))
{
	for (size_t i = 0; i < s->nentity; i++)
		check(s->text, s->entity[i].start, s->entity[i].end);
	for (size_t i = 0; i < s->ndate; i++)
		check(s->text, s->date[i].start, s->date[i].end);
	for (size_t i = 0; i < s->nquote; i++)
		check(s->text, s->quote[i].start, s->quote[i].end);
	for (size_t i = 0; i < s->nclaim; i++)
		check(s->text, s->claim[i].start, s->claim[i].end);
}

#endif
