#define _GNU_SOURCE
#include "etat.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

char folder[PATH_MAX];

void state_path(char *to, const char *name) {
    snprintf(to, PATH_MAX, "%.3000s/%.200s", folder, name);
}

void state_line(const char *name, char *to, size_t room) {
    char file[PATH_MAX];
    state_path(file, name);
    to[0] = 0;
    FILE *read = fopen(file, "re");
    if (read == NULL) return;
    if (fgets(to, (int)room, read) == NULL) to[0] = 0;
    to[strcspn(to, "\n")] = 0;
    fclose(read);
}

int state_card(char *name, size_t room) {
    state_line("insertion", name, room);
    name[strcspn(name, " ")] = 0;
    return name[0] != 0;
}

/* Its digit is locked against every other program as long as the file is open. */
int tries_open(int *count) {
    char name[128], file[256], whole[PATH_MAX], digit = '0';
    if (!state_card(name, sizeof name)) return -1;
    state_path(whole, "essais");
    if (mkdir(whole, 0700) != 0 && errno != EEXIST) return -1;
    snprintf(file, sizeof file, "essais/%.120s", name);
    state_path(whole, file);
    int opened_file = open(whole, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (opened_file < 0) return -1;
    if (flock(opened_file, LOCK_EX) != 0 || pread(opened_file, &digit, 1, 0) < 0) {
        close(opened_file);
        return -1;
    }
    *count = digit >= '0' && digit <= '9' ? digit - '0' : TRIES;
    return opened_file;
}

int tries_write(int file, int count) {
    char digit = (char)('0' + count);
    return pwrite(file, &digit, 1, 0) == 1 && fsync(file) == 0;
}
