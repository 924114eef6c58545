/* Stands between the program and the disk: counts the calls that change a folder, fails the n-th, or writes them all
   down. Loaded with LD_PRELOAD; without a watched folder it does nothing. One thread only. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MOST_FDS 4096

static char folder[4096];
static size_t folder_length;
static char *name_of[MOST_FDS];
static long counted, failing, fired;
static int with, lasting, log_fd = -1;
static char fired_call[64];

/* What the test asks of the shim, through ctypes. */
void shim_watch(const char *path) {
    snprintf(folder, sizeof folder, "%s", path);
    folder_length = strlen(folder);
    counted = fired = 0;
}
/* error > 0: that errno; error == 0: the process is killed instead of the call. */
void shim_fail(long n, int error, int from_then_on) {
    counted = fired = 0;
    failing = n, with = error, lasting = from_then_on;
}
/* The one sync after a journal has gone: sync of the folder itself, once an unlink was seen. */
static int folder_sync, unlinked;
void shim_fail_folder_sync(int error) { folder_sync = 1, unlinked = 0, with = error; }
void shim_stop(void) { failing = folder_sync = 0, folder_length = 0; }
long shim_counted(void) { return counted; }
long shim_fired(void) { return fired; }
const char *shim_fired_call(void) { return fired_call; }
void shim_log(int fd) { log_fd = fd; }

static int inside(const char *path) {
    return folder_length && path && !strncmp(path, folder, folder_length) &&
           (path[folder_length] == '/' || !path[folder_length]);
}

static const char *watched(int fd) {
    return folder_length && fd >= 0 && fd < MOST_FDS ? name_of[fd] : NULL;
}

/* One line of text, then the data: "call offset length name\tother\n". */
static void note(const char *call, const char *name, const char *other, long long offset, const void *data, size_t n) {
    char line[9000];
    if (log_fd < 0) return;
    int length = snprintf(line, sizeof line, "%s %lld %zu %s\t%s\n", call, offset, n, name, other ? other : "");
    syscall(SYS_write, log_fd, line, length);
    if (n) syscall(SYS_write, log_fd, data, n);
}
void shim_mark(const char *text) { note("mark", text, NULL, 0, NULL, 0); }

/* Whether this call is to fail; sets errno. */
static int fails(const char *call, const char *name) {
    counted++;
    if (!failing || (lasting ? counted < failing : counted != failing)) return 0;
    if (!fired) {
        fired = counted;
        snprintf(fired_call, sizeof fired_call, "%s %s", call, strrchr(name, '/') ? strrchr(name, '/') + 1 : name);
    }
    if (!with) syscall(SYS_kill, getpid(), SIGKILL);
    errno = with;
    return 1;
}

#define NEXT(type, name, ...)                      \
    static type (*next)(__VA_ARGS__);              \
    if (!next) next = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static int opened(int fd, const char *path, int flags) {
    if (fd < 0 || fd >= MOST_FDS) return fd;
    free(name_of[fd]);
    name_of[fd] = inside(path) ? strdup(path) : NULL;
    if (name_of[fd] && flags & O_TRUNC) note("truncate", path, NULL, 0, NULL, 0);
    return fd;
}

static int opening(const char *path, int flags, mode_t mode, int (*next)(const char *, int, ...)) {
    int creates = inside(path) && (flags & O_CREAT) && access(path, F_OK);
    if (creates && fails("create", path)) return -1;
    int fd = next(path, flags, mode);
    if (creates && fd >= 0) note("create", path, NULL, 0, NULL, 0);
    return opened(fd, path, flags);
}

