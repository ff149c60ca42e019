// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.hamon.topology.Asset;
import org.hamon.topology.Dependency;
import org.hamon.topology.Link;
import org.hamon.topology.Region;
import org.hamon.topology.ServiceLevel;
import org.hamon.topology.Sharing;
import org.hamon.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * What is different between two topologies, thing by thing and field by field. Things are the same
 * if they have the same id.
 *
 * @param differences by sort of thing, then by id
 */
public record TopologyDiff(List<Difference> differences) {

  /** What a thing is. */
  public enum Sort {
    SECTOR,
    ASSET,
    DEPENDENCY,
    LINK,
    SERVICE_LEVEL,
    SHARING,
    REGION,
    /** The hop limit of situations. */
    SETTING;

    /**
     * Whether a topology change can be made of it. A change of sharing needs the rules and contacts
     * agreed on, which are no part of a topology once it is read; the hop limit comes with a new
     * base.
     */
    public boolean isChangeable() {
      return this != SHARING && this != SETTING;
    }

    /** The word of the contract, such as {@code service-level}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * One thing that differs.
   *
   * @param before as it is declared in the first; empty if it was not there
   * @param after as it is declared in the second; empty if it is not there any more
   * @param fields what differs if it is in both
   */
  public record Difference(
      Sort sort, String id, ObjectNode before, ObjectNode after, List<Field> fields) {

    /** Only in the second. */
    public boolean isAdded() {
      return before.isEmpty();
    }

    /** Only in the first. */
    public boolean isRemoved() {
      return after.isEmpty();
    }
  }

  /**
   * One field that differs; as JSON, empty where it is not given.
   *
   * @param name such as {@code buffer}
   */
  public record Field(String name, String before, String after) {}

  public TopologyDiff {
    differences = List.copyOf(differences);
  }

  /** Compares. {@code O((V + E) log (V + E))}. */
  public static TopologyDiff of(Topology a, Topology b) {
    List<Difference> all = new ArrayList<>();
    compare(all, Sort.SECTOR, a.sectors(), b.sectors(), s -> s, TopologyDiff::sector);
    compare(all, Sort.ASSET, a.assets(), b.assets(), Asset::id, Declared::json);
    compare(
        all, Sort.DEPENDENCY, a.dependencies(), b.dependencies(), Dependency::id, Declared::json);
    compare(all, Sort.LINK, a.links(), b.links(), Link::id, Declared::json);
    compare(
        all,
        Sort.SERVICE_LEVEL,
        a.serviceLevels(),
        b.serviceLevels(),
        ServiceLevel::id,
        Declared::json);
    compare(all, Sort.SHARING, a.sharing(), b.sharing(), Sharing::id, Declared::json);
    compare(all, Sort.REGION, a.regions(), b.regions(), Region::id, Declared::json);
    compare(
        all,
        Sort.SETTING,
        List.of(a.hopLimit()),
        List.of(b.hopLimit()),
        limit -> "hopLimit",
        limit -> JsonNodeFactory.instance.objectNode().put("hopLimit", limit));
    return new TopologyDiff(all);
  }

  private static ObjectNode sector(String sector) {
    return JsonNodeFactory.instance.objectNode().put("id", sector);
  }

  private static <T> void compare(
      List<Difference> all,
      Sort sort,
      Collection<T> a,
      Collection<T> b,
      Function<T, String> id,
      Function<T, ObjectNode> declared) {
    Map<String, ObjectNode> before = new TreeMap<>();
    Map<String, ObjectNode> after = new TreeMap<>();
    a.forEach(thing -> before.put(id.apply(thing), declared.apply(thing)));
    b.forEach(thing -> after.put(id.apply(thing), declared.apply(thing)));
    Set<String> ids = new TreeSet<>(before.keySet());
    ids.addAll(after.keySet());
    ObjectNode none = JsonNodeFactory.instance.objectNode();
    for (String one : ids) {
      ObjectNode was = before.getOrDefault(one, none);
      ObjectNode is = after.getOrDefault(one, none);
      if (!was.equals(is)) {
        boolean both = !was.isEmpty() && !is.isEmpty();
        all.add(new Difference(sort, one, was, is, both ? fields(was, is) : List.of()));
      }
    }
  }

  private static List<Field> fields(ObjectNode before, ObjectNode after) {
    Set<String> names = new LinkedHashSet<>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    List<Field> fields = new ArrayList<>();
    for (String name : names) {
      String was = text(before.get(name));
      String is = text(after.get(name));
      if (!was.equals(is)) {
        fields.add(new Field(name, was, is));
      }
    }
    return fields;
  }

  private static String text(@Nullable JsonNode value) {
    if (value == null) {
      return "";
    }
    return value.isTextual() ? value.asText() : value.toString();
  }

  /** How many differences of that sort were added, removed, changed. */
  public int[] counts(Sort sort) {
    int[] counts = new int[3];
    for (Difference difference : differences) {
      if (difference.sort() == sort) {
        counts[difference.isAdded() ? 0 : difference.isRemoved() ? 1 : 2]++;
      }
    }
    return counts;
  }

  /**
   * The records of {@code topology-changes.jsonl} that turn the first into the second, as far as
   * changes can say it: see {@link Sort#isChangeable()}.
   *
   * @param validFrom epoch milliseconds
   */
  public List<ObjectNode> changes(long validFrom) {
    List<ObjectNode> records = new ArrayList<>();
    String time = Instant.ofEpochMilli(validFrom).toString();
    for (Difference difference : differences) {
      if (difference.sort().isChangeable()) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("validFrom", time);
        record.put(
            "op", (difference.isRemoved() ? "remove-" : "upsert-") + difference.sort().word());
        record.set(
            "value",
            difference.isRemoved()
                ? JsonNodeFactory.instance.objectNode().put("id", difference.id())
                : difference.after());
        records.add(record);
      }
    }
    return records;
  }
}
