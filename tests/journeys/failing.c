/* Preloaded before a program: counts what it does to the files below one folder, and lets the nth operation fail.

   The program calls arm() and calls(). Everything it does to files goes through here, SQLite's own code included. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { OPEN_TO_READ = 1, OPEN_TO_WRITE = 2, CREATE = 4, WRITE = 8, SYNC = 16, NAME = 32, REMOVE = 64 };

static char folder[4096];
static char ours[1 << 16]; /* by descriptor: whether it is open below the folder */
static int at, code, kinds, stays, count;

/* From now on the nth operation of these kinds fails with this code, and with `on` all after it too.
   Code 0: it writes half of what it should, and says so. Code -9: the process is killed. n = 0: nothing fails. */
void arm(const char *below, int n, int with, int of_kinds, int on) {
    strncpy(folder, below, sizeof folder - 1);
    at = n, code = with, kinds = of_kinds, stays = on, count = 0;
}

int calls(void) { return count; }

#define REAL(kind, name) ((kind)dlsym(RTLD_NEXT, name))

static int is_ours(int descriptor) { return descriptor >= 0 && descriptor < (int)sizeof ours && ours[descriptor]; }

static int below(int directory, const char *path) {
    if (path[0] != '/') return is_ours(directory);
    return folder[0] && strncmp(path, folder, strlen(folder)) == 0;
}

static int fails(int kind) {
    if (!at || !(kind & kinds)) return 0;
    count++;
    if (count == at && code == -9) kill(getpid(), SIGKILL);
    return count == at || (stays && count > at);
}

static int refused(int kind) {
    if (!fails(kind)) return 0;
    errno = code;
    return 1;
}

typedef int (*open_at)(int, const char *, int, ...);

static int opened(int directory, const char *path, int flags, mode_t mode) {
    int mine = below(directory, path);
    int kind = flags & O_CREAT ? CREATE : (flags & O_ACCMODE) == O_RDONLY ? OPEN_TO_READ : OPEN_TO_WRITE;
    if (mine && refused(kind)) return -1;
    int descriptor = REAL(open_at, "openat64")(directory, path, flags, mode);
    if (descriptor >= 0 && descriptor < (int)sizeof ours) ours[descriptor] = mine;
    return descriptor;
}

#define MODE(flags) va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, int); va_end(rest)

int open(const char *path, int flags, ...) { MODE(flags); return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags); return opened(AT_FDCWD, path, flags, mode); }
int openat(int directory, const char *path, int flags, ...) { MODE(flags); return opened(directory, path, flags, mode); }
int openat64(int directory, const char *path, int flags, ...) { MODE(flags); return opened(directory, path, flags, mode); }

int close(int descriptor) {
    if (is_ours(descriptor)) ours[descriptor] = 0;
    return REAL(int (*)(int), "close")(descriptor);
}

/* How much of a write is let through; -1 with errno when nothing is. */
static ssize_t let_through(int descriptor, size_t size) {
    if (!is_ours(descriptor) || !fails(WRITE)) return size;
    if (code == 0) return size > 1 ? size / 2 : size;
    errno = code;
    return -1;
}

ssize_t write(int descriptor, const void *data, size_t size) {
    ssize_t some = let_through(descriptor, size);
    return some < 0 ? -1 : REAL(ssize_t (*)(int, const void *, size_t), "write")(descriptor, data, some);
}

ssize_t pwrite64(int descriptor, const void *data, size_t size, off64_t from) {
    ssize_t some = let_through(descriptor, size);
    return some < 0 ? -1 : REAL(ssize_t (*)(int, const void *, size_t, off64_t), "pwrite64")(descriptor, data, some, from);
}

ssize_t pwrite(int descriptor, const void *data, size_t size, off_t from) {
    return pwrite64(descriptor, data, size, from);
}

ssize_t sendfile64(int to, int from, off64_t *place, size_t size) {
    ssize_t some = let_through(to, size);
    return some < 0 ? -1 : REAL(ssize_t (*)(int, int, off64_t *, size_t), "sendfile64")(to, from, place, some);
}

ssize_t sendfile(int to, int from, off_t *place, size_t size) { return sendfile64(to, from, (off64_t *)place, size); }

int ftruncate64(int descriptor, off64_t size) {
    if (is_ours(descriptor) && refused(SYNC)) return -1;
    return REAL(int (*)(int, off64_t), "ftruncate64")(descriptor, size);
}

int ftruncate(int descriptor, off_t size) { return ftruncate64(descriptor, size); }

int fsync(int descriptor) {
    if (is_ours(descriptor) && refused(SYNC)) return -1;
    return REAL(int (*)(int), "fsync")(descriptor);
}

int fdatasync(int descriptor) {
    if (is_ours(descriptor) && refused(SYNC)) return -1;
    return REAL(int (*)(int), "fdatasync")(descriptor);
}

int rename(const char *old, const char *fresh) {
    if (below(AT_FDCWD, fresh) && refused(NAME)) return -1;
    return REAL(int (*)(const char *, const char *), "rename")(old, fresh);
}

int mkdir(const char *path, mode_t mode) {
    if (below(AT_FDCWD, path) && refused(CREATE)) return -1;
    return REAL(int (*)(const char *, mode_t), "mkdir")(path, mode);
}

int chmod(const char *path, mode_t mode) {
    if (below(AT_FDCWD, path) && refused(NAME)) return -1;
    return REAL(int (*)(const char *, mode_t), "chmod")(path, mode);
}

int unlink(const char *path) {
    if (below(AT_FDCWD, path) && refused(REMOVE)) return -1;
    return REAL(int (*)(const char *), "unlink")(path);
}

int unlinkat(int directory, const char *path, int flags) {
    if (below(directory, path) && refused(REMOVE)) return -1;
    return REAL(int (*)(int, const char *, int), "unlinkat")(directory, path, flags);
}

int rmdir(const char *path) {
    if (below(AT_FDCWD, path) && refused(REMOVE)) return -1;
    return REAL(int (*)(const char *), "rmdir")(path);
}
