// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import org.apache.flink.api.common.state.MapState;
import org.apache.flink.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;

/** Writes keyed state where no checked exception may be thrown. */
final class Write {

  private Write() {}

  /** Puts the value, or deletes the entry if it is null. */
  static <K, V> void entry(MapState<K, V> map, K key, @Nullable V value) {
    try {
      if (value == null) {
        map.remove(key);
      } else {
        map.put(key, value);
      }
    } catch (Exception e) {
      ExceptionUtils.rethrow(e);
    }
  }
}
