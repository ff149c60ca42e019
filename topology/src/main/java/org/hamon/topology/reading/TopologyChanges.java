// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.hamon.topology.Asset;
import org.hamon.topology.Dependency;
import org.hamon.topology.Finding;
import org.hamon.topology.Link;
import org.hamon.topology.Region;
import org.hamon.topology.ServiceLevel;
import org.hamon.topology.Sharing;
import org.hamon.topology.TopologyChange;
import org.hamon.topology.TopologyChange.Op;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of the topic {@code topology-changes}. What is wrong with one is a value, never
 * an exception. The same keys, defaults and codes as in a topology file; a key beside {@code value}
 * that is not known is left alone, one within it is an error.
 */
public final class TopologyChanges {

  private static final List<String> OPS =
      Arrays.stream(Op.values())
          .map(op -> op.name().toLowerCase(Locale.ROOT).replace('_', '-'))
          .toList();

  /** What became of a record. */
  public sealed interface Parsed {

    /** It is a change. */
    record Change(TopologyChange change) implements Parsed {}

    /**
     * It cannot be used.
     *
     * @param code stable, for example {@code UNKNOWN_KEY}
     * @param detail a sentence
     */
    record Rejected(String code, String detail) implements Parsed {}
  }

  private TopologyChanges() {}

  /** The change that the record says, or why it says none. */
  public static Parsed parse(JsonNode json) {
    Findings findings = Findings.of("");
    TopologyChange change = null;
    if (Node.of(json) instanceof Node.Mapping mapping) {
      change = change(new Fields(mapping, "", findings, Repeats.none()));
    } else {
      findings.error("WRONG_SHAPE", 0, "", "Expected an object, but found something else.", null);
    }
    if (change != null && !findings.hasErrors()) {
      return new Parsed.Change(change);
    }
    return findings.all().stream()
        .filter(Finding::isError)
        .findFirst()
        .map(TopologyChanges::rejected)
        .orElseThrow(() -> new IllegalStateException("Expected a finding, but there is none"));
  }

  private static Parsed rejected(Finding finding) {
    String place = finding.place().isEmpty() ? "" : finding.place() + ": ";
    String suggestion = finding.suggestion() == null ? "" : " " + finding.suggestion();
    return new Parsed.Rejected(finding.code(), place + finding.message() + suggestion);
  }

  private static @Nullable TopologyChange change(Fields fields) {
    String lane = fields.optionalText("lane");
    if (lane != null && !lane.equals("actual")) {
      fields.error(
          "UNSUPPORTED_LANE", fields.node("lane"), "lane", "the lane actual, the only one", null);
    }
    long validFrom = time(fields);
    fields.missing("op");
    String word = fields.word("op", "UNKNOWN_OP", "one of " + String.join(", ", OPS), OPS);
    String snapshot = fields.optionalText("snapshot");
    if (!fields.isSound() || word == null) {
      return null;
    }
    Op op = Op.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    if (op == Op.SNAPSHOT_BEGIN || op == Op.SNAPSHOT_END) {
      return snapshotMark(fields, op, validFrom, snapshot);
    }
    Fields value = fields.below("value");
    if (value == null) {
      fields.missing("value");
      return null;
    }
    return switch (op) {
      case UPSERT_ASSET ->
          upsert(
              value,
              AssetFields::read,
              (id, asset) -> new TopologyChange(op, validFrom, id, snapshot, 0, asset, null, null),
              Asset::id);
      case UPSERT_DEPENDENCY ->
          upsert(
              value,
              DependencyFields::read,
              (id, dependency) ->
                  new TopologyChange(op, validFrom, id, snapshot, 0, null, dependency, null),
              Dependency::id);
      case UPSERT_LINK ->
          upsert(
              value,
              LinkFields::read,
              (id, link) -> new TopologyChange(op, validFrom, id, snapshot, 0, null, null, link),
              Link::id);
      case UPSERT_SECTOR ->
          upsert(
              value,
              SectorFields::read,
              (id, sector) -> TopologyChange.of(op, validFrom, id, snapshot),
              sector -> sector);
      case UPSERT_SERVICE_LEVEL ->
          upsert(
              value,
              ServiceLevelFields::read,
              (id, level) -> TopologyChange.of(validFrom, snapshot, level),
              ServiceLevel::id);
      case UPSERT_SHARING ->
          upsert(
              value,
              SharingFields::read,
              (id, sharing) -> TopologyChange.of(validFrom, snapshot, sharing),
              Sharing::id);
      case UPSERT_REGION ->
          upsert(
              value,
              RegionFields::read,
              (id, region) -> TopologyChange.of(validFrom, snapshot, region),
              Region::id);
      case REMOVE_SHARING -> {
        String sector = AssetFields.slug(value, "sector");
        String id = Sharing.idOf(sector, SharingFields.community(value));
        yield TopologyChange.of(op, validFrom, id, snapshot);
      }
      default -> TopologyChange.of(op, validFrom, value.id("id"), snapshot);
    };
  }

  private static <T> @Nullable TopologyChange upsert(
      Fields value,
      Function<Fields, @Nullable T> read,
      BiFunction<String, T, TopologyChange> change,
      Function<T, String> id) {
    T thing = read.apply(value);
    return thing == null ? null : change.apply(id.apply(thing), thing);
  }

  private static @Nullable TopologyChange snapshotMark(
      Fields fields, Op op, long validFrom, @Nullable String snapshot) {
    fields.missing("snapshot");
    long count = 0;
    if (op == Op.SNAPSHOT_END) {
      Fields value = fields.below("value");
      Fields holder = value != null && !fields.has("count") ? value : fields;
      holder.missing("count");
      count = holder.whole("count", 0, Long.MAX_VALUE, 0);
    }
    return new TopologyChange(op, validFrom, "", snapshot, count, null, null, null);
  }

  private static long time(Fields fields) {
    String text = fields.text("validFrom");
    if (text.isEmpty()) {
      return 0;
    }
    long millis = Rfc3339.parse(text);
    if (millis >= 0) {
      return millis;
    }
    fields.error(
        "BAD_TIME", fields.node("validFrom"), "validFrom", "an RFC 3339 time since 1970", null);
    return 0;
  }
}
