// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the things of one kind stand, in the order in which they were read: file, line and place of
 * each. A few bytes a thing, however large the files.
 */
public final class Places {

  /** Things from one list of a file; {@code list} is empty for the rows of a table. */
  private record Run(int first, String file, String list) {}

  private final List<Run> runs = new ArrayList<>();
  private int[] lines = new int[16];
  private int[] ordinals = {};
  private int size;

  /** Lines of keys, where a thing stands on several. */
  private final Map<Integer, Map<String, Integer>> keys = new HashMap<>();

  Places() {}

  /** Where there is no file. */
  public static Places none() {
    return new Places();
  }

  /** What is added from now on comes from there. */
  void begin(String file, String list) {
    runs.add(new Run(size, file, list));
  }

  void add(int ordinal, Node.Mapping mapping) {
    if (size == lines.length) {
      lines = Arrays.copyOf(lines, size * 2);
    }
    lines[size] = mapping.line();
    if (!runs.get(runs.size() - 1).list().isEmpty()) {
      if (size >= ordinals.length) {
        ordinals = Arrays.copyOf(ordinals, lines.length);
      }
      ordinals[size] = ordinal;
      addKeys(mapping);
    }
    size++;
  }

  private void addKeys(Node.Mapping mapping) {
    Map<String, Integer> elsewhere = new HashMap<>();
    for (String key : mapping.keys()) {
      Node value = mapping.get(key);
      if (value != null && value.line() != mapping.line()) {
        elsewhere.put(key, value.line());
      }
    }
    if (!elsewhere.isEmpty()) {
      keys.put(size, Map.copyOf(elsewhere));
    }
  }

  private Run run(int thing) {
    int last = runs.size() - 1;
    while (last > 0 && runs.get(last).first() > thing) {
      last--;
    }
    return runs.get(last);
  }

  /** The file as the user named it; empty if it comes from none. */
  public String file(int thing) {
    return thing < size ? run(thing).file() : "";
  }

  /** The line of the thing, from 1; 0 if unknown. */
  public int line(int thing) {
    return thing < size ? lines[thing] : 0;
  }

  /** The line of a key of the thing, or that of the thing if it has no such key. */
  public int line(int thing, String key) {
    return keys.getOrDefault(thing, Map.of()).getOrDefault(key, line(thing));
  }

  /** The place of a key within the file, for example {@code assets[3].sector}. */
  public String place(int thing, String key) {
    if (thing >= size || run(thing).list().isEmpty()) {
      return key;
    }
    return run(thing).list() + "[" + ordinals[thing] + "]" + (key.isEmpty() ? "" : "." + key);
  }
}
