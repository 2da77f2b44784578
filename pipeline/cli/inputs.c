#include "cli/inputs.h"

#include <dirent.h>
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/complain.h"

enum { DEEPEST = 64 };

static void add(input_list *found, const char *path)
{
    if (found->count == found->capacity) {
        const size_t capacity = found->capacity * 2 + 16;
        earful_input *const items = realloc(found->items, capacity * sizeof items[0]);
        if (items == NULL)
            run_out_of_memory();
        found->items = items;
        found->capacity = capacity;
    }
    char *const name = strdup(path);
    if (name == NULL)
        run_out_of_memory();
    found->items[found->count++] = (earful_input){.name = name};
}

static int visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static bool add_directory(input_list *found, const char *path, int depth);

/* Inside a directory only regular files count: a FIFO there would block for ever. */
static bool add_entry(input_list *found, const char *directory, const char *name, int depth)
{
    char path[4096];
    const size_t used = strlen(directory);
    const bool slash = used > 0 && directory[used - 1] == '/';
    if ((size_t)snprintf(path, sizeof path, "%s%s%s", directory, slash ? "" : "/", name) >=
        sizeof path) {
        complain("%s: the path is too long", directory);
        return false;
    }
    struct stat about;
    if (stat(path, &about) != 0)
        return true; /* a dangling link is nobody's input */
    if (S_ISDIR(about.st_mode))
        return add_directory(found, path, depth + 1);
    if (S_ISREG(about.st_mode))
        add(found, path);
    return true;
}

static bool add_directory(input_list *found, const char *path, int depth)
{
    if (depth > DEEPEST) {
        complain("%s: directories nest more than %d deep", path, DEEPEST);
        return false;
    }
    struct dirent **entries = NULL;
    const int n = scandir(path, &entries, visible, by_bytes);
    if (n < 0 && errno == ENOMEM)
        run_out_of_memory();
    if (n < 0) {
        complain("%s: cannot read the directory: %s", path, strerror(errno));
        return false;
    }
    bool good = true;
    for (int i = 0; i < n; i++) {
        good = good && add_entry(found, path, entries[i]->d_name, depth);
        free(entries[i]);
    }
    free(entries);
    return good;
}

static bool add_path(input_list *found, const char *path)
{
    struct stat about = {0};
    if (strcmp(path, "-") != 0 && stat(path, &about) != 0) {
        complain("%s: %s", path, strerror(errno));
        return false;
    }
    if (S_ISDIR(about.st_mode))
        return add_directory(found, path, 0);
    add(found, path);
    return true;
}

static bool add_glob(input_list *found, const char *pattern)
{
    glob_t names = {0};
    bool good = true;
    errno = 0;
    const int code = glob(pattern, 0, NULL, &names);
    if (code == GLOB_NOSPACE || errno == ENOMEM)
        run_out_of_memory();
    if (code != 0) {
        complain("%s: no such file, and no file matches it", pattern);
        good = false;
    }
    for (size_t i = 0; i < names.gl_pathc && good; i++)
        good = add_path(found, names.gl_pathv[i]);
    globfree(&names);
    return good;
}

bool find_inputs(const string_list *arguments, input_list *found)
{
    if (arguments->count == 0) {
        complain("no input named; give files, directories, or - for standard input");
        return false;
    }
    for (size_t i = 0; i < arguments->count; i++) {
        const char *const path = arguments->items[i];
        struct stat about;
        const bool is_glob = strpbrk(path, "*?[") != NULL && stat(path, &about) != 0;
        if (!(is_glob ? add_glob(found, path) : add_path(found, path)))
            return false;
    }
    if (found->count == 0)
        complain("no files found below what was named");
    return found->count > 0;
}

void free_inputs(input_list *found)
{
    for (size_t i = 0; i < found->count; i++)
        free((char *)(uintptr_t)found->items[i].name);
    free(found->items);
}
