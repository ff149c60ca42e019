// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hamon.topology.Asset;
import org.hamon.topology.AssetState;
import org.jspecify.annotations.Nullable;

/** Reads {@code root}, {@code sequence}, {@code count} and the conditions, and checks them. */
final class StageReader {

  static final List<String> STATES =
      Arrays.stream(AssetState.values()).map(AssetState::word).toList();
  static final List<String> CAUSES = Arrays.stream(Cause.values()).map(Cause::word).toList();

  private static final Pattern CONDITION = Pattern.compile("(\\S+)(?:\\s+(on|off))?");

  private final Findings findings;

  StageReader(Findings findings) {
    this.findings = findings;
  }

  Selector root(Fields fields) {
    return new Selector(fields.sectors("sector"), fields.texts("kind"));
  }

  /** The stages that can be read. */
  List<Stage> sequence(JsonNode list) {
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      String place = "sequence[" + i + "]";
      Stage stage = findings.isRefused(place) ? null : stage(list.get(i), place, stages);
      if (stage != null) {
        stages.add(stage);
      }
    }
    if (!stages.isEmpty() && stages.size() == list.size()) {
      new StageOrder(stages, findings).check();
    }
    return stages;
  }

  private @Nullable Stage stage(JsonNode node, String place, List<Stage> before) {
    Map.Entry<String, JsonNode> entry = node.properties().iterator().next();
    String name = entry.getKey();
    String at = Fields.join(place, name);
    if (before.stream().anyMatch(stage -> stage.name().equals(name))) {
      findings.error(
          "DUPLICATE_STAGE", at, "Expected stage names to differ, but '" + name + "' is twice.");
    }
    if (findings.isRefused(at)) {
      return null;
    }
    Fields fields = new Fields(entry.getValue(), at, findings);
    boolean not = fields.flag("not", false);
    boolean optional = fields.flag("optional", false);
    int atLeast = (int) fields.integer("atLeast", 1);
    int atMost = (int) fields.integer("atMost", 0);
    checkRepetition(fields, not, optional, atLeast, atMost);
    String condition = fields.text("condition");
    Matcher onOrOff = CONDITION.matcher(condition == null ? "" : condition.strip());
    boolean hasCondition = onOrOff.matches();
    return new Stage(
        name,
        place(fields, true),
        new Selector(fields.sectors("sector"), fields.texts("kind")),
        states(fields),
        hasCondition ? onOrOff.group(1) : null,
        hasCondition && !"off".equals(onOrOff.group(2)),
        fields.words("cause", Cause::of),
        fields.flag("flapping"),
        atLeast,
        atMost,
        not,
        "strict".equals(fields.text("next")),
        optional,
        where(fields, positiveNames(before)));
  }

  private void checkRepetition(
      Fields fields, boolean not, boolean optional, int atLeast, int atMost) {
    if (not && (fields.has("atLeast") || fields.has("atMost") || optional)) {
      findings.error(
          "NOT_WITH_QUANTIFIER",
          fields.at("not"),
          "Expected a `not` stage without atLeast, atMost and optional, since it forbids each such"
              + " event.");
    }
    if (atMost > 0 && atMost < atLeast) {
      findings.error(
          "AT_MOST_BELOW_AT_LEAST",
          fields.at("atMost"),
          "Expected atMost to be atLeast or more, but "
              + atMost
              + " is less than "
              + atLeast
              + ".");
    }
    if (atMost > 0 && optional) {
      findings.error(
          "AT_MOST_WITH_OPTIONAL",
          fields.at("atMost"),
          "Expected atMost at a stage that is not optional.",
          "Leave atMost out, or write two patterns.");
    }
  }

  Count count(Fields fields) {
    return new Count(
        place(fields, false),
        new Selector(fields.sectors("sector"), fields.texts("kind")),
        states(fields),
        fields.words("cause", Cause::of),
        (int) fields.integer("atLeast", 1),
        (int) fields.integer("sectors", 1),
        fields.flag("pathBetween", true));
  }

  @Nullable Condition where(Fields fields, List<String> stages) {
    String text = fields.text("where");
    if (text == null) {
      return null;
    }
    try {
      return Condition.of(text, stages);
    } catch (InvalidConditionException e) {
      findings.error(
          "BAD_CONDITION",
          fields.at("where"),
          "Expected an expression that is true or false, but " + e.getMessage());
      return null;
    }
  }

  static List<String> positiveNames(List<Stage> stages) {
    return stages.stream().filter(stage -> !stage.not()).map(Stage::name).toList();
  }

  private static List<AssetState> states(Fields fields) {
    return fields.words("state", AssetState::of);
  }

  private Place place(Fields fields, boolean rootToo) {
    long given = List.of("at", "downstream", "in").stream().filter(fields::has).count();
    if (given != 1) {
      findings.error(
          "BAD_PLACE",
          fields.at("at"),
          "Expected one of "
              + (rootToo ? "`at: root`, " : "")
              + "`downstream: 1..2` and `in: area`, but found "
              + (given == 0 ? "none." : given + " of them."));
      return Place.ROOT;
    }
    if (fields.has("in")) {
      return fields.hasSound("in") ? Place.AREA : Place.ROOT;
    }
    return fields.hasSound("downstream") ? downstream(fields) : Place.ROOT;
  }

  private Place downstream(Fields fields) {
    JsonNode said = fields.node("downstream");
    String hops = said.isNumber() ? Long.toString(said.asLong()) : said.asText();
    String[] ends = hops.split("\\.\\.", 2);
    int from = Integer.parseInt(ends[0]);
    int to = Integer.parseInt(ends[ends.length - 1]);
    if (from > to) {
      findings.error(
          "BAD_PLACE",
          fields.at("downstream"),
          "Expected the nearer hops first, but found '" + hops + "'.",
          "Did you mean '" + to + ".." + from + "'?");
      return Place.ROOT;
    }
    return Place.downstream(from, to);
  }

  /** A place inside an area makes sense only where areas can be roots. */
  void checkArea(Selector root, List<Stage> stages, @Nullable Count count) {
    boolean looksInArea =
        stages.stream().anyMatch(stage -> stage.place().inArea())
            || (count != null && count.place().inArea());
    if (looksInArea && !root.sectors().isEmpty() && !root.sectors().contains(Asset.AREA)) {
      findings.error(
          "BAD_PLACE", "root", "Expected `sector: area` as root, since a stage looks `in: area`.");
    }
  }
}
