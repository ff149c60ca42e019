// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How true the likelihoods were: what was told of each asset in each situation, and what came of
 * it. It came true if the asset failed while the situation was open; not if the provider returned
 * in time, the likelihood fell away or the situation closed without it. What is still open when
 * history ends says nothing and is left out, as are situations that another took over.
 *
 * <p>A likelihood is told again whenever the situation changes. All that was told of one asset in
 * one situation until it failed weighs as one forecast; {@link #brierOfFirst} is of what was told
 * first. With its failure a forecast is decided, and so with the end of the situation: what is told
 * of the asset after it came back, or after the situation was opened again, is another one.
 *
 * <p>An asset that nobody expects to hear may fail unheard. What is told of it is left out, whether
 * it was heard to fail or not: else only the failures among them would count.
 */
public final class Forecasts {

  private static final int BINS = 10;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** By situation and asset, one after the other; only the last may be undecided. */
  private final Map<String, Map<String, List<Forecast>>> bySituation = new TreeMap<>();

  private final Set<String> merged = new HashSet<>();
  private final Predicate<String> isExpectedToBeHeard;

  /** Of the assets that are expected to be heard. */
  public Forecasts(Predicate<String> isExpectedToBeHeard) {
    this.isExpectedToBeHeard = isExpectedToBeHeard;
  }

  /** What was told of one asset until it failed or nothing came of it. */
  private static final class Forecast {

    private final List<Double> told = new ArrayList<>();
    private String status = "";
    private boolean over;

    boolean isDecided() {
      return over || !status.equals("forecast");
    }

    boolean hasComeTrue() {
      return status.equals("confirmed");
    }

    double outcome() {
      return hasComeTrue() ? 1 : 0;
    }

    double error() {
      return told.stream().mapToDouble(t -> square(t - outcome())).average().orElseThrow();
    }
  }

  /**
   * Forecasts of like likelihood.
   *
   * @param from and {@code to}: of the bin; the upper end belongs to the last one
   * @param forecasts how many, as far as they were in the bin
   * @param told the mean likelihood
   * @param happened the share that came true
   */
  public record Bin(double from, double to, double forecasts, double told, double happened) {}

  /** Takes in a line of {@code situations}, in their order. */
  public void take(String line) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected a situation, but " + e.getOriginalMessage(), e);
    }
    if (!node.path("lane").asText().equals("actual")) {
      return;
    }
    String id = node.path("id").asText();
    if (node.hasNonNull("successor")) {
      merged.add(id);
    }
    Map<String, List<Forecast>> its = bySituation.computeIfAbsent(id, unused -> new TreeMap<>());
    for (JsonNode impact : node.path("forecast")) {
      if (isExpectedToBeHeard.test(impact.path("asset").asText())) {
        take(impact, its);
      }
    }
    if (node.path("status").asText().equals("closed") && !node.path("retracted").asBoolean()) {
      its.values().forEach(all -> all.get(all.size() - 1).over = true);
    }
  }

  private static void take(JsonNode impact, Map<String, List<Forecast>> its) {
    String asset = impact.path("asset").asText();
    String now = impact.path("status").asText();
    List<Forecast> all = its.get(asset);
    Forecast last = all == null ? null : all.get(all.size() - 1);
    if (now.equals("forecast")) {
      if (last == null || last.hasComeTrue() || last.over) {
        last = new Forecast();
        its.computeIfAbsent(asset, unused -> new ArrayList<>()).add(last);
      }
      last.told.add(impact.path("likelihood").asDouble());
      last.status = now;
    } else if (last != null && !last.hasComeTrue()) {
      last.status = now;
    }
  }

  private List<Forecast> decided() {
    List<Forecast> decided = new ArrayList<>();
    bySituation.forEach(
        (situation, its) -> {
          if (!merged.contains(situation)) {
            its.values()
                .forEach(all -> all.stream().filter(Forecast::isDecided).forEach(decided::add));
          }
        });
    return decided;
  }

  /** How many forecasts were decided. */
  public int count() {
    return decided().size();
  }

  /**
   * The mean square of what was told less what came (Brier, Monthly Weather Review 78, 1950): 0 is
   * perfect, 0.25 is what 50 % for everything gives. Empty without forecasts.
   */
  public OptionalDouble brier() {
    return decided().stream().mapToDouble(Forecast::error).average();
  }

  /** The same of what was told first, when least was known. */
  public OptionalDouble brierOfFirst() {
    return decided().stream().mapToDouble(f -> square(f.told.get(0) - f.outcome())).average();
  }

  /** What telling the share that came true for every one of them would have given. */
  public OptionalDouble brierOfClimatology() {
    OptionalDouble share = decided().stream().mapToDouble(Forecast::outcome).average();
    return share.isEmpty()
        ? share
        : OptionalDouble.of(share.getAsDouble() * (1 - share.getAsDouble()));
  }

  /** By tenths of likelihood; without the empty ones. */
  public List<Bin> bins() {
    List<Sum> sums = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      sums.add(new Sum());
    }
    for (Forecast forecast : decided()) {
      double weight = 1.0 / forecast.told.size();
      for (double told : forecast.told) {
        sums.get(Math.min(BINS - 1, (int) (told * BINS))).add(weight, told, forecast.outcome());
      }
    }
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      Sum sum = sums.get(i);
      if (sum.weight > 0) {
        bins.add(
            new Bin(
                i / (double) BINS,
                (i + 1) / (double) BINS,
                sum.weight,
                sum.told / sum.weight,
                sum.happened / sum.weight));
      }
    }
    return bins;
  }

  private static final class Sum {
    private double weight;
    private double told;
    private double happened;

    void add(double w, double likelihood, double outcome) {
      weight += w;
      told += w * likelihood;
      happened += w * outcome;
    }
  }

  private static double square(double x) {
    return x * x;
  }
}
