// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import static java.util.Objects.requireNonNull;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Parts of {@link Terms} that many assets have in common, such as the service levels of a sector:
 * one instance for all of equal value, so that a hundred thousand assets on the heap do not bring a
 * hundred thousand copies, nor a reading a cache miss for each. Forgotten when nobody has them any
 * more. Asked when an asset is declared or loaded, not for each reading.
 */
final class SharedTerms {

  private static final Map<Object, WeakReference<Object>> KNOWN = new WeakHashMap<>();

  private SharedTerms() {}

  /** The instance that stands for all that equal the value, which is immutable. */
  @SuppressWarnings("unchecked") // equal values are of one type: strings, or lists of levels
  static <T> T of(T value) {
    synchronized (KNOWN) {
      WeakReference<Object> known = KNOWN.get(value);
      Object shared = known == null ? null : known.get();
      if (shared == null) {
        shared = value;
        KNOWN.put(value, new WeakReference<>(value));
      }
      return (T) requireNonNull(shared);
    }
  }
}
