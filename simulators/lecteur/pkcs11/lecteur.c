/*
 * A card reader as a PKCS#11 module: one slot, in which a card (a token of SoftHSM) is or is not. It stands before
 * SoftHSM and adds what that one has not: a card that can be taken out while programs use it, and a count of wrong PINs
 * that blocks the card. Everything else is SoftHSM's own.
 *
 * Its state is the folder in which this file lies, so that nothing has to be set in the environment of a browser:
 *   softhsm         the path of SoftHSM's library
 *   softhsm2.conf   its configuration
 *   insertion       "NAME N": the token in the slot and how many insertions there were; absent: no card
 *   essais/NAME     wrong PINs in a row, one digit
 * The program `caducee carte` writes them; the counts are also written here, before a PIN is tried.
 */
#define _GNU_SOURCE
#include "etat.h"
#include "pkcs11.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The slot that programs see, whatever SoftHSM calls its own. */
static const ulong_t SLOT = 0;

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static struct functions *real, ours;
/* Between C_Initialize and C_Finalize. */
static int running;
/* The insertion in which sessions were opened, and the last one that somebody was told of. */
static char opened[128], told[128];
/* The insertion for which SoftHSM was started again, and how the program started it. */
static char restarted[128];
static struct { int given; struct initialize_args arguments; } started_with;

/* SoftHSM's slot of this name, padded as PKCS#11 pads labels. */
static rv_t slot_named(const char *padded, ulong_t *found) {
    ulong_t slots[64], count = 64;
    rv_t (*list)(unsigned char, ulong_t *, ulong_t *) = (void *)real->at[GET_SLOTS];
    rv_t (*info)(ulong_t, struct token_info *) = (void *)real->at[GET_TOKEN];
    rv_t rv = list(1, slots, &count);
    for (ulong_t i = 0; rv == OK && i < count; i++) {
        struct token_info token;
        if (info(slots[i], &token) == OK && memcmp(token.label, padded, 32) == 0) {
            *found = slots[i];
            return OK;
        }
    }
    return rv == OK ? TOKEN_NOT_PRESENT : rv;
}

/* Ends the sessions of another insertion than this one. Under the lock. */
static int end_if_changed(const char *now) {
    ulong_t slots[64], count = 64;
    if (opened[0] == 0 || strcmp(now, opened) == 0) return 0;
    rv_t (*list)(unsigned char, ulong_t *, ulong_t *) = (void *)real->at[GET_SLOTS];
    rv_t (*close_all)(ulong_t) = (void *)real->at[CLOSE_ALL];
    if (list(1, slots, &count) == OK) for (ulong_t i = 0; i < count; i++) close_all(slots[i]);
    opened[0] = 0;
    return 1;
}

/* SoftHSM's slot of the card that is in ours. It looks for tokens at its start alone: a card that was made since then is found by
 * starting it again, once an insertion, and only while no session is open. */
static rv_t real_slot(ulong_t *found) {
    char name[128], padded[33], now[128];
    if (!running) return NOT_INITIALIZED;
    if (!state_card(name, sizeof name)) return TOKEN_NOT_PRESENT;
    snprintf(padded, sizeof padded, "%-32.32s", name);
    state_line("insertion", now, sizeof now);
    pthread_mutex_lock(&turn);
    end_if_changed(now);
    rv_t rv = slot_named(padded, found);
    if (rv == TOKEN_NOT_PRESENT && opened[0] == 0 && strcmp(now, restarted) != 0) {
        snprintf(restarted, sizeof restarted, "%s", now);
        ((rv_t (*)(void *))real->at[FINALIZE])(NULL);
        rv = ((rv_t (*)(void *))real->at[INITIALIZE])(started_with.given ? &started_with.arguments : NULL);
        if (rv == OK) rv = slot_named(padded, found);
    }
    pthread_mutex_unlock(&turn);
    return rv;
}

/* Whether the card in which sessions were opened is still there, without having been out: its sessions end otherwise. */
static rv_t still_there(void) {
    char now[128];
    if (!running) return NOT_INITIALIZED;
    state_line("insertion", now, sizeof now);
    pthread_mutex_lock(&turn);
    int ended = end_if_changed(now);
    pthread_mutex_unlock(&turn);
    if (now[0] == 0) return DEVICE_REMOVED;
    return ended ? SESSION_HANDLE_INVALID : OK;
}

/* SoftHSM's functions: those of ours that are not set are its own. Programs copy our list before they start us. */
static int load(void) {
    char library[PATH_MAX];
    if (real != NULL) return 1;
    state_line("softhsm", library, sizeof library);
    void *module = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    rv_t (*list)(struct functions **) = module ? (void *)dlsym(module, "C_GetFunctionList") : NULL;
    if (list == NULL || list(&real) != OK) return 0;
    for (int i = 0; i < 68; i++) if (ours.at[i] == NULL) ours.at[i] = real->at[i];
    return 1;
}

