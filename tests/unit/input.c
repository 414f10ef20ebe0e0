/* stream/input: files, lines across buffers, line ends, maximum */

#include "stream/input.h"

#include "base/diag.h"
#include "tap.h"

#include <errno.h>
#include <sys/stat.h>

static char dir[] = "/tmp/input-test.XXXXXX";

/* Writes TEXT as the file NAME of the test's folder; its path. */
static char *
file(const char *name, struct str text)
{
	char *path = malloc(200);
	FILE *f;

	snprintf(path, 200, "%s/%s", dir, name);
	f = fopen(path, "wb");
	if (!f || fwrite(text.p, 1, text.n, f) != text.n || fclose(f))
		exit(2);
	return path;
}

static void
lines(void)
{
	static const struct {
		struct str text;
		const char *lines; /* each with '|' behind it */
		const char *name;
	} t[] = {
	    {STR_INIT(""), "", "empty"},
	    {STR_INIT("a"), "a|", "no final line feed"},
	    {STR_INIT("a\n"), "a|", "one line"},
	    {STR_INIT("a\nb\n"), "a|b|", "two lines"},
	    {STR_INIT("\n\na\n\n"), "||a||", "blank lines"},
	    {STR_INIT("a\r\nb\r\n"), "a|b|", "CR LF"},
	    {STR_INIT("a\r\n\r\nb"), "a||b|", "CR LF, blank line"},
	    {STR_INIT("a\rb\r\n"), "a\rb|", "CR within a line"},
	    {STR_INIT("a\r"), "a|", "CR at the end"},
	    {STR_INIT("a\r\r\n"), "a\r|", "one CR goes"},
	    {STR_INIT("\xEF\xBB\xBF" "a\n"), "a|", "byte order mark"},
	    {STR_INIT("\xEF\xBB\xBF"), "", "nothing but the mark"},
	    {STR_INIT("\xEF\xBB\xBF\r\n"), "|", "mark and blank line"},
	    {STR_INIT("\xEF\xBB" "a\n"), "\xEF\xBB" "a|", "half a mark"},
	    {STR_INIT("a\n\xEF\xBB\xBF" "b"), "a|\xEF\xBB\xBF" "b|",
		"a mark further on is text"},
	};
	struct input in;
	struct str line;
	struct buf b;

	buf_init(&b, 4096);
	for (size_t i = 0; i < COUNT(t); i++) {
		char *op[2] = {file("lines", t[i].text), NULL};
		unsigned long n = 0;

		buf_reset(&b);
		input_init(&in, op, 100);
		check(input_open(&in), "%s: open", t[i].name);
		while (input_line(&in, &line) == INPUT_OK) {
			buf_adds(&b, line);
			buf_addc(&b, '|');
			n++;
		}
		check_str(buf_str(&b), t[i].lines, "... lines");
		check(in.line == n, "... counted");
		check(!input_open(&in), "... no further file");
		input_release(&in);
		free(op[0]);
	}
	buf_release(&b);
}

/* Lines whose lengths lie around those of the buffer. */
static void
borders(void)
{
	static const size_t around[] = {0, 1, 4096, 65536, 262144, 524288,
	    786432, 1048576};
	size_t len[COUNT(around) * 5], n = 0;
	struct input in;
	struct str line;
	struct buf b;
	char *op[2] = {NULL, NULL};
	bool good = true;

	buf_init(&b, 1 << 26);
	for (size_t i = 0; i < COUNT(around); i++)
		for (size_t k = 0; k < 5; k++) {
			len[n] = around[i] + k < 2 ? 0 : around[i] + k - 2;
			for (size_t j = 0; j < len[n]; j++)
				buf_addc(&b, (char)('a' + (n + j) % 26));
			buf_addz(&b, n % 2 ? "\r\n" : "\n");
			n++;
		}
	op[0] = file("borders", buf_str(&b));
	input_init(&in, op, 1 << 22);
	input_open(&in);
	for (size_t i = 0; i < n; i++) {
		good &= input_line(&in, &line) == INPUT_OK &&
		    line.n == len[i] && in.line == i + 1;
		for (size_t j = 0; good && j < line.n; j++)
			good &= line.p[j] == (char)('a' + (i + j) % 26);
		if (!good) {
			printf("# line %zu: %zu of %zu bytes\n", i, line.n,
			    len[i]);
			break;
		}
	}
	check(good, "%zu lines around the buffer's borders", n);
	check(input_line(&in, &line) == INPUT_END, "then the end");
	check(in.bytes == b.n, "all bytes were counted");
	input_release(&in);
	free(op[0]);
	buf_release(&b);
}

static void
too_long(void)
{
	struct input in;
	struct str line;
	struct buf b;
	char *op[2] = {NULL, NULL};

	buf_init(&b, 1 << 26);
	buf_addz(&b, "0123456789\n0123456789A\nshort\n");
	for (int i = 0; i < 1 << 20; i++)
		buf_addc(&b, 'x');
	buf_addz(&b, "\nlast\n");
	for (int i = 0; i < 1 << 20; i++)
		buf_addc(&b, 'x');
	op[0] = file("long", buf_str(&b));
	input_init(&in, op, 10);
	input_open(&in);
	check(input_line(&in, &line) == INPUT_OK && line.n == 10,
	    "a line of the maximum length");
	check(input_line(&in, &line) == INPUT_LONG && in.line == 2,
	    "one byte more is too long");
	check(input_line(&in, &line) == INPUT_OK, "the next one is read");
	check_str(line, "short", "... from its beginning");
	check(input_line(&in, &line) == INPUT_LONG, "a megabyte is too long");
	check(in.cap < 1 << 20, "... and is not kept");
	check(input_line(&in, &line) == INPUT_OK && in.line == 5,
	    "behind it the next line");
	check_str(line, "last", "... from its beginning");
	check(input_line(&in, &line) == INPUT_LONG, "too long at the end");
	check(input_line(&in, &line) == INPUT_END, "then the end");
	input_release(&in);
	free(op[0]);
	buf_release(&b);
}

