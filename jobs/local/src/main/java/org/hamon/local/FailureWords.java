// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.hamon.topology.Asset;
import org.hamon.topology.CanonicalId;
import org.hamon.topology.Dependency;
import org.hamon.topology.Durations;
import org.hamon.topology.Forecast;
import org.hamon.topology.Forecast.Failure;
import org.hamon.topology.ServiceLevel;

/**
 * Reads what a user writes of failures: {@code ASSET[@TIME]}, {@code ASSET:CONDITION[@TIME]},
 * {@code ASSET=MINUTES}. Collects all that is wrong, so that it is said at once.
 */
final class FailureWords {
  /** A whole century of minutes; no sum of a time and this overflows. */
  private static final double MOST_MINUTES = 52_596_000;

  private final TopologyFile topology;
  private final long otherwiseAt;
  private final List<String> complaints = new ArrayList<>();

  /**
   * @param otherwiseAt when what names no time happens
   */
  FailureWords(TopologyFile topology, long otherwiseAt) {
    this.topology = topology;
    this.otherwiseAt = otherwiseAt;
  }

  /** RFC 3339, in epoch milliseconds; empty if it is none. */
  static OptionalLong time(String text) {
    try {
      long millis = OffsetDateTime.parse(text).toInstant().toEpochMilli();
      return millis < 0 ? OptionalLong.empty() : OptionalLong.of(millis);
    } catch (DateTimeException | ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  /** An asset that stops. */
  Optional<Failure> failure(String option, String word) {
    Timed timed = timed(option, CanonicalId.stripped(word), this::isAsset);
    Optional<String> unknown = topology.complaint(option, timed.what());
    unknown.ifPresent(complaints::add);
    return unknown.isPresent()
        ? Optional.empty()
        : Optional.of(Failure.stopped(timed.what(), timed.at()));
  }

  /** A condition that goes on. Ids may hold colons, so the longest known asset in front counts. */
  Optional<Failure> condition(String word) {
    Timed timed = timed("--condition", CanonicalId.stripped(word), this::beginsWithAsset);
    String text = timed.what();
    for (int colon = text.lastIndexOf(':'); colon > 0; colon = text.lastIndexOf(':', colon - 1)) {
      Optional<Asset> asset = topology.graph().asset(text.substring(0, colon));
      if (asset.isPresent()) {
        return condition(asset.get(), text.substring(colon + 1), timed.at());
      }
    }
    int colon = text.indexOf(':');
    if (colon < 1) {
      complaints.add(
          "hamon: --condition: expected ASSET:CONDITION[@TIME], but '" + word + "' has no colon.");
    } else {
      topology.complaint("--condition", text.substring(0, colon)).ifPresent(complaints::add);
    }
    return Optional.empty();
  }

  private Optional<Failure> condition(Asset asset, String condition, long at) {
    TreeSet<String> known = new TreeSet<>();
    topology.graph().levelsOf(asset).stream().map(ServiceLevel::id).forEach(known::add);
    for (Dependency d : topology.graph().dependentsOf(asset.id())) {
      String triggering = d.trigger().condition();
      if (triggering != null) {
        known.add(triggering);
      }
    }
    if (known.contains(condition)) {
      return Optional.of(Failure.condition(asset.id(), at, condition));
    }
    complaints.add(
        "hamon: --condition: expected a condition of '"
            + asset.id()
            + "' ("
            + (known.isEmpty() ? "it has none" : String.join(", ", known))
            + "), but '"
            + condition
            + "' is none"
            + TopologyFile.suggestion(condition, List.copyOf(known)));
    return Optional.empty();
  }

  /** What is left of batteries at that time, by asset. */
  Map<String, List<Forecast.Reserve>> batteries(List<String> words, long at) {
    Map<String, List<Forecast.Reserve>> reserves = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.lastIndexOf('=');
      OptionalLong millis =
          equals < 0 ? OptionalLong.empty() : minutes(word.substring(equals + 1).strip());
      if (millis.isEmpty()) {
        complaints.add(
            "hamon: --battery: expected ASSET=MINUTES or a duration like ASSET=4h, but '"
                + word
                + "' is none.");
        continue;
      }
      String asset = canonical(word.substring(0, equals));
      topology.complaint("--battery", asset).ifPresent(complaints::add);
      reserves
          .computeIfAbsent(asset, a -> new ArrayList<>())
          .add(new Forecast.Reserve(at, at, millis.getAsLong(), false));
    }
    return reserves;
  }

  private static OptionalLong minutes(String text) {
    try {
      double minutes = Double.parseDouble(text);
      return minutes >= 0 && minutes <= MOST_MINUTES
          ? OptionalLong.of(Math.round(minutes * 60_000))
          : OptionalLong.empty();
    } catch (NumberFormatException e) {
      return Durations.millis(text);
    }
  }

  /** Gives up if anything was wrong so far. */
  void refuseWhatIsWrong() {
    if (!complaints.isEmpty()) {
      throw new UnusableInput(complaints);
    }
  }

  private record Timed(String what, long at) {}

  /** An id may hold an {@code @} itself, so what is there counts, then what looks like a time. */
  private Timed timed(String option, String word, Predicate<String> isThere) {
    int at = word.lastIndexOf('@');
    if (at < 0 || isAsset(word)) {
      return new Timed(canonical(word), otherwiseAt);
    }
    OptionalLong time = time(word.substring(at + 1));
    String what = canonical(word.substring(0, at));
    if (time.isEmpty() && !isThere.test(what)) {
      return new Timed(canonical(word), otherwiseAt);
    }
    if (time.isEmpty()) {
      complaints.add(
          "hamon: "
              + option
              + ": expected an RFC 3339 time like 2018-09-05T18:25:04Z behind '@', but found '"
              + word.substring(at + 1)
              + "'.");
    }
    return new Timed(what, time.orElse(otherwiseAt));
  }

  private boolean isAsset(String word) {
    return topology.graph().asset(canonical(word)).isPresent();
  }

  private boolean beginsWithAsset(String word) {
    for (int colon = word.indexOf(':'); colon > 0; colon = word.indexOf(':', colon + 1)) {
      if (isAsset(word.substring(0, colon))) {
        return true;
      }
    }
    return false;
  }

  /** As the topology has it; as it was written if it can be no id. */
  private static String canonical(String word) {
    String id = CanonicalId.of(word);
    return id == null ? word : id;
  }
}