static rv_t initialize(void *arguments) {
    char configuration[PATH_MAX];
    state_path(configuration, "softhsm2.conf");
    /* SoftHSM is configured by the environment alone; nobody else in this program is asked for it. */
    if (setenv("SOFTHSM2_CONF", configuration, 1) != 0) return GENERAL_ERROR;
    rv_t rv = ((rv_t (*)(void *))real->at[INITIALIZE])(arguments);
    if (rv != OK) return rv;
    started_with.given = arguments != NULL;
    if (arguments != NULL) started_with.arguments = *(struct initialize_args *)arguments;
    state_line("insertion", told, sizeof told);
    opened[0] = restarted[0] = 0;
    running = 1;
    return OK;
}

static rv_t finalize(void *reserved) {
    running = 0;
    return ((rv_t (*)(void *))real->at[FINALIZE])(reserved);
}

static rv_t get_slots(unsigned char present, ulong_t *list, ulong_t *count) {
    ulong_t slot;
    if (!running) return NOT_INITIALIZED;
    if (count == NULL) return GENERAL_ERROR;
    ulong_t there = !present || real_slot(&slot) == OK;
    if (list != NULL && *count < there) return BUFFER_TOO_SMALL;
    if (list != NULL && there) list[0] = SLOT;
    *count = there;
    return OK;
}

static rv_t get_slot(ulong_t id, struct slot_info *info) {
    ulong_t slot;
    if (!running) return NOT_INITIALIZED;
    if (id != SLOT || info == NULL) return SLOT_ID_INVALID;
    memset(info, ' ', 96);
    memcpy(info->description, "Lecteur de cartes de Caducee", 28);
    memcpy(info->manufacturer, "CADUCEE FICTIF", 14);
    info->flags = REMOVABLE | (real_slot(&slot) == OK ? TOKEN_PRESENT : 0);
    info->hardware = info->firmware = (struct version){ 1, 0 };
    return OK;
}

static rv_t get_token(ulong_t id, struct token_info *info) {
    ulong_t slot;
    int count = 0;
    rv_t rv = id == SLOT ? real_slot(&slot) : SLOT_ID_INVALID;
    if (rv != OK) return rv;
    rv = ((rv_t (*)(ulong_t, struct token_info *))real->at[GET_TOKEN])(slot, info);
    if (rv == OK) info->flags |= READ_ONLY;
    int file = rv == OK ? tries_open(&count) : -1;
    if (file < 0) return rv;
    close(file);
    if (count >= TRIES) info->flags |= PIN_IS_LOCKED;
    else if (count == TRIES - 1) info->flags |= PIN_FINAL_TRY | PIN_COUNT_LOW;
    else if (count > 0) info->flags |= PIN_COUNT_LOW;
    return OK;
}

static rv_t get_mechanisms(ulong_t id, ulong_t *list, ulong_t *count) {
    ulong_t slot;
    rv_t rv = id == SLOT ? real_slot(&slot) : SLOT_ID_INVALID;
    return rv != OK ? rv : ((rv_t (*)(ulong_t, ulong_t *, ulong_t *))real->at[GET_MECHANISMS])(slot, list, count);
}

static rv_t get_mechanism(ulong_t id, ulong_t kind, void *info) {
    ulong_t slot;
    rv_t rv = id == SLOT ? real_slot(&slot) : SLOT_ID_INVALID;
    return rv != OK ? rv : ((rv_t (*)(ulong_t, ulong_t, void *))real->at[GET_MECHANISM])(slot, kind, info);
}

static rv_t open_session(ulong_t id, ulong_t flags, void *application, void *notify, ulong_t *session) {
    ulong_t slot;
    rv_t rv = id == SLOT ? real_slot(&slot) : SLOT_ID_INVALID;
    if (rv == OK && (flags & READ_WRITE)) rv = WRITE_PROTECTED;
    if (rv != OK) return rv;
    pthread_mutex_lock(&turn);
    if (opened[0] == 0) state_line("insertion", opened, sizeof opened);
    pthread_mutex_unlock(&turn);
    return ((rv_t (*)(ulong_t, ulong_t, void *, void *, ulong_t *))real->at[OPEN])(slot, flags, application, notify, session);
}

static rv_t close_all(ulong_t id) {
    ulong_t slot;
    rv_t rv = id == SLOT ? real_slot(&slot) : SLOT_ID_INVALID;
    return rv != OK ? rv : ((rv_t (*)(ulong_t))real->at[CLOSE_ALL])(slot);
}

static rv_t get_session(ulong_t session, struct session_info *info) {
    rv_t rv = still_there();
    if (rv == OK) rv = ((rv_t (*)(ulong_t, struct session_info *))real->at[GET_SESSION])(session, info);
    if (rv == OK) info->slot = SLOT;
    return rv;
}

