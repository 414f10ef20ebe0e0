/* base/cli: one table of options, parsed the same way in every tool */

#include "base/cli.h"

#include "tap.h"

static bool flag, other;
static const char *string;
static struct cli_list list;
static size_t size;
static double score;

static const struct cli_tool tool = {"tester", "[-fo]", "Tests."};
static const struct cli_opt opts[] = {
    {'f', "flag", NULL, CLI_FLAG, &flag, "a flag"},
    {'s', "string", "S", CLI_STRING, &string, "a string"},
    {'l', "list", "S", CLI_LIST, &list, "a list"},
    {0, "score", "X", CLI_SCORE, &score, "a score"},
    {0}};
static const struct cli_opt common[] = {
    {'o', "other", NULL, CLI_FLAG, &other, "another flag"},
    {'M', "max", "SIZE", CLI_SIZE, &size, "a size"},
    {0}};

/* Parses LINE (words divided by single blanks) into *ARGV. */
static int
parse(const char *line, char ***operands)
{
	static char copy[500], *argv[50];
	int argc = 0;
	char *p = copy;

	flag = other = false;
	string = NULL;
	list.n = 0;
	size = 0;
	score = -1;
	snprintf(copy, sizeof copy, "tester %s", line);
	while (p && *p) {
		argv[argc++] = p;
		p = strchr(p, ' ');
		if (p)
			*p++ = '\0';
	}
	argv[argc] = NULL;
	*operands = argv + cli_parse(&tool, opts, common, argc, argv);
	return (int)(argv + argc - *operands);
}

static void
parse_child(void *arg)
{
	char **operands;

	parse(arg, &operands);
}

static void
good(void)
{
	static const struct {
		const char *line, *state;
	} t[] = {
	    {"", ""},
	    {"-f", "f"},
	    {"--flag", "f"},
	    {"-fo", "fo"},
	    {"-o --flag", "fo"},
	    {"-sx", "s=x"},
	    {"-s x", "s=x"},
	    {"-fsx", "fs=x"},
	    {"--string=x", "s=x"},
	    {"--string x", "s=x"},
	    {"--string=a=b", "s=a=b"},
	    {"--string=", "s="},
	    {"-s -f", "s=-f"},
	    {"-s --", "s=--"},
	    {"-s a -s b", "s=b"},
	    {"-l a -l b --list=c", "l=abc"},
	    {"a -f b", "f 2:a,b"},
	    {"-- -f", " 1:-f"},
	    {"a -- -f --", " 3:a,-f,--"},
	    {"- -f", "f 1:-"},
	    {"-M 5", "M=5"},
	    {"-M5K", "M=5120"},
	    {"--max=2m", "M=2097152"},
	    {"--max 1G", "M=1073741824"},
	    {"--score 0.5", "x=0.50"},
	    {"--score=1", "x=1.00"},
	};
	char got[300];
	char **op;

	for (size_t i = 0; i < COUNT(t); i++) {
		int n = parse(t[i].line, &op), k;

		k = snprintf(got, sizeof got, "%s%s", flag ? "f" : "",
		    other ? "o" : "");
		if (string)
			k += snprintf(got + k, 50, "s=%.40s", string);
		for (size_t j = 0; j < list.n; j++)
			k += snprintf(got + k, 50, "%s%.40s", j ? "" : "l=",
			    list.v[j]);
		if (size)
			k += snprintf(got + k, 50, "M=%zu", size);
		if (score >= 0)
			k += snprintf(got + k, 50, "x=%.2f", score);
		if (n)
			k += snprintf(got + k, 50, " %d:", n);
		for (int j = 0; j < n; j++)
			k += snprintf(got + k, 50, "%s%.40s", j ? "," : "",
			    op[j]);
		if (!check(strcmp(got, t[i].state) == 0, "'%s'", t[i].line))
			printf("# got '%s'\n", got);
	}
}

static void
bad(void)
{
	static const char *const t[] = {"-x", "-fx", "--none", "--fla",
	    "--flags", "--flag=1", "--flag=", "-s", "--string", "-M", "-M x",
	    "-M -1", "-M 0", "-M 1T", "-M 1KB", "-M 99999999999999999999",
	    "-M 99999999999G", "--score 2", "--score -0.1", "--score x",
	    "--score nan", "---", "--=x", "-f -- --x -y -s"};

	for (size_t i = 0; i + 1 < COUNT(t); i++)
		check(tap_child(parse_child, (void *)t[i]) == 2,
		    "misuse: '%s'", t[i]);
	check(tap_child(parse_child, (void *)t[COUNT(t) - 1]) == 0,
	    "no misuse: '%s'", t[COUNT(t) - 1]);
	check(tap_child(parse_child, (void *)"-x --help") == 2,
	    "misuse before --help");
	check(tap_child(parse_child, (void *)"--help -x") == 0,
	    "--help before misuse");
	check(tap_child(parse_child, (void *)"-fh") == 0, "-h among others");
}

int
main(void)
{
	good();
	bad();
	free(list.v);
	return tap_done();
}
