/*
 * cli - the command line: one table of options a tool.
 *
 * For: parsing short and long options the same way in every tool, and
 * printing --help from the same table. Every option has both forms; long
 * names are not abbreviated; "--" ends the options; "-n5", "-n 5",
 * "--name=5" and "--name 5" are the same.
 * Not for: what the options of all filters mean (stream/filter.h).
 */
#ifndef BASE_CLI_H
#define BASE_CLI_H

#include <stdbool.h>
#include <stddef.h>

enum cli_type {
	CLI_FLAG,   /* bool *: set to true */
	CLI_STRING, /* const char **: set to the argument; the last one wins */
	CLI_LIST,   /* struct cli_list *: each argument is added */
	CLI_SIZE,   /* size_t *: bytes, with K, M or G after the number */
	CLI_SCORE   /* double *: a number from 0 to 1 */
};

struct cli_list {
	const char **v;
	size_t n, cap;
};

struct cli_opt {
	char brief;       /* 0: there is no short form */
	const char *name; /* without the dashes */
	const char *arg;  /* name of the argument in --help; NULL: none */
	enum cli_type type;
	void *var;
	const char *help; /* one line */
};

struct cli_tool {
	const char *name, *synopsis, *summary;
};

/*
 * Parses ARGV with the options of OPTS (ended by one without name) and
 * COMMON (the same; may be NULL). Answers --help and --version itself and
 * exits 0; exits 2 on misuse. Returns the index of the first operand, the
 * operands having been left in their order at the end of ARGV.
 */
int cli_parse(const struct cli_tool *tool, const struct cli_opt *opts,
    const struct cli_opt *common, int argc, char *argv[]);

/*
 * The argument LIST of OPTION, names divided by commas, as bits by their
 * places among the N (at most 32) NAMES. Exits 2 on a name that is none.
 */
unsigned cli_bits(
    const char *option, const char *list, const char *const *names, int n);
/* The place of the one name NAME; exits 2, naming all, if it is none. */
int cli_choice(
    const char *option, const char *name, const char *const *names, int n);

#endif
