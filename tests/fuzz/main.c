/*
 * main - runs a fuzz target over files, and over each of their beginnings.
 *
 * For: replaying a corpus (make check) without clang's fuzzer. Operands are
 * files or folders of them. Prints TAP and, last, "N passed, N failed"; a
 * crash of the target ends it before that.
 */
#include "fuzz.h"

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Beyond this only some of a file's beginnings are tried. */
enum { ALL = 4096, MAX = 1 << 20 };

static int done;

static void
replay(const char *path)
{
	uint8_t *data = malloc(MAX), *part;
	FILE *f = fopen(path, "rb");
	size_t n, step;

	if (!f || !data) {
		perror(path);
		exit(2);
	}
	n = fread(data, 1, MAX, f);
	fclose(f);
	printf("# %s\n", path);
	fflush(stdout);
	step = n / ALL + 1;
	for (size_t i = 0; i <= n; i += i + step > n && i < n ? n - i : step) {
		/* A copy that ends where it ends, for sanitizers to see. */
		part = malloc(i ? i : 1);
		if (!part)
			exit(2);
		memcpy(part, data, i);
		LLVMFuzzerTestOneInput(part, i);
		free(part);
	}
	free(data);
	printf("ok %d - %s\n", ++done, path);
}

int
main(int argc, char *argv[])
{
	char path[4096];
	struct dirent *e;
	DIR *dir;

	for (int i = 1; i < argc; i++) {
		dir = opendir(argv[i]);
		if (!dir) {
			replay(argv[i]);
			continue;
		}
		while ((e = readdir(dir))) {
			if (e->d_name[0] == '.')
				continue;
			snprintf(path, sizeof path, "%s/%s", argv[i],
			    e->d_name);
			replay(path);
		}
		closedir(dir);
	}
	printf("%d passed, 0 failed\n", done);
	return 0;
}
