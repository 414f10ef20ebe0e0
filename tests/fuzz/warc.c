/*
 * Any bytes as a web archive, packed or not: pages lie within what was read,
 * and every fault takes the reading further. The input is a file, for only
 * files are unpacked.
 */
#include "fuzz.h"

#include "base/utf8.h"
#include "stream/warc.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[] = "/tmp/fuzz-warc.XXXXXX";
static int fd = -1;

static void
clean_up(void)
{
	unlink(path);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char *operands[] = {path, NULL};
	struct warc_page page;
	struct input in;
	struct warc w;
	const char *why;
	enum warc_status st;
	size_t rounds = 0;
	volatile unsigned char sum = 0;

	if (fd < 0) {
		fd = mkstemp(path);
		require(fd >= 0);
		atexit(clean_up);
	}
	require(ftruncate(fd, 0) == 0 &&
		pwrite(fd, data, n, 0) == (ssize_t)n);
	input_init(&in, operands, 1 << 16);
	warc_init(&w, 1 << 16);
	in.quiet = true;
	require(input_open(&in));
	while ((st = warc_next(&w, &in, &page, &why)) != WARC_END) {
		/* A record has at least the letters of its first line. */
		require(rounds++ <= n * 1100 + 1);
		if (st == WARC_FAULT) {
			require(strstr(why, "record at byte ") == why);
			continue;
		}
		for (size_t i = 0; i < page.page.n; i++)
			sum ^= (unsigned char)page.page.p[i];
		require(!page.url.p || utf8_valid(page.url, NULL));
		require(!page.charset || strlen(page.charset) < 64);
	}
	warc_release(&w);
	input_release(&in);
	return 0;
}
