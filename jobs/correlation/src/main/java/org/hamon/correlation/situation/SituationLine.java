// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import org.hamon.correlation.Output;
import org.hamon.correlation.notice.Control;
import org.hamon.correlation.situation.Briefing.PhaseOfLife;

/** The line on {@code situations} that says how a situation stands. */
final class SituationLine {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SituationLine() {}

  static Output of(Evaluate.Stock stock) {
    Situation situation = stock.situation();
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("id", situation.id());
    line.put("lane", situation.lane());
    line.put("status", stock.phaseOfLife() == PhaseOfLife.OPEN ? "open" : "closed");
    if (stock.phaseOfLife() == PhaseOfLife.RETRACTED) {
      line.put("retracted", true);
    }
    line.put("opened", time(situation.opened()));
    line.put("at", time(stock.at()));
    if (stock.successor() != null) {
      line.put("successor", stock.successor());
    }
    line.put("failure", stock.failure().word());
    line.put("cause", stock.cause().word());
    if (stock.causeAdvised()) {
      line.put("causeFrom", "advisory");
    }
    candidates(line.putArray("candidates"), stock);
    members(line.putArray("members"), stock);
    forecast(line.putArray("forecast"), stock);
    ArrayNode patterns = line.putArray("patterns");
    situation.diagnosis().patterns().forEach(patterns::add);
    if (!stock.comments().isEmpty()) {
      comments(line.putArray("comments"), stock);
    }
    return new Output(
        Output.SITUATIONS,
        situation.lane(),
        situation.id(),
        stock.at(),
        0,
        "jp.ci.situation.v1",
        stock.ranking().roots().get(0).asset(),
        write(line));
  }

  private static void comments(ArrayNode array, Evaluate.Stock stock) {
    for (Control comment : stock.comments()) {
      ObjectNode node = array.addObject();
      node.put("id", comment.id()).put("at", time(comment.at()));
      if (comment.by() != null) {
        node.put("by", comment.by());
      }
      node.put("text", comment.text());
    }
  }

  private static void candidates(ArrayNode array, Evaluate.Stock stock) {
    for (RootCandidate root : stock.ranking().roots()) {
      array
          .addObject()
          .put("asset", root.asset())
          .put("sector", root.sector())
          .put("confidence", rounded(root.confidence()));
    }
  }

  private static void members(ArrayNode array, Evaluate.Stock stock) {
    for (AssetNow now : stock.members()) {
      ObjectNode member = array.addObject();
      member.put("asset", now.asset());
      member.put("sector", now.sector());
      member.put("state", now.state().word());
      member.put("since", time(now.since()));
      if (!now.conditions().isEmpty()) {
        ArrayNode conditions = member.putArray("conditions");
        now.conditions().keySet().stream().sorted().forEach(conditions::add);
      }
    }
  }

  private static void forecast(ArrayNode array, Evaluate.Stock stock) {
    for (Impact impact : stock.impacts().values()) {
      ObjectNode node = array.addObject();
      node.put("asset", impact.asset());
      node.put("sector", impact.sector());
      node.put("status", impact.status().name().toLowerCase(Locale.ROOT));
      node.put("likelihood", rounded(impact.likelihood()));
      node.putObject("eta")
          .put("p10", time(impact.p10()))
          .put("p50", time(impact.p50()))
          .put("p90", time(impact.p90()));
      ArrayNode path = node.putArray("path");
      impact.path().forEach(path::add);
    }
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }

  private static String write(ObjectNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException("Expected a tree of plain values to be writable as JSON", e);
    }
  }
}
