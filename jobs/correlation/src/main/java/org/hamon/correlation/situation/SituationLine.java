// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.hamon.correlation.BoundedLine;
import org.hamon.correlation.Output;
import org.hamon.correlation.notice.Control;
import org.hamon.correlation.situation.Briefing.PhaseOfLife;

/** The line on {@code situations} that says how a situation stands. */
final class SituationLine {

  private static final int COMMENTS_LISTED = 20;

  private static final Comparator<Impact> LIKELIEST_FIRST =
      Comparator.comparingDouble(Impact::likelihood)
          .reversed()
          .thenComparingLong(Impact::p50)
          .thenComparing(Impact::asset);

  private SituationLine() {}

  static Output of(Stock stock) {
    Situation situation = stock.part().situation();
    return new Output(
        Output.SITUATIONS,
        situation.lane(),
        situation.id(),
        stock.at(),
        0,
        "jp.ci.situation.v1",
        stock.ranking().roots().get(0).asset(),
        BoundedLine.of(most -> line(stock, most)));
  }

  /** The line with at most so many in each list. */
  private static ObjectNode line(Stock stock, int most) {
    Situation situation = stock.part().situation();
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("id", situation.id());
    line.put("lane", situation.lane());
    line.put("status", stock.part().phaseOfLife() == PhaseOfLife.OPEN ? "open" : "closed");
    if (stock.part().phaseOfLife() == PhaseOfLife.RETRACTED) {
      line.put("retracted", true);
    }
    line.put("opened", time(situation.opened()));
    line.put("at", time(stock.at()));
    if (stock.part().successor() != null) {
      line.put("successor", stock.part().successor());
    }
    line.put("failure", stock.failure().word());
    line.put("cause", stock.cause().word());
    if (stock.causeAdvised()) {
      line.put("causeFrom", "advisory");
    }
    Recurring recurring = stock.part().recurring();
    if (recurring != null) {
      line.putObject("recurring")
          .put("since", time(recurring.since()))
          .put("times", recurring.times())
          .put("quietUntil", time(recurring.quietUntil()));
    }
    candidates(line.putArray("candidates"), stock, most);
    members(line.putArray("members"), stock, most);
    line.put("membersTotal", stock.members().size());
    forecast(line.putArray("forecast"), stock, most);
    line.put("impactsTotal", stock.impacts().size());
    BoundedLine.strings(
        line.putArray("patterns"), situation.diagnosis().patterns(), BoundedLine.LISTED);
    if (!stock.part().comments().isEmpty()) {
      comments(line.putArray("comments"), stock, most);
      if (stock.part().comments().size() > COMMENTS_LISTED) {
        line.put("commentsTotal", stock.part().comments().size());
      }
    }
    return line;
  }

  /** The newest, in the order in which they were made. */
  private static void comments(ArrayNode array, Stock stock, int most) {
    List<Control> all = stock.part().comments();
    int listed = Math.min(most, COMMENTS_LISTED);
    for (Control comment : all.subList(Math.max(0, all.size() - listed), all.size())) {
      ObjectNode node = array.addObject();
      node.put("id", comment.id()).put("at", time(comment.at()));
      if (comment.by() != null) {
        node.put("by", comment.by());
      }
      String text = comment.text();
      node.put("text", text == null ? null : BoundedLine.cut(text));
    }
  }

  private static void candidates(ArrayNode array, Stock stock, int most) {
    List<RootCandidate> roots = stock.ranking().roots();
    for (RootCandidate root : roots.subList(0, Math.min(Math.max(most, 1), roots.size()))) {
      array
          .addObject()
          .put("asset", root.asset())
          .put("sector", root.sector())
          .put("confidence", rounded(root.confidence()));
    }
  }

  /** Those that are not well first. */
  private static void members(ArrayNode array, Stock stock, int most) {
    List<AssetNow> members = stock.members();
    if (members.size() > most) {
      members =
          members.stream().sorted(Comparator.comparing(AssetNow::isNormal)).limit(most).toList();
    }
    for (AssetNow now : members) {
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

  /** The likeliest. */
  private static void forecast(ArrayNode array, Stock stock, int most) {
    stock.impacts().values().stream()
        .sorted(LIKELIEST_FIRST)
        .limit(most)
        .forEach(impact -> ImpactLine.write(array.addObject(), impact, most));
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
