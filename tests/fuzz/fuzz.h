/*
 * What every fuzz target shares: the entry point that the fuzzer, or main.c
 * over a corpus, calls, and what a target says must hold. For targets only.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include "base/utf8.h"

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

#endif
