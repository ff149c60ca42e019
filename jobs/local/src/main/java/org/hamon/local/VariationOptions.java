// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.hamon.replay.scenario.Variation;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How a scenario is told otherwise than it was. */
final class VariationOptions {

  @Option(
      names = "--shift",
      paramLabel = "SPAN",
      description = "So much later, such as 90d, 6h or -30m.")
  private Optional<String> shift = Optional.empty();

  @Option(
      names = "--stretch",
      paramLabel = "F",
      description = "Everything takes so many times as long, such as 0.5 or 2.")
  private Optional<Double> stretch = Optional.empty();

  @Option(
      names = "--drop",
      paramLabel = "SHARE",
      description = "So many of the readings never arrive, from 0 to 1.")
  private Optional<Double> drop = Optional.empty();

  @Option(
      names = "--delay",
      paramLabel = "SPAN",
      description = "Each reading and report arrives up to so late, such as 20s.")
  private Optional<String> delay = Optional.empty();

  @Option(
      names = "--duplicate",
      paramLabel = "SHARE",
      description = "So many of the readings and reports arrive twice, from 0 to 1.")
  private Optional<Double> duplicate = Optional.empty();

  @Option(names = "--seed", paramLabel = "N", description = "Of what is drawn (default: 0).")
  private Optional<Long> seed = Optional.empty();

  boolean isGiven() {
    return shift.isPresent()
        || stretch.isPresent()
        || drop.isPresent()
        || delay.isPresent()
        || duplicate.isPresent()
        || seed.isPresent();
  }

  /** What they say together. */
  Variation variation(CommandLine command) {
    try {
      return new Variation(
          shift.map(text -> span(command, "--shift", text)).orElse(Duration.ZERO),
          stretch.orElse(1.0),
          drop.orElse(0.0),
          delay.map(text -> span(command, "--delay", text)).orElse(Duration.ZERO),
          duplicate.orElse(0.0),
          seed.orElse(0L));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, String.valueOf(e.getMessage()), e);
    }
  }

  /** Reads a duration such as {@code 30s 10m 4h 2d}. */
  static Duration span(CommandLine command, String option, String text) {
    boolean back = text.startsWith("-");
    String size = (back ? text.substring(1) : text).toUpperCase(Locale.ROOT);
    try {
      Duration span = Duration.parse(size.endsWith("D") ? "P" + size : "PT" + size);
      return back ? span.negated() : span;
    } catch (DateTimeException e) {
      throw new ParameterException(
          command,
          "Expected "
              + option
              + " to be a span such as 20s, 30m, 6h or 90d, but found '"
              + text
              + "'",
          e);
    }
  }
}
