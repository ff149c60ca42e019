// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.nio.file.Path;
import java.util.Map;
import org.hamon.correlation.config.InvalidConfigException;
import org.hamon.correlation.config.LiveSetup;
import org.jspecify.annotations.Nullable;

/** Configurations that a user gives to a command. */
final class Setups {
  private Setups() {}

  /** As {@link LiveSetup#read}; gives up with all that is wrong. */
  static LiveSetup read(@Nullable Path file, Map<String, String> overrides) {
    try {
      return LiveSetup.read(file, overrides);
    } catch (InvalidConfigException e) {
      throw new UnusableInput(e.lines());
    }
  }
}
