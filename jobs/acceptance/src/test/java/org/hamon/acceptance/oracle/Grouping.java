// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which failed assets stand in one situation, against which belong to one fault, over all pairs of
 * assets that say that they failed in the same two faults. One that stands in no situation is with
 * nobody.
 *
 * <p>precision = pairs of one fault and one situation / pairs of one situation; recall = pairs of
 * one fault and one situation / pairs of one fault.
 */
public final class Grouping {

  private record Line(long at, JsonNode node) {}

  private final List<Line> situations;
  private final List<String> notes = new ArrayList<>();
  private int right;
  private int together;
  private int ofOneFault;
  private int looks;
  private int mixed;

  /** From the lines of {@code situations}, in the order in which they were written. */
  public Grouping(List<JsonNode> situations) {
    this.situations =
        situations.stream()
            .map(node -> new Line(Instant.parse(node.path("at").asText()).toEpochMilli(), node))
            .toList();
  }

  /** Looks where all stand once both faults have run their course. */
  public void look(TwoFaults pair) {
    Map<String, String> situationOf = situationsAt(pair.look());
    List<String> assets = pair.faultOf().keySet().stream().sorted().toList();
    boolean anyMixed = false;
    for (int i = 0; i < assets.size(); i++) {
      for (int j = i + 1; j < assets.size(); j++) {
        boolean oneFault =
            pair.faultOf().get(assets.get(i)).equals(pair.faultOf().get(assets.get(j)));
        String situation = situationOf.get(assets.get(i));
        boolean one = situation != null && situation.equals(situationOf.get(assets.get(j)));
        ofOneFault += oneFault ? 1 : 0;
        together += one ? 1 : 0;
        right += one && oneFault ? 1 : 0;
        anyMixed |= one && !oneFault;
      }
    }
    looks++;
    mixed += anyMixed ? 1 : 0;
    Set<String> several = new HashSet<>();
    assets.forEach(asset -> several.add(situationOf.getOrDefault(asset, "none of " + asset)));
    notes.add(
        "%s %s %s in %d: %s"
            .formatted(
                Instant.ofEpochMilli(pair.begins()),
                pair.meet() ? "may meet" : "apart",
                anyMixed ? "MIXED" : "",
                several.size(),
                assets.stream()
                    .map(a -> a + "=" + pair.faultOf().get(a) + "/" + situationOf.get(a))
                    .toList()));
  }

  public double precision() {
    return together == 0 ? 1 : (double) right / together;
  }

  public double recall() {
    return (double) right / ofOneFault;
  }

  /** In a sentence. */
  public String figures() {
    return "precision %.3f, recall %.3f; %d pairs of faults, %d mixed; %d pairs of assets of one fault"
        .formatted(precision(), recall(), looks, mixed, ofOneFault);
  }

  /** The figures, and a line for each look. */
  public String report() {
    return figures() + "\n" + String.join("\n", notes) + "\n";
  }

  private Map<String, String> situationsAt(long look) {
    Map<String, JsonNode> newest = new HashMap<>();
    for (Line line : situations) {
      if (line.at() <= look) {
        newest.put(line.node().path("id").asText(), line.node());
      }
    }
    Map<String, String> situationOf = new HashMap<>();
    newest.forEach(
        (id, line) -> {
          if (line.path("status").asText().equals("open")) {
            line.path("members").forEach(m -> situationOf.put(m.path("asset").asText(), id));
          }
        });
    return situationOf;
  }
}
