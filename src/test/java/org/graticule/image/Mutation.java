package org.graticule.image;

import java.util.Arrays;
import java.util.Random;

/** Ways of spoiling a file, by a seed: the same seed spoils it the same way. For one thread. */
final class Mutation {
  private static final int HEAD = 512;
  private static final byte[] EXTREMES = {0, 1, 0x7f, (byte) 0x80, (byte) 0xfe, (byte) 0xff};

  private final Random random;

  Mutation(long seed) {
    this.random = new Random(seed);
  }

  /** One of: cut short, bytes turned over, a word of extremes, a piece doubled, left out, moved. */
  byte[] of(byte[] whole) {
    byte[] bytes = whole.clone();
    switch (random.nextInt(8)) {
      case 0 -> bytes = Arrays.copyOf(bytes, at(bytes));
      case 1, 2 -> {
        for (int i = random.nextInt(4); i >= 0; i--) {
          bytes[at(bytes)] ^= (byte) (1 << random.nextInt(8));
        }
      }
      case 3, 4 -> {
        int from = at(bytes);
        int to = Math.min(bytes.length, from + (1 << random.nextInt(4)));
        Arrays.fill(bytes, from, to, EXTREMES[random.nextInt(EXTREMES.length)]);
      }
      case 5 -> {
        int from = at(bytes);
        int length = Math.min(bytes.length - from, 1 + random.nextInt(64));
        int to = Math.min(at(bytes), bytes.length - length);
        System.arraycopy(whole, from, bytes, to, length);
      }
      case 6 -> {
        int from = at(bytes);
        int gap = Math.min(bytes.length - from, 1 + random.nextInt(32));
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - gap);
        System.arraycopy(whole, from + gap, shorter, from, bytes.length - from - gap);
        bytes = shorter;
      }
      default -> {
        // Digits are what some headers count by.
        for (int i = at(bytes), found = 0; i < bytes.length && found < 3; i++) {
          if (bytes[i] >= '0' && bytes[i] <= '9') {
            bytes[i] = (byte) ('0' + random.nextInt(10));
            found++;
          }
        }
      }
    }
    return bytes;
  }

  /** Headers are where most can go wrong. */
  private int at(byte[] bytes) {
    int within = random.nextBoolean() ? Math.min(HEAD, bytes.length) : bytes.length;
    return random.nextInt(within);
  }
}
