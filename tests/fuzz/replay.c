/* Runs a fuzz target over files, and over every file cut short: the part of fuzzing that needs no
 * engine, so that each CI run and each compiler repeats it. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LARGEST = 1 << 20, CUTS = 64 };

static uint8_t bytes[LARGEST];

/* A copy on the heap of just this size, so that a sanitizer sees every byte read past the end. */
static void run(size_t size)
{
    uint8_t *const copy = malloc(size + (size == 0));
    if (copy == NULL)
        abort();
    memcpy(copy, bytes, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

static void replay(const char *path)
{
    FILE *const file = fopen(path, "rb");
    if (file == NULL)
        return;
    const size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    for (size_t cut = 0; cut < CUTS && cut < size; cut++)
        run(size * cut / CUTS);
    run(size);
}

int main(int argc, char **argv)
{
    size_t count = 0;
    for (int i = 1; i < argc; i++) {
        DIR *const directory = opendir(argv[i]);
        if (directory == NULL)
            continue;
        for (const struct dirent *entry; (entry = readdir(directory)) != NULL;) {
            char path[4096];
            if (entry->d_name[0] == '.')
                continue;
            snprintf(path, sizeof path, "%s/%s", argv[i], entry->d_name);
            replay(path);
            count++;
        }
        closedir(directory);
    }
    printf("replayed %s: %zu seeds\n", argc > 1 ? argv[1] : "", count);
    return count == 0;
}
