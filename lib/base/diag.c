#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *name = "copydesk";
static bool trouble;

void
diag_set_name(const char *n)
{
	name = n;
}

const char *
diag_name(void)
{
	return name;
}

bool
diag_trouble(void)
{
	return trouble;
}

/* Makes the message in one buffer, so that parallel tools do not mix. */
static void
say(const char *file, unsigned long line, const char *fmt, va_list ap)
{
	char msg[2048];
	const size_t max = sizeof msg - 1; /* room for the newline */
	size_t n;
	int k;

	if (file && line)
		k = snprintf(msg, max, "%s: %s:%lu: ", name, file, line);
	else if (file)
		k = snprintf(msg, max, "%s: %s: ", name, file);
	else
		k = snprintf(msg, max, "%s: ", name);
	n = k < 0 ? 0 : (size_t)k < max ? (size_t)k : max - 1;
	k = vsnprintf(msg + n, max - n, fmt, ap);
	if (k > 0)
		n += (size_t)k < max - n ? (size_t)k : max - n - 1;
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)msg[i] < 0x20 || msg[i] == 0x7F)
			msg[i] = '?';
	msg[n++] = '\n';
	/* Nothing can be done when standard error itself fails. */
	if (write(STDERR_FILENO, msg, n) < 0)
		return;
}

#define SAY(file, line)                   \
	do {                              \
		va_list ap;               \
		va_start(ap, fmt);        \
		say(file, line, fmt, ap); \
		va_end(ap);               \
	} while (0)

void
warn(const char *fmt, ...)
{
	trouble = true;
	SAY(NULL, 0);
}

void
warn_at(const char *file, unsigned long line, const char *fmt, ...)
{
	trouble = true;
	SAY(file, line);
}

void
note(const char *fmt, ...)
{
	SAY(NULL, 0);
}

void
note_at(const char *file, unsigned long line, const char *fmt, ...)
{
	SAY(file, line);
}

_Noreturn void
die(const char *fmt, ...)
{
	SAY(NULL, 0);
	exit(STATUS_TROUBLE);
}

_Noreturn void
die_at(const char *file, unsigned long line, const char *fmt, ...)
{
	SAY(file, line);
	exit(STATUS_TROUBLE);
}
