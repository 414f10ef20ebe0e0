#include "stream/input.h"

#include "base/diag.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 256 * 1024 };

static char dash[] = "-";
static char *only_stdin[] = {dash, NULL};

void
input_init(struct input *in, char **operands, size_t max)
{
	*in = (struct input){.operand = operands[0] ? operands : only_stdin,
	    .max = max,
	    .fd = -1};
}

static void
close_file(struct input *in)
{
	if (in->fd > STDIN_FILENO)
		close(in->fd);
	in->fd = -1;
}

/* Reads more behind what is buffered; false at the end of the file. */
static bool
fill(struct input *in)
{
	ssize_t k;

	if (in->eof)
		return false;
	if (in->start && in->start == in->n)
		in->start = in->n = 0;
	if (in->cap - in->n < CHUNK) {
		if (in->start >= in->cap / 2 && in->start) {
			memmove(in->p, in->p + in->start, in->n - in->start);
			in->n -= in->start;
			in->start = 0;
		}
		if (in->cap - in->n < CHUNK) {
			in->cap = in->cap * 2 + CHUNK;
			in->p = mem_resize(in->p, in->cap, 1);
		}
	}
	do
		k = read(in->fd, in->p + in->n, in->cap - in->n);
	while (k < 0 && errno == EINTR);
	if (k < 0) {
		warn_at(in->file, 0, "%s", strerror(errno));
		in->bad = true;
	}
	if (k <= 0) {
		in->eof = true;
		return false;
	}
	in->n += (size_t)k;
	in->bytes += (unsigned long long)k;
	return true;
}

bool
input_open(struct input *in)
{
	const char *name;

	close_file(in);
	for (;;) {
		name = in->operand[in->next];
		if (!name)
			return false;
		in->next++;
		if (strcmp(name, "-") == 0) {
			in->file = "<stdin>";
			in->fd = STDIN_FILENO;
			break;
		}
		in->file = name;
		in->fd = open(name, O_RDONLY | O_CLOEXEC);
		if (in->fd >= 0)
			break;
		warn_at(name, 0, "%s", strerror(errno));
	}
	in->line = 0;
	in->start = in->n = 0;
	in->eof = in->bad = false;
	if (str_starts(input_peek(in, 3), "\xEF\xBB\xBF"))
		in->start += 3;
	return true;
}

struct str
input_peek(struct input *in, size_t n)
{
	while (in->n - in->start < n && fill(in))
		;
	if (in->n - in->start < n)
		n = in->n - in->start;
	return (struct str){n ? in->p + in->start : "", n};
}

bool
input_drained(const struct input *in)
{
	return in->start == in->n && !in->eof;
}

/* Skips to behind the next line feed or to the end of the file. */
static void
skip_line(struct input *in)
{
	const char *lf;

	for (;;) {
		lf = in->n > in->start
			 ? memchr(in->p + in->start, '\n', in->n - in->start)
			 : NULL;
		if (lf) {
			in->start = (size_t)(lf + 1 - in->p);
			return;
		}
		in->start = in->n = 0;
		if (!fill(in))
			return;
	}
}

enum input_status
input_line(struct input *in, struct str *line)
{
	size_t seen = 0;
	const char *lf = NULL;

	for (;;) {
		size_t n = in->n - in->start;

		lf = n > seen ? memchr(in->p + in->start + seen, '\n', n - seen)
			      : NULL;
		if (lf)
			break;
		seen = n;
		if (seen > in->max || !fill(in))
			break;
	}
	if (!lf && in->n == in->start)
		return INPUT_END;
	in->line++;
	line->p = in->p + in->start;
	line->n = lf ? (size_t)(lf - line->p) : in->n - in->start;
	if (line->n > in->max) {
		skip_line(in);
		return INPUT_LONG;
	}
	in->start += line->n + (lf != NULL);
	if (line->n && line->p[line->n - 1] == '\r')
		line->n--;
	return INPUT_OK;
}

enum input_status
input_rest(struct input *in, struct str *all)
{
	while (in->n - in->start <= in->max && fill(in))
		;
	if (in->n - in->start > in->max)
		return INPUT_LONG;
	if (in->bad)
		return INPUT_END;
	*all = (struct str){
	    in->n > in->start ? in->p + in->start : "", in->n - in->start};
	in->start = in->n;
	return INPUT_OK;
}

void
input_release(struct input *in)
{
	close_file(in);
	free(in->p);
	in->p = NULL;
}

struct str
file_read(const char *name, size_t max, char **own)
{
	char arg[4096];
	char *operands[2] = {arg, NULL};
	struct input in;
	struct str all;
	size_t bad;

	if (strlen(name) >= sizeof arg)
		die("file name too long");
	memcpy(arg, name, strlen(name) + 1);
	input_init(&in, operands, max);
	if (!input_open(&in))
		exit(STATUS_TROUBLE);
	switch (input_rest(&in, &all)) {
	case INPUT_END:
		exit(STATUS_TROUBLE);
	case INPUT_LONG:
		die_at(name, 0, "file too long (--max-size raises the limit)");
	case INPUT_OK:
		break;
	}
	if (!utf8_valid(all, &bad))
		die_at(name, 0, "invalid UTF-8 at byte %zu", bad + 1);
	*own = mem_alloc(all.n);
	memcpy(*own, all.p, all.n);
	all.p = *own;
	input_release(&in);
	return all;
}
