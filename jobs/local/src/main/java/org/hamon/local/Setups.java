// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.hamon.correlation.config.InvalidConfigException;
import org.hamon.correlation.config.Knowledge;
import org.hamon.correlation.config.LiveSetup;
import org.hamon.correlation.recovery.Identity;
import org.jspecify.annotations.Nullable;

/** What a user gives to a command for a job; gives up with all that is wrong. */
final class Setups {
  private Setups() {}

  /** As {@link LiveSetup#read}. */
  static LiveSetup read(@Nullable Path file, Map<String, String> overrides) {
    return orGiveUp(() -> LiveSetup.read(file, overrides));
  }

  /** As {@link LiveSetup#identity}. */
  static Identity identity(LiveSetup setup) throws InterruptedException {
    try {
      return setup.identity();
    } catch (InvalidConfigException e) {
      throw new UnusableInput(e.lines().stream().map(line -> "hamon: " + line).toList());
    }
  }

  /** As {@link Knowledge#read}. */
  static Knowledge knowledge(Path topology, Path patterns) {
    return orGiveUp(() -> Knowledge.read(topology, patterns));
  }

  private static <T> T orGiveUp(Supplier<T> read) {
    try {
      return read.get();
    } catch (InvalidConfigException e) {
      throw new UnusableInput(e.lines());
    }
  }
}