/* Counted before it is tried: a program that is killed in between has used its try. */
static rv_t login(ulong_t session, ulong_t who, unsigned char *pin, ulong_t length) {
    int count;
    rv_t rv = who == SO ? NOT_SUPPORTED : still_there();
    if (rv != OK) return rv;
    int file = tries_open(&count);
    if (file < 0) return DEVICE_REMOVED;
    if (count >= TRIES) rv = PIN_LOCKED;
    else if (!tries_write(file, count + 1)) rv = GENERAL_ERROR;
    else {
        rv = ((rv_t (*)(ulong_t, ulong_t, unsigned char *, ulong_t))real->at[LOGIN])(session, who, pin, length);
        if (rv == PIN_INCORRECT && count + 1 >= TRIES) rv = PIN_LOCKED;
        else if (rv == OK) tries_write(file, 0);
        else if (rv != PIN_INCORRECT) tries_write(file, count);
    }
    close(file);
    return rv;
}

static rv_t read_attributes(ulong_t session, ulong_t object, void *template, ulong_t count) {
    rv_t rv = still_there();
    return rv != OK ? rv : ((rv_t (*)(ulong_t, ulong_t, void *, ulong_t))real->at[READ])(session, object, template, count);
}

static rv_t find(ulong_t session, void *template, ulong_t count) {
    rv_t rv = still_there();
    return rv != OK ? rv : ((rv_t (*)(ulong_t, void *, ulong_t))real->at[FIND])(session, template, count);
}

static rv_t decrypt_init(ulong_t session, void *mechanism, ulong_t key) {
    rv_t rv = still_there();
    return rv != OK ? rv : ((rv_t (*)(ulong_t, void *, ulong_t))real->at[DECRYPT_INIT])(session, mechanism, key);
}

static rv_t sign_init(ulong_t session, void *mechanism, ulong_t key) {
    rv_t rv = still_there();
    return rv != OK ? rv : ((rv_t (*)(ulong_t, void *, ulong_t))real->at[SIGN_INIT])(session, mechanism, key);
}

static rv_t sign(ulong_t session, void *data, ulong_t length, void *signature, ulong_t *room) {
    rv_t rv = still_there();
    return rv != OK ? rv : ((rv_t (*)(ulong_t, void *, ulong_t, void *, ulong_t *))real->at[SIGN])(session, data, length, signature, room);
}

/* Nobody is made to wait: a program asks again. */
static rv_t wait_for_slot(ulong_t flags, ulong_t *slot, void *reserved) {
    char now[128];
    (void)reserved;
    if (!running) return NOT_INITIALIZED;
    if (!(flags & DONT_BLOCK)) return NOT_SUPPORTED;
    state_line("insertion", now, sizeof now);
    if (strcmp(now, told) == 0) return NO_EVENT;
    snprintf(told, sizeof told, "%s", now);
    *slot = SLOT;
    return OK;
}

/* The card is given by who issues it: its PIN and its content are not changed through a reader. */
static rv_t refused(void) { return NOT_SUPPORTED; }

static rv_t get_list(struct functions **list) {
    Dl_info here;
    if (list == NULL) return GENERAL_ERROR;
    if (folder[0] == 0) {
        /* of something that is ours alone: other libraries have a function of the same name */
        if (dladdr(&ours, &here) == 0 || realpath(here.dli_fname, folder) == NULL) return GENERAL_ERROR;
        *strrchr(folder, '/') = 0;
    }
    ours.version = (struct version){ 2, 40 };
    any_fn *at = ours.at;
    at[INITIALIZE] = (any_fn)initialize, at[FINALIZE] = (any_fn)finalize, at[GET_LIST] = (any_fn)get_list;
    at[GET_SLOTS] = (any_fn)get_slots, at[GET_SLOT] = (any_fn)get_slot, at[GET_TOKEN] = (any_fn)get_token;
    at[GET_MECHANISMS] = (any_fn)get_mechanisms, at[GET_MECHANISM] = (any_fn)get_mechanism;
    at[INIT_TOKEN] = at[INIT_PIN] = at[SET_PIN] = refused;
    at[OPEN] = (any_fn)open_session, at[CLOSE_ALL] = (any_fn)close_all, at[GET_SESSION] = (any_fn)get_session;
    at[LOGIN] = (any_fn)login, at[READ] = (any_fn)read_attributes, at[FIND] = (any_fn)find;
    at[DECRYPT_INIT] = (any_fn)decrypt_init, at[SIGN_INIT] = (any_fn)sign_init, at[SIGN] = (any_fn)sign;
    at[WAIT] = (any_fn)wait_for_slot;
    if (!load()) return GENERAL_ERROR;
    *list = &ours;
    return OK;
}

__attribute__((visibility("default"))) rv_t C_GetFunctionList(struct functions **list) { return get_list(list); }
