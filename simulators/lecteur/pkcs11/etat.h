/* What the reader's folder holds, as the program `caducee carte` and every program that loads the module see it. */
#ifndef ETAT_H
#define ETAT_H

#include <limits.h>
#include <stddef.h>

/* Wrong PINs in a row that block a card. */
enum { TRIES = 3 };

/* Where this module lies. */
extern char folder[PATH_MAX];

void state_path(char *to, const char *name);
/* One line of a file of the folder; empty where there is none. */
void state_line(const char *name, char *to, size_t room);
/* The name of the card that is in the slot. */
int state_card(char *name, size_t room);
/* The file of wrong PINs of the card that is in the slot, and how many there were; negative: no card, or no file. */
int tries_open(int *count);
int tries_write(int file, int count);

#endif