static void
files(void)
{
	char *op[5] = {file("one", STR("1\n2")), NULL, NULL, NULL, NULL};
	struct input in;
	struct str s;
	int err;

	op[1] = malloc(200);
	snprintf(op[1], 200, "%s/none", dir);
	op[2] = dir;
	op[3] = file("two", STR("\xEF\xBB\xBF" "3\n"));
	/* The messages about the missing one and the folder go nowhere. */
	err = dup(STDERR_FILENO);
	freopen("/dev/null", "w", stderr);
	input_init(&in, op, 100);
	check(input_open(&in) && input_line(&in, &s) == INPUT_OK, "a file");
	check(strcmp(in.file, op[0]) == 0 && in.line == 1, "... its name");
	check(input_line(&in, &s) == INPUT_OK && in.line == 2, "line 2");
	check_str(s, "2", "... the last, without a line feed");
	check(input_line(&in, &s) == INPUT_END, "its end");
	check(input_open(&in) && strcmp(in.file, dir) == 0 && diag_trouble(),
	    "a missing file is reported and skipped");
	check(input_line(&in, &s) == INPUT_END, "a folder has no lines");
	check(input_rest(&in, &s) == INPUT_END, "nor any content");
	check(input_open(&in) && in.line == 0, "the next file");
	check_str(input_peek(&in, 2), "3\n", "a look ahead, without the mark");
	check_str(input_peek(&in, 100), "3\n", "a look beyond the end");
	check(!input_drained(&in), "something is buffered");
	check(input_rest(&in, &s) == INPUT_OK, "its content");
	check_str(s, "3\n", "... is what was looked at");
	check(!input_open(&in), "no further file");
	input_release(&in);
	dup2(err, STDERR_FILENO);
	close(err);
	free(op[1]);
	input_init(&in, (char *[]){op[3], NULL}, 1);
	input_open(&in);
	check(input_rest(&in, &s) == INPUT_LONG, "content beyond the maximum");
	input_release(&in);
	free(op[0]);
	free(op[3]);
}

/* A pipe gives what it has: a line is there as soon as it was written. */
static void
pipes(void)
{
	char dash[] = "-", *op[2] = {dash, NULL};
	struct input in;
	struct str s;
	int fd[2], old = dup(STDIN_FILENO);

	if (pipe(fd))
		exit(2);
	dup2(fd[0], STDIN_FILENO);
	close(fd[0]);
	input_init(&in, op, 1 << 20);
	if (write(fd[1], "first\nsec", 9) != 9)
		exit(2);
	check(input_open(&in) && strcmp(in.file, "<stdin>") == 0,
	    "standard input");
	check(input_line(&in, &s) == INPUT_OK, "a line before the end");
	check_str(s, "first", "... as it was written");
	check(!input_drained(&in), "the second has begun");
	if (write(fd[1], "ond\n", 4) != 4)
		exit(2);
	check(input_line(&in, &s) == INPUT_OK, "the second line");
	check_str(s, "second", "... put together");
	check(input_drained(&in), "now nothing is buffered");
	close(fd[1]);
	check(input_line(&in, &s) == INPUT_END, "the end");
	input_release(&in);
	dup2(old, STDIN_FILENO);
	close(old);
}

static void
read_missing(void *arg)
{
	char *own;

	file_read(arg, 100, &own);
}

static void
whole(void)
{
	char large[101];
	char *path = file("whole", STR("a\xC3\xA9\n")), *own, *bad;
	struct str s = file_read(path, 100, &own);

	check_str(s, "a\xC3\xA9\n", "file_read");
	free(own);
	bad = file("bad", STR("a\xFF"));
	check_size((size_t)tap_child(read_missing, bad), 2,
	    "file_read dies of invalid UTF-8");
	check_size((size_t)tap_child(read_missing, dir), 2, "of a folder");
	free(bad);
	memset(large, 'a', sizeof large);
	bad = file("large", (struct str){large, sizeof large});
	check_size((size_t)tap_child(read_missing, bad), 2, "of its size");
	free(bad);
	free(path);
	path = file("empty", STR(""));
	s = file_read(path, 100, &own);
	check(s.n == 0, "file_read of an empty file");
	free(own);
	free(path);
}

int
main(void)
{
	static const char *const made[] = {"lines", "borders", "long", "one",
	    "two", "whole", "bad", "large", "empty"};
	char path[200];

	if (!mkdtemp(dir))
		return 2;
	lines();
	borders();
	too_long();
	files();
	pipes();
	whole();
	for (size_t i = 0; i < COUNT(made); i++) {
		snprintf(path, sizeof path, "%s/%s", dir, made[i]);
		unlink(path);
	}
	rmdir(dir);
	return tap_done();
}
