// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Cut points of priority and of the selection for each sector: data with a version, which every
 * warning names. The estimates in it are said to be such in the file.
 *
 * @param p1 least score of P1; {@code p2} and {@code p3} likewise
 * @param expectedMinutes how long an outage is reckoned to last
 * @param peopleWhereUnstated reckoned for an asset that states none; in the score alone
 * @param degradedWeight what an asset that is degraded weighs of one that is out: it still serves
 * @param leastLikelihood below it nobody is told of a forecast
 * @param importancePeople people affected from which a warning has importance 1, 2, 3, 4
 */
public record Cuts(
    String version,
    double p1,
    double p2,
    double p3,
    double expectedMinutes,
    long peopleWhereUnstated,
    double degradedWeight,
    double leastLikelihood,
    Map<Integer, Long> importancePeople,
    ForSector others,
    Map<String, ForSector> sectors)
    implements Serializable {

  /** The cuts that come with the job. */
  private static final String STANDARD = "priority-cuts.yaml";

  /**
   * What holds for one sector.
   *
   * @param sendCut least score of a forecast that the sector is told of
   * @param minLeadMinutes what the sector needs to act on a forecast
   */
  public record ForSector(double sendCut, double minLeadMinutes) implements Serializable {
    static ForSector of(JsonNode node) {
      return new ForSector(
          node.required("sendCut").doubleValue(), node.required("minLeadMinutes").doubleValue());
    }

    long minLeadMillis() {
      return Math.round(minLeadMinutes * 60_000);
    }
  }

  public Cuts {
    requireNonNull(version, "version");
    requireNonNull(others, "others");
    importancePeople = new TreeMap<>(importancePeople);
    sectors = new TreeMap<>(sectors);
  }

  /** The cuts that come with the job. */
  public static Cuts standard() {
    try (InputStream in =
        requireNonNull(Cuts.class.getResourceAsStream(STANDARD), "resource " + STANDARD)) {
      return of(strict().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Cuts read from the form of {@code priority-cuts.yaml}. */
  static Cuts of(JsonNode file) {
    JsonNode priority = file.required("priority");
    Map<Integer, Long> importance = new TreeMap<>();
    file.required("impactPeople")
        .properties()
        .forEach(e -> importance.put(Integer.valueOf(e.getKey()), e.getValue().longValue()));
    Map<String, ForSector> sectors = new TreeMap<>();
    file.required("sectors")
        .properties()
        .forEach(e -> sectors.put(e.getKey(), ForSector.of(e.getValue())));
    return new Cuts(
        file.required("version").textValue(),
        priority.required("P1").doubleValue(),
        priority.required("P2").doubleValue(),
        priority.required("P3").doubleValue(),
        file.required("expectedMinutes").doubleValue(),
        file.required("peopleWhereUnstated").longValue(),
        file.required("degradedWeight").doubleValue(),
        file.required("leastLikelihood").doubleValue(),
        importance,
        ForSector.of(file.required("default")),
        sectors);
  }

  /** What holds for that sector; a sector without an entry has the default. */
  public ForSector of(String sector) {
    return sectors.getOrDefault(sector, others);
  }

  /** Importance 0 to 4 of so many people affected. */
  int importanceOf(long people) {
    int importance = 0;
    for (Map.Entry<Integer, Long> from : importancePeople.entrySet()) {
      if (people >= from.getValue()) {
        importance = Math.max(importance, from.getKey());
      }
    }
    return importance;
  }

  private static ObjectReader strict() {
    return new YAMLMapper().reader().with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
  }
}
