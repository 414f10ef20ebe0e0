/*
 * unicode - makes the character tables of base/utf8.c.
 *
 * usage: unicode UnicodeData.txt > unicode.inc
 * Two stages: an index by blocks of 128 code points, and the distinct
 * blocks of class bits; then the simple lower-case pairs, sorted.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX = 0x110000, BLOCK = 128, MAXCASE = 4000 };
enum {
	UPPER = 1,
	LOWER = 2,
	LETTER = 4,
	MARK = 8,
	DIGIT = 16,
	SPACE = 32,
	PUNCT = 64,
	SYMBOL = 128
};

static unsigned char cls[MAX];
static struct {
	unsigned long upper, lower;
} pair[MAXCASE];

static unsigned char
class_of(const char *gc)
{
	switch (gc[0]) {
	case 'L':
		if (gc[1] == 'u' || gc[1] == 't')
			return LETTER | UPPER;
		return gc[1] == 'l' ? LETTER | LOWER : LETTER;
	case 'M':
		return MARK;
	case 'N':
		return gc[1] == 'd' ? DIGIT : SYMBOL;
	case 'Z':
		return SPACE;
	case 'P':
		return PUNCT;
	case 'S':
		return SYMBOL;
	default:
		return 0;
	}
}

int
main(int argc, char *argv[])
{
	static unsigned char blocks[MAX];
	static int index[MAX / BLOCK];
	char line[1024], *field[15];
	unsigned long first = 0, c;
	int npair = 0, nblock = 0, i, j, k;
	FILE *f = argc == 2 ? fopen(argv[1], "r") : NULL;

	if (!f) {
		fprintf(stderr, "unicode: cannot read UnicodeData.txt\n");
		return 2;
	}
	while (fgets(line, sizeof line, f)) {
		char *p = line;

		for (i = 0; i < 15; i++) {
			field[i] = p;
			p = strpbrk(p, ";\n");
			if (!p)
				break;
			*p++ = '\0';
		}
		if (i < 14)
			continue;
		c = strtoul(field[0], NULL, 16);
		if (c >= MAX)
			continue;
		cls[c] = class_of(field[2]);
		if (strstr(field[1], ", First>"))
			first = c;
		else if (strstr(field[1], ", Last>"))
			memset(cls + first, cls[c], c - first + 1);
		if (field[13][0] && c >= 128 && npair < MAXCASE) {
			pair[npair].upper = c;
			pair[npair++].lower = strtoul(field[13], NULL, 16);
		}
	}
	fclose(f);
	for (c = '\t'; c <= '\r'; c++)
		cls[c] = SPACE;
	for (c = 0x1C; c <= 0x1F; c++)
		cls[c] = SPACE;
	cls[0x85] = SPACE;
	cls[0x200D] = MARK; /* zero width joiner: holds emoji together */
	cls[0x00AD] = MARK; /* soft hyphen: belongs to its word */
	for (i = 0; i < MAX / BLOCK; i++) {
		for (j = 0; j < nblock; j++)
			if (!memcmp(blocks + j * BLOCK, cls + i * BLOCK, BLOCK))
				break;
		if (j == nblock)
			memcpy(
			    blocks + BLOCK * nblock++, cls + i * BLOCK, BLOCK);
		index[i] = j;
	}
	printf("const unsigned char uc_ascii[128] = {");
	for (i = 0; i < 128; i++)
		printf("%d,", cls[i]);
	printf("};\nstatic const unsigned char uc_index[] = {");
	for (i = 0; i < MAX / BLOCK; i++)
		printf("%d,", index[i]);
	printf("};\nstatic const unsigned char uc_blocks[] = {");
	for (k = 0; k < nblock * BLOCK; k++)
		printf("%d,", blocks[k]);
	printf("};\nstatic const struct {\n\tuint32_t upper, lower;\n"
	       "} uc_case[] = {");
	for (i = 0; i < npair; i++)
		printf("{%lu,%lu},", pair[i].upper, pair[i].lower);
	printf("};\n");
	if (nblock > 255 || ferror(stdout) || fclose(stdout)) {
		fprintf(stderr, "unicode: write error or too many blocks\n");
		return 2;
	}
	return 0;
}
