// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import org.hamon.correlation.BoundedLine;
import org.hamon.correlation.Output;

/** One impact in words: a line on {@code impacts} or a part of another line. */
final class ImpactLine {

  /** Of a longer path the first: they lead from the failed provider on. */
  private static final int PATH_LISTED = 50;

  private ImpactLine() {}

  /** The line that says what the impact became. */
  static Output of(Situation situation, Impact impact, long at) {
    String key = situation.id() + "/" + impact.asset();
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("situation", situation.id());
    write(line, impact, PATH_LISTED);
    line.put("at", time(at));
    return output(situation.lane(), impact.asset(), key, line, at);
  }

  /**
   * The line that says in which situation the impact stands from now on.
   *
   * @param from the situation in which it stood, of that lane
   */
  static Output moved(String from, String lane, Impact impact, String to, long at) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("situation", from);
    write(line, impact, PATH_LISTED);
    line.put("movedTo", to);
    line.put("at", time(at));
    return output(lane, impact.asset(), from + "/" + impact.asset(), line, at);
  }

  private static Output output(String lane, String asset, String key, ObjectNode line, long at) {
    return new Output(Output.IMPACTS, lane, key, at, 0, "jp.ci.impact.v1", asset, line.toString());
  }

  /** Whether two say the same to a reader. */
  static boolean sayTheSame(Impact one, Impact other) {
    return one.equals(other) || written(one).equals(written(other));
  }

  /**
   * Puts what is known of the impact.
   *
   * @param pathListed at most so many dependencies of its path
   */
  static void write(ObjectNode node, Impact impact, int pathListed) {
    node.put("asset", impact.asset());
    node.put("sector", impact.sector());
    node.put("status", impact.status().name().toLowerCase(Locale.ROOT));
    node.put("state", impact.state().word());
    node.put("likelihood", Math.round(impact.likelihood() * 10_000) / 10_000.0);
    node.putObject("eta")
        .put("p10", time(impact.p10()))
        .put("p50", time(impact.p50()))
        .put("p90", time(impact.p90()));
    BoundedLine.strings(node.putArray("path"), impact.path(), Math.min(pathListed, PATH_LISTED));
    if (impact.path().size() > PATH_LISTED) {
      node.put("pathTotal", impact.path().size());
    }
    if (!impact.with().isEmpty()) {
      BoundedLine.strings(node.putArray("with"), impact.with(), PATH_LISTED);
    }
  }

  private static ObjectNode written(Impact impact) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    write(node, impact, PATH_LISTED);
    return node;
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
