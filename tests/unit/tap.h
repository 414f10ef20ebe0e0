/*
 * tap - what the unit programs have in common.
 *
 * For: programs of checks that print TAP ("ok 1 - name") and last the line
 * "N passed, N failed", which tests/check adds up. A check that fails says
 * what it got; the program goes on.
 * Not for: golden tests of whole tools (tests/run).
 */
#ifndef TESTS_TAP_H
#define TESTS_TAP_H

#include "base/str.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define TAP_UNUSED __attribute__((unused))
#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static int tap_passed, tap_failed;

/* One check; its name is made as by printf. Returns OK. */
TAP_UNUSED __attribute__((format(printf, 2, 3))) static bool
check(bool ok, const char *fmt, ...)
{
	va_list ap;

	*(ok ? &tap_passed : &tap_failed) += 1;
	printf("%sok %d - ", ok ? "" : "not ", tap_passed + tap_failed);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
	fflush(stdout);
	return ok;
}

/* A check that could not be made here. */
TAP_UNUSED static void
skip(const char *why)
{
	tap_passed++;
	printf("ok %d # SKIP %s\n", tap_passed + tap_failed, why);
}

/* Prints S on a line of diagnostics, control characters masked. */
TAP_UNUSED static void
tap_show(const char *what, struct str s)
{
	printf("# %s: ", what);
	if (!s.p)
		printf("(none)");
	for (size_t i = 0; i < s.n && i < 3000; i++)
		putchar((unsigned char)s.p[i] < 0x20 ? '?' : s.p[i]);
	putchar('\n');
}

/* Is GOT the text WANT (NULL: none at all)? */
TAP_UNUSED static bool
check_str(struct str got, const char *want, const char *name)
{
	bool ok = want ? got.p && str_eqz(got, want) : !got.p;

	if (!check(ok, "%s", name)) {
		tap_show("got", got);
		tap_show("expected", str_from(want));
	}
	return ok;
}

TAP_UNUSED static bool
check_size(size_t got, size_t want, const char *name)
{
	if (!check(got == want, "%s", name))
		printf("# got %zu, expected %zu\n", got, want);
	return got == want;
}

/*
 * Runs F(ARG) in a child whose output goes nowhere: its exit status, 0 if F
 * returned, or 128 and the number of the signal that killed it.
 */
TAP_UNUSED static int
tap_child(void (*f)(void *), void *arg)
{
	int status, null;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid < 0)
		exit(2);
	if (pid == 0) {
		null = open("/dev/null", O_WRONLY);
		dup2(null, STDOUT_FILENO);
		dup2(null, STDERR_FILENO);
		f(arg);
		_exit(0);
	}
	waitpid(pid, &status, 0);
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status)
				   : WEXITSTATUS(status);
}

/* The last statement of main: return tap_done(); */
TAP_UNUSED static int
tap_done(void)
{
	printf("%d passed, %d failed\n", tap_passed, tap_failed);
	return tap_failed != 0;
}

#endif
