#include "stream/output.h"

#include "base/diag.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FULL = 256 * 1024 };

void
output_init(struct output *out, bool each_line)
{
	struct stat st;

	buf_init(&out->buf, SIZE_MAX / 2); /* never beyond FULL + one piece */
	out->each_line = each_line;
	out->regular = fstat(STDOUT_FILENO, &st) == 0 && S_ISREG(st.st_mode);
}

static _Noreturn void
write_failed(void)
{
	if (errno == EPIPE)
		exit(STATUS_TROUBLE);
	die("standard output: %s", strerror(errno));
}

void
output_flush(struct output *out)
{
	const char *p = out->buf.p;
	size_t left = out->buf.n;
	ssize_t k;

	while (left) {
		k = write(STDOUT_FILENO, p, left);
		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0)
			write_failed();
		p += k;
		left -= (size_t)k;
	}
	buf_reset(&out->buf);
}

void
output_sync(struct output *out)
{
	output_flush(out);
	if (out->regular && fsync(STDOUT_FILENO) != 0)
		write_failed();
}

void
output_add(struct output *out, struct str s)
{
	buf_adds(&out->buf, s);
	if (out->buf.n >= FULL)
		output_flush(out);
}

void
output_line(struct output *out)
{
	buf_addc(&out->buf, '\n');
	if (out->each_line)
		output_flush(out);
}

void
output_document(struct output *out)
{
	if (!out->regular)
		output_flush(out);
}

void
output_close(struct output *out)
{
	output_flush(out);
	buf_release(&out->buf);
	if (close(STDOUT_FILENO))
		write_failed();
}
