// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ids of things and their numbers. Those of the base are numbered in their order and packed as
 * UTF-8; later ones are numbered as they come. A number never changes and is never taken back, so
 * that all versions of a graph that come from one base share the ids: which of the things exist is
 * for each version to say. Safe for several threads.
 */
final class Ids {

  private static final int NONE = -1;

  private final int packed;
  private final byte[] bytes;
  private final int[] ends;

  /** Open addressing, numbers by the hash of their id; {@link #NONE} where free. */
  private final int[] table;

  private final Map<String, Integer> addedNumbers = new ConcurrentHashMap<>();
  private volatile String[] added = {};
  private volatile int addedCount;

  private Ids(int packed, byte[] bytes, int[] ends, int[] table) {
    this.packed = packed;
    this.bytes = bytes;
    this.ends = ends;
    this.table = table;
  }

  /**
   * Numbers ids that are in order, each once.
   *
   * @throws IllegalArgumentException if one is there twice
   */
  static Ids of(List<String> sorted) {
    int[] ends = new int[sorted.size()];
    byte[] bytes = new byte[16 * sorted.size() + 16];
    int length = 0;
    for (int i = 0; i < ends.length; i++) {
      String id = sorted.get(i);
      if (i > 0 && id.equals(sorted.get(i - 1))) {
        throw new IllegalArgumentException(
            "Expected each id once, but '" + id + "' is there again");
      }
      byte[] one = packed(id);
      if (length + one.length > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 3 / 2, length + one.length));
      }
      System.arraycopy(one, 0, bytes, length, one.length);
      length += one.length;
      ends[i] = length;
    }
    int[] table = new int[Integer.highestOneBit(Math.max(8, ends.length) * 4 / 3) * 2];
    Arrays.fill(table, NONE);
    Ids ids = new Ids(ends.length, Arrays.copyOf(bytes, length), ends, table);
    for (int i = 0; i < ends.length; i++) {
      table[ids.freeSlot(hash(ids.bytes, ids.start(i), ends[i]))] = i;
    }
    return ids;
  }

  private static byte[] packed(String id) {
    if (!isWhole(id)) {
      throw new IllegalArgumentException(
          "Expected whole characters in an id, but got '" + id + "'");
    }
    return id.getBytes(UTF_8);
  }

  /** Half a surrogate pair has no UTF-8. */
  private static boolean isWhole(String id) {
    for (int i = 0; i < id.length(); i++) {
      if (Character.isSurrogate(id.charAt(i))) {
        if (Character.charCount(id.codePointAt(i)) < 2) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private int start(int number) {
    return number == 0 ? 0 : ends[number - 1];
  }

  /** How many numbers were given; all lie below. */
  int size() {
    return packed + addedCount;
  }

  /** The number of the id; -1 if it has none. */
  int number(String id) {
    if (isWhole(id)) {
      byte[] sought = id.getBytes(UTF_8);
      int slot = hash(sought, 0, sought.length) & (table.length - 1);
      while (table[slot] != NONE) {
        int number = table[slot];
        if (Arrays.equals(bytes, start(number), ends[number], sought, 0, sought.length)) {
          return number;
        }
        slot = (slot + 1) & (table.length - 1);
      }
    }
    return addedCount == 0 ? NONE : addedNumbers.getOrDefault(id, NONE);
  }

  /** The number of the id, a new one if it has none. */
  int numbered(String id) {
    int known = number(id);
    return known == NONE ? add(id) : known;
  }

  private synchronized int add(String id) {
    Integer known = addedNumbers.get(id);
    if (known != null) {
      return known;
    }
    int number = packed + addedCount;
    if (addedCount == added.length) {
      added = Arrays.copyOf(added, Math.max(16, addedCount * 2));
    }
    added[addedCount] = id;
    addedCount++;
    addedNumbers.put(id, number);
    return number;
  }

  /** The id of a number that was given. */
  String id(int number) {
    return number < packed
        ? new String(bytes, start(number), ends[number] - start(number), UTF_8)
        : added[number - packed];
  }

  /** Orders numbers by their ids. */
  int compare(int one, int other) {
    return one < packed && other < packed
        ? Integer.compare(one, other)
        : id(one).compareTo(id(other));
  }

  private int freeSlot(int hash) {
    int slot = hash & (table.length - 1);
    while (table[slot] != NONE) {
      slot = (slot + 1) & (table.length - 1);
    }
    return slot;
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = 0x811c9dc5;
    for (int i = from; i < to; i++) {
      hash = (hash ^ bytes[i]) * 0x01000193;
    }
    hash *= 0x9E3779B9;
    return hash ^ (hash >>> 15);
  }
}
