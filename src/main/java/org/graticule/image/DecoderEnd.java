package org.graticule.image;

import org.graticule.fault.Fault;

/** Says why a decoder ended that did not end well, from its exit code and its last words. */
final class DecoderEnd {
  private static final int OUT_OF_MEMORY = 3;
  private static final int BY_SIGNAL = 128;
  private static final int SIGKILL = 9;
  private static final int SIGXCPU = 24;

  private DecoderEnd() {}

  static Fault fault(int exit, String lastWords, DecoderProcess.Limits limits) {
    if (exit == OUT_OF_MEMORY) {
      return memory("the " + limits.heapMib() + " MiB of heap allowed");
    }
    if (lastWords.contains("java.lang.OutOfMemoryError")
        || lastWords.contains("insufficient memory")
        || lastWords.contains("std::bad_alloc")) {
      return memory("the " + limits.budget().memoryMib() + " MiB allowed in all");
    }
    int signal = exit - BY_SIGNAL;
    if (signal == SIGXCPU) {
      return Fault.unacceptable(
          "decoder-timeout",
          "decoding took more than the "
              + limits.budget().cpuSeconds()
              + " seconds of processor time allowed");
    }
    if (signal == SIGKILL) {
      return Fault.unacceptable(
          "decoder-broken",
          "the decoder was killed from outside, as the kernel does short of memory");
    }
    if (signal > 0) {
      return Fault.unacceptable("decoder-broken", "the decoder crashed with signal " + signal);
    }
    return Fault.unacceptable("decoder-broken", "the decoder ended with exit code " + exit);
  }

  private static Fault memory(String allowed) {
    return Fault.unacceptable("decoder-memory", "decoding needs more memory than " + allowed);
  }
}
