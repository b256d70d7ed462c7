/* PKCS#11 2.40, as far as the reader uses it. */
#ifndef PKCS11_H
#define PKCS11_H

typedef unsigned long ulong_t;
typedef ulong_t rv_t;
typedef rv_t (*any_fn)(void);

enum { OK = 0, SLOT_ID_INVALID = 3, GENERAL_ERROR = 5, NO_EVENT = 8, DEVICE_REMOVED = 0x32, NOT_SUPPORTED = 0x54 };
enum { PIN_INCORRECT = 0xA0, PIN_LOCKED = 0xA4, SESSION_HANDLE_INVALID = 0xB3, TOKEN_NOT_PRESENT = 0xE0 };
enum { WRITE_PROTECTED = 0xE2, BUFFER_TOO_SMALL = 0x150, NOT_INITIALIZED = 0x190 };
enum { TOKEN_PRESENT = 1, REMOVABLE = 2, READ_ONLY = 2, READ_WRITE = 2, SO = 0, DONT_BLOCK = 1 };
enum { PIN_COUNT_LOW = 0x10000, PIN_FINAL_TRY = 0x20000, PIN_IS_LOCKED = 0x40000 };

struct version { unsigned char major, minor; };
struct slot_info { unsigned char description[64], manufacturer[32]; ulong_t flags; struct version hardware, firmware; };
struct token_info {
    unsigned char label[32], manufacturer[32], model[16], serial[16];
    ulong_t flags, numbers[10];
    struct version hardware, firmware;
    unsigned char time[16];
};
struct session_info { ulong_t slot, state, flags, error; };
struct initialize_args { void *create, *destroy, *lock, *unlock; ulong_t flags; void *reserved; };
struct functions { struct version version; any_fn at[68]; };

/* Places in the list of functions. */
enum {
    INITIALIZE = 0, FINALIZE = 1, GET_LIST = 3, GET_SLOTS = 4, GET_SLOT = 5, GET_TOKEN = 6, GET_MECHANISMS = 7,
    GET_MECHANISM = 8, INIT_TOKEN = 9, INIT_PIN = 10, SET_PIN = 11, OPEN = 12, CLOSE_ALL = 14, GET_SESSION = 15,
    LOGIN = 18, READ = 24, FIND = 26, DECRYPT_INIT = 33, SIGN_INIT = 42, SIGN = 43, WAIT = 67
};

#endif
