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

  private static final List<String> STAGE_KEYS =
      List.of(
          "at",
          "downstream",
          "in",
          "sector",
          "kind",
          "state",
          "condition",
          "cause",
          "flapping",
          "atLeast",
          "atMost",
          "not",
          "next",
          "optional",
          "where");

  private static final List<String> COUNT_KEYS =
      List.of(
          "downstream",
          "in",
          "sector",
          "kind",
          "state",
          "cause",
          "atLeast",
          "sectors",
          "pathBetween");

  static final List<String> STATES =
      Arrays.stream(AssetState.values()).map(AssetState::word).toList();
  static final List<String> CAUSES = Arrays.stream(Cause.values()).map(Cause::word).toList();

  private static final int MAX_HOPS = 16;
  private static final int MAX_STAGES = 16;
  private static final int MAX_REPETITION = 100;
  private static final Pattern RANGE = Pattern.compile("(\\d{1,4})(?:\\.\\.(\\d{1,4}))?");
  private static final Pattern CONDITION = Pattern.compile("(\\S+)(?:\\s+(on|off))?");

  private final Findings findings;

  StageReader(Findings findings) {
    this.findings = findings;
  }

  Selector root(JsonNode node) {
    Fields fields = Fields.of(node, "root", findings, List.of("sector", "kind"));
    return new Selector(fields.sectors("sector"), fields.texts("kind"));
  }

  List<Stage> sequence(JsonNode node) {
    List<Stage> stages = new ArrayList<>();
    if (!node.isArray() || node.isEmpty() || node.size() > MAX_STAGES) {
      findings.error(
          "BAD_VALUE",
          "sequence",
          "Expected a list of 1 to "
              + MAX_STAGES
              + " stages, but found "
              + Fields.shown(node)
              + ".");
      return stages;
    }
    for (int i = 0; i < node.size(); i++) {
      Stage stage = stage(node.get(i), i, stages);
      if (stage != null) {
        stages.add(stage);
      }
    }
    if (stages.size() == node.size()) {
      new StageOrder(stages, findings).check();
    }
    return stages;
  }

  private @Nullable Stage stage(JsonNode node, int index, List<Stage> before) {
    String place = "sequence[" + index + "]";
    if (!node.isObject() || node.size() != 1) {
      findings.error(
          "STAGE_SHAPE",
          place,
          "Expected one name with its stage, like `- supply stops: {at: root, state: stopped}`, but"
              + " found "
              + (node.isObject() ? node.size() + " keys" : Fields.shown(node))
              + ".");
      return null;
    }
    Map.Entry<String, JsonNode> entry = node.properties().iterator().next();
    String name = entry.getKey();
    String at = Fields.join(place, name);
    if (before.stream().anyMatch(stage -> stage.name().equals(name))) {
      findings.error(
          "DUPLICATE_STAGE", at, "Expected stage names to differ, but '" + name + "' is twice.");
    }
    Fields fields = Fields.of(entry.getValue(), at, findings, STAGE_KEYS);
    boolean not = fields.flag("not", false);
    boolean optional = fields.flag("optional", false);
    int atLeast = (int) fields.integer("atLeast", 1, 1, MAX_REPETITION);
    int atMost = (int) fields.integer("atMost", 0, 1, MAX_REPETITION);
    checkRepetition(fields, not, optional, atLeast, atMost);
    String condition = fields.text("condition");
    Matcher onOrOff = CONDITION.matcher(condition == null ? "-" : condition.strip());
    if (!onOrOff.matches()) {
      fields.bad(
          "condition", "the id of a service level, with on or off", fields.node("condition"));
    }
    return new Stage(
        name,
        place(fields, true),
        new Selector(fields.sectors("sector"), fields.texts("kind")),
        states(fields),
        condition == null || !onOrOff.matches() ? null : onOrOff.group(1),
        condition != null && onOrOff.matches() && !"off".equals(onOrOff.group(2)),
        fields.words("cause", "BAD_CAUSE", CAUSES, Cause::of),
        fields.flag("flapping"),
        atLeast,
        atMost,
        not,
        isStrict(fields),
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

  private static boolean isStrictWord(String word) {
    return word.equals("strict");
  }

  private boolean isStrict(Fields fields) {
    String next = fields.text("next");
    if (next != null && !isStrictWord(next) && !next.equals("relaxed")) {
      fields.bad("next", "strict or relaxed", fields.node("next"));
    }
    return next != null && isStrictWord(next);
  }

  Count count(JsonNode node) {
    Fields fields = Fields.of(node, "count", findings, COUNT_KEYS);
    fields.require("state", "atLeast");
    return new Count(
        place(fields, false),
        new Selector(fields.sectors("sector"), fields.texts("kind")),
        states(fields),
        fields.words("cause", "BAD_CAUSE", CAUSES, Cause::of),
        (int) fields.integer("atLeast", 1, 1, 1_000_000),
        (int) fields.integer("sectors", 1, 1, 1_000),
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
    return fields.words("state", "BAD_STATE", STATES, AssetState::of);
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
      return word(fields, "in", "area") ? Place.AREA : Place.ROOT;
    }
    if (fields.has("at")) {
      word(fields, "at", "root");
      return Place.ROOT;
    }
    return downstream(fields);
  }

  private boolean word(Fields fields, String key, String expected) {
    boolean found = expected.equals(fields.text(key));
    if (!found) {
      findings.error(
          "BAD_PLACE",
          fields.at(key),
          "Expected '" + expected + "', but found " + Fields.shown(fields.node(key)) + ".");
    }
    return found;
  }

  private Place downstream(Fields fields) {
    Matcher range = RANGE.matcher(fields.text("downstream", ""));
    if (range.matches()) {
      int from = Integer.parseInt(range.group(1));
      int to = range.group(2) == null ? from : Integer.parseInt(range.group(2));
      if (from <= to && to >= 1 && to <= MAX_HOPS) {
        return Place.downstream(from, to);
      }
    }
    findings.error(
        "BAD_PLACE",
        fields.at("downstream"),
        "Expected hops like 1 or 1..2, at most "
            + MAX_HOPS
            + ", but found "
            + Fields.shown(fields.node("downstream"))
            + ".");
    return Place.ROOT;
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
