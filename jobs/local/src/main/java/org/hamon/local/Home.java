// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.nio.file.Path;

/** The checkout that this runs from; the launcher says where it is. */
final class Home {
  private Home() {}

  /** The root of the checkout. */
  static Path folder() {
    return Path.of(System.getProperty("hamon.home", "")).toAbsolutePath();
  }

  /** Where Kafka, Flink and the job say what a person need not see. */
  static Path log() {
    return Path.of(System.getProperty("hamon.log", "target/hamon.log"));
  }

  /** A path as a person would write it: relative to where they are, if it lies below. */
  static String shown(Path path) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = path.toAbsolutePath().normalize();
    return absolute.startsWith(here) ? here.relativize(absolute).toString() : absolute.toString();
  }
}
