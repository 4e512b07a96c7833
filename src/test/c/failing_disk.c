/* A disk that fails when told to, for LD_PRELOAD: while $FAILING_DISK/eio exists, fsync and fdatasync of
   the log's segments fail with EIO; while $FAILING_DISK/hang exists, they do not return. A file descriptor
   whose fsync failed and that is forced again leaves $FAILING_DISK/retried: what it would then say of
   the data is a lie (https://lwn.net/Articles/752063). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char failed[65536];

static int told(const char *what) {
  char path[4096];
  const char *folder = getenv("FAILING_DISK");
  if (!folder) return 0;
  snprintf(path, sizeof path, "%s/%s", folder, what);
  return access(path, F_OK) == 0;
}

static int is_segment(int fd) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 4) return 0;
  path[length] = 0;
  return strstr(path, "/audit/") && strcmp(path + length - 4, ".log") == 0;
}

static int forced(int fd, const char *name) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  if (fd >= 0 && fd < 65536 && is_segment(fd)) {
    if (failed[fd]) {
      char path[4096];
      snprintf(path, sizeof path, "%s/retried", getenv("FAILING_DISK"));
      close(open(path, O_CREAT | O_WRONLY, 0600));
    }
    while (told("hang")) usleep(10000);
    if (told("eio")) {
      failed[fd] = 1;
      errno = EIO;
      return -1;
    }
  }
  return real(fd);
}

int fsync(int fd) { return forced(fd, "fsync"); }

int fdatasync(int fd) { return forced(fd, "fdatasync"); }

int close(int fd) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "close");
  if (fd >= 0 && fd < 65536) failed[fd] = 0;
  return real(fd);
}
