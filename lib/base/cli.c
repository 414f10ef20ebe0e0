#include "base/cli.h"

#include "base/diag.h"
#include "base/mem.h"
#include "base/str.h"

#include <assert.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef VERSION
#define VERSION "0.1.0"
#endif

static _Noreturn void
finish_stdout(void)
{
	if (fflush(stdout) || ferror(stdout))
		die("standard output: %s", strerror(errno));
	exit(STATUS_OK);
}

static void
help_options(const struct cli_opt *o)
{
	char left[64];

	for (; o && o->name; o++) {
		snprintf(left, sizeof left, "%c%c%s--%s%s%s",
		    o->brief ? '-' : ' ', o->brief ? o->brief : ' ',
		    o->brief ? ", " : "  ", o->name, o->arg ? "=" : "",
		    o->arg ? o->arg : "");
		printf("  %-28s %s\n", left, o->help);
	}
}

static _Noreturn void
help(const struct cli_tool *t, const struct cli_opt *opts,
    const struct cli_opt *common)
{
	printf("usage: %s %s\n%s\n\n", t->name, t->synopsis, t->summary);
	help_options(opts);
	help_options(common);
	printf("  -h, --help                   print this and exit\n"
	       "  -V, --version                print the version and exit\n"
	       "\nSee man %s, man 7 copydesk.\n",
	    t->name);
	finish_stdout();
}

static _Noreturn void
misuse(const struct cli_tool *t, const char *what, const char *which)
{
	die("%s '%s' (try '%s --help')", what, which, t->name);
}

static void
set_size(const struct cli_tool *t, const struct cli_opt *o, const char *arg)
{
	unsigned long long v, unit = 1;
	char *end;

	assert(arg);
	errno = 0;
	v = strtoull(arg, &end, 10);
	if (*end == 'K' || *end == 'k')
		unit = 1ull << 10;
	else if (*end == 'M' || *end == 'm')
		unit = 1ull << 20;
	else if (*end == 'G' || *end == 'g')
		unit = 1ull << 30;
	if (unit > 1)
		end++;
	if (errno || end == arg || *end || arg[0] == '-' || v == 0 ||
	    v > SIZE_MAX / 2 / unit)
		misuse(t, "not a size:", arg);
	*(size_t *)o->var = (size_t)(v * unit);
}

static void
set_option(const struct cli_tool *t, const struct cli_opt *o, const char *arg)
{
	struct cli_list *l;
	double d;
	char *end;

	switch (o->type) {
	case CLI_FLAG:
		*(bool *)o->var = true;
		break;
	case CLI_STRING:
		*(const char **)o->var = arg;
		break;
	case CLI_LIST:
		l = o->var;
		l->v = mem_grow(l->v, l->n, &l->cap, sizeof *l->v);
		l->v[l->n++] = arg;
		break;
	case CLI_SIZE:
		set_size(t, o, arg);
		break;
	case CLI_SCORE:
		assert(arg);
		d = strtod(arg, &end);
		if (end == arg || *end || !(d >= 0 && d <= 1))
			misuse(t, "not a number from 0 to 1:", arg);
		*(double *)o->var = d;
		break;
	}
}

static const struct cli_opt *
find_long(const struct cli_opt *o, const char *name, size_t n)
{
	for (; o && o->name; o++)
		if (strlen(o->name) == n && memcmp(o->name, name, n) == 0)
			return o;
	return NULL;
}

static const struct cli_opt *
find_brief(const struct cli_opt *o, char c)
{
	for (; o && o->name; o++)
		if (o->brief == c)
			return o;
	return NULL;
}

int
cli_parse(const struct cli_tool *t, const struct cli_opt *opts,
    const struct cli_opt *common, int argc, char *argv[])
{
	char **operand = mem_zalloc((size_t)argc + 1, sizeof *operand);
	const struct cli_opt *o;
	const char *arg, *eq;
	int nop = 0, i;

	diag_set_name(t->name);
	for (i = 1; i < argc; i++) {
		arg = argv[i];
		if (arg[0] != '-' || arg[1] == '\0') {
			operand[nop++] = argv[i];
			continue;
		}
		if (strcmp(arg, "--") == 0) {
			while (++i < argc)
				operand[nop++] = argv[i];
			break;
		}
		if (arg[1] == '-') {
			eq = strchr(arg, '=');
			size_t n =
			    eq ? (size_t)(eq - arg - 2) : strlen(arg + 2);

			if (strcmp(arg, "--help") == 0)
				help(t, opts, common);
			if (strcmp(arg, "--version") == 0) {
				printf("%s (copydesk) %s\n", t->name, VERSION);
				finish_stdout();
			}
			o = find_long(opts, arg + 2, n);
			if (!o)
				o = find_long(common, arg + 2, n);
			if (!o)
				misuse(t, "unknown option", arg);
			if (!o->arg && eq)
				misuse(t, "option takes no argument:", arg);
			if (o->arg && !eq && i + 1 >= argc)
				misuse(t, "option needs an argument:", arg);
			set_option(t, o,
			    !o->arg ? NULL
			    : eq    ? eq + 1
				    : argv[++i]);
			continue;
		}
		for (const char *p = arg + 1; *p; p++) {
			char one[3] = {'-', *p, '\0'};

			if (*p == 'h')
				help(t, opts, common);
			if (*p == 'V') {
				printf("%s (copydesk) %s\n", t->name, VERSION);
				finish_stdout();
			}
			o = find_brief(opts, *p);
			if (!o)
				o = find_brief(common, *p);
			if (!o)
				misuse(t, "unknown option", one);
			if (!o->arg) {
				set_option(t, o, NULL);
				continue;
			}
			if (p[1] == '\0' && i + 1 >= argc)
				misuse(t, "option needs an argument:", one);
			set_option(t, o, p[1] ? p + 1 : argv[++i]);
			break;
		}
	}
	memcpy(argv + argc - nop, operand, (size_t)nop * sizeof *operand);
	free(operand);
	return argc - nop;
}

unsigned
cli_bits(const char *option, const char *list, const char *const *names, int n)
{
	struct str rest = str_from(list), name;
	unsigned bits = 0;
	int i;

	while (str_split(&rest, ',', &name)) {
		for (i = 0; i < n; i++)
			if (str_eqz(name, names[i]))
				break;
		if (i == n)
			die("%s: unknown name '%.*s' (try '%s --help')", option,
			    (int)(name.n < 100 ? name.n : 100), name.p,
			    diag_name());
		bits |= 1u << i;
	}
	return bits;
}

int
cli_choice(
    const char *option, const char *name, const char *const *names, int n)
{
	char all[256] = "";
	size_t at = 0;

	for (int i = 0; i < n; i++) {
		if (strcmp(name, names[i]) == 0)
			return i;
		if (at < sizeof all)
			at += (size_t)snprintf(all + at, sizeof all - at,
			    "%s%s", i ? ", " : "", names[i]);
	}
	die("%s: unknown name '%.100s' (%s)", option, name, all);
}
