/* The completion of bash: a function with the words of every command written out. Where nothing is
 * known the shell offers files. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/manual.h"

static void print_command_words(void)
{
    fputs("        words='", stdout);
    for (size_t i = 0; i < n_commands; i++)
        printf("%s ", commands[i].name);
    puts("--help --version'");
}

static void print_option_words(const command *of)
{
    printf("        %s) words='", of->name);
    for (size_t i = 0; i < n_options; i++)
        if ((option_table[i].commands & (unsigned)of->bit) != 0 && option_table[i].help != NULL)
            printf("--%s ", option_table[i].name);
    if (of->bit == ON_HELP) {
        for (size_t i = 0; i < n_commands; i++)
            printf("%s ", commands[i].name);
        for (size_t i = 0; help_page_name(i) != NULL; i++)
            printf("%s ", help_page_name(i));
    }
    puts("' ;;");
}

static bool takes_file(const option_info *option)
{
    return strstr(option->argument, "FILE") != NULL || strstr(option->argument, "DIR") != NULL ||
           strstr(option->argument, "STATE") != NULL;
}

/* The options of one kind of value, as the pattern of a case. */
static void print_values(bool files)
{
    const char *before = "    ";
    for (size_t i = 0; i < n_options; i++) {
        const option_info *const option = &option_table[i];
        if (option->argument == NULL || option->help == NULL || takes_file(option) != files)
            continue;
        printf("%s--%s", before, option->name);
        before = "|";
        if (option->letter != 0)
            printf("|-%c", option->letter);
    }
}

void print_bash_completion(void)
{
    puts("# bash completion for earful, made by the program from its own tables\n"
         "\n"
         "_earful()\n"
         "{\n"
         "    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words=\n"
         "    COMPREPLY=()\n"
         "    case $before in");
    print_values(true);
    puts(") return ;;");
    print_values(false);
    puts(") compopt +o default 2>/dev/null; return ;;\n"
         "    esac\n"
         "    if [ \"$COMP_CWORD\" -eq 1 ]; then");
    print_command_words();
    puts("    else\n"
         "        case ${COMP_WORDS[1]} in");
    for (size_t i = 0; i < n_commands; i++)
        print_option_words(&commands[i]);
    puts("        esac\n"
         "    fi\n"
         "    if [ -n \"$current\" ] || [ \"$COMP_CWORD\" -eq 1 ] || [ \"${COMP_WORDS[1]}\" = help "
         "]; then\n"
         "        mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
         "    fi\n"
         "}\n"
         "\n"
         "complete -o default -F _earful earful");
}