#define OPEN(name)                                                          \
    int name(const char *path, int flags, ...) {                            \
        NEXT(int, #name, const char *, int, ...);                           \
        mode_t mode = 0;                                                    \
        if (flags & (O_CREAT | __O_TMPFILE)) {                              \
            va_list rest;                                                   \
            va_start(rest, flags);                                          \
            mode = va_arg(rest, mode_t);                                    \
            va_end(rest);                                                   \
        }                                                                   \
        return opening(path, flags, mode, next);                            \
    }
OPEN(open)
OPEN(open64)

int close(int fd) {
    NEXT(int, "close", int);
    if (fd >= 0 && fd < MOST_FDS) free(name_of[fd]), name_of[fd] = NULL;
    return next(fd);
}

ssize_t write(int fd, const void *data, size_t n) {
    NEXT(ssize_t, "write", int, const void *, size_t);
    const char *name = watched(fd);
    if (!name) return next(fd, data, n);
    if (fails("write", name)) return -1;
    long long at = syscall(SYS_lseek, fd, 0L, SEEK_CUR);
    ssize_t done = next(fd, data, n);
    if (done > 0) note("write", name, NULL, at, data, done);
    return done;
}

#define PWRITE(call, offset_type)                                                      \
    ssize_t call(int fd, const void *data, size_t n, offset_type at) {                 \
        NEXT(ssize_t, #call, int, const void *, size_t, offset_type);                  \
        const char *name = watched(fd);                                                \
        if (!name) return next(fd, data, n, at);                                       \
        if (fails("write", name)) return -1;                                           \
        ssize_t done = next(fd, data, n, at);                                          \
        if (done > 0) note("write", name, NULL, at, data, done);                       \
        return done;                                                                   \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define SYNC(call)                                                  \
    int call(int fd) {                                              \
        NEXT(int, #call, int);                                      \
        const char *name = watched(fd);                             \
        if (!name) return next(fd);                                 \
        if (folder_sync && unlinked && !strcmp(name, folder)) {     \
            folder_sync = 0;                                        \
            return errno = with, -1;                                \
        }                                                           \
        if (fails("fsync", name)) return -1;                        \
        note("sync", name, NULL, 0, NULL, 0);                       \
        return next(fd);                                            \
    }
SYNC(fsync)
SYNC(fdatasync)

#define TRUNCATE(call, offset_type)                                 \
    int call(int fd, offset_type size) {                            \
        NEXT(int, #call, int, offset_type);                         \
        const char *name = watched(fd);                             \
        if (!name) return next(fd, size);                           \
        if (fails("truncate", name)) return -1;                     \
        note("truncate", name, NULL, size, NULL, 0);                \
        return next(fd, size);                                      \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

int rename(const char *from, const char *to) {
    NEXT(int, "rename", const char *, const char *);
    if (!inside(to)) return next(from, to);
    if (fails("rename", to)) return -1;
    int done = next(from, to);
    if (!done) note("rename", from, to, 0, NULL, 0);
    return done;
}

int unlink(const char *path) {
    NEXT(int, "unlink", const char *);
    if (!inside(path) || access(path, F_OK)) return next(path);
    /* A full disk still lets go of files. */
    if (with != ENOSPC && fails("unlink", path)) return -1;
    int done = next(path);
    if (!done) note("unlink", path, NULL, 0, NULL, 0), unlinked = 1;
    return done;
}

int mkdir(const char *path, mode_t mode) {
    NEXT(int, "mkdir", const char *, mode_t);
    if (!inside(path) || !access(path, F_OK)) return next(path, mode);
    if (fails("mkdir", path)) return -1;
    int done = next(path, mode);
    if (!done) note("mkdir", path, NULL, 0, NULL, 0);
    return done;
}

/* Bad places of a disk: files of this name cannot be read. */
static char unreadable[256];
void shim_unreadable(const char *name) { snprintf(unreadable, sizeof unreadable, "%s", name); }

ssize_t read(int fd, void *data, size_t n) {
    NEXT(ssize_t, "read", int, void *, size_t);
    const char *name = unreadable[0] ? watched(fd) : NULL;
    if (name && strrchr(name, '/') && !strcmp(strrchr(name, '/') + 1, unreadable)) return errno = EIO, -1;
    return next(fd, data, n);
}
