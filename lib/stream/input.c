#include "stream/input.h"

#include "base/diag.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "stream/gunzip.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 256 * 1024, PACKED = 64 * 1024 };

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
	gunzip_free(in->gz);
	in->gz = NULL;
}

/* Up to N bytes of the file to P; 0 at its end, and where it fails. */
static size_t
read_file(struct input *in, char *p, size_t n)
{
	ssize_t k;

	do
		k = read(in->fd, p, n);
	while (k < 0 && errno == EINTR);
	if (k < 0) {
		warn_at(in->file, 0, "%s", strerror(errno));
		in->bad = true;
		return 0;
	}
	in->bytes += (unsigned long long)k;
	return (size_t)k;
}

/* Reads more compressed bytes behind those left; false at the end. */
static bool
fill_packed(struct input *in)
{
	size_t k;

	memmove(in->packed, in->packed + in->packed_at,
	    in->packed_n - in->packed_at);
	in->packed_n -= in->packed_at;
	in->packed_at = 0;
	if (in->packed_end || in->packed_n == PACKED)
		return false;
	k = read_file(in, in->packed + in->packed_n, PACKED - in->packed_n);
	in->packed_n += k;
	in->packed_end = k == 0;
	return k > 0;
}

void
input_report(struct input *in)
{
	in->quiet = false;
	if (in->broken)
		warn_at(in->file, 0, "gzip data broken at byte %llu: %s",
		    gunzip_offset(in->gz), in->broken);
}

static size_t
break_off(struct input *in, const char *why)
{
	in->broken = why;
	in->bad = true;
	if (!in->quiet)
		input_report(in);
	return 0;
}

/* Up to N unpacked bytes to P; 0 at the end, and where it fails. */
static size_t
unpack(struct input *in, char *p, size_t n)
{
	size_t room = n;

	while (room == n) {
		struct str s = {
		    in->packed + in->packed_at, in->packed_n - in->packed_at};
		size_t had;
		bool within = gunzip_within(in->gz);
		enum gunzip_status st;

		if (!s.n && !fill_packed(in)) {
			if (in->bad || !within)
				return 0;
			return break_off(in, "the file ends within it");
		}
		s = (struct str){
		    in->packed + in->packed_at, in->packed_n - in->packed_at};
		had = s.n;
		/* Zeros or other bytes behind the last member are no data. */
		if (!within && gunzip_offset(in->gz) && s.p[0] &&
		    s.p[0] != 0x1F)
			return break_off(in, "no gzip member follows");
		st = gunzip_next(in->gz, &s, p, &room);
		if (!within)
			in->member_at = in->base + in->n;
		in->packed_at += had - s.n;
		if (st == GUNZIP_BAD && room == n)
			return break_off(in, gunzip_why(in->gz));
		if (st == GUNZIP_BAD) /* what came before it is good */
			break_off(in, gunzip_why(in->gz));
	}
	return n - room;
}

/* Reads more behind what is buffered; false at the end of the file. */
static bool
fill(struct input *in)
{
	size_t k, room;

	if (in->eof)
		return false;
	if (in->start && in->start == in->n) {
		in->base += in->n;
		in->start = in->n = 0;
	}
	if (in->cap - in->n < CHUNK) {
		if (in->start >= in->cap / 2 && in->start) {
			memmove(in->p, in->p + in->start, in->n - in->start);
			in->base += in->start;
			in->n -= in->start;
			in->start = 0;
		}
		if (in->cap - in->n < CHUNK) {
			in->cap = in->cap * 2 + CHUNK;
			in->p = mem_resize(in->p, in->cap, 1);
		}
	}
	room = in->cap - in->n;
	/* The first bytes must pass into PACKED if they are gzip. */
	if (in->first && room > PACKED / 2)
		room = PACKED / 2;
	k = in->gz ? unpack(in, in->p + in->n, room)
		   : read_file(in, in->p + in->n, room);
	in->n += k;
	/* What is broken ends the file, behind what was good. */
	if (!k || in->broken)
		in->eof = true;
	return k > 0;
}

/* From the file's first bytes: is it compressed? Then it is read anew. */
static void
look_for_gzip(struct input *in)
{
	if (!gunzip_looks(input_peek(in, 3)))
		return;
	if (!in->packed)
		in->packed = mem_alloc(PACKED);
	memcpy(in->packed, in->p, in->n);
	in->packed_n = in->n;
	in->packed_at = 0;
	in->packed_end = in->eof;
	in->gz = gunzip_new(false);
	in->start = in->n = 0;
	in->eof = false;
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
	in->base = in->member_at = 0;
	in->eof = in->bad = false;
	in->broken = NULL;
	in->first = true;
	look_for_gzip(in);
	in->first = false;
	in->marked = str_starts(input_peek(in, 3), "\xEF\xBB\xBF");
	if (in->marked)
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
input_skip(struct input *in, unsigned long long n)
{
	for (;;) {
		size_t have = in->n - in->start;

		if (have >= n) {
			in->start += (size_t)n;
			return true;
		}
		n -= have;
		in->start = in->n;
		if (!fill(in))
			return false;
	}
}

unsigned long long
input_offset(const struct input *in, bool *unpacked)
{
	unsigned long long at = in->base + in->start;

	*unpacked = in->gz && at != in->member_at;
	return in->gz && !*unpacked ? gunzip_member(in->gz) : at;
}

const char *
input_broken(const struct input *in)
{
	return in->broken;
}

bool
input_resume(struct input *in)
{
	in->base += in->n;
	in->start = in->n = 0;
	while (in->broken) {
		struct str s = {
		    in->packed + in->packed_at, in->packed_n - in->packed_at};
		bool found = gunzip_resume(in->gz, &s);

		in->packed_at = in->packed_n - s.n;
		if (found) {
			in->broken = NULL;
			in->eof = in->bad = false;
			return true;
		}
		if (!fill_packed(in))
			break;
	}
	return false;
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
	/* What a failure has cut off is no line. */
	if (!lf && (in->n == in->start || in->bad))
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
	free(in->packed);
	in->p = in->packed = NULL;
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
