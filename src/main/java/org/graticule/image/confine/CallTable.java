package org.graticule.image.confine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Numbers of system calls on one kind of machine. Immutable.
 *
 * @param architecture the kernel's AUDIT_ARCH constant, which a filter checks first
 * @param highest numbers at or above belong to a second table of the same machine (x32) and are
 *     refused
 * @param own calls that may name no other process than ours
 * @param refused calls that a decoder never needs
 */
record CallTable(
    int architecture,
    int highest,
    int seccomp,
    int prctl,
    int openat,
    int cloning,
    int cloning3,
    int exitGroup,
    List<Integer> own,
    List<Integer> refused) {
  private static final int X86_64 = 0xC000003E;
  private static final int AARCH64 = 0xC00000B7;
  private static final int ALWAYS = Integer.MAX_VALUE;

  /** Name, x86-64 number, aarch64 number; -1 where the machine has no such call. */
  private static final String REFUSED =
      """
      socket 41 198
      socketpair 53 199
      bind 49 200
      connect 42 203
      listen 50 201
      accept 43 202
      accept4 288 242
      sendto 44 206
      sendmsg 46 211
      sendmmsg 307 269
      execve 59 221
      execveat 322 281
      fork 57 -1
      vfork 58 -1
      ptrace 101 117
      process_vm_readv 310 270
      process_vm_writev 311 271
      process_madvise 440 440
      pidfd_open 434 434
      pidfd_getfd 438 438
      pidfd_send_signal 424 424
      tkill 200 130
      rt_sigqueueinfo 129 138
      rt_tgsigqueueinfo 297 240
      unshare 272 97
      setns 308 268
      mount 165 40
      umount2 166 39
      pivot_root 155 41
      chroot 161 51
      move_mount 429 429
      open_tree 428 428
      fsopen 430 430
      fsconfig 431 431
      fsmount 432 432
      fspick 433 433
      mount_setattr 442 442
      swapon 167 224
      swapoff 168 225
      keyctl 250 219
      add_key 248 217
      request_key 249 218
      bpf 321 280
      io_uring_setup 425 425
      io_uring_enter 426 426
      io_uring_register 427 427
      userfaultfd 323 282
      perf_event_open 298 241
      init_module 175 105
      finit_module 313 273
      delete_module 176 106
      kexec_load 246 104
      kexec_file_load 320 294
      open_by_handle_at 304 265
      name_to_handle_at 303 264
      acct 163 89
      reboot 169 142
      sethostname 170 161
      setdomainname 171 162
      quotactl 179 60
      quotactl_fd 443 443
      syslog 103 116
      iopl 172 -1
      ioperm 173 -1
      modify_ldt 154 -1
      personality 135 92
      fanotify_init 300 262
      fanotify_mark 301 263
      mknod 133 -1
      mknodat 259 33
      link 86 -1
      linkat 265 37
      symlink 88 -1
      symlinkat 266 36
      chown 92 -1
      fchown 93 55
      lchown 94 -1
      fchownat 260 54
      setxattr 188 5
      lsetxattr 189 6
      fsetxattr 190 7
      setuid 105 146
      setgid 106 144
      setreuid 113 145
      setregid 114 143
      setresuid 117 147
      setresgid 119 149
      setgroups 116 159
      setfsuid 122 151
      setfsgid 123 152
      settimeofday 164 170
      clock_settime 227 112
      clock_adjtime 305 266
      adjtimex 159 171
      msgget 68 186
      semget 64 190
      shmget 29 194
      mq_open 240 180
      migrate_pages 256 238
      move_pages 279 239
      vhangup 153 58
      setpriority 141 140
      sched_setparam 142 118
      sched_setscheduler 144 119
      sched_setattr 314 274
      ioprio_set 251 30
      """;

  /** The table of this machine; empty on one we have no numbers for. */
  static Optional<CallTable> here() {
    return switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" ->
          Optional.of(
              new CallTable(
                  X86_64,
                  0x40000000,
                  317,
                  157,
                  257,
                  56,
                  435,
                  231,
                  List.of(62, 234, 302),
                  column(1)));
      case "aarch64" ->
          Optional.of(
              new CallTable(
                  AARCH64, ALWAYS, 277, 167, 56, 220, 435, 94, List.of(129, 131, 261), column(2)));
      default -> Optional.empty();
    };
  }

  private static List<Integer> column(int column) {
    List<Integer> numbers = new ArrayList<>();
    for (String line : REFUSED.lines().toList()) {
      int number = Integer.parseInt(line.split(" ")[column]);
      if (number >= 0) {
        numbers.add(number);
      }
    }
    return List.copyOf(numbers);
  }
}
